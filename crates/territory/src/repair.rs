//! Makes ground of the rings as drawn, and says what had to be repaired.
//!
//! The ground of a polygon is what its outer ring encloses, without what its holes enclose. A ring that crosses itself encloses every point
//! that it winds around (the non-zero rule), so that a loop drawn twice is no hole. Lines between points are straight in degrees, as
//! RFC 7946 (3.1.1) has them.

use std::fmt;

use geo::algorithm::bool_ops::{FillRule, OpType};
use geo::algorithm::sweep::{Cross, Intersections};
use geo::orient::Direction;
use geo::{Area, BooleanOps, Coord, Line, LineIntersection, LineString, MultiPolygon, Orient, Polygon};

/// Share by which two planar areas of the same ground may differ: coordinates are put on a fine grid when rings are resolved.
const SAME_AREA: f64 = 1e-6;

/// What was repaired, in rings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Repairs {
    /// Rings whose last point was not the first: closed.
    pub closed: u32,
    /// Rings the wrong way round (RFC 7946: outer counter-clockwise, holes clockwise): turned.
    pub turned: u32,
    /// Polygons with a ring that crossed or touched itself, or rings that crossed each other: resolved.
    pub crossed: u32,
    /// Polygons with a hole outside the outer ring or inside another hole: what is outside takes nothing away, and no ground is taken away twice.
    pub misplaced: u32,
    /// Holes without an area: dropped.
    pub dropped: u32,
}

impl Repairs {
    /// Whether there was nothing to repair.
    pub fn is_empty(&self) -> bool {
        *self == Repairs::default()
    }

    /// Adds those of another polygon.
    pub fn add(&mut self, other: Repairs) {
        self.closed += other.closed;
        self.turned += other.turned;
        self.crossed += other.crossed;
        self.misplaced += other.misplaced;
        self.dropped += other.dropped;
    }
}

impl fmt::Display for Repairs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = [
            (self.closed, "ring closed", "rings closed"),
            (self.turned, "ring turned the right way round", "rings turned the right way round"),
            (self.crossed, "polygon with crossing lines resolved", "polygons with crossing lines resolved"),
            (self.misplaced, "polygon with a misplaced hole resolved", "polygons with misplaced holes resolved"),
            (self.dropped, "hole without area dropped", "holes without area dropped"),
        ];
        let said = said.iter().filter(|(n, _, _)| *n > 0).map(|(n, one, more)| format!("{n} {}", if *n == 1 { one } else { more }));
        f.write_str(&said.collect::<Vec<_>>().join(", "))
    }
}

/// The ground of one polygon; outer rings are counter-clockwise, holes clockwise, and no lines cross. The error says why there is none.
pub(crate) fn ground(rings: &[Vec<Coord<f64>>]) -> Result<(MultiPolygon<f64>, Repairs), String> {
    let mut repairs = Repairs::default();
    let (outer, holes) = rings.split_first().ok_or("a polygon has no rings")?;
    let outer = cleaned(outer, "the outer ring", &mut repairs)?.ok_or("the outer ring has fewer than three points and encloses nothing")?;
    let mut kept = Vec::with_capacity(holes.len());
    for (at, hole) in holes.iter().enumerate() {
        match cleaned(hole, &format!("hole {}", at + 1), &mut repairs)? {
            Some(ring) => kept.push(ring),
            None => repairs.dropped += 1,
        }
    }
    if lines_cross(&outer, &kept) {
        repairs.crossed = 1;
        let shape = resolved(&outer, &kept);
        return if shape.0.is_empty() { Err("the outer ring encloses nothing".to_string()) } else { Ok((shape, repairs)) };
    }
    // Without crossings the direction of a ring is plain, and an area of nothing means points on one line.
    let area = signed_area(&outer);
    if area == 0.0 {
        return Err("the outer ring encloses nothing".to_string());
    }
    repairs.turned += u32::from(area < 0.0);
    kept.retain(|hole| {
        let area = signed_area(hole);
        repairs.dropped += u32::from(area == 0.0);
        repairs.turned += u32::from(area > 0.0);
        area != 0.0
    });
    let polygon = Polygon::new(outer, kept).orient(Direction::Default);
    if polygon.interiors().is_empty() {
        return Ok((MultiPolygon(vec![polygon]), repairs));
    }
    let shape = resolved(polygon.exterior(), polygon.interiors());
    if (shape.unsigned_area() - signed_area(polygon.exterior()) - polygon.interiors().iter().map(signed_area).sum::<f64>()).abs()
        <= SAME_AREA * signed_area(polygon.exterior())
    {
        return Ok((MultiPolygon(vec![polygon]), repairs));
    }
    repairs.misplaced = 1;
    Ok((shape, repairs))
}

