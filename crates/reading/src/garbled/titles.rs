//! Reads which office and country a page gives a person: "French President Macron", "Orlan, the defence minister of Varnia".

use tacitus_record::Span;
use tacitus_text::Upos;

use super::{Page, Words};
use crate::actors::Entity;
use crate::clause::relation;
use crate::phrase::{core_phrase, noun_phrase};
use crate::who::Scene;

/// A person named with an office of which a state has one holder at a time.
#[derive(Clone, Debug)]
pub struct Titled<'a> {
    /// Number of the sentence.
    pub sentence: usize,
    /// The name as printed.
    pub name: String,
    /// Name and title.
    pub span: Span,
    /// Class of the office, see `lexicons/office-classes.tsv`.
    pub class: &'static str,
    /// Countries that the title names; empty where it names none.
    pub countries: Vec<String>,
    /// The person in `actors/`, where only one is meant.
    pub entity: Option<&'a Entity>,
}

/// Everybody on the page who is given such an office plainly: not a former one, a lesser one, or one of another body.
pub fn titled<'a>(page: &Page<'a>) -> Vec<Titled<'a>> {
    let mut found = Vec::new();
    for scene in &page.scenes {
        let s = scene.sentence;
        for name in s.names.iter().filter(|n| n.label == "PER") {
            let head =
                (name.start..name.end).find(|&i| s.tokens[i].head.is_none_or(|h| h < name.start || h >= name.end)).unwrap_or(name.start);
            let Some((start, end)) = title_range(scene, name.start, head) else { continue };
            let Some(class) = class_of(page.words(), &lower(scene, start, end)) else { continue };
            let span = s.span_of(name.start, name.end);
            let name = span.slice(scene.body).to_string();
            let entity = person(page, &name);
            let title = s.span_of(start, end);
            found.push(Titled {
                sentence: scene.number,
                name,
                span: title.cover(span),
                class,
                countries: countries(page, scene, start, end),
                entity,
            });
        }
    }
    found
}

/// The words of the title: before the name, or in apposition to it on either side.
fn title_range(scene: &Scene, name_start: usize, head: usize) -> Option<(usize, usize)> {
    let s = scene.sentence;
    let office = |i: usize| scene.knowledge.lexicon.titles.get(&s.tokens[i].lemma.to_lowercase()).is_some();
    // "the Varnian leader, Ann Oak,": the name hangs on the office.
    let above = s.tokens[head]
        .head
        .filter(|&h| h < name_start && office(h) && matches!(relation(s.tokens[head].deprel), "appos" | "flat" | "nmod"));
    let (mut start, end) = match above {
        Some(h) => noun_phrase(s, h),
        None => scene.title_words(head)?,
    };
    let end = if start < name_start { end.min(name_start) } else { end };
    while start > 0 && start <= name_start && s.tokens[start - 1].upos == Upos::Adj {
        start -= 1;
    }
    // "the president and Prime Minister Ann Oak": what is joined is two persons' titles.
    let joined =
        (start..end).any(|i| s.tokens[i].upos == Upos::Cconj || s.names.iter().any(|n| n.label == "PER" && n.start <= i && i < n.end));
    (start < end && !joined).then_some((start, end))
}

fn lower(scene: &Scene, start: usize, end: usize) -> Vec<String> {
    scene.sentence.tokens[start..end]
        .iter()
        .flat_map(|t| t.form.split('-').map(str::to_lowercase).collect::<Vec<_>>())
        .filter(|w| !w.is_empty())
        .collect()
}

/// The one office of these words; `None` where they name none, several, or turn aside ("former", "deputy", "opposition").
pub fn class_of(words: &Words, title: &[String]) -> Option<&'static str> {
    let mut class = None;
    let mut i = 0;
    while i < title.len() {
        let (step, found) = words.offices.longest_at(title, i).map_or((1, None), |(n, c)| (n, Some(*c)));
        match found {
            Some("of another time" | "of another office") => return None,
            Some(c) if class.is_some_and(|known| known != c) => return None,
            Some(c) => class = Some(c),
            None => {}
        }
        i += step;
    }
    class
}

/// The countries named in a title. "South Korean" is looked up whole; words of two parts that are no country together decide nothing.
pub fn countries(page: &Page, scene: &Scene, start: usize, end: usize) -> Vec<String> {
    let tokens = &scene.sentence.tokens;
    let word = |i: usize| tokens[i].span.slice(scene.body);
    let mut found = Vec::new();
    let mut i = start;
    while i < end {
        let pair = (i + 1 < end).then(|| scene.sentence.span_of(i, i + 2).slice(scene.body)).and_then(|w| page.nation(w));
        let joined = pair.is_some();
        let qualified =
            i > 0 && matches!(word(i - 1).to_lowercase().as_str(), "north" | "south" | "east" | "west" | "northern" | "southern" | "new");
        if let Some(country) = pair.or_else(|| page.nation(word(i)).filter(|_| !qualified && word(i).starts_with(char::is_uppercase))) {
            found.push(country);
        }
        i += if joined { 2 } else { 1 };
    }
    found
}

/// The person of `actors/` that a name means: by full name, or by a surname that nobody else on the page bears.
pub fn person<'a>(page: &Page<'a>, name: &str) -> Option<&'a Entity> {
    let entity = page.knowledge.actors.named(name).map(|(e, _)| e).filter(|e| !e.roles.is_empty())?;
    let surname = |n: &str| n.rsplit(' ').next().unwrap_or(n).to_lowercase();
    let known = |full: &str| page.knowledge.actors.named(full).is_some_and(|(e, _)| e.code == entity.code);
    let others = page
        .scenes
        .iter()
        .flat_map(|sc| sc.sentence.names.iter().filter(|n| n.label == "PER").map(|n| sc.sentence.span_of(n.start, n.end).slice(sc.body)));
    let taken = others.filter(|full| full.contains(' ')).any(|full| surname(full) == surname(name) && !known(full));
    (!taken).then_some(entity)
}

/// The phrase "the Varnian leader" around a noun that stands for its holder without a name: title range, class and country.
pub fn described(page: &Page, scene: &Scene, head: usize) -> Option<((usize, usize), &'static str, String)> {
    let s = scene.sentence;
    let (start, _) = core_phrase(s, head);
    let one_of_many = s.children_by(head, "det").any(|k| !s.tokens[k].form.eq_ignore_ascii_case("the"));
    let named = s.names.iter().any(|n| {
        n.label == "PER" && (n.start == head + 1 || n.start == head + 2 || s.tokens[n.start..n.end].iter().any(|t| t.head == Some(head)))
    });
    let singular = matches!(s.tokens[head].xpos, "NN" | "NNP");
    if one_of_many || named || !singular || s.children_by(head, "nmod").next().is_some() {
        return None;
    }
    let class = class_of(page.words(), &lower(scene, start, head + 1))?;
    let mut of = countries(page, scene, start, head + 1);
    (of.len() == 1).then(|| ((start, head + 1), class, of.remove(0)))
}
