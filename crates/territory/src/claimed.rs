//! Sets a claimed area beside a measured one. Tells the gap; says nothing about who is right, since the two may mean different ground.

use std::fmt;
use std::str::FromStr;

use crate::TerritoryError;

/// An area as somebody claims it: bounds in square kilometres, an open one is `None`. "As much as 1,000" is 0 to 1,000.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClaimedArea {
    /// Least that the words allow.
    pub lo: Option<f64>,
    /// Most that the words allow.
    pub hi: Option<f64>,
}

/// How a measured area stands to the bounds of a claimed one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Against {
    /// Inside the bounds: nothing in the figures speaks against the claim.
    Within,
    /// Over the most claimed, by that many square kilometres.
    Over(f64),
    /// Under the least claimed, by that many square kilometres.
    Under(f64),
}

/// A measured area beside a claimed one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// How it stands to the bounds.
    pub against: Against,
    /// Measured less the least claimed; negative where it is smaller.
    pub to_least: Option<f64>,
    /// Measured less the most claimed; negative where it is smaller.
    pub to_most: Option<f64>,
}

impl ClaimedArea {
    /// Bounds in square kilometres; `None` where there is no bound, one is negative or no number, or the least exceeds the most.
    pub fn new(lo: Option<f64>, hi: Option<f64>) -> Option<ClaimedArea> {
        let is_area = |bound: Option<f64>| bound.is_none_or(|km2| km2.is_finite() && km2 >= 0.0);
        let is_ordered = !matches!((lo, hi), (Some(lo), Some(hi)) if lo > hi);
        ((lo.is_some() || hi.is_some()) && is_area(lo) && is_area(hi) && is_ordered).then_some(ClaimedArea { lo, hi })
    }

    /// The measured area beside this one.
    pub fn gap(&self, km2: f64) -> Gap {
        let (to_least, to_most) = (self.lo.map(|lo| km2 - lo), self.hi.map(|hi| km2 - hi));
        let against = match (to_least, to_most) {
            (_, Some(over)) if over > 0.0 => Against::Over(over),
            (Some(under), _) if under < 0.0 => Against::Under(-under),
            _ => Against::Within,
        };
        Gap { against, to_least, to_most }
    }
}

impl fmt::Display for ClaimedArea {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.lo, self.hi) {
            (Some(lo), Some(hi)) if lo == hi => write!(f, "{lo} km²"),
            (None | Some(0.0), Some(hi)) => write!(f, "at most {hi} km²"),
            (Some(lo), Some(hi)) => write!(f, "{lo} to {hi} km²"),
            (Some(lo), None) => write!(f, "at least {lo} km²"),
            (None, None) => f.write_str("no figure"),
        }
    }
}

/// `0..1000`, `900..`, `..1000` or `1000`, in square kilometres.
impl FromStr for ClaimedArea {
    type Err = TerritoryError;

    fn from_str(text: &str) -> Result<ClaimedArea, TerritoryError> {
        let wrong = || TerritoryError::claimed(text, "write square kilometres as 0..1000, 900.., ..1000 or 1000");
        let bound = |part: &str| match part.trim() {
            "" => Ok(None),
            number => number.parse::<f64>().map(Some).map_err(|_| wrong()),
        };
        let (lo, hi) = match text.split_once("..") {
            Some((lo, hi)) => (bound(lo)?, bound(hi)?),
            None => (bound(text)?, bound(text)?),
        };
        ClaimedArea::new(lo, hi).ok_or_else(wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_read_and_shown() {
        for (text, shown) in [
            ("0..1000", "at most 1000 km²"),
            ("..1000", "at most 1000 km²"),
            ("900..", "at least 900 km²"),
            ("900..1000.5", "900 to 1000.5 km²"),
            ("1000", "1000 km²"),
        ] {
            assert_eq!(text.parse::<ClaimedArea>().unwrap().to_string(), shown);
        }
        for wrong in ["", "..", "much", "-5", "5..1", "1..2..3", "inf", "NaN..3"] {
            assert!(wrong.parse::<ClaimedArea>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_upper_bound_is_not_missed_by_less() {
        let claimed: ClaimedArea = "0..1000".parse().unwrap();
        assert_eq!(claimed.gap(313.8), Gap { against: Against::Within, to_least: Some(313.8), to_most: Some(313.8 - 1000.0) });
        assert_eq!(claimed.gap(1067.5).against, Against::Over(67.5));
        let exact: ClaimedArea = "1000".parse().unwrap();
        assert_eq!((exact.gap(900.0).against, exact.gap(1000.0).against), (Against::Under(100.0), Against::Within));
        assert_eq!("900..".parse::<ClaimedArea>().unwrap().gap(5000.0).against, Against::Within);
    }
}
