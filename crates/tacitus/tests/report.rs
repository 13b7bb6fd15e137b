//! The situation report of the demo: what it reads like, that the check passes on it, and that the check finds what was spoilt by hand.

mod common;

use std::path::PathBuf;
use std::sync::LazyLock;

use common::{Project, Ran, command};
use tacitus_ledger::Ledger;
use tacitus_report::{Format, Part, Previous, Report, Scope, check, compose, read, write};

/// The demo's ledger, made once for all tests; the folder stays as long as they run.
struct Demo {
    folder: PathBuf,
    _project: Project,
}

static DEMO: LazyLock<Demo> = LazyLock::new(|| {
    let project = Project::without_ledger();
    let ran = project.run(&["demo", "--no-serve"]);
    let ran = if ran.code == 64 { project.run(&["demo"]) } else { ran };
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    Demo { folder: project.path().join("tacitus-demo"), _project: project }
});

fn ledger() -> Ledger {
    Ledger::open(&DEMO.folder.join("ledger.db")).expect("the demo's ledger opens")
}

fn report(from: &str, to: &str) -> Report {
    let mut scope = Scope::days(from.parse().unwrap(), to.parse().unwrap());
    scope.name = Some("DEMO: the Dorrin conflict (fictional)".to_string());
    let mut report = compose(&ledger(), &scope, &Previous::DayBefore).expect("the report is made");
    // When and by which weights the demo was read is no matter of the report's text.
    report.head.known_at.clear();
    assert!(report.head.articles == 0 || report.head.made_by.contains("; articles read with "), "{}", report.head.made_by);
    report.head.made_by = "tacitus".to_string();
    report
}

/// The week with the shelling of Halvaro: one wire in several outlets, three tolls, a threat.
fn week() -> Report {
    report("2019-03-04", "2019-03-10")
}

fn faults(report: &Report) -> Vec<String> {
    check(report, &ledger()).expect("the ledger can be read").iter().map(ToString::to_string).collect()
}

#[test]
fn the_whole_report_reads_as_it_did() {
    // The day on which this run read the demo stands in every note.
    let undated = |mut report: Report| {
        report.notes.iter_mut().for_each(|note| note.known_at.clear());
        write(&report, Format::Md)
    };
    insta::assert_snapshot!("demo-week-md", undated(week()));
    insta::assert_snapshot!("demo-day-md", undated(report("2019-03-14", "2019-03-14")));
}

#[test]
fn no_day_of_the_demo_breaks_a_rule() {
    let first: tacitus_record::Day = "2019-03-04".parse().unwrap();
    for day in (0..58).map(|d| first.plus(d).to_string()) {
        assert_eq!(faults(&report(&day, &day)), Vec::<String>::new(), "{day}");
    }
    assert_eq!(faults(&report("2019-03-04", "2019-04-30")), Vec::<String>::new());
}

#[test]
fn no_sentence_shows_an_empty_place_of_its_template() {
    let text = write(&report("2019-03-04", "2019-04-30"), Format::Md);
    assert!(!text.contains('{'), "{text}");
}

#[test]
fn the_report_says_what_the_demo_was_written_to_show() {
    let text = write(&week(), Format::Md);
    for words in [
        "the number killed at Halvaro (Dorrin) is disputed: hospital officials gave at least 14 people; the Valdonian Health Ministry gave 23 people; Coastline Monitor gave nine people (“verified”).",
        "Four other outlets carried the report by Meridian Press and are not counted.",
        "warned on 9 March that the army would storm the police station in Miresk if the hostages there were not released by noon on 12 March",
        "The governor of Dorrin province, Pavo Stelk, said that the Dorrin Liberation Front had fired the shells",
    ] {
        assert!(text.contains(words), "{words}\nis not in\n{text}");
    }
    let later = write(&report("2019-03-15", "2019-03-16"), Format::Md);
    assert!(later.contains("Harbour Gazette took back what had been reported on 13 March"), "{later}");
    assert!(
        later.contains("stopped gas deliveries to Valdonia on 16 March")
            && later.contains("it had been threatened or announced on 6 March"),
        "{later}"
    );
}

