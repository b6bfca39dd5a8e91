//! What an evaluation is asked for.

/// What to do where a table lacks a column, or a value is none that its fact can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Faults {
    /// Refuse all of it, with one error that lists everything.
    #[default]
    Refuse,
    /// Take it as unknown, and tell it in [`crate::Evaluated::report`].
    Report,
}

/// What is wanted beside the truth of each offer.
///
/// ```
/// use millejours::EvaluateOptions;
/// let options = EvaluateOptions::new().doses().rules();
/// assert!(options.wants_doses() && !options.wants_dates());
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EvaluateOptions {
    pub(crate) doses: bool,
    pub(crate) dates: bool,
    pub(crate) rules: bool,
    pub(crate) barriers: bool,
    pub(crate) missing: bool,
    pub(crate) faults: Faults,
}

impl EvaluateOptions {
    /// The truth of each offer alone; whatever is wrong is refused.
    pub fn new() -> Self {
        Self::default()
    }

    /// With the bounds of each dose.
    #[must_use]
    pub fn doses(mut self) -> Self {
        self.doses = true;
        self
    }

    /// With the dates of each no: from when, or since when. Each no is looked at by itself, which takes microseconds.
    #[must_use]
    pub fn dates(mut self) -> Self {
        self.dates = true;
        self
    }

    /// With the rule that stands in the way of each no.
    #[must_use]
    pub fn rules(mut self) -> Self {
        self.rules = true;
        self
    }

    /// With whom each rule keeps out, and whom it alone does.
    #[must_use]
    pub fn barriers(mut self) -> Self {
        self.barriers = true;
        self
    }

    /// With the facts that undetermined answers hang on.
    #[must_use]
    pub fn missing(mut self) -> Self {
        self.missing = true;
        self
    }

    /// What to do where something is wrong.
    #[must_use]
    pub fn faults(mut self, faults: Faults) -> Self {
        self.faults = faults;
        self
    }

    /// Are doses wanted?
    pub fn wants_doses(&self) -> bool {
        self.doses
    }

    /// Are dates wanted?
    pub fn wants_dates(&self) -> bool {
        self.dates
    }

    /// Are the rules wanted that stand in the way?
    pub fn wants_rules(&self) -> bool {
        self.rules
    }

    /// Is it wanted whom each rule keeps out?
    pub fn wants_barriers(&self) -> bool {
        self.barriers
    }

    /// Are the facts wanted that undetermined answers hang on?
    pub fn wants_missing(&self) -> bool {
        self.missing
    }
}
