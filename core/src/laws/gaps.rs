//! No day without a version, no day with two.

use super::Laws;
use super::gather::Findings;
use super::model::{Break, BreakKind, Finding, InForce, Law, Verdict};
use crate::gather;
use crate::programme::{Programme, ProgrammeHistory};

impl Finding {
    /// Whether versions of one programme leave no day without a rule and no day with two: from the first day of the first to
    /// the last of the last. [`ProgrammeHistory::new`] refuses versions for which this does not hold; here it is shown where.
    /// Which versions these are, and their days, is said in `editions`. Of no version nothing is decided.
    ///
    /// ```
    /// use millejours::{BreakKind, Finding, Programme, Verdict};
    /// let version = |valid: &str| Programme::from_toml(format!(
    ///     "schema = 1\nid = 'house'\nversion = '1'\nvalid = {valid}\noffers = []"
    /// ));
    /// let early = version("{ from = 2019-03-01, until = 2024-12-31 }")?;
    /// let late = version("{ from = 2025-01-02 }")?;
    /// let found = Finding::no_gap(&[early, late]);
    /// assert_eq!(found.verdict, Verdict::Broken);
    /// assert_eq!((found.breaks[0].kind, found.breaks[0].on.to_string()), (BreakKind::Gap, "2025-01-01".to_owned()));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn no_gap(versions: &[Programme]) -> Finding {
        let mut order: Vec<&Programme> = versions.iter().collect();
        gather::sort_by(&mut order, |one, two| one.valid().from.cmp(&two.valid().from));
        let mut findings = Findings::default();
        let mut reached: Option<&Programme> = None;
        for later in order.iter().copied() {
            let from = later.valid().from;
            if let Some(earlier) = reached {
                let found = match earlier.valid().until.map(|until| (until, until.succ_opt())) {
                    Some((_, next)) if next == Some(from) => None,
                    Some((until, next)) if until < from => next.map(|next| (BreakKind::Gap, next)),
                    _ => Some((BreakKind::Overlap, from)),
                };
                if let Some((kind, on)) = found {
                    findings.broken(Law::NoGap, Break::on(kind, on));
                }
            }
            let ends = |own: &Programme| own.valid().until.unwrap_or(chrono::NaiveDate::MAX);
            if reached.is_none_or(|earlier| ends(earlier) < ends(later)) {
                reached = Some(later);
            }
        }
        let mut found = findings.of(Law::NoGap);
        let told = |own: &Programme| {
            let valid = own.valid();
            InForce { version: own.version().to_owned(), from: valid.from, until: valid.until }
        };
        found.editions = order.into_iter().map(told).collect();
        if found.editions.is_empty() {
            found.verdict = Verdict::NotDecided;
        }
        found
    }
}

impl ProgrammeHistory {
    /// The laws of each version, in the order of their days; that there is no gap and no overlap is said of all together, with
    /// the versions and their days: [`ProgrammeHistory::new`] has seen to it.
    ///
    /// ```
    /// use millejours::{Law, Programme, ProgrammeHistory, Verdict};
    /// let only = Programme::from_toml("schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []")?;
    /// let history = ProgrammeHistory::new(vec![only])?;
    /// let laws = history.laws();
    /// let found = laws[0].of(Law::NoGap).unwrap();
    /// assert_eq!((found.verdict, found.editions[0].from.to_string()), (Verdict::Holds, "2026-01-01".to_owned()));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn laws(&self) -> Vec<Laws> {
        let together = Finding::no_gap(self.versions());
        let each = self.versions().iter().map(|programme| {
            let mut laws = programme.laws();
            let place = laws.laws.iter().filter(|own| own.law < Law::NoGap).count();
            laws.laws.insert(place, together.clone());
            laws
        });
        each.collect()
    }
}
