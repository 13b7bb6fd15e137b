//! Takes `field:value` out of what somebody looks for, so that one field for words narrows a list by place, actor, type or day, too.
//!
//! `place:Karsk`, `actor:"Ostmark's army"`, `after:2031-05-01`, `-type:protest`. What names no field of ours stays a word, so that a clock
//! time or an address is looked for as it stands.

/// Fields by the names that people write, and the parameter that each stands for.
pub const FIELDS: &[(&str, &str)] = &[
    ("actor", "actor"),
    ("place", "place"),
    ("type", "type"),
    ("kind", "kind"),
    ("country", "country"),
    ("credibility", "credibility"),
    ("origins", "min_origins"),
    ("disputed", "disputed"),
    ("after", "since"),
    ("since", "since"),
    ("before", "until"),
    ("until", "until"),
];

/// Parameters whose values can be excluded.
const EXCLUDABLE: &[&str] = &["type", "kind", "country", "credibility"];

/// An input taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// What is left: words, for the index.
    pub words: String,
    /// Parameters with their values; an excluded one has a minus before it.
    pub pairs: Vec<(&'static str, String)>,
}

/// Takes an input apart.
pub fn apart(input: &str) -> Asked {
    let mut asked = Asked::default();
    let mut rest = input.trim_start();
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(end_of_piece(rest));
        match field(piece) {
            Some(pair) => asked.pairs.push(pair),
            None => {
                if !asked.words.is_empty() {
                    asked.words.push(' ');
                }
                asked.words.push_str(piece);
            }
        }
        rest = after.trim_start();
    }
    asked
}

/// Where the first piece ends: at white space outside quotation marks.
fn end_of_piece(text: &str) -> usize {
    let mut is_quoted = false;
    let end = text.char_indices().find(|(_, c)| {
        is_quoted ^= *c == '"';
        c.is_whitespace() && !is_quoted
    });
    end.map_or(text.len(), |(at, _)| at)
}

fn field(piece: &str) -> Option<(&'static str, String)> {
    let (name, value) = piece.split_once(':')?;
    let (is_excluded, name) = name.strip_prefix('-').map_or((false, name), |name| (true, name));
    let (_, parameter) = FIELDS.iter().find(|(known, _)| *known == name)?;
    let value = value.trim_matches('"').trim();
    if value.is_empty() || (is_excluded && !EXCLUDABLE.contains(parameter)) {
        return None;
    }
    Some((parameter, if is_excluded { format!("-{value}") } else { value.to_string() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_taken_out_and_the_rest_stays_words() {
        let asked = apart(r#"shelled place:Karsk "old quarter" actor:"Ostmark's army" after:2031-05-01 -type:protest"#);
        assert_eq!(asked.words, r#"shelled "old quarter""#);
        assert_eq!(
            asked.pairs,
            [
                ("place", "Karsk".to_string()),
                ("actor", "Ostmark's army".to_string()),
                ("since", "2031-05-01".to_string()),
                ("type", "-protest".to_string()),
            ]
        );
    }

    #[test]
    fn what_names_no_field_stays_as_it_is() {
        for words in ["at 10:30", "https://example.org/x", "place:", "-place:Karsk", "colour:red", "\"place:Karsk\""] {
            assert_eq!(apart(words), Asked { words: words.to_string(), pairs: Vec::new() }, "{words}");
        }
    }
}
