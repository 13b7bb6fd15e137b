//! Cuts a text into paragraphs and sentences for planting: rough, since a wrong cut only moves a few words.

/// Shortenings that do not end a sentence.
const SHORT: [&str; 14] = ["Mr", "Mrs", "Ms", "Dr", "St", "Gen", "Col", "Lt", "Sgt", "Maj", "No", "vs", "U.S", "Sen"];

/// Sentences of each paragraph.
pub fn paragraphs(text: &str) -> Vec<Vec<String>> {
    text.split("\n\n").map(sentences).filter(|p| !p.is_empty()).collect()
}

/// Paragraphs as a text.
pub fn joined(paragraphs: &[Vec<String>]) -> String {
    paragraphs.iter().filter(|p| !p.is_empty()).map(|p| p.join(" ")).collect::<Vec<_>>().join("\n\n")
}

fn sentences(paragraph: &str) -> Vec<String> {
    let words: Vec<&str> = paragraph.split_whitespace().collect();
    let mut found = Vec::new();
    let mut sentence: Vec<&str> = Vec::new();
    for (i, word) in words.iter().enumerate() {
        sentence.push(word);
        let core = word.trim_end_matches(['"', '”', '’', ')']);
        let stem = core.trim_end_matches(['.', '!', '?']);
        let initial = stem.chars().count() == 1 && stem.chars().all(char::is_uppercase);
        let next_opens =
            words.get(i + 1).is_none_or(|w| w.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“') || c.is_numeric()));
        if stem.len() < core.len() && next_opens && !initial && !SHORT.contains(&stem) {
            found.push(sentence.join(" "));
            sentence.clear();
        }
    }
    if !sentence.is_empty() {
        found.push(sentence.join(" "));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_and_titles_end_no_sentence() {
        let cut = paragraphs("Gen. A. Held left. \"We stay,\" he said.\n\nShells fell.");
        assert_eq!(cut, [vec!["Gen. A. Held left.", "\"We stay,\" he said."], vec!["Shells fell."]]);
        assert_eq!(joined(&cut), "Gen. A. Held left. \"We stay,\" he said.\n\nShells fell.");
    }
}
