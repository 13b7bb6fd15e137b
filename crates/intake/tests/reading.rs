//! What a researcher hands in, and what becomes of it. All places, outlets and people are invented.

use std::io::Write;

use tacitus_intake::{Intake, IntakeError, Options, Split, read_bytes, read_path, sources};
use tacitus_record::{BlockKind, DateEvidence, Day};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn all(name: &str, bytes: &[u8], options: &Options) -> Vec<Result<Intake, IntakeError>> {
    read_bytes(name, bytes, options).collect()
}

fn one(name: &str, bytes: &[u8]) -> Intake {
    one_with(name, bytes, &Options::default())
}

fn one_with(name: &str, bytes: &[u8], options: &Options) -> Intake {
    let mut read = all(name, bytes, options);
    assert_eq!(read.len(), 1, "{read:?}");
    read.remove(0).unwrap()
}

fn shown(intake: &Intake) -> Vec<String> {
    intake.article.blocks.iter().map(|b| format!("{}: {}", b.kind, b.span.slice(&intake.article.text))).collect()
}

const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en-GB"><head>
<meta charset="utf-8">
<title>Zemlian army leaves Vestra | The Arda Courier</title>
<meta property="og:site_name" content="The Arda Courier">
<meta property="og:title" content="Zemlian army leaves Vestra">
<meta property="article:published_time" content="2024-08-17T06:10:00+02:00">
<link rel="canonical" href="https://arda-courier.example/2024/08/17/army-leaves-vestra">
<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle","headline":"Zemlian army leaves Vestra",
"datePublished":"2024-08-17","dateModified":"2024-08-18","author":[{"@type":"Person","name":"Mira Dolan"},{"name":"Jo Pell"}],
"publisher":{"@type":"Organization","name":"The Arda Courier"}}]}</script>
</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/war">War</a></li></ul></nav>
<article><h1>Zemlian army leaves Vestra</h1><p class="byline">By Mira Dolan and Jo Pell</p><time datetime="2024-08-17">17 August 2024</time>
<p>VESTRA (Reuters) - The Zemlian army left the town of <b>Vestra</b> on Monday night after nine weeks of siege, the defence ministry said in a statement.</p>
<p>At least 12 people were killed in the last days of the fighting, according to the town's hospital, and many houses along the river were damaged by fire.</p>
<h2>A long siege</h2>
<p>The siege began in June, when the army closed both roads to the town and shelled the bridge, leaving some 4,000 people without supplies for weeks.</p>
<ul><li>The north road was closed on 3 June.</li><li>The south road was closed on 9 June.</li></ul>
<p>Officials in the capital said talks on the town would go on. They gave no date for the return of those who fled it.</p>
<p>This article was originally published in The Vestra Herald. Read the <a href="https://vestra-herald.example/original">original article</a>.</p>
</article>
<footer><p>About us. Contact. All the news of the valley since 1921.</p></footer>
</body></html>"#;