#[test]
fn what_the_sources_quote_is_never_altered_and_an_acronym_is_spelled_out_once() {
    let day = write(&report("2019-03-26", "2019-03-26"), Format::Md);
    assert!(day.contains("said: “Brennova is under the full control of the Valdonian army”"), "no region within quotation marks: {day}");
    assert_eq!(day.matches("Dorrin Liberation Front (DLF)").count(), 1, "{day}");
}

#[test]
fn what_was_withdrawn_is_neither_counted_nor_missed() {
    let gaps = |report: &Report| {
        report.sections.iter().find(|s| s.part == Part::Gaps).unwrap().blocks[0]
            .sentences
            .iter()
            .map(|s| s.text.clone())
            .collect::<String>()
    };
    let week = report("2019-03-11", "2019-03-14");
    let later = report("2019-03-26", "2019-03-26");
    assert!(write(&week, Format::Md).contains("Pelnitsa"), "first it is told");
    assert!(!gaps(&later).contains("Pelnitsa"), "then it was taken back: {}", gaps(&later));
    assert!(gaps(&later).contains("no place that the gazetteer knows"), "{}", gaps(&later));
}

#[test]
fn days_before_are_told_as_they_were_known_then() {
    let of = |day: &str| write(&report(day, day), Format::Md);
    let (before, after) = (of("2019-03-14"), of("2019-03-26"));
    assert!(before.contains("reportedly fired chemical shells"), "the outlet took it back a day later: {before}");
    assert!(!after.contains("chemical shells"), "what was taken back is not told again: {after}");
    assert!(before.contains("did not storm the police station"), "what became of a threat: {before}");
    assert!(
        after.contains("and, separately, the monitors of the League of Coastal Nations (Meridian Press)"),
        "two origins are told as two: {after}"
    );
    assert!(before.contains("after it was hit by a drone"), "what a reporter saw: {before}");
}

#[test]
fn people_stand_with_the_office_they_held() {
    let text = write(&report("2019-03-26", "2019-03-26"), Format::Md);
    assert!(text.contains("the governor of Dorrin, Irina Dow,"), "{text}");
    assert!(text.contains("the then governor of Dorrin province, Pavo Stelk,"), "he was dismissed on 12 March: {text}");
    assert!(text.contains("Valdonian Defence Ministry spokeswoman Lida Korr"), "{text}");
    assert!(!text.contains("Health Ministry spokeswoman"), "{text}");
}

#[test]
fn incidents_are_counted_by_type_and_the_map_has_who_is_said_to_hold_what() {
    let day = report("2019-03-26", "2019-03-26");
    let counts = &day.sections.iter().find(|s| s.part == Part::Figures).unwrap().counts;
    let of = |kind: &str| counts.iter().find(|c| c.of == kind).map(|c| (c.period, c.week <= c.month, c.days));
    assert_eq!(of("ASSAULT"), Some((1, true, 23)), "{counts:?}");
    assert_eq!(of("SANCTION").map(|c| c.0), Some(0), "types without an incident today are told, too: {counts:?}");
    let places = &day.sections.iter().find(|s| s.part == Part::Control).unwrap().places;
    assert!(
        places.iter().any(|p| p.place.starts_with("Brennova") && p.is_disputed && !p.is_of_period && p.holders.len() == 2),
        "{places:?}"
    );
    assert!(write(&day, Format::Html).contains("<svg"), "and the page draws it");
}

#[test]
fn a_long_body_moves_what_tells_of_earlier_days_to_an_annex() {
    let (from, to) = ("2019-03-26".parse().unwrap(), "2019-03-26".parse().unwrap());
    let whole = compose(&ledger(), &Scope { max_pages: None, ..Scope::days(from, to) }, &Previous::DayBefore).unwrap();
    let short = report("2019-03-26", "2019-03-26");
    let annex = |r: &Report| r.sections.iter().find(|s| s.part == Part::Annex).map(|s| s.blocks.len());
    assert_eq!((annex(&whole), annex(&short).is_some_and(|n| n > 0)), (None, true));
    let told = |r: &Report| {
        let mut all: Vec<String> = r.sections.iter().flat_map(|s| &s.blocks).flat_map(|b| &b.sentences).map(|s| s.text.clone()).collect();
        all.sort();
        all.dedup();
        all
    };
    assert_eq!(told(&whole), told(&short), "nothing is lost by it");
    assert_eq!(faults(&short), Vec::<String>::new());
}

