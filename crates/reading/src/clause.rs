//! Sees a tree as clauses: who (logically) did it, to whom, beside what, whatever the voice of the verb.
//!
//! Passives, control, coordination, relative clauses and participles are undone here, so that no later rule needs to know them.
//! Source of the relations: Universal Dependencies v2.

use tacitus_text::{Sentence, Upos};

/// One predicate with its logical arguments, all as token indices of the sentence.
#[derive(Clone, Debug, Default)]
pub struct Clause {
    /// The verb, or the noun or adjective of a copular clause.
    pub head: usize,
    /// Lemma of the head, with its particle ("shoot down").
    pub lemma: String,
    /// Logical subject and those coordinated with it.
    pub agents: Vec<usize>,
    /// Logical object and those coordinated with it.
    pub patients: Vec<usize>,
    /// Indirect object.
    pub recipient: Option<usize>,
    /// Prepositional arguments: (preposition in lower case, noun).
    pub obliques: Vec<(String, usize)>,
    /// Whether the verb is passive.
    pub passive: bool,
    /// Whether the head is linked by a copula.
    pub copular: bool,
    /// Whether the subject was taken over from another clause.
    pub borrowed_subject: bool,
}

impl Clause {
    /// The noun under one of these prepositions (separated by `|`), first in the order of the text.
    pub fn oblique(&self, prepositions: &str) -> Option<usize> {
        self.obliques.iter().find(|(p, _)| prepositions.split('|').any(|want| want == p)).map(|(_, n)| *n)
    }
}

/// The main part of a relation, without its subtype.
pub fn relation(deprel: &str) -> &str {
    deprel.split(':').next().unwrap_or(deprel)
}

/// Whether the token heads a clause: a verb that is no auxiliary or modifier, or a word with a copula or subject.
pub fn is_predicate(sentence: &Sentence, i: usize) -> bool {
    let token = &sentence.tokens[i];
    let rel = relation(token.deprel);
    if matches!(rel, "aux" | "cop" | "case" | "mark" | "punct" | "flat" | "fixed" | "compound" | "cc" | "det" | "amod" | "goeswith") {
        return false;
    }
    token.upos == Upos::Verb
        || sentence.children(i).any(|c| matches!(relation(sentence.tokens[c].deprel), "cop" | "nsubj" | "csubj"))
        || (token.upos == Upos::Aux && rel == "root")
}

/// All clauses of a sentence, in order of their heads.
pub fn clauses(sentence: &Sentence) -> Vec<Clause> {
    (0..sentence.tokens.len()).filter(|&i| is_predicate(sentence, i)).map(|i| clause(sentence, i, 0)).collect()
}

const DEEPEST: usize = 8;

