//! Turns a read text into claims: who did what to whom, where, when, how much, how sure, and who says so.
//!
//! Guarantees: a pure function of article, document and knowledge; reading never fails; every field slices back to its words or says
//! that it is implied; claims come in order of the text. Knowledge is data: `ontology/`, `lexicons/`, `actors/`.
//! Does not judge across articles: that is `tacitus-linking`.

mod actors;
mod ahead;
mod backdrop;
mod clause;
mod described;
mod garbled;
mod kinds;
mod lexicon;
mod local_time;
mod mend;
mod named_time;
mod ontology;
mod origin_day;
pub mod petrarch;
mod phrase;
mod places;
mod probe;
mod quantity;
mod quotation;
mod sighting;
mod standing;
pub mod sureness;
mod table;
mod toponym;
mod when_where;
mod who;

use std::collections::BTreeSet;

use tacitus_calendar::Story;
use tacitus_gazetteer::{Context, Gazetteer};
use tacitus_record::{
    Actor, Article, BlockKind, Claim, Factuality, Grounded, Kind, Note, Place, PlacePrecision, Reading, Span, Style, Voice, VoiceType,
    claim_id,
};
use tacitus_text::{Document, Sentence, Upos};

pub use actors::{Actors, Entity, NameUse, Office};
pub use clause::is_predicate;
pub use lexicon::Lexicon;
pub use ontology::{Counter, EventType, Example, Frame, Ontology};
pub use probe::{Reach, ReachKind};

use sighting::{About, Sighting};
use who::{Discourse, Scene};

/// Everything the reader knows, loaded once and shared by all threads.
pub struct Knowledge {
    /// What words mean for a claim.
    pub lexicon: Lexicon,
    /// Which words report which event.
    pub ontology: Ontology,
    /// Actors by name.
    pub actors: Actors,
    /// Places by name.
    pub gazetteer: Gazetteer,
    /// Which claims are too likely misread to be told.
    pub sureness: sureness::Sureness,
}

/// Reads documents into claims.
pub struct Reader {
    knowledge: Knowledge,
    id: String,
}

impl Reader {
    /// A reader over the shipped knowledge, `gazetteer`, and the user's own actors (the text of an `actors.toml`).
    ///
    /// # Errors
    /// Says which file and line cannot be used and what to mend; with shipped files alone it never fails.
    pub fn new(gazetteer: Gazetteer, user_actors: Option<&str>) -> Result<Reader, String> {
        let (lexicon, ontology, sureness) = (Lexicon::shipped()?, Ontology::shipped()?, sureness::Sureness::shipped()?);
        let knowledge = Knowledge { lexicon, ontology, actors: Actors::load(user_actors)?, gazetteer, sureness };
        let id = identity(&knowledge, user_actors);
        Ok(Reader { knowledge, id })
    }

    /// The same reader, telling also what is more likely misread than not: for fitting [`sureness`] and for measuring it.
    pub fn telling_all(mut self) -> Reader {
        self.knowledge.sureness = self.knowledge.sureness.telling_all();
        self
    }

    /// Identifies rules and knowledge: 16 hex digits; another id means that re-reading may give other claims.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What it knows.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// The outlet of an article, where it is known as an actor: who "we" and "our reporter" are.
    pub fn outlet_as_actor(&self, article: &Article) -> Option<Actor> {
        let outlet = article.outlet.as_deref()?;
        self.knowledge.actors.named(outlet).map(|(entity, _)| who::of_entity(entity))
    }

