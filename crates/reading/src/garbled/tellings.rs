//! Finds where a page tells that somebody goes onto somebody's ground: "Varnia's invasion of Kestria", "Varnian troops pushed into Karsk".

use tacitus_record::{PlacePrecision, Span};

use super::Page;
use super::words::Deed;
use crate::clause::{Clause, case_of, clauses, relation};
use crate::places::is_territory;
use crate::who::Scene;

/// One side of a telling.
#[derive(Clone, Debug)]
pub struct Party {
    /// Its words.
    pub span: Span,
    /// ISO 3166-1 alpha-3 code: whose people they are, or in which country the ground lies.
    pub country: String,
    /// What identifies the ground; for a doer its country.
    pub key: String,
    /// Whether the ground is a whole country, of which every place is a part.
    pub whole: bool,
}

/// A directed deed as one stretch of the page tells it.
#[derive(Clone, Debug)]
pub struct Telling {
    /// Number of the sentence.
    pub sentence: usize,
    /// From the first to the last of its words.
    pub span: Span,
    pub doer: Party,
    pub ground: Party,
    pub deed: Deed,
}

/// All tellings of a page in order.
pub fn tellings(page: &Page) -> Vec<Telling> {
    let mut found = Vec::new();
    for scene in &page.scenes {
        let s = scene.sentence;
        let deed = |i: usize| {
            let pos = match s.tokens[i].upos {
                tacitus_text::Upos::Verb => "verb",
                tacitus_text::Upos::Noun | tacitus_text::Upos::Propn => "noun",
                _ => return None,
            };
            page.words().deed(&s.tokens[i].lemma.to_lowercase(), pos).map(|d| (i, d))
        };
        let deeds: Vec<(usize, Deed)> = (0..s.tokens.len()).filter_map(deed).filter(|(_, d)| d.class != "retaking").collect();
        if deeds.is_empty() {
            continue;
        }
        let clauses = clauses(s);
        for (i, deed) in deeds {
            let sides = if deed.pos == "verb" { by_verb(page, scene, &clauses, i, deed) } else { by_noun(page, scene, &clauses, i, deed) };
            if let Some((doer, ground)) = sides.filter(|_| !is_open(scene, i)) {
                let span = s.tokens[i].span.cover(doer.span).cover(ground.span);
                found.push(Telling { sentence: scene.number, span, doer, ground, deed });
            }
        }
    }
    found
}

/// Nouns for the crossing of a border that stand with a nationality and without any ground: "the Varnian incursion".
pub fn groundless(page: &Page) -> Vec<(usize, Party, Deed, String)> {
    let mut found = Vec::new();
    for scene in &page.scenes {
        let s = scene.sentence;
        for noun in (0..s.tokens.len()).filter(|&i| s.tokens[i].upos == tacitus_text::Upos::Noun && s.tokens[i].xpos == "NN") {
            let lemma = s.tokens[noun].lemma.to_lowercase();
            let Some(deed) = page.words().deed(&lemma, "noun").filter(|d| d.class == "crossing") else { continue };
            let bare = s.children_by(noun, "nmod").all(|k| k < noun) && !is_open(scene, noun);
            let doer = s.children(noun).filter(|&k| k < noun).filter_map(|k| nation_of(page, scene, k)).last();
            if let Some(doer) = doer.filter(|_| bare) {
                let span = s.tokens[noun].span.cover(doer.span);
                found.push((scene.number, Party { span, ..doer }, deed, lemma));
            }
        }
    }
    found
}

/// Whether a sentence, or the one before it, has a word for getting back one's own ground.
pub fn tells_of_retaking(page: &Page, sentence: usize) -> bool {
    let retakes = |lemma: &str| ["verb", "noun"].iter().any(|pos| page.words().deed(lemma, pos).is_some_and(|d| d.class == "retaking"));
    let near = page.scenes.iter().filter(|sc| sc.number <= sentence && sc.number + 1 >= sentence);
    near.into_iter().any(|scene| scene.sentence.tokens.iter().any(|t| retakes(&t.lemma.to_lowercase())))
}

/// Denied, asked or only thought of: it tells no deed. Also a verb above a noun counts ("denied an incursion", "could launch an invasion").
fn is_open(scene: &Scene, token: usize) -> bool {
    let s = scene.sentence;
    let effect = |i: usize| scene.knowledge.lexicon.negations.get(&s.tokens[i].lemma.to_lowercase()).map(|(_, effect)| *effect);
    let open = |i: usize| {
        let denied = s.children(i).any(|k| s.tokens[k].xpos == "MD" || effect(k) == Some("clause"));
        denied || effect(i).is_some_and(|e| e.starts_with("complement") && e != "complement true")
    };
    open(token) || s.tokens[token].head.is_some_and(open)
}

fn by_verb(page: &Page, scene: &Scene, clauses: &[Clause], verb: usize, deed: Deed) -> Option<(Party, Party)> {
    let clause = clauses.iter().find(|c| c.head == verb)?;
    let doer = clause.agents.iter().find_map(|&k| side(page, scene, k))?;
    Some((doer, ground_of_clause(page, scene, clause, deed)?))
}

