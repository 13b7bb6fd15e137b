//! What a user can count on when a person corrects the ledger.

mod common;

use common::{COLOURS, Report, ledger_of};
use proptest::prelude::*;
use tacitus_ledger::{AsOf, ChangeKind, ClaimRow, Draft, Field, FieldWords, Filter, KnownAt, Ledger, LedgerErrorKind, ReadArticle, wire};
use tacitus_record::{Kind, Reliability};

fn report(outlet: &'static str, day: u32, town: &'static str, dead: u32, colour: usize) -> Report {
    Report { outlet, day, town, dead, doer: "Ostmark", speaker: None, colour: COLOURS[colour] }
}

fn at(second: u32) -> KnownAt {
    format!("2031-06-01T10:00:{second:02}Z").parse().expect("an instant")
}

fn of_kind(ledger: &Ledger, kind: Kind) -> Vec<ClaimRow> {
    ledger.claims(&Filter { kinds: vec![kind], ..Filter::default() }).expect("claims")
}

/// Two towns, the first told by two outlets.
fn towns() -> Vec<Report> {
    vec![report("Harbour Post", 2, "Karsk", 12, 0), report("Ridge Radio", 2, "Karsk", 12, 1), report("Mirror Daily", 3, "Velm", 7, 2)]
}

fn canonical(ledger: &Ledger) -> Vec<String> {
    let mut lines = Vec::new();
    ledger
        .canonical(&mut |value| {
            lines.push(value.to_string());
            Ok(())
        })
        .expect("an export");
    lines
}

#[test]
fn a_rejected_claim_is_kept_shown_and_counts_for_nothing() {
    let mut ledger = ledger_of(&towns());
    let before = canonical(&ledger);
    let loss = of_kind(&ledger, Kind::Loss).into_iter().find(|c| c.origins == 2).expect("told twice");
    let row = ledger.correct(&Draft::Reject { claim: loss.id.clone() }, "Ana Oak", "a drill", &at(1)).unwrap();
    let now = ledger.claim(&loss.id).unwrap().expect("kept");
    assert_eq!((now.origins, now.incident.as_deref(), now.grade.credibility), (0, None, 6));
    assert_eq!(now.evidence, loss.evidence);
    assert!(now.grade.reason.contains("rejected by Ana Oak: a drill"), "{}", now.grade.reason);
    assert_eq!(now.rejection().expect("rejected").in_words(), "rejected by Ana Oak on 2031-06-01: a drill");
    assert_eq!(wire::v1::claim(&now)["corrections"][0]["act"], "reject");
    let incidents = ledger.incidents(&Filter::default()).unwrap();
    assert!(incidents.iter().all(|i| !i.incident.claims.contains(&loss.id)));
    let changes = ledger.changes(&AsOf::Instant("2031-05-30".parse().unwrap())).unwrap();
    assert!(changes.iter().any(|c| c.what == ChangeKind::Corrected && c.id == loss.id && c.reason.contains("a drill")));

    // The past knows nothing of it; undoing gives it back to the byte.
    assert_eq!(canonical(&ledger.as_of(&AsOf::Instant("2031-05-31".parse().unwrap())).unwrap()), before);
    assert_ne!(canonical(&ledger), before);
    let undone = ledger.correct(&Draft::Undo { correction: row.id.clone() }, "Ben Elm", "it was no drill", &at(2)).unwrap();
    assert_eq!(canonical(&ledger), before);
    assert_eq!(ledger.correction(&row.id).unwrap().unwrap().undone_by, Some(undone.id.clone()));
    // Undoing the undoing lets it stand again.
    ledger.correct(&Draft::Undo { correction: undone.id }, "Ana Oak", "it was", &at(3)).unwrap();
    assert!(ledger.claim(&loss.id).unwrap().unwrap().rejection().is_some());
}

