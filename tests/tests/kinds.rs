//! Each kind of error has an exception of its own in Python. (Kotlin's are tested beside their mapping.)

#[path = "../../bindings-python/src/kind.rs"]
mod kind;

use kind::exception;
use millejours::Error;

#[test]
fn each_kind_of_error_has_its_own_exception() {
    let errors = [
        Error::Programme(Vec::new()),
        Error::Vocabulary(Vec::new()),
        Error::Family(Vec::new()),
        Error::Date(Vec::new()),
        Error::History(Vec::new()),
        Error::Condition(Vec::new()),
        Error::Assessment(Vec::new()),
        Error::Dictionary(Vec::new()),
        Error::Schedule(Vec::new()),
        Error::Laws(Vec::new()),
        Error::Consent(Vec::new()),
        Error::Journal(Vec::new()),
        Error::Columns(Vec::new()),
        Error::Feature(Vec::new()),
    ];
    for error in &errors {
        assert_eq!(exception(error).to_lowercase(), format!("{}error", error.kind()));
    }
    // A kind added to the core shows here first: then give it an exception in each language.
    assert_eq!(errors.iter().map(Error::kind).collect::<Vec<_>>(), Error::KINDS);
}
