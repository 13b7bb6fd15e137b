//! What became of what was said: threats carried out or not, reports taken back.

mod common;

use common::{Told, article, four, linked, telling};
use tacitus_record::{Article, Kind, LinkType, VoiceType, claim_id};

fn id(told: &Told) -> String {
    claim_id(&told.0, &Article::of_text("", ""))
}

/// A threat by Ostmark to storm the mill, told on the third of May.
const THREAT: &str = "Ostmark's general warned that Ostmark would storm the old mill.";

fn threat(deadline: Option<u32>) -> Told {
    let mut threat = Told::bare(Kind::Threat, "threaten.harm").by("OST").words(THREAT, THREAT);
    threat.0.threat = Some(tacitus_record::Threat {
        act: "Ostmark would storm the old mill".into(),
        condition: None,
        deadline: deadline.map(common::may),
        status: tacitus_record::ThreatStatus::Open,
    });
    threat
}

#[test]
fn a_deed_carries_out_the_threat_of_its_side_in_its_words_and_later() {
    let texts =
        ["Ostmark threatened to cut off gas supplies to Vostia.", "Ostmark has cut gas deliveries to Vostia.", "Ostmark shelled Vostia."];
    let mut articles = four();
    for (i, text) in texts.iter().enumerate() {
        articles[i] = article(&format!("a-{i}"), "Ridge Radio", 3 + i as u32, text);
    }
    let mut threat = Told::bare(Kind::Threat, "threaten.harm").by("OST").words(texts[0], texts[0]);
    threat.0.threat = Some(tacitus_record::Threat {
        act: "cut off gas supplies to Vostia".into(),
        condition: None,
        deadline: None,
        status: tacitus_record::ThreatStatus::Open,
    });
    let mut cut = Told::attack("OST", "Karsk", 4).nowhere().words(texts[1], texts[1]);
    if let Some(event) = &mut cut.0.event {
        event.plover_type = "SANCTION".into();
    }
    let shelled = Told::attack("OST", "Karsk", 5).nowhere().words(texts[2], texts[2]);
    let found: Vec<_> = linked(&articles, &[(0, &threat), (1, &cut), (2, &shelled)])
        .links
        .into_iter()
        .filter(|l| l.link_type == LinkType::Fulfils)
        .collect();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((&found[0].a, &found[0].b), (&id(&cut), &id(&threat)));
}

#[test]
fn a_retraction_finds_what_its_outlet_had_said() {
    let mut articles = four();
    articles[1] = article("a-1", "Harbour Post", 6, common::UNLIKE[1]);
    let told = Told::killed(40.0, "Karsk", 1);
    let elsewhere = Told::killed(40.0, "Dornau", 1);
    let content = Told::killed(40.0, "Karsk", 1).denied().sentence(2);
    let taken_back = Told::bare(Kind::Statement, "retract").sentence(2);
    let found = linked(&articles, &[(0, &told), (0, &elsewhere), (1, &content), (1, &taken_back)]);
    let retracted: Vec<_> = found.links.iter().filter(|l| l.link_type == LinkType::Retracts).collect();
    assert_eq!(retracted.len(), 1, "{:#?}", found.links);
    assert_eq!((&retracted[0].a, &retracted[0].b), (&id(&taken_back), &id(&told)));
    assert_eq!(found.standings[&id(&told)].grade.credibility, 5);
}

#[test]
fn a_claim_told_as_retracted_takes_back_the_earlier_one() {
    let mut articles = four();
    articles[1] = article("a-1", "Ridge Radio", 6, common::UNLIKE[1]);
    let told = Told::killed(40.0, "Karsk", 1);
    let mut taken_back = Told::killed(40.0, "Karsk", 1).denied().said_by("Harbour Post", VoiceType::Named);
    if let Some(voice) = taken_back.0.said_by.pop() {
        taken_back.0.said_by.push(voice.map(|v| tacitus_record::Voice { cue: Some("retracted".into()), ..v }));
    }
    let found = linked(&articles, &[(0, &told), (1, &taken_back)]);
    assert!(found.links.iter().any(|l| l.link_type == LinkType::Retracts && l.b == id(&told)), "{:#?}", found.links);
    assert_eq!(found.standings[&id(&told)].grade.reason, "its own source took it back");
}

#[test]
fn a_threat_said_not_to_have_been_carried_out_is_told_from_one_that_was() {
    let report = "Ostmark did not storm the mill.";
    let outcome = |deadline, told: &Told| {
        let links = linked(&telling(&[(THREAT, 3), (report, 6)]), &[(0, &threat(deadline)), (1, told)]).links;
        links.into_iter().map(|l| (l.link_type, l.reason)).collect::<Vec<_>>()
    };
    let stormed = Told::attack("OST", "Karsk", 5).nowhere().undated().words(report, report);
    let not = Told::attack("OST", "Karsk", 5).nowhere().undated().words(report, report).denied();
    assert_eq!(outcome(None, &stormed), [(LinkType::Fulfils, "the same side did it, later; in common: mill, ostmark, storm".to_string())]);
    assert_eq!(outcome(Some(5), &not)[0].0, LinkType::NotCarriedOut);
    assert!(outcome(Some(9), &not).is_empty(), "before its deadline nothing is left undone");
}

