//! Which claims tell of an incident of MUC-4, of which type, and how far it came.

use anyhow::{Result, bail};
use tacitus_reading::Lexicon;
use tacitus_record::{Aux, Claim, Day, Kind, Modality, Polarity, Wording};

use super::incident;

const TABLE: &str = include_str!("../../../../../ontology/crosswalks/muc4.tsv");
const HEADER: &str = "plover_type\tmode\tpredicate\twords\tweapon\tincident_type\town\tsource";

/// The task leaves out what is old by the time of the report: two months.
const OLD_DAYS: i32 = 62;

/// How far an incident came, by the names of the answer keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It was done.
    Accomplished,
    /// It was tried, and failed or is not said to have succeeded.
    Attempted,
    /// It was only announced.
    Threatened,
}

impl Stage {
    /// The name in the answer keys.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Accomplished => "ACCOMPLISHED",
            Stage::Attempted => "ATTEMPTED",
            Stage::Threatened => "THREATENED",
        }
    }
}

/// A claim read as an incident.
#[derive(Clone, Debug)]
pub struct Deed<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// MUC-4 type.
    pub incident_type: &'static str,
    /// Whether the claim itself says that it is of this type; else it tells only of harm.
    pub own_type: bool,
    /// How far it came.
    pub stage: Stage,
}

struct Row {
    plover_type: &'static str,
    mode: &'static str,
    predicate: &'static str,
    words: &'static str,
    weapon: &'static str,
    incident_type: &'static str,
    own: bool,
}

/// `ontology/crosswalks/muc4.tsv`.
pub struct Types(Vec<Row>);

impl Types {
    /// The shipped table.
    pub fn shipped() -> Result<Types> {
        let mut lines = TABLE.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
        if lines.next() != Some(HEADER) {
            bail!("muc4.tsv: the header must be `{HEADER}`");
        }
        let row = |line: &'static str| match line.split('\t').collect::<Vec<_>>()[..] {
            [plover_type, mode, predicate, words, weapon, incident_type, own, _] => {
                Ok(Row { plover_type, mode, predicate, words, weapon, incident_type, own: own == "yes" })
            }
            _ => bail!("muc4.tsv: `{line}` has not the columns of the header"),
        };
        lines.map(row).collect::<Result<_>>().map(Types)
    }

    /// The claim as a deed; none where it tells of no incident, denies it, leaves it open, or tells of old times. `words` are the claim's,
    /// `sentence` is all that its sentence says.
    pub fn deed<'a>(&self, claim: &'a Claim, words: &str, sentence: &str, lexicon: &Lexicon, published: Option<Day>) -> Option<Deed<'a>> {
        let row = self.0.iter().find(|row| row.fits(claim, words, lexicon)).filter(|row| row.incident_type != "-")?;
        let stage = match stage(claim).filter(|_| claim.kind != Kind::Threat || announces_harm(claim, lexicon))? {
            // "planted a bomb, which the police defused".
            Stage::Accomplished if FOILED.iter().any(|word| has_word(sentence, word)) => Stage::Attempted,
            stage => stage,
        };
        let old = published.is_some_and(|day| ended(claim).is_some_and(|end| end.plus(OLD_DAYS) < day));
        let historical = claim.event.as_ref().is_some_and(|e| e.aux.contains(&Aux::Historical));
        (!old && !historical).then_some(Deed { claim, incident_type: row.incident_type, own_type: row.own, stage })
    }
}

fn ended(claim: &Claim) -> Option<Day> {
    claim.time.as_ref().and_then(|t| t.value.end_hi)
}

impl Row {
    fn fits(&self, claim: &Claim, words: &str, lexicon: &Lexicon) -> bool {
        let coded = claim.event.as_ref();
        let one_of = |cell: &str, value: &str| cell == "*" || cell.split('|').any(|v| v == value);
        one_of(self.plover_type, coded.map_or("-", |e| e.plover_type.as_str()))
            && one_of(self.mode, coded.and_then(|e| e.mode.as_deref()).unwrap_or("-"))
            && (self.predicate == "*" || self.predicate.split('|').any(|p| claim.predicate.starts_with(p)))
            && (self.words == "*" || self.words.split('|').any(|w| has_word(words, w)))
            && (self.weapon == "*" || weapon_class(claim, lexicon).is_some_and(|class| one_of(self.weapon, class)))
    }
}

