//! Leads from PLOVER codes to ACLED's event types, by the table `ontology/crosswalks/acled.tsv`.
//!
//! The first row that fits wins. A claim that fits none, is denied, planned or only said, has no ACLED type and is not exported
//! in that shape. Source of the vocabulary: ACLED's published column and type names; the mapping is ours.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use tacitus_record::{Claim, Kind, Modality, Polarity};

/// An ACLED type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcledType {
    /// Political violence, Demonstrations, Strategic developments (two joined by "; " where ACLED joins them).
    pub disorder: String,
    /// One of six.
    pub event: String,
    /// One of twenty-five.
    pub sub_event: String,
}

/// Who suffered, as far as the table asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sufferer {
    /// Unarmed people.
    Civilian,
    /// People who demonstrate.
    Protester,
    /// Forces and armed groups.
    Armed,
    /// Not known.
    Unknown,
}

const CIVILIAN: &[&str] = &["CVL", "JRN", "MED", "REF", "EDU", "LAB", "REL", "AGR", "BUS", "ELI", "SOC"];
const ARMED: &[&str] = &["MIL", "REB", "PRM", "SPY", "UAF", "COP"];

/// Who did it, as far as the table asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doer {
    State,
    Nonstate,
}

fn doer(sector: Option<&str>) -> Option<Doer> {
    match sector? {
        "MIL" | "COP" | "GOV" | "SPY" => Some(Doer::State),
        "REB" | "PRM" | "UAF" => Some(Doer::Nonstate),
        _ => None,
    }
}

/// The sufferer that a PLOVER sector stands for.
pub fn sufferer(sector: Option<&str>) -> Sufferer {
    match sector {
        Some(s) if CIVILIAN.contains(&s) => Sufferer::Civilian,
        Some("OPP") => Sufferer::Protester,
        Some(s) if ARMED.contains(&s) => Sufferer::Armed,
        _ => Sufferer::Unknown,
    }
}

/// ACLED's `inter` codes: 1 state forces, 2 rebel groups, 3 political militias, 4 identity militias, 5 rioters, 6 protesters,
/// 7 civilians, 8 external or other forces; 0 for nobody named.
pub fn inter(sector: Option<&str>) -> u8 {
    match sector {
        Some("MIL" | "COP" | "GOV" | "SPY" | "JUD" | "LEG") => 1,
        Some("REB") => 2,
        Some("PRM" | "UAF" | "PTY") => 3,
        Some("OPP") => 6,
        Some(s) if CIVILIAN.contains(&s) => 7,
        Some(_) => 8,
        None => 0,
    }
}

/// What the ACLED-shaped export needs to know of a country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 numeric.
    pub iso: u16,
    /// Name.
    pub name: String,
    /// One of ACLED's regions.
    pub region: String,
}

/// The country of an ISO 3166-1 alpha-3 code.
pub fn country(alpha3: &str) -> Option<&'static Country> {
    static COUNTRIES: LazyLock<BTreeMap<String, Country>> = LazyLock::new(|| {
        rows(include_str!("../../../ontology/crosswalks/countries.tsv"), 4)
            .expect("the shipped table is checked by a test")
            .into_iter()
            .map(|r| (r[0].clone(), Country { iso: r[1].parse().unwrap_or(0), name: r[2].clone(), region: r[3].clone() }))
            .collect()
    });
    COUNTRIES.get(alpha3)
}

struct Row {
    plover: Option<String>,
    modes: Option<Vec<String>>,
    kind: Option<Kind>,
    predicate: Option<String>,
    actor: Option<Doer>,
    target: Option<Sufferer>,
    deaths: bool,
    gives: AcledType,
}

static TABLE: LazyLock<Vec<Row>> =
    LazyLock::new(|| parse(include_str!("../../../ontology/crosswalks/acled.tsv")).expect("the shipped table is checked by a test"));

