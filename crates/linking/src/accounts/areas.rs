//! Tells from the words of a text that one place lies in another.

use tacitus_record::normal;

/// Words that name an area, which holds places, or a part of a town.
const AREAS: [&str; 19] = [
    "district",
    "province",
    "county",
    "region",
    "valley",
    "governorate",
    "oblast",
    "state",
    "department",
    "island",
    "prefecture",
    "canton",
    "barrio",
    "quarter",
    "suburb",
    "neighbourhood",
    "street",
    "square",
    "city",
];
/// Words between the name of a place and the area that it lies in.
const APPOSITION: usize = 8;

/// Whether a text puts the one place inside the other ("Sibrul, a village in the south of Okwenda district"), or one is an area or a part of a
/// town.
pub fn holds(text: &str, fine: &str, coarse: &str) -> bool {
    let (fine, coarse) = (normal(fine), normal(coarse));
    if [&coarse, &fine].iter().any(|name| name.split(' ').any(|w| AREAS.contains(&w))) {
        return true;
    }
    text.match_indices(&fine).any(|(at, _)| {
        let after: Vec<&str> = text[at + fine.len()..].split_whitespace().take(APPOSITION).collect();
        let joined = after.join(" ");
        let between = joined.find(&coarse).map(|at| joined[..at].split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>());
        between.is_some_and(|b| {
            let opens = b.first().is_some_and(|w| ["in", "a", "an", "one", "inside", "within", "of"].contains(w));
            let closes = b.last().is_some_and(|w| ["in", "of", "the", "inside", "within"].contains(w));
            opens && closes
        })
    })
}
