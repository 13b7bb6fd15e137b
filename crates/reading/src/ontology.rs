//! Loads `ontology/`: which words report which kind of event, one TOML file per PLOVER type.
//!
//! The loader refuses a file with fewer than three examples or three counter-examples, an unknown mode, or a pattern it cannot read.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use serde::Deserialize;
use tacitus_record::Kind;

/// One file of `ontology/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventType {
    /// PLOVER type in upper case; empty for happenings that PLOVER has no type for (appointments).
    #[serde(rename = "type")]
    pub plover_type: String,
    /// PLOVER quad class, 1 to 4; 0 where there is no type.
    pub quad: u8,
    /// What it covers, in a sentence.
    pub summary: String,
    /// Modes that frames may use.
    #[serde(default)]
    pub modes: Vec<String>,
    /// Ways to report it.
    #[serde(rename = "frame")]
    pub frames: Vec<Frame>,
    /// Sentences that must give it.
    #[serde(default, rename = "example")]
    pub examples: Vec<Example>,
    /// Sentences that must not give it.
    #[serde(default, rename = "counter")]
    pub counters: Vec<Counter>,
}

/// One way of reporting: verbs and nouns with where their arguments stand.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// Dotted name of the claim's predicate.
    pub predicate: String,
    /// Kind of the claim; `event` where not given.
    #[serde(default)]
    pub kind: Option<String>,
    /// PLOVER mode, or empty.
    #[serde(default)]
    pub mode: String,
    /// PLOVER contexts.
    #[serde(default)]
    pub context: Vec<String>,
    /// Verb patterns: lemma with particle, then conditions (see [`Pattern`]).
    #[serde(default)]
    pub verbs: Vec<String>,
    /// Noun patterns.
    #[serde(default)]
    pub nouns: Vec<String>,
    /// Adjective patterns (predicative).
    #[serde(default)]
    pub adjectives: Vec<String>,
    /// What must be about for the word to mean this: `armed` (an armed actor, a weapon or a casualty in the sentence), `forces` (an armed
    /// actor or a weapon in the clause itself),
    /// `actor` (a known kind of actor does it), `official` (a state, body or office does it), `human` (the target is a person, group or state); empty for nothing.
    #[serde(default)]
    pub needs: String,
}

/// A sentence that must give the event.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// Predicate expected.
    pub predicate: String,
    /// Words that the actor must hold.
    #[serde(default)]
    pub actor: String,
    /// Words that the target must hold.
    #[serde(default)]
    pub target: String,
}

/// A sentence that must not give an event of the type.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counter {
    /// The sentence.
    pub text: String,
    /// Why not.
    pub why: String,
}

/// A readable pattern: `open fire target=on|at`, `take obj=control|hold target=of`, `withdraw need=from`.
///
/// Words before the first `=` are the lemma (with particle). Then: `obj=` lemmas one of which the object must have (`place:` is a place name,
/// `ground:` that or a noun of `lexicons/ground-nouns.tsv`, `name:` any name but a person's, `person:` a person's name, `human:` a noun for
/// people), `subj=` the same of who or what acts; `need=` prepositions one of which must be there, alone or with their noun (`in_contempt`),
/// or `xcomp_` with what somebody is held or found to be (`xcomp_guilty`); `target=` and `actor=` where the argument stands: `obj`, `iobj`, `subj`,
/// `poss` or prepositions, first found wins; `no=` prepositions or `obj` that must not be there; `noun=` lemmas one of which the
/// noun behind a needed preposition must have ("withdraw from the pact"); `aim=` lemmas one of which an
/// infinitive under the word or its arguments must have ("sent troops to help"); with `target=aim` its object, which then must be there, is
/// the target where nothing before it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pattern {
    /// Lemma with particle.
    pub lemma: String,
    /// Lemmas one of which the object must have; empty for any or none.
    pub obj: Vec<String>,
    /// Lemmas one of which the subject must have; empty for any.
    pub subj: Vec<String>,
    /// Prepositions (or `obj`, `inf`) one of which must be there.
    pub need: Vec<String>,
    /// What must not be there.
    pub no: Vec<String>,
    /// Lemmas one of which the noun behind a preposition of `need` must have; empty for any.
    pub noun: Vec<String>,
    /// Lemmas one of which an infinitive of purpose must have; empty for any or none.
    pub aim: Vec<String>,
    /// Where the target stands; empty for the default.
    pub target: Vec<String>,
    /// Where the actor stands; empty for the default.
    pub actor: Vec<String>,
}

