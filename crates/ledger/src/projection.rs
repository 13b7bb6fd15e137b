//! Says what the rows of the projection tables are.

use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use rusqlite::Connection;
use serde_json::{Value, json};
use tacitus_linking::{Copies, Linked, Redated, Report, origin_days};
use tacitus_record::{Actor, Claim};

use crate::ahead::{TOGETHER, meanwhile};
use crate::error::{Attempt, Result};
use crate::load::{self, Capture};
use crate::sync::{Row, Table};
use crate::wire::v1::Body;

pub(crate) const CLAIM: Table = Table {
    name: "claim",
    columns: &[
        "id",
        "mention",
        "kind",
        "plover_type",
        "place",
        "country",
        "time_lo",
        "time_hi",
        "reported_lo",
        "reported_hi",
        "known_at",
        "articles",
        "origins",
        "informants",
        "credibility",
        "reliability",
        "grade_reason",
        "incident",
        "disputes",
        "words",
    ],
    key: 1,
};

pub(crate) const CLAIM_ACTOR: Table =
    Table { name: "claim_actor", columns: &["claim", "part", "position", "key", "name", "words", "country", "sector"], key: 3 };

pub(crate) const ORIGIN: Table =
    Table { name: "origin", columns: &["article", "origin", "root", "kind", "measure", "reason", "shared"], key: 1 };

pub(crate) const DATED_BY_ORIGIN: Table = Table { name: "dated_by_origin", columns: &["mention", "claim", "origin"], key: 1 };

pub(crate) const COMPARED: Table = Table { name: "compared", columns: &["pair", "verdict"], key: 1 };

pub(crate) const INCIDENT: Table =
    Table { name: "incident", columns: &["id", "claims", "articles", "origins", "informants", "disagreements"], key: 1 };

pub(crate) const LINK: Table = Table { name: "link", columns: &["a", "b", "type", "slot", "reason"], key: 4 };

/// One stored mention with its claim.
pub(crate) struct StoredMention {
    pub id: i64,
    pub capture: i64,
    pub claim_id: String,
    pub claim: Claim,
    /// When it was said that it is there; `None` for what was read with its article.
    pub known_at: Option<String>,
}

/// All mentions of captures that stand.
pub(crate) struct Mentions {
    pub list: Vec<StoredMention>,
}

impl Mentions {
    pub fn load(conn: &Connection, bodies: &BTreeMap<i64, Body>) -> Result<Mentions> {
        const ATTEMPT: &str = "read the stored claims";
        let mut query = conn
            .prepare("SELECT m.id, m.capture, m.claim, m.record FROM mention m JOIN capture c ON c.id = m.capture WHERE c.current = 1 ORDER BY m.id")
            .attempt(ATTEMPT)?;
        let mut rows = query.query([]).attempt(ATTEMPT)?;
        // Room for all of them at once: a list that grows by doubling holds everything twice while it does.
        let count: i64 = conn
            .query_row("SELECT count(*) FROM mention m JOIN capture c ON c.id = m.capture WHERE c.current = 1", [], |row| row.get(0))
            .attempt(ATTEMPT)?;
        let mut list = Vec::with_capacity(usize::try_from(count).unwrap_or(0));
        type Stored = (i64, i64, String, String);
        let mut next = || -> Result<Vec<Stored>> {
            let mut stored = Vec::with_capacity(TOGETHER);
            while stored.len() < TOGETHER
                && let Some(row) = rows.next().attempt(ATTEMPT)?
            {
                let whole = |i| row.get(i).attempt(ATTEMPT);
                stored.push((whole(0)?, whole(1)?, row.get(2).attempt(ATTEMPT)?, row.get(3).attempt(ATTEMPT)?));
            }
            Ok(stored)
        };
        let read = |(id, capture, claim_id, record): Stored| {
            let mut claim = load::claim(&load::json(&record)?, &bodies[&capture])?;
            // Linking asks neither for the rules that fired nor for the places not chosen; of many thousand claims they weigh most.
            claim.mention.rules = Vec::new();
            if let Some(place) = &mut claim.place {
                place.value.candidates = Vec::new();
            }
            Ok(StoredMention { id, capture, claim_id, claim, known_at: None })
        };
        let mut stored = next()?;
        while !stored.is_empty() {
            let mut mentions: Result<Vec<StoredMention>> = Ok(Vec::new());
            let now = std::mem::take(&mut stored);
            stored = meanwhile(|| mentions = now.into_par_iter().map(read).collect(), &mut next)?;
            list.extend(mentions?);
        }
        Ok(Mentions { list })
    }