    /// Reads one article. `document` must have been made from its body.
    pub fn read(&self, article: &Article, document: &Document) -> Reading {
        // Text in capitals is read as it would stand in running print; the spans are the same.
        let recased = document.recased.as_ref().map(|text| Article { text: text.clone(), ..article.clone() });
        let article = recased.as_ref().unwrap_or(article);
        let mut reading = Reading { sentences: document.sentences.len() as u32, ..Reading::default() };
        for &(span, why) in &document.unread {
            reading.notes.push(Note { code: "N001", span: Some(span), hint: format!("not read: {why}") });
        }
        if article.published.is_none() && !document.sentences.is_empty() {
            let hint = "no publication date: relative dates stay text; give one with --published".to_string();
            reading.notes.push(Note { code: "N002", span: None, hint });
        }
        let subject = Subject::of(&self.knowledge, article, document);
        if let Some(domain) = subject.domain {
            reading.notes.push(Note { code: "N003", span: None, hint: format!("about {domain}: conflict words are taken figuratively") });
        }
        let author = self.outlet_as_actor(article);
        let mut discourse = Discourse::new(author);
        let quotations = quotation::quotations(article);
        let mut story = Story::default();
        let mut claims = kinds::provenance::of_article(article);
        let mut aside = Aside::default();
        let mut before: Vec<Claim> = Vec::new();
        for (number, sentence) in document.sentences.iter().enumerate() {
            if sentence.block == BlockKind::Credit || sentence.tokens.is_empty() {
                continue;
            }
            let sentence = mend::mend(&self.knowledge, sentence);
            if let Some(quotation) = quotation::around(&quotations, &sentence) {
                let voice = quotation::speaker(&self.knowledge, article, document, quotation, &discourse);
                let mark = voice.as_ref().and_then(Grounded::span).unwrap_or(quotation::opening(quotation, &article.text));
                discourse = discourse.quoting(number, mark, voice.map(|v| v.value.actor));
            }
            let scene = Scene::new(&self.knowledge, &article.text, &sentence, number, &discourse);
            let found = self.sentence(&scene, article, &subject, &mut story, &before, &mut aside);
            claims.extend(found.iter().cloned());
            before = found;
            discourse = discourse.clone().after(&scene);
        }
        backdrop::fill(&self.knowledge, article, document, &aside.staged, &mut claims);
        if aside.elsewhere > 0 {
            let hint = format!("{} sentences on sport, film, nature or accidents, without violence: not read for claims", aside.elsewhere);
            reading.notes.push(Note { code: "N004", span: None, hint });
        }
        for &span in &aside.unsure {
            let hint = "what was read here is not told: too likely misread".to_string();
            reading.notes.push(Note { code: "N006", span: Some(span), hint });
        }
        local_time::settle(&mut claims);
        origin_day::mark(article, &mut claims);
        reading.claims = once_each(article, claims);
        garbled::check(&self.knowledge, article, document, &mut reading);
        reading
    }

    /// The signs by which [`sureness`] weighs each claim of a reading, in their order.
    pub fn signs(&self, document: &Document, claims: &[Claim]) -> Vec<Vec<sureness::Sign>> {
        let mended = |number: u32| document.sentences.get(number as usize).map(|s| mend::mend(&self.knowledge, s));
        claims.iter().map(|c| mended(c.mention.sentence).map_or_else(Vec::new, |s| sureness::signs(&s, c))).collect()
    }

