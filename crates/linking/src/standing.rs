//! Counts who stands behind a claim: articles, origins, informants.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use tacitus_record::{BlockKind, Claim, CopyKind, Day, Kind, OriginMember, PlacePrecision, Quantity, normal};

use crate::copies::Copies;
use crate::families::same_kind_of_thing;
use crate::report::{Report, outlet_key};
use crate::slots::{Fit, actors, content_contained, hull, places, quantities, targets, times};
use crate::tables::rows;

/// News agencies by all their names, from `lexicons/agencies.tsv`.
static AGENCIES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let names = rows(include_str!("../../../lexicons/agencies.tsv")).filter_map(|mut cells| cells.nth(1));
    names.map(normal).collect()
});

/// Whether `by` asserts at least what `claim` does: each core slot that `claim` fills, `by` fills with the same or a finer value.
/// The speaker does not matter.
pub fn supports(by: &Claim, claim: &Claim) -> bool {
    if by.kind != claim.kind || !predicate_supports(by, claim) || by.polarity != claim.polarity || by.modality != claim.modality {
        return false;
    }
    let agree = |fit: Fit| matches!(fit, Fit::Same | Fit::Compatible);
    (claim.actor.is_none() || agree(actors(by, claim)))
        && (claim.target.is_none() || agree(targets(by, claim)))
        && object_supports(by, claim)
        && place_supports(by, claim)
        && time_supports(by, claim)
        && quantity_supports(by, claim)
}

/// Least slots (actor, target, object, place, time, quantity) that a claim of a happening, state or number must fill before another article's
/// claim of the same content is taken to mean the same thing: "six tanks" are six tanks in many places.
const ANCHORED: usize = 3;

/// Whether a claim says enough that two articles saying it say the same.
pub fn is_anchored(claim: &Claim) -> bool {
    let anchors = [
        claim.actor.is_some(),
        claim.target.is_some(),
        claim.object.is_some(),
        claim.place.is_some(),
        claim.time.as_ref().is_some_and(|t| t.value.is_resolved()),
        claim.quantity.is_some(),
    ];
    let filled = anchors.iter().filter(|a| **a).count();
    match claim.kind {
        Kind::Event | Kind::State | Kind::Quantity | Kind::Deployment | Kind::Loss | Kind::Control | Kind::Relation => filled >= ANCHORED,
        _ => filled + 1 >= ANCHORED,
    }
}

/// Whether a claim says enough, with a day, that it is the same happening whoever tells it.
pub fn is_pinned(claim: &Claim) -> bool {
    is_anchored(claim) && claim.time.as_ref().is_some_and(|t| t.value.is_resolved())
}

/// Whether a claim is of something that happens again and again, rather than of what lasts (offices, framings, statements).
pub fn is_of_a_happening(claim: &Claim) -> bool {
    matches!(claim.kind, Kind::Event | Kind::Loss | Kind::Deployment | Kind::Control | Kind::Quantity | Kind::Threat)
}

/// Days between reports of one undated happening; what is told of a town in March and again in May is told twice.
const NEWS: i32 = 7;

/// Whether a claim and its backing are of one time: the claim says when (within a month), or all its articles came out within days. What
/// lasts (offices, framings, statements) needs no time.
pub fn is_of_one_time(claim: &Claim, backing: &Backing) -> bool {
    let dated = claim.time.as_ref().and_then(|t| hull(&t.value)).is_some_and(|(first, last)| last - first <= 31);
    let together = backing.published.is_some_and(|(first, last)| last.number() - first.number() <= NEWS);
    !is_of_a_happening(claim) || dated || together
}

