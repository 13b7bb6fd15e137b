//! Prints the expressions of time in each line of the input, with the days that they allow: `ask 2031-05-14 < lines.txt`.

use std::io::{BufRead, stdin};
use std::process::ExitCode;

use tacitus_calendar::{Tense, find};
use tacitus_record::Day;

fn main() -> ExitCode {
    let Some(Ok(anchor)) = std::env::args().nth(1).map(|day| day.parse::<Day>()) else {
        eprintln!("give the day of publication: ask 2031-05-14 < lines.txt");
        return ExitCode::FAILURE;
    };
    for line in stdin().lock().lines().map_while(Result::ok) {
        let found = find(&line, Some(anchor), &|_| Tense::Past);
        if found.is_empty() {
            println!("-\t\t\t{line}");
        }
        for one in found {
            let (from, until) = one.moment.hull();
            let written = |day: Option<Day>| day.map_or("open".to_string(), |d| d.to_string());
            println!("{}\t{}..{}\t{}\t{line}", &line[one.start..one.end], written(from), written(until), one.moment.rule);
        }
    }
    ExitCode::SUCCESS
}
