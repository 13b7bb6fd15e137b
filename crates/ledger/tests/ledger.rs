//! What a user can count on when articles go into a ledger.

mod common;

use common::{COLOURS, READER, Report, ledger_of};
use proptest::prelude::*;
use tacitus_ledger::{AsOf, ChangeKind, Filter, Found, KnownAt, Ledger, ReadArticle};
use tacitus_record::{CopyKind, Kind, LinkType, Moment};

fn report(outlet: &'static str, day: u32, dead: u32, colour: usize) -> Report {
    Report { outlet, day, town: "Karsk", dead, doer: "Ostmark", speaker: None, colour: COLOURS[colour] }
}

fn known(text: &str) -> KnownAt {
    text.parse().expect("an instant")
}

fn kind(kind: Kind) -> Filter {
    Filter { kinds: vec![kind], ..Filter::default() }
}

#[test]
fn two_independent_reports_confirm_a_claim_and_a_copy_does_not() {
    let alone = ledger_of(&[report("Harbour Post", 2, 12, 0)]);
    let claim = &alone.claims(&kind(Kind::Loss)).unwrap()[0];
    assert_eq!((claim.origins, claim.informants, claim.grade.credibility), (1, 1, 2), "{}", claim.grade.reason);

    let copied = ledger_of(&[report("Harbour Post", 2, 12, 0), report("Mirror Daily", 3, 12, 0)]);
    let claim = &copied.claims(&kind(Kind::Loss)).unwrap()[0];
    assert_eq!((claim.articles, claim.origins, claim.grade.credibility), (2, 1, 2), "{}", claim.grade.reason);
    let origin = &copied.origins(&Filter::default()).unwrap()[0];
    assert_eq!(origin.members.len(), 2);
    let copy = origin.origin.members.iter().find(|m| m.kind != CopyKind::Original).unwrap();
    assert_eq!(copy.kind, CopyKind::Republished, "{}", copy.reason);

    let confirmed = ledger_of(&[report("Harbour Post", 2, 12, 0), report("Ridge Radio", 2, 12, 1)]);
    let claim = &confirmed.claims(&kind(Kind::Loss)).unwrap()[0];
    assert_eq!((claim.articles, claim.origins, claim.informants, claim.grade.credibility), (2, 2, 2, 1), "{}", claim.grade.reason);
}

/// A reading whose claims are dated "on Tuesday", as the reader understands it from the day of the article: the Tuesday before.
fn told_on_tuesday(mut read: ReadArticle) -> ReadArticle {
    let published = read.article.published.as_ref().expect("a day").value;
    // 6 May 2031 is a Tuesday.
    let tuesday = published.plus(-(published.number() - common::may(6).number()).rem_euclid(7));
    for claim in &mut read.reading.claims {
        let moment = Moment { anchor: Some(published), ..Moment::on("on Tuesday", tuesday, "weekday") };
        claim.time = claim.time.take().map(|time| time.map(|_| moment));
    }
    read
}

#[test]
fn a_copy_published_nine_days_later_is_dated_by_its_origin() {
    let (origin, copy) =
        (told_on_tuesday(report("Harbour Post", 8, 14, 0).read()), told_on_tuesday(report("Ridge Radio", 17, 14, 0).read()));
    let read = |batches: &[&[&ReadArticle]]| {
        let mut ledger = Ledger::open_in_memory().unwrap();
        for batch in batches {
            ledger.record(batch.iter().map(|r| (*r).clone()).collect(), &known("2031-05-20")).unwrap();
            ledger.relink(&known("2031-05-20")).unwrap();
        }
        ledger
    };
    let ledger = read(&[&[&origin], &[&copy]]);
    let claims = ledger.claims(&Filter::default()).unwrap();
    assert_eq!(claims.len(), 2, "no second claim for another Tuesday");
    for claim in &claims {
        assert_eq!(claim.claim.time.as_ref().unwrap().value.start_lo, Some(common::may(6)));
        let dated_by: Vec<Option<&str>> = claim.evidence.iter().map(|e| e.dated_by.as_deref()).collect();
        assert_eq!(dated_by, [None, Some(origin.article.id.as_str())]);
        assert_eq!((claim.articles, claim.origins, claim.disputes), (2, 1, 0));
    }
    assert_eq!(ledger.incidents(&Filter::default()).unwrap().len(), 1);
    let other_way = read(&[&[&copy], &[&origin]]);
    assert_eq!(ledger.content_hash().unwrap(), other_way.content_hash().unwrap(), "whatever came first");
    assert_eq!(ledger.content_hash().unwrap(), read(&[&[&copy, &origin]]).content_hash().unwrap());

    // Before the origin was known the copy had only its own day; nothing of that is lost.
    let past = other_way.as_of(&AsOf::Revision(other_way.revision().unwrap() - 2)).unwrap();
    let alone = past.claims(&Filter::default()).unwrap();
    assert!(
        alone.iter().all(|c| c.claim.time.as_ref().unwrap().value.start_lo == Some(common::may(13)) && c.evidence[0].dated_by.is_none())
    );
}