/// Whether a word of the text begins so.
fn has_word(text: &str, beginning: &str) -> bool {
    let lower = text.to_lowercase();
    lower.match_indices(beginning).any(|(at, _)| !lower[..at].ends_with(char::is_alphanumeric))
}

/// Class of the weapon that the claim's instrument names.
pub fn weapon_class(claim: &Claim, lexicon: &Lexicon) -> Option<&'static str> {
    weapon_in(&claim.instrument.as_ref()?.value, lexicon)
}

/// Class of the last weapon that the words name.
pub fn weapon_in(words: &str, lexicon: &Lexicon) -> Option<&'static str> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let at = |start: usize, word: &str| {
        // A lexicon of singulars.
        let mut own = words[start..].to_vec();
        own[0] = word.to_string();
        lexicon.weapons.longest_at(&own, 0).map(|(_, weapon)| weapon.class)
    };
    (0..words.len()).rev().find_map(|i| at(i, &words[i]).or_else(|| words[i].strip_suffix('s').and_then(|singular| at(i, singular))))
}

/// How far the deed came, by mode, polarity and the words above it; `None` where nobody says that anything was done, tried or announced.
pub fn stage(claim: &Claim) -> Option<Stage> {
    let ruled = |name: &str| claim.mention.rules.iter().any(|r| r.starts_with(name));
    let threat = claim.kind == Kind::Threat || claim.event.as_ref().is_some_and(|e| e.plover_type == "THREATEN");
    if threat {
        return (claim.polarity == Polarity::Pos && claim.modality != Modality::Hypothetical).then_some(Stage::Threatened);
    }
    let noun = matches!(&claim.wording, Some(Wording::Noun { words, .. }) if has_word(words, "attempt") || has_word(words, "foiled"));
    match (claim.modality, claim.polarity) {
        (Modality::Attempted, _) => Some(Stage::Attempted),
        // "failed to kill": the reader's rule for implicatives names the word.
        (_, Polarity::Neg) if FAILING.iter().any(|word| ruled(&format!("negative ({word}"))) => Some(Stage::Attempted),
        (Modality::Actual | Modality::Ongoing, Polarity::Pos) => Some(if noun { Stage::Attempted } else { Stage::Accomplished }),
        (Modality::Threatened | Modality::Promised, Polarity::Pos) => Some(Stage::Threatened),
        _ => None,
    }
}

/// Whether a threat is one of violence: by its verb, or by a word of harm or a weapon in what is threatened. A warning is none by itself.
fn announces_harm(claim: &Claim, lexicon: &Lexicon) -> bool {
    let threatens = matches!(&claim.wording, Some(Wording::Verb { infinitive, .. }) if has_word(infinitive, "threaten") || has_word(infinitive, "menac"));
    let act = claim.threat.as_ref().map(|t| t.act.to_lowercase()).unwrap_or_default();
    let words: Vec<String> = act.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_string).collect();
    let harms = |i: usize| {
        let word = &words[i];
        let lemma = [tacitus_text::lemma(word, "VBG"), tacitus_text::lemma(word, "VBN"), word.clone()];
        lemma.iter().any(|l| lexicon.casualty(l, "verb").is_some() || lexicon.casualty(l, "noun").is_some())
            || lexicon.weapons.longest_at(&words, i).is_some()
    };
    threatens && incident::targets(claim).next().is_some() || (0..words.len()).any(harms)
}

/// Words beside a deed that say it came to nothing.
const FOILED: [&str; 8] =
    ["defuse", "deactivate", "disarm", "unexploded", "did not explode", "failed to explode", "foiled", "unsuccessful"];

/// Words over a deed that say it was tried and came to nothing; "refused" and "declined" say that it was not tried.
const FAILING: [&str; 8] = ["fail", "foil", "thwart", "frustrat", "prevent", "avert", "stop", "miss"];

#[cfg(test)]
mod tests {
    use super::*;
    use tacitus_record::{EventCode, Grounded, Mention, Moment, Span};

