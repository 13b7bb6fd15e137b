//! Says in words what a claim says: `SUBJECT did ACTION to OBJECT`, by the table `ontology/phrases.tsv`.
//!
//! A denial, a plan or a condition never reads as a deed. Where nobody is named as the doer the sentence is passive.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use tacitus_record::{Actor, Claim, Grounded, Kind, Modality, Polarity, Quantity, ThreatStatus, Wording};

use crate::line::folded;

#[derive(Clone, Debug, PartialEq, Eq)]
struct Phrase {
    active: String,
    passive: Option<String>,
    link: Option<String>,
}

static PHRASES: LazyLock<BTreeMap<String, Phrase>> =
    LazyLock::new(|| parse(include_str!("../../../ontology/phrases.tsv")).expect("the shipped table is checked by a test"));

fn parse(text: &str) -> Result<BTreeMap<String, Phrase>, String> {
    let lines = text.lines().enumerate().filter(|(_, l)| !l.starts_with('#') && !l.is_empty()).skip(1);
    lines
        .map(|(number, line)| match line.split('\t').collect::<Vec<_>>()[..] {
            [predicate, active, passive, link] if !active.is_empty() => {
                let given = |cell: &str| (cell != "-" && !cell.is_empty()).then(|| cell.to_string());
                Ok((predicate.to_string(), Phrase { active: active.to_string(), passive: given(passive), link: given(link) }))
            }
            _ => Err(format!("line {}: predicate, active, passive and link are needed", number + 1)),
        })
        .collect()
}

/// How a predicate reads; one that the table does not have reads as its last part.
fn phrase(predicate: &str) -> Phrase {
    if let Some(phrase) = PHRASES.get(predicate) {
        return phrase.clone();
    }
    let (head, rest) = predicate.split_once('.').unwrap_or(("", predicate));
    let rest = rest.replace(['.', '-', '_'], " ");
    match PHRASES.get(&format!("{head}.*")) {
        Some(phrase) => Phrase { active: phrase.active.replace('*', &rest), ..phrase.clone() },
        None => Phrase { active: rest, passive: None, link: Some("to".to_string()) },
    }
}

/// How the claim's predicate reads: in the text's own word where it has one, else in the table's.
fn phrased(claim: &Claim) -> Phrase {
    let by_table = phrase(&claim.predicate);
    match &claim.wording {
        Some(Wording::Verb { infinitive, participle, link }) => Phrase {
            active: infinitive.clone(),
            passive: participle.clone().or(by_table.passive.filter(|_| claim.actor.is_none())),
            link: link.clone(),
        },
        _ => by_table,
    }
}

/// `SUBJECT did ACTION to OBJECT`, with instrument, condition and what the text says became of a threat where there are any.
pub fn sentence(claim: &Claim) -> String {
    let actor = names(claim.actor.iter().chain(&claim.more_actors));
    let target = names(claim.target.iter().chain(&claim.more_targets));
    let object = claim.object.as_ref().map(|o| format!("“{}”", folded(&o.value)));
    if let Some(words) = in_own_words(claim, actor.as_deref(), target.as_deref(), object.as_deref()) {
        return words;
    }
    let mut out = match &claim.wording {
        Some(Wording::Noun { words, link }) => {
            let listed = phrase(&claim.predicate).link;
            let link = link.as_deref().or(listed.as_deref()).unwrap_or("against");
            happening(claim, words, link, actor, target, object)
        }
        Some(Wording::Phrase) => {
            // The words of a second verb do not hold the "not" of the first.
            const DENYING: [&str; 14] =
                ["not", "n't", "n’t", "never", " no ", "neither", "nor ", "fail", "refus", "unable", "declin", "without", "none", "hardly"];
            let bare = object.unwrap_or_default();
            let denied = claim.polarity == Polarity::Neg && !DENYING.iter().any(|d| bare.to_lowercase().contains(d));
            let words = if denied { format!("not {bare}") } else { bare };
            match actor.or(target) {
                Some(subject) => format!("{subject}: {words}"),
                None => words,
            }
        }
        _ => deed(claim, actor, target, object),
    };
    // An event noun that is its own means is not told twice, nor are means that the clause names itself.
    let told = |words: &str| match &claim.wording {
        Some(Wording::Noun { words: noun, .. }) => words.contains(noun.as_str()),
        Some(Wording::Phrase) => claim.object.as_ref().is_some_and(|o| o.value.to_lowercase().contains(&words.to_lowercase())),
        _ => false,
    };
    if let Some(instrument) = claim.instrument.as_ref().filter(|i| !told(&i.value)) {
        out.push_str(&format!(" with {}", folded(&instrument.value)));
    }
    if let Some(condition) = &claim.condition {
        out.push_str(&format!(" on condition: “{}”", folded(&condition.value)));
    }
    // What the text leaves open may be settled elsewhere in the ledger: only what the text says is told here.
    if let Some(threat) = claim.threat.as_ref().filter(|t| t.status != ThreatStatus::Open) {
        out.push_str(&format!(" [threat {}]", threat.status.as_str().replace('_', " ")));
    }
    out
}

