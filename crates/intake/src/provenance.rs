//! Reads what an article says of its own making: agencies credited, descent declared, blocks that are credit and not reporting.

use std::sync::LazyLock;

use regex::{Regex, RegexSet};
use tacitus_record::{Block, BlockKind, DeclaredFrom, Span};

use crate::lexicon;

/// Capitals and letters of the scripts that names in English text are written in (Latin, Greek, Cyrillic), as members of a class.
/// Unicode's whole classes, a dozen times in each of these patterns, would take half of the program's start to compile.
const CAPITALS: &str = r"A-Z\x{C0}-\x{DE}\x{100}-\x{24F}\x{386}-\x{3AB}\x{400}-\x{42F}";
const LETTERS: &str = r"A-Za-z\x{C0}-\x{24F}\x{370}-\x{52F}\x{1E00}-\x{1EFF}";
/// A name as outlets write theirs: capitalised words, joined by small words between them.
const OUTLET: &str = r"(?P<outlet>(?:[Tt]he )?(?:[{capitals}]|[0-9]{2})[{letters}0-9&'’-]*(?:\.(?:com|org|net|info|news|co|io))?(?:(?: (?:of|the|and|for|de|la|le|del|&|in))? [{capitals}][{letters}0-9&'’-]*| [0-9]{1,3}\b){0,5})";
/// A person's name: two to four capitalised words, with particles and initials.
const PERSON: &str = r"(?:(?:Dr|Prof|Sir|Dame|Lord)\.? )?[{capitals}][{letters}'’.-]*(?: (?:[{capitals}][{letters}'’.-]*|de|del|van|von|der|al|el|bin|ibn|da|di|la)){1,4}";
const DATE: &str = r"(?:[0-9]{1,2}(?:st|nd|rd|th|\.)? [{letters}]{3,12}\.?,? [0-9]{4}|[{letters}]{3,12}\.? [0-9]{1,2}(?:st|nd|rd|th)?,? [0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{4})";

struct Agency {
    name: &'static str,
    written: &'static str,
    is_code: bool,
}

static AGENCIES: LazyLock<Vec<Agency>> = LazyLock::new(|| {
    let table = include_str!("../../../lexicons/agencies.tsv");
    let mut agencies: Vec<Agency> = lexicon::rows("agencies.tsv", table, ["agency", "written", "match", "source"])
        .into_iter()
        .map(|[name, written, kind, _]| {
            assert!(matches!(kind, "name" | "code"), "lexicons/agencies.tsv: match `{kind}`");
            Agency { name, written, is_code: kind == "code" }
        })
        .collect();
    // The longest form first, so that "Australian Associated Press" is not taken for "Associated Press".
    agencies.sort_by_key(|a| std::cmp::Reverse(a.written.len()));
    agencies
});

fn written(codes: bool) -> String {
    let forms: Vec<String> = AGENCIES.iter().filter(|a| codes || !a.is_code).map(|a| regex::escape(a.written)).collect();
    format!("(?P<agency>{})", forms.join("|"))
}

/// The pattern with its placeholders filled in, and the edges of words told by ASCII letters: with Unicode's, one curly quotation mark
/// in the text sends the search to the slowest engine.
fn filled(pattern: &str) -> String {
    let names = pattern.replace("{outlet}", OUTLET).replace("{person}", PERSON).replace("{date}", DATE);
    names.replace("{capitals}", CAPITALS).replace("{letters}", LETTERS).replace(r"\b", r"(?-u:\b)")
}

fn compile(file: &str, pattern: &str) -> Regex {
    Regex::new(&filled(pattern)).unwrap_or_else(|e| panic!("lexicons/{file}: {e}"))
}

/// The agency that a form stands for.
pub(crate) fn agency(form: &str) -> Option<&'static str> {
    let form = form.trim().trim_end_matches('.');
    AGENCIES.iter().find(|a| a.written.trim_end_matches('.') == form || a.name == form).map(|a| a.name)
}

/// The agency named anywhere in a by-line or credit, by its full name.
fn agency_named(text: &str) -> Option<&'static str> {
    static NAME: LazyLock<Regex> = LazyLock::new(|| compile("agencies.tsv", &format!(r"\b{}(?:$|[^{{letters}}0-9])", written(false))));
    NAME.captures(text).and_then(|c| agency(&c["agency"]))
}

