//! Says which claims can be one incident at all.

use std::sync::LazyLock;

use tacitus_record::{Aux, Claim, Kind, Modality};

struct Family {
    by_type: bool,
    name: &'static str,
    family: &'static str,
    located: bool,
}

/// `lexicons/incident-families.tsv`.
static FAMILIES: LazyLock<Vec<Family>> = LazyLock::new(|| {
    include_str!("../../../lexicons/incident-families.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let (by, name, family, located) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
            Some(Family { by_type: by == "type", name, family, located: located == "yes" })
        })
        .collect()
});

/// Whether two claims say the same kind of thing, so that their slots may be compared: one predicate, one PLOVER type, or, for what is no
/// coded event, one first part of the predicate ("loss.killed", "loss.wounded" are told apart by status).
pub fn same_kind_of_thing(a: &Claim, b: &Claim) -> bool {
    let first = |c: &Claim| c.predicate.split('.').next().unwrap_or("").to_string();
    a.kind == b.kind
        && match (&a.event, &b.event) {
            _ if a.predicate == b.predicate => true,
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
    if let Some(found) = plover.and_then(|t| listed(true, t)).or_else(|| listed(false, claim.kind.as_str())) {
        return Some((found.family.to_string(), found.located));
    }
    let own = plover.map(str::to_lowercase).unwrap_or_else(|| claim.predicate.clone());
    Some((own, false))
}
