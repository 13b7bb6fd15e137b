//! The ground that counts: a box or polygons that the user gives.

use std::path::Path;
use std::str::FromStr;

use geo::{BooleanOps, BoundingRect, Coord, Intersects, MultiPolygon, Rect, unary_union};

use crate::feature::Drawn;
use crate::{TerritoryError, repair, source_file};

/// A region; what lies outside is not counted.
#[derive(Clone, Debug)]
pub struct Clip {
    shape: MultiPolygon<f64>,
    bounds: Vec<Rect<f64>>,
}

impl Clip {
    /// The region of all polygons in a GeoJSON or KML file.
    ///
    /// # Errors
    /// Where the file cannot be read, holds no polygon, or one that cannot be repaired: a region must be whole.
    pub fn within(path: &Path) -> Result<Clip, TerritoryError> {
        let wrong = |what: String| TerritoryError::clip(&path.display().to_string(), what);
        let mut parts = Vec::new();
        for feature in source_file::features(path).map_err(|what| wrong(format!("the file {what}")))? {
            let of_feature = |what: &str| wrong(format!("feature {}: {what}", feature.number));
            match &feature.drawn {
                Drawn::NoArea(_) => {}
                Drawn::Wrong(what) => return Err(of_feature(what)),
                Drawn::Polygons(polygons) => {
                    for rings in polygons {
                        parts.push(repair::ground(rings).map_err(|what| of_feature(&what))?.0);
                    }
                }
            }
        }
        if parts.is_empty() {
            return Err(wrong("the file holds no polygon".to_string()));
        }
        Ok(Clip::of(unary_union(&parts)))
    }

    fn of(shape: MultiPolygon<f64>) -> Clip {
        let bounds = shape.iter().filter_map(|polygon| polygon.bounding_rect()).collect();
        Clip { shape, bounds }
    }

    /// Whether a polygon with this outer ring may have ground inside: by bounding boxes, so that what is far away costs nothing.
    pub(crate) fn may_hold(&self, outer: &[Coord<f64>]) -> bool {
        let Some(first) = outer.first() else { return true };
        let bounds = outer.iter().fold(Rect::new(*first, *first), |r, p| {
            let (low, high) = (r.min(), r.max());
            Rect::new(Coord { x: low.x.min(p.x), y: low.y.min(p.y) }, Coord { x: high.x.max(p.x), y: high.y.max(p.y) })
        });
        self.bounds.iter().any(|part| part.intersects(&bounds))
    }

    /// What of the ground lies inside.
    pub(crate) fn of_ground(&self, ground: &MultiPolygon<f64>) -> MultiPolygon<f64> {
        self.shape.intersection(ground)
    }
}

/// `W,S,E,N` in degrees; a box whose west is greater than its east crosses longitude 180, as in RFC 7946 (5.2).
impl FromStr for Clip {
    type Err = TerritoryError;

    fn from_str(text: &str) -> Result<Clip, TerritoryError> {
        let wrong = |what: &str| TerritoryError::clip(text, what);
        let numbers: Vec<f64> = text.split(',').map_while(|n| n.trim().parse().ok()).collect();
        let [west, south, east, north] = numbers[..] else {
            return Err(wrong("a box is W,S,E,N in degrees, as 33.8,50.9,36.8,52.4"));
        };
        if text.split(',').count() != 4 || ![west, east].iter().all(|x| x.abs() <= 180.0) || ![south, north].iter().all(|y| y.abs() <= 90.0)
        {
            return Err(wrong("a box is W,S,E,N; longitudes lie within -180 and 180, latitudes within -90 and 90"));
        }
        if south >= north || west == east {
            return Err(wrong("its south must lie under its north, and its west must not be its east"));
        }
        let part = |west: f64, east: f64| Rect::new(Coord { x: west, y: south }, Coord { x: east, y: north }).to_polygon();
        let parts = if west < east { vec![part(west, east)] } else { vec![part(west, 180.0), part(-180.0, east)] };
        Ok(Clip::of(unary_union(&parts)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::Area;

    #[test]
    fn boxes_are_checked() {
        for (text, says) in [
            ("1,2,3", "W,S,E,N"),
            ("1,2,3,x", "W,S,E,N"),
            ("1,2,3,4,5", "W,S,E,N"),
            ("0,50,200,51", "180"),
            ("0,51,1,50", "south"),
            ("NaN,0,1,1", "180"),
        ] {
            let error = text.parse::<Clip>().unwrap_err().to_string();
            assert!(error.contains(says) && error.contains(text), "{error}");
        }
        assert!(("33.8, 50.9, 36.8, 52.4".parse::<Clip>().unwrap().shape.unsigned_area() - 4.5).abs() < 1e-6);
        let across = "179,0,-178,1".parse::<Clip>().unwrap();
        assert!((across.shape.unsigned_area() - 3.0).abs() < 1e-6);
        assert!(across.may_hold(&[Coord { x: -179.5, y: 0.5 }]) && !across.may_hold(&[Coord { x: 0.0, y: 0.5 }]));
    }
}