/// The agency credited by an article: its dateline, by-line, brackets at the end, copyright, source line.
///
/// A report about an agency credits none: outside credit blocks only datelines and closing brackets count.
pub(crate) fn agency_credit(text: &str, blocks: &[Block], authors: &[String], outlet: Option<&str>) -> Option<String> {
    // "VESTRA CITY, Aug 17 (Reuters) - Troops ...", "VESTRA CITY (AP) — Troops ...", "VESTRA, August 17. /TASS/. Troops ..."
    static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
        compile("agencies.tsv", &format!(r"^\s*[{{capitals}}0-9][^()/\n]{{0,80}}[(/]{}(?:/[^()]{{1,30}})?[)/]\s*[-–—:.]", written(true)))
    });
    // "... the ministry said. (AFP)" or "— Reuters" at the very end
    static TAIL: LazyLock<Regex> = LazyLock::new(|| {
        compile(
            "agencies.tsv",
            &format!(
                r"(?:[(\[]{}(?:[/,][^()]{{1,40}})?[)\]]|[–—-]\s?{})\s*\.?\s*$",
                written(true),
                written(true).replace("?P<agency>", "?P<dash>")
            ),
        )
    });
    static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
        let forms = written(true);
        compile(
            "agencies.tsv",
            &format!(
                r"^\s*(?:(?i:by|source|sources|from|via|with|©|copyright(?: ©)?(?: \d{{4}})?|\(c\)(?: \d{{4}})?)\s*:?\s*)?[(\[]?{forms}[)\]]?\s*(?:[/,|;.]|$|staff|\d{{4}})"
            ),
        )
    });
    let known = |c: regex::Captures| c.name("agency").or(c.name("dash")).and_then(|m| agency(m.as_str()));
    let reporting: Vec<&Block> = blocks.iter().filter(|b| b.kind == BlockKind::Paragraph).collect();
    let dateline = reporting.iter().take(2).find_map(|b| DATELINE.captures(b.span.slice(text)).and_then(known));
    let by = authors.iter().find_map(|a| agency(a).or_else(|| agency_named(a)));
    let credit = || {
        let mut credits = blocks.iter().filter(|b| b.kind == BlockKind::Credit).map(|b| b.span.slice(text));
        credits.find_map(|c| CREDIT.captures(c).and_then(known).or_else(|| agency_named(c)))
    };
    let tail = || reporting.last().and_then(|b| TAIL.captures(b.span.slice(text)).and_then(known));
    let own = || outlet.and_then(agency);
    dateline.or(by).or_else(credit).or_else(tail).or_else(own).map(str::to_string)
}

/// One way of saying where a text comes from.
struct Derivation {
    pattern: Regex,
    is_whole_block: bool,
}

static DERIVATIONS: LazyLock<Vec<Derivation>> = LazyLock::new(|| {
    let table = include_str!("../../../lexicons/derivation-phrases.tsv");
    lexicon::rows("derivation-phrases.tsv", table, ["id", "extent", "pattern", "source"])
        .into_iter()
        .map(|[_, extent, pattern, _]| {
            assert!(matches!(extent, "credit" | "inline"), "lexicons/derivation-phrases.tsv: extent `{extent}`");
            let pattern = compile("derivation-phrases.tsv", pattern);
            Derivation { pattern, is_whole_block: extent == "credit" }
        })
        .collect()
});

/// Where in an article a block may stand and be a credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum CreditPlace {
    /// After the last block that reports.
    End,
    /// Before the first or after the last block that reports.
    Edge,
    /// Anywhere.
    Anywhere,
}

static CREDITS: LazyLock<(RegexSet, Vec<CreditPlace>)> = LazyLock::new(|| {
    let table = include_str!("../../../lexicons/credit-lines.tsv");
    let agency = written(true).replace("?P<agency>", "?:");
    let (mut patterns, mut places) = (Vec::new(), Vec::new());
    for [_, place, pattern, _] in lexicon::rows("credit-lines.tsv", table, ["kind", "where", "pattern", "source"]) {
        patterns.push(filled(&pattern.replace("{agency}", &agency)));
        places.push(match place {
            "end" => CreditPlace::End,
            "edge" => CreditPlace::Edge,
            "anywhere" => CreditPlace::Anywhere,
            other => panic!("lexicons/credit-lines.tsv: where `{other}`"),
        });
    }
    (RegexSet::new(patterns).unwrap_or_else(|e| panic!("lexicons/credit-lines.tsv: {e}")), places)
});

