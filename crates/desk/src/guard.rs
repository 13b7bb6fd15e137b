//! Says who may ask: the names under which the desk may be called, and the token that strangers need.

use std::net::SocketAddr;

use axum::http::{HeaderMap, HeaderValue, header};

/// Shortest token, in characters.
const SHORTEST_TOKEN: usize = 20;

/// What every answer says to a browser: nothing is run, nothing is loaded from elsewhere, nobody is told where a reader came from.
pub const HEADERS: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
];

tacitus_record::named_enum! {
    /// What somebody may do; who may do the later may do the earlier.
    pub enum Right {
        /// See everything.
        Read = "read",
        /// Correct the ledger.
        Write = "write",
        /// Everything else that will need a right of its own.
        Admin = "admin",
    }
}

/// Who may ask.
#[derive(Clone, Debug)]
pub struct Guard {
    /// Host names that are answered, lower case, without port.
    hosts: Vec<String>,
    /// Hashes of the tokens and what each may do; empty where no login is asked for.
    tokens: Vec<(Right, blake3::Hash)>,
}

impl Guard {
    /// The guard of a desk that listens at `address`. Another address than loopback needs a token. `token`: one secret, which may do everything, or
    /// lines of a right (read, write, admin) and a secret; empty lines and those that begin with `#` are passed over. `names` are further host names, for
    /// a desk behind a proxy or under a name of its own.
    ///
    /// # Errors
    /// What is missing, and how to give it.
    pub fn new(address: SocketAddr, token: Option<&str>, names: &[String]) -> Result<Guard, String> {
        let is_loopback = address.ip().is_loopback();
        let tokens = token.map(tokens).transpose()?.unwrap_or_default();
        match token {
            None if !is_loopback => {
                return Err(format!(
                    "{address} can be reached from other machines, and a ledger is not for everybody: give --token-file FILE with a secret \
                     of {SHORTEST_TOKEN} characters or more, or listen at 127.0.0.1"
                ));
            }
            _ => {}
        }
        let mut hosts: Vec<String> = names.iter().map(|n| n.trim().to_lowercase()).collect();
        if is_loopback {
            hosts.extend(["localhost", "127.0.0.1", "[::1]"].map(String::from));
        } else if address.ip().is_unspecified() {
            if hosts.is_empty() {
                return Err(format!("{address} stands for every address of this machine: give the names it is called by with --host NAME"));
            }
        } else {
            hosts.push(if address.is_ipv6() { format!("[{}]", address.ip()) } else { address.ip().to_string() });
        }
        Ok(Guard { hosts, tokens })
    }

    /// Whether the request calls the desk by one of its names: a page of another site whose name was turned to this machine does not.
    pub fn knows_host(&self, headers: &HeaderMap) -> bool {
        let Some(host) = headers.get(header::HOST).and_then(|h| h.to_str().ok()) else { return false };
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
            _ => host,
        };
        self.hosts.iter().any(|h| h.eq_ignore_ascii_case(name))
    }

    /// Whether the request has a token, as `Bearer` or as the password of `Basic`. Hashes are compared in constant time.
    pub fn lets_in(&self, headers: &HeaderMap) -> bool {
        self.right(headers).is_some()
    }

    /// What the request may do; everything where no login is asked for.
    pub fn right(&self, headers: &HeaderMap) -> Option<Right> {
        if self.tokens.is_empty() {
            return Some(Right::Admin);
        }
        let given = blake3::hash(&headers.get(header::AUTHORIZATION).and_then(|h| h.to_str().ok()).and_then(secret)?);
        // All are compared, so that the time tells nothing.
        self.tokens.iter().filter(|(_, token)| *token == given).map(|(right, _)| *right).max()
    }

    /// What a browser is told that has no token.
    pub fn challenge() -> (header::HeaderName, HeaderValue) {
        (header::WWW_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"tacitus: any name, the token as password\", charset=\"UTF-8\""))
    }
}

