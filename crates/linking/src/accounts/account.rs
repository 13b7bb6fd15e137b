//! What an article tells near its top, claim by claim, and the rare names it tells it with.

use std::collections::BTreeSet;

use tacitus_record::{Claim, Day, Kind, Modality, Moment, Place, Polarity, normal};

use crate::disagree::in_words;
use crate::families::family;
use crate::fingerprint::text_hash;
use crate::portrait::{stem_of, usual_rarity};
use crate::report::{Report, Told};
use crate::slots::{hull, is_fine};
use crate::words::{WordClass, article_words, is_denying, words};

/// Sentences from the top that tell what an article is mainly about.
const TOP: u32 = 6;
/// Words of those sentences in which names are looked for.
const TOP_WORDS: usize = 160;
/// Rarity (logarithm of texts to one text with the word) from which a name tells one happening from others.
pub const RARE: f64 = 4.2;
/// Words before the name of a place.
const LOCATING: [&str; 8] = ["in", "at", "near", "outside", "off", "around", "inside", "over"];
/// Words behind such a word among which the name is.
const NAMED_WITHIN: usize = 4;
/// Days that a time may leave open and still name the day of a happening: a night has two dates.
const NIGHT: i32 = 1;

/// One claim as its article tells it.
pub struct Entry<'a> {
    pub told: &'a Told<'a>,
    pub report: &'a Report<'a>,
    pub claim: &'a Claim,
    /// Stems of its words.
    pub stems: BTreeSet<String>,
    /// Family of happenings; none for what is no happening.
    pub family: Option<String>,
}

impl<'a> Entry<'a> {
    /// Of a mention near the top of its article that tells of something done, not done or being so.
    pub fn of(told: &'a Told<'a>, report: &'a Report<'a>) -> Option<Entry<'a>> {
        (report.claim.mention.sentence < TOP).then(|| Entry::anywhere(told, report)).flatten()
    }

    /// The same wherever it stands.
    pub fn anywhere(told: &'a Told<'a>, report: &'a Report<'a>) -> Option<Entry<'a>> {
        let claim = report.claim;
        let told_as_fact = matches!(claim.modality, Modality::Actual | Modality::Ongoing);
        let kind = matches!(claim.kind, Kind::Event | Kind::Loss | Kind::Quantity | Kind::Control | Kind::State);
        if !told_as_fact || !kind {
            return None;
        }
        let stems = stems(claim.mention.span.slice(&report.article.text));
        Some(Entry { told, report, claim, stems, family: family(claim).map(|(family, _)| family) })
    }

    /// Whether it tells that something was done.
    pub fn is_done(&self) -> bool {
        self.claim.polarity == Polarity::Pos
    }

    /// Its place, where its own words name a settlement or a finer place.
    pub fn place(&self) -> Option<&'a Place> {
        self.claim.place.as_ref().filter(|p| !p.is_implied()).map(|p| &p.value).filter(|p| is_fine(p))
    }

    /// First and last day that its own words allow, where they name a day or a night.
    pub fn days(&self) -> Option<(i32, i32)> {
        let time: &Moment = self.claim.time.as_ref().filter(|t| !t.is_implied()).map(|t| &t.value)?;
        hull(time).filter(|(lo, hi)| hi - lo <= NIGHT)
    }

    /// Its number, for a reason; empty where it has none.
    pub fn told_number(&self) -> String {
        self.claim.quantity.as_ref().map(|q| in_words(&q.value)).unwrap_or_default()
    }

    /// Whether somebody besides the author says so.
    pub fn speaks(&self) -> bool {
        !self.claim.said_by.is_empty()
    }

    /// Whether one voice says both.
    pub fn same_voice(&self, other: &Entry) -> bool {
        let of = |e: &Entry| e.claim.said_by.iter().map(|v| v.value.actor.key()).collect::<Vec<_>>();
        of(self) == of(other)
    }

    /// Who says so, for a reason.
    pub fn said_by(&self) -> String {
        self.report.said_by()
    }
}

/// Stems of the words that carry content.
pub fn stems(text: &str) -> BTreeSet<String> {
    words(text).iter().filter_map(stem_of).collect()
}

/// An article as far as it is compared.
pub struct Account<'a> {
    pub article: &'a str,
    pub published: Option<Day>,
    /// In order of the text.
    pub entries: Vec<Entry<'a>>,
    /// Rare names of its top, in lower case.
    pub names: BTreeSet<String>,
    /// The body's words, normalised.
    pub text: String,
}