/// The ring closed and without repeated points; `None` where fewer than three points are left.
fn cleaned(ring: &[Coord<f64>], name: &str, repairs: &mut Repairs) -> Result<Option<LineString<f64>>, String> {
    for (at, point) in ring.iter().enumerate() {
        // Written so that a value that is no number fails too.
        if !(point.x.abs() <= 180.0 && point.y.abs() <= 90.0) {
            return Err(format!("point {} of {name} is {},{}: no longitude and latitude in degrees (WGS84)", at + 1, point.x, point.y));
        }
    }
    let is_closed = ring.first() == ring.last();
    let mut points = ring.to_vec();
    if !is_closed {
        points.extend(ring.first().copied());
    }
    points.dedup();
    if points.len() < 4 {
        return Ok(None);
    }
    repairs.closed += u32::from(!is_closed);
    let (west, east) = points.iter().fold((f64::MAX, f64::MIN), |(west, east), p| (west.min(p.x), east.max(p.x)));
    if east - west > 180.0 {
        return Err(format!("{name} spans more than half of the globe; cut it where it crosses longitude 180, as RFC 7946 (3.1.9) asks"));
    }
    Ok(Some(LineString(points)))
}

/// Planar area in square degrees; positive where the ring runs counter-clockwise.
fn signed_area(ring: &LineString<f64>) -> f64 {
    Polygon::new(ring.clone(), Vec::new()).signed_area()
}

/// One line of a ring; `last` closes it.
#[derive(Clone, Copy, Debug)]
struct Side {
    ring: usize,
    number: usize,
    last: usize,
    line: Line<f64>,
}

impl Cross for Side {
    type Scalar = f64;

    fn line(&self) -> Line<f64> {
        self.line
    }
}

impl Side {
    fn is_next_to(&self, other: &Side) -> bool {
        let apart = self.number.abs_diff(other.number);
        self.ring == other.ring && (apart == 1 || apart == self.last)
    }
}

/// Whether a ring crosses, retraces or touches itself, or two rings cross or share a line. Two rings may touch in a point.
fn lines_cross(outer: &LineString<f64>, holes: &[LineString<f64>]) -> bool {
    let sides = std::iter::once(outer).chain(holes).enumerate().flat_map(|(ring, line_string)| {
        let last = line_string.0.len() - 2;
        line_string.lines().enumerate().map(move |(number, line)| Side { ring, number, last, line })
    });
    sides.collect::<Intersections<Side>>().any(|(a, b, meeting)| match meeting {
        LineIntersection::Collinear { intersection } => intersection.start != intersection.end || !(a.is_next_to(&b) || a.ring != b.ring),
        LineIntersection::SinglePoint { is_proper, .. } => is_proper || (a.ring == b.ring && !a.is_next_to(&b)),
    })
}

