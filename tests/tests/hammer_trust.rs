//! A few seconds of arbitrary and of damaged consents, rules, referrals and journals: no panic, refusals that say something and
//! repeat nothing of a family, and nothing in a journal that nobody signed. The fuzz targets in `tests/fuzz` go on from here.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a fault here is a failed test")]

use millejours_tests::hammer::SECRET;
use millejours_tests::hammer_trust::{WHOLE, consents, journal, referral, rules};
use millejours_tests::oracle::generate::Choices;
use millejours_tests::random::from_environment;
use millejours_tests::wounds::{damaged, with_secrets};
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

fn runner(most: u32) -> TestRunner {
    let cases = u32::try_from(from_environment("MILLEJOURS_CASES", u64::from(most))).unwrap_or(most).min(most);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[12; 32]))
}

const CONSENT: &str = r#"{"id": "g1", "giver": "adult:a1", "gives": ["release", "processing"], "purpose": "referral",
    "categories": ["birth"], "recipients": ["provider:pmi"], "about": ["child[c1]"], "offer": "visit", "act": "ordinary",
    "from": "2026-05-01", "until": "2026-12-01", "notice": {"language": "pt", "edition": "2026-1"},
    "evidence": {"form": "written", "of_age": true, "witness": "provider:pmi"}, "status": "given", "since": "2026-05-01"}"#;
const LAWFUL: &str = r#"{"id": "l1", "law": "fr-casf-l226-2-2", "holder": "provider:pmi", "holder_is": ["secrecy"],
    "recipient": "authority:crip", "categories": ["need"], "about": ["child[c1]"], "on": "2026-06-01",
    "conditions": ["child_in_danger"], "steps": [{"step": "talk", "on": "2026-06-01"}]}"#;
const REQUEST: &str = r#"{"recipient": "provider:pmi", "purpose": "referral", "categories": ["birth", "need"],
    "about": ["family", "child[c1]"], "act": "ordinary", "offer": "visit"}"#;
const CONFIDENCE: &str = r#"{"id": "k1", "giver": "adult:a1", "keep": ["family.needs.safety", "child[c1]", "referral[r1]"],
    "from": ["adult:a2"], "status": "kept"}"#;
const REFERRAL: &str = r#"{"schema":1,"id":"r1","offer":"visit","provider":"provider:pmi","sender":"provider:m7",
    "about":["family"],"steps":[{"state":"proposed","on":"2026-06-01","by":"provider:m7"},
    {"state":"draft","on":"2026-06-02","by":"adult:a1"},{"state":"requested","on":"2026-06-03","by":"provider:m7",
    "disclosure":"d1"},{"state":"rejected","on":"2026-06-04","by":"provider:pmi","reason":"no_place"}]}"#;

/// A reader of any bytes.
type Reads = fn(&[u8]) -> Result<(), String>;

#[test]
fn any_bytes_at_all() {
    let tested = runner(3_000).run(&vec(any::<u8>(), 0..200), |bytes| {
        for read in [consents, rules, referral, journal] {
            assert_eq!(read(&bytes), Ok(()));
        }
        Ok(())
    });
    tested.unwrap();
}

#[test]
fn damaged_documents() {
    let all =
        format!(r#"{{"schema": 1, "consents": [{CONSENT}], "confidences": [{CONFIDENCE}], "lawful": [{LAWFUL}]}}"#);
    let france = include_str!("../../core/src/consent/countries/fr.toml");
    let whole: [(&str, Reads); 6] = [
        (CONSENT, consents),
        (LAWFUL, consents),
        (REQUEST, consents),
        (&all, consents),
        (REFERRAL, referral),
        (france, rules),
    ];
    for (text, read) in whole {
        assert_eq!(read(text.as_bytes()), Ok(()), "{text}");
    }
    let tested = runner(2_000).run(&vec(0..100_000_u32, 60), |wounds| {
        let wounds = &mut Choices::new(&wounds);
        let (text, read) = whole[wounds.below(whole.len())];
        for text in [damaged(text, wounds), with_secrets(text, wounds), damaged(&with_secrets(text, wounds), wounds)] {
            assert_eq!(read(text.as_bytes()), Ok(()), "{text}");
        }
        Ok(())
    });
    tested.unwrap();
}

#[test]
fn damaged_journals() {
    let whole = WHOLE.to_jsonl();
    assert_eq!((WHOLE.len(), whole.contains(SECRET)), (6, true));
    assert_eq!(journal(whole.as_bytes()), Ok(()));
    let tested = runner(1_000).run(&vec(0..100_000_u32, 60), |wounds| {
        let wounds = &mut Choices::new(&wounds);
        let mut lines: Vec<String> = whole.lines().map(str::to_owned).collect();
        for _ in 0..wounds.below(3) {
            let (at, other) = (wounds.below(lines.len()), wounds.below(lines.len()));
            match wounds.below(4) {
                0 => drop(lines.remove(at)),
                1 => lines.swap(at, other),
                2 => lines.push(lines[at].clone()),
                _ => lines[at] = damaged(&lines[at], wounds),
            }
        }
        let text = lines.join("\n");
        assert_eq!(journal(text.as_bytes()), Ok(()), "{text}");
        Ok(())
    });
    tested.unwrap();
    // Each line alone, damaged, is an event or a refusal.
    let tested = runner(1_000).run(&vec(0..100_000_u32, 60), |wounds| {
        let wounds = &mut Choices::new(&wounds);
        let lines: Vec<&str> = whole.lines().collect();
        let line = damaged(lines[wounds.below(lines.len())], wounds);
        assert_eq!(journal(line.as_bytes()), Ok(()), "{line}");
        Ok(())
    });
    tested.unwrap();
}
