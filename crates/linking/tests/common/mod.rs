//! Makes small articles and claims on a visibly fictional conflict.

#![allow(dead_code)]

use tacitus_linking::{Copies, Linked, Report, copies, link, stories};
use tacitus_record::{
    Actor, Article, Bound, Claim, DateEvidence, Day, EventCode, Grounded, Kind, Mention, Moment, Place, PlacePrecision, PublishedDate,
    Quantity, Span, Style, Voice, VoiceType, claim_id,
};

pub fn may(day: u32) -> Day {
    Day::new(2031, 5, day).expect("a day of May")
}

pub fn article(id: &str, outlet: &str, day: u32, text: &str) -> Article {
    let published = PublishedDate { value: may(day), evidence: DateEvidence::Meta, confidence: 80 };
    Article { outlet: Some(outlet.into()), published: Some(published), ..Article::of_text(id, text) }
}

/// A claim in the making; grounds are all implied, since linking looks only at the mention's span.
pub struct Told(pub Claim);

impl Told {
    /// An attack in a town on a day of May.
    pub fn attack(doer: &str, town: &str, day: u32) -> Told {
        let mut told = Told::bare(Kind::Event, "assault.shell");
        told.0.event = Some(EventCode { plover_type: "ASSAULT".into(), mode: None, aux: vec![], context: vec![] });
        told.by(doer).at(place(town)).on(day)
    }

    /// So many killed in a town on a day of May.
    pub fn killed(number: f64, town: &str, day: u32) -> Told {
        Told::bare(Kind::Loss, "loss.killed").counting(number, Bound::Exact).at(place(town)).on(day)
    }

    /// Who holds a town on a day of May.
    pub fn holds(doer: &str, town: &str, day: u32) -> Told {
        Told::bare(Kind::Control, "hold.place").by(doer).at(place(town)).on(day)
    }

    pub fn bare(kind: Kind, predicate: &str) -> Told {
        let body = "0123456789";
        let span = Span::new(body, 0, 1).expect("inside");
        let mention = Mention { article: String::new(), sentence: 0, span, cue: None, reader: "rule".into(), rules: vec![] };
        Told(Claim::new(kind, predicate, mention))
    }

    pub fn by(mut self, doer: &str) -> Told {
        self.0.actor = Some(Grounded::implied(side(doer), "test"));
        self
    }

    pub fn against(mut self, victim: &str) -> Told {
        self.0.target = Some(Grounded::implied(side(victim), "test"));
        self
    }

    pub fn at(mut self, place: Place) -> Told {
        self.0.place = Some(Grounded::implied(place, "test"));
        self
    }

    pub fn nowhere(mut self) -> Told {
        self.0.place = None;
        self
    }

    pub fn on(mut self, day: u32) -> Told {
        self.0.time = Some(Grounded::implied(Moment::on("a day", may(day), "test"), "test"));
        self
    }

    pub fn undated(mut self) -> Told {
        self.0.time = None;
        self
    }

    pub fn counting(mut self, number: f64, bound: Bound) -> Told {
        let (lo, hi) = match bound {
            Bound::AtMost => (None, Some(number)),
            Bound::AtLeast => (Some(number), None),
            _ => (Some(number), Some(number)),
        };
        let quantity = Quantity {
            text: number.to_string(),
            value: Some(number),
            lo,
            hi,
            unit: "person".into(),
            bound,
            of: None,
            status: Some("killed".into()),
        };
        self.0.quantity = Some(Grounded::implied(quantity, "test"));
        self
    }

    pub fn of(mut self, whom: &str) -> Told {
        let quantity = self.0.quantity.take().expect("a number first");
        self.0.quantity = Some(quantity.map(|q| Quantity { of: Some(whom.into()), ..q }));
        self
    }

    pub fn denied(mut self) -> Told {
        self.0.polarity = tacitus_record::Polarity::Neg;
        self
    }

    pub fn said_by(mut self, name: &str, voice_type: VoiceType) -> Told {
        let actor = if name.len() == 3 { side(name) } else { Actor::unknown(name) };
        let voice = Voice { actor, voice_type, cue: None, style: Style::Indirect, made: true };
        self.0.said_by.push(Grounded::implied(voice, "test"));
        self
    }

    pub fn hedged(mut self, word: &str) -> Told {
        self.0.hedges.push(Grounded::implied(word.into(), "test"));
        self
    }

    pub fn sentence(mut self, number: u32) -> Told {
        self.0.mention.sentence = number;
        self
    }

    pub fn words(mut self, body: &str, words: &str) -> Told {
        let start = body.find(words).expect("the words are in the body");
        self.0.mention.span = Span::new(body, start, start + words.len()).expect("inside");
        self
    }

    /// What it is about: these words, where they first stand in its mention.
    pub fn about(mut self, body: &str, words: &str) -> Told {
        let from = self.0.mention.span.start();
        let start = from + body[from..].find(words).expect("the words are in the mention");
        let span = Span::new(body, start, start + words.len()).expect("inside");
        self.0.object = Some(Grounded::at(words.into(), span));
        self
    }

    /// With guns.
    pub fn with_guns(mut self) -> Told {
        if self.0.event.is_none() {
            self.0.event = Some(EventCode { plover_type: "ASSAULT".into(), mode: None, aux: vec![], context: vec![] });
        }
        self.0.event = self.0.event.map(|e| EventCode { mode: Some("heavy-weapons".into()), ..e });
        self
    }

