//! Shows how a claim came to be: the words underlined, the rules that fired, the chain behind every value, the grade and why.

mod behind;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;

use clap::Args;
use tacitus_export::line;
use tacitus_gazetteer::Gazetteer;
use tacitus_ledger::{ArticleRow, ClaimRow, Filter, Found, IncidentRow, Ledger, OriginRow};
use tacitus_linking::passed_deadline;
use tacitus_record::{Actor, Claim, Ground, Grounded, Moment, Place, ToponymUse};

use crate::cli::Global;
use crate::commands::contradictions::side_by_side;
use crate::exit::{Exit, Failure, Outcome};
use crate::output::takes_colour;
use crate::snippet::underlined;

/// Show how a claim, incident, article or origin came to be: words, rules, candidates, grade
#[derive(Args, Debug)]
pub struct Explain {
    /// Id of a claim (c-…), incident (i-…), article (a-…) or origin (o-…), or enough of its start to be unique
    pub id: String,
}

impl Explain {
    pub fn run(self, global: &Global) -> Outcome {
        let ledger = global.open()?;
        let found = ledger.find(&self.id)?.ok_or_else(|| Failure::nothing_named(&self.id))?;
        let text = match found {
            Found::Claim(row) => claim(&ledger, &row, &global.project()?.gazetteer().map_err(Failure::configuration)?)?,
            Found::Incident(row) => incident(&row)?,
            Found::Article(row) => article(&ledger, &row)?,
            Found::Origin(row) => origin(&ledger, &row)?,
            Found::Tombstone { id, now } => format!("{id} is no incident any more; its claims are in {}\n", now.join(", ")),
            Found::Ambiguous(ids) => {
                return Err(Failure::usage(format!("`{}` is the start of several ids: {}; give more of it", self.id, ids.join(", "))));
            }
        };
        std::io::stdout().lock().write_all(text.as_bytes())?;
        Ok(Exit::Done)
    }
}

fn claim(ledger: &Ledger, row: &ClaimRow, gazetteer: &Gazetteer) -> Result<String, Failure> {
    let claim = &row.claim;
    let mut out = format!("{}  {}\n\n", row.id, line::line(claim, &line::standing(row)));
    match ledger.article(&claim.mention.article)? {
        Some(home) => {
            let body = &home.article.text;
            let spans = claim.spans();
            // The whole clause is underlined only where nothing finer is.
            let finer = spans.iter().any(|(name, _)| *name != "claim");
            let shown: Vec<_> = spans
                .iter()
                .filter(|(name, _)| !finer || *name != "claim")
                .map(|(n, s)| (line::field_in_words(n).to_string(), *s))
                .collect();
            let title = line::folded(home.article.title.as_deref().unwrap_or(&home.article.source));
            let _ = writeln!(out, "{} {title}\n{}\n", home.article.id, underlined(body, &shown, takes_colour()));
        }
        None => out.push_str("The article is not in the ledger any more.\n\n"),
    }
    rules(&mut out, claim);
    fields(&mut out, claim, gazetteer);
    voices(&mut out, claim, &behind::parties(ledger, row)?);
    certainty(&mut out, row);
    evidence(&mut out, ledger, row)?;
    links(&mut out, ledger, row)?;
    deadline(&mut out, ledger, row)?;
    Ok(out)
}

fn rules(out: &mut String, claim: &Claim) {
    let _ = writeln!(out, "Read by {} as {} `{}`:", claim.mention.reader, claim.kind, claim.predicate);
    for rule in &claim.mention.rules {
        let _ = writeln!(out, "  rule {rule}");
    }
    if let Some(event) = &claim.event {
        let aux: Vec<&str> = event.aux.iter().map(|a| a.as_str()).collect();
        let _ = writeln!(
            out,
            "  PLOVER {}{}{}{}",
            event.plover_type,
            event.mode.as_ref().map(|m| format!(" {m}")).unwrap_or_default(),
            if aux.is_empty() { String::new() } else { format!(", aux {}", aux.join(", ")) },
            if event.context.is_empty() { String::new() } else { format!(", context {}", event.context.join(", ")) },
        );
    }
    let _ = writeln!(out, "  polarity {}, modality {}", claim.polarity, claim.modality);
}

/// Why a value may stand: its words, or the rule by which the context implies it.
fn because<T>(grounded: &Grounded<T>) -> String {
    match grounded.ground() {
        Ground::Words(_) => String::new(),
        Ground::Implied(rule) => format!("  [not written: {rule}]"),
    }
}

