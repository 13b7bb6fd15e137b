//! P and not-P: the author tells that the same deed was and was not done.

use tacitus_record::{Actor, Claim, Grounded, Kind, Modality, Polarity};

use super::{Doubt, Page};

/// Same doer, same sufferer or place, times that meet, the same verb, both in the author's own voice and unhedged. What one source
/// affirms and another denies is ordinary news, and so is what was not done at first: both times must be told alike.
pub fn find(page: &Page) -> Vec<Doubt> {
    let own = |c: &&Claim| {
        matches!(c.kind, Kind::Event | Kind::Control | Kind::Loss)
            && matches!(c.modality, Modality::Actual | Modality::Ongoing)
            && c.said_by.is_empty()
            && c.hedges.is_empty()
            && c.condition.is_none()
    };
    let told: Vec<&Claim> = page.claims.iter().filter(own).collect();
    let mut found = Vec::new();
    for not in told.iter().filter(|c| c.polarity == Polarity::Neg) {
        for yes in told.iter().filter(|c| c.polarity == Polarity::Pos) {
            if not.mention.sentence != yes.mention.sentence && same_deed(page, not, yes) {
                let reason =
                    format!("told as done and as not done: {} and {}", page.quoted(yes.mention.span), page.quoted(not.mention.span));
                let spans = [not, yes].iter().filter_map(|c| c.mention.cue).collect();
                found.push(Doubt::internal(spans, reason));
            }
        }
    }
    found
}

fn same_deed(page: &Page, a: &Claim, b: &Claim) -> bool {
    let key = |g: &Option<Grounded<Actor>>| g.as_ref().map(|g| g.value.key());
    let place = |c: &Claim| c.place.as_ref().filter(|p| !p.spans().is_empty()).map(|p| p.value.key());
    let time = |c: &Claim| c.time.as_ref().filter(|t| !t.spans().is_empty()).map(|t| t.value.hull());
    let lemma = |c: &Claim| {
        let scene = page.scenes.iter().find(|s| s.number == c.mention.sentence as usize)?;
        scene.sentence.tokens.iter().find(|t| Some(t.span) == c.mention.cue).map(|t| t.lemma.to_lowercase())
    };
    let object = |c: &Claim| c.object.as_ref().map(|o| tacitus_record::normal(&o.value));
    // A time told of only one of them may be that of both; two times are two happenings.
    let meet = time(a).is_none() || time(b).is_none() || time(a) == time(b);
    let target = key(&a.target).is_some() && key(&a.target) == key(&b.target);
    let there = place(a).is_some() && place(a) == place(b);
    let thing = object(a).is_some() && object(a) == object(b);
    let other = key(&a.target) != key(&b.target) || place(a).is_some() && place(b).is_some() && !there;
    key(&a.actor).is_some()
        && key(&a.actor) == key(&b.actor)
        && a.predicate == b.predicate
        && meet
        && (target || there || thing)
        && !other
        && a.quantity.is_none() == b.quantity.is_none()
        && lemma(a).is_some()
        && lemma(a) == lemma(b)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{doubted, sound};

    #[test]
    fn done_and_not_done_is_doubted() {
        let text = "Russian troops captured Kharkiv on Monday. Russian troops did not capture Kharkiv on Monday.";
        doubted("2024-08-20", text, "capture", "not done");
    }

    #[test]
    fn sources_and_days_may_differ() {
        sound(
            "2024-08-20",
            "Russian troops captured Kharkiv on Monday, Moscow said. Russian troops did not capture Kharkiv on Monday, Kyiv said.",
        );
        sound("2024-08-20", "Russian troops captured Kharkiv on Monday. Russian troops did not capture Kharkiv on Sunday.");
    }
}