    /// Counts what copies took from their origin as the origin's, where the copy's own day misled the reading of its time. Rows of
    /// `dated_by_origin`.
    pub fn date_by_origins(&mut self, captures: &BTreeMap<i64, Capture>, copies: &Copies) -> Vec<Row> {
        let redated = origin_days(&self.reports(captures), copies);
        let mut rows = Vec::with_capacity(redated.len());
        for Redated { copy, origin } in redated {
            let (claim_id, time) = (self.list[origin].claim_id.clone(), self.list[origin].claim.time.clone());
            let article = captures[&self.list[origin].capture].article.id.clone();
            let mention = &mut self.list[copy];
            rows.push(vec![Some(mention.id.to_string()), Some(claim_id.clone()), Some(article)]);
            mention.claim_id = claim_id;
            if let (Some(own), Some(meant)) = (mention.claim.time.take(), time) {
                mention.claim.time = Some(own.map(|_| meant.value));
            }
        }
        rows
    }

    /// All mentions as linking takes them.
    pub fn reports<'m>(&'m self, captures: &'m BTreeMap<i64, Capture>) -> Vec<Report<'m>> {
        self.list.iter().map(|m| Report { id: &m.claim_id, claim: &m.claim, article: &captures[&m.capture].article }).collect()
    }

    /// Mentions of each claim, in order of ids. The one that stands for the claim comes first: in the earliest published article (undated last), then the one
    /// with the smallest id, then the first in the text.
    pub fn by_claim<'m>(&'m self, captures: &BTreeMap<i64, Capture>) -> Vec<Told<'m>> {
        let mut by_claim: BTreeMap<&str, Vec<&StoredMention>> = BTreeMap::new();
        for mention in &self.list {
            by_claim.entry(&mention.claim_id).or_default().push(mention);
        }
        for told in by_claim.values_mut() {
            told.sort_by_key(|m| {
                let article = &captures[&m.capture].article;
                let (day, span) = (article.published.as_ref().map(|p| p.value), m.claim.mention.span);
                (day.is_none(), day, &article.id, span.start(), span.end(), m.id)
            });
        }
        by_claim.into_iter().collect()
    }
}

/// A claim's id and its mentions, the one that stands for it first.
pub(crate) type Told<'m> = (&'m str, Vec<&'m StoredMention>);

/// A claim's row of `claim`; none where linking knows nothing of it. `told`: its mentions, the one that stands for it first.
pub(crate) fn claim_row(
    id: &str,
    told: &[&StoredMention],
    captures: &BTreeMap<i64, Capture>,
    bodies: &BTreeMap<i64, Body>,
    linked: &Linked,
) -> Option<Row> {
    let first = told[0];
    let claim = &first.claim;
    let standing = linked.standings.get(id)?;
    let reported: BTreeSet<_> = told.iter().filter_map(|m| captures[&m.capture].article.published.as_ref().map(|p| p.value)).collect();
    let known_at = told.iter().map(|m| m.known_at.as_deref().unwrap_or(&captures[&m.capture].known_at)).min().unwrap_or("");
    let (time_lo, time_hi) = claim.time.as_ref().map_or((None, None), |t| t.value.hull());
    let place = claim.place.as_ref().map(|p| &p.value);
    // What is only described ("outside his home") is nowhere to look for, and on no map.
    let place_words = place.filter(|p| !p.is_described()).map(|p| {
        let parts = [Some(&p.name), Some(&p.text), p.admin1.as_ref(), p.gazetteer_id.as_ref()];
        parts.into_iter().flatten().map(|part| part.to_lowercase()).collect::<Vec<_>>().join(" | ")
    });
    let mut words: BTreeSet<String> = told.iter().map(|m| bodies[&m.capture].words(m.claim.mention.span).to_string()).collect();
    words.extend(parts(claim).iter().map(|(_, a)| a.name.clone()).chain(place.map(|p| p.name.clone())));
    Some(vec![
        Some(id.to_string()),
        Some(first.id.to_string()),
        Some(claim.kind.to_string()),
        claim.event.as_ref().map(|e| e.plover_type.clone()),
        place_words,
        place.and_then(|p| p.country.clone()),
        time_lo.map(|d| d.to_string()),
        time_hi.map(|d| d.to_string()),
        reported.first().map(|d| d.to_string()),
        reported.last().map(|d| d.to_string()),
        Some(known_at.to_string()),
        Some(standing.articles.to_string()),
        Some(standing.origins.to_string()),
        Some(standing.informants.to_string()),
        Some(standing.grade.credibility.to_string()),
        Some(standing.grade.reliability.to_string()),
        Some(standing.grade.reason.clone()),
        standing.incident.clone(),
        Some(standing.disputes.to_string()),
        Some(words.into_iter().collect::<Vec<_>>().join("\n")),
    ])
}

