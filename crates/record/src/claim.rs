//! What somebody said: the claim, never the fact.

use crate::{Actor, Day, Grounded, Moment, Place, Quantity, Span, Toponym, Voice, named_enum};

named_enum! {
    /// What kind of thing is claimed.
    pub enum Kind {
        /// Something happened.
        Event = "event",
        /// Something is so.
        State = "state",
        /// Somebody holds or held an office.
        Role = "role",
        /// A number.
        Quantity = "quantity",
        /// Forces or weapons were placed somewhere.
        Deployment = "deployment",
        /// Killed, wounded, captured, destroyed.
        Loss = "loss",
        /// Who holds what.
        Control = "control",
        /// Somebody said something.
        Statement = "statement",
        /// Somebody calls something by a name.
        Framing = "framing",
        /// A judgement.
        Assessment = "assessment",
        /// If this, then that.
        Conditional = "conditional",
        /// A speech act that announces harm.
        Threat = "threat",
        /// Leave to do something.
        Permission = "permission",
        /// One thing stands to another (part of, because of, before).
        Relation = "relation",
        /// Where the text comes from.
        Provenance = "provenance",
    }
}

named_enum! {
    /// Affirmed or denied.
    pub enum Polarity {
        /// Affirmed.
        Pos = "pos",
        /// Negated: it did not happen.
        Neg = "neg",
    }
}

named_enum! {
    /// In what mode the claim is made.
    pub enum Modality {
        /// It happened.
        Actual = "actual",
        /// It is going on.
        Ongoing = "ongoing",
        /// Somebody tried to, and whether it succeeded is not said.
        Attempted = "attempted",
        /// Somebody means to.
        Planned = "planned",
        /// Somebody undertook to.
        Promised = "promised",
        /// Somebody threatened to.
        Threatened = "threatened",
        /// Somebody may.
        Permitted = "permitted",
        /// Somebody was told to.
        Ordered = "ordered",
        /// Only if.
        Conditional = "conditional",
        /// Only thought of.
        Hypothetical = "hypothetical",
        /// Somebody holds that it should be.
        Advocated = "advocated",
        /// Somebody expects it.
        Forecast = "forecast",
    }
}

named_enum! {
    /// PLOVER's auxiliary modes.
    pub enum Aux {
        /// Long past, told as background.
        Historical = "historical",
        /// Yet to come.
        Future = "future",
        /// Only thought of.
        Hypothetical = "hypothetical",
        /// Did not happen.
        Negation = "negation",
    }
}

named_enum! {
    /// FactBank values (Saurí and Pustejovsky 2009).
    pub enum Factuality {
        /// Certainly so.
        CertainPos = "CT+",
        /// Certainly not so.
        CertainNeg = "CT-",
        /// Probably so.
        ProbablePos = "PR+",
        /// Probably not so.
        ProbableNeg = "PR-",
        /// Possibly so.
        PossiblePos = "PS+",
        /// Possibly not so.
        PossibleNeg = "PS-",
        /// Uncommitted.
        Uncommitted = "Uu",
    }
}

named_enum! {
    /// ICD 203 bands of likelihood.
    pub enum Band {
        /// 01-05 %.
        AlmostNoChance = "almost no chance",
        /// 05-20 %.
        VeryUnlikely = "very unlikely",
        /// 20-45 %.
        Unlikely = "unlikely",
        /// 45-55 %.
        EvenChance = "roughly even chance",
        /// 55-80 %.
        Likely = "likely",
        /// 80-95 %.
        VeryLikely = "very likely",
        /// 95-99 %.
        AlmostCertain = "almost certain",
    }
}

/// A judgement's likelihood: the word, and the ICD 203 band it is read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likelihood {
    /// The word.
    pub word: String,
    /// The band.
    pub band: Band,
}

/// A PLOVER code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventCode {
    /// One of the 16 types, upper case.
    pub plover_type: String,
    /// Mode, lower case, where the type has one that fits.
    pub mode: Option<String>,
    /// Auxiliary modes.
    pub aux: Vec<Aux>,
    /// Contexts.
    pub context: Vec<String>,
}

