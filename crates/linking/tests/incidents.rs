//! Which claims are one incident, who stands behind them, and where they disagree.

mod common;

use common::{Told, article, country, four, linked, linked_with, place, telling};
use proptest::prelude::*;
use tacitus_linking::{Copies, copies};
use tacitus_record::{Article, Bound, Claim, Kind, LinkType, Modality, VoiceType, claim_id};

fn id(told: &Told) -> String {
    claim_id(&told.0, &Article::of_text("", ""))
}

/// Claims of each incident, as positions in the list given, smallest first.
fn groups(told: &[(usize, &Told)]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = linked(&four(), told)
        .incidents
        .iter()
        .map(|incident| (0..told.len()).filter(|&i| incident.claims.contains(&claim_id(&told[i].1.0, &four()[told[i].0]))).collect())
        .collect();
    groups.sort();
    groups
}

#[test]
fn one_place_one_day_one_side_is_one_incident() {
    let (a, b) = (Told::attack("OST", "Karsk", 1), Told::attack("OST", "Karsk", 1).against("VOS"));
    assert_eq!(groups(&[(0, &a), (1, &b)]), [vec![0, 1]]);
}

#[test]
fn two_settlements_are_never_one_incident_even_through_a_claim_without_a_place() {
    let (a, b) = (Told::attack("OST", "Karsk", 1).against("VOS"), Told::attack("OST", "Dornau", 1).against("VOS"));
    let bridge = Told::attack("OST", "Karsk", 1).against("VOS").nowhere();
    for group in groups(&[(0, &a), (1, &b), (0, &bridge)]) {
        assert!(!(group.contains(&0) && group.contains(&1)), "{group:?}");
    }
}

#[test]
fn days_apart_are_other_incidents_and_do_not_chain() {
    let days: Vec<Told> = (1..8).map(|day| Told::attack("OST", "Karsk", day)).collect();
    let told: Vec<(usize, &Told)> = days.iter().map(|t| (0, t)).collect();
    assert_eq!(groups(&told).len(), 7);
}

#[test]
fn a_deed_and_its_loss_side_by_side_are_one_incident() {
    let deed = Told::attack("OST", "Karsk", 1).sentence(4);
    let loss = Told::killed(12.0, "Karsk", 1).nowhere().undated().sentence(5);
    let far = Told::killed(7.0, "Karsk", 1).nowhere().undated().sentence(15);
    assert_eq!(groups(&[(0, &deed), (0, &loss), (0, &far)]), [vec![0, 1], vec![2]]);
}

#[test]
fn the_same_war_on_the_same_day_is_not_one_incident() {
    let a = Told::attack("OST", "Karsk", 1).against("VOS").at(country("VOS"));
    let b = Told::attack("OST", "Karsk", 1).against("VOS").nowhere();
    assert_eq!(groups(&[(0, &a), (1, &b)]).len(), 2);
}

#[test]
fn what_is_planned_or_forecast_is_no_incident() {
    let mut planned = Told::attack("OST", "Karsk", 1);
    planned.0.modality = Modality::Planned;
    let mut forecast = Told::attack("OST", "Karsk", 1);
    forecast.0.modality = Modality::Forecast;
    assert!(groups(&[(0, &planned), (1, &forecast)]).is_empty());
}

fn links(told: &[(usize, &Told)]) -> Vec<(LinkType, String, String)> {
    linked(&four(), told).links.into_iter().map(|l| (l.link_type, l.slot, l.reason)).collect()
}

#[test]
fn disjoint_numbers_contradict_and_bounds_are_respected() {
    let at = |number: f64, bound| Told::killed(number, "Karsk", 1).counting(number, bound);
    let exact = at(533.0, Bound::Exact);
    assert!(links(&[(0, &exact), (1, &at(1000.0, Bound::AtMost))]).is_empty());
    assert!(links(&[(0, &exact), (1, &at(500.0, Bound::AtLeast))]).is_empty());
    let found = links(&[(0, &exact), (1, &at(600.0, Bound::AtLeast))]);
    assert_eq!((found[0].0, found[0].1.as_str()), (LinkType::Contradicts, "quantity"));
    assert!(found[0].2.contains("at least 600 people killed (Ridge Radio)"), "{}", found[0].2);
}

