//! Finds the places that a sentence names and what each name means in its article.

use tacitus_gazetteer::{Context, Within};
use tacitus_record::{Grounded, Place};
use tacitus_text::{Sentence, Upos};

use crate::clause::{case_of, relation};
use crate::phrase::{core_phrase, noun_phrase};
use crate::sighting::is_place_preposition;
use crate::when_where::{Attached, owners, top_of};
use crate::who::Scene;

/// The places of a sentence.
pub fn places(scene: &Scene, context: &Context) -> Vec<Attached<Place>> {
    let s = scene.sentence;
    let gazetteer = &scene.knowledge.gazetteer;
    let mut found = Vec::new();
    let mut joined_until = 0;
    for name in s.names.iter().filter(|n| n.label == "LOC") {
        // "Tal and Orm" may be one place.
        let (name_start, last) = (name.start, joined_name(scene, name).unwrap_or(name.end));
        if name_start < joined_until {
            continue;
        }
        joined_until = last;
        let head = top_of(s, (name_start, last));
        let own = s.span_of(name_start, last).slice(scene.body);
        // "a Shi'ite mosque", "U.N. commitments": an adjective or a body by its name is no place.
        // "a blast at a Hamas base": a group is no place.
        let group = scene.knowledge.actors.named(own).is_some_and(|(entity, how)| {
            how != crate::NameUse::Demonym && matches!(entity.sector.as_str(), "REB" | "PTY" | "UAF" | "CRM" | "OPP" | "MIL")
        });
        let body_named = scene.knowledge.actors.named(own).is_some_and(|(entity, _)| {
            let root = scene.knowledge.actors.coded(&entity.country);
            root.is_some_and(|root| gazetteer.country(&root.name).is_none())
        });
        if s.tokens[head].upos == Upos::Adj || body_named || group {
            continue;
        }
        // The name may be part of a longer one: "the Kursk region", "Aleppo province".
        let (mut start, end) = region_phrase(scene, name_start, name_end(s, last));
        let text = s.span_of(start, end).slice(scene.body);
        let asked = scene.knowledge.lexicon.usual_places.get(&text.to_lowercase()).copied().unwrap_or(text);
        let within = containing(scene, head).map(|(how, (a, b))| how(s.span_of(a, b).slice(scene.body)));
        let mut place = gazetteer.resolve(asked, within, context);
        // "the Sumy and Kursk oblasts": neither is its seat.
        if let Some(kind) = shared_kind(scene, head).filter(|_| text == own) {
            let whole = gazetteer.resolve(&format!("{text} {kind}"), within, context);
            place = if whole.gazetteer_id.is_some() { whole } else { place };
        }
        // "southern Gaza", "Southern Syria": a part, which may have a place of its own.
        let bearing =
            |i: &usize| matches!(s.tokens[*i].form.to_lowercase().as_str(), "northern" | "southern" | "eastern" | "western" | "central");
        // "central and southern Gaza" is neither part alone.
        let joined = |i: &usize| *i > 1 && s.tokens[i - 1].upos == Upos::Cconj && bearing(&(i - 2));
        let part = start.checked_sub(1).filter(bearing).filter(|i| !joined(i));
        if let Some(i) = part {
            let wider = gazetteer.resolve(s.span_of(i, end).slice(scene.body), within, context);
            let precise =
                |p: &Place| !matches!(p.precision, tacitus_record::PlacePrecision::Country | tacitus_record::PlacePrecision::Unknown);
            if wider.gazetteer_id.is_some() && wider.country == place.country && precise(&wider) {
                (place, start) = (wider, i);
            }
        }
        if place.gazetteer_id.is_none() && text != own {
            let shorter = gazetteer.resolve(own, within, context);
            place = if shorter.gazetteer_id.is_some() { shorter } else { place };
        }
        // "DLF positions": an acronym that no gazetteer has is a group.
        if place.gazetteer_id.is_none() && own.len() > 1 && own.chars().all(|c| c.is_ascii_uppercase()) && text == own {
            continue;
        }
        // "the Karstan Oil refinery", "Karstan Oil's plant": before a thing, a name that no gazetteer has is somebody's and no place.
        let of_region = s.tokens[head].head.is_some_and(|h| kind_of_region(scene, h).is_some());
        let owns = s.tokens[head].deprel == "nmod:poss" || relation(s.tokens[head].deprel) == "compound" && !of_region;
        if place.gazetteer_id.is_none() && owns && text == own {
            continue;
        }
        let span = s.span_of(start, end);
        place.text = span.slice(scene.body).to_string();
        let top = if end > last { top_of(s, (start, end)) } else { head };
        found.push(Attached { value: Grounded::at(place, span), token: top, range: (start, end), owners: owners(s, top) });
    }
    found.extend((0..s.tokens.len()).filter_map(|i| territory(scene, context, i)));
    let unlisted: Vec<Attached<Place>> = (0..s.tokens.len()).filter_map(|i| unlisted(scene, i, &found)).collect();
    found.extend(unlisted);
    found
}

