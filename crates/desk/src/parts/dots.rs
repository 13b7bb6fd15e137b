//! Places as dots: what a map draws of those that are too many to be drawn one by one, in one path for each way of standing.

use std::collections::BTreeSet;

use maud::{Markup, html};

use tacitus_map::Projection;

/// A place that has no sign of its own on the map.
#[derive(Clone, Copy, Debug)]
pub struct Dot {
    /// Longitude in degrees.
    pub lon: f64,
    /// Latitude in degrees.
    pub lat: f64,
    /// Whether an incident there is told by two or more origins.
    pub is_corroborated: bool,
    /// Whether sources differ on one there.
    pub is_disputed: bool,
}

/// The dots on paper: disputed ones on top, so that none of them hides. Dots that fall on one spot of the paper are one.
pub fn drawn(view: &Projection, dots: &[Dot]) -> Markup {
    let path = |is_shown: fn(&Dot) -> bool| -> String {
        // Whole units of paper; a dot is four wide.
        let spots: BTreeSet<(i64, i64)> = dots
            .iter()
            .filter(|d| is_shown(d))
            .map(|d| view.put(d.lon, d.lat))
            .map(|(x, y)| (x.round() as i64, y.round() as i64))
            .collect();
        spots.iter().fold(String::new(), |path, (x, y)| path + &format!("M{x} {y}h0"))
    };
    let (single, corroborated, disputed) =
        (path(|d| !d.is_corroborated && !d.is_disputed), path(|d| d.is_corroborated && !d.is_disputed), path(|d| d.is_disputed));
    html! {
        @if !single.is_empty() { path.dots d=(single) {} }
        @if !corroborated.is_empty() { path.dots.solid d=(corroborated) {} }
        @if !disputed.is_empty() { path.dots.odd d=(disputed) {} }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disputed_place_is_drawn_as_disputed_and_last() {
        let view = Projection::around(&[(0.0, 0.0, 1.0), (4.0, 4.0, 1.0)], 100.0, 100.0);
        let dot = |lon: f64, is_corroborated: bool, is_disputed: bool| Dot { lon, lat: 1.0, is_corroborated, is_disputed };
        let drawn =
            drawn(&view, &[dot(1.0, true, true), dot(2.0, true, false), dot(3.0, false, false), dot(3.001, false, false)]).into_string();
        assert_eq!(drawn.matches("h0").count(), 3, "two on one spot are one: {drawn}");
        assert!(drawn.find("odd").unwrap() > drawn.find("solid").unwrap());
    }
}