#[test]
fn a_page_gives_its_article_and_what_it_says_of_itself() {
    let intake = one("page.html", PAGE.as_bytes());
    let article = &intake.article;
    assert_eq!(article.title.as_deref(), Some("Zemlian army leaves Vestra"));
    assert_eq!(article.authors, ["Mira Dolan", "Jo Pell"]);
    assert_eq!(article.outlet.as_deref(), Some("The Arda Courier"));
    assert_eq!(article.canonical_url.as_deref(), Some("https://arda-courier.example/2024/08/17/army-leaves-vestra"));
    assert_eq!(article.lang, "en");
    assert_eq!(article.licence.as_deref(), Some("https://creativecommons.org/licenses/by/4.0/"));
    assert_eq!(article.agency_credit.as_deref(), Some("Reuters"));
    let published = article.published.clone().unwrap();
    assert_eq!((published.value, published.evidence), (day("2024-08-17"), DateEvidence::JsonLd));
    let evidence: Vec<&str> = article.published_candidates.iter().map(|c| c.evidence.as_str()).collect();
    assert_eq!(evidence, ["json-ld", "meta", "time-element", "url", "text", "other"]);
    let declared = &article.declared_from[0];
    assert_eq!(declared.outlet.as_deref(), Some("The Vestra Herald"));
    assert!(declared.phrase_span.unwrap().slice(&article.text).contains("originally published in"));
    let original = article.declared_from.iter().find_map(|d| d.url.as_deref());
    assert_eq!(original, Some("https://vestra-herald.example/original"));
    let blocks = shown(&intake);
    assert!(blocks.contains(&"heading: A long siege".to_string()), "{blocks:#?}");
    assert!(blocks.contains(&"paragraph: The north road was closed on 3 June.".to_string()), "{blocks:#?}");
    assert!(blocks.iter().any(|b| b.starts_with("credit: This article was originally")), "{blocks:#?}");
    assert!(!article.text.contains("Home") && !article.text.contains("About us"), "{}", article.text);
    assert!(article.text.contains("the town of Vestra on Monday"));
}

#[test]
fn plain_text_is_stored_character_for_character() {
    let text = "\r\n  Army leaves Vestra \r\n\r\nThe army\u{200b} left\tthe town.  \r\n\r\nNobody stayed .\r\n\r\n";
    let intake = one("a.txt", text.as_bytes());
    assert_eq!(intake.article.text, text);
    assert_eq!(intake.article.title.as_deref(), Some("Army leaves Vestra"));
    assert_eq!(shown(&intake), ["title: Army leaves Vestra", "paragraph: The army\u{200b} left\tthe town.", "paragraph: Nobody stayed ."]);
    assert_eq!(intake.article.lang, "und");
    assert_eq!(intake.article.published, None);
}

#[test]
fn what_the_user_sets_outranks_the_text() {
    let options = Options { published: Some(day("2024-08-20")), outlet: Some("Valley Radio".into()), ..Options::default() };
    let article = one_with("2024-08-17-vestra.txt", b"Source: The Arda Courier\n\nThe army left the town.", &options).article;
    assert_eq!(article.outlet.as_deref(), Some("Valley Radio"));
    assert_eq!(article.published.map(|p| (p.value, p.evidence)), Some((day("2024-08-20"), DateEvidence::User)));
    assert_eq!(article.published_candidates.len(), 2, "the file's name is a candidate too");
}

#[test]
fn future_dates_leave_the_article_undated() {
    let options = Options { known_at: Some(day("2024-09-01")), ..Options::default() };
    let intake = one_with("a.jsonl", br#"{"text":"The army left.","date":"2031-05-05"}"#, &options);
    assert_eq!(intake.article.published, None);
    assert!(intake.warnings[0].contains("2031-05-05 (record) lies after today"), "{:?}", intake.warnings);
    let fetched = one("a.jsonl", br#"{"text":"The army left.","date":"2024-12-10","fetched":"2024-03-10"}"#);
    assert_eq!(fetched.article.published, None);
    assert!(fetched.warnings[0].contains("the page was fetched"));
}

#[test]
fn one_broken_line_of_jsonl_costs_one_line() {
    let lines = concat!(
        "{\"body\":\"The army left.\",\"headline\":\"Army leaves\",\"pubdate\":\"2024-08-17\",\"source\":\"The Arda Courier\",",
        "\"author\":[\"Mira Dolan\"],\"mood\":{\"b\":1,\"a\":[2]},\"id\":7}\n",
        "{\"text\": \"The army\n",
        "\n",
        "[1]\n",
        "{\"title\":\"no text\"}\n",
        "{\"text\":\"The army came back.\",\"lang\":\"en-GB\"}\n"
    );
    let read = all("news.jsonl", lines.as_bytes(), &Options::default());
    let told: Vec<String> = read.iter().filter_map(|r| r.as_ref().err()).map(ToString::to_string).collect();
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].starts_with("news.jsonl#2: the JSON is cut short"), "{}", told[0]);
    assert!(told[1].starts_with("news.jsonl#4: it is JSON but no object"), "{}", told[1]);
    assert!(told[2].starts_with("news.jsonl#5: it has no field with text"), "{}", told[2]);
    let articles: Vec<&Intake> = read.iter().filter_map(|r| r.as_ref().ok()).collect();
    assert_eq!(articles.len(), 2);
    let first = &articles[0].article;
    assert_eq!(
        (first.title.as_deref(), first.outlet.as_deref(), first.source.as_str()),
        (Some("Army leaves"), Some("The Arda Courier"), "news.jsonl#1")
    );
    assert_eq!(first.extra, [("id".to_string(), "7".to_string()), ("mood".to_string(), "{\"b\":1,\"a\":[2]}".to_string())]);
    assert_eq!(articles[1].article.lang, "en");
}

