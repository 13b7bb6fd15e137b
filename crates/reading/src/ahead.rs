//! Dates what is still to come (a forecast without a time of its own lies from the day of publication on), and tells a plan from it.

use tacitus_record::{Claim, Day, Grain, Grounded, Modality, Moment, Span, TimeRole};
use tacitus_text::Sentence;

use crate::clause::relation;
use crate::sighting::Sighting;

/// Gives `claim` the time from publication on where the predicate at `head`, or what is expected of it, stands with a word of the future.
pub fn date_forecast(sight: &Sighting, claim: &mut Claim, head: usize) {
    let s = sight.s();
    let complement = s.children(head).filter(|&k| matches!(relation(s.tokens[k].deprel), "xcomp" | "ccomp" | "csubj"));
    let Some(token) = std::iter::once(head).chain(complement).find_map(|h| future_word(s, h)) else { return };
    date(sight, claim, s.tokens[token].span);
}

fn date(sight: &Sighting, claim: &mut Claim, words: Span) {
    if let (Some(day), None) = (sight.published, &claim.time) {
        claim.time = Some(Grounded::at(from_on(day, words.slice(sight.scene.body)), words));
    }
}

/// "The newspaper announces it will return", "the minister says that Orm will not pay": what a speaker says he or his own state will do is
/// a plan, where it is told of others a forecast.
pub fn own_plan(claim: &mut Claim) {
    let (Some(voice), Some(actor)) = (claim.said_by.last(), &claim.actor) else { return };
    let (voice, actor) = (&voice.value.actor, &actor.value);
    let speaks_for = voice.country.is_some()
        && voice.country == actor.country
        && (actor.entity == actor.country || matches!(actor.sector.as_deref(), Some("GOV" | "MIL")))
        && matches!(voice.sector.as_deref(), Some("GOV" | "MIL"));
    if claim.modality == Modality::Forecast && (voice.key() == actor.key() || speaks_for) {
        claim.modality = Modality::Planned;
    }
}

/// "will", "shall" of a predicate that is not told as over ("will have"). What may or might be has no time.
fn future_word(s: &Sentence, head: usize) -> Option<usize> {
    let auxiliaries: Vec<usize> = s.children_by(head, "aux").collect();
    let over = auxiliaries.iter().any(|&k| s.tokens[k].lemma == "have");
    let word = |k: &usize| matches!(s.tokens[*k].form.to_lowercase().as_str(), "will" | "'ll" | "’ll" | "wo" | "shall");
    auxiliaries.into_iter().find(word).filter(|_| !over)
}

fn from_on(day: Day, words: &str) -> Moment {
    Moment {
        text: words.to_string(),
        edtf: Some(format!("{day}/..")),
        start_lo: Some(day),
        start_hi: None,
        end_lo: Some(day),
        end_hi: None,
        grain: Grain::Vague,
        role: TimeRole::Point,
        anchor: Some(day),
        rule: "what is to come lies from publication on".to_string(),
    }
}
