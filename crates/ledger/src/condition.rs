//! Turns a filter into SQL conditions on `claim`.

use rusqlite::types::Value;

use crate::words::full_text;
use crate::{DateBasis, Filter};

/// Conditions joined by AND, with their parameters in order; all user input goes through parameters.
#[derive(Default)]
pub(crate) struct Condition {
    parts: Vec<String>,
    pub params: Vec<Value>,
}

/// The view `said` in its parts, joined to the article `k` that says it.
const TOLD: [&str; 3] = [
    "SELECT m.claim FROM capture k JOIN mention m ON m.capture = k.id AND NOT EXISTS (SELECT 1 FROM dated_by_origin d WHERE d.mention = m.id)",
    "SELECT d.claim FROM capture k JOIN mention m ON m.capture = k.id JOIN dated_by_origin d ON d.mention = m.id",
    "SELECT a.claim FROM capture k JOIN added a ON a.capture = k.id",
];

impl Condition {
    /// The conditions of a filter.
    pub fn of(filter: &Filter) -> Condition {
        let Filter { kinds, plover_types, actor, place, since, until, date_basis, min_origins, disputed, article, incident, scope, text } =
            filter;
        let mut c = Condition::default();
        c.one_of("claim.kind", kinds.iter().map(|k| k.to_string()));
        c.one_of("claim.plover_type", plover_types.iter().map(|t| t.to_uppercase()));
        if let Some(actor) = actor {
            let code = actor.trim().to_uppercase();
            c.add(
                "EXISTS (SELECT 1 FROM claim_actor x WHERE x.claim = claim.id AND (instr(x.words, ?) > 0 OR x.key = ? OR \
                 substr(x.key, 1, length(?)) = ? OR x.country = ?))",
                [actor.trim().to_lowercase(), code.clone(), format!("{code}."), format!("{code}."), code],
            );
        }
        if let Some(place) = place {
            c.add("(instr(claim.place, ?) > 0 OR claim.country = ?)", [place.trim().to_lowercase(), place.trim().to_uppercase()]);
        }
        let since = since.map(|d| d.to_string());
        let until = until.map(|d| d.to_string());
        match date_basis {
            DateBasis::Event if since.is_some() || until.is_some() => {
                c.add("(claim.time_lo IS NOT NULL OR claim.time_hi IS NOT NULL)", []);
                since.into_iter().for_each(|d| c.add("coalesce(claim.time_hi, '9999-12-31') >= ?", [d]));
                until.into_iter().for_each(|d| c.add("coalesce(claim.time_lo, '0001-01-01') <= ?", [d]));
            }
            DateBasis::Known => {
                since.into_iter().for_each(|d| c.add("substr(claim.known_at, 1, 10) >= ?", [d]));
                until.into_iter().for_each(|d| c.add("substr(claim.known_at, 1, 10) <= ?", [d]));
            }
            DateBasis::Reported if since.is_some() || until.is_some() => {
                let range = [since.unwrap_or("0001-01-01".to_string()), until.unwrap_or("9999-12-31".to_string())];
                c.in_article("k.published BETWEEN ? AND ?", range);
            }
            DateBasis::Event | DateBasis::Reported => {}
        }
        if *min_origins > 0 {
            c.at_least("claim.origins", *min_origins);
        }
        if *disputed {
            c.add("claim.disputes > 0", []);
        }
        if let Some(article) = article {
            c.in_article("k.article = ?", [article.clone()]);
        }
        if let Some(incident) = incident {
            c.add("claim.incident = ?", [incident.clone()]);
        }
        if let Some(scope) = scope {
            c.in_article("k.scope = ?", [scope.to_string()]);
        }
        if let Some(text) = text {
            match full_text(text) {
                Some(query) => c.add("claim.rowid IN (SELECT rowid FROM claim_text WHERE claim_text MATCH ?)", [query]),
                None => c.add("0", []),
            }
        }
        c
    }

    /// `WHERE …`, or nothing.
    pub fn sql(&self) -> String {
        if self.parts.is_empty() { String::new() } else { format!("WHERE {}", self.parts.join(" AND ")) }
    }

    /// Whether everything matches.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    pub fn add<const N: usize>(&mut self, sql: &str, params: [String; N]) {
        self.parts.push(sql.to_string());
        self.params.extend(params.into_iter().map(Value::Text));
    }

    /// A number that is at least so large.
    pub fn at_least(&mut self, sql: &str, least: u32) {
        self.parts.push(format!("CAST({sql} AS INTEGER) >= ?"));
        self.params.push(Value::Integer(i64::from(least)));
    }

    /// Claims that some article tells now. The parts of the view `said` are asked one by one, each from the article: SQLite would make the
    /// whole view first, a million rows for the claims of one day.
    fn in_article<const N: usize>(&mut self, sql: &str, params: [String; N]) {
        let told = TOLD.map(|part| format!("{part} WHERE k.current = 1 AND {sql}")).join(" UNION ALL ");
        self.parts.push(format!("claim.id IN ({told})"));
        TOLD.iter().for_each(|_| self.params.extend(params.iter().cloned().map(Value::Text)));
    }

    fn one_of(&mut self, column: &str, values: impl Iterator<Item = String>) {
        let values: Vec<Value> = values.map(Value::Text).collect();
        if !values.is_empty() {
            self.parts.push(format!("{column} IN ({})", vec!["?"; values.len()].join(", ")));
            self.params.extend(values);
        }
    }
}
