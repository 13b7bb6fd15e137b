//! Loads the lexicons: what words mean for a claim, as data.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use tacitus_record::{Band, Bound, Factuality, Modality, ToponymUse, VoiceType};

use crate::garbled::Words;
use crate::table::{Row, Table};

/// How a reporting verb or noun says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reporting {
    /// Class of speech act: say, claim, deny, confirm, warn, accuse, threaten, promise, order, demand, …
    pub class: &'static str,
    /// Whether using it says that something was said ("declined to comment" does not).
    pub made: bool,
    /// Whether it can be said of a thing, without a clause ("criticised the verdict", "spoke about the talks").
    pub of_thing: bool,
}

/// What a hedge does to certainty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hedge {
    /// Short name of the effect (possible, probable, unconfirmed, approximate …).
    pub effect: &'static str,
    /// ICD 203 band, where the word names a likelihood.
    pub band: Option<Band>,
    /// What the holder's certainty becomes.
    pub factuality: Option<Factuality>,
}

/// A word of number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NumberWord {
    /// Least value.
    pub lo: Option<f64>,
    /// Greatest value.
    pub hi: Option<f64>,
    /// Bound that it sets.
    pub bound: Bound,
    /// `number`, `approximator` or `multiplier`.
    pub kind: &'static str,
}

/// What something is measured or counted in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    /// Name of the unit in the record.
    pub name: &'static str,
    /// What to multiply the text's number by, where the text counts in another unit.
    pub factor: Option<f64>,
}

/// A weapon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weapon {
    /// Its class (artillery, drone …).
    pub class: &'static str,
    /// PLOVER mode of an ASSAULT made with it, or empty.
    pub mode: &'static str,
}

/// A cue that conflict words mean something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figurative {
    /// sport, film, fiction, anniversary, metaphor, disaster, business, exercise, literal-other.
    pub domain: &'static str,
    /// Whether the phrase cancels an event whose trigger lies inside it; else it only counts towards the passage's domain.
    pub cancels: bool,
}

/// A sense of a modality word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModalityWord {
    /// What the complement becomes.
    pub modality: Modality,
    /// Where the complement stands: xcomp, ccomp, noun, aux, adverb.
    pub pattern: &'static str,
}

/// A map from phrases to what they mean; knows its longest phrase.
#[derive(Clone, Debug)]
pub struct Phrases<T> {
    map: FxHashMap<&'static str, T>,
    /// Words of the longest phrase that begins with a word: most words begin none.
    longest: FxHashMap<&'static str, usize>,
}

impl<T> Phrases<T> {
    pub(crate) fn new(map: BTreeMap<&'static str, T>) -> Self {
        let mut longest: FxHashMap<&'static str, usize> = FxHashMap::default();
        for phrase in map.keys() {
            let count = phrase.split(' ').count();
            let known = longest.entry(phrase.split(' ').next().unwrap_or("")).or_default();
            *known = count.max(*known);
        }
        Phrases { map: map.into_iter().collect(), longest }
    }

    /// What the phrase means.
    pub fn get(&self, phrase: &str) -> Option<&T> {
        self.map.get(phrase)
    }

    /// The longest phrase that starts at word `start` of `words`: (number of words, meaning).
    pub fn longest_at(&self, words: &[String], start: usize) -> Option<(usize, &T)> {
        let first = words.get(start)?.split(' ').next().unwrap_or("");
        let longest = *self.longest.get(first)?;
        if longest == 1 {
            return self.map.get(words[start].as_str()).map(|t| (1, t));
        }
        (1..=longest.min(words.len().saturating_sub(start)))
            .rev()
            .find_map(|n| self.map.get(words[start..start + n].join(" ").as_str()).map(|t| (n, t)))
    }
}

