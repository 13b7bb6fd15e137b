//! Puts the sections together, in their order.

use std::collections::{BTreeMap, BTreeSet};

use tacitus_ledger::{Evidence, Ledger, Result};
use tacitus_record::{Claim, Day, LinkType, Place, Polarity};

use crate::material::{Material, Told, outlet_name};
use crate::model::{Head, Part, Report, SCHEMA, Section, Sentence, State};
use crate::names::{acronyms, legend, places, spell_out};
use crate::notes::Notes;
use crate::prose::{day, days, folded, full_day, list, number, sentence_case, within};
use crate::standing::Standing;
use crate::tables::{deed, worded};
use crate::units::{Unit, is_rejection};
use crate::{Previous, Scope};
use crate::{check, sections};

/// Everything that sections share while they are written.
pub(crate) struct Desk<'m> {
    pub material: &'m Material,
    /// What was told before and still stands.
    pub standing: &'m Standing,
    pub units: Vec<Unit<'m>>,
    pub notes: Notes,
    /// What the last report knew.
    pub before: State,
    /// Origins of which it was told that others carried them.
    pub copies_told: BTreeSet<String>,
    /// What may become a key point.
    pub points: Vec<Point>,
    /// Sentences (article, number) of a side that were told with what they answer.
    pub answers_told: BTreeSet<(String, u32)>,
    /// Sentences (article, number) that stand under “Conflicts between sources” in full.
    pub in_conflicts: BTreeSet<(String, u32)>,
}

/// A sentence that may become a key point.
pub(crate) struct Point {
    pub part: Part,
    pub weight: i32,
    pub incident: Option<String>,
    /// Claims that it tells.
    pub claims: Vec<String>,
    pub sentence: Sentence,
}

impl<'m> Desk<'m> {
    /// The sentence of a unit with its note, and what stands against it.
    pub fn tell(&mut self, at: usize, turn: usize, again: bool, disputed_before: bool) -> Option<Sentence> {
        let material = self.material;
        let unit = &self.units[at];
        if self.answers_told.contains(&(unit.source.row.article.id.clone(), unit.sentence())) {
            return None;
        }
        let draft = unit.draft(material, turn, again)?;
        let mut notes = vec![self.notes.cite(material, unit.source, draft.span)];
        let claims = unit.claims_in(draft.span);
        let mut text = draft.text;
        // A key point stands alone: no "also", no "the same report"; without the outlet where the speaker is named.
        let brief = unit.draft(material, 0, true).map(|d| d.text).filter(|t| !t.contains(" also reported"));
        let mut alone = brief.or_else(|| unit.draft(material, 0, false).map(|d| d.text)).unwrap_or_else(|| text.clone());
        let known = unit.incident.as_ref().is_some_and(|i| self.before.incidents.iter().any(|b| b.id == *i));
        let mut tag = if known { "continuing" } else { "new" };
        if let Some(link) =
            material.links.iter().find(|l| l.link_type == LinkType::Retracts && claims.contains(&l.b) && !claims.contains(&l.a))
        {
            let taker = material.claims.get(&link.a).and_then(|t| t.evidence(material.to).next());
            if let Some(evidence) = taker {
                let outlet = outlet_name(evidence.outlet.as_deref());
                (text, alone) = (with_tail("withdrawn", &text, &outlet), with_tail("withdrawn", &alone, &outlet));
                notes.extend(self.notes.cite_evidence(material, evidence));
                tag = "withdrawn";
            }
        } else if claims.iter().any(|c| material.is_disputed(c))
            && !material.links.iter().any(|l| l.link_type == LinkType::Retracts && claims.contains(&l.a))
        {
            let against = opponents(material, &claims);
            let denied = in_their_words(material, &against);
            let key = |point: bool| match (denied.is_empty(), point, disputed_before) {
                (true, false, false) => "disputed.plain",
                (true, ..) => "disputed.plain.again",
                (false, false, false) => "disputed",
                (false, ..) => "disputed.again",
            };
            let tailed = |key: &str, sentence: &str| worded(key, 0, &[("sentence", unended(sentence).as_str()), ("who", denied.as_str())]);
            (text, alone) = (tailed(key(false), &text), tailed(key(true), &alone));
            // A cross-reference needs no notes of its own.
            if !denied.is_empty() {
                notes.extend(cite_their_words(&mut self.notes, material, &against));
                self.answers_told.extend(against.iter().map(|a| (a.evidence.article.clone(), a.evidence.sentence)));
            }
        }
        let sentence = Sentence { text, tag: None, notes };
        let unit = &self.units[at];
        let day = unit
            .claims
            .iter()
            .find_map(|(_, c)| c.time.as_ref().filter(|t| !t.is_of_scene())?.value.hull().0)
            .filter(|d| *d <= material.to);
        let alone = self.led(self.place_of(at), day, unit.source.published(), &alone);
        self.points.push(Point {
            part: unit.part,
            weight: unit.weight + unit.bonus,
            incident: unit.incident.clone(),
            claims,
            sentence: Sentence { text: alone, tag: Some(tag.to_string()), notes: sentence.notes.clone() },
        });
        Some(sentence)
    }

