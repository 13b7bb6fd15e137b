//! Gathers what a report is made from: the articles published by its last day, their claims, and how those stand to each other.
//!
//! Nothing published after the last day counts: the report reads as it would have been written that evening.

use std::collections::{BTreeMap, BTreeSet};

use tacitus_ledger::{ArticleRow, ClaimRow, DateBasis, Evidence, Filter, Ledger, Result};
use tacitus_linking::supports;
use tacitus_record::{
    Article, BlockKind, Claim, CodePoints, CopyKind, Day, Link, LinkType, Modality, OriginMember, Place, PlacePrecision, Polarity, Span,
};

use crate::Scope;
use crate::clause::Setting;
use crate::model::{IncidentState, State};
use crate::prose;

/// Letters of a dateline, at the most.
const LONGEST_DATELINE: usize = 60;

/// An article with what the report asks of it.
pub(crate) struct Source {
    pub row: ArticleRow,
    pub points: CodePoints,
    /// Its place in its origin.
    pub member: Option<OriginMember>,
    /// The text that its origin goes back to.
    pub root: Option<String>,
    /// Outlets that carried the same text by the report's last day, this one's not among them.
    pub carried_by: Vec<String>,
}

impl Source {
    /// Origin id; an article without one is its own.
    pub fn origin(&self) -> &str {
        self.row.origin.as_deref().unwrap_or(&self.row.article.id)
    }

    /// Outlet, or what stands in its place.
    pub fn outlet(&self) -> String {
        outlet_name(self.row.article.outlet.as_deref())
    }

    /// Publication day.
    pub fn published(&self) -> Option<Day> {
        self.row.article.published.as_ref().map(|p| p.value)
    }

    /// Town and what it lies in, from a dateline ("ZHELMIN, Karsk Republic - "); the second is empty where it names the town alone.
    pub fn dateline(&self) -> Option<(String, String)> {
        let body = &self.row.article.text;
        let paragraphs = self.row.article.blocks.iter().filter(|b| b.kind == BlockKind::Paragraph).map(|b| b.span.slice(body));
        let lines = paragraphs.filter_map(|p| [" - ", " — ", " – "].iter().find_map(|dash| p.split_once(dash)));
        let (line, _) = lines.into_iter().find(|(line, _)| line.len() < LONGEST_DATELINE)?;
        let (town, around) = line.split_once(", ").unwrap_or((line, ""));
        let shouted = town.chars().any(char::is_alphabetic) && town.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        let town = town.split(' ').map(|w| prose::sentence_case(&w.to_lowercase())).collect::<Vec<_>>().join(" ");
        shouted.then(|| (town, around.to_string()))
    }

    /// Whether a span lies in running text.
    pub fn is_running_text(&self, span: Span) -> bool {
        is_running_text(&self.row.article, span)
    }

    /// Whether a span is the article's own: it is the text that its origin goes back to, or a part that the root does not hold.
    pub fn is_own(&self, span: Span) -> bool {
        if self.root.as_ref().is_none_or(|root| *root == self.row.article.id) {
            return true;
        }
        let partly = self.member.as_ref().filter(|m| matches!(m.kind, CopyKind::Partial | CopyKind::Extended));
        partly.is_some_and(|m| !m.shared_spans.iter().any(|s| s.overlaps(span)))
    }
}

/// Whether a span of an article lies in running text.
pub(crate) fn is_running_text(article: &Article, span: Span) -> bool {
    let mut blocks = article.blocks.iter().filter(|b| b.span.contains(span));
    blocks.next().is_none_or(|b| b.kind == BlockKind::Paragraph) && !article.text[..span.start()].ends_with("Title: ")
}

/// `Meridian Press`, without a mark in brackets ("(DEMO)"), which stands in the head and in the notes.
pub(crate) fn outlet_name(outlet: Option<&str>) -> String {
    let name = outlet.unwrap_or("an outlet without a name");
    name.split(" (DEMO)").next().unwrap_or(name).to_string()
}

/// A claim with the evidence that had been published.
pub(crate) struct Told {
    pub row: ClaimRow,
}

impl Told {
    /// Evidence published by that day.
    pub fn evidence(&self, by: Day) -> impl Iterator<Item = &Evidence> {
        self.row.evidence.iter().filter(move |e| e.published.is_some_and(|p| p <= by))
    }

    /// Whether it says that something was done or is so.
    pub fn is_deed(&self) -> bool {
        let c = &self.row.claim;
        c.polarity == Polarity::Pos && matches!(c.modality, Modality::Actual | Modality::Ongoing) && self.row.is_asserted()
    }
}

/// What independent texts agree on within one incident.
pub(crate) struct Agreement<'m> {
    /// The claim that they agree on.
    pub claim: &'m Told,
    /// One mention for each origin, earliest first.
    pub evidence: Vec<(&'m str, &'m Evidence)>,
}

