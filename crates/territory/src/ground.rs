//! Measures the ground of one day: by holder and status, and by what a claim may count.
//!
//! Areas are those of the WGS84 ellipsoid by Karney's method (C. F. F. Karney, "Algorithms for geodesics", J. Geodesy 87, 2013). Lines
//! between points are straight in degrees (RFC 7946, 3.1.1); they are followed in steps of a hundredth of a degree, since the method joins
//! points by the shortest way, which bends away from a parallel. Parts therefore add up to the whole.

use std::collections::{BTreeMap, BTreeSet};

use geo::line_measures::metric_spaces::Euclidean;
use geo::{BooleanOps, BoundingRect, Densify, GeodesicArea, Intersects, MultiPolygon, unary_union};
use tacitus_record::Day;

use crate::Status;
use crate::repair::Repairs;

/// Longest step along a line, in degrees: off by at most two centimetres from the line, which is under a millionth of any area told.
const STEP: f64 = 0.01;
const SQUARE_METRES: f64 = 1e6;

/// Whose ground and what of it; `None` where the source names no holder.
pub(crate) type Key = (Option<String>, Status);

/// What one source shows on one day.
#[derive(Clone, Debug)]
pub struct ControlDay {
    /// The day.
    pub day: Day,
    /// Second of the snapshot, for sources that count them.
    pub snapshot: Option<i64>,
    pub(crate) ground: BTreeMap<Key, Ground>,
}

/// Polygons of one holder and status.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ground {
    /// Ground of each feature.
    pub features: Vec<MultiPolygon<f64>>,
    /// Features that needed repair.
    pub repaired: usize,
}

/// The area of one holder and status on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// The day.
    pub day: Day,
    /// Second of the snapshot, for sources that count them.
    pub snapshot: Option<i64>,
    /// Who holds or claims it, in the mapping's word; `None` where the source names nobody.
    pub holder: Option<String>,
    /// What the source says of it.
    pub status: Status,
    /// Square kilometres; ground that several polygons cover counts once.
    pub km2: f64,
    /// Square kilometres that would have counted more than once.
    pub overlap_km2: f64,
    /// Square kilometres of it that are also under another holder or status that day: such rows must not be added up.
    pub shared_km2: f64,
    /// Features that it is made of.
    pub features: usize,
    /// Features among them that were repaired.
    pub repaired: usize,
}

/// The ground that one reading of "holds" counts for one holder.
#[derive(Clone, Debug, PartialEq)]
pub struct Extent {
    /// What is counted.
    pub counted: Counted,
    /// Square kilometres.
    pub km2: f64,
}

/// Which ground an extent counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counted {
    /// The ground of that holder with that status.
    Holders(Status),
    /// The ground with that status for which the source names no holder.
    Nobodys(Status),
    /// All of these together, what they share counted once.
    Together,
}

/// Square kilometres of ground whose outer rings run counter-clockwise.
pub(crate) fn km2(shape: &MultiPolygon<f64>) -> f64 {
    // Signed, so that a sliver whose direction turns by rounding is nothing and not the rest of the globe.
    (Euclidean.densify(shape, STEP).geodesic_area_signed() / SQUARE_METRES).max(0.0)
}

impl ControlDay {
    pub(crate) fn new(day: Day, snapshot: Option<i64>) -> ControlDay {
        ControlDay { day, snapshot, ground: BTreeMap::new() }
    }

    pub(crate) fn add(&mut self, key: Key, shape: MultiPolygon<f64>, repairs: Repairs) {
        let ground = self.ground.entry(key).or_default();
        ground.features.push(shape);
        ground.repaired += usize::from(!repairs.is_empty());
    }

