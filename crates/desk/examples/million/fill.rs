//! Stores drawn articles through the ledger's recording, and puts what linking would make of them into the projection tables.
//!
//! Linking a million claims takes its time and would judge by the words which claims are of one happening; a measurement of pages needs a known
//! number of each thing. So the tables are filled as `relink` fills them (rows in order of ids, words into the search index, an entry of the
//! log for each new claim, incident and link), from what was drawn. Two runs: all days but the last two, then those.

#![expect(clippy::disallowed_methods, reason = "how long things take is what is measured here")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Instant;

use rusqlite::{Connection, Transaction, params};
use serde_json::{Value, json};
use tacitus_ledger::{KnownAt, Ledger, ReadArticle};
use tacitus_record::{Actor, claim_id, incident_id, origin_id};

use crate::Failure;
use crate::draw::{DAYS, Drawn, Newsroom, Written};
use crate::world::World;

const SEED: u64 = 2_031;
/// Articles of one transaction.
const BATCH: usize = 10_000;

/// One claim as the projection needs it.
struct Told {
    id: String,
    mention: i64,
    drawn: Drawn,
    reported: (i32, i32),
    articles: u32,
    origins: u32,
    words: String,
    is_stored: bool,
}

/// One incident: its claims, its articles and their origins, each by number.
#[derive(Default)]
struct Gathered {
    claims: Vec<u32>,
    articles: BTreeSet<u32>,
    origins: BTreeSet<u32>,
    is_stored: bool,
}

/// What was stored so far.
#[derive(Default)]
struct Store {
    claims: Vec<Told>,
    by_id: BTreeMap<String, u32>,
    incidents: Vec<Gathered>,
    changed: BTreeSet<u32>,
    /// Article id, its root and the root's number, in order of arrival; those from `linked` on have no row yet.
    articles: Vec<(String, Option<String>, u32)>,
    numbers: BTreeMap<String, u32>,
    linked: usize,
    mentions: i64,
}

/// Makes the ledger.
pub fn generate(path: &Path, claims: usize) -> Result<(), Failure> {
    let start = Instant::now();
    let mut newsroom = Newsroom::new(SEED, claims);
    let mut store = Store::default();
    Ledger::create(path)?;
    let (mut batch, mut runs, mut today) = (Vec::new(), 0, 0);
    while let Some(articles) = newsroom.next_day() {
        today += 1;
        for written in articles {
            store.take(&newsroom.world, written, &mut batch);
        }
        let ends_run = today == DAYS - 2 || today == DAYS;
        if batch.len() >= BATCH || ends_run {
            runs += 1;
            let known_at: KnownAt = format!("2032-01-{runs:02}T06:00:00Z").parse()?;
            Ledger::open(path)?.record(std::mem::take(&mut batch), &known_at)?;
            if ends_run {
                store.project(path, &newsroom, &known_at)?;
            }
            eprintln!("{:6.1} s: {} articles, {} claims", start.elapsed().as_secs_f64(), store.articles.len(), store.claims.len());
        }
    }
    let copies = store.articles.iter().filter(|(_, root, _)| root.is_some()).count();
    let incidents = store.incidents.iter().filter(|i| !i.claims.is_empty()).count();
    println!(
        "{} articles ({copies} copies), {} claims with {} mentions, {incidents} incidents, {} MB",
        store.articles.len(),
        store.claims.len(),
        store.mentions,
        std::fs::metadata(path)?.len() / 1_000_000
    );
    Ok(())
}

impl Store {
    fn take(&mut self, world: &World, written: Written, batch: &mut Vec<ReadArticle>) {
        let Written { read, drawn, day, copy_of } = written;
        let number = self.articles.len() as u32;
        let root = copy_of.as_ref().and_then(|root| self.numbers.get(root).copied()).unwrap_or(number);
        if self.numbers.insert(read.article.id.clone(), number).is_some() {
            return;
        }
        for (claim, drawn) in read.reading.claims.iter().zip(drawn) {
            self.mentions += 1;
            let id = claim_id(claim, &read.article);
            let next = self.claims.len() as u32;
            let at = *self.by_id.entry(id.clone()).or_insert(next);
            if at == next {
                let place = drawn.place.map_or("", |p| world.places[p as usize].name.as_str());
                let words = format!("{}\n{place}", claim.mention.span.slice(&read.article.text));
                let told =
                    Told { id, mention: self.mentions, drawn, reported: (day, day), articles: 0, origins: 0, words, is_stored: false };
                self.claims.push(told);
            }
            let told = &mut self.claims[at as usize];
            told.articles += 1;
            told.origins += u32::from(root == number);
            told.reported = (told.reported.0.min(day), told.reported.1.max(day));
            let incident = told.drawn.incident;
            if self.incidents.len() <= incident as usize {
                self.incidents.resize_with(incident as usize + 1, Gathered::default);
            }
            let gathered = &mut self.incidents[incident as usize];
            if at == next {
                gathered.claims.push(at);
            }
            gathered.articles.insert(number);
            gathered.origins.insert(root);
            self.changed.insert(incident);
        }
        self.articles.push((read.article.id.clone(), copy_of, root));
        batch.push(read);
    }