    /// "Three independent origins report the shelling of Halvaro on 7 March: …", where at least two do.
    pub fn agreed(&mut self, incident: &str) -> Option<Sentence> {
        let material = self.material;
        let agreement = material.agreement(incident, material.to).filter(|a| a.evidence.len() >= 2)?;
        let notes = agreement.evidence.iter().filter_map(|(_, e)| self.notes.cite_evidence(material, e)).collect();
        let outlets: Vec<String> = agreement.evidence.iter().map(|(_, e)| outlet_name(e.outlet.as_deref())).collect();
        let about = About::of(material, agreement.claim);
        let count = number(agreement.evidence.len());
        let text = worded(
            "origins",
            0,
            &[
                ("Count", count.as_str()),
                ("deed", about.deed),
                ("where", about.place.as_str()),
                ("when", about.day.as_str()),
                ("list", list(&outlets).as_str()),
            ],
        );
        let sentence = Sentence { text, tag: None, notes };
        let tag = if self.before.incidents.iter().any(|b| b.id == incident) { "continuing" } else { "new" };
        let weight = crate::tables::stand(&agreement.claim.row.claim).weight + 2;
        let place = agreement.claim.row.claim.place.as_ref().map(|p| &p.value);
        let text = self.led(place, None, None, &sentence.text);
        self.points.push(Point {
            part: Part::Areas,
            weight,
            incident: Some(incident.to_string()),
            claims: Vec::new(),
            sentence: Sentence { text, tag: Some(tag.to_string()), notes: sentence.notes.clone() },
        });
        Some(sentence)
    }

    /// A sentence with its place and day before it, as far as they are known ("Brennova (Dorrin), 14 March: …"); that day is not said again.
    pub fn led(&self, place: Option<&Place>, on: Option<Day>, published: Option<Day>, sentence: &str) -> String {
        let words = |d: Day| day(d, self.material.to.year());
        let when = on.map(words).or_else(|| published.map(|d| format!("reported {}", words(d))));
        let undated = on.map_or(sentence.to_string(), |d| sentence.replacen(&format!(" on {}", words(d)), "", 1));
        let lead: Vec<String> = place.map(with_region).into_iter().chain(when).collect();
        if lead.is_empty() {
            return undated;
        }
        format!("{}: {}", lead.join(", "), within(&undated, &self.material.small_words))
    }

    /// Origins of the period's articles.
    pub fn origins_of_period(&self) -> usize {
        let origins = self.material.covered.iter().filter_map(|id| self.material.sources.get(id)).map(|s| s.origin());
        origins.collect::<BTreeSet<&str>>().len()
    }