/// What the outer ring winds around, without what the holes wind around.
fn resolved(outer: &LineString<f64>, holes: &[LineString<f64>]) -> MultiPolygon<f64> {
    let nothing = MultiPolygon::<f64>(Vec::new());
    let enclosed = |ring: &LineString<f64>| {
        Polygon::new(ring.clone(), Vec::new()).boolean_op_with_fill_rule(&nothing, OpType::Union, FillRule::NonZero)
    };
    let shape = enclosed(outer);
    if holes.is_empty() {
        return shape;
    }
    let holes: Vec<MultiPolygon<f64>> = holes.iter().map(enclosed).collect();
    shape.difference(&geo::unary_union(&holes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ring(points: &[(f64, f64)]) -> Vec<Coord<f64>> {
        points.iter().map(|&(x, y)| Coord { x, y }).collect()
    }

    fn square(x: f64, y: f64, side: f64) -> Vec<Coord<f64>> {
        ring(&[(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)])
    }

    fn turned(mut ring: Vec<Coord<f64>>) -> Vec<Coord<f64>> {
        ring.reverse();
        ring
    }

    /// Planar area and what was repaired.
    fn of(rings: &[Vec<Coord<f64>>]) -> (f64, Repairs) {
        let (shape, repairs) = ground(rings).unwrap();
        ((shape.unsigned_area() * 1e6).round() / 1e6, repairs)
    }

    #[test]
    fn a_good_polygon_needs_no_repair() {
        assert_eq!(of(&[square(0.0, 0.0, 4.0), turned(square(1.0, 1.0, 1.0))]), (15.0, Repairs::default()));
        // A hole may touch the outer ring in a point, and two holes each other.
        let diamond = ring(&[(0.0, 2.0), (1.0, 3.0), (2.0, 2.0), (1.0, 1.0), (0.0, 2.0)]);
        let beside = ring(&[(2.0, 2.0), (3.0, 3.0), (4.0, 2.0), (3.0, 1.0), (2.0, 2.0)]);
        assert_eq!(of(&[square(0.0, 0.0, 4.0), diamond, beside]).1, Repairs::default());
    }

    #[test]
    fn every_fault_is_repaired_and_said() {
        let open = ring(&[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]);
        assert_eq!(of(std::slice::from_ref(&open)), (16.0, Repairs { closed: 1, ..Repairs::default() }));
        assert_eq!(of(&[turned(open)]), (16.0, Repairs { closed: 1, turned: 1, ..Repairs::default() }));
        assert_eq!(of(&[square(0.0, 0.0, 4.0), square(1.0, 1.0, 1.0)]), (15.0, Repairs { turned: 1, ..Repairs::default() }));
        let crossed = Repairs { crossed: 1, ..Repairs::default() };
        let eight = ring(&[(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0), (0.0, 0.0)]);
        assert_eq!(of(&[eight]), (2.0, crossed), "both loops of a figure of eight are ground");
        let looped = ring(&[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (1.0, 4.0), (1.0, -1.0), (2.0, -1.0), (2.0, 3.0), (0.0, 3.0), (0.0, 0.0)]);
        let (area, repairs) = of(&[looped]);
        assert_eq!(repairs, crossed);
        assert!(area > 12.0 && area < 17.0, "ground wound around twice is no hole: {area}");
        let spike = ring(&[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (6.0, 6.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)]);
        assert_eq!(of(&[spike]), (16.0, crossed));
        assert_eq!(of(&[square(0.0, 0.0, 4.0), turned(square(3.0, 3.0, 2.0))]), (15.0, crossed), "a hole over the edge");
        let misplaced = Repairs { misplaced: 1, ..Repairs::default() };
        assert_eq!(of(&[square(0.0, 0.0, 4.0), turned(square(7.0, 7.0, 2.0))]), (16.0, misplaced), "a hole outside");
        assert_eq!(of(&[square(0.0, 0.0, 4.0), turned(square(1.0, 1.0, 2.0)), turned(square(1.5, 1.5, 1.0))]), (12.0, misplaced));
        let flat = ring(&[(1.0, 1.0), (2.0, 2.0), (1.0, 1.0)]);
        assert_eq!(of(&[square(0.0, 0.0, 4.0), flat]), (16.0, Repairs { dropped: 1, ..Repairs::default() }));
    }

    #[test]
    fn what_is_no_ground_says_why() {
        for (rings, says) in [
            (vec![], "no rings"),
            (vec![vec![]], "fewer than three"),
            (vec![ring(&[(0.0, 0.0), (1.0, 1.0), (0.0, 0.0)])], "fewer than three"),
            (vec![ring(&[(0.0, 0.0), (1.0, 1.0), (2.0, 2.0), (0.0, 0.0)])], "encloses nothing"),
            (vec![ring(&[(0.0, 0.0), (370_000.0, 5_200_000.0), (1.0, 0.0)])], "point 2 of the outer ring is 370000,5200000"),
            (vec![square(0.0, 0.0, 1.0), ring(&[(0.0, f64::NAN)])], "hole 1"),
            (vec![ring(&[(179.0, 0.0), (-179.0, 0.0), (-179.0, 1.0), (179.0, 1.0)])], "half of the globe"),
        ] {
            let error = ground(&rings).unwrap_err();
            assert!(error.contains(says), "{error}");
        }
    }

    proptest! {
        /// Any rings give clean ground or a reason; the ground never exceeds the box around the outer ring, and repairing it again finds nothing.
        #[test]
        fn any_rings_are_repaired_once(rings in prop::collection::vec(prop::collection::vec((-8i32..8, -8i32..8), 0..12), 0..3)) {
            let rings: Vec<Vec<Coord<f64>>> =
                rings.iter().map(|r| r.iter().map(|&(x, y)| Coord { x: f64::from(x), y: f64::from(y) }).collect()).collect();
            if let Ok((shape, _)) = ground(&rings) {
                let xs = || rings[0].iter().map(|p| p.x);
                let ys = || rings[0].iter().map(|p| p.y);
                let span = |low: f64, high: f64| high - low;
                let most = span(xs().fold(9.0, f64::min), xs().fold(-9.0, f64::max)) * span(ys().fold(9.0, f64::min), ys().fold(-9.0, f64::max));
                prop_assert!(shape.unsigned_area() <= most + 1e-6);
                prop_assert!((shape.signed_area() - shape.unsigned_area()).abs() < 1e-9, "outer rings run counter-clockwise");
                let area: f64 = shape.iter().map(|p| {
                    let rings: Vec<Vec<Coord<f64>>> = std::iter::once(p.exterior()).chain(p.interiors()).map(|r| r.0.clone()).collect();
                    ground(&rings).map_or(0.0, |(again, _)| again.unsigned_area())
                }).sum();
                prop_assert!((area - shape.unsigned_area()).abs() < 1e-6);
            }
        }
    }
}
