//! What the words say, before any anchor is known: the tree that the grammar builds and `resolve` reads.

use crate::lexicon::{Daypart, Part, Turn, Unit, Vague};

/// How the year is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum YearRef {
    /// Not at all: tense decides, or the other end of a range.
    Unsaid,
    /// In figures.
    Given(i32),
    /// "of last year": so many years after the anchor's.
    OfAnchor(i32),
    /// "last May", "next Christmas": an occurrence, not a year.
    Turn(Turn),
    /// "that year", "of the following year": so many years after that of the day told of just before.
    OfStory(i32),
}

/// How the month of a day is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MonthRef {
    Unsaid,
    /// 1 to 12.
    Given(u32),
    /// "of next month": so many months after the anchor's.
    OfAnchor(i32),
}

/// A number of units, maybe not whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Amount {
    pub value: f64,
    /// "a few", "about three".
    pub vague: bool,
}

/// What is counted in "the first Monday of March".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Unit(Unit),
    Weekday(u32),
    Weekend,
}

/// What "three weeks before" is counted from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Origin {
    /// The publication day.
    Anchor,
    /// The day told of just before, else the publication day.
    Narrative,
    /// A time of its own.
    At(Box<Expression>),
}

/// How a stretch of time to come begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ahead {
    /// "the next three days": with the day after.
    Next,
    /// "within three days": at once.
    Within,
}

/// On which side of a length the true one lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// "three months"
    About,
    /// "more than three months", "at least three months"
    More,
    /// "nearly three months", "less than three months"
    Less,
}

/// How a preposition bounds a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bounding {
    Since,
    Until,
    By,
    /// "no later than": by a day that is still to come.
    Deadline,
    Before,
    After,
    /// "before next week's talks": before something in that time, not before all of it.
    BeforeSomethingIn,
    /// "after last week's protests": after something in that time.
    AfterSomethingIn,
}

/// An expression of time.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expression {
    Day {
        year: YearRef,
        month: MonthRef,
        day: u32,
        weekday: Option<u32>,
    },
    /// Two figures and a year whose order is not certain; US order first.
    Slashed {
        first: u32,
        second: u32,
        year: YearRef,
    },
    Month {
        year: YearRef,
        month: u32,
    },
    Year(YearRef),
    /// "fiscal 2024", "the last financial year": a budget year, which begins in another month from country to country.
    Fiscal(YearRef),
    /// "the first quarter of fiscal 2024": months of a budget year, from the first (0) on, and how many.
    FiscalPart {
        year: YearRef,
        first: u32,
        months: u32,
    },
    /// First and last year: "2022-23".
    Years(i32, i32),
    /// First year of the decade.
    Decade(i32),
    /// First year of the century.
    Century(i32),
    /// 1 = spring.
    Season {
        year: YearRef,
        season: u32,
    },
    Quarter {
        year: YearRef,
        quarter: u32,
    },
    Half {
        year: YearRef,
        half: u32,
    },
    /// With the week it lies in, as an offset from the anchor's.
    Weekday {
        weekday: u32,
        turn: Option<Turn>,
        week: Option<i32>,
    },
    /// A whole calendar unit, so many after the anchor's: "yesterday", "last week".
    Offset {
        unit: Unit,
        by: i32,
    },
    /// ISO week of a year.
    WeekNumber {
        year: YearRef,
        week: u32,
    },
    Weekend(Option<Turn>),
    /// Index into the table of feasts.
    Feast {
        feast: usize,
        year: YearRef,
    },
    /// "two days ago", "three weeks after Easter".
    Shift {
        amount: Amount,
        unit: Unit,
        back: bool,
        from: Origin,
    },
    /// "three years ago next month", "a year ago on Friday": what lies so many months before that time.
    Anniversary {
        months: u32,
        of: Box<Expression>,
    },
    /// "the following July", "the previous Friday": the next or last one seen from the day told of just before.
    Told(Turn, Box<Expression>),
    /// "the past two years", "the coming days", "within a week".
    Trail {
        amount: Amount,
        unit: Unit,
        ahead: Option<Ahead>,
    },
    /// "has held the town for more than three months": so long up to now, and on.
    SoLong {
        amount: Amount,
        unit: Unit,
        side: Side,
    },
    /// "three days starting from Monday", "less than three days after the raid": so long from there on.
    Lasting {
        amount: Amount,
        unit: Unit,
        from: Box<Expression>,
    },
    /// "the week of August 5".
    WeekOf(Box<Expression>),
    WeekendOf(Box<Expression>),
    /// `nth` counts from the end where it is negative.
    Nth {
        nth: i32,
        count: u32,
        piece: Piece,
        of: Box<Expression>,
    },
    PartOf(Part, Box<Expression>),
    /// "earlier this month" (`false`), "later this week" (`true`): from the start, or to the end, of the unit.
    Rest {
        later: bool,
        of: Box<Expression>,
    },
    /// A part of a day; without a day it is no time of its own.
    Daypart {
        daypart: Daypart,
        of: Box<Expression>,
    },
    /// Seconds of a day; without a day it is only a time of day. The zone where one is named, by its seconds east of UTC.
    Clock {
        seconds: i64,
        zone: Option<i32>,
        of: Option<Box<Expression>>,
    },
    ClockRange {
        first: i64,
        last: i64,
        zone: Option<i32>,
        of: Option<Box<Expression>>,
    },
    Range(Box<Expression>, Box<Expression>),
    Bounded(Bounding, Box<Expression>),
    Vague(Vague),
    Duration(Amount, Unit),
    /// ISO 8601 period, or `None` where it has none.
    Set(Option<String>),
}

