//! Reads the polygons of KML (OGC 07-147r2) with what a mapping can go by: name, folder, colours of the style, extended data, times.
//!
//! Properties are called as in simplestyle: `fill` and `stroke` are `#rrggbb` (KML writes aabbggrr), `folder` is the way of folder names
//! from the outside in (`Front / North`), `timestamp`, `begin` and `end` are those of TimeStamp and TimeSpan.

use std::collections::BTreeMap;

use geo::Coord;
use roxmltree::{Document, Node};

use crate::feature::{Drawn, Feature, Properties, Rings, put};

/// The features of a text: one for each Placemark.
pub(crate) fn features(text: &str) -> Result<Vec<Feature>, String> {
    let document = Document::parse(text).map_err(|e| format!("is no XML: {e}"))?;
    let root = document.root_element();
    if root.tag_name().name() != "kml" && !root.descendants().any(|n| n.tag_name().name() == "Placemark") {
        return Err(format!("is XML with the root <{}>, not KML", root.tag_name().name()));
    }
    let styles = Styles::of(&document);
    let marks = document.descendants().filter(|n| n.tag_name().name() == "Placemark");
    Ok(marks.enumerate().map(|(at, mark)| feature(at + 1, mark, &styles)).collect())
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|n| n.tag_name().name() == name)
}

fn text_of<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    child(node, name).and_then(|n| n.text())
}

/// Colours of the shared styles by id. A style map stands for its `normal` style.
struct Styles<'a> {
    colours: BTreeMap<&'a str, Colours>,
    maps: BTreeMap<&'a str, &'a str>,
}

#[derive(Clone, Default)]
struct Colours {
    fill: Option<String>,
    stroke: Option<String>,
}

impl Colours {
    fn of(style: Node<'_, '_>) -> Colours {
        let colour = |part: &str| child(style, part).and_then(|n| text_of(n, "color")).and_then(red_green_blue);
        Colours { fill: colour("PolyStyle"), stroke: colour("LineStyle") }
    }
}

impl<'a> Styles<'a> {
    fn of(document: &'a Document<'_>) -> Styles<'a> {
        let (mut colours, mut maps) = (BTreeMap::new(), BTreeMap::new());
        for node in document.descendants() {
            let Some(id) = node.attribute("id") else { continue };
            match node.tag_name().name() {
                "Style" => _ = colours.insert(id, Colours::of(node)),
                "StyleMap" => {
                    let pairs = node.children().filter(|n| n.tag_name().name() == "Pair");
                    let normal =
                        pairs.filter(|p| text_of(*p, "key").is_some_and(|k| k.trim() == "normal")).find_map(|p| text_of(p, "styleUrl"));
                    if let Some(target) = normal.and_then(|url| url.trim().strip_prefix('#')) {
                        maps.insert(id, target);
                    }
                }
                _ => {}
            }
        }
        Styles { colours, maps }
    }

    /// Colours of a placemark: its own style before the shared one. Styles of other files are not looked up.
    fn colours(&self, mark: Node<'_, '_>) -> Colours {
        let id = text_of(mark, "styleUrl").and_then(|url| url.trim().strip_prefix('#'));
        let id = id.map(|id| self.maps.get(id).copied().unwrap_or(id));
        let shared = id.and_then(|id| self.colours.get(id)).cloned().unwrap_or_default();
        let own = child(mark, "Style").map(Colours::of).unwrap_or_default();
        Colours { fill: own.fill.or(shared.fill), stroke: own.stroke.or(shared.stroke) }
    }
}

/// `#rrggbb` of KML's aabbggrr.
fn red_green_blue(colour: &str) -> Option<String> {
    let colour = colour.trim().trim_start_matches('#');
    let is_colour = colour.len() == 8 && colour.bytes().all(|b| b.is_ascii_hexdigit());
    is_colour.then(|| format!("#{}{}{}", &colour[6..8], &colour[4..6], &colour[2..4]).to_lowercase())
}

fn feature(number: usize, mark: Node<'_, '_>, styles: &Styles<'_>) -> Feature {
    Feature { number, properties: properties(mark, styles), drawn: drawn(mark) }
}

fn properties(mark: Node<'_, '_>, styles: &Styles<'_>) -> Properties {
    let mut found = Properties::new();
    let Colours { fill, stroke } = styles.colours(mark);
    for (name, value) in [("fill", fill), ("stroke", stroke)] {
        put(&mut found, name, &value.unwrap_or_default());
    }
    for name in ["name", "description", "styleUrl"] {
        put(&mut found, name, text_of(mark, name).unwrap_or_default());
    }
    let mut folders: Vec<&str> =
        mark.ancestors().filter(|n| n.tag_name().name() == "Folder").filter_map(|n| text_of(n, "name")).map(str::trim).collect();
    folders.reverse();
    put(&mut found, "folder", &folders.join(" / "));
    for (parent, name, property) in [("TimeStamp", "when", "timestamp"), ("TimeSpan", "begin", "begin"), ("TimeSpan", "end", "end")] {
        put(&mut found, property, child(mark, parent).and_then(|n| text_of(n, name)).unwrap_or_default());
    }
    for node in child(mark, "ExtendedData").into_iter().flat_map(|n| n.descendants()) {
        let value = match node.tag_name().name() {
            "Data" => text_of(node, "value"),
            "SimpleData" => node.text(),
            _ => None,
        };
        if let (Some(name), Some(value)) = (node.attribute("name"), value) {
            put(&mut found, name, value);
        }
    }
    found
}

