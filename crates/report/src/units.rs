//! One sentence of a source, with all claims read from it, and how the report words it.

use tacitus_record::{Actor, Claim, Grounded, Kind, Modality, Polarity, Span, Voice, VoiceType, Wording};

use crate::check::{any, judges};
use crate::clause::{PRONOUNS, Setting, active, first_word, is_body, is_first_person, named};
use crate::material::{Material, Source};
use crate::model::Part;
use crate::offices::with_title;
use crate::prose::{day, folded, quotations, quoted, within};
use crate::shape::{begins_with_preposition, is_clause, is_left_hanging, tidy, whole_sentence, with_determiner, without_dateline};
use crate::tables::{stand, verb_of_saying, worded};

/// The claims of one sentence of one article.
pub(crate) struct Unit<'m> {
    pub source: &'m Source,
    /// (id, claim) in order of the text.
    pub claims: Vec<&'m (String, Claim)>,
    /// All words of its claims.
    pub cover: Span,
    /// Where it is told.
    pub part: Part,
    /// How much it weighs for the key points.
    pub weight: i32,
    /// What a threat gains and a denial loses as a key point.
    pub bonus: i32,
    /// The incident of its heaviest claim.
    pub incident: Option<String>,
}

pub(crate) fn is_loss_of_fighters(claim: &Claim) -> bool {
    claim.kind == Kind::Loss && claim.target.as_ref().is_some_and(|t| t.value.sector.as_deref().is_some_and(|s| ARMED.contains(&s)))
}

/// PLOVER sectors of those who fight.
const ARMED: [&str; 6] = ["MIL", "REB", "PRM", "UAF", "SEP", "CRM"];

/// What a key point loses that counts the losses of one side in another's words.
const ONE_SIDED: i32 = 5;

/// Words of a clause taken over from a source, at the most.
const LONGEST: usize = 45;

/// A sentence of the report before it gets its notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Draft {
    pub text: String,
    /// The words it rests on, in the unit's article.
    pub span: Span,
}

/// Whether somebody only means, wants or undertakes it, or it depends on something.
pub(crate) fn is_only_words(claim: &Claim) -> bool {
    let mode = matches!(
        claim.modality,
        Modality::Planned
            | Modality::Promised
            | Modality::Threatened
            | Modality::Permitted
            | Modality::Ordered
            | Modality::Conditional
            | Modality::Advocated
    );
    mode || matches!(claim.kind, Kind::Threat | Kind::Conditional)
}

/// "a spokesman for the Front, which is known as the DLF, said": what a name goes by needs no telling with it; quotations are left alone.
fn without_known_as(text: &str) -> String {
    let opener = [", which is known as ", ", which is also known as ", ", also known as ", ", known as "]
        .into_iter()
        .find_map(|o| Some((text.find(o)?, o)));
    let Some((at, opener)) = opener.filter(|(at, _)| !quotations(text).iter().any(|(s, e)| s <= at && at < e)) else {
        return text.to_string();
    };
    let Some(end) = text[at + opener.len()..].find(", ") else { return text.to_string() };
    format!("{}{}", &text[..at], &text[at + opener.len() + end + 1..])
}

/// Whether its speaker is told to deny it.
pub(crate) fn denies(claim: &Claim) -> bool {
    let cues = claim.said_by.iter().filter_map(|v| v.value.cue.as_deref());
    cues.map(str::to_lowercase).any(|cue| cue.starts_with("deny") || cue.starts_with("deni"))
}

/// Whether somebody rejects something: a part in a deed, a demand, a report.
pub(crate) fn is_rejection(claim: &Claim) -> bool {
    claim.event.as_ref().is_some_and(|e| e.plover_type == "REJECT")
}

/// Whether the verb of a rejection is one that the report may use itself.
fn is_neutral_rejection(body: &str, claim: &Claim) -> bool {
    let cue = claim.mention.cue.map_or("", |cue| cue.slice(body)).to_lowercase();
    cue.is_empty() || any("rejection", &cue)
}

