//! Killing `read` at any moment loses nothing for good: reading again gives the ledger of an undisturbed run.

mod common;

use std::process::Stdio;
use std::time::Duration;

use common::{Project, command};

/// Enough articles that a kill falls into the middle.
const ARTICLES: usize = 90;

fn fill(project: &Project) {
    for number in 0..ARTICLES {
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
    fill(&undisturbed);
    assert_eq!(undisturbed.run(READ).code, 0);
    let expected = undisturbed.run(&["export", "--format", "jsonl"]).stdout;
    assert!(expected.lines().count() > ARTICLES);

    let project = Project::new();
    fill(&project);
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
