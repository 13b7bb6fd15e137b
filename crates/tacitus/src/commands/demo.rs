//! Shows the whole on the bundled fictional corpus: read it, tell what was found, and what to try next.
//!
//! Nothing of the demo is real, and everything it prints, stores or exports says DEMO.

use std::fs;
use std::io::{IsTerminal, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::Duration;

use clap::Args;
use include_dir::{Dir, include_dir};
use serde::Deserialize;
use tacitus::{Engine, PROJECT_FILE, Project};
use tacitus_desk::{Desk, Guard, Stop};
use tacitus_intake::{Options, sources};
use tacitus_ledger::Ledger;

use crate::cli::Global;
use crate::commands::read;
use crate::exit::{Exit, Failure, Outcome};
use crate::ingest::stop_on_interrupt;

mod findings;

/// How often the desk of the demo looks whether Ctrl-C was pressed.
const LOOK: Duration = Duration::from_millis(100);

static CORPUS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../demo");

/// Try everything on a bundled, fictional conflict: offline, in ./tacitus-demo
#[derive(Args, Debug)]
pub struct Demo {
    /// Folder for the demo's articles and ledger
    #[arg(long, value_name = "DIR", default_value = "tacitus-demo")]
    pub dir: PathBuf,
    /// Serve the pages at the end, as is done anyhow where a person sits at a terminal
    #[arg(long, overrides_with = "no_serve")]
    pub serve: bool,
    /// End after the summary
    #[arg(long)]
    pub no_serve: bool,
}

impl Demo {
    pub fn run(self, global: &Global) -> Outcome {
        let ledger_path = self.prepare()?;
        let project = Project::load(&self.dir).map_err(Failure::configuration)?;
        let engine = Engine::new(&project).map_err(Failure::configuration)?;
        let listing = sources(&[self.dir.join("articles").display().to_string()]);
        let summary =
            read::run(global, engine, ledger_path.clone(), read::now(), None, listing, &Options::default(), |s| global.say(s.text()))?;
        if summary.failed > 0 {
            return Err(Failure::failed(format!(
                "{} of the demo's articles could not be read; delete {} and try again",
                summary.failed,
                self.dir.display()
            )));
        }
        let mut out = Vec::new();
        tell(&Ledger::open(&ledger_path)?, &self.dir, &mut out)?;
        std::io::stdout().lock().write_all(&out)?;
        let is_watched = std::io::stdout().is_terminal() && std::io::stdin().is_terminal();
        if self.serve || (is_watched && !self.no_serve) { self.show(global, &ledger_path, &project) } else { Ok(Exit::Done) }
    }

    /// Serves the demo's pages until Ctrl-C, and says which one tells the story.
    fn show(&self, global: &Global, ledger: &Path, project: &Project) -> Outcome {
        // The usual port where it is free, else any.
        let listener = TcpListener::bind(("127.0.0.1", 8080)).or_else(|_| TcpListener::bind(("127.0.0.1", 0)))?;
        let at = listener.local_addr()?;
        let guard = Guard::new(at, None, &[]).map_err(Failure::usage)?;
        let name = project.file.project.name.clone().unwrap_or_default();
        let desk = Desk::new(ledger, &name, guard)?;
        global.say(format_args!("\nOpen http://{at}/glance to see the same as one page  (Ctrl-C stops)"));
        let (stop, asked) = (Stop::default(), stop_on_interrupt()?);
        let told = stop.clone();
        // Reading has Ctrl-C already, and a process can watch for it once only: its flag is looked at.
        std::thread::spawn(move || {
            while !asked.load(Ordering::Relaxed) {
                std::thread::sleep(LOOK);
            }
            told.now();
        });
        desk.serve(listener, &stop)?;
        Ok(Exit::Done)
    }

    /// Lays the corpus and an empty ledger out; what is there already stays.
    fn prepare(&self) -> Result<PathBuf, Failure> {
        let about = About::read()?;
        let file = self.dir.join(PROJECT_FILE);
        if file.exists() && Project::load(&self.dir).map_err(Failure::configuration)?.file.project.name.as_ref() != Some(&about.name) {
            return Err(Failure::configuration(format!(
                "{} is a project of its own; nothing was changed: give another folder with --dir",
                self.dir.display()
            )));
        }
        let write = |path: &Path, bytes: &[u8]| {
            let advice = "give a folder you may write to with --dir";
            fs::write(path, bytes).map_err(|e| Failure::failed(format!("could not write {}: {e}; {advice}", path.display())))
        };
        let articles = self.dir.join("articles");
        fs::create_dir_all(&articles)
            .map_err(|e| Failure::failed(format!("could not make {}: {e}; give another --dir", articles.display())))?;
        for article in CORPUS.get_dir(&about.articles).into_iter().flat_map(Dir::files) {
            write(&articles.join(article.path().file_name().unwrap_or_default()), article.contents())?;
        }
        write(&self.dir.join("places.csv"), bundled(&about.places)?.as_bytes())?;
        write(&self.dir.join("actors.toml"), bundled(&about.actors)?.as_bytes())?;
        let name = toml::Value::String(about.name);
        write(&file, format!("# Nothing here is real.\n[project]\nname = {name}\n\n[ledger]\npath = \"ledger.db\"\n").as_bytes())?;
        let ledger = self.dir.join("ledger.db");
        if !ledger.exists() {
            Ledger::create(&ledger)?;
        }
        Ok(ledger)
    }
}

/// What the corpus says of itself.
#[derive(Deserialize)]
struct About {
    name: String,
    articles: String,
    places: String,
    actors: String,
}

impl About {
    fn read() -> Result<About, Failure> {
        toml::from_str(bundled("demo.toml")?).map_err(|e| Failure::failed(format!("the bundled demo.toml is not right: {e}")))
    }
}

fn bundled(name: &str) -> Result<&'static str, Failure> {
    let text = CORPUS.get_file(name).and_then(|file| file.contents_utf8());
    text.ok_or_else(|| Failure::failed(format!("this program was built without the demo's {name}; build it from a whole source tree")))
}

fn tell(ledger: &Ledger, folder: &Path, out: &mut Vec<u8>) -> Result<(), Failure> {
    let stats = ledger.stats()?;
    writeln!(out, "DEMO. Country, outlets, people and events are invented; nothing here is real.\n")?;
    writeln!(
        out,
        "{} articles · {} origins ({} copies folded) · {} claims · {} incidents ({} corroborated) · {} contradictions",
        stats.articles,
        stats.origins,
        stats.articles.saturating_sub(stats.origins),
        stats.claims,
        stats.incidents,
        stats.corroborated_incidents,
        stats.contradictions
    )?;
    let findings = findings::findings(ledger)?;
    for (number, finding) in (1..).zip(&findings) {
        writeln!(out, "\nDEMO {number}. {}", finding.heading)?;
        for line in &finding.lines {
            writeln!(out, "{line}")?;
        }
    }
    writeln!(out, "\nTry next:\n  cd {}", folder.display())?;
    writeln!(out, "  tacitus serve                          the same as pages: open http://127.0.0.1:8080/glance")?;
    writeln!(out, "  tacitus incidents --min-origins 2      what two or more independent texts report")?;
    writeln!(out, "  tacitus contradictions                 where sources differ, side by side")?;
    if let Some(id) = findings.iter().find_map(|f| f.example.as_ref()) {
        writeln!(out, "  tacitus explain {id}     the words behind one claim")?;
    }
    writeln!(out, "  tacitus export --format geojson --of incidents --out map.geojson")?;
    Ok(())
}
