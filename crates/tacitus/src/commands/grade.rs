//! Records a person's grade of a claim, with author and reason. The computed grade stays in its reason.

use clap::Args;
use clap::builder::PossibleValuesParser;
use tacitus_export::line;
use tacitus_ledger::Draft;
use tacitus_record::Reliability;

use crate::cli::Global;
use crate::commands::correct::{Said, claim_named};
use crate::commands::read::now;
use crate::exit::{Exit, Failure, Outcome};

/// Set a claim's grade by hand, one axis or both, with author and reason; kept in the log beside the computed one
#[derive(Args, Debug)]
pub struct Grade {
    /// Id of the claim (c-…), or enough of its start to be unique
    pub claim: String,
    /// Admiralty reliability of its source, A to F
    #[arg(long, value_parser = PossibleValuesParser::new(["A", "B", "C", "D", "E", "F"]), required_unless_present_any = ["credibility", "withdraw"])]
    pub reliability: Option<String>,
    /// Admiralty credibility, 1 (confirmed) to 6 (cannot be judged)
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=6))]
    pub credibility: Option<u8>,
    /// Withdraw what was set by hand before
    #[arg(long, conflicts_with_all = ["reliability", "credibility"])]
    pub withdraw: bool,
    #[command(flatten)]
    pub said: Said,
}

impl Grade {
    pub fn run(self, global: &Global) -> Outcome {
        let mut ledger = global.open()?;
        let id = claim_named(&ledger, &self.claim)?;
        let reliability: Option<Reliability> =
            self.reliability.as_deref().map(str::parse).transpose().map_err(|e| Failure::usage(format!("{e}")))?;
        let draft = Draft::Grade { claim: id.clone(), reliability, credibility: self.credibility };
        ledger.correct(&draft, &self.said.author, &self.said.reason, &self.said.known_at.unwrap_or_else(now))?;
        if let Some(row) = ledger.claim(&id)? {
            println!("{id}  {}, because {}", line::grade_in_words(&row.grade), row.grade.reason);
        }
        Ok(Exit::Done)
    }
}
