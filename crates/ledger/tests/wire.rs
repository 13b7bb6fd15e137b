//! The JSON face keeps everything and counts in code points.

mod common;

use common::{COLOURS, Report, article, country, dead, ledger_of, mention, span, town, voice};
use proptest::prelude::*;
use tacitus_ledger::wire::v1;
use tacitus_record::{
    Aux, Band, Claim, EventCode, Factuality, Grounded, Kind, Likelihood, Modality, Moment, Polarity, Suspect, SuspectBasis,
    SuspectSeverity, Threat, ThreatStatus, Toponym, ToponymUse,
};

/// A claim with every field filled, in a body with characters of one to four bytes.
fn full(prefix: &str) -> (Claim, String) {
    let text = format!("{prefix} Colonel Brandt said Ostmark may shell Karsk — “perhaps” 12 times — by 1 May if Vostia advances.");
    let page = article("Harbour Post", 2, &text);
    let at = |words: &str| span(&text, words);
    let mut claim = Claim::new(Kind::Threat, "threaten.shell", mention(&page, 0, "may shell"));
    claim.event = Some(EventCode {
        plover_type: "THREATEN".into(),
        mode: None,
        aux: vec![Aux::Future, Aux::Hypothetical],
        context: vec!["military".into()],
    });
    claim.actor = Grounded::over(country("Ostmark"), vec![at("Ostmark"), at("shell")]);
    claim.more_actors = vec![Grounded::implied(country("Ostmark"), "the same side")];
    claim.target = Some(Grounded::at(country("Vostia"), at("Vostia")));
    claim.more_targets = vec![Grounded::at(country("Vostia"), at("advances"))];
    claim.object = Some(Grounded::at("Karsk".into(), at("Karsk")));
    claim.instrument = Some(Grounded::at("shell".into(), at("shell")));
    claim.place = Some(Grounded::at(town("Karsk"), at("Karsk")));
    let karsk = Toponym {
        text: "Karsk".into(),
        usage: ToponymUse::Literal,
        name: "Karsk".into(),
        gazetteer_id: Some("user:1".into()),
        country: Some("XKR".into()),
    };
    claim.toponyms = vec![Grounded::at(karsk, at("Karsk"))];
    claim.time = Some(Grounded::at(Moment::on("1 May", common::may(1), "day-month"), at("1 May")));
    claim.quantity = Some(Grounded::at(dead(12), at("12 times")));
    claim.polarity = Polarity::Neg;
    claim.modality = Modality::Threatened;
    claim.condition = Some(Grounded::at("if Vostia advances".into(), at("if Vostia advances")));
    claim.said_by = vec![Grounded::at(voice("Colonel Brandt"), at("Colonel Brandt"))];
    claim.factuality = vec![("author".into(), Factuality::Uncommitted), ("Colonel Brandt".into(), Factuality::PossiblePos)];
    claim.likelihood = Some(Grounded::at(Likelihood { word: "perhaps".into(), band: Band::EvenChance }, at("perhaps")));
    claim.hedges = vec![Grounded::at("perhaps".into(), at("perhaps"))];
    claim.threat = Some(Threat {
        act: "shell".into(),
        condition: Some(Grounded::at("if Vostia advances".into(), at("if Vostia advances"))),
        deadline: Some(common::may(1)),
        status: ThreatStatus::Open,
    });
    claim.suspect =
        vec![Suspect { span: at("12 times"), reason: "odd unit".into(), basis: SuspectBasis::Wording, severity: SuspectSeverity::Wording }];
    (claim, text)
}

proptest! {
    #[test]
    fn a_claim_survives_its_json(prefix in "\\PC{0,200}") {
        let (claim, text) = full(&prefix);
        let body = v1::Body::new(text.as_str());
        let json = v1::claim_as_read(&claim, &body).to_string();
        let back = v1::claim_from(&serde_json::from_str(&json).unwrap(), &body).unwrap();
        prop_assert_eq!(&back, &claim);
        prop_assert_eq!(v1::claim_as_read(&back, &body).to_string(), json);
    }

    #[test]
    fn json_offsets_are_code_points(prefix in "\\PC{0,80}") {
        let (claim, text) = full(&prefix);
        let json = v1::claim_as_read(&claim, &v1::Body::new(text.as_str()));
        let (start, end) = (json["place"]["start"].as_u64().unwrap() as usize, json["place"]["end"].as_u64().unwrap() as usize);
        prop_assert_eq!(text.chars().skip(start).take(end - start).collect::<String>(), "Karsk");
    }
}

#[test]
fn json_that_is_not_ours_says_what_is_wrong_where() {
    let (claim, text) = full("");
    let body = v1::Body::new(text.as_str());
    let mut json = v1::claim_as_read(&claim, &body);
    json["said_by"][0]["style"] = "shouted".into();
    let error = v1::claim_from(&json, &body).unwrap_err().to_string();
    assert!(error.starts_with("claim.said_by[0].style: `shouted` is no Style"), "{error}");
    let mut json = v1::claim_as_read(&claim, &body);
    json["place"]["end"] = 100_000.into();
    assert_eq!(v1::claim_from(&json, &body).unwrap_err().to_string(), "claim.place.start: no span of the body");
}

#[test]
fn an_article_survives_its_json() {
    let report = Report { outlet: "Harbour Post", day: 2, town: "Karsk", dead: 12, doer: "Ostmark", speaker: None, colour: COLOURS[0] };
    let page = report.read().article;
    let back = v1::article_from(&v1::article_as_read(&page), page.source.clone()).unwrap();
    assert_eq!(back, page);
}

#[test]
fn a_claims_line_has_the_fields_of_the_interface_in_order() {
    let ledger = ledger_of(&[Report {
        outlet: "Harbour Post",
        day: 2,
        town: "Karsk",
        dead: 12,
        doer: "Ostmark",
        speaker: None,
        colour: COLOURS[0],
    }]);
    let rows = ledger.claims(&tacitus_ledger::Filter { kinds: vec![Kind::Loss], ..Default::default() }).unwrap();
    let json = v1::claim(&rows[0]);
    let keys: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
    let wanted = "id kind predicate event modality polarity actor target object place time quantity said_by factuality likelihood credibility \
                  reliability grade_reason suspect articles origins informants evidence toponyms more_actors more_targets condition instrument hedges \
                  threat wording cue reader rules incident disputes corrections";
    assert_eq!(keys.join(" "), wanted);
    let evidence = &rows[0].evidence[0];
    let (start, end) = (json["quantity"]["start"].as_u64().unwrap(), json["quantity"]["end"].as_u64().unwrap());
    let body = ledger.article(&evidence.article).unwrap().unwrap().article.text;
    assert_eq!(&body[start as usize..end as usize], "12 people");
    assert_eq!(json["quantity"]["value"].to_string(), "12");
    assert_eq!((&json["place"]["implicit"], &json["place"]["start"]), (&true.into(), &serde_json::Value::Null));
    assert_eq!(json["evidence"][0]["exact"], "killed");
}
