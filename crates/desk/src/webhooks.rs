//! Tells another program of changes: one signed POST for what was linked together, as Standard Webhooks 1.0 has it (HMAC-SHA256).
//!
//! Off unless the project names an address. It is the only thing in the desk that connects to another host. It speaks plain HTTP, as the desk
//! itself does: where the listener is on another machine, a relay on this one (stunnel, a proxy) adds TLS.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use tacitus_ledger::wire;

use crate::stream::{named, since};
use crate::view::Views;

/// How often the ledger is looked at.
const LOOKS: Duration = Duration::from_secs(2);
/// How long a listener may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Waits between tries, in looks.
const WAITS: [u32; 5] = [1, 4, 16, 64, 256];
/// Changes told in one message; more are counted, and read by `/api/v1/changes`.
const MOST_TOLD: usize = 1_000;
/// Longest line of status that is read, in bytes.
const LONGEST_LINE: u64 = 1_024;
/// Shortest secret, in characters.
const SHORTEST_SECRET: usize = 20;

/// Who is told.
#[derive(Clone, Debug)]
pub struct Webhook {
    address: String,
    host: String,
    path: String,
    secret: Vec<u8>,
}

impl Webhook {
    /// A listener at an address (`http://HOST[:PORT]/PATH`), with the secret that messages are signed with.
    ///
    /// # Errors
    /// What is wrong with either.
    pub fn new(address: &str, secret: &str) -> Result<Webhook, String> {
        let rest = address.strip_prefix("http://").ok_or_else(|| {
            format!("the webhook `{address}` is no http:// address; the desk speaks plain HTTP: let a relay on this machine add TLS")
        })?;
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let is_clean = |text: &str| text.bytes().all(|b| b.is_ascii_graphic());
        if host.is_empty() || host.contains('@') || !is_clean(host) || !is_clean(path) {
            return Err(format!("the webhook `{address}` has no host, or characters that no address has"));
        }
        let secret = secret.trim();
        if secret.chars().count() < SHORTEST_SECRET {
            return Err(format!(
                "the secret of the webhook `{address}` is shorter than {SHORTEST_SECRET} characters; make one with `openssl rand -hex 32`"
            ));
        }
        let with_port = if host.rsplit_once(':').is_some_and(|(_, port)| port.bytes().all(|b| b.is_ascii_digit())) {
            host.to_string()
        } else {
            format!("{host}:80")
        };
        let path = if path.is_empty() { "/" } else { path };
        Ok(Webhook { address: address.to_string(), host: with_port, path: path.to_string(), secret: secret.as_bytes().to_vec() })
    }

    /// The request for a message. `seconds`: since 1970-01-01.
    fn request(&self, id: &str, seconds: i64, body: &str) -> String {
        format!(
            "POST {} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nwebhook-id: {id}\r\nwebhook-timestamp: {seconds}\r\n\
             webhook-signature: {}\r\nUser-Agent: tacitus/{}\r\nConnection: close\r\n\r\n{body}",
            self.path,
            self.host,
            body.len(),
            signature(&self.secret, id, seconds, body),
            env!("CARGO_PKG_VERSION"),
        )
    }

    /// Sends a request; the listener must answer with a status of 200 to 299.
    fn send(&self, request: &str) -> Result<(), String> {
        let failed = |e: std::io::Error| e.to_string();
        let at = self.host.to_socket_addrs().map_err(failed)?.next().ok_or("its host has no address")?;
        let mut socket = TcpStream::connect_timeout(&at, PATIENCE).map_err(failed)?;
        socket.set_read_timeout(Some(PATIENCE)).map_err(failed)?;
        socket.set_write_timeout(Some(PATIENCE)).map_err(failed)?;
        socket.write_all(request.as_bytes()).map_err(failed)?;
        let mut head = Vec::new();
        // The first line is all that counts; some leave the line open behind it.
        BufReader::new(socket.take(LONGEST_LINE)).read_until(b'\n', &mut head).map_err(failed)?;
        match String::from_utf8_lossy(&head).split(' ').nth(1).and_then(|status| status.parse::<u16>().ok()) {
            Some(200..=299) => Ok(()),
            Some(status) => Err(format!("it answered {status}")),
            None => Err("it did not answer in HTTP".to_string()),
        }
    }
}

/// `v1,` and the signature of a message.
fn signature(secret: &[u8], id: &str, seconds: i64, body: &str) -> String {
    // HMAC takes keys of any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else { return String::new() };
    mac.update(format!("{id}.{seconds}.{body}").as_bytes());
    format!("v1,{}", base64(&mac.finalize().into_bytes()))
}

