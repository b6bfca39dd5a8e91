//! Input that means harm, or is broken: a typed error or a bounded answer, on a small stack, and never a family's data.
#![allow(clippy::unwrap_used, reason = "a helper of a test fails as the test does")]

use std::fmt::Write as _;

use millejours::{Family, Programme, format_condition, parse_date};

/// Runs on a stack of one megabyte, as threads of a JVM have.
fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().stack_size(1024 * 1024).spawn(work).unwrap().join().unwrap();
}

fn with_rule(condition: &str, definitions: &str, subject: &str) -> String {
    format!(
        "schema = 1\nid = 'h'\nversion = '1'\nvalid = {{ from = 2026-01-01 }}\n[facts.family.x]\ntype = 'int'\n\
         range = [0, 9]\ncategory = 'other'\n[facts.child.y]\ntype = 'int'\nrange = [0, 9]\ncategory = 'other'\n\
         [facts.adult.y]\ntype = 'int'\nrange = [0, 9]\ncategory = 'other'\n\
         [definitions]\n{definitions}\n[[offers]]\nid = 'o'\nprovider = 'p'\ntier = 'universal'\nduty = 'none'\n\
         for = '{subject}'\ntitle = {{ en = 'O' }}\ncost = 'free'\nwhen = [ {{ id = 'r', condition = '''{condition}''' }} ]\n"
    )
}

fn codes(error: &millejours::Error) -> Vec<&'static str> {
    error.problems().iter().map(|problem| problem.code.as_str()).collect()
}

