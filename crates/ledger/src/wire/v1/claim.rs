//! The JSON of a claim as read, both ways. Every field is destructured, so that a new one cannot be forgotten.

use serde_json::{Map, Value, json};
use tacitus_record::{
    Actor, Aux, Candidate, Claim, EventCode, Factuality, Grounded, Likelihood, Mention, Moment, Place, Quantity, Suspect, Threat, Toponym,
    Voice, Wording,
};

use super::body::Body;
use super::read::{Fields, WireError};

/// Name of the mention's object inside the stored JSON of a claim; rows spread it into `evidence`.
pub(super) const MENTION: &str = "mention";

/// The JSON of a claim as read in one article, spans in code points of `body`.
pub fn claim_as_read(claim: &Claim, body: &Body) -> Value {
    let Claim {
        kind,
        predicate,
        event,
        actor,
        more_actors,
        target,
        more_targets,
        object,
        instrument,
        place,
        toponyms,
        time,
        quantity,
        polarity,
        modality,
        condition,
        said_by,
        factuality,
        likelihood,
        hedges,
        threat,
        suspect,
        wording,
        mention,
    } = claim;
    let words = |w: &Grounded<String>| body.ground_out(map(json!({"text": w.value})), w);
    json!({
        "kind": kind.as_str(),
        "predicate": predicate,
        "event": event.as_ref().map(event_out),
        "modality": modality.as_str(),
        "polarity": polarity.as_str(),
        "actor": actor.as_ref().map(|a| grounded_actor(a, body)),
        "target": target.as_ref().map(|a| grounded_actor(a, body)),
        "object": object.as_ref().map(words),
        "place": place.as_ref().map(|p| body.ground_out(map(place_out(&p.value)), p)),
        "toponyms": toponyms.iter().map(|t| body.ground_out(map(toponym_out(&t.value)), t)).collect::<Vec<_>>(),
        "time": time.as_ref().map(|t| body.ground_out(map(moment_out(&t.value)), t)),
        "quantity": quantity.as_ref().map(|q| body.ground_out(map(quantity_out(&q.value)), q)),
        "said_by": said_by.iter().map(|v| body.ground_out(map(voice_out(&v.value)), v)).collect::<Vec<_>>(),
        "factuality": factuality.iter().map(|(holder, value)| (holder.clone(), value.as_str().into())).collect::<Map<_, _>>(),
        "likelihood": likelihood.as_ref().map(|l| {
            let Likelihood { word, band } = &l.value;
            body.ground_out(map(json!({"word": word, "band": band.as_str()})), l)
        }),
        "suspect": suspect.iter().map(|s| suspect_out(s, body)).collect::<Vec<_>>(),
        "more_actors": more_actors.iter().map(|a| grounded_actor(a, body)).collect::<Vec<_>>(),
        "more_targets": more_targets.iter().map(|a| grounded_actor(a, body)).collect::<Vec<_>>(),
        "condition": condition.as_ref().map(words),
        "instrument": instrument.as_ref().map(words),
        "hedges": hedges.iter().map(words).collect::<Vec<_>>(),
        "threat": threat.as_ref().map(|t| {
            let Threat { act, condition, deadline, status } = t;
            json!({
                "act": act,
                "condition": condition.as_ref().map(words),
                "deadline": deadline.map(|d| d.to_string()),
                "status": status.as_str(),
            })
        }),
        "wording": wording.as_ref().map(wording_out),
        MENTION: mention_out(mention, body),
    })
}

