//! What all dictionaries share: comments and bracketed codes.

/// Lines with their number (from 1), without comments and without empty ones; leading blanks are kept, since they mark date restrictions.
/// Comments are `<!-- ... -->`, also over several lines, and everything after `#` or `;`.
pub fn lines(text: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut inside = false;
    for (number, line) in text.lines().enumerate() {
        if inside {
            inside = !line.contains("-->");
            continue;
        }
        // "<! --" is a slip found in shipped dictionaries and is meant as a comment.
        let before = match line.find("<!") {
            Some(at) => {
                inside = !line[at..].contains("-->");
                // A slip without an end must not swallow the file.
                inside &= line[at..].starts_with("<!--");
                &line[..at]
            }
            None => line,
        };
        let before = before.split(['#', ';']).next().unwrap_or("").trim_end();
        if !before.trim().is_empty() {
            out.push((number + 1, before));
        }
    }
    out
}

/// What stands before the first bracketed code, and the code without its blanks at the ends.
pub fn coded(line: &str) -> (&str, Option<&str>) {
    let Some((before, rest)) = line.split_once('[') else { return (line.trim(), None) };
    (before.trim(), rest.split_once(']').map(|(code, _)| code.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_of_both_kinds_are_left_out() {
        let text = "<!-- a\nb -->\nVARNIA [VAR] # note\n\n\t[X]; old\n<! -- slip\nKESH <!-- one line -->\n";
        assert_eq!(lines(text), [(3, "VARNIA [VAR]"), (5, "\t[X]"), (7, "KESH")]);
    }

    #[test]
    fn a_code_is_trimmed() {
        assert_eq!(coded("POLICE {} [ ~COP]"), ("POLICE {}", Some("~COP")));
        assert_eq!(coded("VARNIA"), ("VARNIA", None));
        assert_eq!(coded("VARNIA [VAR"), ("VARNIA", None));
    }
}
