//! Reads what somebody looks for: words, phrases in quotation marks, `OR`, `NOT` or a minus before a word, a star behind its start.
//!
//! Words that stand beside each other must all occur; `OR` stands between two groups of such words; what is excluded is so from all of them.
//! Any input is safe, since nothing of it but letters and digits gets into the index's own language (FTS5), and all of that in quotation marks.

/// What one side of an `OR` asks for, as FTS5 terms.
type Group = Vec<String>;

/// The FTS5 query of an input; `None` where it asks for no word.
pub(crate) fn full_text(input: &str) -> Option<String> {
    let (mut groups, mut excluded): (Vec<Group>, Vec<String>) = (vec![Group::new()], Vec::new());
    let mut is_excluded = false;
    for piece in pieces(input) {
        match piece {
            Piece::Or => groups.push(Group::new()),
            Piece::Not => is_excluded = true,
            Piece::Term(term) => {
                if std::mem::take(&mut is_excluded) {
                    excluded.push(term);
                } else if let Some(group) = groups.last_mut() {
                    group.push(term);
                }
            }
        }
    }
    let groups: Vec<String> = groups.into_iter().filter(|g| !g.is_empty()).map(|g| g.join(" AND ")).collect();
    match (groups.as_slice(), excluded.as_slice()) {
        ([], _) => None,
        ([one], []) => Some(one.clone()),
        (all, []) => Some(format!("({})", all.join(") OR ("))),
        (all, without) => Some(format!("(({})) NOT ({})", all.join(") OR ("), without.join(" OR "))),
    }
}

enum Piece {
    Or,
    Not,
    Term(String),
}

fn pieces(input: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = input.trim_start();
    while let Some(first) = rest.chars().next() {
        if first == '"' {
            let (phrase, after) = rest[1..].split_once('"').unwrap_or((&rest[1..], ""));
            let words = words(phrase);
            if !words.is_empty() {
                pieces.push(Piece::Term(format!("\"{}\"", words.join(" "))));
            }
            rest = after.trim_start();
            continue;
        }
        if first == '-' && rest[1..].starts_with(|c: char| c.is_alphanumeric() || c == '"') {
            pieces.push(Piece::Not);
            rest = &rest[1..];
            continue;
        }
        let end = rest.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        match word {
            "OR" => pieces.push(Piece::Or),
            "NOT" => pieces.push(Piece::Not),
            "AND" => {}
            word => {
                let parts = words(word);
                let is_start = word.ends_with('*');
                let last = parts.len().saturating_sub(1);
                pieces.extend(
                    parts
                        .iter()
                        .enumerate()
                        .map(|(at, part)| Piece::Term(format!("\"{part}\"{}", if is_start && at == last { "*" } else { "" }))),
                );
            }
        }
        rest = after.trim_start();
    }
    pieces
}

/// The words of a text, as the index cuts it.
fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_phrases_and_operators_become_a_query_of_the_index() {
        for (input, query) in [
            ("shelled Karsk", r#""shelled" AND "Karsk""#),
            (r#""old quarter" mill"#, r#""old quarter" AND "mill""#),
            ("mill OR bridge frost", r#"("mill") OR ("bridge" AND "frost")"#),
            ("mill NOT bridge -frost", r#"(("mill")) NOT ("bridge" OR "frost")"#),
            (r#"mill -"old quarter""#, r#"(("mill")) NOT ("old quarter")"#),
            ("shell* AND town", r#""shell"* AND "town""#),
            ("well-known", r#""well" AND "known""#),
            (r#"an "open phrase"#, r#""an" AND "open phrase""#),
        ] {
            assert_eq!(full_text(input).as_deref(), Some(query), "{input}");
        }
        for nothing in ["", " ", "OR", "NOT", "NOT mill", "-mill", "\"\"", "*", "()"] {
            assert_eq!(full_text(nothing), None, "{nothing}");
        }
    }
}
