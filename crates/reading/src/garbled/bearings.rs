//! Bearings and distances that the gazetteer contradicts: "Homs, north of Aleppo".

use tacitus_gazetteer::distance_km;
use tacitus_record::{Place, PlacePrecision, Span, SuspectBasis};
use tacitus_text::{Name, Upos};

use super::{Doubt, Page};
use crate::who::Scene;

/// Widest difference between the direction told and the one measured that words like "north" still bear.
const WIDEST: f64 = 100.0;
/// A distance may be told so many times too long or too short.
const FACTOR: f64 = 3.0;
/// Names further apart than this are more likely misread than misplaced.
const FURTHEST_KM: f64 = 1000.0;
/// Most words between the place and the direction told of it.
const MOST_BETWEEN: usize = 12;

/// Each "[N km] north of Y" said of a place X, where neither the places chosen nor any namesakes near each other bear it out.
pub fn find(page: &Page) -> Vec<Doubt> {
    let mut found = Vec::new();
    for scene in &page.scenes {
        let tokens = &scene.sentence.tokens;
        for i in 0..tokens.len().saturating_sub(2) {
            let Some(&degrees) = page.words().bearings.get(tokens[i].form.to_lowercase().as_str()) else { continue };
            if tokens[i + 1].form.eq_ignore_ascii_case("of") {
                found.extend(contradiction(page, scene, i, degrees));
            }
        }
    }
    found
}

fn contradiction(page: &Page, scene: &Scene, at: usize, degrees: f64) -> Option<Doubt> {
    let s = scene.sentence;
    let anchor = s.names.iter().find(|n| n.label == "LOC" && n.start > at + 1 && n.start <= at + 5 && open_way(scene, at + 2, n.start))?;
    let (told, told_start) = distance(page, scene, at);
    let near = |n: &&Name| n.label == "LOC" && n.end <= told_start && told_start - n.end <= MOST_BETWEEN;
    let subject = s.names.iter().rfind(|n| near(n) && said_of(scene, n.end, told_start))?;
    let (x_span, y_span) = (s.span_of(subject.start, subject.end), s.span_of(anchor.start, anchor.end));
    let place = |span: Span| page.knowledge.gazetteer.resolve(span.slice(scene.body), None, page.context());
    let (x, y) = (place(x_span), place(y_span));
    let (here, there) = (point(&x)?, point(&y)?);
    let km = distance_km(there, here);
    if km > FURTHEST_KM || x.key() == y.key() {
        return None;
    }
    let margin = radius(&x)? + radius(&y)?;
    let wrong = |x: (f64, f64), y: (f64, f64)| misplaced(x, y, degrees, told, margin);
    let why = wrong(here, there)?;
    // Namesakes near each other that fit are what is meant.
    let points = |p: &Place| p.candidates.iter().map(|c| (c.lat, c.lon)).collect::<Vec<_>>();
    let fits = points(&x).into_iter().any(|a| points(&y).into_iter().any(|b| distance_km(b, a) < FURTHEST_KM && wrong(a, b).is_none()));
    if fits {
        return None;
    }
    let ids = [&x, &y].map(|p| p.gazetteer_id.clone().unwrap_or_default());
    let reason = format!("the gazetteer has {} {why} {} ({}, {})", x.name, y.name, ids[0], ids[1]);
    Some(Doubt::fact(vec![s.span_of(told_start, anchor.end)], reason, SuspectBasis::Gazetteer))
}

/// Between "north of" and the name only an article, a word like "capital" or a comma.
fn open_way(scene: &Scene, from: usize, until: usize) -> bool {
    scene.sentence.tokens[from..until]
        .iter()
        .all(|t| matches!(t.upos, Upos::Det | Upos::Noun | Upos::Adj | Upos::Punct) && !t.form.starts_with('('))
}

/// Whether the words between name and direction say where the named place lies: commas, kinds of place, a region after "in", verbs of lying.
fn said_of(scene: &Scene, from: usize, until: usize) -> bool {
    let tokens = &scene.sentence.tokens[from..until];
    let lies = |lemma: &str| matches!(lemma, "lie" | "be" | "locate" | "situate" | "sit" | "stand");
    let mut verbs = tokens.iter().filter(|t| matches!(t.upos, Upos::Verb | Upos::Aux));
    let quiet = tokens.iter().all(|t| match t.upos {
        Upos::Verb | Upos::Aux => lies(&t.lemma.to_lowercase()),
        Upos::Adp => matches!(t.lemma.to_lowercase().as_str(), "in" | "of" | "to"),
        Upos::Cconj | Upos::Sconj => false,
        Upos::Punct => matches!(t.form.as_str(), "," | "(" | ")"),
        _ => true,
    });
    // "Karsk, a town north of Y", "Karsk, which lies north of Y": set off or said; "left Karsk north of Y" may speak of the way.
    let told = tokens.first().is_some_and(|t| t.form == ",") || verbs.any(|t| lies(&t.lemma.to_lowercase()));
    quiet && told
}

