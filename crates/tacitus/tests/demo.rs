//! What the bundled corpus was written to show, and the ledger shows today: see `demo/README.md` for what is planted where. A change of
//! reading or linking that loses one of these is seen here. What is planted but not found yet is not listed.

mod common;

use std::sync::LazyLock;

use common::{Project, Ran, command};
use serde_json::Value;

/// The demo's ledger, read once for all tests.
struct Demo {
    summary: String,
    articles: Vec<Value>,
    claims: Vec<Value>,
    links: Vec<Value>,
    origins: Vec<Value>,
    incidents: Vec<Value>,
    /// What `incidents --min-origins 2` lists.
    corroborated: Vec<Value>,
}

static DEMO: LazyLock<Demo> = LazyLock::new(|| {
    let project = Project::without_ledger();
    let ran = project.run(&["demo"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let folder = project.path().join("tacitus-demo");
    let list = |args: &[&str]| -> Vec<Value> {
        let ran = Ran::from(command(&folder).args(args).args(["--format", "jsonl"]).output().expect("the command starts"));
        ran.stdout.lines().map(|l| serde_json::from_str(l).expect("every line is JSON")).collect()
    };
    Demo {
        summary: ran.stdout,
        articles: list(&["articles"]),
        claims: list(&["claims"]),
        links: list(&["contradictions", "--all"]),
        origins: list(&["origins"]),
        incidents: list(&["incidents"]),
        corroborated: list(&["incidents", "--min-origins", "2"]),
    }
});

fn text<'a>(value: &'a Value, path: &str) -> &'a str {
    value.pointer(path).and_then(Value::as_str).unwrap_or("")
}

/// Id of the article by an outlet whose body holds these words.
fn article(outlet: &str, words: &str) -> &'static str {
    let fits = |a: &&Value| text(a, "/outlet").starts_with(outlet) && text(a, "/text").contains(words);
    let found: Vec<&Value> = DEMO.articles.iter().filter(fits).collect();
    assert_eq!(found.len(), 1, "one article by {outlet} with `{words}`");
    text(found[0], "/id")
}

/// Claims that an article makes.
fn claims(article: &str) -> Vec<&'static Value> {
    let told = |c: &&Value| c["evidence"].as_array().is_some_and(|e| e.iter().any(|e| text(e, "/article") == article));
    DEMO.claims.iter().filter(told).collect()
}

/// Claims with these words among their evidence.
fn with_words<'a>(claims: &'a [&'static Value], words: &'a str) -> impl Iterator<Item = &'static Value> + 'a {
    claims.iter().copied().filter(move |c| text(c, "/evidence/0/exact").contains(words))
}

/// Links of a type, as the claims of both sides.
fn links(kind: &str, slot: &str) -> Vec<(&'static Value, &'static Value)> {
    let fits = |l: &&Value| text(l, "/type") == kind && text(l, "/slot") == slot;
    DEMO.links.iter().filter(fits).map(|l| (&l["claim_a"], &l["claim_b"])).collect()
}

/// Whether some link of a kind has these two sides, in either order.
fn linked(kind: &str, slot: &str, one: impl Fn(&Value) -> bool, other: impl Fn(&Value) -> bool) -> bool {
    links(kind, slot).iter().any(|(a, b)| one(a) && other(b) || one(b) && other(a))
}

/// Whether a claim counts between these numbers of dead; `None` is open.
fn dead(claim: &Value, lo: Option<u64>, hi: Option<u64>) -> bool {
    let quantity = &claim["quantity"];
    text(quantity, "/status") == "killed" && quantity["lo"].as_u64() == lo && quantity["hi"].as_u64() == hi
}

fn is(claim: &Value, path: &str, what: &str) -> bool {
    text(claim, path) == what
}