#[test]
fn a_later_number_by_the_same_speaker_is_an_update() {
    let mut articles = four();
    articles[1] = article("a-1", "Ridge Radio", 5, common::UNLIKE[1]);
    let said = |number| Told::killed(number, "Karsk", 1).said_by("Colonel Brandt", VoiceType::Named);
    let (first, later) = (said(12.0), said(15.0));
    let found = linked(&articles, &[(0, &first), (1, &later)]).links;
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].link_type, &found[0].a, &found[0].b), (LinkType::Updates, &id(&later), &id(&first)));
}

#[test]
fn numbers_of_otherwise_qualified_things_differ_and_numbers_of_other_things_do_not_meet() {
    let (a, b) = (Told::killed(12.0, "Karsk", 1).of("suspected militants"), Told::killed(40.0, "Karsk", 1).of("foreign militants"));
    let found = links(&[(0, &a), (1, &b)]);
    assert_eq!((found[0].0, found.len()), (LinkType::Differs, 1));
    let (c, d) = (Told::killed(12.0, "Karsk", 1).of("civilians"), Told::killed(40.0, "Karsk", 1).of("soldiers"));
    assert!(links(&[(0, &c), (1, &d)]).is_empty());
    let (e, f) = (Told::killed(12.0, "Karsk", 1).of("others"), Told::killed(40.0, "Karsk", 1).of("others"));
    assert!(links(&[(0, &e), (1, &f)]).is_empty());
}

#[test]
fn the_same_few_words_in_two_articles_do_not_bridge_their_incidents() {
    let vague = Told::killed(8.0, "Karsk", 1).nowhere().undated().sentence(3);
    let (here, there) = (Told::attack("OST", "Karsk", 1).sentence(2), Told::attack("VOS", "Karsk", 3).sentence(2));
    let found = groups(&[(0, &here), (0, &vague), (1, &there), (1, &vague)]);
    assert!(found.iter().all(|g| !(g.contains(&0) && g.contains(&2))), "{found:?}");
}

#[test]
fn two_doers_of_one_deed_contradict() {
    let (a, b) = (Told::attack("OST", "Karsk", 1).against("NOR"), Told::attack("VOS", "Karsk", 1).against("NOR"));
    let found = links(&[(0, &a), (1, &b)]);
    assert_eq!((found[0].0, found[0].1.as_str(), found.len()), (LinkType::Contradicts, "actor", 1));
    let (x, y) = (Told::holds("OST", "Karsk", 1), Told::holds("VOS", "Karsk", 1));
    assert_eq!(links(&[(0, &x), (1, &y)])[0].1, "actor");
}

#[test]
fn fire_from_both_sides_is_no_contradiction() {
    let (a, b) = (Told::attack("OST", "Karsk", 1).against("VOS"), Told::attack("VOS", "Karsk", 1).against("OST"));
    assert!(links(&[(0, &a), (1, &b)]).is_empty());
}

#[test]
fn a_denial_by_the_one_accused_is_told_from_one_by_another() {
    let deed = Told::attack("OST", "Karsk", 1);
    let own = Told::attack("OST", "Karsk", 1).denied().said_by("OST", VoiceType::Official);
    let other = Told::attack("OST", "Karsk", 1).denied().said_by("Mayor Lind", VoiceType::Named);
    assert_eq!(links(&[(0, &deed), (1, &own)])[0].0, LinkType::Denies);
    assert_eq!(links(&[(0, &deed), (1, &other)])[0].0, LinkType::Contradicts);
}

