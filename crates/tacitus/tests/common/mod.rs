//! Runs the built command in a folder of its own. All texts are invented: Northland, Arda and Veles do not exist.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A wire story that two files carry word for word.
pub const STRIKE: &str = "Drones of Northland's army hit the market of Veles on Tuesday, killing at least 12 people, the governor of Arda said.\n\n\
    Northland's defence ministry denied that its forces had attacked Veles.\n\n\
    The governor said that 30 people were wounded and that rescue workers were still searching the market hall for survivors on Tuesday evening.\n";

/// Another text on the same strike, with another number.
pub const OTHER: &str = "Nine people were killed in Veles on Tuesday when drones hit the market, the town's hospital said.\n\n\
    The hospital's director said that the wounded had been taken to the capital.\n";

/// A folder that goes when it is dropped, with a project in it.
pub struct Project {
    folder: tempfile::TempDir,
}

/// What a command did.
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Ran {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
        Ran { code: output.status.code().unwrap_or(-1), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

/// The command in a folder, away from the settings of whoever runs the tests.
pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tacitus"));
    command.current_dir(folder).env_remove("TACITUS_LEDGER").env("NO_COLOR", "1");
    command
}

impl Project {
    /// An empty project.
    #[allow(dead_code, reason = "not every test file needs every helper")]
    pub fn new() -> Project {
        let project = Project::without_ledger();
        let made = Ran::from(command(project.folder.path()).args(["init", "project"]).output().expect("the command starts"));
        assert_eq!(made.code, 0, "{}", made.stderr);
        project
    }

    /// A folder without a project.
    pub fn without_ledger() -> Project {
        Project { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// The project's folder.
    pub fn path(&self) -> PathBuf {
        let inner = self.folder.path().join("project");
        if inner.exists() { inner } else { self.folder.path().to_path_buf() }
    }

    /// Writes a file below the folder `in`.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join("in").join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("folders can be made");
        std::fs::write(&path, content).expect("files can be written");
        path
    }

    /// Three articles: one text twice, and another on the same.
    #[allow(dead_code, reason = "not every test file needs every helper")]
    pub fn with_articles() -> Project {
        let project = Project::new();
        project.file("one.txt", STRIKE);
        project
            .file("two.jsonl", format!("{}\n", serde_json::json!({ "text": STRIKE, "outlet": "Veles Post", "published": "2021-08-20" })));
        project.file("three.txt", OTHER);
        let read = project.run(&["read", "in", "--published", "2021-08-20", "--known-at", "2021-08-21"]);
        assert_eq!(read.code, 0, "{}", read.stderr);
        project
    }

    /// Runs the command.
    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::from(command(&self.path()).args(args).output().expect("the command starts"))
    }
}
