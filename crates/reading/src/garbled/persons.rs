//! Persons who do not fit: another office or country than `actors/` or the page itself gives them.
//!
//! The day of publication decides which office is held. History is left alone: a page that tells of any time in somebody's term may call
//! him by that office. `actors/` is not complete, so that an office it does not know counts only where it knows the one held that day.

use tacitus_record::{Day, SuspectBasis};

use super::titles::{Titled, class_of, described, titled};
use super::{Doubt, Page};
use crate::actors::{Entity, Office};

pub fn is_state(page: &Page, code: &str) -> bool {
    page.knowledge.gazetteer.country_by_code(code).is_some()
}

/// "Chilean President Emmanuel Macron", and in 2024 "Foreign Minister Emmanuel Macron".
pub fn other_than_known(page: &Page) -> Vec<Doubt> {
    let mut found = Vec::new();
    for t in titled(page) {
        let Some(entity) = t.entity.filter(|e| is_state(page, &e.country)) else { continue };
        let abroad = !t.countries.is_empty() && !t.countries.iter().any(|c| akin(page, c, &entity.country));
        let reason = if abroad {
            let told = page.country_name(&t.countries[0]);
            Some(format!("actors/ has {} for {}, not for {told}: {}", entity.name, page.country_name(&entity.country), offices(entity)))
        } else {
            other_office(page, &t, entity)
        };
        found.extend(reason.map(|reason| Doubt::fact(vec![t.span], reason, SuspectBasis::Knowledge)));
    }
    found
}

/// The same country, or two that one word may mean ("Congolese", "Sudanese", "Korean").
fn akin(page: &Page, a: &str, b: &str) -> bool {
    let (a, b) = (page.country_name(a), page.country_name(b));
    a == b || a.rsplit(' ').next() == b.rsplit(' ').next()
}

fn offices(entity: &Entity) -> String {
    let told = |o: &Office| format!("{} ({} to {})", o.title, or_open(&o.since), or_open(&o.until));
    entity.roles.iter().map(told).collect::<Vec<_>>().join(", ")
}

fn or_open(day: &str) -> &str {
    if day.is_empty() { "…" } else { day }
}

pub fn class(page: &Page, office: &Office) -> Option<&'static str> {
    let words: Vec<String> = office.title.split([' ', '-']).map(str::to_lowercase).collect();
    class_of(page.words(), &words)
}

/// Whether an office is held within that many days of a day. Dates that are not given to the day hold always.
pub fn held(office: &Office, day: Day, slack: i32) -> bool {
    let bound = |text: &str| text.parse::<Day>().ok();
    let begun = office.since.is_empty() || bound(&office.since).is_none_or(|d| d <= day.plus(slack));
    let lasting = office.until.is_empty() || bound(&office.until).is_none_or(|d| day <= d.plus(slack));
    begun && lasting
}

/// A few months before and after a term a page may use the title: elected, just left.
pub const SLACK: i32 = 120;

fn other_office(page: &Page, t: &Titled, entity: &Entity) -> Option<String> {
    let day = page.published()?;
    if matches!(t.class, "leader" | "monarch") {
        return None;
    }
    let of_class: Vec<&Office> = entity.roles.iter().filter(|o| class(page, o) == Some(t.class)).collect();
    if of_class.is_empty() {
        let now = entity.roles.iter().find(|o| !o.since.is_empty() && held(o, day, 0) && class(page, o).is_some_and(|c| c != "leader"))?;
        return Some(format!("actors/ has {} as {} since {}, never as {}", entity.name, now.title, now.since, t.class));
    }
    another_holds(page, entity, t.class)
}

/// Who holds, on the day of publication, the one office of that class that somebody held at another time, where nothing on the page is
/// told of that time; the reason in words.
pub fn another_holds(page: &Page, entity: &Entity, class_told: &str) -> Option<String> {
    let day = page.published()?;
    let of_class: Vec<&Office> = entity.roles.iter().filter(|o| class(page, o) == Some(class_told)).collect();
    if of_class.is_empty() || of_class.iter().any(|o| held(o, day, SLACK)) {
        return None;
    }
    let then = |d: Day, slack: i32| of_class.iter().any(|o| held(o, d, slack));
    let told_then = |m: &tacitus_record::Moment| m.hull().0.is_some_and(|d| then(d, SLACK));
    let history = page.claims.iter().filter_map(|c| c.time.as_ref()).any(|m| told_then(&m.value))
        || page.years().into_iter().filter_map(|y| Day::new(y, 7, 1)).any(|d| then(d, 200));
    let (holder, office) = page.knowledge.actors.entities().iter().find_map(|e| {
        let now = |o: &&Office| !o.since.is_empty() && held(o, day, 0) && class(page, o) == Some(class_told);
        let office = e.roles.iter().find(now).filter(|_| e.country == entity.country && e.code != entity.code);
        office.map(|o| (e, o))
    })?;
    let told = format!("on {day} {} was {} (since {}), not {}: {}", holder.name, office.title, office.since, entity.name, offices(entity));
    (!history).then_some(told)
}