#[test]
fn two_reporters_who_quote_one_spokesman_are_one_informant() {
    let said = |outlet, colour| Report { speaker: Some("Colonel Brandt"), ..report(outlet, 2, 12, colour) };
    let ledger = ledger_of(&[said("Harbour Post", 0), said("Ridge Radio", 1)]);
    let claim = &ledger.claims(&kind(Kind::Loss)).unwrap()[0];
    assert_eq!((claim.origins, claim.informants, claim.grade.credibility), (2, 1, 2), "{}", claim.grade.reason);
}

#[test]
fn numbers_that_cannot_both_be_right_are_a_contradiction_in_one_incident() {
    let ledger = ledger_of(&[report("Harbour Post", 2, 12, 0), report("Ridge Radio", 2, 40, 1)]);
    let incidents = ledger.incidents(&Filter::default()).unwrap();
    assert_eq!(incidents.len(), 1, "{incidents:#?}");
    assert_eq!(incidents[0].incident.disagreements, ["quantity"]);
    let found = ledger.contradictions(&Filter::default()).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].link.link_type, found[0].link.slot.as_str()), (LinkType::Contradicts, "quantity"));
    assert!(found[0].link.reason.contains("12 people killed (Harbour Post)"), "{}", found[0].link.reason);
    assert!(ledger.claims(&Filter { disputed: true, ..Filter::default() }).unwrap().iter().all(|c| c.grade.credibility == 3));
}

#[test]
fn what_nobody_asserts_does_not_stand_for_an_incident() {
    let mut ledger = Ledger::open_in_memory().unwrap();
    let mut articles: Vec<_> =
        [report("Harbour Post", 2, 12, 0), report("Ridge Radio", 2, 12, 1)].iter().map(common::Report::read).collect();
    // "Brandt does not know who shelled Karsk" takes the shelling for granted; every claim but one is told so, and that one has the
    // fewest slots.
    let but_the_first_loss = |(at, claim): (usize, _)| (at != 1).then_some(claim);
    for claim in articles.iter_mut().flat_map(|a| &mut a.reading.claims).enumerate().filter_map(but_the_first_loss) {
        let voice = tacitus_record::Voice { made: false, ..common::voice("Colonel Brandt") };
        claim.said_by = vec![tacitus_record::Grounded::implied(voice, "test")];
    }
    ledger.record(articles, &known("2031-05-20")).unwrap();
    ledger.relink(&known("2031-05-20")).unwrap();
    let incidents = ledger.incidents(&Filter::default()).unwrap();
    assert_eq!(incidents.len(), 1, "{incidents:#?}");
    assert!(incidents[0].claims.len() > 1 && incidents[0].headline().is_asserted(), "{:#?}", incidents[0].headline());
}

#[test]
fn different_towns_are_different_incidents() {
    let ledger = ledger_of(&[report("Harbour Post", 2, 12, 0), Report { town: "Dornau", ..report("Ridge Radio", 2, 12, 1) }]);
    assert_eq!(ledger.incidents(&Filter::default()).unwrap().len(), 2);
    assert!(ledger.links(&Filter::default()).unwrap().is_empty());
}

#[test]
fn reading_again_adds_nothing() {
    let reports = [report("Harbour Post", 2, 12, 0), report("Ridge Radio", 2, 40, 1)];
    let mut ledger = ledger_of(&reports);
    let (revision, hash) = (ledger.revision().unwrap(), ledger.content_hash().unwrap());
    assert!(ledger.knows(&reports[0].read().article, READER).unwrap());
    let later = known("2031-06-01");
    let again = ledger.record(reports.iter().map(Report::read).collect(), &later).unwrap();
    assert_eq!((again.new_articles, again.known_articles, again.new_claims, again.mentions), (0, 2, 0, 0));
    assert_eq!(ledger.relink(&later).unwrap().entries, 0);
    assert_eq!((ledger.revision().unwrap(), ledger.content_hash().unwrap()), (revision, hash));
    assert!(ledger.changes(&AsOf::Revision(revision)).unwrap().is_empty());
}

