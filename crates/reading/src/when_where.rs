//! Attaches times and places to the predicate they belong to, by the tree; `places` finds the places.

use tacitus_calendar::{ExpressionKind, Found, Story, Tense};
use tacitus_record::{Day, Grounded, Modality, Moment};
use tacitus_text::{Sentence, Upos};

use crate::clause::{is_infinitive, is_predicate, relation};
use crate::mend::quoted;
use crate::named_time::is_named;
use crate::who::Scene;

/// A time or place of a sentence with the token it hangs on.
#[derive(Clone, Debug)]
pub struct Attached<T> {
    /// The value with its words.
    pub value: Grounded<T>,
    /// Head token of the words.
    pub token: usize,
    /// Token range of the words.
    pub range: (usize, usize),
    /// Predicates and event nouns it may belong to, nearest first.
    pub owners: Vec<usize>,
}

/// Log-odds that words with the shape of a time have to have for the encoder of being one. At this bound 99 of 100 times of real news that
/// training left out are kept, and none of 312 tuning expressions of `eval/data/days` is lost; the table that `training/judges.py` prints
/// says what each bound costs.
const LEAST_TIME: f32 = 2.0;
/// The same for words that give no day ("now"), which nobody can take for a date.
const LEAST_WITHOUT_DAY: f32 = -1.0;

/// The times of a sentence, resolved against the publication day.
///
/// `story` carries from sentence to sentence what "the next day" and days without a year refer to.
pub fn times(scene: &Scene, anchor: Option<Day>, story: &mut Story) -> Vec<Attached<Moment>> {
    let s = scene.sentence;
    let text = s.span.slice(scene.body);
    let tense = |offset: usize| tense_at(scene, s.span.start() + offset);
    let mut found: Vec<Attached<Moment>> = tacitus_calendar::find_in_story(text, anchor, &tense, story)
        .into_iter()
        // "annual war games": how often says not when.
        .filter(|found| found.kind != ExpressionKind::Set)
        .filter_map(|Found { start, end, moment, .. }| {
            let span = s.span.within(scene.body, start, end)?;
            let range = token_range(s, span.start(), span.end())?;
            let token = top_of(s, range);
            if is_named(&scene.knowledge.lexicon, s, &scene.body[span.end()..], range, token) {
                return None;
            }
            let least = if moment.hull() == (None, None) { LEAST_WITHOUT_DAY } else { LEAST_TIME };
            if s.trace.is_time(range.0, range.1).is_some_and(|odds| odds < least) {
                return None;
            }
            // "sentenced to ten years", "a 34-day war": how long something takes says not when.
            let (from, until) = moment.hull();
            if from.is_none() && until.is_none() && lasts(s, range) {
                return None;
            }
            // "for the first time since 2022", "the deadliest since May": when the last one was.
            let ranks = |i: usize| s.tokens[i].form.eq_ignore_ascii_case("first") || matches!(s.tokens[i].xpos, "JJS" | "RBS");
            let since = (range.0.saturating_sub(1)..=range.0).find(|&i| s.tokens[i].form.eq_ignore_ascii_case("since"));
            if since.is_some_and(|i| (i.saturating_sub(4)..i).any(ranks)) {
                return None;
            }
            Some(Attached { value: Grounded::at(moment, span), token, range, owners: owners(s, token) })
        })
        .collect();
    speak_from_their_day(scene, &mut found);
    found
}

/// "“We attack tomorrow,” he said on 3 May": within quotation marks days are counted from the day of the saying, where that is told.
fn speak_from_their_day(scene: &Scene, times: &mut [Attached<Moment>]) {
    let s = scene.sentence;
    let inside = quoted(s);
    let says = |p: &usize| scene.knowledge.lexicon.reporting_verbs.get(&s.tokens[*p].lemma.to_lowercase()).is_some();
    let of_saying = |t: &&Attached<Moment>| !inside[t.token] && t.owners.first().is_some_and(says);
    let one_day = |t: &Attached<Moment>| t.value.value.hull().0.filter(|day| Some(*day) == t.value.value.hull().1);
    let Some(day) = times.iter().find(of_saying).and_then(one_day) else { return };
    for time in times.iter_mut().filter(|t| inside[t.token] && t.value.value.anchor.is_some()) {
        let Some(span) = time.value.span() else { continue };
        let told = tense_at(scene, span.start());
        let again = tacitus_calendar::find(span.slice(scene.body), Some(day), &|_| told).into_iter().next();
        if let Some(again) = again.filter(|f| f.moment.is_resolved() && f.moment.text == time.value.value.text) {
            time.value = Grounded::at(again.moment, span);
        }
    }
}

