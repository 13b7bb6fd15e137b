//! Makes small articles on a visibly fictional conflict, with the claims a reader would find in them.

#![allow(dead_code)]

use tacitus_ledger::{Ledger, ReadArticle};
use tacitus_record::{
    Actor, Article, Bound, Claim, DateEvidence, Day, EventCode, Grounded, Kind, Mention, Moment, Place, PlacePrecision, PublishedDate,
    Quantity, Reading, Scope, Span, Style, Voice, VoiceType, article_id,
};

/// The reader all test readings claim to be by.
pub const READER: &str = "rule@test";

/// One report of losses: enough slots for incidents, copies, numbers and speakers.
#[derive(Clone, Debug)]
pub struct Report {
    pub outlet: &'static str,
    /// Day of May 2031 on which it was published.
    pub day: u32,
    pub town: &'static str,
    pub dead: u32,
    pub doer: &'static str,
    pub speaker: Option<&'static str>,
    /// One of [`COLOURS`].
    pub colour: &'static str,
}

impl Report {
    pub fn text(&self) -> String {
        let said = self.speaker.map(|s| format!(", {s} said")).unwrap_or_default();
        self.colour
            .replace("{doer}", self.doer)
            .replace("{town}", self.town)
            .replace("{dead}", &self.dead.to_string())
            .replace("{said}", &said)
    }

    pub fn read(&self) -> ReadArticle {
        let mut article = article(self.outlet, self.day, &self.text());
        article.title = Some(format!("Shelling of {}", self.town));
        let body = article.text.clone();
        let mut shelled = Claim::new(Kind::Event, "assault.shell", mention(&article, 1, "shelled"));
        shelled.event = Some(EventCode { plover_type: "ASSAULT".into(), mode: Some("aerial".into()), aux: vec![], context: vec![] });
        shelled.actor = Some(Grounded::at(country(self.doer), span(&body, self.doer)));
        shelled.place = Some(Grounded::at(town(self.town), span(&body, self.town)));
        shelled.time = Some(Grounded::at(Moment::on("1 May", may(1), "day-month"), span(&body, "1 May")));
        let mut killed = Claim::new(Kind::Loss, "loss.killed", mention(&article, 2, "killed"));
        killed.quantity = Some(Grounded::at(dead(self.dead), span(&body, &format!("{} people", self.dead))));
        killed.place = Some(Grounded::implied(town(self.town), "same-event"));
        killed.time = Some(Grounded::implied(Moment::on("1 May", may(1), "day-month"), "same-event"));
        if let Some(speaker) = self.speaker {
            for claim in [&mut shelled, &mut killed] {
                claim.said_by.push(Grounded::at(voice(speaker), span(&body, speaker)));
            }
        }
        let reading = Reading { claims: vec![shelled, killed], notes: vec![], sentences: 4, ungrounded: 0 };
        ReadArticle { article, reading, scope: Scope::In, reader: READER.to_string() }
    }
}

pub fn may(day: u32) -> Day {
    Day::new(2031, 5, day).expect("a day of May")
}

pub fn article(outlet: &str, day: u32, text: &str) -> Article {
    Article {
        source: format!("{outlet}.txt"),
        raw_sha256: "00".into(),
        text_sha256: "00".into(),
        outlet: Some(outlet.to_string()),
        published: Some(PublishedDate { value: may(day), evidence: DateEvidence::Meta, confidence: 80 }),
        ..Article::of_text(&article_id(text, None, Some(outlet)), text)
    }
}

pub fn span(body: &str, words: &str) -> Span {
    let start = body.find(words).unwrap_or_else(|| panic!("`{words}` is not in `{body}`"));
    Span::new(body, start, start + words.len()).expect("on character boundaries")
}

pub fn mention(article: &Article, sentence: u32, words: &str) -> Mention {
    let at = span(&article.text, words);
    Mention { article: article.id.clone(), sentence, span: at, cue: Some(at), reader: "rule".into(), rules: vec!["test".into()] }
}

pub fn country(name: &str) -> Actor {
    let code: String = name.chars().take(3).collect::<String>().to_uppercase();
    Actor {
        text: name.into(),
        entity: Some(format!("{code}.MIL")),
        name: name.into(),
        country: Some(code),
        sector: Some("MIL".into()),
        role: None,
    }
}

pub fn voice(name: &str) -> Voice {
    Voice { actor: Actor::unknown(name), voice_type: VoiceType::Named, cue: Some("said".into()), style: Style::Indirect, made: true }
}

pub fn town(name: &str) -> Place {
    let number = name.bytes().map(u32::from).sum::<u32>();
    Place {
        text: name.into(),
        gazetteer_id: Some(format!("user:{number}")),
        name: name.into(),
        lat: Some(f64::from(number) / 100.0),
        lon: Some(f64::from(number) / 50.0),
        precision: PlacePrecision::Settlement,
        radius_km: Some(2.0),
        country: Some("VOS".into()),
        admin1: Some("Lower Vostia".into()),
        candidates: vec![],
    }
}

pub fn dead(number: u32) -> Quantity {
    Quantity {
        text: number.to_string(),
        value: Some(number.into()),
        lo: Some(number.into()),
        hi: Some(number.into()),
        unit: "person".into(),
        bound: Bound::Exact,
        of: Some("people".into()),
        status: Some("killed".into()),
    }
}

/// A ledger in memory with these reports read on one day and linked.
pub fn ledger_of(reports: &[Report]) -> Ledger {
    let mut ledger = Ledger::open_in_memory().expect("memory");
    let known_at = "2031-05-20".parse().expect("a day");
    ledger.record(reports.iter().map(Report::read).collect(), &known_at).expect("recorded");
    ledger.relink(&known_at).expect("linked");
    ledger
}

/// One report in four wordings that share no frame of function words.
pub const COLOURS: [&str; 4] = [
    "The fog had not lifted from the river when, on 1 May, forces of {doer} shelled {town}{said}. {dead} people were killed. The old quarter by \
     the mill is gone, and with it the bridge over which most of us had hoped to leave.",
    "Our correspondent, who has lived here for ten years, counted craters with a neighbour. It was {doer} that shelled us, as it had before, and \
     {town} was left without light from 1 May{said}. At least in one cellar, {dead} people died or were killed outright.",
    "Nobody slept. Trains stood still, schools stayed shut. Guns that belong to {doer} shelled all of 1 May, nearly without a pause; for {town} \
     that made {dead} people who will not come home: killed, says a list nailed to the door of its church{said}.",
    "What follows is put together from calls to hospitals. In {town} doctors speak of {dead} people, every one of whom was killed by splinters. \
     Batteries under the command of {doer} shelled their street. 1 May is the day they give{said}.",
];
