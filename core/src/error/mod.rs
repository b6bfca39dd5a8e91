//! Errors: one catalogue for three languages.
//!
//! Every refusal is an [`Error`] that holds one or more [`Problem`]s. A problem carries a stable [`Code`], the
//! [`Place`] where it stands, what was expected, and help. Messages never hold a family's data: they name the
//! place in the document (`children[0].born`), never what stands there.

mod catalogue;
mod nearest;

use std::fmt;

use serde::{Serialize, Serializer};

pub use catalogue::Code;
pub(crate) use nearest::{near_enough, nearest};

/// Where a problem stands: a line and column in a TOML document (both from 1, the column in characters), and a path such
/// as `offers[2].when[0].condition`, which stands in both TOML and JSON.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
#[non_exhaustive]
pub struct Place {
    /// The line in a TOML document or in a journal, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The column in that line, in characters, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// The path from the root of the document; empty where the whole document is meant. In a journal, the id of the event,
    /// where it is the event as a whole that is at fault; the key of its entry (`state`, `by`), or `author`, where that may not be said.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub path: String,
}

impl Place {
    /// A place known by its path alone.
    ///
    /// ```
    /// let place = millejours::Place::at("children[0].born");
    /// assert_eq!(place.to_string(), "children[0].born");
    /// ```
    pub fn at(path: impl Into<String>) -> Self {
        Place { line: None, column: None, path: path.into() }
    }

    /// A place with line and column beside its path.
    pub(crate) fn of(path: impl Into<String>, position: Option<(u32, u32)>) -> Self {
        Place { line: position.map(|p| p.0), column: position.map(|p| p.1), path: path.into() }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (Some(line), Some(column)) if self.path.is_empty() => write!(f, "line {line}, column {column}"),
            (Some(line), Some(column)) => write!(f, "line {line}, column {column} ({})", self.path),
            (Some(line), None) if self.path.is_empty() => write!(f, "line {line}"),
            (Some(line), None) => write!(f, "line {line} ({})", self.path),
            _ if self.path.is_empty() => write!(f, "the document"),
            _ => write!(f, "{}", self.path),
        }
    }
}

/// One thing that is wrong, or (as a warning of a programme that loads) worth a second look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Problem {
    /// The stable code, the same in Rust, Python and Kotlin.
    pub code: Code,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// What is wrong, in a line.
    pub message: String,
    /// What was expected there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// How to mend it: often the nearest known name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

impl Problem {
    pub(crate) fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        Problem { code, place, message: message.into(), expected: None, help: Some(code.advice().to_owned()) }
    }

    pub(crate) fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Stands at the end of a list that does not tell everything.
    pub(crate) fn more() -> Self {
        Problem::new(Code::DocumentMoreProblems, Place::default(), "there are more problems than are told here")
    }

    /// Adds `did you mean …` where a known name is near.
    pub(crate) fn near<'a>(self, wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        match nearest(wrong, known) {
            Some(name) => self.help(format!("did you mean `{name}`?")),
            None => self,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} [{}]", self.place, self.message, self.code)?;
        if let Some(expected) = &self.expected {
            write!(f, "\n  expected: {expected}")?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A refusal: which kind of argument was at fault, and everything that is wrong with it.
///
/// Each variant becomes one exception in Python and one sealed class in Kotlin.
///
/// ```
/// let refused = millejours::Programme::from_toml("schema = 1\nidd = 'x'").unwrap_err();
/// assert_eq!(refused.kind(), "programme");
/// let slip = refused.problems().iter().find(|problem| problem.code.as_str() == "document.unknown_key").unwrap();
/// assert_eq!((slip.place.line, slip.place.column), (Some(2), Some(1)));
/// assert_eq!(slip.help.as_deref(), Some("did you mean `id`?"));
///
/// // It is made to be read, by `{}` as by `{:?}`: so a `main` that ends with `?` prints this, too.
/// assert_eq!(format!("{refused:?}"), refused.to_string());
/// ```
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A programme document cannot be used.
    #[error("the programme cannot be used{}", listed(.0))]
    Programme(Vec<Problem>),
    /// A vocabulary document cannot be used.
    #[error("the vocabulary cannot be used{}", listed(.0))]
    Vocabulary(Vec<Problem>),
    /// A family document cannot be used by this programme.
    #[error("the family cannot be used{}", listed(.0))]
    Family(Vec<Problem>),
    /// A date is not a date, or lies outside the programme's validity.
    #[error("the date cannot be used{}", listed(.0))]
    Date(Vec<Problem>),
    /// The versions of a programme do not make one history.
    #[error("the versions make no history{}", listed(.0))]
    History(Vec<Problem>),
    /// A condition on its own cannot be read.
    #[error("the condition cannot be used{}", listed(.0))]
    Condition(Vec<Problem>),
    /// A stored assessment cannot be read.
    #[error("the assessment cannot be read{}", listed(.0))]
    Assessment(Vec<Problem>),
    /// A dictionary of words cannot be used.
    #[error("the dictionary cannot be used{}", listed(.0))]
    Dictionary(Vec<Problem>),
    /// A stored schedule cannot be read, or the options of its calendar cannot be used.
    #[error("the schedule cannot be used{}", listed(.0))]
    Schedule(Vec<Problem>),
    /// The laws cannot be looked at so: with these options, or in the words of that programme.
    #[error("the laws cannot be looked at so{}", listed(.0))]
    Laws(Vec<Problem>),
    /// Consents, the rules of a country or a request to see something cannot be used.
    #[error("the consents cannot be used{}", listed(.0))]
    Consent(Vec<Problem>),
    /// A journal, or an event for it, cannot be used.
    #[error("the journal cannot be used{}", listed(.0))]
    Journal(Vec<Problem>),
    /// Tables of families cannot be used.
    #[error("the columns cannot be used{}", listed(.0))]
    Columns(Vec<Problem>),
    /// What was asked for was left out of this build, to keep it small.
    #[error("this build cannot do that{}", listed(.0))]
    Feature(Vec<Problem>),
}

