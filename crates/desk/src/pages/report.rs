//! Composes the situation report of a day or span: a form, the report below it, and the same as files.

use maud::{PreEscaped, html};
use tacitus_ledger::AsOf;
use tacitus_record::Day;
use tacitus_report::{Format, Previous, Report, Scope};

use crate::ask::{Ask, Parameter, Values, in_order, short};
use crate::pages::frame::{Here, Page};
use crate::reply::{Answer, Problem, Reply};
use crate::view::View;

/// What a report is asked for.
pub const SCOPE: &[Parameter] = &[
    Parameter { name: "day", meaning: "The day of publication to report on; else the newest.", values: Values::Day },
    Parameter { name: "since", meaning: "First day of publication of a longer period; alone, the only one.", values: Values::Day },
    Parameter { name: "until", meaning: "Last day of publication of a longer period; alone, the only one.", values: Values::Day },
    Parameter { name: "place", meaning: "Part of a place's name or region, or a gazetteer id.", values: Values::Words },
    Parameter { name: "country", meaning: "A country (ISO alpha-3).", values: Values::Words },
    Parameter { name: "actor", meaning: "Part of an actor's name, or its code or the start of one.", values: Values::Words },
    Parameter {
        name: "previous",
        meaning: "Say what changed since the ledger as it was at a revision or day; else since the day before.",
        values: Values::Words,
    },
];

/// Days of one report, at the most; `tacitus report` has no limit.
const MOST_DAYS: i32 = 31;

/// Days that the form asks for, and the report of them.
fn made(view: &View<'_>, ask: &Ask) -> Result<(Scope, Report), Problem> {
    let newest = || {
        view.catalogue
            .newest_article()
            .ok_or_else(|| Problem::missing("no article of this ledger has a day of publication: there is nothing to report on"))
    };
    let (from, to) = match (ask.read::<Day>("day")?, ask.read::<Day>("since")?, ask.read::<Day>("until")?) {
        (_, Some(since), Some(until)) => (since, until),
        (_, Some(day), None) | (_, None, Some(day)) => (day, day),
        (Some(day), None, None) => (day, day),
        (None, None, None) => newest().map(|day| (day, day))?,
    };
    in_order(from, to)?;
    if to.number() - from.number() >= MOST_DAYS {
        return Err(Problem::asked(format!(
            "a report here covers {MOST_DAYS} days at the most; use `tacitus report --since {from} --until {to}` for more"
        )));
    }
    let mut scope = Scope::days(from, to);
    scope.name = Some(view.project.to_string());
    scope.place = ask.value("place").map(str::to_string);
    scope.country = ask.value("country").map(str::to_uppercase);
    scope.actor = ask.value("actor").map(str::to_string);
    let previous = match ask.value("previous") {
        None => Previous::DayBefore,
        Some(given) => {
            let point: AsOf = given.parse().map_err(|e| Problem::asked(format!("`previous={}` cannot be read: {e}", short(given))))?;
            Previous::Ledger(Box::new(view.ledger.as_of(&point)?), given.to_string())
        }
    };
    let report = tacitus_report::compose(view.ledger, &scope, &previous)?;
    Ok((scope, report))
}

/// The page.
pub fn page(view: &View<'_>, ask: &Ask) -> Answer {
    let here = Here { view, ask };
    let (scope, report) = made(view, ask)?;
    let is_span = scope.from != scope.to;
    let same = ask.pairs_without(&[]);
    let file = |format: Format| here.with(&format!("/report.{format}"), &same);
    let day = (!is_span).then(|| scope.from.to_string());
    let content = html! {
        form.compose action="/report" method="get" {
            label { "Day of publication " input type="date" name="day" value=[day]; }
            label { "or from " input type="date" name="since" value=[is_span.then(|| scope.from.to_string())]; }
            label { "to " input type="date" name="until" value=[is_span.then(|| scope.to.to_string())]; }
            label { "Place " input name="place" size="12" value=[ask.value("place")]; }
            label { "Country " input name="country" size="5" maxlength="3" placeholder="ISO" value=[ask.value("country")]; }
            label { "Actor " input name="actor" size="12" value=[ask.value("actor")]; }
            label { "Compared with " input name="previous" size="10" placeholder="rev or day" value=[ask.value("previous")]; }
            (here.kept())
            button { "Compose" }
        }
        p.also { "Download: "
            a href=(file(Format::Html)) { "page to print or send" } " · "
            a href=(file(Format::Md)) { "Markdown to edit" } " · "
            a href=(file(Format::Json)) { "JSON" }
            span.quiet { ". An edited copy is checked by " code { "tacitus report check FILE" } "." }
        }
        // The report's own markup, made with everything escaped.
        (PreEscaped(tacitus_report::content(&report)))
    };
    Ok(Page {
        title: "Report",
        menu: "/report",
        also: vec![("application/json", "JSON", file(Format::Json)), ("text/markdown", "Markdown", file(Format::Md))],
    }
    .around(here, content))
}

/// The report as a page of its own, to print or send.
pub fn html(view: &View<'_>, ask: &Ask) -> Answer {
    file(view, ask, Format::Html)
}

/// The report to edit.
pub fn markdown(view: &View<'_>, ask: &Ask) -> Answer {
    file(view, ask, Format::Md)
}

/// The report as data.
pub fn json(view: &View<'_>, ask: &Ask) -> Answer {
    file(view, ask, Format::Json)
}

fn file(view: &View<'_>, ask: &Ask, format: Format) -> Answer {
    let (scope, report) = made(view, ask)?;
    let days = if scope.from == scope.to { scope.to.to_string() } else { format!("{}_{}", scope.from, scope.to) };
    let file_name = format!("report-{days}-r{}.{format}", view.revision);
    Ok(Reply { file_name: Some(file_name), ..Reply::new(format.media_type(), tacitus_report::write(&report, format)) })
}
