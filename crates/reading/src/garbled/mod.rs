//! Checks one page for facts that look garbled: words that the rest of the page, the gazetteer or `actors/` contradict.
//!
//! Machine paraphrase swaps sides, persons, directions and numbers while the text stays fluent. Nothing is repaired here: what is
//! printed stays, and a suspicion beside it says in words what it rests on ([`Suspect`]); suspicious words that no claim holds become a
//! note (N005). A suspicion lowers a claim's grade, so each check asks for a contradiction that a sound page hardly ever has, and leaves
//! alone whatever has a second reading. Pure: article, document, claims and knowledge in, suspicions out. What words mean is in
//! `lexicons/` (directed-deeds, office-classes, bearing-words, slip-words, republishing-outlets).

mod bearings;
mod counts;
mod crossings;
mod days;
mod fates;
mod home;
mod losses;
mod persons;
mod polarity;
mod quotes;
mod republished;
mod reversed;
mod tellings;
mod terms;
mod titles;
mod words;

use std::cell::OnceCell;
use std::collections::BTreeSet;

use tacitus_gazetteer::Context;
use tacitus_record::{
    Actor, Article, BlockKind, Claim, Day, Kind, Modality, Note, Polarity, Reading, Span, Suspect, SuspectBasis, SuspectSeverity,
};
use tacitus_text::{Document, Token};

use crate::Knowledge;
use crate::who::{Discourse, Scene};

pub use words::Words;

/// A contradiction found: all words that may be the wrong ones, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The words; more than one stretch where nothing says which of them is wrong.
    spans: Vec<Span>,
    /// Why, naming what it rests on.
    reason: String,
    basis: SuspectBasis,
    severity: SuspectSeverity,
}

impl Doubt {
    /// Words that may have changed a fact.
    fn fact(spans: Vec<Span>, reason: String, basis: SuspectBasis) -> Doubt {
        Doubt { spans, reason, basis, severity: SuspectSeverity::Fact }
    }

    /// The same, contradicted by the page itself.
    fn internal(spans: Vec<Span>, reason: String) -> Doubt {
        Doubt::fact(spans, reason, SuspectBasis::Internal)
    }
}

/// Whether a claim tells what happened or goes on.
fn is_told(c: &Claim) -> bool {
    c.polarity == Polarity::Pos && matches!(c.modality, Modality::Actual | Modality::Ongoing)
}

/// Sentences of the longest report; what is longer tells a war and not a happening.
const LONGEST_REPORT: usize = 60;

/// A check: everything suspicious of its sort on a page.
type Check = fn(&Page) -> Vec<Doubt>;

/// All checks, in the order in which their suspicions are kept; words that one has doubted are not doubted again by a later one.
const CHECKS: &[Check] = &[
    crossings::own_ground,
    crossings::other_doer,
    crossings::two_holders,
    home::attacks_at_home,
    home::arms_the_enemy,
    home::deep_at_home,
    reversed::find,
    reversed::own_side,
    persons::other_than_known,
    persons::other_than_told,
    persons::nameless,
    terms::acts_out_of_office,
    terms::administrations,
    fates::find,
    bearings::find,
    losses::find,
    polarity::find,
    counts::more_than_the_whole,
    counts::out_of_fewer,
    counts::exchanged_figures,
    counts::other_share,
    counts::counted_twice,
    days::other_weekday,
    days::yet_to_come,
    quotes::told_twice,
    quotes::slips,
    republished::turned,
];

/// One article as the checks see it.
pub struct Page<'a> {
    knowledge: &'a Knowledge,
    article: &'a Article,
    /// Sentences that were read, with what is known of their words.
    scenes: Vec<Scene<'a>>,
    claims: &'a [Claim],
    document: &'a Document,
    context: OnceCell<Context>,
}

