//! Draws incidents, the claims that are made of them and the articles that make those, day by day over three years.

use std::collections::VecDeque;

use tacitus_ledger::ReadArticle;
use tacitus_record::{
    Article, Block, BlockKind, Bound, Claim, DateEvidence, Day, EventCode, Grounded, Kind, Mention, Moment, Polarity, PublishedDate,
    Quantity, Reading, Scope, Span, Style, Voice, VoiceType, article_id,
};

use crate::world::{Dice, World};

/// Claims that one incident has at the most.
const MOST_TOLD: f64 = 150.0;
/// Claims of one article, about.
const CLAIMS_IN_ARTICLE: usize = 12;
/// Days after which something is reported at the latest.
const LATEST: usize = 12;
/// Days of the ledger.
pub const DAYS: i32 = 1_096;

/// How one kind of claim is told: kind, predicate, PLOVER type, verb, what is counted.
type Telling = (Kind, &'static str, Option<&'static str>, &'static str, Option<&'static str>);
const TELLINGS: &[Telling] = &[
    (Kind::Event, "assault.shell", Some("ASSAULT"), "shelled", None),
    (Kind::Event, "assault.raid", Some("ASSAULT"), "raided", None),
    (Kind::Loss, "loss.killed", Some("ASSAULT"), "killed", Some("killed")),
    (Kind::Loss, "loss.wounded", Some("ASSAULT"), "wounded", Some("wounded")),
    (Kind::Event, "protest.demonstrate", Some("PROTEST"), "protested against", Some("marched")),
    (Kind::Event, "coerce.detain", Some("COERCE"), "detained", Some("detained")),
    (Kind::Event, "mobilize.deploy", Some("MOBILIZE"), "moved troops against", None),
    (Kind::Control, "control.take", None, "took ground from", None),
    (Kind::Statement, "say.report", None, "was accused by", None),
    (Kind::Threat, "threaten.force", Some("THREATEN"), "threatened", None),
    (Kind::Event, "consult.meet", Some("CONSULT"), "met", None),
    (Kind::Event, "aid.send", Some("AID"), "sent aid to", None),
];

/// One happening, as drawn.
#[derive(Clone, Copy)]
struct Happening {
    number: u32,
    day: i32,
    place: u32,
    telling: u8,
    doer: u32,
    target: u32,
    count: u32,
}

/// What one claim says of it.
#[derive(Clone, Copy)]
pub struct Drawn {
    /// Number of its incident.
    pub incident: u32,
    /// Index into [`World::places`]; none where no place is told.
    pub place: Option<u32>,
    /// Index into [`World::bodies`]: doer and target.
    pub sides: (u32, u32),
    /// Index into [`World::speakers`].
    pub speaker: Option<u32>,
    /// The day that is told.
    pub day: i32,
    telling: u8,
    count: u32,
    is_denied: bool,
}

impl Drawn {
    /// Kind and PLOVER type.
    pub fn coded(&self) -> (Kind, Option<&'static str>) {
        let (kind, _, plover, ..) = TELLINGS[self.telling as usize];
        (kind, plover)
    }
}

/// An article as drawn: what was read in it, and what each of its claims is of.
pub struct Written {
    pub read: ReadArticle,
    pub drawn: Vec<Drawn>,
    /// Day of publication.
    pub day: i32,
    /// Id of the article that it copies.
    pub copy_of: Option<String>,
}

/// Draws articles day by day.
pub struct Newsroom {
    dice: Dice,
    pub world: World,
    first: Day,
    today: i32,
    incidents: u32,
    per_day: f64,
    /// What will be reported today and on the days after.
    waiting: VecDeque<Vec<Drawn>>,
    copies: VecDeque<Vec<Written>>,
}

impl Newsroom {
    /// A newsroom whose articles make about so many claims in all.
    pub fn new(seed: u64, claims: usize) -> Newsroom {
        let mut dice = Dice::new(seed);
        let world = World::new(&mut dice);
        Newsroom {
            world,
            dice,
            first: Day::new(2029, 1, 1).unwrap_or(Day::from_number(0)),
            today: 0,
            incidents: 0,
            // Four claims of an incident, on average; the war grows to twice what it was.
            per_day: claims as f64 / 4.0 / f64::from(DAYS),
            waiting: VecDeque::new(),
            copies: VecDeque::new(),
        }
    }

    /// The day with that number.
    pub fn day(&self, number: i32) -> Day {
        self.first.plus(number)
    }

