//! Measures `tacitus read` on a folder from the outside: articles and sentences a second, peak memory, with one thread and two. With `--same`
//! it reads one text that so many outlets published, and so many files with the same bytes, and counts the origins.
//!
//! Build both first: `cargo build --release -p tacitus -p tacitus-bench`. Memory is the peak resident set, and processor time the user and
//! system time, that Linux reports; a figure per processor second means the same on a busy machine as on an idle one. With one thread the
//! command is kept on one core (`taskset`, where there is one), since beside the reading thread one takes articles in and one writes.

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
    #[arg(required_unless_present = "same")]
    folder: Option<PathBuf>,
    /// Read instead one text that so many outlets published
    #[arg(long, value_name = "N", conflicts_with = "folder")]
    same: Option<u32>,
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
    usage: Usage,
    articles: f64,
    sentences: f64,
}

/// What one command used.
#[derive(Clone, Copy, Default)]
struct Usage {
    seconds: f64,
    processor_seconds: f64,
    peak_kib: u64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Bench::parse();
    let tacitus = match options.tacitus {
        Some(path) => path.canonicalize()?,
        None => std::env::current_exe()?.with_file_name("tacitus"),
    };
    if let Some(number) = options.same {
        let threads = options.threads.last().copied().unwrap_or(1);
        return same(&tacitus, number, threads);
    }
    let Some(folder) = options.folder else { return Ok(()) };
    let folder = folder.canonicalize()?;
    println!("{} claims a first article of 30 words in {:.0} ms", tacitus.display(), first_claim(&tacitus)?.seconds * 1000.0);
    let mut alone: Option<f64> = None;
    for threads in options.threads {
        let mut best: Option<Run> = None;
        for _ in 0..options.runs {
            let run = read(&tacitus, &folder, threads)?;
            if best.as_ref().is_none_or(|b| run.usage.seconds < b.usage.seconds) {
                best = Some(run);
            }
        }
        let Some(run) = best else { continue };
        let Usage { seconds, processor_seconds, peak_kib } = run.usage;
        let speed = run.articles / seconds;
        let times = alone.map(|one| format!(", {:.2} times one thread", speed / one)).unwrap_or_default();
        println!(
            "{threads} thread(s): {} articles in {seconds:.1} s, {speed:.1} articles/s, {:.0} sentences/s, \
             {:.1} articles per processor second, peak {} MiB{times}",
            run.articles,
            run.sentences / seconds,
            run.articles / processor_seconds,
            peak_kib / 1024
        );
        alone.get_or_insert(speed);
    }
    Ok(())
}

/// What reading one short article into an empty ledger takes, from start to end.
fn first_claim(tacitus: &Path) -> Result<Usage, Box<dyn Error>> {
    let home = project(tacitus)?;
    fs::write(
        home.path().join("bench/one.txt"),
        "Drones of Northland's army hit the market of Veles on Tuesday, killing at least 12 people, the governor of Arda said. Northland denied it.\n",
    )?;
    timed(command(tacitus, home.path()).args(["read", "one.txt", "--quiet"]))
}

fn read(tacitus: &Path, folder: &Path, threads: u16) -> Result<Run, Box<dyn Error>> {
    let home = project(tacitus)?;
    let mut reading = if threads == 1 { on_one_core(tacitus, home.path()) } else { command(tacitus, home.path()) };
    let usage = timed(reading.args(["read", "--quiet", "--threads", &threads.to_string()]).arg(folder))?;
    let listed = command(tacitus, home.path()).args(["articles", "--format", "jsonl"]).output()?;
    let articles: Vec<serde_json::Value> = String::from_utf8(listed.stdout)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let sentences = articles.iter().filter_map(|a| a["sentences"].as_f64()).sum();
    Ok(Run { usage, articles: articles.len() as f64, sentences })
}

/// What each of many outlets printed.
const PRINTED_BY_ALL: &str = "Drones of Northland's army hit the market of Veles on Tuesday, killing at least 12 people, the governor of Arda said. \
    Northland denied it. The mayor of Veles, Ana Brandt, told reporters that three shops had burned down and that the dead included two children.";

