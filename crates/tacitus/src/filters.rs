//! The filters that mean the same in every command.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use tacitus_ledger::{AsOf, DateBasis, Filter, Ledger};
use tacitus_record::{Day, Kind, UnknownName};

use crate::exit::Failure;

/// Conditions on claims, all of which must hold.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Filters")]
pub struct Filters {
    /// The ledger as it was at a revision (12), a day (2024-08-17, its end) or a time (RFC 3339)
    #[arg(long, value_name = "REV|DATE")]
    pub as_of: Option<AsOf>,
    /// Not before this day
    #[arg(long, value_name = "DAY")]
    pub since: Option<Day>,
    /// Not after this day
    #[arg(long, value_name = "DAY")]
    pub until: Option<Day>,
    /// What --since and --until mean: when it happened, was published, or became known to the ledger
    #[arg(long, value_name = "CLOCK", default_value = "event", value_parser = named::<DateBasis>(DateBasis::ALL))]
    pub date_basis: Option<DateBasis>,
    /// Part of a place's name or region, a gazetteer id, or a country (ISO alpha-3)
    #[arg(long)]
    pub place: Option<String>,
    /// Part of an actor's name, or its code or the start of one (RUS, RUS.MIL)
    #[arg(long)]
    pub actor: Option<String>,
    /// PLOVER type (assault, protest, …); repeat or separate by commas
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',', ignore_case = true, value_parser = PossibleValuesParser::new(tacitus_export::plover_types()))]
    pub types: Vec<String>,
    /// Kind of claim; repeat or separate by commas
    #[arg(long = "kind", value_delimiter = ',', value_parser = named::<Kind>(Kind::ALL))]
    pub kinds: Vec<Kind>,
    /// At least so many origins (texts not copied from each other)
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub min_origins: u32,
    /// Only what another claim contradicts or denies
    #[arg(long)]
    pub disputed: bool,
    /// Words that must occur in the claim's words or its sentence
    #[arg(long, value_name = "WORDS")]
    pub text: Option<String>,
}

/// Reads a closed vocabulary, with every value in the help and a suggestion for a misspelt one.
pub fn named<T>(all: &'static [T]) -> impl TypedValueParser<Value = T>
where
    T: Copy + std::fmt::Display + std::str::FromStr<Err = UnknownName> + Send + Sync + 'static,
{
    let names: Vec<String> = all.iter().map(ToString::to_string).collect();
    PossibleValuesParser::new(names).try_map(|text| text.parse::<T>())
}

/// Refuses a period that ends before it begins.
pub fn in_order(since: Day, until: Day) -> Result<(), Failure> {
    if since > until {
        return Err(Failure::usage(format!("--since {since} is after --until {until}; exchange them")));
    }
    Ok(())
}

impl Filters {
    /// The conditions, for the ledger.
    ///
    /// # Errors
    /// Where the first day is after the last one.
    pub fn filter(&self) -> Result<Filter, Failure> {
        if let (Some(since), Some(until)) = (self.since, self.until) {
            in_order(since, until)?;
        }
        Ok(Filter {
            kinds: self.kinds.clone(),
            plover_types: self.types.clone(),
            actor: self.actor.clone(),
            place: self.place.clone(),
            since: self.since,
            until: self.until,
            date_basis: self.date_basis.unwrap_or(DateBasis::Event),
            min_origins: self.min_origins,
            disputed: self.disputed,
            text: self.text.clone(),
            ..Filter::default()
        })
    }

    /// The ledger at the point of history asked for.
    pub fn point(&self, ledger: Ledger) -> Result<Ledger, Failure> {
        match &self.as_of {
            Some(point) => Ok(ledger.as_of(point)?),
            None => Ok(ledger),
        }
    }

    /// What was asked for, as (name, value), for a manifest; only what was set.
    pub fn described(&self) -> Vec<(String, String)> {
        let days = [("since", self.since), ("until", self.until)];
        let words = [("place", &self.place), ("actor", &self.actor), ("text", &self.text)];
        let mut all: Vec<(String, String)> = Vec::new();
        all.extend(self.as_of.as_ref().map(|a| {
            let point = match a {
                AsOf::Revision(revision) => revision.to_string(),
                AsOf::Instant(instant) => instant.to_string(),
            };
            ("as-of".to_string(), point)
        }));
        all.extend(days.iter().filter_map(|(name, day)| Some((name.to_string(), (*day)?.to_string()))));
        if self.since.is_some() || self.until.is_some() {
            all.push(("date-basis".into(), self.date_basis.unwrap_or(DateBasis::Event).to_string()));
        }
        all.extend(words.iter().filter_map(|(name, text)| Some((name.to_string(), text.as_ref()?.clone()))));
        if !self.types.is_empty() {
            all.push(("type".into(), self.types.join(",")));
        }
        if !self.kinds.is_empty() {
            all.push(("kind".into(), self.kinds.iter().map(|k| k.as_str()).collect::<Vec<_>>().join(",")));
        }
        if self.min_origins > 0 {
            all.push(("min-origins".into(), self.min_origins.to_string()));
        }
        if self.disputed {
            all.push(("disputed".into(), "yes".into()));
        }
        all
    }
}