named_enum! {
    /// How far a threat has come.
    pub enum ThreatStatus {
        /// Neither carried out nor withdrawn.
        Open = "open",
        /// Carried out.
        Fulfilled = "fulfilled",
        /// Carried out in part.
        Partly = "partly",
        /// Known not to have been carried out.
        NotCarriedOut = "not_carried_out",
        /// Its deadline passed.
        Expired = "expired",
        /// Taken back.
        Withdrawn = "withdrawn",
        /// Denied by the one said to threaten.
        Denied = "denied",
    }
}

/// What a threat is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Threat {
    /// The deed threatened.
    pub act: String,
    /// What would bring it on.
    pub condition: Option<Grounded<String>>,
    /// When.
    pub deadline: Option<Day>,
    /// How far it has come, as the text says.
    pub status: ThreatStatus,
}

named_enum! {
    /// What a suspicion rests on.
    pub enum SuspectBasis {
        /// The text contradicts itself.
        Internal = "internal",
        /// The gazetteer.
        Gazetteer = "gazetteer",
        /// `actors/` and other shipped knowledge.
        Knowledge = "knowledge",
        /// Odd wording.
        Wording = "wording",
        /// Odd form.
        Format = "format",
    }
}

named_enum! {
    /// How much a suspicion weighs.
    pub enum SuspectSeverity {
        /// The meaning may have changed.
        Fact = "fact",
        /// Only the wording.
        Wording = "wording",
    }
}

/// Words that look corrupted in this copy. The ledger keeps what is printed and this beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspect {
    /// The words.
    pub span: Span,
    /// Why, in words.
    pub reason: String,
    /// What it rests on.
    pub basis: SuspectBasis,
    /// How much it weighs.
    pub severity: SuspectSeverity,
}

/// The text's own word for what happened, so that a line need not put the predicate's word in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wording {
    /// A verb told it.
    Verb {
        /// Infinitive, with its particle ("shoot down").
        infinitive: String,
        /// Participle as printed, where the verb stands in the passive ("shot down").
        participle: Option<String>,
        /// Preposition under which the target stands, where it is no object ("at").
        link: Option<String>,
    },
    /// A noun phrase told it.
    Noun {
        /// As printed ("heavy shelling").
        words: String,
        /// Preposition under which the target stands ("of").
        link: Option<String>,
    },
    /// The claim's object is the whole predicate, verb and all, as printed ("spoke out against the attack").
    Phrase,
}

/// Where in an article a claim was read, by which reader, on which words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Article id.
    pub article: String,
    /// Sentence number in the article, from 0.
    pub sentence: u32,
    /// The words that carry the claim.
    pub span: Span,
    /// The cue word (verb or noun) that led to it.
    pub cue: Option<Span>,
    /// Reader: `rule`, `model@hash`, `llm@model` or `human@id`.
    pub reader: String,
    /// Rules that fired, in order, shown by `explain`.
    pub rules: Vec<String>,
}

