//! The Python face of Millejours: arguments in, answers and typed exceptions out. All meaning lives in the core.
#![forbid(unsafe_op_in_unsafe_fn)]

mod arguments;
mod dictionary;
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
        dictionary::Dictionary, format_condition, history::ProgrammeHistory, programme::Programme,
        vocabulary::Vocabulary,
    };
}

/// Write a condition in its canonical form.
///
/// Raises `ConditionError` for what is not a condition.
#[pyfunction]
fn format_condition(text: arguments::Document<'_>) -> Result<String, refusal::Refused> {
    Ok(millejours::format_condition(text)?)
}