/// A page that names more years than these tells history.
const MOST_YEARS: usize = 3;

/// One person with two offices or countries on one page. The one told less often is doubted, on equal terms the later.
pub fn other_than_told(page: &Page) -> Vec<Doubt> {
    let all = titled(page);
    // Who is told of over many years may have held several offices.
    if page.years().len() > MOST_YEARS {
        return Vec::new();
    }
    let surname = |t: &Titled| t.name.rsplit(' ').next().unwrap_or("").to_lowercase();
    let mut found = Vec::new();
    for (n, t) in all.iter().enumerate() {
        let own: Vec<&Titled> = all.iter().filter(|o| surname(o) == surname(t) && one_name(&o.name, &t.name)).collect();
        let clash = |o: &Titled| {
            let abroad = !o.countries.is_empty() && !t.countries.is_empty() && !o.countries.iter().any(|c| t.countries.contains(c));
            let both = t.entity.is_some_and(|e| [o.class, t.class].iter().all(|c| e.roles.iter().any(|r| class(page, r) == Some(c))));
            let office = o.class != t.class && o.class != "leader" && t.class != "leader" && !both;
            abroad || office
        };
        let alike = own.iter().filter(|o| !clash(o)).count();
        let against = own.iter().filter(|o| clash(o)).count();
        let earlier = own.iter().any(|o| clash(o) && all.iter().position(|x| x.span == o.span).is_some_and(|m| m < n));
        let known = t.entity.is_some_and(|e| t.countries.contains(&e.country) && e.roles.iter().any(|r| class(page, r) == Some(t.class)));
        if let Some(other) = own.iter().find(|o| clash(o)).filter(|_| !known && (against > alike || against == alike && earlier)) {
            let reason = format!("elsewhere the same person is {}", page.quoted(other.span));
            found.push(Doubt::fact(vec![t.span], reason, SuspectBasis::Internal));
        }
    }
    found
}

/// "Ann Oak" and "Oak" are one, "Ann Oak" and "Ben Oak" are not.
fn one_name(a: &str, b: &str) -> bool {
    a == b || a.ends_with(&format!(" {b}")) || b.ends_with(&format!(" {a}"))
}

/// "the Chilean leader" where no person of that country is on the page and nothing near speaks of it, right after the holder of such an
/// office of another country was named: a page that goes over to somebody else says so by a name or a country.
pub fn nameless(page: &Page) -> Vec<Doubt> {
    let all = titled(page);
    let mut found = Vec::new();
    for (at, scene) in page.scenes.iter().enumerate() {
        let s = scene.sentence;
        for head in (0..s.tokens.len()).filter(|&i| page.words().offices.get(&s.tokens[i].lemma.to_lowercase()).is_some()) {
            let Some(((start, end), class_told, country)) = described(page, scene, head) else { continue };
            let span = s.span_of(start, end);
            let near = &page.scenes[at.saturating_sub(REACH)..(at + 2).min(page.scenes.len())];
            if near.iter().any(|sc| speaks_of(page, sc, &country, span)) || page.scenes.iter().any(|sc| has_person(page, sc, &country)) {
                continue;
            }
            let fits = |c: &str| class_told == "leader" || c == "leader" || c == class_told;
            let told = all.iter().filter(|t| t.sentence < scene.number && t.sentence + REACH >= scene.number && fits(t.class));
            let told = told.filter(|t| t.countries.first().is_some_and(|c| *c != country)).map(|t| t.span);
            // A holder named without his title counts where `actors/` has him in office that day.
            let known = page.scenes[at.saturating_sub(REACH)..=at].iter().flat_map(|sc| holders(page, sc).into_iter());
            let known = known
                .filter(|(span_of, e, c)| span_of.end() <= span.start() && e.country != country && fits(c))
                .map(|(span_of, ..)| span_of);
            if let Some(other) = told.chain(known).max() {
                let name = page.country_name(&country);
                let reason = format!("no person of {name} is on the page, and who was named before is {}", page.quoted(other));
                found.push(Doubt::fact(vec![span], reason, SuspectBasis::Internal));
            }
        }
    }
    found
}