/// All lexicons.
#[derive(Clone, Debug)]
pub struct Lexicon {
    /// Verbs of saying, by lemma.
    pub reporting_verbs: Phrases<Reporting>,
    /// Words that say that what is told is not so: their kind.
    pub falsity: Phrases<&'static str>,
    /// Nouns of saying, by lemma.
    pub reporting_nouns: Phrases<Reporting>,
    /// Phrases that name a source ("according to"), with their type.
    pub attributions: Phrases<&'static str>,
    /// Nouns that name a source without a name.
    pub sources: Phrases<VoiceType>,
    /// Hedges.
    pub hedges: Phrases<Hedge>,
    /// Negation cues: (type, effect).
    pub negations: Phrases<(&'static str, &'static str)>,
    /// Words that change the mode of what they govern, by (phrase).
    pub modalities: BTreeMap<&'static str, Vec<ModalityWord>>,
    /// Words of number.
    pub numbers: Phrases<NumberWord>,
    /// Units: canonical singular name.
    pub units: Phrases<Unit>,
    /// Units by what they measure (area, length, money, share …).
    pub measures: Phrases<&'static str>,
    /// Words of harm: (part of speech, status).
    pub casualties: BTreeMap<&'static str, Vec<(&'static str, &'static str)>>,
    /// Weapons.
    pub weapons: Phrases<Weapon>,
    /// Nouns for groups and bodies: PLOVER sector.
    pub forces: Phrases<&'static str>,
    /// Nouns for military units ("brigade").
    pub echelons: Phrases<()>,
    /// Titles of office: PLOVER sector.
    pub titles: Phrases<&'static str>,
    /// Figurative uses.
    pub figurative: Phrases<Figurative>,
    /// Verbs that lend their subject to an event noun ("carry out a raid").
    pub light_verbs: Phrases<()>,
    /// Verbs by which a happening comes about, goes on or is heard of.
    pub occurrence_verbs: Phrases<&'static str>,
    /// Adjectives and nouns of judgement.
    pub judgements: Phrases<()>,
    /// Verbs that only hold a sentence together, or tell nothing a reader of conflicts needs.
    pub empty_verbs: Phrases<()>,
    /// Words of an author's note that mark a commentator.
    pub commentators: Phrases<()>,
    /// Words that join causes and times: relation name.
    pub connectives: Phrases<&'static str>,
    /// Adverbs and phrases that join a clause to what was told right before it: relation name.
    pub discourse_connectives: Phrases<&'static str>,
    /// Nouns for a state's ground, waters and air, which a nationality before them makes a place.
    pub territory_nouns: Phrases<()>,
    /// Ground, works and buildings that a force can hold.
    pub ground_nouns: Phrases<()>,
    /// Small classes of words: (class, word).
    word_classes: BTreeSet<(&'static str, &'static str)>,
    /// Things and beasts whose names end like those of people.
    pub thing_nouns: Phrases<()>,
    /// Words by which ground is said to be held or handed on: (use, word).
    pub holding: BTreeSet<(&'static str, &'static str)>,
    /// Nouns that say what sort of land a name stands for: governed, land or beside.
    pub region_nouns: Phrases<&'static str>,
    /// Nouns for places that are described: whether they say where by themselves ("site") or with words that say which ("area").
    pub place_nouns: Phrases<&'static str>,
    /// Nouns for places where people live, which name none.
    pub settled_nouns: Phrases<()>,
    /// Words that decide how an expression of time is taken, with how: plain, of-times, ahead.
    pub time_words: BTreeSet<(&'static str, &'static str)>,
    /// Words of alliance: noun, adjective, or verb that one's alliance may be the object of.
    pub alliance: Phrases<&'static str>,
    /// What a text that binds is called, and what it does: noun or verb.
    pub stipulation: Phrases<&'static str>,
    /// Verbs by which one happening brings about another.
    pub consequence_verbs: Phrases<()>,
    /// How somebody holds to a view (verb) and what such a view is called (noun).
    pub narrative: Phrases<&'static str>,
    /// Verbs by which a thing earns or calls for something; `form` is one that parsers take for a noun.
    pub recommending: Phrases<&'static str>,
    /// Participles that stand as adjectives before what is given ("continued support").
    pub given_participles: Phrases<()>,
    /// Words of a title of one who holds the office no longer.
    pub past_offices: Phrases<()>,
    /// Words that leave something out of what is allowed.
    pub exceptives: Phrases<()>,
    /// Nouns for a happening that lasts: it goes on until its end is told.
    pub campaigns: Phrases<()>,
    /// Nouns of works of fiction ("novel", "episode").
    pub works: Phrases<()>,
    /// States that ground, works, craft and people are kept in or left as.
    pub lasting_states: Phrases<()>,
    /// In what something is said ("statement", "interview").
    pub saying_forms: Phrases<()>,
    /// Craft that act by themselves: whether all their deeds are told, or mishaps alone.
    pub craft: Phrases<&'static str>,
    /// What befalls a craft.
    pub mishaps: Phrases<()>,
    /// Names that stand for another place than the town of that name: what to look up instead.
    pub usual_places: Phrases<&'static str>,
    /// What words make of a place name beside them: (lemma, how the name stands to it), use.
    pub toponym_uses: BTreeMap<(&'static str, &'static str), ToponymUse>,
    /// What the checks of a page for garbled facts look up.
    pub garbled: Words,
}