    fn claim(plover_type: &str, mode: Option<&str>, predicate: &str) -> Claim {
        let span = Span::new("x", 0, 1).unwrap();
        let mention = Mention { article: "a".into(), sentence: 0, span, cue: None, reader: "rule".into(), rules: Vec::new() };
        let mut claim = Claim::new(Kind::Event, predicate, mention);
        claim.event =
            Some(EventCode { plover_type: plover_type.into(), mode: mode.map(str::to_string), aux: Vec::new(), context: Vec::new() });
        claim
    }

    fn kind(claim: &Claim, words: &str) -> Option<&'static str> {
        let lexicon = Lexicon::shipped().unwrap();
        Types::shipped().unwrap().deed(claim, words, words, &lexicon, Day::new(1990, 5, 1)).map(|d| d.incident_type)
    }

    #[test]
    fn types_follow_mode_words_and_weapon() {
        assert_eq!(kind(&claim("ASSAULT", Some("abduct"), "assault.abduct"), "abducted two nuns"), Some("KIDNAPPING"));
        assert_eq!(kind(&claim("ASSAULT", Some("destroy"), "assault.destroy"), "SET FIRE TO A MILL"), Some("ARSON"));
        assert_eq!(kind(&claim("ASSAULT", Some("destroy"), "assault.destroy"), "fired and destroyed a mill"), Some("ATTACK"));
        assert_eq!(kind(&claim("ASSAULT", None, "assault.clash"), "clashed"), None);
        let mut blown = claim("ASSAULT", None, "assault.kill");
        blown.instrument = Some(Grounded::at("two sticks of dynamite".to_string(), blown.mention.span));
        assert_eq!(kind(&blown, "killed"), Some("BOMBING"));
    }

    #[test]
    fn a_bomb_that_did_not_go_off_was_an_attempt() {
        let bomb = claim("ASSAULT", Some("explosives"), "assault.bombing");
        let lexicon = Lexicon::shipped().unwrap();
        let stage = |sentence: &str| Types::shipped().unwrap().deed(&bomb, "PLANTED A BOMB", sentence, &lexicon, None).map(|d| d.stage);
        assert_eq!(stage("PLANTED A BOMB, WHICH THE POLICE DEFUSED"), Some(Stage::Attempted));
        assert_eq!(stage("PLANTED A BOMB AT THE MILL"), Some(Stage::Accomplished));
    }

    #[test]
    fn a_warning_is_no_threat_of_violence_by_itself() {
        let lexicon = Lexicon::shipped().unwrap();
        let mut warning = claim("THREATEN", Some("violence"), "threaten.harm");
        warning.kind = Kind::Threat;
        let threat = |act: &str| {
            Some(tacitus_record::Threat {
                act: act.to_string(),
                condition: None,
                deadline: None,
                status: tacitus_record::ThreatStatus::Open,
            })
        };
        warning.threat = threat("that prices will rise");
        assert!(!announces_harm(&warning, &lexicon));
        warning.threat = threat("that they would kill the miller");
        assert!(announces_harm(&warning, &lexicon));
    }

    #[test]
    fn what_failed_was_attempted_and_what_is_denied_was_not() {
        let mut tried = claim("ASSAULT", Some("targeted"), "assault.assassinate");
        assert_eq!(stage(&tried), Some(Stage::Accomplished));
        tried.polarity = Polarity::Neg;
        assert_eq!(stage(&tried), None);
        tried.mention.rules.push("negative (failed)".to_string());
        assert_eq!(stage(&tried), Some(Stage::Attempted));
        tried.modality = Modality::Conditional;
        tried.polarity = Polarity::Pos;
        assert_eq!(stage(&tried), None);
    }

    #[test]
    fn old_deeds_are_no_incident_of_the_report() {
        let mut old = claim("ASSAULT", None, "assault.kill");
        let on = |day| Some(Grounded::implied(Moment::on("then", day, "test"), "test"));
        old.time = on(Day::new(1990, 4, 20).unwrap());
        assert_eq!(kind(&old, "killed"), Some("ATTACK"));
        old.time = on(Day::new(1989, 4, 20).unwrap());
        assert_eq!(kind(&old, "killed"), None);
    }
}
