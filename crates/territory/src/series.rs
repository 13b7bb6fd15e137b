//! Reads a series of map files, day by day, so that no more than a few snapshots are in memory at a time.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use geo::{MultiPolygon, unary_union};
use tacitus_record::Day;

use crate::account::{Account, Fate, FeatureReport};
use crate::dates::Valid;
use crate::feature::{Drawn, Feature, Rings};
use crate::ground::{ControlDay, km2};
use crate::repair::{self, Repairs};
use crate::rule::Meaning;
use crate::{Clip, Days, Mapping, TerritoryError, source_file};

/// Files that have to be read together: those of one snapshot where names tell the date, else all.
#[derive(Clone, Debug)]
pub struct Batch {
    files: Vec<PathBuf>,
    valid: Option<Valid>,
    days: Days,
}

/// What a batch holds.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// Days, in their order.
    pub days: Vec<ControlDay>,
    /// What became of every feature.
    pub account: Account,
}

/// One feature, and its ground where it is counted.
struct Taken {
    report: FeatureReport,
    shape: MultiPolygon<f64>,
}

/// Sorts files (and folders of files) into batches of the days asked for, in the order of days. Where names tell the second, the last
/// snapshot of a day counts; the others, and files whose name tells no date, are in the account.
///
/// # Errors
/// Where a folder cannot be read or holds no map.
pub fn batches(mapping: &Mapping, inputs: &[PathBuf], days: Days) -> Result<(Vec<Batch>, Account), TerritoryError> {
    let mut account = Account::default();
    let (mut dated, mut undated) = (BTreeMap::<Day, Vec<(Valid, PathBuf)>>::new(), Vec::new());
    for file in source_file::listed(inputs)? {
        match mapping.date().of_file(&file) {
            None => undated.push(file),
            Some(Err(what)) => account.fail(&file, &format!("is left: {what}")),
            Some(Ok(valid)) if days.contains(valid.day) => dated.entry(valid.day).or_default().push((valid, file)),
            Some(Ok(_)) => {}
        }
    }
    let mut found = Vec::new();
    for (day, files) in dated {
        let Some(last) = files.iter().map(|(valid, _)| *valid).max() else { continue };
        files.iter().filter(|(valid, _)| *valid != last).for_each(|(_, file)| account.supersede(file, day));
        let files = files.into_iter().filter(|(valid, _)| *valid == last).map(|(_, file)| file).collect();
        found.push(Batch { files, valid: Some(last), days });
    }
    if !undated.is_empty() {
        found.push(Batch { files: undated, valid: None, days });
    }
    Ok((found, account))
}

impl Batch {
    /// The day of its files, where their names tell it.
    pub fn day(&self) -> Option<Day> {
        self.valid.map(|valid| valid.day)
    }

    /// Reads the batch and gathers its ground by day.
    pub fn survey(&self, mapping: &Mapping, clip: Option<&Clip>) -> Survey {
        let mut survey = Survey::default();
        let mut days = BTreeMap::new();
        if let Some(valid) = self.valid {
            days.insert(valid.day, ControlDay::new(valid.day, valid.second));
        }
        let mut any_read = false;
        for file in &self.files {
            match source_file::features(file) {
                Err(what) => survey.account.fail(file, &what),
                Ok(features) => {
                    any_read = true;
                    for taken in features.iter().filter_map(|feature| self.taken(file, feature, mapping, clip)) {
                        survey.account.enter(&taken.report);
                        let report = taken.report;
                        if let (Some(day), Some(status)) = (report.day, report.status) {
                            let snapshot = self.valid.and_then(|valid| valid.second);
                            let day = days.entry(day).or_insert_with(|| ControlDay::new(day, snapshot));
                            day.add((report.holder, status), taken.shape, report.repairs);
                        }
                    }
                }
            }
        }
        // A day whose only file cannot be read has no map, which is not the same as a map without control.
        survey.days = if any_read { days.into_values().collect() } else { Vec::new() };
        survey
    }