/// A verb's claim: active where somebody did it, else passive.
fn deed(claim: &Claim, actor: Option<String>, target: Option<String>, object: Option<String>) -> String {
    // "the rebels' depot was destroyed": whose it was is in the words of the thing.
    let whose = claim.target.as_ref().map(|t| t.value.text.clone()).unwrap_or_default();
    let told = claim.object.as_ref().is_some_and(|o| !whose.is_empty() && o.value.contains(&whose) && o.value != whose);
    let target = target.filter(|_| !told || claim.kind == Kind::Role);
    let phrase = phrased(claim);
    // "Speaker of the Council": the body of an office is told with the office.
    let office = claim.object.as_ref().filter(|_| claim.kind == Kind::Role).map(|o| o.value.clone()).unwrap_or_default();
    let target = target.filter(|_| claim.target.as_ref().is_none_or(|t| !office.contains(&t.value.text)));
    // A bare number of people counts people ("40 were wounded").
    let counted = claim.quantity.as_ref().map(|q| match q.value.unit.as_str() {
        "person" if claim.kind == Kind::Loss => people(&q.value),
        _ => folded(&q.value.text),
    });
    match (&actor, &phrase.passive) {
        (None, Some(participle)) if target.is_some() || object.is_some() || counted.is_some() => {
            // "three bottles were thrown at the consulate": what stands under a preposition is not what was thrown.
            let (subject, rest) = match (target, object, &phrase.link) {
                (Some(target), Some(object), Some(link)) => (Some(object), Some(format!(" {link} {target}"))),
                (Some(target), object, _) => (Some(target), object.map(|o| format!(": {o}"))),
                (None, object, _) => (object.or(counted), None),
            };
            let subject = subject.unwrap_or_default();
            let rest = rest.unwrap_or_default();
            let several = claim.quantity.as_ref().is_some_and(|q| q.value.hi != Some(1.0)) || is_plural(&subject);
            format!("{subject} {} {participle}{rest}", passive_auxiliary(claim, several))
        }
        _ => {
            let subject = actor.unwrap_or_else(|| nobody(claim).to_string());
            let link = phrase.link.as_ref().map(|l| format!("{l} ")).unwrap_or_default();
            let target = target.map(|t| format!(" {link}{t}")).unwrap_or_default();
            let object = object.map(|o| format!(": {o}")).unwrap_or_default();
            format!("{subject} {}{target}{object}", active(claim, &phrase.active))
        }
    }
}

/// An event noun's claim: `“heavy shelling” by X against Y`; a denial says that there was none.
fn happening(claim: &Claim, noun: &str, link: &str, actor: Option<String>, target: Option<String>, object: Option<String>) -> String {
    if let ("between", Some(one), Some(other)) = (link, &actor, &target) {
        return format!("“{}” between {one} and {other}", folded(noun));
    }
    let none = if claim.polarity == Polarity::Neg { "no " } else { "" };
    let by = actor.map(|a| format!(" by {a}")).unwrap_or_default();
    let against = target.map(|t| format!(" {link} {t}")).unwrap_or_default();
    let object = object.filter(|o| !o.contains(noun)).map(|o| format!(": {o}")).unwrap_or_default();
    format!("{none}“{}”{by}{against}{object}", folded(noun))
}

fn people(quantity: &Quantity) -> String {
    let mut plain = quantity.clone();
    plain.status = None;
    crate::line::quantity(&plain)
}

/// Words that open a condition as printed.
const CONDITION_WORDS: [&str; 8] = ["if ", "unless ", "lest ", "even if ", "only if ", "provided ", "as long as ", "should "];

