//! Puts the stages together: an article in, its claims out.
//!
//! Guarantees: a pure function of the article, the shipped data and the user's two files; the same article gives the same reading on
//! any thread. Does not open ledgers or clocks, nor any file but the gazetteer that the project imported.

use tacitus_reading::Reader;
use tacitus_record::{Article, Block, Reading, Scope};
use tacitus_text::{Document, TextReader};

use crate::config::{Period, Project, ScopeRule};

/// Everything that turns articles into claims. One engine serves any number of threads.
pub struct Engine {
    text: TextReader,
    reader: Reader,
    scope: ScopeRule,
    period: Period,
    countries: Vec<(String, String)>,
    index: String,
    id: String,
}

fn short(hash: &str) -> &str {
    hash.get(..16).unwrap_or(hash)
}

impl Engine {
    /// Languages that are read (ISO 639-1). Text in others is stored and noted as unread, never misread.
    pub const LANGUAGES: &[&str] = &["en"];

    /// Whether text in that language is read; of an undetermined language as much is read as turns out to be readable.
    pub fn reads(language: &str) -> bool {
        language == "und" || Engine::LANGUAGES.contains(&language)
    }

    /// The article with its language, where the markup did not say and the text does.
    pub fn with_language(mut article: Article) -> Article {
        if article.lang == "und" {
            article.lang = tacitus_text::language(&article.text).unwrap_or("und").to_string();
        }
        article
    }

    /// An engine with the shipped data and the project's gazetteer, `places.csv`, `actors.toml` and scope.
    ///
    /// # Errors
    /// What is wrong with one of the user's files, and where.
    pub fn new(project: &Project) -> Result<Engine, String> {
        let gazetteer = project.gazetteer()?;
        let index = short(&gazetteer.hash()).to_string();
        let scope = project.file.scope.clone();
        let name = |code: &String| gazetteer.country_by_code(code).map(|c| c.name.to_string()).unwrap_or_default();
        let countries = scope.countries.iter().map(|code| (code.clone(), name(code))).collect();
        let places = project.places.as_ref().map(|text| format!("+{}", &blake3::hash(text.as_bytes()).to_hex()[..16])).unwrap_or_default();
        let reader = Reader::new(gazetteer, project.actors.as_deref()).map_err(|e| format!("actors.toml: {e}"))?;
        let text = TextReader::embedded();
        let id = format!("{}+{}+{}{places}", short(text.hash()), reader.id(), index);
        Ok(Engine { text, period: scope.days()?, reader, scope, countries, index, id })
    }

    /// The article's sentences, tokens, trees and names.
    pub fn document(&self, article: &Article) -> Document {
        self.text.read(&article.text, &article.blocks)
    }

    /// The documents of several articles, each as it would be alone; together they are read faster.
    pub fn documents(&self, articles: &[&Article]) -> Vec<Document> {
        let texts: Vec<(&str, &[Block])> = articles.iter().map(|a| (a.text.as_str(), a.blocks.as_slice())).collect();
        self.text.read_all(&texts)
    }

    /// The article's claims and notes, from its document.
    pub fn read_document(&self, article: &Article, document: &Document) -> Reading {
        self.reader.read(article, document)
    }

    /// The article's claims and notes.
    pub fn read_article(&self, article: &Article) -> Reading {
        self.read_document(article, &self.document(article))
    }

    /// What reading looks at in an article, in a hash: articles with the same one have the same reading but for the article that it names, see
    /// [`Engine::reading_in`]. Address and title do not count, nor the outlet, unless it is known as an actor or the article states a descent.
    pub fn reading_key(&self, article: &Article) -> [u8; 32] {
        let named = self.reader.outlet_as_actor(article);
        let outlet = article.outlet.as_deref().filter(|_| !article.declared_from.is_empty());
        let published = article.published.as_ref().map(|p| p.value);
        let parts = (&article.text, &article.blocks, &article.lang, published, &article.declared_from, outlet, named);
        *blake3::hash(format!("{parts:?}").as_bytes()).as_bytes()
    }

    /// The reading of another article with the same [`Engine::reading_key`] as the reading of this one.
    pub fn reading_in(article: &Article, reading: &Reading) -> Reading {
        let mut reading = reading.clone();
        reading.claims.iter_mut().for_each(|claim| claim.mention.article.clone_from(&article.id));
        reading
    }

    /// The reader of documents, for tools that ask it for more than claims.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Names the whole reader: weights, rules, gazetteer and the user's files. Another name means that articles are read anew.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Hash of the weights.
    pub fn weights(&self) -> &str {
        self.text.hash()
    }

    /// BLAKE3 (16 hex digits) of the gazetteer's index, the imported one or the one inside the binary.
    pub fn index(&self) -> &str {
        &self.index
    }

    /// Whether the article lies in the project's scope, by its publication day and by what was read in it.
    pub fn scope(&self, article: &Article, reading: &Reading) -> Scope {
        let published = article.published.as_ref().map(|p| p.value);
        let (from, to) = self.period;
        let early = matches!((from, published), (Some(from), Some(day)) if day < from);
        let late = matches!((to, published), (Some(to), Some(day)) if day > to);
        let undated = (from.is_some() || to.is_some()) && published.is_none();
        let elsewhere = !self.countries.is_empty() && !self.countries.iter().any(|c| speaks_of_country(c, article, reading));
        let others = !self.scope.actors.is_empty() && !self.scope.actors.iter().any(|a| speaks_of_actor(a, article, reading));
        if early || late || undated || elsewhere || others { Scope::Out } else { Scope::In }
    }
}

fn actors(reading: &Reading) -> impl Iterator<Item = &tacitus_record::Actor> {
    reading.claims.iter().flat_map(|c| {
        let sides = c.actor.iter().chain(&c.more_actors).chain(&c.target).chain(&c.more_targets).map(|a| &a.value);
        sides.chain(c.said_by.iter().map(|v| &v.value.actor))
    })
}

fn speaks_of_country((code, name): &(String, String), article: &Article, reading: &Reading) -> bool {
    let place = |c: &tacitus_record::Claim| c.place.as_ref().and_then(|p| p.value.country.as_deref()) == Some(code.as_str());
    reading.claims.iter().any(place)
        || actors(reading).any(|a| a.country.as_deref() == Some(code.as_str()))
        || (!name.is_empty() && article.text.contains(name.as_str()))
}

fn speaks_of_actor(wanted: &str, article: &Article, reading: &Reading) -> bool {
    let coded = |entity: &str| entity == wanted || entity.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('.'));
    actors(reading).any(|a| a.entity.as_deref().is_some_and(coded) || a.name == wanted) || article.text.contains(wanted)
}
