//! How sure a claim is to be read right, from what the encoder and the tree say about its words.
//!
//! A logistic model whose weights stand in `lexicons/sureness.tsv`, one row a sign; they are fitted on claims that judges marked
//! (`crates/eval/examples/fit_sureness.rs`). A claim whose chance of being right lies below the table's `least` is left out and counted,
//! and so is a deed told as done that the encoder, asked once more (`Sentence::trace`), takes for one that has not happened.

use std::collections::BTreeMap;

use tacitus_record::{Claim, Grounded, Kind, Modality, Polarity, Span};
use tacitus_text::{Gist, Sentence, Token, Upos};

use crate::clause::relation;
use crate::table::Table;

/// The row of the table that holds what every claim has.
pub const CONSTANT: &str = "constant";
/// The row of the table that holds the least chance with which a claim is told.
pub const LEAST: &str = "least";

/// The weights of the signs.
#[derive(Clone, Debug)]
pub struct Sureness {
    weights: BTreeMap<&'static str, f64>,
    constant: f64,
    least: f64,
}

impl Sureness {
    /// The shipped table.
    ///
    /// # Errors
    /// Says which row of the table is no number or is missing.
    pub fn shipped() -> Result<Sureness, String> {
        let table = Table::parse("sureness.tsv", include_str!("../../../lexicons/sureness.tsv"), &["sign", "weight", "source"])?;
        let mut weights = BTreeMap::new();
        for row in table.rows() {
            let sign = row.get("sign");
            let weight = row.get("weight").parse().map_err(|e| format!("lexicons/sureness.tsv, `{sign}`: {e}; give a number"))?;
            weights.insert(sign, weight);
        }
        let mut own = |sign: &str| weights.remove(sign).ok_or_else(|| format!("lexicons/sureness.tsv: no row `{sign}`"));
        let (constant, least) = (own(CONSTANT)?, own(LEAST)?);
        Ok(Sureness { weights, constant, least })
    }

    /// The same weights, with which every claim is told.
    pub fn telling_all(self) -> Sureness {
        Sureness { least: 0.0, ..self }
    }

    /// The chance that a claim with these signs is read right, 0 to 1.
    pub fn chance(&self, signs: &[Sign]) -> f64 {
        let sum: f64 = signs.iter().filter_map(|(sign, value)| Some(self.weights.get(sign.as_str())? * f64::from(*value))).sum();
        1.0 / (1.0 + (-(self.constant + sum)).exp())
    }

    /// Whether a claim read in `sentence` is told.
    pub fn tells(&self, sentence: &Sentence, claim: &Claim) -> bool {
        self.least <= 0.0 || !is_unreal(sentence, claim) && self.chance(&signs(sentence, claim)) >= self.least
    }
}

/// Log-odds of having happened that the encoder has to give to a coded deed that is told as done; chosen by quarters, so that no set with a
/// goal falls below it. The table that `training/judges.py` prints says what each bound costs.
const LEAST_HAPPENED: f32 = 1.25;
/// The same for what somebody is accused of or said to have done: the accuser's word for it is what the claim holds. Set by hand on `cases/` and
/// the demo, as is the next one.
const LEAST_HAPPENED_SAID: f32 = 0.5;
/// The same for what is seldom a figure of speech: harm to a number of people, ground that is held, what is done with a weapon, deeds in the
/// text's own words, and what an adjective says is going on ("the current offensive").
const LEAST_HAPPENED_PLAIN: f32 = -1.0;

/// Whether a claim tells as done or going on what the encoder takes for wished, feared, supposed, ruled, made up or a figure of speech.
fn is_unreal(sentence: &Sentence, claim: &Claim) -> bool {
    let counted = claim.kind == Kind::Loss && claim.quantity.is_some();
    let uncoded = claim.kind == Kind::Event && claim.event.is_none();
    let ongoing = claim.modality == Modality::Ongoing && claim.mention.rules.iter().any(|rule| rule.starts_with("adjective ("));
    let plain = counted || uncoded || ongoing || claim.instrument.is_some() || claim.predicate == "control.hold";
    let least = if plain {
        LEAST_HAPPENED_PLAIN
    } else if claim.said_by.is_empty() {
        LEAST_HAPPENED
    } else {
        LEAST_HAPPENED_SAID
    };
    tells_as_done(claim) && cue_of(sentence, claim).and_then(|cue| sentence.trace.has_happened(cue)).is_some_and(|odds| odds < least)
}

