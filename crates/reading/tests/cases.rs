//! Runs `cases/*.md`: each passage gives the claims written under it. How to write one is told in `cases/README.md`.

mod common;

use std::path::Path;

use common::{claims, doers, done_to, holds, line, names};
use tacitus_record::{Claim, Day, Kind};

#[test]
fn every_case_is_read_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let mut files: Vec<_> = std::fs::read_dir(&folder).expect("cases/ is there").map(|f| f.expect("readable").path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "md") && !f.ends_with("README.md"));
    files.sort();
    assert!(files.len() >= 12, "cases/ has lost files: {} left", files.len());
    let mut failures = Vec::new();
    for file in &files {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let text = std::fs::read_to_string(file).expect("readable");
        let cases = cases(&text).unwrap_or_else(|e| panic!("cases/{name}: {e}"));
        assert!(!cases.is_empty(), "cases/{name} holds no case");
        for case in cases {
            failures.extend(case.failures().into_iter().map(|f| format!("cases/{name}: {f}")));
        }
    }
    assert!(failures.is_empty(), "{} expectations fail:\n\n{}", failures.len(), failures.join("\n"));
}

/// One passage and what is expected of it.
struct Case {
    passage: common::Passage,
    expected: Vec<Expectation>,
}

/// One line of a `claims` block.
struct Expectation {
    line: String,
    /// Marked `not-yet`: a miss that is known; once it is read, the mark must go.
    known_miss: bool,
    /// `None` where no claim may fit.
    kind: Option<Option<Kind>>,
    predicate: String,
    fields: Vec<(String, String)>,
}

impl Case {
    fn failures(&self) -> Vec<String> {
        let found = claims(&self.passage);
        let listed: String = found.iter().map(|c| format!("    found  {}\n", line(c))).collect();
        let listed = if listed.is_empty() { "    found  nothing\n".to_string() } else { listed };
        let holds = |e: &&Expectation| found.iter().any(|c| e.fits(c)) == e.kind.is_some();
        let failed = self.expected.iter().filter(|e| holds(e) == e.known_miss);
        failed.map(|e| format!("{}\n    wanted {}\n{listed}", self.passage.text.trim().replace('\n', " / "), e.told())).collect()
    }
}

impl Expectation {
    fn told(&self) -> String {
        if self.known_miss { format!("{} -- it is read now: take `not-yet` away", self.line) } else { self.line.clone() }
    }

    fn parse(line: &str) -> Result<Expectation, String> {
        let known_miss = line.starts_with("not-yet ");
        let mut words = words(line.trim_start_matches("not-yet "))?.into_iter();
        let (Some(kind), Some(predicate)) = (words.next(), words.next()) else {
            return Err(format!("`{line}` wants a kind and a predicate"));
        };
        let kind = match kind.as_str() {
            "none" => None,
            "*" => Some(None),
            name => Some(Some(name.parse().map_err(|e| format!("`{line}`: {e}"))?)),
        };
        let fields = words.map(|w| w.split_once('=').map(|(k, v)| (k.to_string(), v.to_string())).ok_or(w));
        let fields: Vec<(String, String)> = fields.collect::<Result<_, _>>().map_err(|w| format!("`{line}`: `{w}` is no field=value"))?;
        if let Some((name, _)) = fields.iter().find(|(name, _)| !FIELDS.contains(&name.as_str())) {
            return Err(format!("`{line}`: no field `{name}`; use one of {}", FIELDS.join(", ")));
        }
        Ok(Expectation { line: line.to_string(), known_miss, kind, predicate, fields })
    }

    fn fits(&self, claim: &Claim) -> bool {
        let kind = self.kind.flatten().is_none_or(|k| k == claim.kind);
        let predicate = match self.predicate.strip_suffix('*') {
            Some(start) => claim.predicate.starts_with(start),
            None => claim.predicate == self.predicate,
        };
        kind && predicate && self.fields.iter().all(|(name, wanted)| field_fits(claim, name, wanted))
    }
}

const FIELDS: &[&str] = &[
    "actor",
    "target",
    "object",
    "instrument",
    "place",
    "condition",
    "hedge",
    "said_by",
    "code",
    "time",
    "lo",
    "hi",
    "bound",
    "unit",
    "status",
    "polarity",
    "modality",
    "likelihood",
    "type",
    "threat",
];

