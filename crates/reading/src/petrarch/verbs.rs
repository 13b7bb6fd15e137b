//! The verb dictionary: synonym sets, blocks of verbs with a code, and patterns around the verb with codes of their own.

use rustc_hash::FxHashMap;

use super::Edition;
use super::agents::regular_plural;
use super::lines::{coded, lines};
use super::phrases::word;

/// What a verb or pattern makes: the event of source and target, and for `[032:033]` that of target and source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventCode {
    /// What the source does to the target; `[:112]` has none.
    pub forward: Option<String>,
    /// What the target does to the source.
    pub back: Option<String>,
}

impl EventCode {
    /// `[---]` and no code at all: no event.
    pub fn is_null(&self) -> bool {
        self.forward.is_none() && self.back.is_none()
    }

    /// `None` for the codes by which TABARI discarded a sentence, which PETRARCH has in a list of its own and does not use here.
    fn parse(written: Option<&str>) -> Option<EventCode> {
        let written = written.unwrap_or("").trim_end_matches('?').trim();
        if matches!(written, "+++" | "###") {
            return None;
        }
        let part = |p: &str| Some(p.trim().to_string()).filter(|p| !p.is_empty() && p != "---");
        let (forward, back) = written.split_once(':').map_or((part(written), None), |(f, b)| (part(f), part(b)));
        Some(EventCode { forward, back })
    }
}

/// One form of a verb, or of a verb of several words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerbForm {
    /// Words right before the verb, in order of the text.
    pub before: Vec<String>,
    /// Words right after it.
    pub after: Vec<String>,
    /// Its code where no pattern fits.
    pub code: EventCode,
    /// Number of its block.
    pub block: usize,
}

/// What stands at one place of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Any of these phrases: a word alone, or the members of a synonym set.
    Words(Vec<Vec<String>>),
    /// `$`: the source.
    Source,
    /// `+`: the target.
    Target,
    /// `^`: a noun phrase that is passed over.
    Skip,
    /// `%`: a compound that is source and target.
    Compound,
}

/// A place of a pattern; `joined` to the one nearer to the verb, else other words may stand between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What stands there.
    pub piece: Piece,
    /// Written with `_`.
    pub joined: bool,
    /// Only nouns fit: what PETRARCH-2's patterns have before the verb outside parentheses.
    pub noun: bool,
}

/// A pattern; both sides are listed from the verb outward.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// What stands before the verb.
    pub left: Vec<Place>,
    /// What stands after it.
    pub right: Vec<Place>,
    /// What it makes.
    pub code: EventCode,
}

impl Pattern {
    /// By this the pattern that says most is found; what follows the verb tells more than what stands before it.
    pub fn length(&self) -> (usize, usize) {
        (self.left.len() + self.right.len(), self.right.len())
    }
}

/// Verbs by form, and the patterns of their blocks.
#[derive(Debug, Default)]
pub struct VerbBook {
    forms: FxHashMap<String, Vec<VerbForm>>,
    blocks: Vec<Vec<Pattern>>,
    sets: FxHashMap<String, Vec<String>>,
}

/// Which PETRARCH a verb dictionary is for: only those of PETRARCH-2 have patterns with braces or parentheses.
pub fn edition(text: &str) -> Edition {
    let two = lines(text).into_iter().any(|(_, line)| pattern_text(line).is_some_and(|p| p.contains(['{', '('])));
    if two { Edition::Two } else { Edition::One }
}

/// A pattern begins with `-`; one whose `-` was forgotten is known by its `*`, which no verb has.
fn pattern_text(line: &str) -> Option<&str> {
    let line = line.trim();
    line.strip_prefix('-').filter(|rest| !rest.starts_with('-')).or_else(|| Some(line).filter(|line| line.starts_with('*')))
}