#[test]
fn a_field_that_was_set_stands_beside_the_one_that_was_read() {
    let mut ledger = ledger_of(&towns());
    let event = of_kind(&ledger, Kind::Event).remove(0);
    let set = |ledger: &mut Ledger, field, value: &str, second| {
        let draft = Draft::Override { claim: event.id.clone(), field, value: value.to_string() };
        ledger.correct(&draft, "Ana Oak", "I was there", &at(second))
    };
    set(&mut ledger, Field::Place, "Velm", 1).unwrap();
    set(&mut ledger, Field::Time, "2031-05-04/2031-05-05", 2).unwrap();
    set(&mut ledger, Field::Modality, "attempted", 3).unwrap();
    let now = ledger.claim(&event.id).unwrap().expect("the same id");
    assert_eq!(now.claim.place.as_ref().unwrap().value.gazetteer_id, common::town("Velm").gazetteer_id, "known by that name already");
    assert_eq!(now.claim.time.as_ref().unwrap().value.hull(), (Some(common::may(4)), Some(common::may(5))));
    let json = wire::v1::claim(&now);
    assert_eq!(json["place"]["implied_by"], "set by Ana Oak: I was there");
    assert_eq!((&json["corrections"][2]["read"], &json["modality"]), (&"actual".into(), &"attempted".into()));
    assert_eq!(json["corrections"][0]["read"]["name"], event.claim.place.as_ref().unwrap().value.name);
    let found = ledger.claims(&Filter { place: Some("velm".into()), kinds: vec![Kind::Event], ..Filter::default() }).unwrap();
    assert!(found.iter().any(|c| c.id == event.id), "filters go by what was set");
    // The later of two of one field counts, whichever was recorded first.
    set(&mut ledger, Field::Modality, "planned", 2).unwrap();
    assert_eq!(ledger.claim(&event.id).unwrap().unwrap().claim.modality.as_str(), "attempted");
    for (field, wrong) in
        [(Field::Modality, "maybe"), (Field::Time, "soon"), (Field::Quantity, "many"), (Field::Place, "X @ 99,0"), (Field::Polarity, "")]
    {
        let error = set(&mut ledger, field, wrong, 5).unwrap_err();
        assert_eq!(error.kind(), LedgerErrorKind::Refused, "{error}");
    }
}

#[test]
fn incidents_are_split_merged_and_claims_moved_also_when_more_is_read() {
    let mut ledger = ledger_of(&towns());
    let before = canonical(&ledger);
    let incidents = ledger.incidents(&Filter::default()).unwrap();
    let of_town =
        |name: &str| incidents.iter().find(|i| i.place.as_ref().is_some_and(|p| p.name == name)).expect("an incident").incident.clone();
    let (karsk, velm) = (of_town("Karsk"), of_town("Velm"));
    let merged =
        ledger.correct(&Draft::Merge { incident: karsk.id.clone(), with: velm.id.clone() }, "Ana Oak", "one raid", &at(1)).unwrap();
    let incident_of = |ledger: &Ledger, claim: &str| ledger.claim(claim).unwrap().unwrap().incident;
    assert_eq!(incident_of(&ledger, &karsk.claims[0]), incident_of(&ledger, &velm.claims[0]));
    // More is read: the word still stands.
    ledger.record(vec![report("Ferry Times", 4, "Velm", 7, 3).read()], &at(2)).unwrap();
    ledger.relink(&at(2)).unwrap();
    assert_eq!(incident_of(&ledger, &karsk.claims[0]), incident_of(&ledger, &velm.claims[0]));
    ledger.correct(&Draft::Undo { correction: merged.id }, "Ana Oak", "two raids", &at(3)).unwrap();
    assert_ne!(incident_of(&ledger, &karsk.claims[0]), incident_of(&ledger, &velm.claims[0]));

    let mut ledger = ledger_of(&towns());
    let out = karsk.claims[0].clone();
    let split = Draft::Split { incident: karsk.id.clone(), claims: vec![out.clone()] };
    let split = ledger.correct(&split, "Ana Oak", "another day", &at(1)).unwrap();
    assert_ne!(incident_of(&ledger, &out), incident_of(&ledger, &karsk.claims[1]));
    ledger.correct(&Draft::Undo { correction: split.id }, "Ana Oak", "no", &at(2)).unwrap();
    assert_eq!(canonical(&ledger), before);
    let moved = ledger.correct(&Draft::Move { claim: out.clone(), to: velm.id.clone() }, "Ana Oak", "Velm it was", &at(3)).unwrap();
    assert_eq!(incident_of(&ledger, &out), incident_of(&ledger, &velm.claims[0]));
    ledger.correct(&Draft::Undo { correction: moved.id }, "Ana Oak", "no", &at(4)).unwrap();
    assert_eq!(canonical(&ledger), before);
    for wrong in [
        Draft::Split { incident: karsk.id.clone(), claims: karsk.claims.clone() },
        Draft::Split { incident: karsk.id.clone(), claims: velm.claims.clone() },
        Draft::Merge { incident: karsk.id.clone(), with: karsk.id.clone() },
        Draft::Merge { incident: karsk.id.clone(), with: "i-0".into() },
        Draft::Confirm { claim: "c-0".into() },
        Draft::Undo { correction: "h-0".into() },
    ] {
        assert_eq!(ledger.correct(&wrong, "Ana Oak", "why not", &at(9)).unwrap_err().kind(), LedgerErrorKind::Refused, "{wrong:?}");
    }
    assert_eq!(ledger.correct(&Draft::Confirm { claim: out }, " ", "x", &at(9)).unwrap_err().kind(), LedgerErrorKind::Refused);
}

