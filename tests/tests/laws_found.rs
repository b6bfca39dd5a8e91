//! Programmes by which `laws` was once wrong, each as small as it could be made, with what is true of them.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a fault here is a failed test")]

use std::ops::ControlFlow;

use millejours::{
    Bound, Break, Decision, Dictionary, Differences, Finding, Law, LawOptions, Laws, Programme, ProgrammeHistory,
    Verdict,
};

const HEAD: &str = "schema = 1\nid = \"p\"\nversion = \"1\"\n";
const DAY: &str = "valid = { from = 2026-06-01, until = 2026-06-01 }\n";

fn options() -> LawOptions {
    LawOptions::new().with_adults(1).with_children(1).with_pregnancies(0, 0)
}

fn laws(text: &str, options: &LawOptions) -> Laws {
    let programme = Programme::from_toml(format!("{HEAD}{text}")).unwrap();
    programme.laws_with(options, &mut |_| ControlFlow::Continue(())).unwrap()
}

fn offer(id: &str, rest: &str) -> String {
    format!(
        "[[offers]]\nid = \"{id}\"\nprovider = \"x\"\ntitle = {{ en = \"x\" }}\ncost = \"free\"\nneeds_acceptance = true\n\
         duty = \"none\"\n{rest}\n"
    )
}

fn verdict(laws: &Laws, law: Law) -> Verdict {
    laws.of(law).unwrap().verdict
}

fn breaks(laws: &Laws, law: Law) -> &[Break] {
    &laws.of(law).unwrap().breaks
}

/// For the message of a failure.
fn told(laws: &Laws, law: Law) -> String {
    let found = laws.of(law).unwrap();
    let families = found.breaks.iter().flat_map(|own| {
        let head = format!("{} {:?} {}", own.kind.as_str(), own.fact, own.on);
        std::iter::once(head).chain(own.families.iter().map(millejours::Family::to_json))
    });
    format!("{} {:?}\n{}", found.verdict.as_str(), found.undecided, families.collect::<Vec<_>>().join("\n"))
}

#[test]
fn a_score_of_a_child_is_lower_only_where_there_is_a_child() {
    let text = DAY.to_owned()
        + "[facts.child.weak]\ntype = \"bool\"\ncategory = \"health\"\ndisadvantage = true\n[[scores]]\nid = \"s\"\nfor = \
           \"child\"\npoints = [{ when = \"child.weak\", points = -2 }]\n"
        + &offer("o", "tier = \"universal\"\nfor = \"child\"");
    let found = laws(&text, &options());
    let own = &breaks(&found, Law::Gradient)[0];
    assert!(own.families.iter().all(|family| family.children.len() == 1), "{}", told(&found, Law::Gradient));
    assert_ne!(own.families[0], own.families[1], "the two differ");
}

#[test]
fn every_score_is_judged_whatever_the_offers() {
    let text = DAY.to_owned()
        + "[facts.family.poor]\ntype = \"bool\"\ncategory = \"income\"\ndisadvantage = true\n[[scores]]\nid = \"s\"\npoints = \
           []\n[[scores]]\nid = \"t\"\npoints = [{ when = \"family.poor\", points = -2 }]\n"
        + &offer("o", "tier = \"universal\"\nfor = \"family\"");
    let found = laws(&text, &options());
    assert_eq!(verdict(&found, Law::Gradient), Verdict::Broken, "{}", told(&found, Law::Gradient));
}

#[test]
fn a_disadvantaged_code_that_no_condition_names_is_worse_than_one_that_some_names() {
    let text = DAY.to_owned()
        + "[facts.family.housing]\ntype = \"code\"\ncategory = \"housing\"\ndisadvantage = [\"street\"]\n"
        + &offer("u", "tier = \"universal\"\nfor = \"family\"")
        + &offer(
            "o",
            "tier = \"targeted\"\nfor = \"family\"\nwhen = [{ id = \"w\", condition = 'family.housing == \"own\"' }]",
        );
    let found = laws(&text, &options());
    assert_eq!(verdict(&found, Law::Gradient), Verdict::Broken, "{}", told(&found, Law::Gradient));
    let own = &breaks(&found, Law::Gradient)[0];
    assert!(own.families[1].to_json().contains("\"street\""), "{}", told(&found, Law::Gradient));
}

#[test]
fn of_values_that_are_worse_the_second_family_has_one() {
    let text = DAY.to_owned()
        + "[facts.family.housing]\ntype = \"enum\"\nvalues = [\"own\", \"rent\", \"street\"]\ncategory = \"housing\"\n\
           disadvantage = [\"street\"]\n"
        + &offer("u", "tier = \"universal\"\nfor = \"family\"")
        + &offer(
            "o",
            "tier = \"targeted\"\nfor = \"family\"\nwhen = [{ id = \"w\", condition = 'family.housing == \"own\"' }]",
        );
    let found = laws(&text, &options());
    let own = &breaks(&found, Law::Gradient)[0];
    assert!(own.families[1].to_json().contains("\"street\""), "{}", told(&found, Law::Gradient));
}

