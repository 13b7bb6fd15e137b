//! Says who may ask: the names under which the desk may be called, and the token that strangers need.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// Shortest token, in characters.
const SHORTEST_TOKEN: usize = 20;

/// Name of the header that says what a page may do.
pub const POLICY: &str = "content-security-policy";

/// What a page with a script of the desk's may do: run files of the desk, ask the desk. Never a script within a page, never another host.
pub const WITH_SCRIPTS: &str = "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; \
                                form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What every answer says to a browser that does not say it otherwise: nothing is run, nothing is loaded from elsewhere, nobody is told
/// where a reader came from.
pub const HEADERS: &[(&str, &str)] = &[
    (POLICY, "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
];

tacitus_record::named_enum! {
    /// What somebody may do. Each right holds those before it.
    pub enum Right {
        /// Look at everything.
        Read = "read",
        /// Send articles and correct the ledger, too.
        Write = "write",
        /// Everything that the desk lets anybody do.
        Admin = "admin",
    }
}

/// A proxy in front of the desk that has asked for a login itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proxy {
    /// Addresses that it connects from. The header counts from nowhere else.
    pub addresses: Vec<IpAddr>,
    /// Header in which it names the user; it must take away what a client sends under that name.
    pub header: String,
    /// What its users may do.
    pub right: Right,
}

/// Who may ask.
#[derive(Clone, Debug)]
pub struct Guard {
    /// Host names that are answered, lower case, without port.
    hosts: Vec<String>,
    /// Hashes of the tokens with their rights; none where no login is asked for.
    tokens: Vec<(blake3::Hash, Right)>,
    proxy: Option<(Proxy, HeaderName)>,
}

impl Guard {
    /// The guard of a desk that listens at `address`. Another address than loopback needs tokens or a proxy. `tokens`: one secret a line,
    /// with the right it gives before it (`write SECRET`); alone, it may read. `names` are further host names, for a desk behind a proxy or
    /// under a name of its own.
    ///
    /// # Errors
    /// What is missing, and how to give it.
    pub fn new(address: SocketAddr, tokens: Option<&str>, names: &[String]) -> Result<Guard, String> {
        Guard::behind(address, tokens, names, None)
    }

