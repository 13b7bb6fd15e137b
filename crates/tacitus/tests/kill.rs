//! Killing `read` at any moment loses nothing for good: reading again gives the ledger of an undisturbed run.

mod common;

use std::process::Stdio;
use std::time::{Duration, Instant};

use common::{Project, Ran, command};

/// Enough articles that a kill falls into the middle.
const ARTICLES: usize = 90;

fn fill(project: &Project, from: usize) {
    for number in from..from + ARTICLES {
        let (killed, day) = (number % 17 + 1, number % 28 + 1);
        let text = format!(
            "Drones of Northland's army hit village number {number} of Arda on {day} July 2021, killing {killed} people, the governor said.\n\n\
             The governor's office said that the power station of village {number} had been destroyed in the attack.\n\n\
             Northland denied on the next day that its army had attacked village number {number}.\n"
        );
        project.file(&format!("{number:03}.txt"), text);
    }
}

const READ: &[&str] = &["read", "in", "--published", "2021-08-20", "--known-at", "2021-08-21", "--quiet"];

#[test]
fn twenty_kills_change_nothing() {
    let undisturbed = Project::new();
    fill(&undisturbed, 0);
    assert_eq!(undisturbed.run(READ).code, 0);
    let expected = undisturbed.run(&["export", "--format", "jsonl"]).stdout;
    assert!(expected.lines().count() > ARTICLES);

    let project = Project::new();
    fill(&project, 0);
    let mut cut_short = 0;
    for round in 0..20u64 {
        let mut child = command(&project.path()).args(READ).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        // Moments from before the first batch to the linking at the end, as the rounds get further each time.
        std::thread::sleep(Duration::from_millis(20 + round * 45));
        cut_short += u32::from(child.try_wait().expect("it can be asked").is_none());
        // Killing a process that has just ended is no failure of the test.
        let _ = child.kill();
        child.wait().expect("it ends");
    }
    assert!(cut_short >= 5, "only {cut_short} of 20 runs were still at it when killed: give them more articles");
    let last = project.run(READ);
    assert_eq!(last.code, 0, "{}", last.stderr);
    assert_eq!(project.run(&["export", "--format", "jsonl"]).stdout, expected);
}

#[cfg(unix)]
#[test]
#[allow(clippy::disallowed_methods, reason = "the promise is one of time")]
fn ctrl_c_ends_within_a_second_and_keeps_what_was_read() {
    let project = Project::new();
    for round in 0..6 {
        // None that another folder has: an article that is known already takes no time.
        fill(&project, round * ARTICLES);
        std::fs::rename(project.path().join("in"), project.path().join(format!("in{round}"))).expect("a free name");
    }
    let folders = ["in0", "in1", "in2", "in3", "in4", "in5"];
    let mut args = vec!["read", "--published", "2021-08-20", "--known-at", "2021-08-21"];
    args.extend(folders);
    let child = command(&project.path()).args(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    std::thread::sleep(Duration::from_millis(700));
    let asked = Instant::now();
    let sent = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill is there");
    assert!(sent.success(), "the run was over before it could be interrupted");
    let ran = Ran::from(child.wait_with_output().expect("it ends"));
    let seconds = asked.elapsed().as_secs_f64();
    assert_eq!(ran.code, 130, "{}", ran.stderr);
    assert!(seconds < 1.5, "it took {seconds} s");
    assert!(ran.stderr.contains("interrupted: everything counted above is kept"), "{}", ran.stderr);
    let counted: usize =
        ran.stderr.split("articles: ").nth(1).and_then(|r| r.split(' ').next()).and_then(|n| n.parse().ok()).expect("a count");
    assert_eq!(project.run(&["articles", "--format", "jsonl"]).stdout.lines().count(), counted);
}
