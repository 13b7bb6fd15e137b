//! Makes a small ledger on a visibly fictional conflict, and asks a desk for pages without a network.

#![allow(dead_code, reason = "not every test file needs every helper")]

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use tacitus_desk::{Desk, Guard};
use tacitus_ledger::{KnownAt, Ledger, ReadArticle};
use tacitus_record::{
    Actor, Article, Block, BlockKind, Bound, Claim, DateEvidence, Day, EventCode, Grounded, Kind, Mention, Moment, Place, PlacePrecision,
    Polarity, PublishedDate, Quantity, Reading, Scope, Span, Style, Voice, VoiceType, article_id,
};
use tower::ServiceExt;

/// What is tried wherever text is shown.
pub const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
    "]]><script>alert(1)</script>",
    "{{constructor.constructor('alert(1)')()}}",
];

/// The desk of a ledger in a folder of its own.
pub struct Fixture {
    pub folder: tempfile::TempDir,
    pub desk: Desk,
}

/// An answer, taken apart.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|h| h.to_str().ok()).unwrap_or("")
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }
}

impl Fixture {
    /// A wire story and its copy, another count, a denial, and an article full of attacks; the last is read a day later.
    pub fn new() -> Fixture {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("ledger.db");
        let mut ledger = Ledger::create(&path).expect("a ledger");
        let batch = vec![
            report("Tidewater Wire (TEST)", 2, 14, 0),
            report("Harbour Post (TEST)", 3, 14, 0),
            report("Coast Monitor (TEST)", 4, 9, 1),
            denial(),
        ];
        record(&mut ledger, batch, "2031-05-20T08:00:00Z");
        record(&mut ledger, vec![hostile(ATTACKS)], "2031-05-21T09:30:00Z");
        drop(ledger);
        let guard = Guard::new("127.0.0.1:8080".parse().expect("an address"), None, &[]).expect("loopback needs no token");
        let desk = Desk::new(&path, "Vostia (TEST)", guard).expect("a desk");
        Fixture { folder, desk }
    }

    /// Asks for an address as a browser on this machine would.
    pub fn get(&self, address: &str) -> Answer {
        self.send(Method::GET, address, &[("host", "localhost:8080")])
    }

    /// Asks with those headers and nothing else.
    pub fn send(&self, method: Method, address: &str, headers: &[(&str, &str)]) -> Answer {
        send(&self.desk, method, address, headers)
    }

    /// The page at an address, which must be there.
    pub fn page(&self, address: &str) -> String {
        let answer = self.get(address);
        assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.body);
        answer.body
    }

    /// The ids that a list of the API holds.
    pub fn ids(&self, address: &str) -> Vec<String> {
        let items = self.get(address).json()["items"].as_array().cloned().unwrap_or_default();
        items.iter().map(|i| i["id"].as_str().expect("an id").to_string()).collect()
    }

    /// Where the ledger lies.
    pub fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("ledger.db")
    }

    /// Another process that writes to the ledger.
    pub fn ledger(&self) -> Ledger {
        Ledger::open(&self.path()).expect("the ledger")
    }
}

/// Asks any desk.
pub fn send(desk: &Desk, method: Method, address: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(address);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    ask(desk, request.body(Body::empty()).expect("a request"))
}

/// Sends a request to any desk.
pub fn ask(desk: &Desk, request: Request<Body>) -> Answer {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    runtime.block_on(async {
        let response = desk.router().oneshot(request).await.expect("the router always answers");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes();
        Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&bytes).into_owned() }
    })
}

/// Stores a batch and links it.
pub fn record(ledger: &mut Ledger, batch: Vec<ReadArticle>, at: &str) {
    let at: KnownAt = at.parse().expect("an instant");
    ledger.record(batch, &at).expect("recorded");
    ledger.relink(&at).expect("linked");
}

fn may(day: u32) -> Day {
    Day::new(2031, 5, day).expect("a day of May")
}