fn ground_of_clause(page: &Page, scene: &Scene, clause: &Clause, deed: Deed) -> Option<Party> {
    let object = deed.ground.split('|').any(|g| g == "obj").then(|| clause.patients.first().copied()).flatten();
    object.or_else(|| clause.oblique(deed.ground)).and_then(|k| ground(page, scene, k))
}

fn by_noun(page: &Page, scene: &Scene, clauses: &[Clause], noun: usize, deed: Deed) -> Option<(Party, Party)> {
    let s = scene.sentence;
    let under = |k: usize, prepositions: &str| {
        let case = case_of(s, k);
        prepositions.split('|').any(|p| p == case)
    };
    // "launched an incursion into Karsk": the parser hangs the ground on the verb as well as on the noun.
    let verb = s.tokens[noun].head.filter(|_| matches!(relation(s.tokens[noun].deprel), "obj"));
    let clause = verb.and_then(|v| clauses.iter().find(|c| c.head == v));
    let below = s.children_by(noun, "nmod").filter(|&k| k > noun && under(k, deed.ground)).find_map(|k| ground(page, scene, k));
    // "the Karsk incursion": a place before the noun is its ground, a nationality its doer.
    let named =
        s.children_by(noun, "compound").filter(|&k| k < noun && nation_of(page, scene, k).is_none()).find_map(|k| ground(page, scene, k));
    let below = below.or(named.filter(|p| !p.whole));
    let ground = below.or_else(|| clause.and_then(|c| c.oblique(deed.ground)).and_then(|k| ground(page, scene, k)))?;
    let before = s
        .children(noun)
        .filter(|&k| k < noun && (matches!(relation(s.tokens[k].deprel), "amod" | "compound") || s.tokens[k].deprel == "nmod:poss"))
        .filter_map(|k| nation_of(page, scene, k).or_else(|| side(page, scene, k)))
        .last();
    let doer = before
        .or_else(|| s.children_by(noun, "nmod").filter(|&k| k > noun && case_of(s, k) == "by").find_map(|k| side(page, scene, k)))
        .or_else(|| {
            // "the incursion of Varnian troops into Karsk"; with "invasion" the of-phrase is the ground.
            let of =
                s.children_by(noun, "nmod").filter(|&k| k > noun && case_of(s, k) == "of" && !deed.ground.split('|').any(|p| p == "of"));
            of.into_iter().find_map(|k| side(page, scene, k))
        })
        .or_else(|| clause.and_then(|c| c.agents.iter().find_map(|&k| side(page, scene, k))))?;
    Some((doer, ground))
}

fn nation_of(page: &Page, scene: &Scene, token: usize) -> Option<Party> {
    let t = &scene.sentence.tokens[token];
    let country = page.nation(t.span.slice(scene.body))?;
    Some(Party { span: t.span, key: country.clone(), country, whole: true })
}

/// A state, its forces or its officials. Who fights a state from within has its country too and is no side of this kind.
fn side(page: &Page, scene: &Scene, head: usize) -> Option<Party> {
    let found = scene.actor(head)?;
    let span = found.span()?;
    let actor = found.value;
    let country = actor.country.filter(|c| scene.knowledge.gazetteer.country_by_code(c).is_some())?;
    let official = actor.sector.as_deref().is_none_or(|s| matches!(s, "GOV" | "MIL" | "COP" | "SPY"));
    // "pro-Varnian forces", "Varnian-backed fighters" are not Varnia's own.
    let lower = actor.text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    let borrowed = words.any(|w| page.words().deed(w, "word").is_some());
    (official && !borrowed).then(|| Party { span, key: country.clone(), country, whole: true })
}

/// The ground that a noun names: a place of the gazetteer, a state, or a state's territory.
fn ground(page: &Page, scene: &Scene, head: usize) -> Option<Party> {
    let s = scene.sentence;
    if is_territory(scene, head) {
        let owner = s.children(head).filter(|&k| k < head).find_map(|k| nation_of(page, scene, k))?;
        return Some(Party { span: s.span_of(head, head + 1).cover(owner.span), ..owner });
    }
    let name = s.names.iter().find(|n| n.label == "LOC" && n.start <= head && head < n.end).map(|n| (n.start, n.end));
    // "the Karsk region": the name stands before the common noun.
    let compound = || {
        let noun = s.tokens[head].upos == tacitus_text::Upos::Noun;
        s.names.iter().find(|n| noun && n.label == "LOC" && n.end == head).map(|n| (n.start, n.end))
    };
    // A place that was taken for a body's name, or for none, is one where the gazetteer has it.
    let bare = || {
        let person = s.names.iter().any(|n| n.label == "PER" && n.start <= head && head < n.end);
        (s.tokens[head].upos == tacitus_text::Upos::Propn && !person).then(|| crate::phrase::core_phrase(s, head))
    };
    let (start, end) = name.or_else(compound).or_else(bare)?;
    let span = s.span_of(start, end);
    let place = page.knowledge.gazetteer.resolve(span.slice(scene.body), None, page.context());
    let country = place.country.clone().filter(|c| !c.is_empty())?;
    let whole = place.precision == PlacePrecision::Country;
    // A region across borders is nobody's own ground.
    if matches!(place.precision, PlacePrecision::Region | PlacePrecision::Unknown) {
        return None;
    }
    Some(Party { span, country, key: place.key(), whole })
}