#[test]
fn json_arrays_are_read_element_by_element() {
    let read = all(
        "a.json",
        b"[\n {\"text\": \"One } left.\"},\n {\"text\": \"Two \\\" left.\"}, {\"text\": 5}, {\"text\": \"cut",
        &Options::default(),
    );
    let texts: Vec<&str> = read.iter().filter_map(|r| r.as_ref().ok()).map(|i| i.article.text.as_str()).collect();
    assert_eq!(texts, ["One } left.", "Two \" left.", "5"]);
    assert!(read.last().unwrap().as_ref().unwrap_err().to_string().contains("a.json#4: the JSON ends inside an object"));
}

#[test]
fn tables_are_read_by_usual_and_by_given_columns() {
    let table =
        "id;headline;body;date;source\n1;Army leaves;\"The army; it left.\nNobody stayed.\";17.08.2024;The Arda Courier\n2;Empty;;;\n";
    let read = all("a.csv", table.as_bytes(), &Options::default());
    let article = &read[0].as_ref().unwrap().article;
    assert_eq!(article.text, "The army; it left.\nNobody stayed.");
    assert_eq!(article.published.as_ref().map(|p| p.value), Some(day("2024-08-17")));
    assert!(read[1].as_ref().unwrap_err().to_string().starts_with("a.csv#2: it has no column with text; name the column with --columns"));
    let unknown = "kop\tinhoud\nLegt weg\tHet leger vertrok.\n".as_bytes();
    let told = all("a.tsv", unknown, &Options::default())[0].as_ref().unwrap_err().to_string();
    assert!(told.contains("--columns text=COLUMN (columns: kop, inhoud)"), "{told}");
    let options = Options { columns: Some("text=inhoud,title=kop".parse().unwrap()), ..Options::default() };
    assert_eq!(one_with("a.tsv", unknown, &options).article.text, "Het leger vertrok.");
    let told = all("a.tsv", unknown, &Options { columns: Some("text=nothing".parse().unwrap()), ..Options::default() })[0]
        .as_ref()
        .unwrap_err()
        .to_string();
    assert!(told.contains("it has no column `nothing`"), "{told}");
}