/// A credit is short: what is longer than this many words reports something, whatever it also says of its making.
const CREDIT_WORDS: usize = 60;

/// Where a block would be a credit, telling of the making of the article and reporting nothing; `None`: nowhere.
pub(crate) fn credit_place(block: &str) -> Option<CreditPlace> {
    if block.split_whitespace().take(CREDIT_WORDS + 1).count() > CREDIT_WORDS {
        return None;
    }
    if DERIVATIONS.iter().any(|d| d.is_whole_block && is_declared(block, &d.pattern)) {
        return Some(CreditPlace::Anywhere);
    }
    let (set, places) = &*CREDITS;
    set.matches(block).into_iter().map(|i| places[i]).max()
}

/// The licence that a credit names ("Creative Commons Attribution 4.0 licence", "CC BY-SA 4.0").
pub(crate) fn licence(credit: &str) -> Option<String> {
    static LICENCE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i:creative commons(?: [\p{L}\d.\-]+){0,6}? licen[cs]e)|\bCC[ -]BY(?:-(?:SA|NC|ND))*(?: \d\.\d)?\b|\bCC0\b")
            .expect("a fixed pattern")
    });
    LICENCE.find(credit).map(|m| m.as_str().to_string())
}

/// The author that a credit presents ("By Jane Roe", "Jane Roe is Professor of ...").
pub(crate) fn author(credit: &str) -> Option<String> {
    static PRESENTED: LazyLock<Regex> = LazyLock::new(|| compile("credit-lines.tsv", r"\A(?P<name>{person}),? (?:is|was) "));
    PRESENTED.captures(credit).map(|c| c["name"].to_string())
}

/// A phrase of descent makes its block a credit where the block is about this text: it names it, or says little else.
fn is_declared(block: &str, pattern: &Regex) -> bool {
    static THIS_TEXT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:this|the original|the full|the post) ?(?:article|story|report|piece|essay|analysis|version|post|\x{201c})?")
            .expect("a fixed pattern")
    });
    pattern.find(block).is_some_and(|m| THIS_TEXT.is_match(block) || m.len() * 3 >= block.trim().len() * 2)
}

/// What the text says of its own descent, in order of the text; one entry per stretch of words.
pub(crate) fn declared_from(text: &str, blocks: &[Block]) -> Vec<DeclaredFrom> {
    let mut found: Vec<DeclaredFrom> = Vec::new();
    for block in blocks {
        let words = block.span.slice(text);
        for derivation in DERIVATIONS.iter() {
            if derivation.is_whole_block && block.kind != BlockKind::Credit {
                continue;
            }
            for c in derivation.pattern.captures_iter(words) {
                let Some(span) = c.get(0).and_then(|m| block.span.within(text, m.start(), m.end())) else { continue };
                let outlet = c.name("outlet").map(|m| m.as_str().trim_end_matches(['\'', '’', '-', '.']).to_string());
                if !derivation.is_whole_block && outlet.as_deref().is_none_or(is_no_outlet) {
                    continue;
                }
                if !found.iter().any(|d| d.phrase_span.is_some_and(|s| s.overlaps(span))) {
                    found.push(DeclaredFrom { outlet, url: None, phrase_span: Some(span), phrase: span.slice(text).to_string() });
                }
            }
        }
    }
    found.sort_by_key(|d| d.phrase_span.map(Span::start));
    found
}

/// A report "by the UN" or "by Human Rights Watch" is a document cited, not another outlet's story: reading attributes the
/// claims it carries. Descent of the text is declared only for what publishes news.
fn is_no_outlet(name: &str) -> bool {
    static NEWS: LazyLock<Regex> = LazyLock::new(|| {
        let table = include_str!("../../../lexicons/outlet-words.tsv");
        let words: Vec<&str> = lexicon::rows("outlet-words.tsv", table, ["word", "source"]).into_iter().map(|[word, _]| word).collect();
        compile("outlet-words.tsv", &format!(r"\b(?:{})\b", words.join("|")))
    });
    agency(name).is_none() && agency_named(name).is_none() && !NEWS.is_match(name)
}
