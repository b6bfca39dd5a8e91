//! Columns that nothing reads, and that were likely meant to be read.

use super::kind::Kind;
use super::plan::Plan;
use super::reads::ColumnRead;
use super::row::{built_in, days_of};
use crate::error::near_enough;
use crate::vocabulary::{FactType, Subject};

/// A column that nothing reads, and the column that was likely meant. A column that has to be there and is not is refused
/// with its nearest name; this is of those that need not be there, whose loss nobody would see.
///
/// ```
/// use millejours::{EvaluateOptions, Programme, Subject, parse_date};
/// # let programme = Programme::from_toml(r#"
/// #     schema = 1
/// #     id = "town"
/// #     version = "1"
/// #     valid = { from = 2026-01-01 }
/// #     [[offers]]
/// #     id = "visit"
/// #     provider = "town"
/// #     tier = "universal"
/// #     duty = "none"
/// #     for = "child"
/// #     title = { en = "Visit" }
/// #     cost = "free"
/// #     when = [ { id = "age", condition = "child.age_months < 24" } ]
/// # "#)?;
/// let plan = programme.plan(parse_date("2026-06-01")?, EvaluateOptions::new())?;
/// let slips = plan.slips(Subject::Child, ["born", "arived", "weight"]);
/// assert_eq!((slips.len(), slips[0].column.as_str(), slips[0].meant.as_str()), (1, "arived", "arrived"));
/// // What is there was not meant by another.
/// assert!(plan.slips(Subject::Child, ["born", "arived", "arrived"]).is_empty());
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Slip {
    /// The column that is there.
    pub column: String,
    /// The column that is read where it is there.
    pub meant: String,
}

impl Plan {
    /// Columns of a table, by their names, that are likely a slip of the pen: in the order in which they are given.
    pub fn slips<'n>(&self, subject: Subject, names: impl IntoIterator<Item = &'n str>) -> Vec<Slip> {
        let there: Vec<&str> = names.into_iter().collect();
        let wanted: Vec<String> = self.wanted(subject).into_iter().filter(|name| !there.contains(&&**name)).collect();
        let slip = |column: &&str| {
            let near = wanted.iter().filter(|meant| near_enough(column, meant) && column.chars().count() > SHORT);
            near.min().map(|meant| Slip { column: (*column).to_owned(), meant: meant.clone() })
        };
        there.iter().filter(|column| !self.knows(subject, column)).filter_map(slip).collect()
    }

    /// The columns that are read where they are there.
    fn wanted(&self, subject: Subject) -> Vec<String> {
        let own = |read: &&ColumnRead| read.subject == subject;
        let optional: Vec<_> = self.optional().iter().filter(own).collect();
        let days = self.reads().iter().filter(own).chain(optional.iter().copied());
        let days = days.filter(|read| read.expected == Kind::Day.expected());
        let ends = days.flat_map(|read| [format!("{}_earliest", read.name), format!("{}_latest", read.name)]);
        optional.iter().map(|read| read.name.clone()).chain(ends).collect()
    }

    /// Does a family's document, or the programme, know a column of this name?
    fn knows(&self, subject: Subject, column: &str) -> bool {
        let known = |name: &str| {
            days_of(subject).contains(&name) || self.programme.facts().contains_key(&(subject, name.to_owned()))
        };
        let of_day = |name: &str| {
            days_of(subject).contains(&name)
                || self
                    .programme
                    .facts()
                    .get(&(subject, name.to_owned()))
                    .is_some_and(|fact| matches!(fact.of_type, FactType::Date { .. }))
        };
        let day = column.strip_suffix("_earliest").or_else(|| column.strip_suffix("_latest"));
        known(column) || built_in(subject, column) || day.is_some_and(of_day)
    }
}

/// Words so short are near to many others: `diet` is not meant for `died`.
const SHORT: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{EvaluateOptions, Programme, parse_date};

    #[test]
    fn columns_of_surveys_are_no_slips() {
        let programme = Programme::from_toml(
            r#"
            schema = 1
            id = "town"
            version = "1"
            valid = { from = 2026-01-01 }
            facts.child.weighed = { type = "date", category = "health" }
            [[offers]]
            id = "visit"
            provider = "town"
            tier = "universal"
            duty = "none"
            for = "child"
            title = { en = "Visit" }
            cost = "free"
            when = [ { id = "age", condition = "child.age_months < 24 && child.weighed < date(\"2026-05-01\")" } ]
            "#,
        );
        let plan = programme.unwrap().plan(parse_date("2026-06-01").unwrap(), EvaluateOptions::new()).unwrap();
        let slips = |subject, names: &[&str]| {
            let slips = plan.slips(subject, names.iter().copied());
            slips.into_iter().map(|slip| (slip.column, slip.meant)).collect::<Vec<_>>()
        };
        let own = |column: &str, meant: &str| (column.to_owned(), meant.to_owned());
        let survey =
            ["id", "sex", "weight", "region", "income", "diet", "name", "age", "household", "born_abroad", "rank"];
        for subject in Subject::ALL {
            assert_eq!(slips(subject, &survey), []);
        }
        assert_eq!(
            slips(Subject::Child, &["arived", "born_earlist", "weighed_latst"]),
            [own("arived", "arrived"), own("born_earlist", "born_earliest"), own("weighed_latst", "weighed_latest"),]
        );
        assert_eq!(
            slips(Subject::Pregnancy, &["outcom", "expectd", "endded"]),
            [own("outcom", "outcome"), own("expectd", "expected"), own("endded", "ended"),]
        );
        assert_eq!(
            slips(Subject::Family, &["complete.childs", "completechildren"]),
            [own("completechildren", "complete.children")]
        );
    }
}