    /// In other words for the deed.
    pub fn called(mut self, predicate: &str) -> Told {
        self.0.predicate = predicate.into();
        self
    }
}

/// A side by its three-letter code.
pub fn side(code: &str) -> Actor {
    Actor {
        text: code.into(),
        entity: Some(format!("{code}.MIL")),
        name: code.into(),
        country: Some(code.into()),
        sector: Some("MIL".into()),
        role: None,
    }
}

pub fn place(name: &str) -> Place {
    let number = name.bytes().map(u32::from).sum::<u32>();
    Place {
        text: name.into(),
        gazetteer_id: Some(format!("user:{name}")),
        name: name.into(),
        lat: Some(f64::from(number) / 10.0 % 80.0),
        lon: Some(f64::from(number % 97)),
        precision: PlacePrecision::Settlement,
        radius_km: Some(2.0),
        country: Some("VOS".into()),
        admin1: Some("Lower Vostia".into()),
        candidates: vec![],
    }
}

pub fn country(code: &str) -> Place {
    Place {
        gazetteer_id: Some(format!("user:{code}")),
        precision: PlacePrecision::Country,
        radius_km: Some(100.0),
        country: Some(code.into()),
        admin1: None,
        ..place(code)
    }
}

/// Texts without anything in common.
pub const UNLIKE: [&str; 4] = [
    "Fog had not lifted when guns began. The quarter by the mill is gone, and with it the bridge over which most of us had hoped to leave.",
    "Our correspondent counted craters with a neighbour, as she had before. Light went out at nine. There was nothing for it but to wait.",
    "Trains stood still, schools stayed shut, nobody slept. A list nailed to the door of the church names those who will not come home.",
    "This is put together from calls to three hospitals, none of which would let its staff be named for fear of what may yet come of it.",
];

/// Links claims, each given with the article that makes it.
pub fn linked(articles: &[Article], told: &[(usize, &Told)]) -> Linked {
    let copies = copies(&articles.iter().collect::<Vec<_>>());
    linked_with(articles, told, &copies)
}

pub fn linked_with(articles: &[Article], told: &[(usize, &Told)], copies: &Copies) -> Linked {
    let claims: Vec<(usize, Claim, String)> = told
        .iter()
        .map(|(article, told)| {
            let mut claim = told.0.clone();
            claim.mention.article = articles[*article].id.clone();
            let id = claim_id(&claim, &articles[*article]);
            (*article, claim, id)
        })
        .collect();
    let reports: Vec<Report> = claims.iter().map(|(article, claim, id)| Report { id, claim, article: &articles[*article] }).collect();
    let articles: Vec<&Article> = articles.iter().collect();
    link(&reports, copies, &stories(&articles, copies))
}

/// Four articles by four outlets, without anything in common.
pub fn four() -> Vec<Article> {
    ["Harbour Post", "Ridge Radio", "Mill Gazette", "Mirror Daily"]
        .iter()
        .enumerate()
        .map(|(i, outlet)| article(&format!("a-{i}"), outlet, 3, UNLIKE[i]))
        .collect()
}

/// Articles whose bodies are these texts, published on these days of May.
pub fn telling(texts: &[(&str, u32)]) -> Vec<Article> {
    let outlets = ["Harbour Post", "Ridge Radio", "Mill Gazette", "Mirror Daily"];
    texts.iter().zip(outlets).enumerate().map(|(i, ((text, day), outlet))| article(&format!("a-{i}"), outlet, *day, text)).collect()
}

/// A wire story.
pub const ORIGINAL: &str = "Three shells fell on the market of Karsk on Tuesday morning, and at least 14 people were killed before the stalls had opened, \
the town's mayor, Ilse Brandt, told Harbour Post by telephone. She had been on her way to the hall when the first of them hit the roof of a bakery. \
Soldiers of the Ostmark Third Brigade had left the hills above the river on 28 April, but their guns could still reach the centre from Dornau, \
which lies some 20 kilometres to the east. A spokesman for the Ministry of Defence in Ostmark, Peter Lauen, said that none of its batteries had fired \
that day. Doctors at the Saint Agnes hospital counted 31 wounded, among them six children who had been waiting for a bus to the coast. \
Karsk has been shelled on eleven days since the truce of Lohme ended in March. Most of its 9,000 people have gone, and those who are still there \
say that they have nowhere to go. The council of Lower Vostia wants to send buses on Friday if the road through Altmark can be kept open.";

/// Another reporter on the same happening.
pub const INDEPENDENT: &str = "It was just after seven when Marta Held heard the whistle. \"I threw myself over my daughter,\" she says in the corridor of the Saint \
Agnes hospital. Fourteen of her neighbours did not get up again. Karsk, a market town in Lower Vostia that had 9,000 inhabitants once, came under fire for the \
eleventh time since March; mayor Ilse Brandt blames the guns at Dornau. Ostmark denies it. On the square lie onions, a shoe, a child's bag. A bus that should \
have brought families to the sea stands without windows. Nobody here can say whether Friday's convoy, promised by the council, will come, or whether the road by \
way of Altmark is free. \"We have been promised buses before,\" says Held, and laughs. Doctors still fight for two of the wounded; thirty-one were brought in.";
