//! Finds the day from which an article's relative words of time count: that of its publication or, where it says when it was published
//! elsewhere before, that day. "On Tuesday" means the same day in a text that is published again a week later.

use tacitus_calendar::Tense;
use tacitus_record::{Article, BlockKind, Claim, Day};

/// Rule of claims that are dated from the day of the origin.
const RULE: &str = "days counted from the day on which the text was first published, as the page says";

/// The day from which relative words count.
pub fn anchor(article: &Article) -> Option<Day> {
    declared(article).or_else(|| article.published.as_ref().map(|p| p.value))
}

/// Tells of each claim whether its time was read from the day of the origin.
pub fn mark(article: &Article, claims: &mut [Claim]) {
    let Some(day) = declared(article) else { return };
    for claim in claims.iter_mut().filter(|c| c.time.as_ref().is_some_and(|t| t.value.anchor == Some(day))) {
        claim.mention.rules.push(RULE.to_string());
    }
}

/// The first whole day that a credit names behind its words of descent ("First published in the Harbour Post on 12 May"), where it is
/// earlier than the publication of the page.
fn declared(article: &Article) -> Option<Day> {
    let published = article.published.as_ref().map(|p| p.value);
    let mut days = article.declared_from.iter().filter_map(|declared| {
        let phrase = declared.phrase_span?;
        let credit = article.blocks.iter().find(|b| b.kind == BlockKind::Credit && b.span.contains(phrase))?;
        let words = article.text.get(phrase.start()..credit.span.end())?;
        let times = tacitus_calendar::find(words, published, &|_| Tense::Past);
        times.iter().find_map(|t| t.moment.start_lo.filter(|day| t.moment.end_hi == Some(*day)))
    });
    days.next().filter(|day| published.is_none_or(|published| *day < published))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tacitus_record::{Block, DateEvidence, DeclaredFrom, PublishedDate, Span};

    fn page(credit: &str) -> Article {
        let text = format!("Shells fell on Karsk on Tuesday.\n\n{credit}");
        let span = |words: &str| {
            let start = text.find(words).expect("in the text");
            Span::new(&text, start, start + words.len()).expect("inside")
        };
        let phrase = &credit[..credit.len().min(20)];
        let value = Day::new(2031, 5, 21).expect("a day");
        Article {
            published: Some(PublishedDate { value, evidence: DateEvidence::Meta, confidence: 80 }),
            blocks: vec![Block { span: span(credit), kind: BlockKind::Credit }],
            declared_from: vec![DeclaredFrom { outlet: None, url: None, phrase_span: Some(span(phrase)), phrase: phrase.to_string() }],
            ..Article::of_text("a-1", &text)
        }
    }

    #[test]
    fn an_earlier_day_of_first_publication_is_the_anchor() {
        let anchor_of = |credit: &str| anchor(&page(credit)).map(|d| d.to_string());
        assert_eq!(anchor_of("This article was first published in Harbour Post on 12 May 2031.").as_deref(), Some("2031-05-12"));
        assert_eq!(anchor_of("First published on 12 May in Harbour Post.").as_deref(), Some("2031-05-12"));
        assert_eq!(anchor_of("Republished from Harbour Post on 21 May 2031.").as_deref(), Some("2031-05-21"));
        assert_eq!(anchor_of("Republished from Harbour Post in May.").as_deref(), Some("2031-05-21"));
    }
}
