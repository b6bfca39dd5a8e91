//! The plan that was made last.

use std::sync::{Mutex, PoisonError};

use chrono::NaiveDate;
use millejours::{Error, EvaluateOptions, Plan, Programme};

/// The plan that a programme was last made ready into: whoever evaluates batch by batch, as Spark does, asks for the same again.
#[derive(Debug, Default)]
pub struct Made(Mutex<Option<(NaiveDate, EvaluateOptions, Plan)>>);

impl Made {
    /// The plan for a day and what is asked for. To be called without the interpreter's lock.
    pub fn plan(&self, programme: &Programme, on: NaiveDate, options: EvaluateOptions) -> Result<Plan, Error> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((day, asked, plan)) = last.as_ref()
            && (*day, *asked) == (on, options)
        {
            return Ok(plan.clone());
        }
        let plan = programme.plan(on, options)?;
        *last = Some((on, options, plan.clone()));
        Ok(plan)
    }
}
