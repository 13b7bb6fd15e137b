//! Puts coordinates on paper, with the land and the lines between states behind them. No land is filled as anybody's and no line is named;
//! a line that any government disputes is told from the others (`data/make_borders.py` says by what).

use std::sync::LazyLock;

/// The outline of the land, made by `data/make_land.py`.
const LAND: &str = include_str!("../data/land.txt");

/// Lines between states, made by `data/make_borders.py`.
const BORDERS: &str = include_str!("../data/borders.txt");

/// Kilometres of one degree of latitude.
const KM_A_DEGREE: f64 = 111.195;
/// Narrowest view, in degrees.
const NARROWEST: f64 = 1.2;

/// A line of (longitude, latitude) in degrees, with its bounds west, south, east, north. One of the land closes into a ring.
struct Line {
    points: Vec<(f64, f64)>,
    bounds: [f64; 4],
}

static RINGS: LazyLock<Vec<Line>> = LazyLock::new(|| LAND.lines().filter(|l| !l.starts_with('#')).map(line_of).collect());

/// Lines that nobody disputes, then the others.
static LINES: LazyLock<[Vec<Line>; 2]> =
    LazyLock::new(|| ["settled ", "disputed "].map(|word| BORDERS.lines().filter_map(|l| l.strip_prefix(word)).map(line_of).collect()));

fn line_of(line: &str) -> Line {
    let (mut x, mut y) = (0, 0);
    let mut points = Vec::new();
    for step in line.split(' ') {
        // The file is ours; a test reads every line.
        let (dx, dy) = step.split_once(',').map_or((0, 0), |(a, b)| (a.parse().unwrap_or(0), b.parse().unwrap_or(0)));
        (x, y) = (x + dx, y + dy);
        points.push((f64::from(x) / 100.0, f64::from(y) / 100.0));
    }
    let bounds =
        points.iter().fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], |[w, s, e, n], (x, y)| [w.min(*x), s.min(*y), e.max(*x), n.max(*y)]);
    Line { points, bounds }
}

/// A view of the world: plate carrée, true to scale along the middle parallel.
#[derive(Clone, Copy, Debug)]
pub struct Projection {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
    /// Units of paper for a degree of latitude, and for one of longitude.
    up: f64,
    across: f64,
    /// Size on paper.
    pub wide: f64,
    /// Size on paper.
    pub high: f64,
}

/// Lines of equal longitude and latitude: degrees, and position on paper.
pub struct Graticule {
    /// From north to south.
    pub meridians: Vec<(f64, f64)>,
    /// From west to east.
    pub parallels: Vec<(f64, f64)>,
}

impl Projection {
    /// The view that holds all points (longitude, latitude, radius in km) with a margin, on paper of that size.
    pub fn around(points: &[(f64, f64, f64)], wide: f64, high: f64) -> Projection {
        let mut bounds = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
        for (lon, lat, km) in points {
            // A country is as wide as it is; its circle need not fit whole.
            let up = (km / KM_A_DEGREE).min(6.0);
            let across = up / lat.to_radians().cos().max(0.2);
            bounds = [bounds[0].min(lon - across), bounds[1].min(lat - up), bounds[2].max(lon + across), bounds[3].max(lat + up)];
        }
        if points.is_empty() {
            bounds = [-180.0, -60.0, 180.0, 80.0];
        }
        let middle = ((bounds[0] + bounds[2]) / 2.0, (bounds[1] + bounds[3]) / 2.0);
        let squeeze = middle.1.to_radians().cos().max(0.2);
        let tall = ((bounds[3] - bounds[1]) * 1.16).max(NARROWEST);
        let broad = ((bounds[2] - bounds[0]) * 1.16 * squeeze).max(NARROWEST);
        let up = (wide / broad).min(high / tall);
        let (half_across, half_up) = (wide / up / squeeze / 2.0, high / up / 2.0);
        Projection {
            west: middle.0 - half_across,
            east: middle.0 + half_across,
            south: middle.1 - half_up,
            north: middle.1 + half_up,
            up,
            across: up * squeeze,
            wide,
            high,
        }
    }

    /// Where a point lies on paper, x to the right, y down.
    pub fn put(&self, lon: f64, lat: f64) -> (f64, f64) {
        ((lon - self.west) * self.across, (self.north - lat) * self.up)
    }

    /// A length on paper.
    pub fn length(&self, km: f64) -> f64 {
        km / KM_A_DEGREE * self.up
    }

    /// A round number of kilometres for the scale bar, a fifth of the paper at the most.
    pub fn scale_km(&self) -> f64 {
        let most = self.wide / 5.0 / self.up * KM_A_DEGREE;
        let power = 10_f64.powf(most.log10().floor());
        [5.0, 2.0, 1.0].into_iter().map(|n| n * power).find(|n| *n <= most).unwrap_or(power)
    }

