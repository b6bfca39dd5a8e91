//! A few seconds of arbitrary and of damaged documents: no panic, refusals that say something, no secret told. The fuzz
//! targets in `tests/fuzz` go on from here.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a fault here is a failed test")]

use millejours::{Assessment, Code, Dictionary, Family, Programme, Vocabulary};
use millejours_tests::hammer::{condition, dictionary, family, programme, scheduled, stored};
use millejours_tests::oracle::civil::iso;
use millejours_tests::oracle::generate::{Choices, case};
use millejours_tests::oracle::write;
use millejours_tests::wounds::{WORDS, damaged, with_secrets};
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

fn runner(cases: u32) -> TestRunner {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[11; 32]))
}

#[test]
fn any_bytes_at_all() {
    let tested = runner(3_000).run(&vec(any::<u8>(), 0..200), |bytes| {
        let text = String::from_utf8_lossy(&bytes);
        assert_eq!(condition(&text), Ok(()));
        assert_eq!(programme(&bytes), Ok(()));
        assert_eq!(family(&bytes), Ok(()));
        assert_eq!(stored(&bytes), Ok(()));
        assert_eq!(scheduled(&bytes), Ok(()));
        assert_eq!(dictionary(&bytes), Ok(()));
        Ok(())
    });
    tested.unwrap();
}

/// A document with one fault a few hundred thousand times over is refused with the faults found first.
#[test]
fn no_more_problems_than_the_limit() {
    const LIMIT: usize = 1000;
    let empty = vec!["{}"; 350_000].join(",");
    let words: Vec<String> = (0..60_000).map(|at| format!("\"told_{at}\":\"x\"")).collect();
    let words = words.join(",");
    let json =
        |rest: String| format!(r#"{{"schema":1,"id":"p","version":"1","valid":{{"from":"2026-01-01"}},{rest}}}"#);
    let answer = r#""programme":"p","version":"1","on":"2026-06-01","response":"information","questions":[]"#;
    let begin = "schema = 1\nid = 'p'\nversion = '1'\nvalid = { from = 2026-01-01 }\n";
    let sets: String = (0..60_000).map(|at| format!("Told{at}=[]\n")).collect();
    let refused: [Result<(), millejours::Error>; 9] = [
        Programme::from_json(json(format!("\"offers\":[{empty}]"))).map(drop),
        Programme::from_toml(format!("{begin}offers = [{empty}]")).map(drop),
        Programme::from_toml(format!("{begin}offers = []\n[sets]\n{sets}")).map(drop),
        Programme::from_toml(format!("{begin}offers = []\n{}", "a b\n".repeat(200_000))).map(drop),
        Vocabulary::from_json(format!(r#"{{"schema":1,"id":"v","version":"1","facts":{{"family":{{{words}}}}}}}"#))
            .map(drop),
        Family::from_json(format!(r#"{{"schema":1,"children":[{empty}]}}"#)).map(drop),
        Family::from_json(format!(r#"{{"schema":1,{words}}}"#)).map(drop),
        Assessment::from_json(format!(r#"{{"schema":1,{answer},"offers":[{empty}]}}"#)).map(drop),
        Dictionary::from_json(format!(r#"{{"schema":1,"language":"fr","direction":"ltr","both":{{{words}}}}}"#))
            .map(drop),
    ];
    for (index, refused) in refused.into_iter().enumerate() {
        let refused = refused.unwrap_err();
        assert_eq!(refused.problems().len(), LIMIT, "{index}");
        assert_eq!(refused.problems()[LIMIT - 1].code, Code::DocumentMoreProblems, "{index}");
    }
}

#[test]
fn words_in_any_order() {
    let tested = runner(6_000).run(&vec(0..WORDS.len() + 8, 0..24), |words| {
        let facts =
            ["family.carers", "child.age_months", "on", "children", "m.unborn", "12", "'A'", "family.languages"];
        let text: String = words.iter().map(|word| WORDS.get(*word).unwrap_or(&facts[*word % 8])).copied().collect();
        assert_eq!(condition(&text), Ok(()), "{text}");
        Ok(())
    });
    tested.unwrap();
}

#[test]
fn damaged_dictionaries() {
    let french = include_str!("../../core/src/words/fr.toml");
    let arabic = include_str!("../words/ar.toml");
    let tested = runner(150).run(&vec(0..100_000_u32, 60), |wounds| {
        let wounds = &mut Choices::new(&wounds);
        let text = damaged(if wounds.chance(50) { french } else { arabic }, wounds);
        assert_eq!(dictionary(text.as_bytes()), Ok(()), "{text}");
        Ok(())
    });
    tested.unwrap();
    assert_eq!(dictionary(french.as_bytes()), Ok(()));
}

#[test]
fn damaged_documents() {
    let lists = (vec(0..100_000_u32, 20..400), vec(0..100_000_u32, 60));
    let tested = runner(700).run(&lists, |(choices, wounds)| {
        let (case, wounds) = (case(&choices), &mut Choices::new(&wounds));
        let asked = "for = \"child\"\ndue = { weeks = [2, 9], roll = \"next_working_day\" }";
        let whole = write::toml(&case.programme).replace("for = \"child\"", asked);
        let toml = damaged(&whole.replacen("domains", "calendar = { weekend = [\"sunday\"] }\ndomains", 1), wounds);
        assert_eq!(programme(toml.as_bytes()), Ok(()), "{toml}");
        if let Ok(whole) = millejours::Programme::from_toml(write::toml(&case.programme)) {
            let json = damaged(&whole.to_json(), wounds);
            assert_eq!(programme(json.as_bytes()), Ok(()), "{json}");
        }
        let json = write::json(&case.programme, &case.family);
        if let (Ok(whole), Ok(family)) =
            (millejours::Programme::from_toml(write::toml(&case.programme)), millejours::Family::from_json(&json))
        {
            let on = millejours::parse_date(&iso(case.on)).unwrap();
            let assessment = damaged(&whole.assess(&family, on).unwrap().to_json(), wounds);
            assert_eq!(stored(assessment.as_bytes()), Ok(()), "{assessment}");
            let schedule = damaged(&whole.schedule(&family, on).unwrap().to_json(), wounds);
            assert_eq!(scheduled(schedule.as_bytes()), Ok(()), "{schedule}");
        }
        for json in [damaged(&json, wounds), with_secrets(&json, wounds), damaged(&with_secrets(&json, wounds), wounds)]
        {
            assert_eq!(family(json.as_bytes()), Ok(()), "{json}");
        }
        Ok(())
    });
    tested.unwrap();
}
