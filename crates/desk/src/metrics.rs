//! Counts what the desk does, for Prometheus (text exposition format 0.0.4).

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::routes::{ROUTES, Route};
use crate::view::Edition;

/// Where the counts are.
pub const ADDRESS: &str = "/metrics";
/// Media type of the counts.
pub const TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";
/// Upper bounds of the histogram of answers, in seconds.
const BOUNDS: [f64; 10] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 5.0];

/// Counts since the desk was started. Each is an atomic number; together they need not be of one instant.
#[derive(Debug)]
pub struct Metrics {
    /// Of each route of the table: answers by the first digit of their status.
    answers: Vec<[AtomicU64; 6]>,
    /// Answers that took up to each bound, and longer.
    took: [AtomicU64; BOUNDS.len() + 1],
    microseconds: AtomicU64,
    /// Requests turned away: for want of a right, and for too many at once.
    pub without_right: AtomicU64,
    /// Too many expensive ones at once.
    pub too_many: AtomicU64,
    /// Articles laid into the inbox.
    pub articles_taken: AtomicU64,
}

impl Default for Metrics {
    fn default() -> Metrics {
        Metrics {
            answers: ROUTES.iter().map(|_| Default::default()).collect(),
            took: Default::default(),
            microseconds: AtomicU64::default(),
            without_right: AtomicU64::default(),
            too_many: AtomicU64::default(),
            articles_taken: AtomicU64::default(),
        }
    }
}

impl Metrics {
    /// Counts one answer of a route.
    pub fn count(&self, route: &Route, status: u16, took: Duration) {
        let at = ROUTES.iter().position(|r| r.path == route.path).unwrap_or(0);
        self.answers[at][usize::from(status / 100).min(5)].fetch_add(1, Ordering::Relaxed);
        let bucket = BOUNDS.iter().position(|bound| took.as_secs_f64() <= *bound).unwrap_or(BOUNDS.len());
        self.took[bucket].fetch_add(1, Ordering::Relaxed);
        self.microseconds.fetch_add(took.as_micros() as u64, Ordering::Relaxed);
    }

    /// All counts, with what the edition holds.
    pub fn text(&self, edition: &Edition) -> String {
        let catalogue = edition.catalogue();
        let number = |n: usize| n as f64;
        let mut out = String::new();
        let mut single = |name: &str, kind: &str, help: &str, value: f64| {
            // Writing to a String does not fail.
            let _ = writeln!(out, "# HELP tacitus_{name} {help}\n# TYPE tacitus_{name} {kind}\ntacitus_{name} {value}");
        };
        single("ledger_revision", "gauge", "Last revision of the log that answers rest on.", edition.state.revision as f64);
        single("linked_revision", "gauge", "Revision that claims, incidents and origins were made from.", edition.state.linked as f64);
        single("articles", "gauge", "Articles that stand.", number(catalogue.articles.len()));
        single("origins", "gauge", "Texts that are not copies of each other.", f64::from(catalogue.origins));
        single("claims", "gauge", "Claims.", number(catalogue.claim_count()));
        single("incidents", "gauge", "Incidents.", number(catalogue.incidents.len()));
        single("contradictions", "gauge", "Pairs of claims that nothing explains.", number(catalogue.contradictions()));
        if let Some(day) = catalogue.newest_article() {
            let seconds = f64::from(day.number()) * 86_400.0;
            single("newest_article_timestamp_seconds", "gauge", "Day of publication of the newest article, at its start (UTC).", seconds);
        }
        let counted = |count: &AtomicU64| count.load(Ordering::Relaxed) as f64;
        single("requests_without_right_total", "counter", "Requests turned away for want of a right.", counted(&self.without_right));
        single(
            "requests_too_many_total",
            "counter",
            "Expensive requests turned away, since too many were under way.",
            counted(&self.too_many),
        );
        single("articles_taken_total", "counter", "Articles laid into the inbox.", counted(&self.articles_taken));
        out.push_str(
            "# HELP tacitus_answers_total Answers by route and the first digit of their status.\n# TYPE tacitus_answers_total counter\n",
        );
        for (route, answers) in ROUTES.iter().zip(&self.answers) {
            for (digit, count) in answers.iter().enumerate() {
                let count = count.load(Ordering::Relaxed);
                if count > 0 {
                    let _ = writeln!(out, "tacitus_answers_total{{route=\"{}\",status=\"{digit}xx\"}} {count}", route.path);
                }
            }
        }
        out.push_str("# HELP tacitus_answer_seconds How long answers took to make.\n# TYPE tacitus_answer_seconds histogram\n");
        let mut sum = 0;
        for (bound, count) in BOUNDS.iter().map(f64::to_string).chain(["+Inf".to_string()]).zip(&self.took) {
            sum += count.load(Ordering::Relaxed);
            let _ = writeln!(out, "tacitus_answer_seconds_bucket{{le=\"{bound}\"}} {sum}");
        }
        let seconds = self.microseconds.load(Ordering::Relaxed) as f64 / 1e6;
        let _ = writeln!(out, "tacitus_answer_seconds_sum {seconds}\ntacitus_answer_seconds_count {sum}");
        let _ = writeln!(
            out,
            "# HELP tacitus_build_info The program.\n# TYPE tacitus_build_info gauge\ntacitus_build_info{{version=\"{}\"}} 1",
            env!("CARGO_PKG_VERSION")
        );
        out
    }
}
