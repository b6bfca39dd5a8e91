//! Words: complete, gentle, and right in every language.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail where it stands")]

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use millejours::{Audience, Category, Dictionary, Direction, Family, Programme, Questionnaire, parse_date};
use millejours_tests::root;
use toml_edit::{DocumentMut, Item, Table};

const AUDIENCES: [Audience; 2] = [Audience::Family, Audience::Professional];

fn document(tag: &str) -> String {
    fs::read_to_string(root().join(format!("core/src/words/{tag}.toml"))).unwrap()
}

fn arabic() -> String {
    fs::read_to_string(root().join("tests/words/ar.toml")).unwrap()
}

const TERRITORIES: [&str; 3] = ["maison-1000-jours", "familienzentriertes-netzwerk", "fruehe-hilfen"];

fn programme(territory: &str) -> Programme {
    Programme::from_toml(fs::read(root().join(format!("examples/{territory}/programme.toml"))).unwrap()).unwrap()
}

fn maison() -> Programme {
    programme("maison-1000-jours")
}

fn families(territory: &str) -> Vec<Family> {
    let listed = fs::read_dir(root().join(format!("examples/{territory}/families"))).unwrap();
    let mut paths: Vec<PathBuf> = listed.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let documents = paths.into_iter().filter(|path| path.extension().is_some_and(|end| end == "json"));
    documents.map(|path| Family::from_json(fs::read(path).unwrap()).unwrap()).collect()
}

fn text(programme: &Programme, family: &Family, dictionary: &Dictionary, audience: Audience) -> String {
    programme.explain(family, parse_date("2026-06-01").unwrap(), dictionary, audience).unwrap().to_text()
}

/// Every text of a dictionary, by its path.
fn sentences(text: &str) -> Vec<(String, String)> {
    let document: DocumentMut = text.parse().unwrap();
    sentences_of(document.as_table())
}

/// The same of a part of one.
fn sentences_of(table: &Table) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for part in ["both", "family", "professional"] {
        for (key, item) in table.get(part).and_then(Item::as_table).into_iter().flatten() {
            match item.as_str() {
                Some(text) => found.push((format!("{part}.{key}"), text.to_owned())),
                None => {
                    for (form, item) in item.as_inline_table().unwrap() {
                        found.push((format!("{part}.{key}.{form}"), item.as_str().unwrap().to_owned()));
                    }
                }
            }
        }
    }
    found
}

#[test]
fn a_dictionary_without_any_one_sentence_is_refused() {
    for text in Dictionary::SHIPPED.map(document).into_iter().chain([arabic()]) {
        Dictionary::from_toml(&text).unwrap();
        let whole: DocumentMut = text.parse().unwrap();
        let mut tried = 0;
        for part in ["both", "family", "professional"] {
            for (key, _) in whole[part].as_table().unwrap() {
                let mut less = whole.clone();
                less[part].as_table_mut().unwrap().remove(key);
                let refused = Dictionary::from_toml(less.to_string()).unwrap_err();
                let paths: Vec<&str> = refused.problems().iter().map(|problem| problem.place.path.as_str()).collect();
                let wanted: Vec<String> = match part {
                    "both" => vec![format!("family.{key}"), format!("professional.{key}")],
                    part => vec![format!("{part}.{key}")],
                };
                assert_eq!(paths, wanted);
                assert!(refused.problems().iter().all(|problem| problem.code.as_str() == "words.missing"));
                tried += 1;
            }
        }
        assert!(tried > 100, "{tried}");
    }
}

#[test]
fn currencies_have_a_code_and_one_place_for_the_amount() {
    for (is, code, path) in [
        ("euro = \"{amount}\"", "document.invalid_value", "currencies.euro"),
        ("EUR = \"€\"", "words.slot", "currencies.EUR"),
        ("EUR = \"{amount} {currency}\"", "words.slot", "currencies.EUR"),
        ("EUR = 2", "document.wrong_type", "currencies.EUR"),
    ] {
        let text = document("en").replacen("EUR = \"€{amount}\"", is, 1);
        let refused = Dictionary::from_toml(text).unwrap_err();
        let [problem] = refused.problems() else { panic!("{is}: {refused}") };
        assert_eq!((problem.code.as_str(), problem.place.path.as_str()), (code, path), "{is}");
    }
}

