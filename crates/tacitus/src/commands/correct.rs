//! Records what a person says against what was read and linked: with author and reason, beside what the machine said, and to be undone.

use clap::{Args, Subcommand};
use tacitus_export::line;
use tacitus_ledger::{CorrectionRow, Draft, Field, FieldWords, Found, KnownAt, Ledger, wire};
use tacitus_record::Kind;

use crate::cli::Global;
use crate::commands::read::now;
use crate::exit::{Exit, Failure, Outcome};
use crate::output::{List, Shape};

/// Say what a person knows better: confirm, reject or change claims, split and merge incidents, mark copies, add what was not read
#[derive(Args, Debug)]
#[command(
    after_help = "Nothing that was read is changed: a correction is an entry of the ledger with author, reason and time, it stands over what was
read wherever the ledger is shown or exported, and `correct undo` takes it back. It holds when articles are added or read anew.

Examples:
  tacitus correct reject c-5d1 --author \"Ana Oak\" --reason \"the drill was announced, not held\"
  tacitus correct override c-5d1 place \"Lower Veles\" --author \"Ana Oak\" --reason \"the river names it\"
  tacitus correct add-claim a-77 --words \"the bridge fell\" --kind event --predicate assault.destroy --field \"target=the bridge\" \\
      --author \"Ana Oak\" --reason \"missed by the reader\"
  tacitus correct list"
)]
pub struct Correct {
    #[command(subcommand)]
    pub what: What,
}

/// Who says so, why and when.
#[derive(Args, Debug)]
pub struct Said {
    /// Who says so
    #[arg(long)]
    pub author: String,
    /// Why
    #[arg(long)]
    pub reason: String,
    /// When it is said: a day or an RFC 3339 time; default now. Of two corrections of one thing the later counts
    #[arg(long, value_name = "DATE")]
    pub known_at: Option<KnownAt>,
}

/// What to correct.
#[derive(Subcommand, Debug)]
pub enum What {
    /// The claim is what its words say; whether it is true is said with `tacitus grade`
    Confirm {
        /// Id of the claim, or enough of its start
        claim: String,
        #[command(flatten)]
        said: Said,
    },
    /// The claim is not what its words say: it is kept, shown as rejected, and counts for nothing
    Reject {
        /// Id of the claim, or enough of its start
        claim: String,
        #[command(flatten)]
        said: Said,
    },
    /// A field of the claim is another than was read; both are shown
    Override {
        /// Id of the claim, or enough of its start
        claim: String,
        /// predicate, event, polarity, modality, actor, target, object, instrument, place, time, quantity, condition or said_by
        field: Field,
        /// The value; "" where there is none. Times: DAY, MONTH, YEAR or FROM/TO; places: NAME or "NAME @ LAT, LON"; numbers: "at least 12"
        value: String,
        #[command(flatten)]
        said: Said,
    },
    /// These claims of an incident tell another happening than its others
    Split {
        /// Id of the incident
        incident: String,
        /// Ids of the claims to take out
        #[arg(required = true)]
        claims: Vec<String>,
        #[command(flatten)]
        said: Said,
    },
    /// Two incidents are one happening
    Merge {
        /// Id of an incident
        incident: String,
        /// Id of the other
        with: String,
        #[command(flatten)]
        said: Said,
    },
    /// A claim tells the happening of another incident
    Move {
        /// Id of the claim
        claim: String,
        /// Id of the incident it belongs to
        #[arg(long, value_name = "INCIDENT")]
        to: String,
        #[command(flatten)]
        said: Said,
    },
    /// An article is a copy of another: together they count once
    Copy {
        /// Id of the article that is a copy
        article: String,
        /// Id of the article it was made from
        #[arg(long, value_name = "ARTICLE")]
        of: String,
        #[command(flatten)]
        said: Said,
    },
    /// An article is no copy of another: each counts
    NotCopy {
        /// Id of the article that is no copy
        article: String,
        /// Id of the article it was taken for a copy of
        #[arg(long, value_name = "ARTICLE")]
        of: String,
        #[command(flatten)]
        said: Said,
    },
    /// An article makes a claim that was not read
    AddClaim {
        /// Id of the article
        article: String,
        /// The words that carry the claim, as the article has them
        #[arg(long, required_unless_present = "span")]
        words: Option<String>,
        /// Where those words stand: first character and one past the last, from 0, such as 120-164
        #[arg(long, value_parser = span)]
        span: Option<(usize, usize)>,
        /// What kind of thing is claimed: event, loss, statement …
        #[arg(long)]
        kind: Kind,
        /// Dotted name of what is said, such as assault.shelling
        #[arg(long)]
        predicate: String,
        /// A field and its words as the article has them, and what they mean where that is more: "time=last Tuesday=2031-08-12"; repeat for several
        #[arg(long = "field", value_name = "FIELD=WORDS[=MEANS]", value_parser = field)]
        fields: Vec<FieldWords>,
        #[command(flatten)]
        said: Said,
    },
    /// A correction does not stand; what it changed is as it was
    Undo {
        /// Id of the correction (h-…), or enough of its start
        correction: String,
        #[command(flatten)]
        said: Said,
    },
    /// List what people said, with how it stands and what it is about that is not in the ledger any more
    List {
        /// Only what is about this claim, incident or article
        #[arg(long, value_name = "ID")]
        about: Option<String>,
        /// How to show them
        #[arg(long, value_enum, default_value_t = Shape::Table)]
        format: Shape,
    },
}