fn clause(s: &Sentence, head: usize, depth: usize) -> Clause {
    let mut c = Clause { head, lemma: lemma_with_particle(s, head), ..Clause::default() };
    let token = &s.tokens[head];
    c.copular = s.children_by(head, "cop").next().is_some();
    let passive_mark = s.children(head).any(|k| matches!(s.tokens[k].deprel, "aux:pass" | "nsubj:pass" | "csubj:pass"));
    // A bare past participle without auxiliary is passive: "a convoy hit by a mine", "three killed".
    let bare_participle = token.xpos == "VBN"
        && s.children_by(head, "aux").next().is_none()
        && (matches!(relation(token.deprel), "acl" | "advcl" | "root" | "parataxis" | "ccomp" | "amod" | "xcomp"));
    let coordinated_passive = token.xpos == "VBN"
        && token.deprel == "conj"
        && !s.children(head).any(|k| {
            // "were evacuated and given food".
            let given = matches!(
                token.lemma.as_str(),
                "give" | "offer" | "hand" | "grant" | "deny" | "pay" | "award" | "name" | "appoint" | "elect" | "declare"
            );
            matches!(s.tokens[k].deprel, "aux" | "nsubj") || s.tokens[k].deprel == "obj" && !given
        })
        && token.head.is_some_and(|h| {
            let participle = s.tokens[h].deprel == "acl" && s.tokens[h].xpos == "VBN";
            participle || s.children(h).any(|k| matches!(s.tokens[k].deprel, "aux:pass" | "nsubj:pass"))
        });
    // "two were killed and five others hurt": the auxiliary goes on, whatever form the second verb seems to have.
    let harmed = matches!(token.lemma.as_str(), "hurt" | "wound" | "injure" | "kill") && token.deprel == "conj";
    let gapped_passive = harmed
        && !s.children(head).any(|k| matches!(s.tokens[k].deprel, "aux" | "obj"))
        && s.children_by(head, "nsubj").next().is_some()
        && token.head.is_some_and(|h| s.children_by(h, "aux:pass").next().is_some());
    c.passive = passive_mark || bare_participle || coordinated_passive || gapped_passive;

    for k in s.children(head) {
        let rel = s.tokens[k].deprel;
        match (relation(rel), rel) {
            (_, "nsubj:pass") => c.patients.extend(coordinated(s, k)),
            // "were killed, according to the monitors": who says so did not do it.
            (_, "obl:agent") if case_of(s, k).starts_with("according") => {}
            (_, "obl:agent") => c.agents.extend(coordinated(s, k)),
            ("nsubj", _) if c.passive && !c.copular => c.patients.extend(coordinated(s, k)),
            ("nsubj", _) => c.agents.extend(coordinated(s, k)),
            ("obj", _) => c.patients.extend(coordinated(s, k)),
            ("iobj", _) => c.recipient = Some(k),
            ("obl", _) => {
                let preposition = case_of(s, k);
                if c.passive && preposition == "by" && looks_like_doer(s, k) {
                    c.agents.extend(coordinated(s, k));
                } else {
                    c.obliques.push((preposition.clone(), k));
                    for more in coordinated(s, k).into_iter().skip(1) {
                        let own = case_of(s, more);
                        c.obliques.push((if own.is_empty() { preposition.clone() } else { own }, more));
                    }
                }
            }
            _ => {}
        }
    }
    if c.copular {
        for k in s.children_by(head, "nmod") {
            c.obliques.push((case_of(s, k), k));
        }
    }
    borrow(s, &mut c, depth);
    for list in [&mut c.agents, &mut c.patients] {
        for i in list.iter_mut() {
            *i = identified(s, antecedent(s, *i), head);
        }
        list.dedup();
        // "Ann Oak, Ben Ash and Cy Elm, who were all taken": a plural verb has the whole list.
        if let &mut [last] = list.as_mut_slice()
            && token.deprel == "acl:relcl"
            && token.head == Some(last)
            && let Some(first) = s.tokens[last].head.filter(|_| s.tokens[last].deprel == "conj" && s.tokens[last].xpos == "NNP")
            && s.children(head).any(|k| s.tokens[k].upos == Upos::Aux && matches!(s.tokens[k].form.as_str(), "were" | "are" | "have"))
        {
            *list = coordinated(s, first);
        }
        // "41 women and 12 civilians who have been held": so with what is joined before the relative.
        if let &mut [first] = list.as_mut_slice()
            && token.deprel == "acl:relcl"
            && token.head == Some(first)
            && s.children(head)
                .any(|k| s.tokens[k].upos == Upos::Aux && matches!(s.tokens[k].form.as_str(), "were" | "are" | "have" | "had"))
        {
            let opens = s.subtree(head).first().copied().unwrap_or(head);
            let counted = |&k: &usize| k < opens && s.children_by(k, "nummod").next().is_some();
            list.extend(coordinated(s, first).into_iter().skip(1).filter(counted).collect::<Vec<_>>());
        }
    }
    c
}

