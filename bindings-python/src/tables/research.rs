//! What the class `Programme` gives to researchers.

use millejours::{CascadeStage, ConsentRules, Party, ResearchDays, ResearchQuestion, ResearchRow};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use super::arguments::Studied;
use super::arrow::{Table, days, texts, truths, wholes};
use super::of_waits;
use crate::arguments::{Day, Document, Name};
use crate::journal::arguments::{Names, party};
use crate::programme::Programme;
use crate::refusal::Refused;

/// Who asks, by which rules, and how finely days are told.
fn question(researcher: &Name, rules: &Name, finely: &Name) -> PyResult<ResearchQuestion> {
    let researcher: Party = party(researcher)?;
    let found = ResearchDays::ALL.iter().find(|own| own.as_str() == finely.0);
    let finely = found.ok_or_else(|| PyValueError::new_err("expected 'day', 'month' or 'quarter'"))?;
    let rules = match rules.0.trim_start().starts_with('{') {
        true => ConsentRules::from_json(&rules.0),
        false => ConsentRules::shipped(&rules.0),
    };
    Ok(ResearchQuestion::new(researcher, rules.map_err(Refused::from)?, *finely).map_err(Refused::from)?)
}

/// By what rows are put into groups.
#[derive(Clone, Copy)]
enum By {
    Offer,
    Requested,
    State,
}

fn grouping(names: &Names) -> PyResult<Vec<By>> {
    let one = |name: &Name| match &*name.0 {
        "offer" => Ok(By::Offer),
        "requested_on" => Ok(By::Requested),
        "state" => Ok(By::State),
        _ => Err(PyValueError::new_err("expected some of 'offer', 'requested_on' and 'state'")),
    };
    match names.0.is_empty() {
        true => Err(PyValueError::new_err("expected some of 'offer', 'requested_on' and 'state'")),
        false => names.0.iter().map(one).collect(),
    }
}

fn group(by: &[By], row: &ResearchRow) -> String {
    let texts = by.iter().map(|own| match own {
        By::Offer => row.offer.clone(),
        By::Requested => row.days.requested_on.map(|day| day.to_string()).unwrap_or_default(),
        By::State => row.state.to_string(),
    });
    texts.collect::<Vec<_>>().join(" ")
}

#[pymethods]
impl Programme {
    /// Referrals for a researcher, as they stand on a day, as a table: those alone about which a consent to research holds.
    ///
    /// `families` are tuples of a journal, its family, and a pseudonym of yours for the family, which is no id of theirs (or
    /// `None`: rows are then not tied to each other). `researcher` is a party such as `"researcher:insee"`; `rules` those of a
    /// country: its code where they come with the library, or a document of JSON; `days` are told by `"day"`, or as the first
    /// of their `"month"` or `"quarter"`, and durations are counted between days as they are told.
    ///
    /// | column | type | what |
    /// |---|---|---|
    /// | `family` | text | the pseudonym |
    /// | `offer` | text | the offer |
    /// | `state` | text | where it stands |
    /// | `requested_on`, `accepted_on`, `begun_on`, `ended_on` | day | as finely as asked for; null where it has not come there, or that is not known |
    /// | `days_to_accepted` | days | from requested to accepted |
    /// | `days_to_begun` | days | from accepted to begun |
    /// | `days_to_ended` | days | from begun to its end |
    /// | `days_waited` | days | from requested to begun |
    /// | `incomplete`, `contested` | bool | something of it was erased or is kept from the researcher; it was begun twice |
    ///
    /// A row needs a provider who was asked, and a consent that holds that day: for the purpose `research`, to this researcher,
    /// as an `important` act, about everybody for whom the referral is, from everybody who must agree, for the category `need` and each that
    /// the offer's rules, dose and form read. A consent to care gives none; nor does a law. What is kept from the researcher, and
    /// what was withdrawn since, has no row, also of an earlier day. Who did not agree leaves no trace: rows stand in the order
    /// of what they tell.
    ///
    /// Raises `DateError`, `FamilyError`, `ConsentError` where the rules cannot be used or the party is no researcher, and
    /// `ValueError` for another word for `days`.
    ///
    /// >>> family = {"adults": [{"id": "a1"}]}
    /// >>> families = [(journal, family, "s-17")]
    /// >>> asked = {"researcher": "researcher:insee", "rules": "FR", "days": "month"}
    /// >>> programme.research_table(families, "2026-06-05", **asked)  # nobody agreed to research
    /// <Table of 0 rows and 13 columns>
    /// >>> programme.research_table(families, "2026-06-05", **(asked | {"researcher": "provider:pmi"}))
    /// Traceback (most recent call last):
    /// millejours.errors.ConsentError: ...
    #[pyo3(signature = (families, on, *, researcher, rules, days))]
    #[expect(clippy::needless_pass_by_value, reason = "what Python hands over is owned")]
    fn research_table(
        &self,
        py: Python<'_>,
        families: Studied,
        on: Day,
        researcher: Name,
        rules: Name,
        days: Name,
    ) -> PyResult<Table> {
        let (on, question) = (on.date()?, question(&researcher, &rules, &days)?);
        py.detach(|| of_rows(&self.programme.research_rows(families.each(), &question, on)))
    }