#[test]
fn a_nexis_download_is_cut_into_articles() {
    let file = "                               1 of 2 DOCUMENTS\n\n                      The Arda Courier\n\n                   August 17, 2024 Saturday\n\n\
        Army leaves Vestra\n\nBYLINE: Mira Dolan\n\nSECTION: WAR; Pg. 3\n\nLENGTH: 12 words\n\nDATELINE: VESTRA\n\nThe army left the town of Vestra on Monday night after nine weeks of siege.\n\nNobody \
        stayed.\n\nLOAD-DATE: August 18, 2024\n\nLANGUAGE: ENGLISH\n\nCopyright 2024 The Arda Courier\nAll Rights Reserved\n\n\
        \n                               2 of 2 DOCUMENTS\n\nValley Radio\n\nAugust 19, 2024\n\nArmy returns\n\nLENGTH: 4 words\n\nThe army came back.\n";
    let options = Options { split: Some("nexis".parse().unwrap()), ..Options::default() };
    let read = all("nexis.txt", file.as_bytes(), &options);
    assert_eq!(read.len(), 2, "{read:?}");
    let first = &read[0].as_ref().unwrap().article;
    assert_eq!(first.text, "The army left the town of Vestra on Monday night after nine weeks of siege.\n\nNobody stayed.");
    assert_eq!((first.title.as_deref(), first.outlet.as_deref()), (Some("Army leaves Vestra"), Some("The Arda Courier")));
    assert_eq!(first.published.as_ref().map(|p| p.value), Some(day("2024-08-17")));
    assert_eq!((first.authors.as_slice(), first.lang.as_str()), (["Mira Dolan".to_string()].as_slice(), "en"));
    assert!(first.extra.contains(&("load-date".to_string(), "\"August 18, 2024\"".to_string())), "{:?}", first.extra);
    assert_eq!(read[1].as_ref().unwrap().article.text, "The army came back.");
}

#[test]
fn a_nexis_uni_download_is_cut_into_articles() {
    let file = "Army leaves Vestra\n\nThe Arda Courier\n\nAugust 17, 2024 Saturday\n\nCopyright 2024 The Arda Courier All Rights Reserved\n\nSection: WAR; Pg. 3\n\
        Length: 12 words\nByline: Mira Dolan\n\nBody\n\nThe army left.\nLoad-Date: August 18, 2024\n\nEnd of Document\n";
    let options = Options { split: Some(Split::Nexis), ..Options::default() };
    let article = one_with("nexis.txt", file.as_bytes(), &options).article;
    assert_eq!(article.text, "The army left.");
    assert_eq!((article.title.as_deref(), article.outlet.as_deref()), (Some("Army leaves Vestra"), Some("The Arda Courier")));
}

#[test]
fn a_factiva_download_is_cut_into_articles() {
    let tagged = "SE  War\nHD  Army leaves Vestra\nBY  Mira Dolan\nWC  12 words\nPD  17 August 2024\nSN  The Arda Courier\nLA  English\nLP  \nThe army left.\n\nTD  \nNobody stayed.\n\nAN  Document ARDAC00020240817ek8h0001p\n\n\
        HD  Army returns\nPD  19 August 2024\nLP\nThe army came back.\nAN  Document ARDAC00020240819ek8j0002q\n";
    let options = Options { split: Some(Split::Factiva), ..Options::default() };
    let read = all("factiva.txt", tagged.as_bytes(), &options);
    assert_eq!(read.len(), 2, "{read:?}");
    let first = &read[0].as_ref().unwrap().article;
    assert_eq!(first.text, "The army left.\n\nNobody stayed.");
    assert_eq!(first.published.as_ref().map(|p| p.value), Some(day("2024-08-17")));
    let plain = "Army leaves Vestra\nBy Mira Dolan\n12 words\n17 August 2024\nThe Arda Courier\nARDAC\nEnglish\n(c) 2024 The Arda Courier\n\nThe army left.\n\nDocument ARDAC00020240817ek8h0001p\n";
    let article = one_with("factiva.txt", plain.as_bytes(), &options).article;
    assert_eq!((article.text.as_str(), article.title.as_deref()), ("The army left.", Some("Army leaves Vestra")));
    assert_eq!(article.outlet.as_deref(), Some("The Arda Courier"));
    let told = all("plain.txt", b"No download at all.", &options)[0].as_ref().unwrap_err().to_string();
    assert!(told.contains("nothing in it parts articles as Factiva downloads do"), "{told}");
}