    /// Fills the projection tables with what changed since the last time, as one revision.
    fn project(&mut self, path: &Path, newsroom: &Newsroom, known_at: &KnownAt) -> Result<(), Failure> {
        let mut conn = Connection::open(path)?;
        conn.execute_batch("PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000;")?;
        let tx = conn.transaction()?;
        let revision: i64 = tx.query_row("SELECT max(revision) + 1 FROM entry", [], |row| row.get(0))?;
        let log = Entries { tx: &tx, revision, known_at };
        let changed = std::mem::take(&mut self.changed);
        let mut disputes: BTreeMap<u32, u32> = BTreeMap::new();
        let mut links: BTreeSet<(String, String, &str, &str, String)> = BTreeSet::new();
        let mut claims: Vec<(u32, String)> = Vec::new();
        for &number in &changed {
            let gathered = &self.incidents[number as usize];
            for (a, b, link, slot) in differences(number, &gathered.claims) {
                if link != "updates" {
                    *disputes.entry(a).or_default() += 1;
                    *disputes.entry(b).or_default() += 1;
                }
                let id = |at: u32| self.claims[at as usize].id.clone();
                links.insert((id(a), id(b), link, slot, "drawn so: both cannot be right".to_string()));
            }
            let smallest = gathered.claims.iter().map(|c| self.claims[*c as usize].id.as_str()).min().unwrap_or("");
            let id = incident_id(smallest);
            claims.extend(gathered.claims.iter().map(|c| (*c, id.clone())));
        }
        claims.sort_by(|a, b| self.claims[a.0 as usize].id.cmp(&self.claims[b.0 as usize].id));
        for (at, incident) in &claims {
            let against = disputes.get(at).copied().unwrap_or(0);
            claim_row(&log, newsroom, &self.claims[*at as usize], incident, against)?;
            self.claims[*at as usize].is_stored = true;
        }
        self.origin_rows(&tx)?;
        for &number in &changed {
            self.incident_row(&log, number, &disputes)?;
        }
        for (a, b, link, slot, reason) in links {
            let new = tx
                .prepare_cached("INSERT OR IGNORE INTO link (a, b, type, slot, reason) VALUES (?1, ?2, ?3, ?4, ?5)")?
                .execute(params![a, b, link, slot, reason])?;
            if new == 1 {
                log.write("linked", "link", &format!("{a} {b} {link} {slot}"), &json!({"reason": reason}))?;
            }
        }
        tx.execute("UPDATE projected SET revision = ?1", [revision])?;
        tx.commit()?;
        Ok(())
    }

