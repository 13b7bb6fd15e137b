//! Who is said to hold what, one row for each who says so.

use std::collections::BTreeSet;

use tacitus_record::{Claim, Kind, Polarity};

use crate::clause::{PRONOUNS, first_word};
use crate::compose::{Desk, with_region};
use crate::model::{Figure, Part};
use crate::prose::{folded, sentence_case};

/// The rows of the period.
pub(super) fn rows(desk: &mut Desk<'_>) -> Vec<Figure> {
    let material = desk.material;
    let mut found: Vec<Figure> = Vec::new();
    let mut sides = BTreeSet::new();
    for at in 0..desk.units.len() {
        let unit = &desk.units[at];
        let (source, cover) = (unit.source, unit.cover);
        let claims: Vec<(String, Claim)> = unit.claims.iter().filter(|(_, c)| c.kind == Kind::Control).map(|c| (*c).clone()).collect();
        for (id, claim) in claims {
            let (Some(place), Some(holder)) = (claim.place.as_ref(), claim.actor.as_ref()) else { continue };
            let body = &source.row.article.text;
            let claimant = material.claimant(body, &claim).unwrap_or_else(|| source.outlet());
            let pronoun = PRONOUNS.contains(&first_word(&holder.value.text).as_str());
            let value = folded(if pronoun { &holder.value.name } else { &holder.value.text });
            let not = if claim.polarity == Polarity::Neg { "not " } else { "" };
            let disputed = if material.is_disputed(&id) { " (disputed)" } else { "" };
            let row = Figure {
                of: with_region(&place.value),
                counted: format!("{not}{}{disputed}", claim.mention.cue.map_or("held", |cue| cue.slice(body))),
                value,
                claimant: sentence_case(claimant.trim_end_matches(',')),
                origins: 1,
                notes: vec![desk.notes.cite(material, source, cover)],
            };
            // A ministry and its spokeswoman in one text are one voice for one side.
            let side = (holder.value.country.clone(), holder.value.sector.clone());
            if sides.insert((side, place.value.key(), source.origin().to_string())) {
                found.push(row);
            }
        }
    }
    found
}

/// Heads of the columns of a section's table.
pub(crate) fn columns(part: Part) -> [&'static str; 5] {
    match part {
        Part::Control => ["What", "Said to be", "By whom", "Said by", "Origins"],
        _ => ["What", "Counted", "As given", "By", "Origins"],
    }
}