#[test]
fn a_file_is_cut_at_an_expression() {
    let options = Options { split: Some("^=+$".parse().unwrap()), ..Options::default() };
    let read = all("a.txt", b"Army leaves\n\nThe army left.\n=====\nArmy returns\n\nIt came back.\n=====\n\n", &options);
    let texts: Vec<&str> = read.iter().map(|r| r.as_ref().unwrap().article.text.as_str()).collect();
    assert_eq!(texts, ["Army leaves\n\nThe army left.", "Army returns\n\nIt came back."]);
    assert!("(".parse::<Split>().unwrap_err().to_string().contains("no regular expression"));
    assert!("x*".parse::<Split>().unwrap_err().to_string().contains("between any two characters"));
}

#[test]
fn bad_files_are_told_apart() {
    let told = |name: &str, bytes: &[u8]| all(name, bytes, &Options::default())[0].as_ref().unwrap_err().to_string();
    assert_eq!(told("a.txt", b""), "a.txt: it is empty; check the file or the download");
    assert!(told("a.txt", b" \n\t ").contains("it has no text"));
    assert!(told("a.txt", b"%PDF-1.4").contains("it is a PDF"));
    assert!(
        told("a.html", b"<html><head><script>var a = 1;</script></head><body><img src=x></body></html>").contains("the page has no text")
    );
    let large = vec![b'a'; (50 << 20) + 1];
    assert!(told("a.txt", &large).contains("over 50 MB as one article; cut it with --split"));
    assert!(told("a.jsonl", &large).starts_with("a.jsonl#1: it is over 50 MB"));
}

#[test]
fn a_line_that_is_too_long_costs_one_line() {
    let mut bytes = vec![b'a'; (50 << 20) + 1];
    bytes.extend_from_slice(b"\n{\"text\":\"The army left.\"}\n");
    let read = all("a.jsonl", &bytes, &Options::default());
    assert_eq!(read.len(), 2);
    assert!(read[0].is_err() && read[1].is_ok());
}

#[test]
fn a_sentence_of_a_megabyte_is_an_article() {
    let text = "and the army left ".repeat(60_000);
    assert_eq!(one("a.txt", text.as_bytes()).article.text, text);
}

#[test]
fn deep_and_broken_markup_is_read_without_the_extractor() {
    let page = format!("<html><body>{}<p>The army left the town.</p>", "<div>".repeat(5_000));
    let intake = one("a.html", page.as_bytes());
    assert_eq!(intake.article.text, "The army left the town.");
    assert!(intake.warnings[0].contains("no article was recognised"));
    assert!(one("a.html", b"<p>The army left the town.</p><a hre").warnings.iter().any(|w| w.contains("inside a tag")));
}

#[test]
fn folders_patterns_and_files_are_listed_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::File::create(path).unwrap().write_all(text.as_bytes()).unwrap();
    };
    write("b.txt", "The army left.");
    write("a/c.html", "<p>The army left.</p>");
    write("a/style.css", "p {}");
    write("a/scan.pdf", "%PDF");
    write(".hidden.txt", "x");
    let root = folder.path().display().to_string();
    let listing =
        sources(&[root.clone(), format!("{root}/b.txt"), format!("{root}/*.txt"), format!("{root}/none"), format!("{root}/*.md")]);
    let names: Vec<String> = listing.sources.iter().map(|s| s.name().replace(&root, "")).collect();
    assert_eq!(names, ["/a/c.html", "/a/scan.pdf", "/b.txt"]);
    assert_eq!(listing.other_kinds.get("css"), Some(&1));
    let told: Vec<String> = listing.errors.iter().map(|e| e.to_string().replace(&root, "")).collect();
    assert_eq!(
        told,
        [
            "/none: there is no such file or folder; check the spelling of the path",
            "/*.md: no file fits this pattern; check the path and the pattern"
        ]
    );
    assert!(read_path(&folder.path().join("gone.txt"), &Options::default()).next().unwrap().is_err());
}