    /// The land in view as the path of one SVG element.
    pub fn land(&self) -> String {
        let mut path = String::new();
        for ring in RINGS.iter().filter(|r| self.sees(r.bounds)) {
            let paper: Vec<(f64, f64)> = ring.points.iter().map(|(x, y)| self.put(*x, *y)).collect();
            let inside = clipped(paper, self.wide, self.high);
            let mut last = None;
            for (at, (x, y)) in inside.iter().enumerate() {
                // Half a unit of paper is finer than any screen needs.
                let point = ((x * 2.0).round() as i64, (y * 2.0).round() as i64);
                if last == Some(point) {
                    continue;
                }
                last = Some(point);
                path.push_str(&format!("{}{} {}", if at == 0 { "M" } else { "L" }, point.0 as f64 / 2.0, point.1 as f64 / 2.0));
            }
            if !inside.is_empty() {
                path.push('Z');
            }
        }
        path
    }

    /// The lines between states in view as the paths of two SVG elements: those that nobody disputes, and the others.
    pub fn borders(&self) -> [String; 2] {
        LINES.each_ref().map(|lines| {
            let mut path = String::new();
            for line in lines.iter().filter(|l| self.sees(l.bounds)) {
                // Only stretches in view: a line may be long.
                let mut is_drawn = false;
                for pair in line.points.windows(2) {
                    let ((ax, ay), (bx, by)) = (pair[0], pair[1]);
                    if !self.sees([ax.min(bx), ay.min(by), ax.max(bx), ay.max(by)]) {
                        is_drawn = false;
                        continue;
                    }
                    let ((ax, ay), (bx, by)) = (self.put(ax, ay), self.put(bx, by));
                    if !is_drawn {
                        path += &format!("M{ax:.1} {ay:.1}");
                        is_drawn = true;
                    }
                    path += &format!("L{bx:.1} {by:.1}");
                }
            }
            path
        })
    }

    /// Whether bounds west, south, east, north meet the view.
    fn sees(&self, [west, south, east, north]: [f64; 4]) -> bool {
        east >= self.west && west <= self.east && north >= self.south && south <= self.north
    }

    /// Meridians and parallels at round steps.
    pub fn graticule(&self) -> Graticule {
        let span = (self.east - self.west).max(self.north - self.south);
        let step = [0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0].into_iter().find(|s| span / s <= 8.0).unwrap_or(60.0);
        let lines = |from: f64, to: f64| {
            let first = (from / step).ceil() as i64;
            let last = (to / step).floor() as i64;
            (first..=last).map(move |n| n as f64 * step)
        };
        Graticule {
            meridians: lines(self.west, self.east).map(|lon| (lon, self.put(lon, 0.0).0)).collect(),
            parallels: lines(self.south, self.north).map(|lat| (lat, self.put(0.0, lat).1)).collect(),
        }
    }
}