#[test]
fn one_breath_and_one_sentence_hold_no_contradiction() {
    let deed = Told::attack("OST", "Karsk", 1).sentence(4);
    let repelled = Told::attack("OST", "Karsk", 1).denied().sentence(4);
    assert!(links(&[(0, &deed), (0, &repelled)]).is_empty());
    let voice = |told: Told| told.said_by("Mayor Lind", VoiceType::Named);
    let (mine, theirs) =
        (voice(Told::attack("OST", "Karsk", 1).against("NOR").denied()), voice(Told::attack("VOS", "Karsk", 1).against("NOR")));
    assert!(links(&[(0, &mine), (0, &theirs.sentence(1))]).is_empty());
}

fn credibility(told: &[(usize, &Told)], of: &Told) -> (u8, String) {
    let grade = linked(&four(), told).standings[&id(of)].grade.clone();
    (grade.credibility, grade.reason)
}

#[test]
fn grades_follow_the_admiralty_scale() {
    let plain = Told::killed(12.0, "Karsk", 1);
    assert_eq!(credibility(&[(0, &plain)], &plain).0, 2);
    let hedged = Told::killed(12.0, "Karsk", 1).hedged("reportedly");
    assert_eq!(credibility(&[(0, &hedged)], &hedged), (3, "one origin; hedged (\"reportedly\")".to_string()));
    let unnamed = Told::killed(12.0, "Karsk", 1).said_by("witnesses", VoiceType::Unnamed);
    assert_eq!(credibility(&[(0, &unnamed)], &unnamed).0, 3);
    let both = Told::killed(12.0, "Karsk", 1).said_by("witnesses", VoiceType::Unnamed).hedged("reportedly");
    assert_eq!(credibility(&[(0, &both)], &both).0, 4);
    let mut forecast = Told::attack("OST", "Karsk", 1);
    forecast.0.modality = Modality::Forecast;
    assert_eq!(credibility(&[(0, &forecast)], &forecast).0, 6);

    let brandt = Told::killed(12.0, "Karsk", 1).said_by("Colonel Brandt", VoiceType::Named);
    assert_eq!(credibility(&[(0, &plain), (1, &brandt)], &plain).0, 1);
    let more = Told::killed(40.0, "Karsk", 1);
    assert_eq!(credibility(&[(0, &plain), (1, &more)], &plain).0, 3, "one against one");
    let against_two = credibility(&[(0, &plain), (1, &brandt), (2, &more)], &more);
    assert_eq!(against_two.0, 5, "{}", against_two.1);
    assert_eq!(credibility(&[(0, &plain), (1, &brandt), (2, &more)], &plain).0, 2, "a majority that is contradicted is not confirmed");
    assert_eq!(credibility(&[(0, &plain), (0, &more)], &plain).0, 5, "one article says both");
}

#[test]
fn one_page_alone_never_earns_a_one() {
    let plain = Told::killed(12.0, "Karsk", 1);
    let brandt = Told::killed(12.0, "Karsk", 1).said_by("Colonel Brandt", VoiceType::Named).sentence(3);
    let mayor = Told::killed(12.0, "Karsk", 1).said_by("Mayor Lind", VoiceType::Named).sentence(9);
    let standing = &linked(&four(), &[(0, &plain), (0, &brandt), (0, &mayor)]).standings[&id(&plain)];
    assert_eq!((standing.origins, standing.informants, standing.grade.credibility), (1, 3, 2));
}

#[test]
fn leaning_on_one_agency_is_one_origin_and_one_informant() {
    let lean = |day| Told::killed(12.0, "Karsk", day).said_by("Reuters", VoiceType::Named);
    let (a, b) = (lean(1), lean(1).sentence(3));
    let standing = &linked(&four(), &[(0, &a), (1, &b)]).standings[&id(&a)];
    assert_eq!((standing.articles, standing.origins, standing.informants), (2, 1, 1));
}

