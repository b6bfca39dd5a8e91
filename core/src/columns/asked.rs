//! What is asked of the graph of a programme, offer by offer.

use super::certain::Group;
use super::node::Edge;
use super::study::Hangs;
use crate::programme::DoseRule;
use crate::vocabulary::Subject;

/// A condition in the graph, with what must be known for its unknown to be exact.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// `None` where it relates two members to each other: then every row is looked at alone.
    pub(crate) edge: Option<Edge>,
    /// Facts in conflict with themselves: where one of them is missing, an unknown is looked at alone.
    pub(crate) conflicts: Vec<Group>,
    /// Families of more members than this may be beyond the published bound: they are looked at alone wherever something of
    /// the offer is missing. `None` where any family may be.
    pub(crate) crowd: Option<usize>,
    /// Every fact that it reads.
    pub(crate) groups: Vec<Group>,
}

impl Asked {
    /// Are columns alone exact, in whatever family?
    pub(crate) fn is_sure(&self) -> bool {
        self.conflicts.is_empty() && self.crowd == Some(usize::MAX)
    }
}

/// A dose by score.
#[derive(Debug, Clone)]
pub(crate) struct Scored {
    pub(crate) rule: DoseRule,
    /// Points, and when they count; `None` where a row relates two members to each other.
    pub(crate) rows: Option<Vec<(i64, Edge)>>,
    /// Where a row of the score is open, the bounds are looked at alone.
    pub(crate) alone: bool,
    /// The same where one of these facts is missing.
    pub(crate) conflicts: Vec<Group>,
    /// The same where the offer itself is undetermined.
    pub(crate) shared: Vec<Group>,
    /// As [`Asked::crowd`].
    pub(crate) crowd: Option<usize>,
    /// Every fact that its rows read.
    pub(crate) groups: Vec<Group>,
}

/// An offer as the graph answers it.
#[derive(Debug)]
pub(crate) struct Answering {
    pub(crate) subject: Subject,
    pub(crate) whole: Asked,
    pub(crate) dose: Option<Scored>,
    /// Its rules, and whether each excludes; only where they, or whom they keep out, were asked for.
    pub(crate) rules: Vec<(Asked, bool)>,
    /// The facts that its answers can hang on; only where they were asked for.
    pub(crate) hangs: Hangs,
}
