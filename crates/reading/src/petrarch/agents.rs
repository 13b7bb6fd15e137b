//! The agent dictionary: roles such as `POLICE [~COP]`, whose code joins that of the actor they belong to.

use super::lines::{coded, lines};
use super::phrases::{Phrases, pieces};

/// Agents by name.
#[derive(Debug, Default)]
pub struct AgentBook {
    names: Phrases<Agent>,
}

/// The code of an agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    code: String,
    /// Written `NGO~`: it stands before the actor's code.
    before: bool,
}

impl AgentBook {
    /// Reads a dictionary: `NAME {PLURAL} [~CODE]`; without braces the plural is regular, with empty ones there is none. `!SET! = A, B`
    /// stands for each of its words. Returns line and reason of what was left out.
    pub fn read(&mut self, text: &str) -> Vec<(usize, String)> {
        let mut problems = Vec::new();
        let mut sets: Vec<(String, Vec<String>)> = Vec::new();
        for (number, line) in lines(text) {
            let line = line.trim();
            if let Some((name, words)) = line.split_once('=').filter(|(name, _)| name.trim().starts_with('!')) {
                sets.push((name.trim().to_string(), words.split(',').map(|w| w.trim().to_string()).filter(|w| !w.is_empty()).collect()));
                continue;
            }
            let (name, code) = coded(line);
            let agent = match code.map(|c| (c.strip_prefix('~'), c.strip_suffix('~'))) {
                Some((Some(code), _)) => Agent { code: code.trim().to_uppercase(), before: false },
                Some((None, Some(code))) => Agent { code: code.trim().to_uppercase(), before: true },
                _ => {
                    problems.push((number, "has no agent's code; write [~CODE] or [CODE~] after the name".to_string()));
                    continue;
                }
            };
            match names(name, &sets) {
                Some(names) => names.iter().for_each(|name| self.names.add(pieces(name), agent.clone())),
                None => problems.push((number, "uses a !SET! that is not defined above; define it as !SET! = A, B".to_string())),
            }
        }
        problems
    }

    /// The agent named at `words[at]`, and where the name ends.
    pub fn at(&self, words: &[&str], at: usize) -> Option<(&Agent, usize)> {
        self.names.at(words, at)
    }
}

/// All forms of a name.
fn names(written: &str, sets: &[(String, Vec<String>)]) -> Option<Vec<String>> {
    let (name, plural) = match written.split_once('{') {
        Some((name, rest)) => (name.trim(), Some(rest.split('}').next().unwrap_or("").trim())),
        None => (written.trim(), None),
    };
    if name.contains('!') {
        let (set, words) = sets.iter().find(|(set, _)| name.contains(set.as_str()))?;
        return Some(words.iter().map(|w| name.replace(set, w)).collect());
    }
    let mut out = vec![name.to_string()];
    match plural {
        None => out.push(regular_plural(name.trim_end_matches('_'))),
        Some(plurals) => out.extend(plurals.split([' ', ',']).filter(|p| !p.is_empty()).map(str::to_string)),
    }
    Some(out)
}

/// The plural that the manual gives to nouns: `S`, `IES` for `Y`, `ES` after `SS`.
pub fn regular_plural(name: &str) -> String {
    match name.strip_suffix('Y') {
        Some(stem) => format!("{stem}IES"),
        None if name.ends_with("SS") => format!("{name}ES"),
        None => format!("{name}S"),
    }
}

/// The code of an actor with its agents, in their order. An agent whose code stands in it already adds nothing; CAMEO codes are looked
/// at in steps of three letters, so that no code is found across the border of two others.
pub fn join(actor: &str, agents: &[&Agent]) -> String {
    let mut joined = actor.to_string();
    for agent in agents {
        let has = (0..joined.len()).step_by(3).any(|at| joined.get(at..at + agent.code.len()) == Some(&agent.code));
        if !has {
            joined = if agent.before { format!("{}{joined}", agent.code) } else { format!("{joined}{}", agent.code) };
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(text: &str) -> AgentBook {
        let mut book = AgentBook::default();
        assert_eq!(book.read(text), []);
        book
    }

    #[test]
    fn plurals_are_regular_given_or_none() {
        let book = book("SOLDIER [~MIL]\nPOLICE {} [ ~COP]\nGREY_GOOSE {GREY_GEESE} [~GGS]\nDEPUTY [~LEG]\n");
        let has = |words: &[&str]| book.at(words, 0).is_some();
        assert!(has(&["SOLDIERS"]) && has(&["POLICE"]) && has(&["GREY", "GEESE"]) && has(&["DEPUTIES"]));
        assert!(!has(&["POLICES"]) && !has(&["GREY", "GOOSES"]));
    }

    #[test]
    fn a_set_stands_for_its_words() {
        let book = book("!PERSON! = MAN, WOMAN\nCOUNCIL!PERSON! [~LEG]\n");
        assert!(book.at(&["COUNCILWOMAN"], 0).is_some());
        assert!(book.at(&["COUNCIL"], 0).is_none());
    }

    #[test]
    fn codes_join_in_order_and_only_once() {
        let book = book("MEDIC {} [NGO~]\nENVOY [~GOV]\nPAPER [~GOVMED]\n");
        let agent = |name: &str| book.at(&[name], 0).unwrap().0;
        assert_eq!(join("VAR", &[agent("MEDIC"), agent("ENVOY")]), "NGOVARGOV");
        assert_eq!(join("VARGOVMED", &[agent("PAPER")]), "VARGOVMED");
        assert_eq!(join("VAGOVR", &[agent("ENVOY")]), "VAGOVRGOV");
    }

    #[test]
    fn an_agent_without_code_or_set_is_told() {
        let mut book = AgentBook::default();
        assert_eq!(book.read("ENVOY\nCOUNCIL!NONE! [~LEG]\nGUARD [~MIL]\n").len(), 2);
        assert!(book.at(&["GUARD"], 0).is_some());
    }
}
