use std::ops::ControlFlow;

use super::*;
use crate::BreakKind;

const HEAD: &str =
    "schema = 1\nid = 't'\nversion = '1'\nvalid = { from = 2026-01-01, until = 2026-12-31 }\nterm_weeks = 41\n";

/// An offer with rules as its text has them.
fn offer(id: &str, subject: &str, rest: &str) -> String {
    format!(
        "[[offers]]\nid = '{id}'\nprovider = 'p'\ntier = 'universal'\nduty = 'to_offer'\nfor = '{subject}'\n\
         title = {{ en = 'O' }}\ncost = 'free'\n{rest}\n"
    )
}

fn rule(id: &str, condition: &str) -> String {
    format!("{{ id = '{id}', condition = '{condition}', source = 's' }}")
}

fn programme(text: &str) -> Programme {
    Programme::from_toml(format!("{HEAD}{text}")).unwrap()
}

/// What is found of everything but sources: kind, path, the other.
fn found(text: &str) -> Vec<(&'static str, String, Option<String>)> {
    let lints = programme(text).lints();
    assert!(lints.undecided.is_empty(), "{:?}", lints.undecided);
    lints.lints.into_iter().map(|lint| (lint.kind.as_str(), lint.path, lint.other)).collect()
}

fn lint(kind: LintKind, path: &str, other: Option<&str>) -> (&'static str, String, Option<String>) {
    (kind.as_str(), path.to_owned(), other.map(str::to_owned))
}

#[test]
fn rules_that_make_no_difference() {
    let when = |rules: &[(&str, &str)]| {
        let rules: Vec<_> = rules.iter().map(|(id, condition)| rule(id, condition)).collect();
        offer("o", "child", &format!("when = [{}]", rules.join(", ")))
    };
    assert_eq!(found(&when(&[("a", "child.age_months < 24")])), []);
    assert_eq!(
        found(&when(&[("a", "child.age_months < 24"), ("b", "child.age_months < 36")])),
        [lint(LintKind::RuleImplied, "offers[0].when[1]", Some("a"))]
    );
    // Of two that say the same the later is told.
    assert_eq!(
        found(&when(&[("a", "child.age_months < 24"), ("b", "child.age_years < 2")])),
        [lint(LintKind::RuleImplied, "offers[0].when[1]", Some("a"))]
    );
    // Neither alone, but both together.
    assert_eq!(
        found(&when(&[
            ("a", "child.age_months < 24 || family.carers == 1"),
            ("b", "child.age_months < 24 || family.carers != 1"),
            ("c", "child.age_months < 36")
        ])),
        [lint(LintKind::RuleImplied, "offers[0].when[2]", None)]
    );
    // A child listed is under 18, and a family has at most four of them here.
    assert_eq!(
        found(&when(&[("a", "child.age_years < 18"), ("b", "child.age_months < 24")])),
        [lint(LintKind::RuleAlways, "offers[0].when[0]", None)]
    );
    assert_eq!(
        found(&when(&[("a", "size(children) > 4"), ("b", "child.age_months < 24")])),
        [lint(LintKind::OfferUnreachable, "offers[0]", None), lint(LintKind::RuleNever, "offers[0].when[0]", None),]
    );
    // Each can hold, both cannot.
    assert_eq!(
        found(&when(&[("a", "child.age_months < 24"), ("b", "child.age_months >= 24")])),
        [lint(LintKind::OfferUnreachable, "offers[0]", None)]
    );
}

#[test]
fn exclusions_that_exclude_nobody() {
    let text = |unless: &str| {
        let rules = format!("when = [{}]\nunless = [{}]", rule("young", "child.age_months < 24"), rule("not", unless));
        offer("o", "child", &rules)
    };
    assert_eq!(found(&text("child.age_months < 3")), []);
    assert_eq!(
        found(&text("child.age_months >= 36")),
        [lint(LintKind::RuleImplied, "offers[0].unless[0]", Some("young"))]
    );
    assert_eq!(found(&text("child.age_years >= 18")), [lint(LintKind::RuleNever, "offers[0].unless[0]", None)]);
}

