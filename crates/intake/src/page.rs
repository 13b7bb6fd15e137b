//! Takes the article out of a page of HTML: the words of its main part as a body, one block for each block of the page.

use std::panic::{AssertUnwindSafe, catch_unwind};

use ego_tree::iter::Edge;
use scraper::{ElementRef, Html, Node};
use tacitus_record::Span;

use crate::blocks::{self, Hint};
use crate::draft::Draft;
use crate::markup;

/// Beyond this nesting or size the extractor is not asked: it recurses, and its time grows faster than the page.
const DEEPEST: usize = 400;
const LARGEST: usize = 8 << 20;

/// Reads a decoded page into the draft: what the markup says, then the body and its blocks.
pub(crate) fn read(html: &str, draft: &mut Draft) {
    let page = Html::parse_document(html);
    markup::read(&page, draft);
    if html.rfind('<') > html.rfind('>') {
        draft.warnings.push("the page ends inside a tag and may be cut short".to_string());
    }
    let main = (html.len() <= LARGEST && depth(&page) <= DEEPEST).then(|| main_part(html)).flatten();
    let gathered = main.map(|fragment| gather(Html::parse_fragment(&fragment).root_element())).filter(|g| !g.is_empty());
    let gathered = gathered.unwrap_or_else(|| {
        let all = gather(page.root_element());
        if !all.is_empty() {
            draft.warnings.push("no article was recognised in the page; all its visible text was taken".to_string());
        }
        all
    });
    let mut text = String::new();
    let mut raw = Vec::new();
    for (words, hint) in gathered {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(&words);
        raw.extend(Span::new(&text, start, text.len()).map(|span| (span, hint)));
    }
    draft.blocks = blocks::classify(&text, &raw, draft.title.as_deref());
    draft.text = text;
}

/// The markup of the article proper, without menus, comments and teasers; `None` where none is found.
fn main_part(html: &str) -> Option<String> {
    let options = trafilatura::Options::default().with_fallback(true).with_exclude_comments(true);
    // A page can have any shape; if the extractor gives up on one, the page's whole text is taken instead.
    let result = catch_unwind(AssertUnwindSafe(|| trafilatura::extract(html, &options))).ok()?.ok()?;
    (!result.content_text.trim().is_empty()).then_some(result.content_html)
}

fn depth(page: &Html) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    for edge in page.tree.root().traverse() {
        match edge {
            Edge::Open(_) => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            Edge::Close(_) => depth -= 1,
        }
    }
    deepest
}

/// Elements whose words are no part of what a page reports.
const PASSED_OVER: &[&str] = &[
    "head", "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "nav", "form", "button", "select", "textarea",
    "aside", "footer", "dialog",
];
/// Elements inside a line; every other element starts a block.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd",
    "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "picture",
    "source", "ref", "hi", "graphic", "td", "th", "lb", "br",
];

/// The words below an element, block by block, white space folded.
fn gather(root: ElementRef) -> Vec<(String, Hint)> {
    let mut gathered = Vec::new();
    let mut open = String::new();
    let mut passed_over = 0usize;
    let mut heading = 0usize;
    for edge in root.traverse() {
        let (node, opens) = match edge {
            Edge::Open(node) => (node, true),
            Edge::Close(node) => (node, false),
        };
        match node.value() {
            Node::Text(text) if opens && passed_over == 0 => open.push_str(&text.replace('\n', " ")),
            Node::Element(element) => {
                let name = element.name();
                if PASSED_OVER.contains(&name) {
                    passed_over = if opens { passed_over + 1 } else { passed_over - 1 };
                    continue;
                }
                let is_heading = matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
                match name {
                    "br" | "lb" if opens => open.push('\n'),
                    "td" | "th" if opens && !open.trim().is_empty() => open.push_str(" | "),
                    _ if !INLINE.contains(&name) => flush(&mut open, heading > 0, &mut gathered),
                    _ => {}
                }
                if is_heading {
                    heading = if opens { heading + 1 } else { heading - 1 };
                }
            }
            _ => {}
        }
    }
    flush(&mut open, false, &mut gathered);
    gathered
}

/// Ends a block. A line break inside it parts two blocks where it is doubled or ends a sentence, else it is a space.
fn flush(open: &mut String, is_heading: bool, gathered: &mut Vec<(String, Hint)>) {
    let text = std::mem::take(open);
    let mut block = String::new();
    let mut close = |block: &mut String| {
        let words = std::mem::take(block);
        if words.contains(char::is_alphanumeric) {
            gathered.push((words, if is_heading { Hint::Heading } else { Hint::Text }));
        }
    };
    for line in text.split('\n') {
        let mut pieces = line.split_whitespace().peekable();
        if pieces.peek().is_none() || block.ends_with(['.', '!', '?', '”', '"']) {
            close(&mut block);
        }
        for word in pieces {
            if !block.is_empty() {
                block.push(' ');
            }
            block.push_str(word);
        }
    }
    close(&mut block);
}