/// The kilometres before a direction, with the token where that begins.
fn distance(page: &Page, scene: &Scene, at: usize) -> (Option<f64>, usize) {
    let tokens = &scene.sentence.tokens;
    let mut start = at;
    let direct = |i: usize| matches!(tokens[i].form.to_lowercase().as_str(), "to" | "the" | "due" | "just" | "further" | "farther");
    while start > 0 && direct(start - 1) {
        start -= 1;
    }
    let Some(unit) = start.checked_sub(1) else { return (None, start) };
    let factor = match tokens[unit].lemma.to_lowercase().trim_end_matches('s') {
        "km" | "kilometer" | "kilometre" => 1.0,
        "mile" | "mi" => 1.609,
        _ => return (None, start),
    };
    // "100 km (62 miles) north of": the first figure is left to stand for itself, the second decides.
    let number = unit.checked_sub(1).and_then(|i| super::counts::number(page, scene, i).map(|n| (n, i)));
    match number {
        Some((n, i)) if i == 0 || super::counts::number(page, scene, i - 1).is_none() => (Some(n * factor), i),
        _ => (None, start),
    }
}

fn point(p: &Place) -> Option<(f64, f64)> {
    p.gazetteer_id.as_ref()?;
    Some((p.lat?, p.lon?))
}

/// How far from its point a place may reach, in kilometres. A country or a region without borders has no bearing.
fn radius(p: &Place) -> Option<f64> {
    match p.precision {
        PlacePrecision::Point => Some(3.0),
        PlacePrecision::Settlement => Some(6.0),
        PlacePrecision::District => Some(30.0),
        PlacePrecision::Province => Some(80.0),
        PlacePrecision::Country | PlacePrecision::Region | PlacePrecision::Unknown => None,
    }
}

/// What speaks against X lying in that direction (and at that distance) from Y, in words; `None` where it may.
fn misplaced(x: (f64, f64), y: (f64, f64), degrees: f64, told: Option<f64>, margin: f64) -> Option<String> {
    let km = distance_km(y, x);
    if km <= margin {
        return None;
    }
    let measured = bearing(y, x);
    let off = (measured - degrees).abs();
    let off = off.min(360.0 - off) - (margin / km).asin().to_degrees();
    if off > WIDEST {
        return Some(format!("{km:.0} km {} of", direction(measured)));
    }
    let far = told.filter(|t| (km - margin) > t * FACTOR || (km + margin) * FACTOR < *t)?;
    Some(format!("{km:.0} km (not {far:.0}) from"))
}

/// Degrees from north, clockwise, in which `to` lies from `from`.
fn bearing(from: (f64, f64), to: (f64, f64)) -> f64 {
    let (a, b) = (from.0.to_radians(), to.0.to_radians());
    let across = (to.1 - from.1).to_radians();
    let (y, x) = (across.sin() * b.cos(), a.cos() * b.sin() - a.sin() * b.cos() * across.cos());
    y.atan2(x).to_degrees().rem_euclid(360.0)
}

fn direction(degrees: f64) -> &'static str {
    let names = ["north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest"];
    names[((degrees / 45.0).round() as usize) % 8]
}

#[cfg(test)]
mod tests {
    use super::super::tests::{doubted, sound};
    use super::*;

    #[test]
    fn bearings_are_measured() {
        assert_eq!(direction(bearing((50.0, 10.0), (48.0, 10.0))), "south");
        assert_eq!(direction(bearing((0.0, 0.0), (1.0, 1.0))), "northeast");
    }

    #[test]
    fn the_wrong_side_or_a_wrong_distance_is_doubted() {
        doubted("2024-08-20", "A drone struck a depot in Homs, a city north of Aleppo, on Monday.", "north of Aleppo", "south of Aleppo");
        doubted("2024-08-20", "A drone struck a depot in Kharkiv, 1,500 km east of Kyiv, on Monday.", "east of Kyiv", "not 1500");
    }

    #[test]
    fn what_the_map_bears_out_is_sound_and_so_is_what_is_no_place_of_its_own() {
        sound("2024-08-20", "A drone struck a depot in Homs, a city south of Aleppo, on Monday.");
        sound("2024-08-20", "Kharkiv lies 410 km east of Kyiv.");
        sound("2024-08-20", "The convoy left Homs and was hit north of Aleppo on Monday.");
    }
}