fn rows(text: &str, columns: usize) -> Result<Vec<Vec<String>>, String> {
    let lines = text.lines().enumerate().filter(|(_, l)| !l.starts_with('#') && !l.trim().is_empty()).skip(1);
    lines
        .map(|(number, line)| {
            let cells: Vec<String> = line.split('\t').map(str::to_string).collect();
            if cells.len() != columns || cells.iter().any(String::is_empty) {
                return Err(format!("line {}: {} cells, none empty, are needed; found {}", number + 1, columns, cells.len()));
            }
            Ok(cells)
        })
        .collect()
}

fn parse(text: &str) -> Result<Vec<Row>, String> {
    rows(text, 10)?
        .into_iter()
        .map(|cells| {
            let given = |cell: &str| (cell != "*").then(|| cell.to_string());
            let actor = match cells[4].as_str() {
                "*" => None,
                "state" => Some(Doer::State),
                "nonstate" => Some(Doer::Nonstate),
                other => return Err(format!("actor `{other}` is none of state, nonstate, *")),
            };
            let target = match cells[5].as_str() {
                "*" => None,
                "civilian" => Some(Sufferer::Civilian),
                "protester" => Some(Sufferer::Protester),
                "armed" => Some(Sufferer::Armed),
                other => return Err(format!("target `{other}` is none of civilian, protester, armed, *")),
            };
            let kind = given(&cells[2]).map(|k| k.parse::<Kind>()).transpose().map_err(|e| e.to_string())?;
            let deaths = match cells[6].as_str() {
                "yes" => true,
                "*" => false,
                other => return Err(format!("deaths `{other}` is neither yes nor *")),
            };
            Ok(Row {
                plover: given(&cells[0]),
                modes: given(&cells[1]).map(|m| m.split('|').map(str::to_string).collect()),
                kind,
                predicate: given(&cells[3]),
                actor,
                target,
                deaths,
                gives: AcledType { disorder: cells[7].clone(), event: cells[8].clone(), sub_event: cells[9].clone() },
            })
        })
        .collect()
}