#[test]
fn a_deadline_that_passes_without_a_report_is_told() {
    use tacitus_linking::passed_deadline;
    let report = "Ostmark stormed the old mill.";
    let stormed = Told::attack("OST", "Karsk", 5).nowhere().undated().words(report, report);
    let told = threat(Some(5));
    let links = linked(&telling(&[(THREAT, 3), (report, 6)]), &[(0, &told), (1, &stormed)]).links;
    let passed = |links: &[tacitus_record::Link], day| passed_deadline(&told.0, &id(&told), links, Some(common::may(day)));
    assert_eq!(passed(&[], 9), Some(common::may(5)));
    assert_eq!(passed(&[], 6), None, "a deed of the last day is told on the next");
    assert_eq!(passed(&links, 9), None, "the deed was reported");
    assert_eq!(passed_deadline(&stormed.0, &id(&stormed), [], Some(common::may(9))), None);
}

#[test]
fn what_became_of_a_threat_became_of_it_in_other_words_too() {
    let (again, report) = ("He gave a warning.", "Ostmark stormed the old mill.");
    let both = format!("{THREAT} {again}");
    let told = threat(None).on(3);
    let mut bare = threat(None).on(3).against("VOS").words(&both, again).sentence(1);
    bare.0.threat = bare.0.threat.map(|t| tacitus_record::Threat { act: "a warning".into(), ..t });
    let done = Told::attack("OST", "Karsk", 5).against("VOS").nowhere().undated().words(report, report);
    let found = linked(&telling(&[(&both, 3), (report, 6)]), &[(0, &told), (0, &bare), (1, &done)]);
    let mut fulfilled: Vec<&String> = found.links.iter().filter(|l| l.link_type == LinkType::Fulfils).map(|l| &l.b).collect();
    fulfilled.sort();
    let (told, bare) = (id(&told), id(&bare));
    assert_eq!(fulfilled, if told < bare { [&told, &bare] } else { [&bare, &told] });
}

#[test]
fn the_names_of_who_threatens_carry_nothing_out() {
    let report = "General Held closed the old border.";
    let mut threat = threat(None);
    let text = "General Held warned of the old storm.";
    threat.0.mention.span = tacitus_record::Span::new(text, 0, text.len()).expect("inside");
    threat.0.threat = threat.0.threat.map(|t| tacitus_record::Threat { act: text.into(), ..t });
    let mut office = Told::bare(Kind::Role, "holds.office").by("OST");
    office.0.actor = office.0.actor.map(|a| a.map(|a| tacitus_record::Actor { text: "General Held".into(), ..a }));
    let closed = Told::attack("OST", "Karsk", 5).nowhere().undated().words(report, report);
    let links = linked(&telling(&[(text, 3), (report, 6)]), &[(0, &threat), (0, &office), (1, &closed)]).links;
    assert!(links.is_empty(), "{links:#?}");
}

#[test]
fn what_stands_in_the_words_of_a_withdrawn_report_is_taken_back_with_the_report() {
    let (first, later) =
        ("Ostmark fired gas shells at Karsk.", "Harbour Post withdraws its report that Ostmark fired gas shells near Karsk.");
    let mut articles = telling(&[(first, 3), (later, 5)]);
    articles[1].outlet = articles[0].outlet.clone();
    let told = Told::attack("OST", "Karsk", 1).words(first, first);
    let again = Told::attack("OST", "Karsk", 1).undated().words(later, "Ostmark fired gas shells near Karsk");
    let mut report = Told::bare(Kind::Statement, "say.say").words(later, "its report that Ostmark fired gas shells near Karsk");
    report = report.said_by("Harbour Post", VoiceType::Named);
    report.0.said_by =
        report.0.said_by.into_iter().map(|v| v.map(|v| tacitus_record::Voice { cue: Some("withdraws".into()), ..v })).collect();
    let found = linked(&articles, &[(0, &told), (1, &again), (1, &report)]);
    let taken_back: Vec<_> = found.links.iter().filter(|l| l.link_type == LinkType::Retracts).map(|l| (l.a.clone(), l.b.clone())).collect();
    let mut expected = vec![(id(&report), id(&told)), (id(&report), id(&again))];
    expected.sort();
    assert_eq!(taken_back, expected);
    assert!([&told, &again].iter().all(|t| found.standings[&id(t)].grade.credibility == 5));
}
