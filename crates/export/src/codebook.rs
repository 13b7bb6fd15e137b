//! Writes the codebook, the citation file and the manifest that travel with an export.

use serde_json::{Value, json};

use crate::{Format, Maker, Of, Written};

/// `CODEBOOK.md`: every column explained, and how to read the whole.
pub(crate) fn codebook(format: &dyn Format, of: Of, maker: &Maker, file: &str) -> String {
    let mut out = format!(
        "# Codebook of `{file}`\n\n{} of a Tacitus ledger as `{}`: {}.\n\n\
         A ledger holds what somebody said, never what is so. Count `origins` (texts not copied from each other), never articles. \
         Bounds are the words' own; nothing is added up and nothing is averaged. Empty means: not said, or not known.\n\n\
         Two clocks differ: the day on which something is said to have happened, and the day on which it was published.\n\n",
        match of {
            Of::Claims => "Claims",
            Of::Incidents => "Incidents",
        },
        format.name(),
        format.summary(),
    );
    if format.extension() == "csv" {
        out.push_str(
            "Text that a spreadsheet would run as a formula (it starts with `=`, `+`, `-`, `@`, a tab or a return) has an apostrophe in \
             front. Numbers never have one.\n\n",
        );
    }
    out.push_str("| Column | Meaning |\n|---|---|\n");
    for (name, meaning) in format.fields(of) {
        out.push_str(&format!("| `{name}` | {} |\n", meaning.replace('|', "\\|")));
    }
    out.push_str(&format!("\nMade by Tacitus {} at ledger revision {}. {}\n", maker.version, maker.revision, maker.credit));
    out
}

/// `CITATION.cff` (Citation File Format 1.2.0). The compiler's name is the reader's to fill in where the configuration has none.
pub(crate) fn citation(maker: &Maker, of: Of, sha256: &str) -> String {
    let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
    format!(
        "cff-version: 1.2.0\nmessage: \"If you use this data set, please cite it, and the outlets it rests on.\"\ntype: dataset\n\
         title: {}\nauthors:\n  - name: {}\nversion: \"revision {}\"\nabstract: {}\nidentifiers:\n  - type: other\n    value: \"sha256:{sha256}\"\n    \
         description: \"SHA-256 of the data file\"\nreferences:\n  - type: software\n    title: Tacitus\n    version: {}\n    authors:\n      - name: \"The Tacitus authors\"\n",
        quoted(&format!("{}: {of} from news reports", maker.project)),
        quoted(maker.compiler.as_deref().unwrap_or("Name of whoever compiled this ledger")),
        maker.revision,
        quoted(&format!("Machine-read {of} with sources and words; {}", maker.credit)),
        quoted(&maker.version),
    )
}

/// `manifest.json`: what made the file, from what, with which options.
pub(crate) fn manifest(format: &dyn Format, of: Of, maker: &Maker, file: &str, sha256: &str, written: &Written) -> Value {
    json!({
        "file": file,
        "sha256": sha256,
        "format": format.name(),
        "media_type": format.media_type(),
        "of": of.as_str(),
        "rows": written.rows,
        "left_out": written.left_out,
        "why_left_out": written.why_left_out,
        "tacitus": maker.version,
        "weights": maker.weights,
        "gazetteer_index": maker.index,
        "reader": maker.reader,
        "ledger_revision": maker.revision,
        "options": maker.options.iter().map(|(k, v)| (k.clone(), Value::from(v.as_str()))).collect::<serde_json::Map<_, _>>(),
        "credit": maker.credit,
    })
}
