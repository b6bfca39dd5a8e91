//! The story keeps its word: what it claims is looked at here, and its page shows what it prints.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a fault here is a failed test")]

#[path = "../a-withdrawal-in-between/story.rs"]
#[allow(dead_code, reason = "its `main`")]
mod story;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use millejours::{Journal, parse_date};
use serde_json::json;
use story::{Kept, Story, Visit};

/// Where the threads of a journal stand.
fn stands(journal: &Journal, on: &str) -> BTreeMap<String, &'static str> {
    let standings = journal.standings(parse_date(on).unwrap());
    standings.into_iter().map(|own| (own.thread, own.state)).collect()
}

fn told() -> (Story, Visit, Kept) {
    let mut story = Story::new().unwrap();
    let visit = story.visit().unwrap();
    let kept = story.kept(visit.office.clone()).unwrap();
    (story, visit, kept)
}

#[test]
fn the_withdrawal_wins_and_nobody_acts_on_the_consent_any_more() {
    let (story, visit, _) = told();
    let back = "2026-06-05";
    assert!(story.page.contains("merged both ways: same bytes true, refused 0"));
    assert_eq!(stands(&visit.office, back)["g1"], "withdrawn");
    assert_eq!(stands(&visit.office, back)["r1"], "cancelled");

    // The PMI: asked on the evening of the visit; then of the request nothing; then told that it is cancelled.
    let r1 = visit.pmi.iter().map(|copy| stands(copy, back).get("r1").copied());
    assert_eq!(r1.collect::<Vec<_>>(), [Some("requested"), None, Some("cancelled")]);
    assert_eq!(stands(&visit.pmi[0], "2026-06-03")["g1"], "given");
    assert_eq!(stands(&visit.pmi[1], back)["g1"], "withdrawn");

    // The disclosure stood on its day, and stands no longer.
    let consents = |on: &str| visit.office.consents(parse_date(on).unwrap());
    assert!(visit.disclosure.stands(&consents("2026-06-03"), parse_date("2026-06-03").unwrap()));
    assert!(!visit.disclosure.stands(&consents(back), parse_date(back).unwrap()));
    // What was shown is what the offer needs of the child, and nothing of its parents.
    assert_eq!(
        visit.disclosure.view().to_json(),
        r#"{"schema":1,"children":[{"id":"c1","born":"2025-02-11","facts":{"born_preterm":true}}]}"#
    );
    assert!(!visit.fhir.contains("1994") && !visit.fhir.contains("a2"));
    assert!(visit.dpv.contains("dpv:ConsentWithdrawn") && !visit.dpv.contains("dpv:ConsentGiven"));
}

#[test]
fn nothing_of_what_is_kept_reaches_him() {
    let (story, visit, kept) = told();
    let later = "2026-07-07";
    assert_eq!(stands(&kept.office, later)["r2"], "accepted");
    for (name, with, without) in &kept.partner {
        assert_eq!(with, without, "{name}");
    }
    let (_, his, _) = &kept.partner[0];
    for word in ["\"r2\"", "\"g2\"", "\"d2\"", "\"k1\"", "kept_from", "listening", "house"] {
        assert!(!his.contains(word), "{word}");
        assert!(kept.office.to_jsonl().contains(word), "{word}");
    }
    // What he had of the visit, about his child, he still has.
    assert!(his.contains("\"g1\"") && his.contains("\"r1\""));
    // Who is asked for her need is she. He is named nowhere.
    let (_, end) = story.page.split_once("may provider:house see it?").unwrap();
    assert!(end.contains("; ask adult:a1; seek advice first") && !end.contains("a2"));
    assert!(!kept.fhir.contains("a2") && !kept.fhir.contains("wellbeing"));
    assert!(kept.office.len() > visit.office.len());
}

/// The comparison can fail: where she keeps something else from him, he reads of the referral, for it is about his child too.
#[test]
fn without_her_word_he_would_have_had_it() {
    let mut story = Story::new().unwrap();
    let visit = story.visit().unwrap();
    story.papers["kept-from-him"]["keep"] = json!(["family.savings"]);
    let kept = story.kept(visit.office).unwrap();
    let (name, with, without) = &kept.partner[0];
    assert_eq!(*name, "journal");
    assert!(with.contains("\"r2\"") && with.contains("\"g2\"") && with != without);
}

/// What the page shows stands in the output, in this order; lines are left out only where it says `…`.
#[test]
fn the_page_shows_what_is_printed() {
    let (story, ..) = told();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("a-withdrawal-in-between");
    let page = fs::read_to_string(folder.join("README.md")).unwrap();
    let (_, shown) = page.split_once("```text\n").unwrap();
    let (shown, _) = shown.split_once("```").unwrap();
    let mut printed = story.page.lines();
    let mut lines = 0;
    let mut gap = false;
    for line in shown.lines() {
        if line.trim() == "…" {
            gap = true;
            continue;
        }
        let found = if gap { printed.find(|own| *own == line) } else { printed.next() };
        assert_eq!(found, Some(line));
        (lines, gap) = (lines + 1, false);
    }
    assert!(lines > 20 && (gap || printed.next().is_none()), "{lines}");
}
