//! What is wrong with tables is told once, with how many rows and the first of them; asked for a report, it is unknown.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a fault here is a failed test")]

use std::ops::ControlFlow;

use millejours::{
    Bits, Code, Column, Complete, EvaluateOptions, Families, Faults, Offsets, OneThread, Plan, Problem, Programme,
    Table, Texts, Values, Words32, parse_date,
};

const PROGRAMME: &str = r#"
schema = 1
id = "town"
version = "1"
term_weeks = 41
valid = { from = 2026-01-01 }

[[offers]]
id = "visit"
provider = "town"
tier = "universal"
duty = "none"
for = "child"
title = { en = "Visit" }
cost = "free"
when = [ { id = "age", condition = "child.age_months < 24" } ]

[[offers]]
id = "rest"
provider = "town"
tier = "universal"
duty = "none"
for = "pregnancy"
title = { en = "Rest" }
cost = "free"
when = [ { id = "week", condition = "pregnancy.week >= 20" } ]
"#;

const ANY: &str = r#"
[[offers]]
id = "any"
provider = "town"
tier = "universal"
duty = "none"
for = "family"
title = { en = "Any" }
cost = "free"
when = [ { id = "one", condition = "pregnancies.exists(p, p.week >= 1)" } ]
"#;

/// 2026-01-10, 2025-12-01 and 2026-05-01.
const BORN: i32 = 20_463;
const EARLIER: i32 = 20_423;
const ENDED: i32 = 20_574;

fn plan(faults: Faults) -> Plan {
    let programme = Programme::from_toml(PROGRAMME).unwrap();
    programme.plan(parse_date("2026-06-01").unwrap(), EvaluateOptions::new().faults(faults)).unwrap()
}

fn told(families: &Families<'_>) -> Vec<(Code, String, String)> {
    let refused = plan(Faults::Refuse).evaluate(families, &OneThread, &|_| ControlFlow::Continue(())).unwrap_err();
    let reported = plan(Faults::Report).evaluate(families, &OneThread, &|_| ControlFlow::Continue(())).unwrap();
    assert_eq!(refused.problems(), &*reported.report);
    // What is wrong is unknown: each row is told what its family is told without it.
    let alone = plan(Faults::Report).one_by_one(families).unwrap();
    for (own, other) in reported.offers.iter().zip(&alone.offers) {
        assert_eq!((&own.yes, &own.known), (&other.yes, &other.known), "{}", own.offer);
    }
    let told = |problem: &Problem| (problem.code, problem.place.path.clone(), problem.message.clone());
    refused.problems().iter().map(told).collect()
}

fn value(path: &str, message: &str) -> (Code, String, String) {
    (Code::ColumnsValue, path.to_owned(), message.to_owned())
}

/// Three families of one child each, of which the second is known to have a pregnancy.
fn three<'a>(children: Table<'a>, pregnancies: Option<Table<'a>>) -> Families<'a> {
    let families = Families::new(Table::new(3)).unwrap().children(&[0, 1, 2, 3], children).unwrap();
    let families = match pregnancies {
        Some(table) => families.pregnancies(&[0, 0, 1, 1], table).unwrap(),
        None => families.pregnancies(&[0, 0, 0, 0], Table::new(0)).unwrap(),
    };
    families.complete(Complete::Children).complete(Complete::Pregnancies)
}

fn expected() -> Table<'static> {
    Table::new(1).with("expected", Column::new(Values::Day(&[20_700])))
}

