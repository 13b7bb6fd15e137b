//! Draws a world by seed: countries, places, bodies, speakers and outlets with visibly made-up names.

use tacitus_record::{Actor, Place, PlacePrecision};

/// Draws numbers (SplitMix64): the same seed gives the same world.
pub struct Dice(u64);

impl Dice {
    /// Dice that fall the same way for the same seed.
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// Any number.
    pub fn any(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below that.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.any() % limit.max(1) as u64) as usize
    }

    /// From 0 to 1.
    pub fn share(&mut self) -> f64 {
        (self.any() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Whether something of that share happens.
    pub fn hits(&mut self, share: f64) -> bool {
        self.share() < share
    }

    /// A number below that, small ones far more often: few places have most of the news.
    pub fn early(&mut self, limit: usize) -> usize {
        ((self.share().powf(2.6)) * limit as f64) as usize
    }
}

/// Countries of the world.
pub const COUNTRIES: usize = 40;
/// Places of each country.
const PLACES: usize = 520;
/// People and bodies that speak and have no code.
const SPEAKERS: usize = 12_000;
/// Outlets.
const OUTLETS: usize = 320;

/// Everything that names are drawn from.
pub struct World {
    pub places: Vec<Place>,
    pub bodies: Vec<Actor>,
    pub speakers: Vec<String>,
    pub outlets: Vec<String>,
}

const ONSETS: [&str; 16] = ["Ka", "Lo", "Mi", "Ru", "Ve", "Su", "To", "Ni", "Ge", "Pa", "Dro", "Ste", "Bri", "Ya", "Che", "Ul"];
const MIDDLES: [&str; 12] = ["r", "lm", "nd", "st", "v", "sk", "rd", "mb", "z", "nn", "lt", "rg"];
const ENDS: [&str; 14] = ["a", "ovo", "in", "ar", "esh", "ora", "ul", "eta", "ik", "om", "una", "is", "edo", "af"];

fn name(dice: &mut Dice) -> String {
    let mut name = ONSETS[dice.below(ONSETS.len())].to_string();
    name.push_str(MIDDLES[dice.below(MIDDLES.len())]);
    if dice.hits(0.6) {
        name.push_str(&ONSETS[dice.below(ONSETS.len())].to_lowercase());
    }
    name.push_str(ENDS[dice.below(ENDS.len())]);
    name
}

impl World {
    /// The world of a seed.
    pub fn new(dice: &mut Dice) -> World {
        let mut world = World { places: Vec::new(), bodies: Vec::new(), speakers: Vec::new(), outlets: Vec::new() };
        for country in 0..COUNTRIES {
            let code = format!("Q{}{}", letter(country / 26), letter(country % 26));
            let land = format!("{}land", name(dice));
            let middle = (dice.share() * 300.0 - 150.0, dice.share() * 110.0 - 45.0);
            for number in 0..PLACES {
                world.places.push(place(dice, &code, middle, number));
            }
            // Six for each country.
            for (sector, body) in
                [("MIL", "army"), ("GOV", "government"), ("COP", "police"), ("REB", "Front"), ("UAF", "militia"), ("OPP", "opposition")]
            {
                let text = format!("{land}'s {body}");
                world.bodies.push(Actor {
                    name: text.clone(),
                    text,
                    entity: Some(format!("{code}.{sector}")),
                    country: Some(code.clone()),
                    sector: Some(sector.into()),
                    role: None,
                });
            }
        }
        world.speakers = (0..SPEAKERS).map(|n| format!("{} {}{}", name(dice), name(dice), n)).collect();
        world.outlets = (0..OUTLETS).map(|n| format!("{} {} {n} (TEST)", name(dice), ["Post", "Wire", "Times", "Radio"][n % 4])).collect();
        world
    }
}

fn letter(number: usize) -> char {
    char::from(b'A' + (number % 26) as u8)
}

/// A place: the first of a country is the country, some are regions, most are towns, some are in no gazetteer.
fn place(dice: &mut Dice, code: &str, middle: (f64, f64), number: usize) -> Place {
    let own = name(dice);
    let precision = match number {
        0 => PlacePrecision::Country,
        1..=20 => PlacePrecision::Province,
        _ => PlacePrecision::Settlement,
    };
    let radius = match precision {
        PlacePrecision::Country => 400.0,
        PlacePrecision::Province => 60.0,
        _ => 3.0,
    };
    let is_known = number % 20 != 19;
    let round = |x: f64| (x * 1e4).round() / 1e4;
    Place {
        text: own.clone(),
        gazetteer_id: is_known.then(|| format!("made:{code}{number}")),
        name: own,
        lat: is_known.then(|| round(middle.1 + dice.share() * 14.0 - 7.0)),
        lon: is_known.then(|| round(middle.0 + dice.share() * 18.0 - 9.0)),
        precision: if is_known { precision } else { PlacePrecision::Unknown },
        radius_km: is_known.then_some(radius),
        country: is_known.then(|| code.to_string()),
        admin1: is_known.then(|| format!("Region {} of {code}", number % 20 + 1)),
        candidates: Vec::new(),
    }
}
