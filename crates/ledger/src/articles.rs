//! Answers with articles and origins.

use rusqlite::{Row, params_from_iter};
use tacitus_record::{Origin, OriginMember, Span};

use crate::condition::Condition;
use crate::error::{Attempt, LedgerError, Result};
use crate::load;
use crate::wire::v1::{self, Body};
use crate::{ArticleRow, DateBasis, Filter, Ledger, OriginMemberRow, OriginRow};

const ATTEMPT: &str = "read articles";

/// Claims of an article are counted from `mention`: SQLite looks into the view `said` by its claims only, and else goes through all of it.
const SELECT: &str = "SELECT c.id, c.record, c.body, c.source, (SELECT min(known_at) FROM capture k WHERE k.article = c.article), c.scope, c.reader, \
                      c.sentences, c.ungrounded, c.notes, (SELECT count(DISTINCT coalesce(d.claim, m.claim)) FROM mention m \
                      LEFT JOIN dated_by_origin d ON d.mention = m.id WHERE m.capture = c.id), o.origin, o.kind, \
                      c.revision FROM capture c LEFT JOIN origin o ON o.article = c.article WHERE c.current = 1";

impl Ledger {
    /// Articles of which a claim matches, sorted by publication day (undated last), then id. A filter that asks nothing of claims (article,
    /// scope, dates by `reported`) also finds articles without claims.
    pub fn articles(&self, filter: &Filter) -> Result<Vec<ArticleRow>> {
        let (sql, params) = self.article_condition(filter);
        let sql = format!("{SELECT} {sql} ORDER BY c.published IS NULL, c.published, c.article");
        let mut query = self.conn.prepare(&sql).attempt(ATTEMPT)?;
        let mut rows = query.query(params_from_iter(&params)).attempt(ATTEMPT)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().attempt(ATTEMPT)? {
            found.push(article_row(row)?);
        }
        Ok(found)
    }

    /// The article with that id.
    pub fn article(&self, id: &str) -> Result<Option<ArticleRow>> {
        let mut query = self.conn.prepare_cached(&format!("{SELECT} AND c.article = ?1")).attempt(ATTEMPT)?;
        let mut rows = query.query([id]).attempt(ATTEMPT)?;
        rows.next().attempt(ATTEMPT)?.map(article_row).transpose()
    }

    /// Conditions on `capture c`, to follow a WHERE.
    fn article_condition(&self, filter: &Filter) -> (String, Vec<rusqlite::types::Value>) {
        let reported = filter.date_basis == DateBasis::Reported || (filter.since.is_none() && filter.until.is_none());
        let mut of_claims = Filter { article: None, scope: None, ..filter.clone() };
        let mut on_article = Condition::default();
        if reported {
            (of_claims.since, of_claims.until) = (None, None);
            filter.since.iter().for_each(|d| on_article.add("c.published >= ?", [d.to_string()]));
            filter.until.iter().for_each(|d| on_article.add("c.published <= ?", [d.to_string()]));
        }
        filter.article.iter().for_each(|a| on_article.add("c.article = ?", [a.clone()]));
        filter.scope.iter().for_each(|s| on_article.add("c.scope = ?", [s.to_string()]));
        let mut sql = on_article.sql().replacen("WHERE", "AND", 1);
        let mut params = on_article.params;
        let claims = Condition::of(&of_claims);
        if !claims.is_empty() {
            sql.push_str(&format!(" AND c.id IN (SELECT m.capture FROM said m JOIN claim ON claim.id = m.claim {})", claims.sql()));
            params.extend(claims.params);
        }
        (sql, params)
    }

    /// Origins of articles that match, sorted by id.
    pub fn origins(&self, filter: &Filter) -> Result<Vec<OriginRow>> {
        let (sql, params) = self.article_condition(filter);
        let sql = format!(
            "SELECT DISTINCT o.origin FROM capture c JOIN origin o ON o.article = c.article WHERE c.current = 1 {sql} ORDER BY o.origin"
        );
        let mut query = self.conn.prepare(&sql).attempt(ATTEMPT)?;
        let ids: Vec<String> = query.query_map(params_from_iter(&params), |row| row.get(0)).and_then(Iterator::collect).attempt(ATTEMPT)?;
        ids.iter().filter_map(|id| self.origin(id).transpose()).collect()
    }