#[test]
fn a_child_of_a_pregnancy_that_its_family_has_not() {
    let known = Bits::new(&[0b111], 0, 3).unwrap();
    let unborn = Bits::new(&[0b101], 0, 3).unwrap();
    let children = |places: &'static [i8]| {
        Table::new(3)
            .with("born", Column::with_known(Values::Day(&[BORN; 3]), unborn))
            .with("pregnancy", Column::with_known(Values::I8(places), known))
    };
    let what = "2 rows, the first of them row 0: the family has no pregnancy at this place";
    assert_eq!(told(&three(children(&[0, 0, -1]), Some(expected()))), [value("children.pregnancy", what)]);
    let what = "3 rows, the first of them row 0: the family has no pregnancy at this place";
    assert_eq!(told(&three(children(&[3, 1, 2]), Some(expected()))), [value("children.pregnancy", what)]);
    // Without a table of pregnancies there is none.
    let one = Bits::new(&[0b010], 0, 3).unwrap();
    let children = Table::new(3)
        .with("born", Column::with_known(Values::Day(&[BORN; 3]), unborn))
        .with("pregnancy", Column::with_known(Values::I8(&[0; 3]), one));
    let none = Table::new(0).with("expected", Column::new(Values::Day(&[])));
    let families = Families::new(Table::new(3)).unwrap().children(&[0, 1, 2, 3], children).unwrap();
    let families = families.pregnancies(&[0; 4], none).unwrap();
    let what = "1 rows, the first of them row 1: the family has no pregnancy at this place";
    let families = families.complete(Complete::Children).complete(Complete::Pregnancies);
    assert_eq!(told(&families), [value("children.pregnancy", what)]);
}

#[test]
fn a_pregnancy_whose_outcome_is_no_word() {
    let children = || Table::new(3).with("born", Column::new(Values::Day(&[BORN; 3])));
    let of =
        |outcome| expected().with("ended", Column::new(Values::Day(&[ENDED]))).with("outcome", Column::new(outcome));
    let what = "1 rows, the first of them row 0: this is none of the words expected";
    let text = Values::Text(Texts { offsets: Offsets::Narrow(&[0, 5]), bytes: b"happy" });
    assert_eq!(told(&three(children(), Some(of(text)))), [value("pregnancies.outcome", what)]);
    let word = Values::Word(Words32 { keys: &[1], words: &["birth", "losses"] });
    assert_eq!(told(&three(children(), Some(of(word)))), [value("pregnancies.outcome", what)]);
    let fine = of(Values::Word(Words32 { keys: &[0], words: &["birth", "losses"] }));
    let families = three(children(), Some(fine));
    assert!(plan(Faults::Refuse).check(&families, &OneThread, &|_| ControlFlow::Continue(())).unwrap().is_empty());
}

#[test]
fn what_many_families_do_wrong_is_told_once() {
    const MANY: usize = 20_000;
    let (born, died) = (vec![BORN; MANY], vec![EARLIER; MANY]);
    let offsets: Vec<u32> = (0..=MANY as u32).collect();
    let children = Table::new(MANY)
        .with("born", Column::new(Values::Day(&born)))
        .with("died", Column::new(Values::Day(&died)))
        .with("arrived", Column::new(Values::Day(&died)));
    let none = Table::new(0).with("expected", Column::new(Values::Day(&[])));
    let nobody = vec![0; MANY + 1];
    let families = Families::new(Table::new(MANY)).unwrap().children(&offsets, children).unwrap();
    let families = families.pregnancies(&nobody, none).unwrap();
    let families = families.complete(Complete::Children).complete(Complete::Pregnancies);
    let what = "20000 families, the first of them row 0 of the families: this day lies before the day of birth";
    let order = |path: &str| (Code::DateOrder, path.to_owned(), what.to_owned());
    assert_eq!(told(&families), [order("children.arrived"), order("children.died")]);
    // Also where each is looked at alone a second time.
    let programme = Programme::from_toml(PROGRAMME).unwrap();
    let options = EvaluateOptions::new().dates().faults(Faults::Report);
    let plan = programme.plan(parse_date("2026-06-01").unwrap(), options).unwrap();
    let evaluated = plan.evaluate(&families, &OneThread, &|_| ControlFlow::Continue(())).unwrap();
    let messages: Vec<_> = evaluated.report.iter().map(|problem| &*problem.message).collect();
    assert_eq!(messages, [what, what]);
}

