//! Tells how outlets behave, from what the ledger holds: who originates and who copies, how far ahead, what was corrected or contradicted. A
//! profile is counts, never a label or a grade.

use std::collections::{BTreeMap, BTreeSet};

use tacitus_record::{CopyKind, Day, LinkType};

use crate::error::{Attempt, Result};
use crate::load;
use crate::{Ledger, SourceRow};

const ATTEMPT: &str = "read how outlets behave";

/// An article as profiles need it.
struct Told {
    outlet: String,
    published: Option<Day>,
    kind: CopyKind,
    origin: String,
}

impl Ledger {
    /// Every outlet with its behaviour, most articles first, then by name. Articles without an outlet are left out.
    pub fn sources(&self) -> Result<Vec<SourceRow>> {
        let articles = self.told()?;
        let mut profiles: BTreeMap<&str, SourceRow> = BTreeMap::new();
        let mut copied: BTreeMap<&str, Vec<&Told>> = BTreeMap::new();
        for told in articles.values().filter(|t| t.kind != CopyKind::Original) {
            copied.entry(&told.origin).or_default().push(told);
        }
        // Days by which others' copies followed an outlet's originals, and by which its copies followed others' originals.
        let mut ahead: BTreeMap<&str, Vec<i32>> = BTreeMap::new();
        let mut behind: BTreeMap<&str, Vec<i32>> = BTreeMap::new();
        for told in articles.values() {
            let profile = profiles.entry(&told.outlet).or_insert_with(|| SourceRow { outlet: told.outlet.clone(), ..SourceRow::default() });
            profile.articles += 1;
            if told.kind != CopyKind::Original {
                profile.copies += 1;
                continue;
            }
            let by_others: Vec<&&Told> =
                copied.get(told.origin.as_str()).into_iter().flatten().filter(|c| c.outlet != told.outlet).collect();
            profile.copied_by_others += u32::from(!by_others.is_empty());
            for copy in by_others {
                if let (Some(first), Some(later)) = (told.published, copy.published) {
                    let days = later.number() - first.number();
                    ahead.entry(&told.outlet).or_default().push(days);
                    behind.entry(&copy.outlet).or_default().push(days);
                }
            }
        }
        for (outlet, told) in self.claims_told()? {
            let Some(profile) = profiles.get_mut(outlet.as_str()) else { continue };
            (profile.claims, profile.contradicted, profile.corrected) = (told.claims, told.contradicted, told.taken_back);
        }
        let mut rows: Vec<SourceRow> = profiles
            .into_iter()
            .map(|(outlet, mut row)| {
                row.days_ahead = ahead.get_mut(outlet).and_then(|days| median(days));
                row.days_behind = behind.get_mut(outlet).and_then(|days| median(days));
                row
            })
            .collect();
        rows.sort_by_key(|r| (std::cmp::Reverse(r.articles), r.outlet.clone()));
        Ok(rows)
    }

    fn told(&self) -> Result<BTreeMap<String, Told>> {
        let mut query = self
            .conn
            .prepare(
                "SELECT c.article, c.outlet, c.published, o.kind, o.origin FROM capture c JOIN origin o ON o.article = c.article \
                 WHERE c.current = 1 AND c.outlet IS NOT NULL",
            )
            .attempt(ATTEMPT)?;
        let mut rows = query.query([]).attempt(ATTEMPT)?;
        let mut told = BTreeMap::new();
        while let Some(row) = rows.next().attempt(ATTEMPT)? {
            let article = Told {
                outlet: row.get(1).attempt(ATTEMPT)?,
                published: load::day(row.get(2).attempt(ATTEMPT)?)?,
                kind: load::named(&row.get::<_, String>(3).attempt(ATTEMPT)?)?,
                origin: row.get(4).attempt(ATTEMPT)?,
            };
            told.insert(row.get(0).attempt(ATTEMPT)?, article);
        }
        Ok(told)
    }

    /// Claims of each outlet's own articles, copies left out: what it copied it did not find out.
    fn claims_told(&self) -> Result<BTreeMap<String, ClaimsTold>> {
        let links = |types: &[LinkType], both: bool| -> Result<BTreeSet<String>> {
            let mut query = self.conn.prepare_cached("SELECT a, b FROM link WHERE type = ?1").attempt(ATTEMPT)?;
            let mut ids = BTreeSet::new();
            for link_type in types {
                let mut rows = query.query([link_type.as_str()]).attempt(ATTEMPT)?;
                while let Some(row) = rows.next().attempt(ATTEMPT)? {
                    if both {
                        ids.insert(row.get(0).attempt(ATTEMPT)?);
                    }
                    ids.insert(row.get(1).attempt(ATTEMPT)?);
                }
            }
            Ok(ids)
        };
        let (disputed, taken_back) = (links(&[LinkType::Contradicts, LinkType::Denies], true)?, links(&[LinkType::Retracts], false)?);
        let mut query = self
            .conn
            .prepare(
                "SELECT DISTINCT c.outlet, m.claim FROM said m JOIN capture c ON c.id = m.capture JOIN origin o ON o.article = c.article \
                 WHERE c.current = 1 AND c.outlet IS NOT NULL AND o.kind = ?1",
            )
            .attempt(ATTEMPT)?;
        let mut rows = query.query([CopyKind::Original.as_str()]).attempt(ATTEMPT)?;
        let mut by_outlet: BTreeMap<String, ClaimsTold> = BTreeMap::new();
        while let Some(row) = rows.next().attempt(ATTEMPT)? {
            let (outlet, claim): (String, String) = (row.get(0).attempt(ATTEMPT)?, row.get(1).attempt(ATTEMPT)?);
            let told = by_outlet.entry(outlet).or_default();
            told.claims += 1;
            told.contradicted += u32::from(disputed.contains(&claim));
            told.taken_back += u32::from(taken_back.contains(&claim));
        }
        Ok(by_outlet)
    }
}

#[derive(Default)]
struct ClaimsTold {
    claims: u32,
    contradicted: u32,
    taken_back: u32,
}

/// The middle one, of an even number the lower of the two in the middle.
fn median(days: &mut [i32]) -> Option<i32> {
    days.sort_unstable();
    days.get(days.len().saturating_sub(1) / 2).copied()
}
