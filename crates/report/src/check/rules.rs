//! Rules on the words of one sentence: origins, attribution, hedges, modes, denials, conditions, days, names, loaded words.

use std::collections::BTreeSet;

use tacitus_record::{Claim, Kind, Polarity, VoiceType};

use super::Found;
use super::evidence::{Against, Cited};
use super::words::{any, found, has, outside_quotations};
use crate::clause::PRONOUNS;
use crate::model::Part;
use crate::prose::{MONTHS, WEEKDAYS, number_of, quoted};
use crate::units::is_only_words;

/// What the rules look at.
struct Read<'c> {
    part: Part,
    /// The sentence, small.
    whole: String,
    /// Its words outside quotation marks, small.
    plain: String,
    /// The words that it cites, small.
    cited: String,
    notes: &'c [&'c Cited],
    origins: usize,
    /// Whether it counts origins rather than telling what one says.
    is_count: bool,
}

pub(super) fn check(part: Part, text: &str, notes: &[&Cited]) -> Vec<Found> {
    let plain = outside_quotations(text);
    let origins = notes.iter().map(|n| n.origin.as_str()).collect::<BTreeSet<_>>().len();
    let small = plain.to_lowercase();
    let read = Read {
        part,
        whole: text.to_lowercase(),
        cited: notes.iter().map(|n| n.words.to_lowercase()).collect::<Vec<_>>().join("\n"),
        is_count: small.contains("independent origins")
            || small.contains(" carried the report by ")
            || small.starts_with("new disagreement between")
            || small.starts_with("what could reconcile them")
            || small.starts_with("the texts give no update")
            || small.starts_with("on these questions the texts give no update"),
        plain: small,
        notes,
        origins,
    };
    let mut all = Vec::new();
    read.counts(&mut all);
    read.attribution(&mut all);
    read.disputes(&mut all);
    read.modes(&mut all);
    read.hedges(&mut all);
    read.loaded(&mut all);
    read.days(&mut all);
    names(&plain, notes, &mut all);
    all
}

fn fault(all: &mut Vec<Found>, rule: &'static str, what: impl Into<String>, todo: &str) {
    let what = what.into();
    if !all.iter().any(|(r, w, _)| *r == rule && *w == what) {
        all.push((rule, what, todo.to_string()));
    }
}