#[test]
fn five_outlets_with_one_wire_story_are_one_origin() {
    let members = |root: &str| -> Vec<(String, String)> {
        let origin = DEMO.origins.iter().find(|o| text(o, "/root") == root).expect("the root has an origin");
        let members = origin["members"].as_array().expect("members").iter();
        members.map(|m| (text(m, "/outlet").to_string(), text(m, "/kind").to_string())).collect()
    };
    let mut wire = members(article("Meridian Press", "artillery shells struck the covered market"));
    wire.sort();
    let expected = [
        ("Global Digest 24 (DEMO)", "paraphrase"),
        ("Harbour Gazette (DEMO)", "abridged"),
        ("Meridian Press (DEMO)", "original"),
        ("Orlesk Observer (DEMO)", "paraphrase"),
        ("Valdonia Herald (DEMO)", "syndicated"),
    ];
    assert_eq!(wire, expected.map(|(outlet, kind)| (outlet.to_string(), kind.to_string())));
    assert_eq!(members(article("Meridian Press", "signed a ceasefire agreement")).len(), 2, "the half-copied story on the ceasefire");
    assert_eq!(DEMO.origins.len(), 55, "and nothing else is a copy");
}

#[test]
fn copies_corroborate_nothing() {
    let wire = claims(article("Meridian Press", "artillery shells struck the covered market"));
    let dead =
        wire.iter().find(|c| dead(c, Some(14), None) && !text(c, "/said_by/0/text").is_empty()).expect("the dead by hospital officials");
    assert!(dead["articles"].as_u64() >= Some(3), "{dead}");
    assert_eq!((&dead["origins"], &dead["informants"]), (&Value::from(1), &Value::from(1)), "{dead}");
    let accused = wire.iter().find(|c| is(c, "/predicate", "accuse.allege")).expect("the accusation");
    assert!(accused["articles"].as_u64() >= Some(2), "{accused}");
    assert_eq!(accused["informants"], 1, "a machine's rewording is no informant of its own: {accused}");
}

#[test]
fn the_dead_of_halvaro_are_told_in_numbers_that_disagree() {
    let (nine, more, fourteen) =
        (|c: &Value| dead(c, Some(9), Some(9)), |c: &Value| dead(c, Some(23), Some(23)), |c: &Value| dead(c, Some(14), None));
    assert!(linked("contradicts", "quantity", nine, more));
    assert!(linked("contradicts", "quantity", nine, fourteen));
    assert!(!linked("contradicts", "quantity", fourteen, more), "at least 14 is no other number than 23");
}

#[test]
fn what_a_side_says_it_lost_is_fewer_than_what_the_other_counted() {
    let lost = |c: &Value| is(c, "/quantity/status", "casualties") && c["quantity"]["lo"] == 4 && c["quantity"]["hi"] == 4;
    assert!(linked("contradicts", "quantity", lost, |c| dead(c, Some(35), Some(35))));
}

#[test]
fn witnesses_are_heard_among_what_happened_at_halvaro() {
    let told = claims(article("Meridian Press", "artillery shells struck the covered market"));
    let landed = with_words(&told, "The shells landed").next().expect("what the witnesses saw");
    assert!(is(landed, "/event/plover_type", "ASSAULT") && is(landed, "/said_by/0/text", "three witnesses"), "{landed}");
    let struck = with_words(&told, "struck the covered market").find(|c| is(c, "/event/plover_type", "ASSAULT")).expect("the deed");
    assert_eq!(landed["incident"], struck["incident"], "both tell of one happening");
}

