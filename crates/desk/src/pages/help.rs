//! Help: how to read the pages, what the words mean, how things are counted, and the codebook of what can be downloaded.

use maud::{Markup, html};
use tacitus_export::{FORMATS, Of};
use tacitus_record::{CopyKind, Kind, LinkType, Modality, PlacePrecision};

use crate::ask::{Ask, NARROWING, Parameter};
use crate::catalogue::{CREDIBILITY_WORDS, STANDING_AFTER};
use crate::pages::contradictions::wording;
use crate::pages::frame::{Here, Page, grouped};
use crate::parts::claim_line::Sign;
use crate::reply::{Answer, HTML};
use crate::routes::ROUTES;
use crate::view::View;
use crate::{inbox, metrics, stream, writing};

/// The page.
pub fn page(view: &View<'_>, ask: &Ask) -> Answer {
    let here = Here { view, ask };
    let content = html! {
        article.prose {
            h1 { "How to read this" }
            p { "A ledger holds claims: what somebody said happened, with the words it came from. It never holds facts, and nothing here is averaged or added up." }
            (signs())
            (method())
            (vocabulary())
            (parameters())
            (addresses(here))
            p.more { a href=(here.to("/help/codebook")) { "Codebook of the downloads" } " " a href=(here.to("/help/api")) { "The API, address by address" } }
            (problems())
            h2 { "This ledger" }
            dl.facts {
                dt { "Articles" } dd { (grouped(view.catalogue.articles.len())) " in " (grouped(view.catalogue.origins as usize)) " origins" }
                dt { "Claims" } dd { (grouped(view.catalogue.claim_count())) @for (kind, number) in view.catalogue.claims_by_kind() { br; span.quiet { (kind) " " (grouped(number as usize)) } } }
                dt { "Incidents" } dd { (grouped(view.catalogue.incidents.len())) }
                dt { "Contradictions" } dd { (grouped(view.catalogue.contradictions())) }
                dt { "Program" } dd { "Tacitus " (env!("CARGO_PKG_VERSION")) }
            }
        }
    };
    Ok(Page { title: "Help", menu: "/help", also: Vec::new() }.around(here, content))
}

fn signs() -> Markup {
    html! {
        h2 { "The line of a claim" }
        p { "Who did what to whom · where (how exactly) · when (how exactly) · how many, then: the mode, who says so, how certain with its Admiralty grade, and articles / origins / informants." }
        ul.plain { @for sign in [Sign::Full, Sign::Half, Sign::Hollow, Sign::Split] { li { (sign.draw()) " " (sign.meaning()) } } }
        p { "Words in “…” are the text's own. A place stands with how finely it is known, a time with the unit that the words name: nothing is sharper than its source." }
    }
}

fn method() -> Markup {
    html! {
        h2 #counting { "How things are counted" }
        dl.facts {
            dt { "Article" } dd { "one page or text as read." }
            dt { "Origin" } dd { "a text that is not a copy of another. Forty outlets that run one wire story are one origin. Count these." }
            dt { "Informant" } dd { "the person or body who said it. Two reporters who quote one general are two origins and one informant." }
            dt { "Incident" } dd { "claims judged to be about one happening. The judgement is cautious and can be made anew: an id of an incident that was regrouped leads to where its claims are now." }
        }
        h2 #grades { "Grades" }
        p { "The letter is the reliability of the source, F (cannot be judged) until somebody sets it. The number is the credibility of the information:" }
        ol { @for words in CREDIBILITY_WORDS { li { (words) } } }
        p { "A 1 takes two independent origins and informants, whatever the number of articles. Every grade says why." }
        h2 #differ { "When sources differ" }
        p { "Both sides stay. A pair is open for " (STANDING_AFTER) " days after the last report, then standing if nothing explains it. It is explained by an update, another definition, or something taken back. There is no way to resolve it to one value." }
        h2 #past { "The ledger as it was" }
        p { "“As of” shows what was known at a revision or at the end of a day, and every link keeps it. The ledger is then built again from the articles known at that time, which takes as long as linking them did." }
    }
}

fn vocabulary() -> Markup {
    let list = |words: Vec<&'static str>| html! { (words.join(", ")) };
    html! {
        h2 #words { "Words" }
        dl.facts {
            dt { "Kind of claim" } dd { (list(Kind::ALL.iter().map(|k| k.as_str()).collect())) }
            dt { "Mode" } dd { (list(Modality::ALL.iter().map(|k| k.as_str()).collect())) }
            dt { "Precision of a place" } dd { (list(PlacePrecision::ALL.iter().map(|k| k.as_str()).collect())) }
            dt { "Kind of copy" } dd { (list(CopyKind::ALL.iter().map(|k| k.as_str()).collect())) }
            dt { "Between claims" } dd { @for (at, link) in LinkType::ALL.iter().enumerate() { @if at > 0 { "; " } code { (link) } ": " (wording(*link)) } }
        }
    }
}

fn parameters() -> Markup {
    html! {
        h2 #parameters { "What an address can ask" }
        p { "The address is the state of a page: it can be stored, sent and cited. The same names work in the API, in feeds and downloads." }
        dl.facts { @for parameter in NARROWING { dt { code { (parameter.name) } } dd { (parameter.meaning) } } }
    }
}

