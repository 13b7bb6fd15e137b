//! Finds where something happened where the text names no place but describes one: "inside a popular cafe", "near the Afghan border".

use tacitus_record::{Grounded, Place};
use tacitus_text::Upos;

use crate::clause::{case_of, relation};
use crate::sighting::{Sighting, is_bearing};
use crate::when_where::{Attached, owners};

/// The place that is described for the deed or harm at `head`, in its own words and without coordinates.
pub fn place_of(sight: &Sighting, head: usize, predicate: &str) -> Option<Grounded<Place>> {
    let s = sight.s();
    let clause = sight.governing(head);
    // "police killed six in the south": parsers hang the place on the verb or on whoever it befell.
    let party = |k: usize| s.tokens[k].head == Some(clause) && matches!(relation(s.tokens[k].deprel), "nsubj" | "obj");
    let of_clause = || head == clause || party(head);
    // "a judge at the highest court", "a student at a university": where people belong.
    let belongs = |k: usize| s.tokens[k].head.is_some_and(|n| crate::kinds::event::is_human(sight, n)) && case_of(s, k) == "at";
    let hangs = |k: usize| {
        let up = s.tokens[k].head;
        let rel = relation(s.tokens[k].deprel);
        up == Some(head) && matches!(rel, "obl" | "nmod")
            || up == Some(clause) && rel == "obl" && of_clause()
            || rel == "nmod"
                && !belongs(k)
                && head == clause
                && up.is_some_and(|n| party(n) && !crate::kinds::event::is_event_noun(sight, n))
    };
    // "in a farmhouse at Quarrow, on the far side of the country": an afterthought says where Quarrow lies.
    let afterthought = |k: usize| k > head && crate::phrase::follows_comma(s, k);
    // "fired mortars at a base", "a raid on a school": what it was done to.
    let noun = s.tokens[head].upos == Upos::Noun;
    let aimed =
        matches!(s.tokens[clause].lemma.as_str(), "fire" | "throw" | "shoot" | "launch" | "lob" | "hurl" | "aim" | "shout" | "toss");
    let struck = |k: usize| match case_of(s, k).as_str() {
        "on" => noun && s.tokens[k].head == Some(head),
        "at" => aimed,
        _ => false,
    };
    let here = |&k: &usize| !struck(k) && hangs(k) && is_place(sight, k) && stands_as_place(sight, k) && !afterthought(k);
    let found = (0..s.tokens.len()).filter(here).find_map(|k| {
        let span = sight.phrase(k).span()?;
        let (start, end) = crate::when_where::token_range(s, span.start(), span.end())?;
        let range = (start, with_bounds(sight, k, end));
        let span = s.span_of(range.0, range.1);
        let value = Grounded::at(Place::described(span.slice(sight.scene.body)), span);
        let place = Attached { value, token: k, range, owners: owners(s, k) };
        let own = sight.goes_with(&place, predicate) && !sight.is_in_circumstance(&place, head) && !sight.elsewhere(&place, head);
        own.then_some(place)
    })?;
    Some(sight.beside(&found))
}

/// Where the words end that say which place: "the road between Kano and Zaria".
fn with_bounds(sight: &Sighting, noun: usize, end: usize) -> usize {
    let s = sight.s();
    let below = s.subtree(noun);
    let part = |i: usize| {
        let rel = relation(s.tokens[i].deprel);
        let timed = sight.times.iter().any(|t| t.range.0 <= i && i < t.range.1);
        below.contains(&i) && !timed && matches!(rel, "nmod" | "case" | "det" | "amod" | "compound" | "flat" | "conj" | "cc" | "fixed")
    };
    let mut last = (end..s.tokens.len()).find(|&i| !part(i)).unwrap_or(s.tokens.len());
    // Never on half of what follows: "a camp of [2,000 people]".
    while last > end && !matches!(s.tokens[last - 1].upos, Upos::Noun | Upos::Propn) {
        last -= 1;
    }
    last
}

