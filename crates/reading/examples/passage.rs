//! Prints the claims of a passage: `cargo run -p tacitus-reading --example passage -- FILE [YYYY-MM-DD]`. `TREES=1` prints the
//! trees, too, `ALL=1` claims that are more likely misread than not.
use tacitus_record::{Article, Block, BlockKind, DateEvidence, PublishedDate, Span};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let text = std::fs::read_to_string(arguments.next().expect("a file")).expect("readable");
    let published =
        arguments.next().map(|d| PublishedDate { value: d.parse().expect("YYYY-MM-DD"), evidence: DateEvidence::User, confidence: 100 });
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some(span) = Span::new(&text, at, at + line.trim_end().len()).filter(|s| !s.is_empty()) {
            blocks.push(Block { span, kind: BlockKind::Paragraph });
        }
        at += line.len();
    }
    let article = Article {
        id: "a-passage".into(),
        source: "passage".into(),
        url: None,
        canonical_url: None,
        raw_sha256: String::new(),
        text_sha256: String::new(),
        title: None,
        authors: vec![],
        outlet: None,
        agency_credit: None,
        published: published.clone(),
        published_candidates: published.into_iter().collect(),
        lang: "en".into(),
        licence: None,
        declared_from: vec![],
        text,
        blocks,
        extra: vec![],
    };
    let document = tacitus_text::TextReader::embedded().read(&article.text, &article.blocks);
    let reader = tacitus_reading::Reader::new(tacitus_gazetteer::Gazetteer::embedded(), None).expect("shipped knowledge");
    let reader = if std::env::var_os("ALL").is_some() { reader.telling_all() } else { reader };
    let reading = reader.read(&article, &document);
    let trees = std::env::var_os("TREES").is_some();
    for (number, sentence) in document.sentences.iter().enumerate() {
        println!("\n[{number}] {}", sentence.span.slice(&article.text));
        if trees {
            for (i, t) in sentence.tokens.iter().enumerate() {
                println!("   {i}\t{}\t{}\t{}\t{}\t{}\t{}", t.form, t.lemma, t.upos, t.xpos, t.head.map_or(-1, |h| h as i64), t.deprel);
            }
            println!(
                "   {:?}",
                sentence.names.iter().map(|n| (sentence.span_of(n.start, n.end).slice(&article.text), n.label)).collect::<Vec<_>>()
            );
        }
        for c in reading.claims.iter().filter(|c| c.mention.sentence as usize == number) {
            let b = &article.text;
            print!("   {} {}", c.kind, c.predicate);
            if let Some(e) = &c.event {
                print!(" [{} {}]", e.plover_type, e.mode.as_deref().unwrap_or(""));
            }
            for a in c.actor.iter().chain(&c.more_actors) {
                print!(" | WHO {}={} {}", a.value.text, a.value.entity.as_deref().unwrap_or("?"), a.value.name);
            }
            for a in c.target.iter().chain(&c.more_targets) {
                print!(" | WHOM {}={} {}", a.value.text, a.value.entity.as_deref().unwrap_or("?"), a.value.name);
            }
            if let Some(o) = &c.object {
                print!(" | WHAT {}", o.value);
            }
            if let Some(o) = &c.instrument {
                print!(" | WITH {}", o.value);
            }
            if let Some(p) = &c.place {
                print!(" | AT {} ({:?} {:?} {})", p.value.text, p.value.name, p.value.country, p.value.precision);
            }
            if let Some(t) = &c.time {
                print!(" | ON {} {}", t.value.text, t.value.edtf.as_deref().unwrap_or("-"));
            }
            if let Some(q) = &c.quantity {
                print!(
                    " | N {} [{:?}-{:?} {} {} {}]",
                    q.value.text,
                    q.value.lo,
                    q.value.hi,
                    q.value.unit,
                    q.value.bound,
                    q.value.status.as_deref().unwrap_or("")
                );
            }
            print!(" | {} {}", c.polarity, c.modality);
            for v in &c.said_by {
                print!(" | SAYS {} ({})", v.value.actor.name, v.value.cue.as_deref().unwrap_or(""));
            }
            for h in &c.hedges {
                print!(" | HEDGE {}", h.value);
            }
            if let Some(l) = &c.likelihood {
                print!(" ({})", l.value.band);
            }
            println!("\n      «{}» {:?}", c.mention.span.slice(b), c.mention.rules);
        }
    }
    println!("\n{} claims, {} notes", reading.claims.len(), reading.notes.len());
}
