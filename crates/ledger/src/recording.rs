//! Stores what was read, one durable transaction for a batch.

use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};
use serde_json::{Value, json};
use tacitus_record::{Article, Claim, EntryKind, Scope, claim_id};

use crate::ahead::made_ahead;
use crate::error::{Attempt, Result};
use crate::log::Log;
use crate::wire::v1::{self, Body};
use crate::{KnownAt, Ledger, ReadArticle, Recorded};

impl Ledger {
    /// Whether exactly this capture was read by exactly this reader, so that reading it again would add nothing.
    pub fn knows(&self, article: &Article, reader: &str) -> Result<bool> {
        let mut query = self
            .conn
            .prepare_cached("SELECT 1 FROM capture WHERE article = ?1 AND reader = ?2 AND digest = ?3")
            .attempt("look for an article")?;
        let digest = digest(&v1::article_as_read(article));
        query.exists(params![article.id, reader, digest]).attempt("look for an article")
    }

    /// Stores a batch in one durable transaction (some hundred articles a batch is a good size). Call [`Ledger::relink`] after the last.
    ///
    /// A capture that is known adds nothing. Of several captures of one article (the same text and address with other dates or titles) the
    /// one with the best-evidenced date stands, whatever the order; a reading by another reader replaces the old one, which stays in history.
    pub fn record(&mut self, batch: Vec<ReadArticle>, known_at: &KnownAt) -> Result<Recorded> {
        const ATTEMPT: &str = "store a batch of articles";
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate).attempt(ATTEMPT)?;
        let mut log = Log::open(&tx, known_at)?;
        let mut done = Recorded::default();
        made_ahead(&batch, |read| vec![Rows::of(read)], |rows| store(&tx, &mut log, rows, &mut done))?;
        done.revision = log.close()?;
        tx.commit().attempt(ATTEMPT)?;
        Ok(done)
    }
}

const STORE: &str = "store an article";

/// What is stored of an article, as it is written: made on any thread, since the one that writes is the one that all wait for.
struct Rows<'a> {
    read: &'a ReadArticle,
    digest: String,
    rank: String,
    record: String,
    notes: String,
    mentions: Vec<MentionRow>,
}

struct MentionRow {
    claim: String,
    sentence: u32,
    /// Code points.
    range: (usize, usize),
    record: String,
}

impl Rows<'_> {
    fn of(read: &ReadArticle) -> Rows<'_> {
        let ReadArticle { article, reading, .. } = read;
        let mut record = v1::article_as_read(article);
        let digest = digest(&record);
        if let Some(fields) = record.as_object_mut() {
            // The body has a column of its own; it is the largest part and search needs it.
            fields.shift_remove("text");
        }
        let body = Body::new(article.text.as_str());
        let notes: Vec<Value> = reading.notes.iter().map(|n| v1::note_as_read(n, &body)).collect();
        let mention = |claim: &Claim| MentionRow {
            claim: claim_id(claim, article),
            sentence: claim.mention.sentence,
            range: body.range(claim.mention.span),
            record: v1::claim_as_read(claim, &body).to_string(),
        };
        Rows {
            read,
            rank: rank(article, &digest),
            digest,
            record: record.to_string(),
            notes: Value::from(notes).to_string(),
            mentions: reading.claims.iter().map(mention).collect(),
        }
    }
}

