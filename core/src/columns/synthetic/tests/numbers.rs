//! What is drawn keeps to its number, and is missing as far as was asked for.

use sha2::{Digest, Sha256};

use super::{Share, territory};
use crate::columns::{Table, Values};
use crate::{Complete, Family, Programme, SyntheticFamilies, SyntheticTerritory, Truth, parse_date};

/// Everything that a range says of its families, a line each.
fn lines(families: &SyntheticFamilies<'_>) -> Vec<String> {
    fn row(line: &mut String, table: &Table<'_>, row: usize) {
        for (name, column) in table.columns() {
            let value = match (column.is_known(row), column.values) {
                (false, _) => "?".to_owned(),
                (_, Values::Bool(bits)) => bits.get(row).to_string(),
                (_, Values::I32(all) | Values::Day(all)) => all[row].to_string(),
                (_, Values::U32(all)) => all[row].to_string(),
                (_, Values::Word(words)) => words.words[words.keys[row] as usize].to_owned(),
                (_, Values::WordList(offsets, words)) => {
                    let (start, end) = offsets.range(row).unwrap();
                    words.keys[start..end].iter().map(|key| words.words[*key as usize]).collect::<Vec<_>>().join("+")
                }
                _ => panic!("{name}"),
            };
            *line += &format!(" {name}={value}");
        }
    }
    let tables = [families.adults(), families.children(), families.pregnancies()];
    (0..families.len())
        .map(|family| {
            let mut line = String::new();
            row(&mut line, &families.family_table(), family);
            for (offsets, table) in &tables {
                for member in offsets[family]..offsets[family + 1] {
                    line += " |";
                    row(&mut line, table, member as usize);
                }
            }
            line
        })
        .collect()
}

#[test]
fn a_family_is_the_same_whichever_others_are_drawn_with_it() {
    let territory = territory(1).with_missing("child.born", 0.3).unwrap().with_open(Complete::Children, 0.2).unwrap();
    let whole = lines(&territory.families(0..1000).unwrap());
    for size in [1, 7, 64, 333] {
        let parts =
            (0..1000).step_by(size).map(|from| territory.families(from..(from + size as u64).min(1000)).unwrap());
        assert_eq!(parts.flat_map(|part| lines(&part)).collect::<Vec<_>>(), whole);
    }
    let (mut one, mut other) = (Vec::new(), Vec::new());
    std::thread::scope(|scope| {
        scope.spawn(|| one = lines(&territory.families(0..500).unwrap()));
        scope.spawn(|| other = lines(&territory.families(500..1000).unwrap()));
    });
    assert_eq!([one, other].concat(), whole);
    assert!(territory.families(9..9).unwrap().is_empty());
}

#[test]
fn another_seed_draws_other_families() {
    let (one, other) = (territory(1), territory(2));
    let (one, other) = (lines(&one.families(0..1000).unwrap()), lines(&other.families(0..1000).unwrap()));
    assert_eq!(one.iter().zip(&other).filter(|(one, other)| one == other).count(), 0);
    // Nor are two numbers of one seed the same family.
    let mut all = one.clone();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 1000);
}

#[test]
fn the_first_families_of_seed_1_are_these_on_every_machine() {
    let territory = territory(1);
    let families = territory.families(0..1000).unwrap();
    let lines = lines(&families);
    let digest = Sha256::digest(lines.join("\n"));
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    // Whoever changes a table or a draw changes these families: then it stands in the changelog, and here.
    let first = concat!(
        " complete.adults=true complete.children=true complete.pregnancies=true languages=fr+ar overcrowded=false",
        " quotient_familial=462 standard_of_living=771 territory=FR-PAC",
        " | born=5781 employed=true lives_here=always | born=3106 employed=true lives_here=always",
        " | born=16432 born_preterm=false pregnancy=? | born=17320 born_preterm=false pregnancy=?",
        " | born=19300 born_preterm=false pregnancy=? | born=20340 born_preterm=true pregnancy=0",
        " | ended=20340 expected=20440 outcome=birth",
    );
    assert_eq!(lines[0], first);
    assert_eq!(digest, "67110cfd2f0e6313f87db84bf43740672563c5b5d3624ec6cdf9246806aac0d2");
}

