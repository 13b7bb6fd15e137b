//! The command that serves a ledger: where it listens, what it refuses, how it stops.

mod common;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Stdio;

use common::{Project, command};

fn get(address: &str, path: &str, host: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("the desk listens");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("answered");
    answer
}

#[test]
fn pages_are_there_until_ctrl_c() {
    let project = Project::with_articles();
    let mut desk =
        command(&project.path()).args(["serve", "--listen", "127.0.0.1:0"]).stderr(Stdio::piped()).spawn().expect("the command starts");
    let mut lines = BufReader::new(desk.stderr.take().expect("stderr is ours")).lines();
    let told = lines.next().expect("it says where").expect("in words");
    let address = told.split("http://").nth(1).and_then(|rest| rest.split('/').next()).expect("an address").to_string();
    assert!(get(&address, "/healthz", "localhost").ends_with("ok\n"));
    let page = get(&address, "/incidents", "127.0.0.1");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("Veles"), "{page}");
    assert!(get(&address, "/", "attacker.example").starts_with("HTTP/1.1 421"));
    let interrupted = std::process::Command::new("kill").args(["-INT", &desk.id().to_string()]).status().expect("kill is there");
    assert!(interrupted.success());
    assert_eq!(desk.wait().expect("it ends").code(), Some(0));
}

#[test]
fn the_demo_ends_on_a_page_that_tells_the_story() {
    let project = Project::new();
    let mut demo = command(&project.path())
        .args(["demo", "--serve"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut lines = BufReader::new(demo.stderr.take().expect("stderr is ours")).lines().map_while(Result::ok);
    let told = lines.find(|line| line.contains("/glance")).expect("it says which page to open");
    let address = told.split("http://").nth(1).and_then(|rest| rest.split('/').next()).expect("an address").to_string();
    let page = get(&address, "/glance", "127.0.0.1");
    for told in ["5 articles, one origin", "Sources differ", "Carried out", "without a place"] {
        assert!(page.contains(told), "{told}");
    }
    let interrupted = std::process::Command::new("kill").args(["-INT", &demo.id().to_string()]).status().expect("kill is there");
    assert!(interrupted.success());
    assert_eq!(demo.wait().expect("it ends").code(), Some(0));
}

#[test]
fn other_machines_need_a_token_and_a_missing_ledger_is_told() {
    let project = Project::with_articles();
    let open = project.run(&["serve", "--listen", "0.0.0.0:0"]);
    assert_eq!(open.code, 64);
    assert!(open.stdout.is_empty() && open.stderr.contains("--token-file"), "{}", open.stderr);
    let missing = project.run(&["serve", "--token-file", "nowhere"]);
    assert_eq!(missing.code, 3);
    let none = project.run(&["serve", "nothing.db"]);
    assert_eq!(none.code, 3);
    assert!(none.stderr.contains("there is no ledger"), "{}", none.stderr);
}