/// "at the Tarsk crossing", "in the White Tent camp", "near kilometre 30 of the coastal road": ground with a name or number of its own that is
/// neither in the gazetteer nor told by a name in it. It has its words and no coordinates.
fn unlisted(scene: &Scene, head: usize, found: &[Attached<Place>]) -> Option<Attached<Place>> {
    let s = scene.sentence;
    let token = &s.tokens[head];
    let placed = matches!(token.upos, Upos::Noun | Upos::Propn)
        && matches!(relation(token.deprel), "obl" | "nmod")
        && is_place_preposition(&case_of(s, head));
    let lemma = token.lemma.to_lowercase();
    let pair = head.checked_sub(1).map(|k| format!("{} {lemma}", s.tokens[k].lemma.to_lowercase()));
    let grounds = &scene.knowledge.lexicon.ground_nouns;
    let measure = scene.knowledge.lexicon.measures.get(&lemma) == Some(&"length");
    let ground = grounds.get(&lemma).is_some() || pair.is_some_and(|pair| grounds.get(&pair).is_some());
    let (start, end) = noun_phrase(s, head);
    let capital = |i: usize| s.tokens[i].upos == Upos::Propn && s.tokens[i].form.starts_with(char::is_uppercase);
    // "at Sorrel Ridge", "inside Varn Tunnel": a name of two words that is nobody's.
    let own_name = capital(head)
        && (start..head).any(capital)
        && matches!(case_of(s, head).as_str(), "at" | "near" | "inside" | "outside" | "in" | "behind")
        && s.names.iter().all(|n| n.end <= start || head < n.start || n.label == "LOC");
    if !placed || !(ground || measure || own_name) {
        return None;
    }
    let numbered = s.children_by(head, "nummod").any(|k| k == head + 1);
    let name = |i: usize| i > 0 && matches!(s.tokens[i].upos, Upos::Propn | Upos::Noun) && s.tokens[i].form.starts_with(char::is_uppercase);
    let named = own_name || ground && (start..head).any(name) || ground && name(head) && end - start > 1;
    let below = s.subtree(head);
    let told = found.iter().any(|p| p.range.0 < end && start < p.range.1 || below.contains(&p.token));
    // Feasts, months and days are no places.
    let day = |i: usize| {
        matches!(s.tokens[i].lemma.as_str(), "Day" | "Eve" | "Sunday" | "Monday" | "Friday" | "Week" | "Night" | "Operation" | "War")
    };
    if (start..end).any(day) {
        return None;
    }
    // "in the General Staff building": a body's or a person's, and no name of the place.
    let somebodys = scene.actor(head).is_some() || s.names.iter().any(|n| n.label == "PER" && n.start < end && start < n.end);
    if told || somebodys || !(named || numbered) {
        return None;
    }
    let end = if numbered { end.max(head + 2) } else { end };
    let span = s.span_of(start, end);
    let place = Place::not_found(span.slice(scene.body));
    Some(Attached { value: Grounded::at(place, span), token: head, range: (start, end), owners: owners(s, head) })
}