#[test]
fn copies_are_what_people_say_they_are() {
    let copied =
        [report("Harbour Post", 2, "Karsk", 12, 0), report("Mirror Daily", 3, "Karsk", 12, 0), report("Ridge Radio", 2, "Karsk", 12, 1)];
    let mut ledger = ledger_of(&copied);
    let before = canonical(&ledger);
    let id = |outlet: &str| {
        let all = ledger.articles(&Filter::default()).unwrap();
        all.into_iter().find(|a| a.article.outlet.as_deref() == Some(outlet)).expect("read").article.id
    };
    let (post, mirror, radio) = (id("Harbour Post"), id("Mirror Daily"), id("Ridge Radio"));
    let origins = |ledger: &Ledger| of_kind(ledger, Kind::Loss)[0].origins;
    assert_eq!(origins(&ledger), 2);
    let own =
        ledger.correct(&Draft::NotCopy { article: mirror.clone(), of: post.clone() }, "Ana Oak", "its own man was there", &at(1)).unwrap();
    assert_eq!(origins(&ledger), 3);
    let origin = ledger.origin(&ledger.article(&mirror).unwrap().unwrap().origin.unwrap()).unwrap().unwrap();
    assert!(origin.origin.members[0].reason.contains("no copy by Ana Oak: its own man was there"), "{}", origin.origin.members[0].reason);
    ledger.correct(&Draft::Undo { correction: own.id }, "Ana Oak", "no", &at(2)).unwrap();
    assert_eq!(canonical(&ledger), before);
    ledger.correct(&Draft::Copy { article: post.clone(), of: radio.clone() }, "Ana Oak", "it says so on paper", &at(3)).unwrap();
    assert_eq!(origins(&ledger), 1);
    let origin = ledger.origin(&ledger.article(&post).unwrap().unwrap().origin.unwrap()).unwrap().unwrap();
    assert_ne!(origin.origin.root, post, "what is said to be a copy is not the root");
    assert!(origin.origin.members.iter().any(|m| m.article == post && m.reason.contains("on paper")));
}

#[test]
fn a_claim_is_added_on_its_words_and_lasts_through_a_re_reading() {
    let mut ledger = ledger_of(&towns()[..1]);
    let before = canonical(&ledger);
    let home = ledger.articles(&Filter::default()).unwrap().remove(0).article;
    let field =
        |field, words: &str, means: Option<&str>| FieldWords { field, start: None, words: words.into(), means: means.map(str::to_string) };
    let draft = |words: &str, fields| Draft::AddClaim {
        article: home.id.clone(),
        span: None,
        words: words.into(),
        kind: Kind::Loss,
        predicate: "loss.destroyed".into(),
        fields,
    };
    let good = draft(
        "The old quarter by the mill is gone",
        vec![field(Field::Target, "The old quarter", None), field(Field::Time, "1 May", Some("2031-05-01"))],
    );
    let row = ledger.correct(&good, "Ana Oak", "missed", &at(1)).unwrap();
    let id = ledger.claim_added_by(&row.id).unwrap().expect("added");
    let added = ledger.claim(&id).unwrap().expect("a claim like others");
    for (_, span) in added.claim.spans() {
        assert!(!span.slice(&home.text).is_empty());
    }
    assert_eq!(added.evidence[0].exact, "The old quarter by the mill is gone");
    assert_eq!(added.claim.target.as_ref().unwrap().span().unwrap().slice(&home.text), "The old quarter");
    assert_eq!((added.claim.mention.reader.as_str(), added.known_at.as_str()), ("human@Ana Oak", at(1).as_str()));
    assert!(ledger.mentions_in(&home.id).unwrap().iter().any(|(c, _)| *c == id));
    let mut again: ReadArticle = towns()[0].read();
    again.reader = "rule@other".into();
    ledger.record(vec![again], &at(2)).unwrap();
    ledger.relink(&at(2)).unwrap();
    assert!(ledger.claim(&id).unwrap().is_some());
    ledger.correct(&Draft::Undo { correction: row.id }, "Ana Oak", "read now", &at(3)).unwrap();
    assert_eq!(canonical(&ledger), before);
    for wrong in [
        draft("The new quarter", vec![]),
        draft("the", vec![]),
        draft("", vec![]),
        draft("The old quarter by the mill", vec![field(Field::Actor, "nobody named here", None)]),
        Draft::AddClaim {
            article: home.id.clone(),
            span: Some((5, 50_000)),
            words: String::new(),
            kind: Kind::Event,
            predicate: "x".into(),
            fields: vec![],
        },
        Draft::AddClaim {
            article: home.id.clone(),
            span: Some((0, 3)),
            words: "Fog".into(),
            kind: Kind::Event,
            predicate: "x".into(),
            fields: vec![],
        },
    ] {
        assert_eq!(ledger.correct(&wrong, "Ana Oak", "why", &at(9)).unwrap_err().kind(), LedgerErrorKind::Refused, "{wrong:?}");
    }
}