#[test]
fn a_birth_lies_at_most_120_days_before_the_expected_day_which_may_be_four_months() {
    // From 1 February to 1 June 2027 there are 120 days; from 5 March to 5 July 2026, 122.
    let text = "valid = { from = 2026-07-05, until = 2027-06-05 }\ntarget = [{ id = \"t\", condition = \
                'children.exists(c, c.age_months >= 4 && c.corrected_age_days < 1)' }]\n"
        .to_owned()
        + &offer(
            "u",
            "tier = \"universal\"\nfor = \"family\"\nwhen = [{ id = \"w\", condition = 'on < date(\"2026-01-01\")' }]",
        );
    let found = laws(&text, &options());
    assert_eq!(verdict(&found, Law::Floor), Verdict::Broken, "{}", told(&found, Law::Floor));
}

#[test]
fn eight_months_ahead_may_lie_within_35_weeks_and_may_not() {
    // From 1 March eight months are 245 days, from 1 July 243.
    let text =
        "valid = { from = 2026-03-01, until = 2026-07-10 }\nterm_weeks = 35\ntarget = [{ id = \"t\", condition = \
                'children.exists(c, c.age_months < -8)' }]\n"
            .to_owned()
            + &offer(
                "u",
                "tier = \"universal\"\nfor = \"family\"\nwhen = [{ id = \"w\", condition = 'on < date(\"2026-01-01\")' }]",
            );
    let options = LawOptions::new().with_adults(1).with_children(0).with_pregnancies(1, 1);
    let found = laws(&text, &options);
    assert_eq!(verdict(&found, Law::Floor), Verdict::Broken, "{}", told(&found, Law::Floor));
}

#[test]
fn a_wide_sum_of_facts_that_are_no_circumstances_is_known_where_circumstances_are_not() {
    let text = DAY.to_owned()
        + "target = [{ id = \"t\", condition = \"family.a + family.b <= 3000\" }]\n[facts.family.a]\ntype = \"int\"\nrange = \
           [0, 9000]\ncategory = \"other\"\n[facts.family.b]\ntype = \"int\"\nrange = [0, 9000]\ncategory = \"other\"\n"
        + &offer(
            "u",
            "tier = \"universal\"\nfor = \"family\"\nwhen = [{ id = \"w\", condition = \"family.a + family.b <= 3000\" }]",
        );
    let found = laws(&text, &options());
    assert_eq!(verdict(&found, Law::Floor), Verdict::Holds, "{}", told(&found, Law::Floor));
    let law = Law::ResidualUniversalism;
    assert_ne!(verdict(&found, law), Verdict::Broken, "{}", told(&found, law));
}

#[test]
fn a_child_of_whom_the_arrival_alone_counts_arrives_when_it_should() {
    let rest = "tier = \"targeted\"\nfor = \"child\"\nwhen = [{ id = \"w\", condition = \"child.months_since_arrival == 1\" }]";
    let text = DAY.to_owned()
        + &offer("u", "tier = \"universal\"\nfor = \"family\"")
        + &offer("o", rest).replace("\"free\"", "{ amount = 5, currency = \"EUR\" }");
    let found = laws(&text, &options());
    let own = &breaks(&found, Law::FreeAndVoluntary)[0];
    let eligible = own.assessments[0].offers.iter().any(|own| &*own.offer == "o" && own.decision == Decision::Eligible);
    assert!(eligible, "{}", told(&found, Law::FreeAndVoluntary));
}

#[test]
fn steps_are_compared_over_everybody_whom_an_offer_is_for() {
    let text = DAY.to_owned()
        + "[[scores]]\nid = \"s\"\nfor = \"child\"\npoints = [{ when = \"child.unborn\", points = 2 }]\n"
        + &offer(
            "o",
            "tier = \"universal\"\nfor = \"child\"\ndose = { unit = \"visit\", by = \"s\", steps = [{ from = 0, amount = 3 }, \
             { from = 1, amount = 3 }] }",
        );
    let options = LawOptions::new().with_adults(1).with_children(1).with_pregnancies(1, 1);
    let found = laws(&text, &options);
    assert_eq!(verdict(&found, Law::Intensity), Verdict::Broken, "{}", told(&found, Law::Intensity));
}

#[test]
fn two_offers_that_replace_each_other_are_no_programme() {
    let text = HEAD.to_owned()
        + DAY
        + &offer("u", "tier = \"universal\"\nfor = \"family\"")
        + &offer("o", "tier = \"targeted\"\nfor = \"family\"\nreplaces = [\"q\"]\n")
        + &offer("q", "tier = \"targeted\"\nfor = \"family\"\nreplaces = [\"o\"]\n");
    let refused = Programme::from_toml(text).unwrap_err();
    assert!(refused.problems().iter().all(|problem| problem.code.as_str() == "offer.replaces_cycle"), "{refused}");
    assert_eq!(refused.problems().len(), 2);
}