    /// The articles of the next day; none after the last day.
    pub fn next_day(&mut self) -> Option<Vec<Written>> {
        if self.today >= DAYS {
            return None;
        }
        self.waiting.resize_with(LATEST + 1, Vec::new);
        self.copies.resize_with(LATEST + 1, Vec::new);
        let growth = 0.67 + 0.66 * f64::from(self.today) / f64::from(DAYS);
        for _ in 0..(self.per_day * growth).round() as usize {
            self.happen();
        }
        let mut told = self.waiting.pop_front().unwrap_or_default();
        // Neighbours in one article are of one country, mostly of one happening.
        let world = &self.world;
        let country = |d: &Drawn| d.sides.0 as usize * 7 / world.bodies.len().max(1);
        told.sort_by_key(|d| (country(d), d.incident % 61));
        let mut articles = self.copies.pop_front().unwrap_or_default();
        let mut rest = told.as_slice();
        while !rest.is_empty() {
            let some = (CLAIMS_IN_ARTICLE / 2 + self.dice.below(CLAIMS_IN_ARTICLE + 1)).min(rest.len());
            let outlet = self.dice.early(self.world.outlets.len());
            let article = self.write(&rest[..some], outlet, None);
            if self.dice.hits(0.25) {
                let later = self.dice.below(3);
                let other = self.dice.below(self.world.outlets.len());
                let root = article.read.article.id.clone();
                let copy = self.write_on(self.today + 1 + later as i32, &rest[..some], other, Some(root), &article.read.article);
                if copy.read.article.id != article.read.article.id {
                    self.copies[later].push(copy);
                }
            }
            articles.push(article);
            rest = &rest[some..];
        }
        self.today += 1;
        Some(articles)
    }

    /// Something happens today, and is told by some in the days to come.
    fn happen(&mut self) {
        let place = self.dice.early(self.world.places.len()) as u32;
        // Names of one country lie together; bodies of the place's own country act most.
        let own = place as usize * self.world.bodies.len() / self.world.places.len();
        let doer = if self.dice.hits(0.8) { own / 6 * 6 + self.dice.below(6) } else { self.dice.early(self.world.bodies.len()) };
        let happening = Happening {
            number: self.incidents,
            day: self.today,
            place,
            telling: self.dice.early(TELLINGS.len()) as u8,
            doer: doer as u32,
            target: self.dice.early(self.world.bodies.len()) as u32,
            count: 1 + (self.dice.share().powf(3.0) * 60.0) as u32,
        };
        self.incidents += 1;
        let told = (1.0 - self.dice.share()).powf(-0.755).min(MOST_TOLD).ceil() as usize;
        for number in 0..told {
            let drawn = self.claim(&happening, number);
            // Some claims are made by two articles that did not copy each other.
            for _ in 0..=usize::from(self.dice.hits(0.06)) {
                let delay = if self.dice.hits(0.7) { 0 } else { self.dice.below(LATEST) };
                self.waiting[delay].push(drawn);
            }
        }
    }

    fn claim(&mut self, happening: &Happening, number: usize) -> Drawn {
        let Happening { number: incident, day, place, telling, doer, target, count } = *happening;
        // The toll of one happening is told otherwise by some, and later tellings are of other things about it.
        let telling = if number > 0 && self.dice.hits(0.4) { self.dice.early(TELLINGS.len()) as u8 } else { telling };
        let count = if number > 0 && self.dice.hits(0.5) { count + self.dice.below(40) as u32 } else { count };
        Drawn {
            incident,
            place: self.dice.hits(0.93).then_some(place),
            sides: (doer, if self.dice.hits(0.8) { target } else { self.dice.early(self.world.bodies.len()) as u32 }),
            speaker: (number > 0 || self.dice.hits(0.6)).then(|| self.dice.early(self.world.speakers.len()) as u32),
            day,
            telling,
            count,
            is_denied: number > 0 && self.dice.hits(0.05),
        }
    }

    fn write(&mut self, claims: &[Drawn], outlet: usize, copy_of: Option<String>) -> Written {
        let mut page = Page::default();
        let head = claims.first().map(|c| page_title(&self.world, c)).unwrap_or_default();
        page.paragraph(&head, BlockKind::Title);
        let mut made = Vec::with_capacity(claims.len());
        for (sentence, drawn) in claims.iter().enumerate() {
            if sentence % 4 == 3 {
                page.paragraph(
                    "Roads in the valley stayed closed, and the lines to the coast were down for most of the week.",
                    BlockKind::Paragraph,
                );
            }
            made.push(page.claim(&self.world, drawn, self.first.plus(drawn.day), sentence as u32));
        }
        self.finish(page, made, claims, head, outlet, self.today, copy_of)
    }