#[test]
fn everything_wrong_with_a_dictionary_is_told_at_once() {
    let text = document("en")
        .replace("\"From {day} {month} {year} we can", "\"From {day} {moth} we can")
        .replace("{ one = \"one other question, whenever it suits you\",", "{")
        .replace("cost = \"It costs {amount}.\"", "cost = \"It costs {amount.\"")
        .replace("eligible = \"This is there", "elgible = \"This is there")
        .replace("child = \"the child\"", "child = { one = \"the child\", other = \"the children\" }");
    let refused = Dictionary::from_toml(text).unwrap_err();
    let found: BTreeSet<(&str, &str)> =
        refused.problems().iter().map(|problem| (problem.code.as_str(), problem.place.path.as_str())).collect();
    for wanted in [
        ("words.slot", "family.not_yet_undetermined"),
        ("words.plural", "family.more_questions"),
        ("words.slot", "family.cost"),
        ("document.unknown_key", "family.elgible"),
        ("words.missing", "family.eligible"),
        ("words.plural", "both.child.one"),
    ] {
        assert!(found.contains(&wanted), "{wanted:?}: {refused}");
    }
    assert!(refused.problems().iter().all(|problem| problem.place.line.is_some()));
}

/// Words that judge, by language; each as a whole word, whatever its ending.
const JUDGING: [(&str, &[&str]); 4] = [
    (
        "fr",
        &[
            "score",
            "charge",
            "niveau",
            "palier",
            "manqué",
            "fardeau",
            "bénéficiaire",
            "éligib",
            "raté",
            "échec",
            "échou",
            "conform",
        ],
    ),
    ("en", &["score", "burden", "tier", "level", "missed", "fail", "complian", "eligib", "beneficiar"]),
    (
        "de",
        &[
            "score",
            "punkte",
            "punktzahl",
            "belastung",
            "stufe",
            "niveau",
            "versäumt",
            "verpasst",
            "anspruch",
            "gescheitert",
            "scheiter",
            "versag",
            "fehlgeschlagen",
            "konform",
        ],
    ),
    (
        "it",
        &[
            "score",
            "punteggio",
            "carico",
            "onere",
            "fascia",
            "livello",
            "mancat",
            "ammissibil",
            "beneficiari",
            "fallit",
            "falliment",
            "insuccess",
            "inadempi",
            "conform",
        ],
    ),
];

#[test]
fn no_family_reads_a_word_that_judges() {
    for (tag, judging) in JUDGING {
        let judges = |text: &str| {
            let text = text.to_lowercase();
            let words: Vec<&str> = text.split(|letter: char| !letter.is_alphanumeric()).collect();
            judging.iter().find(|own| words.iter().any(|word| word.starts_with(**own))).map(|own| (*own).to_owned())
        };
        let parts = ["consent", "referral"].map(|part| (part, document(&format!("{part}-{tag}"))));
        let own = parts
            .iter()
            .flat_map(|(part, text)| sentences_of(text.parse::<DocumentMut>().unwrap()[*part].as_table().unwrap()));
        let own: Vec<(String, String)> = sentences(&document(tag)).into_iter().chain(own).collect();
        assert!(own.len() > 400, "{tag}: {}", own.len());
        for (path, text) in own {
            if !path.starts_with("professional") {
                assert_eq!(judges(&text), None, "{tag}: {path}");
                assert_eq!(symbol(&text), None, "{tag}: {path}");
            }
        }
        let dictionary = Dictionary::shipped(tag).unwrap();
        for territory in TERRITORIES {
            let programme = programme(territory);
            for family in families(territory) {
                let on = parse_date("2026-06-01").unwrap();
                let told = programme.explain(&family, on, &dictionary, Audience::Family).unwrap();
                assert_eq!(judges(&told.to_text()), None, "{tag}: {}", told.to_text());
                let all = told.offers.iter().flat_map(|own| {
                    let parts = [
                        Some(&own.title),
                        own.about.as_ref(),
                        own.provider.as_ref(),
                        Some(&own.sentence),
                        own.duty.as_ref(),
                        own.cost.as_ref(),
                        own.amount.as_ref(),
                    ];
                    parts.into_iter().flatten().chain(&own.reasons).chain(&own.helps_to_know).chain(&own.changes)
                });
                for sentence in all.chain(told.questions.iter().map(|own| &own.sentence)) {
                    assert_eq!(judges(sentence), None, "{tag}: {sentence}");
                }
                assert!(told.offers.iter().all(|own| own.tier.is_none()));
            }
        }
    }
}