/// Reads one text as articles of as many outlets, then as as many files with the same bytes.
fn same(tacitus: &Path, number: u32, threads: u16) -> Result<(), Box<dyn Error>> {
    let record = |n: u32| {
        let url = format!("https://outlet-{n}.example/veles");
        serde_json::json!({"text": PRINTED_BY_ALL, "url": url, "outlet": format!("Outlet {n}"), "published": "2031-05-14"}).to_string()
            + "\n"
    };
    for (what, outlets) in [("articles of as many outlets", true), ("files with the same bytes", false)] {
        let home = project(tacitus)?;
        let folder = home.path().join("bench/same");
        fs::create_dir(&folder)?;
        if outlets {
            fs::write(folder.join("all.jsonl"), (0..number).map(record).collect::<String>())?;
        } else {
            (0..number).try_for_each(|n| fs::write(folder.join(format!("{n:06}.txt")), format!("{PRINTED_BY_ALL}\n")))?;
        }
        let usage = timed(command(tacitus, home.path()).args(["read", "--quiet", "--threads", &threads.to_string(), "same"]))?;
        let lines = |what: &str| -> Result<usize, Box<dyn Error>> {
            let listed = command(tacitus, home.path()).args([what, "--format", "jsonl"]).output()?;
            Ok(String::from_utf8(listed.stdout)?.lines().count())
        };
        println!(
            "one text as {number} {what}, {threads} thread(s): {:.1} s, {:.1} processor seconds, peak {} MiB; {} articles, {} origins",
            usage.seconds,
            usage.processor_seconds,
            usage.peak_kib / 1024,
            lines("articles")?,
            lines("origins")?
        );
    }
    Ok(())
}

fn project(tacitus: &Path) -> Result<tempfile::TempDir, Box<dyn Error>> {
    let home = tempfile::tempdir()?;
    let made = Command::new(tacitus).current_dir(home.path()).args(["init", "bench", "--quiet"]).status()?;
    if made.success() { Ok(home) } else { Err(format!("{} init failed", tacitus.display()).into()) }
}

fn command(tacitus: &Path, home: &Path) -> Command {
    placed(Command::new(tacitus), home)
}

/// The command kept on the first core, where the system can do that.
fn on_one_core(tacitus: &Path, home: &Path) -> Command {
    let there = Command::new("taskset").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|s| s.success());
    if !there {
        return command(tacitus, home);
    }
    let mut pinned = Command::new("taskset");
    pinned.args(["-c", "0"]).arg(tacitus);
    placed(pinned, home)
}

fn placed(mut command: Command, home: &Path) -> Command {
    command.current_dir(home.join("bench")).env_remove("TACITUS_LEDGER");
    command
}

/// Runs a command; gives what it used, as far as the system tells.
#[allow(clippy::disallowed_methods, reason = "measuring time is what this program is for")]
fn timed(command: &mut Command) -> Result<Usage, Box<dyn Error>> {
    let start = Instant::now();
    let mut child = command.stdout(Stdio::null()).spawn()?;
    let mut usage = Usage::default();
    loop {
        if let Some(status) = child.try_wait()? {
            usage.seconds = start.elapsed().as_secs_f64();
            return if status.code() == Some(0) { Ok(usage) } else { Err(format!("the command ended with {status}").into()) };
        }
        usage.look(&child);
        std::thread::sleep(Duration::from_millis(2));
    }
}

impl Usage {
    /// Takes over what Linux tells of a running process; an exited one tells nothing, and the last look stays.
    fn look(&mut self, child: &Child) {
        let file = |name: &str| fs::read_to_string(format!("/proc/{}/{name}", child.id())).unwrap_or_default();
        let peak = file("status").lines().find_map(|l| l.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse().ok());
        self.peak_kib = self.peak_kib.max(peak.unwrap_or(0));
        // proc_pid_stat(5): after the command's name in parentheses, utime and stime are the 12th and 13th fields, in ticks of 10 ms.
        let stat = file("stat");
        let fields: Vec<f64> =
            stat.rsplit(')').next().unwrap_or("").split_whitespace().skip(11).take(2).filter_map(|f| f.parse().ok()).collect();
        self.processor_seconds = self.processor_seconds.max(fields.iter().sum::<f64>() / 100.0);
    }
}