#[test]
fn nothing_published_later_is_used() {
    let text = write(&report("2019-03-08", "2019-03-08"), Format::Json);
    assert!(!text.contains("Coastline Monitor") && !text.contains("2019-03-09"), "the count of 9 March was not known on 8 March");
}

#[test]
fn one_ledger_and_scope_give_the_same_bytes_in_every_format() {
    for format in Format::ALL {
        assert_eq!(write(&week(), *format), write(&week(), *format));
    }
}

#[test]
fn markdown_and_json_read_back_as_the_same_report() {
    let made = week();
    assert_eq!(read(&write(&made, Format::Json)).expect("JSON reads back"), made);
    let back = read(&write(&made, Format::Md)).expect("Markdown reads back");
    let sentences = |r: &Report| -> Vec<(Part, String, Vec<usize>)> {
        let all =
            r.sections.iter().flat_map(|s| s.blocks.iter().flat_map(|b| &b.sentences).map(|x| (s.part, x.text.clone(), x.notes.clone())));
        all.collect()
    };
    assert_eq!(sentences(&back), sentences(&made));
    let notes = |r: &Report| -> Vec<(String, usize, usize, String)> {
        r.notes.iter().map(|n| (n.article.clone(), n.start, n.end, n.hash.clone())).collect()
    };
    assert_eq!(notes(&back), notes(&made));
    assert_eq!(
        back.sections.iter().flat_map(|s| &s.figures).cloned().collect::<Vec<_>>(),
        made.sections.iter().flat_map(|s| &s.figures).cloned().collect::<Vec<_>>()
    );
    assert_eq!(faults(&back), Vec::<String>::new());
}

#[test]
fn the_page_loads_nothing_and_runs_nothing() {
    let page = write(&week(), Format::Html);
    assert!(!page.contains("<script") && !page.contains("@import") && !page.contains("url(") && !page.contains(" src="));
    assert!(page.contains("counter(pages)") && page.contains("color-scheme"));
}

#[test]
fn what_changed_is_told_against_an_earlier_report() {
    let earlier = report("2019-03-08", "2019-03-08");
    let scope = Scope::days("2019-03-09".parse().unwrap(), "2019-03-09".parse().unwrap());
    let now = compose(&ledger(), &scope, &Previous::Report(Box::new(earlier))).unwrap();
    let changes = now.sections.iter().find(|s| s.part == Part::Changes).unwrap();
    let text: String = changes.blocks.iter().flat_map(|b| &b.sentences).map(|s| s.text.clone() + "\n").collect();
    assert!(text.contains("independent origins instead of"), "{text}");
    assert!(text.contains("New disagreement between hospital officials, the Valdonian Health Ministry and Coastline Monitor on the number killed at Halvaro"), "{text}");
    assert!(now.head.compared_with.contains("8 March 2019"));
}

#[test]
fn a_filter_narrows_the_report_and_says_so() {
    let mut scope = Scope::days("2019-03-04".parse().unwrap(), "2019-03-10".parse().unwrap());
    scope.place = Some("Halvaro".to_string());
    let narrowed = compose(&ledger(), &scope, &Previous::DayBefore).unwrap();
    assert_eq!(narrowed.head.narrowed_to, ["place: Halvaro"]);
    let text = write(&narrowed, Format::Md);
    assert!(text.contains("market in Halvaro") && !text.contains("6,000 reservists"), "{text}");
    assert!(narrowed.head.articles < week().head.articles);
}

/// One way of spoiling a report, and the rule that it breaks.
struct Planted {
    name: &'static str,
    rule: &'static str,
    spoil: fn(&mut Report),
}