/// Is there a symbol in the text: a name with an underscore, a member in brackets, a condition?
fn symbol(text: &str) -> Option<String> {
    let letter = |byte: u8| byte.is_ascii_alphabetic();
    let bytes = text.as_bytes();
    let underscore = (1..bytes.len().saturating_sub(1))
        .find(|at| bytes[*at] == b'_' && letter(bytes[at - 1]) && letter(bytes[at + 1]));
    let named = ["child[", "adult[", "pregnancy[", "family.needs", "family.observed", "&&", "||", "=="]
        .into_iter()
        .find(|own| text.contains(own));
    underscore.map(|at| format!("_ at {at}")).or(named.map(str::to_owned))
}

#[test]
fn no_family_reads_a_symbol_even_where_the_programme_has_no_words() {
    TERRITORIES.into_iter().for_each(reads_no_symbol);
}

fn reads_no_symbol(territory: &str) {
    let spoken = programme(territory);
    // The same programme, all its words in a language that nobody asks for, or none at all.
    let mute = spoken.to_toml();
    let mut mute: DocumentMut = mute.parse().unwrap();
    strip(mute.as_item_mut());
    let mute = Programme::from_toml(mute.to_string()).unwrap();
    let days = ["2025-01-01", "2026-06-01", "2030-02-28"].map(|day| parse_date(day).unwrap());
    let days: Vec<_> = days.into_iter().filter(|day| spoken.valid().contains(*day)).collect();
    assert!(days.len() >= 2);
    for programme in [&spoken, &mute] {
        for family in families(territory) {
            for on in &days {
                for tag in Dictionary::SHIPPED {
                    let dictionary = Dictionary::shipped(tag).unwrap();
                    let told = programme.explain(&family, *on, &dictionary, Audience::Family).unwrap();
                    assert_eq!(symbol(&told.to_text()), None, "{}", told.to_text());
                    for own in &told.offers {
                        let parts = [Some(&own.title), own.whom.as_ref(), Some(&own.sentence), own.amount.as_ref()];
                        let all = parts.into_iter().flatten();
                        for text in all.chain(&own.reasons).chain(&own.helps_to_know).chain(&own.changes) {
                            assert_eq!(symbol(text), None, "{text}");
                            assert!(!text.is_empty());
                        }
                    }
                    assert!(told.questions.iter().all(|own| symbol(&own.sentence).is_none()));
                }
            }
        }
    }
}

/// Takes every word of an author out of a programme.
fn strip(item: &mut Item) {
    let words = ["sentence", "otherwise", "question", "words", "units", "needs", "language"];
    match item {
        Item::Table(table) => {
            words.iter().for_each(|key| drop(table.remove(key)));
            if table.contains_key("title") {
                let offer = table.contains_key("tier");
                table.remove("title");
                if offer {
                    table.insert("title", Item::Value(toml_edit::InlineTable::new().into()));
                }
            }
            table.iter_mut().for_each(|(_, item)| strip(item));
        }
        Item::ArrayOfTables(tables) => {
            for table in tables.iter_mut() {
                let mut item = Item::Table(table.clone());
                strip(&mut item);
                *table = item.into_table().unwrap();
            }
        }
        _ => {}
    }
}

