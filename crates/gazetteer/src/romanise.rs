//! Romanises Cyrillic names, so that a village known only in Cyrillic is found in English text.
//!
//! Systems: Ukrainian by the national table of 2010 (Cabinet of Ministers resolution 55), Russian by BGN/PCGN 1947 without its
//! apostrophes, which folding drops anyway.

/// The romanised forms of a Cyrillic name: Ukrainian, Russian or both where the letters do not tell. Empty for other scripts.
pub fn romanised(name: &str) -> Vec<String> {
    let lower = name.to_lowercase();
    if !lower.chars().any(|c| ('а'..='я').contains(&c)) {
        return Vec::new();
    }
    let ukrainian = lower.contains(['і', 'ї', 'є', 'ґ', '’', 'ʼ']);
    let russian = lower.contains(['ы', 'э', 'ё', 'ъ']);
    let mut forms = Vec::new();
    if !russian {
        forms.extend(by_letter(&lower, ukrainian_letter));
    }
    if !ukrainian {
        forms.extend(by_letter(&lower, russian_letter));
    }
    forms.dedup();
    forms
}

fn by_letter(lower: &str, letter: fn(char, Option<char>) -> Option<&'static str>) -> Option<String> {
    let mut out = String::new();
    let mut before = None;
    for c in lower.chars() {
        match letter(c, before) {
            Some(latin) => out.push_str(latin),
            None if c.is_alphabetic() && !c.is_ascii() => return None,
            None => out.push(c),
        }
        before = Some(c);
    }
    Some(out)
}

fn ukrainian_letter(c: char, before: Option<char>) -> Option<&'static str> {
    let first = before.is_none_or(|b| !b.is_alphabetic());
    Some(match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' if before == Some('з') => "gh",
        'г' => "h",
        'ґ' => "g",
        'д' => "d",
        'е' => "e",
        'є' => {
            if first {
                "ye"
            } else {
                "ie"
            }
        }
        'ж' => "zh",
        'з' => "z",
        'и' => "y",
        'і' => "i",
        'ї' => {
            if first {
                "yi"
            } else {
                "i"
            }
        }
        'й' => {
            if first {
                "y"
            } else {
                "i"
            }
        }
        'ю' => {
            if first {
                "yu"
            } else {
                "iu"
            }
        }
        'я' => {
            if first {
                "ya"
            } else {
                "ia"
            }
        }
        'ь' | '’' | 'ʼ' | '\'' => "",
        _ => return shared_letter(c),
    })
}

fn russian_letter(c: char, before: Option<char>) -> Option<&'static str> {
    // BGN/PCGN writes "ye" at the start of a word and after vowels and signs.
    let soft = before.is_none_or(|b| !b.is_alphabetic() || "аеёиоуыэюяйъь".contains(b));
    Some(match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' => "g",
        'д' => "d",
        'е' | 'ё' => {
            if soft {
                "ye"
            } else {
                "e"
            }
        }
        'ж' => "zh",
        'з' => "z",
        'и' => "i",
        'й' => "y",
        'ы' => "y",
        'э' => "e",
        'ю' => "yu",
        'я' => "ya",
        'ь' | 'ъ' => "",
        _ => return shared_letter(c),
    })
}

fn shared_letter(c: char) -> Option<&'static str> {
    Some(match c {
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        _ => return None,
    })
}
