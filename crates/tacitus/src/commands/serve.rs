//! Serves the ledger as pages, API, feeds and OGC features on this machine.

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;

use clap::Args;
use tacitus_desk::{Desk, Guard, Stop, Writing};

use crate::cli::Global;
use crate::commands::read::now;
use crate::exit::{Exit, Failure, Outcome};

/// Serve the ledger as pages for the browser, an API, feeds and OGC API Features
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  tacitus serve                                          pages at http://127.0.0.1:8080/, for this machine only
  tacitus serve --listen 0.0.0.0:8080 --token-file secret --host desk.example.org

Without a token only this machine can connect. The desk itself speaks plain HTTP: before other machines use it, put a proxy with TLS
in front. `tacitus read` may run beside it, and pages show what it added once it is linked.

Pages have forms by which people correct the ledger: each correction has an author and a reason, changes nothing that was read, and can be
undone (`tacitus correct`). On this machine everybody may; elsewhere who has a token with the right to. A token file holds one secret that
may do everything, or lines of a right and a secret:
  read  5f0c…
  write 91ab…")]
pub struct Serve {
    /// The ledger file, as with --ledger
    #[arg(value_name = "LEDGER")]
    pub file: Option<PathBuf>,
    /// Address and port to listen at; anything but loopback needs --token-file
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// A file with the secrets, one of which every request must have, as a Bearer token or as the password of any name
    #[arg(long, value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    /// A further name under which the desk may be called; repeat for several
    #[arg(long = "host", value_name = "NAME")]
    pub hosts: Vec<String>,
    /// Take no corrections
    #[arg(long)]
    pub read_only: bool,
}

impl Serve {
    pub fn run(self, global: &Global) -> Outcome {
        let global = Global { ledger: self.file.clone().or_else(|| global.ledger.clone()), ..global.clone() };
        let project = global.project()?;
        let ledger = global.ledger_path(&project)?;
        let token = match &self.token_file {
            Some(path) => Some(std::fs::read_to_string(path).map_err(|e| {
                Failure::configuration(format!("could not read the token file {}: {e}; check its path and permissions", path.display()))
            })?),
            None => None,
        };
        let guard = Guard::new(self.listen, token.as_deref(), &self.hosts).map_err(Failure::usage)?;
        let name = project.file.project.name.clone().unwrap_or_else(|| "ledger".to_string());
        let mut desk = Desk::new(&ledger, &name, guard)?;
        if !self.read_only {
            let mut secret = [0; 32];
            getrandom::fill(&mut secret)
                .map_err(|e| Failure::failed(format!("the system gives no random numbers ({e}); use --read-only")))?;
            desk = desk.taking_corrections(&ledger, Writing { now, secret })?;
        }
        let listener = TcpListener::bind(self.listen).map_err(|e| {
            Failure::failed(format!(
                "could not listen at {}: {e}; another program may be there: give another port with --listen",
                self.listen
            ))
        })?;
        let at = listener.local_addr()?;
        let stop = Stop::default();
        stop_on_interrupt(stop.clone())?;
        global.say(format_args!("{} at http://{at}/  (Ctrl-C stops)", ledger.display()));
        desk.serve(listener, &stop)?;
        Ok(Exit::Done)
    }
}

/// The first Ctrl-C lets answers under way finish, the second ends at once.
fn stop_on_interrupt(stop: Stop) -> Result<(), Failure> {
    let mut is_asked = false;
    ctrlc::set_handler(move || {
        if std::mem::replace(&mut is_asked, true) {
            std::process::exit(Exit::Interrupted as i32);
        }
        stop.now();
    })
    .map_err(|e| Failure::failed(format!("Ctrl-C could not be caught: {e}")))
}