/// A ring cut to the paper (Sutherland and Hodgman 1974), a little beyond its edges so that no edge is drawn as a coast.
fn clipped(mut ring: Vec<(f64, f64)>, wide: f64, high: f64) -> Vec<(f64, f64)> {
    const BEYOND: f64 = 4.0;
    type Side = (fn((f64, f64)) -> f64, f64, f64);
    let sides: [Side; 4] =
        [(|p| p.0, 1.0, -BEYOND), (|p| p.0, -1.0, wide + BEYOND), (|p| p.1, 1.0, -BEYOND), (|p| p.1, -1.0, high + BEYOND)];
    for (get, sign, limit) in sides {
        let depth = |p: (f64, f64)| sign * (get(p) - limit);
        let mut kept = Vec::with_capacity(ring.len());
        for (at, &point) in ring.iter().enumerate() {
            let before = ring[(at + ring.len() - 1) % ring.len()];
            let (a, b) = (depth(before), depth(point));
            if (a < 0.0) != (b < 0.0) {
                let share = a / (a - b);
                kept.push((before.0 + (point.0 - before.0) * share, before.1 + (point.1 - before.1) * share));
            }
            if b >= 0.0 {
                kept.push(point);
            }
        }
        ring = kept;
    }
    ring
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether land lies under a point, by the even-odd rule over all rings.
    fn is_land(lon: f64, lat: f64) -> bool {
        let crossings = |ring: &Line| {
            let points = &ring.points;
            (0..points.len())
                .filter(|&i| {
                    let ((ax, ay), (bx, by)) = (points[i], points[(i + 1) % points.len()]);
                    (ay > lat) != (by > lat) && lon < ax + (lat - ay) / (by - ay) * (bx - ax)
                })
                .count()
        };
        RINGS.iter().map(crossings).sum::<usize>() % 2 == 1
    }

    #[test]
    fn every_line_of_the_land_is_read_and_land_is_where_it_is() {
        for line in LAND.lines().filter(|l| !l.starts_with('#')) {
            assert!(
                line.split(' ').all(|s| s.split_once(',').is_some_and(|(a, b)| a.parse::<i32>().is_ok() && b.parse::<i32>().is_ok())),
                "{line}"
            );
        }
        for (lon, lat) in [(32.5, 15.6), (34.1, 45.0), (36.3, 33.5), (-13.2, 27.1), (75.0, 34.0), (-100.0, 40.0)] {
            assert!(is_land(lon, lat), "{lon} {lat}");
        }
        for (lon, lat) in [(-30.0, 30.0), (0.0, 0.0), (34.0, 43.0), (-21.0, -36.0)] {
            assert!(!is_land(lon, lat), "{lon} {lat}");
        }
    }

    #[test]
    fn disputed_ground_is_land_like_any_other() {
        // Rings are coasts. Crimea has them on all sides, so that a view of it is no test; far inland there is none.
        assert!(is_land(34.1, 45.1));
        for (lon, lat) in [(36.1, 33.1), (-10.5, 24.0), (75.5, 34.5)] {
            assert!(is_land(lon, lat));
            let view = Projection::around(&[(lon, lat, 15.0)], 100.0, 100.0);
            let corners = view.land().matches('L').count();
            assert!(corners <= 5, "{lon} {lat}: {corners} corners where all is land");
        }
    }

    /// Lines of that kind that pass within `reach` degrees of a point.
    fn near(kind: usize, lon: f64, lat: f64, reach: f64) -> usize {
        let passes = |line: &&Line| {
            line.points.windows(2).any(|pair| {
                let ((ax, ay), (bx, by)) = (pair[0], pair[1]);
                let along = ((lon - ax) * (bx - ax) + (lat - ay) * (by - ay)) / ((bx - ax).powi(2) + (by - ay).powi(2)).max(1e-12);
                let along = along.clamp(0.0, 1.0);
                (ax + along * (bx - ax) - lon).hypot(ay + along * (by - ay) - lat) <= reach
            })
        };
        LINES[kind].iter().filter(passes).count()
    }

    #[test]
    fn every_border_is_read() {
        let lines = BORDERS.lines().filter(|l| !l.starts_with('#')).count();
        assert_eq!(LINES.iter().map(Vec::len).sum::<usize>(), lines);
        assert!(LINES.iter().flatten().all(|l| l.points.len() >= 2 && l.points.iter().all(|(x, y)| x.abs() <= 180.0 && y.abs() <= 90.0)));
    }

    #[test]
    fn what_governments_dispute_is_never_drawn_as_settled() {
        // Where a line is drawn there, it is dashed: the isthmus of Crimea, both lines of the Golan, the berm of Western Sahara and its north,
        // the line of control in Kashmir and the Aksai Chin, the green line and Kosovo.
        for (lon, lat, reach) in [
            (33.8, 46.2, 0.15),
            (35.85, 32.95, 0.08),
            (35.63, 33.1, 0.15),
            (-11.6, 26.35, 0.15),
            (-8.68, 28.0, 0.1),
            (74.3, 34.77, 0.1),
            (78.3, 34.6, 0.1),
            (35.2, 32.5, 0.1),
            (20.6, 43.0, 0.1),
        ] {
            assert!(near(1, lon, lat, reach) > 0, "a line is drawn at {lon} {lat}");
            assert_eq!(near(0, lon, lat, reach), 0, "and it is not drawn as settled at {lon} {lat}");
        }
        // Their towns lie within no line that would give them to anybody: none that is settled comes near.
        for (town, lon, lat, reach) in [
            ("Simferopol", 34.1, 44.95, 1.0),
            ("Majdal Shams", 35.77, 33.27, 0.08),
            ("Laayoune", -13.2, 27.15, 1.5),
            ("Srinagar", 74.8, 34.09, 1.0),
        ] {
            assert_eq!(near(0, lon, lat, reach), 0, "{town}");
        }
        assert!(near(0, 6.1, 49.5, 0.3) > 0, "while others are drawn through");
    }

    #[test]
    fn a_view_has_the_borders_of_its_own_part() {
        let [settled, disputed] = Projection::around(&[(76.0, 34.0, 300.0)], 600.0, 400.0).borders();
        assert!(settled.starts_with('M') && disputed.starts_with('M'));
        assert_eq!(Projection::around(&[(-21.0, -36.0, 5.0)], 600.0, 400.0).borders(), [String::new(), String::new()]);
    }

    #[test]
    fn all_points_are_on_the_paper_and_the_scale_is_round() {
        let points = [(-21.0, -36.0, 5.0), (-24.0, -34.0, 40.0), (-22.0, -39.0, 1.0)];
        let view = Projection::around(&points, 600.0, 400.0);
        for (lon, lat, _) in points {
            let (x, y) = view.put(lon, lat);
            assert!((0.0..600.0).contains(&x) && (0.0..400.0).contains(&y), "{x} {y}");
        }
        let scale = view.scale_km();
        assert!([1.0, 2.0, 5.0].contains(&(scale / 10_f64.powf(scale.log10().floor())).round()), "{scale}");
        assert!(view.length(scale) <= 121.0);
    }
}