fn fields(out: &mut String, claim: &Claim, gazetteer: &Gazetteer) {
    for actor in claim.actor.iter().chain(&claim.more_actors) {
        side(out, "Who", actor);
    }
    for target in claim.target.iter().chain(&claim.more_targets) {
        side(out, "To whom", target);
    }
    let words = [("What", &claim.object), ("With what", &claim.instrument), ("On condition", &claim.condition)];
    for (name, field) in words {
        if let Some(value) = field {
            let _ = writeln!(out, "{name}: “{}”{}", line::folded(&value.value), because(value));
        }
    }
    if let Some(place) = &claim.place {
        where_(out, place, gazetteer);
    }
    for toponym in &claim.toponyms {
        let t = &toponym.value;
        let code = t.country.as_deref().map_or_else(String::new, |code| format!(" ({code})"));
        let _ = writeln!(out, "Place name: “{}”, of {}{code}, is {}", line::folded(&t.text), line::folded(&t.name), used(t.usage));
    }
    if let Some(time) = &claim.time {
        when(out, time);
    }
    if let Some(quantity) = &claim.quantity {
        let q = &quantity.value;
        let _ = writeln!(out, "How much: “{}” read as {} ({}){}", line::folded(&q.text), line::quantity(q), q.bound, because(quantity));
    }
    if let Some(threat) = &claim.threat {
        let deadline = threat.deadline.map(|d| format!(", deadline {d}")).unwrap_or_default();
        let _ = writeln!(out, "Threat: {}{deadline}, status {}", threat.act, threat.status);
    }
    for suspect in &claim.suspect {
        let _ = writeln!(out, "Suspect ({}, {}): {}; kept as printed", suspect.basis, suspect.severity, suspect.reason);
    }
}

fn used(usage: ToponymUse) -> &'static str {
    match usage {
        ToponymUse::Literal => "literal: the place itself",
        ToponymUse::Metonymic => "metonymic: those who govern or live there",
        ToponymUse::Demonym => "a demonym: people of the place or what is theirs",
        ToponymUse::Associative => "associative: says whose or which",
    }
}

fn side(out: &mut String, name: &str, actor: &Grounded<Actor>) {
    let a = &actor.value;
    let code = a.entity.as_deref().unwrap_or("no code: not in actors, kept as itself");
    let known: Vec<&str> = [a.country.as_deref(), a.sector.as_deref(), a.role.as_deref()].into_iter().flatten().collect();
    let known = if known.is_empty() { String::new() } else { format!(", {}", known.join(", ")) };
    let _ = writeln!(out, "{name}: “{}” is {} ({code}{known}){}", line::folded(&a.text), line::folded(&a.name), because(actor));
}

fn where_(out: &mut String, grounded: &Grounded<Place>, gazetteer: &Gazetteer) {
    let place = &grounded.value;
    let _ = writeln!(out, "Where: “{}” is {}{}", line::folded(&place.text), line::place(place), because(grounded));
    for candidate in &place.candidates {
        let chosen = if place.gazetteer_id.as_deref() == Some(candidate.id.as_str()) { "chosen   " } else { "candidate" };
        let _ = writeln!(
            out,
            "  {chosen} {} {} {} {:.3},{:.3}  score {:.2}: {}",
            candidate.id, candidate.name, candidate.country, candidate.lat, candidate.lon, candidate.score, candidate.why
        );
    }
    let known = |field: &Option<String>| field.clone().unwrap_or_default();
    let disputed = place.gazetteer_id.as_deref().and_then(|id| gazetteer.disputed(id, &known(&place.country), &known(&place.admin1)));
    if let Some(territory) = disputed {
        let _ = writeln!(out, "  disputed  {}", territory.told());
    }
    if place.candidates.is_empty() && place.gazetteer_id.is_none() && place.names_one() {
        let _ = writeln!(out, "  no candidate: no gazetteer has this name; add it to places.csv");
    }
}

fn when(out: &mut String, grounded: &Grounded<Moment>) {
    let time = &grounded.value;
    let _ = writeln!(out, "When: {}{}", line::time(time), because(grounded));
    let _ = writeln!(out, "  words   “{}”", line::folded(&time.text));
    match time.anchor {
        Some(anchor) => _ = writeln!(out, "  anchor  {anchor}"),
        None if time.is_resolved() => _ = writeln!(out, "  anchor  none needed"),
        None => _ = writeln!(out, "  anchor  none: the article has no publication date, so relative words stay words"),
    }
    let day = |d: Option<tacitus_record::Day>| d.map_or_else(|| "open".to_string(), |d| d.to_string());
    let _ = writeln!(out, "  rule    {} ({}, {})", time.rule, time.grain, time.role);
    let _ = writeln!(out, "  EDTF    {}", time.edtf.as_deref().unwrap_or("none"));
    let _ = writeln!(
        out,
        "  bounds  starts {} to {}, ends {} to {}",
        day(time.start_lo),
        day(time.start_hi),
        day(time.end_lo),
        day(time.end_hi)
    );
}