    fn incident_row(&mut self, log: &Entries<'_>, number: u32, disputes: &BTreeMap<u32, u32>) -> Result<(), Failure> {
        let gathered = &mut self.incidents[number as usize];
        let mut ids: Vec<&str> = gathered.claims.iter().map(|c| self.claims[*c as usize].id.as_str()).collect();
        ids.sort_unstable();
        let id = incident_id(ids.first().unwrap_or(&""));
        let is_disputed = gathered.claims.iter().any(|c| disputes.contains_key(c));
        let disagreements = if is_disputed { json!(["quantity"]) } else { json!([]) };
        let speakers = gathered.claims.iter().filter(|c| self.claims[**c as usize].drawn.speaker.is_some()).count();
        log.tx
            .prepare_cached("INSERT OR REPLACE INTO incident (id, claims, articles, origins, informants, disagreements) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
            .execute(params![id, json!(ids).to_string(), gathered.articles.len() as i64, gathered.origins.len() as i64, speakers as i64, disagreements.to_string()])?;
        let detail = if gathered.is_stored { json!({"was": ids, "claims": ids}) } else { json!({"claims": ids}) };
        log.write("linked", "incident", &id, &detail)?;
        gathered.is_stored = true;
        Ok(())
    }

    fn origin_rows(&mut self, tx: &Transaction<'_>) -> Result<(), Failure> {
        let mut insert = tx.prepare(
            "INSERT INTO origin (article, origin, root, kind, measure, reason, shared) VALUES (?1, ?2, ?3, ?4, 1000, 'drawn so', '[]')",
        )?;
        for (id, copied, root) in &self.articles[self.linked..] {
            let root = &self.articles[*root as usize].0;
            insert.execute(params![id, origin_id(root), root, if copied.is_some() { "republished" } else { "original" }])?;
        }
        self.linked = self.articles.len();
        Ok(())
    }
}

/// Which claims of an incident differ, and how: the first with the second of one incident in nine, later figures in one of twenty.
fn differences(number: u32, claims: &[u32]) -> Vec<(u32, u32, &'static str, &'static str)> {
    let mut found = Vec::new();
    if let [first, second, ..] = claims {
        match number % 180 {
            n if n % 9 == 0 => found.push((*first, *second, "contradicts", ["quantity", "actor", "time"][n as usize / 9 % 3])),
            n if n % 20 == 1 => found.push((*first, *second, "updates", "quantity")),
            n if n % 30 == 2 => found.push((*second, *first, "denies", "polarity")),
            _ => {}
        }
    }
    found
}

fn claim_row(log: &Entries<'_>, newsroom: &Newsroom, told: &Told, incident: &str, disputes: u32) -> Result<(), Failure> {
    let (world, drawn) = (&newsroom.world, &told.drawn);
    let (kind, plover) = drawn.coded();
    let place = drawn.place.map(|p| &world.places[p as usize]);
    let words = place.map(|p| {
        let parts = [Some(&p.name), Some(&p.text), p.admin1.as_ref(), p.gazetteer_id.as_ref()];
        parts.into_iter().flatten().map(|part| part.to_lowercase()).collect::<Vec<_>>().join(" | ")
    });
    let credibility = match (told.origins, disputes, drawn.speaker) {
        (2.., 0, _) => 1,
        (_, 1.., _) => 3 + u8::from(told.mention % 3 == 0) + u8::from(told.mention % 7 == 0),
        (_, 0, Some(speaker)) => 2 + u8::from(speaker % 4 == 0),
        _ => 2,
    };
    let day = newsroom.day(drawn.day).to_string();
    let reason = "one origin; an official speaks for it by name; nothing in the ledger contradicts it so far";
    log.tx
        .prepare_cached(
            "INSERT INTO claim (id, mention, kind, plover_type, place, country, time_lo, time_hi, reported_lo, reported_hi, known_at, articles, origins, informants, \
             credibility, reliability, grade_reason, incident, disputes, words) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8, ?9, ?10, ?11, ?12, 1, ?13, 'F', ?14, ?15, ?16, ?17) \
             ON CONFLICT (id) DO UPDATE SET reported_lo = excluded.reported_lo, reported_hi = excluded.reported_hi, articles = excluded.articles, \
             origins = excluded.origins, credibility = excluded.credibility, incident = excluded.incident, disputes = excluded.disputes",
        )?
        .execute(params![
            told.id, told.mention, kind.as_str(), plover, words, place.and_then(|p| p.country.as_ref()), day,
            newsroom.day(told.reported.0).to_string(), newsroom.day(told.reported.1).to_string(), log.known_at.as_str(),
            told.articles, told.origins.max(1), credibility, reason, incident, disputes, told.words,
        ])?;
    if told.is_stored {
        return Ok(());
    }
    let row = log.tx.last_insert_rowid();
    log.tx.prepare_cached("INSERT INTO claim_text (rowid, words) VALUES (?1, ?2)")?.execute(params![row, told.words])?;
    let sides = [("actor", &world.bodies[drawn.sides.0 as usize]), ("target", &world.bodies[drawn.sides.1 as usize])];
    let speaker = drawn.speaker.map(|s| Actor::unknown(&world.speakers[s as usize]));
    for (position, (part, actor)) in sides.into_iter().chain(speaker.iter().map(|s| ("speaker", s))).enumerate() {
        log.tx
            .prepare_cached("INSERT INTO claim_actor (claim, part, position, key, name, words, country, sector) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?
            .execute(params![
                told.id, part, position as i64, actor.key(), actor.name,
                format!("{} | {} | ", actor.name, actor.text).to_lowercase(), actor.country, actor.sector,
            ])?;
    }
    let grade = json!({"credibility": credibility, "reliability": "F", "articles": told.articles, "origins": told.origins.max(1), "informants": 1, "disputes": disputes});
    log.write("recorded", "claim", &told.id, &grade)
}

/// The log during one revision.
struct Entries<'t> {
    tx: &'t Transaction<'t>,
    revision: i64,
    known_at: &'t KnownAt,
}

impl Entries<'_> {
    fn write(&self, kind: &str, noun: &str, id: &str, detail: &Value) -> Result<(), Failure> {
        self.tx
            .prepare_cached("INSERT INTO entry (revision, known_at, kind, noun, id, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
            .execute(params![self.revision, self.known_at.as_str(), kind, noun, id, detail.to_string()])?;
        Ok(())
    }
}