fn article(outlet: &str, day: u32, text: &str) -> Article {
    let mut article = Article {
        source: format!("{outlet}.txt"),
        raw_sha256: "00".into(),
        text_sha256: "00".into(),
        outlet: Some(outlet.to_string()),
        published: Some(PublishedDate { value: may(day), evidence: DateEvidence::Meta, confidence: 80 }),
        ..Article::of_text(&article_id(text, None, Some(outlet)), text)
    };
    let mut start = 0;
    for paragraph in text.split("\n\n") {
        let span = Span::new(text, start, start + paragraph.len()).expect("a paragraph");
        article.blocks.push(Block { span, kind: BlockKind::Paragraph });
        start += paragraph.len() + 2;
    }
    article
}

fn span(body: &str, words: &str) -> Span {
    let start = body.find(words).unwrap_or_else(|| panic!("`{words}` is not in `{body}`"));
    Span::new(body, start, start + words.len()).expect("on character boundaries")
}

fn claim(kind: Kind, predicate: &str, article: &Article, sentence: u32, words: &str, cue: &str) -> Claim {
    let mention = Mention {
        article: article.id.clone(),
        sentence,
        span: span(&article.text, words),
        cue: Some(span(&article.text, cue)),
        reader: "rule".into(),
        rules: vec!["made up for the test".into()],
    };
    let mut claim = Claim::new(kind, predicate, mention);
    claim.factuality = vec![("author".into(), tacitus_record::Factuality::CertainPos)];
    claim
}

fn army(name: &str) -> Actor {
    Actor {
        text: name.into(),
        entity: Some("OST.MIL".into()),
        name: name.into(),
        country: Some("OST".into()),
        sector: Some("MIL".into()),
        role: None,
    }
}

fn town(name: &str) -> Place {
    Place {
        text: name.into(),
        gazetteer_id: Some("user:karsk".into()),
        name: name.into(),
        lat: Some(-36.5),
        lon: Some(-21.25),
        precision: PlacePrecision::Settlement,
        radius_km: Some(3.0),
        country: Some("VOS".into()),
        admin1: Some("Lower Vostia".into()),
        candidates: vec![],
    }
}

fn shelling(article: &Article, said: &str) -> Claim {
    let body = &article.text;
    let mut shelled = claim(Kind::Event, "assault.shell", article, 0, said, "shelled");
    shelled.event = Some(EventCode { plover_type: "ASSAULT".into(), mode: Some("artillery".into()), aux: vec![], context: vec![] });
    shelled.actor = Some(Grounded::at(army("Ostmark's army"), span(body, "Ostmark's army")));
    shelled.place = Some(Grounded::at(town("Karsk"), span(body, "Karsk")));
    shelled.time = Some(Grounded::at(Moment::on("1 May", may(1), "day-month"), span(body, "1 May")));
    shelled
}

const TEXTS: [&str; 2] = [
    "The fog had not lifted from the river when Ostmark's army shelled Karsk on 1 May. The old quarter by the mill is gone, and with it the \
     bridge over which most of us had hoped to leave before the frost came down from the hills.\n\n{dead} people were killed, the town's \
     hospital said. Rescuers were still at work at the ropewalk by nightfall, with lamps that they had brought from the harbour.",
    "Our correspondent counted craters with a neighbour for a whole afternoon: it was on 1 May that Ostmark's army shelled Karsk, and nobody \
     slept since.\n\n{dead} people were killed, says a list nailed to the church door, which he has copied name by name.",
];

fn report(outlet: &str, day: u32, dead: u32, text: usize) -> ReadArticle {
    let text = TEXTS[text].replace("{dead}", &dead.to_string());
    let mut article = article(outlet, day, &text);
    article.title = Some(format!("{dead} killed as guns fire on Karsk"));
    let shelled = shelling(&article, "Ostmark's army shelled Karsk");
    let people = format!("{dead} people");
    let mut killed = claim(Kind::Loss, "loss.killed", &article, 2, &format!("{people} were killed"), "killed");
    let quantity = Quantity {
        text: people.clone(),
        value: Some(dead.into()),
        lo: Some(dead.into()),
        hi: Some(dead.into()),
        unit: "person".into(),
        bound: Bound::Exact,
        of: Some("people".into()),
        status: Some("killed".into()),
    };
    killed.quantity = Some(Grounded::at(quantity, span(&text, &people)));
    killed.place = Some(Grounded::implied(town("Karsk"), "same event"));
    killed.time = Some(Grounded::implied(Moment::on("1 May", may(1), "day-month"), "same event"));
    let reading = Reading { claims: vec![shelled, killed], notes: vec![], sentences: 4, ungrounded: 0 };
    ReadArticle { article, reading, scope: Scope::In, reader: "rule@test".into() }
}

