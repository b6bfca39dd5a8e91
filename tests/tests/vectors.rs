//! Replays the vectors in Rust. With `MILLEJOURS_BLESS=1` it rewrites what they expect instead, and then fails if
//! anything changed, so that no blessing passes for a test.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault here is a failed test")]

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::io::Write;

use millejours_tests::bless::blessed;
use millejours_tests::case::{files, read};
use millejours_tests::replay::{compare, play};
use millejours_tests::root;

#[test]
fn every_case_gives_what_is_written() {
    let bless = std::env::var_os("MILLEJOURS_BLESS").is_some_and(|value| value == "1");
    let (mut seen, mut replayed, mut failures) = (BTreeSet::new(), 0, Vec::new());
    for path in files(&root().join("tests/vectors")).unwrap() {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let mut text = fs::read_to_string(&path).unwrap();
        if bless {
            let new = blessed(root(), &text).unwrap_or_else(|wrong| panic!("{file}: {wrong}"));
            if new != text {
                fs::write(&path, &new).unwrap();
                failures.push(format!("{file}: rewritten; read the difference, then run again"));
                text = new;
            }
        }
        let group = match read(&text, &mut seen) {
            Ok(group) => group,
            Err(wrong) => {
                failures.push(format!("{file}: {wrong}"));
                continue;
            }
        };
        for case in &group.case {
            replayed += 1;
            if let Err(wrong) = play(root(), &group, case).and_then(|outcome| compare(case, &outcome)) {
                failures.push(format!("{file}: {}: {wrong}", case.name));
            }
        }
    }
    if let Some(counts) = std::env::var_os("MILLEJOURS_COUNTS") {
        let mut counts = OpenOptions::new().create(true).append(true).open(counts).unwrap();
        writeln!(counts, "rust={replayed}").unwrap();
    }
    assert!(replayed > 0, "no case was replayed\n{}", failures.join("\n"));
    assert!(failures.is_empty(), "{} of {replayed} cases failed\n{}", failures.len(), failures.join("\n"));
}