/// Whether a claim tells a deed, a loss, a holding or a deployment as done or going on.
pub fn tells_as_done(claim: &Claim) -> bool {
    let done = claim.polarity == Polarity::Pos && matches!(claim.modality, Modality::Actual | Modality::Ongoing);
    done && matches!(claim.kind, Kind::Event | Kind::Loss | Kind::Control | Kind::Deployment)
}

fn cue_of(sentence: &Sentence, claim: &Claim) -> Option<usize> {
    claim.mention.cue.and_then(|cue| sentence.tokens.iter().position(|t| cue.contains(t.span)))
}

/// A sign of a claim being read right or wrong, with how strongly it shows.
pub type Sign = (String, f32);

/// What a word scores as an argument that the encoder does not even consider.
const UNLINKED: f32 = -4.0;
/// Margins beyond this say no more.
const CLIP: f32 = 8.0;

/// The signs of a claim, read in `sentence`; two equal claims of one sentence have the same.
pub fn signs(sentence: &Sentence, claim: &Claim) -> Vec<Sign> {
    let mut signs: Vec<Sign> = Vec::new();
    let mut sign = |name: String, value: f32| {
        if value != 0.0 {
            signs.push((name, value));
        }
    };
    let number = |x: f32| (x.clamp(-CLIP, CLIP)) / CLIP;
    let cue = cue_of(sentence, claim);
    let gist = cue.and_then(|cue| sentence.gist(cue));
    sign(format!("kind {}", claim.kind), 1.0);
    sign(format!("predicate {}", claim.predicate), 1.0);
    sign(format!("predicate family {}", claim.predicate.split('.').next().unwrap_or_default()), 1.0);
    sign(format!("modality {}", claim.modality), 1.0);
    sign(format!("polarity {}", claim.polarity), 1.0);
    if let Some(code) = &claim.event {
        sign(format!("type {}", code.plover_type), 1.0);
        if let Some(mode) = &code.mode {
            sign(format!("mode {mode}"), 1.0);
        }
    }
    let encoder_alone = claim.mention.rules.iter().any(|rule| rule.starts_with("encoder "));
    sign("told by the encoder alone".into(), f32::from(u8::from(encoder_alone)));
    if let Some(cue) = cue {
        let token = &sentence.tokens[cue];
        sign(format!("cue {}", token.upos), 1.0);
        sign(format!("cue {}", token.deprel), 1.0);
        sign("cue's head margin".into(), number(token.head_margin));
        sign("cue's factuality".into(), token.factuality * if claim.polarity == Polarity::Neg { -1.0 } else { 1.0 });
        if claim.modality == Modality::Actual {
            sign("factuality of the actual".into(), token.factuality * if claim.polarity == Polarity::Neg { -1.0 } else { 1.0 });
        }
        let chain: Vec<&Token> =
            std::iter::successors(Some(cue), |&t| sentence.tokens[t].head).take(12).map(|t| &sentence.tokens[t]).collect();
        sign("least margin up to the root".into(), number(chain.iter().map(|t| t.head_margin).fold(CLIP, f32::min)));
        sign("depth".into(), chain.len() as f32 / 12.0);
    }
    if let Some(gist) = gist {
        let same = claim.event.as_ref().is_some_and(|code| code.plover_type == gist.event);
        sign("event margin".into(), number(gist.event_margin));
        sign(if same { "type margin, same" } else { "type margin, other" }.into(), number(gist.type_margin));
        sign("type heard".into(), f32::from(u8::from(same && gist.event_margin > 0.0)));
        sign("type not heard".into(), f32::from(u8::from(claim.event.is_some() && !same)));
        sign("nothing heard".into(), f32::from(u8::from(claim.event.is_some() && gist.event_margin < 0.0)));
        sign(format!("heard as {}", gist.modality), 1.0);
        sign(format!("told as {}, heard as {}", claim.modality, gist.modality), 1.0);
        sign("modality margin".into(), number(gist.modality_margin));
        sign("negation margin".into(), number(if claim.polarity == Polarity::Neg { -gist.negation_margin } else { gist.negation_margin }));
    }
    let mut part = |role: &str, span: Option<Span>| {
        let Some(head) = span.and_then(|span| head_of(sentence, span)) else { return };
        let token = &sentence.tokens[head];
        sign(format!("{role}'s head margin"), number(token.head_margin));
        sign(format!("{role} {}", token.upos), 1.0);
        sign(format!("{role} {}", relation(token.deprel)), 1.0);
        if let Some((cue, gist)) = cue.zip(gist) {
            let score = |t: usize| link(gist, role, t);
            let named = span.map(|span| within(sentence, span).map(score).fold(UNLINKED, f32::max)).unwrap_or(UNLINKED);
            let others = gist.parts.iter().filter(|p| p.role == role && !span.is_some_and(|s| s.contains(sentence.tokens[p.token].span)));
            let best = others.map(|p| p.score).fold(UNLINKED, f32::max);
            sign(format!("{role} heard"), number(named));
            sign(format!("another {role} heard"), number(best.max(0.0)));
            sign(format!("{role} less than another"), number((best - named).max(0.0)));
            sign(format!("distance of the {role}"), (head.abs_diff(cue) as f32 / 20.0).min(1.0));
            let parent = sentence.tokens[head].head == Some(cue);
            sign(format!("{role} under the cue"), f32::from(u8::from(parent)));
            let between = (head.min(cue)..head.max(cue)).filter(|&t| sentence.tokens[t].upos == Upos::Verb).count();
            sign(format!("verbs before the {role}"), (between as f32 / 4.0).min(1.0));
            let commas = (head.min(cue)..head.max(cue)).filter(|&t| sentence.tokens[t].form == ",").count();
            sign(format!("commas before the {role}"), (commas as f32 / 3.0).min(1.0));
        }
    };
    part("actor", claim.actor.as_ref().and_then(Grounded::span));
    part("recipient", claim.target.as_ref().and_then(Grounded::span));
    part("object", claim.object.as_ref().and_then(Grounded::span));
    part("place", claim.place.as_ref().and_then(Grounded::span));
    part("time", claim.time.as_ref().and_then(Grounded::span));
    part("quantity", claim.quantity.as_ref().and_then(Grounded::span));
    part("source", claim.said_by.first().and_then(Grounded::span));
    for (role, there, heads) in [
        ("actor", claim.actor.is_some(), gist.map(|g| g.heads("actor"))),
        ("recipient", claim.target.is_some(), gist.map(|g| g.heads("recipient"))),
    ] {
        sign(format!("no {role}"), f32::from(u8::from(!there)));
        sign(format!("no {role}, though heard"), f32::from(u8::from(!there && heads.is_some_and(|h| !h.is_empty()))));
    }
    let many = claim.more_actors.len();
    sign("more actors".into(), (many as f32 / 2.0).min(1.0));
    sign("more recipients".into(), (claim.more_targets.len() as f32 / 2.0).min(1.0));
    if let Some(actor) = &claim.actor {
        sign("actor known".into(), f32::from(u8::from(actor.value.entity.is_some())));
        let lower = actor.value.name.chars().next().is_some_and(char::is_lowercase);
        sign("actor is a common noun".into(), f32::from(u8::from(lower)));
        sign("actor named elsewhere".into(), f32::from(u8::from(!actor.value.text.eq_ignore_ascii_case(&actor.value.name))));
    }
    if let Some(object) = &claim.object {
        sign("words of the object".into(), (object.value.split_whitespace().count() as f32 / 20.0).min(1.0));
    }
    sign("words".into(), (sentence.tokens.len() as f32 / 60.0).min(1.0));
    sign("events heard".into(), (sentence.gists.iter().filter(|g| g.event_margin > 0.0).count() as f32 / 6.0).min(1.0));
    sign("hedged".into(), f32::from(u8::from(!claim.hedges.is_empty())));
    sign("speakers".into(), (claim.said_by.len() as f32 / 2.0).min(1.0));
    sign("statement inside".into(), f32::from(u8::from(claim.kind == Kind::Statement && claim.said_by.len() > 1)));
    signs
}

fn link(gist: &Gist, role: &str, token: usize) -> f32 {
    gist.parts.iter().find(|p| p.role == role && p.token == token).map_or(UNLINKED, |p| p.score)
}

fn within(sentence: &Sentence, span: Span) -> impl Iterator<Item = usize> {
    (0..sentence.tokens.len()).filter(move |&t| span.contains(sentence.tokens[t].span))
}

/// The word of a run that hangs from a word outside it.
fn head_of(sentence: &Sentence, span: Span) -> Option<usize> {
    within(sentence, span).find(|&t| sentence.tokens[t].head.is_none_or(|h| !span.contains(sentence.tokens[h].span)))
}