fn addresses(here: Here<'_>) -> Markup {
    html! {
        h2 #addresses { "For programs" }
        p { "The API is described at " a href=(here.to("/api/v1/openapi.json")) { "/api/v1/openapi.json" } " (OpenAPI 3.1). QGIS and GDAL connect to " a href=(here.to("/ogc")) { "/ogc" } " (OGC API Features). Lists have Atom and JSON feeds. " code { "/api/v1/changes/stream" } " tells changes as they come (server-sent events; Last-Event-ID goes on where a client left off), " code { "/metrics" } " has counts for Prometheus, and articles can be sent to " code { "POST /api/v1/articles" } " where the desk has an inbox." }
        p { "Words may hold phrases in quotation marks, OR, NOT (or a minus), a star behind the start of a word, and fields: place:, actor:, type:, kind:, country:, credibility:, origins:, after:, before:. A minus before a type, kind, country or credibility leaves out every incident that has it." }
        details { summary { "All addresses" }
            table { tbody { @for route in ROUTES { tr { td { code { (route.path) } } td { (route.summary) } } } } }
        }
    }
}

fn problems() -> Markup {
    let known = [
        (400, "The address cannot be understood; the answer says which part."),
        (401, "The desk asks for its token: as a Bearer token, or as the password of any name."),
        (
            403,
            "This token may not do that, the desk takes no articles or corrections, a page of another site sent the request, or a form is of another run of the desk.",
        ),
        (404, "Nothing has that id or address at this revision."),
        (405, "The address only shows: GET and HEAD."),
        (413, "This address takes no body, or what was sent is too long (an article 2 MiB, a correction 64 KiB)."),
        (415, "The body is in another form than this address takes."),
        (414, "The query is too long."),
        (
            429,
            "As many searches, downloads or looks into the past are under way as the desk takes at once: ask again after the seconds of Retry-After.",
        ),
        (421, "The desk was called by a name that is not its own."),
        (422, "What was to be recorded cannot be; the answer says why, and nothing was recorded."),
        (503, "The ledger of another day is being built, or another process writes: ask again in a moment."),
        (500, "A fault in Tacitus or in the ledger; the answer says what is known."),
    ];
    html! {
        h2 { "When something is wrong" }
        dl.facts { @for (status, meaning) in known { dt id=(format!("problem-{status}")) { (status) } dd { (meaning) } } }
    }
}

/// The codebook: every format's columns.
pub fn codebook(view: &View<'_>, ask: &Ask) -> Answer {
    let here = Here { view, ask };
    let content = html! {
        article.prose {
            h1 { "Codebook" }
            p { "What every column of a download means. Text that a spreadsheet would run as a formula has an apostrophe in front; numbers never have one." }
            @for format in FORMATS {
                @for of in [Of::Incidents, Of::Claims] {
                    @let fields = format.fields(of);
                    details {
                        summary { b { (format.name()) } " of " (of) ": " (format.summary()) }
                        table { thead { tr { th scope="col" { "Column" } th scope="col" { "Meaning" } } } tbody { @for (name, meaning) in &fields { tr { td { code { (name) } } td { (meaning) } } } } }
                    }
                }
            }
        }
    };
    Ok(Page { title: "Codebook", menu: "/help", also: Vec::new() }.around(here, content))
}

/// The API, address by address, as its description has it.
pub fn api(view: &View<'_>, ask: &Ask) -> Answer {
    let here = Here { view, ask };
    let content = html! {
        article.prose {
            h1 { "The API" }
            p { "Every address but those of pages, from the table that answers them; the same for programs: " a href=(here.to("/api/v1/openapi.json")) { "/api/v1/openapi.json" } " (OpenAPI 3.1). Answers have a strong ETag (send it back in If-None-Match for a 304), problems are RFC 9457, lists have a cursor in “next”." }
            @for route in ROUTES.iter().filter(|r| r.media != HTML) {
                details {
                    summary { b { "GET " code { (route.path) } } " " (route.summary) span.quiet { " · " (route.media) } }
                    @let asked: Vec<&Parameter> = route.parameters.iter().copied().flatten().collect();
                    @if asked.is_empty() { p { "Takes no parameters." } }
                    dl.facts { @for parameter in asked { dt { code { (parameter.name) } } dd { (parameter.meaning) } } }
                }
            }
            h2 { "What can be sent" }
            dl.facts {
                dt { code { "POST " (inbox::ADDRESS) } } dd { "An article, where the desk has an inbox; the same again is known and adds nothing. " @for (at, (name, meaning)) in inbox::FIELDS.iter().enumerate() { @if at > 0 { " " } code { (name) } ": " (meaning) } }
                dt { code { "POST " (writing::API) } } dd { "A correction by a person, with author and reason." }
                dt { code { "GET " (stream::ADDRESS) } } dd { "Changes as they come (server-sent events; Last-Event-ID goes on where a client left off)." }
                dt { code { "GET " (metrics::ADDRESS) } } dd { "Counts for Prometheus." }
            }
        }
    };
    Ok(Page { title: "API", menu: "/help", also: vec![("application/json", "OpenAPI", here.to("/api/v1/openapi.json"))] }
        .around(here, content))
}