#[test]
fn another_readers_reading_replaces_the_old_one_and_the_past_keeps_it() {
    let mut ledger = ledger_of(&[report("Harbour Post", 2, 12, 0)]);
    let (before, past) = (ledger.revision().unwrap(), ledger.content_hash().unwrap());
    let mut anew = report("Harbour Post", 2, 12, 0).read();
    anew.reader = "rule@next".into();
    anew.reading.claims.truncate(1);
    assert!(!ledger.knows(&anew.article, &anew.reader).unwrap());
    let done = ledger.record(vec![anew], &known("2031-06-01")).unwrap();
    assert_eq!((done.new_articles, done.reread_articles), (0, 1));
    ledger.relink(&known("2031-06-01")).unwrap();
    assert_eq!(ledger.stats().unwrap().articles, 1);
    assert!(ledger.claims(&kind(Kind::Loss)).unwrap().is_empty());
    let gone: Vec<_> = ledger.changes(&AsOf::Revision(before)).unwrap().into_iter().filter(|c| c.what == ChangeKind::Retracted).collect();
    assert_eq!(gone.len(), 1);
    assert_eq!(ledger.as_of(&AsOf::Revision(before)).unwrap().content_hash().unwrap(), past);
}

#[test]
fn changes_say_what_was_corroborated_and_what_is_disputed() {
    let mut ledger = ledger_of(&[report("Harbour Post", 2, 12, 0)]);
    let before = ledger.revision().unwrap();
    let later = known("2031-06-01");
    ledger.record(vec![report("Ridge Radio", 3, 12, 1).read(), report("Mill Gazette", 4, 40, 2).read()], &later).unwrap();
    ledger.relink(&later).unwrap();
    let changes = ledger.changes(&AsOf::Revision(before)).unwrap();
    let of = |what: ChangeKind| changes.iter().filter(|c| c.what == what && c.id.starts_with("c-")).count();
    assert_eq!(of(ChangeKind::New), 1, "{changes:#?}");
    assert_eq!(of(ChangeKind::Corroborated), 2, "{changes:#?}");
    assert_eq!(of(ChangeKind::Disputed), 1, "{changes:#?}");
    assert!(ledger.changes(&AsOf::Instant(later)).unwrap().is_empty());
}

#[test]
fn filters_find_by_actor_place_day_and_words() {
    let ledger =
        ledger_of(&[report("Harbour Post", 2, 12, 0), Report { town: "Dornau", doer: "Vostia", ..report("Ridge Radio", 5, 7, 1) }]);
    let found = |filter: Filter| ledger.claims(&filter).unwrap().len();
    assert_eq!(found(Filter::default()), 4);
    assert_eq!(found(Filter { actor: Some("ostm".into()), ..Filter::default() }), 1);
    assert_eq!(found(Filter { actor: Some("VOS".into()), ..Filter::default() }), 1);
    assert_eq!(found(Filter { place: Some("dornau".into()), ..Filter::default() }), 2);
    assert_eq!(found(Filter { place: Some("vos".into()), ..Filter::default() }), 4);
    assert_eq!(found(Filter { plover_types: vec!["assault".into()], ..Filter::default() }), 2);
    assert_eq!(found(Filter { since: Some(common::may(2)), ..Filter::default() }), 0);
    let reported = Filter { since: Some(common::may(4)), date_basis: tacitus_ledger::DateBasis::Reported, ..Filter::default() };
    assert_eq!((found(reported.clone()), ledger.articles(&reported).unwrap().len()), (2, 1));
    assert_eq!(found(Filter { text: Some("shelled".into()), ..Filter::default() }), 2);
    assert_eq!(found(Filter { text: Some("?!".into()), ..Filter::default() }), 0);
    assert_eq!(found(Filter { min_origins: 2, ..Filter::default() }), 0);
    assert_eq!(ledger.actors(&Filter::default()).unwrap().len(), 2);
    assert_eq!(ledger.places(&Filter::default()).unwrap().len(), 2);
    assert_eq!(ledger.search("neighbour craters", 10).unwrap().len(), 1);
}

