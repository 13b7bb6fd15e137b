//! Answers narrower questions than "what is claimed", by the same rules: for measuring the parts of reading on their own.

use std::collections::BTreeSet;

use tacitus_calendar::Story;
use tacitus_record::{Article, Factuality, Grounded, Modality, Moment, Place, Span, Toponym, Voice};
use tacitus_text::{Document, Gist, Sentence, Upos};

use crate::clause::{case_of, clauses, is_predicate, relation};
use crate::mend;
use crate::phrase::{clause_span, subtree_span};
use crate::quotation;
use crate::standing::{speaker, standing};
use crate::when_where::{token_range, top_of};
use crate::who::{Discourse, Scene};
use crate::{Reader, Subject, places, toponym, when_where};

/// What a word scores as an argument that the encoder does not even consider.
const UNLINKED: f32 = -4.0;

/// Lead over the type of a frame from which that of the judge of types is taken. Both leads are set on PLV itself; of the annotated
/// sentences of real news 79 % are right with them in five folds (72 % without the judge), and 81 % would be where it is believed from
/// no lead over guesses, where PLV's macro F1 is .02 lower.
const LEAD_OVER_FRAMES: f32 = 4.0;
/// The same over a type that only the encoder gave.
const LEAD_OVER_GUESSES: f32 = 2.0;

/// Prepositions before what is spoken of.
const TOPIC_CASES: [&str; 9] = ["about", "of", "for", "on", "against", "over", "with", "to", "as"];

/// A cue that negates or makes uncertain, with the words it reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The cue's words.
    pub cue: Vec<Span>,
    /// The words it reaches, without the cue, in order.
    pub scope: Vec<Span>,
    /// What the cue does.
    pub kind: ReachKind,
}

/// What a cue does to what it reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReachKind {
    /// It says that it is not so.
    Negation,
    /// It says that it may not be so.
    Speculation,
}

impl Reader {
    /// Every place that is named, resolved in its article, in order of the text; claims carry only those that belong to them.
    pub fn places(&self, article: &Article, document: &Document) -> Vec<Grounded<Place>> {
        let subject = Subject::of(&self.knowledge, article, document);
        let discourse = Discourse::default();
        let scenes = (document.sentences.iter().enumerate())
            .map(|(number, sentence)| Scene::new(&self.knowledge, &article.text, sentence, number, &discourse));
        scenes.flat_map(|scene| places::places(&scene, &subject.context)).map(|place| place.value).collect()
    }

    /// Every place name with its use, in order of the text: those of [`Reader::places`] and words made of the names of countries.
    pub fn toponyms(&self, article: &Article, document: &Document) -> Vec<Grounded<Toponym>> {
        let subject = Subject::of(&self.knowledge, article, document);
        let discourse = Discourse::default();
        let mut found = Vec::new();
        for (number, sentence) in document.sentences.iter().enumerate() {
            let sentence = mend::mend(&self.knowledge, sentence);
            let scene = Scene::new(&self.knowledge, &article.text, &sentence, number, &discourse);
            found.extend(toponym::toponyms(&scene, &places::places(&scene, &subject.context)));
        }
        found
    }

    /// Every expression of time, resolved against the article's day of publication, in order of the text; claims carry only those that belong
    /// to them.
    pub fn times(&self, article: &Article, document: &Document) -> Vec<Grounded<Moment>> {
        let anchor = crate::origin_day::anchor(article);
        let (discourse, mut story) = (Discourse::default(), Story::default());
        let mut found = Vec::new();
        for (number, sentence) in document.sentences.iter().enumerate() {
            let sentence = mend::mend(&self.knowledge, sentence);
            let scene = Scene::new(&self.knowledge, &article.text, &sentence, number, &discourse);
            found.extend(when_where::times(&scene, anchor, &mut story).into_iter().map(|time| time.value));
        }
        found
    }

    /// How certain the innermost speaker (the author, where nobody else speaks) is of the event that the word at `byte` names, and in
    /// what mode it is told; `None` where no word stands there.
    pub fn certainty(&self, article: &Article, document: &Document, byte: usize) -> Option<(Factuality, Modality)> {
        let discourse = Discourse::default();
        let (number, sentence) = document.sentences.iter().enumerate().find(|(_, s)| s.tokens.iter().any(|t| t.span.end() > byte))?;
        let head = sentence.tokens.iter().position(|t| t.span.start() <= byte && byte < t.span.end())?;
        let scene = Scene::new(&self.knowledge, &article.text, sentence, number, &discourse);
        let standing = standing(&scene, &clauses(sentence), head);
        if standing.antecedent || standing.question || standing.figurative {
            return Some((Factuality::Uncommitted, Modality::Hypothetical));
        }
        standing.factuality().last().map(|(_, value)| (*value, standing.modality))
    }

    /// How far the text holds that what the word at `byte` names happened: from -1 (it did not) to 1 (it did), by the encoder alone.
    pub fn factuality(&self, document: &Document, byte: usize) -> Option<f64> {
        let token = document.sentences.iter().flat_map(|s| &s.tokens).find(|t| t.span.start() <= byte && byte < t.span.end())?;
        Some(f64::from(token.factuality))
    }