/// What no verb of the table can say without turning it: a condition with both its halves, a judgement that only touches somebody.
fn in_own_words(claim: &Claim, actor: Option<&str>, target: Option<&str>, object: Option<&str>) -> Option<String> {
    let object = object?;
    let about = || [actor, target].into_iter().flatten().collect::<Vec<_>>().join(" and ");
    if claim.kind == Kind::Conditional {
        let condition = folded(&claim.condition.as_ref()?.value);
        let about = Some(about()).filter(|a| !a.is_empty()).map_or(String::new(), |a| format!("about {a}: "));
        let marked = CONDITION_WORDS.iter().any(|w| condition.to_lowercase().starts_with(w));
        let word = if marked { "" } else { "if " };
        return Some(format!("{about}{word}“{condition}”, then {object}"));
    }
    if claim.kind == Kind::Relation && claim.wording != Some(Wording::Phrase) {
        let joint = match claim.predicate.as_str() {
            "caused_by" => "came of",
            "in_response_to" => "was in response to",
            _ => return None,
        };
        let who = actor.map_or("what is told here".to_string(), |who| format!("what {who} did or suffered"));
        return Some(format!("{who} {joint} {object}"));
    }
    let judged = claim.kind == Kind::Assessment && (claim.predicate.starts_with("about.") || claim.wording == Some(Wording::Phrase));
    let whom = about();
    judged.then(|| if whom.is_empty() { format!("judgement: {object}") } else { format!("judgement about {whom}: {object}") })
}

fn nobody(claim: &Claim) -> &'static str {
    match claim.kind {
        Kind::Provenance => "this text",
        Kind::Event | Kind::Loss | Kind::Control | Kind::Deployment | Kind::Threat => "nobody named",
        _ => "something unnamed",
    }
}

fn active(claim: &Claim, verb: &str) -> String {
    let denied = claim.polarity == Polarity::Neg;
    let not = if denied { "not " } else { "" };
    let before = match claim.modality {
        Modality::Actual | Modality::Ongoing => {
            return match verb.strip_prefix("be").filter(|rest| rest.is_empty() || rest.starts_with(' ')) {
                Some(rest) => format!("is{}{rest}", if denied { " not" } else { "" }),
                None if verb == "have been" => format!("was{}", if denied { " not" } else { "" }),
                None => format!("did {not}{verb}"),
            };
        }
        Modality::Attempted => format!("tried {not}to"),
        Modality::Planned => format!("planned {not}to"),
        Modality::Promised => format!("promised {not}to"),
        Modality::Threatened => format!("threatened {not}to"),
        Modality::Permitted => format!("may {not}").trim_end().to_string(),
        Modality::Ordered => format!("was ordered {not}to"),
        Modality::Conditional => format!("would {not}").trim_end().to_string(),
        Modality::Hypothetical => format!("might {not}").trim_end().to_string(),
        Modality::Advocated => format!("should {not}").trim_end().to_string(),
        Modality::Forecast => format!("will {not}").trim_end().to_string(),
    };
    format!("{before} {verb}")
}

fn passive_auxiliary(claim: &Claim, plural: bool) -> String {
    // "0 people were hurt": a toll of none is the denial itself.
    let none = claim.quantity.as_ref().is_some_and(|q| q.value.hi == Some(0.0));
    let not = if claim.polarity == Polarity::Neg && !none { " not" } else { "" };
    let (was, is) = if plural { ("were", "are") } else { ("was", "is") };
    match claim.modality {
        Modality::Actual => format!("{was}{not}"),
        Modality::Ongoing => format!("{is}{not} being"),
        Modality::Attempted | Modality::Planned | Modality::Promised | Modality::Threatened | Modality::Ordered => {
            format!("{was}{not} to be ({})", claim.modality)
        }
        Modality::Permitted => format!("may{not} be"),
        Modality::Conditional => format!("would{not} be"),
        Modality::Hypothetical => format!("might{not} be"),
        Modality::Advocated => format!("should{not} be"),
        Modality::Forecast => format!("will{not} be"),
    }
}

/// Whether a subject reads better with "were"; only the wording hangs on it.
fn is_plural(subject: &str) -> bool {
    const PLURALS: [&str; 6] = ["people", "police", "men", "women", "children", "two"];
    let words: Vec<&str> = subject.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let Some(last) = words.last() else { return false };
    let plural_noun = last.ends_with('s')
        && last.starts_with(char::is_lowercase)
        && !["ss", "us", "is", "'s", "’s"].iter().any(|end| last.ends_with(end));
    let number = last.parse::<f64>().is_ok_and(|n| n != 1.0);
    words.contains(&"and") || plural_noun || number || PLURALS.contains(last) || last.ends_with("men")
}