#[test]
fn a_list_that_is_called_complete_and_open() {
    let born = || Table::new(3).with("born", Column::new(Values::Day(&[EARLIER; 3])));
    let families = |known: &'static [u8], complete: bool| {
        let said = Bits::new(&[0b001], 0, 3).unwrap();
        let known = Bits::new(known, 0, 3).unwrap();
        let table = Table::new(3).with("complete.pregnancies", Column::with_known(Values::Bool(said), known));
        let families = Families::new(table).unwrap().children(&[0, 1, 2, 3], born()).unwrap();
        let none = Table::new(0).with("expected", Column::new(Values::Day(&[])));
        let families = families.pregnancies(&[0; 4], none).unwrap().complete(Complete::Children);
        if complete { families.complete(Complete::Pregnancies) } else { families }
    };
    let programme = PROGRAMME.to_owned() + ANY;
    let programme = Programme::from_toml(&programme).unwrap();
    let answers = |families: &Families<'_>, faults| {
        let options = EvaluateOptions::new().faults(faults);
        let plan = programme.plan(parse_date("2026-06-01").unwrap(), options).unwrap();
        let evaluated = plan.evaluate(families, &OneThread, &|_| ControlFlow::Continue(()))?;
        let alone = plan.one_by_one(families);
        let at = evaluated.offers.iter().position(|own| &*own.offer == "any").unwrap();
        let own = &evaluated.offers[at];
        if let Ok(alone) = alone {
            assert_eq!((&alone.offers[at].yes, &alone.offers[at].known), (&own.yes, &own.known));
        }
        Ok::<_, millejours::Error>((own.known[0], evaluated.report.to_vec()))
    };
    // Said for each: what is not said is open.
    let own = answers(&families(&[0b011], false), Faults::Refuse).unwrap();
    assert_eq!(own, (0b001, Vec::new()));
    // Said for all, and of one family the opposite.
    let both = families(&[0b011], true);
    let refused = answers(&both, Faults::Refuse).unwrap_err();
    let what = "1 rows, the first of them row 1: the column says that the list is not complete, and the call that it is in every family";
    let told = |problem: &Problem| (problem.code, problem.place.path.clone(), problem.message.clone());
    let expected = [value("family.complete.pregnancies", what)];
    assert_eq!(refused.problems().iter().map(told).collect::<Vec<_>>(), expected);
    assert_eq!(both.family(1).unwrap_err().problems()[0].place.path, "family.complete.pregnancies");
    assert_eq!(both.family(2).unwrap().complete, [Complete::Children, Complete::Pregnancies]);
    // In a report its list is open: nobody is told that there is no pregnancy.
    let (known, report) = answers(&both, Faults::Report).unwrap();
    assert_eq!((known, report.iter().map(told).collect::<Vec<_>>()), (0b101, expected.to_vec()));
    // Null says nothing: the call holds.
    assert_eq!(answers(&families(&[0b001], true), Faults::Refuse).unwrap(), (0b111, Vec::new()));
}

#[test]
fn a_day_of_which_one_end_is_there() {
    let day = || Column::new(Values::Day(&[BORN; 3]));
    let families = |children| three(children, Some(expected()));
    let missing =
        |path: &str, other: &str| (Code::ColumnsMissing, path.to_owned(), format!("it is not there, and `{other}` is"));
    let (earliest, latest) = ("children.born_earliest", "children.born_latest");
    assert_eq!(told(&families(Table::new(3).with("born_earliest", day()))), [missing(latest, "born_earliest")]);
    let both = Table::new(3).with("born", day()).with("born_latest", day());
    assert_eq!(told(&families(both)), [missing(earliest, "born_latest")]);
    let died = Table::new(3).with("born", day()).with("died_earliest", day()).with("died_last", day());
    let families = families(died);
    let plan = plan(Faults::Report);
    let report = plan.check(&families, &OneThread, &|_| ControlFlow::Continue(())).unwrap();
    assert_eq!((&*report[0].place.path, report.len()), ("children.died_latest", 1));
    assert_eq!(report[0].help.as_deref(), Some("did you mean `died_last`?"));
}