    /// The claims of one sentence. `before` are those of the sentence before it; its places of happenings go into `aside`.
    fn sentence(
        &self,
        scene: &Scene,
        article: &Article,
        subject: &Subject,
        story: &mut Story,
        before: &[Claim],
        aside: &mut Aside,
    ) -> Vec<Claim> {
        let anchor = origin_day::anchor(article);
        let sight = Sighting::new(
            scene,
            &article.id,
            clause::clauses(scene.sentence),
            when_where::times(scene, anchor, story),
            places::places(scene, &subject.context),
            About { armed: subject.armed, opinion: subject.opinion, published: anchor },
        );
        // "2025 election protests": a heading names a matter and claims nothing.
        let last = scene.sentence.tokens.last().map(|t| t.form.as_str());
        let ended = matches!(last, Some("." | "!" | "?" | "…" | "”" | "\"" | "'" | "’" | ":" | ")"));
        if sight.clauses.is_empty() && !ended
            || matches!(last, Some("+" | "-" | "–" | "—" | "--")) && scene.sentence.tokens.len() <= 10
            || last == Some("+")
        {
            return Vec::new();
        }
        // Dreams, plays and war games tell of nothing that happened. Sport, film, nature and accident are no conflict; a sentence that also tells of violence is read.
        let heard = scene.sentence.gists.iter().any(|g| g.event_margin > SURE_OF_CONFLICT);
        if sight.fiction
            || (sight.pastime && !(sight.armed_sentence() && sight.hurts()) && !heard)
            || (sight.disaster && sight.hurts() && !sight.violent_sentence())
        {
            aside.elsewhere += 1;
            return Vec::new();
        }
        let fine = |p: &Place| p.gazetteer_id.is_some() && !matches!(p.precision, PlacePrecision::Country | PlacePrecision::Region);
        let happens = sight.places.iter().filter(|p| fine(&p.value.value) && sight.is_location(p));
        aside.staged.extend(happens.map(|p| (scene.number, p.value.value.clone())));
        // What is only advised did not happen.
        let advised = kinds::judgement::recommendations(&sight);
        let advice: BTreeSet<usize> = advised.iter().flat_map(|(_, tokens)| tokens.iter().copied()).collect();
        let mut events = if subject.domain.is_some() { Vec::new() } else { kinds::event::find(&sight) };
        events.retain(|(_, tokens)| tokens.iter().all(|i| !advice.contains(i)));
        // Words of holding say more than what a verb beside them may mean ("the town fell to the rebels"); a frame of taking says it already.
        let mut held = if subject.domain.is_some() { Vec::new() } else { kinds::holding::by_its_words(&sight) };
        let cue_token = |c: &Claim| scene.sentence.tokens.iter().position(|t| Some(t.span) == c.mention.cue);
        let framed: BTreeSet<usize> = events.iter().filter(|(c, _)| c.kind == Kind::Control).filter_map(|(c, _)| cue_token(c)).collect();
        held.retain(|c| cue_token(c).is_none_or(|i| !framed.contains(&i)));
        let taken: BTreeSet<usize> = held.iter().filter_map(cue_token).collect();
        events.retain(|(c, _)| cue_token(c).is_none_or(|i| !taken.contains(&i)));
        let mut used: Vec<usize> = events.iter().flat_map(|(_, tokens)| tokens.iter().copied()).collect();
        let losses = if subject.domain.is_some() { Vec::new() } else { kinds::loss::find(&sight, &events) };
        let cue = |c: &Claim| scene.sentence.tokens.iter().position(|t| Some(t.span) == c.mention.cue);
        // A counted loss carries its deed's code: the deed is not told twice. One told by a noun ("blamed for 800 deaths") is another matter.
        let by_verb = |c: &&Claim| c.event.is_some() || c.mention.rules.first().is_some_and(|rule| rule == kinds::loss::BY_VERB);
        let lost: BTreeSet<usize> = losses.iter().filter(by_verb).filter_map(cue).collect();
        let mut claims: Vec<Claim> =
            events.into_iter().filter(|(c, _)| cue(c).is_none_or(|i| !lost.contains(&i))).map(|(c, _)| c).collect();
        used.extend(&lost);
        claims.extend(losses);
        used.extend(&taken);
        claims.extend(held);
        used.extend(&advice);
        claims.extend(advised.into_iter().map(|(c, _)| c));
        for (found, take) in [
            (kinds::role::find(&sight), false),
            (kinds::speech::statements(&sight, &used), true),
            (kinds::speech::framings(&sight), true),
            (kinds::conditional::conditionals(&sight), true),
            (kinds::permission::permissions(&sight, &used), true),
        ] {
            if take {
                // What a condition hangs on may be judged for itself as well: "is very likely if …", "is a failure even if …".
                let judged = |c: &Claim| c.kind == Kind::Conditional && (subject.opinion || c.likelihood.is_some());
                used.extend(found.iter().filter(|c| !judged(c)).filter_map(cue));
            }
            // "called the refusal a second crime": the naming tells it, and no event of the same verb.
            let named: BTreeSet<usize> =
                found.iter().filter(|c| c.kind == Kind::Framing && c.predicate == "call").filter_map(cue).collect();
            // "designated the front a terrorist group" does something to it as well.
            let deed = |c: &Claim| c.event.as_ref().is_some_and(|e| e.plover_type == "SANCTION");
            claims.retain(|c| c.kind != Kind::Event || deed(c) || cue(c).is_none_or(|i| !named.contains(&i)));
            claims.extend(found);
        }
        let judged = kinds::judgement::assessments(&sight, &used);
        used.extend(judged.iter().filter_map(cue));
        claims.extend(judged);
        used.extend(claims.iter().filter(|c| c.kind == Kind::Role).filter_map(cue));
        if subject.opinion {
            let held = kinds::judgement::opinions(&sight, &used);
            used.extend(held.iter().filter_map(cue));
            claims.extend(held);
        }
        if subject.opinion {
            let shown = kinds::character::find(&sight, &used);
            used.extend(shown.iter().filter_map(cue));
            claims.extend(shown);
        }
        used.extend(claims.iter().filter(|c| c.kind == Kind::Conditional).filter_map(cue));
        let under = kinds::holding::find(&sight, &used);
        used.extend(under.iter().filter_map(cue));
        claims.extend(under);
        let mut stated = kinds::state::find(&sight, &used);
        // "We attacked with everything we had": on the sports page no deed has a code.
        if subject.domain.is_some() {
            stated.iter_mut().for_each(|c| c.event = None);
        }
        used.extend(stated.iter().filter_map(cue));
        claims.extend(stated);
        let threats = kinds::warning::find(&sight, &mut claims);
        claims.extend(threats);
        claims.extend(kinds::number::find(&sight, &claims));
        let related = kinds::relation::find(&sight, &claims, before, &used);
        claims.extend(related);
        let denials = kinds::denial::afterthoughts(&sight, &mut claims);
        claims.extend(denials);
        claims.extend(kinds::relation::located(&sight));
        claims.extend(kinds::relation::alliances(&sight));
        let members = kinds::membership::find(&sight);
        let told: BTreeSet<usize> = members.iter().filter_map(cue).collect();
        claims.retain(|c| c.kind != Kind::State || cue(c).is_none_or(|i| !told.contains(&i)));
        claims.extend(members);
        claims.extend(kinds::relation::stipulations(&sight));
        claims.extend(kinds::provenance::hearsay(&claims, scene.body));
        if let Some((speaker, mark)) = scene.quoted_speaker() {
            for claim in
                claims.iter_mut().filter(|c| c.said_by.is_empty() && !matches!(c.kind, Kind::Role | Kind::Provenance | Kind::Statement))
            {
                let voice = Voice { actor: speaker.clone(), voice_type: VoiceType::Named, cue: None, style: Style::Direct, made: true };
                let certain = claim.factuality.last().map_or(Factuality::CertainPos, |(_, value)| *value);
                claim.factuality = vec![("author".to_string(), Factuality::Uncommitted), (speaker.name.clone(), certain)];
                claim.said_by.push(Grounded::at(voice, mark));
                claim.mention.rules.push("quoted without a tag: the last speaker".to_string());
            }
        }
        kinds::aftermath::complete(&sight, &mut claims);
        claims.iter_mut().for_each(ahead::own_plan);
        let toponyms = toponym::toponyms(scene, &sight.places);
        claims.iter_mut().for_each(|claim| toponym::keep(claim, &toponyms));
        claims.retain(|c| c.spans().iter().all(|(_, s)| !s.is_empty()));
        let (told, unsure) = claims.into_iter().partition(|c| self.knowledge.sureness.tells(scene.sentence, c));
        claims = told;
        aside.unsure.extend(unsure.iter().map(|c: &Claim| c.mention.span));
        aside
            .staged
            .extend(claims.iter().filter_map(|c| c.place.as_ref()).filter(|p| fine(&p.value)).map(|p| (scene.number, p.value.clone())));
        claims.sort_by_key(|c| (c.mention.span, c.kind));
        claims
    }
}

