//! Serves the ledger as pages, API, feeds and OGC features on this machine.

use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::PathBuf;

use clap::Args;
use tacitus_desk::{Desk, Guard, Inbox, Proxy, Right, Stop, Webhook, Writing};

use crate::cli::Global;
use crate::commands::read::now;
use crate::exit::{Exit, Failure, Outcome};

/// Serve the ledger as pages for the browser, an API, feeds and OGC API Features
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  tacitus serve                                          pages at http://127.0.0.1:8080/, for this machine only
  tacitus serve --listen 0.0.0.0:8080 --token-file secret --host desk.example.org
  tacitus serve --inbox inbox                            takes articles; `tacitus read inbox` reads them
  tacitus serve --proxy 127.0.0.1 --host desk.example.org  behind a proxy on this machine that asks for a login

Without a token only this machine can connect. The desk itself speaks plain HTTP: before other machines use it, put a proxy with TLS
in front. `tacitus read` may run beside it, and pages show what it added once it is linked.

Pages have forms by which people correct the ledger: each correction has an author and a reason, changes nothing that was read, and can be
undone (`tacitus correct`). On this machine everybody may; elsewhere who has a token with the right to write.

The token file has one secret a line, with the right that it gives before it: `read SECRET`, `write SECRET` (sends articles and corrects, too), `admin
SECRET`. A secret alone may read. A proxy that is trusted names its user in a header and must take away what a client sends under that name.

Listeners that are told of changes are in tacitus.toml, one [[webhook]] each with `url` and `secret_file`; without one, the desk connects to
no other host.")]
pub struct Serve {
    /// The ledger file, as with --ledger
    #[arg(value_name = "LEDGER")]
    pub file: Option<PathBuf>,
    /// Address and port to listen at; anything but loopback needs --token-file
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080", value_parser = address)]
    pub listen: SocketAddr,
    /// A file with secrets, one of which every request must have, as a Bearer token or as the password of any name
    #[arg(long, value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    /// A further name under which the desk may be called; repeat for several
    #[arg(long = "host", value_name = "NAME")]
    pub hosts: Vec<String>,
    /// A folder into which articles are laid that somebody with the right to write sends to /api/v1/articles
    #[arg(long, value_name = "FOLDER")]
    pub inbox: Option<PathBuf>,
    /// Address of a proxy that is trusted to have asked for a login; repeat for several
    #[arg(long = "proxy", value_name = "ADDRESS")]
    pub proxies: Vec<IpAddr>,
    /// Header in which that proxy names the user
    #[arg(long, value_name = "NAME", default_value = "X-Remote-User")]
    pub proxy_header: String,
    /// What users of that proxy may do: read, write or admin
    #[arg(long, value_name = "RIGHT", default_value_t = Right::Read)]
    pub proxy_right: Right,
    /// Take no corrections
    #[arg(long)]
    pub read_only: bool,
}

fn address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| "no address with a port; write it like 127.0.0.1:8080 or [::1]:8080".to_string())
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
        let proxy = (!self.proxies.is_empty()).then(|| Proxy {
            addresses: self.proxies.clone(),
            header: self.proxy_header.clone(),
            right: self.proxy_right,
        });
        let guard = Guard::behind(self.listen, token.as_deref(), &self.hosts, proxy).map_err(Failure::usage)?;
        let name = project.file.project.name.clone().unwrap_or_else(|| "ledger".to_string());
        let mut desk = Desk::new(&ledger, &name, guard)?;
        if let Some(folder) = &self.inbox {
            let inbox = Inbox::new(folder);
            let inbox = inbox.map_err(|e| Failure::configuration(format!("could not make the inbox {}: {e}", folder.display())))?;
            desk = desk.with_inbox(inbox);
        }
        let webhooks = project.webhooks().map_err(Failure::configuration)?;
        let webhooks = webhooks.iter().map(|(url, secret)| Webhook::new(url, secret)).collect::<Result<_, _>>();
        desk = desk.with_webhooks(webhooks.map_err(Failure::configuration)?, seconds_now);
        if let Some(tiles) = project.basemap() {
            desk = desk.with_basemap(&tiles).map_err(Failure::configuration)?;
        }
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

/// Seconds since 1970-01-01, for the signatures of webhooks: a message says when it was sent, so that nobody can send it again later.
#[expect(clippy::disallowed_methods, reason = "when a message was sent is no part of the ledger")]
fn seconds_now() -> i64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_secs() as i64)
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