#[test]
fn a_pair_stands_where_the_sums_that_it_shares_hold() {
    let text = DAY.to_owned()
        + "[facts.family.a]\ntype = \"int\"\nrange = [0, 9000]\ncategory = \"other\"\n[facts.family.b]\ntype = \"int\"\nrange = \
           [0, 9000]\ncategory = \"other\"\n[facts.family.poor]\ntype = \"bool\"\ncategory = \"income\"\ndisadvantage = true\n"
        + &offer("u", "tier = \"universal\"\nfor = \"family\"")
        + &offer(
            "o",
            "tier = \"targeted\"\nfor = \"family\"\nwhen = [{ id = \"w\", condition = \"family.a + family.b >= 9000\" }]\n\
             unless = [{ id = \"x\", condition = \"family.poor\" }]",
        );
    let found = laws(&text, &options());
    let own = &breaks(&found, Law::Gradient)[0];
    let eligible = own.assessments[0].offers.iter().any(|own| &*own.offer == "o" && own.decision == Decision::Eligible);
    assert!(eligible, "{}", told(&found, Law::Gradient));
}

#[test]
fn codes_that_must_differ_differ_in_the_family_that_is_shown() {
    let text = DAY.to_owned()
        + "[facts.family.f]\ntype = \"code\"\ncategory = \"other\"\n"
        + &offer(
            "o",
            "tier = \"targeted\"\nfor = \"family\"\nwhen = [{ id = \"w\", condition = \"family.f != family.territory\" }]",
        )
        .replace("\"free\"", "{ amount = 5, currency = \"EUR\" }");
    let found = laws(&text, &options());
    let own = &breaks(&found, Law::FreeAndVoluntary)[0];
    assert_eq!(own.assessments[0].offers[0].decision, Decision::Eligible, "{}", told(&found, Law::FreeAndVoluntary));
}

#[test]
fn what_costs_nothing_is_free_however_it_is_written() {
    let text = DAY.to_owned()
        + &offer("o", "tier = \"targeted\"\nfor = \"family\"")
            .replace("\"free\"", "{ amount = 0, currency = \"EUR\" }");
    let found = laws(&text, &options());
    assert_eq!(verdict(&found, Law::FreeAndVoluntary), Verdict::Holds, "{}", told(&found, Law::FreeAndVoluntary));
}

#[test]
fn a_code_that_no_family_can_carry_is_refused() {
    let long = "a".repeat(257);
    let fits = "a".repeat(256);
    let load = |condition: &str, rest: &str| {
        let offer = offer("o", "tier = \"targeted\"\nfor = \"family\"");
        let text = format!("{HEAD}{DAY}target = [{{ id = \"t\", condition = '{condition}' }}]\n{rest}{offer}");
        Programme::from_toml(text)
    };
    for condition in [
        "family.territory in [\"\", \"A\"]",
        "family.territory != \"\"",
        "\"\" in family.languages",
        &format!("family.territory == \"{long}\""),
    ] {
        let refused = load(condition, "").unwrap_err();
        let problem = &refused.problems()[0];
        assert_eq!(problem.code.as_str(), "condition.code", "{condition}: {refused}");
        assert_eq!(problem.expected.as_deref(), Some("1 to 256 bytes"));
    }
    let refused = load("family.territory in near", "[sets]\nnear = [\"A\", \"\"]\n").unwrap_err();
    assert!(refused.problems().iter().all(|problem| problem.code.as_str() == "condition.code"), "{refused}");
    load(&format!("family.territory == \"{fits}\""), "").unwrap();
}

/// Facts of money, `0` to `10000`, of which less is worse; those called `n` and `m` are plain numbers.
fn incomes(names: &[&str]) -> String {
    let one = |name: &&str| {
        let kind = if matches!(*name, "n" | "m") { "\"int\"" } else { "\"money\"\ncurrency = \"EUR\"" };
        format!(
            "[facts.family.{name}]\ntype = {kind}\nrange = [0, 10000]\ncategory = \"income\"\n\
             disadvantage = \"low\"\n"
        )
    };
    names.iter().map(one).collect()
}

/// An offer for the family under one condition, and a universal one.
fn means(condition: &str) -> String {
    offer("u", "tier = \"universal\"\nfor = \"family\"")
        + &offer(
            "o",
            &format!("tier = \"targeted\"\nfor = \"family\"\nwhen = [{{ id = \"w\", condition = '{condition}' }}]"),
        )
}

/// Whether each family of a break may have the offer `o`.
fn may_have(found: &Break) -> Vec<bool> {
    let eligible = |answer: &millejours::Assessment| {
        answer.offers.iter().any(|own| &*own.offer == "o" && own.decision == Decision::Eligible)
    };
    found.assessments.iter().map(eligible).collect()
}

#[test]
fn a_disadvantaged_code_that_meets_another_code_is_worse_and_no_other_is() {
    let housing = |condition: &str| {
        DAY.to_owned()
            + "[facts.family.stay]\ntype = \"code\"\ncategory = \"housing\"\ndisadvantage = [\"street\"]\n"
            + &means(condition)
    };
    // Whoever stays in the street always has it.
    let found = laws(&housing("family.stay != family.territory && family.territory != \"street\""), &options());
    assert_eq!(verdict(&found, Law::Gradient), Verdict::Holds, "{}", told(&found, Law::Gradient));
    // Who lives in a place of that name has it not.
    let found = laws(&housing("family.stay != family.territory"), &options());
    assert_eq!(verdict(&found, Law::Gradient), Verdict::Broken, "{}", told(&found, Law::Gradient));
    let own = &breaks(&found, Law::Gradient)[0];
    assert_eq!(may_have(own), [true, false], "{}", told(&found, Law::Gradient));
    assert!(own.families[1].to_json().contains("\"stay\":\"street\""), "{}", told(&found, Law::Gradient));
    assert!(!own.families[0].to_json().contains("\"stay\":\"street\""), "{}", told(&found, Law::Gradient));
}