/// Margin from which the encoder's event keeps a sentence from being left aside for a word of sport or film.
const SURE_OF_CONFLICT: f32 = 5.0;

/// What is gathered beside the claims while an article is read.
#[derive(Default)]
struct Aside {
    /// Places where things are told to happen.
    staged: Vec<backdrop::Staged>,
    /// Sentences about something else than conflict, left unread.
    elsewhere: u32,
    /// The words of what was read and is too likely misread to be told.
    unsure: BTreeSet<Span>,
}

/// What an article is about, as far as reading needs it.
struct Subject {
    /// Whether armed conflict is its matter.
    armed: bool,
    /// Whether it is somebody's analysis rather than a report: its plain sentences are judgements of the author.
    opinion: bool,
    /// The domain that makes its conflict words figurative, if one does.
    domain: Option<&'static str>,
    /// Votes for countries and regions.
    context: Context,
}

impl Subject {
    fn of(knowledge: &Knowledge, article: &Article, document: &Document) -> Subject {
        let lexicon = &knowledge.lexicon;
        let mut armed = 0usize;
        let mut domains: std::collections::BTreeMap<&'static str, usize> = std::collections::BTreeMap::new();
        let mut names: Vec<&str> = Vec::new();
        for sentence in document.sentences.iter().filter(|s| s.block != BlockKind::Credit) {
            names.extend(places::place_names(sentence, &article.text));
            names.extend(nationalities(knowledge, sentence, &article.text));
            let forms: Vec<String> = sentence.tokens.iter().map(|t| t.form.to_lowercase()).collect();
            let lemmas: Vec<String> = sentence.tokens.iter().map(|t| t.lemma.to_lowercase()).collect();
            for start in 0..forms.len() {
                if let Some((_, cue)) = lexicon.figurative.longest_at(&forms, start)
                    && !cue.cancels
                    && matches!(cue.domain, "sport" | "film" | "business")
                {
                    *domains.entry(cue.domain).or_default() += 1;
                }
                let sector = lexicon.forces.get(&lemmas[start]).or_else(|| lexicon.forces.get(&forms[start]));
                let fights = sector.is_some_and(|s| matches!(*s, "MIL" | "REB"));
                armed += usize::from(fights)
                    + usize::from(lexicon.weapons.longest_at(&lemmas, start).is_some())
                    + usize::from(lexicon.casualty(&lemmas[start], "verb").is_some_and(|s| matches!(s, "killed" | "wounded")));
            }
        }
        let sentences = document.sentences.len().max(1);
        let domain = domains
            .into_iter()
            .filter(|(_, n)| (*n >= 2 || sentences <= 2) && *n * 3 >= sentences && *n >= armed)
            .max_by_key(|(_, n)| *n)
            .map(|(d, _)| d);
        let opinion = is_opinion(knowledge, article, document);
        Subject { opinion, armed: armed >= 2 && domain.is_none(), domain, context: Context::from_names(&knowledge.gazetteer, &names) }
    }
}

