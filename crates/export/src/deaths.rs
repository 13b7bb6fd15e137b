//! Reads people killed or wounded off an incident's claims as one pair of bounds, without adding and without averaging.

use tacitus_ledger::{ClaimRow, IncidentRow};

use crate::line::is_deed;

/// Bounds over all claims of one toll.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Toll {
    /// Least number that any claim allows.
    pub low: f64,
    /// Greatest number that any claim allows; `None` where one of them is open upwards.
    pub high: Option<f64>,
}

impl Toll {
    /// The toll that an incident's claims give for `status` (`killed`, `wounded`); `None` where no claim gives a number.
    pub fn of(row: &IncidentRow, status: &str) -> Option<Toll> {
        row.claims.iter().filter_map(|c| Toll::of_claim(c, status)).reduce(|a, b| Toll {
            low: a.low.min(b.low),
            high: match (a.high, b.high) {
                (Some(x), Some(y)) => Some(x.max(y)),
                _ => None,
            },
        })
    }

    /// The toll of one claim; `None` where it speaks of no deed, of another status, or gives no number.
    pub fn of_claim(row: &ClaimRow, status: &str) -> Option<Toll> {
        let quantity = &row.claim.quantity.as_ref()?.value;
        if quantity.status.as_deref() != Some(status) || !is_deed(&row.claim) {
            return None;
        }
        match (quantity.lo, quantity.hi) {
            (None, None) => None,
            (low, high) => Some(Toll { low: low.unwrap_or(0.0), high }),
        }
    }
}