impl VerbBook {
    /// Reads a dictionary. Returns line and reason of what was left out. Sets may be defined anywhere in the file.
    pub fn read(&mut self, text: &str) -> Vec<(usize, String)> {
        let edition = edition(text);
        let mut problems = Vec::new();
        let mut set: Option<String> = None;
        let mut header = None;
        let mut patterns = Vec::new();
        for (number, line) in lines(text) {
            let line = line.trim();
            if let Some(label) = line.strip_prefix('&') {
                // A label that ends in _ has members without plurals.
                let name = label.trim().to_uppercase();
                self.sets.insert(name.trim_end_matches('_').to_string(), Vec::new());
                set = Some(name);
            } else if let Some((label, member)) = set.as_ref().zip(line.strip_prefix('+')) {
                self.add_member(label, member);
            } else if line.starts_with("---") {
                set = None;
                header = Some(EventCode::parse(coded(line.trim_start_matches('-')).1).unwrap_or_default());
                self.blocks.push(Vec::new());
            } else if let Some(written) = pattern_text(line) {
                if header.is_some() {
                    patterns.push((number, written, self.blocks.len() - 1));
                } else {
                    problems.push((number, "is a pattern outside a verb block; begin one with --- NAME [CODE] ---".to_string()));
                }
            } else if let Some(block_code) = &header {
                set = None;
                self.add_verb(line, block_code);
            } else {
                problems.push((number, "is a verb outside a block; begin one with --- NAME [CODE] ---".to_string()));
            }
        }
        for (number, written, block) in patterns {
            match self.pattern(written, edition) {
                Ok(pattern) => self.blocks[block].extend(pattern),
                Err(why) => problems.push((number, why)),
            }
        }
        problems
    }

    /// Forms that have `verb` as the word that is the verb; the longest first, of equal ones the last in the dictionary.
    pub fn forms(&self, verb: &str) -> &[VerbForm] {
        self.forms.get(verb).map_or(&[], Vec::as_slice)
    }

    /// Patterns of a block in the order of the dictionary.
    pub fn patterns(&self, block: usize) -> &[Pattern] {
        &self.blocks[block]
    }

    fn add_member(&mut self, label: &str, member: &str) {
        let member = member.trim().trim_matches(['(', ')']).to_uppercase();
        let bare = member.trim_end_matches('_').to_string();
        let singular_only = label.ends_with('_') || member.ends_with('_') || bare.starts_with('&');
        let plural = (!singular_only).then(|| regular_plural(&bare));
        let members = self.sets.entry(label.trim_end_matches('_').to_string()).or_default();
        members.extend(std::iter::once(bare).chain(plural));
    }

    /// `VERB {FORMS} [CODE]`; a verb of several words has `+` before the one that is the verb.
    fn add_verb(&mut self, line: &str, block_code: &EventCode) {
        let (name, code) = coded(line);
        let code = code.map_or(block_code.clone(), |c| EventCode::parse(Some(c)).unwrap_or_default());
        let (name, given) = match name.split_once('{') {
            Some((name, rest)) => (name.trim(), Some(rest.split('}').next().unwrap_or(""))),
            None => (name, None),
        };
        let (before, verb, after) = parts(name);
        if verb.is_empty() {
            return;
        }
        let block = self.blocks.len() - 1;
        let mut add = |verb: String, before: Vec<String>, after: Vec<String>| {
            let list = self.forms.entry(verb).or_default();
            let length = before.len() + after.len();
            let at = list.iter().position(|f| f.before.len() + f.after.len() <= length).unwrap_or(list.len());
            list.insert(at, VerbForm { before, after, code: code.clone(), block });
        };
        match given {
            Some(given) => given.split([' ', ',', '\t']).filter(|f| !f.is_empty()).for_each(|form| {
                let (before, verb, after) = parts(form);
                add(verb, before, after);
            }),
            None => regular_forms(&verb).into_iter().for_each(|form| add(form, before.clone(), after.clone())),
        }
        add(verb, before, after);
    }

