//! Draws maps as SVG: coordinates on paper, and behind them the land, the lines between states, a graticule and a scale. What the page around
//! it is, and which marks stand on it, is its users' matter; they give its classes (`sea`, `land`, `border`, `disputed`, `grid`, `degrees`,
//! `scale`) their colours.

mod projection;

use maud::{Markup, html};

pub use projection::{Graticule, Projection};

/// Land, lines between states, graticule and scale.
pub fn ground(view: &Projection) -> Markup {
    let Graticule { meridians, parallels } = view.graticule();
    let km = view.scale_km();
    let bar = view.length(km);
    let (left, bottom) = (12.0, view.high - 12.0);
    html! {
        rect.sea width=(view.wide) height=(view.high) {}
        path.land d=(view.land()) {}
        @let [settled, disputed] = view.borders();
        @if !settled.is_empty() { path.border d=(settled) {} }
        @if !disputed.is_empty() { path.border.disputed d=(disputed) {} }
        @for (degrees, x) in &meridians {
            line.grid x1=(round(*x)) x2=(round(*x)) y1="0" y2=(view.high) {}
            text.degrees x=(round(x + 2.0)) y="10" { (degree(*degrees, "E", "W")) }
        }
        @for (degrees, y) in &parallels {
            line.grid y1=(round(*y)) y2=(round(*y)) x1="0" x2=(view.wide) {}
            text.degrees x="2" y=(round(y - 2.0)) { (degree(*degrees, "N", "S")) }
        }
        path.scale d=(format!("M{left} {}v4h{}v-4", bottom - 4.0, round(bar))) {}
        text.degrees x=(left) y=(bottom - 7.0) { (km) " km" }
    }
}

fn degree(degrees: f64, positive: &str, negative: &str) -> String {
    let side = if degrees < 0.0 { negative } else { positive };
    format!("{}° {side}", (degrees.abs() * 10.0).round() / 10.0)
}

/// A length on paper, to a tenth of a unit.
pub fn round(x: f64) -> f64 {
    (x * 10.0).round() / 10.0
}
