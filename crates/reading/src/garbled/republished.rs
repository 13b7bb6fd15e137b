//! A page that says it is the source of what it copied.
//!
//! "X has republished this article" is written by nobody: who republishes, says from whom. Where X is an outlet that gives its articles to
//! others to republish, and the page is not known to be X's own, the direction was turned. Outlets: `lexicons/republishing-outlets.tsv`.

use tacitus_record::SuspectBasis;

use super::{Doubt, Page};

/// The phrase of descent that begins with the outlet as the one who republishes.
pub fn turned(page: &Page) -> Vec<Doubt> {
    let own = |outlet: &str| page.article.outlet.as_deref().is_some_and(|o| o.eq_ignore_ascii_case(outlet));
    let declared = page.article.declared_from.iter().filter_map(|d| Some((d.outlet.as_deref()?, d.phrase.as_str(), d.phrase_span?)));
    let turned = declared.filter(|(outlet, phrase, _)| phrase.starts_with(outlet) && page.words().gives_away(outlet) && !own(outlet));
    let reason = |outlet: &str| format!("{outlet} gives its articles to others to republish, and this page is not its own");
    turned.map(|(outlet, _, span)| Doubt::fact(vec![span], reason(outlet), SuspectBasis::Knowledge)).collect()
}

#[cfg(test)]
mod tests {
    use tacitus_gazetteer::Gazetteer;
    use tacitus_record::{Article, DeclaredFrom, Span};
    use tacitus_text::TextReader;

    use crate::Reader;

    fn notes(text: &str, outlet: &str, declared: &str) -> usize {
        let mut article = Article::of_text("a", text);
        let phrase_span = Span::new(text, 0, text.len());
        article.declared_from.push(DeclaredFrom { outlet: Some(declared.into()), url: None, phrase_span, phrase: text.into() });
        article.outlet = Some(outlet.to_string()).filter(|o| !o.is_empty());
        let document = TextReader::embedded().read(text, &article.blocks);
        let reading = Reader::new(Gazetteer::embedded(), None).unwrap().read(&article, &document);
        reading.notes.iter().filter(|n| n.code == "N005").count() + reading.claims.iter().map(|c| c.suspect.len()).sum::<usize>()
    }

    #[test]
    fn an_outlet_that_gives_articles_away_republishes_none() {
        assert_eq!(notes("ProPublica has republished this article under a Creative Commons license.", "", "ProPublica"), 1);
        assert_eq!(notes("ProPublica has republished this article under a Creative Commons license.", "ProPublica", "ProPublica"), 0);
        assert_eq!(notes("This article is republished from ProPublica.", "", "ProPublica"), 0);
        assert_eq!(notes("The Arda Courier has republished this article.", "", "The Arda Courier"), 0);
    }
}
