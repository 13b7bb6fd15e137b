//! Names the shape of a written word (lower, Title, UPPER ...), which the uncased vocabulary loses.
//!
//! Guarantees: the same classes as `word_shape` in `training/model.py`.

/// Number of shape classes; class 0 is kept for the marks around a sentence.
#[cfg(test)]
const SHAPES: i32 = 10;

/// The class of a written word.
///
/// 1 lower case, 2 Title, 3 UPPER, 4 mixed, 5 digits, 6 letters and digits, 7 no letter or digit,
/// 8 one capital letter, 9 letters without case.
pub fn word_shape(form: &str) -> i32 {
    let (mut upper, mut lower, mut other, mut digit) = (0usize, 0usize, 0usize, 0usize);
    let mut first_upper = None;
    for c in form.chars() {
        if c.is_uppercase() {
            upper += 1;
        } else if c.is_lowercase() {
            lower += 1;
        } else if c.is_alphabetic() {
            other += 1;
        } else {
            digit += usize::from(c.is_ascii_digit());
            continue;
        }
        first_upper.get_or_insert(c.is_uppercase());
    }
    let alpha = upper + lower + other;
    match (alpha > 0, digit > 0) {
        (true, true) => 6,
        (false, true) => 5,
        (false, false) => 7,
        _ if upper == 0 && lower == 0 => 9,
        _ if upper == 0 => 1,
        _ if lower == 0 && upper == 1 => 8,
        _ if lower == 0 => 3,
        _ if first_upper == Some(true) && upper == 1 => 2,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_of_words() {
        let cases = [
            ("militia", 1),
            ("n't", 1),
            ("Qaim", 2),
            ("NATO", 3),
            ("U.S.", 3),
            ("al-Ani", 4),
            ("McCain", 4),
            ("1,500", 5),
            ("F-16", 6),
            ("12th", 6),
            ("...", 7),
            ("", 7),
            ("A", 8),
            ("خبر", 9),
        ];
        for (form, shape) in cases {
            assert_eq!(word_shape(form), shape, "{form}");
        }
        assert!(cases.iter().all(|&(_, s)| s < SHAPES));
    }
}
