//! Which exception stands for which error of the core.

use millejours::Error;

/// The name of the exception class in `millejours.errors`.
pub fn exception(error: &Error) -> &'static str {
    match error {
        Error::Programme(_) => "ProgrammeError",
        Error::Vocabulary(_) => "VocabularyError",
        Error::Family(_) => "FamilyError",
        Error::Date(_) => "DateError",
        Error::History(_) => "HistoryError",
        Error::Condition(_) => "ConditionError",
        Error::Assessment(_) => "AssessmentError",
        Error::Dictionary(_) => "DictionaryError",
        Error::Schedule(_) => "ScheduleError",
        Error::Consent(_) => "ConsentError",
        Error::Journal(_) => "JournalError",
        Error::Laws(_) => "LawsError",
        Error::Columns(_) => "ColumnsError",
        Error::Feature(_) => "FeatureError",
        // The core may learn new kinds; the tests fail until each has a class of its own.
        _ => "MillejoursError",
    }
}
