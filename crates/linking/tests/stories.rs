//! Which articles are mainly about one happening.

mod common;

use common::{INDEPENDENT, ORIGINAL, Told, article, country, linked, linked_with, telling};
use proptest::prelude::*;
use tacitus_linking::{Story, copies, stories};
use tacitus_record::{Article, claim_id};

/// Three reports each of two raids of one kind in one region, two days apart, none a copy of another.
const RAIDS: [(&str, u32); 6] = [
    (
        "Raiders burned the granary of Tavel before dawn and led away eleven villagers, elder Jonna Mirk said. Smoke hung over the Lower Vostia border all morning.",
        2,
    ),
    (
        "Eleven people are missing from Tavel after gunmen set fire to its granary. Jonna Mirk, the village elder, named each of them at the ruins while the army of Lower Vostia searched the border.",
        3,
    ),
    (
        "At the burnt granary in Tavel a list is read out: eleven names. Elder Mirk wants the border of Lower Vostia closed until the raiders give them back.",
        3,
    ),
    (
        "Raiders stopped the mail coach near Orbeck and took its two guards, driver Pell Asander told the post of Lower Vostia. The border was closed at once.",
        4,
    ),
    (
        "The mail coach from Orbeck never arrived. Pell Asander, who drove it, walked to the border with a wound in his arm; both guards were taken by raiders.",
        5,
    ),
    (
        "Driver Asander says the raiders at Orbeck knew which mail the coach carried. Two guards are still held, the post of Lower Vostia confirmed.",
        5,
    ),
];

fn gathered(articles: &[Article]) -> Vec<Story> {
    let all: Vec<&Article> = articles.iter().collect();
    stories(&all, &copies(&all))
}

fn ids(story: &Story) -> Vec<&str> {
    story.articles.iter().map(|a| a.article.as_str()).collect()
}

fn raids() -> Vec<Article> {
    RAIDS.iter().enumerate().map(|(i, (text, day))| article(&format!("a-{i}"), &format!("Outlet {i}"), *day, text)).collect()
}

#[test]
fn two_raids_of_one_kind_in_one_region_are_two_stories() {
    let found = gathered(&raids());
    assert_eq!(found.iter().map(ids).collect::<Vec<_>>(), [vec!["a-0", "a-1", "a-2"], vec!["a-3", "a-4", "a-5"]]);
}

#[test]
fn a_story_says_what_it_is_about_and_each_article_why_it_belongs() {
    let found = gathered(&raids());
    assert!(["Tavel", "granary"].iter().all(|word| found[0].about.iter().any(|w| w == word)), "{:?}", found[0].about);
    let reason = &found[0].articles[1].reason;
    assert!(reason.starts_with("shares “") && reason.contains("Tavel") && reason.contains("closeness 0."), "{reason}");
}

#[test]
fn another_report_of_the_shelling_is_its_story_though_no_copy() {
    let mut articles = raids();
    articles.push(article("b-0", "Harbour Post", 2, ORIGINAL));
    articles.push(article("b-1", "Ridge Radio", 3, INDEPENDENT));
    assert!(gathered(&articles).iter().any(|story| ids(story) == ["b-0", "b-1"]));
}

#[test]
fn copies_are_one_story_and_the_reason_says_so() {
    let articles = [article("a-1", "Harbour Post", 2, ORIGINAL), article("a-2", "Mirror Daily", 2, ORIGINAL)];
    let found = gathered(&articles);
    assert_eq!((found.len(), found[0].articles[1].reason.as_str()), (1, "a copy of a-1"));
}

#[test]
fn the_same_words_half_a_year_later_are_another_story() {
    let mut articles = raids()[..2].to_vec();
    articles[1].published.as_mut().unwrap().value = tacitus_record::Day::new(2031, 11, 3).unwrap();
    assert_eq!(gathered(&articles).len(), 2);
}

#[test]
fn texts_without_words_are_stories_of_their_own() {
    let articles =
        [article("a-1", "A", 1, ""), article("a-2", "B", 1, ""), article("a-3", "C", 1, "…"), article("a-4", "D", 1, "And then?")];
    assert_eq!(gathered(&articles).len(), 4);
}

/// Two reports of an attack that place it in the country only, and name whom it struck.
fn coarse() -> [Told; 2] {
    let attack = || Told::attack("OST", "Karsk", 1).against("VOS").at(country("VOS")).undated();
    [attack().called("assault.shell"), attack().called("assault.bombard")]
}

#[test]
fn reports_of_one_deed_meet_in_one_story_and_not_across_stories() {
    let [a, b] = coarse();
    let id = |told: &Told| claim_id(&told.0, &Article::of_text("", ""));
    let one = |found: &tacitus_linking::Linked| found.incidents.iter().any(|i| i.claims.contains(&id(&a)) && i.claims.contains(&id(&b)));
    let told = [(0, &a), (1, &b)];
    assert!(one(&linked(&telling(&RAIDS[..2]), &told)));
    let apart = telling(&[RAIDS[0], RAIDS[4]]);
    assert!(!one(&linked(&apart, &told)));
    let none = copies(&apart.iter().collect::<Vec<_>>());
    assert!(!one(&linked_with(&apart, &told, &none)));
}

proptest! {
    #[test]
    fn any_order_gives_the_same_stories(order in Just((0..6).collect::<Vec<usize>>()).prop_shuffle()) {
        let articles = raids();
        let turned: Vec<Article> = order.iter().map(|&i| articles[i].clone()).collect();
        prop_assert_eq!(gathered(&turned), gathered(&articles));
    }

    #[test]
    fn any_texts_are_gathered_once_each(texts in proptest::collection::vec("\\PC{0,80}", 0..6)) {
        let articles: Vec<Article> = texts.iter().enumerate().map(|(i, t)| Article::of_text(&format!("a-{i}"), t)).collect();
        let found = gathered(&articles);
        let mut all: Vec<&str> = found.iter().flat_map(ids).collect();
        all.sort_unstable();
        prop_assert_eq!(all, articles.iter().map(|a| a.id.as_str()).collect::<Vec<_>>());
    }
}
