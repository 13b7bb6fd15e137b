//! Plants feeds: what several outlets make of one source, by rule and by hand, and what another reporter wrote of the same happening.

use anyhow::{Context, Result, bail};
use serde_json::Value;
use tacitus_record::{Day, named_enum};

use super::numbers::respelled;
use super::rewriting::rewritten;
use super::sentences::{joined, paragraphs};
use crate::dice::Dice;
use crate::rows::text;

named_enum! {
    /// What a planted article is.
    pub enum Part {
        /// The source itself.
        Source = "source",
        /// Word for word.
        Verbatim = "verbatim",
        /// With a place line above and house words below.
        Framed = "framed",
        /// The first half.
        Abridged = "abridged",
        /// With paragraphs of background.
        Extended = "extended",
        /// Under another title.
        Retitled = "retitled",
        /// Spun by rule.
        Rewritten = "rewritten",
        /// With other writing of its numbers.
        Respelled = "respelled",
        /// Sentences in another order.
        Reordered = "reordered",
        /// Halves of two sources.
        Stitched = "stitched",
        /// Spun by hand.
        Spun = "spun by hand",
        /// An independent report.
        Report = "independent report",
    }
}

/// Copies made by rule.
const BY_RULE: [Part; 9] = [
    Part::Verbatim,
    Part::Framed,
    Part::Abridged,
    Part::Extended,
    Part::Retitled,
    Part::Rewritten,
    Part::Respelled,
    Part::Reordered,
    Part::Stitched,
];
/// Copies by rule of each source.
const COPIES: usize = 3;
/// `eval/data/feeds/house-words.tsv`: what outlets put above, below and between.
const HOUSE_WORDS: &str = include_str!("../../../../eval/data/feeds/house-words.tsv");

/// One planted article.
#[derive(Clone, Debug)]
pub struct Planted {
    /// Id.
    pub id: String,
    /// What it is.
    pub part: Part,
    /// The sources it comes from: one, two where stitched, none of a report.
    pub sources: Vec<String>,
    /// Outlet.
    pub outlet: String,
    /// Publication day, where the source has one.
    pub published: Option<Day>,
    /// Title.
    pub title: String,
    /// Text below the title.
    pub text: String,
    /// For a stitched text where the second source's part begins.
    pub seam: Option<usize>,
}

/// Feeds of all sources of a file of rewordings (`eval/data/copies/`): each source, three copies by rule (kinds in turn), and the rewording
/// and the independent report that the file has.
pub fn feeds(rows: &[Value]) -> Result<Vec<Planted>> {
    let sources: Vec<&Value> = rows.iter().filter(|r| text(r, "role") == "source").collect();
    let mut planted = Vec::new();
    for (number, source) in sources.iter().enumerate() {
        let mut dice = Dice::new(number as u64);
        let id = text(source, "id");
        let published: Option<Day> = text(source, "published").parse().ok();
        let later = |days: usize| published.map(|day| day.plus(i32::try_from(days).unwrap_or(0)));
        let outlet = |place: usize| format!("Outlet {number}-{place}");
        let whole = |id: String, part: Part, place: usize, published: Option<Day>, row: &Value| Planted {
            id,
            part,
            sources: if part == Part::Report { Vec::new() } else { vec![text(source, "id").to_string()] },
            outlet: outlet(place),
            published,
            title: text(row, "title").to_string(),
            text: text(row, "text").to_string(),
            seam: None,
        };
        planted.push(whole(id.to_string(), Part::Source, 0, published, source));
        for copy in 0..COPIES {
            let part = BY_RULE[(number * COPIES + copy) % BY_RULE.len()];
            let other = sources[(number + 1) % sources.len()];
            let day = later(dice.below(3));
            let mut planting = whole(format!("{id}/{part}"), part, copy + 1, day, source);
            copied(&mut planting, other, &mut dice)?;
            planted.push(planting);
        }
        for row in rows.iter().filter(|r| text(r, "source") == id) {
            let part = match text(row, "role") {
                "rewording" => Part::Spun,
                "report" => Part::Report,
                role => bail!("{}: role `{role}` is neither rewording nor report", text(row, "id")),
            };
            let place = if part == Part::Spun { COPIES + 1 } else { COPIES + 2 };
            planted.push(whole(text(row, "id").to_string(), part, place, later(dice.below(2)), row));
        }
    }
    Ok(planted)
}

