//! Conditions alone: printing and reading are each other's inverse, and where everything is known a condition means what
//! plain evaluation says.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a helper of a test fails as the test does")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a fault here is a failed test")]

use millejours::{Decision, format_condition};
use millejours_tests::oracle::compare::assess;
use millejours_tests::oracle::generate::{Choices, case, known_case};
use millejours_tests::oracle::model::{Expr, Kind};
use millejours_tests::oracle::world::Moment;
use millejours_tests::oracle::{answer, complete, write};
use proptest::collection::vec;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

fn runner(cases: u32) -> TestRunner {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]))
}

/// The same tree with more parentheses and other spaces.
fn loosened(text: &str, choices: &mut Choices<'_>) -> String {
    let (mut loose, mut open, mut before, mut quoted) = (String::new(), Vec::new(), ' ', false);
    for letter in text.chars() {
        quoted ^= letter == '"';
        match letter {
            _ if quoted || letter == '"' => loose.push(letter),
            '(' => {
                // A parenthesis after a name belongs to a call.
                let more = if before.is_alphanumeric() { 0 } else { choices.below(3) };
                loose.push_str(&"(".repeat(1 + more));
                open.push(more);
            }
            ')' => loose.push_str(&")".repeat(1 + open.pop().unwrap())),
            ' ' => loose.push_str([" ", "  ", "\n", "\t "][choices.below(4)]),
            _ => loose.push(letter),
        }
        if "(),".contains(letter) && !quoted && choices.chance(20) {
            loose.push(' ');
        }
        before = letter;
    }
    if choices.chance(50) { format!("( {loose})") } else { loose }
}

#[test]
fn reading_and_printing_are_inverse() {
    let lists = (vec(0..100_000_u32, 20..400), vec(0..100_000_u32, 400));
    let tested = runner(3_000).run(&lists, |(choices, spaces)| {
        let case = case(&choices);
        let spaces = &mut Choices::new(&spaces);
        for offer in &case.programme.offers {
            let writer = write::Writer { programme: &case.programme, subject: offer.of };
            for rule in offer.when.iter().chain(&offer.unless) {
                let text = writer.text(rule);
                let canonical = format_condition(&text).unwrap_or_else(|error| panic!("{text}\n{error}"));
                assert_eq!(format_condition(&canonical).as_ref(), Ok(&canonical));
                let loose = loosened(&text, spaces);
                assert_eq!(format_condition(&loose).as_ref(), Ok(&canonical), "{loose}");
                assert!(canonical.len() <= text.len() + 2, "{canonical}");
            }
        }
        Ok(())
    });
    tested.unwrap();
}

#[test]
fn where_all_is_known_a_condition_means_what_it_says() {
    let mut compared = 0;
    let lists = vec(0..100_000_u32, 20..500);
    let compared_here = std::cell::Cell::new(0);
    let tested = runner(4_000).run(&lists, |choices| {
        let case = known_case(&choices);
        let Some(assessment) = assess(&case).unwrap() else { return Ok(()) };
        let mut answers = assessment.offers.iter();
        for offer in &case.programme.offers {
            let uses = answer::uses(&case, offer);
            for (place, _) in answer::subjects(&case, offer).into_iter().enumerate() {
                let own = answers.next().unwrap();
                let subject = (offer.of != Kind::Family).then_some(place);
                let Some(found) = complete::Completions::of(&case, &uses, offer, subject) else { continue };
                if found.count() != Some(1) {
                    continue; // a birth that is due and not recorded is never known
                }
                let world = found.world(0).unwrap();
                let subject = subject.map(|place| (offer.of, place));
                let moment = Moment { programme: &case.programme, world: &world, on: case.on, subject };
                let holds = |rule: &Expr| moment.holds(rule);
                let wanted =
                    moment.subject_present() && offer.when.iter().all(holds) && !offer.unless.iter().any(holds);
                assert_eq!(own.decision == Decision::Eligible, wanted, "{}", write::vector(&case));
                assert!(own.decision != Decision::Undetermined && own.missing.is_empty(), "{}", write::vector(&case));
                compared_here.set(compared_here.get() + 1);
            }
        }
        Ok(())
    });
    tested.unwrap();
    compared += compared_here.get();
    assert!(compared >= 2_000, "only {compared} conditions were compared");
}