    /// `Ok(None)` where the code is one that is not used.
    fn pattern(&self, written: &str, edition: Edition) -> Result<Option<Pattern>, String> {
        let (words, code) = coded(written);
        let Some(code) = code else { return Err("is a pattern without a code; write [CODE] after it".to_string()) };
        let Some(code) = EventCode::parse(Some(code)) else { return Ok(None) };
        let plain = words.replace(['{', '}', '|'], " ").replace('(', " ( ").replace(')', " ) ").replace("**", "*");
        let mut flat: Vec<(String, bool)> = Vec::new();
        // Whether each stands in a prepositional phrase.
        let (mut inside, mut prepositional) = (false, Vec::new());
        for group in plain.split_whitespace() {
            if matches!(group, "(" | ")") {
                inside = group == "(";
                continue;
            }
            let before = flat.len();
            flat.extend(group.split('_').filter(|p| !p.is_empty()).enumerate().map(|(at, part)| (part.to_uppercase(), at > 0)));
            prepositional.resize(prepositional.len() + flat.len() - before, inside);
        }
        let star = flat.iter().position(|(part, _)| part == "*").ok_or("is a pattern without *, the place of the verb; add it")?;
        let place = |at: usize, joined: bool| {
            let noun = edition == Edition::Two && at < star && !prepositional[at];
            Ok::<_, String>(Place { piece: self.piece(&flat[at].0, edition)?, joined, noun })
        };
        let left = (0..star).rev().map(|at| place(at, flat[at + 1].1)).collect::<Result<_, _>>()?;
        let right = (star + 1..flat.len()).map(|at| place(at, flat[at].1)).collect::<Result<_, _>>()?;
        Ok(Some(Pattern { left, right, code }))
    }

    fn piece(&self, written: &str, edition: Edition) -> Result<Piece, String> {
        Ok(match written {
            "$" => Piece::Source,
            "+" => Piece::Target,
            "^" => Piece::Skip,
            "%" => Piece::Compound,
            "*" => return Err("is a pattern with two *; keep the one that is the verb".to_string()),
            _ => match written.strip_prefix('&') {
                // PETRARCH-2's patterns name the heads of noun phrases, whose plural fits as well.
                None => {
                    let plural = (edition == Edition::Two).then(|| vec![regular_plural(&word(written))]);
                    Piece::Words(std::iter::once(vec![word(written)]).chain(plural).collect())
                }
                Some(label) => {
                    let mut phrases = Vec::new();
                    self.expand(label.trim_end_matches('_'), 0, &mut phrases)?;
                    Piece::Words(phrases)
                }
            },
        })
    }

    /// The phrases of a set, with those of sets in it.
    fn expand(&self, label: &str, depth: usize, phrases: &mut Vec<Vec<String>>) -> Result<(), String> {
        const DEEPEST: usize = 8;
        if depth > DEEPEST {
            return Err(format!("uses &{label}, a set that is in itself; take it out of itself"));
        }
        let members = self.sets.get(label).ok_or_else(|| format!("uses &{label}, which is no set; define it or mend its name"))?;
        for member in members {
            match member.strip_prefix('&') {
                Some(inner) => self.expand(inner, depth + 1, phrases)?,
                None => phrases.push(member.split(['_', ' ']).filter(|w| !w.is_empty()).map(word).collect()),
            }
        }
        Ok(())
    }
}

/// Words before the verb, the verb, words after it.
fn parts(name: &str) -> (Vec<String>, String, Vec<String>) {
    let words: Vec<&str> = name.split(['_', ' ']).filter(|w| !w.is_empty()).collect();
    let verb = words.iter().position(|w| w.starts_with('+')).unwrap_or(0);
    let text = |words: &[&str]| words.iter().map(|w| word(w)).collect();
    match words.get(verb) {
        Some(main) => (text(&words[..verb]), word(main.trim_start_matches('+')), text(&words[verb + 1..])),
        None => (Vec::new(), String::new(), Vec::new()),
    }
}

