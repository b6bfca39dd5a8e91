//! From the core's errors to what crosses into Kotlin.

use std::fmt;

use millejours::{Error, Problem};

/// Which exception of the Kotlin layer stands for the error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Kind {
    /// `ProgrammeException`
    Programme,
    /// `VocabularyException`
    Vocabulary,
    /// `FamilyException`
    Family,
    /// `DateException`
    Date,
    /// `HistoryException`
    History,
    /// `ConditionException`
    Condition,
    /// `AssessmentException`
    Assessment,
    /// `DictionaryException`
    Dictionary,
    /// `ScheduleException`
    Schedule,
    /// `ConsentException`
    Consent,
    /// `JournalException`
    Journal,
    /// `LawsException`
    Laws,
    /// `ColumnsException`
    Columns,
    /// `FeatureException`
    Feature,
    /// A kind that the core has learnt since; the tests fail until it has an exception of its own.
    Other,
}

impl Kind {
    fn of(error: &Error) -> Self {
        match error {
            Error::Programme(_) => Kind::Programme,
            Error::Vocabulary(_) => Kind::Vocabulary,
            Error::Family(_) => Kind::Family,
            Error::Date(_) => Kind::Date,
            Error::History(_) => Kind::History,
            Error::Condition(_) => Kind::Condition,
            Error::Assessment(_) => Kind::Assessment,
            Error::Dictionary(_) => Kind::Dictionary,
            Error::Schedule(_) => Kind::Schedule,
            Error::Consent(_) => Kind::Consent,
            Error::Journal(_) => Kind::Journal,
            Error::Laws(_) => Kind::Laws,
            Error::Columns(_) => Kind::Columns,
            Error::Feature(_) => Kind::Feature,
            _ => Kind::Other,
        }
    }
}

/// One problem, in the core's own words.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RawProblem {
    /// The stable code.
    pub code: String,
    /// The line, from 1.
    pub line: Option<i32>,
    /// The column, from 1.
    pub column: Option<i32>,
    /// The path from the root of the document.
    pub path: String,
    /// What is wrong, in a line. (A field `message` would clash in the generated code.)
    pub what: String,
    /// What was expected there.
    pub expected: Option<String>,
    /// How to mend it.
    pub help: Option<String>,
    /// The whole problem as a text.
    pub text: String,
}

impl From<&Problem> for RawProblem {
    fn from(problem: &Problem) -> Self {
        let whole = |number: Option<u32>| number.and_then(|number| i32::try_from(number).ok());
        RawProblem {
            code: problem.code.as_str().to_owned(),
            line: whole(problem.place.line),
            column: whole(problem.place.column),
            path: problem.place.path.clone(),
            what: problem.message.clone(),
            expected: problem.expected.clone(),
            help: problem.help.clone(),
            text: problem.to_string(),
        }
    }
}

/// A refusal of the core.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Error)]
pub enum Refusal {
    /// The only case: the kind is a value, so that the layer chooses the exception in one place.
    Refused {
        /// Which exception stands for it.
        kind: Kind,
        /// The whole error as a text.
        text: String,
        /// The code of the first problem.
        code: String,
        /// Everything that is wrong.
        problems: Vec<RawProblem>,
        /// The error as JSON.
        json: String,
    },
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Refusal::Refused {
            kind: Kind::of(&error),
            text: error.to_string(),
            code: error.code().as_str().to_owned(),
            problems: error.problems().iter().map(RawProblem::from).collect(),
            json: error.to_json(),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Refusal::Refused { text, .. } = self;
        f.write_str(text)
    }
}

impl std::error::Error for Refusal {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_error_has_its_own_exception() {
        let kinds = [
            (Error::Programme(Vec::new()), Kind::Programme),
            (Error::Vocabulary(Vec::new()), Kind::Vocabulary),
            (Error::Family(Vec::new()), Kind::Family),
            (Error::Date(Vec::new()), Kind::Date),
            (Error::History(Vec::new()), Kind::History),
            (Error::Condition(Vec::new()), Kind::Condition),
            (Error::Assessment(Vec::new()), Kind::Assessment),
            (Error::Dictionary(Vec::new()), Kind::Dictionary),
            (Error::Schedule(Vec::new()), Kind::Schedule),
            (Error::Laws(Vec::new()), Kind::Laws),
            (Error::Consent(Vec::new()), Kind::Consent),
            (Error::Journal(Vec::new()), Kind::Journal),
            (Error::Columns(Vec::new()), Kind::Columns),
            (Error::Feature(Vec::new()), Kind::Feature),
        ];
        for (error, kind) in &kinds {
            assert_eq!(Kind::of(error), *kind);
            assert_eq!(format!("{kind:?}").to_lowercase(), error.kind());
        }
        // A kind added to the core shows here first: then give it an exception in Kotlin.
        assert_eq!(kinds.iter().map(|(error, _)| error.kind()).collect::<Vec<_>>(), Error::KINDS);
    }

    #[test]
    fn a_refusal_carries_the_words_of_the_core() {
        let error = millejours::parse_date("2026-02-30").unwrap_err();
        let refusal = Refusal::from(error.clone());
        assert_eq!(refusal.to_string(), error.to_string());
        let Refusal::Refused { code, problems, json, .. } = refusal;
        assert_eq!(code, "date.invalid");
        assert_eq!(json, error.to_json());
        assert_eq!(problems.len(), error.problems().len());
        assert_eq!(problems[0].what, error.problems()[0].message);
        assert_eq!(problems[0].text, error.problems()[0].to_string());
    }
}
