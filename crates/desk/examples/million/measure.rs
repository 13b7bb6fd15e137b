//! Asks a desk over a socket, as a browser does, for every page and many combinations of facets, and prints how long answers took.

#![expect(clippy::disallowed_methods, reason = "how long things take is what is measured here")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::time::{Duration, Instant};

use tacitus_desk::{Desk, Guard, Stop};

use crate::Failure;
use crate::world::Dice;

/// Combinations of facets asked for in each way of showing.
const COMBINATIONS: usize = 60;

/// Starts a desk for the ledger and measures all of it.
pub fn all(path: &Path, rounds: usize) -> Result<(), Failure> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let at = listener.local_addr()?;
    let (desk, stop) = (Desk::new(path, "A million claims (TEST)", Guard::new(at, None, &[])?)?, Stop::default());
    let start = Instant::now();
    let told = stop.clone();
    let server = std::thread::spawn(move || desk.serve(listener, &told));
    ask(at, "/readyz")?;
    println!("ready after {:.2} s, {}", start.elapsed().as_secs_f64(), memory());
    println!("{:>8} {:>8} {:>8} {:>9} {:>9}  address", "p50 ms", "p95 ms", "most ms", "bytes", "on wire");
    for address in pages(at)? {
        let mut times = Vec::new();
        let mut last = Answer::default();
        for _ in 0..rounds {
            last = ask(at, &address)?;
            times.push(last.took);
        }
        row(&mut times, &last, &address);
    }
    for view in ["list", "table", "map", "timeline"] {
        let (mut times, mut slowest) = (Vec::new(), (Duration::ZERO, Answer::default(), String::new()));
        let mut dice = Dice::new(7);
        for _ in 0..COMBINATIONS {
            let address = format!("/incidents?view={view}{}", combination(&mut dice));
            let answer = ask(at, &address)?;
            times.push(answer.took);
            if answer.took >= slowest.0 {
                slowest = (answer.took, answer, address);
            }
        }
        row(&mut times, &slowest.1, &format!("{COMBINATIONS} combinations as {view}; slowest {}", slowest.2));
    }
    println!("{}", memory());
    stop.now();
    server.join().map_err(|_| "the desk fell over")??;
    Ok(())
}

fn row(times: &mut [Duration], last: &Answer, address: &str) {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize].as_secs_f64() * 1e3;
    println!(
        "{:8.1} {:8.1} {:8.1} {:9} {:9}  {address}{}",
        at(0.5),
        at(0.95),
        at(1.0),
        last.unpacked,
        last.wire,
        if last.status == 200 { String::new() } else { format!("  HTTP {}", last.status) }
    );
}

/// Every kind of page, with one of each that has an id.
fn pages(at: SocketAddr) -> Result<Vec<String>, Failure> {
    // The first address of that kind on a page; a small ledger may have none.
    let first = |address: &str, start: &str| -> Result<Option<String>, Failure> {
        let body = ask(at, address)?.body;
        Ok(body.find(start).map(|from| body[from + 1..].chars().take_while(|c| *c != '"' && *c != '?').collect()))
    };
    let mut pages: Vec<String> = [
        "/",
        "/?since=1",
        "/incidents",
        "/incidents?view=table",
        "/incidents?view=map",
        "/incidents?view=timeline",
        "/incidents?limit=1000",
        "/incidents?cursor=2029-06-01.0000000000000000",
        "/incidents?type=assault",
        "/incidents?kind=loss&disputed=true",
        "/incidents?min_origins=2",
        "/incidents?country=QAA&type=assault&type=protest",
        "/incidents?since=2030-01-01&until=2030-03-31",
        "/incidents?q=killed",
        "/incidents?q=killed&view=map",
        "/incidents?q=people+said",
        "/incidents?actor=QAA.MIL",
        "/incidents?actor=army",
        "/incidents?place=ka",
        "/incidents?place=QAA&since=2031-01-01&credibility=1",
        "/contradictions",
        "/contradictions?state=standing",
        "/articles",
        "/articles?copies=false",
        "/actors",
        "/actors?q=ka",
        "/actors/QAA.MIL",
        "/places",
        "/places?q=ka",
        "/sources",
        "/search?q=killed",
        "/search?q=shelled+army",
        "/search?q=nothing+holds+this",
        "/help",
        "/help/codebook",
        "/api/v1/ledger",
        "/api/v1/incidents",
        "/api/v1/claims",
        "/api/v1/claims?q=killed",
        "/api/v1/articles",
        "/api/v1/contradictions",
        "/api/v1/actors",
        "/api/v1/changes",
        "/incidents.atom",
        "/incidents.feed.json",
        "/contradictions.atom",
        "/ogc/collections",
        "/ogc/collections/incidents/items?limit=50",
        "/ogc/collections/incidents/items?limit=50&bbox=0,0,40,40",
    ]
    .map(String::from)
    .to_vec();
    for (list, start) in [
        ("/incidents", "\"/incidents/i-"),
        ("/incidents?min_origins=40", "\"/incidents/i-"),
        ("/contradictions", "\"/claims/c-"),
        ("/articles", "\"/articles/a-"),
        ("/sources", "\"/sources/"),
        ("/places", "\"/places/"),
    ] {
        pages.extend(first(list, start)?);
    }
    Ok(pages)
}