/// The first sentence of a section that holds these words.
fn with<'r>(report: &'r mut Report, part: Part, words: &str) -> &'r mut tacitus_report::Sentence {
    let section = report.sections.iter_mut().find(|s| s.part == part).expect("the section is there");
    let mut sentences = section.blocks.iter_mut().flat_map(|b| &mut b.sentences);
    sentences.find(|s| s.text.contains(words)).unwrap_or_else(|| panic!("`{words}` is in {part:?}"))
}

fn replace(report: &mut Report, part: Part, from: &str, to: &str) {
    let sentence = with(report, part, from);
    sentence.text = sentence.text.replace(from, to);
}

/// A week later: the hedged report of chemical shells, not yet withdrawn.
const PLANTED: &[Planted] = &[
    Planted {
        name: "a sentence without a note",
        rule: "R1",
        spoil: |r| with(r, Part::Areas, "Valdonian Health Ministry said").notes.clear(),
    },
    Planted {
        name: "a note that is not there",
        rule: "R1",
        spoil: |r| with(r, Part::Areas, "Valdonian Health Ministry said").notes.push(999),
    },
    Planted { name: "a changed quotation", rule: "R1", spoil: |r| r.notes[0].quote = r.notes[0].quote.replace("14", "40") },
    Planted { name: "a changed hash", rule: "R1", spoil: |r| r.notes[0].hash = "0123456789abcdef".to_string() },
    Planted { name: "a shifted span", rule: "R1", spoil: |r| r.notes[0].start += 3 },
    Planted { name: "an article that is not in the ledger", rule: "R1", spoil: |r| r.notes[1].article = "a-0000000000000000".to_string() },
    Planted { name: "another day of publication", rule: "R1", spoil: |r| r.notes[1].published = "2019-03-01".to_string() },
    Planted { name: "another outlet", rule: "R1", spoil: |r| r.notes[1].outlet = "Orlesk Observer (DEMO)".to_string() },
    Planted {
        name: "copies counted as origins",
        rule: "R2",
        spoil: |r| {
            with(r, Part::Areas, "at least 14 people were killed").text =
                "Five independent origins report the shelling of Halvaro on 7 March: Meridian Press and others.".to_string()
        },
    },
    Planted {
        name: "outlets counted instead of origins",
        rule: "R10",
        spoil: |r| {
            with(r, Part::Areas, "at least 14 people were killed").text = "Five outlets reported that at least 14 people were killed and more than 30 wounded on 7 March, hospital officials said; others dispute this.".to_string()
        },
    },
    Planted {
        name: "an incident more than the ledger counts",
        rule: "R6",
        spoil: |r| r.sections.iter_mut().find_map(|s| s.counts.first_mut()).unwrap().week += 1,
    },
    Planted {
        name: "one origin called confirmed",
        rule: "R2",
        spoil: |r| replace(r, Part::Areas, "Valdonian Health Ministry said", "Valdonian Health Ministry confirmed"),
    },
    Planted {
        name: "a report told as a fact",
        rule: "R2",
        spoil: |r| {
            with(r, Part::Statements, "6,000 reservists").text =
                "The call-up of 6,000 reservists began after the police station in Miresk was stormed on 4 March.".to_string()
        },
    },
    Planted {
        name: "a dispute left out",
        rule: "R2",
        spoil: |r| {
            let sentence = with(r, Part::Areas, "Valdonian Health Ministry said");
            let undisputed = sentence.text.split("; Coastline Monitor").next().unwrap_or("").to_string();
            assert_ne!(undisputed, sentence.text, "the sentence says who gives another number");
            sentence.text = format!("{undisputed}.");
        },
    },
    Planted {
        name: "a speaker left out",
        rule: "R3",
        spoil: |r| {
            with(r, Part::Areas, "Valdonian Health Ministry said").text = "According to Valdonia Herald, 23 people had been killed in the 7 March shelling of the market in Halvaro; others dispute this.".to_string()
        },
    },
    Planted {
        name: "a verb that takes sides",
        rule: "R3",
        spoil: |r| replace(r, Part::Areas, "Valdonian Health Ministry said", "Valdonian Health Ministry admitted"),
    },
    Planted {
        name: "a threat told as done",
        rule: "R4",
        spoil: |r| {
            with(r, Part::Statements, "would storm").text =
                "Hanno Brask said that the army stormed the police station in Miresk on 12 March.".to_string()
        },
    },
    Planted {
        name: "a condition left out",
        rule: "R4",
        spoil: |r| replace(r, Part::Statements, " if the hostages there were not released by noon on 12 March", ""),
    },
    Planted {
        name: "a threat among deeds",
        rule: "R4",
        spoil: |r| {
            let threat = with(r, Part::Statements, "would storm").clone();
            r.sections.iter_mut().find(|s| s.part == Part::Areas).unwrap().blocks[0].sentences.push(threat);
        },
    },
    Planted {
        name: "a denial turned round",
        rule: "R4",
        spoil: |r| {
            replace(
                r,
                Part::Statements,
                "denied on 5 March that the Karsk Republic had supplied weapons",
                "said on 5 March that the Karsk Republic had supplied weapons",
            )
        },
    },
    Planted {
        name: "a denial that nobody made",
        rule: "R4",
        spoil: |r| replace(r, Part::Areas, "that 23 people had been killed", "that 23 people had not been killed"),
    },
    Planted {
        name: "stronger than its source",
        rule: "R4",
        spoil: |r| replace(r, Part::Areas, "that 23 people had been killed", "that 23 people had certainly been killed"),
    },
    Planted {
        name: "a likelihood of one's own",
        rule: "R5",
        spoil: |r| replace(r, Part::Areas, "that 23 people had been killed", "that 23 people had very likely been killed"),
    },
    Planted {
        name: "tolls added up",
        rule: "R6",
        spoil: |r| {
            with(r, Part::KeyPoints, "the number killed").text =
                "Hospital officials, the Valdonian Health Ministry and Coastline Monitor reported 46 people killed at Halvaro; they differ."
                    .to_string()
        },
    },
    Planted {
        name: "a total",
        rule: "R6",
        spoil: |r| replace(r, Part::Areas, "that 23 people had been killed", "that a total of 23 people had been killed"),
    },
    Planted {
        name: "another number",
        rule: "R6",
        spoil: |r| replace(r, Part::Areas, "that 23 people had been killed", "that 28 people had been killed"),
    },
    Planted {
        name: "a bound left out",
        rule: "R6",
        spoil: |r| {
            replace(r, Part::Areas, "at least 14 people were killed and more than 30 wounded", "14 people were killed and 30 wounded")
        },
    },
    Planted {
        name: "a bound added",
        rule: "R6",
        spoil: |r| replace(r, Part::Areas, "that 23 people had been killed", "that at least 23 people had been killed"),
    },
    Planted {
        name: "a row of figures added up",
        rule: "R6",
        spoil: |r| {
            let figures = &mut r.sections.iter_mut().find(|s| s.part == Part::Figures).unwrap().figures;
            figures[0].value = "46 people".to_string();
        },
    },
    Planted {
        name: "a row of figures with more origins",
        rule: "R2",
        spoil: |r| r.sections.iter_mut().find(|s| s.part == Part::Figures).unwrap().figures[0].origins = 4,
    },
    Planted { name: "a relative day", rule: "R7", spoil: |r| replace(r, Part::Areas, "said on 8 March that 23", "said yesterday that 23") },
    Planted { name: "another date", rule: "R7", spoil: |r| replace(r, Part::Areas, "said on 8 March that 23", "said on 21 March that 23") },
    Planted {
        name: "a name that no source has",
        rule: "R8",
        spoil: |r| replace(r, Part::Areas, "shelling of the market in Halvaro", "shelling of the market in Gorlitz"),
    },
    Planted {
        name: "a word that judges",
        rule: "R11",
        spoil: |r| replace(r, Part::Areas, "the 7 March shelling", "the brutal 7 March shelling"),
    },
    Planted {
        name: "a key point too long",
        rule: "R14",
        spoil: |r| {
            with(r, Part::KeyPoints, "the number killed").text.insert_str(0, "In what hospital officials and the Valdonian Health Ministry and Coastline Monitor said there is this to be told of the market: ")
        },
    },
    Planted { name: "a section left out", rule: "R14", spoil: |r| r.sections.retain(|s| s.part != Part::Conflicts) },
    Planted { name: "sections exchanged", rule: "R14", spoil: |r| r.sections.swap(3, 6) },
];