#[test]
fn two_codes_with_disadvantages_that_meet_are_judged_each_by_its_own() {
    let text = DAY.to_owned()
        + "[facts.family.stay]\ntype = \"code\"\ncategory = \"housing\"\ndisadvantage = [\"street\", \"car\"]\n\
           [facts.family.night]\ntype = \"code\"\ncategory = \"housing\"\ndisadvantage = [\"street\"]\n"
        + &means("family.stay != family.night || family.night == \"street\"");
    // From a flat into a car, where the night is spent in a car.
    let found = laws(&text, &options());
    assert_eq!(verdict(&found, Law::Gradient), Verdict::Broken, "{}", told(&found, Law::Gradient));
    for own in breaks(&found, Law::Gradient) {
        assert_eq!(may_have(own), [true, false], "{}", told(&found, Law::Gradient));
        assert_eq!(own.fact.as_deref(), Some("family.stay"), "{}", told(&found, Law::Gradient));
    }
}

#[test]
fn two_incomes_added_up_are_proved_fair() {
    for condition in [
        "family.a + family.b <= 1500.00",
        "family.a + family.b < 1500.00 || family.a + family.b < 900.00",
        "2 * family.a + family.b <= 3000.00",
        "family.a + family.b <= 1500.00 && family.a <= 1000.00",
        "family.n <= 500 * size(children) || family.a + family.b <= 800.00",
        "family.n + 2 * family.m <= 500 + 500 * size(children)",
    ] {
        let found = laws(&(DAY.to_owned() + &incomes(&["a", "b", "n", "m"]) + &means(condition)), &options());
        assert_eq!(verdict(&found, Law::Gradient), Verdict::Holds, "{condition}\n{}", told(&found, Law::Gradient));
        assert_eq!(verdict(&found, Law::Floor), Verdict::Holds, "{condition}\n{}", told(&found, Law::Floor));
    }
}

#[test]
fn sums_that_hang_together_are_proved_fair() {
    // Who is left out by the second has a + b > 1500, so a > 500 or b > 1000.
    for condition in [
        "family.a + family.b <= 1500.00 || family.a + family.b + family.c <= 1600.00",
        "family.a + family.b + family.c <= 3000.00",
        "family.a + family.b <= 1500.00 || family.b + family.c <= 1500.00 || family.a + family.c <= 1500.00",
        // Nobody is left out by what nobody can have.
        "family.a + family.b <= 1500.00 && !(family.a >= 2000.00 && family.a + family.b <= 1800.00)",
        "!(family.a - family.b <= 10.00 && family.b - family.c <= 10.00 && family.a - family.c >= 30.00)",
    ] {
        let found = laws(&(DAY.to_owned() + &incomes(&["a", "b", "c", "n", "m"]) + &means(condition)), &options());
        assert_eq!(verdict(&found, Law::Gradient), Verdict::Holds, "{condition}\n{}", told(&found, Law::Gradient));
    }
}

#[test]
fn an_unfair_sum_of_incomes_shows_two_families() {
    for condition in [
        "family.a + family.b >= 1500.00",
        "family.a + family.b <= 1500.00 && family.a + family.b + family.c >= 700.00",
        "family.a - family.b <= 100.00",
        "family.a + family.b <= 1500.00 && !(family.a >= 2000.00 && family.a + family.b <= 1800.00) && family.c >= 0.01",
        "family.a + 2 * family.b == 1500.00",
        "family.n + family.m >= 300 * size(children)",
    ] {
        let found = laws(&(DAY.to_owned() + &incomes(&["a", "b", "c", "n", "m"]) + &means(condition)), &options());
        assert_eq!(verdict(&found, Law::Gradient), Verdict::Broken, "{condition}\n{}", told(&found, Law::Gradient));
        for own in breaks(&found, Law::Gradient) {
            assert_eq!(may_have(own), [true, false], "{condition}\n{}", told(&found, Law::Gradient));
        }
        assert!(found.of(Law::Gradient).unwrap().undecided.is_empty(), "{condition}\n{}", told(&found, Law::Gradient));
    }
}

#[test]
fn nobody_stands_where_sums_contradict_one_another() {
    let text = DAY.to_owned()
        + &incomes(&["a", "b"])
        + "[[offers]]\nid = \"o\"\nprovider = \"x\"\ntitle = { en = \"x\" }\ncost = { amount = 5, currency = \"EUR\" }\n\
           needs_acceptance = true\nduty = \"none\"\ntier = \"targeted\"\nfor = \"family\"\nwhen = [{ id = \"w\", condition = \
           'family.a >= 900.00 && family.b >= 900.00 && family.a + family.b <= 1500.00' }]\n";
    let found = laws(&text, &options());
    assert_eq!(verdict(&found, Law::FreeAndVoluntary), Verdict::Holds, "{}", told(&found, Law::FreeAndVoluntary));
}