/// The tokens of a token file.
fn tokens(text: &str) -> Result<Vec<(Right, blake3::Hash)>, String> {
    let mut tokens = Vec::new();
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let (right, token) = match line.split_once(char::is_whitespace) {
            None => (Right::Admin, line),
            Some((right, token)) => {
                let right = right.trim_end_matches(':');
                (right.parse().map_err(|e| format!("the token file has a line that gives no right: {e}"))?, token.trim())
            }
        };
        if token.chars().count() < SHORTEST_TOKEN {
            return Err(format!("a token is shorter than {SHORTEST_TOKEN} characters; make one with `openssl rand -hex 32`"));
        }
        tokens.push((right, blake3::hash(token.as_bytes())));
    }
    if tokens.is_empty() {
        return Err(format!("the token file has no token; make one of {SHORTEST_TOKEN} characters or more with `openssl rand -hex 32`"));
    }
    Ok(tokens)
}

/// The secret in an Authorization header.
fn secret(header: &str) -> Option<Vec<u8>> {
    let (scheme, rest) = header.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(rest.trim().as_bytes().to_vec());
    }
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = base64(rest.trim())?;
    let colon = decoded.iter().position(|b| *b == b':')?;
    Some(decoded[colon + 1..].to_vec())
}

/// Decodes base64 (RFC 4648, padded).
fn base64(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=').bytes().map(|b| match b {
        b'A'..=b'Z' => Some(b - b'A'),
        b'a'..=b'z' => Some(b - b'a' + 26),
        b'0'..=b'9' => Some(b - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    });
    let (mut out, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for digit in digits {
        bits = (bits << 6) | u32::from(digit?);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "a-secret-of-many-characters";

    fn headers(name: header::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_str(value).unwrap())])
    }

    #[test]
    fn other_addresses_need_a_token_that_is_long_enough() {
        let open: SocketAddr = "192.0.2.1:8080".parse().unwrap();
        assert!(Guard::new(open, None, &[]).unwrap_err().contains("--token-file"));
        assert!(Guard::new(open, Some("short"), &[]).unwrap_err().contains("shorter"));
        assert!(Guard::new(open, Some(TOKEN), &[]).is_ok());
        let every: SocketAddr = "0.0.0.0:8080".parse().unwrap();
        assert!(Guard::new(every, Some(TOKEN), &[]).unwrap_err().contains("--host"));
        assert!(Guard::new("127.0.0.1:8080".parse().unwrap(), None, &[]).is_ok());
    }

    #[test]
    fn only_its_own_names_are_answered() {
        let guard = Guard::new("127.0.0.1:8080".parse().unwrap(), None, &["desk.example.org".into()]).unwrap();
        for host in ["localhost:8080", "127.0.0.1", "[::1]:8080", "Desk.Example.org"] {
            assert!(guard.knows_host(&headers(header::HOST, host)), "{host}");
        }
        for host in ["evil.example", "localhost.evil.example:8080", "127.0.0.1.evil.example", ""] {
            assert!(!guard.knows_host(&headers(header::HOST, host)), "{host}");
        }
        assert!(!guard.knows_host(&HeaderMap::new()));
    }

    #[test]
    fn the_token_is_taken_as_bearer_or_as_password() {
        let guard = Guard::new("192.0.2.1:80".parse().unwrap(), Some(TOKEN), &[]).unwrap();
        for right in ["Bearer a-secret-of-many-characters", "Basic YW5hbHlzdDphLXNlY3JldC1vZi1tYW55LWNoYXJhY3RlcnM="] {
            assert!(guard.lets_in(&headers(header::AUTHORIZATION, right)), "{right}");
        }
        for wrong in ["Bearer a-secret", "Bearer", "Basic !!!", "Basic YW5hbHlzdA==", "Digest x"] {
            assert!(!guard.lets_in(&headers(header::AUTHORIZATION, wrong)), "{wrong}");
        }
        assert!(!guard.lets_in(&HeaderMap::new()));
    }
}
