//! Maps: what is reported where, with how far each place reaches. Beside the drawing stands the same as a list, and what has no place.

use std::collections::BTreeMap;

use maud::{Markup, html};
use serde_json::{Value, json};
use tacitus_export::line;
use tacitus_map::{Projection, ground, round};
use tacitus_record::{Place, PlacePrecision};

use crate::catalogue::Selection;
use crate::pages::frame::{Here, count, grouped};
use crate::parts::claim_line::precise;
use crate::parts::dots::{self, Dot};
use crate::reply::Problem;
use crate::view::View;

/// Places that have a sign of their own, with a link; of the rest, which have fewer incidents, each is a dot.
const MOST_PLACES: usize = 400;
/// Incidents listed by name under each place.
const LISTED: usize = 60;

/// One place with the incidents there.
struct Spot {
    place: Place,
    incidents: usize,
    corroborated: usize,
    disputed: usize,
}

impl Spot {
    /// Half its width on paper: grows slowly, so that many incidents do not hide the map.
    fn size(&self) -> f64 {
        3.5 + (self.incidents.max(1) as f64).ln() * 2.2
    }

    /// Whether the place is a point to the eye rather than an area.
    fn is_point(&self) -> bool {
        matches!(self.place.precision, PlacePrecision::Point | PlacePrecision::Settlement)
    }
}

/// The places of a selection, those with most incidents first.
struct Spots {
    spots: Vec<Spot>,
    /// The others.
    dots: Vec<Dot>,
    /// Incidents at places without coordinates.
    unlocated: usize,
}

/// The places of a selection, `most` of them as spots.
fn spots(view: &View<'_>, selection: &Selection, most: usize) -> Result<Spots, Problem> {
    let catalogue = view.catalogue;
    let mut by_place: BTreeMap<u32, [usize; 3]> = BTreeMap::new();
    for &at in &selection.incidents {
        let incident = &catalogue.incidents[at as usize];
        if let Some(place) = incident.place {
            let [all, corroborated, disputed] = by_place.entry(place).or_default();
            *all += 1;
            *corroborated += usize::from(incident.origins >= 2);
            *disputed += usize::from(incident.is_disputed);
        }
    }
    let mut order: Vec<(u32, [usize; 3])> = by_place.into_iter().collect();
    order.sort_by_key(|(place, [all, ..])| (std::cmp::Reverse(*all), *place));
    let located = catalogue.located(view.ledger)?;
    let mut dots = Vec::new();
    let mut spots: BTreeMap<String, Spot> = BTreeMap::new();
    let mut unlocated = 0;
    for (number, (at, [incidents, corroborated, disputed])) in order.into_iter().enumerate() {
        let Some(place) = located.get(at as usize).cloned().flatten() else { continue };
        let (Some(lon), Some(lat)) = (place.lon, place.lat) else {
            unlocated += incidents;
            continue;
        };
        if number >= most && !spots.contains_key(&place.key()) {
            dots.push(Dot { lon, lat, is_corroborated: corroborated > 0, is_disputed: disputed > 0 });
            continue;
        }
        let spot = spots.entry(place.key()).or_insert(Spot { place, incidents: 0, corroborated: 0, disputed: 0 });
        spot.incidents += incidents;
        spot.corroborated += corroborated;
        spot.disputed += disputed;
    }
    Ok(Spots { spots: spots.into_values().collect(), dots, unlocated })
}

/// The places of a selection as GeoJSON: all of them, for a map that can be moved. What has no coordinates is counted.
pub fn geojson(view: &View<'_>, selection: &Selection) -> Result<Value, Problem> {
    let Spots { spots, unlocated, .. } = spots(view, selection, usize::MAX)?;
    let features: Vec<Value> = spots
        .iter()
        .map(|spot| {
            let place = &spot.place;
            json!({
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
                "properties": {
                    "key": place.key(),
                    "label": line::place(place),
                    "name": line::folded(&place.name),
                    "incidents": spot.incidents,
                    "corroborated": spot.corroborated,
                    "disputed": spot.disputed,
                    "radius_km": place.radius_km.unwrap_or(0.0),
                    "is_point": spot.is_point(),
                },
            })
        })
        .collect();
    Ok(json!({"type": "FeatureCollection", "features": features, "without_place": selection.placeless, "without_coordinates": unlocated}))
}

