//! The runner refuses what is no vector, and blesses without touching the rest.

use std::collections::BTreeSet;

use millejours_tests::bless::blessed;
use millejours_tests::case::read;
use millejours_tests::replay::{compare, play};
use millejours_tests::root;

fn group(case: &str) -> String {
    format!("about = 'x'\n[[case]]\nname = 'one'\n{case}\n")
}

fn refusal(text: &str) -> String {
    read(text, &mut BTreeSet::new()).err().unwrap_or_default()
}

#[test]
fn what_is_no_vector_is_refused() {
    let wrongs = [
        ("condition = 'on == on'", "expects nothing"),
        ("condition = 'on == on'\nprints = 'x'\nprint = 'x'", "unknown field `print`"),
        ("condition = 'on == on'\nprints = 'x'\nerror = 'x'", "several results"),
        ("condition = 'on == on'\nexpect = 'x'", "stands alone"),
        ("condition = 'on == on'\nprints = 'x'\non = 'x'", "stands alone"),
        ("condition = 'on == on'\nprints = 'x'\nvocabularies = []", "stands alone"),
        ("programme = ''\nvocabularies = ''\nerror = 'x'", "invalid type"),
        ("programme = ''\nprints = 'x'", "belongs to a condition"),
        ("error = 'x'", "no programme"),
        ("programme = ''\nprogramme_json = ''\nerror = 'x'", "several programmes"),
        ("programme = ''\nfamily = ''\nfamily_hex = ''\non = ''\nerror = 'x'", "several programmes or families"),
        ("programme = ''\nfamily = ''\nexpect = 'x'", "go together"),
        ("programme = ''\non = ''\nexpect = 'x'", "go together"),
        ("programme = ''\nfamily = ''\nfact = 'x'\nexpect = 'x'", "`fact` and `answer` go together"),
        ("programme = ''\nfact = 'x'\nanswer = ''\nexpect = 'x'", "go together"),
        ("programme = ''\nfamily = ''\non = ''\ndecline = 'x'\nexpect = 'x'", "asks several things"),
        ("programme = ''\nfamily = ''\nasks = 'x'\nexpect = 'x'", "go together"),
        ("programme = ''\nasks = 'x'\nwarnings = ''", "needs `expect`"),
        ("history = []\nfamily = ''\ndecline = 'x'\nexpect = 'x'", "a history is not answered"),
        ("assessment = ''\nasks = ''\nexpect = 'x'", "stands alone"),
        ("assessment = ''\nprints = 'x'", "stands alone"),
        ("schedule = ''\non = ''\nexpect = 'x'", "stands alone"),
        ("programme = ''\nfamily = ''\non = ''\ngives = 'x'\nexpect = 'x'", "`gives` is"),
        ("programme = ''\ngives = 'schedule'\nexpect = 'x'", "needs a family and a day"),
        ("programme = ''\nfamily = ''\non = ''\nicalendar = '{}'\nexpect = 'x'", "needs one dictionary"),
        ("programme = ''\nexpect = 'x'", "needs a family"),
        ("programme = ''\nfamily = ''\non = ''\nwarnings = 'x'", "needs `expect` or `error`"),
        ("history = []\nwarnings = 'x'", "a history has no warnings"),
        ("programme = ''\nfamily = ''\non = 2026-06-01\nexpect = 'x'", "invalid type"),
    ];
    for (case, why) in wrongs {
        let wrong = refusal(&group(case));
        assert!(wrong.contains(why), "{case}\n{wrong}");
    }
    assert!(refusal("about = 'x'").contains("no case"));
    assert!(refusal("[[case]]\nname = 'one'").contains("about"));
    assert!(refusal(&group("").replace("one", "One")).contains("a-z"));
    let twice = format!(
        "{0}{1}",
        group("condition = 'x'\nerror = 'x'"),
        "[[case]]\nname = 'one'\ncondition = 'x'\nerror = 'x'"
    );
    assert!(refusal(&twice).contains("stands twice"));
}

#[test]
fn a_case_that_gives_something_else_fails() {
    let text = "about = 'x'\n[[case]]\nname = 'one'\ncondition = 'on == on'\nprints = 'something else'\n";
    let group = read(text, &mut BTreeSet::new()).unwrap();
    let outcome = play(root(), &group, &group.case[0]).unwrap();
    assert!(compare(&group.case[0], &outcome).unwrap_err().contains("prints differs"));
}

#[test]
fn blessing_rewrites_expectations_and_nothing_else() {
    let before = "about = 'x' # why\n\n# first\n[[case]]\nname = \"one\"\ncondition = '''on == on'''   # as written\n\
        error = 'old' # kept\n\n[[case]]\nname = 'two'\ncondition = 'on == on'\nprints = 'on == on'\n";
    let after = blessed(root(), before).unwrap();
    let again = blessed(root(), &after).unwrap();
    assert_eq!(after, again);
    assert!(after.contains("condition = '''on == on'''   # as written\nprints = '''\non == on\n'''\n"), "{after}");
    assert!(after.starts_with("about = 'x' # why\n\n# first\n[[case]]\nname = \"one\"\n"), "{after}");
    assert!(after.ends_with("\n[[case]]\nname = 'two'\ncondition = 'on == on'\nprints = 'on == on'\n"), "{after}");
    let group = read(&after, &mut BTreeSet::new()).unwrap();
    for case in &group.case {
        assert_eq!(compare(case, &play(root(), &group, case).unwrap()), Ok(()));
    }
}
