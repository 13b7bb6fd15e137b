//! Says who stands behind a claim: which outlets carry whose text, and whether a speaker is a party to what is told.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use tacitus_export::line;
use tacitus_ledger::{ClaimRow, Ledger, OriginRow};
use tacitus_record::{Actor, CopyKind};

use crate::exit::Failure;

/// Copies that are compared for the sentence on who carries what.
const COMPARED: usize = 12;

/// "5 outlets, 1 origin: Valdonia Herald carries 99 % of the text of Meridian Press; Global Digest retells it".
pub fn carried(ledger: &Ledger, row: &OriginRow) -> Result<String, Failure> {
    let name = |outlet: &Option<String>, id: &str| outlet.as_deref().map_or_else(|| id.to_string(), line::folded);
    let outlets: BTreeSet<String> = row.origin.members.iter().zip(&row.members).map(|(m, s)| name(&s.outlet, &m.article)).collect();
    let mut told = format!("{} {}, 1 origin", outlets.len(), if outlets.len() == 1 { "outlet" } else { "outlets" });
    let Some(root) = ledger.article(&row.origin.root)? else { return Ok(told) };
    let root_name = name(&root.article.outlet, &root.article.id);
    let (mut carry, mut retell): (Vec<(u32, String)>, Vec<String>) = (Vec::new(), Vec::new());
    let copies = row.origin.members.iter().zip(&row.members).filter(|(m, _)| m.article != row.origin.root);
    for (member, shown) in copies.clone().take(COMPARED) {
        let Some(copy) = ledger.article(&member.article)? else { continue };
        let share = (tacitus_linking::pair(&root.article, &copy.article).carried.0 * 100.0).round() as u32;
        let copy = name(&shown.outlet, &member.article);
        if member.kind == CopyKind::Paraphrase { retell.push(copy) } else { carry.push((share, copy)) }
    }
    carry.sort_by_key(|(share, copy)| (std::cmp::Reverse(*share), copy.clone()));
    let mut said = Vec::new();
    if let Some((last, others)) = carry.split_last() {
        let part = |at: usize, (share, copy): &(u32, String)| format!("{copy} {}{share} %", if at == 0 { "carries " } else { "" });
        let first: Vec<String> = others.iter().enumerate().map(|(at, copy)| part(at, copy)).collect();
        let last = part(others.len(), last);
        let all = if first.is_empty() { last } else { format!("{} and {last}", first.join(", ")) };
        said.push(format!("{all} of the text of {root_name}"));
    }
    if !retell.is_empty() {
        let verb = if retell.len() == 1 { "retells" } else { "retell" };
        said.push(format!("{} {verb} {}", retell.join(" and "), if carry.is_empty() { root_name } else { "it".to_string() }));
    }
    let more = copies.count().saturating_sub(COMPARED);
    if more > 0 {
        said.push(format!("{more} more copies were not compared for this line"));
    }
    if !said.is_empty() {
        let _ = write!(told, ": {}", said.join("; "));
    }
    Ok(told)
}

/// Countries and bodies that act or suffer in the claim's incident, or in the claim where it is of none.
pub fn parties(ledger: &Ledger, row: &ClaimRow) -> Result<BTreeSet<String>, Failure> {
    let incident = row.incident.as_deref().map(|id| ledger.incident(id)).transpose()?.flatten();
    let told = incident.iter().flat_map(|i| &i.claims).map(|c| &c.claim).chain([&row.claim]);
    let sides = told.flat_map(|c| c.actor.iter().chain(&c.more_actors).chain(&c.target).chain(&c.more_targets));
    Ok(sides.filter_map(|a| side_of(&a.value)).collect())
}

/// The side an actor is of: its country, else the body that `actors/` knows it as.
fn side_of(actor: &Actor) -> Option<String> {
    let body = || actor.entity.as_deref().and_then(|code| code.split('.').next()).map(str::to_string);
    actor.country.clone().or_else(body)
}

/// Whether who says so is of a side that acts or suffers in what is told.
pub fn stance(actor: &Actor, parties: &BTreeSet<String>) -> String {
    match side_of(actor) {
        Some(side) if parties.contains(&side) => format!("a party to it ({side})"),
        Some(side) if !parties.is_empty() => format!("a third party ({side})"),
        _ => "side unknown".to_string(),
    }
}