/// Everything that a report is made from.
pub(crate) struct Material {
    /// First and last day.
    pub from: Day,
    pub to: Day,
    /// Articles published by `to` that are cited or covered, by id.
    pub sources: BTreeMap<String, Source>,
    /// Ids of those published in the period, in order of publication.
    pub covered: Vec<String>,
    /// Claims, by id.
    pub claims: BTreeMap<String, Told>,
    /// Claims that match the filters.
    pub matching: BTreeSet<String>,
    /// Ids of incidents with their claims.
    pub incidents: BTreeMap<String, Vec<String>>,
    /// Links of which both ends had been told.
    pub links: Vec<Link>,
    /// What each article says, in order of the text.
    pub mentions: BTreeMap<String, Vec<(String, Claim)>>,
    /// Claims that another one contradicts or denies.
    pub disputed: BTreeSet<String>,
    /// Words that the articles write small.
    pub small_words: BTreeSet<String>,
    /// Adjectives by which the articles call what is of a country ("Valdonian"), by its code.
    pub demonyms: BTreeMap<String, String>,
    /// Countries by the names that the articles give them, by code.
    pub countries: BTreeMap<String, String>,
    /// Whole offices ("governor of Dorrin") of people whom the articles call by less, by the key of the actor.
    pub offices: BTreeMap<String, String>,
    /// Days on which people lost or left an office, by the key of the actor.
    pub left: BTreeMap<String, Day>,
}

/// A report stands by places that have one name: "at a checkpoint" and "in Kano and Zaria" open no section, and their words are in the sentence
/// told.
fn forget_nameless_place(claim: &mut Claim) {
    claim.place = claim.place.take().filter(|p| p.value.names_one());
}

impl Material {
    /// Gathers it.
    pub fn gather(ledger: &Ledger, scope: &Scope) -> Result<Material> {
        let filter = scope.filter();
        let covered_rows = ledger.articles(&filter)?;
        let covered: Vec<String> = covered_rows.iter().map(|r| r.article.id.clone()).collect();
        let mut material = Material { covered, ..Material::empty(scope) };
        for row in ledger.claims(&filter)? {
            let in_country = |c: &String| row.claim.place.as_ref().is_none_or(|p| p.value.country.as_ref() == Some(c));
            if scope.country.as_ref().is_none_or(in_country) {
                material.matching.insert(row.id.clone());
                material.add(row);
            }
        }
        let incidents: Vec<String> = material.incidents.keys().cloned().collect();
        for id in incidents {
            for row in ledger.claims(&Filter { incident: Some(id.clone()), ..Filter::default() })? {
                material.add(row);
            }
        }
        material.complete(ledger, covered_rows)?;
        Ok(material)
    }

    /// Some claims with what stands against them, and the articles that they are told in.
    pub fn of_claims(ledger: &Ledger, scope: &Scope, rows: Vec<ClaimRow>) -> Result<Material> {
        let mut material = Material::empty(scope);
        rows.into_iter().for_each(|row| material.add(row));
        material.complete(ledger, Vec::new())?;
        Ok(material)
    }

    fn empty(scope: &Scope) -> Material {
        Material {
            from: scope.from,
            to: scope.to,
            sources: BTreeMap::new(),
            covered: Vec::new(),
            claims: BTreeMap::new(),
            matching: BTreeSet::new(),
            incidents: BTreeMap::new(),
            links: Vec::new(),
            mentions: BTreeMap::new(),
            disputed: BTreeSet::new(),
            small_words: BTreeSet::new(),
            demonyms: BTreeMap::new(),
            countries: BTreeMap::new(),
            offices: BTreeMap::new(),
            left: BTreeMap::new(),
        }
    }

    /// Links, sources and what follows from them.
    fn complete(&mut self, ledger: &Ledger, covered: Vec<ArticleRow>) -> Result<()> {
        self.link(ledger)?;
        self.cite(ledger, covered)?;
        for members in self.incidents.values_mut() {
            members.sort();
            members.dedup();
        }
        self.disputed = self.conflicts(self.to).into_iter().flat_map(|l| [l.a.clone(), l.b.clone()]).collect();
        self.demonyms = crate::names::demonyms(self.mentions.values().flatten().map(|(_, c)| c));
        let named = crate::names::countries(self.mentions.values().flatten().map(|(_, c)| c));
        self.countries = named.into_iter().map(|(code, name)| (code.to_string(), name)).collect();
        self.offices = crate::offices::offices(ledger, self.to, self.mentions.values().flatten().map(|(_, c)| c))?;
        self.left = crate::offices::left(ledger, self.to, self.mentions.values().flatten().map(|(_, c)| c))?;
        Ok(())
    }

