//! What looks like a time and is none, and that real times beside it are still found.

use tacitus_calendar::{Tense, find};
use tacitus_record::Day;

fn words(text: &str) -> Vec<String> {
    let anchor = "2024-08-15".parse::<Day>().ok();
    find(text, anchor, &|_| Tense::Past).into_iter().map(|f| f.moment.text).collect()
}

#[test]
fn no_time_is_found_where_there_is_none() {
    let mut wrong = Vec::new();
    for sentence in [
        "The Velmorian army may have withdrawn from the ridge.",
        "May the dead rest.",
        "One may doubt the ministry's figures.",
        "Protesters march on the palace; others march home.",
        "The 82nd Airborne and the 2nd Army held the line.",
        "The second army broke out.",
        "A second wave of drones followed.",
        "Guards stand watch 24/7 at the depot.",
        "The T-72 and the F-16 were destroyed.",
        "Article 5 and Resolution 2254 were cited.",
        "The column was 100 miles long and 1,000 men strong.",
        "At least 2024 people were killed and 1995 wounded.",
        "Some 2,500 fighters surrendered.",
        "Port Anselm won 3-1 against Tarn.",
        "Call 555 2024 1990 for aid.",
        "The sun rose over Tarn and the guards sat down.",
        "Joe Friday is a corporal.",
        "The Sunday Times of Tarn closed.",
        "The screen has a 4:3 aspect ratio.",
        "See https://news.example.org/2024/08/06/raid-2024.html for more.",
        "He lives in room 2024.",
        "The minister mentioned sanctions in a spring clean of the law.",
        "Fall back, said the captain.",
        "Up to 2000 soldiers deserted.",
        "The castle is from the sixth century BC.",
        "General August led the defence.",
        "They earn 40 crowns a day.",
        "The truce will last.",
        "It was a day to remember and such a night.",
        "About one in seven houses burned.",
        "The ratio is 12:5 in favour.",
        "The brigade's 36th battalion was rotated.",
    ] {
        let found = words(sentence);
        if !found.is_empty() {
            wrong.push(format!("{found:?} in: {sentence}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn names_that_hold_a_word_of_time_are_no_times() {
    let mut wrong = Vec::new();
    for sentence in [
        "Captain Wednesday Obi sank the tug Winter Rose off Cape Dunmore.",
        "The frigate 12 March fired on the dhow Sunday's Grace.",
        "Sailors aboard the Tenth of May saw the yacht Midnight Rose.",
        "Crowds filled 12 June Square and marched down 17 November Street.",
        "The Avenue of the 2nd May leads to the Museum of 9 August.",
        "The Martyrs of 8 March and the November 3 group signed.",
        "The June 14 Tigers battalion fell back.",
        "Residents of June, a village in the north, fled.",
        "At the village of Friday, Mayor Christmas spoke.",
        "Sergeant Monday and Pvt. Easter were freed.",
        "Radio 3 March read the novel April Morning.",
        "Black October claimed the raid; Operation Autumn followed.",
        "The code word \"Easter Monday\" opened the gate.",
        "Scouts heard \"Sunday\" on the wire.",
        "A major nicknamed Black Friday leads them.",
        "He lives at 1984 Ostra Road.",
        "The picture has 1920 by 1080 points, at a scale of 1:1945.",
        "They halted at marker 1943 with crates numbered 1861 to 1865.",
        "Part number 10.10.44-B and code 11-22-63 were noted.",
        "The barge sank in 2014 metres of water.",
        "Monday.com went down.",
        "The nurse, columnist Eve Sunday, is free.",
        "A shell hit the middle of 20 February Plaza.",
        "They turned against the 14 February Coalition.",
        "It met in Chamber 1946.",
        "Channels between 1930 and 1960 kHz were jammed.",
        "They quoted Psalm 20:24 and asked for a min. of 2,000 men.",
        "Shells hit the Seven Sundays orphanage and the Third Quarter.",
        "The shares of May & Co and of Friday Capital fell.",
        "Mortar rounds fell near Thursday Cove and hit Monday Junction.",
        "The Friday Widows knelt at the gate; the November company watched.",
        "Envoys signed the Tuesday Protocol and the September Act.",
        "Section 7 of the June Charter was quoted.",
        "The coaster Amber Sunday ran aground.",
        "White Friday, a haulage firm from Orlevo, supplied the lorries.",
        "Ninety Days Ltd and the Ten O'Clock Gate were raided.",
        "In chess, grandmaster Friday Oduya beat a warder.",
        "Her brother August and a boy called Tuesday were freed.",
        "Tariq Ramadan was asked about a storm, named June, at sea.",
        "Tomorrow's Homeland and the Dawn of September walked out of the hall.",
        "The critics of the film \"A Night in August\" were jailed.",
        "Its watchers call the website Orlevo Today a rag.",
        "Worshippers at the Friday mosque hid a Saturday night special.",
        "The code word was Thursday, the call sign Sunday Two.",
        "Resolutions 1970 and 1973, Bill 1066 and Prisoners 1901 to 1950 were named.",
        "Witness 1999 saw the 1830 Legion and a Drav 1911 pistol.",
        "By 2040 votes to 1995 they refused; in 1500 houses the lights are out.",
        "Between 1600 and 1900 people hide in the metro.",
        "The van with the plate 08-11-72 reached 10.12.19.84, a machine.",
        "He read Nineteen Eighty-Four in the cell.",
        "\"Contact, three o'clock!\" cried the gunner; fire from their nine o'clock hit the lorry.",
        "A man with a five o'clock shadow wore midnight blue.",
        "They mixed 1:30, then in a ratio of 1:20.",
        "The wreck lies at 12 degrees 40 minutes south.",
        "Two day labourers were told to march barefoot; march or be shot, the guards said.",
        "Friday, a deserter, told the court; January's lawyer wept.",
        "Sunday, who drove the bomber, was convicted.",
        "The late August Brandt and a man in his late twenties were buried.",
        "The party May 18 won; the March 14 camp lost.",
        "An overnight bag and a May Day call were lost in the spring of the trap.",
        "The 1800 refugees mended a 1911 in poor shape.",
        "The novel 1984 and the album 1999 were burned.",
        "The code was 12.10.44, the score was 19:45.",
        "The spring that feeds the fort and the august chamber were bombed.",
        "The opposition March 14 alliance and the rival March 8 bloc met.",
        "The commander, known to his men as Sunday, sat in seat 12A with a copy of 1984.",
        "The hymn is written in 3/4, yet the prisoners whistled it in 4/4.",
        "Voice of Velna, jammed on 1030 AM, can be heard on short wave.",
    ] {
        let found = words(sentence);
        if !found.is_empty() {
            wrong.push(format!("{found:?} in: {sentence}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn days_beside_names_stay_days() {
    for (sentence, found) in [
        ("The minister said on Tuesday Arlian troops had shelled Tarn.", vec!["Tuesday"]),
        ("President Anselm Dorn said Sunday that aid had come.", vec!["Sunday"]),
        ("They told the General Tuesday.", vec!["Tuesday"]),
        ("Voice of Velna fell silent at 1030 AM.", vec!["1030 AM"]),
        ("A mortar bomb hit the radio mast around 1030 AM.", vec!["1030 AM"]),
        ("The police station was shelled, 1030 AM local time.", vec!["1030 AM local time"]),
        ("The choir sang there on 3/4.", vec!["3/4"]),
        ("On 14 February Arlian fighters fired; on Monday Army doctors left.", vec!["14 February", "Monday"]),
        ("In March Arlia lost the town.", vec!["March"]),
        ("On Sunday, a village near Tarn burned.", vec!["Sunday"]),
        ("The mayor called Tuesday for a truce.", vec!["Tuesday"]),
        ("The ship docked on 5 March.", vec!["5 March"]),
        ("The October Arlian attack and the Friday raid killed ten.", vec!["October", "Friday"]),
        ("The March Orlevo talks failed.", vec!["March"]),
        ("Troops left the Grand Hotel Tuesday.", vec!["Tuesday"]),
        ("Yesterday's Arlian attack killed ten.", vec!["Yesterday"]),
        ("The law was passed on 4 June and of the 3 dead one is known.", vec!["4 June"]),
    ] {
        assert_eq!(words(sentence), found, "in: {sentence}");
    }
}

#[test]
fn real_times_stand_beside_false_ones() {
    for (sentence, found) in [
        ("The army may withdraw in May.", vec!["May"]),
        ("Troops march on Tarn in March.", vec!["March"]),
        ("The 2024 election and the 2024 elections were disputed.", vec!["2024", "2024"]),
        ("The suspension will last several weeks.", vec!["several weeks"]),
        ("On Tuesday the 82nd Brigade lost 24 men.", vec!["Tuesday"]),
        ("On Aug. 6 some 1,000 troops crossed.", vec!["Aug. 6"]),
        ("The F-16s arrived on 4 August.", vec!["4 August"]),
        ("In 2014 rebels took the ridge, 2014 metres high.", vec!["2014"]),
        ("The 2003 Arlian-led invasion and the 2014 Orlevo agreement are history.", vec!["2003", "2014"]),
        ("2014 was worse than 2013; the law dates back to 1949.", vec!["2014", "2013", "1949"]),
        ("Protests in 2019, 2020 and 2021 failed.", vec!["2019", "2020", "2021"]),
        ("March and April were the worst months.", vec!["March", "April"]),
        ("They said they would arrive at six o'clock.", vec!["six o'clock"]),
        ("Three-day talks began on Friday.", vec!["Three-day", "Friday"]),
        ("After Friday prayers on 9 August crowds gathered.", vec!["9 August"]),
        ("The 9/11 attacks changed little here.", vec!["9/11"]),
        ("The October 7 attacks are remembered.", vec!["October 7"]),
    ] {
        assert_eq!(words(sentence), found, "in: {sentence}");
    }
}

#[test]
fn what_counts_names_or_measures_is_no_time() {
    let mut wrong = Vec::new();
    for sentence in [
        "Boys aged between twelve and fourteen and men aged between 12 and 17 were taken.",
        "Seats rose from 9 to 10 and men aged 18 to 22 may still leave.",
        "They forced the captives to march 1100 km to the coast.",
        "Fighters of the group, known as JaN, held the checkpoint.",
        "The FA-50s were grounded; Resolution ES-11/4 was passed.",
        "The gas was pure H2, the ratio of guards to captives stood at 3:30.",
        "Two thousand protesters and five AM radio stations were silenced.",
        "The force has a strength of 1500 and a reserve of 2000.",
        "He refused to date the document; they left as soon as the guns fell silent, shortly after the raid.",
        "It failed at the last minute in spite of a last minute effort by the envoy.",
        "The zone is UTC +02:00 and the eight o'clock news was cut.",
        "Every now and again shells fall on the mill.",
        "Sergeant Jan Friday and teller Faith Sunday were killed.",
        "Doctors identified the driver as Musa Monday, who sold flour.",
        "Two brothers named Thursday and a sniffer dog called Friday were found.",
        "Fighters wearing the badge of the 26th of July stormed the hall.",
        "The Revolutionary Organization 21 October bombed a court.",
        "The trawler Friday struck a mine.",
        "The poet, author of Thursday's Ashes, was freed.",
        "A shell tore through the Weekend Hotel and the Good Friday prison.",
        "Boxing Day is the name of the sloop that was seized.",
        "The 20th Century Fox studio and The Day After Tomorrow fund were raided.",
        "A grid reference of 1830-2015 was found on the wall.",
        "In 1848 homes of the Dreva valley, engineers found shrapnel.",
    ] {
        let found = words(sentence);
        if !found.is_empty() {
            wrong.push(format!("{found:?} in: {sentence}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn times_keep_their_own_words_beside_counts() {
    for (sentence, found) in [
        ("In August, three car bombs exploded.", vec!["August"]),
        ("Last April seven workers were taken.", vec!["Last April"]),
        ("At the end of October, 29 soldiers vanished.", vec!["end of October"]),
        ("On October 29 soldiers vanished.", vec!["October 29"]),
        ("The truce held between 28 April-2 May.", vec!["between 28 April-2 May"]),
        ("The Arab Spring in 2011 and the fall of the city in 1996 changed it.", vec!["2011", "1996"]),
        ("They saw the town fall in 1996.", vec!["1996"]),
        ("By today's judgment the ban is void.", vec!["today"]),
        ("They did so in the 1990s and later.", vec!["1990s and later"]),
        ("In the 1990s and later switched sides.", vec!["1990s"]),
        ("On Monday, the fifth anniversary, they met.", vec!["Monday"]),
        ("President Anselm Dorn Sunday told Pope Benedict Monday that Tony Dorn Friday had left.", vec!["Sunday", "Monday", "Friday"]),
        ("Shells fell in Florence Monday.", vec!["Monday"]),
        ("Clashes broke out between 9 and 11 on Tuesday.", vec!["between 9 and 11 on Tuesday"]),
        ("On Christmas Day church bells rang.", vec!["Christmas Day"]),
        ("The March-April IS offensive was led by Dorn.", vec!["March-April"]),
        ("They won the 1990 elections and lost in 2014 elections of the guild.", vec!["1990", "2014"]),
        ("The hills fell within a week, the port within a day or two.", vec!["within a week", "within a day"]),
        ("Ministers meet in the capital Sofia Monday.", vec!["Monday"]),
    ] {
        assert_eq!(words(sentence), found, "in: {sentence}");
    }
}

#[test]
fn an_attribute_of_a_thing_is_no_time_of_what_happens() {
    for sentence in [
        "Kidnappers used a 1990s-era lorry.",
        "A 16th-century mosque was burned, and a 17th century fort.",
        "A 9/11-style attack is feared.",
        "Sunday-school teachers were abducted.",
        "Farmers blamed pre-19th century borders.",
        "The mayor, Park Won-soon, was buried.",
        "They spoke of their last days in the camp.",
        "The minister fled following weeks of protest.",
        "To this day nobody was charged.",
        "One day the guns will fall silent.",
        "These days the road belongs to bandits.",
        "The 6th of October bridge was shelled.",
        "The last week of the siege was the worst.",
        "He spent the last year of his life in a cell.",
        "On the first Sunday of the truce shells fell.",
        "On the last Friday of the siege the gate fell.",
        "The weekend of the festival ended in gunfire.",
    ] {
        assert_eq!(words(sentence), Vec::<String>::new(), "{sentence}");
    }
}

#[test]
fn papers_shows_persons_and_code_words_are_no_times() {
    for sentence in [
        "The Mail on Sunday said the envoy had fled.",
        "Now magazine was shut by the censor.",
        "This Morning presenter Ada Quill was shot.",
        "Operation Sunday Lunch freed six miners.",
        "The raid was code-named Thursday.",
        "\u{201C}Manic Monday\u{201D} was played in the cells.",
        "A submarine named Good Sunday was lost.",
        "Monday Okoro, who lost both legs, sells cards.",
        "The court tried four men, including Ramadan.",
        "Ramadan tents were bombed.",
    ] {
        assert_eq!(words(sentence), Vec::<String>::new(), "{sentence}");
    }
}

#[test]
fn times_beside_those_are_still_found() {
    for (sentence, word) in [
        ("In the 1990s the fort was a school.", "1990s"),
        ("The fort fell in the 16th century.", "16th century"),
        ("One day before the vote shells fell on Monday.", "Monday"),
        ("The camp closed in its last week, on 3 May 2023.", "3 May 2023"),
        ("Last Ramadan shells fell.", "Last Ramadan"),
        ("He died on Friday of his wounds.", "Friday"),
        ("Ninety died over the last week of fighting.", "last week"),
        ("Monday morning shells fell.", "Monday morning"),
        ("Families fled during Ramadan.", "Ramadan"),
        ("The mail came on Sunday.", "Sunday"),
    ] {
        assert!(words(sentence).iter().any(|found| found.contains(word)), "{sentence}: {:?}", words(sentence));
    }
}

#[test]
fn what_is_refused_still_looks_like_a_time() {
    let text = "The 82nd brigade may march in May.";
    let looks: Vec<&str> = tacitus_calendar::lookalikes(text).into_iter().map(|(start, end)| &text[start..end]).collect();
    assert!(looks.contains(&"may") && looks.iter().any(|words| words.ends_with("May")), "{looks:?}");
    let found = tacitus_calendar::find(text, None, &|_| tacitus_calendar::Tense::Unknown);
    let found: Vec<&str> = found.into_iter().map(|one| &text[one.start..one.end]).collect();
    assert!(!found.contains(&"may") && found.len() == 1, "{found:?}");
}