    /// Where an incident is told to be: the place that most of its claims have.
    pub fn place_of(&self, at: usize) -> Option<&'m Place> {
        let unit = &self.units[at];
        let own = unit.claims.iter().filter_map(|(_, c)| c.place.as_ref()).map(|p| &p.value).find(|p| p.gazetteer_id.is_some());
        let of_incident = || {
            let members = self.material.incidents.get(unit.incident.as_ref()?)?;
            let mut counts: BTreeMap<String, (usize, &Place)> = BTreeMap::new();
            for place in members.iter().filter_map(|m| self.material.claims.get(m)?.row.claim.place.as_ref()) {
                counts.entry(place.value.key()).or_insert((0, &place.value)).0 += 1;
            }
            counts.into_values().max_by_key(|(n, p)| (*n, p.name.clone())).map(|(_, p)| p)
        };
        let of_article = || self.material.town_of(&unit.source.row.article.id);
        own.or_else(of_incident)
            .or_else(of_article)
            .or_else(|| unit.claims.iter().filter_map(|(_, c)| c.place.as_ref()).map(|p| &p.value).next())
    }
}

/// A happening in words: what, where, on what day.
pub(crate) struct About {
    pub deed: &'static str,
    /// ` of Halvaro`, or nothing.
    pub place: String,
    /// ` on 7 March`, or nothing.
    pub day: String,
}

impl About {
    pub fn of(material: &Material, told: &Told) -> About {
        let claim = &told.row.claim;
        let (noun, at) = deed(&claim.predicate);
        let place = claim.place.as_ref().filter(|p| p.value.gazetteer_id.is_some());
        let when = claim.time.as_ref().filter(|t| !t.is_of_scene()).and_then(|t| match t.value.hull() {
            (Some(a), Some(b)) if a == b => Some(format!(" on {}", day(a, material.to.year()))),
            _ => None,
        });
        About {
            deed: noun,
            place: place.map_or(String::new(), |p| format!(" {at} {}", folded(&p.value.name))),
            day: when.unwrap_or_default(),
        }
    }
}

/// A sentence without the point that ends it.
pub(crate) fn unended(sentence: &str) -> String {
    let bare = sentence.trim_end_matches('.');
    bare.strip_suffix(".”").map_or_else(|| bare.to_string(), |b| format!("{b}”"))
}

/// "Brennova (Dorrin)".
pub(crate) fn with_region(place: &Place) -> String {
    let name = folded(&place.name);
    match place.admin1.as_deref().filter(|a| !a.is_empty() && *a != name) {
        Some(admin) => format!("{name} ({admin})"),
        None => name,
    }
}

/// Who says otherwise.
pub(crate) struct Opponent<'m> {
    pub who: String,
    /// The claim that stands against it.
    pub claim: &'m Claim,
    pub evidence: &'m Evidence,
}

/// What opponents say, each in the words of its own sentence; empty where one of them cannot be worded or there are more than two.
pub(crate) fn in_their_words(material: &Material, against: &[Opponent<'_>]) -> String {
    let all: Option<Vec<String>> = against.iter().map(|o| sections::own_words(material, o.claim, o.evidence)).collect();
    all.filter(|a| a.len() <= 2).map_or(String::new(), |a| a.join("; "))
}

/// The notes of what [`in_their_words`] tells.
pub(crate) fn cite_their_words(notes: &mut Notes, material: &Material, against: &[Opponent<'_>]) -> Vec<usize> {
    let cite = |o: &Opponent<'_>| {
        let whole = notes.cite_whole(material, o.evidence);
        whole.into_iter().chain(sections::cite_instead(notes, material, o.claim, o.evidence)).collect::<Vec<usize>>()
    };
    against.iter().flat_map(cite).collect()
}

/// Who says otherwise than these claims, each once with the words.
pub(crate) fn opponents<'m>(material: &'m Material, claims: &[String]) -> Vec<Opponent<'m>> {
    let mut found: Vec<Opponent<'m>> = Vec::new();
    let differing = material.conflicts(material.to);
    let others = differing.iter().filter_map(|l| match (claims.contains(&l.a), claims.contains(&l.b)) {
        (true, false) => Some(&l.b),
        (false, true) => Some(&l.a),
        _ => None,
    });
    let mut voices: Vec<Opponent<'m>> = others
        .filter_map(|id| {
            let evidence = material.claims.get(id).and_then(|t| material.best_evidence(t))?;
            Some(Opponent { who: material.holder(id, evidence)?, claim: material.mention(id, evidence)?, evidence })
        })
        .collect();
    // A title says in short what its text says; a denial says more than what is claimed instead.
    let is_denial = |c: &Claim| c.polarity == Polarity::Neg || is_rejection(c);
    let in_text = |o: &Opponent<'_>| material.sources.get(&o.evidence.article).is_some_and(|s| s.is_running_text(o.evidence.span));
    voices.sort_by_key(|o| (!in_text(o), !is_denial(o.claim)));
    for opponent in voices {
        // One text speaks against it once, whoever it quotes.
        let origin = |e: &Evidence| material.sources.get(&e.article).map(|s| s.origin().to_string());
        if !found.iter().any(|known| known.who == opponent.who || origin(known.evidence) == origin(opponent.evidence)) {
            found.push(opponent);
        }
    }
    found
}

