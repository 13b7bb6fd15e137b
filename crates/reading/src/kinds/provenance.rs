//! Provenance: where the text, or a part of it, says it comes from.

use tacitus_record::{Article, BlockKind, Claim, Grounded, Kind, Mention, VoiceType};

/// The article's stated descent and credit, with their words.
pub fn of_article(article: &Article) -> Vec<Claim> {
    let mention = |span, rule: &str| Mention {
        article: article.id.clone(),
        sentence: 0,
        span,
        cue: None,
        reader: "rule".to_string(),
        rules: vec![rule.to_string()],
    };
    let mut found = Vec::new();
    for declared in &article.declared_from {
        let Some(phrase) = declared.phrase_span else { continue };
        // The whole line of credit, not only the phrase that gave it away.
        let span =
            article.blocks.iter().find(|b| b.span.contains(phrase)).map_or(phrase, |b| {
                if b.kind == BlockKind::Credit && b.span.len() < 400 { first_sentence(article, b.span) } else { phrase }
            });
        let mut claim = Claim::new(Kind::Provenance, "derived.from", mention(span, "derivation phrase"));
        claim.object = Some(Grounded::at(declared.outlet.clone().unwrap_or_else(|| declared.phrase.clone()), phrase));
        found.push(claim);
    }
    found
}

fn first_sentence(article: &Article, block: tacitus_record::Span) -> tacitus_record::Span {
    let text = block.slice(&article.text);
    let end = text.find(". ").map_or(text.trim_end().trim_end_matches('.').len(), |i| i);
    block.within(&article.text, 0, end).unwrap_or(block)
}

/// Hearsay inside the article: claims that rest on a source without a name lead to a provenance claim on the source's words.
pub fn hearsay(claims: &[Claim], body: &str) -> Vec<Claim> {
    let mut found: Vec<Claim> = Vec::new();
    for claim in claims {
        for voice in &claim.said_by {
            let nameless = matches!(voice.value.voice_type, VoiceType::Unnamed | VoiceType::Document) && voice.value.actor.entity.is_none();
            let hidden = nameless && voice.value.cue.as_deref().is_some_and(|c| c.eq_ignore_ascii_case("according"));
            let named = voice.value.actor.text.split_whitespace().skip(1).any(|w| w.starts_with(char::is_uppercase));
            let hidden = hidden && !named;
            let Some(source) = voice.span().filter(|_| hidden) else { continue };
            // The phrase with its cue: "according to unconfirmed reports".
            let before = &body[..source.start()];
            let cue = before.to_lowercase().rfind("according").filter(|&at| before.len() - at < 80 && before.is_char_boundary(at));
            let span = cue.and_then(|at| tacitus_record::Span::new(body, at, source.end())).unwrap_or(source);
            if found.iter().any(|f| f.mention.span == span) {
                continue;
            }
            let mention = Mention { span, cue: None, rules: vec!["source without a name".to_string()], ..claim.mention.clone() };
            let mut own = Claim::new(Kind::Provenance, "hearsay", mention);
            own.object = Some(Grounded::at(voice.value.actor.text.clone(), source));
            own.said_by = vec![voice.clone()];
            found.push(own);
        }
    }
    found
}