/// "Karskian soil", "the republic's airspace": the country whose ground, waters or air it is; "the Karskian capital": that town.
fn territory(scene: &Scene, context: &Context, head: usize) -> Option<Attached<Place>> {
    let s = scene.sentence;
    let capital = s.tokens[head].lemma == "capital" && s.tokens[head].upos == Upos::Noun;
    // "the Karskian capital, Morva" names it.
    let unnamed_capital = capital && s.children_by(head, "appos").next().is_none();
    if !is_territory(scene, head) && !unnamed_capital {
        return None;
    }
    let (gazetteer, actors) = (&scene.knowledge.gazetteer, &scene.knowledge.actors);
    let of_nation = |word: &str| actors.named(word).filter(|(_, how)| *how == crate::NameUse::Demonym).map(|(e, _)| e.country.as_str());
    let country = |k: usize| {
        let word = s.tokens[k].span.slice(scene.body);
        match relation(s.tokens[k].deprel) {
            "amod" | "compound" => gazetteer.country_of_demonym(word).or_else(|| of_nation(word)),
            _ if s.tokens[k].deprel == "nmod:poss" => gazetteer.country(word).map(|c| c.iso3),
            _ => None,
        }
        .map(str::to_string)
    };
    let (owner, iso3) = s.children(head).filter(|&k| k < head).find_map(|k| Some((k, country(k)?)))?;
    // "the Karskian commercial capital", "the former Karskian capital", "the South Karskian capital": other towns.
    let before = |i: usize| s.tokens[i].form.starts_with(char::is_uppercase) || s.tokens[i].upos == Upos::Adj || s.tokens[i].xpos == "VBN";
    let more_before = owner > 1 && s.tokens[owner - 1].upos != Upos::Det && before(owner - 1);
    let next_to = owner + 1 == head || owner + 2 == head && s.tokens[owner + 1].xpos == "POS";
    let stands = !matches!(relation(s.tokens[head].deprel), "compound" | "amod" | "flat");
    // "the Chechen capital" is that of a part of the state.
    let of_part = scene.knowledge.lexicon.is_of_class("part of a state", &s.tokens[owner].form.to_lowercase());
    if capital && (!next_to || more_before || !stands || of_part) {
        return None;
    }
    // "Karskian-held territory" is somebody else's.
    if (owner..head).any(|i| s.tokens[i].xpos == "VBN") {
        return None;
    }
    let known = gazetteer.country_by_code(&iso3).map(|c| if capital { c.capital } else { c.name }.to_string());
    let known = known.filter(|name| !name.is_empty());
    if capital && known.is_none() {
        return None;
    }
    let within = gazetteer.country_by_code(&iso3).filter(|_| capital).map(|c| Within::Stated(c.name));
    let name = known.or_else(|| actors.coded(&iso3).map(|e| e.name.clone()))?;
    let span = s.span_of(owner, head + 1);
    let place = Place { text: span.slice(scene.body).to_string(), ..gazetteer.resolve(&name, within, context) };
    place.gazetteer_id.is_some().then(|| Attached {
        value: Grounded::at(place, span),
        token: head,
        range: (owner, head + 1),
        owners: owners(s, head),
    })
}

/// Whether a noun stands for a state's ground, waters or air.
pub fn is_territory(scene: &Scene, head: usize) -> bool {
    let token = &scene.sentence.tokens[head];
    let noun = token.upos == Upos::Noun && !matches!(relation(token.deprel), "compound" | "amod" | "flat");
    let known = scene.knowledge.lexicon.territory_nouns.get(&token.lemma.to_lowercase()).is_some();
    noun && known && (token.lemma != "water" || token.xpos == "NNS")
}

/// The names of the places of a sentence, for the article's votes.
pub fn place_names<'a>(s: &Sentence, body: &'a str) -> Vec<&'a str> {
    s.names.iter().filter(|n| n.label == "LOC").map(|n| s.span_of(n.start, n.end).slice(body)).collect()
}

/// The kind of region that a word names, if it names one.
fn kind_of_region(scene: &Scene, word: usize) -> Option<&'static str> {
    scene.knowledge.lexicon.region_nouns.get(&scene.sentence.tokens[word].lemma.to_lowercase()).copied()
}

fn region_phrase(scene: &Scene, start: usize, end: usize) -> (usize, usize) {
    let named = end < scene.sentence.tokens.len() && kind_of_region(scene, end).is_some_and(|kind| kind != "beside");
    (start, end + usize::from(named))
}