/// A sentence with what else must be said of it.
fn with_tail(key: &str, sentence: &str, outlet: &str) -> String {
    worded(key, 0, &[("sentence", unended(sentence).as_str()), ("outlet", outlet)])
}

/// The report of that scope, compared with an earlier one.
pub(crate) fn compose(ledger: &Ledger, scope: &Scope, previous: &Previous) -> Result<Report> {
    let material = Material::gather(ledger, scope)?;
    let (before, compared_with) = match previous {
        Previous::DayBefore => {
            (material.state(scope.from.plus(-1)), format!("what had been published by {}", full_day(scope.from.plus(-1))))
        }
        Previous::Report(report) => {
            (report.state.clone(), format!("the report on {} (revision {})", period_in_words(&report.head), report.head.revision))
        }
        Previous::Ledger(earlier, name) => (Material::gather(earlier, scope)?.state(scope.to), format!("the ledger as of {name}")),
    };
    let mut units = Vec::new();
    for id in &material.covered {
        let sentences: BTreeSet<u32> = material.mentions.get(id).into_iter().flatten().map(|(_, c)| c.mention.sentence).collect();
        for sentence in sentences {
            let unit = Unit::of(&material, id, sentence);
            let matches = |u: &Unit<'_>| u.claims.iter().any(|(c, _)| material.matching.contains(c));
            units.extend(unit.filter(|u| u.source.is_own(u.cover) && matches(u)));
        }
    }
    let standing = Standing::gather(ledger, scope, &material)?;
    let mut desk = Desk {
        material: &material,
        standing: &standing,
        units,
        notes: Notes::default(),
        before,
        copies_told: BTreeSet::new(),
        points: Vec::new(),
        answers_told: BTreeSet::new(),
        in_conflicts: BTreeSet::new(),
    };
    let mut written: BTreeMap<Part, Section> = BTreeMap::new();
    // Key points come first in the report and are chosen last, and what stands under the conflicts is told nowhere else in full; so that notes
    // are numbered as they are read, sections are renumbered below.
    for part in
        [Part::Conflicts, Part::Changes, Part::Figures, Part::Areas, Part::Control, Part::Statements, Part::Civilians, Part::Outlook]
    {
        written.insert(part, sections::write(part, &mut desk));
    }
    written.insert(Part::KeyPoints, sections::write(Part::KeyPoints, &mut desk));
    // What the check would find fault with is left out: a source may be worded so that no template is sound.
    let mut report = Report {
        schema: SCHEMA.to_string(),
        head: head(ledger, scope, &material, compared_with)?,
        sections: Part::ALL.iter().filter_map(|p| written.remove(p)).collect(),
        notes: std::mem::take(&mut desk.notes.all),
        state: material.state(scope.to),
    };
    let told = || [&material, &standing.material].into_iter().flat_map(|m| m.mentions.values()).flatten().map(|(_, c)| c);
    spell_out(&mut report, &acronyms(told()), &places(told()));
    check::keep_sound(&mut report, ledger)?;
    desk.notes.all = std::mem::take(&mut report.notes);
    if report.head.narrowed_to.is_empty() {
        sections::background(&mut desk, &mut report);
    }
    report.sections.push(sections::gaps(&mut desk, &report, ledger)?);
    report.notes = desk.notes.all;
    let told = || [&material, &standing.material].into_iter().flat_map(|m| m.mentions.values()).flatten().map(|(_, c)| c);
    let legend = legend(&report, told());
    for area in report.sections.iter_mut().filter(|s| s.part == Part::Areas && !s.blocks.is_empty()) {
        area.remark = legend.clone();
    }
    if let Some(pages) = scope.max_pages {
        sections::annex(&mut report, pages);
    }
    renumber(&mut report);
    Ok(report)
}

