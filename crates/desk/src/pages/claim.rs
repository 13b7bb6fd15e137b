//! One claim, explained: the words, the rules that fired, the chain behind every value, the grade and why.

use maud::{Markup, html};
use tacitus_export::line;
use tacitus_ledger::{ClaimRow, LinkRow, wire};
use tacitus_record::{Actor, Claim, Day, Ground, Grounded, Moment, Place, Span};

use crate::ask::Ask;
use crate::pages::contradictions::side_by_side;
use crate::pages::frame::{Here, Page, instant};
use crate::pages::history::told;
use crate::pages::incident;
use crate::parts::claim_line::{self, precise};
use crate::parts::corrections;
use crate::parts::map;
use crate::parts::quote::{outlet, source};
use crate::reply::{Answer, Problem, Reply};
use crate::view::View;

/// Characters of the article shown on each side of the words.
const AROUND: usize = 260;
/// Other readings of a place that are listed.
const RIVALS: usize = 8;

/// The page.
pub fn page(view: &View<'_>, ask: &Ask) -> Answer {
    let here = Here { view, ask };
    let row = row(view, ask)?;
    let claim = &row.claim;
    let title = tacitus_export::sentence::sentence(claim);
    let content = html! {
        article.entity {
            header.lead {
                p.kicker { "Claim " code { (row.id) } @if let Some(incident) = &row.incident { " of " a href=(here.to(&format!("/incidents/{incident}"))) { "incident " code { (incident) } } } }
                h1 { (title) }
                (claim_line::of_claim(&row, None))
                @if let Some(rejection) = row.rejection() { p.rejected role="note" { strong.odd { (rejection.in_words()) } ". It counts for nothing." } }
                @for corrected in &row.corrections { @if let Some(read) = &corrected.read { p.quiet { (corrected.correction.act.done()) " by " (corrected.correction.author) "; read was " (tacitus_ledger::shown(read)) } } }
            }
            div.columns {
                div.wide {
                    (corrections::told(here, &view.ledger.corrections_about(&row.id)?))
                    (words(here, &row)?)
                    (values(claim))
                    (certainty(&row))
                    (links(here, &row)?)
                }
                aside {
                    (map::locator(claim.place.as_ref().map(|p| &p.value)))
                    (rules(claim))
                    (history(here, &row)?)
                    (corrections::of_claim(here, &row.id))
                }
            }
        }
    };
    let json = here.to(&format!("/api/v1/claims/{}", row.id));
    Ok(Page { title: &title, menu: "/incidents", also: vec![("application/json", "JSON", json)] }.around(here, content))
}

fn row(view: &View<'_>, ask: &Ask) -> Result<ClaimRow, Problem> {
    let id = ask.part("id");
    view.ledger
        .claim(id)?
        .ok_or_else(|| Problem::missing(format!("no claim has the id `{}`; it may be known at another revision", crate::ask::short(id))))
}

/// The claim as JSON.
pub fn json(view: &View<'_>, ask: &Ask) -> Answer {
    Ok(Reply::json(&wire::v1::claim_with_history(&row(view, ask)?)))
}

/// The words in their surroundings, field by field, and every other mention.
fn words(here: Here<'_>, row: &ClaimRow) -> Result<Markup, Problem> {
    let home = here.view.ledger.article(&row.claim.mention.article)?;
    Ok(html! {
        section aria-labelledby="words" {
            h2 #words { "The words" }
            @if let Some(home) = &home { (surroundings(&row.claim, &home.article.text)) }
            ul.mentions {
                @for mention in &row.evidence {
                    @let heading = here.view.ledger.article_heading(&mention.article)?;
                    li {
                        a href=(format!("{}#{}", here.to(&format!("/articles/{}", mention.article)), row.id)) { (source(mention)) }
                        span.quiet { " sentence " (mention.sentence + 1) ", characters " (mention.start) "–" (mention.end) }
                        @if let Some(kind) = heading.and_then(|h| h.copy_kind).filter(|k| *k != tacitus_record::CopyKind::Original) { " " b { (kind) } " copy, counts nothing" }
                    }
                }
            }
        }
    })
}