#[test]
fn a_rule_that_changes_on_a_day_is_no_rule_of_always() {
    let both = [rule("a", "child.age_months < 24"), rule("b", "on < date(\"2026-07-01\")")].join(", ");
    assert_eq!(found(&offer("o", "child", &format!("when = [{both}]"))), []);
    let later = rule("b", "on < date(\"2027-07-01\")");
    assert_eq!(
        found(&offer("o", "child", &format!("when = [{later}]"))),
        [lint(LintKind::RuleAlways, "offers[0].when[0]", None)]
    );
}

#[test]
fn offers_that_differ_in_nothing() {
    let visit = |condition: &str, rest: &str| {
        let rules = format!("when = [{}]\n{rest}", rule("w", condition));
        [
            offer("one", "child", &rules),
            offer("two", "child", "when = [{ id = 'v', condition = 'child.age_years < 2', source = 's' }]"),
        ]
        .concat()
    };
    assert_eq!(found(&visit("child.age_months < 24", "")), [lint(LintKind::OffersAlike, "offers[1]", Some("one"))]);
    assert_eq!(found(&visit("child.age_months < 25", "")), []);
    assert_eq!(found(&visit("child.age_months < 24", "languages = ['fr']")), []);
    assert_eq!(found(&visit("child.age_months < 24", "dose = { unit = 'hour', amount = 1 }")), []);
}

const MEANS: &str =
    "[facts.family.means]\ntype = 'int'\nrange = [0, 1000]\ncategory = 'income'\ndisadvantage = 'low'\n";

#[test]
fn cliffs_are_one_step_wide() {
    let text = |most: i64, condition: &str| {
        let rules = format!("when = [{}]\ndose = {{ unit = 'hour', amount = 20 }}", rule("m", condition));
        format!("laws = {{ cliff = {{ hour = {most} }} }}\n{MEANS}{}", offer("o", "family", &rules))
    };
    let lints = programme(&text(10, "family.means <= 400")).lints();
    let [cliff] = lints.lints.as_slice() else { panic!("{:?}", lints.lints) };
    assert_eq!((cliff.kind, cliff.path.as_str()), (LintKind::Cliff, "offers[0].dose"));
    assert_eq!((cliff.before, cliff.after, cliff.unit.as_deref()), (Some(20), Some(0), Some("hour")));
    let means: Vec<_> = cliff.families.iter().map(|family| family.to_json()).collect();
    assert!(means[0].contains("400") && means[1].contains("401"), "{means:?}");
    // What is allowed is none, nor is the end of a window, nor what is not asked for.
    assert_eq!(found(&text(20, "family.means <= 400")), []);
    assert_eq!(found(&text(10, "children.exists(c, c.age_months < 12)")), []);
    assert_eq!(found(&text(10, "family.means <= 400").replace("laws = { cliff = { hour = 10 } }", "")), []);
}

#[test]
fn what_stands_in_is_no_loss() {
    let more = offer(
        "more",
        "family",
        &format!(
            "when = [{}]\ndose = {{ unit = 'hour', amount = 20 }}\nreplaces = ['less']",
            rule("m", "family.means <= 400")
        ),
    );
    let less = |amount: i64| {
        let rules =
            format!("when = [{}]\ndose = {{ unit = 'hour', amount = {amount} }}", rule("m", "family.means <= 900"));
        format!("laws = {{ cliff = {{ hour = 10 }} }}\n{MEANS}{more}{}", offer("less", "family", &rules))
    };
    assert_eq!(found(&less(10)), []);
    assert_eq!(found(&less(9)).len(), 1);
}

