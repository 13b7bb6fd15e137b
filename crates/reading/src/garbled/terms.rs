//! Persons who do what only the holder of an office does while another holds it.
//!
//! A paraphrase that exchanges the head of a government leaves no false title behind where the page has none: what he does or whose
//! administration it is shows it. The day of publication decides, and history is left alone (see [`super::persons`]).

use tacitus_record::{Kind, Modality, Polarity, SuspectBasis};

use super::persons::{another_holds, class, held, is_state};
use super::titles::person;
use super::{Doubt, Page};
use crate::actors::Entity;

/// The class of the office that somebody once held at the head of a state, where he holds none on the day of publication.
fn once_held(page: &Page, entity: &Entity) -> Option<&'static str> {
    let day = page.published()?;
    let free = !entity.roles.iter().any(|o| held(o, day, super::persons::SLACK));
    let heads = |c: &&str| matches!(*c, "president" | "prime minister");
    (free && is_state(page, &entity.country)).then(|| entity.roles.iter().filter_map(|o| class(page, o)).find(heads)).flatten()
}

/// "Sarkozy lifted the ban" in 2024: gives leave, aid or orders, punishes or mobilises as only a government can.
pub fn acts_out_of_office(page: &Page) -> Vec<Doubt> {
    let mut found = Vec::new();
    for claim in page.claims.iter().filter(|c| c.polarity == Polarity::Pos) {
        let actual = matches!(claim.modality, Modality::Actual | Modality::Ongoing | Modality::Permitted);
        let coded = claim.event.as_ref().is_some_and(|e| matches!(e.plover_type.as_str(), "AID" | "SANCTION" | "MOBILIZE" | "ASSAULT"));
        let Some(actor) = claim.actor.as_ref().filter(|_| actual && (coded || claim.kind == Kind::Permission)) else { continue };
        let Some(entity) = actor.value.entity.as_deref().and_then(|code| page.knowledge.actors.coded(code)) else { continue };
        let Some(span) = actor.span().filter(|_| !told_as_former(page, entity)) else { continue };
        let reason = once_held(page, entity).and_then(|class| another_holds(page, entity, class));
        found.extend(reason.map(|reason| Doubt::fact(vec![span], reason, SuspectBasis::Knowledge)));
    }
    found
}

/// Words before a name in which it is told as that of a former holder ("former Prime Minister of France").
const BEFORE: usize = 5;

/// Whether the page says of a person, wherever it names him, that his time is over ("former President Sarkozy", "the previous Sarkozy
/// administration").
fn told_as_former(page: &Page, entity: &Entity) -> bool {
    page.scenes.iter().any(|scene| {
        let s = scene.sentence;
        s.names.iter().filter(|n| n.label == "PER").any(|n| {
            let words = s.span_of(n.start, n.end).slice(scene.body);
            let meant = page.knowledge.actors.named(words).is_some_and(|(e, _)| e.code == entity.code);
            let before = &s.tokens[n.start.saturating_sub(BEFORE)..n.start];
            meant && before.iter().any(|t| page.words().offices.get(&t.form.to_lowercase()) == Some(&"of another time"))
        })
    })
}

/// "the Sarkozy administration" in 2024, without a word for the past before it.
pub fn administrations(page: &Page) -> Vec<Doubt> {
    let mut found = Vec::new();
    for scene in &page.scenes {
        let s = scene.sentence;
        for name in s.names.iter().filter(|n| n.label == "PER") {
            let own = s.tokens.get(name.end).is_some_and(|t| matches!(t.form.as_str(), "'s" | "’s"));
            let noun = name.end + usize::from(own);
            let governs = s.tokens.get(noun).is_some_and(|t| matches!(t.lemma.to_lowercase().as_str(), "administration" | "government"));
            let before = &s.tokens[name.start.saturating_sub(3)..name.start];
            let past = before.iter().any(|t| {
                let word = t.form.to_lowercase();
                matches!(word.as_str(), "under" | "during" | "since") || page.words().offices.get(&word) == Some(&"of another time")
            });
            if !governs || past {
                continue;
            }
            let span = s.span_of(name.start, name.end);
            let Some(entity) = person(page, span.slice(scene.body)) else { continue };
            let reason = once_held(page, entity).and_then(|class| another_holds(page, entity, class));
            found.extend(reason.map(|reason| Doubt::fact(vec![span], reason, SuspectBasis::Knowledge)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::tests::{doubted, sound};

    #[test]
    fn who_acts_as_another_holds_the_office_is_doubted() {
        doubted("2024-08-20", "The Sarkozy administration sent two ships to the coast on Monday.", "Sarkozy", "Macron");
        sound("2010-08-20", "The Sarkozy administration sent two ships to the coast on Monday.");
        sound("2024-08-20", "In 2010 the Sarkozy administration sent two ships to the coast.");
        sound("2024-08-20", "The previous Sarkozy administration had sent two ships to the coast.");
    }
}