/// The same predicate or one below it; for coded events also the same PLOVER type, unless both name a mode and not the same one
/// ("attacked" and "shelled" are two words for one deed, an arrest and a deportation are not).
fn predicate_supports(by: &Claim, claim: &Claim) -> bool {
    let below = || by.predicate.strip_prefix(&claim.predicate).is_some_and(|rest| rest.starts_with('.'));
    let coded = || match (&by.event, &claim.event) {
        (Some(x), Some(y)) => x.plover_type == y.plover_type && (x.mode == y.mode || x.mode.is_none() || y.mode.is_none()),
        _ => false,
    };
    by.predicate == claim.predicate || below() || coded()
}

fn object_supports(by: &Claim, claim: &Claim) -> bool {
    match (&by.object, &claim.object) {
        (_, None) => true,
        (Some(x), Some(y)) => content_contained(&x.value, &y.value),
        (None, Some(_)) => false,
    }
}

fn place_supports(by: &Claim, claim: &Claim) -> bool {
    let Some(wanted) = claim.place.as_ref().map(|p| &p.value) else { return true };
    let Some(given) = by.place.as_ref().map(|p| &p.value) else { return false };
    match places(Some(given), Some(wanted)) {
        Fit::Same => true,
        Fit::Compatible => fineness(given.precision) <= fineness(wanted.precision),
        Fit::Unknown | Fit::Different => false,
    }
}

/// Smaller is finer.
fn fineness(precision: PlacePrecision) -> usize {
    PlacePrecision::ALL.iter().position(|p| *p == precision).unwrap_or(usize::MAX)
}

fn time_supports(by: &Claim, claim: &Claim) -> bool {
    let Some(wanted) = claim.time.as_ref().map(|t| &t.value) else { return true };
    let Some(given) = by.time.as_ref().map(|t| &t.value) else { return false };
    match times(Some(given), Some(wanted)) {
        Fit::Same => true,
        Fit::Compatible => matches!((hull(given), hull(wanted)), (Some((a, b)), Some((c, d))) if c <= a && b <= d),
        Fit::Unknown => !given.is_resolved() && !wanted.is_resolved() && normal(&given.text) == normal(&wanted.text),
        Fit::Different => false,
    }
}

fn quantity_supports(by: &Claim, claim: &Claim) -> bool {
    let Some(wanted) = claim.quantity.as_ref().map(|q| &q.value) else { return true };
    let Some(given) = by.quantity.as_ref().map(|q| &q.value) else { return false };
    match quantities(Some(given), Some(wanted)) {
        Fit::Same => true,
        Fit::Compatible => interval_within(given, wanted),
        Fit::Unknown => {
            given.value.is_none() && wanted.value.is_none() && given.status == wanted.status && normal(&given.text) == normal(&wanted.text)
        }
        Fit::Different => false,
    }
}

fn interval_within(given: &Quantity, wanted: &Quantity) -> bool {
    let low = match (given.lo, wanted.lo) {
        (_, None) => true,
        (Some(g), Some(w)) => g >= w,
        (None, Some(_)) => false,
    };
    let high = match (given.hi, wanted.hi) {
        (_, None) => true,
        (Some(g), Some(w)) => g <= w,
        (None, Some(_)) => false,
    };
    low && high
}

/// Who stands behind a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Backing {
    /// Articles.
    pub articles: BTreeSet<String>,
    /// Texts not copied from each other.
    pub origins: BTreeSet<String>,
    /// People or bodies who said it.
    pub informants: BTreeSet<String>,
    /// First and last publication day of its articles; `None` where one is not dated.
    pub published: Option<(Day, Day)>,
}