/// The claim of a stored JSON.
pub fn claim_from(value: &Value, body: &Body) -> Result<Claim, WireError> {
    let f = Fields::new(value, "claim");
    let words = |f: &Fields| body.ground_in(f, f.text("text")?);
    let optional_words = |key: &str| f.object(key).map(|o| words(&o)).transpose();
    let actor = |f: &Fields| body.ground_in(f, actor_in(f)?);
    Ok(Claim {
        kind: f.parsed("kind")?,
        predicate: f.text("predicate")?,
        event: f.object("event").map(|e| event_in(&e)).transpose()?,
        actor: f.object("actor").map(|a| actor(&a)).transpose()?,
        more_actors: f.list("more_actors")?.iter().map(actor).collect::<Result<_, _>>()?,
        target: f.object("target").map(|a| actor(&a)).transpose()?,
        more_targets: f.list("more_targets")?.iter().map(actor).collect::<Result<_, _>>()?,
        object: optional_words("object")?,
        instrument: optional_words("instrument")?,
        place: f.object("place").map(|p| body.ground_in(&p, place_in(&p)?)).transpose()?,
        toponyms: f.list("toponyms")?.iter().map(|t| body.ground_in(t, toponym_in(t)?)).collect::<Result<_, _>>()?,
        time: f.object("time").map(|t| body.ground_in(&t, moment_in(&t)?)).transpose()?,
        quantity: f.object("quantity").map(|q| body.ground_in(&q, quantity_in(&q)?)).transpose()?,
        polarity: f.parsed("polarity")?,
        modality: f.parsed("modality")?,
        condition: optional_words("condition")?,
        said_by: f.list("said_by")?.iter().map(|v| body.ground_in(v, voice_in(v)?)).collect::<Result<_, _>>()?,
        factuality: factuality_in(&f)?,
        likelihood: f
            .object("likelihood")
            .map(|l| body.ground_in(&l, Likelihood { word: l.text("word")?, band: l.parsed("band")? }))
            .transpose()?,
        hedges: f.list("hedges")?.iter().map(words).collect::<Result<_, _>>()?,
        threat: f
            .object("threat")
            .map(|t| {
                Ok::<_, WireError>(Threat {
                    act: t.text("act")?,
                    condition: t.object("condition").map(|c| words(&c)).transpose()?,
                    deadline: t.optional_parsed("deadline")?,
                    status: t.parsed("status")?,
                })
            })
            .transpose()?,
        suspect: f
            .list("suspect")?
            .iter()
            .map(|s| {
                Ok(Suspect {
                    span: body.span_in(s)?,
                    reason: s.text("reason")?,
                    basis: s.parsed("basis")?,
                    severity: s.parsed("severity")?,
                })
            })
            .collect::<Result<_, WireError>>()?,
        wording: f.object("wording").map(|w| wording_in(&w)).transpose()?,
        mention: mention_in(&f.required(MENTION)?, body)?,
    })
}

/// The fields of an object made with `json!({..})`.
fn map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// A number as JSON writes it best: whole numbers without a point; what is no number as null.
pub(super) fn number(value: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() < EXACT { (value as i64).into() } else { json!(value) }
}

fn event_out(event: &EventCode) -> Value {
    let EventCode { plover_type, mode, aux, context } = event;
    json!({"plover_type": plover_type, "mode": mode, "aux": aux.iter().map(|a| a.as_str()).collect::<Vec<_>>(), "context": context})
}

fn event_in(f: &Fields) -> Result<EventCode, WireError> {
    let aux = f.texts("aux")?.iter().map(|a| a.parse::<Aux>().map_err(|e| f.wrong("aux", e))).collect::<Result<_, _>>()?;
    Ok(EventCode { plover_type: f.text("plover_type")?, mode: f.optional_text("mode")?, aux, context: f.texts("context")? })
}

fn grounded_actor(actor: &Grounded<Actor>, body: &Body) -> Value {
    body.ground_out(map(actor_out(&actor.value)), actor)
}

/// The JSON of an actor, without the span of its words.
pub(crate) fn actor_out(actor: &Actor) -> Value {
    let Actor { text, entity, name, country, sector, role } = actor;
    json!({"text": text, "entity": entity, "name": name, "country": country, "sector": sector, "role": role})
}