impl Pattern {
    fn parse(text: &str) -> Result<Pattern, String> {
        let mut pattern = Pattern::default();
        for word in text.split_whitespace() {
            match word.split_once('=') {
                None if pattern.lemma.is_empty() => pattern.lemma = word.to_string(),
                None => {
                    pattern.lemma.push(' ');
                    pattern.lemma.push_str(word);
                }
                Some((key, value)) => {
                    let list = value.split('|').map(|v| v.replace('_', " ")).collect();
                    match key {
                        "obj" => pattern.obj = list,
                        "subj" => pattern.subj = list,
                        "need" => pattern.need = list,
                        "no" => pattern.no = list,
                        "noun" => pattern.noun = list,
                        "aim" => pattern.aim = list,
                        "target" => pattern.target = list,
                        "actor" => pattern.actor = list,
                        _ => return Err(format!("pattern `{text}`: no key `{key}`; use obj, subj, need, noun, no, aim, target, actor")),
                    }
                }
            }
        }
        if pattern.lemma.is_empty() { Err(format!("pattern `{text}` names no word")) } else { Ok(pattern) }
    }
}

/// Which part of speech triggers a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trigger {
    /// A verb.
    Verb,
    /// A noun.
    Noun,
    /// A predicative adjective.
    Adjective,
}

/// A pattern with the frame it belongs to.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The pattern.
    pub pattern: Pattern,
    /// Kind of the claim.
    pub kind: Kind,
    /// Predicate of the claim.
    pub predicate: String,
    /// PLOVER type, or empty.
    pub plover_type: String,
    /// PLOVER mode, or empty.
    pub mode: String,
    /// Contexts.
    pub context: Vec<String>,
    /// What must be about.
    pub needs: String,
}

/// All event types, indexed by word.
#[derive(Debug)]
pub struct Ontology {
    /// The files, in order of their names.
    pub types: Vec<EventType>,
    entries: BTreeMap<Trigger, FxHashMap<String, Vec<Entry>>>,
    /// For each type and mode (or none) what an event of it is called where no frame names its word.
    unnamed: BTreeMap<(String, String), Entry>,
}

/// The files of `ontology/`; a test compares the list with the folder.
pub const FILES: &[(&str, &str)] = &[
    ("accuse", include_str!("../../../ontology/accuse.toml")),
    ("agree", include_str!("../../../ontology/agree.toml")),
    ("aid", include_str!("../../../ontology/aid.toml")),
    ("assault", include_str!("../../../ontology/assault.toml")),
    ("coerce", include_str!("../../../ontology/coerce.toml")),
    ("concede", include_str!("../../../ontology/concede.toml")),
    ("consult", include_str!("../../../ontology/consult.toml")),
    ("cooperate", include_str!("../../../ontology/cooperate.toml")),
    ("mobilize", include_str!("../../../ontology/mobilize.toml")),
    ("other", include_str!("../../../ontology/other.toml")),
    ("protest", include_str!("../../../ontology/protest.toml")),
    ("reject", include_str!("../../../ontology/reject.toml")),
    ("request", include_str!("../../../ontology/request.toml")),
    ("retreat", include_str!("../../../ontology/retreat.toml")),
    ("sanction", include_str!("../../../ontology/sanction.toml")),
    ("support", include_str!("../../../ontology/support.toml")),
    ("threaten", include_str!("../../../ontology/threaten.toml")),
];