#[test]
fn an_id_or_its_start_names_its_thing() {
    let ledger = ledger_of(&[report("Harbour Post", 2, 12, 0)]);
    let claim = ledger.claims(&kind(Kind::Loss)).unwrap().remove(0);
    assert!(matches!(ledger.find(&claim.id[..10]).unwrap(), Some(Found::Claim(c)) if c.id == claim.id));
    assert!(matches!(ledger.find(claim.incident.as_deref().unwrap()).unwrap(), Some(Found::Incident(_))));
    assert!(matches!(ledger.find(&claim.evidence[0].article).unwrap(), Some(Found::Article(_))));
    for nothing in ["", "c-", "c-zzzzzzzz", "'; DROP TABLE claim; --", "%"] {
        assert_eq!(ledger.find(nothing).unwrap(), None);
    }
}

#[test]
fn captures_of_one_article_come_out_the_same_in_any_order() {
    let dated = report("Harbour Post", 2, 12, 0).read();
    let mut undated = dated.clone();
    undated.article.published = None;
    undated.article.source = "elsewhere.txt".into();
    for claim in &mut undated.reading.claims {
        claim.time = None;
    }
    let hash = |batch: Vec<_>| {
        let mut ledger = Ledger::open_in_memory().unwrap();
        for read in batch {
            ledger.record(vec![read], &known("2031-05-20")).unwrap();
        }
        ledger.relink(&known("2031-05-20")).unwrap();
        assert_eq!(ledger.stats().unwrap().articles, 1);
        ledger.content_hash().unwrap()
    };
    let alone = hash(vec![dated.clone()]);
    assert_eq!(hash(vec![dated.clone(), undated.clone()]), alone);
    assert_eq!(hash(vec![undated, dated]), alone);
}

fn reports() -> impl Strategy<Value = Vec<Report>> {
    let one = (0..3usize, 1..6u32, 0..2usize, 0..3usize, 0..2usize, 0..3usize, 0..4usize).prop_map(
        |(outlet, day, town, dead, doer, speaker, colour)| Report {
            outlet: ["Harbour Post", "Ridge Radio", "Mill Gazette"][outlet],
            day,
            town: ["Karsk", "Dornau"][town],
            dead: [3, 12, 40][dead],
            doer: ["Ostmark", "Vostia"][doer],
            speaker: [None, Some("Colonel Brandt"), Some("Ministry of Defence")][speaker],
            colour: COLOURS[colour],
        },
    );
    proptest::collection::vec(one, 1..9)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_order_and_batching_gives_the_same_export(reports in reports(), order in any::<proptest::sample::Index>(), batch in 1..4usize) {
        let straight = ledger_of(&reports);
        let mut turned = reports.clone();
        let length = turned.len();
        turned.rotate_left(order.index(length));
        turned.reverse();
        let mut ledger = Ledger::open_in_memory().unwrap();
        for (i, batch) in turned.chunks(batch).enumerate() {
            let at = KnownAt::from_unix(1_935_000_000 + i as i64);
            ledger.record(batch.iter().map(Report::read).collect(), &at).unwrap();
            if i % 2 == 0 {
                ledger.relink(&at).unwrap();
            }
        }
        ledger.relink(&known("2031-06-01")).unwrap();
        prop_assert_eq!(ledger.content_hash().unwrap(), straight.content_hash().unwrap());
        let ids = |l: &Ledger| l.incidents(&Filter::default()).unwrap().into_iter().map(|i| i.incident).collect::<Vec<_>>();
        prop_assert_eq!(ids(&ledger), ids(&straight));
        prop_assert_eq!(ledger.links(&Filter::default()).unwrap().len(), straight.links(&Filter::default()).unwrap().len());
    }

    #[test]
    fn the_past_equals_the_ledger_of_the_articles_known_then(reports in reports(), cut in any::<proptest::sample::Index>()) {
        let cut = cut.index(reports.len() + 1);
        let mut ledger = Ledger::open_in_memory().unwrap();
        for (part, day) in [(&reports[..cut], "2031-05-10"), (&reports[cut..], "2031-05-20")] {
            ledger.record(part.iter().map(Report::read).collect(), &known(day)).unwrap();
            ledger.relink(&known(day)).unwrap();
        }
        let past = ledger.as_of(&"2031-05-15".parse().unwrap()).unwrap();
        let then = ledger_of(&reports[..cut]);
        prop_assert_eq!(past.content_hash().unwrap(), then.content_hash().unwrap());
    }

    #[test]
    fn search_takes_any_input(query in "\\PC*") {
        let ledger = ledger_of(&[report("Harbour Post", 2, 12, 0)]);
        ledger.search(&query, 5).unwrap();
        ledger.claims(&Filter { text: Some(query.clone()), actor: Some(query.clone()), place: Some(query), ..Filter::default() }).unwrap();
    }
}