impl<'a> Account<'a> {
    /// Of the entries of one article, of which there is at least one.
    pub fn of(mut entries: Vec<Entry<'a>>) -> Account<'a> {
        entries.sort_by_key(|e| (e.claim.mention.sentence, e.claim.mention.span, e.told.id));
        let report = entries[0].report;
        let rare = |word: &crate::words::Word| {
            let stem = stem_of(word)?;
            (word.class == WordClass::Name && usual_rarity(text_hash(&stem)) >= RARE).then_some(stem)
        };
        let mut names: BTreeSet<String> = article_words(report.article).iter().take(TOP_WORDS).filter_map(rare).collect();
        // "Dorn was in the hands of the army": a name that opens a sentence is told as one by its claim only.
        let ground = |e: &Entry| {
            let held = e.claim.object.as_ref().filter(|o| e.claim.kind == Kind::Control && o.value.starts_with(char::is_uppercase));
            held.filter(|o| !o.value.contains(' ')).map(|o| o.value.clone())
        };
        names.extend(entries.iter().filter_map(ground).flat_map(|name| stems(&name)).filter(|s| usual_rarity(text_hash(s)) >= RARE));
        Account { article: &report.article.id, published: report.published(), names, text: normal(&report.article.text), entries }
    }

    /// Whether two articles, which are of one story, name somebody or some place in common and came out within days.
    pub fn may_tell_the_same_as(&self, other: &Account) -> bool {
        let near = match (self.published, other.published) {
            (Some(a), Some(b)) => (a.number() - b.number()).abs() <= super::WITHIN,
            _ => false,
        };
        near && !self.names.is_disjoint(&other.names)
    }

    /// The first rare name that stands after a word of place ("in Karsk", "near the Karsk mill").
    fn main_place(&self) -> Option<String> {
        let article = self.entries[0].report.article;
        let words: Vec<crate::words::Word> = article_words(article).into_iter().take(TOP_WORDS).collect();
        let after = |i: usize| {
            let behind = words.get(i + 1..words.len().min(i + 1 + NAMED_WITHIN))?;
            behind.iter().filter(|w| w.class == WordClass::Name).find_map(|w| stem_of(w).filter(|s| self.names.contains(s)))
        };
        (0..words.len()).filter(|&i| LOCATING.contains(&words[i].lower.as_str())).find_map(after)
    }

    /// Whether each names the place that the other is mainly about, as far as they tell, or they share where it happened or to whom.
    pub fn has_the_main_place_of(&self, other: &Account) -> bool {
        let known = |place: Option<String>, to: &Account| place.is_none_or(|p| to.names.contains(&p));
        known(self.main_place(), other) && known(other.main_place(), self)
            || self.shares_a_place(other) && !self.is_elsewhere(other)
            || self.shares_a_victim(other)
    }

    /// Fine places that its happenings are placed in by their own words.
    pub fn places(&self) -> Vec<&'a Place> {
        self.entries.iter().filter(|e| e.family.is_some()).filter_map(Entry::place).collect()
    }

    /// Whether one names a place that the other has, as a place or only by its name.
    pub fn shares_a_place(&self, other: &Account) -> bool {
        let (here, there) = (self.places(), other.places());
        let named = |places: &[&Place], account: &Account| {
            let has = |p: &&Place| stems(&p.name).iter().any(|s| account.names.contains(s));
            places.iter().any(has)
        };
        here.iter().any(|a| there.iter().any(|b| names_one_place(a, b))) || named(&here, other) || named(&there, self)
    }

    /// Whether both tell of harm to one person whom both name.
    fn shares_a_victim(&self, other: &Account) -> bool {
        let named = |account: &Account| -> BTreeSet<String> {
            let harmed = |e: &&Entry| e.family.as_deref() == Some("violence") && e.is_done();
            let victims = account.entries.iter().filter(harmed).filter_map(|e| e.claim.target.as_ref());
            victims.flat_map(|t| stems(&t.value.name)).filter(|s| self.names.contains(s) && other.names.contains(s)).collect()
        };
        named(self).intersection(&named(other)).next().is_some()
    }

    /// The words of its first sentences that tell of violence or open the article, and deny nothing.
    pub fn telling_words(&self) -> Vec<&'a str> {
        let text = &self.entries[0].report.article.text;
        let violent = |e: &&Entry| e.family.as_deref() == Some("violence") && e.is_done();
        let starts = self.entries.iter().filter(violent).map(|e| e.claim.mention.span);
        let lead = text.find(". ").map_or(text.len(), |at| at + 1);
        let spans = starts.map(|span| (span.start(), span.end())).chain([(0, lead)]);
        spans.filter_map(|(from, to)| text.get(from..to)).filter(|words| !words.split(' ').any(|w| is_denying(&normal(w)))).collect()
    }

    /// Whether its happenings are placed, and all elsewhere than those of the other.
    pub fn is_elsewhere(&self, other: &Account) -> bool {
        let (here, there) = (self.places(), other.places());
        !here.is_empty() && !there.is_empty() && here.iter().all(|a| there.iter().all(|b| !names_one_place(a, b)))
    }
}

/// Whether one name of a place has all words of the other's.
pub fn names_one_place(a: &Place, b: &Place) -> bool {
    let (x, y) = (stems(&a.name), stems(&b.name));
    a.key() == b.key() || (!x.is_empty() && !y.is_empty() && !x.is_disjoint(&y))
}