    /// The word that, by the encoder alone, tells best what `source` does to `target`; without them, what happens at all. Asked where
    /// it is known that something happens, it answers however unsure; claims are made of what is sure only.
    pub fn likeliest<'d>(&self, document: &'d Document, source: Option<Span>, target: Option<Span>) -> Option<(&'d Sentence, &'d Gist)> {
        let link = |s: &Sentence, g: &Gist, role: &str, wanted: Option<Span>| {
            let Some(wanted) = wanted else { return 0.0 };
            let within = g.parts.iter().filter(|p| p.role == role && wanted.contains(s.tokens[p.token].span));
            within.map(|p| p.score).fold(UNLINKED, f32::max)
        };
        let all = document.sentences.iter().flat_map(|s| s.gists.iter().map(move |g| (s, g)));
        let score = |(s, g): &(&Sentence, &Gist)| g.event_margin + link(s, g, "actor", source) + link(s, g, "recipient", target);
        // The first of equals, so that the answer does not hang on an order of iteration.
        all.fold(None, |best: Option<(&Sentence, &Gist)>, one| match best {
            Some(b) if score(&b) >= score(&one) => Some(b),
            _ => Some(one),
        })
    }

    /// The PLOVER type that the judge of types (`training/judges.py`) is sure of, instead of `plover_type` (`framed`: given by a frame of the
    /// ontology and not by the encoder alone), for what `source` does to `target`:
    /// by the mean of what it says of the word that the encoder takes for the deed and of the one on which both hang. `None` where it is not
    /// sure, or does not see both. Claims are not asked this: their parties are found, not given, and a deed that somebody is accused of would
    /// be taken for the accusation.
    pub fn type_instead(&self, document: &Document, source: Span, target: Span, plover_type: &str, framed: bool) -> Option<&'static str> {
        let (s, gist) = self.likeliest(document, Some(source), Some(target))?;
        let top = |span: Span| token_range(s, span.start(), span.end()).map(|range| top_of(s, range));
        let (actor, recipient) = (top(source)?, top(target)?);
        let up = |from: usize| std::iter::successors(Some(from), |&t| s.tokens[t].head).take(s.tokens.len());
        let mut common = up(actor).filter(|&t| up(recipient).any(|other| other == t));
        let governor = common.find(|t| ![actor, recipient].contains(t)).unwrap_or(gist.token);
        let [heard, hung] = [gist.token, governor].map(|deed| s.trace.act(deed, actor, recipient));
        let scores: Vec<(&str, f32)> = heard?.into_iter().zip(hung?).map(|((name, x), (_, y))| (name, (x + y) / 2.0)).collect();
        let own = scores.iter().find(|(name, _)| *name == plover_type)?.1;
        let (best, score) = scores.into_iter().max_by(|x, y| x.1.total_cmp(&y.1))?;
        (score - own > if framed { LEAD_OVER_FRAMES } else { LEAD_OVER_GUESSES }).then_some(best)
    }

    /// Who is said to say what: each speaker with the cue word and the clause said, for every predicate of the document and for what
    /// else the encoder takes for the content of a saying.
    pub fn voices(&self, article: &Article, document: &Document) -> Vec<(Grounded<Voice>, Span)> {
        let discourse = Discourse::default();
        let mut found: Vec<(Grounded<Voice>, Span)> = Vec::new();
        for (number, sentence) in document.sentences.iter().enumerate() {
            let scene = Scene::new(&self.knowledge, &article.text, sentence, number, &discourse);
            let all = clauses(sentence);
            for clause in &all {
                let said = clause_span(sentence, clause.head);
                found.extend(standing(&scene, &all, clause.head).voices.into_iter().map(|voice| (voice, said)));
            }
            let contents: BTreeSet<usize> = sentence.gists.iter().filter(|g| g.cue_margin > 0.0).flat_map(|g| g.heads("content")).collect();
            for head in contents.into_iter().filter(|h| !all.iter().any(|c| c.head == *h)) {
                let said = subtree_span(sentence, head);
                found.extend(standing(&scene, &all, head).voices.into_iter().map(|voice| (voice, said)));
            }
        }
        // A quotation over several sentences is one saying; one that fills a sentence goes on with the speaker before it.
        let mut last: Option<(usize, Grounded<Voice>)> = None;
        let quotations = quotation::quotations(article);
        for (number, sentence) in document.sentences.iter().enumerate() {
            if let Some(whole) = quotation::around(&quotations, sentence) {
                let before = || last.clone().filter(|(at, _)| at + 1 >= number).map(|(_, voice)| voice);
                let voice = quotation::speaker(&self.knowledge, article, document, whole, &discourse).or_else(before);
                last = voice.clone().map(|v| (number, v));
                found.extend(voice.map(|v| (v, whole)));
            } else if let Some((voice, _)) = found.iter().rfind(|(v, _)| v.span().is_some_and(|s| sentence.span.contains(s))) {
                last = Some((number, voice.clone()));
            }
        }
        found
    }

    /// Who speaks of what without saying a clause of it ("criticised the verdict", "spoke about the talks"): each speaker with the verb
    /// as its cue and the phrases spoken of. In the ledger these are events (PLOVER's verbal types), not contents; some definitions of
    /// attribution, such as PolNeAR's, count them.
    pub fn topics(&self, article: &Article, document: &Document) -> Vec<(Grounded<Voice>, Span)> {
        let discourse = Discourse::default();
        let mut found: Vec<(Grounded<Voice>, Span)> = Vec::new();
        for (number, s) in document.sentences.iter().enumerate() {
            let scene = Scene::new(&self.knowledge, &article.text, s, number, &discourse);
            let all = clauses(s);
            for clause in &all {
                let told = self.knowledge.lexicon.reporting_verbs.get(&clause.lemma).filter(|r| r.of_thing);
                let Some(report) = told else { continue };
                let Some(voice) = speaker(&scene, &all, clause, report.made) else { continue };
                let spoken_of = |k: &usize| match (relation(s.tokens[*k].deprel), clause.passive) {
                    ("nsubj", passive) => passive,
                    ("obj" | "xcomp" | "ccomp", _) => *k > clause.head,
                    ("obl", _) => *k > clause.head && TOPIC_CASES.contains(&case_of(s, *k).as_str()),
                    _ => false,
                };
                let whole = s.children(clause.head).filter(spoken_of).map(|k| subtree_span(s, k)).reduce(Span::cover);
                found.extend(whole.map(|span| (voice, span)));
            }
        }
        found
    }

    /// The cues of the document and what they reach. With `cues`, those words are taken for the cues instead (their kind as given).
    pub fn reaches(&self, document: &Document, cues: Option<&[(Span, ReachKind)]>) -> Vec<Reach> {
        let mut found = Vec::new();
        for sentence in &document.sentences {
            let own = match cues {
                Some(given) => given
                    .iter()
                    .filter_map(|(span, kind)| Some((sentence.tokens.iter().position(|t| t.span.overlaps(*span))?, 1, *span, *kind)))
                    .collect(),
                None => self.cues(sentence),
            };
            for (first, length, span, kind) in own {
                let scope = scope(sentence, first, length);
                found.push(Reach { cue: vec![span], scope, kind });
            }
        }
        found
    }

    /// Cues by the lexicons: (first token, tokens, span, kind). The longest phrase wins.
    fn cues(&self, s: &Sentence) -> Vec<(usize, usize, Span, ReachKind)> {
        let lexicon = &self.knowledge.lexicon;
        let forms: Vec<String> = s.tokens.iter().map(|t| t.form.to_lowercase()).collect();
        let mut found = Vec::new();
        let mut i = 0;
        while i < forms.len() {
            let negation = lexicon.negations.longest_at(&forms, i).map(|(n, (_, effect))| (n, *effect));
            let hedge = lexicon.hedges.longest_at(&forms, i).filter(|(_, h)| matches!(h.effect, "possible" | "probable" | "apparent"));
            let (n, kind) = match (negation, hedge) {
                (Some((n, "clause" | "phrase")), _) => (n, Some(ReachKind::Negation)),
                (Some((n, "none")), _) => (n, None),
                (_, Some((n, _))) => (n, Some(ReachKind::Speculation)),
                _ => (1, None),
            };
            if let Some(kind) = kind {
                found.push((i, n, s.span_of(i, i + n), kind));
            }
            i += n;
        }
        found
    }
}

