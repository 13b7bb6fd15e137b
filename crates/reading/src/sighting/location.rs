//! Which place of a sentence belongs to a claim: the one that the tree hangs on the deed, as a place, and on nothing between.

use tacitus_record::{Claim, Grounded, Kind, Place, PlacePrecision, Span};
use tacitus_text::Upos;

use super::{Sighting, is_bearing};
use crate::clause::{case_of, relation};
use crate::when_where::{Attached, belonging};

impl Sighting<'_> {
    pub(super) fn settle_place(&self, claim: &mut Claim, head: usize) {
        let clause = self.governing(head);
        claim.place = claim.place.take().filter(|place| !self.is_told_before(place, head));
        // "killed in a raid in Morva after the killing of a guard": what only gives the time has its own words for where.
        let apart =
            matches!(case_of(self.s(), head).as_str(), "after" | "following" | "before" | "since" | "for" | "due to" | "because of");
        let own = self.s().subtree(head);
        // "the killing of six has caused anger across Karsk": where its effect is felt.
        let verb = self.clause_at(clause).map_or("", |c| c.lemma.as_str());
        let felt = head != clause && self.scene.knowledge.lexicon.consequence_verbs.get(verb).is_some();
        let apart = apart || felt && self.s().tokens[head].head == Some(clause);
        if claim.place.is_none() {
            let taken: Vec<Span> = claim.actor.iter().chain(&claim.target).chain(&claim.more_targets).filter_map(Grounded::span).collect();
            // "authorities in Kuwait denounced": the place is the actor's, not the act's.
            let agents = self.clause_at(clause).map(|c| c.agents.clone()).unwrap_or_default();
            let of_agent = |p: &Attached<Place>| p.owners.first().is_some_and(|o| agents.contains(o) && self.scene.actor(*o).is_some());
            let free: Vec<Attached<Place>> = self
                .places
                .iter()
                .filter(|p| {
                    // What is said somewhere is said there only where the place stands with the saying itself.
                    (claim.kind != Kind::Statement || p.owners.first() == Some(&head))
                        && self.is_location(p)
                        && self.goes_with(p, &claim.predicate)
                        && self.reaches(p, head, clause)
                        && !of_agent(p)
                        && (!apart || own.contains(&p.token))
                        && !self.is_in_circumstance(p, head)
                        && !self.elsewhere(p, head)
                        && !taken.iter().any(|t| p.value.span().is_some_and(|s| t.contains(s)))
                })
                // "Morva, Tal province" is Morva; "Tal's Morva and Orm districts" are in Tal.
                .map(|p| std::iter::successors(Some(p), |p| self.within(p).filter(|p| !self.one_of_several(p))).take(4).last().unwrap_or(p))
                .cloned()
                .collect();
            // "strikes in Syria and Iraq": one of two places would say less than the text, and wrongly.
            // "killed during a raid on a camp in Nablus".
            let deed = |p: &&Attached<Place>| p.owners.iter().take(3).copied().find(|&o| self.same_happening(o, head));
            let of_deed = || {
                let found = free.iter().find(|p| deed(p).is_some())?;
                // "in attacks in the west and during advances in the north": neither alone.
                free.iter().all(|p| deed(&p).is_none_or(|o| Some(o) == deed(&found))).then_some(found)
            };
            let by_way = || free.iter().find(|p| self.by_way_of(p, clause));
            claim.place = belonging(&free, head, clause)
                .or_else(of_deed)
                .or_else(by_way)
                .and_then(|p| if self.one_of_several(p) { self.several(p) } else { Some(self.beside(p)) });
        }
    }

    /// "exploded outside the offices of a company in Morva": where something happened, and where that lies.
    fn by_way_of(&self, place: &Attached<Place>, clause: usize) -> bool {
        let s = self.s();
        let spatial =
            |n: usize| matches!(case_of(s, n).as_str(), "in" | "at" | "near" | "outside" | "inside" | "on" | "around" | "in front of");
        // "in the town of Zinder": it is told where the town lies by what stands before the town.
        let of_kind = s.tokens[place.token].head.filter(|&n| case_of(s, place.token) == "of" && self.is_settled_noun(n));
        let named = of_kind.unwrap_or(place.token);
        let path: Vec<usize> = std::iter::successors(Some(named), |&n| s.tokens[n].head).take(5).take_while(|&n| n != clause).collect();
        let reaches = path.last().is_some_and(|&n| s.tokens[n].head == Some(clause) && relation(s.tokens[n].deprel) == "obl" && spatial(n));
        // Only things and bodies lie between, each told by where it is or whose it is.
        let between =
            path.iter().skip(1).rev().skip(1).all(|&n| relation(s.tokens[n].deprel) == "nmod" && (spatial(n) || case_of(s, n) == "of"));
        path.len() > if of_kind.is_some() { 1 } else { 2 } && reaches && between && spatial(named)
    }

    /// Whether the word is one for a place where people live, and names none.
    fn is_settled_noun(&self, word: usize) -> bool {
        self.scene.knowledge.lexicon.settled_nouns.get(&self.s().tokens[word].lemma.to_lowercase()).is_some()
    }

    /// "on the road to": the noun of a way along which something happens.
    fn is_way(&self, noun: usize) -> bool {
        let s = self.s();
        let way = matches!(
            s.tokens[noun].lemma.to_lowercase().as_str(),
            "road" | "highway" | "route" | "motorway" | "track" | "path" | "railway" | "line"
        );
        way && matches!(case_of(s, noun).as_str(), "on" | "along" | "near")
    }

    /// Whether the preposition fits the deed: whither one fled is not where it happened.
    pub fn goes_with(&self, place: &Attached<Place>, predicate: &str) -> bool {
        let s = self.s();
        let any = |list: &[&str]| list.iter().any(|p| predicate.starts_with(p));
        let up = |n: &usize| s.tokens[*n].head;
        // "protested against the war in Morva": what they are against is there.
        let against = || {
            let path = std::iter::successors(Some(place.token), up).take(6).take_while(|&n| !crate::clause::is_predicate(s, n));
            path.into_iter().any(|n| matches!(case_of(s, n).as_str(), "against" | "over" | "about"))
        };
        if predicate.starts_with("protest.") && against() {
            return false;
        }
        let Some(node) = std::iter::successors(Some(place.token), up).take(4).find(|&n| !case_of(s, n).is_empty()) else { return true };
        // "travelled from her home in Karsk": what stands further out says which way it goes.
        let noun = s.tokens[node].head.filter(|&h| s.tokens[h].upos == Upos::Noun && !crate::kinds::event::is_event_noun(self, h));
        let way = |case: &str| matches!(case, "to" | "into" | "onto" | "toward" | "towards" | "from");
        // "shells were fired from the hills above Morva": where they came from, and not where they fell.
        if noun.is_some_and(|h| case_of(s, h) == "from") && any(&["assault.", "loss."]) {
            return false;
        }
        let goes =
            any(&["act.", "mobilize.", "retreat.", "consult.", "aid.", "deploy", "loss.displaced", "sanction.expel", "coerce.deport"]);
        let outer = noun.map(|h| case_of(s, h)).filter(|case| goes && way(case));
        let of_thing = outer.is_none() && noun.is_some() && relation(s.tokens[node].deprel) == "nmod";
        let case = outer.unwrap_or_else(|| case_of(s, node));
        // "hit a mine on the road to Morva": near it.
        if case == "to" && noun.is_some_and(|h| self.is_way(h)) {
            return true;
        }
        match case.as_str() {
            "to" | "into" | "onto" | "toward" | "towards" => {
                any(&["assault.advance", "mobilize.", "retreat.withdraw", "consult.visit", "aid.", "deploy"])
            }
            // "let ships from Karsk pass": where the ships are from.
            "from" if of_thing => any(&["retreat.withdraw", "assault.fire"]),
            "from" => any(&["retreat.", "loss.displaced", "assault.fire", "coerce.deport", "sanction.expel"]),
            "over" => predicate.starts_with("assault."),
            // "a vote on the enclave", "talks on Karsk": what it is about.
            "on" => !any(&["vote", "consult.", "request.", "agree.", "reject.", "accuse.", "support."]),
            "by" | "between" | "beyond" => false,
            _ => true,
        }
    }

    /// "will deploy ships for a mission in the strait", "following the meeting in Morva": within the phrase that gives the purpose, the
    /// reason, the time or an example, a place belongs to that.
    pub fn is_in_circumstance(&self, place: &Attached<Place>, head: usize) -> bool {
        let s = self.s();
        let lexicon = &self.scene.knowledge.lexicon;
        let aside = |&n: &usize| match case_of(s, n).as_str() {
            "after" | "following" | "before" | "since" | "until" | "about" | "including" | "despite" | "like" | "unlike" | "due to"
            | "because of" | "according to" | "ahead of" | "such as" | "than" => true,
            // "arrested in connection with the ambush near Morva".
            "in" => {
                let bare = s.children(n).all(|k| !matches!(relation(s.tokens[k].deprel), "det" | "amod" | "nummod" | "compound"));
                bare && s.tokens[n].xpos == "NN"
                    && matches!(s.tokens[n].lemma.as_str(), "connection" | "relation" | "response" | "retaliation" | "revenge")
            }
            "for" => {
                let people = lexicon.units.get(&s.tokens[n].lemma.to_lowercase()).is_some_and(|u| u.name == "person");
                !people && !crate::kinds::event::is_human(self, n) && s.tokens[n].upos == Upos::Noun
            }
            _ => false,
        };
        let ends = |&n: &usize| n != head && !crate::clause::is_predicate(s, n);
        std::iter::successors(s.tokens[place.token].head, |&n| s.tokens[n].head).take_while(ends).any(|n| aside(&n))
    }

    /// "in Morva, Tal province", "Orm's Tal province": the place of which this one only says where it lies.
    fn within(&self, place: &Attached<Place>) -> Option<&Attached<Place>> {
        let s = self.s();
        let joins = |&n: &usize| {
            let case = case_of(s, n);
            let rel = relation(s.tokens[n].deprel);
            let of = rel == "nmod" && matches!(case.as_str(), "of" | "in" | "");
            matches!(rel, "appos" | "flat") || of || s.tokens[n].deprel == "nmod:poss"
        };
        let above = std::iter::successors(Some(place.token), |n| s.tokens[*n].head.filter(|_| joins(n))).skip(1).take(6);
        // "the Tal area of Karsk": the name before the noun lies in the one behind it.
        let before = |n: usize, p: &Attached<Place>| {
            let compound = p.token < n && s.tokens[p.token].head == Some(n) && relation(s.tokens[p.token].deprel) == "compound";
            compound && fineness(p) > fineness(place)
        };
        let holds = |n: usize, p: &Attached<Place>| p.range.0 <= n && n < p.range.1 || before(n, p);
        let inner = |n: usize| self.places.iter().find(|p| p.token != place.token && holds(n, p));
        above.into_iter().filter_map(inner).find(|p| self.is_location(p))
    }

    /// "a tanker off Morva that had been listed by Karsk": where it is now is not where that was done.
    fn is_told_before(&self, place: &Grounded<Place>, head: usize) -> bool {
        let s = self.s();
        let had = s.children_by(head, "aux").any(|k| s.tokens[k].form.eq_ignore_ascii_case("had"));
        let own = |span: Span| s.subtree(head).into_iter().any(|i| span.overlaps(s.tokens[i].span));
        s.tokens[head].deprel == "acl:relcl" && had && place.span().is_some_and(|span| !own(span))
    }

    /// The place as the words give it: "near Abkhazia" is not in it.
    pub fn beside(&self, place: &Attached<Place>) -> Grounded<Place> {
        let s = self.s();
        // "off the coast of Mogadishu", "on the outskirts of Kyiv": by way of the noun between.
        let edge = s.tokens[place.token].head.filter(|&h| {
            let noun =
                matches!(s.tokens[h].lemma.to_lowercase().as_str(), "coast" | "shore" | "outskirt" | "outskirts" | "border" | "vicinity");
            let way = case_of(s, place.token) == "to" && self.is_way(h);
            h < place.range.0 && (noun && matches!(case_of(s, place.token).as_str(), "of" | "with") || way)
        });
        if let Some(part) = self.some_settlement_in(place) {
            return part;
        }
        let token = edge.unwrap_or(place.token);
        let case = case_of(s, token);
        let first = s.children_by(token, "case").find(|&k| k < place.range.0);
        let apart = matches!(case.as_str(), "near" | "outside" | "off" | "outside of" | "close to" | "around" | "toward" | "towards")
            || is_bearing(&case);
        match first.filter(|_| apart || edge.is_some()) {
            Some(first) => {
                // "15 kilometres north of Palma": how far is part of where.
                let first = s.subtree(first).into_iter().min().unwrap_or(first);
                let span = s.span_of(first, place.range.1);
                let text = span.slice(self.scene.body).to_string();
                Grounded::at(Place { text, ..place.value.value.clone() }, span)
            }
            None => place.value.clone(),
        }
    }

    /// "in Morva, Tal and Orm": all of them in their own words, with the country that they share. It says that all of it happened there, and not
    /// what where.
    fn several(&self, place: &Attached<Place>) -> Option<Grounded<Place>> {
        let s = self.s();
        let first = std::iter::successors(Some(place.token), |&n| s.tokens[n].head.filter(|_| s.tokens[n].deprel == "conj")).last()?;
        let all: Vec<usize> = std::iter::once(first).chain(s.children_by(first, "conj")).collect();
        let named: Vec<&Attached<Place>> =
            all.iter().filter_map(|&n| self.places.iter().find(|p| p.token == n || self.hangs_on(p.token, n))).collect();
        let start = named.iter().map(|p| p.range.0).min()?;
        let end = all.iter().map(|&n| crate::phrase::noun_phrase(s, n).1).chain(named.iter().map(|p| p.range.1)).max()?;
        let span = s.span_of(start, end);
        // "Bosnia and Herzegovina" is one.
        if let Some(one) = self.places.iter().find(|p| p.range == (start, end)) {
            return Some(self.beside(one));
        }
        let known = |n: &usize| self.is_settled_noun(*n) || named.iter().any(|p| p.token == *n || self.hangs_on(p.token, *n));
        let whole = all.len() > 1 && all.iter().all(known) && span.slice(self.scene.body).contains(" and ");
        let country = |p: &&Attached<Place>| p.value.value.country.clone();
        let shared = named.first().and_then(country).filter(|c| named.iter().all(|p| country(p).as_ref() == Some(c)));
        whole.then(|| Grounded::at(Place { country: shared, ..Place::not_found(span.slice(self.scene.body)) }, span))
    }

    /// "a village in Tal": somewhere in the area of Tal, not in the town.
    fn some_settlement_in(&self, place: &Attached<Place>) -> Option<Grounded<Place>> {
        let s = self.s();
        let place_of = &place.value.value;
        let noun = s.tokens[place.token].head.filter(|&h| {
            let indefinite = s.children_by(h, "det").all(|d| !matches!(s.tokens[d].lemma.as_str(), "the" | "this" | "that"));
            h < place.range.0 && self.is_settled_noun(h) && indefinite
        })?;
        if case_of(s, place.token) != "in" || place_of.precision != PlacePrecision::Settlement {
            return None;
        }
        let span = s.span_of(crate::phrase::core_phrase(s, noun).0, place.range.1);
        let text = span.slice(self.scene.body).to_string();
        Some(Grounded::at(Place { text, precision: PlacePrecision::District, ..place_of.clone() }, span))
    }

    /// Whether another place is named on the same footing, so that neither alone is where it happened.
    pub fn one_of_several(&self, place: &Attached<Place>) -> bool {
        let s = self.s();
        // "the northern city of Tal": the city.
        let described = |n: &usize| {
            let of = case_of(s, *n) == "of" || case_of(s, *n).is_empty() && matches!(relation(s.tokens[*n].deprel), "appos" | "flat");
            s.tokens[*n].head.filter(|&h| of && h < *n && s.tokens[h].upos == Upos::Noun)
        };
        let levels = |token: usize| std::iter::successors(Some(token), described).take(3).collect::<Vec<usize>>();
        let joined = |a: usize, b: usize| s.tokens[b].head == Some(a) && s.tokens[b].deprel == "conj";
        let beside = |a: usize, b: usize| {
            joined(a, b)
                || joined(b, a)
                || a != b && s.tokens[b].deprel == "conj" && s.tokens[a].deprel == "conj" && s.tokens[b].head == s.tokens[a].head
        };
        // "in Morva and other cities".
        let unnamed = |k: usize| {
            // "the Western Ocean and the Coral Sea", of which the gazetteer has one.
            let name = || s.tokens[k].upos == Upos::Propn && s.names.iter().any(|n| n.label == "LOC" && n.start <= k && k < n.end);
            s.tokens[k].deprel == "conj" && (name() || self.is_settled_noun(k) && s.tokens[k].xpos == "NNS")
        };
        levels(place.token).into_iter().any(|own| {
            let other = |p: &Attached<Place>| p.token != place.token && levels(p.token).into_iter().any(|b| beside(own, b));
            self.places.iter().any(other) || s.children(own).any(unnamed)
        })
    }
}

/// How finely a place is told; a name that no gazetteer has is one of a small place.
pub(super) fn fineness(place: &Attached<Place>) -> usize {
    let coarsest_first =
        [PlacePrecision::Country, PlacePrecision::Region, PlacePrecision::Province, PlacePrecision::District, PlacePrecision::Settlement];
    coarsest_first.iter().position(|p| *p == place.value.value.precision).unwrap_or(coarsest_first.len())
}