impl<'a> Page<'a> {
    /// `discourse` is one in which nothing was named: the checks follow no pronouns but those that claims have resolved.
    fn new(
        knowledge: &'a Knowledge,
        article: &'a Article,
        document: &'a Document,
        claims: &'a [Claim],
        discourse: &'a Discourse,
    ) -> Page<'a> {
        let read = document.sentences.iter().enumerate().filter(|(_, s)| s.block != BlockKind::Credit && !s.tokens.is_empty());
        let scenes = read.map(|(number, s)| Scene::new(knowledge, &article.text, s, number, discourse)).collect();
        Page { knowledge, article, scenes, claims, document, context: OnceCell::new() }
    }

    fn body(&self) -> &'a str {
        &self.article.text
    }

    /// A history of a war has its sides on every ground and in every part: who is on whose says nothing there.
    fn tells_a_whole_war(&self) -> bool {
        self.scenes.len() > LONGEST_REPORT
    }

    fn words(&self) -> &'a Words {
        &self.knowledge.lexicon.garbled
    }

    fn published(&self) -> Option<Day> {
        self.article.published.as_ref().map(|p| p.value)
    }

    /// The votes of all names of the page for where it plays; made only for pages with a place to ask for.
    fn context(&self) -> &Context {
        self.context.get_or_init(|| {
            let names: Vec<&str> = self.document.sentences.iter().flat_map(|s| crate::places::place_names(s, &self.article.text)).collect();
            Context::from_names(&self.knowledge.gazetteer, &names)
        })
    }

    /// The country of a nationality or of a state's name: "Russian", "Russia", "Kremlin".
    fn nation(&self, word: &str) -> Option<String> {
        let actor = self.knowledge.actors.named(word).map(|(e, _)| e).filter(|e| !e.code.contains('.') && e.code == e.country);
        let code = actor.map(|e| e.country.clone());
        code.or_else(|| self.knowledge.gazetteer.country_of_demonym(word).map(str::to_string)).filter(|c| !c.is_empty())
    }

    /// The country of a state, its government or its forces.
    fn state_of(&self, a: &Actor) -> Option<String> {
        let official = a.sector.as_deref().is_none_or(|s| matches!(s, "GOV" | "MIL"));
        a.country.clone().filter(|c| official && self.knowledge.gazetteer.country_by_code(c).is_some())
    }

    /// The word that tells a claim.
    fn cue(&self, c: &Claim) -> Option<&'a Token> {
        let scene = self.scenes.iter().find(|s| s.number == c.mention.sentence as usize)?;
        scene.sentence.tokens.iter().find(|t| Some(t.span) == c.mention.cue)
    }

    /// The name of a country for a reason.
    fn country_name(&self, code: &str) -> String {
        let known = self.knowledge.actors.coded(code).map(|e| e.name.clone());
        known.or_else(|| self.knowledge.gazetteer.country_by_code(code).map(|c| c.name.to_string())).unwrap_or_else(|| code.to_string())
    }

    /// The years that the page names.
    fn years(&self) -> BTreeSet<i32> {
        let tokens = self.scenes.iter().flat_map(|s| &s.sentence.tokens).filter(|t| t.form.len() == 4);
        tokens.filter_map(|t| t.form.parse().ok()).filter(|y| (1900..2100).contains(y)).collect()
    }

    /// Words as a reason quotes them.
    fn quoted(&self, span: Span) -> String {
        quoted(span.slice(self.body()))
    }
}

/// On one line, in quotation marks, shortened to what recalls it.
fn quoted(text: &str) -> String {
    const LONGEST: usize = 90;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut = line.char_indices().nth(LONGEST).map_or(line.len(), |(i, _)| i);
    if cut < line.len() { format!("“{}…”", &line[..cut]) } else { format!("“{line}”") }
}

/// Fills [`Claim::suspect`] of a reading whose claims are complete, and adds a note for suspicious words that no claim holds.
pub fn check(knowledge: &Knowledge, article: &Article, document: &Document, reading: &mut Reading) {
    let discourse = Discourse::new(None);
    let doubts = doubts(&Page::new(knowledge, article, document, &reading.claims, &discourse));
    for Doubt { spans, reason, basis, severity } in doubts {
        for span in spans {
            let holders = holders(&reading.claims, span);
            if holders.is_empty() {
                let hint = format!("{} may be garbled in this copy: {reason}; compare another copy", quoted(span.slice(&article.text)));
                reading.notes.push(Note { code: "N005", span: Some(span), hint });
            }
            for i in holders {
                reading.claims[i].suspect.push(Suspect { span, reason: reason.clone(), basis, severity });
            }
        }
    }
}

/// What all checks find, without words that were doubted before.
fn doubts(page: &Page) -> Vec<Doubt> {
    let mut all: Vec<Doubt> = Vec::new();
    for check in CHECKS {
        for doubt in check(page) {
            if !all.iter().any(|known| known.spans.iter().any(|a| doubt.spans.iter().any(|b| a.overlaps(*b)))) {
                all.push(doubt);
            }
        }
    }
    all
}