/// The map of a selection, with the same as a list.
pub fn of_selection(here: Here<'_>, selection: &Selection) -> Result<Markup, Problem> {
    let mut found = spots(here.view, selection, MOST_PLACES)?;
    Ok(html! { (figure(here, selection, &mut found, movable(here))) (list(here, &mut found.spots)) })
}

/// The drawn map of a selection by itself.
pub fn drawn(here: Here<'_>, selection: &Selection) -> Result<Markup, Problem> {
    Ok(figure(here, selection, &mut spots(here.view, selection, MOST_PLACES)?, html! {}))
}

fn figure(here: Here<'_>, selection: &Selection, found: &mut Spots, over: Markup) -> Markup {
    let Spots { spots, dots, unlocated } = found;
    // Areas first, so that points lie on top of them.
    spots.sort_by(|a, b| a.is_point().cmp(&b.is_point()).then(b.incidents.cmp(&a.incidents)).then(a.place.key().cmp(&b.place.key())));
    let nowhere = selection.placeless as usize;
    html! {
        figure.map {
            @if spots.is_empty() { p.detail { "None of these has coordinates." } } @else { div.sheet { (drawing(here, spots, dots)) (over) } }
            figcaption {
                p.legend { "A dot is a town or site, a ring how far an area reaches. Solid: two or more origins; outlined: one; ochre: sources differ. Lines between states say nothing about whose land it is; where any government disputes one, it is dashed." }
                p { b { (grouped(nowhere)) } " without a place · " b { (grouped(*unlocated)) } " at places that no gazetteer has" @if !dots.is_empty() { " · " b { (grouped(dots.len())) } " places with fewer incidents are small dots: narrow down to open them" } }
            }
        }
    }
}

/// Where a script puts the map that can be moved; unseen without it.
fn movable(here: Here<'_>) -> Markup {
    let same = here.ask.pairs_without(&["view", "cursor", "limit"]);
    html! {
        div.gl hidden data-points=(here.with("/api/v1/map", &same)) data-basemap=[here.ask.basemap] {
            div.canvas {}
            div.controls role="group" aria-label="Move the map" {
                button type="button" data-act="closer" aria-label="Closer" { "+" }
                button type="button" data-act="farther" aria-label="Farther" { "−" }
                button type="button" data-act="all" { "All" }
            }
            output.under {}
        }
    }
}

fn drawing(here: Here<'_>, spots: &[Spot], dots: &[Dot]) -> Markup {
    let mut points: Vec<(f64, f64, f64)> =
        spots.iter().filter_map(|s| Some((s.place.lon?, s.place.lat?, s.place.radius_km.unwrap_or(0.0)))).collect();
    points.extend(dots.iter().map(|d| (d.lon, d.lat, 0.0)));
    let view = Projection::around(&points, 880.0, 560.0);
    html! {
        svg.chart viewBox=(format!("0 0 {} {}", view.wide, view.high)) role="group" aria-label=(format!("Map of {}; the list below says the same", count(spots.len(), "place", "places"))) {
            (ground(&view))
            (dots::drawn(&view, dots))
            @for spot in spots {
                @if let (Some(lon), Some(lat)) = (spot.place.lon, spot.place.lat) {
                    @let (x, y) = view.put(lon, lat);
                    @let reach = view.length(spot.place.radius_km.unwrap_or(0.0));
                    @let size = spot.size();
                    a href=(here.with("/incidents", &here.ask.with("place", Some(&spot.place.key())).into_iter().filter(|(n, _)| n != "view").collect::<Vec<_>>())) {
                        title { (line::place(&spot.place)) ": " (count(spot.incidents, "incident", "incidents")) @if spot.disputed > 0 { ", " (spot.disputed) " disputed" } }
                        @if reach > size + 2.0 { circle.reach cx=(round(x)) cy=(round(y)) r=(round(reach)) {} }
                        circle.target cx=(round(x)) cy=(round(y)) r="12" {}
                        @if spot.is_point() {
                            circle.spot.solid[spot.corroborated > 0].odd[spot.disputed > 0] cx=(round(x)) cy=(round(y)) r=(round(size)) {}
                        } @else {
                            path.spot.solid[spot.corroborated > 0].odd[spot.disputed > 0] d=(format!("M{} {}l{s} {s}l-{s} {s}l-{s} -{s}z", round(x), round(y - size), s = round(size))) {}
                        }
                    }
                }
            }
            @for label in labels(&view, spots) { text.name x=(round(label.x)) y=(round(label.y)) { (label.text) } }
        }
    }
}

/// A name on the map: its left end and base line.
struct Label {
    x: f64,
    y: f64,
    text: String,
}