/// Takes missing arguments over from the governing clause or the noun a participle stands with.
fn borrow(s: &Sentence, c: &mut Clause, depth: usize) {
    let token = &s.tokens[c.head];
    let Some(parent) = token.head else { return };
    if depth > DEEPEST {
        return;
    }
    let has_subject = if c.passive { !c.patients.is_empty() } else { !c.agents.is_empty() };
    match relation(token.deprel) {
        "acl" => {
            let relative = token.deprel == "acl:relcl";
            let pronoun = |i: &usize| is_relative(s, *i);
            if relative {
                let any_pronoun = c.agents.iter().chain(&c.patients).any(pronoun) || c.obliques.iter().any(|(_, n)| is_relative(s, *n));
                // "the school where the girl died", "the day when they left": the noun is no object.
                let adverb = s.children(c.head).any(|k| matches!(s.tokens[k].lemma.to_lowercase().as_str(), "where" | "when" | "why"));
                // "22 fishermen whose boat sank": the boat did.
                let whose = s
                    .children_by(c.head, "nsubj")
                    .chain(s.children_by(c.head, "nsubj:pass"))
                    .any(|k| s.children(k).any(|p| s.tokens[p].xpos == "WP$"));
                if whose {
                    return;
                }
                if !any_pronoun && !adverb && !c.passive && c.patients.is_empty() && !c.agents.is_empty() && !c.copular {
                    c.patients.push(parent);
                } else if !has_subject {
                    if c.passive { c.patients.push(parent) } else { c.agents.push(parent) }
                }
            } else if token.xpos == "VBN" && c.patients.is_empty() {
                // "46 students and staff abducted in May": what stands behind a list is told of all of it.
                let list = coordinated(s, parent);
                let behind = list.iter().all(|&i| i < c.head && !is_predicate(s, i));
                c.patients.extend(if behind { list } else { vec![parent] });
                c.passive = true;
            } else if token.xpos == "VBG" && c.agents.is_empty() {
                c.agents.push(parent);
                c.borrowed_subject = true;
            }
        }
        // "30 soldiers and 200 civilians were wounded", parsed with the noun for root: the nouns are the subject.
        "conj"
            if !has_subject && is_nominal(s, parent) && !is_predicate(s, parent) && s.tokens[parent].head.is_none() && parent < c.head =>
        {
            let list = if c.passive { &mut c.patients } else { &mut c.agents };
            list.extend(coordinated(s, parent));
        }
        // "after its main sponsor, the sect, boycotted": a finite clause has its own subject, though the parser hung it elsewhere.
        "advcl" if !has_subject && is_finite(s, c.head) => {
            let before = s
                .children_by(parent, "obl")
                .filter(|&k| k < c.head && matches!(case_of(s, k).as_str(), "after" | "before" | "since" | "until" | "as"));
            if let Some(subject) = before.last() {
                let list = if c.passive { &mut c.patients } else { &mut c.agents };
                list.extend(coordinated(s, subject));
            }
        }
        "conj" | "xcomp" | "advcl" if !has_subject && is_clausal(s, parent) => {
            // "before attacking": the subject of the governing clause acts; with a subject of its own nothing is borrowed.
            // "arrest suspects linked to a network, seizing weapons": a participle after a comma belongs to the main clause.
            let up = clause(s, main_above(s, c.head, parent), depth + 1);
            // "accused X of shelling", "kept them from landing": the object acts.
            // "charges her for being a member".
            let being = s.children_by(c.head, "cop").any(|k| s.tokens[k].xpos == "VBG");
            let from_object = relation(token.deprel) == "advcl"
                && (token.xpos == "VBG" || being)
                && s.children_by(c.head, "mark").any(|k| {
                    let mark = s.tokens[k].lemma.as_str();
                    // "quotes the minister as saying".
                    // "charged three men with kidnapping a banker".
                    let with = mark == "with" && matches!(s.tokens[parent].lemma.as_str(), "charge" | "credit" | "task" | "threaten");
                    matches!(mark, "of" | "from" | "into" | "for") || with || (mark == "as" && quotes(&s.tokens[parent].lemma))
                });
            // "orders the agency to block": whatever the parser calls the infinitive, the one ordered acts.
            let to = is_infinitive(s, c.head);
            let bidden = to && object_controls(&s.tokens[parent].lemma);
            let controlled = from_object || bidden || relation(token.deprel) == "xcomp" && !subject_controls(&s.tokens[parent].lemma);
            let whom = up.recipient.filter(|_| from_object && up.patients.is_empty()).map(|r| vec![r]);
            let mut from = if let Some(whom) = whom {
                whom
            } else if (controlled && !up.patients.is_empty()) || up.passive {
                up.patients.clone()
            } else {
                up.agents.clone()
            };
            if relation(token.deprel) == "xcomp" && up.recipient.is_some() && controlled {
                from = up.recipient.into_iter().collect();
            }
            // "called for the government to resign", "appealed to both sides to stop".
            if to
                && up.patients.is_empty()
                && matches!(up.lemma.as_str(), "call" | "appeal" | "press" | "push" | "wait")
                && let Some(asked) = up.oblique("for|on|upon|to")
            {
                from = vec![asked];
            }
            if relation(token.deprel) == "conj" && is_nominal(s, parent) && !up.copular {
                return;
            }
            let list = if c.passive { &mut c.patients } else { &mut c.agents };
            c.borrowed_subject = !from.is_empty();
            list.extend(from);
        }
        _ => {}
    }
}