    /// The same behind a proxy that is trusted to have asked for a login.
    ///
    /// # Errors
    /// What is missing, and how to give it.
    pub fn behind(address: SocketAddr, tokens: Option<&str>, names: &[String], proxy: Option<Proxy>) -> Result<Guard, String> {
        let is_loopback = address.ip().is_loopback();
        let tokens = tokens.map(read_tokens).transpose()?.unwrap_or_default();
        if tokens.is_empty() && proxy.is_none() && !is_loopback {
            return Err(format!(
                "{address} can be reached from other machines, and a ledger is not for everybody: give --token-file FILE with a secret \
                 of {SHORTEST_TOKEN} characters or more, or listen at 127.0.0.1"
            ));
        }
        let named = |proxy: Proxy| {
            let name = HeaderName::from_bytes(proxy.header.as_bytes());
            name.map(|name| (proxy, name)).map_err(|_| "the name of the proxy's header holds what no header has".to_string())
        };
        let proxy = proxy.map(named).transpose()?;
        if proxy.as_ref().is_some_and(|(proxy, _)| proxy.addresses.is_empty()) {
            return Err("a proxy's header counts only from its own addresses: name them".to_string());
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
        Ok(Guard { hosts, tokens, proxy })
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

    /// What the request may do: by its token, as `Bearer` or as the password of `Basic`, or by the proxy that it comes through. None where
    /// it has neither, and one is asked for. Hashes are compared in constant time.
    pub fn right(&self, headers: &HeaderMap, from: Option<IpAddr>) -> Option<Right> {
        if self.tokens.is_empty() && self.proxy.is_none() {
            return Some(Right::Admin);
        }
        if let Some((proxy, header)) = &self.proxy {
            let is_proxy = from.is_some_and(|from| proxy.addresses.contains(&from.to_canonical()));
            if is_proxy && headers.get(header).is_some_and(|user| !user.is_empty()) {
                return Some(proxy.right);
            }
        }
        let secret = headers.get(header::AUTHORIZATION).and_then(|h| h.to_str().ok()).and_then(secret)?;
        let given = blake3::hash(&secret);
        // Every token is compared, so that the time tells nothing of which it was.
        self.tokens.iter().fold(None, |right, (token, of)| if *token == given { right.max(Some(*of)) } else { right })
    }

    /// Whether a request that changes something may come from a page of another site, which a browser sends along with what it knows of us.
    pub fn is_from_elsewhere(&self, headers: &HeaderMap) -> bool {
        let text = |name: &str| headers.get(name).and_then(|h| h.to_str().ok());
        // Where a browser says it, it says it truly. Our pages send no referrer, so that the origin of their forms is `null`.
        if let Some(site) = text("sec-fetch-site") {
            return !matches!(site, "same-origin" | "none");
        }
        text("origin").is_some_and(|origin| {
            let host = origin.split_once("://").map_or("", |(_, host)| host);
            !text("host").is_some_and(|own| own.eq_ignore_ascii_case(host))
        })
    }

    /// What a browser is told that has no token.
    pub fn challenge() -> (HeaderName, HeaderValue) {
        (header::WWW_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"tacitus: any name, the token as password\", charset=\"UTF-8\""))
    }
}

/// The tokens of a file: one a line; empty lines and comments (`#`) are passed over.
fn read_tokens(text: &str) -> Result<Vec<(blake3::Hash, Right)>, String> {
    let mut tokens = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (right, secret) = match line.split_once(char::is_whitespace) {
            Some((right, secret)) => {
                let right = right.parse::<Right>().map_err(|e| format!("line {number} of the tokens: {e}"))?;
                (right, secret.trim())
            }
            None => (Right::Read, line),
        };
        if secret.chars().count() < SHORTEST_TOKEN {
            return Err(format!(
                "the token in line {number} is shorter than {SHORTEST_TOKEN} characters; make one with `openssl rand -hex 32`"
            ));
        }
        tokens.push((blake3::hash(secret.as_bytes()), right));
    }
    if tokens.is_empty() { Err("the token file holds no token".to_string()) } else { Ok(tokens) }
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
            assert_eq!(guard.right(&headers(header::AUTHORIZATION, right), None), Some(Right::Read), "{right}");
        }
        for wrong in ["Bearer a-secret", "Bearer", "Basic !!!", "Basic YW5hbHlzdA==", "Digest x"] {
            assert_eq!(guard.right(&headers(header::AUTHORIZATION, wrong), None), None, "{wrong}");
        }
        assert_eq!(guard.right(&HeaderMap::new(), None), None);
    }

    #[test]
    fn each_token_has_its_right() {
        let file = format!("# of the desk\n{TOKEN}\n\nwrite {TOKEN}-2\nadmin {TOKEN}-3\n");
        let guard = Guard::new("192.0.2.1:80".parse().unwrap(), Some(&file), &[]).unwrap();
        let right = |token: String| guard.right(&headers(header::AUTHORIZATION, &format!("Bearer {token}")), None);
        assert_eq!(right(TOKEN.to_string()), Some(Right::Read));
        assert_eq!(right(format!("{TOKEN}-2")), Some(Right::Write));
        assert_eq!(right(format!("{TOKEN}-3")), Some(Right::Admin));
        for (file, word) in [("owner a-secret-of-many-characters", "owner"), ("# nothing\n", "no token")] {
            assert!(Guard::new("192.0.2.1:80".parse().unwrap(), Some(file), &[]).unwrap_err().contains(word));
        }
    }

    #[test]
    fn a_users_name_counts_from_the_proxy_only() {
        let proxy = Proxy { addresses: vec!["127.0.0.1".parse().unwrap()], header: "X-Remote-User".into(), right: Right::Read };
        let guard = Guard::behind("127.0.0.1:8080".parse().unwrap(), None, &[], Some(proxy)).unwrap();
        let named = headers(HeaderName::from_static("x-remote-user"), "mira");
        let from = |address: &str| Some(address.parse::<IpAddr>().unwrap());
        assert_eq!(guard.right(&named, from("127.0.0.1")), Some(Right::Read));
        assert_eq!(guard.right(&named, from("::ffff:127.0.0.1")), Some(Right::Read));
        assert_eq!(guard.right(&named, from("192.0.2.9")), None, "anybody can send a header");
        assert_eq!(guard.right(&named, None), None);
        assert_eq!(guard.right(&HeaderMap::new(), from("127.0.0.1")), None, "the proxy asks for a login, so somebody is named");
    }

    #[test]
    fn what_another_site_sends_is_known() {
        let guard = Guard::new("127.0.0.1:8080".parse().unwrap(), None, &[]).unwrap();
        let of = |pairs: &[(&'static str, &str)]| {
            let pairs = pairs.iter().map(|(n, v)| (HeaderName::from_static(n), HeaderValue::from_str(v).unwrap()));
            guard.is_from_elsewhere(&HeaderMap::from_iter(pairs))
        };
        assert!(!of(&[("host", "localhost:8080")]), "a program");
        assert!(!of(&[("host", "localhost:8080"), ("origin", "http://localhost:8080"), ("sec-fetch-site", "same-origin")]));
        assert!(of(&[("host", "localhost:8080"), ("origin", "https://other.example")]));
        assert!(of(&[("host", "localhost:8080"), ("origin", "null")]));
        assert!(of(&[("host", "localhost:8080"), ("sec-fetch-site", "cross-site")]));
        assert!(of(&[("host", "localhost:8080"), ("sec-fetch-site", "same-site"), ("origin", "http://localhost:8080")]));
        assert!(!of(&[("host", "localhost:8080"), ("origin", "null"), ("sec-fetch-site", "same-origin")]), "a form of ours");
    }
}