impl<'c> Read<'c> {
    fn claims(&self) -> impl Iterator<Item = &'c Claim> {
        self.notes.iter().flat_map(|n| &n.claims).map(|(_, c)| c)
    }

    /// The claims that it tells: where it says that somebody denies it or says otherwise, without the denial, which is told as one.
    fn told(&self) -> impl Iterator<Item = &'c Claim> {
        let differs = has(&self.plain, "said otherwise") || has(&self.plain, "denied") || self.plain.contains("; ");
        let ids: BTreeSet<&str> = self.notes.iter().flat_map(|n| &n.claims).map(|(id, _)| id.as_str()).collect();
        let against: BTreeSet<&str> = self
            .notes
            .iter()
            .flat_map(|n| &n.against)
            .filter(|against| ids.contains(against.claim.as_str()))
            .map(|against| against.other.as_str())
            .collect();
        let counters = move |id: &str, c: &Claim| differs && c.polarity == Polarity::Neg && against.contains(id);
        self.notes.iter().flat_map(|n| &n.claims).filter(move |(id, c)| !counters(id, c)).map(|(_, c)| c)
    }

    /// R2 and R10: the number of origins, and copies that are no origins.
    fn counts(&self, all: &mut Vec<Found>) {
        let words: Vec<&str> = self.plain.split_whitespace().collect();
        for (at, word) in words.iter().enumerate() {
            let noun = word.trim_matches(|c: char| !c.is_alphanumeric());
            let counts_texts =
                ["origins", "sources", "outlets", "reports", "media", "articles", "newspapers", "texts", "accounts"].contains(&noun);
            let before = words[at.saturating_sub(3)..at]
                .iter()
                .rev()
                .find_map(|w| number_of(w.trim_matches(|c: char| !c.is_alphanumeric() && c != '-')));
            let (true, Some(number)) = (counts_texts, before) else { continue };
            let after = words[at + 1..].iter().take(2).copied().collect::<Vec<_>>().join(" ");
            let carried = after.starts_with("carried");
            if carried {
                let most = self.notes.iter().map(|n| n.carriers).max().unwrap_or(0);
                if number > most as f64 {
                    fault(
                        all,
                        "R10 copies",
                        format!("it says that {number} others carried the text, the ledger knows {most}"),
                        "write the number that the ledger has",
                    );
                }
            } else if words[at.saturating_sub(3)..at].contains(&"of") && words[at.saturating_sub(3)..at].contains(&"instead") {
                continue;
            } else if number != self.origins as f64 && !self.cited.contains(&format!("{} {noun}", words[at - 1])) {
                let rule =
                    if words[at.saturating_sub(2)..at].contains(&"independent") || noun == "origins" { "R2 origins" } else { "R10 copies" };
                let what = format!(
                    "it counts {number} {noun}, its notes come from {} that {} no copies of each other",
                    self.origins,
                    if self.origins == 1 { "is" } else { "are" }
                );
                fault(all, rule, what, "count origins: articles that carry one text count once");
            }
        }
        if self.origins < 2
            && [
                "independently",
                "separately",
                "corroborated",
                "independent sources",
                "multiple sources",
                "several sources",
                "several outlets",
                "multiple outlets",
            ]
            .iter()
            .any(|w| has(&self.plain, w) && !has(&self.cited, w))
        {
            fault(
                all,
                "R2 origins",
                "it speaks of agreement, its notes come from one origin",
                "say who reports it, or give the notes of the others",
            );
        }
        for word in found("confirmed", &self.plain).into_iter().filter(|w| !has(&self.cited, w)) {
            fault(
                all,
                "R2 origins",
                format!("“{word}” is no word of its sources"),
                "say who reports it; nothing is confirmed by being reported",
            );
        }
    }

    /// R2 and R3: who says so is told.
    fn attribution(&self, all: &mut Vec<Found>) {
        if self.is_count {
            return;
        }
        let outlet = self.notes.iter().any(|n| has(&self.whole, &n.outlet.to_lowercase()));
        let speaker = self.claims().any(|c| {
            c.said_by
                .iter()
                .map(|v| &v.value.actor)
                .chain(c.actor.iter().filter(|_| c.kind == Kind::Statement || speaks(c)).map(|a| &a.value))
                .any(|a| self.names(a))
        });
        let attributed = outlet || speaker && any("saying", &self.plain);
        if !attributed {
            fault(all, "R2 attribution", "it tells as a fact what its sources report", "say who reports it");
        }
        let mut missing: Option<String> = None;
        for claim in self.claims().filter(|c| c.kind != Kind::Role && c.kind != Kind::Provenance) {
            let Some(voice) = claim.said_by.first().map(|v| &v.value).filter(|v| v.voice_type != VoiceType::Author) else { continue };
            let is_outlet = self.notes.iter().any(|n| n.outlet.to_lowercase() == voice.actor.name.to_lowercase()) && outlet;
            let known = is_outlet
                || self.names(&voice.actor)
                || PRONOUNS.contains(&voice.actor.name.to_lowercase().as_str())
                || voice.actor.name == "unnamed source";
            if !known && voice.voice_type != VoiceType::Unnamed && missing.is_none() {
                missing = Some(voice.actor.name.clone());
            } else if !known && missing.is_none() && !outlet {
                missing = Some(voice.actor.text.clone());
            }
        }
        if let Some(name) = missing {
            fault(all, "R3 speaker", format!("its source gives this as the word of {name}, who is not named"), "name who said it");
        }
        for verb in found("loaded-verb", &self.plain) {
            fault(all, "R3 speaker", format!("“{verb}” takes sides"), "write said, reported, stated, warned or denied, or quote the word");
        }
    }

    /// Whether the sentence names an actor by any word of its name, words or role.
    fn names(&self, actor: &tacitus_record::Actor) -> bool {
        let all = format!("{} {}", actor.text, actor.name).to_lowercase();
        let mut words = all
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| w.len() >= 3 && !["the", "and", "for", "who", "unnamed", "source"].contains(w));
        words.any(|w| has(&self.whole, w))
    }

    /// R2: what others contradict is told as such.
    fn disputes(&self, all: &mut Vec<Found>) {
        let is_plain = self.part.tells_deeds() || self.part == Part::KeyPoints || self.part == Part::Changes;
        let ids: BTreeSet<&String> = self.notes.iter().filter(|n| self.tells(n)).flat_map(|n| &n.claims).map(|(id, _)| id).collect();
        // Of a text that says otherwise more than once, one note is enough.
        let answered = |n: &Cited, against: &Against| {
            let others = self.notes.iter().filter(|o| o.article != n.article && self.tells(o));
            ids.contains(&against.other) || others.into_iter().any(|o| against.articles.contains(&o.article))
        };
        // One other side beside a claim shows that it is disputed; who else disputes it stands under the conflicts.
        let open = |n: &Cited, claim: &String| {
            let mut against = n.against.iter().filter(|a| a.claim == *claim).peekable();
            against.peek().is_some() && !against.any(|a| answered(n, a))
        };
        let alone = self.notes.iter().any(|n| n.claims.iter().any(|(claim, _)| open(n, claim)));
        if is_plain && alone && !self.is_count && !any("dispute", &self.plain) {
            fault(
                all,
                "R2 dispute",
                "other sources contradict this, and it does not say so",
                "add that others dispute it, or give both sides with their notes",
            );
        }
    }

    /// Whether it quotes the words of the note that a claim was read from ("“The claim could not be verified”").
    fn quotes(&self, claim: &Claim) -> bool {
        let of_claim = self.notes.iter().filter(|n| n.claims.iter().any(|(_, c)| c == claim));
        of_claim.into_iter().any(|n| self.whole.contains(&quoted(&n.words).to_lowercase()))
    }

    /// Whether it names who speaks in a note: the outlet or a speaker.
    fn tells(&self, note: &Cited) -> bool {
        let speaks = |c: &Claim| c.kind == Kind::Statement || c.kind == Kind::Control || speaks(c);
        let named =
            |c: &Claim| c.said_by.iter().any(|v| self.names(&v.value.actor)) || speaks(c) && c.actor.iter().any(|a| self.names(&a.value));
        has(&self.whole, &note.outlet.to_lowercase()) || note.claims.iter().any(|(_, c)| named(c))
    }

    /// R4: plans, threats, conditions and denials stay what they are, and apart from deeds.
    fn modes(&self, all: &mut Vec<Found>) {
        let told_withdrawn = ["withdrawn", "dispute", "otherwise"].iter().any(|w| has(&self.plain, w));
        for claim in self.told() {
            if is_only_words(claim) && !any("intent", &self.whole) {
                fault(
                    all,
                    "R4 mode",
                    format!("its source has it as {}, it reads as done", mode(claim)),
                    "say that it was planned, threatened or ordered",
                );
            }
            if claim.condition.is_some() && !any("condition", &self.whole) {
                fault(all, "R4 condition", "the condition of its source is gone", "tell the condition with it");
            }
            let denied = claim.polarity == Polarity::Neg && claim.kind != Kind::Statement;
            if denied && !self.is_count && !any("negative", &self.whole) {
                fault(all, "R4 denial", "its source says that this did not happen", "keep the “not”");
            }
            let is_deed = !is_only_words(claim) && (!denied || told_withdrawn || self.quotes(claim));
            if self.part.tells_deeds() && !self.is_count && !is_deed {
                let what = if denied { "a denial" } else { "what is only said, planned or threatened" };
                fault(all, "R4 deeds", format!("{what} stands among deeds"), "move it to “Statements, threats and blame”");
            }
        }
        let mut plain = self.plain.clone();
        for ours in ["are not counted", "is not counted", "said that it did not", "did not happen", "that it did not"] {
            plain = plain.replace(ours, "");
        }
        let added = found("negative", &plain).into_iter().filter(|w| ["not", "n't", "n’t", "never", "denied", "neither"].contains(w));
        if !any("negative", &self.cited) && added.count() > 0 {
            fault(all, "R4 denial", "it denies what its sources say", "take the “not” out, or give the note of the denial");
        }
    }

    /// R4 and R5: hedges are kept, not strengthened; likelihood is a source's.
    fn hedges(&self, all: &mut Vec<Found>) {
        for hedge in self.told().flat_map(|c| &c.hedges) {
            if !has(&self.whole, &hedge.value.to_lowercase()) && !any("hedge", &self.whole) {
                fault(all, "R4 hedge", format!("the “{}” of its source is gone", hedge.value), "keep the hedge");
            }
        }
        for word in found("strengthened", &self.plain).into_iter().filter(|w| !has(&self.cited, w)) {
            fault(all, "R4 hedge", format!("“{word}” makes it stronger than its source"), "take it out");
        }
        let likely = found("likelihood", &self.plain);
        for word in likely.iter().filter(|w| !has(&self.cited, w)) {
            fault(all, "R5 likelihood", format!("“{word}” is no word of its sources"), "tell whose judgement it is, in its own words");
        }
        if !likely.is_empty() && any("confidence", &self.plain) {
            fault(all, "R5 likelihood", "a likelihood and a level of confidence stand in one sentence", "say them in two");
        }
    }

    /// R11: nothing is judged outside quotation marks.
    fn loaded(&self, all: &mut Vec<Found>) {
        let words = self.plain.split(|c: char| !c.is_alphabetic() && c != '-').filter(|w| !w.is_empty());
        for word in words.filter(|w| any("loaded", w)) {
            // "the Dorrin Liberation Front" is a name.
            if !self.notes.iter().any(|n| capitalised(&n.names, word) || capitalised(&n.words, word)) {
                fault(all, "R11 wording", format!("“{word}” judges"), "take it out, or quote who says so");
            }
        }
    }

    /// R7: days are dates, and those of the sources.
    fn days(&self, all: &mut Vec<Found>) {
        for word in found("relative-day", &self.plain).into_iter().chain(found("weekday", &self.plain)) {
            // "late last week (15–17 March)" is explained.
            let explained = self.plain.split(word).nth(1).is_some_and(|after| after.trim_start().starts_with('('));
            if !explained {
                fault(all, "R7 dates", format!("“{word}” is no date"), "write the day and month");
            }
        }
    }
}