/// An author's note that names a scholar or commentator, or more judging than reporting.
fn is_opinion(knowledge: &Knowledge, article: &Article, document: &Document) -> bool {
    let lexicon = &knowledge.lexicon;
    let credit = article.blocks.iter().filter(|b| b.kind == BlockKind::Credit).map(|b| b.span.slice(&article.text).to_lowercase());
    let scholar = credit.flat_map(|text| {
        let words: Vec<String> = text.split(|c: char| !c.is_alphanumeric()).map(str::to_string).collect();
        words.into_iter().filter(|w| lexicon.commentators.get(w).is_some()).collect::<Vec<_>>()
    });
    let (mut judging, mut reporting) = (0usize, 0usize);
    for sentence in document.sentences.iter().filter(|s| s.block == BlockKind::Paragraph) {
        for token in &sentence.tokens {
            let lemma = token.lemma.to_lowercase();
            match token.upos {
                Upos::Aux => {
                    judging += usize::from(matches!(lemma.as_str(), "may" | "might" | "could" | "should" | "must" | "would" | "will"))
                }
                Upos::Adj | Upos::Adv => {
                    judging += usize::from(
                        lexicon.judgements.get(&lemma).is_some() || lexicon.hedges.get(&lemma).is_some_and(|h| h.band.is_some()),
                    );
                }
                Upos::Verb => {
                    reporting += usize::from(token.xpos == "VBD" && lexicon.reporting_verbs.get(&lemma).is_some_and(|r| r.class == "say"));
                }
                _ => {}
            }
        }
    }
    scholar.count() > 0 && judging > reporting
}

fn nationalities<'a>(knowledge: &Knowledge, sentence: &Sentence, body: &'a str) -> Vec<&'a str> {
    let adjectives = sentence.tokens.iter().filter(|t| t.form.starts_with(char::is_uppercase));
    adjectives.map(|t| t.span.slice(body)).filter(|w| knowledge.gazetteer.country_of_demonym(w).is_some()).collect()
}

/// Drops what says the same on overlapping words twice; repeated titles are told once an article.
fn once_each(article: &Article, claims: Vec<Claim>) -> Vec<Claim> {
    let mut seen: BTreeSet<(String, Option<usize>)> = BTreeSet::new();
    let mut kept: Vec<Claim> = Vec::with_capacity(claims.len());
    for claim in claims {
        let place = (claim.kind != Kind::Role && claim.predicate != "located_in").then(|| claim.mention.span.start());
        if seen.insert((claim_id(&claim, article), place)) {
            kept.push(claim);
        }
    }
    kept.sort_by_key(|c| (c.mention.span.start(), c.mention.span.end(), c.kind));
    kept
}

fn identity(knowledge: &Knowledge, user_actors: Option<&str>) -> String {
    let mut text = knowledge.lexicon.fingerprint();
    for (_, file) in ontology::FILES.iter().chain(actors::FILES) {
        text.push_str(file);
    }
    text.push_str(user_actors.unwrap_or(""));
    text.push_str(env!("CARGO_PKG_VERSION"));
    tacitus_record::fingerprint(&text)
}
