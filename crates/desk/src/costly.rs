//! Says which requests cost much, so that a few of them at once cannot keep everybody else waiting.

use crate::routes::Route;

/// Costly requests that are worked on at once; more are told to come back. Half of those who may read are left for pages.
pub const AT_ONCE: usize = 4;
/// Seconds after which one that was turned away may come back.
pub const COME_BACK: &str = "2";
/// Items of one portion from which on it is costly.
const MANY: usize = 200;

/// Whether a request goes through much of the ledger: words, the past, the log, downloads, long portions.
pub fn is_costly(route: &Route, query: &str) -> bool {
    let asks = |(name, value): (std::borrow::Cow<'_, str>, std::borrow::Cow<'_, str>)| match &*name {
        "q" | "as_of" => !value.trim().is_empty(),
        "limit" => value.parse::<usize>().is_ok_and(|limit| limit > MANY),
        _ => false,
    };
    route.path.starts_with("/download/") || route.path == "/api/v1/changes" || form_urlencoded::parse(query.as_bytes()).any(asks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::ROUTES;

    #[test]
    fn words_the_past_and_downloads_cost_much_and_plain_lists_do_not() {
        let route = |path: &str| ROUTES.iter().find(|r| r.path == path).unwrap();
        for (path, query) in [("/incidents", "q=killed"), ("/", "as_of=12"), ("/download/{file}", ""), ("/api/v1/claims", "limit=1000")] {
            assert!(is_costly(route(path), query), "{path}?{query}");
        }
        for (path, query) in [("/incidents", "type=assault&limit=100"), ("/", ""), ("/incidents", "q=&as_of=")] {
            assert!(!is_costly(route(path), query), "{path}?{query}");
        }
    }
}