#[test]
fn the_same_article_has_the_same_id_from_anywhere() {
    let text = one("a.txt", "Army leaves Vestra\n\nThe army left.\n".as_bytes());
    let again = one("elsewhere/b.txt", "Army leaves Vestra\r\n\r\nThe army  left.".as_bytes());
    assert_eq!(text.article.id, again.article.id);
    assert_ne!(text.article.text_sha256, again.article.text_sha256);
    let other = one_with(
        "a.txt",
        b"Army leaves Vestra\n\nThe army left.\n",
        &Options { outlet: Some("Valley Radio".into()), ..Options::default() },
    );
    assert_ne!(text.article.id, other.article.id);
}

#[test]
fn agencies_are_credited_only_where_credit_is_given() {
    let credit = |text: &str| one("a.txt", text.as_bytes()).article.agency_credit;
    assert_eq!(credit("VESTRA CITY, Aug 17 (AP) — The army left on Monday, officials said.").as_deref(), Some("Associated Press"));
    assert_eq!(credit("VESTRA, August 17. /TASS/. The army left on Monday, officials said.").as_deref(), Some("TASS"));
    assert_eq!(credit("Army leaves\n\nThe army left.\n\n© 2024 Agence France-Presse").as_deref(), Some("Agence France-Presse"));
    assert_eq!(
        credit("Army leaves\n\nThe army left.\n\n(Reporting by Jo Pell for Reuters; Editing by Mira Dolan)").as_deref(),
        Some("Reuters")
    );
    assert_eq!(credit("Army leaves\n\nBy Associated Press\n\nThe army left.").as_deref(), Some("Associated Press"));
    assert_eq!(credit("Army leaves\n\nThe army left on Monday. (Xinhua)").as_deref(), Some("Xinhua"));
    assert_eq!(credit("Army leaves\n\nA driver of Reuters was hurt, the agency said.\n\nThe army left."), None);
}

#[test]
fn descent_is_declared_with_the_words_that_say_so() {
    let declared = |text: &str| {
        let article = one("a.txt", text.as_bytes()).article;
        article
            .declared_from
            .iter()
            .map(|d| (d.outlet.clone().unwrap_or_default(), d.phrase_span.unwrap().slice(&article.text).to_string()))
            .collect::<Vec<_>>()
    };
    let of = |tail: &str| declared(&format!("Army leaves Vestra\n\nThe army left the town.\n\n{tail}"));
    assert_eq!(
        of("This article is republished from The Arda Courier under a Creative Commons license. Read the original article.")[0].0,
        "The Arda Courier"
    );
    assert_eq!(of("The Arda Courier has republished this article under a Creative Commons license.")[0].0, "The Arda Courier");
    assert_eq!(of("This story first appeared on Valley Radio.")[0].0, "Valley Radio");
    assert_eq!(of("The post Army leaves Vestra appeared first on Vestra Herald.")[0].0, "Vestra Herald");
    assert_eq!(of("According to a report by The Vestra Times, the town was empty by then.")[0].0, "The Vestra Times");
    assert!(
        of("According to a report by the United Nations, the town was empty by then.").is_empty(),
        "a document cited is no other outlet's story"
    );
    assert!(of("The general first appeared in Vestra in 1990 and the two towns were at war by the spring of the next year.").is_empty());
}

#[test]
fn credit_blocks_are_told_from_reporting() {
    let text = "Army leaves Vestra\n\nBy Mira Dolan\n\nPublished: 17 August 2024\n\nThe army left the town, Jo Pell reported.\n\nMira Dolan is Professor of River Studies, University of Vestra\n\nAll rights reserved.";
    let intake = one("a.txt", text.as_bytes());
    let kinds: Vec<BlockKind> = intake.article.blocks.iter().map(|b| b.kind).collect();
    use BlockKind::{Credit, Paragraph, Title};
    assert_eq!(kinds, [Title, Credit, Credit, Paragraph, Credit, Credit]);
    assert_eq!(intake.article.authors, ["Mira Dolan"]);
    assert_eq!(intake.article.published.map(|p| (p.value, p.evidence)), Some((day("2024-08-17"), DateEvidence::Text)));
}