#[test]
fn a_claim_in_a_shared_passage_counts_once_and_another_twice() {
    const SHARED: &str = "By nightfall they had drawn up a list on which twelve names stood, and the doors were shut to all.";
    let texts = [common::INDEPENDENT, common::ORIGINAL].map(|own| format!("{own} {SHARED}"));
    let mut articles = four();
    (articles[0].text, articles[1].text) = (texts[0].clone(), texts[1].clone());
    let copies: Copies = copies(&articles.iter().collect::<Vec<_>>());
    assert_eq!(copies.origins.len(), 4, "they are no copies of each other");
    let inside = |i: usize| Told::killed(12.0, "Karsk", 1).words(&texts[i], "twelve names");
    let outside = |i: usize| Told::attack("OST", "Karsk", 1).words(&texts[i], &texts[i][..10]);
    let (a, b, c, d) = (inside(0), inside(1), outside(0), outside(1));
    let found = linked_with(&articles, &[(0, &a), (1, &b), (0, &c), (1, &d)], &copies);
    assert_eq!((found.standings[&id(&a)].articles, found.standings[&id(&a)].origins), (2, 1));
    assert_eq!(found.standings[&id(&c)].origins, 2);
}

fn any_claim() -> impl Strategy<Value = (usize, Claim)> {
    (0..4usize, 0..4usize, 0..3usize, 1..4u32, 0..3usize, 0..3usize, any::<bool>()).prop_map(
        |(article, kind, town, day, doer, number, neg)| {
            let (town, doer) = (["Karsk", "Dornau", "Lohme"][town], ["OST", "VOS", "NOR"][doer]);
            let number = [3.0, 12.0, 40.0][number];
            let told = match kind {
                0 => Told::attack(doer, town, day),
                1 => Told::killed(number, town, day),
                2 => Told::holds(doer, town, day),
                _ => Told::killed(number, town, day).nowhere().by(doer).against("NOR"),
            };
            let told = if neg { told.denied() } else { told };
            (article, told.sentence(day).0)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_claims_does_not_matter(claims in proptest::collection::vec(any_claim(), 1..24), turn in any::<proptest::sample::Index>()) {
        let told: Vec<(usize, Told)> = claims.into_iter().map(|(article, claim)| (article, Told(claim))).collect();
        let straight: Vec<(usize, &Told)> = told.iter().map(|(a, t)| (*a, t)).collect();
        let mut turned = straight.clone();
        turned.rotate_left(turn.index(straight.len()));
        turned.reverse();
        let (one, other) = (linked(&four(), &straight), linked(&four(), &turned));
        prop_assert_eq!(&one, &other);
        // Every claim of a happening is in one incident, and no incident has two settlements.
        for incident in &one.incidents {
            let mut towns: Vec<_> = told
                .iter()
                .filter(|(_, t)| incident.claims.contains(&id(t)))
                .filter_map(|(_, t)| t.0.place.as_ref().map(|p| p.value.name.clone()))
                .collect();
            towns.sort();
            towns.dedup();
            prop_assert!(towns.len() <= 1, "{:?}", towns);
        }
        prop_assert!(one.standings.values().all(|s| s.incident.is_some()));
    }
}

#[test]
fn a_place_nobody_knows_is_not_taken_for_another() {
    let mut unknown = place("Altmühl");
    (unknown.gazetteer_id, unknown.country, unknown.admin1) = (None, None, None);
    let (a, b) = (Told::attack("OST", "Karsk", 1), Told::attack("OST", "Karsk", 1).at(unknown));
    assert_eq!(groups(&[(0, &a), (1, &b)]).len(), 2);
}

const WIRE: &str =
    "Artillery struck the market of Karsk with shells. Shoppers ran. The shells had been fired by Ostmark from the hills above Dornau.";
const OTHER_SIDE: &str = "A battery of Vostia bombarded the market in Karsk.";

#[test]
fn what_takes_up_the_shells_of_a_strike_tells_who_fired_at_its_market() {
    let struck =
        Told::attack("OST", "Karsk", 1).with_guns().words(WIRE, "Artillery struck the market of Karsk with shells").about(WIRE, "market");
    let struck = Told(Claim { actor: None, ..struck.0 });
    let fired = Told::attack("OST", "Karsk", 1).nowhere().undated().with_guns().called("assault.fire").sentence(2);
    let fired = fired.words(WIRE, "The shells had been fired by Ostmark from the hills above Dornau").about(WIRE, "shells");
    let shelled = Told::attack("VOS", "Karsk", 1).with_guns().words(OTHER_SIDE, OTHER_SIDE).about(OTHER_SIDE, "market");
    let found = linked(&telling(&[(WIRE, 2), (OTHER_SIDE, 3)]), &[(0, &struck), (0, &fired), (1, &shelled)]);
    assert_eq!(found.incidents.len(), 1, "{:#?}", found.incidents);
    let [link] = &found.links[..] else { panic!("{:#?}", found.links) };
    assert_eq!((link.link_type, link.slot.as_str()), (LinkType::Contradicts, "actor"));
    assert!([&link.a, &link.b].contains(&&id(&fired)) && [&link.a, &link.b].contains(&&id(&shelled)));
}

#[test]
fn shells_not_told_as_known_take_nothing_up() {
    let body = WIRE.replace("The shells", "Its shells");
    let struck =
        Told::attack("OST", "Karsk", 1).with_guns().words(&body, "Artillery struck the market of Karsk with shells").about(&body, "market");
    let fired = Told::attack("VOS", "Karsk", 1).nowhere().undated().with_guns().called("assault.fire").sentence(9);
    let fired = fired.words(&body, "Its shells had been fired by Ostmark from the hills above Dornau").about(&body, "shells");
    assert_eq!(linked(&telling(&[(&body, 2)]), &[(0, &struck), (0, &fired)]).incidents.len(), 2);
}

#[test]
fn both_sides_may_fire_shells_on_one_day() {
    let (one, other) = ("Ostmark fired shells at Karsk.", "Vostia sent shells over Karsk.");
    let a = Told::attack("OST", "Karsk", 1).with_guns().called("assault.fire").words(one, one).about(one, "shells");
    let b = Told::attack("VOS", "Karsk", 1).with_guns().words(other, other).about(other, "shells");
    assert!(linked(&telling(&[(one, 2), (other, 2)]), &[(0, &a), (1, &b)]).links.is_empty());
}

#[test]
fn a_loss_in_another_article_belongs_to_the_deed_that_it_names() {
    let (deed, loss) = (
        "Guns shelled the market in Karsk on Tuesday.",
        "The ministry said on Friday that 23 people were killed by shells at the market in Karsk.",
    );
    let shelled = Told::attack("OST", "Karsk", 1).with_guns().words(deed, deed).about(deed, "market");
    let killed = Told::killed(23.0, "Karsk", 1).undated().with_guns().words(loss, "23 people were killed by shells at the market in Karsk");
    // "On Friday" is when the ministry spoke.
    let spoke = Told::bare(Kind::Statement, "say.say").on(9).words(loss, loss);
    let found = linked(&telling(&[(deed, 8), (loss, 9)]), &[(0, &shelled), (1, &killed), (1, &spoke)]);
    assert_eq!(found.incidents.len(), 1, "{:#?}", found.incidents);
}

#[test]
fn a_copy_vouches_for_nothing_that_it_copied() {
    let mut articles = four();
    articles[0] = article("a-0", "Harbour Post", 2, common::ORIGINAL);
    articles[1] = article("a-1", "Foreign Echo", 3, common::ORIGINAL);
    let told = Told::killed(14.0, "Karsk", 1);
    let standing = &linked(&articles, &[(0, &told), (1, &told)]).standings[&id(&told)];
    assert_eq!((standing.articles, standing.origins, standing.informants), (2, 1, 1));
}

#[test]
fn a_title_is_no_informant_beside_whom_its_text_names() {
    let text = "At least 14 killed in Karsk\n\nAt least 14 people were killed in Karsk, hospital officials said. Nobody else was counted.";
    let mut articles = telling(&[(text, 3), (OTHER_SIDE, 3)]);
    let title = tacitus_record::Span::new(text, 0, 27).expect("inside");
    articles[0].blocks = vec![tacitus_record::Block { span: title, kind: tacitus_record::BlockKind::Title }];
    let short = Told::killed(14.0, "Karsk", 1).counting(14.0, Bound::AtLeast).undated().words(text, "At least 14 killed");
    let whole = Told::killed(14.0, "Karsk", 1).counting(14.0, Bound::AtLeast).words(text, "At least 14 people were killed in Karsk");
    let whole = whole.said_by("hospital officials", VoiceType::Official).sentence(1);
    let nine = Told::killed(9.0, "Karsk", 1).words(OTHER_SIDE, OTHER_SIDE);
    let found = linked(&articles, &[(0, &short), (0, &whole), (1, &nine)]);
    assert_eq!(found.standings[&id(&short)].informants, 1);
    assert_eq!(found.standings[&id(&nine)].grade.credibility, 3, "{}", found.standings[&id(&nine)].grade.reason);
}

/// Two happenings that two outlets tell of in one vague sentence.
const TWO_EVENTS: [(&str, u32); 2] = [
    (
        "Raiders burned the granary of Tavel before dawn and led away eleven villagers. Three people were killed. Smoke hung over the mill all morning, and elder Jonna Mirk was looking for her sons.",
        2,
    ),
    (
        "A lorry bomb tore open the customs house of Port Selm at noon. Three people were killed. Divers searched the harbour for the driver, who had come by ferry, inspector Olav Renn said.",
        2,
    ),
];

#[test]
fn one_vague_sentence_on_two_happenings_is_no_corroboration() {
    let articles = telling(&TWO_EVENTS);
    let words = "Three people were killed";
    let vague = |i: usize| Told::killed(3.0, "Karsk", 1).nowhere().undated().words(TWO_EVENTS[i].0, words);
    let of = |i: usize| claim_id(&vague(i).0, &articles[i]);
    assert_ne!(of(0), of(1), "the words before them differ, so they are two claims");
    let linked = linked(&articles, &[(0, &vague(0)), (1, &vague(1))]);
    assert!(linked.standings.values().all(|s| (s.articles, s.origins) == (1, 1)), "{:?}", linked.standings);

    // A sentence that is long enough to be told apart by itself may still be printed on two happenings.
    let long =
        "Three people were killed when the roof came down on those who had been waiting there since the early morning for bread and news";
    let texts = TWO_EVENTS.map(|(text, day)| (text.replace("Three people were killed", long), day));
    let articles = telling(&[(&texts[0].0, texts[0].1), (&texts[1].0, texts[1].1)]);
    let told = |i: usize| Told::killed(3.0, "Karsk", 1).nowhere().undated().words(&texts[i].0, long);
    assert_eq!(claim_id(&told(0).0, &articles[0]), claim_id(&told(1).0, &articles[1]));
    let linked = common::linked(&articles, &[(0, &told(0)), (1, &told(1))]);
    assert!(linked.standings.values().all(|s| s.origins == 1), "{:?}", linked.standings);
}

#[test]
fn a_vague_claim_of_five_copies_is_one_claim_with_one_origin() {
    let articles: Vec<Article> =
        (0..5).map(|i| article(&format!("a-{i}"), ["Post", "Radio", "Gazette", "Mirror", "Echo"][i], 3, common::ORIGINAL)).collect();
    let vague = Told::killed(14.0, "Karsk", 1)
        .counting(14.0, Bound::AtLeast)
        .nowhere()
        .undated()
        .words(common::ORIGINAL, "at least 14 people were killed");
    let linked = linked(&articles, &[(0, &vague), (1, &vague), (2, &vague), (3, &vague), (4, &vague)]);
    let standings: Vec<(u32, u32)> = linked.standings.values().map(|s| (s.articles, s.origins)).collect();
    assert_eq!(standings, [(5, 1)]);
}