impl<'m> Unit<'m> {
    /// The unit of that sentence; `None` where no claim of it is worth telling, or it is no running text of the article's own.
    pub fn of(material: &'m Material, article: &str, sentence: u32) -> Option<Unit<'m>> {
        let source = material.sources.get(article)?;
        let all: Vec<&(String, Claim)> = material.mentions.get(article)?.iter().filter(|(_, c)| c.mention.sentence == sentence).collect();
        let told = |c: &Claim| !matches!(c.kind, Kind::Role | Kind::Provenance | Kind::Framing);
        let claims: Vec<&(String, Claim)> = all.into_iter().filter(|(_, c)| told(c)).collect();
        let cover = with_determiner(&source.row.article.text, claims.iter().map(|(_, c)| c.mention.span).reduce(Span::cover)?);
        if !source.is_running_text(cover) {
            return None;
        }
        let heaviest = claims.iter().max_by_key(|(_, c)| (stand(c).weight, std::cmp::Reverse(c.mention.span.start())))?;
        let part = part(&claims.iter().map(|(_, c)| c).collect::<Vec<_>>(), &heaviest.1)?;
        let row = |id: &String| material.claims.get(id).and_then(|t| t.row.incident.clone());
        let incident = row(&heaviest.0).or_else(|| claims.iter().find_map(|(id, _)| row(id)));
        let counted = claims
            .iter()
            .filter(|(_, c)| c.predicate == "loss.killed")
            .filter_map(|(_, c)| c.quantity.as_ref()?.value.lo.or(c.quantity.as_ref()?.value.value));
        let toll = counted.fold(0.0, f64::max);
        // Deaths without a number say little.
        let uncounted = heaviest.1.kind == Kind::Loss && heaviest.1.quantity.as_ref().is_none_or(|q| q.value.value.is_none());
        let weight = stand(&heaviest.1).weight - if uncounted { 4 } else { 0 } + if toll >= 20.0 { 2 } else { i32::from(toll >= 5.0) };
        // What a party says of the other's dead weighs less than deaths of people.
        let weight = if is_loss_of_fighters(&heaviest.1) { weight - 3 } else { weight };
        let threat = if claims.iter().any(|(_, c)| c.kind == Kind::Threat) { 2 } else { 0 };
        let denied = if part == Part::Statements && heaviest.1.polarity == Polarity::Neg { 2 } else { 0 };
        // A scene or a retort is no key point.
        let retort = if claims.iter().any(|(_, c)| is_rejection(c)) { 4 } else { 0 };
        let scene = if part == Part::Civilians && claims.iter().all(|(_, c)| c.quantity.is_none()) { 3 } else { 0 };
        // Who belongs to no side is heard.
        let witness = if claims.iter().any(|(_, c)| is_of_witnesses(c)) { 3 } else { 0 };
        // What somebody says that a side lost, which is not his own, is no key point by itself.
        let side = |a: &Actor| Some((a.country.clone()?, a.sector.as_deref().is_some_and(|s| matches!(s, "GOV" | "MIL" | "COP"))));
        let one_sided = |c: &Claim| {
            let of = c.target.as_ref().and_then(|t| side(&t.value));
            is_loss_of_fighters(c) && !c.said_by.iter().any(|v| of.is_some() && side(&v.value.actor) == of)
        };
        let one_sided = if claims.iter().any(|(_, c)| one_sided(c)) { ONE_SIDED } else { 0 };
        let bonus = threat + witness - denied - retort - scene - one_sided;
        Some(Unit { source, claims, cover, part, weight, bonus, incident })
    }

    /// Number of the sentence in its article.
    pub fn sentence(&self) -> u32 {
        self.claims[0].1.mention.sentence
    }

    /// Whether somebody who was there and belongs to no side tells it.
    pub fn is_of_witnesses(&self) -> bool {
        self.claims.iter().any(|(_, c)| is_of_witnesses(c))
    }

    /// The sentence; `turn` lets wordings take turns, `again` says that the sentence before was from the same article.
    pub fn draft(&self, material: &Material, turn: usize, again: bool) -> Option<Draft> {
        let article = &self.source.row.article;
        let mentions = material.mentions.get(&article.id)?;
        let setting = Setting::new(&article.text, mentions.iter().map(|(_, c)| c), self.source.published(), material.to.year());
        let judged = self.claims.iter().any(|(_, c)| is_rejection(c) && !is_neutral_rejection(&article.text, c));
        let quoted = if judged { self.quoting(&setting) } else { None };
        let draft = quoted
            .or_else(|| self.saying(&setting, material, turn, again))
            .or_else(|| self.telling(&setting, material, turn, again))
            .or_else(|| self.quoting(&setting))?;
        // "this newspaper" is the outlet, in another text than its own.
        let text = if draft.text.contains(['“', '"']) { draft.text } else { draft.text.replace("this newspaper", &self.source.outlet()) };
        Some(Draft { text: without_known_as(&text), ..draft })
    }

    /// "The ministry said on 8 March that …", where the widest claim is a saying.
    fn saying(&self, setting: &Setting<'_>, material: &Material, turn: usize, again: bool) -> Option<Draft> {
        let says =
            |c: &&&(String, Claim)| matches!(c.1.kind, Kind::Statement | Kind::Threat) && c.1.actor.is_some() && c.1.object.is_some();
        let (_, claim) = self.claims.iter().filter(says).max_by_key(|(_, c)| c.mention.span.len())?;
        let span = claim.mention.span;
        if span.len() * 4 < self.cover.len() * 3 || claim.said_by.iter().any(|v| !v.value.made) && claim.polarity == Polarity::Pos {
            return None;
        }
        let (actor, object) = (claim.actor.as_ref()?, claim.object.as_ref()?);
        let words = object.span()?;
        if setting.body[..words.start()].ends_with("to ") {
            return None;
        }
        let speaker = material.called(&self.source.row.article.id, actor).filter(|s| !begins_with_preposition(s))?;
        let speaker = material.in_full(&self.source.row.article.id, speaker, actor.span());
        let speaker = material.with_office(&self.source.row.article.id, &speaker, &actor.value).unwrap_or(speaker);
        let outlet = self.source.outlet();
        let when = claim.time.as_ref().filter(|t| t.span().is_some_and(|s| !words.overlaps(s))).and_then(|t| match t.value.hull() {
            (Some(a), Some(b)) if a == b => Some(format!(" on {}", day(a, setting.year))),
            _ => None,
        });
        let when = when.unwrap_or_default();
        let raw = words.slice(setting.body).trim();
        let dated = setting.dated(words);
        let content = dated.trim_end_matches(['.', ',', ';', ' ']);
        let content = content.strip_prefix("that ").unwrap_or(content);
        let active = self.claims.iter().find_map(|(_, c)| active(content, c));
        let content = active.as_deref().unwrap_or(content);
        let infinitive = match &claim.wording {
            Some(Wording::Verb { infinitive, .. }) => infinitive.as_str(),
            _ => "say",
        };
        let said = verb_of_saying(infinitive).unwrap_or("said");
        let direct = raw.starts_with(['"', '“']) || is_first_person(raw) || judges(raw);
        let interrogative = ["what", "who", "where", "when", "why", "how", "whether", "which"].contains(&first_word(content).as_str());
        if interrogative && claim.polarity == Polarity::Pos || !direct && !is_clause(content) {
            return None;
        }
        let within_text = within(content, &material.small_words);
        let fill = |key: &str| {
            worded(
                key,
                turn,
                &[
                    ("speaker", speaker.as_str()),
                    ("said", said),
                    ("when", when.as_str()),
                    ("content", within_text.as_str()),
                    ("quote", quoted(content).as_str()),
                    ("outlet", outlet.as_str()),
                ],
            )
        };
        let is_named = actor.value.entity.is_some() || speaker.trim_start_matches("the ").starts_with(char::is_uppercase);
        let text = match (claim.polarity, direct, is_named) {
            (Polarity::Neg, ..) => fill("said.not"),
            // The outlet is named with the first of what it tells, and where nobody has a name.
            (_, true, true) if again => fill("said.quoted"),
            (_, true, _) => fill("said.outlet.quoted"),
            (_, false, true) if again => fill("said"),
            (_, false, _) => fill("said.outlet"),
        };
        Some(Draft { text: tidy(&text), span })
    }

    /// "…, Meridian Press reported": the source's clause in the report's frame.
    fn telling(&self, setting: &Setting<'_>, material: &Material, turn: usize, again: bool) -> Option<Draft> {
        let body = setting.body;
        let mut span = self.cover;
        for opener in ["when ", "and ", "but ", "after ", "while "] {
            if span.slice(body).starts_with(opener) {
                span = span.within(body, opener.len(), span.len())?;
            }
        }
        // What follows the claims belongs to the sentence ("…, six of them in critical condition"), unless that makes it long.
        if let Some(whole) = whole_sentence(body, span).and_then(|w| Span::new(body, span.start(), w.end()))
            && whole.slice(body).split_whitespace().count() <= LONGEST
            && quotations(whole.slice(body)).len() * 2 == whole.slice(body).matches(['"', '“', '”']).count()
        {
            span = whole;
        }
        let raw = span.slice(body);
        if is_first_person(raw) || judges(raw) || !is_clause(raw) || raw.split_whitespace().count() < 5 {
            return None;
        }
        let first = first_word(raw);
        if ["who", "which", "that", "whose", "where", "what", "if", "because", "to", "how", "why", "whether"].contains(&first.as_str()) {
            return None;
        }
        let mut clause = self.with_offices(material, setting.dated(span).trim_end_matches(['.', ',', ';', ' ']));
        if is_left_hanging(&clause) {
            return None;
        }
        if PRONOUNS.contains(&first.as_str()) {
            let subject =
                self.claims.iter().filter_map(|(_, c)| c.actor.as_ref()).find(|a| a.span().is_some_and(|s| s.start() == span.start()))?;
            let name = named(body, subject)?;
            let printed = subject.span()?.slice(body);
            clause = format!("{name}{}", clause.strip_prefix(printed)?);
        }
        clause = self.neutrally(&clause);
        let outlet = self.source.outlet();
        let speaker = self.speaker(material, &clause);
        if clause.split_whitespace().count() < 8 && clause.contains(&outlet) {
            return None;
        }
        // "The front lost four men, according to Osk": said by him, as the rest of what he says is told.
        if let Some((content, speaker)) = self.according_to(material, &clause) {
            let content = within(&content, &material.small_words);
            let outlet = self.source.outlet();
            let fill =
                [("speaker", speaker.as_str()), ("said", "said"), ("when", ""), ("content", content.as_str()), ("outlet", outlet.as_str())];
            return Some(Draft { text: tidy(&worded(if again { "said" } else { "said.outlet" }, turn, &fill)), span });
        }
        let clause_within = within(&clause, &material.small_words);
        let (key, speaker) = match speaker {
            Some(speaker) => ("told.by", speaker),
            None if clause.contains(&outlet) => ("told.own", String::new()),
            None if clause.to_lowercase().starts_with("according to") => ("told.plain", String::new()),
            // A count of losses beside those that somebody gave: whose word it is, nobody says.
            None if self.is_unsourced_toll() => ("told.unsourced", String::new()),
            None if again => ("told.again", String::new()),
            None => ("told", String::new()),
        };
        let text = worded(
            key,
            turn,
            &[
                ("clause", clause.as_str()),
                ("clause_within", clause_within.as_str()),
                ("speaker", speaker.as_str()),
                ("outlet", outlet.as_str()),
            ],
        );
        Some(Draft { text: tidy(&text), span })
    }

    /// "confirmed that" becomes "said that": what a party says is not confirmed by its saying so.
    fn neutrally(&self, clause: &str) -> String {
        let mut out = clause.to_string();
        for cue in self.claims.iter().flat_map(|(_, c)| &c.said_by).filter(|v| v.value.made).filter_map(|v| v.value.cue.as_deref()) {
            let told = format!(" {cue} that ");
            if (any("confirmed", cue) || any("loaded-verb", cue)) && quotations(&out).iter().all(|(s, e)| !out[*s..*e].contains(&told)) {
                out = out.replacen(&told, " said that ", 1);
            }
        }
        out
    }

    /// Officers of a state with their country ("Karsk Deputy Defence Minister Mila Radzin").
    fn with_offices(&self, material: &Material, clause: &str) -> String {
        let mut out = clause.to_string();
        let named = |c: &'m Claim| c.actor.iter().chain(&c.target).map(|a| &a.value).chain(c.said_by.iter().map(|v| &v.value.actor));
        for actor in self.claims.iter().flat_map(|(_, c)| named(c)) {
            let Some(role) = actor.role.as_deref().map(folded) else {
                out = material.with_country(&self.source.row.article.id, &out, actor);
                continue;
            };
            let full = with_title(&material.office(&self.source.row.article.id, &role, actor), &actor.name);
            for short in [format!("{role} {}", actor.name), format!("the {role}, {},", actor.name)] {
                if short != full && !out.contains(&full) {
                    out = out.replacen(&short, &full, 1);
                }
            }
        }
        out
    }

    /// The content and the speaker of a clause that ends in "according to" and a speaker's name.
    fn according_to(&self, material: &Material, clause: &str) -> Option<(String, String)> {
        let (content, name) = clause.rsplit_once(", according to ")?;
        let voice = self.claims.iter().filter_map(|(_, c)| c.said_by.first()).find(|v| folded(&v.value.actor.text) == name)?;
        let actor = voice.clone().map(|v| v.actor);
        let speaker = material.called(&self.source.row.article.id, &actor)?;
        let speaker = material.with_office(&self.source.row.article.id, &speaker, &actor.value).unwrap_or(speaker);
        Some((content.to_string(), speaker))
    }

    /// Who says so, where the clause itself does not name them.
    fn speaker(&self, material: &Material, clause: &str) -> Option<String> {
        let mut claims: Vec<&Claim> = self.claims.iter().map(|(_, c)| c).collect();
        claims.sort_by_key(|c| std::cmp::Reverse(stand(c).weight));
        claims.iter().filter_map(|c| c.said_by.first()).find_map(|voice| self.untold(material, clause, voice))
    }

    /// Whether it counts losses of those who fight and names nobody who counted them.
    fn is_unsourced_toll(&self) -> bool {
        self.claims.iter().all(|(_, c)| c.said_by.iter().all(|v| v.value.voice_type == VoiceType::Author))
            && self.claims.iter().any(|(_, c)| is_loss_of_fighters(c) && c.quantity.is_some())
    }

    fn untold(&self, material: &Material, clause: &str, voice: &Grounded<Voice>) -> Option<String> {
        let name = material.called(&self.source.row.article.id, &voice.clone().map(|v| v.actor))?;
        let told = begins_with_preposition(&name)
            || !PRONOUNS.contains(&first_word(&voice.value.actor.text).as_str()) && clause.contains(&folded(&voice.value.actor.text))
            || clause.contains(&name)
            || self.source.outlet().contains(&voice.value.actor.name);
        (!told && !is_first_person(&name)).then(|| name.trim_end_matches(',').to_string())
    }

    /// `Meridian Press wrote: “…”`, where nothing else would be sound English.
    fn quoting(&self, setting: &Setting<'_>) -> Option<Draft> {
        let span = without_dateline(setting.body, whole_sentence(setting.body, self.cover)?);
        let raw = span.slice(setting.body);
        let words = raw.split_whitespace().count();
        if !(6..=LONGEST).contains(&words) || !is_clause(raw) || self.weight < 3 {
            return None;
        }
        let pronoun = PRONOUNS.contains(&first_word(raw).as_str());
        let voices = self.claims.iter().flat_map(|(_, c)| &c.said_by).map(|v| v.clone().map(|v| v.actor));
        let actors: Vec<_> = self.claims.iter().filter_map(|(_, c)| c.actor.clone()).chain(voices).collect();
        let subject = || actors.iter().find(|a| a.span().is_some_and(|s| s.start() == span.start()));
        let of = if pronoun { subject().and_then(|a| named(setting.body, a)).map(|n| n.trim_end_matches(',').to_string()) } else { None };
        let key = if of.is_some() { "quoted.of" } else { "quoted" };
        let text = worded(
            key,
            0,
            &[
                ("outlet", self.source.outlet().as_str()),
                ("speaker", of.as_deref().unwrap_or("")),
                // What stands in quotation marks is the source's, word for word.
                ("quote", quoted(raw).as_str()),
            ],
        );
        Some(Draft { text: tidy(&text), span })
    }

    /// Persons that its claims name, with their roles: two words, known to `actors/` or named in full.
    pub fn people(&self, material: &Material) -> Vec<(String, Option<String>)> {
        let voices = self.claims.iter().flat_map(|(_, c)| &c.said_by).map(|v| &v.value.actor);
        let actors = self.claims.iter().filter_map(|(_, c)| c.actor.as_ref()).map(|a| &a.value);
        let person = |a: &&Actor| {
            a.name.split(' ').count() == 2
                && a.name.split(' ').all(|w| w.starts_with(char::is_uppercase))
                && (a.role.is_some() || a.entity.is_some())
                && !is_body(&a.name)
        };
        let common = |a: &&Actor| a.name.split(' ').any(|w| material.small_words.contains(&w.to_lowercase()));
        let with_role = |a: &Actor| {
            let role = a.role.as_ref().map(|r| folded(r));
            // With its country first, which the shorter form is a part of.
            [role.as_ref().map(|r| material.office(&self.source.row.article.id, r, a)), role].map(|role| (a.name.clone(), role))
        };
        voices.chain(actors).filter(person).filter(|a| a.name != self.source.outlet() && !common(a)).flat_map(with_role).collect()
    }

    /// Ids of its claims within a span.
    pub fn claims_in(&self, span: Span) -> Vec<String> {
        let mut ids: Vec<String> = self.claims.iter().filter(|(_, c)| span.contains(c.mention.span)).map(|(id, _)| id.clone()).collect();
        ids.sort();
        ids.dedup();
        ids
    }
}

/// The section of a sentence: words apart from deeds, whatever else stands in it.
fn part(claims: &[&Claim], heaviest: &Claim) -> Option<Part> {
    let unsaid = |c: &&&Claim| c.kind == Kind::Statement && c.polarity == Polarity::Neg;
    if claims.iter().any(|c| unsaid(&c)) && stand(heaviest).weight < 3 {
        return None;
    }
    // "He did not name the pilot": what was not done and is no event is no news.
    if heaviest.polarity == Polarity::Neg && heaviest.predicate.starts_with("act.") && heaviest.event.is_none() {
        return None;
    }
    if claims.iter().any(|c| is_only_words(c)) {
        return Some(Part::Statements);
    }
    // Blame, denials, demands and threats are words, whatever they speak of.
    let is_speech_act =
        |c: &&Claim| c.event.as_ref().is_some_and(|e| ["ACCUSE", "REJECT", "REQUEST", "THREATEN"].contains(&e.plover_type.as_str()));
    if claims.iter().any(is_speech_act) {
        return Some(Part::Statements);
    }
    if heaviest.kind == Kind::Assessment && heaviest.polarity == Polarity::Neg && heaviest.likelihood.is_none() {
        return Some(Part::Statements);
    }
    if matches!(heaviest.modality, Modality::Forecast | Modality::Hypothetical) || heaviest.kind == Kind::Assessment {
        return Some(Part::Outlook);
    }
    if claims.iter().any(|c| c.polarity == Polarity::Neg && c.kind != Kind::Statement) {
        return Some(Part::Statements);
    }
    let said = || claims.iter().any(|c| c.kind == Kind::Statement).then_some(Part::Statements);
    let seen = || claims.iter().any(|c| is_of_witnesses(c)).then_some(Part::Areas);
    stand(heaviest).part.or_else(seen).or_else(said)
}

/// Whether people who were there tell what happened, not what they fear or want.
fn is_of_witnesses(claim: &Claim) -> bool {
    let words = |text: &str| text.to_lowercase().split(|c: char| !c.is_alphabetic()).map(str::to_string).collect::<Vec<_>>();
    let who = claim.actor.as_ref().map(|a| words(&a.value.text)).unwrap_or_default();
    let what = claim.object.as_ref().map(|o| o.value.to_lowercase()).unwrap_or_default();
    let saw = crate::tables::witnesses().any(|w| who.iter().any(|have| have == w));
    claim.kind == Kind::Statement && claim.polarity == Polarity::Pos && saw && !any("intent", &what) && !any("hedge", &what)
}