    /// How far the referrals of `research_table` came and how long each stage took, as a table with small numbers kept back: one
    /// row a group and stage, from `requested` on.
    ///
    /// Takes what `research_table` takes; `by` names the columns that make a group: some of `"offer"`, `"requested_on"` (as
    /// finely as `days` says) and `"state"`. `at_least` is as in `referral_wait_table`, and so are the columns, but that
    /// `group` stands for `offer`. Publish one grouping of the same rows, not two.
    ///
    /// Raises as `research_table`, `JournalError` for a threshold of 0 or 2, and `ValueError` for other columns.
    ///
    /// >>> family = {"adults": [{"id": "a1"}]}
    /// >>> asked = {"researcher": "researcher:insee", "rules": "FR", "days": "quarter"}
    /// >>> by = ["offer", "requested_on"]
    /// >>> programme.research_wait_table([(journal, family, None)], "2026-06-05", **asked, by=by, at_least=5)
    /// <Table of 0 rows and 5 columns>
    /// >>> programme.research_wait_table([], "2026-06-05", **asked, by=["family"], at_least=5)
    /// Traceback (most recent call last):
    /// ValueError: expected some of 'offer', 'requested_on' and 'state'
    #[pyo3(signature = (families, on, *, researcher, rules, days, by, at_least))]
    #[expect(clippy::too_many_arguments, reason = "each has its name in a call")]
    #[expect(clippy::needless_pass_by_value, reason = "what Python hands over is owned")]
    fn research_wait_table(
        &self,
        py: Python<'_>,
        families: Studied,
        on: Day,
        researcher: Name,
        rules: Name,
        days: Name,
        by: Names,
        at_least: u64,
    ) -> PyResult<Table> {
        let (on, question) = (on.date()?, question(&researcher, &rules, &days)?);
        let by = grouping(&by)?;
        py.detach(|| {
            let rows = self.programme.research_rows(families.each(), &question, on);
            let waits = millejours::research_waits(&rows, |row| group(&by, row), at_least);
            of_waits("group", &waits.map_err(Refused::from)?)
        })
    }

    /// The rows of one family for a researcher, as JSON: `family`, `consents` and `referrals` are documents of JSON; the last is
    /// `{"schema": 1, "referrals": [...]}`. See `research_table`.
    ///
    /// Whoever joins the rows of many families puts them in an order that tells nothing of the families.
    ///
    /// Raises `DateError`, `FamilyError`, `ConsentError` and `JournalError`, as what reads each of them.
    ///
    /// >>> nothing, asked = '{"schema": 1}', {"researcher": "researcher:insee", "rules": "FR", "days": "month"}
    /// >>> referrals = '{"schema": 1, "referrals": [' + referral.to_json() + "]}"
    /// >>> programme.research_json(nothing, nothing, referrals, "2026-06-30", **asked)
    /// '{"schema":1,"rows":[]}'
    #[pyo3(signature = (family, consents, referrals, on, *, researcher, rules, days))]
    #[expect(clippy::too_many_arguments, reason = "each has its name in a call")]
    fn research_json(
        &self,
        py: Python<'_>,
        family: Document<'_>,
        consents: Document<'_>,
        referrals: Document<'_>,
        on: Day,
        researcher: Name,
        rules: Name,
        days: Name,
    ) -> Result<String, Refused> {
        let on = on.date()?;
        let (researcher, rules, days) = (&*researcher.0, &*rules.0, &*days.0);
        Ok(py.detach(|| self.programme.research_json(family, consents, referrals, researcher, rules, days, on))?)
    }
}

fn of_rows(rows: &[ResearchRow]) -> PyResult<Table> {
    let to = |stage: CascadeStage| wholes(rows.iter().map(move |row| row.days.days_to(stage)));
    Table::of(vec![
        ("family", texts(rows.iter().map(|row| row.family.as_ref())), true),
        ("offer", texts(rows.iter().map(|row| Some(&row.offer))), false),
        ("state", texts(rows.iter().map(|row| Some(row.state))), false),
        ("requested_on", days(rows.iter().map(|row| row.days.requested_on)), false),
        ("accepted_on", days(rows.iter().map(|row| row.days.accepted_on)), true),
        ("begun_on", days(rows.iter().map(|row| row.days.begun_on)), true),
        ("ended_on", days(rows.iter().map(|row| row.days.ended_on)), true),
        ("days_to_accepted", to(CascadeStage::Accepted), true),
        ("days_to_begun", to(CascadeStage::Begun), true),
        ("days_to_ended", to(CascadeStage::Completed), true),
        ("days_waited", wholes(rows.iter().map(|row| row.days.days_waited())), true),
        ("incomplete", truths(rows.iter().map(|row| Some(row.incomplete))), false),
        ("contested", truths(rows.iter().map(|row| Some(row.contested))), false),
    ])
}
