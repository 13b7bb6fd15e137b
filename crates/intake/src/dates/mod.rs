//! Finds publication dates: reads written days (`written`) and addresses (`address`), tells what a date is said to be (`labels`), weighs
//! candidates against each other and rejects what cannot be (`candidates`).

mod address;
mod candidates;
mod labels;
mod written;

pub(crate) use address::{archived, day_in_url, in_file_name, month_in_url};
pub(crate) use candidates::Candidates;
pub(crate) use labels::{Label, label_in, said_of};
pub(crate) use written::{Found, NumericOrder, find, find_all, parse};

use tacitus_record::Day;

/// Confidence in percent by kind of evidence, before the candidates are weighed against each other. Ranked by how often each kind
/// agrees with the printed date on news pages: markup made for machines first, then the address, then visible words.
pub(crate) mod confidence {
    pub const USER: u8 = 100;
    pub const RECORD: u8 = 98;
    /// `datePublished` of the article that the page is about.
    pub const JSON_LD_PUBLISHED: u8 = 94;
    /// The same in JSON-LD that does not parse, or of a thing that is not an article.
    pub const JSON_LD_LOOSE: u8 = 86;
    pub const JSON_LD_CREATED: u8 = 70;
    pub const META_PUBLISHED: u8 = 92;
    /// A `meta` element that only says "date": many systems write the day of delivery there.
    pub const META_DATE: u8 = 70;
    pub const ITEMPROP: u8 = 90;
    pub const TIME_MARKED: u8 = 86;
    pub const TIME_PLAIN: u8 = 78;
    pub const TEXT_HEADER: u8 = 90;
    pub const URL: u8 = 86;
    /// Day first, or digits without marks between them.
    pub const URL_LOOSE: u8 = 74;
    pub const TEXT_LABELLED: u8 = 82;
    /// Words called a date, or in an element named for publication; and in one named for a date.
    pub const ELEMENT_MARKED: u8 = 74;
    pub const ELEMENT_NAMED: u8 = 70;
    pub const TEXT_ALONE: u8 = 65;
    /// A heading that begins with a day.
    pub const TITLE: u8 = 58;
    pub const SCRIPT: u8 = 64;
    pub const FILE_NAME: u8 = 50;
    pub const MODIFIED: u8 = 45;
    /// Taken off where day and month could be either way round.
    pub const AMBIGUOUS_LESS: u8 = 20;
    /// Taken off where the year has two digits.
    pub const SHORT_YEAR_LESS: u8 = 6;
    /// Below this a candidate is kept but not chosen: a wrong date shifts every "on Tuesday" of the article.
    pub const CHOSEN_FROM: u8 = 40;
}

/// The first day a page of the web can have been published; earlier days in markup are placeholders.
pub(crate) fn first_web_day() -> Day {
    Day::new(1993, 1, 1).unwrap_or(Day::from_number(0))
}