/// Whether a noun is one for a place and its words say which: "an army base"; not "the area".
fn is_place(sight: &Sighting, noun: usize) -> bool {
    let s = sight.s();
    let lexicon = &sight.scene.knowledge.lexicon;
    let lemma = s.tokens[noun].lemma.to_lowercase();
    let pair = noun.checked_sub(1).map(|k| format!("{} {lemma}", s.tokens[k].lemma.to_lowercase())).unwrap_or_default();
    // "the field of law", "the height of the war", "in the field", "on the road to freedom": ways of speaking.
    let abstract_noun = matches!(lemma.as_str(), "field" | "height" | "area" | "place" | "line" | "street" | "well" | "land");
    let of = s.children_by(noun, "nmod").any(|k| case_of(s, k) == "of" && sight.place_at(k).is_none());
    let way = matches!(lemma.as_str(), "road" | "path" | "way" | "route" | "track");
    let road_to = way && s.children_by(noun, "nmod").any(|k| case_of(s, k) == "to" && sight.place_at(k).is_none());
    let bare_field = lemma == "field" && s.children(noun).all(|k| matches!(relation(s.tokens[k].deprel), "case" | "det" | "punct"));
    if abstract_noun && of || road_to || bare_field {
        return false;
    }
    let kind = lexicon.place_nouns.get(&pair).or_else(|| lexicon.place_nouns.get(&lemma)).copied();
    // "on the part of the army", "in a state of emergency", "in the oil sector", "in a negotiated settlement": of land they are parts of land.
    let of_land = s.children(noun).any(|k| {
        let land = sight.place_at(k).is_some()
            || matches!(s.tokens[k].lemma.as_str(), "country" | "city" | "town" | "capital" | "province" | "region" | "state");
        land && matches!(relation(s.tokens[k].deprel), "nmod" | "compound")
    });
    let bearing =
        s.children_by(noun, "amod").any(|k| sight.scene.knowledge.lexicon.is_of_class("bearing", &s.tokens[k].lemma.to_lowercase()));
    if matches!(lemma.as_str(), "part" | "state" | "sector" | "zone" | "settlement" | "community" | "centre" | "center" | "location")
        && !of_land
        && !bearing
    {
        return false;
    }
    let area = kind == Some("area") || lexicon.settled_nouns.get(&lemma).is_some() || lexicon.region_nouns.get(&lemma).is_some();
    let ground = [&pair, &lemma].iter().any(|n| lexicon.ground_nouns.get(n).is_some());
    let says_which = |k: usize| match relation(s.tokens[k].deprel) {
        // "in their country" says which only where they are told.
        _ if s.tokens[k].deprel == "nmod:poss" => s.tokens[k].upos != Upos::Pron,
        "amod" => !matches!(s.tokens[k].lemma.as_str(), "same" | "other" | "such" | "whole" | "entire" | "various"),
        "compound" | "nmod" | "nummod" | "acl" => true,
        "det" => matches!(s.tokens[k].form.to_lowercase().as_str(), "a" | "an"),
        _ => false,
    };
    let told = s.children(noun).any(says_which);
    // "inside the building", "at the camp" mean one named before; there is one border and one sea.
    let meant = s.children_by(noun, "det").any(|k| !matches!(s.tokens[k].form.to_lowercase().as_str(), "a" | "an" | "some"))
        && !lexicon.is_of_class("only one", &lemma);
    matches!(s.tokens[noun].upos, Upos::Noun) && (kind == Some("site") || ground || area) && (told || !area && !meant)
}

/// Whether the noun stands under a preposition that says where, and for no time, party or figure of speech.
fn stands_as_place(sight: &Sighting, noun: usize) -> bool {
    let s = sight.s();
    let case = case_of(s, noun);
    let spatial = matches!(
        case.as_str(),
        "in" | "at"
            | "near"
            | "outside"
            | "inside"
            | "on"
            | "around"
            | "along"
            | "close to"
            | "next to"
            | "in front of"
            | "behind"
            | "beside"
            | "opposite"
            | "off"
            | "across"
    );
    let timed = sight.times.iter().any(|t| t.range.0 <= noun && noun < t.range.1);
    // "accused in court", "at home and abroad": bare nouns are ways of speaking.
    let bare =
        s.tokens[noun].xpos == "NN" && s.children(noun).all(|k| matches!(relation(s.tokens[k].deprel), "case" | "punct" | "cc" | "conj"));
    (spatial || is_bearing(&case)) && !timed && !bare && !sight.figurative[noun]
}