/// What is known of all articles together, for counting.
pub struct Provenance<'a> {
    origin_of: BTreeMap<&'a str, &'a str>,
    /// For each copy what it is, and the outlet that made the text it was made from.
    copied: BTreeMap<&'a str, (&'a OriginMember, String)>,
    /// For claims of titles, by article and claim id, who says as much in the text below.
    under_titles: BTreeMap<(&'a str, &'a str), String>,
    outlets: BTreeSet<String>,
    copies: &'a Copies,
    /// For each article the overlaps it takes part in.
    overlaps: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> Provenance<'a> {
    /// Prepares for counting over these mentions.
    pub fn new(reports: &[Report<'a>], copies: &'a Copies) -> Provenance<'a> {
        let mut origin_of = BTreeMap::new();
        for origin in &copies.origins {
            origin_of.extend(origin.members.iter().map(|m| (m.article.as_str(), origin.id.as_str())));
        }
        let makers: BTreeMap<&str, String> = reports.iter().filter_map(|r| Some((r.article.id.as_str(), r.source_outlet()?))).collect();
        let mut copied = BTreeMap::new();
        for origin in &copies.origins {
            let Some(maker) = makers.get(origin.root.as_str()) else { continue };
            let others = origin.members.iter().filter(|m| m.article != origin.root);
            copied.extend(others.map(|m| (m.article.as_str(), (m, maker.clone()))));
        }
        let mut outlets = AGENCIES.clone();
        for report in reports {
            let article = report.article;
            let declared = article.declared_from.iter().filter_map(|d| d.outlet.as_deref());
            let named = article.outlet.as_deref().into_iter().chain(article.agency_credit.as_deref()).chain(declared);
            outlets.extend(named.map(outlet_key).filter(|n| !n.is_empty()));
        }
        let mut overlaps: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (i, overlap) in copies.overlaps.iter().enumerate() {
            overlaps.entry(&overlap.a).or_default().push(i);
            overlaps.entry(&overlap.b).or_default().push(i);
        }
        Provenance { origin_of, copied, under_titles: under_titles(reports), outlets, copies, overlaps }
    }

    /// Origin of an article; an article that was not compared is its own.
    pub fn origin<'s>(&'s self, article: &'s str) -> &'s str {
        self.origin_of.get(article).copied().unwrap_or(article)
    }

    /// Whether an article is known to be a copy of another.
    pub fn is_copy(&self, article: &str) -> bool {
        self.copied.contains_key(article)
    }

    /// Who vouches for a mention. What an outlet copied it does not vouch for: that is the outlet that made the text. A title tells the text in
    /// short: who says as much there vouches for it.
    pub fn informant(&self, report: &Report) -> String {
        let below = self.under_titles.get(&(report.article.id.as_str(), report.id)).filter(|_| in_title(report)).cloned();
        below.or_else(|| report.named_informant()).unwrap_or_else(|| {
            let copied = self.copied.get(report.article.id.as_str()).filter(|(member, _)| is_copied(member, report));
            let maker = copied.map(|(_, maker)| maker.clone()).or_else(|| report.source_outlet());
            maker.unwrap_or_else(|| self.origin(&report.article.id).to_string())
        })
    }

    /// Counts the backing of some mentions. Two mentions have one origin where their articles have, where both stand in a passage the
    /// articles share, or where one leans on the outlet that the other is of ("Reuters reported").
    pub fn backing(&self, reports: &[Report]) -> Backing {
        let mut backing = Backing::default();
        let days: Option<BTreeSet<Day>> = reports.iter().map(|r| r.published()).collect();
        backing.published = days.and_then(|days| Some((*days.first()?, *days.last()?)));
        let mut names: Vec<String> = Vec::with_capacity(reports.len());
        for report in reports {
            backing.articles.insert(report.article.id.clone());
            backing.informants.insert(self.informant(report));
            names.push(self.text_origin(report));
        }
        let leaning: BTreeSet<String> = names.iter().filter(|n| n.starts_with(OUTLET)).cloned().collect();
        let mut same: BTreeMap<String, String> = BTreeMap::new();
        for (report, name) in reports.iter().zip(&names) {
            let outlet = report.source_outlet().map(|o| format!("{OUTLET}{o}")).filter(|o| leaning.contains(o));
            if let Some(outlet) = outlet {
                unite(&mut same, name, &outlet);
            }
        }
        for (i, a) in reports.iter().enumerate() {
            let Some(overlaps) = self.overlaps.get(a.article.id.as_str()) else { continue };
            for (b, name) in reports[i + 1..].iter().zip(&names[i + 1..]) {
                if overlaps.iter().any(|&o| self.in_shared_passage(o, a, b)) {
                    unite(&mut same, &names[i], name);
                }
            }
        }
        backing.origins = names.iter().map(|n| top(&same, n)).collect();
        backing
    }

    /// The outlet that the words lean on, else the article's origin.
    fn text_origin(&self, report: &Report) -> String {
        let voice = report.claim.said_by.first().map(|v| normal(&v.value.actor.name));
        match voice.filter(|name| self.outlets.contains(name)) {
            Some(outlet) => format!("{OUTLET}{outlet}"),
            None => self.origin(&report.article.id).to_string(),
        }
    }

    fn in_shared_passage(&self, overlap: usize, a: &Report, b: &Report) -> bool {
        let overlap = &self.copies.overlaps[overlap];
        let (x, y) = (a.claim.mention.span, b.claim.mention.span);
        let stands = |spans: &[tacitus_record::Span], span: tacitus_record::Span| spans.iter().any(|s| s.overlaps(span));
        if overlap.a == a.article.id && overlap.b == b.article.id {
            stands(&overlap.in_a, x) && stands(&overlap.in_b, y)
        } else if overlap.b == a.article.id && overlap.a == b.article.id {
            stands(&overlap.in_b, x) && stands(&overlap.in_a, y)
        } else {
            false
        }
    }
}