/// One claim as read in one article. Its identity leaves the words out, see [`crate::claim_id`]:
/// the same content in two articles is one claim with two mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What kind of thing is claimed.
    pub kind: Kind,
    /// Short dotted name of what is said (`assault.aerial`, `hold.area`), from `ontology/`.
    pub predicate: String,
    /// PLOVER code, where the claim is of an event that the ontology has.
    pub event: Option<EventCode>,
    /// Who did it.
    pub actor: Option<Grounded<Actor>>,
    /// Others who did it alongside.
    pub more_actors: Vec<Grounded<Actor>>,
    /// To whom.
    pub target: Option<Grounded<Actor>>,
    /// Others to whom.
    pub more_targets: Vec<Grounded<Actor>>,
    /// What, where it is no actor: content, office, frame, thing.
    pub object: Option<Grounded<String>>,
    /// With what.
    pub instrument: Option<Grounded<String>>,
    /// Where.
    pub place: Option<Grounded<Place>>,
    /// The place names within the words of its parties, things, place and sources, in order of the text, each with its use.
    pub toponyms: Vec<Grounded<Toponym>>,
    /// When.
    pub time: Option<Grounded<Moment>>,
    /// How much.
    pub quantity: Option<Grounded<Quantity>>,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// In what mode.
    pub modality: Modality,
    /// On what condition.
    pub condition: Option<Grounded<String>>,
    /// Who says so, outermost first; the author of the article is implied as the last holder and not listed.
    pub said_by: Vec<Grounded<Voice>>,
    /// How certain each holder is; `author` is the author of the article.
    pub factuality: Vec<(String, Factuality)>,
    /// Likelihood, for judgements only.
    pub likelihood: Option<Grounded<Likelihood>>,
    /// Hedge words, verbatim.
    pub hedges: Vec<Grounded<String>>,
    /// Threat record, for `kind` threat.
    pub threat: Option<Threat>,
    /// What looks corrupted.
    pub suspect: Vec<Suspect>,
    /// The text's own word for the predicate, where it has one.
    pub wording: Option<Wording>,
    /// Where it was read.
    pub mention: Mention,
}

impl Claim {
    /// A bare claim of `kind` and `predicate`, affirmed and actual, read at `mention`.
    pub fn new(kind: Kind, predicate: impl Into<String>, mention: Mention) -> Claim {
        Claim {
            kind,
            predicate: predicate.into(),
            event: None,
            actor: None,
            more_actors: Vec::new(),
            target: None,
            more_targets: Vec::new(),
            object: None,
            instrument: None,
            place: None,
            toponyms: Vec::new(),
            time: None,
            quantity: None,
            polarity: Polarity::Pos,
            modality: Modality::Actual,
            condition: None,
            said_by: Vec::new(),
            factuality: Vec::new(),
            likelihood: None,
            hedges: Vec::new(),
            threat: None,
            suspect: Vec::new(),
            wording: None,
            mention,
        }
    }

    /// Every span of the claim with the name of its field (those of place names lie within the others), for display and for the invariant that spans slice back.
    pub fn spans(&self) -> Vec<(&'static str, Span)> {
        let mut all = vec![("claim", self.mention.span)];
        all.extend(self.mention.cue.map(|s| ("cue", s)));
        let mut add = |name, spans: &[Span]| all.extend(spans.iter().map(|&s| (name, s)));
        for a in self.actor.iter().chain(&self.more_actors) {
            add("actor", a.spans());
        }
        for t in self.target.iter().chain(&self.more_targets) {
            add("target", t.spans());
        }
        if let Some(x) = &self.object {
            add("object", x.spans());
        }
        if let Some(x) = &self.instrument {
            add("instrument", x.spans());
        }
        if let Some(x) = &self.place {
            add("place", x.spans());
        }
        if let Some(x) = &self.time {
            add("time", x.spans());
        }
        if let Some(x) = &self.quantity {
            add("quantity", x.spans());
        }
        if let Some(x) = &self.condition {
            add("condition", x.spans());
        }
        if let Some(x) = &self.likelihood {
            add("likelihood", x.spans());
        }
        for v in &self.said_by {
            add("said_by", v.spans());
        }
        for h in &self.hedges {
            add("hedge", h.spans());
        }
        for s in &self.suspect {
            add("suspect", &[s.span]);
        }
        all
    }
}

/// What could not be read, or could be read only in part. Data problems are notes, never errors.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// Stable code (`N001` …), listed in ARCHITECTURE.md.
    pub code: &'static str,
    /// Where, if anywhere in particular.
    pub span: Option<Span>,
    /// What it means and what to do.
    pub hint: String,
}

/// What reading one article gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Claims in order of the text.
    pub claims: Vec<Claim>,
    /// What stayed unread.
    pub notes: Vec<Note>,
    /// Sentences seen.
    pub sentences: u32,
    /// Values dropped because no words ground them.
    pub ungrounded: u32,
}