fn voices(out: &mut String, claim: &Claim, parties: &BTreeSet<String>) {
    if claim.said_by.is_empty() {
        out.push_str("Says who: the author of the article, in its own words\n");
    }
    for (depth, voice) in claim.said_by.iter().enumerate() {
        let v = &voice.value;
        let cue = v.cue.as_ref().map(|c| format!(", cue “{c}”")).unwrap_or_default();
        let made = if v.made { "" } else { ", NOT said" };
        let name = line::folded(&v.actor.name);
        let side = behind::stance(&v.actor, parties);
        let _ = writeln!(out, "Says who ({}): {name}, {}, {side}, {}{cue}{made}{}", depth + 1, v.voice_type, v.style, because(voice));
    }
}

fn certainty(out: &mut String, row: &ClaimRow) {
    let claim = &row.claim;
    for hedge in &claim.hedges {
        let _ = writeln!(out, "Hedge: “{}”", line::folded(&hedge.value));
    }
    for (holder, value) in &claim.factuality {
        let _ = writeln!(out, "Factuality for {holder}: {value}");
    }
    if let Some(likelihood) = &claim.likelihood {
        let _ = writeln!(out, "Likelihood: “{}” is ICD 203 {}", likelihood.value.word, likelihood.value.band);
    }
    let _ = writeln!(out, "Grade: {}, because {}", line::grade_in_words(&row.grade), row.grade.reason);
    let _ = writeln!(out, "Support: {}", line::counts(&line::standing(row)));
    let told_in: BTreeSet<&str> = row.evidence.iter().map(|e| e.article.as_str()).collect();
    if told_in.len() > row.articles as usize {
        let left_out = told_in.len() - row.articles as usize;
        let _ = writeln!(out, "  {left_out} of the articles below tell of another happening in the same words; they are not counted");
    }
}

fn evidence(out: &mut String, ledger: &Ledger, row: &ClaimRow) -> Result<(), Failure> {
    out.push_str("\nSaid in:\n");
    for mention in &row.evidence {
        let outlet = mention.outlet.as_deref().map(line::folded).unwrap_or_else(|| "outlet unknown".into());
        let day = mention.published.map_or_else(|| "undated".to_string(), |d| d.to_string());
        let home = ledger.article(&mention.article)?;
        let copy = home.as_ref().and_then(|a| Some(format!(", {} of origin {}", a.copy_kind?, a.origin.as_ref()?))).unwrap_or_default();
        let _ = writeln!(out, "  {} {outlet}, {day}, sentence {}{copy}", mention.article, mention.sentence);
        let _ = writeln!(out, "    “{}” [{}..{}]", line::folded(&mention.exact), mention.start, mention.end);
        if let Some(origin) = &mention.dated_by {
            let _ = writeln!(out, "    dated by its origin: words of time that {origin} has, too, count from the day of {origin}");
        }
    }
    let mut origins: Vec<String> = Vec::new();
    for mention in &row.evidence {
        origins.extend(ledger.article(&mention.article)?.and_then(|a| a.origin));
    }
    origins.sort();
    origins.dedup();
    for id in origins {
        if let Some(found) = ledger.origin(&id)?.filter(|o| o.origin.members.len() > 1) {
            let _ = writeln!(out, "  origin {id} counts once although {} articles carry it:", found.origin.members.len());
            let _ = writeln!(out, "    {}", behind::carried(ledger, &found)?);
            members(out, &found, "    ");
        }
    }
    Ok(())
}

fn members(out: &mut String, row: &OriginRow, indent: &str) {
    for (member, shown) in row.origin.members.iter().zip(&row.members) {
        let outlet = shown.outlet.as_deref().map(line::folded).unwrap_or_else(|| "outlet unknown".into());
        let day = shown.published.map_or_else(|| "undated".to_string(), |d| d.to_string());
        let _ = writeln!(
            out,
            "{indent}{} {outlet}, {day}: {}, {:.0} % shared: {}",
            member.article,
            member.kind,
            member.measure * 100.0,
            member.reason
        );
    }
}

fn links(out: &mut String, ledger: &Ledger, row: &ClaimRow) -> Result<(), Failure> {
    let filter = Filter { article: Some(row.claim.mention.article.clone()), ..Filter::default() };
    let own: Vec<_> = ledger.links(&filter)?.into_iter().filter(|l| l.link.a == row.id || l.link.b == row.id).collect();
    if !own.is_empty() {
        out.push_str("\nStands to other claims:\n");
        let mut text = Vec::new();
        for link in &own {
            side_by_side(link, &mut text)?;
        }
        out.push_str(&String::from_utf8_lossy(&text));
    }
    if let Some(incident) = &row.incident {
        let _ = writeln!(out, "\nPart of incident {incident}");
    }
    Ok(())
}