/// The clause or phrase that a cue reaches: that of the predicate it stands under, or of the noun after "without".
fn scope(s: &Sentence, first: usize, length: usize) -> Vec<Span> {
    let inside = |i: usize| first <= i && i < first + length;
    let mut node = first;
    while inside(node) || !(is_predicate(s, node) || s.tokens[first].upos == Upos::Adp && s.tokens[node].upos != Upos::Adp) {
        match s.tokens[node].head {
            Some(up) => node = up,
            None => break,
        }
    }
    let apart = |i: usize| {
        let mut at = i;
        while at != node {
            let rel = relation(s.tokens[at].deprel);
            let Some(up) = s.tokens[at].head else { return true };
            // What is coordinated, put in brackets or subordinated beside the clause stands for itself.
            if up == node && (rel == "parataxis" || rel == "cc" || rel == "conj" && is_predicate(s, at) || rel == "advcl" && at < node) {
                return true;
            }
            at = up;
        }
        false
    };
    let tokens = s.subtree(node).into_iter().filter(|&i| !inside(i) && s.tokens[i].upos != Upos::Punct && !apart(i));
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for i in tokens {
        match runs.last_mut() {
            Some(run) if run.1 == i => run.1 = i + 1,
            _ => runs.push((i, i + 1)),
        }
    }
    runs.into_iter().map(|(a, b)| s.span_of(a, b)).collect()
}
