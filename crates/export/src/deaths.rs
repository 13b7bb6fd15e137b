//! Reads people killed or wounded off an incident's claims as one pair of bounds, without adding and without averaging.

use std::collections::BTreeMap;

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
    /// The toll that an incident's claims give for `status` (`killed`, `wounded`); `None` where no claim gives a number. Of what one
    /// sentence counts ("six people, including two officers") the greatest number stands for it.
    pub fn of(row: &IncidentRow, status: &str) -> Option<Toll> {
        let mut sentences: BTreeMap<(&str, u32), Toll> = BTreeMap::new();
        for claim in &row.claims {
            let Some(toll) = Toll::of_claim(claim, status) else { continue };
            let mention = &claim.claim.mention;
            let told = sentences.entry((&mention.article, mention.sentence)).or_insert(toll);
            *told = Toll { low: told.low.max(toll.low), high: told.high.zip(toll.high).map(|(x, y)| x.max(y)) };
        }
        sentences.into_values().reduce(|a, b| Toll { low: a.low.min(b.low), high: a.high.zip(b.high).map(|(x, y)| x.max(y)) })
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
