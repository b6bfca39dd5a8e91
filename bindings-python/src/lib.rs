//! The Python face of Millejours: arguments in, answers and typed exceptions out. All meaning lives in the core.
#![forbid(unsafe_op_in_unsafe_fn)]

mod arguments;
mod history;
mod kind;
mod programme;
mod refusal;
mod vocabulary;

use pyo3::prelude::*;

/// The compiled half of the package `millejours`.
#[pymodule]
mod _millejours {
    #[pymodule_export]
    use super::{
        assessment_json, format_condition, history::ProgrammeHistory, programme::Programme, vocabulary::Vocabulary,
    };
}

/// Write a condition in its canonical form.
///
/// Raises `ConditionError` for what is not a condition.
#[pyfunction]
fn format_condition(text: arguments::Document<'_>) -> Result<String, refusal::Refused> {
    Ok(millejours::format_condition(text)?)
}

/// Read a stored assessment, and write it in its one form.
///
/// Raises `AssessmentError` with everything that is wrong with it.
#[pyfunction]
fn assessment_json(text: arguments::Document<'_>) -> Result<String, refusal::Refused> {
    Ok(millejours::Assessment::from_json(text)?.to_json())
}
