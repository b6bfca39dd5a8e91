//! The command that proves the laws of the territories says what the front page says that it says.
#![allow(clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::process::Command;

#[test]
fn the_territories_hold_and_one_wrong_step_is_shown() {
    let done = Command::new(env!("CARGO_BIN_EXE_laws")).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let told = String::from_utf8(done.stdout).unwrap();
    let (fair, unfair) = told.split_once("with one wrong step").unwrap();
    // Four editions, six laws each.
    let verdicts = |text: &str, verdict: &str| text.lines().filter(|line| line.ends_with(verdict)).count();
    assert_eq!((verdicts(fair, " holds"), verdicts(fair, " broken"), verdicts(fair, " not_decided")), (24, 0, 0));
    assert!(unfair.contains("  gradient               broken"), "{unfair}");
    let doses: Vec<&str> = unfair.lines().filter(|line| line.contains("home-help: eligible")).collect();
    assert_eq!(doses, ["    home-help: eligible, 40 to 40 hour", "    home-help: eligible, 30 to 30 hour"]);
}