    fn add(&mut self, mut row: ClaimRow) {
        forget_nameless_place(&mut row.claim);
        if self.claims.contains_key(&row.id) || !row.evidence.iter().any(|e| e.published.is_some_and(|p| p <= self.to)) {
            return;
        }
        if let Some(incident) = &row.incident {
            self.incidents.entry(incident.clone()).or_default().push(row.id.clone());
        }
        self.claims.insert(row.id.clone(), Told { row });
    }

    /// Links among the claims, with the claims at their other ends.
    fn link(&mut self, ledger: &Ledger) -> Result<()> {
        let ids: Vec<String> = self.claims.keys().cloned().collect();
        let mut links = BTreeSet::new();
        for id in &ids {
            links.extend(ledger.links_of(id)?);
        }
        for link in links {
            for end in [&link.a, &link.b] {
                if !self.claims.contains_key(end)
                    && let Some(row) = ledger.claim(end)?
                {
                    self.add(row);
                }
            }
            if self.claims.contains_key(&link.a) && self.claims.contains_key(&link.b) {
                self.links.push(link);
            }
        }
        Ok(())
    }

    /// The articles behind the claims.
    fn cite(&mut self, ledger: &Ledger, covered: Vec<ArticleRow>) -> Result<()> {
        let mut rows: BTreeMap<String, ArticleRow> = covered.into_iter().map(|r| (r.article.id.clone(), r)).collect();
        let cited: BTreeSet<String> =
            self.claims.values().flat_map(|t| t.evidence(self.to)).map(|e| e.article.clone()).filter(|a| !rows.contains_key(a)).collect();
        for id in cited {
            rows.extend(ledger.article(&id)?.map(|r| (id, r)));
        }
        for (id, row) in rows {
            prose::small_words(&row.article.text, &mut self.small_words);
            let mut source = Source { points: CodePoints::new(&row.article.text), member: None, root: None, carried_by: Vec::new(), row };
            if let Some(origin) = source.row.origin.as_deref().map(|o| ledger.origin(o)).transpose()?.flatten() {
                let known: Vec<_> = origin
                    .origin
                    .members
                    .iter()
                    .zip(&origin.members)
                    .filter(|(_, about)| about.published.is_some_and(|p| p <= self.to))
                    .collect();
                let others = known.iter().filter(|(m, _)| m.article != id && m.kind != CopyKind::Partial);
                source.carried_by = others.map(|(_, about)| outlet_name(about.outlet.as_deref())).collect();
                source.carried_by.sort();
                source.carried_by.dedup();
                source.member = known.iter().find(|(m, _)| m.article == id).map(|(m, _)| (*m).clone());
                let earliest = known
                    .iter()
                    .min_by_key(|(m, about)| (m.article != origin.origin.root, about.published))
                    .map(|(m, _)| m.article.clone());
                source.root = earliest;
            }
            let mut mentions = ledger.mentions_in(&id)?;
            mentions.iter_mut().for_each(|(_, claim)| forget_nameless_place(claim));
            self.mentions.insert(id.clone(), mentions);
            self.sources.insert(id, source);
        }
        Ok(())
    }