/// The claims that rest on the words: those with a slot on them, else those that quote them, else those read in words around them.
fn holders(claims: &[Claim], span: Span) -> Vec<usize> {
    let with = |fits: &dyn Fn(&str, Span) -> bool, claim: &Claim| claim.spans().iter().any(|(field, s)| fits(field, *s));
    let slot = |field: &str, s: Span| !matches!(field, "claim" | "object" | "condition" | "said_by") && s.overlaps(span);
    let office = |c: &Claim| c.kind == Kind::Role && c.object.as_ref().is_some_and(|o| o.spans().iter().any(|s| s.overlaps(span)));
    let content = |field: &str, s: Span| matches!(field, "object" | "condition") && s.overlaps(span);
    let around = |field: &str, s: Span| field == "claim" && s.contains(span);
    let found = |fits: &dyn Fn(&Claim) -> bool| (0..claims.len()).filter(|&i| fits(&claims[i])).collect::<Vec<_>>();
    let by_slot = found(&|c| with(&slot, c) || office(c));
    if !by_slot.is_empty() {
        return by_slot;
    }
    let by_content = found(&|c| with(&content, c));
    if by_content.is_empty() { found(&|c| with(&around, c)) } else { by_content }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::sync::LazyLock;

    use tacitus_gazetteer::Gazetteer;
    use tacitus_record::{Block, DateEvidence, PublishedDate};
    use tacitus_text::TextReader;

    use super::*;
    use crate::Reader;

    static TEXT: LazyLock<TextReader> = LazyLock::new(TextReader::embedded);
    static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(Gazetteer::embedded(), None).unwrap());

    /// The reading of a page whose lines are paragraphs, published on that day (`""` for none).
    pub fn page(published: &str, text: &str) -> (Article, Reading) {
        let mut article = Article::of_text("a", text);
        article.published = published.parse().ok().map(|value| PublishedDate { value, evidence: DateEvidence::User, confidence: 100 });
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let span = Span::new(text, at, at + line.trim_end().len()).unwrap();
            article.blocks.push(Block { span, kind: BlockKind::Paragraph });
            at += line.len();
        }
        let document = TEXT.read(text, &article.blocks);
        let reading = READER.read(&article, &document);
        (article, reading)
    }

    /// The suspicious words of a page with their reasons.
    pub fn suspicions(published: &str, text: &str) -> Vec<(String, String)> {
        let (article, reading) = page(published, text);
        let of_claims = reading.claims.iter().flat_map(|c| &c.suspect).map(|s| (s.span, s.reason.clone()));
        let notes = reading.notes.iter().filter(|n| n.code == "N005").map(|n| (n.span.unwrap(), n.hint.clone()));
        let mut all: Vec<(Span, String)> = of_claims.chain(notes).collect();
        all.sort();
        all.dedup_by_key(|(span, _)| *span);
        all.into_iter().map(|(span, reason)| (span.slice(&article.text).to_string(), reason)).collect()
    }

    /// Asserts that the page has one suspicion whose words hold `words` and whose reason holds `because`.
    pub fn doubted(published: &str, text: &str, words: &str, because: &str) {
        let all = suspicions(published, text);
        assert!(all.iter().any(|(w, r)| w.contains(words) && r.contains(because)), "{text}\n{all:?}");
    }

    /// Asserts that nothing of the page is suspected.
    pub fn sound(published: &str, text: &str) {
        let all = suspicions(published, text);
        assert!(all.is_empty(), "{text}\n{all:?}");
    }

    #[test]
    fn a_suspicion_is_kept_with_the_claim_or_as_a_note_and_nothing_is_repaired() {
        let text = "Rebels took the town of Homs, north of Aleppo, on Monday.";
        let (article, reading) = page("2024-08-20", text);
        let suspect: Vec<&Suspect> = reading.claims.iter().flat_map(|c| &c.suspect).collect();
        assert!(!suspect.is_empty() || reading.notes.iter().any(|n| n.code == "N005"));
        assert!(reading.claims.iter().all(|c| c.spans().iter().all(|(_, s)| !s.slice(&article.text).is_empty())));
    }

    #[test]
    fn a_quiet_page_is_left_alone() {
        sound(
            "2024-08-20",
            "Russian troops shelled Kharkiv on Monday, killing five people. Ukraine's president said the city would be rebuilt.",
        );
    }
}