/// Names, the last joined by "and"; what is understood and not written stands in brackets.
fn names<'a>(actors: impl Iterator<Item = &'a Grounded<Actor>>) -> Option<String> {
    let names: Vec<String> = actors
        .map(|a| match a.is_implied() {
            true => format!("[{}]", folded(&a.value.name)),
            false => folded(&a.value.name),
        })
        .collect();
    match names.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        [first @ .., last] => Some(format!("{} and {last}", first.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::bare;
    use tacitus_record::{Actor, Span};

    fn claim(predicate: &str, actor: Option<&str>, target: Option<&str>) -> Claim {
        let mut claim = bare(Kind::Event, predicate);
        let span: Span = claim.mention.span;
        let grounded = |name: &str| Grounded::at(Actor::unknown(name), span);
        (claim.actor, claim.target) = (actor.map(grounded), target.map(grounded));
        claim
    }

    #[test]
    fn every_row_of_the_table_reads_as_words() {
        let phrases = parse(include_str!("../../../ontology/phrases.tsv")).expect("the shipped table is well formed");
        assert!(phrases.len() > 80);
        assert!(phrases.values().all(|p| p.active.chars().all(|c| c.is_ascii_lowercase() || " *".contains(c))));
    }

    #[test]
    fn every_predicate_of_the_ontology_is_in_the_table() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ontology");
        for file in std::fs::read_dir(folder).expect("the ontology is there").map(|f| f.expect("a file").path()) {
            if file.extension().is_none_or(|e| e != "toml") {
                continue;
            }
            for line in std::fs::read_to_string(&file).expect("text").lines().filter(|l| l.starts_with("predicate")) {
                let predicate = line.split('"').nth(1).expect("a quoted predicate");
                assert!(PHRASES.contains_key(predicate), "{predicate} of {} is not in phrases.tsv", file.display());
            }
        }
    }

    #[test]
    fn the_doer_comes_first_and_a_deed_without_one_is_passive() {
        let all = claim("assault.shelling", Some("Arda's army"), Some("Veles"));
        assert_eq!(sentence(&all), "Arda's army did shell Veles");
        assert_eq!(sentence(&claim("assault.shelling", None, Some("Veles"))), "Veles was shelled");
        assert_eq!(sentence(&claim("loss.killed", None, Some("14 people"))), "14 people were killed");
        let mut counted = claim("loss.killed", None, None);
        counted.quantity = Some(crate::samples::toll(8.0, 12.0));
        assert_eq!(sentence(&counted), "8 to 12 people were killed");
        assert_eq!(sentence(&claim("assault.clash", Some("Arda"), Some("Northland"))), "Arda did clash with Northland");
        assert_eq!(sentence(&claim("assault.clash", None, None)), "nobody named did clash");
    }

    #[test]
    fn no_denial_and_no_plan_reads_as_a_deed() {
        for modality in Modality::ALL {
            for polarity in [Polarity::Pos, Polarity::Neg] {
                for actor in [Some("Arda"), None] {
                    let mut claim = claim("assault.shelling", actor, Some("Veles"));
                    (claim.modality, claim.polarity) = (*modality, polarity);
                    let text = sentence(&claim);
                    let deed = matches!(modality, Modality::Actual | Modality::Ongoing) && polarity == Polarity::Pos;
                    let reads_as_deed = ["did shell", "Veles was shelled", "Veles is being shelled"].iter().any(|d| text.contains(d));
                    assert_eq!(reads_as_deed, deed, "{modality} {polarity}: {text}");
                    assert_eq!(text.contains("not "), polarity == Polarity::Neg, "{text}");
                }
            }
        }
    }

    #[test]
    fn a_predicate_that_nobody_listed_reads_as_its_last_part() {
        assert_eq!(sentence(&claim("act.hand-over", Some("Arda"), None)), "Arda did hand over");
        assert_eq!(sentence(&claim("be.quiet", Some("Veles"), None)), "Veles is quiet");
        assert_eq!(sentence(&claim("sing.loudly", Some("Arda"), None)), "Arda did loudly");
    }
}
