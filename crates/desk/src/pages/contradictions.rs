//! Contradictions: both sides with their words, and no verdict.

use maud::{Markup, html};
use tacitus_export::line;
use tacitus_ledger::{ClaimRow, LinkRow};
use tacitus_record::{Link, LinkType};

use crate::ask::{Ask, Parameter, Values};
use crate::catalogue::{Difference, DifferenceState, STANDING_AFTER, id};
use crate::pages::frame::{Here, Page, count, grouped};
use crate::pages::incidents::pager;
use crate::parts::claim_line::Sign;
use crate::parts::quote::quote;
use crate::reply::{Answer, Problem};
use crate::view::View;

/// Which contradictions.
pub const STATE: &[Parameter] = &[
    Parameter {
        name: "state",
        meaning: "open, standing or explained; without it open and standing.",
        values: Values::One(&["open", "standing", "explained"]),
    },
    Parameter { name: "slot", meaning: "On what they differ: actor, quantity, polarity, place, time …", values: Values::Words },
];

/// Contradictions of one page.
const PAGE: usize = 25;

/// Those asked for, in the order of the list.
pub fn asked<'v>(view: &View<'v>, ask: &Ask) -> Result<Vec<&'v Difference>, Problem> {
    let state: Option<DifferenceState> = ask.read("state")?;
    let is_asked = |d: &&Difference| match state {
        Some(state) => d.state == state,
        None => d.state != DifferenceState::Explained,
    };
    let slot = ask.value("slot");
    Ok(view.catalogue.differences.iter().filter(is_asked).filter(|d| slot.is_none_or(|s| d.slot == s)).collect())
}

/// The portion after the cursor, and the cursor of the next. A cursor names the last one shown.
pub fn portion<'v, 'd>(
    all: &'d [&'v Difference],
    cursor: Option<&str>,
    limit: usize,
) -> Result<(&'d [&'v Difference], Option<String>), Problem> {
    let name = |d: &Difference| format!("{:016x}.{:016x}.{}.{}", d.a, d.b, d.link_type, d.slot);
    let start = match cursor {
        None => 0,
        Some(cursor) => {
            let at = first_number(cursor).and_then(|a| all.iter().position(|d| d.a == a && name(d) == cursor));
            at.ok_or_else(|| Problem::asked("this cursor leads nowhere any more: start again without it".to_string()))? + 1
        }
    };
    let rest = &all[start..];
    let shown = &rest[..rest.len().min(limit)];
    let next = shown.last().filter(|_| rest.len() > limit).map(|d| name(d));
    Ok((shown, next))
}

/// The first claim that a cursor names.
fn first_number(cursor: &str) -> Option<u64> {
    crate::catalogue::number(&format!("c-{}", cursor.split('.').next()?))
}

/// Both claims of a difference, with the link that says why.
pub fn row(view: &View<'_>, difference: &Difference) -> Result<Option<LinkRow>, Problem> {
    let (a, b) = (id('c', difference.a), id('c', difference.b));
    let is_it = |l: &Link| l.a == a && l.b == b && l.link_type == difference.link_type && l.slot == difference.slot;
    let link = view.ledger.links_of(&a)?.into_iter().find(is_it);
    let (Some(link), Some(a), Some(b)) = (link, view.ledger.claim(&a)?, view.ledger.claim(&b)?) else { return Ok(None) };
    Ok(Some(LinkRow { link, a, b }))
}