/// A claim's rows of `claim_actor`: everybody in the mention that stands for it.
pub(crate) fn actor_rows(id: &str, told: &[&StoredMention]) -> Vec<Row> {
    parts(&told[0].claim)
        .into_iter()
        .enumerate()
        .map(|(position, (part, actor))| {
            vec![
                Some(id.to_string()),
                Some(part.to_string()),
                Some(position.to_string()),
                Some(actor.key()),
                Some(actor.name.clone()),
                Some(format!("{} | {} | {}", actor.name, actor.text, actor.role.as_deref().unwrap_or("")).to_lowercase()),
                actor.country.clone(),
                actor.sector.clone(),
            ]
        })
        .collect()
}

/// Everybody in a claim, with the part they have in it.
fn parts(claim: &Claim) -> Vec<(&'static str, &Actor)> {
    let actors = claim.actor.iter().chain(&claim.more_actors).map(|a| ("actor", &a.value));
    let targets = claim.target.iter().chain(&claim.more_targets).map(|a| ("target", &a.value));
    let speakers = claim.said_by.iter().map(|v| ("speaker", &v.value.actor));
    actors.chain(targets).chain(speakers).collect()
}

/// Rows of `origin`: one for each article.
pub(crate) fn origin_rows(copies: &Copies, bodies: &BTreeMap<&str, &Body>) -> Vec<Row> {
    let mut rows = Vec::new();
    for origin in &copies.origins {
        for member in &origin.members {
            let body = bodies[member.article.as_str()];
            let shared: Vec<Value> = member
                .shared_spans
                .iter()
                .map(|s| {
                    let (start, end) = body.range(*s);
                    json!([start, end])
                })
                .collect();
            rows.push(vec![
                Some(member.article.clone()),
                Some(origin.id.clone()),
                Some(origin.root.clone()),
                Some(member.kind.to_string()),
                Some(((member.measure * 1000.0).round() as i64).to_string()),
                Some(member.reason.clone()),
                Some(Value::from(shared).to_string()),
            ]);
        }
    }
    rows
}

/// Rows of `incident`.
pub(crate) fn incident_rows(linked: &Linked) -> Vec<Row> {
    linked
        .incidents
        .iter()
        .map(|i| {
            vec![
                Some(i.id.clone()),
                Some(json!(i.claims).to_string()),
                Some(i.articles.to_string()),
                Some(i.origins.to_string()),
                Some(i.informants.to_string()),
                Some(json!(i.disagreements).to_string()),
            ]
        })
        .collect()
}

/// Rows of `link`.
pub(crate) fn link_rows(linked: &Linked) -> Vec<Row> {
    linked
        .links
        .iter()
        .map(|l| vec![Some(l.a.clone()), Some(l.b.clone()), Some(l.link_type.to_string()), Some(l.slot.clone()), Some(l.reason.clone())])
        .collect()
}

/// What the log keeps of a claim's row: what `changes` compares.
pub(crate) fn grade_of(row: &Row) -> Value {
    let number = |column: &str| {
        let at = CLAIM.columns.iter().position(|c| *c == column).unwrap_or(0);
        row[at].as_deref().and_then(|n| n.parse::<u32>().ok())
    };
    let reliability = CLAIM.columns.iter().position(|c| *c == "reliability").unwrap_or(0);
    json!({
        "credibility": number("credibility"),
        "reliability": row[reliability].clone(),
        "articles": number("articles"),
        "origins": number("origins"),
        "informants": number("informants"),
        "disputes": number("disputes"),
    })
}

/// What the log keeps of an origin's row.
pub(crate) fn membership(row: &Row) -> Value {
    json!({"article": row[0], "origin": row[1], "root": row[2], "kind": row[3], "reason": row[5]})
}
