//! Says which claims can be one incident at all.

use std::sync::LazyLock;

use tacitus_record::{Aux, Claim, Kind, Modality};

use crate::tables::rows;

struct Family {
    by_type: bool,
    name: &'static str,
    family: &'static str,
    located: bool,
}

/// `lexicons/incident-families.tsv`.
static FAMILIES: LazyLock<Vec<Family>> = LazyLock::new(|| {
    rows(include_str!("../../../lexicons/incident-families.tsv"))
        .filter_map(|mut cells| {
            let (by, name, family, located) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
            Some(Family { by_type: by == "type", name, family, located: located == "yes" })
        })
        .collect()
});

/// Class of a PLOVER type by its codebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quad {
    /// Words of cooperation.
    VerbalCooperation,
    /// Deeds of cooperation.
    MaterialCooperation,
    /// Words of conflict.
    VerbalConflict,
    /// Deeds of conflict.
    MaterialConflict,
}

/// `ontology/crosswalks/plover-scores.tsv`: types and the number of their class.
static QUADS: LazyLock<Vec<(&'static str, Quad)>> = LazyLock::new(|| {
    let classes = [Quad::VerbalCooperation, Quad::MaterialCooperation, Quad::VerbalConflict, Quad::MaterialConflict];
    rows(include_str!("../../../ontology/crosswalks/plover-scores.tsv"))
        .filter_map(|mut cells| {
            let (name, _mode, number) = (cells.next()?, cells.next()?, cells.next()?.parse::<usize>().ok()?);
            Some((name, *classes.get(number.checked_sub(1)?)?))
        })
        .collect()
});

/// Class of a PLOVER type; `None` for what is none.
pub fn quad(plover_type: &str) -> Option<Quad> {
    QUADS.iter().find(|(name, _)| *name == plover_type).map(|(_, quad)| *quad)
}

/// Whether two coded claims name the same type and, both, the same mode: two words for one way of doing it ("fired", "shelled").
pub fn same_mode(a: &Claim, b: &Claim) -> bool {
    matches!((&a.event, &b.event), (Some(x), Some(y)) if x.plover_type == y.plover_type && x.mode.is_some() && x.mode == y.mode)
}

/// Whether two claims say the same kind of thing, so that their slots may be compared: one predicate, one PLOVER type, or, for what is no
/// coded event, one first part of the predicate ("loss.killed", "loss.wounded" are told apart by status).
pub fn same_kind_of_thing(a: &Claim, b: &Claim) -> bool {
    let first = |c: &Claim| c.predicate.split('.').next().unwrap_or("").to_string();
    a.kind == b.kind
        && match (&a.event, &b.event) {
            _ if a.predicate == b.predicate => true,
            // Ground that is taken has a code, ground that is held has none.
            _ if a.kind == Kind::Control => first(a) == first(b),
            (Some(x), Some(y)) => x.plover_type == y.plover_type,
            (None, None) => a.kind != Kind::Event && first(a) == first(b),
            _ => false,
        }
}

/// The family of incidents a claim belongs to and whether that family needs a common place; `None` for claims of no happening.
///
/// Happenings are events, losses, deployments, control and threats that are told as actual or going on (a threat: as made), and numbers
/// with a status. What is planned, ordered, permitted, forecast or only thought of is no happening; what is denied is.
pub fn family(claim: &Claim) -> Option<(String, bool)> {
    let made = matches!(claim.modality, Modality::Actual | Modality::Ongoing) || claim.kind == Kind::Threat;
    let counted = claim.quantity.as_ref().is_some_and(|q| q.value.status.is_some());
    let happening = match claim.kind {
        Kind::Event | Kind::Loss | Kind::Deployment | Kind::Control | Kind::Threat => true,
        Kind::Quantity => counted,
        _ => false,
    };
    let unreal = claim.event.as_ref().is_some_and(|e| e.aux.iter().any(|a| matches!(a, Aux::Future | Aux::Hypothetical)));
    if !made || !happening || unreal {
        return None;
    }
    let listed = |by_type: bool, name: &str| FAMILIES.iter().find(|f| f.by_type == by_type && f.name == name);
    let plover = claim.event.as_ref().map(|e| e.plover_type.as_str());
    let (by_type, by_kind) = (plover.and_then(|t| listed(true, t)), listed(false, claim.kind.as_str()));
    // Whose ground it is stays the question where the taking of it is coded as an attack.
    let found = if claim.kind == Kind::Control { by_kind.or(by_type) } else { by_type.or(by_kind) };
    if let Some(found) = found {
        return Some((found.family.to_string(), found.located));
    }
    let own = plover.map(str::to_lowercase).unwrap_or_else(|| claim.predicate.clone());
    Some((own, false))
}

#[cfg(test)]
mod tests {
    use tacitus_record::{EventCode, Mention, Span};

    use super::*;

    fn claim(kind: Kind, predicate: &str, plover_type: Option<&str>) -> Claim {
        let span = Span::new("x", 0, 1).expect("a span");
        let mention = Mention { article: "a".into(), sentence: 0, span, cue: None, reader: "rule".into(), rules: vec![] };
        let coded = |t: &str| EventCode { plover_type: t.into(), mode: None, aux: vec![], context: vec![] };
        Claim { event: plover_type.map(coded), ..Claim::new(kind, predicate, mention) }
    }

    #[test]
    fn whose_ground_it_is_is_asked_of_ground_held_and_ground_taken_by_force() {
        let taken = claim(Kind::Control, "control.take", Some("ASSAULT"));
        let held = claim(Kind::Control, "control.hold", None);
        assert_eq!(family(&taken), family(&held));
        assert!(same_kind_of_thing(&taken, &held));
        let attack = claim(Kind::Event, "assault.attack", Some("ASSAULT"));
        assert_ne!(family(&attack), family(&held));
        assert!(!same_kind_of_thing(&attack, &held));
    }
}