/// The page.
pub fn page(view: &View<'_>, ask: &Ask) -> Answer {
    let here = Here { view, ask };
    let all = asked(view, ask)?;
    let (shown, next) = portion(&all, ask.value("cursor"), ask.rows(PAGE)?)?;
    let number = |state: DifferenceState| view.catalogue.differences.iter().filter(|d| d.state == state).count();
    let tabs: [(&str, Option<&str>, usize); 4] = [
        ("not explained", None, number(DifferenceState::Open) + number(DifferenceState::Standing)),
        ("open", Some("open"), number(DifferenceState::Open)),
        ("standing", Some("standing"), number(DifferenceState::Standing)),
        ("explained", Some("explained"), number(DifferenceState::Explained)),
    ];
    let mut rows = Vec::new();
    for difference in shown {
        rows.extend(row(view, difference)?.map(|r| (difference.state, r)));
    }
    let content = html! {
        div.head {
            h1 { "Contradictions" }
            nav.tabs aria-label="State" {
                @for (name, value, number) in tabs {
                    a href=(here.with("/contradictions", &ask.with("state", value))) aria-current=[(ask.value("state") == value).then_some("page")] { (name) " " span.number { (grouped(number)) } }
                }
            }
        }
        p.note {
            "Claims that cannot all be right stay side by side. Nothing here is resolved to one value. "
            b { "Open" } ": reported within the last " (STANDING_AFTER) " days before the newest article. "
            b { "Standing" } ": older, and nothing since explains it. "
            b { "Explained" } ": an update, another definition, or something taken back."
        }
        p.total { b { (count(all.len(), "pair", "pairs")) } span { " those with most origins behind them first" } }
        @if rows.is_empty() { p.detail { "None." } }
        h2.away { "Pairs" }
        @for (state, row) in &rows { (side_by_side(here, row, Some(*state))) }
        (pager(here, next.as_deref()))
    };
    let same = ask.pairs_without(&["cursor", "limit"]);
    Ok(Page {
        title: "Contradictions",
        menu: "/contradictions",
        also: vec![
            ("application/json", "JSON", here.with("/api/v1/contradictions", &same)),
            ("application/atom+xml", "Atom", here.with("/contradictions.atom", &same)),
            ("application/feed+json", "JSON Feed", here.with("/contradictions.feed.json", &same)),
        ],
    }
    .around(here, content))
}

/// Both sides beside each other, what they differ on and why that is thought.
pub fn side_by_side(here: Here<'_>, row: &LinkRow, state: Option<DifferenceState>) -> Markup {
    html! {
        section.pair-of {
            header {
                h3 { (differ(&row.link)) }
                @if let Some(state) = state { span.tag { (state) } }
            }
            div.sides { (side(here, &row.a)) (side(here, &row.b)) }
            p.reason { (row.link.reason) }
            @if let Some(incident) = row.a.incident.as_ref().or(row.b.incident.as_ref()) { p.quiet { a href=(here.to(&format!("/incidents/{incident}"))) { "The incident" } } }
        }
    }
}

/// How two claims stand to each other, in words.
pub fn wording(link: LinkType) -> &'static str {
    match link {
        LinkType::Contradicts => "cannot both be right",
        LinkType::Updates => "a later figure",
        LinkType::Differs => "another definition",
        LinkType::Denies => "denied",
        LinkType::Retracts => "taken back",
        LinkType::Fulfils => "a threat carried out",
        LinkType::NotCarriedOut => "a threat not carried out",
    }
}

/// What a slot asks, in words.
pub fn question(slot: &str) -> &str {
    match slot {
        "actor" => "who did it",
        "target" => "to whom",
        "quantity" => "how many",
        "polarity" => "whether it happened",
        "place" => "where",
        "time" => "when",
        slot => slot,
    }
}

fn differ(link: &Link) -> String {
    let on = if link.slot.is_empty() { String::new() } else { format!(" on {}", question(&link.slot)) };
    match link.link_type {
        LinkType::Contradicts | LinkType::Denies => format!("Sources differ{on}"),
        other => format!("Explained{on}: {}", wording(other)),
    }
}

fn side(here: Here<'_>, row: &ClaimRow) -> Markup {
    html! {
        div.side {
            p.said { (Sign::of(row.grade.credibility, false).draw()) a href=(here.to(&format!("/claims/{}", row.id))) { (tacitus_export::sentence::sentence(&row.claim)) } }
            @if let Some(quantity) = &row.claim.quantity { p.many { (line::quantity(&quantity.value)) } }
            @if let Some(first) = row.evidence.first() { (quote(here, first, &row.id)) }
            p.standing { span { (line::said_by(&row.claim)) } span { (line::grade_in_words(&row.grade)) } span { (count(row.origins as usize, "origin", "origins")) } }
        }
    }
}

/// A contradiction in a few lines, for the margin of another page.
pub fn brief(here: Here<'_>, difference: &Difference) -> Result<Markup, Problem> {
    let Some(row) = row(here.view, difference)? else { return Ok(html! {}) };
    Ok(html! {
        div.brief {
            h3 { (differ(&row.link)) }
            @for side in [&row.a, &row.b] {
                p {
                    a href=(here.to(&format!("/claims/{}", side.id))) { (tacitus_export::sentence::sentence(&side.claim)) }
                    @if let Some(first) = side.evidence.first() { " " span.quiet { (crate::parts::quote::source(first)) } }
                }
            }
        }
    })
}