#[test]
fn author_notes_and_licence_lines_are_read() {
    let text = "The army left the town after nine weeks, and the council of the valley now has to feed those who stayed behind.\n\n\
        Mira Dolan is Lecturer in River Studies, University of Vestra\n\n\
        This article is republished from The Arda Courier under a Creative Commons Attribution 4.0 licence. Read the original article.";
    let article = one("a.txt", text.as_bytes()).article;
    assert_eq!(article.authors, ["Mira Dolan"]);
    assert_eq!(article.licence.as_deref(), Some("Creative Commons Attribution 4.0 licence"));
    assert_eq!(article.title, None, "a sentence is no title");
}

#[test]
fn an_address_of_its_own_elsewhere_declares_a_copy() {
    let record = br#"{"text":"The army left.","url":"https://www.valley-radio.example/n/1","canonical_url":"https://arda-courier.example/2024/08/17/x"}"#;
    let article = one("a.jsonl", record).article;
    assert_eq!(article.declared_from[0].outlet.as_deref(), Some("arda-courier.example"));
    assert_eq!(article.published.map(|p| (p.value, p.evidence)), Some((day("2024-08-17"), DateEvidence::Url)));
    let same =
        br#"{"text":"The army left.","url":"https://www.arda-courier.example/x?y=1","canonical_url":"https://arda-courier.example/x"}"#;
    assert!(one("a.jsonl", same).article.declared_from.is_empty());
}

#[test]
fn a_page_describing_other_articles_keeps_its_own_date() {
    let page = r#"<html lang="en"><head><link rel="canonical" href="https://arda-courier.example/own">
        <script type="application/ld+json">[{"@type":"NewsArticle","url":"https://arda-courier.example/other","headline":"Other","datePublished":"2019-01-01"},
        {"@type":"NewsArticle","url":"https://arda-courier.example/own","headline":"Own","datePublished":"2024-08-17"}]</script></head>
        <body><article><p>The army left the town of Vestra on Monday night after nine weeks of siege, the ministry said.</p></article></body></html>"#;
    let article = one("a.html", page.as_bytes()).article;
    assert_eq!((article.title.as_deref(), article.published.map(|p| p.value)), (Some("Own"), Some(day("2024-08-17"))));
    assert_eq!(article.published_candidates.len(), 1);
}

/// The day chosen for a page of that head and body.
fn published(head: &str, body: &str) -> Option<(String, String)> {
    let more =
        "<p>The army left the town of Vestra on Monday night after nine weeks of siege, the ministry said, and took its guns along.</p>";
    let page = format!("<html><head><title>Army leaves Vestra</title>{head}</head><body>{body}{more}</body></html>");
    one("a.html", page.as_bytes()).article.published.map(|p| (p.value.to_string(), p.evidence.to_string()))
}

fn is(day: &str, evidence: &str) -> Option<(String, String)> {
    Some((day.to_string(), evidence.to_string()))
}

#[test]
fn the_day_of_publication_is_told_from_that_of_a_change() {
    let line = |words: &str| published("", &format!("<h1>Army leaves Vestra</h1><div class=\"meta\">{words}</div>"));
    assert_eq!(line("Last updated 20 August 2024, first published 17 August 2024"), is("2024-08-17", "text"));
    assert_eq!(line("Published: 17/08/2024 | Modified: 20/08/2024"), is("2024-08-17", "text"));
    assert_eq!(line("Dieser Beitrag wurde am Samstag, 17. August 2024 um 10:15 Uhr veröffentlicht"), is("2024-08-17", "text"));
    assert_eq!(line("<span>Datum:</span> <span>17.8.24</span>"), is("2024-08-17", "text"));
    assert_eq!(
        line(
            "<time class=\"updated\" datetime=\"2024-08-20\">20 August</time> <time class=\"entry-date\" datetime=\"2024-08-17\">17 August</time>"
        ),
        is("2024-08-17", "time-element")
    );
    assert_eq!(line("<dt>Erschienen am:</dt><dd>17.08.2024</dd><dt>Letzte Änderung:</dt><dd>20.08.2024</dd>"), is("2024-08-17", "text"));
}