#[test]
fn facts_of_many_children_are_refused_before_they_are_too_deep() {
    let fact = |number: usize| {
        format!("[facts.child.f{number}]\ntype = \"bool\"\ncategory = \"health\"\ndisadvantage = true\n")
    };
    let rules = |condition: &dyn Fn(usize) -> String| -> String {
        let one = |number: usize| format!("{{ id = \"w{number}\", condition = \"{}\" }}", condition(number));
        (0..78).map(one).collect::<Vec<_>>().join(", ")
    };
    let text = DAY.to_owned()
        + &(0..78).map(fact).collect::<String>()
        + &offer("u", "tier = \"universal\"\nfor = \"family\"")
        + &offer(
            "all",
            &format!(
                "tier = \"targeted\"\nfor = \"family\"\nwhen = [{}]",
                rules(&|number| { format!("children.exists(c, c.f{number})") })
            ),
        )
        + &offer(
            "o",
            &format!(
                "tier = \"targeted\"\nfor = \"child\"\nunless = [{}]",
                rules(&|number| format!("child.f{number}"))
            ),
        );
    let programme = Programme::from_toml(format!("{HEAD}{text}")).unwrap();
    // As small a stack as a thread of a Java program may have.
    let thread = std::thread::Builder::new().stack_size(512 << 10).spawn(move || {
        [(1, usize::MAX), (6, 300), (8, usize::MAX)].map(|(children, patience)| {
            let options = LawOptions::new().with_adults(1).with_children(children).with_pregnancies(1, 1);
            let mut asked = 0;
            let laws = programme
                .laws_with(&options, &mut |_| {
                    asked += 1;
                    if asked > patience { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                })
                .unwrap();
            let gradient = laws.of(Law::Gradient).unwrap();
            (gradient.verdict, gradient.undecided.first().map(|own| own.bound))
        })
    });
    let [one, deep, deeper] = thread.unwrap().join().unwrap();
    assert_ne!(one.0, Verdict::NotDecided);
    // What is as deep as may be is worked on for as long as the caller has patience.
    assert!(matches!(deep.1, Some(Bound::Nodes | Bound::Stopped)));
    assert_eq!(deeper.1, Some(Bound::Conditions));
}

#[test]
fn a_caller_may_stop_long_work() {
    // Ages in days beside ages in months: 400 years of days are looked at.
    let days: Vec<String> = (0..40)
        .map(|month| {
            let days = month * 30 + month / 2 - 1;
            format!("child.age_months >= {month} || child.age_days >= {days} && child.age_days < {}", days + 2)
        })
        .collect();
    let text = "valid = { from = 2026-01-01 }\n".to_owned()
        + &offer("u", "tier = \"universal\"\nfor = \"family\"")
        + &offer(
            "o",
            &format!(
                "tier = \"targeted\"\nfor = \"child\"\nwhen = [{{ id = \"w\", condition = \"{}\" }}]",
                days.join(" || ")
            ),
        );
    let programme = Programme::from_toml(format!("{HEAD}{text}")).unwrap();
    let mut asked = 0;
    let found = programme
        .laws_with(&options(), &mut |progress| {
            assert!(progress.done <= progress.of && progress.of > 0);
            asked += 1;
            ControlFlow::Break(())
        })
        .unwrap();
    assert_eq!(asked, 1);
    let undecided = &found.of(Law::Floor).unwrap().undecided;
    assert!(undecided.iter().all(|own| own.bound == millejours::Bound::Stopped), "{undecided:?}");
    assert_eq!(undecided.len(), 1);
}

#[test]
fn a_sum_that_reads_days_is_named() {
    let text = "valid = { from = 2026-01-01 }\n".to_owned()
        + "[facts.child.limit]\ntype = \"int\"\nrange = [0, 90]\ncategory = \"other\"\n"
        + &offer("u", "tier = \"universal\"\nfor = \"family\"")
        + &offer(
            "o",
            "tier = \"targeted\"\nfor = \"child\"\nwhen = [{ id = \"w\", condition = \"child.age_months < child.limit\" }]",
        );
    let found = laws(&text, &options());
    let undecided = &found.of(Law::Gradient).unwrap().undecided;
    assert_eq!(undecided.len(), 1);
    assert_eq!(undecided[0].bound, millejours::Bound::Days);
    assert_eq!((undecided[0].offer.as_deref(), undecided[0].fact.as_deref()), (Some("o"), Some("child.age_months")));
}

const ALONE: &str = "[facts.family.alone]\ntype = \"bool\"\ncategory = \"family_situation\"\ndisadvantage = true\n[[scores]]\nid = \
                     \"s\"\npoints = [{ when = \"family.alone\", points = 5 }]\n";

/// A universal offer of so many visits, or of other ones where the family is alone.
fn visits(id: &str, not_alone: i64, alone: i64, rest: &str) -> String {
    offer(
        id,
        &format!(
            "tier = \"universal\"\nfor = \"family\"\ndose = {{ unit = \"visit\", by = \"s\", steps = [{{ from = 0, amount = \
             {not_alone} }}, {{ from = 5, amount = {alone} }}] }}\n{rest}"
        ),
    )
}

fn kinds(laws: &Laws, law: Law) -> Vec<(&str, Option<i64>, Option<i64>)> {
    breaks(laws, law).iter().map(|own| (own.kind.as_str(), own.before, own.after)).collect()
}

#[test]
fn what_is_replaced_is_not_added_up() {
    // C falls by 1, and D rises by 3; of A and B the family has 4 or 6 visits and never both.
    let replaces = "replaces = [\"a\"]\n";
    let text = DAY.to_owned()
        + ALONE
        + &visits("c", 2, 1, "")
        + &visits("d", 1, 1, "")
        + &visits("a", 4, 4, "when = [{ id = \"w\", condition = \"!family.alone\" }]")
        + &visits("b", 6, 6, replaces);
    let found = laws(&text, &options());
    // Held: 2 + 1 + 6 and 1 + 1 + 6.
    let own = kinds(&found, Law::Gradient);
    assert_eq!(own, [("smaller_dose", Some(2), Some(1)), ("smaller_total", Some(2), Some(1))]);
    // Where D makes up for it, nothing is lost in total: 9 before, 11 after.
    let text = text.replace(&visits("d", 1, 1, ""), &visits("d", 1, 4, ""));
    let own = laws(&text, &options());
    assert_eq!(kinds(&own, Law::Gradient), [("smaller_dose", Some(2), Some(1))], "{}", told(&own, Law::Gradient));
}

#[test]
fn a_total_falls_where_what_stands_in_gives_less() {
    // C falls by 1. B, of 6 visits, stands in for A, of 8, where the family is alone: A is still there, but not had as well.
    let text = DAY.to_owned()
        + ALONE
        + &visits("a", 8, 8, "")
        + &visits("b", 6, 6, "replaces = [\"a\"]\nwhen = [{ id = \"w\", condition = \"family.alone\" }]")
        + &visits("c", 2, 1, "");
    let own = laws(&text, &options());
    let total = kinds(&own, Law::Gradient).into_iter().find(|own| own.0 == "smaller_total");
    assert_eq!(total, Some(("smaller_total", Some(10), Some(7))), "{}", told(&own, Law::Gradient));
}

#[test]
fn visits_and_visits_need_no_weights() {
    let text = DAY.to_owned() + ALONE + &visits("a", 2, 1, "") + &visits("b", 1, 1, "");
    let found = laws(&text, &options());
    assert_eq!(found.of(Law::Gradient).unwrap().undecided, [], "{}", told(&found, Law::Gradient));
    assert_eq!(breaks(&found, Law::Gradient)[1].unit.as_deref(), Some("visit"));
}

#[test]
fn what_has_no_dose_is_not_less_than_visits() {
    // A place in an intensive programme instead of four visits.
    let instead = |alone: &str| {
        offer(
            "b",
            &format!(
                "tier = \"intensive\"\nfor = \"family\"\nreplaces = [\"a\"]\nwhen = [{{ id = \"w\", condition = \"{alone}\" }}]"
            ),
        )
    };
    let text = DAY.to_owned() + ALONE + &visits("a", 4, 4, "") + &instead("family.alone");
    let own = laws(&text, &options());
    assert_eq!(verdict(&own, Law::Gradient), Verdict::Holds, "{}", told(&own, Law::Gradient));
    // In total neither: another offer falls, and it is that one alone.
    let own = laws(&(text + &visits("c", 2, 1, "")), &options());
    assert_eq!(kinds(&own, Law::Gradient), [("smaller_dose", Some(2), Some(1))], "{}", told(&own, Law::Gradient));
    // Turned round, the place is lost, and the visits are of a lower tier.
    let text = DAY.to_owned() + ALONE + &visits("a", 4, 4, "") + &instead("!family.alone");
    let own = laws(&text, &options());
    assert_eq!(kinds(&own, Law::Gradient), [("tier_lost", Some(3), Some(1))], "{}", told(&own, Law::Gradient));
}

#[test]
fn less_of_what_has_a_dose_is_less_beside_what_has_none() {
    // Whoever has B has it alone or not; of D, which stands beside it, there is less.
    let text = DAY.to_owned()
        + ALONE
        + &visits("a", 4, 4, "")
        + &offer("b", "tier = \"universal\"\nfor = \"family\"\nreplaces = [\"a\"]")
        + &visits("d", 3, 1, "replaces = [\"a\"]");
    let own = laws(&text, &options());
    let found = [("smaller_dose", Some(3), Some(1)), ("smaller_total", Some(3), Some(1))];
    assert_eq!(kinds(&own, Law::Gradient), found, "{}", told(&own, Law::Gradient));
}

#[test]
fn a_thousand_yen_are_not_more_than_nine_euro() {
    let paid = |first: &str, second: &str| {
        let of = |id: &str, cost: &str, rest: &str| {
            offer(id, &format!("tier = \"universal\"\nfor = \"family\"\n{rest}")).replace("\"free\"", cost)
        };
        let instead = "replaces = [\"a\"]\nwhen = [{ id = \"w\", condition = \"family.alone\" }]";
        laws(&(DAY.to_owned() + ALONE + &of("a", first, "") + &of("b", second, instead)), &options())
    };
    let (yen, euro) = ("{ amount = 1000, currency = \"JPY\" }", "{ amount = 9, currency = \"EUR\" }");
    for (first, second) in [(yen, euro), (euro, yen)] {
        let own = paid(first, second);
        assert_eq!(verdict(&own, Law::Gradient), Verdict::NotDecided, "{}", told(&own, Law::Gradient));
        assert_eq!(own.of(Law::Gradient).unwrap().undecided[0].bound.as_str(), "currencies");
    }
    // Nothing is less than anything, in whatever currency.
    assert_eq!(verdict(&paid(yen, "\"free\""), Law::Gradient), Verdict::Holds);
    let own = paid("\"free\"", yen);
    assert_eq!(kinds(&own, Law::Gradient), [("higher_price", Some(0), Some(1000))], "{}", told(&own, Law::Gradient));
}

#[test]
fn of_one_edition_nothing_is_said_of_the_days_between_editions() {
    let text = DAY.to_owned() + &offer("u", "tier = \"universal\"\nfor = \"family\"");
    let own = laws(&text, &options());
    assert_eq!(own.of(Law::NoGap), None);
    assert!(own.hold());
}

#[test]
fn of_a_history_it_is_said_over_which_editions_and_days_there_is_no_gap() {
    let edition = |version: &str, valid: &str| {
        let text = format!("schema = 1\nid = \"p\"\nversion = \"{version}\"\nvalid = {valid}\noffers = []\n");
        Programme::from_toml(text).unwrap()
    };
    let early = edition("1", "{ from = 2020-01-01, until = 2024-12-31 }");
    let history = ProgrammeHistory::new(vec![edition("2", "{ from = 2025-01-01 }"), early.clone()]).unwrap();
    for own in history.laws() {
        let found = own.of(Law::NoGap).unwrap();
        let over: Vec<String> =
            found.editions.iter().map(|own| format!("{} {} {:?}", own.version, own.from, own.until)).collect();
        assert_eq!(over, ["1 2020-01-01 Some(2024-12-31)", "2 2025-01-01 None"]);
        assert_eq!(found.verdict, Verdict::Holds);
    }
    let said = history.laws()[0].to_text(&early, &Dictionary::shipped("en").unwrap()).unwrap();
    assert!(said.contains("  - 1: Every day from 1 January 2020 to 31 December 2024."), "{said}");
    for (later, kind) in [("{ from = 2025-01-02 }", "gap"), ("{ from = 2024-12-31 }", "overlap")] {
        let found = Finding::no_gap(&[edition("2", later), early.clone()]);
        assert_eq!((found.verdict, found.breaks[0].kind.as_str()), (Verdict::Broken, kind));
        assert_eq!(found.editions.len(), 2);
    }
    // Of no edition there is nothing to say.
    assert_eq!(Finding::no_gap(&[]).verdict, Verdict::NotDecided);
}

/// What two editions differ in, within the options of these tests.
fn difference(one: &str, two: &str) -> Differences {
    let programme = |text: &str| Programme::from_toml(format!("{HEAD}{DAY}{text}")).unwrap();
    programme(one).difference_with(&programme(two), &options(), &mut |_| ControlFlow::Continue(())).unwrap()
}

fn changed(found: &Differences) -> Vec<(&str, Option<&str>, Option<&str>)> {
    found.changed.iter().map(|own| (own.what.as_str(), own.before.as_deref(), own.after.as_deref())).collect()
}

#[test]
fn a_price_is_a_difference_and_so_is_all_else_that_is_written_of_an_offer() {
    let own = offer("o", "tier = \"targeted\"\nfor = \"family\"\ndose = { unit = \"visit\", amount = 4 }");
    assert!(difference(&own, &own).is_empty());
    let tries = [
        ("\"free\"", "{ amount = 50, currency = \"EUR\" }", ("cost", Some("free"), Some("50.00 EUR"))),
        ("\"targeted\"", "\"intensive\"", ("tier", Some("targeted"), Some("intensive"))),
        ("duty = \"none\"", "duty = \"to_offer\"", ("duty", Some("none"), Some("to_offer"))),
        ("needs_acceptance = true", "", ("acceptance", Some("true"), None)),
        ("provider = \"x\"", "provider = \"y\"", ("provider", Some("x"), Some("y"))),
    ];
    for (from, to, expected) in tries {
        let found = difference(&own, &own.replace(from, to));
        assert_eq!(changed(&found), [expected]);
        assert!(!found.is_empty() && found.differences.is_empty(), "{}", found.to_json());
    }
    let instead = own.replace("\"o\"", "\"p\"");
    let found = difference(&(own.clone() + &instead), &(own.clone() + &instead + "replaces = [\"o\"]\n"));
    assert_eq!(changed(&found), [("replaces", None, Some("o"))]);
}

#[test]
fn four_hours_are_not_four_visits() {
    let own = offer("o", "tier = \"targeted\"\nfor = \"family\"\ndose = { unit = \"visit\", amount = 4 }");
    let found = difference(&own, &own.replace("unit = \"visit\"", "unit = \"hour\""));
    assert_eq!(changed(&found), [("unit", Some("visit"), Some("hour"))]);
    let [only] = found.differences.as_slice() else { panic!("{}", found.to_json()) };
    assert_eq!(only.effect.as_str(), "otherwise");
    let unit =
        |answer: &Option<millejours::OfferAnswer>| answer.as_ref().unwrap().dose.as_ref().unwrap().unit.to_string();
    assert_eq!((unit(&only.before), unit(&only.after)), ("visit".to_owned(), "hour".to_owned()));
}

#[test]
fn whoever_enters_or_leaves_the_target_population_is_named() {
    let of = |target: &str, response: &str| {
        let own = offer("o", "tier = \"universal\"\nfor = \"family\"");
        format!("target = [{{ id = \"t\", condition = '{target}' }}]\n{response}{own}")
    };
    let told = |found: &Differences| {
        let own = found.reached.iter();
        own.map(|own| (own.what.to_string(), own.effect.to_string(), own.regions[0][0].values.clone()))
            .collect::<Vec<_>>()
    };
    let row = |what: &str, effect: &str, value: &str| (what.to_owned(), effect.to_owned(), vec![value.to_owned()]);
    let found = difference(&of("family.territory == \"A\"", ""), &of("family.territory == \"B\"", ""));
    assert_eq!(told(&found), [row("target", "gains", "B"), row("target", "loses", "A")]);
    assert!(!found.is_empty() && found.differences.is_empty());
    assert!(found.reached.iter().all(|own| own.complete && own.family.territory.is_some()));
    let response = "response = { accompaniment = 'family.territory == \"A\"' }\n";
    let found = difference(&of("true", ""), &of("true", response));
    assert_eq!(told(&found), [row("accompaniment", "gains", "A")]);
}

#[test]
fn what_is_said_of_all_days_is_said_of_each() {
    // Before the date families in A gain it, from then on those in B.
    let own = |when: &str| {
        let when = format!("when = [{{ id = \"w\", condition = '{when}' }}]");
        let text = offer("o", &format!("tier = \"universal\"\nfor = \"family\"\n{when}"));
        Programme::from_toml(format!("{HEAD}valid = {{ from = 2026-06-01, until = 2026-06-30 }}\n{text}")).unwrap()
    };
    let later = own("on < date(\"2026-06-10\") ? family.territory == \"A\" : family.territory == \"B\"");
    let found = own("family.territory == \"C\"").difference(&later).unwrap();
    let gains = &found.differences[0];
    let values: Vec<&[String]> = gains.regions.iter().map(|region| region[0].values.as_slice()).collect();
    assert_eq!((values, gains.complete), (vec![&["A".to_owned()][..], &["B".to_owned()]], true), "{}", found.to_json());
}

#[test]
fn ranges_that_only_one_edition_allows_are_told() {
    let own = |range: &str| {
        let fact = format!("[facts.family.points]\ntype = \"int\"\nrange = {range}\ncategory = \"other\"\n");
        fact + &offer(
            "o",
            "tier = \"universal\"\nfor = \"family\"\nwhen = [{ id = \"w\", condition = \"family.points < 7\" }]",
        )
    };
    let found = difference(&own("[0, 9]"), &own("[2, 20]"));
    let [only] = found.narrowed.as_slice() else { panic!("{}", found.to_json()) };
    assert_eq!(
        (only.fact.as_str(), only.from.as_deref(), only.until.as_deref()),
        ("family.points", Some("2"), Some("9"))
    );
    assert!(!found.is_empty());
    assert!(difference(&own("[0, 9]"), &own("[0, 9]")).narrowed.is_empty());
}

#[test]
fn what_is_written_otherwise_is_told_in_every_language() {
    let of = |text: &str| Programme::from_toml(format!("{HEAD}{DAY}{text}")).unwrap();
    let fact = |range: &str| format!("[facts.family.points]\ntype = \"int\"\nrange = {range}\ncategory = \"other\"\n");
    let own = offer("o", "tier = \"targeted\"\nfor = \"family\"\ndose = { unit = \"visit\", amount = 4 }");
    let one = of(&(fact("[0, 9]") + &own));
    let paid = own.replace("\"free\"", "{ amount = 50, currency = \"EUR\" }").replace("visit", "hour");
    let two =
        of(&("target = [{ id = \"t\", condition = \"family.points < 7\" }]\n".to_owned() + &fact("[2, 20]") + &paid));
    let found = one.difference(&two).unwrap();
    for tag in Dictionary::SHIPPED {
        let said = found.to_text(&one, &two, &Dictionary::shipped(tag).unwrap()).unwrap();
        assert!(!said.contains(['{', '}']) && said.lines().count() > 10, "{tag}: {said}");
    }
    let said = found.to_text(&one, &two, &Dictionary::shipped("en").unwrap()).unwrap();
    for line in [
        "x, price: free of charge before, €50.00 after",
        "x, unit: visit before, hour after",
        "Compared only where both editions allow the values: family.points: 2 to 9.",
        "Target population: no longer reaches some families",
        "  - family.points: 7 or more",
        "x: in another unit for some families",
        "    Before: Eligible · 4 visit",
    ] {
        assert!(said.contains(line), "{line}\n\n{said}");
    }
}