    /// Areas by holder and status, in that order.
    pub fn areas(&self) -> Vec<Area> {
        let shapes: Vec<(&Key, MultiPolygon<f64>)> = self.ground.iter().map(|(key, ground)| (key, unary_union(&ground.features))).collect();
        let of = |at: usize| {
            let ((holder, status), shape) = (shapes[at].0, &shapes[at].1);
            let ground = &self.ground[shapes[at].0];
            let km2_once = km2(shape);
            let others: Vec<&MultiPolygon<f64>> =
                shapes.iter().enumerate().filter(|(i, (_, other))| *i != at && meet(shape, other)).map(|(_, (_, other))| other).collect();
            let shared_km2 = if others.is_empty() { 0.0 } else { km2(&shape.intersection(&unary_union(others))) };
            Area {
                day: self.day,
                snapshot: self.snapshot,
                holder: holder.clone(),
                status: *status,
                km2: km2_once,
                overlap_km2: (ground.features.iter().map(km2).sum::<f64>() - km2_once).max(0.0),
                shared_km2,
                features: ground.features.len(),
                repaired: ground.repaired,
            }
        };
        (0..shapes.len()).map(of).collect()
    }

    /// Who holds or claims ground that day.
    pub fn holders(&self) -> BTreeSet<String> {
        self.ground.keys().filter_map(|(holder, _)| holder.clone()).collect()
    }

    /// What "the ground of this holder" may mean on this map: each status of the holder's, each for which nobody is named, and all together
    /// where there are several. What is held is always there, with nothing where the map shows none.
    pub fn extents(&self, holder: &str) -> Vec<Extent> {
        let mut extents = Vec::new();
        let mut all = Vec::new();
        for owner in [Some(holder), None] {
            for &status in Status::ALL {
                let ground = self.ground.get(&(owner.map(str::to_string), status));
                let counted = if owner.is_some() { Counted::Holders(status) } else { Counted::Nobodys(status) };
                if ground.is_none() && counted != Counted::Holders(Status::Held) {
                    continue;
                }
                let shape = ground.map_or(MultiPolygon(Vec::new()), |ground| unary_union(&ground.features));
                extents.push(Extent { counted, km2: km2(&shape) });
                all.push(shape);
            }
        }
        if all.len() > 1 {
            extents.push(Extent { counted: Counted::Together, km2: km2(&unary_union(&all)) });
        }
        extents
    }
}

fn meet(a: &MultiPolygon<f64>, b: &MultiPolygon<f64>) -> bool {
    matches!((a.bounding_rect(), b.bounding_rect()), (Some(a), Some(b)) if a.intersects(&b))
}

