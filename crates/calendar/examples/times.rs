//! Prints the expressions of time in each line of the input, with the days that they allow, as EDTF and as TIMEX3. A line that is a TIMEX3
//! tag, or `edtf:` and a value, is read back into days instead: `times 2031-05-14 < lines.txt`.

use std::io::{BufRead, stdin};
use std::process::ExitCode;

use tacitus_calendar::{Tense, Timex3, find, moment_of_edtf, timex3};
use tacitus_record::{Day, Moment};

fn main() -> ExitCode {
    let Some(Ok(anchor)) = std::env::args().nth(1).map(|day| day.parse::<Day>()) else {
        eprintln!("give the day of publication: times 2031-05-14 < lines.txt");
        return ExitCode::FAILURE;
    };
    for line in stdin().lock().lines().map_while(Result::ok) {
        let line = line.trim();
        if line.starts_with("<TIMEX3") {
            match Timex3::read(line).and_then(|(timex, words)| timex.moment(&words)) {
                Ok(moment) => println!("{}", told(&moment)),
                Err(error) => println!("{error}"),
            }
        } else if let Some(value) = line.strip_prefix("edtf:") {
            match moment_of_edtf(value.trim()) {
                Ok(moment) => println!("{}", told(&moment)),
                Err(error) => println!("{error}"),
            }
        } else {
            let found = find(line, Some(anchor), &|_| Tense::Past);
            if found.is_empty() {
                println!("-\t\t\t\t{line}");
            }
            for (number, one) in found.iter().enumerate() {
                println!("{}\t{}\t{line}", told(&one.moment), timex3(one).tag(number + 1, &one.moment.text));
            }
        }
    }
    ExitCode::SUCCESS
}

/// Words, first and last day, EDTF, rule.
fn told(moment: &Moment) -> String {
    let (from, until) = moment.hull();
    let written = |day: Option<Day>| day.map_or("open".to_string(), |d| d.to_string());
    let edtf = moment.edtf.as_deref().unwrap_or("-");
    format!("{}\t{}..{}\t{edtf}\t{}", moment.text, written(from), written(until), moment.rule)
}
