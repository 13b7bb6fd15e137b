//! Roles inverted: A did it to B in one sentence and B to A in another, with the same count of victims, or for a deed that goes one way.
//!
//! Two sides of a war do the same things to each other every day, so a mere exchange of sides says nothing; the same number of victims
//! of the same fate at the same place and time does, and so does the capture or siege of the one by the other. Title and lead count like
//! any other sentence.

use tacitus_record::{Actor, Bound, Claim, Kind, Modality, Moment, Place, Polarity};

use super::{Doubt, Page};

/// Pairs of claims with exchanged sides; nothing says which is the wrong one, so the words of both are doubted.
pub fn find(page: &Page) -> Vec<Doubt> {
    let told: Vec<&Claim> = page.claims.iter().filter(|c| is_plain(c)).collect();
    let mut found: Vec<Doubt> = Vec::new();
    for (n, a) in told.iter().enumerate() {
        for b in &told[n + 1..] {
            if a.mention.sentence != b.mention.sentence && exchanged(page, a, b) && one_deed(page, a, b) {
                let spans = vec![sides(a), sides(b)];
                let reason =
                    format!("doer and sufferer are exchanged between {} and {}", page.quoted(a.mention.span), page.quoted(b.mention.span));
                found.push(Doubt::internal(spans, reason));
            }
        }
    }
    found
}

/// A state's forces that attack its own forces, on a page where another state's forces fight that state.
pub fn own_side(page: &Page) -> Vec<Doubt> {
    if page.tells_a_whole_war() {
        return Vec::new();
    }
    let assaults: Vec<&Claim> = page.claims.iter().filter(|c| c.predicate.starts_with("assault.") && is_plain(c)).collect();
    let sides = |c: &Claim| c.actor.as_ref().zip(c.target.as_ref()).map(|(a, t)| (a.value.clone(), t.value.clone()));
    let mut found = Vec::new();
    for c in &assaults {
        let Some((actor, target)) = sides(c).filter(|(a, t)| same(a, t) && a.sector.as_deref() == Some("MIL")) else { continue };
        let against = assaults.iter().find(|o| {
            sides(o).is_some_and(|(a, t)| !same(&a, &t) && (same(&t, &target) && a.country.is_some() && a.country != actor.country))
        });
        if let Some(other) = against {
            let reason = format!("doer and sufferer are one side, and elsewhere it fights another: {}", page.quoted(other.mention.span));
            found.push(Doubt::internal(vec![self::sides(c)], reason));
        }
    }
    found
}

fn is_plain(c: &Claim) -> bool {
    let deed = matches!(c.kind, Kind::Event | Kind::Loss | Kind::Control | Kind::Permission);
    let sides = |a: &Option<tacitus_record::Grounded<Actor>>| a.as_ref().is_some_and(|a| !a.spans().is_empty());
    deed && c.polarity == Polarity::Pos
        && matches!(c.modality, Modality::Actual | Modality::Ongoing | Modality::Permitted)
        && sides(&c.actor)
        && sides(&c.target)
}

fn sides(c: &Claim) -> tacitus_record::Span {
    let spans = c.actor.iter().chain(&c.target).flat_map(|a| a.spans().iter().copied());
    spans.reduce(tacitus_record::Span::cover).unwrap_or(c.mention.span)
}

/// The same actor, or arms of the same state.
fn same(a: &Actor, b: &Actor) -> bool {
    let state = |x: &Actor| {
        let official = x.sector.as_deref().is_none_or(|s| matches!(s, "GOV" | "MIL"));
        x.country.clone().filter(|c| official && x.entity.as_deref().is_some_and(|e| e == c || e.starts_with(&format!("{c}."))))
    };
    a.key() == b.key() || state(a).is_some_and(|c| state(b).as_ref() == Some(&c))
}

fn exchanged(page: &Page, a: &Claim, b: &Claim) -> bool {
    let side = |x: &Option<tacitus_record::Grounded<Actor>>| x.as_ref().map(|g| g.value.clone());
    let (Some(a1), Some(a2), Some(b1), Some(b2)) = (side(&a.actor), side(&a.target), side(&b.actor), side(&b.target)) else { return false };
    // "people", "civilians": nobody in particular.
    let anybody =
        |x: &Actor| x.entity.is_none() && page.knowledge.lexicon.units.get(&x.key()).is_some() && x.sector.as_deref() == Some("CVL");
    same(&a1, &b2) && same(&a2, &b1) && !same(&a1, &a2) && ![&a1, &a2].into_iter().any(anybody)
}

/// Whether two claims can only be of one happening.
fn one_deed(page: &Page, a: &Claim, b: &Claim) -> bool {
    let together = meet(a.place.as_ref().map(|p| &p.value), b.place.as_ref().map(|p| &p.value), |x: &Place, y: &Place| x.key() == y.key())
        && meet(a.time.as_ref().map(|t| &t.value), b.time.as_ref().map(|t| &t.value), |x: &Moment, y: &Moment| x.overlaps(y));
    let count = |c: &Claim| {
        let q = c.quantity.as_ref().map(|q| &q.value).filter(|q| q.bound != Bound::Vague)?;
        Some((q.value?.to_bits(), q.status.clone()?)).filter(|_| q.value.is_some_and(|v| v >= 3.0))
    };
    let counted = count(a).is_some() && count(a) == count(b);
    let lemma = |c: &Claim| {
        let token = page.cue(c)?;
        let pos = if token.upos == tacitus_text::Upos::Verb { "verb" } else { "noun" };
        page.words().deed(&token.lemma.to_lowercase(), pos).filter(|d| d.class == "one-way").map(|d| d.family)
    };
    let one_way = lemma(a).is_some() && lemma(a) == lemma(b);
    // Help and leave go from one to the other: nobody gives and gets the same. States expel each other's envoys in turn.
    let given = |c: &Claim| {
        let coded = c.event.as_ref().is_some_and(|e| matches!(e.plover_type.as_str(), "AID"));
        (coded || c.kind == Kind::Permission).then(|| c.predicate.clone())
    };
    let one_way = one_way || given(a).is_some() && given(a) == given(b);
    together && (counted || one_way)
}

fn meet<T>(a: Option<&T>, b: Option<&T>, fits: impl Fn(&T, &T) -> bool) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => fits(a, b),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{doubted, sound};

    #[test]
    fn the_same_number_of_victims_with_sides_exchanged_is_doubted() {
        let text = "Syrian troops killed 14 Turkish soldiers in Idlib.\nThe defence ministry said little. Turkish troops killed 14 Syrian soldiers in Idlib on Monday.";
        doubted("2020-02-12", text, "Turkish", "exchanged");
    }

    #[test]
    fn another_number_is_another_happening() {
        sound(
            "2020-02-12",
            "Syrian troops killed 14 Turkish soldiers in Idlib.\nTurkish troops killed 51 Syrian soldiers in Idlib on Monday.",
        );
    }
}
