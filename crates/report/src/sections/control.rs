//! Who is said to hold what, one row for each who says so.

use std::collections::{BTreeMap, BTreeSet};

use tacitus_record::{Claim, Kind, Polarity};

use crate::clause::{PRONOUNS, first_word};
use crate::compose::{Desk, with_region};
use crate::model::{Figure, Part, Spot};
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
            let claimant = material.claimant(&claim).unwrap_or_else(|| source.outlet());
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

/// The places that somebody is said to hold, or was last said to: those of the period first, then by name.
pub(super) fn places(desk: &Desk<'_>) -> Vec<Spot> {
    let standing = desk.standing;
    let now = desk.units.iter().flat_map(|u| &u.claims).map(|(id, claim)| (desk.material, id, claim, true));
    let is_last = |article: &String, sentence: u32| standing.control.iter().any(|(a, s)| a == article && *s == sentence);
    let before = standing.material.mentions.iter().flat_map(|(article, claims)| claims.iter().map(move |c| (article, c)));
    let before =
        before.filter(|(article, (_, c))| is_last(article, c.mention.sentence)).map(|(_, (id, c))| (&standing.material, id, c, false));
    let mut found: BTreeMap<String, Spot> = BTreeMap::new();
    let mut sides = BTreeSet::new();
    for (material, id, claim, is_of_period) in now.chain(before) {
        let in_text = material.sources.get(&claim.mention.article).is_some_and(|s| s.is_running_text(claim.mention.span));
        let held = claim.kind == Kind::Control && claim.polarity == Polarity::Pos && in_text;
        let (Some(place), Some(holder), true) = (claim.place.as_ref().map(|p| &p.value), claim.actor.as_ref(), held) else { continue };
        let (Some(lon), Some(lat)) = (place.lon, place.lat) else { continue };
        let name = folded(&holder.value.name);
        let spot = found.entry(place.key()).or_insert_with(|| Spot {
            place: with_region(place),
            lon,
            lat,
            holders: Vec::new(),
            is_of_period,
            is_disputed: false,
        });
        // What the period tells of a place is told instead of what was told before; a state and its troops are one side.
        let side = holder.value.country.clone().zip(holder.value.sector.clone());
        let known = side.is_some() && !sides.insert((place.key(), side));
        if spot.is_of_period == is_of_period && !spot.holders.contains(&name) && !known {
            spot.holders.push(name);
        }
        spot.is_disputed |= material.is_disputed(id);
    }
    let mut all: Vec<Spot> = found.into_values().collect();
    all.sort_by(|a, b| (!a.is_of_period, &a.place).cmp(&(!b.is_of_period, &b.place)));
    all
}

/// Heads of the columns of a section's table.
pub(crate) fn columns(part: Part) -> [&'static str; 5] {
    match part {
        Part::Control => ["What", "Said to be", "By whom", "Said by", "Origins"],
        _ => ["What", "Counted", "As given", "By", "Origins"],
    }
}