#[test]
fn a_providers_duty_is_never_told_as_the_familys() {
    // To the family, and to professionals.
    let free = [
        ("fr", ["c'est vous qui décidez", "la famille est libre"]),
        ("en", ["you are free", "the family is free"]),
        ("de", ["Sie entscheiden frei", "der Familie steht es frei"]),
        ("it", ["decidete voi", "la famiglia è libera"]),
    ];
    let tags: BTreeSet<&str> = free.iter().map(|(tag, _)| *tag).collect();
    assert_eq!(tags, Dictionary::SHIPPED.iter().copied().collect(), "every language shipped");
    let each = free.into_iter().flat_map(|(tag, [family, professional])| {
        [(tag, Audience::Family, family), (tag, Audience::Professional, professional)]
    });
    for (tag, audience, free) in each {
        let dictionary = Dictionary::shipped(tag).unwrap();
        let mut told = [0, 0];
        for territory in TERRITORIES {
            let programme = programme(territory);
            let mut answered = 0;
            for family in families(territory) {
                let on = parse_date("2026-06-01").unwrap();
                let answers = programme.explain(&family, on, &dictionary, audience).unwrap();
                for own in &answers.offers {
                    let offer = programme.offers().iter().find(|offer| offer.id == own.offer).unwrap();
                    let Some(duty) = &own.duty else { continue };
                    let attends = offer.duty.as_str() == "to_attend";
                    // To professionals what is nobody's duty is voluntary, in a word.
                    if audience == Audience::Professional && offer.duty.as_str() == "none" {
                        continue;
                    }
                    assert_eq!(duty.to_lowercase().contains(&free.to_lowercase()), !attends, "{tag}: {duty}");
                    told[usize::from(attends)] += 1;
                    answered += 1;
                }
            }
            assert!(answered > 20, "{territory}: {answered}");
        }
        assert!(told.iter().all(|count| *count > 20), "{told:?}");
    }
}