fn span(text: &str) -> Result<(usize, usize), String> {
    let parts = text.split_once('-').and_then(|(a, b)| Some((a.trim().parse().ok()?, b.trim().parse().ok()?)));
    parts.filter(|(a, b)| a < b).ok_or_else(|| format!("`{text}` is no span; write where the words begin and end, such as 120-164"))
}

fn field(text: &str) -> Result<FieldWords, String> {
    let mut parts = text.splitn(3, '=');
    let name = parts.next().unwrap_or_default();
    let field = name.trim().parse::<Field>().map_err(|e| e.to_string())?;
    let words =
        parts.next().map(str::trim).filter(|w| !w.is_empty()).ok_or_else(|| format!("`{text}` has no words; write {name}=WORDS"))?;
    Ok(FieldWords { field, start: None, words: words.to_string(), means: parts.next().map(|m| m.trim().to_string()) })
}

impl Correct {
    pub fn run(self, global: &Global) -> Outcome {
        let mut ledger = global.open()?;
        let (draft, said) = match self.what {
            What::List { about, format } => return list(&ledger, about.as_deref(), format),
            What::Confirm { claim, said } => (Draft::Confirm { claim: claim_named(&ledger, &claim)? }, said),
            What::Reject { claim, said } => (Draft::Reject { claim: claim_named(&ledger, &claim)? }, said),
            What::Override { claim, field, value, said } => (Draft::Override { claim: claim_named(&ledger, &claim)?, field, value }, said),
            What::Split { incident, claims, said } => {
                let incident = incident_named(&ledger, &incident)?;
                let claims = claims.iter().map(|c| claim_named(&ledger, c)).collect::<Result<_, _>>()?;
                (Draft::Split { incident, claims }, said)
            }
            What::Merge { incident, with, said } => {
                (Draft::Merge { incident: incident_named(&ledger, &incident)?, with: incident_named(&ledger, &with)? }, said)
            }
            What::Move { claim, to, said } => {
                (Draft::Move { claim: claim_named(&ledger, &claim)?, to: incident_named(&ledger, &to)? }, said)
            }
            What::Copy { article, of, said } => {
                (Draft::Copy { article: article_named(&ledger, &article)?, of: article_named(&ledger, &of)? }, said)
            }
            What::NotCopy { article, of, said } => {
                (Draft::NotCopy { article: article_named(&ledger, &article)?, of: article_named(&ledger, &of)? }, said)
            }
            What::AddClaim { article, words, span, kind, predicate, fields, said } => {
                let (article, words) = (article_named(&ledger, &article)?, words.unwrap_or_default());
                (Draft::AddClaim { article, span, words, kind, predicate, fields }, said)
            }
            What::Undo { correction, said } => (Draft::Undo { correction }, said),
        };
        let row = ledger.correct(&draft, &said.author, &said.reason, &said.known_at.unwrap_or_else(now))?;
        println!("{}  {}", row.id, row.in_words());
        if let Some(claim) = ledger.claim_added_by(&row.id)? {
            println!("claim {claim}");
        }
        for incident in incidents_of(&ledger, &row)? {
            println!("incident {incident}");
        }
        Ok(Exit::Done)
    }
}

