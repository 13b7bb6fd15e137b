//! Looking places up: by name, by sound, one letter apart, and around a point.

use tacitus_gazetteer::{Gazetteer, NameKind, PlaceKind};

#[test]
fn a_name_is_found_by_spelling_then_sound_then_one_letter_apart() {
    let gazetteer = Gazetteer::embedded();
    let found = |name: &str| gazetteer.search(name).first().map(|r| (r.name.clone(), r.matched));
    assert_eq!(found("Vovchansk"), Some(("Vovchansk".to_string(), NameKind::Main)));
    assert_eq!(found("Kursk region").map(|f| f.0), Some("Kursk Oblast".to_string()));
    assert_eq!(found("Huliaypole").map(|f| f.1), Some(NameKind::Sound));
    assert_eq!(found("Vovchanks"), Some(("Vovchansk".to_string(), NameKind::Misspelt)));
    assert_eq!(found("Zqxwvburg"), None);
    assert_eq!(found(""), None);
    let all = gazetteer.search("Springfield");
    let spelled = all.iter().take_while(|r| r.matched != NameKind::Sound).count();
    assert!(spelled > 5 && all[..spelled].windows(2).all(|pair| pair[0].prior >= pair[1].prior));
    assert!(all[spelled..].iter().all(|r| r.matched == NameKind::Sound));
}

#[test]
fn what_lies_around_a_point_comes_nearest_first() {
    let gazetteer = Gazetteer::embedded();
    let around = gazetteer.near((50.29, 36.94), 15.0);
    assert_eq!(
        around.iter().find(|(_, r)| r.kind == PlaceKind::Settlement && r.size > 10_000).map(|(_, r)| r.name.as_str()),
        Some("Vovchansk")
    );
    assert!(
        around.windows(2).all(|pair| pair[0].0 <= pair[1].0) && around.iter().all(|(km, r)| *km <= 15.0 && r.kind != PlaceKind::Country)
    );
    assert!(gazetteer.near((0.0, -30.0), 1.0).is_empty());
    assert!(gazetteer.near((90.0, 0.0), 1400.0).iter().any(|(_, r)| r.name == "Longyearbyen"), "every meridian meets at the pole");
}

#[test]
fn the_180th_meridian_is_no_border() {
    let gazetteer = Gazetteer::embedded().with_user_places("name,lat,lon\nEast Atoll,-16.8,179.98\nWest Atoll,-16.8,-179.98\n").unwrap();
    let names: Vec<String> = gazetteer.near((-16.8, 180.0), 5.0).into_iter().map(|(_, r)| r.name).collect();
    assert!(names.contains(&"East Atoll".to_string()) && names.contains(&"West Atoll".to_string()), "{names:?}");
    assert_eq!(gazetteer.search("East Atoln")[0].name, "East Atoll");
}