/// Whether the words name only a length of time: a number and a unit, and no word that ties them to a day.
fn lasts(s: &Sentence, (start, end): (usize, usize)) -> bool {
    let unit = (start..end).any(|i| {
        let last = s.tokens[i].lemma.rsplit('-').next().unwrap_or("").to_lowercase();
        matches!(last.as_str(), "second" | "minute" | "hour" | "day" | "week" | "month" | "year" | "decade" | "century" | "old" | "long")
    });
    let tied = |i: usize| {
        let lemma = s.tokens[i].lemma.to_lowercase();
        matches!(
            lemma.as_str(),
            "last"
                | "past"
                | "next"
                | "ago"
                | "this"
                | "these"
                | "recent"
                | "coming"
                | "previous"
                | "later"
                | "earlier"
                | "same"
                | "since"
                | "following"
                | "early"
                | "late"
                | "first"
                | "the"
        )
    };
    // "is to last 60 days" is the verb.
    let tied = |i: usize| tied(i) && s.tokens[i].upos != Upos::Verb;
    // "the 30-second clip": the article is the noun's.
    let joined = (start..end).any(|i| s.tokens[i].form.contains('-'));
    let before = !joined && start.checked_sub(1).is_some_and(tied);
    let so_far = (start..end).any(|i| s.tokens[i].form.eq_ignore_ascii_case("far"));
    so_far || unit && !before && !(start..(end + 1).min(s.tokens.len())).any(tied)
}

/// Tokens whose characters lie in the byte range.
pub fn token_range(s: &Sentence, start: usize, end: usize) -> Option<(usize, usize)> {
    let first = s.tokens.iter().position(|t| t.span.end() > start)?;
    let last = s.tokens.iter().rposition(|t| t.span.start() < end)?;
    (first <= last).then_some((first, last + 1))
}

/// The token of the range whose head lies outside it.
pub fn top_of(s: &Sentence, (start, end): (usize, usize)) -> usize {
    (start..end).find(|&i| s.tokens[i].head.is_none_or(|h| h < start || h >= end) && s.tokens[i].upos != Upos::Punct).unwrap_or(start)
}

/// The nouns and predicates above a token, nearest first, up to and including the first predicate.
pub fn owners(s: &Sentence, token: usize) -> Vec<usize> {
    let mut all = Vec::new();
    let mut node = token;
    while let Some(up) = s.tokens[node].head {
        if all.contains(&up) {
            break;
        }
        all.push(up);
        if is_predicate(s, up) {
            break;
        }
        node = up;
    }
    if all.is_empty() && is_predicate(s, token) {
        all.push(token);
    }
    all
}

/// The tense of the predicate that a byte offset stands under.
fn tense_at(scene: &Scene, offset: usize) -> Tense {
    let s = scene.sentence;
    let Some(token) = s.tokens.iter().position(|t| t.span.end() > offset) else { return Tense::Unknown };
    let predicate = if is_predicate(s, token) { Some(token) } else { owners(s, token).last().copied().filter(|&p| is_predicate(s, p)) };
    let Some(predicate) = predicate.map(|p| done_with(scene, p)) else { return Tense::Unknown };
    // "lost since the beginning of the blockade in March", "freed all those arrested since 15 March": that month is past.
    let since = |i: usize| s.tokens[i].form.eq_ignore_ascii_case("since");
    let below_since = std::iter::successors(Some(token), |&n| s.tokens[n].head.filter(|_| relation(s.tokens[n].deprel) == "nmod"))
        .any(|n| s.children_by(n, "case").any(since));
    if below_since || (token.saturating_sub(1)..=token).any(since) {
        return if is_perfect(scene, predicate) { Tense::Perfect } else { Tense::Past };
    }
    if is_term(scene, predicate, token) {
        Tense::Future
    } else if is_perfect(scene, predicate) {
        Tense::Perfect
    } else {
        tense(s, predicate)
    }
}

/// "gave them until 20 March to leave": a term in which something is to be done lies ahead, whenever it was set.
fn is_term(scene: &Scene, predicate: usize, time: usize) -> bool {
    let s = scene.sentence;
    let until = |i: usize| matches!(s.tokens[i].form.to_lowercase().as_str(), "until" | "till");
    let in_which =
        || s.children(predicate).any(|k| matches!(relation(s.tokens[k].deprel), "xcomp" | "advcl" | "acl") && is_infinitive(s, k));
    (time.saturating_sub(1)..=time).any(until)
        && scene.knowledge.lexicon.takes_time("term", &s.tokens[predicate].lemma.to_lowercase())
        && in_which()
}