fn speaks(claim: &Claim) -> bool {
    claim.event.as_ref().is_some_and(|e| {
        ["ACCUSE", "REJECT", "REQUEST", "THREATEN", "CONSULT", "AGREE", "SANCTION", "COERCE"].contains(&e.plover_type.as_str())
    }) || claim.kind == Kind::Threat
}

fn mode(claim: &Claim) -> String {
    match claim.kind {
        Kind::Threat => "threatened".to_string(),
        Kind::Conditional => "conditional".to_string(),
        _ => claim.modality.to_string(),
    }
}

/// Whether a text has a word with a capital.
fn capitalised(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic() && c != '-').any(|w| w.to_lowercase() == word && w.starts_with(char::is_uppercase))
}

/// R8: every name is one of the sources'.
fn names(plain: &str, notes: &[&Cited], all: &mut Vec<Found>) {
    let known: String = notes.iter().map(|n| format!("{} {} {} ", n.words, n.names, n.outlet)).collect::<String>().to_lowercase();
    let mut starts = true;
    for word in plain.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let bare = bare.split(['’', '\'']).next().unwrap_or(bare);
        let is_name = bare.chars().count() > 1 && bare.starts_with(char::is_uppercase) && !starts;
        starts = word.ends_with(['.', ':', ';', '?', '!', '…']) || bare.is_empty() && starts;
        let calendar = MONTHS.contains(&bare) || WEEKDAYS.contains(&bare);
        if is_name && !calendar && !bare.split(['-', '–']).all(|w| has(&known, &w.to_lowercase())) {
            fault(
                all,
                "R8 names",
                format!("“{bare}” is named nowhere in its sources"),
                "use the name that the sources have, or give the note that has it",
            );
        }
    }
}