#[test]
fn nesting_and_length_are_bounded() {
    on_a_small_stack(|| {
        let deep = format!("{}family.x == 1{}", "(".repeat(100_000 / 4), ")".repeat(100_000 / 4));
        assert_eq!(codes(&format_condition(&deep).unwrap_err()), ["condition.too_deep"]);
        let long = format!("family.x == 1{}", " || family.x == 1".repeat(70_000));
        assert_eq!(codes(&format_condition(&long).unwrap_err()), ["condition.too_large"]);
        let wide = format!("family.x == 1{}", " || family.x == 1".repeat(3_000));
        assert!(format_condition(&wide).is_ok());
        assert_eq!(codes(&Programme::from_toml(with_rule(&wide, "", "family")).unwrap_err()), ["condition.too_large"]);
        // The deepest condition that is read is checked and answered on the same stack.
        let mut mixed = "family.x + 1 * 2 == 3".to_owned();
        for level in 0..28 {
            mixed = if level % 2 == 0 {
                format!("!({mixed} && true) || false")
            } else {
                format!("(({mixed}) ? true : false)")
            };
            if format_condition(&mixed).is_err() {
                break;
            }
            let programme = Programme::from_toml(with_rule(&mixed, "", "family")).unwrap();
            programme.assess_json(r#"{"schema":1}"#, parse_date("2026-06-01").unwrap()).unwrap();
            assert_eq!(Programme::from_toml(programme.to_toml()).unwrap().to_toml(), programme.to_toml());
        }
    });
}

#[test]
fn definitions_cannot_grow_without_end() {
    on_a_small_stack(|| {
        let mut doubling = String::from("d0 = 'family.x == 1'\n");
        for level in 1..40 {
            writeln!(doubling, "d{level} = 'd{} && !d{}'", level - 1, level - 1).unwrap();
        }
        let refused = Programme::from_toml(with_rule("d39", &doubling, "family")).unwrap_err();
        assert!(codes(&refused).contains(&"condition.too_large"));
        let mut chain = String::from("d0 = 'family.x == 1'\n");
        for level in 1..5_000 {
            writeln!(chain, "d{level} = '!d{}'", level - 1).unwrap();
        }
        let refused = Programme::from_toml(with_rule("d4999", &chain, "family")).unwrap_err();
        assert!(codes(&refused).contains(&"condition.too_deep"));
        let ring = "a = 'b || c'\nb = 'a'\nc = 'family.x == 1'";
        assert_eq!(codes(&Programme::from_toml(with_rule("a", ring, "family")).unwrap_err()), ["definition.cycle"; 2]);
    });
}

#[test]
fn a_thousand_members_are_refused_and_sixty_four_answered() {
    let members = |count: usize| {
        let ids: Vec<String> = (0..count).map(|id| format!(r#"{{"id":"m{id}"}}"#)).collect();
        format!(r#"{{"schema":1,"children":[{0}],"adults":[{0}]}}"#, ids.join(","))
    };
    let refused = Family::from_json(members(1_000)).unwrap_err();
    assert_eq!(codes(&refused), ["family.too_many_members"; 2]);
    let nested = "children.exists(c, adults.all(a, a.y + c.y > family.x || c.age_months < a.age_years))";
    let programme = Programme::from_toml(with_rule(nested, "", "child")).unwrap();
    let answer = programme.assess_json(members(64), parse_date("2026-06-01").unwrap()).unwrap();
    assert!(answer.contains(r#""exact":false"#));
    assert!(answer.contains(r#""children""#) && answer.contains("child[m63].y"), "a superset of what is missing");
}

#[test]
fn broken_bytes_are_refused() {
    for bytes in [&b"\xff\xfe"[..], b"", b"\0", b"[", b"{", b"{}", b"null", b"\"", b"[[[[", b"{\"schema\":1e999}"] {
        assert!(!Programme::from_toml(bytes).unwrap_err().problems().is_empty());
        assert!(!Programme::from_json(bytes).unwrap_err().problems().is_empty());
        assert!(!Family::from_json(bytes).unwrap_err().problems().is_empty());
    }
    let nested = format!("{}1{}", "[".repeat(200_000), "]".repeat(200_000));
    assert!(Family::from_json(&nested).is_err());
    assert!(Programme::from_toml(format!("a = {nested}")).is_err());
}

#[test]
fn errors_never_tell_what_a_family_said() {
    let secret = "Zoe-4711";
    for family in [
        format!(r#"{{"schema":1,"id":"{secret} "}}"#),
        format!(r#"{{"schema":1,"{secret}":1}}"#),
        format!(r#"{{"schema":1,"territory":["{secret}"]}}"#),
        format!(r#"{{"schema":1,"children":[{{"id":"c","born":"{secret}"}}]}}"#),
        format!(r#"{{"schema":1,"children":[{{"id":"{secret}"}},{{"id":"{secret}"}}]}}"#),
        format!(r#"{{"schema":1,"children":[{{"id":"c","pregnancy":"{secret}"}}]}}"#),
        format!(r#"{{"schema":1,"facts":{{"{secret}":[1]}}}}"#),
        format!(r#"{{"schema":1,"facts":{{"x":"{secret}"}}}}"#),
        format!(r#"{{"schema":1,"facts":{{"x":{{"value":1,"{secret}":1}}}}}}"#),
        format!(r#"{{"schema":1,"needs":[{{"domain":"d","intensity":"{secret}","voice":"family"}}]}}"#),
        format!(r#"{{"schema":1,"relations":[{{"adult":"{secret}","child":"c"}}]}}"#),
        format!(r#"{{"schema":1,"{secret}" 1}}"#),
        format!(r#"{{"schema":1,"id":"{secret}""#),
        format!(r#"{{"schema":1,"complete":["{secret}"]}}"#),
    ] {
        let programme = Programme::from_toml(with_rule("family.x == 1", "", "family")).unwrap();
        let refused = programme.assess_json(&family, parse_date("2026-06-01").unwrap()).unwrap_err();
        let told = format!("{refused} {refused:?} {}", refused.to_json());
        assert!(!told.contains("Zoe") && !told.contains("4711"), "{told}");
    }
}

#[test]
fn work_is_bounded_whatever_the_numbers() {
    let odd = |count: usize| (0..count).map(|number| (2 * number + 1).to_string()).collect::<Vec<_>>().join(", ");
    let programme = |facts: &str, big: usize, subject: &str, condition: &str| {
        let text = format!(
            "schema = 1\nid = 'h'\nversion = '1'\nvalid = {{ from = 1900-01-01 }}\n{facts}\n[sets]\nbig = [{}]\n[[offers]]\n\
             id = 'o'\nprovider = 'p'\ntier = 'universal'\nduty = 'none'\nfor = '{subject}'\ntitle = {{ en = 'O' }}\n\
             cost = 'free'\nwhen = [ {{ id = 'r', condition = '''{condition}''' }} ]\n",
            odd(big)
        );
        Programme::from_toml(text).unwrap()
    };
    let flag = |subject: &str, name: &str| format!("[facts.{subject}.{name}]\ntype = 'bool'\ncategory = 'other'");
    let on = parse_date("2026-06-01").unwrap();
    let children: Vec<String> = (0..64).map(|id| format!(r#"{{"id":"c{id}"}}"#)).collect();
    let many = format!(r#"{{"schema":1,"complete":["children"],"children":[{}]}}"#, children.join(","));
    // Counts of many open facts, with factors that keep every total apart.
    let facts: Vec<String> = (0..3).map(|number| flag("child", &format!("k{number}"))).collect();
    let counts: Vec<String> = [(1, 0), (70, 1), (4900, 2)]
        .map(|(factor, fact)| format!("{factor} * size(children.filter(c, c.k{fact}))"))
        .into();
    let counted = programme(&facts.join("\n"), 1, "family", &format!("{} == 12345", counts.join(" + ")));
    assert!(counted.assess_json(&many, on).unwrap().contains(r#""exact":false"#));
    // A fact compared with a set of thousands of stretches.
    let facts = format!(
        "{}\n{}\n[facts.family.x]\ntype = 'int'\nrange = [0, 9999]\ncategory = 'other'",
        flag("family", "a"),
        flag("family", "b")
    );
    let condition = "((family.x in big && family.a && !family.a) || family.b) && (family.b || family.a)";
    assert!(programme(&facts, 2_000, "family", condition).assess_json(r#"{"schema":1}"#, on).is_ok());
    // Days of many children against thousands of ages.
    let condition = "children.exists(c, c.age_days in big && c.age_days < 0 && on < date(\"1900-01-01\"))";
    assert!(programme("", 3_000, "family", condition).assess_json(&many, on).is_ok());
    // Many facts that stand once beside a few that recur.
    let facts: Vec<String> = (0..300).map(|number| flag("family", &format!("f{number}"))).collect();
    let recurring: Vec<String> =
        (0..11).map(|number| format!("(family.f{number} || !family.f{})", (number + 1) % 11)).collect();
    let single: Vec<String> = (11..300).map(|number| format!("family.f{number}")).collect();
    let condition = format!("({}) && ({})", recurring.join(" && "), single.join(" || "));
    assert!(programme(&facts.join("\n"), 1, "family", &condition).assess_json(r#"{"schema":1}"#, on).is_ok());
}