fn surroundings(claim: &Claim, body: &str) -> Markup {
    let spans = claim.spans();
    let cover = spans.iter().map(|(_, s)| *s).reduce(Span::cover).unwrap_or(claim.mention.span);
    let near = |s: &Span| s.start() + AROUND > claim.mention.span.start() && s.end() < claim.mention.span.end() + AROUND;
    let fields: Vec<(&str, Span)> = spans.iter().filter(|(name, s)| *name != "claim" && near(s)).copied().collect();
    let cover =
        fields.iter().map(|(_, s)| *s).fold(claim.mention.span, Span::cover).start()..cover.end().min(claim.mention.span.end() + AROUND);
    let start = body[..cover.start].char_indices().rev().take(AROUND).last().map_or(0, |(at, _)| at);
    let mut end = cover.end;
    while end < body.len() && !body.is_char_boundary(end) {
        end += 1;
    }
    let end = body[end..].char_indices().nth(AROUND).map_or(body.len(), |(at, _)| end + at);
    let mut cuts = vec![start, end];
    for (_, span) in fields.iter().chain([&("claim", claim.mention.span)]) {
        cuts.extend([span.start(), span.end()].iter().filter(|at| (start..end).contains(at)));
    }
    cuts.sort_unstable();
    cuts.dedup();
    html! {
        blockquote.around dir="auto" {
            @if start > 0 { "… " }
            @for pair in cuts.windows(2) {
                @if let Some(span) = Span::new(body, pair[0], pair[1]) {
                    @let name = fields.iter().find(|(_, f)| f.contains(span)).map(|(name, _)| *name);
                    @let is_last = name.is_some_and(|n| fields.iter().any(|(m, f)| *m == n && f.end() == pair[1]));
                    @if let Some(name) = name { mark.field { (span.slice(body)) } @if is_last { span.label { (line::field_in_words(name)) } } }
                    @else if claim.mention.span.contains(span) { mark { (span.slice(body)) } }
                    @else { (span.slice(body)) }
                }
            }
            @if end < body.len() { " …" }
        }
    }
}

/// That a value is understood rather than written, and by which rule.
fn because<T>(grounded: &Grounded<T>) -> Markup {
    match grounded.ground() {
        Ground::Words(_) => html! {},
        Ground::Implied(rule) => html! { span.implied { " not written: " (rule) } },
    }
}

fn values(claim: &Claim) -> Markup {
    let words = [("What", &claim.object), ("With what", &claim.instrument), ("On condition", &claim.condition)];
    html! {
        section aria-labelledby="values" {
            h2 #values { "How each value was read" }
            dl.facts {
                @for actor in claim.actor.iter().chain(&claim.more_actors) { (side("Who", actor)) }
                @for target in claim.target.iter().chain(&claim.more_targets) { (side("To whom", target)) }
                @for (name, value) in words { @if let Some(value) = value { dt { (name) } dd { "“" (line::folded(&value.value)) "”" (because(value)) } } }
                @if let Some(place) = &claim.place { (where_(place)) }
                @if let Some(time) = &claim.time { (when(time)) }
                @if let Some(quantity) = &claim.quantity {
                    dt { "How many" } dd { "“" (line::folded(&quantity.value.text)) "” → " b { (line::quantity(&quantity.value)) } span.quiet { " bound: " (quantity.value.bound) } (because(quantity)) }
                }
                @if let Some(threat) = &claim.threat {
                    dt { "Threat" } dd { (threat.act) @if let Some(deadline) = threat.deadline { ", deadline " (deadline) } ", " (threat.status) }
                }
                @for suspect in &claim.suspect { dt { "Suspect" } dd { (suspect.reason) span.quiet { " " (suspect.basis) ", " (suspect.severity) "; kept as printed" } } }
            }
        }
    }
}

fn side(name: &str, actor: &Grounded<Actor>) -> Markup {
    let a = &actor.value;
    let known: Vec<&str> = [a.country.as_deref(), a.sector.as_deref(), a.role.as_deref()].into_iter().flatten().collect();
    html! {
        dt { (name) }
        dd {
            "“" (line::folded(&a.text)) "” → " b { (line::folded(&a.name)) } " "
            @match &a.entity { Some(code) => code { (code) }, None => span.quiet { "no code: kept as itself" } }
            @if !known.is_empty() { span.quiet { " " (known.join(", ")) } }
            (because(actor))
        }
    }
}

fn where_(grounded: &Grounded<Place>) -> Markup {
    let place = &grounded.value;
    html! {
        dt { "Where" }
        dd {
            "“" (line::folded(&place.text)) "” → " b { (precise(&line::place(place))) } (because(grounded))
            @if let Some(radius) = place.radius_km { span.quiet { " within " (line::figure(radius)) " km of the point" } }
            @if place.candidates.is_empty() && place.gazetteer_id.is_none() && place.names_one() { p.quiet { "No gazetteer has this name; add it to places.csv." } }
            @if place.candidates.len() > 1 {
                details {
                    summary { (place.candidates.len()) " places that the name may mean" }
                    ol.rivals {
                        @for rival in place.candidates.iter().take(RIVALS) {
                            li { span.chosen[place.gazetteer_id.as_deref() == Some(&rival.id)] { (rival.name) ", " (rival.admin1) " " (rival.country) } " " code { (rival.id) } br; span.quiet { "score " (format!("{:.2}", rival.score)) ": " (rival.why) } }
                        }
                    }
                }
            }
        }
    }
}