#[test]
fn so_much_is_missing_as_was_asked_for_and_the_rest_stays() {
    let plain = territory(3);
    let plain_families = plain.families(0..20_000).unwrap();
    for fact in SyntheticTerritory::facts() {
        let some = territory(3).with_missing(fact, 0.25).unwrap();
        let families = some.families(0..20_000).unwrap();
        let (list, name) = fact.split_once('.').unwrap();
        let table = |families: &'_ SyntheticFamilies<'_>| match list {
            "family" => families
                .family_table()
                .column(name)
                .map(|column| (0..families.len()).map(|row| column.is_known(row)).collect()),
            "child" => known(&families.children().1, name),
            "adult" => known(&families.adults().1, name),
            _ => known(&families.pregnancies().1, name),
        };
        let (before, after) = (table(&plain_families).unwrap(), table(&families).unwrap());
        let mut share = Share::default();
        for (before, after) in before.iter().zip(&after) {
            assert!(*before || !*after);
            if *before {
                share.count(!after);
            }
        }
        assert!(share.all > 1000, "{fact}");
        share.is(0.25);
    }
    // What is not missing is what it was.
    let some = territory(3).with_missing("adult.born", 0.5).unwrap().with_missing("family.languages", 0.5).unwrap();
    let (before, after) = (lines(&plain_families), lines(&some.families(0..20_000).unwrap()));
    for (before, after) in before.iter().zip(&after).take(1000) {
        assert!(
            before.split(' ').zip(after.split(' ')).all(|(before, after)| before == after || after.ends_with("=?"))
        );
    }
    let open = territory(3).with_open(Complete::Pregnancies, 0.1).unwrap();
    let families = open.families(0..20_000).unwrap();
    let family = families.family_table();
    let Values::Bool(complete) = family.column("complete.pregnancies").unwrap().values else { panic!("yes or no") };
    let mut share = Share::default();
    (0..20_000).for_each(|row| share.count(!complete.get(row)));
    share.is(0.1);
}

fn known(table: &Table<'_>, name: &str) -> Option<Vec<bool>> {
    table.column(name).map(|column| (0..table.rows()).map(|row| column.is_known(row)).collect())
}

#[test]
fn days_beyond_the_calendar_are_refused() {
    for on in ["0001-01-01", "9999-12-31"] {
        let refused = SyntheticTerritory::new("FR", 1, parse_date(on).unwrap()).unwrap_err();
        assert_eq!((refused.kind(), refused.code().as_str()), ("date", "date.invalid"));
    }
    let early = SyntheticTerritory::new("FR", 1, parse_date("1066-10-14").unwrap()).unwrap();
    assert_eq!(early.families(0..100).unwrap().len(), 100);
}

const PROGRAMME: &str = r#"
    schema = 1
    id = "house"
    version = "1"
    valid = { from = 2026-01-01 }
    term_weeks = 41
    [facts.family]
    quotient_familial = { type = "money", currency = "EUR", range = [0, 10000], category = "income" }
    standard_of_living = { type = "money", currency = "EUR", range = [0, 10000], category = "income" }
    overcrowded = { type = "bool", category = "housing" }
    [facts.child]
    born_preterm = { type = "bool", category = "health" }
    [facts.adult]
    employed = { type = "bool", category = "other" }
    [[offers]]
    id = "visit"
    provider = "house"
    tier = "universal"
    duty = "to_offer"
    domains = ["health"]
    for = "child"
    title = { en = "Visit" }
    cost = "free"
    when = [ { id = "window", condition = "child.age_months < 24 && !child.unborn" } ]
"#;

#[test]
fn every_family_is_one_that_a_document_could_carry() {
    let programme = Programme::from_toml(PROGRAMME).unwrap();
    let on = parse_date("2026-11-23").unwrap();
    let territory = territory(5);
    let drawn = territory.families(0..3000).unwrap();
    let families = drawn.families().unwrap();
    let mut eligible = 0;
    for row in 0..families.rows() {
        let family = families.family(row).unwrap();
        assert_eq!(Family::from_json(family.to_json()).unwrap(), family);
        for answer in programme.prepare(&family, on).unwrap().truths() {
            // Nothing is missing: what is drawn decides of every child, expected ones too.
            assert_ne!(answer.truth, Truth::Unknown, "{}", family.to_json());
            eligible += u32::from(answer.truth == Truth::Yes);
        }
    }
    assert!(eligible > 1000, "{eligible}");
}

#[test]
fn of_a_child_whose_day_of_birth_is_missing_something_is_said_all_the_same() {
    let programme = Programme::from_toml(PROGRAMME).unwrap();
    let on = parse_date("2026-11-23").unwrap();
    let territory = territory(5).with_missing("child.born", 1.0).unwrap();
    let drawn = territory.families(0..3000).unwrap();
    let (mut ended, mut unknown) = (0, 0);
    let (_, pregnancies) = drawn.pregnancies();
    let days = pregnancies.column("ended").unwrap();
    (0..pregnancies.rows()).for_each(|row| ended += usize::from(days.is_known(row)));
    let families = drawn.families().unwrap();
    for row in 0..families.rows() {
        let family = families.family(row).unwrap();
        let prepared = programme.prepare(&family, on).unwrap();
        let answers = prepared.truths();
        // A child whose pregnancy ended would be taken for lost, and nothing said of it, if the birth were not told.
        assert_eq!(answers.len(), family.children.len());
        unknown += answers.iter().filter(|answer| answer.truth == Truth::Unknown).count();
    }
    assert!(ended > 100 && unknown > 1000, "{ended} {unknown}");
}