fn in_title(report: &Report) -> bool {
    report.article.blocks.iter().any(|b| b.kind == BlockKind::Title && b.span.contains(report.claim.mention.span))
}

/// For each claim of a title the first named informant of the text who says as much.
fn under_titles<'a>(reports: &[Report<'a>]) -> BTreeMap<(&'a str, &'a str), String> {
    let mut articles: BTreeMap<&str, (Vec<&Report<'a>>, Vec<&Report<'a>>)> = BTreeMap::new();
    for report in reports {
        let (titles, texts) = articles.entry(&report.article.id).or_default();
        if in_title(report) { titles.push(report) } else { texts.push(report) }
    }
    let mut found = BTreeMap::new();
    for (titles, mut texts) in articles.into_values() {
        texts.sort_by_key(|r| (r.claim.mention.span, r.id));
        for title in titles {
            let below = texts.iter().filter(|r| says_as_much(r.claim, title.claim)).find_map(|r| r.named_informant());
            found.extend(below.map(|informant| ((title.article.id.as_str(), title.id), informant)));
        }
    }
    found
}

/// Whether one claim supports another, or gives the same number for the same kind of thing.
fn says_as_much(by: &Claim, claim: &Claim) -> bool {
    let number = || quantities(by.quantity.as_ref().map(|q| &q.value), claim.quantity.as_ref().map(|q| &q.value)) == Fit::Same;
    supports(by, claim) || same_kind_of_thing(by, claim) && by.polarity == claim.polarity && number()
}

/// Whether a mention stands in what a copy took from its root. A rewording has no passages word for word: all of it is taken.
pub fn is_copied(member: &OriginMember, report: &Report) -> bool {
    member.kind == CopyKind::Paraphrase || member.shared_spans.iter().any(|s| s.overlaps(report.claim.mention.span))
}

const OUTLET: &str = "outlet ";

fn top(same: &BTreeMap<String, String>, name: &str) -> String {
    let mut at = name;
    while let Some(next) = same.get(at) {
        at = next;
    }
    at.to_string()
}

/// Makes the smaller name stand for both.
fn unite(same: &mut BTreeMap<String, String>, a: &str, b: &str) {
    let (a, b) = (top(same, a), top(same, b));
    if a != b {
        let (low, high) = if a < b { (a, b) } else { (b, a) };
        same.insert(high, low);
    }
}