fn actor_in(f: &Fields) -> Result<Actor, WireError> {
    Ok(Actor {
        text: f.text("text")?,
        entity: f.optional_text("entity")?,
        name: f.text("name")?,
        country: f.optional_text("country")?,
        sector: f.optional_text("sector")?,
        role: f.optional_text("role")?,
    })
}

fn voice_out(voice: &Voice) -> Value {
    let Voice { actor, voice_type, cue, style, made } = voice;
    let mut fields = map(actor_out(actor));
    fields.insert("type".into(), voice_type.as_str().into());
    fields.insert("cue".into(), cue.clone().into());
    fields.insert("style".into(), style.as_str().into());
    fields.insert("made".into(), (*made).into());
    Value::Object(fields)
}

fn voice_in(f: &Fields) -> Result<Voice, WireError> {
    Ok(Voice {
        actor: actor_in(f)?,
        voice_type: f.parsed("type")?,
        cue: f.optional_text("cue")?,
        style: f.parsed("style")?,
        made: f.flag("made"),
    })
}

/// The JSON of a place, without the span of its words.
pub fn place_out(place: &Place) -> Value {
    let Place { text, gazetteer_id, name, lat, lon, precision, radius_km, country, admin1, candidates } = place;
    let candidates: Vec<Value> = candidates
        .iter()
        .map(|c| {
            let Candidate { id, name, country, admin1, lat, lon, score, why } = c;
            json!({"id": id, "name": name, "country": country, "admin1": admin1, "lat": number(*lat), "lon": number(*lon), "score": number(*score), "why": why})
        })
        .collect();
    json!({
        "text": text,
        "gazetteer_id": gazetteer_id,
        "name": name,
        "lat": lat.map(number),
        "lon": lon.map(number),
        "precision": precision.as_str(),
        "radius_km": radius_km.map(number),
        "country": country,
        "admin1": admin1,
        "candidates": candidates,
    })
}

/// The place of a stored JSON.
pub fn place_from(value: &Value) -> Result<Place, WireError> {
    place_in(&Fields::new(value, "place"))
}

fn place_in(f: &Fields) -> Result<Place, WireError> {
    Ok(Place {
        text: f.text("text")?,
        gazetteer_id: f.optional_text("gazetteer_id")?,
        name: f.text("name")?,
        lat: f.optional_decimal("lat")?,
        lon: f.optional_decimal("lon")?,
        precision: f.parsed("precision")?,
        radius_km: f.optional_decimal("radius_km")?,
        country: f.optional_text("country")?,
        admin1: f.optional_text("admin1")?,
        candidates: f.list("candidates")?.iter().map(candidate_in).collect::<Result<_, _>>()?,
    })
}

fn toponym_out(toponym: &Toponym) -> Value {
    let Toponym { text, usage, name, gazetteer_id, country } = toponym;
    json!({"text": text, "use": usage.as_str(), "name": name, "gazetteer_id": gazetteer_id, "country": country})
}

fn toponym_in(f: &Fields) -> Result<Toponym, WireError> {
    Ok(Toponym {
        text: f.text("text")?,
        usage: f.parsed("use")?,
        name: f.text("name")?,
        gazetteer_id: f.optional_text("gazetteer_id")?,
        country: f.optional_text("country")?,
    })
}

fn candidate_in(f: &Fields) -> Result<Candidate, WireError> {
    Ok(Candidate {
        id: f.text("id")?,
        name: f.text("name")?,
        country: f.text("country")?,
        admin1: f.text("admin1")?,
        lat: f.decimal("lat")?,
        lon: f.decimal("lon")?,
        score: f.decimal("score")?,
        why: f.text("why")?,
    })
}

/// The JSON of a time, without the span of its words.
pub fn moment_out(moment: &Moment) -> Value {
    let Moment { text, edtf, start_lo, start_hi, end_lo, end_hi, grain, role, anchor, rule } = moment;
    let day = |d: &Option<tacitus_record::Day>| d.map(|d| d.to_string());
    json!({
        "text": text,
        "edtf": edtf,
        "start_lo": day(start_lo),
        "start_hi": day(start_hi),
        "end_lo": day(end_lo),
        "end_hi": day(end_hi),
        "grain": grain.as_str(),
        "role": role.as_str(),
        "anchor": day(anchor),
        "rule": rule,
    })
}

