//! Loss status narrowed or exchanged: a number told as deaths and elsewhere as casualties, or as wounded.
//!
//! "Casualties" and "losses" hold killed and wounded together; a paraphrase that puts "deaths" for them says more than its source. Words
//! and what they say: `lexicons/casualty-words.tsv`. "Victims", "toll" and "lost" are said of the dead as well and contradict nothing.

use std::collections::BTreeSet;

use tacitus_record::{Bound, Kind, Polarity, Quantity, Span, SuspectBasis};
use tacitus_text::{Sentence, Upos};

use super::{Doubt, Page};
use crate::clause::relation;
use crate::quantity::quantity;
use crate::who::Scene;

/// A number of people with what befell them.
struct Told {
    sentence: usize,
    span: Span,
    value: f64,
    status: &'static str,
}

/// Smaller numbers are the same by chance too often.
const LEAST: f64 = 10.0;

pub fn find(page: &Page) -> Vec<Doubt> {
    let told = told(page);
    let mut found = Vec::new();
    let of = |status: &'static str| told.iter().filter(move |t| t.status == status);
    for dead in of("killed") {
        let as_casualties = of("casualties").find(|o| o.value == dead.value && o.sentence != dead.sentence && o.value >= LEAST);
        if let Some(other) = as_casualties {
            found.push(doubt(page, vec![dead.span], other.span, "the same number is told as killed and wounded together"));
        }
    }
    let numbers = |status| of(status).map(|t| t.value.to_bits()).collect::<BTreeSet<_>>();
    let (dead, hurt) = (numbers("killed"), numbers("wounded"));
    // One number on the whole page, once as killed and once as wounded: "20 killed and 20 wounded" stand together.
    let both = told.iter().any(|a| a.status == "killed" && told.iter().any(|b| b.status == "wounded" && b.sentence == a.sentence));
    if dead.len() == 1
        && dead == hurt
        && !both
        && let (Some(a), Some(b)) = (of("killed").next(), of("wounded").next().filter(|b| b.value >= LEAST))
    {
        found.push(doubt(page, vec![a.span, b.span], b.span, "the same number is told once as killed and once as wounded"));
    }
    found.extend(suffered(page));
    found.extend(sized(page));
    found
}

/// "heavy deaths": losses are heavy, deaths are counted.
fn sized(page: &Page) -> Vec<Doubt> {
    let mut found = Vec::new();
    for scene in &page.scenes {
        let tokens = &scene.sentence.tokens;
        for noun in 1..tokens.len() {
            let narrow = matches!(tokens[noun].lemma.as_str(), "death" | "fatality") && tokens[noun].xpos == "NNS";
            if narrow && page.words().has_sign(&tokens[noun - 1].form.to_lowercase(), "said of losses") {
                let span = tokens[noun - 1].span.cover(tokens[noun].span);
                let reason =
                    format!("{} is said of losses, which hold killed and wounded, not of deaths", page.quoted(tokens[noun - 1].span));
                found.push(Doubt::fact(vec![span], reason, SuspectBasis::Wording));
            }
        }
    }
    found
}

fn doubt(page: &Page, spans: Vec<Span>, other: Span, what: &str) -> Doubt {
    let reason = format!("{what} elsewhere: {}", page.quoted(other));
    Doubt::internal(spans, reason)
}

/// Nouns that name killed and wounded together.
fn both_together(lemma: &str) -> bool {
    matches!(lemma, "casualty" | "loss")
}

