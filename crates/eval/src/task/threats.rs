//! Threats: little stories of several articles, with the deeds that carry threats out and the deadlines that pass without one.

use anyhow::Result;
use rayon::prelude::*;
use serde_json::{Value, json};
use tacitus_linking::passed_deadline;
use tacitus_record::{Kind, LinkType};

use crate::collection::Collection;
use crate::rows::{list, text};
use crate::shipped::{Points, Shipped};
use crate::task::contradictions::article;

/// Links each story as a ledger of its own; answers with every threat read, what is linked to it as its deed, and what became of it.
pub fn predict(gold: &[Value]) -> Result<Vec<Value>> {
    let shipped = Shipped::new()?;
    Ok(gold.par_iter().map(|row| record(&shipped, row)).collect())
}

fn record(shipped: &Shipped, row: &Value) -> Value {
    let read = list(row, "articles").iter().map(|a| shipped.read(article(text(a, "id"), a))).collect();
    let collection = Collection::new(read);
    let (_, _, linked) = collection.linked();
    let told = collection.told();
    let mention = |&(number, claim): &(usize, &tacitus_record::Claim)| {
        let article = &collection.read[number].article;
        let (start, end) = Points::new(&article.text).of(claim.mention.span);
        json!({"article": article.id, "start": start, "end": end, "words": claim.mention.span.slice(&article.text)})
    };
    let mentions = |id: &str| told[id].iter().map(mention).collect::<Vec<Value>>();
    let threats: Vec<Value> = told
        .iter()
        .filter(|(_, told)| told[0].1.kind == Kind::Threat)
        .map(|(id, told)| {
            let threat = told[0].1.threat.as_ref();
            json!({
                "mentions": mentions(id),
                "act": threat.map(|t| t.act.clone()),
                "deadline": threat.and_then(|t| t.deadline).map(|d| d.to_string()),
                "polarity": told[0].1.polarity.as_str(),
            })
        })
        .collect();
    let of = |wanted: LinkType| {
        let links = linked.links.iter().filter(|l| l.link_type == wanted);
        links.map(|l| json!({"deed": mentions(&l.a), "threat": mentions(&l.b), "reason": l.reason})).collect::<Vec<Value>>()
    };
    let last_read = collection.read.iter().filter_map(|r| r.article.published.as_ref()).map(|p| p.value).max();
    let passed = told.iter().filter(|(id, told)| passed_deadline(told[0].1, id, &linked.links, last_read).is_some());
    let passed: Vec<Value> = passed.map(|(id, _)| json!({"threat": mentions(id)})).collect();
    json!({
        "id": row["id"],
        "threats": threats,
        "fulfils": of(LinkType::Fulfils),
        "not_carried_out": of(LinkType::NotCarriedOut),
        "passed": passed,
        "claims": collection.in_short(),
    })
}