/// Names beside their places, those with most incidents first; one that would lie over another is left to the list.
fn labels(view: &Projection, spots: &[Spot]) -> Vec<Label> {
    // What a letter of the map's type takes, about.
    const LETTER: f64 = 6.3;
    const LINE: f64 = 13.0;
    let mut order: Vec<&Spot> = spots.iter().collect();
    order.sort_by(|a, b| b.incidents.cmp(&a.incidents).then(a.place.key().cmp(&b.place.key())));
    let mut taken: Vec<[f64; 4]> = Vec::new();
    for spot in spots.iter().filter(|s| s.is_point()) {
        if let (Some(lon), Some(lat)) = (spot.place.lon, spot.place.lat) {
            let (x, y) = view.put(lon, lat);
            taken.push([x - 5.0, y - 5.0, x + 5.0, y + 5.0]);
        }
    }
    let mut labels = Vec::new();
    for spot in order {
        let (Some(lon), Some(lat)) = (spot.place.lon, spot.place.lat) else { continue };
        let (x, y) = view.put(lon, lat);
        let gap = spot.size() + 3.0;
        let text = if spot.incidents > 1 {
            format!("{} {}", line::folded(&spot.place.name), spot.incidents)
        } else {
            line::folded(&spot.place.name)
        };
        let wide = text.chars().count() as f64 * LETTER;
        let places = [(x + gap, y + 4.0), (x - gap - wide, y + 4.0), (x - wide / 2.0, y - gap - 2.0), (x - wide / 2.0, y + gap + 9.0)];
        let free = places.into_iter().find(|(x, y)| {
            let own = [*x, y - LINE + 3.0, x + wide, y + 3.0];
            own[0] >= 0.0 && own[2] <= view.wide && !taken.iter().any(|t| own[0] < t[2] && t[0] < own[2] && own[1] < t[3] && t[1] < own[3])
        });
        if let Some((x, y)) = free {
            taken.push([x, y - LINE + 3.0, x + wide, y + 3.0]);
            labels.push(Label { x, y, text });
        }
    }
    labels
}

fn list(here: Here<'_>, spots: &mut [Spot]) -> Markup {
    spots.sort_by(|a, b| b.incidents.cmp(&a.incidents).then(a.place.key().cmp(&b.place.key())));
    html! {
        table {
            caption { "The same as a list" }
            thead { tr { th scope="col" { "Place" } th.n scope="col" { "Incidents" } th.n scope="col" { "Two or more origins" } th.n scope="col" { "Disputed" } } }
            tbody {
                @for spot in spots.iter().take(LISTED) {
                    tr {
                        td { a href=(here.to(&format!("/places/{}", crate::ask::escaped(&spot.place.key())))) { (precise(&line::place(&spot.place))) } }
                        td.n { (grouped(spot.incidents)) } td.n { (grouped(spot.corroborated)) } td.n { (grouped(spot.disputed)) }
                    }
                }
            }
        }
        @if spots.len() > LISTED { p.quiet { (grouped(spots.len() - LISTED)) " more places are on the map." } }
    }
}

/// A small map of one place; what has no coordinates says so.
pub fn locator(place: Option<&Place>) -> Markup {
    let Some(place) = place else { return html! { section.locator { h2 { "Where" } p.quiet { "No place is told." } } } };
    let (Some(lon), Some(lat)) = (place.lon, place.lat) else {
        return html! { section.locator { h2 { "Where" } p { "“" (line::folded(&place.text)) "”" } p.quiet { "No gazetteer has this name, so it is on no map." } } };
    };
    let km = place.radius_km.unwrap_or(0.0);
    let view = Projection::around(&[(lon, lat, (km * 1.6).max(90.0))], 320.0, 220.0);
    let (x, y) = view.put(lon, lat);
    html! {
        section.locator {
            h2 { "Where" }
            svg.chart viewBox=(format!("0 0 {} {}", view.wide, view.high)) role="img" aria-label=(format!("Map of {}", line::place(place))) {
                (ground(&view))
                @if view.length(km) > 5.0 { circle.reach cx=(round(x)) cy=(round(y)) r=(round(view.length(km))) {} }
                circle.spot.solid cx=(round(x)) cy=(round(y)) r="4" {}
            }
            p { (precise(&line::place(place))) }
            @if km > 0.0 { p.quiet { "somewhere within " (line::figure(km.round())) " km of the point" } }
        }
    }
}