#[test]
fn what_no_condition_should_read() {
    let facts = "[facts.family.talk]\ntype = 'bool'\ncategory = 'other'\nrecords = 'refusal'\n\
                 [facts.adult.epds_sum]\ntype = 'int'\nrange = [0, 30]\ncategory = 'health'\n";
    let conditions = [
        rule("a", "!family.talk"),
        rule("b", "adults.exists(a, a.epds_sum >= 10)"),
        "{ id = 'c', condition = 'family.carers == 1' }".to_owned(),
    ];
    let text = format!("{facts}{}", offer("o", "child", &format!("when = [{}]", conditions.join(", "))));
    assert_eq!(
        found(&text),
        [
            lint(LintKind::RefusalAsFact, "offers[0].when[0]", None),
            lint(LintKind::ScreeningAsFact, "offers[0].when[1]", None),
            lint(LintKind::NoSource, "offers[0].when[2]", None),
        ]
    );
    // A refusal lowers what the family has: that breaks the gradient too.
    let laws = programme(&text).laws();
    let lost: Vec<_> =
        laws.laws.iter().flat_map(|law| &law.breaks).filter(|own| own.kind == BreakKind::OfferLost).collect();
    assert_eq!(lost.iter().filter_map(|own| own.fact.as_deref()).collect::<Vec<_>>(), ["family.talk"]);
}

#[test]
fn a_second_parent_is_a_parent() {
    let text = |condition: &str| offer("o", "adult", &format!("when = [{}]", rule("r", condition)));
    assert_eq!(found(&text("adult.age_years < 30")), []);
    assert_eq!(found(&text("adult.lives_here != \"away\"")), []);
    assert_eq!(found(&text("adult.lives_here == \"always\"")), [lint(LintKind::SecondParent, "offers[0]", None)]);
    // Who is alone here is never two.
    assert_eq!(
        found(&text("adult.lives_here == \"always\" && family.carers == 1")),
        [lint(LintKind::SecondParent, "offers[0]", None), lint(LintKind::SecondParent, "offers[0]", None)]
    );
}

#[test]
fn of_sums_of_wide_numbers_nothing_is_claimed_that_was_not_found() {
    let facts = MEANS.replace("1000", "100000")
        + "[facts.family.rent]\ntype = 'int'\nrange = [0, 100000]\ncategory = 'housing'\n";
    let text =
        |condition: &str| format!("{facts}{}", offer("o", "family", &format!("when = [{}]", rule("r", condition))));
    assert_eq!(found(&text("family.means - family.rent <= 500")), []);
    // Neither is ever below 0, and together they are never above 200,000.
    for condition in ["family.means + family.rent >= 0", "family.means + family.rent <= 200000"] {
        let lints = programme(&text(condition)).lints();
        assert_eq!(lints.lints.iter().map(|own| own.kind).collect::<Vec<_>>(), [LintKind::RuleAlways]);
        assert_eq!(lints.undecided, []);
    }
    // Whoever has so much rent to pay has means below it.
    let lints =
        programme(&text("family.means >= 60000 && family.rent >= 60000 && family.means + family.rent <= 100000"))
            .lints();
    assert_eq!(
        lints.lints.iter().map(|own| own.kind).collect::<Vec<_>>(),
        [LintKind::OfferUnreachable, LintKind::RuleNever]
    );
}

#[test]
fn whoever_stops_is_told_what_is_left() {
    let programme = programme(&offer("o", "child", &format!("when = [{}]", rule("a", "child.age_months < 24"))));
    let lints = programme.lints_with(&programme.law_options(), &mut |_| ControlFlow::Break(())).unwrap();
    assert_eq!(lints.undecided.first().map(|own| own.bound), Some(Bound::Stopped));
    let mut seen = Vec::new();
    programme
        .lints_with(&programme.law_options(), &mut |progress| {
            seen.push((progress.done, progress.of));
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(seen, [(1, 2), (2, 2)]);
}

#[test]
fn the_wire_form() {
    let text = offer("o", "child", "when = [{ id = 'a', condition = 'child.age_months < 24' }]");
    assert_eq!(
        programme(&text).lints().to_json(),
        r#"{"schema":1,"programme":"t","version":"1","limits":{"adults":2,"children":2,"pregnancies":1,"expected":2},"lints":[{"kind":"no_source","path":"offers[0].when[0]","offer":"o","rule":"a"}]}"#
    );
}