    /// What most origins agree on within an incident, by what had been published on `by`; `None` where nothing affirmed was.
    pub fn agreement(&self, incident: &str, by: Day) -> Option<Agreement<'_>> {
        let members: Vec<&Told> =
            self.incidents.get(incident)?.iter().filter_map(|id| self.claims.get(id)).filter(|t| t.is_deed()).collect();
        let mut best: Option<Agreement<'_>> = None;
        for claim in members.iter().copied().filter(|t| t.row.claim.event.is_some() || t.row.claim.kind == tacitus_record::Kind::Loss) {
            let backing = members.iter().filter(|d| d.row.id == claim.row.id || supports(&d.row.claim, &claim.row.claim));
            let mut by_origin: BTreeMap<&str, &Evidence> = BTreeMap::new();
            for evidence in backing.flat_map(|d| d.evidence(by)) {
                let Some(source) = self.sources.get(&evidence.article) else { continue };
                let rank = |e: &Evidence| {
                    (
                        !self.sources.get(&e.article).is_some_and(|s| s.is_running_text(e.span)),
                        !self.sources.get(&e.article).is_some_and(|s| s.is_own(e.span)),
                        e.published,
                        e.article.clone(),
                        e.start,
                    )
                };
                let entry = by_origin.entry(source.origin()).or_insert(evidence);
                if rank(evidence) < rank(entry) {
                    *entry = evidence;
                }
            }
            let mut evidence: Vec<(&str, &Evidence)> = by_origin.into_iter().collect();
            evidence.sort_by_key(|(_, e)| (e.published, e.article.clone()));
            // Two texts that rest on one informant are one voice.
            evidence.truncate((claim.row.informants.max(1)) as usize);
            let named = claim.row.claim.place.is_some() as usize + claim.row.claim.time.is_some() as usize;
            let old = best
                .as_ref()
                .map(|b| (b.evidence.len(), b.claim.row.claim.place.is_some() as usize + b.claim.row.claim.time.is_some() as usize));
            if !evidence.is_empty() && old.is_none_or(|old| (evidence.len(), named) > old) {
                best = Some(Agreement { claim, evidence });
            }
        }
        best
    }

    /// Contradictions and denials of which both sides had been published by that day and stand in different origins, or with different speakers.
    pub fn conflicts(&self, by: Day) -> Vec<&Link> {
        let known = |id: &String| self.claims.get(id).is_some_and(|t| t.evidence(by).next().is_some());
        // What was taken back is no answer any more.
        let withdrawn: BTreeSet<&String> =
            self.links.iter().filter(|l| l.link_type == LinkType::Retracts && known(&l.a)).map(|l| &l.b).collect();
        let stands = |id: &String| known(id) && !withdrawn.contains(id);
        let differ = |l: &&Link| matches!(l.link_type, LinkType::Contradicts | LinkType::Denies);
        self.links.iter().filter(|l| differ(l) && stands(&l.a) && stands(&l.b)).collect()
    }

    /// The one town that an article names: it is about it. This groups its sentences and says nothing in them.
    pub fn town_of(&self, article: &str) -> Option<&Place> {
        let towns: BTreeMap<String, &Place> = self
            .mentions
            .get(article)?
            .iter()
            .filter_map(|(_, c)| c.place.as_ref())
            .map(|p| &p.value)
            .filter(|p| p.gazetteer_id.is_some() && p.precision == PlacePrecision::Settlement)
            .map(|p| (p.key(), p))
            .collect();
        let towns_named = towns.len();
        let town = towns.into_values().next().filter(|_| towns_named == 1)?;
        // A reporter in another town of which the text tells, too.
        let source = self.sources.get(article)?;
        let elsewhere = source.dateline().filter(|(there, _)| *there != town.name);
        elsewhere.is_none_or(|(there, _)| !crate::check::has(&source.row.article.text, &there)).then_some(town)
    }

    /// Words of an article with dates in place of relative days.
    pub fn dated(&self, source: &Source, span: Span) -> String {
        let article = &source.row.article;
        let claims = self.mentions.get(&article.id).into_iter().flatten().map(|(_, c)| c);
        Setting::new(&article.text, claims, source.published(), self.to.year()).dated(span)
    }

    /// The mention by which a claim is best cited: in running text, the article's own, earliest.
    pub fn best_evidence<'t>(&self, told: &'t Told) -> Option<&'t Evidence> {
        let rank = |e: &&Evidence| {
            self.sources.get(&e.article).map_or(3, |s| 2 * usize::from(!s.is_running_text(e.span)) + usize::from(!s.is_own(e.span)))
        };
        told.evidence(self.to).min_by_key(rank)
    }

    /// A claim as it was read in that mention.
    pub fn mention(&self, id: &str, evidence: &Evidence) -> Option<&Claim> {
        let mentions = self.mentions.get(&evidence.article)?;
        mentions.iter().find(|(i, c)| i == id && c.mention.span == evidence.span).map(|(_, c)| c)
    }

    /// Whether another claim that had been published contradicts or denies this one.
    pub fn is_disputed(&self, claim: &str) -> bool {
        self.disputed.contains(claim)
    }

    /// What was known on that day.
    pub fn state(&self, by: Day) -> State {
        let known = |id: &String| self.claims.get(id).is_some_and(|t| t.evidence(by).next().is_some());
        let mut incidents = Vec::new();
        for (id, members) in &self.incidents {
            let claims: Vec<String> = members.iter().filter(|c| known(c)).cloned().collect();
            if !claims.is_empty() {
                let origins = self.agreement(id, by).map_or(0, |a| a.evidence.len());
                incidents.push(IncidentState { id: id.clone(), claims, origins });
            }
        }
        let conflicts = self.conflicts(by).iter().map(|l| pair(l)).collect::<BTreeSet<_>>().into_iter().collect();
        State { incidents, conflicts }
    }
}

/// A conflict as the state of a report names it.
pub(crate) fn pair(link: &Link) -> (String, String, String) {
    let (a, b) = if link.a <= link.b { (&link.a, &link.b) } else { (&link.b, &link.a) };
    (a.clone(), b.clone(), link.slot.clone())
}

impl Scope {
    /// The articles and claims that the scope covers, by their days of publication.
    pub(crate) fn filter(&self) -> Filter {
        Filter {
            since: Some(self.from),
            until: Some(self.to),
            date_basis: DateBasis::Reported,
            place: self.place.clone().or_else(|| self.country.clone()),
            actor: self.actor.clone(),
            ..Filter::default()
        }
    }
}
