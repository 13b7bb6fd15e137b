//! Reads the days that addresses and file names carry: permalinks of content systems, stored pictures, captures of web archives.

use std::sync::LazyLock;

use regex::Regex;
use tacitus_record::Day;

use super::confidence;
use super::written::{NumericOrder, find, month};

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a fixed pattern")
}

/// The path of an address, without the archive that captured it.
fn path(url: &str) -> &str {
    let url = archived(url).map_or(url, |(_, original)| original);
    let after_host = url.split_once("://").map_or(url, |(_, rest)| rest);
    after_host.find('/').map_or("", |i| &after_host[i..])
}

/// The day an address carries and the confidence it deserves: `/2024/08/17/`, `/2024-08/17/`, `/2024-08-17-...`, `/2024/aug/17/`,
/// `-20240817`, and the day first, `/17-08-2024-...`, `/17082024-...`.
pub(crate) fn day_in_url(url: &str) -> Option<(Day, u8)> {
    static YEAR_FIRST: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?:^|[/_-])((?:19|20)\d{2})[/_-](0?[1-9]|1[0-2])[/_-](0?[1-9]|[12]\d|3[01])(?:[/_.?#-]|$)"));
    static NAMED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)/((?:19|20)\d{2})/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*/(\d{1,2})(?:[/_.?#-]|$)"));
    static COMPACT: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?:^|[/_.=-])((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\d{4,9})?(?:[/_.?#&-]|$)"));
    static DAY_FIRST: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"[/_-](0?[1-9]|[12]\d|3[01])([_.-])(0?[1-9]|1[0-2])[_.-]((?:19|20)\d{2})(?:[/_.?#-]|$)"));
    static DAY_FIRST_COMPACT: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"[/_-](0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])((?:19|20)\d{2})(?:[/_.?#-]|$)"));
    let path = path(url);
    let day = |year: &str, month: &str, day: &str| Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    if let Some(c) = YEAR_FIRST.captures(path) {
        return day(&c[1], &c[2], &c[3]).map(|d| (d, confidence::URL));
    }
    if let Some(c) = NAMED.captures(path) {
        return Some((Day::new(c[1].parse().ok()?, month(&c[2])?, c[3].parse().ok()?)?, confidence::URL));
    }
    let loose = COMPACT
        .captures(path)
        .and_then(|c| day(&c[1], &c[2], &c[3]))
        .or_else(|| DAY_FIRST.captures(path).and_then(|c| day(&c[4], &c[3], &c[1])))
        .or_else(|| DAY_FIRST_COMPACT.captures(path).and_then(|c| day(&c[3], &c[2], &c[1])));
    loose.map(|d| (d, confidence::URL_LOOSE))
}

/// The year and month of an address that carries no day (`/2024/08/army-leaves`).
pub(crate) fn month_in_url(url: &str) -> Option<(i32, u32)> {
    static MONTH: LazyLock<Regex> = LazyLock::new(|| pattern(r"/((?:19|20)\d{2})[/-](0[1-9]|1[0-2])/"));
    let c = MONTH.captures(path(url))?;
    Some((c[1].parse().ok()?, c[2].parse().ok()?))
}

/// The day of capture and the original address in an address of a web archive (`/web/20240817101500/https://...`).
pub(crate) fn archived(url: &str) -> Option<(Day, &str)> {
    static CAPTURE: LazyLock<Regex> = LazyLock::new(|| pattern(r"/web/(\d{4})(\d{2})(\d{2})\d{0,6}(?:[a-z]{2}_)?/(.+)$"));
    let c = CAPTURE.captures(url)?;
    let day = Day::new(c[1].parse().ok()?, c[2].parse().ok()?, c[3].parse().ok()?)?;
    Some((day, c.get(4)?.as_str()))
}

/// The day a file's name begins or ends with (`2024-08-17-vestra.txt`).
pub(crate) fn in_file_name(name: &str) -> Option<Day> {
    let file = name.rsplit(['/', '\\']).next()?;
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let found = find(stem, NumericOrder::DayFirst).filter(|f| !f.is_ambiguous && !f.is_short)?;
    Some(found.day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let day = |url: &str| day_in_url(url).map(|(d, _)| d.to_string());
        for url in [
            "https://herald.example/2024/08/17/vestra",
            "https://herald.example/2024-08/17/vestra.htm",
            "https://herald.example/news/vestra-2024-08-17.html",
            "https://herald.example/2024/aug/17/vestra",
            "https://herald.example/news-20240817",
            "https://herald.example/17-08-2024-army-leaves",
            "https://herald.example/news/17082024-army-leaves",
            "https://archive.example/web/20250101090000/https://herald.example/2024/08/17/vestra",
        ] {
            assert_eq!(day(url).as_deref(), Some("2024-08-17"), "{url}");
        }
        for url in [
            "https://herald.example/2024/vestra-20999999",
            "https://herald.example/2024/08/vestra",
            "https://herald.example/id/1720240817345",
            "https://archive.example/web/20250101090000/https://herald.example/vestra",
        ] {
            assert_eq!(day(url), None, "{url}");
        }
        assert_eq!(month_in_url("https://herald.example/2024/08/vestra"), Some((2024, 8)));
        assert_eq!(month_in_url("https://herald.example/2024/vestra"), None);
    }
}