/// The ACLED type of a claim; `deaths` says whether at least one death is claimed with it. `None` where it is no event.
pub fn acled(claim: &Claim, deaths: bool) -> Option<&'static AcledType> {
    let real = claim.polarity == Polarity::Pos && matches!(claim.modality, Modality::Actual | Modality::Ongoing);
    let said_only = matches!(claim.kind, Kind::Statement | Kind::Threat | Kind::Assessment | Kind::Conditional | Kind::Framing);
    if !real || said_only {
        return None;
    }
    let (plover, mode) = match &claim.event {
        Some(event) => (event.plover_type.as_str(), event.mode.as_deref().unwrap_or("-")),
        None => ("-", "-"),
    };
    let target = claim.target.as_ref().map_or(Sufferer::Unknown, |t| sufferer(t.value.sector.as_deref()));
    let actor = claim.actor.as_ref().and_then(|a| doer(a.value.sector.as_deref()));
    TABLE
        .iter()
        .find(|row| {
            row.plover.as_ref().is_none_or(|p| p == plover)
                && row.modes.as_ref().is_none_or(|modes| modes.iter().any(|m| m == mode))
                && row.kind.is_none_or(|k| k == claim.kind)
                && row.predicate.as_ref().is_none_or(|p| claim.predicate == *p || claim.predicate.starts_with(&format!("{p}.")))
                && row.actor.is_none_or(|a| Some(a) == actor)
                && row.target.is_none_or(|t| t == target)
                && (!row.deaths || deaths)
        })
        .map(|row| &row.gives)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tacitus_record::{Actor, EventCode, Grounded, Mention, Span};

    /// ACLED's 25 sub-event types with their event types, from its published codebook.
    const ACLED: &[(&str, &[&str])] = &[
        ("Battles", &["Government regains territory", "Non-state actor overtakes territory", "Armed clash"]),
        (
            "Explosions/Remote violence",
            &[
                "Chemical weapon",
                "Air/drone strike",
                "Suicide bomb",
                "Shelling/artillery/missile attack",
                "Remote explosive/landmine/IED",
                "Grenade",
            ],
        ),
        ("Violence against civilians", &["Sexual violence", "Attack", "Abduction/forced disappearance"]),
        ("Protests", &["Excessive force against protesters", "Protest with intervention", "Peaceful protest"]),
        ("Riots", &["Violent demonstration", "Mob violence"]),
        (
            "Strategic developments",
            &[
                "Agreement",
                "Arrests",
                "Change to group/activity",
                "Disrupted weapons use",
                "Headquarters or base established",
                "Looting/property destruction",
                "Non-violent transfer of territory",
                "Other",
            ],
        ),
    ];

    #[test]
    fn every_row_leads_to_a_type_that_acled_has() {
        let rows = parse(include_str!("../../../ontology/crosswalks/acled.tsv")).expect("the shipped table is well formed");
        assert!(rows.len() > 20);
        for row in rows {
            let known = ACLED.iter().any(|(event, subs)| *event == row.gives.event && subs.contains(&row.gives.sub_event.as_str()));
            assert!(known, "{:?}", row.gives);
        }
    }

    #[test]
    fn a_broken_row_is_named_with_its_line() {
        let error = parse("# c\nhead\nASSAULT\t*\n").err().expect("two cells are too few");
        assert!(error.contains("line 3"), "{error}");
    }

    #[test]
    fn every_country_has_a_number_a_name_and_a_region() {
        let rows = rows(include_str!("../../../ontology/crosswalks/countries.tsv"), 4).expect("the shipped table is well formed");
        assert!(rows.len() > 240 && rows.iter().all(|r| r[0].len() == 3 && r[1].parse::<u16>().is_ok()));
        assert_eq!(country("SDN").map(|c| (c.iso, c.region.as_str())), Some((729, "Northern Africa")));
        assert_eq!(country("XXX"), None);
    }

    fn assault(mode: Option<&str>, target_sector: &str) -> Claim {
        let span = Span::new("x", 0, 1).expect("span fits");
        let mention = Mention { article: "a-1".into(), sentence: 0, span, cue: None, reader: "rule".into(), rules: Vec::new() };
        let mut claim = Claim::new(Kind::Event, "assault", mention);
        claim.event =
            Some(EventCode { plover_type: "ASSAULT".into(), mode: mode.map(str::to_string), aux: Vec::new(), context: Vec::new() });
        let mut target = Actor::unknown("them");
        target.sector = Some(target_sector.to_string());
        claim.target = Some(Grounded::at(target, span));
        claim
    }

    #[test]
    fn types_follow_mode_and_target() {
        let sub = |claim: &Claim, deaths| acled(claim, deaths).map(|t| t.sub_event.as_str());
        assert_eq!(sub(&assault(Some("drone"), "MIL"), false), Some("Air/drone strike"));
        assert_eq!(sub(&assault(None, "MIL"), false), Some("Armed clash"));
        assert_eq!(sub(&assault(Some("firearms"), "CVL"), true), Some("Attack"));
        assert_eq!(sub(&assault(Some("crowd-control"), "OPP"), false), Some("Protest with intervention"));
        assert_eq!(sub(&assault(Some("crowd-control"), "OPP"), true), Some("Excessive force against protesters"));
    }

    #[test]
    fn who_takes_ground_decides_its_name() {
        let mut take = assault(None, "MIL");
        (take.kind, take.predicate, take.event, take.target) = (Kind::Control, "control.take".into(), None, None);
        let sub = |claim: &Claim| acled(claim, false).map(|t| t.sub_event.as_str());
        assert_eq!(sub(&take), None, "nobody is said to have taken it");
        let mut rebels = Actor::unknown("the front");
        rebels.sector = Some("REB".into());
        take.actor = Some(Grounded::at(rebels, take.mention.span));
        assert_eq!(sub(&take), Some("Non-state actor overtakes territory"));
    }

    #[test]
    fn what_did_not_happen_has_no_type() {
        let mut denied = assault(None, "MIL");
        denied.polarity = Polarity::Neg;
        assert_eq!(acled(&denied, false), None);
        let mut planned = assault(None, "MIL");
        planned.modality = Modality::Threatened;
        assert_eq!(acled(&planned, false), None);
    }
}
