//! A person who is told as dead and acts on a later day.

use tacitus_record::{Claim, Day, Grain, Kind, Modality, Polarity};

use super::{Doubt, Page};

/// Both days must be told by words, to the day; a deed told of the time before a death contradicts nothing.
pub fn find(page: &Page) -> Vec<Doubt> {
    let actual = |c: &&Claim| c.polarity == Polarity::Pos && c.modality == Modality::Actual && c.hedges.is_empty();
    let dead = page.claims.iter().filter(actual).filter_map(|c| {
        let killed = page.cue(c).is_some_and(|t| page.knowledge.lexicon.casualty(&t.lemma.to_lowercase(), "verb") == Some("killed"));
        let target = c.target.as_ref().filter(|t| killed && !t.spans().is_empty() && is_person(page, &t.value.name))?;
        Some((c, target.value.key(), told_day(c)?))
    });
    let mut found = Vec::new();
    for (death, who, day) in dead {
        let acts = page.claims.iter().filter(actual).find(|c| {
            let same = c.actor.as_ref().is_some_and(|a| a.value.key() == who && !a.spans().is_empty());
            same && c.mention.sentence != death.mention.sentence
                && matches!(c.kind, Kind::Event | Kind::Statement | Kind::Loss | Kind::Threat)
                && told_day(c).is_some_and(|d| d > day.plus(1))
        });
        if let Some(acts) = acts {
            let reason = format!("told as dead by then: {}, against {}", page.quoted(death.mention.span), page.quoted(acts.mention.span));
            let spans = [death.target.as_ref(), acts.actor.as_ref()].into_iter().flatten().filter_map(|g| g.span()).collect();
            found.push(Doubt::internal(spans, reason));
        }
    }
    found
}

fn is_person(page: &Page, name: &str) -> bool {
    name.contains(' ')
        && page
            .scenes
            .iter()
            .any(|sc| sc.sentence.names.iter().any(|n| n.label == "PER" && sc.sentence.span_of(n.start, n.end).slice(sc.body) == name))
}

fn told_day(c: &Claim) -> Option<Day> {
    let time = c.time.as_ref().filter(|t| !t.spans().is_empty() && t.value.grain == Grain::Day)?;
    time.value.start_lo.filter(|d| time.value.end_hi == Some(*d))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{doubted, sound};

    #[test]
    fn the_dead_do_not_speak_later() {
        let text = "Gunmen killed Ivar Torvald on 3 August 2024. Ivar Torvald said on 9 August 2024 that the talks would go on.";
        doubted("2024-08-20", text, "Ivar Torvald", "dead");
        sound("2024-08-20", "Gunmen killed Ivar Torvald on 3 August 2024. Ivar Torvald said on 1 August 2024 that the talks would go on.");
    }
}