    /// A copy of an article, word by word, on a later day.
    fn write_on(&mut self, day: i32, claims: &[Drawn], outlet: usize, copy_of: Option<String>, of: &Article) -> Written {
        let today = std::mem::replace(&mut self.today, day);
        let mut copy = self.write(claims, outlet, copy_of);
        self.today = today;
        copy.read.article.agency_credit = of.outlet.clone();
        copy
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one article")]
    fn finish(
        &self,
        page: Page,
        mut claims: Vec<Claim>,
        drawn: &[Drawn],
        title: String,
        outlet: usize,
        day: i32,
        copy_of: Option<String>,
    ) -> Written {
        let outlet = self.world.outlets[outlet].clone();
        let id = article_id(&page.text, None, Some(&outlet));
        for claim in &mut claims {
            claim.mention.article = id.clone();
        }
        let published = PublishedDate { value: self.day(day), evidence: DateEvidence::Meta, confidence: 80 };
        let article = Article {
            source: format!("{id}.txt"),
            raw_sha256: "00".into(),
            text_sha256: "00".into(),
            title: Some(title),
            outlet: Some(outlet),
            published: Some(published),
            blocks: page.blocks,
            ..Article::of_text(&id, &page.text)
        };
        let sentences = claims.len() as u32 + 3;
        let reading = Reading { claims, notes: Vec::new(), sentences, ungrounded: 0 };
        let read = ReadArticle { article, reading, scope: Scope::In, reader: "rule@drawn".into() };
        Written { read, drawn: drawn.to_vec(), day, copy_of }
    }
}

fn page_title(world: &World, claim: &Drawn) -> String {
    let place = claim.place.map_or("the region", |p| &world.places[p as usize].name);
    format!("{} and {}: the day in {place}", world.bodies[claim.sides.0 as usize].name, world.bodies[claim.sides.1 as usize].name)
}

/// The text of an article while it is written.
#[derive(Default)]
struct Page {
    text: String,
    blocks: Vec<Block>,
}

impl Page {
    fn paragraph(&mut self, words: &str, kind: BlockKind) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(words);
        self.blocks.extend(Span::new(&self.text, start, self.text.len()).map(|span| Block { span, kind }));
    }

    /// Writes a sentence and gives the claim that a reader finds there.
    fn claim(&mut self, world: &World, drawn: &Drawn, day: Day, sentence: u32) -> Claim {
        let (kind, predicate, plover, verb, counted) = TELLINGS[drawn.telling as usize];
        let (doer, target) = (&world.bodies[drawn.sides.0 as usize], &world.bodies[drawn.sides.1 as usize]);
        let place = drawn.place.map(|p| &world.places[p as usize]);
        let speaker = drawn.speaker.map(|s| world.speakers[s as usize].as_str());
        let not = if drawn.is_denied { "never " } else { "" };
        let at = place.map(|p| format!(" in {}", p.name)).unwrap_or_default();
        let many = counted.map(|word| format!(", with {} people {word}", drawn.count)).unwrap_or_default();
        let said = speaker.map(|s| format!(", {s} said")).unwrap_or_default();
        let date = format!("on {day}");
        let words = format!("{} {not}{verb} {}{at} {date}{many}{said}.", doer.name, target.name);
        self.paragraph(&words, BlockKind::Paragraph);
        let start = self.text.len() - words.len();
        let text = &self.text;
        let whole = Span::new(text, start, text.len()).expect("a sentence has an end");
        let find = |what: &str| {
            let from = start + words.find(what).unwrap_or(0);
            Span::new(text, from, from + what.len()).unwrap_or(whole)
        };
        let mention = Mention {
            article: String::new(),
            sentence,
            span: whole,
            cue: Some(find(verb)),
            reader: "rule".into(),
            rules: vec!["drawn by seed".into()],
        };
        let mut claim = Claim::new(kind, predicate, mention);
        claim.event = plover.map(|code| EventCode { plover_type: code.into(), mode: None, aux: vec![], context: vec![] });
        claim.actor = Some(Grounded::at(doer.clone(), find(&doer.name)));
        claim.target = Some(Grounded::at(target.clone(), find(&target.name)));
        claim.place = place.map(|p| Grounded::at(p.clone(), find(&p.name)));
        claim.time = Some(Grounded::at(Moment::on(&date, day, "iso-day"), find(&date)));
        claim.quantity = counted.map(|status| {
            let number = Some(f64::from(drawn.count));
            let quantity = Quantity {
                text: format!("{} people", drawn.count),
                value: number,
                lo: number,
                hi: number,
                unit: "person".into(),
                bound: Bound::Exact,
                of: Some("people".into()),
                status: Some(status.into()),
            };
            Grounded::at(quantity, find(&format!("{} people", drawn.count)))
        });
        if drawn.is_denied {
            claim.polarity = Polarity::Neg;
        }
        claim.said_by = speaker
            .map(|s| {
                let actor = tacitus_record::Actor::unknown(s);
                Grounded::at(
                    Voice { actor, voice_type: VoiceType::Named, cue: Some("said".into()), style: Style::Indirect, made: true },
                    find(s),
                )
            })
            .into_iter()
            .collect();
        claim
    }
}