    /// Reads the batch and tells of each feature what becomes of it; files that cannot be read are in the account.
    pub fn features(&self, mapping: &Mapping, clip: Option<&Clip>) -> (Vec<FeatureReport>, Account) {
        let (mut reports, mut account) = (Vec::new(), Account::default());
        for file in &self.files {
            match source_file::features(file) {
                Err(what) => account.fail(file, &what),
                Ok(features) => {
                    for Taken { mut report, shape } in features.iter().filter_map(|feature| self.taken(file, feature, mapping, clip)) {
                        report.km2 = (report.fate == Fate::Control).then(|| km2(&shape));
                        account.enter(&report);
                        reports.push(report);
                    }
                }
            }
        }
        (reports, account)
    }

    /// What becomes of a feature; `None` where it is of a day that was not asked for.
    fn taken(&self, file: &Path, feature: &Feature, mapping: &Mapping, clip: Option<&Clip>) -> Option<Taken> {
        let day = match (self.valid, mapping.date().of_feature(&feature.properties)) {
            (Some(valid), _) => Ok(valid.day),
            (None, Some(date)) => date.map(|valid| valid.day),
            (None, None) => Err("it has no date".to_string()),
        };
        if day.as_ref().is_ok_and(|day| !self.days.contains(*day)) {
            return None;
        }
        let mut report = FeatureReport {
            file: file.to_path_buf(),
            number: feature.number,
            fate: Fate::Unread,
            reason: String::new(),
            day: day.as_ref().ok().copied(),
            holder: None,
            status: None,
            km2: None,
            repairs: Repairs::default(),
        };
        let nothing = MultiPolygon(Vec::new());
        let mut without = |fate: Fate, reason: String| {
            (report.fate, report.reason) = (fate, reason);
            Some(Taken { report: report.clone(), shape: nothing.clone() })
        };
        // The mapping's word comes first: what it leaves out need not be drawn well.
        let polygons = match &feature.drawn {
            Drawn::NoArea(kind) => return without(Fate::NoArea, kind.clone()),
            Drawn::Wrong(_) => None,
            Drawn::Polygons(polygons) => Some(polygons),
        };
        let (holder, status) = match mapping.meaning(&feature.properties) {
            Meaning::LeftOut(why) => return without(Fate::LeftOut, why),
            Meaning::Unread(why) => return without(Fate::Unread, why),
            Meaning::Control { holder, status } => (holder, status),
        };
        if let Err(why) = day {
            return without(Fate::Unread, why);
        }
        let Some(polygons) = polygons else {
            let Drawn::Wrong(why) = &feature.drawn else { return None };
            return without(Fate::Unread, why.clone());
        };
        match ground_of(polygons, clip) {
            Err(why) => without(Fate::Unread, why),
            Ok(None) => without(Fate::Outside, String::new()),
            Ok(Some((shape, repairs))) => {
                (report.fate, report.holder, report.status, report.repairs) = (Fate::Control, holder, Some(status), repairs);
                Some(Taken { report, shape })
            }
        }
    }
}

/// The ground of a feature inside the region, what its polygons share once; `None` where there is none.
fn ground_of(polygons: &[Rings], clip: Option<&Clip>) -> Result<Option<(MultiPolygon<f64>, Repairs)>, String> {
    let (mut parts, mut repairs) = (Vec::new(), Repairs::default());
    for rings in polygons {
        if clip.is_some_and(|clip| rings.first().is_some_and(|outer| !clip.may_hold(outer))) {
            continue;
        }
        let (ground, repaired) = repair::ground(rings)?;
        let inside = clip.map_or_else(|| ground.clone(), |clip| clip.of_ground(&ground));
        if !inside.0.is_empty() {
            parts.push(inside);
            repairs.add(repaired);
        }
    }
    Ok(match parts.len() {
        0 => None,
        1 => parts.pop().map(|ground| (ground, repairs)),
        _ => Some((unary_union(&parts), repairs)),
    })
}
