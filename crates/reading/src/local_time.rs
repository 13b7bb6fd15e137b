//! Tells the hours of a claim by the clocks of its place: "overnight" in Velm is a night of Velm's.

use tacitus_record::Claim;

/// Gives the hours of every claim whose place is known the offset of its zone, and hours told in another zone the day that the place had.
pub fn settle(claims: &mut [Claim]) {
    for claim in claims {
        let Some(place) = claim.place.as_ref().filter(|p| p.value.gazetteer_id.is_some()) else { continue };
        let Some(time) = claim.time.as_mut() else { continue };
        if let Some(local) = tacitus_calendar::at_place(&time.value, &place.value) {
            time.value = local;
            claim.mention.rules.push(format!("hours in the zone of {}", place.value.name));
        }
    }
}