fn drawn(mark: Node<'_, '_>) -> Drawn {
    let polygons = mark.descendants().filter(|n| n.tag_name().name() == "Polygon");
    match polygons.map(rings).collect::<Result<Vec<_>, _>>() {
        Err(why) => Drawn::Wrong(why),
        Ok(polygons) if !polygons.is_empty() => Drawn::Polygons(polygons),
        Ok(_) => {
            let kinds = ["Point", "LineString", "LinearRing", "Track", "Model"];
            let kind = mark.descendants().map(|n| n.tag_name().name()).find(|name| kinds.contains(name));
            Drawn::NoArea(kind.unwrap_or("no geometry").to_string())
        }
    }
}

fn rings(polygon: Node<'_, '_>) -> Result<Rings, String> {
    let boundaries = |name: &'static str| polygon.children().filter(move |n| n.tag_name().name() == name);
    let outer = boundaries("outerBoundaryIs").flat_map(|n| n.children()).find(|n| n.tag_name().name() == "LinearRing");
    let outer = outer.ok_or("a polygon has no outer boundary")?;
    let inner = boundaries("innerBoundaryIs").flat_map(|n| n.children()).filter(|n| n.tag_name().name() == "LinearRing");
    std::iter::once(outer).chain(inner).enumerate().map(|(at, ring)| points(at + 1, ring)).collect()
}

fn points(number: usize, ring: Node<'_, '_>) -> Result<Vec<Coord<f64>>, String> {
    let text = text_of(ring, "coordinates").unwrap_or_default();
    let point = |(at, tuple): (usize, &str)| {
        let mut numbers = tuple.split(',').map(|n| n.parse::<f64>().ok());
        match (numbers.next().flatten(), numbers.next().flatten()) {
            (Some(x), Some(y)) => Ok(Coord { x, y }),
            _ => Err(format!("point {} of ring {number} is `{tuple}`, not longitude,latitude", at + 1)),
        }
    };
    text.split_whitespace().enumerate().map(point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: &str = r##"<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
      <Style id="red-normal"><PolyStyle><color>4d1427A5</color></PolyStyle></Style>
      <StyleMap id="red"><Pair><key>highlight</key><styleUrl>#other</styleUrl></Pair><Pair><key>normal</key><styleUrl>#red-normal</styleUrl></Pair></StyleMap>
      <Folder><name>Front</name><Folder><name> North </name><Placemark><name>Kestrel Hills</name><styleUrl>#red</styleUrl>
        <TimeStamp><when>2031-05-14</when></TimeStamp>
        <ExtendedData><Data name="side"><value>Norland</value></Data><SchemaData><SimpleData name="code">7</SimpleData></SchemaData></ExtendedData>
        <MultiGeometry><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0,0 2,0,0
           2,2,0 0,2,0 0,0,0</coordinates></LinearRing></outerBoundaryIs><innerBoundaryIs><LinearRing><coordinates>1,1 1.5,1 1,1.5 1,1</coordinates></LinearRing></innerBoundaryIs></Polygon></MultiGeometry>
      </Placemark></Folder></Folder>
      <Placemark><Point><coordinates>0,0</coordinates></Point></Placemark>
      <Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>0, 0 1,1</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
    </Document></kml>"##;

    #[test]
    fn styles_folders_times_and_data_become_properties() {
        let found = features(MAP).unwrap();
        let of = |name: &str| found[0].properties.get(name).map(String::as_str);
        assert_eq!(of("fill"), Some("#a52714"));
        assert_eq!(of("folder"), Some("Front / North"));
        assert_eq!((of("side"), of("code"), of("timestamp")), (Some("Norland"), Some("7"), Some("2031-05-14")));
        assert!(matches!(&found[0].drawn, Drawn::Polygons(p) if p.len() == 1 && p[0].len() == 2 && p[0][0].len() == 5));
        assert!(matches!(&found[1].drawn, Drawn::NoArea(kind) if kind == "Point"));
        assert!(matches!(&found[2].drawn, Drawn::Wrong(why) if why.contains("point 1 of ring 1 is `0,`")), "{:?}", found[2].drawn);
    }

    #[test]
    fn other_xml_and_entities_are_refused() {
        assert!(features("<html><body/></html>").unwrap_err().contains("<html>"));
        assert!(features("<!DOCTYPE k [<!ENTITY a \"b\">]><kml>&a;</kml>").is_err());
        assert!(features("<kml><a></kml>").unwrap_err().contains("no XML"));
    }
}