/// A programme with one fact that could be changed, and an offer that a change of it opens; a family for which it is shut.
fn one_change(fact: &str, value: &str, when: &str) -> (Programme, Family) {
    let programme = format!(
        r#"
        schema = 1
        id = "t"
        version = "1"
        valid = {{ from = 2026-01-01 }}
        facts.family.own = {{ {fact}, changeable = true, title = {{ en = "this" }}, words = {{ a = {{ en = "one" }}, b = {{ en = "two" }}, c = {{ en = "three" }} }} }}
        [[offers]]
        id = "o"
        provider = "p"
        tier = "universal"
        duty = "none"
        for = "family"
        title = {{ en = "Help" }}
        cost = "free"
        when = [ {{ id = "r", condition = '{when}' }} ]
        "#
    );
    let programme = match fact.contains("enum") || fact.contains("code") {
        true => programme,
        false => {
            programme.split(", words = ").next().unwrap().to_owned() + " }" + programme.split("} } }").nth(1).unwrap()
        }
    };
    let family = format!(r#"{{"schema": 1, "facts": {{"own": {value}}}}}"#);
    (Programme::from_toml(programme).unwrap(), Family::from_json(family).unwrap())
}

/// How many changes a family and a professional read.
fn changes_read((programme, family): &(Programme, Family)) -> [usize; 2] {
    let english = Dictionary::shipped("en").unwrap();
    AUDIENCES.map(|audience| {
        let told = programme.explain(family, parse_date("2026-06-01").unwrap(), &english, audience).unwrap();
        told.offers[0].changes.len()
    })
}

#[test]
fn no_family_is_told_to_change_money_work_or_what_is_sensitive() {
    let told = |category: Category| match category {
        Category::FamilySituation
        | Category::Birth
        | Category::Territory
        | Category::Language
        | Category::Childcare
        | Category::Education
        | Category::Resource
        | Category::Need
        | Category::Observation
        | Category::Housing
        | Category::Address
        | Category::Other => true,
        Category::Employment
        | Category::Income
        | Category::Health
        | Category::Disability
        | Category::Safety
        | Category::Nationality
        | Category::ResidenceStatus
        | Category::Papers
        | Category::Origin
        | Category::Religion => false,
        other => panic!("may a family be told to change {other}?"),
    };
    for category in Category::ALL {
        let fact = format!(r#"type = "bool", category = "{category}""#);
        let own = one_change(&fact, "true", "!family.own");
        assert_eq!(changes_read(&own), [usize::from(told(*category)), 1], "{category}");
        // What is sensitive is nothing to mark as changeable; loading says so.
        let warned = own.0.warnings().iter().any(|problem| problem.code.as_str() == "fact.changeable");
        assert_eq!(warned, category.cost() == 4, "{category}");
    }
    let money = r#"type = "money", currency = "EUR", range = [0, 5000], category = "other""#;
    assert_eq!(changes_read(&one_change(money, "1200", "family.own < 1000")), [0, 1]);
}

#[test]
fn no_family_is_told_of_a_change_that_would_leave_it_worse_off() {
    let number = |end: &str| format!(r#"type = "int", range = [0, 9], category = "other", disadvantage = "{end}""#);
    let truth = |end: &str| format!(r#"type = "bool", category = "other", disadvantage = "{end}""#);
    let scale =
        |end: &str| format!(r#"type = "enum", values = ["a", "b", "c"], category = "other", disadvantage = {end}"#);
    let code = |end: &str| format!(r#"type = "code", category = "other", disadvantage = {end}"#);
    for (fact, value, when, read) in [
        (number("low"), "5", "family.own < 3", 0),
        (number("low"), "5", "family.own > 7", 1),
        (number("high"), "5", "family.own < 3", 1),
        (number("high"), "5", "family.own > 7", 0),
        (truth("true"), "false", "family.own", 0),
        (truth("true"), "true", "!family.own", 1),
        (truth("false"), "true", "!family.own", 0),
        (truth("false"), "false", "family.own", 1),
        (scale(r#""low""#), r#""b""#, r#"family.own == "a""#, 0),
        (scale(r#""low""#), r#""b""#, r#"family.own == "c""#, 1),
        (scale(r#""high""#), r#""b""#, r#"family.own == "a""#, 1),
        (scale(r#""high""#), r#""b""#, r#"family.own == "c""#, 0),
        (scale(r#"["a"]"#), r#""b""#, r#"family.own == "a""#, 0),
        (scale(r#"["a"]"#), r#""a""#, r#"family.own == "c""#, 1),
        (code(r#"["a"]"#), r#""b""#, r#"family.own == "a""#, 0),
        (code(r#"["a"]"#), r#""a""#, r#"family.own == "b""#, 1),
    ] {
        assert_eq!(changes_read(&one_change(&fact, value, when)), [read, 1], "{fact}: {value}, {when}");
    }
}

#[test]
fn after_a_loss_no_family_is_asked_whether_there_are_children() {
    let asked = |family: &str, audience| -> BTreeSet<String> {
        let family = Family::from_json(family).unwrap();
        let told = maison()
            .explain(&family, parse_date("2026-06-01").unwrap(), &Dictionary::shipped("en").unwrap(), audience)
            .unwrap();
        let page = told.to_text();
        let helps: Vec<&String> = told.offers.iter().flat_map(|own| &own.helps_to_know).collect();
        for (fact, sentence) in [("children", "not talked about yet"), ("pregnancies", "expect")] {
            if audience == Audience::Family && told.questions.iter().all(|own| *own.fact != *fact) {
                assert!(!page.contains(sentence) && !helps.iter().any(|own| own.contains(sentence)), "{page}");
            }
        }
        told.questions
            .iter()
            .map(|own| own.fact.to_string())
            .filter(|own| ["children", "pregnancies"].contains(&own.as_str()))
            .collect()
    };
    let family = |lists: &str| format!(r#"{{"schema": 1, "territory": "FR-00101", {lists}}}"#);
    let both: BTreeSet<String> = ["children", "pregnancies"].map(str::to_owned).into();
    for lost in [
        r#""pregnancies": [{"id": "p1", "ended": "2026-04-02", "outcome": "loss"}]"#,
        r#""pregnancies": [{"id": "p1", "ended": "2026-04-02"}]"#,
        r#""children": [{"id": "c1", "pregnancy": "p1"}], "pregnancies": [{"id": "p1", "ended": "2026-04-02"}]"#,
        r#""children": [{"id": "c1", "born": "2026-04-02", "died": "2026-04-03"}]"#,
    ] {
        assert_eq!(asked(&family(lost), Audience::Family), BTreeSet::new(), "{lost}");
        assert_eq!(asked(&family(lost), Audience::Professional), both, "{lost}");
    }
    // Where no child is there, nobody is asked who cares for it; where one is, they are.
    let cares = |lists: &str, audience| {
        let family = Family::from_json(family(lists)).unwrap();
        let on = parse_date("2026-06-01").unwrap();
        let told = maison().explain(&family, on, &Dictionary::shipped("en").unwrap(), audience).unwrap();
        told.questions.iter().any(|own| *own.fact == *"adults")
    };
    let lost = r#""pregnancies": [{"id": "p1", "ended": "2026-04-02", "outcome": "loss"}]"#;
    let beside = format!(r#""children": [{{"id": "c1", "born": "2025-01-02"}}], {lost}"#);
    assert!(!cares(lost, Audience::Family) && cares(lost, Audience::Professional));
    assert!(cares(&beside, Audience::Family));
    for born in [
        r#""languages": ["fr"]"#,
        r#""pregnancies": [{"id": "p1", "ended": "2023-04-02", "outcome": "birth"}]"#,
        r#""children": [{"id": "c1", "born": "2020-04-02", "pregnancy": "p1"}], "pregnancies": [{"id": "p1", "ended": "2020-04-02"}]"#,
    ] {
        assert_eq!(asked(&family(born), Audience::Family), both, "{born}");
    }
}

#[test]
fn after_a_loss_a_talk_asks_what_the_page_asks() {
    let on = parse_date("2026-06-01").unwrap();
    let english = Dictionary::shipped("en").unwrap();
    for (territory, place) in TERRITORIES.into_iter().zip(["FR-00101", "CH-09901", "AT-99901"]) {
        let programme = programme(territory);
        let family = |complete: &str| {
            let text = format!(
                r#"{{"schema": 1, "territory": "{place}", "languages": ["en"], {complete} "adults": [{{"id": "a1"}}], "pregnancies": [{{"id": "p1", "ended": "2026-04-02"}}]}}"#
            );
            Family::from_json(text).unwrap()
        };
        let (open, closed) = (family(""), family(r#""complete": ["adults", "children", "pregnancies"],"#));
        let talk = |family: &Family, audience| Questionnaire::new(&programme, family.clone(), on, audience).unwrap();
        let asked = talk(&open, Audience::Family);
        // The same as if the family had said that nobody is missing; what it unlocks as well.
        assert_eq!(asked.questions_json(), talk(&closed, Audience::Family).questions_json(), "{territory}");
        assert_eq!(asked.questions().map(|own| &*own.fact).collect::<Vec<_>>(), ["family.needs.wellbeing"]);
        let told = programme.explain(&open, on, &english, Audience::Family).unwrap();
        assert_eq!(told.to_text(), text(&programme, &closed, &english, Audience::Family), "{territory}");
        assert_eq!(told.questions.len(), asked.questions().count());
        // The answer itself is as it was, and a professional asks.
        assert_eq!(asked.assessment(), &programme.assess(&open, on).unwrap());
        let all = talk(&open, Audience::Professional);
        assert!(all.questions().any(|own| *own.fact == *"children") && all.questions().count() > 4, "{territory}");
    }
}

#[test]
fn an_added_language_runs_from_right_to_left_and_counts_in_six_forms() {
    let dictionary = Dictionary::from_toml(arabic()).unwrap();
    assert_eq!((dictionary.language(), dictionary.direction()), ("ar", Direction::RightToLeft));
    let programme = maison();
    let mut forms = BTreeSet::new();
    for family in families("maison-1000-jours") {
        for audience in AUDIENCES {
            let page = text(&programme, &family, &dictionary, audience);
            let count = |letter: char| page.chars().filter(|own| *own == letter).count();
            assert_eq!(count('\u{2068}'), count('\u{2069}'));
            // Digits of ASCII stand only within what was put there from elsewhere.
            let mut depth = 0;
            for letter in page.chars() {
                match letter {
                    '\u{2068}' => depth += 1,
                    '\u{2069}' => depth -= 1,
                    letter => assert!(depth > 0 || !letter.is_ascii_alphanumeric(), "{letter}: {page}"),
                }
            }
        }
        let page = text(&programme, &family, &dictionary, Audience::Family);
        forms.extend(
            page.lines()
                .filter(|line| line.contains("خطو"))
                .map(|line| line.chars().filter(|letter| !letter.is_numeric()).collect::<String>()),
        );
    }
    assert!(forms.len() >= 2, "{forms:?}");
    // The programme has no Arabic: its titles are told in its own language, and say so.
    let family = &families("maison-1000-jours")[0];
    let told = programme.explain(family, parse_date("2026-06-01").unwrap(), &dictionary, Audience::Family).unwrap();
    assert!(told.offers.iter().all(|own| own.title_language.as_deref() == Some("fr") && own.amount.is_none()));
}

#[test]
fn the_same_words_come_again_and_from_the_programme_read_again() {
    let programme = maison();
    let again = Programme::from_json(programme.to_json()).unwrap();
    let toml = Programme::from_toml(programme.to_toml()).unwrap();
    let dictionary = Dictionary::shipped("it-CH").unwrap();
    for family in families("maison-1000-jours") {
        for audience in AUDIENCES {
            let first = text(&programme, &family, &dictionary, audience);
            assert_eq!(first, text(&again, &family, &Dictionary::shipped("it").unwrap(), audience));
            assert_eq!(first, text(&toml, &family, &dictionary, audience));
        }
    }
}

#[test]
fn members_are_told_apart_by_their_days_and_else_by_their_place() {
    let programme = maison();
    let english = Dictionary::shipped("en").unwrap();
    let whom = |family: &str, audience| -> BTreeSet<String> {
        let family = Family::from_json(family).unwrap();
        let told = programme.explain(&family, parse_date("2026-06-01").unwrap(), &english, audience).unwrap();
        told.offers.iter().filter(|own| *own.offer == *"exam-day-8").filter_map(|own| own.whom.clone()).collect()
    };
    let two = |first: &str, second: &str| {
        format!(r#"{{"schema": 1, "children": [{{"id": "c1", {first}}}, {{"id": "c2", {second}}}]}}"#)
    };
    let days = two(r#""born": "2026-02-01""#, r#""born": "2025""#);
    let expected = ["the child born in 2025", "the child born on 1 February 2026"];
    assert_eq!(whom(&days, Audience::Family), expected.map(str::to_owned).into());
    let twins = two(r#""born": "2026-02""#, r#""born": "2026-02""#);
    let expected = [1, 2].map(|place| format!("the child born in February 2026, number {place} of your list"));
    assert_eq!(whom(&twins, Audience::Family), expected.into());
    let unknown = r#"{"schema": 1, "children": [{"id": "c1"}, {"id": "c2", "born": "2026-02-01"}]}"#;
    assert!(whom(unknown, Audience::Family).contains("child 1 of your list"));
    // One who died is not counted, and the other is the child.
    let one = two(r#""born": "2026-02-01", "died": "2026-02-03""#, r#""born": "2026-02-01""#);
    assert_eq!(whom(&one, Audience::Family), ["the child".to_owned()].into());
    assert_eq!(whom(&one, Audience::Professional), ["the child born on 1 February 2026 [c2]".to_owned()].into());
}