fn when(grounded: &Grounded<Moment>) -> Markup {
    let time = &grounded.value;
    let day = |d: Option<Day>| d.map_or_else(|| "open".to_string(), |d| d.to_string());
    html! {
        dt { "When" }
        dd {
            "“" (line::folded(&time.text)) "” → " b { (precise(&line::time(time))) } (because(grounded))
            p.quiet {
                @match time.anchor { Some(anchor) => { "counted from " (anchor) }, None if time.is_resolved() => "no anchor needed", None => "no publication date to count from, so the words stay words" }
                "; rule " (time.rule)
                @if time.is_resolved() { "; begins " (day(time.start_lo)) " to " (day(time.start_hi)) ", ends " (day(time.end_lo)) " to " (day(time.end_hi)) }
                @if let Some(edtf) = &time.edtf { "; EDTF " code { (edtf) } }
            }
        }
    }
}

fn certainty(row: &ClaimRow) -> Markup {
    let claim = &row.claim;
    html! {
        section aria-labelledby="sure" {
            h2 #sure { "Who says so, and how sure" }
            dl.facts {
                dt { "Says who" }
                dd {
                    @if claim.said_by.is_empty() { "the author of the article, in its own words" }
                    @for voice in &claim.said_by {
                        p { b { (line::folded(&voice.value.actor.name)) } " " span.quiet { (voice.value.voice_type) ", " (voice.value.style) @if let Some(cue) = &voice.value.cue { ", “" (cue) "”" } @if !voice.value.made { ", did NOT say so" } } (because(voice)) }
                    }
                }
                @if !claim.hedges.is_empty() { dt { "Hedges" } dd { @for (at, hedge) in claim.hedges.iter().enumerate() { @if at > 0 { ", " } "“" (line::folded(&hedge.value)) "”" } } }
                dt { "Factuality" } dd { @for (at, (holder, value)) in claim.factuality.iter().enumerate() { @if at > 0 { "; " } (holder) " " b { (value) } } }
                @if let Some(likelihood) = &claim.likelihood { dt { "Likelihood" } dd { "“" (likelihood.value.word) "”, ICD 203: " (likelihood.value.band) } }
                dt { "Grade" } dd { b { (line::grade_in_words(&row.grade)) } ": " (row.grade.reason) }
                dt { "Support" } dd { (line::counts(&line::standing(row)).replace('/', " / ")) }
            }
        }
    }
}

fn links(here: Here<'_>, row: &ClaimRow) -> Result<Markup, Problem> {
    let ledger = here.view.ledger;
    let mut rows = Vec::new();
    for link in ledger.links_of(&row.id)? {
        if let (Some(a), Some(b)) = (ledger.claim(&link.a)?, ledger.claim(&link.b)?) {
            rows.push(LinkRow { link, a, b });
        }
    }
    Ok(html! {
        @if !rows.is_empty() {
            section aria-labelledby="others" { h2 #others { "Stands to other claims" } @for row in &rows { (side_by_side(here, row, None)) } }
        }
    })
}

fn rules(claim: &Claim) -> Markup {
    html! {
        section aria-labelledby="rules" {
            h2 #rules { "Rules that fired" }
            p { "Read by " code { (claim.mention.reader) } " as " (claim.kind) " " code { (claim.predicate) } }
            ol.rules { @for rule in &claim.mention.rules { li { (rule) } } }
            @if let Some(event) = &claim.event { p.quiet { "PLOVER " (event.plover_type) @if let Some(mode) = &event.mode { " " (mode) } @for context in &event.context { ", " (context) } } }
            p.quiet { "polarity " (claim.polarity) ", modality " (claim.modality) }
        }
    }
}

fn history(here: Here<'_>, row: &ClaimRow) -> Result<Markup, Problem> {
    let entries = here.view.ledger.log_of(&row.id)?;
    Ok(html! {
        section aria-labelledby="history" {
            h2 #history { "History" }
            ol.history { @for entry in &entries { li { time datetime=(entry.known_at) { (instant(&entry.known_at)) } " " span.quiet { "rev " (entry.revision) } " " (told(entry)) } } }
        }
    })
}

/// An origin has no page of its own: its root's has it.
pub fn origin(view: &View<'_>, ask: &Ask) -> Answer {
    let id = ask.part("id");
    let origin = view.ledger.origin(id)?.ok_or_else(|| Problem::missing(format!("no origin has the id `{}`", crate::ask::short(id))))?;
    let here = Here { view, ask };
    let title = format!("Origin {}", origin.origin.id);
    let content = html! {
        h1 { "One text, " (crate::pages::frame::count(origin.members.len(), "article", "articles")) }
        p.note { "Together they count once. " (crate::pages::frame::count(origin.claims as usize, "claim", "claims")) " in all." }
        ul.copies {
            @for (member, shown) in origin.origin.members.iter().zip(&origin.members) {
                li { a href=(here.to(&format!("/articles/{}", member.article))) { (outlet(shown.outlet.as_deref())) } ", " (shown.published.map_or("undated".to_string(), |d| d.to_string())) ": " b { (member.kind) } ", " (incident::percent(member.measure)) " shared. " span.quiet { (member.reason) } }
            }
        }
    };
    let json = here.to(&format!("/api/v1/origins/{}", origin.origin.id));
    Ok(Page { title: &title, menu: "/articles", also: vec![("application/json", "JSON", json)] }.around(here, content))
}
