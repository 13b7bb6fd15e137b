//! Writes the ledger out in a format that other programs read.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use tacitus_export::{FORMATS, Format, Maker, Of, Rows, Written, write_package};
use tacitus_ledger::Ledger;

use crate::cli::Global;
use crate::exit::{Exit, Failure, Outcome};
use crate::filters::{Filters, named};

/// Write claims or incidents for other programs, with codebook, citation and manifest
#[derive(Args, Debug)]
#[command(after_help = formats())]
pub struct Export {
    #[command(flatten)]
    pub filters: Filters,
    /// The format
    #[arg(long, value_parser = PossibleValuesParser::new(FORMATS.iter().map(|f| f.name())).map(|name| tacitus_export::format(&name).expect("listed")))]
    pub format: &'static dyn Format,
    /// What to write; default claims, for acled-shaped incidents
    #[arg(long, value_parser = named::<Of>(Of::ALL))]
    pub of: Option<Of>,
    /// A folder, or a file; CODEBOOK.md, CITATION.cff and manifest.json go beside the data. Without it the data goes to stdout
    #[arg(long, value_name = "DIR|FILE")]
    pub out: Option<PathBuf>,
}

fn formats() -> String {
    let lines: Vec<String> = FORMATS.iter().map(|f| format!("  {:13} {}", f.name(), f.summary())).collect();
    format!("Formats:\n{}", lines.join("\n"))
}

impl Export {
    pub fn run(self, global: &Global) -> Outcome {
        let project = global.project()?;
        let ledger = self.filters.point(Ledger::open(&global.ledger_path(&project)?)?)?;
        let of = self.of.unwrap_or(if self.format.name() == "acled-shaped" { Of::Incidents } else { Of::Claims });
        let filter = self.filters.filter()?;
        let (claims, incidents);
        let rows = match of {
            Of::Claims => {
                claims = ledger.claims(&filter)?;
                Rows::Claims(&claims)
            }
            Of::Incidents => {
                incidents = ledger.incidents(&filter)?;
                Rows::Incidents(&incidents)
            }
        };
        let Some(target) = &self.out else {
            let mut out = io::BufWriter::new(io::stdout().lock());
            let written = self.format.write(rows, &mut out)?;
            out.flush()?;
            told(global, of, &written);
            return Ok(Exit::Done);
        };
        let engine = tacitus::Engine::new(&project).map_err(Failure::configuration)?;
        let mut options = self.filters.described();
        options.push(("of".into(), of.to_string()));
        let maker = Maker {
            version: env!("CARGO_PKG_VERSION").to_string(),
            project: project.file.project.name.clone().unwrap_or_else(|| "Tacitus ledger".to_string()),
            compiler: project.file.project.compiler.clone(),
            weights: engine.weights().to_string(),
            index: engine.index().to_string(),
            reader: engine.id().to_string(),
            revision: ledger.revision()?,
            options,
            credit: crate::cli::CREDIT.to_string(),
        };
        let package = write_package(self.format, rows, target, &maker)?;
        global.say(format_args!("wrote {}", package.data.display()));
        for path in &package.beside {
            global.say(format_args!("wrote {}", path.display()));
        }
        told(global, of, &package.written);
        Ok(Exit::Done)
    }
}

fn told(global: &Global, of: Of, written: &Written) {
    if written.left_out > 0 {
        global.say(format_args!("{} rows; {} {of} left out: {}", written.rows, written.left_out, written.why_left_out));
    }
}