fn head(ledger: &Ledger, scope: &Scope, material: &Material, compared_with: String) -> Result<Head> {
    let covered: Vec<_> = material.covered.iter().filter_map(|id| material.sources.get(id)).collect();
    let origins: BTreeSet<&str> = covered.iter().map(|s| s.origin()).collect();
    let languages: BTreeSet<&str> = covered.iter().map(|s| s.row.article.lang.as_str()).collect();
    let demo = covered.iter().any(|s| s.row.article.outlet.as_deref().is_some_and(|o| o.contains("(DEMO)")));
    let readers: BTreeSet<&str> = covered.iter().map(|s| s.row.reader.as_str()).collect();
    let readers: Vec<&str> = readers.into_iter().collect();
    let readers = if readers.is_empty() { String::new() } else { format!("; articles read with {}", readers.join(" and ")) };
    let mut head = Head {
        title: String::new(),
        from: scope.from.to_string(),
        to: scope.to.to_string(),
        narrowed_to: scope.narrowed_to(),
        revision: ledger.revision()?,
        known_at: material.sources.values().map(|s| s.row.known_at.clone()).max().unwrap_or_default(),
        compared_with,
        articles: covered.len(),
        origins: origins.len(),
        languages: languages.into_iter().map(str::to_string).collect(),
        marking: if demo { "DEMO: everything in this report is fictional".to_string() } else { String::new() },
        reviewed_by: "unreviewed machine draft".to_string(),
        made_by: format!("tacitus {}{readers}", env!("CARGO_PKG_VERSION")),
    };
    let named = scope.name.as_deref().map_or(String::new(), |n| format!("{n}, "));
    head.title = format!("Situation report: {named}{}", period_in_words(&head));
    Ok(head)
}

/// `8 March 2019`, `4 March 2019 to 10 March 2019`.
pub(crate) fn period_in_words(head: &Head) -> String {
    let read = |text: &str| text.parse().map_or_else(|_| text.to_string(), full_day);
    match (head.from.parse::<Day>(), head.to.parse::<Day>()) {
        (Ok(from), Ok(to)) if from.year() == to.year() => format!("{} {}", days(from, to, to.year()), to.year()),
        _ if head.from == head.to => read(&head.to),
        _ => format!("{} to {}", read(&head.from), read(&head.to)),
    }
}

/// Numbers notes in the order in which a reader meets them, and leaves those out that no sentence uses.
fn renumber(report: &mut Report) {
    let mut order: Vec<usize> = Vec::new();
    let mut meet = |numbers: &mut Vec<usize>| {
        for number in numbers.iter_mut() {
            let at = order.iter().position(|o| o == number).unwrap_or_else(|| {
                order.push(*number);
                order.len() - 1
            });
            *number = at + 1;
        }
        numbers.sort_unstable();
        numbers.dedup();
    };
    for section in &mut report.sections {
        section.counts.iter_mut().for_each(|c| meet(&mut c.notes));
        section.figures.iter_mut().for_each(|f| meet(&mut f.notes));
        section.blocks.iter_mut().flat_map(|b| &mut b.sentences).for_each(|s| meet(&mut s.notes));
    }
    let notes = std::mem::take(&mut report.notes);
    report.notes = order.iter().filter_map(|old| notes.iter().find(|n| n.number == *old).cloned()).collect();
    for (number, note) in (1..).zip(&mut report.notes) {
        note.number = number;
    }
}

/// `2 articles`, `one article`, as prose has it.
pub(crate) fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

/// A sentence about the ledger, without notes.
pub(crate) fn plain(text: &str) -> Sentence {
    Sentence { text: sentence_case(text), tag: None, notes: Vec::new() }
}