fn denial() -> ReadArticle {
    let text = "The ministry in Ostmark said on Monday that no guns were fired. It denied that Ostmark's army shelled Karsk on 1 May, and called \
                the pictures of the mill an invention.";
    let mut article = article("Ostmark Gazette (TEST)", 5, text);
    article.title = Some("Ministry denies shelling".into());
    let mut denied = shelling(&article, "Ostmark's army shelled Karsk");
    denied.polarity = Polarity::Neg;
    let ministry = Voice {
        actor: Actor::unknown("ministry in Ostmark"),
        voice_type: VoiceType::Official,
        cue: Some("denied".into()),
        style: Style::Indirect,
        made: true,
    };
    denied.said_by.push(Grounded::at(ministry, span(text, "ministry in Ostmark")));
    let reading = Reading { claims: vec![denied], notes: vec![], sentences: 2, ungrounded: 0 };
    ReadArticle { article, reading, scope: Scope::In, reader: "rule@test".into() }
}

/// An article that comes later.
pub fn late() -> ReadArticle {
    let text = "Nils Arnke, who keeps the ferry, said that Ostmark's army shelled Karsk on 1 May from across the water.";
    let mut article = article("Ferry Times (TEST)", 7, text);
    article.title = Some("The ferryman speaks".into());
    let mut shelled = shelling(&article, "Ostmark's army shelled Karsk");
    let keeper = Voice {
        actor: Actor::unknown("Nils Arnke"),
        voice_type: VoiceType::Named,
        cue: Some("said".into()),
        style: Style::Indirect,
        made: true,
    };
    shelled.said_by.push(Grounded::at(keeper, span(text, "Nils Arnke")));
    let reading = Reading { claims: vec![shelled], notes: vec![], sentences: 1, ungrounded: 0 };
    ReadArticle { article, reading, scope: Scope::In, reader: "rule@test".into() }
}

/// An article with one claim for each attack, which stands in every field that text can get into.
pub fn hostile(attacks: &[&str]) -> ReadArticle {
    let attack = |number: usize| attacks[number % attacks.len()];
    let text = attacks.iter().map(|a| format!("Reports say {a} was hit.")).collect::<Vec<_>>().join("\n\n");
    let mut article = article(&format!("Outlet {}", attack(1)), 6, &text);
    article.title = Some(attacks.join(" "));
    article.authors = attacks.iter().map(|a| a.to_string()).collect();
    article.url = Some("javascript:alert(1)//https://example.org".into());
    article.agency_credit = Some(attack(2).into());
    article.licence = Some(attack(4).into());
    let claims = attacks
        .iter()
        .zip(0..)
        .map(|(attack, sentence)| {
            let words = format!("Reports say {attack} was hit.");
            let mut hit = claim(Kind::Event, "assault.hit", &article, sentence, &words, attack);
            hit.event = Some(EventCode { plover_type: "ASSAULT".into(), mode: None, aux: vec![], context: vec![] });
            hit.actor = Some(Grounded::at(Actor::unknown(&format!("={attack}")), span(&text, attack)));
            hit.target = Some(Grounded::at(Actor::unknown(attack), span(&text, attack)));
            hit.object = Some(Grounded::at(attack.to_string(), span(&text, attack)));
            hit.place = Some(Grounded::at(Place::not_found(attack), span(&text, attack)));
            hit.hedges = vec![Grounded::at(attack.to_string(), span(&text, attack))];
            hit.said_by = vec![Grounded::at(
                Voice {
                    actor: Actor::unknown(attack),
                    voice_type: VoiceType::Named,
                    cue: Some(attack.to_string()),
                    style: Style::Indirect,
                    made: true,
                },
                span(&text, attack),
            )];
            hit.mention.rules = vec![attack.to_string()];
            hit
        })
        .collect();
    let reading = Reading { claims, notes: vec![], sentences: attacks.len() as u32, ungrounded: 0 };
    ReadArticle { article, reading, scope: Scope::In, reader: format!("rule@{}", attack(0)) }
}