/// "Jammu and Kashmir", "Trinidad and Tobago": where the gazetteer has two names and their "and" as one, the end of the second.
fn joined_name(scene: &Scene, name: &tacitus_text::Name) -> Option<usize> {
    let s = scene.sentence;
    let and = s.tokens.get(name.end).filter(|t| t.upos == Upos::Cconj)?;
    let next = s.names.iter().find(|n| n.start == name.end + 1 && n.label == "LOC").filter(|_| and.lemma.eq_ignore_ascii_case("and"))?;
    let kind = kind_of_region(scene, next.end - 1).is_some();
    let last = if kind && next.end > next.start + 1 { next.end - 1 } else { next.end };
    let whole = s.span_of(name.start, last).slice(scene.body);
    scene.knowledge.gazetteer.has_name(&tacitus_gazetteer::fold(whole)).then_some(next.end)
}

/// A name that breaks off with "of" ("the Sea of") goes on with the name behind it.
fn name_end(s: &Sentence, end: usize) -> usize {
    let open = end > 0 && s.tokens[end - 1].lemma == "of" && s.tokens.get(end).is_some_and(|t| t.upos == Upos::Propn);
    let next = s.names.iter().find(|n| n.start == end).map_or(end + 1, |n| n.end);
    if open { next } else { end }
}

/// "the Sumy and Kursk oblasts", "the provinces of Tal and Orm": the sort of region that is said of several names at once.
fn shared_kind(scene: &Scene, head: usize) -> Option<String> {
    let s = scene.sentence;
    let kind = |k: usize| {
        let lemma = s.tokens[k].lemma.to_lowercase();
        // "the United States" is no state.
        let of_name = lemma == "state" && s.tokens[k].form.starts_with(char::is_uppercase);
        (kind_of_region(scene, k) == Some("governed") && !of_name).then_some(lemma)
    };
    let first = std::iter::successors(Some(head), |&n| s.tokens[n].head.filter(|_| s.tokens[n].deprel == "conj")).last()?;
    let above = s.tokens[first].head;
    // "the Tal district of Morva" names the district already.
    let bare = |a: usize| {
        let whole =
            matches!(s.tokens[a].xpos, "NNS" | "NNPS") || matches!(s.tokens[a].lemma.as_str(), "province" | "governorate" | "oblast");
        whole && s.children_by(a, "compound").next().is_none()
    };
    let governs =
        above.filter(|&a| a > first && relation(s.tokens[first].deprel) == "compound" || a < first && case_of(s, first) == "of" && bare(a));
    let last = s.children_by(first, "conj").filter(|&k| k > head && matches!(s.tokens[k].xpos, "NNS" | "NNPS")).last();
    governs.and_then(kind).or_else(|| last.and_then(kind))
}

/// How a name is said to lie in another place, and the words for that.
type Containing<'t> = (fn(&'t str) -> Within<'t>, (usize, usize));

/// "Dorn, Kursk oblast", "the Kursk region of Russia": the place that the name is said to lie in.
fn containing<'t>(scene: &Scene, head: usize) -> Option<Containing<'t>> {
    let s = scene.sentence;
    // "the Tal district of Morva", but not "a Karsk base in Tal".
    let is_region = |h: &usize| kind_of_region(scene, *h).is_some();
    let above = s.tokens[head].head.filter(|h| relation(s.tokens[head].deprel) != "compound" || is_region(h));
    let candidates = s.children(head).chain(above.into_iter().flat_map(|h| s.children(h).filter(move |&k| k > head)));
    for k in candidates {
        let rel = relation(s.tokens[k].deprel);
        let named = s.tokens[k].upos == Upos::Propn
            || kind_of_region(scene, k) == Some("governed") && s.children_by(k, "compound").any(|c| s.tokens[c].upos == Upos::Propn);
        // "nine in Tal, seven in Orm" only lists.
        let apart = (head..k).any(|i| s.tokens[i].form == ",");
        let stated = rel == "nmod" && matches!(case_of(s, k).as_str(), "of" | "in") && !apart;
        let beside = rel == "appos" || rel == "nmod" && case_of(s, k).is_empty();
        if k > head && named && (stated || beside) {
            // "in Athens, Greece": with what lies around it.
            let (start, end) = core_phrase(s, k);
            let around = s.children_by(k, "appos").find(|&a| a > k && s.tokens[a].upos == Upos::Propn && s.tokens[a - 1].form == ",");
            let end = around.map_or(end, |a| core_phrase(s, a).1);
            return Some((if stated { Within::Stated } else { Within::Beside }, (start, end)));
        }
    }
    None
}