/// Adds a row of nothing for each holder and status of the series that a day's map does not show, so that a day without ground and a day
/// without a map look different. `days` are all days with a map and their snapshots; the rows come out by day, holder, status.
pub fn fill_absent(rows: &mut Vec<Area>, days: &[(Day, Option<i64>)]) {
    let keys: BTreeSet<Key> = rows.iter().map(|row| (row.holder.clone(), row.status)).collect();
    let present: BTreeSet<(Day, Key)> = rows.iter().map(|row| (row.day, (row.holder.clone(), row.status))).collect();
    for &(day, snapshot) in days {
        for (holder, status) in keys.iter().filter(|key| !present.contains(&(day, (*key).clone()))) {
            let (holder, status) = (holder.clone(), *status);
            rows.push(Area { day, snapshot, holder, status, km2: 0.0, overlap_km2: 0.0, shared_km2: 0.0, features: 0, repaired: 0 });
        }
    }
    rows.sort_by(|a, b| (a.day, &a.holder, a.status).cmp(&(b.day, &b.holder, b.status)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::orient::Direction;
    use geo::{Coord, Orient, Rect, polygon};
    use proptest::prelude::*;

    fn rect(west: f64, south: f64, east: f64, north: f64) -> MultiPolygon<f64> {
        MultiPolygon(vec![Rect::new(Coord { x: west, y: south }, Coord { x: east, y: north }).to_polygon().orient(Direction::Default)])
    }

    /// Area of the ellipsoid between two parallels and two meridians, km² (closed form on the authalic sphere's latitude function).
    fn exact(west: f64, south: f64, east: f64, north: f64) -> f64 {
        let (a, f) = (6378.137_f64, 1.0 / 298.257_223_563);
        let e2: f64 = f * (2.0 - f);
        let e = e2.sqrt();
        let q = |lat: f64| {
            let s = lat.to_radians().sin();
            (1.0 - e2) * (s / (1.0 - e2 * s * s) + (e * s).atanh() / e)
        };
        a * a / 2.0 * (q(north) - q(south)) * (east - west).to_radians()
    }

    #[test]
    fn a_box_has_the_area_between_its_parallels() {
        for (west, south, east, north) in
            [(33.8, 50.9, 36.8, 52.4), (0.0, 0.0, 1.0, 1.0), (-70.0, -80.0, 60.0, -60.0), (10.0, 89.0, 20.0, 90.0)]
        {
            let (measured, exact) = (km2(&rect(west, south, east, north)), exact(west, south, east, north));
            assert!((measured / exact - 1.0).abs() < 1e-6, "{west},{south},{east},{north}: {measured} {exact}");
        }
    }

    #[test]
    fn ground_counts_once_and_what_is_shared_is_told() {
        let mut day = ControlDay::new(Day::new(2031, 5, 14).unwrap(), None);
        let norland = |status| (Some("Norland".to_string()), status);
        day.add(norland(Status::Held), rect(0.0, 0.0, 2.0, 1.0), Repairs { closed: 1, ..Repairs::default() });
        day.add(norland(Status::Held), rect(1.0, 0.0, 3.0, 1.0), Repairs::default());
        day.add(norland(Status::Claimed), rect(2.0, 0.0, 4.0, 1.0), Repairs::default());
        day.add((None, Status::Unclear), rect(10.0, 0.0, 11.0, 1.0), Repairs::default());
        let one = exact(0.0, 0.0, 1.0, 1.0);
        let near = |a: f64, b: f64| (a - b).abs() < 0.01;
        let areas = day.areas();
        let [unclear, held, claimed] = &areas[..] else { panic!("{areas:?}") };
        assert_eq!((unclear.status, held.status, claimed.status), (Status::Unclear, Status::Held, Status::Claimed));
        assert!(near(held.km2, 3.0 * one) && near(held.overlap_km2, one) && near(held.shared_km2, one), "{held:?}");
        assert!(near(claimed.km2, 2.0 * one) && near(claimed.overlap_km2, 0.0) && near(claimed.shared_km2, one), "{claimed:?}");
        assert!(near(unclear.km2, one) && near(unclear.shared_km2, 0.0));
        assert_eq!((held.features, held.repaired), (2, 1));
        let extents = day.extents("Norland");
        let counted: Vec<&Counted> = extents.iter().map(|e| &e.counted).collect();
        assert_eq!(
            counted,
            [&Counted::Holders(Status::Held), &Counted::Holders(Status::Claimed), &Counted::Nobodys(Status::Unclear), &Counted::Together]
        );
        assert!(near(extents[3].km2, 5.0 * one), "{extents:?}");
        assert_eq!(day.holders().into_iter().collect::<Vec<_>>(), ["Norland"]);
    }

    #[test]
    fn a_day_without_ground_has_rows_of_nothing() {
        let (one, two) = (Day::new(2031, 5, 1).unwrap(), Day::new(2031, 5, 2).unwrap());
        let mut day = ControlDay::new(two, Some(7));
        day.add((None, Status::Contested), rect(0.0, 0.0, 1.0, 1.0), Repairs::default());
        let mut rows = day.areas();
        fill_absent(&mut rows, &[(one, Some(3)), (two, Some(7))]);
        assert_eq!(
            rows.iter().map(|r| (r.day, r.km2 > 0.0, r.snapshot)).collect::<Vec<_>>(),
            [(one, false, Some(3)), (two, true, Some(7))]
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        /// Cut at any meridian or parallel, the parts add up to the whole.
        #[test]
        fn parts_add_up(at in 0.05f64..0.95, south in -70.0f64..70.0) {
            let triangle = polygon![(x: 20.0, y: south), (x: 22.0, y: south + 0.3), (x: 20.4, y: south + 1.5), (x: 20.0, y: south)];
            let whole = km2(&MultiPolygon(vec![triangle.clone()]));
            for (a, b) in [
                (rect(19.0, -90.0, 20.0 + 2.0 * at, 90.0), rect(20.0 + 2.0 * at, -90.0, 23.0, 90.0)),
                (rect(19.0, -90.0, 23.0, south + 1.5 * at), rect(19.0, south + 1.5 * at, 23.0, 90.0)),
            ] {
                let parts = km2(&a.intersection(&triangle)) + km2(&b.intersection(&triangle));
                prop_assert!((parts / whole - 1.0).abs() < 1e-6, "{} {}", parts, whole);
            }
        }
    }
}
