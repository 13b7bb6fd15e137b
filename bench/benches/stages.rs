//! Times each stage alone, on the articles of the demo: `cargo bench -p tacitus-bench`.

use std::path::PathBuf;
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::ItemsCount;
use tacitus::{Engine, Project};
use tacitus_intake::{Options, read_bytes, sources};
use tacitus_ledger::{Filter, KnownAt, Ledger, ReadArticle};
use tacitus_record::{Article, Scope};

fn main() {
    divan::main();
}

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../demo/articles"))
}

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(&Project::default()).expect("the shipped data are right"));

static ARTICLES: LazyLock<Vec<Article>> = LazyLock::new(|| {
    let listing = sources(&[folder().display().to_string()]);
    let items = listing.sources.iter().flat_map(|s| s.read(&Options::default()).filter_map(Result::ok).collect::<Vec<_>>());
    items.map(|i| Engine::with_language(i.article)).collect()
});

static READ: LazyLock<Vec<ReadArticle>> = LazyLock::new(|| {
    let read = |article: &Article| ReadArticle {
        reading: ENGINE.read_article(article),
        article: article.clone(),
        scope: Scope::In,
        reader: ENGINE.id().to_string(),
    };
    ARTICLES.iter().map(read).collect()
});

fn filled() -> Ledger {
    let known_at = KnownAt::from_unix(0);
    let mut ledger = Ledger::open_in_memory().expect("memory is there");
    ledger.record(READ.clone(), &known_at).expect("it fits");
    ledger.relink(&known_at).expect("it links");
    ledger
}

#[divan::bench]
fn start(bencher: Bencher) {
    bencher.bench(|| Engine::new(&Project::default()).map(|e| e.id().len()));
}

#[divan::bench]
fn intake(bencher: Bencher) {
    let pages: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder())
        .expect("the demo is there")
        .map(|f| f.expect("a file").path())
        .map(|p| (p.display().to_string(), std::fs::read(&p).expect("readable")))
        .collect();
    bencher
        .counter(ItemsCount::new(pages.len()))
        .bench(|| pages.iter().map(|(name, bytes)| read_bytes(name, bytes, &Options::default()).count()).sum::<usize>());
}

#[divan::bench]
fn text(bencher: Bencher) {
    bencher.counter(ItemsCount::new(ARTICLES.len())).bench(|| ARTICLES.iter().map(|a| ENGINE.document(a).sentences.len()).sum::<usize>());
}

#[divan::bench]
fn text_and_reading(bencher: Bencher) {
    bencher.counter(ItemsCount::new(ARTICLES.len())).bench(|| ARTICLES.iter().map(|a| ENGINE.read_article(a).claims.len()).sum::<usize>());
}

#[divan::bench]
fn record(bencher: Bencher) {
    bencher.counter(ItemsCount::new(READ.len())).with_inputs(|| READ.clone()).bench_values(|batch| {
        let mut ledger = Ledger::open_in_memory().expect("memory is there");
        ledger.record(batch, &KnownAt::from_unix(0)).map(|r| r.new_claims).ok()
    });
}

#[divan::bench]
fn record_and_link(bencher: Bencher) {
    bencher.counter(ItemsCount::new(READ.len())).bench(filled);
}

#[divan::bench]
fn query(bencher: Bencher) {
    let ledger = filled();
    bencher.bench_local(|| ledger.claims(&Filter::default()).map(|c| c.len()).ok());
}

#[divan::bench(args = ["jsonl", "csv", "geojson", "acled-shaped", "plover"])]
fn export(bencher: Bencher, name: &str) {
    let claims = filled().claims(&Filter::default()).expect("claims");
    let format = tacitus_export::format(name).expect("a listed format");
    bencher.bench_local(|| format.write(tacitus_export::Rows::Claims(&claims), &mut std::io::sink()).map(|w| w.rows).ok());
}