macro_rules! lexicon {
    ($file:literal, $($column:literal),+) => {
        Table::parse($file, include_str!(concat!("../../../lexicons/", $file)), &[$($column,)+ "source"])
    };
}

impl Lexicon {
    /// Whether a word (lemma, lower case) is of a class of `lexicons/word-classes.tsv`.
    pub fn is_of_class(&self, class: &str, word: &str) -> bool {
        self.word_classes.contains(&(class, word))
    }

    /// The shipped lexicons. The message names file, line and what to mend; a test loads them, so a released binary cannot fail here.
    pub fn shipped() -> Result<Lexicon, String> {
        let reporting = |t: Table, of_thing: fn(&Row) -> bool| {
            let read = |r: &Row| Reporting { class: r.get("class"), made: r.get("made") != "no", of_thing: of_thing(r) };
            Phrases::new(t.rows().map(|r| (r.get("lemma"), read(&r))).collect())
        };
        let mut modalities: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for r in lexicon!("modality.tsv", "phrase", "modality", "pattern")?.rows() {
            let modality = r.get("modality").parse().map_err(|e| format!("lexicons/modality.tsv, {:?}: {e}", r.get("phrase")))?;
            let word = ModalityWord { modality, pattern: r.get("pattern") };
            modalities.entry(r.get("phrase")).or_default().push(word);
        }
        let mut casualties: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for r in lexicon!("casualty-words.tsv", "lemma", "pos", "status")?.rows() {
            casualties.entry(r.get("lemma")).or_default().push((r.get("pos"), r.get("status")));
        }
        let mut toponym_uses = BTreeMap::new();
        for r in lexicon!("toponym-uses.tsv", "word", "slot", "use")?.rows() {
            toponym_uses.insert((r.get("word"), r.get("slot")), named(r.get("use"), "toponym-uses.tsv")?);
        }
        Ok(Lexicon {
            reporting_verbs: reporting(lexicon!("reporting-verbs.tsv", "lemma", "class", "frames", "made")?, takes_thing),
            reporting_nouns: reporting(lexicon!("reporting-nouns.tsv", "lemma", "class")?, |_| false),
            attributions: single(lexicon!("attribution-phrases.tsv", "phrase", "type")?, "phrase", "type"),
            sources: parsed(lexicon!("unnamed-sources.tsv", "lemma", "voice_type")?, "lemma", |r| {
                named(r.get("voice_type"), "unnamed-sources.tsv")
            })?,
            hedges: parsed(lexicon!("hedges.tsv", "phrase", "effect", "icd203", "factuality")?, "phrase", |r| {
                Ok(Hedge {
                    effect: r.get("effect"),
                    band: optional(r.get("icd203"), "hedges.tsv")?,
                    factuality: optional(r.get("factuality"), "hedges.tsv")?,
                })
            })?,
            negations: parsed(lexicon!("negation.tsv", "cue", "type", "effect")?, "cue", |r| Ok((r.get("type"), r.get("effect"))))?,
            modalities,
            numbers: parsed(lexicon!("quantity-words.tsv", "word", "lo", "hi", "bound", "kind")?, "word", |r| {
                let number = |c: &str| r.get(c).parse::<f64>().ok();
                Ok(NumberWord {
                    lo: number("lo"),
                    hi: number("hi"),
                    bound: named(r.get("bound"), "quantity-words.tsv")?,
                    kind: r.get("kind"),
                })
            })?,
            units: parsed(lexicon!("units.tsv", "word", "unit", "factor")?, "word", |r| {
                Ok(Unit { name: r.get("unit"), factor: r.get("factor").parse().ok() })
            })?,
            measures: single(lexicon!("units.tsv", "word", "kind")?, "word", "kind"),
            casualties,
            weapons: parsed(lexicon!("weapons.tsv", "word", "class", "plover_mode")?, "word", |r| {
                Ok(Weapon { class: r.get("class"), mode: r.get("plover_mode") })
            })?,
            forces: single(lexicon!("force-nouns.tsv", "noun", "sector")?, "noun", "sector"),
            echelons: parsed(lexicon!("echelons.tsv", "word")?, "word", |_| Ok(()))?,
            titles: single(lexicon!("office-titles.tsv", "title", "sector")?, "title", "sector"),
            figurative: parsed(lexicon!("figurative.tsv", "cue", "domain", "note")?, "cue", |r| {
                Ok(Figurative { domain: r.get("domain"), cancels: r.get("note").contains("figurative wherever it stands") })
            })?,
            light_verbs: parsed(lexicon!("light-verbs.tsv", "lemma")?, "lemma", |_| Ok(()))?,
            occurrence_verbs: single(lexicon!("occurrence-verbs.tsv", "lemma", "voice")?, "lemma", "voice"),
            falsity: single(lexicon!("falsity-words.tsv", "word", "kind")?, "word", "kind"),
            judgements: parsed(lexicon!("judgements.tsv", "lemma")?, "lemma", |_| Ok(()))?,
            empty_verbs: parsed(lexicon!("empty-verbs.tsv", "lemma")?, "lemma", |_| Ok(()))?,
            commentators: parsed(lexicon!("commentators.tsv", "word")?, "word", |_| Ok(()))?,
            connectives: single(lexicon!("connectives.tsv", "phrase", "relation")?, "phrase", "relation"),
            discourse_connectives: single(lexicon!("discourse-connectives.tsv", "phrase", "relation")?, "phrase", "relation"),
            territory_nouns: parsed(lexicon!("territory-nouns.tsv", "lemma")?, "lemma", |_| Ok(()))?,
            ground_nouns: parsed(lexicon!("ground-nouns.tsv", "lemma")?, "lemma", |_| Ok(()))?,
            word_classes: lexicon!("word-classes.tsv", "word", "class")?.rows().map(|r| (r.get("class"), r.get("word"))).collect(),
            thing_nouns: parsed(lexicon!("thing-nouns.tsv", "lemma")?, "lemma", |_| Ok(()))?,
            holding: lexicon!("holding-words.tsv", "word", "use")?.rows().map(|r| (r.get("use"), r.get("word"))).collect(),
            region_nouns: single(lexicon!("region-nouns.tsv", "lemma", "kind")?, "lemma", "kind"),
            place_nouns: single(lexicon!("place-nouns.tsv", "lemma", "kind")?, "lemma", "kind"),
            settled_nouns: parsed(lexicon!("settled-nouns.tsv", "lemma")?, "lemma", |_| Ok(()))?,
            time_words: lexicon!("time-words.tsv", "word", "use")?.rows().map(|r| (r.get("use"), r.get("word"))).collect(),
            alliance: single(lexicon!("alliance-words.tsv", "lemma", "pos")?, "lemma", "pos"),
            stipulation: single(lexicon!("stipulation-words.tsv", "lemma", "pos")?, "lemma", "pos"),
            consequence_verbs: parsed(lexicon!("consequence-verbs.tsv", "lemma")?, "lemma", |_| Ok(()))?,
            narrative: single(lexicon!("narrative-words.tsv", "lemma", "pos")?, "lemma", "pos"),
            recommending: single(lexicon!("recommending-words.tsv", "word", "pos")?, "word", "pos"),
            given_participles: parsed(lexicon!("given-participles.tsv", "form")?, "form", |_| Ok(()))?,
            past_offices: parsed(lexicon!("past-office-words.tsv", "word")?, "word", |_| Ok(()))?,
            exceptives: parsed(lexicon!("exceptive-phrases.tsv", "phrase")?, "phrase", |_| Ok(()))?,
            usual_places: single(lexicon!("usual-places.tsv", "name", "as")?, "name", "as"),
            toponym_uses,
            campaigns: parsed(lexicon!("campaign-nouns.tsv", "lemma")?, "lemma", |_| Ok(()))?,
            works: parsed(lexicon!("work-nouns.tsv", "lemma")?, "lemma", |_| Ok(()))?,
            lasting_states: parsed(lexicon!("lasting-states.tsv", "word")?, "word", |_| Ok(()))?,
            saying_forms: parsed(lexicon!("saying-forms.tsv", "lemma")?, "lemma", |_| Ok(()))?,
            craft: parsed(lexicon!("craft-nouns.tsv", "lemma", "told")?, "lemma", |row| Ok(row.get("told")))?,
            mishaps: parsed(lexicon!("mishap-verbs.tsv", "verb")?, "verb", |_| Ok(()))?,
            garbled: Words::shipped()?,
        })
    }

