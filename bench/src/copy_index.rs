//! Measures the index of copies: takes up synthetic articles one by one, a part of them reworded copies of earlier ones, and tells time,
//! memory and how many copies found their source.
//!
//! The articles are drawn by seed: words of a made-up language with the usual share of English words of grammar, by Zipf's law, with names and
//! numbers. `--print` writes them to stdout, one a line, for other tools (`bench/peers.py`). Memory is the peak resident set that Linux tells.

use std::error::Error;
use std::fs;
use std::io::Write;
use std::time::{Duration, Instant};

use clap::Parser;
use tacitus_linking::CopyIndex;

/// Measure the index of copies on synthetic articles
#[derive(Parser)]
struct Options {
    /// How many articles
    #[arg(long, default_value_t = 1_000_000)]
    count: u32,
    /// Words of an article
    #[arg(long, default_value_t = 200)]
    words: usize,
    /// Seed
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Only write the articles, one a line
    #[arg(long)]
    print: bool,
}

/// Of so many articles one is a copy.
const COPIES: u64 = 20;
/// Of so many words of a copy one is another.
const REWORDED: u64 = 6;
/// Words of the made-up language, and names.
const VOCABULARY: u64 = 60_000;
const NAMES: u64 = 200_000;
/// Words of grammar, commonest first (Brown corpus order).
const GRAMMAR: [&str; 24] = [
    "the", "of", "and", "to", "a", "in", "that", "is", "was", "he", "for", "it", "with", "as", "his", "on", "be", "at", "by", "had", "not",
    "from", "were", "after",
];
/// Syllables of the made-up language.
const SYLLABLES: [&str; 32] = [
    "ba", "bren", "cor", "da", "del", "fa", "gor", "ha", "ik", "jun", "ka", "ler", "lo", "mi", "mor", "na", "nu", "ok", "pel", "qui", "ra",
    "ros", "sa", "sti", "ta", "tur", "ul", "va", "ves", "wen", "yo", "zin",
];

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    if options.print {
        let mut out = std::io::stdout().lock();
        for number in 0..options.count {
            writeln!(out, "{}", article(&options, number))?;
        }
        return Ok(());
    }
    measure(&options)
}

#[allow(clippy::disallowed_methods, reason = "measuring time is what this program is for")]
fn measure(options: &Options) -> Result<(), Box<dyn Error>> {
    let mut index = CopyIndex::default();
    let (mut taken, mut slowest, mut last) = (Duration::ZERO, Duration::ZERO, Duration::ZERO);
    let (mut copies, mut found, mut candidates) = (0_u32, 0_u32, 0_usize);
    for number in 0..options.count {
        let text = article(options, number);
        let start = Instant::now();
        let near = index.take_up(&text);
        let time = start.elapsed();
        taken += time;
        slowest = slowest.max(time);
        if number + options.count / 100 >= options.count {
            last += time;
        }
        candidates += near.len();
        if let Some(source) = source(options, number) {
            copies += 1;
            found += u32::from(near.contains(&source));
        }
        if (number + 1) % (options.count / 10).max(1) == 0 {
            eprintln!("{} articles, {:.3} ms each, {} MiB", number + 1, ms(taken) / f64::from(number + 1), resident()? >> 10);
        }
    }
    println!(
        "{} articles of {} words: {:.3} ms each to take up and ask, {:.3} ms for the last hundredth, {:.0} ms the slowest; {} MiB at the peak; \
         {found} of {copies} copies found their source, {:.2} candidates an article",
        options.count,
        options.words,
        ms(taken) / f64::from(options.count),
        ms(last) / f64::from((options.count / 100).max(1)),
        ms(slowest),
        resident()? >> 10,
        candidates as f64 / f64::from(options.count)
    );
    Ok(())
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Peak resident set in KiB.
fn resident() -> Result<u64, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|l| l.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse().ok());
    peak.ok_or_else(|| "no VmHWM in /proc/self/status; this needs Linux".into())
}

/// The article that this one is a copy of.
fn source(options: &Options, number: u32) -> Option<u32> {
    let mut state = stream(options, number, 1);
    let copy = number > 0 && random(&mut state).is_multiple_of(COPIES);
    let mut source = copy.then(|| (random(&mut state) % u64::from(number)) as u32)?;
    // A copy of a copy leads to the first text.
    while let Some(earlier) = self::source(options, source) {
        source = earlier;
    }
    Some(source)
}

/// The article with that number.
fn article(options: &Options, number: u32) -> String {
    let Some(source) = source(options, number) else { return own(options, number) };
    let mut state = stream(options, number, 2);
    let reword = |word: &str| {
        let end = if word.ends_with('.') { "." } else { "" };
        let plain = word.chars().all(|c| c.is_lowercase() || c == '.') && !GRAMMAR.contains(&word.trim_end_matches('.'));
        if plain && random(&mut state).is_multiple_of(REWORDED) {
            format!("{}{end}", spelt(zipf(&mut state, VOCABULARY)))
        } else {
            word.to_string()
        }
    };
    own(options, source).split(' ').map(reword).collect::<Vec<_>>().join(" ")
}

/// A text of its own.
fn own(options: &Options, number: u32) -> String {
    let mut state = stream(options, number, 0);
    // A text names few names, again and again.
    let names: Vec<String> = (0..6).map(|_| capitalised(&spelt(VOCABULARY + random(&mut state) % NAMES))).collect();
    let mut text = String::new();
    let mut opens = true;
    for at in 0..options.words {
        let word = match random(&mut state) % 100 {
            0..=44 => GRAMMAR[zipf(&mut state, GRAMMAR.len() as u64) as usize].to_string(),
            45..=54 => names[(random(&mut state) % names.len() as u64) as usize].clone(),
            55..=57 => (random(&mut state) % 1000).to_string(),
            _ => spelt(zipf(&mut state, VOCABULARY)),
        };
        let closes = at + 1 == options.words || random(&mut state).is_multiple_of(20);
        text.push_str(&if opens { capitalised(&word) } else { word });
        text.push_str(if closes { "." } else { "" });
        text.push_str(if at + 1 == options.words { "" } else { " " });
        opens = closes;
    }
    text
}

/// A rank by Zipf's law: the density of ranks falls as one over the rank.
fn zipf(state: &mut u64, ranks: u64) -> u64 {
    let share = (random(state) >> 11) as f64 / (1_u64 << 53) as f64;
    ((ranks as f64).powf(share) as u64).clamp(1, ranks) - 1
}

/// The word of a rank, the same everywhere.
fn spelt(mut rank: u64) -> String {
    let base = SYLLABLES.len() as u64;
    let mut word = String::new();
    loop {
        word.push_str(SYLLABLES[(rank % base) as usize]);
        rank /= base;
        if rank == 0 {
            return if word.len() < 4 { word + "sel" } else { word };
        }
    }
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn stream(options: &Options, number: u32, which: u64) -> u64 {
    let mut state = options.seed ^ (u64::from(number) << 20) ^ (which << 60);
    random(&mut state)
}

/// SplitMix64 (Steele, Lea and Flood 2014).
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