fn told(page: &Page) -> Vec<Told> {
    let mut found = Vec::new();
    let plain = |q: &Quantity| {
        q.value.filter(|v| *v > 0.0 && q.bound != Bound::Vague && (q.unit == "person" || both_together(&q.unit) || q.unit == "death"))
    };
    for claim in page.claims.iter().filter(|c| c.kind == Kind::Loss && c.polarity == Polarity::Pos) {
        let Some(q) = &claim.quantity else { continue };
        let status = match q.value.status.as_deref() {
            Some("killed") => "killed",
            Some("wounded") => "wounded",
            _ => continue,
        };
        if let (Some(value), Some(span)) = (plain(&q.value), q.span()) {
            found.push(Told { sentence: claim.mention.sentence as usize, span, value, status });
        }
    }
    for scene in &page.scenes {
        let s = scene.sentence;
        for head in (0..s.tokens.len()).filter(|&i| s.tokens[i].upos == Upos::Noun) {
            let lemma = s.tokens[head].lemma.to_lowercase();
            let status = match page.knowledge.lexicon.casualty(&lemma, "noun") {
                Some("killed") if matches!(lemma.as_str(), "death" | "fatality") => "killed",
                Some("casualties") if both_together(&lemma) => "casualties",
                _ => continue,
            };
            let Some(q) = quantity(scene, head, Some(status)) else { continue };
            let span = q.span().unwrap_or(s.tokens[head].span);
            if let Some(value) = q.value.value.filter(|v| *v > 0.0 && q.value.bound != Bound::Vague) {
                found.push(Told { sentence: scene.number, span, value, status });
            }
        }
    }
    found
}

/// "suffered heavy deaths" where the page elsewhere has the same side's casualties or losses: the verbs are those that the lexicon knows
/// with "loss" or "casualty", which are what one suffers.
fn suffered(page: &Page) -> Vec<Doubt> {
    let lexicon = &page.knowledge.lexicon;
    let governed = |s: &Sentence, noun: usize| {
        let verb = s.tokens[noun].head.filter(|_| relation(s.tokens[noun].deprel) == "obj")?;
        let lemma = s.tokens[verb].lemma.to_lowercase();
        let known = ["loss", "casualty"].iter().any(|n| lexicon.casualty(&format!("{lemma} {n}"), "verb").is_some());
        known.then_some(verb)
    };
    let together = |scene: &Scene| {
        let s = scene.sentence;
        (0..s.tokens.len())
            .filter(|&i| s.tokens[i].upos == Upos::Noun && s.tokens[i].xpos == "NNS" && both_together(&s.tokens[i].lemma))
            .map(|i| s.tokens[i].span)
            .next()
    };
    let others: Vec<(usize, Span)> = page.scenes.iter().filter_map(|sc| together(sc).map(|span| (sc.number, span))).collect();
    let mut found = Vec::new();
    for scene in &page.scenes {
        let s = scene.sentence;
        for noun in 0..s.tokens.len() {
            let narrow = matches!(s.tokens[noun].lemma.as_str(), "death" | "fatality") && s.tokens[noun].xpos == "NNS";
            let Some(verb) = governed(s, noun).filter(|_| narrow) else { continue };
            // "suffered deaths and injuries" names both itself.
            let alone = s.children_by(noun, "conj").next().is_none();
            if let Some((_, other)) = others.iter().find(|(n, _)| alone && *n != scene.number) {
                let reason = format!(
                    "killed and wounded together are told elsewhere ({}), and deaths are not what one suffers",
                    page.quoted(*other)
                );
                let span = s.tokens[verb].span.cover(s.tokens[noun].span);
                found.push(Doubt::internal(vec![span], reason));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::tests::{doubted, sound};

    #[test]
    fn a_number_of_casualties_told_as_deaths_is_doubted() {
        let text = "The army reported 240 deaths on Monday.\nOf the 240 casualties most were treated at home, the army said.";
        doubted("2024-08-20", text, "240 deaths", "240 casualties");
        sound("2024-08-20", "The army reported 60 deaths on Monday.\nOf the 240 casualties most were treated at home, the army said.");
    }

    #[test]
    fn deaths_that_are_suffered_are_doubted_beside_losses() {
        let text = "The brigade suffered heavy deaths in spring.\nIts losses were made up in summer.";
        doubted("2024-08-20", text, "suffered heavy deaths", "losses");
        sound("2024-08-20", "The brigade suffered heavy losses in spring.\nIts deaths were mourned in summer.");
    }
}