#[test]
fn who_shelled_halvaro_is_told_by_two_sides() {
    let by = |c: &Value, who: &str| is(c, "/actor/entity", who);
    assert!(linked("contradicts", "actor", |c| by(c, "XVD.DLF"), |c| by(c, "XVD.MIL")));
    let halvaro = DEMO.incidents.iter().find(|i| text(i, "/place/name") == "Halvaro" && text(i, "/time/edtf") == "2019-03-07").expect("it");
    let slots: Vec<&str> = halvaro["disagreements"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    assert_eq!(slots, ["actor", "quantity"]);
}

#[test]
fn an_incident_is_headed_by_what_somebody_asserts() {
    for incident in &DEMO.incidents {
        let headline = DEMO.claims.iter().find(|c| c["id"] == incident["headline"]).expect("the headline is a claim");
        let asserted = |c: &Value| c["said_by"].as_array().is_some_and(|v| v.iter().all(|v| v["made"] == true)) && c["polarity"] == "pos";
        let members = DEMO.claims.iter().filter(|c| c["incident"] == incident["id"]).filter(|c| asserted(c)).count();
        assert!(asserted(headline) || members == 0, "{headline}");
    }
}

#[test]
fn the_station_at_kolvary_was_destroyed_and_was_not() {
    let told = |polarity: &'static str| move |c: &Value| is(c, "/place/name", "Kolvary") && is(c, "/polarity", polarity);
    assert!(linked("contradicts", "polarity", told("pos"), told("neg")));
}

#[test]
fn one_article_lets_the_front_answer_the_ministry_on_the_hostages() {
    let seizure = article("Meridian Press", "17 officers were being held hostage");
    let told = |words: &'static str| move |c: &Value| text(c, "/evidence/0/exact").contains(words) && is(c, "/evidence/0/article", seizure);
    assert!(linked("contradicts", "polarity", told("held hostage"), told("no hostages had been taken")));
}

#[test]
fn the_threat_to_cut_the_gas_is_carried_out() {
    let threat = article("Meridian Press", "threatened on Wednesday to cut off gas supplies");
    let deed = article("Meridian Press", "stopped gas deliveries to Valdonia on Saturday");
    let of = |article: &'static str| move |c: &Value| text(c, "/evidence/0/article") == article;
    assert!(links("fulfils", "threat").iter().all(|(a, b)| of(deed)(a) && of(threat)(b)), "and no other threat is");
    let gas = |c: &Value| text(c, "/evidence/0/exact").contains(" gas ");
    let threats = claims(threat).into_iter().filter(|c| is(c, "/kind", "threat") && gas(c));
    let fulfilled = |threat: &Value| links("fulfils", "threat").iter().any(|(_, b)| b["id"] == threat["id"]);
    assert!(threats.clone().count() > 0 && threats.clone().all(fulfilled), "title and text make one threat");
    let valves = |c: &Value| is(c, "/kind", "threat") && text(c, "/evidence/0/exact").contains("the valves at Rudna will be closed");
    assert!(claims(threat).into_iter().any(valves), "nor is it lost that it is made again in other words");
}

#[test]
fn the_threat_to_storm_the_station_is_not_carried_out() {
    let threat = article("Meridian Press", "would storm the police station in Miresk");
    let report = article("Dorrin Daily", "did not storm the police station");
    let mut found: Vec<_> =
        links("not_carried_out", "threat").iter().map(|(a, b)| (text(a, "/evidence/0/article"), text(b, "/evidence/0/article"))).collect();
    // Diplomats that would be expelled, on a condition, were not.
    let announced = article("Thornhavn Post", "would expel League diplomats");
    found.retain(|(_, b)| *b != announced);
    assert_eq!(found, [(report, threat)]);
    assert!(links("not_carried_out", "threat").iter().any(|(_, b)| text(b, "/evidence/0/article") == announced));
    let stormed = |c: &&Value| is(c, "/event/plover_type", "ASSAULT") && is(c, "/polarity", "pos") && is(c, "/modality", "actual");
    assert_eq!(claims(report).into_iter().filter(stormed).count(), 0, "what did not happen is no assault");
}

#[test]
fn threats_on_a_condition_are_no_deeds() {
    for (outlet, words) in
        [("Karsk State News", "its bases will become legitimate targets"), ("Thornhavn Post", "would expel League diplomats")]
    {
        let told = claims(article(outlet, words));
        let found: Vec<_> = with_words(&told, "legitimate targets").chain(with_words(&told, "would expel")).collect();
        assert!(!found.is_empty(), "{words}");
        for claim in found.into_iter().filter(|c| !is(c, "/kind", "statement")) {
            let bare = is(claim, "/modality", "actual") && !is(claim, "/kind", "threat");
            assert!(!bare, "{claim}");
        }
    }
    let kept = claims(article("Thornhavn Post", "has not expelled any League diplomats"));
    assert!(kept.iter().any(|c| is(c, "/predicate", "sanction.expel") && is(c, "/polarity", "neg")));
}

#[test]
fn the_chemical_shells_are_taken_back_by_their_outlet() {
    let first = article("Harbour Gazette", "reportedly fired chemical shells");
    let later = article("Harbour Gazette", "withdraws its report of 13 March");
    let back = links("retracts", "claim");
    assert!(back.iter().any(|(a, b)| text(a, "/evidence/0/article") == later && text(b, "/evidence/0/article") == first));
    let told = [claims(first), claims(later)].concat();
    let shells: Vec<_> = with_words(&told, "fired chemical shells").filter(|c| is(c, "/event/plover_type", "ASSAULT")).collect();
    assert_eq!(shells.len(), 2, "{shells:#?}");
    assert!(shells.iter().all(|c| c["credibility"] == 5), "neither telling stands");
}

#[test]
fn that_the_market_was_shelled_is_confirmed_by_independent_sources() {
    let shelled = |c: &&Value| is(c, "/predicate", "assault.shelling") && is(c, "/place/name", "Halvaro");
    let confirmed = DEMO.claims.iter().filter(shelled).find(|c| c["credibility"] == 1).expect("a confirmed claim");
    assert!(confirmed["origins"].as_u64() >= Some(2) && confirmed["informants"].as_u64() >= Some(2), "{confirmed}");
}

#[test]
fn the_crossing_at_uskella_is_confirmed_by_independent_sources() {
    let crossing = DEMO.corroborated.iter().find(|i| i["place"].to_string().contains("Uskella"));
    let crossing = crossing.expect("the crossing is an incident of two origins");
    assert!(crossing["origins"].as_u64() >= Some(2) && crossing["informants"].as_u64() >= Some(2), "{crossing}");
}

#[test]
fn asking_for_two_origins_asks_the_incident_and_not_each_claim() {
    let of_two = |i: &&Value| i["origins"].as_u64() >= Some(2);
    let wanted: Vec<&str> = DEMO.incidents.iter().filter(of_two).map(|i| text(i, "/id")).collect();
    assert_eq!(DEMO.corroborated.iter().map(|i| text(i, "/id")).collect::<Vec<_>>(), wanted);
}

#[test]
fn vague_days_and_places_stay_vague() {
    let told = claims(article("Dorrin Daily", "came under shelling late last week"));
    // The headline tells of it too, without a day.
    let shelling = told.iter().find(|c| is(c, "/event/plover_type", "ASSAULT") && !c["time"].is_null()).expect("the shelling");
    assert_eq!(text(shelling, "/place/precision"), "region", "{shelling}");
    assert_eq!((text(shelling, "/time/start_lo"), text(shelling, "/time/end_hi")), ("2019-03-15", "2019-03-17"), "{shelling}");
}

#[test]
fn numbers_of_different_counts_do_not_disagree() {
    let slots: Vec<_> = links("contradicts", "quantity").iter().flat_map(|(a, b)| [*a, *b]).map(|c| text(c, "/quantity/status")).collect();
    let is_of_people = |s: &&str| matches!(*s, "killed" | "casualties");
    assert!(slots.iter().all(is_of_people), "vehicles counted on two roads and displaced people of two areas are no contradiction");
    let monitors = claims(article("Meridian Press", "at least 60 armoured vehicles"));
    assert!(monitors.iter().any(|c| c["quantity"]["lo"] == 60 && c["quantity"]["hi"].is_null()), "at least 60 has no upper bound");
}

#[test]
fn denials_are_denials_by_who_denies() {
    let denials = [
        ("Karsk State News", "denied that the Karsk Republic had supplied weapons", "supplied weapons", "XKR.MFA"),
        ("Orlesk Observer", "one of its aircraft had been shot down", "shot down", "XKR.MIL"),
        ("Orlesk Observer", "Karpel also denied", "had been bombed", "XKR.KARPEL"),
    ];
    for (outlet, words, denied, who) in denials {
        let told = claims(article(outlet, words));
        let found = with_words(&told, denied).filter(|c| is(c, "/polarity", "neg") && is(c, "/said_by/0/entity", who)).count();
        assert_eq!(found, 1, "{denied}");
    }
}

#[test]
fn forecasts_and_judgements_are_no_events_and_keep_their_band() {
    let bands = |outlet, words| -> Vec<&str> {
        claims(article(outlet, words)).into_iter().filter(|c| is(c, "/kind", "assessment")).map(|c| text(c, "/likelihood/band")).collect()
    };
    let analysis = bands("The Lisarne Courier", "will try to divide the League");
    assert!(analysis.contains(&"likely") && analysis.contains(&"unlikely"), "{analysis:?}");
    assert!(bands("The Lisarne Courier", "very likely to hold").contains(&"very likely"));
    let judged = DEMO.claims.iter().filter(|c| is(c, "/kind", "assessment"));
    assert!(judged.into_iter().all(|c| c["credibility"] == 6));
}

#[test]
fn sport_film_and_figures_of_speech_are_no_conflict() {
    let articles = [
        ("Harbour Gazette", "4-1 victory"),
        ("The Lisarne Courier", "Siege of Glass Tower"),
        ("The Lisarne Courier", "threatens to collapse"),
    ];
    for (outlet, words) in articles {
        for claim in claims(article(outlet, words)) {
            let conflict = ["ASSAULT", "THREATEN", "COERCE", "MOBILIZE"].contains(&text(claim, "/event/plover_type"));
            assert!(!conflict && !is(claim, "/kind", "threat"), "{claim}");
        }
    }
}

#[test]
fn an_anniversary_is_nothing_of_this_year() {
    let told = claims(article("Harbour Gazette", "siege of 1994"));
    let blockade = with_words(&told, "blockaded the harbour").next().expect("the blockade");
    assert!(!text(blockade, "/time/start_lo").starts_with("2019"), "{blockade}");
}

#[test]
fn rumours_confirm_nothing() {
    let happened = |c: &&Value| !["role", "provenance"].contains(&text(c, "/kind"));
    for claim in claims(article("Global Digest 24", "secret army")).into_iter().filter(happened) {
        assert_ne!(claim["credibility"], 1, "{claim}");
        assert_eq!(claim["origins"], 1, "{claim}");
    }
}

#[test]
fn appointments_are_roles_with_their_days() {
    let named = claims(article("Valdonia Herald", "appointed Irina Dow in his place"));
    assert!(
        named.iter().any(|c| is(c, "/kind", "role") && is(c, "/actor/entity", "XVD.DOW") && text(c, "/object/text").contains("governor"))
    );
    assert!(named.iter().any(|c| is(c, "/predicate", "appoint") && is(c, "/target/entity", "XVD.DOW")));
    let minister = claims(article("Valdonia Herald", "resigned on Monday"));
    assert!(minister.iter().any(|c| is(c, "/predicate", "retreat.resign") && is(c, "/actor/entity", "XVD.VERRIN")));
    assert!(
        minister
            .iter()
            .any(|c| is(c, "/kind", "role") && is(c, "/actor/entity", "XVD.BRASK") && text(c, "/object/text").contains("successor"))
    );
    assert!(minister.iter().any(|c| is(c, "/time/edtf", "2019-05-01") && is(c, "/modality", "forecast")), "Roe comes in May");
}

#[test]
fn sanctions_are_imposed_and_lifted() {
    let imposed = claims(article("Thornhavn Post", "imposed sanctions on twelve officials"));
    assert!(imposed.iter().any(|c| is(c, "/event/plover_type", "SANCTION") && is(c, "/time/edtf", "2019-03-18")));
    let lifted = claims(article("Thornhavn Post", "lifted sanctions on five of twelve"));
    assert!(lifted.iter().any(|c| is(c, "/event/plover_type", "CONCEDE") && is(c, "/time/edtf", "2019-04-23")));
}

#[test]
fn a_loss_without_a_culprit_blames_nobody() {
    let told = claims(article("Meridian Press", "apparently struck a sea mine"));
    let lost = told.iter().find(|c| is(c, "/kind", "loss") && c["quantity"]["lo"] == 2).expect("two dead");
    assert!(lost["actor"].is_null(), "{lost}");
    assert!(told.iter().any(|c| is(c, "/event/plover_type", "ACCUSE") && is(c, "/actor/entity", "XKR.RUSK")), "the blame is Rusk's word");
    assert!(told.iter().any(|c| is(c, "/polarity", "neg") && is(c, "/actor/entity", "XVD.MIL")), "the navy's denial");
}

#[test]
fn what_is_not_english_is_kept_unread() {
    let spanish = DEMO.articles.iter().find(|a| text(a, "/lang") == "es").expect("the Spanish article");
    assert!(claims(text(spanish, "/id")).is_empty());
    assert!(spanish.to_string().contains("N001"), "the ledger says that it was not read");
}

#[test]
fn the_summary_tells_every_finding() {
    let headings = [
        "One text, 5 articles",
        "differ on how many",
        "differ on who did it",
        "another that it did not",
        "Threats are words",
        "  carried out:",
        "  not carried out:",
        "took back",
        "Vague words stay vague",
        "Try next:",
    ];
    let mut rest = DEMO.summary.as_str();
    for heading in headings {
        let at = rest.find(heading).unwrap_or_else(|| panic!("`{heading}` is missing or out of order:\n{}", DEMO.summary));
        rest = &rest[at..];
    }
}