fn moment_in(f: &Fields) -> Result<Moment, WireError> {
    Ok(Moment {
        text: f.text("text")?,
        edtf: f.optional_text("edtf")?,
        start_lo: f.optional_parsed("start_lo")?,
        start_hi: f.optional_parsed("start_hi")?,
        end_lo: f.optional_parsed("end_lo")?,
        end_hi: f.optional_parsed("end_hi")?,
        grain: f.parsed("grain")?,
        role: f.parsed("role")?,
        anchor: f.optional_parsed("anchor")?,
        rule: f.text("rule")?,
    })
}

/// The JSON of a quantity, without the span of its words.
pub(crate) fn quantity_out(quantity: &Quantity) -> Value {
    let Quantity { text, value, lo, hi, unit, bound, of, status } = quantity;
    json!({
        "text": text,
        "value": value.map(number),
        "lo": lo.map(number),
        "hi": hi.map(number),
        "unit": unit,
        "bound": bound.as_str(),
        "of": of,
        "status": status,
    })
}

fn quantity_in(f: &Fields) -> Result<Quantity, WireError> {
    Ok(Quantity {
        text: f.text("text")?,
        value: f.optional_decimal("value")?,
        lo: f.optional_decimal("lo")?,
        hi: f.optional_decimal("hi")?,
        unit: f.text("unit")?,
        bound: f.parsed("bound")?,
        of: f.optional_text("of")?,
        status: f.optional_text("status")?,
    })
}

fn factuality_in(f: &Fields) -> Result<Vec<(String, Factuality)>, WireError> {
    f.pairs("factuality")?
        .into_iter()
        .map(|(holder, value)| {
            let text = value.as_str().ok_or_else(|| f.wrong("factuality", "no text"))?;
            Ok((holder, text.parse().map_err(|e| f.wrong("factuality", e))?))
        })
        .collect()
}

fn suspect_out(suspect: &Suspect, body: &Body) -> Value {
    let Suspect { span, reason, basis, severity } = suspect;
    let (start, end) = body.range(*span);
    json!({"start": start, "end": end, "reason": reason, "basis": basis.as_str(), "severity": severity.as_str()})
}

fn wording_out(wording: &Wording) -> Value {
    match wording {
        Wording::Verb { infinitive, participle, link } => json!({"verb": infinitive, "participle": participle, "link": link}),
        Wording::Noun { words, link } => json!({"noun": words, "link": link}),
        Wording::Phrase => json!({}),
    }
}

fn wording_in(f: &Fields) -> Result<Wording, WireError> {
    Ok(match (f.optional_text("verb")?, f.optional_text("noun")?) {
        (Some(infinitive), _) => Wording::Verb { infinitive, participle: f.optional_text("participle")?, link: f.optional_text("link")? },
        (None, Some(words)) => Wording::Noun { words, link: f.optional_text("link")? },
        (None, None) => Wording::Phrase,
    })
}

fn mention_out(mention: &Mention, body: &Body) -> Value {
    let Mention { article, sentence, span, cue, reader, rules } = mention;
    let (start, end) = body.range(*span);
    json!({
        "article": article,
        "sentence": sentence,
        "start": start,
        "end": end,
        "cue": cue.map(|c| body.span_out(c)),
        "reader": reader,
        "rules": rules,
    })
}

fn mention_in(f: &Fields, body: &Body) -> Result<Mention, WireError> {
    Ok(Mention {
        article: f.text("article")?,
        sentence: f.small("sentence")?,
        span: body.span_in(f)?,
        cue: f.object("cue").map(|c| body.span_in(&c)).transpose()?,
        reader: f.text("reader")?,
        rules: f.texts("rules")?,
    })
}