fn field_fits(claim: &Claim, name: &str, wanted: &str) -> bool {
    let words = |field: Option<&String>| field.is_some_and(|f| holds(f, wanted));
    let quantity = claim.quantity.as_ref().map(|q| &q.value);
    let figure = |n: Option<f64>| quantity.is_some() && n.map_or_else(|| "none".to_string(), |n| n.to_string()) == wanted;
    match name {
        "actor" => names(&doers(claim), wanted),
        "target" => names(&done_to(claim), wanted) || words(claim.object.as_ref().map(|o| &o.value)),
        "object" => words(claim.object.as_ref().map(|o| &o.value)),
        "instrument" => words(claim.instrument.as_ref().map(|o| &o.value)),
        "place" => words(claim.place.as_ref().map(|p| &p.value.text)),
        "condition" => {
            let threat = claim.threat.as_ref().and_then(|t| t.condition.as_ref());
            words(claim.condition.as_ref().or(threat).map(|c| &c.value))
        }
        "hedge" => claim.hedges.iter().any(|h| holds(&h.value, wanted)),
        "said_by" if wanted == "author" => claim.said_by.is_empty(),
        "said_by" => {
            let chain: Vec<&str> = wanted.split('>').map(str::trim).collect();
            let said = |(voice, name): (&tacitus_record::Grounded<tacitus_record::Voice>, &&str)| {
                holds(&voice.value.actor.text, name) || holds(&voice.value.actor.name, name)
            };
            chain.len() == claim.said_by.len() && claim.said_by.iter().zip(&chain).all(said)
        }
        "code" => doers(claim).iter().any(|a| a.value.entity.as_deref() == Some(wanted)),
        "time" => claim.time.as_ref().and_then(|t| t.value.edtf.as_deref()).unwrap_or("none") == wanted,
        "lo" => figure(quantity.and_then(|q| q.lo)),
        "hi" => figure(quantity.and_then(|q| q.hi)),
        "bound" => quantity.is_some_and(|q| q.bound.as_str() == wanted),
        "unit" => quantity.is_some_and(|q| q.unit == wanted),
        "status" => quantity.is_some_and(|q| q.status.as_deref() == Some(wanted)),
        "polarity" => claim.polarity.as_str() == wanted,
        "modality" => claim.modality.as_str() == wanted,
        "likelihood" => claim.likelihood.as_ref().is_some_and(|l| l.value.band.as_str() == wanted),
        "type" => claim.event.as_ref().is_some_and(|e| e.plover_type == wanted),
        "threat" => claim.threat.as_ref().is_some_and(|t| t.status.as_str() == wanted),
        _ => false,
    }
}

/// The cases of one file: every `passage` block with the `claims` block that follows it.
fn cases(text: &str) -> Result<Vec<Case>, String> {
    let mut cases = Vec::new();
    let mut waiting: Option<common::Passage> = None;
    let mut lines = text.lines();
    while let Some(fence) = lines.next() {
        let Some(info) = fence.strip_prefix("```") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|l| *l != "```").collect();
        let mut info = words(info)?.into_iter();
        match (info.next().as_deref(), &waiting) {
            (Some("passage"), None) => waiting = Some(passage(&block.join("\n"), info)?),
            (Some("passage"), Some(p)) => return Err(format!("`{}` has no claims block", p.text)),
            (Some("claims"), Some(_)) => {
                let expected: Vec<Expectation> = block.iter().map(|l| Expectation::parse(l)).collect::<Result<_, _>>()?;
                if let Some(passage) = waiting.take().filter(|_| !expected.is_empty()) {
                    cases.push(Case { passage, expected });
                } else {
                    return Err("a claims block is empty".to_string());
                }
            }
            (other, _) => return Err(format!("a block `{}` where a passage or its claims should stand", other.unwrap_or(""))),
        }
    }
    match waiting {
        Some(passage) => Err(format!("`{}` has no claims block", passage.text)),
        None => Ok(cases),
    }
}

fn passage(text: &str, attributes: impl Iterator<Item = String>) -> Result<common::Passage, String> {
    let mut passage = common::Passage::of(text);
    for attribute in attributes {
        match attribute.split_once('=') {
            Some(("published", day)) => passage.published = Some(day.parse::<Day>().map_err(|e| format!("`{attribute}`: {e}"))?),
            Some(("credit", words)) => passage.credit = Some(words.to_string()),
            Some(("from", outlet)) => passage.from = Some(outlet.to_string()),
            _ => return Err(format!("`{attribute}`: beside `passage` stand published=, credit= or from=")),
        }
    }
    Ok(passage)
}

/// Splits at spaces that stand in no quotation marks; the marks go.
fn words(line: &str) -> Result<Vec<String>, String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            _ => words.last_mut().expect("never empty").push(c),
        }
    }
    words.retain(|w| !w.is_empty());
    if quoted { Err(format!("`{line}`: a quotation mark is not closed")) } else { Ok(words) }
}