impl Ontology {
    /// The shipped ontology. A test loads it, so a released binary cannot fail here.
    pub fn shipped() -> Result<Ontology, String> {
        let mut types = Vec::new();
        let mut entries: BTreeMap<Trigger, FxHashMap<String, Vec<Entry>>> = BTreeMap::new();
        let mut unnamed = BTreeMap::new();
        for (name, text) in FILES {
            let event_type: EventType = toml::from_str(text).map_err(|e| format!("ontology/{name}.toml: {e}"))?;
            check(name, &event_type)?;
            for frame in &event_type.frames {
                let kind = match &frame.kind {
                    Some(kind) => kind.parse().map_err(|e| format!("ontology/{name}.toml: {e}"))?,
                    None => Kind::Event,
                };
                for (trigger, list) in
                    [(Trigger::Verb, &frame.verbs), (Trigger::Noun, &frame.nouns), (Trigger::Adjective, &frame.adjectives)]
                {
                    for text in list {
                        let pattern = Pattern::parse(text).map_err(|e| format!("ontology/{name}.toml: {e}"))?;
                        entries.entry(trigger).or_default().entry(pattern.lemma.clone()).or_default().push(Entry {
                            pattern,
                            kind,
                            predicate: frame.predicate.clone(),
                            plover_type: event_type.plover_type.clone(),
                            mode: frame.mode.clone(),
                            context: frame.context.clone(),
                            needs: frame.needs.clone(),
                        });
                    }
                }
            }
            for mode in event_type.modes.iter().map(String::as_str).chain([""]) {
                unnamed.insert((event_type.plover_type.clone(), mode.to_string()), nameless(&event_type, mode));
            }
            types.push(event_type);
        }
        for list in entries.values_mut().flat_map(FxHashMap::values_mut) {
            // The pattern that demands more is tried first; the order of files decides between equals.
            // "peacekeeping troops" asks for more than "troops".
            let pairs = |e: &Entry| e.pattern.obj.iter().any(|noun| noun.contains(' '));
            let asks = |e: &Entry| {
                (
                    !e.pattern.aim.is_empty(),
                    e.pattern.obj.len().min(1) * 2 + e.pattern.need.len().min(1) + e.pattern.noun.len().min(1),
                    pairs(e),
                    !e.needs.is_empty(),
                )
            };
            list.sort_by_key(|e| std::cmp::Reverse(asks(e)));
        }
        Ok(Ontology { types, entries, unnamed })
    }

    /// What an event of that type and mode is called where no frame names the word that tells it.
    pub fn unnamed(&self, plover_type: &str, mode: &str) -> Option<&Entry> {
        self.unnamed.get(&(plover_type.to_string(), mode.to_string()))
    }

    /// Whether a verb may report a deed of one of these PLOVER types, whatever stands around it.
    pub fn is_verb_of(&self, lemma: &str, plover_types: &[&str]) -> bool {
        self.entries(Trigger::Verb, lemma).iter().any(|e| plover_types.contains(&e.plover_type.as_str()))
    }

    /// What a word may report, most demanding pattern first.
    pub fn entries(&self, trigger: Trigger, lemma: &str) -> &[Entry] {
        self.entries.get(&trigger).and_then(|words| words.get(lemma)).map_or(&[], Vec::as_slice)
    }
}

/// The entry of a type and mode without a word: with the predicate and contexts of the mode's first frame, or of
/// the type's only one, where there is such a frame.
fn nameless(event_type: &EventType, mode: &str) -> Entry {
    let plover_type = event_type.plover_type.clone();
    let first = event_type.frames.first().filter(|first| event_type.frames.iter().all(|f| f.predicate == first.predicate));
    let frame = event_type.frames.iter().find(|f| !mode.is_empty() && f.mode == mode).or(first);
    let own = || if mode.is_empty() { plover_type.to_lowercase() } else { format!("{}.{mode}", plover_type.to_lowercase()) };
    Entry {
        pattern: Pattern::default(),
        kind: if plover_type == "THREATEN" { Kind::Threat } else { Kind::Event },
        predicate: frame.map_or_else(own, |f| f.predicate.clone()),
        mode: mode.to_string(),
        context: frame.map(|f| f.context.clone()).unwrap_or_default(),
        needs: String::new(),
        plover_type,
    }
}

fn check(name: &str, event_type: &EventType) -> Result<(), String> {
    let fail = |what: String| Err(format!("ontology/{name}.toml: {what}"));
    if event_type.examples.len() < 3 || event_type.counters.len() < 3 {
        return fail(format!(
            "{} examples and {} counter-examples; three of each are the least",
            event_type.examples.len(),
            event_type.counters.len()
        ));
    }
    for frame in &event_type.frames {
        if !frame.mode.is_empty() && !event_type.modes.contains(&frame.mode) {
            return fail(format!("frame `{}` has mode `{}`, which is not in `modes`", frame.predicate, frame.mode));
        }
        if !matches!(frame.needs.as_str(), "" | "armed" | "forces" | "actor" | "official" | "envoy" | "human") {
            return fail(format!(
                "frame `{}` needs `{}`; use armed, forces, actor, official, envoy, human or leave it out",
                frame.predicate, frame.needs
            ));
        }
    }
    Ok(())
}