/// Whether a word is marked by "to": "to leave", "to be freed".
pub fn is_infinitive(s: &Sentence, head: usize) -> bool {
    s.children_by(head, "mark").any(|k| s.tokens[k].form.eq_ignore_ascii_case("to"))
}

/// Verbs whose object does what the infinitive says.
fn object_controls(lemma: &str) -> bool {
    matches!(
        lemma,
        "order"
            | "ask"
            | "urge"
            | "tell"
            | "force"
            | "allow"
            | "permit"
            | "instruct"
            | "direct"
            | "command"
            | "compel"
            | "require"
            | "invite"
            | "persuade"
            | "convince"
            | "encourage"
            | "enable"
            | "help"
            | "authorize"
            | "authorise"
            | "press"
            | "train"
            | "recruit"
            | "hire"
            | "enlist"
    )
}

fn quotes(lemma: &str) -> bool {
    matches!(lemma, "quote" | "cite" | "describe" | "portray" | "depict")
}

/// "were indicted, alleging that …": a participle behind a passive, without a word that opens it, has a subject to whom things are done:
/// those charged say nothing by it.
pub fn follows_a_passive(s: &Sentence, clauses: &[Clause], clause: &Clause) -> bool {
    let above = s.tokens[clause.head].head.and_then(|h| clauses.iter().find(|c| c.head == h));
    let participle = s.tokens[clause.head].xpos == "VBG" && relation(s.tokens[clause.head].deprel) == "advcl";
    let opened = s.children_by(clause.head, "mark").next().is_some();
    clause.borrowed_subject && participle && !opened && above.is_some_and(|c| c.passive)
}

/// The clause whose subject a participle shares: its parent, or the main clause where a comma cuts it off from a parent that is
/// itself only a participle beside a noun.
fn main_above(s: &Sentence, head: usize, parent: usize) -> usize {
    let first = s.subtree(head).first().copied().unwrap_or(head);
    let comma = first.checked_sub(1).is_some_and(|i| s.tokens[i].form == ",") || s.tokens[first].form == ",";
    if relation(s.tokens[head].deprel) != "advcl" || s.tokens[head].xpos != "VBG" || !comma {
        return parent;
    }
    let mut node = parent;
    // "accuses them of shelling a clinic, killing seven": those accused did both.
    let of_object = |i: usize| s.children_by(i, "mark").any(|k| matches!(s.tokens[k].lemma.as_str(), "of" | "from" | "into" | "for"));
    while matches!(s.tokens[node].deprel, "acl" | "amod")
        || !of_object(node) && relation(s.tokens[node].deprel) == "advcl" && s.tokens[node].xpos == "VBG"
    {
        let Some(up) = std::iter::successors(s.tokens[node].head, |&i| s.tokens[i].head).find(|&i| is_predicate(s, i)) else { break };
        node = up;
    }
    node
}

/// Whether the predicate is finite: it then has a subject of its own.
fn is_finite(s: &Sentence, head: usize) -> bool {
    let finite = |i: usize| matches!(s.tokens[i].xpos, "VBD" | "VBZ" | "VBP" | "MD");
    finite(head) || s.children(head).any(|k| matches!(relation(s.tokens[k].deprel), "aux" | "cop") && finite(k))
}

fn is_clausal(s: &Sentence, i: usize) -> bool {
    is_predicate(s, i)
}