/// Some facets at once, one to four.
fn combination(dice: &mut Dice) -> String {
    let mut query = String::new();
    for _ in 0..=dice.below(4) {
        let pick = |dice: &mut Dice, of: &[&str]| of[dice.below(of.len())].to_string();
        query.push_str(&match dice.below(8) {
            0 => format!("&type={}", pick(dice, &["assault", "protest", "coerce", "mobilize", "aid"])),
            1 => format!("&kind={}", pick(dice, &["event", "loss", "control", "statement", "threat"])),
            2 => format!("&country=Q{}", pick(dice, &["AA", "AB", "AC", "AF", "BA"])),
            3 => format!("&credibility={}", 1 + dice.below(4)),
            4 => "&min_origins=2".to_string(),
            5 => "&disputed=true".to_string(),
            6 => format!("&since=20{}-0{}-01", 29 + dice.below(3), 1 + dice.below(9)),
            _ => pick(dice, &["&q=killed", "&q=shelled", "&actor=QAB", "&actor=front", "&place=lo", "&place=QAC"]),
        });
    }
    // A parameter that is asked once is taken from its first place only.
    let mut seen = Vec::new();
    query
        .split('&')
        .skip(1)
        .filter(|pair| {
            let name = pair.split('=').next().unwrap_or("");
            let is_new = ["type", "kind", "country", "credibility"].contains(&name) || !seen.contains(&name);
            seen.push(name);
            is_new
        })
        .fold(String::new(), |all, pair| all + "&" + pair)
}

/// What came back.
#[derive(Default)]
struct Answer {
    status: u16,
    took: Duration,
    /// Bytes of the body on the wire and unpacked.
    wire: usize,
    unpacked: usize,
    body: String,
}

fn ask(at: SocketAddr, address: &str) -> Result<Answer, Failure> {
    let start = Instant::now();
    let mut socket = TcpStream::connect(at)?;
    write!(socket, "GET {address} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n")?;
    let mut bytes = Vec::new();
    socket.read_to_end(&mut bytes)?;
    let took = start.elapsed();
    let end = bytes.windows(4).position(|w| w == b"\r\n\r\n").ok_or("an answer without a head")?;
    let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
    let status = head.get(9..12).and_then(|s| s.parse().ok()).unwrap_or(0);
    let body = &bytes[end + 4..];
    let mut unpacked = Vec::new();
    if head.contains("content-encoding: gzip") {
        flate2::read::GzDecoder::new(body).read_to_end(&mut unpacked)?;
    } else {
        unpacked.extend_from_slice(body);
    }
    Ok(Answer { status, took, wire: body.len(), unpacked: unpacked.len(), body: String::from_utf8_lossy(&unpacked).into_owned() })
}

/// Memory of this process, which is the desk's, as Linux tells it.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .filter(|l| l.starts_with("VmRSS") || l.starts_with("VmHWM"))
        .map(|l| l.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect::<Vec<_>>()
        .join(", ")
}