fn store(tx: &Transaction, log: &mut Log, rows: Rows, done: &mut Recorded) -> Result<()> {
    let ReadArticle { article, reading, scope, reader } = rows.read;
    let known: Option<(i64, String)> = tx
        .prepare_cached("SELECT id, scope FROM capture WHERE article = ?1 AND reader = ?2 AND digest = ?3")
        .attempt(STORE)?
        .query_row(params![article.id, reader, rows.digest], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
        .attempt(STORE)?;
    if let Some((capture, known_scope)) = known {
        done.known_articles += 1;
        return rescope(tx, log, article, capture, &known_scope, *scope);
    }
    let captured_before =
        tx.prepare_cached("SELECT 1 FROM capture WHERE article = ?1").attempt(STORE)?.exists([&article.id]).attempt(STORE)?;
    if captured_before {
        done.reread_articles += 1;
    } else {
        done.new_articles += 1;
    }
    // The only capture of an article stands.
    let capture = insert_capture(tx, log, &rows, !captured_before)?;
    for MentionRow { claim, sentence, range: (start, end), record } in &rows.mentions {
        let known = tx.prepare_cached("SELECT 1 FROM mention WHERE claim = ?1").attempt(STORE)?.exists([claim]).attempt(STORE)?;
        done.new_claims += u32::from(!known);
        done.mentions += 1;
        tx.prepare_cached("INSERT INTO mention (capture, claim, sentence, start, end, record) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
            .attempt(STORE)?
            .execute(params![capture, claim, sentence, *start as i64, *end as i64, record])
            .attempt(STORE)?;
    }
    for note in &reading.notes {
        *done.notes.entry(note.code.to_string()).or_default() += 1;
    }
    log.write(
        EntryKind::Recorded,
        "article",
        &article.id,
        &json!({"reader": reader, "digest": rows.digest, "claims": reading.claims.len()}),
    )?;
    if captured_before { choose_current(tx, Some(log), &article.id) } else { Ok(()) }
}

fn insert_capture(tx: &Transaction, log: &Log, rows: &Rows, current: bool) -> Result<i64> {
    let ReadArticle { article, reading, scope, reader } = rows.read;
    tx.prepare_cached(
        "INSERT INTO capture (article, digest, reader, source, scope, title, outlet, published, rank, record, body, notes, sentences, ungrounded, \
         revision, known_at, current) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
    )
    .attempt(STORE)?
    .execute(params![
        article.id,
        rows.digest,
        reader,
        article.source,
        scope.as_str(),
        article.title,
        article.outlet,
        article.published.as_ref().map(|p| p.value.to_string()),
        rows.rank,
        rows.record,
        article.text,
        rows.notes,
        reading.sentences,
        reading.ungrounded,
        log.revision() as i64,
        log.known_at(),
        current,
    ])
    .attempt(STORE)?;
    let capture = tx.last_insert_rowid();
    tx.prepare_cached("INSERT INTO body_text (rowid, title, body) VALUES (?1, ?2, ?3)")
        .attempt(STORE)?
        .execute(params![capture, article.title, article.text])
        .attempt(STORE)?;
    Ok(capture)
}

/// The scope is the user's view of the article, not part of it: the latest one stands.
fn rescope(tx: &Transaction, log: &mut Log, article: &Article, capture: i64, known: &str, scope: Scope) -> Result<()> {
    if known == scope.as_str() {
        return Ok(());
    }
    tx.execute("UPDATE capture SET scope = ?2 WHERE id = ?1", params![capture, scope.as_str()]).attempt(STORE)?;
    log.write(EntryKind::Corrected, "article", &article.id, &json!({"scope": {"was": known, "is": scope.as_str()}}))
}

/// Tells captures of one article apart; where the file lay does not matter.
fn digest(record: &Value) -> String {
    blake3::hash(record.to_string().as_bytes()).to_hex()[..32].to_string()
}

/// Of two captures of one article the one with the better-evidenced date stands, then the one that knows more; the digest decides ties.
fn rank(article: &Article, digest: &str) -> String {
    let confidence = article.published.as_ref().map_or(0, |p| u32::from(p.confidence) + 1);
    let known = [
        article.title.is_some(),
        article.outlet.is_some(),
        article.url.is_some(),
        article.canonical_url.is_some(),
        article.licence.is_some(),
        article.agency_credit.is_some(),
        !article.authors.is_empty(),
        !article.declared_from.is_empty(),
    ];
    format!("{confidence:03}.{}.{digest}", known.iter().filter(|k| **k).count())
}

/// Marks the capture that stands for an article: by the reader that read last, the one of the highest rank.
pub(crate) fn choose_current(tx: &Transaction, log: Option<&mut Log>, article: &str) -> Result<()> {
    let best: i64 = tx
        .prepare_cached(
            "SELECT id FROM capture WHERE article = ?1 AND reader = (SELECT reader FROM capture WHERE article = ?1 ORDER BY id DESC LIMIT 1) \
             ORDER BY rank DESC LIMIT 1",
        )
        .attempt(STORE)?
        .query_row([article], |row| row.get(0))
        .attempt(STORE)?;
    let replaced: Vec<(String, String)> = tx
        .prepare_cached("UPDATE capture SET current = 0 WHERE article = ?1 AND current = 1 AND id <> ?2 RETURNING reader, digest")
        .attempt(STORE)?
        .query_map(params![article, best], |row| Ok((row.get(0)?, row.get(1)?)))
        .and_then(Iterator::collect)
        .attempt(STORE)?;
    tx.prepare_cached("UPDATE capture SET current = 1 WHERE id = ?1").attempt(STORE)?.execute([best]).attempt(STORE)?;
    if let Some(log) = log {
        for (reader, digest) in replaced {
            log.write(EntryKind::Retracted, "article", article, &json!({"reader": reader, "digest": digest, "reason": "read anew"}))?;
        }
    }
    Ok(())
}