/// Sentences before a description in which its country may have been brought up.
const REACH: usize = 3;

/// Persons of `actors/` named in a sentence who hold an office of a state that day (or ever, without a day).
fn holders<'a>(page: &Page<'a>, scene: &crate::who::Scene) -> Vec<(tacitus_record::Span, &'a Entity, &'static str)> {
    let s = scene.sentence;
    let names = s.names.iter().filter(|n| n.label == "PER").map(|n| s.span_of(n.start, n.end));
    names
        .filter_map(|span| {
            let entity = page.knowledge.actors.named(span.slice(scene.body)).map(|(e, _)| e).filter(|e| is_state(page, &e.country))?;
            let now = |o: &&Office| page.published().is_none_or(|day| !o.since.is_empty() && held(o, day, SLACK));
            entity.roles.iter().filter(now).find_map(|o| class(page, o)).map(|c| (span, entity, c))
        })
        .collect()
}

fn has_person(page: &Page, scene: &crate::who::Scene, country: &str) -> bool {
    let s = scene.sentence;
    s.names.iter().filter(|n| n.label == "PER").any(|n| {
        let words = s.span_of(n.start, n.end).slice(scene.body);
        page.knowledge.actors.named(words).is_some_and(|(e, _)| e.country == country)
    })
}

/// Whether a sentence names the country, its people or a place of it outside `span`.
fn speaks_of(page: &Page, scene: &crate::who::Scene, country: &str, span: tacitus_record::Span) -> bool {
    let s = scene.sentence;
    let words = s.tokens.iter().filter(|t| t.form.starts_with(char::is_uppercase) && !span.contains(t.span));
    let named = words.map(|t| t.span.slice(scene.body)).any(|w| page.nation(w).as_deref() == Some(country));
    let inside = |c: &&tacitus_record::Claim| c.mention.sentence as usize == scene.number;
    let there =
        |c: &tacitus_record::Claim| c.place.as_ref().is_some_and(|p| !p.spans().is_empty() && p.value.country.as_deref() == Some(country));
    named || page.claims.iter().filter(inside).any(there)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{doubted, sound};

    #[test]
    fn a_leader_of_another_country_is_doubted() {
        doubted("2024-08-20", "Chilean President Emmanuel Macron visited a factory on Monday.", "Macron", "France");
        sound("2024-08-20", "French President Emmanuel Macron visited a factory on Monday.");
    }

    #[test]
    fn an_office_never_held_is_doubted_and_one_held_before_is_history() {
        doubted("2024-08-20", "Foreign Minister Emmanuel Macron visited a factory on Monday.", "Macron", "never");
        sound("2024-08-20", "Former President Dmitry Medvedev visited a factory on Monday.");
        sound("2024-08-20", "In 2003 President George W. Bush ordered the attack.");
    }

    #[test]
    fn an_office_that_another_holds_that_day_is_doubted() {
        doubted("2022-08-20", "President Nicolas Sarkozy met the generals on Monday.", "Sarkozy", "Macron");
        sound("2010-08-20", "President Nicolas Sarkozy met the generals on Monday.");
    }

    #[test]
    fn two_countries_for_one_person_are_doubted() {
        let text = "French President Anna Torvald spoke on Monday. Spanish President Anna Torvald left on Tuesday.";
        doubted("2024-08-20", text, "Spanish", "French");
        sound("2024-08-20", "French President Anna Torvald spoke on Monday. Spanish President Ines Mar left on Tuesday.");
    }

    #[test]
    fn a_leader_of_a_country_of_which_nothing_else_is_told_is_doubted() {
        let text = "French President Emmanuel Macron spoke in Paris on Monday. The Chilean leader said the army would go on.";
        doubted("2024-08-20", text, "Chilean leader", "Macron");
        let text = "French President Emmanuel Macron flew to Chile on Monday. The Chilean leader said the army would go on.";
        sound("2024-08-20", text);
    }
}
