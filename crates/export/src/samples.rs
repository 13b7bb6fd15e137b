//! Makes a few rows on a fictional strike, for the tests of every format.

use serde_json::Value;
use tacitus_ledger::{ClaimRow, Evidence, IncidentRow};
use tacitus_record::{
    Actor, Article, Aux, Bound, Claim, Day, EventCode, Grade, Grounded, Incident, Kind, Mention, Moment, Place, PlacePrecision, Polarity,
    Quantity, Reliability, Span, claim_id, incident_id,
};

const BODY: &str = "Drones of Northland's army hit Veles on Tuesday and killed 8 to 12 people.";

fn words(text: &str) -> Span {
    let start = BODY.find(text).expect("words stand in the body");
    Span::new(BODY, start, start + text.len()).expect("span fits")
}

/// A claim of nothing but its kind and predicate.
pub fn bare(kind: Kind, predicate: &str) -> Claim {
    let mention = Mention {
        article: "a-0000000000000001".into(),
        sentence: 0,
        span: words("hit"),
        cue: Some(words("hit")),
        reader: "rule".into(),
        rules: vec!["assault.strike".into()],
    };
    Claim::new(kind, predicate, mention)
}

fn strike() -> Claim {
    let mut claim = bare(Kind::Event, "assault.drone");
    claim.event =
        Some(EventCode { plover_type: "ASSAULT".into(), mode: Some("drone".into()), aux: Vec::new(), context: vec!["military".into()] });
    let mut army = Actor::unknown("Northland's army");
    army.sector = Some("MIL".into());
    claim.actor = Some(Grounded::at(army, words("Northland's army")));
    let mut people = Actor::unknown("people");
    people.sector = Some("CVL".into());
    claim.target = Some(Grounded::at(people, words("people")));
    let mut veles = Place::not_found("Veles");
    veles.gazetteer_id = Some("user:veles".into());
    (veles.lat, veles.lon, veles.precision) = (Some(12.5), Some(-3.25), PlacePrecision::Settlement);
    claim.place = Some(Grounded::at(veles, words("Veles")));
    let tuesday = Day::new(2031, 8, 19).expect("a day");
    claim.time = Some(Grounded::at(Moment::on("on Tuesday", tuesday, "weekday"), words("on Tuesday")));
    claim
}

/// 8 to 12 people killed, with other bounds.
pub fn toll(lo: f64, hi: f64) -> Grounded<Quantity> {
    let quantity = Quantity {
        text: "8 to 12 people".into(),
        value: None,
        lo: Some(lo),
        hi: Some(hi),
        unit: "person".into(),
        bound: Bound::Range,
        of: None,
        status: Some("killed".into()),
    };
    Grounded::at(quantity, words("8 to 12 people"))
}

fn row(claim: Claim, disputes: u32) -> ClaimRow {
    let span = claim.mention.span;
    ClaimRow {
        id: claim_id(&claim, &Article::of_text("a-1", BODY)),
        json: Value::Null,
        evidence: vec![Evidence {
            article: claim.mention.article.clone(),
            outlet: Some("DEMO Veles Post".into()),
            published: Day::new(2031, 8, 20),
            sentence: 0,
            span,
            start: span.start(),
            end: span.end(),
            exact: span.slice(BODY).to_string(),
            dated_by: None,
        }],
        grade: Grade { credibility: 2, reliability: Reliability::F, reason: "one origin, plainly said".into() },
        articles: 3,
        origins: 1,
        informants: 1,
        incident: None,
        disputes,
        known_at: "2031-08-20T10:00:00Z".into(),
        corrections: Vec::new(),
        claim,
    }
}

/// A strike with 8 to 12 dead, one with exactly 8, the same denied, and one nobody can locate that has no code.
pub fn claims() -> Vec<ClaimRow> {
    let (mut some, mut eight, mut denied) = (strike(), strike(), strike());
    some.quantity = Some(toll(8.0, 12.0));
    eight.quantity = Some(toll(8.0, 8.0));
    denied.polarity = Polarity::Neg;
    denied.event.iter_mut().for_each(|e| e.aux = vec![Aux::Negation]);
    let mut unlocated = bare(Kind::Statement, "say");
    unlocated.place = Some(Grounded::at(Place::not_found("Veles"), words("Veles")));
    unlocated.object = Some(Grounded::at("hit Veles".to_string(), words("hit Veles")));
    vec![row(some, 1), row(eight, 1), row(denied, 0), row(unlocated, 0)]
}

fn incident(claims: Vec<ClaimRow>, disagreements: &[&str]) -> IncidentRow {
    let mut ids: Vec<String> = claims.iter().map(|c| c.id.clone()).collect();
    ids.sort();
    IncidentRow {
        incident: Incident {
            id: incident_id(&ids[0]),
            claims: ids,
            articles: 4,
            origins: 2,
            informants: 2,
            disagreements: disagreements.iter().map(|d| d.to_string()).collect(),
        },
        headline: 0,
        place: claims[0].claim.place.as_ref().map(|p| p.value.clone()),
        time: claims[0].claim.time.as_ref().map(|t| t.value.clone()),
        links: Vec::new(),
        credibility: 2,
        known_at: "2031-08-20T10:00:00Z".into(),
        claims,
    }
}

/// The strike with both tolls, and an incident of which no shape that codes events can hold anything.
pub fn incidents() -> Vec<IncidentRow> {
    let claims = claims();
    vec![incident(claims[..2].to_vec(), &["quantity"]), incident(claims[3..].to_vec(), &[])]
}