impl Expression {
    /// Boxed, for the inner places of a tree.
    pub fn boxed(self) -> Box<Expression> {
        Box::new(self)
    }

    /// The year, where the tree has a place for one.
    pub fn year(&self) -> Option<YearRef> {
        match self {
            Expression::Day { year, .. }
            | Expression::Slashed { year, .. }
            | Expression::Month { year, .. }
            | Expression::Season { year, .. }
            | Expression::Quarter { year, .. }
            | Expression::Half { year, .. }
            | Expression::Feast { year, .. } => Some(*year),
            Expression::PartOf(_, of)
            | Expression::Daypart { of, .. }
            | Expression::Nth { of, .. }
            | Expression::WeekOf(of)
            | Expression::Clock { of: Some(of), .. } => of.year(),
            _ => None,
        }
    }

    /// Whether its year is said in figures.
    pub fn is_dated(&self) -> bool {
        matches!(self, Expression::Year(YearRef::Given(_))) || matches!(self.year(), Some(YearRef::Given(_)))
    }

    /// The same with that year where none was said.
    pub fn with_year(mut self, new: YearRef) -> Expression {
        self.set_year(new);
        self
    }

    fn set_year(&mut self, new: YearRef) {
        match self {
            Expression::Day { year: year @ YearRef::Unsaid, .. }
            | Expression::Slashed { year: year @ YearRef::Unsaid, .. }
            | Expression::Month { year: year @ YearRef::Unsaid, .. }
            | Expression::Season { year: year @ YearRef::Unsaid, .. }
            | Expression::Quarter { year: year @ YearRef::Unsaid, .. }
            | Expression::Half { year: year @ YearRef::Unsaid, .. }
            | Expression::Feast { year: year @ YearRef::Unsaid, .. } => *year = new,
            Expression::PartOf(_, of)
            | Expression::Daypart { of, .. }
            | Expression::Nth { of, .. }
            | Expression::WeekOf(of)
            | Expression::Clock { of: Some(of), .. } => of.set_year(new),
            _ => {}
        }
    }

    /// The short name of the rule, for `explain`.
    pub fn rule(&self) -> &'static str {
        match self {
            Expression::Day { year: YearRef::Given(_), .. } => "day",
            Expression::Day { .. } => "day-without-year",
            Expression::Slashed { .. } => "figures-us-order",
            Expression::Month { year: YearRef::Given(_), .. } => "month",
            Expression::Month { .. } => "month-without-year",
            Expression::Year(_) => "year",
            Expression::Years(..) => "years",
            Expression::Fiscal(_) | Expression::FiscalPart { .. } => "fiscal-year",
            Expression::Decade(_) => "decade",
            Expression::Century(_) => "century",
            Expression::Season { .. } => "season",
            Expression::Quarter { .. } => "quarter",
            Expression::Half { .. } => "half-year",
            Expression::Weekday { .. } => "weekday",
            Expression::Offset { .. } => "relative-unit",
            Expression::WeekNumber { .. } => "week-number",
            Expression::Weekend(_) => "weekend",
            Expression::Feast { .. } => "feast",
            Expression::Shift { from: Origin::Narrative, .. } => "shift-in-narrative",
            Expression::Shift { .. } => "shift",
            Expression::Anniversary { .. } => "anniversary",
            Expression::Told(..) => "turn-in-narrative",
            Expression::Trail { .. } => "trail",
            Expression::Lasting { .. } => "lasting",
            Expression::SoLong { .. } => "lasting-to-now",
            Expression::WeekOf(_) => "week-of",
            Expression::WeekendOf(_) => "weekend-of",
            Expression::Nth { .. } => "nth",
            Expression::PartOf(..) => "part-of-unit",
            Expression::Rest { .. } => "rest-of-unit",
            Expression::Daypart { .. } => "part-of-day",
            Expression::Clock { .. } => "clock",
            Expression::ClockRange { .. } => "clock-range",
            Expression::Range(..) => "range",
            Expression::Bounded(..) => "bounded",
            Expression::Vague(_) => "vague",
            Expression::Duration(..) => "duration",
            Expression::Set(_) => "set",
        }
    }
}