#[test]
fn every_planted_fault_is_found_by_its_rule() {
    let clean = week();
    assert_eq!(faults(&clean), Vec::<String>::new());
    let mut missed = Vec::new();
    for planted in PLANTED {
        let mut spoilt = clean.clone();
        (planted.spoil)(&mut spoilt);
        let found = check(&spoilt, &ledger()).unwrap();
        if !found.iter().any(|f| f.rule.split(' ').next() == Some(planted.rule)) {
            missed.push(format!("{}: expected {}, found {found:?}", planted.name, planted.rule));
        }
    }
    assert!(missed.is_empty(), "{} of {}:\n{}", missed.len(), PLANTED.len(), missed.join("\n"));
    assert!(PLANTED.len() >= 20);
}

#[test]
fn a_hedge_left_out_is_found() {
    let mut hedged = report("2019-03-13", "2019-03-13");
    assert_eq!(faults(&hedged), Vec::<String>::new());
    replace(&mut hedged, Part::Areas, "reportedly fired", "fired");
    assert!(faults(&hedged).iter().any(|f| f.contains("R4 hedge")), "{:?}", faults(&hedged));
}

#[test]
fn a_report_edited_as_markdown_is_checked_and_each_fault_says_where() {
    let text = write(&week(), Format::Md).replace("said on 8 March that 23 people", "said on 8 March that 24 people");
    let text = text.replacen("## By area\n", "## By area\n\nThe situation is calm. It stays so.\n", 1);
    let file = DEMO.folder.join("edited.md");
    std::fs::write(&file, text).unwrap();
    let ran = Ran::from(command(&DEMO.folder).args(["report", "check"]).arg(&file).output().unwrap());
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(ran.stdout.contains("By area, sentence 1 “The situation is calm.”: R1 notes: it has no note;"), "{}", ran.stdout);
    assert!(ran.stdout.contains("24 stands in none of the words that it cites"), "{}", ran.stdout);
}