/// Encodes base64 (RFC 4648, padded).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for group in bytes.chunks(3) {
        let bits = group.iter().chain([0; 2].iter()).take(3).fold(0_usize, |bits, b| bits << 8 | usize::from(*b));
        for digit in 0..4 {
            out.push(if digit <= group.len() { char::from(DIGITS[bits >> (18 - 6 * digit) & 63]) } else { '=' });
        }
    }
    out
}

/// Tells listeners what is linked from now on, until `is_ending`. `seconds`: since 1970-01-01, now. What a listener does not take after some tries
/// is said on stderr and left: it can read `/api/v1/changes?since=…` from the revision that it has.
pub fn tell(views: &Arc<Views>, listeners: &[Webhook], seconds: fn() -> i64, is_ending: &AtomicBool) {
    let mut told = views.state().map_or(0, |state| state.linked);
    while !is_ending.load(Ordering::Acquire) {
        std::thread::sleep(LOOKS);
        let Ok(edition) = views.now() else { continue };
        let revision = edition.state.linked;
        if revision <= told {
            continue;
        }
        let Ok(changes) = views.read(&edition, None, |view| since(view.ledger, told)) else { continue };
        let items: Vec<Value> = changes
            .iter()
            .flatten()
            .take(MOST_TOLD)
            .map(|change| json!({"event": named(change), "change": wire::v1::change(change)}))
            .collect();
        let total = changes.as_ref().map(Vec::len);
        let body = json!({"type": "changes", "since": told, "revision": revision, "total": total, "items": items}).to_string();
        let id = format!("msg_{told}_{revision}");
        for listener in listeners {
            deliver(listener, &id, &body, seconds, is_ending);
        }
        told = revision;
    }
}

fn deliver(listener: &Webhook, id: &str, body: &str, seconds: fn() -> i64, is_ending: &AtomicBool) {
    let mut last = String::new();
    for wait in WAITS {
        match listener.send(&listener.request(id, seconds(), body)) {
            Ok(()) => return,
            Err(error) => last = error,
        }
        for _ in 0..wait {
            if is_ending.load(Ordering::Acquire) {
                return;
            }
            std::thread::sleep(LOOKS);
        }
    }
    eprintln!("the webhook {} did not take {id} after {} tries: {last}", listener.address, WAITS.len());
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "a-secret-of-many-characters";

    #[test]
    fn a_signature_is_that_of_the_standards_example() {
        // RFC 4231, test case 2: HMAC-SHA-256 with the key "Jefe".
        let mut mac = Hmac::<Sha256>::new_from_slice(b"Jefe").unwrap();
        mac.update(b"what do ya want for nothing?");
        assert_eq!(base64(&mac.finalize().into_bytes()), rfc_4231());
        assert_eq!([base64(b""), base64(b"f"), base64(b"fo"), base64(b"foo")], ["", "Zg==", "Zm8=", "Zm9v"]);
    }

    /// `5bdcc146 bf60754e 6a042426 089575c7 5a003f08 9d273983 9dec58b9 64ec3843`, in base64.
    fn rfc_4231() -> String {
        let hex = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        let bytes: Vec<u8> = (0..32).map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap()).collect();
        base64(&bytes)
    }

    #[test]
    fn only_plain_addresses_with_a_real_secret_are_taken() {
        assert!(Webhook::new("https://other.example/hook", SECRET).unwrap_err().contains("relay"));
        assert!(Webhook::new("http://other.example/hook", "short").unwrap_err().contains("shorter"));
        for wrong in ["http:///hook", "http://user@other.example/", "http://other.example/a b", "http://other.example/\r\nX: y"] {
            assert!(Webhook::new(wrong, SECRET).is_err(), "{wrong}");
        }
        let hook = Webhook::new("http://localhost:9999", SECRET).unwrap();
        assert_eq!((hook.host.as_str(), hook.path.as_str()), ("localhost:9999", "/"));
        assert_eq!(Webhook::new("http://other.example/hook", SECRET).unwrap().host, "other.example:80");
    }

    #[test]
    fn a_listener_gets_the_message_with_its_signature() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let hook = Webhook::new(&format!("http://{}/hook", listener.local_addr().unwrap()), SECRET).unwrap();
        let server = std::thread::spawn(move || {
            let (mut socket, _) = listener.accept().unwrap();
            let mut request = vec![0; 4_096];
            let length = socket.read(&mut request).unwrap();
            socket.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").unwrap();
            String::from_utf8_lossy(&request[..length]).into_owned()
        });
        let body = r#"{"type":"changes"}"#;
        assert_eq!(hook.send(&hook.request("msg_1_2", 1_900_000_000, body)), Ok(()));
        let request = server.join().unwrap();
        let signature = signature(SECRET.as_bytes(), "msg_1_2", 1_900_000_000, body);
        assert!(request.starts_with("POST /hook HTTP/1.1\r\n") && request.ends_with(body), "{request}");
        assert!(request.contains(&format!("webhook-signature: {signature}\r\n")), "{request}");
    }
}