#[test]
fn days_of_other_articles_and_of_comments_are_not_the_pages() {
    let related = "<div class=\"related\"><a href=\"/x\">Bridge opens</a> <span class=\"date\">3 May 2023</span></div>";
    let comments = "<div class=\"comments\"><p class=\"date\">19 August 2024</p><p>Good riddance!</p></div>";
    let own = "<h1>Army leaves Vestra</h1><p class=\"date\">17 August 2024</p>";
    assert_eq!(published("", &format!("{related}{own}{comments}")), is("2024-08-17", "text"));
    let listed: String =
        (1..=9).map(|n| format!("<article><h3>Item</h3><meta itemprop=\"datePublished\" content=\"2024-07-0{n}\"></article>")).collect();
    assert_eq!(published("", &format!("{listed}{own}")), is("2024-08-17", "text"));
}

#[test]
fn a_moment_in_utc_is_the_day_the_outlet_printed() {
    let head = r#"<meta property="article:published_time" content="2024-08-16T22:30:00Z">"#;
    assert_eq!(published(head, "<h1>Army leaves Vestra</h1><p class=\"date\">17 August 2024</p>"), is("2024-08-17", "meta"));
    assert_eq!(published(head, ""), is("2024-08-16", "meta"));
}

#[test]
fn a_copyright_line_is_no_date_and_a_script_is_a_weak_one() {
    assert_eq!(published("", "<footer>© 17.08.2024 The Arda Courier. Copyright 2019-2024</footer>"), None);
    let script = r#"<script>var page = {"id": 7, "published_at": "2024-08-17T10:00:00+02:00"};</script>"#;
    assert_eq!(published(script, ""), is("2024-08-17", "other"));
    let broken = r#"<script type="application/ld+json">{"@type":"NewsArticle", "headline":"A "quoted" town", "datePublished":"2024-08-17"}</script>"#;
    assert_eq!(published(broken, ""), is("2024-08-17", "json-ld"));
}

#[test]
fn nothing_after_the_capture_by_an_archive_is_the_day_of_publication() {
    let head = r#"<link rel="canonical" href="https://archive.example/web/20240818120000/https://arda-courier.example/n/1">"#;
    assert_eq!(published(head, "<h1>Army leaves Vestra</h1><p class=\"date\">17 August 2025</p>"), None);
    assert_eq!(published(head, "<h1>Army leaves Vestra</h1><p class=\"date\">17 August 2024</p>"), is("2024-08-17", "text"));
}

#[test]
fn numbered_clauses_are_no_copyright_lines() {
    let text = "Terms of the truce\n\nThe two sides agree:\n\n(c) That no gun is moved nearer to the river than it stood in June\n\n(d) That the bridge is opened.";
    let intake = one("a.txt", text.as_bytes());
    assert!(intake.article.blocks.iter().all(|b| b.kind != BlockKind::Credit), "{:?}", shown(&intake));
}

#[test]
fn front_matter_of_markdown_is_a_record() {
    let text = "---\ntitle: Army leaves Vestra\ndate: 2024-08-17\nsource: The Arda Courier\n---\n\nThe army left.\n";
    let article = one("a.md", text.as_bytes()).article;
    assert_eq!(article.text, text);
    assert_eq!((article.title.as_deref(), article.outlet.as_deref()), (Some("Army leaves Vestra"), Some("The Arda Courier")));
    assert_eq!(article.published.map(|p| p.evidence), Some(DateEvidence::Record));
}