    /// The origin with that id.
    pub fn origin(&self, id: &str) -> Result<Option<OriginRow>> {
        let mut query = self
            .conn
            .prepare_cached(
                "SELECT o.article, o.root, o.kind, o.measure, o.reason, o.shared, c.title, c.outlet, c.published, c.body FROM origin o \
                 JOIN capture c ON c.article = o.article AND c.current = 1 WHERE o.origin = ?1 ORDER BY o.article",
            )
            .attempt(ATTEMPT)?;
        let mut rows = query.query([id]).attempt(ATTEMPT)?;
        let mut origin = Origin { id: id.to_string(), root: String::new(), members: Vec::new() };
        let mut members = Vec::new();
        while let Some(row) = rows.next().attempt(ATTEMPT)? {
            origin.root = row.get(1).attempt(ATTEMPT)?;
            let (member, shown) = member_row(row)?;
            origin.members.push(member);
            members.push(shown);
        }
        if members.is_empty() {
            return Ok(None);
        }
        let claims = self
            .conn
            .prepare_cached(
                "SELECT count(DISTINCT coalesce(d.claim, m.claim)) FROM origin o JOIN capture c ON c.article = o.article AND c.current = 1 \
                 JOIN mention m ON m.capture = c.id LEFT JOIN dated_by_origin d ON d.mention = m.id WHERE o.origin = ?1",
            )
            .attempt(ATTEMPT)?
            .query_row([id], |row| row.get(0))
            .attempt(ATTEMPT)?;
        Ok(Some(OriginRow { origin, members, claims }))
    }
}

fn article_row(row: &Row) -> Result<ArticleRow> {
    let (_, load::Capture { article, known_at }) = load::capture(row)?;
    let body = Body::new(article.text.as_str());
    let notes = load::json(&row.get::<_, String>(9).attempt(ATTEMPT)?)?;
    let notes =
        notes.as_array().into_iter().flatten().map(|n| v1::note_from(n, &body).map_err(LedgerError::damaged)).collect::<Result<_>>()?;
    drop(body);
    Ok(ArticleRow {
        article,
        known_at,
        scope: load::named(&row.get::<_, String>(5).attempt(ATTEMPT)?)?,
        reader: row.get(6).attempt(ATTEMPT)?,
        sentences: row.get(7).attempt(ATTEMPT)?,
        ungrounded: row.get(8).attempt(ATTEMPT)?,
        notes,
        claims: row.get(10).attempt(ATTEMPT)?,
        origin: row.get(11).attempt(ATTEMPT)?,
        copy_kind: row.get::<_, Option<String>>(12).attempt(ATTEMPT)?.map(|k| load::named(&k)).transpose()?,
        revision: row.get::<_, i64>(13).attempt(ATTEMPT)? as u64,
    })
}

fn member_row(row: &Row) -> Result<(OriginMember, OriginMemberRow)> {
    let body: String = row.get(9).attempt(ATTEMPT)?;
    let body = Body::new(body);
    let shared: Vec<(usize, usize)> = serde_json::from_str(&row.get::<_, String>(5).attempt(ATTEMPT)?)
        .map_err(|e| LedgerError::damaged(format!("shared passages ({e})")))?;
    let spans: Option<Vec<Span>> = shared.iter().map(|(start, end)| body.span(*start, *end)).collect();
    let member = OriginMember {
        article: row.get(0).attempt(ATTEMPT)?,
        kind: load::named(&row.get::<_, String>(2).attempt(ATTEMPT)?)?,
        measure: f64::from(row.get::<_, u32>(3).attempt(ATTEMPT)?) / 1000.0,
        reason: row.get(4).attempt(ATTEMPT)?,
        shared_spans: spans.ok_or_else(|| LedgerError::damaged("shared passages outside their article"))?,
    };
    let shown = OriginMemberRow {
        title: row.get(6).attempt(ATTEMPT)?,
        outlet: row.get(7).attempt(ATTEMPT)?,
        published: load::day(row.get(8).attempt(ATTEMPT)?)?,
        shared,
    };
    Ok((member, shown))
}