/// "has held", "have been fighting": done in the past and reaching up to now; what somebody is given for a time to come ("has been jailed for
/// ten years") is not.
fn is_perfect(scene: &Scene, predicate: usize) -> bool {
    let s = scene.sentence;
    let have = s.children_by(predicate, "aux").any(|k| matches!(s.tokens[k].form.to_lowercase().as_str(), "has" | "have" | "'ve" | "’ve"));
    let modal = s.children_by(predicate, "aux").any(|k| s.tokens[k].xpos == "MD");
    have && !modal && !scene.knowledge.lexicon.takes_time("ahead", &s.tokens[predicate].lemma.to_lowercase())
}

/// The predicate that says when an infinitive was done: what somebody tried, managed or failed to do has the time of the trying.
fn done_with(scene: &Scene, predicate: usize) -> usize {
    let s = scene.sentence;
    let lexicon = &scene.knowledge.lexicon;
    let implied = |above: &usize| {
        let lemma = s.tokens[*above].lemma.to_lowercase();
        let tried = lexicon.modality(&lemma, "xcomp").is_some_and(|w| matches!(w.modality, Modality::Actual | Modality::Attempted));
        tried || lexicon.negations.get(&lemma).is_some_and(|(_, effect)| *effect == "complement")
    };
    let above = s.tokens[predicate].head.filter(|_| s.tokens[predicate].deprel == "xcomp");
    above.filter(implied).unwrap_or(predicate)
}

/// The tense of a predicate, from its form and auxiliaries.
pub fn tense(s: &Sentence, predicate: usize) -> Tense {
    let mut future = false;
    let mut past = matches!(s.tokens[predicate].xpos, "VBD");
    let participle = s.tokens[predicate].xpos == "VBN";
    for k in s.children(predicate) {
        let t = &s.tokens[k];
        if !matches!(relation(t.deprel), "aux" | "cop") {
            continue;
        }
        let form = t.form.to_lowercase();
        future |= matches!(form.as_str(), "will" | "shall" | "'ll" | "’ll" | "wo");
        past |= matches!(form.as_str(), "was" | "were" | "had" | "did" | "has" | "have" | "'ve" | "’ve");
    }
    // "said that they would leave on Thursday": what was to come when it was said.
    let have = s.children_by(predicate, "aux").any(|k| s.tokens[k].lemma == "have");
    let told = relation(s.tokens[predicate].deprel) == "ccomp" || s.children_by(predicate, "parataxis").next().is_some();
    future |= told && !have && s.children_by(predicate, "aux").any(|k| s.tokens[k].form.eq_ignore_ascii_case("would"));
    // "is scheduled for 28 August".
    let awaited = matches!(s.tokens[predicate].lemma.as_str(), "schedule" | "plan" | "slate" | "expect" | "set" | "book" | "time");
    future |= awaited && participle && s.children(predicate).any(|k| matches!(s.tokens[k].form.to_lowercase().as_str(), "is" | "are"));
    // "if they were not released by Tuesday": what is awaited lies ahead.
    future |= s.children_by(predicate, "mark").any(|k| matches!(s.tokens[k].lemma.to_lowercase().as_str(), "if" | "unless" | "until"));
    // "had nothing to do with Saturday's raid": no plan to do anything.
    let nothing_to_do = s.tokens[predicate].lemma == "do" && relation(s.tokens[predicate].deprel) == "acl";
    let infinitive = is_infinitive(s, predicate) && !nothing_to_do;
    // "to sign", "set to be signed on Friday"; but not "to have been signed".
    let be = s.children_by(predicate, "aux").any(|k| s.tokens[k].form.eq_ignore_ascii_case("be"));
    if future || infinitive && (s.tokens[predicate].xpos == "VB" || participle && be) {
        Tense::Future
    } else if past || participle {
        Tense::Past
    } else {
        Tense::Unknown
    }
}

/// Among `all`, what belongs to the predicate or event noun `head`; `clause` is the predicate that governs it.
pub fn belonging<T>(all: &[Attached<T>], head: usize, clause: usize) -> Option<&Attached<T>> {
    let direct = all.iter().find(|a| a.owners.first() == Some(&head));
    // Further up it counts only where one noun at most stands between.
    let near = |token: usize| all.iter().find(|a| a.owners.iter().take(2).any(|&o| o == token));
    direct.or_else(|| near(head)).or_else(|| near(clause))
}