    /// Bytes that identify the shipped lexicons: part of the reader's id.
    pub fn fingerprint(&self) -> String {
        format!("{self:?}")
    }

    /// The modality that `phrase` gives to a complement standing as `pattern`.
    pub fn modality(&self, phrase: &str, pattern: &str) -> Option<ModalityWord> {
        self.modalities.get(phrase)?.iter().copied().find(|w| w.pattern == pattern)
    }

    /// Whether an expression of time is taken so because of that word.
    pub fn takes_time(&self, how: &'static str, word: &str) -> bool {
        self.time_words.range((how, "")..).take_while(|(h, _)| *h == how).any(|(_, w)| *w == word)
    }

    /// The harm that `lemma` names as that part of speech (verb, noun, adj).
    pub fn casualty(&self, lemma: &str, pos: &str) -> Option<&'static str> {
        self.casualties.get(lemma)?.iter().find(|(p, _)| *p == pos).map(|(_, s)| *s)
    }
}

/// Whether one of the constructions of a reporting verb has a thing in the place of the clause.
fn takes_thing(row: &Row) -> bool {
    row.get("frames").split(',').any(|f| matches!(f, "np" | "about" | "np-for-ger" | "np-for-np" | "np-of-np" | "of-np" | "np-on-np"))
}

fn single(table: Table, key: &str, value: &str) -> Phrases<&'static str> {
    Phrases::new(table.rows().map(|r| (r.get(key), r.get(value))).collect())
}

fn parsed<T>(table: Table, key: &str, read: impl Fn(&Row) -> Result<T, String>) -> Result<Phrases<T>, String> {
    let mut map = BTreeMap::new();
    for row in table.rows() {
        map.insert(row.get(key), read(&row).map_err(|e| format!("lexicons/{}, `{}`: {e}", table.name(), row.get(key)))?);
    }
    Ok(Phrases::new(map))
}

fn named<T: std::str::FromStr<Err = tacitus_record::UnknownName>>(text: &str, file: &str) -> Result<T, String> {
    text.parse().map_err(|e| format!("{file}: {e}"))
}

fn optional<T: std::str::FromStr<Err = tacitus_record::UnknownName>>(text: &str, file: &str) -> Result<Option<T>, String> {
    if text.is_empty() { Ok(None) } else { named(text, file).map(Some) }
}