fn listed(problems: &[Problem]) -> String {
    problems.iter().map(|problem| format!("\n{problem}")).collect()
}

impl fmt::Debug for Error {
    /// As [`fmt::Display`], for a `main` that returns it and an `unwrap` print this form.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error {
    /// Everything that is wrong; never empty.
    pub fn problems(&self) -> &[Problem] {
        match self {
            Error::Programme(problems)
            | Error::Vocabulary(problems)
            | Error::Family(problems)
            | Error::Date(problems)
            | Error::History(problems)
            | Error::Condition(problems)
            | Error::Assessment(problems)
            | Error::Dictionary(problems)
            | Error::Schedule(problems)
            | Error::Laws(problems)
            | Error::Consent(problems)
            | Error::Journal(problems)
            | Error::Columns(problems)
            | Error::Feature(problems) => problems,
        }
    }

    /// Every kind of error, by the name that [`Error::kind`] gives.
    pub const KINDS: [&'static str; 14] = [
        "programme",
        "vocabulary",
        "family",
        "date",
        "history",
        "condition",
        "assessment",
        "dictionary",
        "schedule",
        "laws",
        "consent",
        "journal",
        "columns",
        "feature",
    ];

    /// Which kind of argument was at fault: `programme`, `vocabulary`, `family`, `date`, `history`, `condition`,
    /// `assessment`, `dictionary`, `schedule`, `laws`, `consent`, `journal` or `columns`; `feature` where the build was.
    pub fn kind(&self) -> &'static str {
        match self {
            Error::Programme(_) => "programme",
            Error::Vocabulary(_) => "vocabulary",
            Error::Family(_) => "family",
            Error::Date(_) => "date",
            Error::History(_) => "history",
            Error::Condition(_) => "condition",
            Error::Assessment(_) => "assessment",
            Error::Dictionary(_) => "dictionary",
            Error::Schedule(_) => "schedule",
            Error::Laws(_) => "laws",
            Error::Consent(_) => "consent",
            Error::Journal(_) => "journal",
            Error::Columns(_) => "columns",
            Error::Feature(_) => "feature",
        }
    }

    /// The refusal of whoever offers one face over builds with and without a feature of this crate.
    ///
    /// ```
    /// let refused = millejours::Error::feature_absent("laws");
    /// assert_eq!((refused.kind(), refused.code().as_str()), ("feature", "feature.absent"));
    /// ```
    pub fn feature_absent(feature: &str) -> Self {
        let message = format!("it was built without the feature `{feature}`");
        Error::Feature(vec![Problem::new(Code::FeatureAbsent, Place::at(feature), message)])
    }

    /// The code of the first problem.
    pub fn code(&self) -> Code {
        self.problems().first().map_or(Code::DocumentSyntax, |problem| problem.code)
    }

    /// The error as JSON, the same bytes in all languages: `{"schema":1,"error":"family","problems":[…]}`.
    pub fn to_json(&self) -> String {
        #[derive(Serialize)]
        struct Wire<'a> {
            schema: u32,
            error: &'a str,
            problems: &'a [Problem],
        }
        let wire = Wire { schema: 1, error: self.kind(), problems: self.problems() };
        serde_json::to_string(&wire).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_listed_once() {
        let all = [
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
        // A new variant stops this match from compiling: then add it to the list above and to KINDS.
        for error in &all {
            match error {
                Error::Programme(_)
                | Error::Vocabulary(_)
                | Error::Family(_)
                | Error::Date(_)
                | Error::History(_)
                | Error::Condition(_)
                | Error::Assessment(_)
                | Error::Dictionary(_)
                | Error::Schedule(_)
                | Error::Laws(_)
                | Error::Consent(_)
                | Error::Journal(_)
                | Error::Columns(_)
                | Error::Feature(_) => {}
            }
        }
        assert_eq!(all.iter().map(Error::kind).collect::<Vec<_>>(), Error::KINDS);
    }

    #[test]
    fn codes_are_unique_and_explained() {
        let mut codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), count);
        assert!(Code::ALL.iter().all(|code| code.explanation().ends_with('.')));
    }
}
