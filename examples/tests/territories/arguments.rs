//! The command line: what it shows first, and what it says of slips.

use crate::common::{families, refused, run};

const FIRST: &str = "maison-1000-jours";

#[test]
fn without_arguments_one_family_is_shown_and_the_others_are_named() {
    let page = run(&[]);
    assert!(page.starts_with("f-lone  ·  2026-06-01\n"), "{page}");
    assert_eq!(page.matches("  ·  2026-06-01").count(), 1);
    assert!(page.lines().count() < 50, "{page}");
    let (_, others) = page.rsplit_once("Others, by name: ").unwrap();
    for name in families(FIRST).iter().filter(|name| *name != "f-lone") {
        assert!(others.contains(name.as_str()), "{name}");
    }
    assert!(others.contains("--all") && others.contains("--help"));
    // The page itself is the one that the family has by its name.
    assert!(page.starts_with(&run(&["f-lone"])));
}

#[test]
fn every_territory_shows_a_family_of_its_own_first() {
    for (territory, name) in [("familienzentriertes-netzwerk", "f-unsure"), ("fruehe-hilfen", "f-first")] {
        assert!(run(&[territory]).starts_with(&run(&[name, territory])), "{territory}");
    }
}

#[test]
fn all_families_are_shown_with_the_table() {
    let all = run(&["--all"]);
    for name in families(FIRST) {
        assert!(all.contains(&format!("{name}  ·  2026-06-01\n")), "{name}");
    }
    assert!(all.contains("not_eligible"));
}

#[test]
fn help_tells_what_there_is() {
    let help = run(&["--help"]);
    assert_eq!(help, run(&["-h", "fr"]));
    let switches = ["--all", "--professional", "--talk", "--summary", "--help"];
    for word in ["fruehe-hilfen", "de, en, fr, it", "2026-09-01", "f-loss", FIRST].into_iter().chain(switches) {
        assert!(help.contains(word), "{word}: {help}");
    }
    assert!(run(&["fruehe-hilfen", "--help"]).contains("in fruehe-hilfen: f-adoption"));
}

#[test]
fn slips_are_told_with_what_there_is() {
    for (arguments, slip) in [
        (&["maison"][..], "`maison` is no territory, no language, and no family of "),
        (&["pt", "f-loss"], "`pt` is no territory"),
        (&["f-nobody"], "`f-nobody` is no territory"),
        (&["f-lone", "fruehe-hilfen"], "`f-lone` is no territory"),
        (&["--table"], "there is no switch `--table`"),
    ] {
        let told = refused(arguments);
        assert!(told.starts_with(slip), "{told}");
        assert!(told.contains("territory") && told.contains("--professional"), "{told}");
    }
    for (arguments, slip) in [
        (&["2026-13-01"][..], "the date cannot be used\non: there is no such date [date.invalid]\n"),
        (&["1999-01-01"], "the date cannot be used\non: no version is in force that day"),
        (&["f-lone", "f-loss"], "name one family, or ask for `--all`\n"),
        (&["--all", "f-loss"], "name one family, or ask for `--all`\n"),
        (&["--summary", "f-loss"], "`--summary` tells every family: leave out `f-loss`\n"),
    ] {
        let told = refused(arguments);
        assert!(told.starts_with(slip), "{told}");
    }
}

#[test]
fn talks_are_those_of_the_story() {
    assert!(refused(&["--talk"]).trim_end().ends_with("story.json has talks with nobody"));
    let told = refused(&["fruehe-hilfen", "--talk", "f-twins"]);
    assert!(told.trim_end().ends_with("has talks with f-little-told, f-preterm, f-foster"), "{told}");
    let one = run(&["fruehe-hilfen", "--talk", "f-foster"]);
    assert!(one.starts_with("talk f-foster: ") && run(&["fruehe-hilfen", "--talk"]).contains(&one));
}