fn regular_forms(verb: &str) -> Vec<String> {
    let vowel = |c: char| "AEIOU".contains(c);
    if let Some(stem) = verb.strip_suffix('E') {
        return vec![format!("{verb}S"), format!("{verb}D"), format!("{stem}ING")];
    }
    if let Some(stem) = verb.strip_suffix('Y').filter(|stem| !stem.ends_with(vowel)) {
        return vec![format!("{stem}IES"), format!("{stem}IED"), format!("{verb}ING")];
    }
    let hissing = ["S", "X", "Z", "CH", "SH"].iter().any(|end| verb.ends_with(end));
    vec![format!("{verb}{}", if hissing { "ES" } else { "S" }), format!("{verb}ED"), format!("{verb}ING")]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(text: &str) -> VerbBook {
        let mut book = VerbBook::default();
        assert_eq!(book.read(text), []);
        book
    }

    fn forward(code: &EventCode) -> &str {
        code.forward.as_deref().unwrap_or("")
    }

    #[test]
    fn forms_are_regular_or_given() {
        let book = book("--- RAZE [201] ---\nRAZE\nDEFY [112]\nSING {SANG SUNG}\n+SET_OUT {+SETS_OUT}\nROPE_+TIE\n");
        assert_eq!(forward(&book.forms("RAZED")[0].code), "201");
        assert_eq!(forward(&book.forms("DEFIES")[0].code), "112");
        assert!(book.forms("SINGED").is_empty() && !book.forms("SANG").is_empty());
        assert_eq!(book.forms("SETS")[0].after, ["OUT"]);
        assert_eq!(book.forms("TIED")[0].before, ["ROPE"]);
    }

    #[test]
    fn codes_may_go_both_ways_one_way_or_nowhere() {
        let parse = |code| EventCode::parse(Some(code)).unwrap();
        let code = parse("032:033");
        assert_eq!((code.forward.as_deref(), code.back.as_deref()), (Some("032"), Some("033")));
        assert_eq!((parse(":112").forward, parse(":112").back.as_deref()), (None, Some("112")));
        assert!(parse("---").is_null());
        assert_eq!(parse("025?").forward.as_deref(), Some("025"));
        assert_eq!(EventCode::parse(Some("+++")), None);
    }

    #[test]
    fn sets_have_plurals_and_other_sets() {
        let book = book("&COIN\n+GROAT\n+RED_PENNY\n&MONEY\n+&COIN\n+CASH_\n--- PAY [073] ---\nPAY\n- * &MONEY [071]\n");
        let Piece::Words(phrases) = &book.patterns(0)[0].right[0].piece else { panic!("no words") };
        let has = |words: &[&str]| phrases.iter().any(|p| p == words);
        assert!(has(&["GROATS"]) && has(&["RED", "PENNIES"]) && has(&["CASH"]));
        assert!(!has(&["CASHS"]));
    }

    #[test]
    fn patterns_are_read_from_the_verb_outward() {
        let book = book("--- X [---] ---\nX\n- $ SAID_* FOR_+ [074]\n");
        let pattern = &book.patterns(0)[0];
        assert_eq!(pattern.left.iter().map(|p| p.joined).collect::<Vec<_>>(), [true, false]);
        assert_eq!(pattern.left[1].piece, Piece::Source);
        assert_eq!(pattern.right.iter().map(|p| p.joined).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn both_editions_are_told_apart_and_read() {
        let two = "--- X [---] ---\nX { XES }\n- * {NEW TIES} (WITH +) [050]\n";
        assert_eq!(edition(two), Edition::Two);
        assert_eq!(edition("--- X [---] ---\nX { XES }\n- * NEW_TIES [050]\n"), Edition::One);
        assert_eq!(book(two).patterns(0)[0].right.len(), 4);
    }

    #[test]
    fn a_bad_line_is_told_and_the_rest_goes_on() {
        let mut book = VerbBook::default();
        let problems = book.read("LOST\n--- X [010] ---\nX\n- * &NONE [1]\n- NO STAR [2]\n- * OAK\n- * ELM [3]\n");
        assert_eq!(problems.iter().map(|p| p.0).collect::<Vec<_>>(), [1, 4, 5, 6]);
        assert_eq!(book.patterns(0).len(), 1);
    }
}
