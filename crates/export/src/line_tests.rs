use super::*;
use tacitus_record::{Actor, Day, Grounded, Kind, Mention, Modality, PlacePrecision, Polarity, Reliability, Span, Style, Voice};

const BODY: &str = "Arda's army killed up to 12 fighters at Veles on Tuesday, a spokesman said.";

fn words(text: &str) -> Span {
    let start = BODY.find(text).expect("words stand in the body");
    Span::new(BODY, start, start + text.len()).expect("span fits")
}

fn claim() -> Claim {
    let mention = Mention {
        article: "a-1".into(),
        sentence: 0,
        span: words("killed"),
        cue: Some(words("killed")),
        reader: "rule".into(),
        rules: vec!["assault.kill".into()],
    };
    let mut claim = Claim::new(Kind::Loss, "loss.killed", mention);
    claim.actor = Some(Grounded::at(Actor::unknown("Arda's army"), words("Arda's army")));
    claim.target = Some(Grounded::at(Actor::unknown("fighters"), words("fighters")));
    let quantity = Quantity {
        text: "up to 12".into(),
        value: Some(12.0),
        lo: None,
        hi: Some(12.0),
        unit: "person".into(),
        bound: Bound::AtMost,
        of: None,
        status: Some("killed".into()),
    };
    claim.quantity = Some(Grounded::at(quantity, words("up to 12")));
    claim.place = Some(Grounded::at(Place::not_found("Veles"), words("Veles")));
    let day: Day = "2031-08-19".parse().unwrap();
    claim.time = Some(Grounded::at(Moment::on("on Tuesday", day, "weekday"), words("on Tuesday")));
    let voice = Voice {
        actor: Actor::unknown("a spokesman"),
        voice_type: VoiceType::Unnamed,
        cue: Some("said".into()),
        style: Style::Indirect,
        made: true,
    };
    claim.said_by = vec![Grounded::at(voice, words("a spokesman"))];
    claim
}

fn standing() -> Standing {
    let grade = Grade { credibility: 3, reliability: Reliability::F, reason: "one origin, unnamed source".into() };
    Standing { articles: 3, origins: 1, informants: 1, grade: Some(grade), disputed: vec!["quantity".into()], change: Some("new".into()) }
}

#[test]
fn a_line_follows_the_grammar() {
    assert_eq!(
        line(&claim(), &standing()),
        "Arda's army did kill fighters · Veles (not in the gazetteer) · 2031-08-19 (day) · at most 12 people killed · actual · \
         according to unnamed source “a spokesman”; possibly true (F3) · 3 articles/1 origin, others differ/1 informant · \
         disputed: quantity · new"
    );
}

#[test]
fn a_denied_plan_never_reads_as_a_deed() {
    let mut claim = claim();
    claim.polarity = Polarity::Neg;
    claim.modality = Modality::Planned;
    let line = line(&claim, &Standing::default());
    assert!(line.starts_with("Arda's army planned not to kill fighters"), "{line}");
    assert!(line.contains("· planned ·"), "{line}");
    assert!(!is_deed(&claim));
}

#[test]
fn agreement_and_doubt_are_words() {
    let two = Standing { articles: 5, origins: 2, informants: 2, ..Standing::default() };
    assert_eq!(counts(&two), "5 articles/2 origins agree/2 informants");
    assert_eq!(counts(&Standing { disputed: vec!["actor".into()], ..two }), "5 articles/2 origins agree, others differ/2 informants");
}

#[test]
fn a_located_place_says_where_it_lies_and_how_finely_it_is_known() {
    let mut found = Place::not_found("Veles");
    found.gazetteer_id = Some("user:veles".into());
    found.admin1 = Some("Arda".into());
    found.precision = PlacePrecision::Settlement;
    assert_eq!(place(&found), "Veles, Arda (settlement)");
}
