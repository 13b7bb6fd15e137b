//! Knows what the feature codes of GeoNames are for us: a kind of place, or nothing that news names.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::place_kind::{PlaceKind, Prominence};

/// What a feature code stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Feature {
    pub kind: PlaceKind,
    pub prominence: Prominence,
    /// Radius of the circle that stands for a region, kilometres; 0 for other kinds.
    pub radius_km: u32,
}

static FEATURES: LazyLock<BTreeMap<&'static str, Option<Feature>>> = LazyLock::new(|| rows().collect());

fn rows() -> impl Iterator<Item = (&'static str, Option<Feature>)> {
    include_str!("../../../../gazetteer/feature-codes.tsv").lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut columns = line.split('\t');
        Some((columns.next()?, feature(columns.next()?, columns.next()?)?))
    })
}

/// A row's kind and radius; the outer `None` for a row that is wrong, the inner one for "left out".
fn feature(kind: &str, radius_km: &str) -> Option<Option<Feature>> {
    let radius_km = if radius_km.is_empty() { 0 } else { radius_km.parse().ok()? };
    let usual = |kind| Some(Some(Feature { kind, prominence: Prominence::Usual, radius_km }));
    let minor = |kind| Some(Some(Feature { kind, prominence: Prominence::Minor, radius_km }));
    match kind {
        "-" => Some(None),
        "country" => usual(PlaceKind::Country),
        "province" => usual(PlaceKind::Province),
        "district" => usual(PlaceKind::District),
        "settlement" => usual(PlaceKind::Settlement),
        "region" => minor(PlaceKind::Region),
        "site" => minor(PlaceKind::Site),
        _ => None,
    }
}

/// What a class and code ("P", "PPL") stand for, or else the class alone; `None` for what is left out.
pub(super) fn feature_of(class: &str, code: &str) -> Option<Feature> {
    let mut key = format!("{class}.{code}");
    let listed = FEATURES.get(key.as_str());
    key.truncate(class.len());
    listed.or_else(|| FEATURES.get(key.as_str())).copied().flatten()
}

#[cfg(test)]
mod tests {
    use super::{feature_of, rows};
    use crate::PlaceKind;

    #[test]
    fn every_row_of_the_table_is_read() {
        let lines = include_str!("../../../../gazetteer/feature-codes.tsv").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(rows().count(), lines, "a row of feature-codes.tsv has an unknown kind or a wrong radius");
        assert!(rows().flat_map(|(_, feature)| feature).all(|f| (f.kind == PlaceKind::Region) == (f.radius_km > 0)));
    }

    #[test]
    fn a_code_goes_before_its_class() {
        assert_eq!(feature_of("P", "PPLX").map(|f| f.kind), Some(PlaceKind::Settlement));
        assert_eq!(feature_of("S", "AIRB").map(|f| f.kind), Some(PlaceKind::Site));
        assert_eq!(feature_of("S", "HTL"), None);
        assert_eq!(feature_of("", ""), None);
        assert_eq!(feature_of("P", "PPLH"), None);
    }
}