/// That the deadline of a threat is over and nobody reported the deed.
fn deadline(out: &mut String, ledger: &Ledger, row: &ClaimRow) -> Result<(), Failure> {
    let last_read = ledger.stats()?.published.map(|(_, last)| last);
    let passed = passed_deadline(&row.claim, &row.id, &ledger.links_of(&row.id)?, last_read);
    if let (Some(deadline), Some(last)) = (passed, last_read) {
        let _ = writeln!(out, "\nDeadline {deadline} passed, no report of the deed in what was read (until {last})");
    }
    Ok(())
}

fn incident(row: &IncidentRow) -> Result<String, Failure> {
    let mut out = format!("{}  {}\n", row.incident.id, line::incident_line(row));
    let _ = writeln!(out, "stands for it: {}", row.headline().id);
    match row.incident.disagreements.as_slice() {
        [] => out.push_str("its claims do not contradict each other\n"),
        slots => _ = writeln!(out, "its claims disagree on: {}", slots.join(", ")),
    }
    out.push_str("\nWhat is reported:\n");
    for claim in &row.claims {
        let _ = writeln!(out, "  {}  {}", claim.id, line::line(&claim.claim, &line::standing(claim)));
        for mention in &claim.evidence {
            let outlet = mention.outlet.as_deref().map(line::folded).unwrap_or_else(|| "outlet unknown".into());
            let _ = writeln!(out, "    {} {outlet}: “{}”", mention.article, line::folded(&mention.exact));
        }
    }
    if !row.links.is_empty() {
        out.push_str("\nHow its claims stand to each other:\n");
        for link in &row.links {
            let _ = writeln!(out, "  {} {} {} on {}: {}", link.a, link.link_type, link.b, link.slot, link.reason);
        }
    }
    Ok(out)
}

fn article(ledger: &Ledger, row: &ArticleRow) -> Result<String, Failure> {
    let a = &row.article;
    let mut out = format!("{}  {}\n", a.id, line::folded(a.title.as_deref().unwrap_or("no title")));
    let known = |text: &Option<String>| text.clone().unwrap_or_else(|| "unknown".to_string());
    let _ = writeln!(
        out,
        "read from {}\noutlet {}, agency {}, authors {}",
        a.source,
        known(&a.outlet),
        known(&a.agency_credit),
        a.authors.join(", ")
    );
    let _ = writeln!(out, "language {}, licence {}, {} in scope", a.lang, known(&a.licence), row.scope);
    for (number, date) in a.published_candidates.iter().enumerate() {
        let role = if number == 0 { "published" } else { "  not taken" };
        let _ = writeln!(out, "{role} {} by {} ({} %)", date.value, date.evidence, date.confidence);
    }
    if a.published.is_none() {
        out.push_str("no publication date: relative dates stay words; give one with --published\n");
    }
    for from in &a.declared_from {
        let _ = writeln!(out, "says of itself: “{}”", line::folded(&from.phrase));
    }
    if let (Some(origin), Some(kind)) = (&row.origin, row.copy_kind) {
        let _ = writeln!(out, "{kind} of origin {origin}");
    }
    let _ =
        writeln!(out, "{} sentences, {} claims, {} values dropped because no words ground them", row.sentences, row.claims, row.ungrounded);
    for note in &row.notes {
        let words = note.span.map(|s| format!(" “{}”", short(s.slice(&a.text)))).unwrap_or_default();
        let _ = writeln!(out, "note {}{words}: {}", note.code, note.hint);
    }
    out.push_str("\nClaims:\n");
    for claim in ledger.claims(&Filter { article: Some(a.id.clone()), ..Filter::default() })? {
        let _ = writeln!(out, "  {}  {}", claim.id, line::line(&claim.claim, &line::standing(&claim)));
    }
    Ok(out)
}

fn short(text: &str) -> String {
    let text = line::folded(text);
    match text.char_indices().nth(80) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

fn origin(ledger: &Ledger, row: &OriginRow) -> Result<String, Failure> {
    let count = row.origin.members.len();
    let mut out =
        format!("{}  {count} {} that count once; {} claims\n", row.origin.id, if count == 1 { "article" } else { "articles" }, row.claims);
    let _ = writeln!(out, "root {}", row.origin.root);
    if count > 1 {
        let _ = writeln!(out, "{}", behind::carried(ledger, row)?);
    }
    members(&mut out, row, "  ");
    Ok(out)
}
