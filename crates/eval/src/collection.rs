//! Articles read and linked together, as the program links a ledger.

use std::collections::BTreeMap;

use tacitus_linking::{Copies, Linked, Report, Story, copies, link, stories};
use tacitus_record::{Actor, Article, Claim, Grounded, claim_id};

use crate::shipped::Read;

/// Articles with their claims and the ids of those.
pub struct Collection {
    /// The articles, in the order given.
    pub read: Vec<Read>,
    /// For each article the ids of its claims, in order.
    pub ids: Vec<Vec<String>>,
}

impl Collection {
    /// Of articles that were read.
    pub fn new(read: Vec<Read>) -> Collection {
        let ids = read.iter().map(|r| r.reading.claims.iter().map(|c| claim_id(c, &r.article)).collect()).collect();
        Collection { read, ids }
    }

    /// The articles alone.
    pub fn articles(&self) -> Vec<&Article> {
        self.read.iter().map(|r| &r.article).collect()
    }

    /// Every mention of every claim.
    pub fn reports(&self) -> Vec<Report<'_>> {
        let of = |(read, ids)| {
            let (read, ids): (&Read, &Vec<String>) = (read, ids);
            read.reading.claims.iter().zip(ids).map(|(claim, id)| Report { id, claim, article: &read.article })
        };
        self.read.iter().zip(&self.ids).flat_map(of).collect()
    }

    /// Copies, stories and what linking makes of both.
    pub fn linked(&self) -> (Copies, Vec<Story>, Linked) {
        let articles = self.articles();
        let copies = copies(&articles);
        let stories = stories(&articles, &copies);
        let linked = link(&self.reports(), &copies, &stories);
        (copies, stories, linked)
    }

    /// For each claim id where it is told: number of the article, and the claim as read there.
    pub fn told(&self) -> BTreeMap<&str, Vec<(usize, &Claim)>> {
        let mut told: BTreeMap<&str, Vec<(usize, &Claim)>> = BTreeMap::new();
        for (number, (read, ids)) in self.read.iter().zip(&self.ids).enumerate() {
            for (claim, id) in read.reading.claims.iter().zip(ids) {
                told.entry(id).or_default().push((number, claim));
            }
        }
        told
    }

    /// What was read, article by article, a line a claim: for those who look for the cause of an error.
    pub fn in_short(&self) -> Vec<Vec<String>> {
        self.read.iter().map(|r| r.reading.claims.iter().map(|c| in_short(c, &r.article.text)).collect()).collect()
    }
}

fn in_short(claim: &Claim, body: &str) -> String {
    let name = |actor: &Actor| match &actor.entity {
        Some(entity) => format!("{} ({entity})", actor.name),
        None => actor.name.clone(),
    };
    let actors = |first: &Option<Grounded<Actor>>, more: &[Grounded<Actor>]| {
        let names: Vec<String> = first.iter().chain(more).map(|a| name(&a.value)).collect();
        (!names.is_empty()).then(|| names.join(" + "))
    };
    let quantity = claim.quantity.as_ref().map(|q| {
        let q = &q.value;
        format!("{:?}..{:?} {} {} of {:?}", q.lo, q.hi, q.unit, q.status.as_deref().unwrap_or("-"), q.of.as_deref().unwrap_or(""))
    });
    let fields = [
        ("code", claim.event.as_ref().map(|e| format!("{} {}", e.plover_type, e.mode.as_deref().unwrap_or("")))),
        ("who", actors(&claim.actor, &claim.more_actors)),
        ("whom", actors(&claim.target, &claim.more_targets)),
        ("what", claim.object.as_ref().map(|o| o.value.clone())),
        ("with", claim.instrument.as_ref().map(|i| i.value.clone())),
        ("at", claim.place.as_ref().map(|p| format!("{}{} ({})", if p.is_implied() { "~" } else { "" }, p.value.name, p.value.precision))),
        (
            "on",
            claim.time.as_ref().map(|t| {
                let (lo, hi) = t.value.hull();
                let day = |d: Option<tacitus_record::Day>| d.map_or("?".to_string(), |d| d.to_string());
                format!("{}{}..{} {}", if t.is_implied() { "~" } else { "" }, day(lo), day(hi), t.value.grain)
            }),
        ),
        ("number", quantity),
        (
            "said by",
            (!claim.said_by.is_empty()).then(|| claim.said_by.iter().map(|v| name(&v.value.actor)).collect::<Vec<_>>().join(" > ")),
        ),
    ];
    let filled: Vec<String> = fields.into_iter().filter_map(|(name, value)| Some(format!("{name}: {}", value?))).collect();
    let words = claim.mention.span.slice(body);
    let head = format!("[{}] {} {} {} {}", claim.mention.sentence, claim.kind, claim.predicate, claim.polarity, claim.modality);
    format!("{head} | {} | «{words}»", filled.join(" | "))
}
