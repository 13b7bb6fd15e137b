//! Measures `tacitus read` on a folder from the outside: articles and sentences a second, peak memory, with one thread and two.
//!
//! Build both first: `cargo build --release -p tacitus -p tacitus-bench`. Memory is the peak resident set that Linux reports.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use clap::Parser;

/// Measure `tacitus read` on a folder
#[derive(Parser)]
struct Bench {
    /// The folder to read
    folder: PathBuf,
    /// The command to measure; default the one beside this program
    #[arg(long)]
    tacitus: Option<PathBuf>,
    /// Numbers of threads
    #[arg(long, value_delimiter = ',', default_value = "1,2")]
    threads: Vec<u16>,
    /// How often each is measured; the fastest counts
    #[arg(long, default_value_t = 1)]
    runs: u32,
}

struct Run {
    seconds: f64,
    peak_kib: u64,
    articles: f64,
    sentences: f64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Bench::parse();
    let folder = options.folder.canonicalize()?;
    let tacitus = match options.tacitus {
        Some(path) => path.canonicalize()?,
        None => std::env::current_exe()?.with_file_name("tacitus"),
    };
    println!("{} claims a first article of 30 words in {:.0} ms", tacitus.display(), first_claim(&tacitus)? * 1000.0);
    let mut alone: Option<f64> = None;
    for threads in options.threads {
        let mut best: Option<Run> = None;
        for _ in 0..options.runs {
            let run = read(&tacitus, &folder, threads)?;
            if best.as_ref().is_none_or(|b| run.seconds < b.seconds) {
                best = Some(run);
            }
        }
        let Some(run) = best else { continue };
        let speed = run.articles / run.seconds;
        let times = alone.map(|one| format!(", {:.2} times one thread", speed / one)).unwrap_or_default();
        println!(
            "{threads} thread(s): {:.1} s, {speed:.1} articles/s, {:.0} sentences/s, peak {} MiB{times}",
            run.seconds,
            run.sentences / run.seconds,
            run.peak_kib / 1024
        );
        alone.get_or_insert(speed);
    }
    Ok(())
}

/// Seconds from start to the end of reading one short article into an empty ledger.
fn first_claim(tacitus: &Path) -> Result<f64, Box<dyn Error>> {
    let home = project(tacitus)?;
    fs::write(
        home.path().join("bench/one.txt"),
        "Drones of Northland's army hit the market of Veles on Tuesday, killing at least 12 people, the governor of Arda said. Northland denied it.\n",
    )?;
    let (seconds, _) = timed(command(tacitus, home.path()).args(["read", "one.txt", "--quiet"]))?;
    Ok(seconds)
}

fn read(tacitus: &Path, folder: &Path, threads: u16) -> Result<Run, Box<dyn Error>> {
    let home = project(tacitus)?;
    let (seconds, peak_kib) =
        timed(command(tacitus, home.path()).args(["read", "--quiet", "--threads", &threads.to_string()]).arg(folder))?;
    let listed = command(tacitus, home.path()).args(["articles", "--format", "jsonl"]).output()?;
    let articles: Vec<serde_json::Value> = String::from_utf8(listed.stdout)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let sentences = articles.iter().filter_map(|a| a["sentences"].as_f64()).sum();
    Ok(Run { seconds, peak_kib, articles: articles.len() as f64, sentences })
}

fn project(tacitus: &Path) -> Result<tempfile::TempDir, Box<dyn Error>> {
    let home = tempfile::tempdir()?;
    let made = Command::new(tacitus).current_dir(home.path()).args(["init", "bench", "--quiet"]).status()?;
    if made.success() { Ok(home) } else { Err(format!("{} init failed", tacitus.display()).into()) }
}

fn command(tacitus: &Path, home: &Path) -> Command {
    let mut command = Command::new(tacitus);
    command.current_dir(home.join("bench")).env_remove("TACITUS_LEDGER");
    command
}

/// Runs a command; gives its seconds and its peak resident set in KiB (0 where the system does not tell).
#[allow(clippy::disallowed_methods, reason = "measuring time is what this program is for")]
fn timed(command: &mut Command) -> Result<(f64, u64), Box<dyn Error>> {
    let start = Instant::now();
    let mut child = command.stdout(Stdio::null()).spawn()?;
    let mut peak = 0;
    loop {
        if let Some(status) = child.try_wait()? {
            let seconds = start.elapsed().as_secs_f64();
            return if status.code() == Some(0) { Ok((seconds, peak)) } else { Err(format!("the command ended with {status}").into()) };
        }
        peak = peak.max(peak_kib(&child));
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn peak_kib(child: &Child) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.split_whitespace().next()).and_then(|n| n.parse().ok()).unwrap_or(0)
}