#[test]
fn a_correction_of_what_is_gone_is_kept_told_and_applies_again() {
    let mut ledger = ledger_of(&towns()[..1]);
    let loss = of_kind(&ledger, Kind::Loss).remove(0);
    ledger
        .correct(&Draft::Grade { claim: loss.id.clone(), reliability: Some(Reliability::B), credibility: None }, "Ana Oak", "known", &at(1))
        .unwrap();
    ledger.correct(&Draft::Reject { claim: loss.id.clone() }, "Ana Oak", "a drill", &at(2)).unwrap();
    let mut without: ReadArticle = towns()[0].read();
    without.reading.claims.retain(|c| c.kind != Kind::Loss);
    without.reader = "rule@other".into();
    ledger.record(vec![without], &at(3)).unwrap();
    ledger.relink(&at(3)).unwrap();
    assert!(ledger.claim(&loss.id).unwrap().is_none());
    let told = ledger.corrections().unwrap();
    assert_eq!((told.len(), &told[1].missing), (2, &vec![loss.id.clone()]));
    let mut with: ReadArticle = towns()[0].read();
    with.reader = "rule@third".into();
    ledger.record(vec![with], &at(4)).unwrap();
    ledger.relink(&at(4)).unwrap();
    assert!(ledger.claim(&loss.id).unwrap().unwrap().rejection().is_some());
    assert!(ledger.corrections().unwrap().iter().all(|c| c.missing.is_empty()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Corrections in any order, among articles in any batches, give one ledger.
    #[test]
    fn the_order_of_corrections_and_articles_does_not_matter(
        articles in Just(towns()).prop_shuffle(),
        order in Just((0..6usize).collect::<Vec<_>>()).prop_shuffle(),
        batch in 1..4usize,
    ) {
        let whole = ledger_of(&towns());
        let (losses, events) = (of_kind(&whole, Kind::Loss), of_kind(&whole, Kind::Event));
        let all = whole.articles(&Filter::default()).unwrap();
        let drafts = [
            Draft::Reject { claim: losses[0].id.clone() },
            Draft::Confirm { claim: losses[0].id.clone() },
            Draft::Override { claim: events[0].id.clone(), field: Field::Actor, value: "Rovers of the Hill".into() },
            Draft::Override { claim: events[0].id.clone(), field: Field::Actor, value: "".into() },
            Draft::Copy { article: all[0].article.id.clone(), of: all[1].article.id.clone() },
            Draft::Grade { claim: losses[1].id.clone(), reliability: Some(Reliability::C), credibility: Some(2) },
        ];
        let build = |articles: &[Report], batch: usize, order: &[usize]| {
            let mut ledger = Ledger::open_in_memory().unwrap();
            let mut waiting: Vec<usize> = order.to_vec();
            for some in articles.chunks(batch) {
                ledger.record(some.iter().map(Report::read).collect(), &at(0)).unwrap();
                ledger.relink(&at(0)).unwrap();
                waiting.retain(|&n| {
                    match ledger.correct(&drafts[n], "Ana Oak", "so it was", &at(10 + n as u32)) {
                        Ok(_) => false,
                        Err(e) => { assert_eq!(e.kind(), LedgerErrorKind::Refused); true }
                    }
                });
            }
            assert!(waiting.is_empty());
            canonical(&ledger)
        };
        prop_assert_eq!(build(&articles, batch, &order), build(&towns(), 3, &[0, 1, 2, 3, 4, 5]));
    }
}
