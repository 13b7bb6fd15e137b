//! Links who denies a part in a deed ("denied any involvement") to those who say he did it, in his own article or another.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use tacitus_record::{Actor, Claim, Kind, Link, LinkType, Polarity, normal};

use super::account::{Account, Entry};
use crate::slots::{Fit, actor};
use crate::tables::first_column;

/// Kind of happening that one is blamed for.
const BLAMED_FOR: &str = "violence";

/// Sentences between a charge and its denial in one article, which may go on to other deeds.
const NEAR: u32 = 4;

/// Nouns for a part in a deed.
static PARTS: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| first_column(include_str!("../../../../lexicons/responsibility-nouns.tsv")).collect());

/// Denials of one account of what the other says, or lets somebody say, of who did it: of each, the charge that stands closest in the text.
pub fn compare(charging: &Account, denying: &Account) -> Vec<Link> {
    let one_text = charging.article == denying.article;
    let of = |no: &Entry| {
        let denier = denies_part(no.claim)?;
        let distance = |yes: &&Entry| {
            if one_text { yes.claim.mention.sentence.abs_diff(no.claim.mention.sentence) } else { yes.claim.mention.sentence }
        };
        let near = |yes: &&Entry| !one_text || distance(yes) <= NEAR;
        let charges = charging.entries.iter().filter(|yes| yes.told.id != no.told.id && charges(yes, denier)).filter(near);
        let yes = charges.min_by_key(|yes| (distance(yes), yes.told.id))?;
        Some(Link {
            a: no.told.id.to_string(),
            b: yes.told.id.to_string(),
            link_type: LinkType::Denies,
            slot: "actor".to_string(),
            reason: format!("{} is said to have done it ({}) and denies a part in it ({})", denier.name, yes.said_by(), no.said_by()),
        })
    };
    denying.entries.iter().filter_map(of).collect()
}

/// Who denies a part in something, where a claim tells that.
pub fn denies_part(claim: &Claim) -> Option<&Actor> {
    let denies = claim.predicate == "reject.deny" && claim.polarity == Polarity::Pos;
    // "any involvement in the raid": the noun comes before what it is a part in.
    let part = claim.object.as_ref().is_some_and(|o| normal(&o.value).split(' ').take(3).any(|w| PARTS.contains(w)));
    claim.actor.as_ref().map(|a| &a.value).filter(|_| denies && part)
}

/// Whether an entry says, in words that are not his own, that this one did a deed of violence, or accuses him.
fn charges(entry: &Entry, denier: &Actor) -> bool {
    let claim = entry.claim;
    let is = |other: &Actor| actor(other, denier) == Fit::Same;
    let own = claim.said_by.iter().any(|v| is(&v.value.actor));
    let done = matches!(claim.kind, Kind::Event | Kind::Loss) && entry.family.as_deref() == Some(BLAMED_FOR);
    let by_him = done && claim.actor.iter().chain(&claim.more_actors).any(|a| is(&a.value));
    let accused = claim.predicate.starts_with("accuse.") && claim.target.iter().chain(&claim.more_targets).any(|t| is(&t.value));
    entry.is_done() && !own && (by_him || accused)
}