/// Incidents that hold now what was split, merged or moved.
fn incidents_of(ledger: &Ledger, row: &CorrectionRow) -> Result<Vec<String>, Failure> {
    let mut incidents = std::collections::BTreeSet::new();
    if matches!(row.act.name(), "split" | "merge" | "move") {
        for claim in row.act.subjects() {
            incidents.extend(ledger.claim(claim)?.and_then(|c| c.incident));
        }
    }
    Ok(incidents.into_iter().collect())
}

/// What an id names, or why it names nothing that can be used here.
fn named(ledger: &Ledger, id: &str, wanted: &str) -> Result<Found, Failure> {
    match ledger.find(id)? {
        Some(Found::Ambiguous(ids)) => {
            Err(Failure::usage(format!("`{id}` is the start of several ids: {}; give more of it", ids.join(", "))))
        }
        Some(Found::Tombstone { now, .. }) => {
            Err(Failure::usage(format!("incident `{id}` was regrouped; its claims are in {} now", now.join(", "))))
        }
        Some(found) => Ok(found),
        None if id.trim().is_empty() => Err(Failure::usage(format!("give the id of {wanted}"))),
        None => Err(Failure::nothing_named(id)),
    }
}

/// The claim that an id or its start names.
pub fn claim_named(ledger: &Ledger, id: &str) -> Result<String, Failure> {
    match named(ledger, id, "a claim")? {
        Found::Claim(row) => Ok(row.id),
        _ => Err(Failure::usage(format!("`{id}` is no claim; list them with `tacitus claims`"))),
    }
}

fn incident_named(ledger: &Ledger, id: &str) -> Result<String, Failure> {
    match named(ledger, id, "an incident")? {
        Found::Incident(row) => Ok(row.incident.id),
        _ => Err(Failure::usage(format!("`{id}` is no incident; list them with `tacitus incidents`"))),
    }
}

fn article_named(ledger: &Ledger, id: &str) -> Result<String, Failure> {
    match named(ledger, id, "an article")? {
        Found::Article(row) => Ok(row.article.id),
        _ => Err(Failure::usage(format!("`{id}` is no article; list them with `tacitus articles`"))),
    }
}

fn list(ledger: &Ledger, about: Option<&str>, format: Shape) -> Outcome {
    let rows = match about {
        None => ledger.corrections()?,
        Some(id) => match named(ledger, id, "a claim, incident or article")? {
            Found::Incident(incident) => {
                let all = ledger.corrections()?;
                all.into_iter().filter(|r| r.act.subjects().iter().any(|s| incident.incident.claims.iter().any(|c| c == s))).collect()
            }
            Found::Claim(row) => ledger.corrections_about(&row.id)?,
            Found::Article(row) => ledger.corrections_about(&row.article.id)?,
            _ => return Err(Failure::usage(format!("`{id}` is no claim, incident or article"))),
        },
    };
    let standing = |r: &CorrectionRow| match (&r.undone_by, &r.overruled_by) {
        (Some(by), _) => format!("undone by {by}"),
        (None, Some(by)) => format!("overruled by {by}"),
        (None, None) if !r.missing.is_empty() => format!("stands, but not in the ledger: {}", r.missing.join(", ")),
        (None, None) => "stands".to_string(),
    };
    let first = |r: &CorrectionRow| r.act.subjects().first().copied().unwrap_or("").to_string();
    let list = List {
        columns: vec!["id", "day", "author", "about", "standing", "what and why"],
        rows: rows
            .iter()
            .map(|r| {
                let what = line::folded(&format!("{}: {}", r.act.done(), r.reason));
                vec![r.id.clone(), r.day().to_string(), r.author.clone(), first(r), standing(r), what]
            })
            .collect(),
        json: rows.iter().map(wire::v1::correction).collect(),
        noun: ("correction", "corrections"),
    };
    list.show(format)
}