/// Makes the copy of what is still the source.
fn copied(planted: &mut Planted, other: &Value, dice: &mut Dice) -> Result<()> {
    let cut = paragraphs(&planted.text);
    match planted.part {
        Part::Source | Part::Verbatim | Part::Spun | Part::Report => {}
        Part::Framed => planted.text = format!("{}\n\n{}\n\n{}", house("above", dice)?, planted.text, house("below", dice)?),
        Part::Abridged => planted.text = joined(&half(&cut)),
        Part::Extended => planted.text = format!("{}\n\n{}\n\n{}", planted.text, house("background", dice)?, house("background", dice)?),
        Part::Retitled => planted.title = house("title", dice)?,
        Part::Rewritten => {
            planted.text = rewritten(&planted.text, dice);
            planted.title = rewritten(&planted.title, dice);
        }
        Part::Respelled => planted.text = respelled(&planted.text),
        Part::Reordered => {
            let mut sentences: Vec<String> = cut.into_iter().flatten().collect();
            dice.shuffle(&mut sentences);
            planted.text = sentences.chunks(3).map(|p| p.join(" ")).collect::<Vec<_>>().join("\n\n");
        }
        Part::Stitched => {
            let first = joined(&half(&cut));
            planted.seam = Some(first.len() + 2);
            planted.text = format!("{first}\n\n{}", joined(&half(&paragraphs(text(other, "text")))));
            planted.title = house("title", dice)?;
            planted.sources.push(text(other, "id").to_string());
            let later = text(other, "published").parse::<Day>().ok();
            planted.published = planted.published.max(later);
        }
    }
    Ok(())
}

/// The first half of the sentences, at least two.
fn half(cut: &[Vec<String>]) -> Vec<Vec<String>> {
    let all: usize = cut.iter().map(Vec::len).sum();
    let mut left = (all.div_ceil(2)).max(2);
    let mut kept = Vec::new();
    for paragraph in cut {
        let take = left.min(paragraph.len());
        kept.push(paragraph[..take].to_vec());
        left -= take;
    }
    kept
}

/// House words of a kind; `#` in them is a number.
fn house(kind: &str, dice: &mut Dice) -> Result<String> {
    let rows = HOUSE_WORDS.lines().filter(|l| !l.starts_with('#')).skip(1);
    let fitting: Vec<&str> = rows.filter_map(|l| l.split_once('\t')).filter(|(k, _)| *k == kind).map(|(_, words)| words).collect();
    let words = dice.pick(&fitting).with_context(|| format!("no house words of the kind {kind}"))?;
    Ok(words.split('#').map(String::from).reduce(|said, next| format!("{said}{}{next}", 11 + dice.below(880))).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn rows() -> Vec<Value> {
        let body = "Shells hit Karsk on Tuesday. At least 14 people were killed, the mayor said. The market burned.\n\nMore guns were seen at Dornau. Nobody answered.";
        let source = |id: &str| json!({"id": id, "role": "source", "title": "Karsk hit", "text": body, "published": "2031-05-04"});
        let spun = json!({"id": "r", "role": "rewording", "source": "s-0", "title": "Hit", "text": "Grenades struck Karsk."});
        let report = json!({"id": "i", "role": "report", "source": "s-0", "title": "A town", "text": "We counted craters."});
        vec![source("s-0"), source("s-1"), source("s-2"), spun, report]
    }

    #[test]
    fn three_sources_get_every_kind_once() {
        let planted = feeds(&rows()).unwrap();
        for part in Part::ALL.iter().filter(|p| **p != Part::Source) {
            assert_eq!(planted.iter().filter(|p| p.part == *part).count(), 1, "{part}");
        }
        let text = |part: Part| &planted.iter().find(|p| p.part == part).unwrap().text;
        assert!(text(Part::Respelled).contains("At least fourteen people"), "{}", text(Part::Respelled));
        assert!(text(Part::Abridged).len() < text(Part::Verbatim).len() && text(Part::Verbatim).len() < text(Part::Extended).len());
        let stitched = planted.iter().find(|p| p.part == Part::Stitched).unwrap();
        assert_eq!(stitched.sources.len(), 2);
        assert!(stitched.text[stitched.seam.unwrap()..].starts_with("Shells hit Karsk"));
    }

    #[test]
    fn the_same_file_gives_the_same_feeds() {
        let texts = || feeds(&rows()).unwrap().into_iter().map(|p| (p.title, p.text)).collect::<Vec<_>>();
        assert_eq!(texts(), texts());
    }
}