fn is_nominal(s: &Sentence, i: usize) -> bool {
    matches!(s.tokens[i].upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
}

/// Verbs whose subject, not object, is the doer of the infinitive although there is an object ("promised him to leave").
fn subject_controls(lemma: &str) -> bool {
    matches!(lemma, "promise" | "threaten" | "vow" | "pledge")
}

fn is_relative(s: &Sentence, i: usize) -> bool {
    matches!(s.tokens[i].xpos, "WDT" | "WP") && matches!(s.tokens[i].lemma.as_str(), "who" | "which" | "that" | "whom")
}

/// Bodies that a "which" behind them means, rather than what they made: "a warrant issued by a tribunal, which accuses him".
const BODIES: [&str; 12] =
    ["court", "tribunal", "council", "committee", "commission", "panel", "parliament", "ministry", "agency", "government", "group", "army"];

/// The noun that a relative pronoun stands for; any other token stands for itself.
fn antecedent(s: &Sentence, i: usize) -> usize {
    if !is_relative(s, i) {
        return i;
    }
    let mut node = i;
    for _ in 0..DEEPEST {
        if s.tokens[node].deprel == "acl:relcl" {
            let mut noun = s.tokens[node].head.unwrap_or(i);
            // "on a warrant issued by a tribunal, which accuses him": what stands right before the comma, where that is a noun of its own.
            let before = i.checked_sub(2).filter(|&b| s.tokens[i - 1].form == "," && s.tokens[i].lemma == "which" && noun < b);
            let own = |b: &usize| {
                s.tokens[*b].upos == Upos::Noun && s.tokens[*b].deprel == "obl:agent" && BODIES.contains(&s.tokens[*b].lemma.as_str())
            };
            noun = before.filter(own).unwrap_or(noun);
            // "seven shepherds, four of them minors, who were shot": the seven.
            let of_them = |n: usize| {
                let first = s.subtree(n).first().copied().unwrap_or(n);
                let comma = s.tokens[first].form == "," || first > 0 && s.tokens[first - 1].form == ",";
                comma && (first..n).any(|k| s.tokens[k].form == "them") && s.tokens[n].head.is_some_and(|h| h < first)
            };
            if of_them(noun) {
                noun = s.tokens[noun].head.unwrap_or(noun);
            }
            return if matches!(s.tokens[i].lemma.as_str(), "who" | "whom") { somebody(s, noun, node) } else { noun };
        }
        match s.tokens[node].head {
            Some(up) => node = up,
            None => return i,
        }
    }
    i
}

/// "What killed them was a grenade", "Those who fought there were men of the River Militia", "the men who broke in belonged to the Front": what or
/// whoever a clause of its own only describes is what the sentence says it is. Of people it has to give a name.
fn identified(s: &Sentence, noun: usize, verb: usize) -> usize {
    let token = &s.tokens[noun];
    let Some(above) = token.head.filter(|_| relation(token.deprel) == "nsubj") else { return noun };
    // The deed is told below the noun.
    let below = |v: &usize| std::iter::successors(Some(*v), |&n| s.tokens[n].head).take_while(|&n| n != above).any(|n| n == noun);
    let not = s.children_by(above, "advmod").any(|k| matches!(s.tokens[k].form.to_lowercase().as_str(), "not" | "n't" | "n’t" | "never"));
    // "the four men who were killed belonged to the Front": they were killed, and not it.
    let done_to = s.children(verb).any(|k| s.tokens[k].deprel == "aux:pass") || s.children_by(noun, "nummod").next().is_some();
    if !below(&verb) || verb == noun || not || done_to {
        return noun;
    }
    // "men of the River Militia", "the Front"; not "the Lenda football club".
    let named = |i: usize| {
        let proper = |k: usize| s.tokens[k].upos == Upos::Propn;
        proper(i) || s.children_by(i, "nmod").any(proper)
    };
    let copular = s.children_by(above, "cop").next().is_some() && matches!(s.tokens[above].upos, Upos::Noun | Upos::Propn);
    if token.lemma.eq_ignore_ascii_case("what") {
        return if copular && case_of(s, above).is_empty() { above } else { noun };
    }
    let nameless = !named(noun) && matches!(token.upos, Upos::Pron | Upos::Noun | Upos::Det);
    let group = if copular && matches!(case_of(s, above).as_str(), "" | "from") {
        Some(above)
    } else if s.tokens[above].lemma == "belong" {
        s.children_by(above, "obl").find(|&k| case_of(s, k) == "to")
    } else {
        None
    };
    let people = token.upos != Upos::Noun || token.xpos == "NNS" || s.children(noun).any(|k| s.tokens[k].xpos == "WP");
    group.filter(|&g| nameless && people && named(g)).unwrap_or(noun)
}

/// "a member of the party, who": a person, also where the parser hung the clause on the party. Named persons above are preferred.
fn somebody(s: &Sentence, noun: usize, clause: usize) -> usize {
    let person = |i: usize| s.names.iter().any(|n| n.label == "PER" && n.start <= i && i < n.end);
    let named = |i: usize| s.names.iter().any(|n| n.label != "PER" && n.start <= i && i < n.end);
    if person(noun) || !named(noun) {
        return noun;
    }
    let up = |i: usize| s.tokens[i].head.filter(|_| matches!(relation(s.tokens[i].deprel), "nmod" | "appos" | "conj" | "flat"));
    let above: Vec<usize> = std::iter::successors(up(noun), |&i| up(i)).take(DEEPEST).collect();
    // "six workers with the charity, who were abducted": the many, and not the body.
    let one = s.children(clause).any(|k| matches!(s.tokens[k].form.to_lowercase().as_str(), "was" | "is" | "has"));
    let many = || above.iter().copied().find(|&i| s.tokens[i].xpos == "NNS" && !one);
    above.iter().copied().find(|&i| person(i)).or_else(many).or(above.first().copied()).unwrap_or(noun)
}

/// The token and what is coordinated with it, in order of the text.
pub fn coordinated(s: &Sentence, i: usize) -> Vec<usize> {
    let mut all = vec![i];
    let one_name = |k: usize| s.names.iter().any(|n| n.start <= i && i < n.end && n.start <= k && k < n.end);
    all.extend(s.children(i).filter(|&k| s.tokens[k].deprel == "conj" && is_nominal(s, k) && !is_predicate(s, k) && !one_name(k)));
    all
}

/// The preposition before a noun, in lower case with its fixed parts ("because of", "according to"), or the empty text.
pub fn case_of(s: &Sentence, noun: usize) -> String {
    let Some(first) = s.children_by(noun, "case").find(|&k| s.tokens[k].lemma != "'s" && s.tokens[k].form != "’s") else {
        return String::new();
    };
    let mut words = vec![s.tokens[first].form.to_lowercase()];
    words.extend(s.children_by(first, "fixed").map(|k| s.tokens[k].form.to_lowercase()));
    words.join(" ")
}

/// A preposition made of a noun ("as a result of", "in response to") at the noun `k`, in lower case, with the noun that it governs.
pub fn complex_case(s: &Sentence, k: usize) -> Option<(String, usize)> {
    let first = s.children_by(k, "case").filter(|&c| c < k).min()?;
    let below = s.children_by(k, "nmod").find(|&n| n > k)?;
    let case = s.children_by(below, "case").min().filter(|&c| c == k + 1)?;
    let words: Vec<String> = (first..=case).map(|i| s.tokens[i].form.to_lowercase()).collect();
    (words.len() <= 4).then(|| (words.join(" "), below))
}

/// The noun that a hyphen ties to the verb behind it ("test-fired").
pub fn hyphened(s: &Sentence, verb: usize) -> Option<usize> {
    let (noun, hyphen) = (verb.checked_sub(2)?, verb - 1);
    let touch = |a: usize, b: usize| s.tokens[a].span.end() == s.tokens[b].span.start();
    let tied = matches!(s.tokens[hyphen].form.as_str(), "-" | "‑") && touch(noun, hyphen) && touch(hyphen, verb);
    (tied && s.tokens[verb].upos == Upos::Verb && s.tokens[noun].upos == Upos::Noun).then_some(noun)
}

fn lemma_with_particle(s: &Sentence, head: usize) -> String {
    let mut lemma = s.tokens[head].lemma.to_lowercase();
    // "led away eleven of them": parsers take the particle for an adverb.
    let particle = |&k: &usize| {
        s.tokens[k].deprel == "compound:prt"
            || s.tokens[k].deprel == "advmod" && k == head + 1 && matches!(s.tokens[k].form.as_str(), "away" | "off" | "down")
    };
    if let Some(p) = s.children(head).find(particle) {
        lemma.push(' ');
        lemma.push_str(&s.tokens[p].form.to_lowercase());
    }
    lemma
}

/// "by rebels" does, "by Tuesday" and "by 10 per cent" do not.
fn looks_like_doer(s: &Sentence, noun: usize) -> bool {
    let token = &s.tokens[noun];
    let measure = matches!(
        token.lemma.as_str(),
        "%" | "percent" | "end" | "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday"
    );
    token.upos != Upos::Num && token.deprel != "obl:unmarked" && token.xpos != "VBG" && !measure
}