#[test]
fn the_command_writes_the_format_that_the_file_is_named_for() {
    let run = |args: &[&str]| Ran::from(command(&DEMO.folder).args(args).output().unwrap());
    for (name, start) in [("r.html", "<!DOCTYPE html>"), ("r.md", "# Situation report"), ("r.json", "{")] {
        let file = DEMO.folder.join(name);
        let ran = run(&["report", "--day", "2019-03-09", "-o", file.to_str().unwrap()]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert!(std::fs::read_to_string(&file).unwrap().starts_with(start));
    }
    let file = DEMO.folder.join("r.json");
    let ran = run(&["report", "--day", "2019-03-10", "--previous", file.to_str().unwrap()]);
    assert!(ran.code == 0 && ran.stdout.contains("Compared with: the report on 9 March 2019"), "{}", ran.stdout);
    assert_eq!(run(&["report", "check", file.to_str().unwrap()]).code, 0);
    let ran = run(&["report", "ledger.db", "--day", "2019-03-09", "--format", "json"]);
    assert!(ran.code == 0 && ran.stdout.starts_with('{'), "{}", ran.stderr);
    for wrong in [
        &["report"][..],
        &["report", "--since", "2019-03-09"],
        &["report", "--since", "2019-03-09", "--until", "2019-03-01"],
        &["report", "--day", "2019-03-09", "--previous", "nowhere"],
    ] {
        assert_eq!(run(wrong).code, 64, "{wrong:?}");
    }
    assert_eq!(run(&["report", "check", DEMO.folder.join("r.html").to_str().unwrap()]).code, 1);
}
