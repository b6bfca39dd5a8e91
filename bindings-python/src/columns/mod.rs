//! Millions of families, column by column: from any table that speaks Arrow, and into tables that speak Arrow.

mod apart;
pub mod batches;
mod call;
pub mod drawn;
pub mod evaluation;
pub mod export;
mod gather;
mod given;
mod held;
mod keys;
pub mod made;
mod names;
mod nested;
mod reads;
mod seen;
mod stream;
pub mod study;
pub mod territory;
mod work;

use arrow_array::RecordBatch;
use millejours::{EvaluateOptions, Subject};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use self::batches::EvaluationBatches;
use self::call::{Call, Lists, OnFaults, Progress, threads};
use self::evaluation::Evaluation;
use self::given::{Given, Rows, failed};
use self::seen::Seen;
use self::work::Caller;
use crate::arguments::{Day, Name};
use crate::programme::Programme;
use crate::refusal::Refused;

/// Families that a stream evaluates at a time, where nobody says how many.
const ROWS: usize = 1 << 18;

/// All batches of a table. To be called without the interpreter's lock: who lends the rows may need it.
fn all(rows: Rows) -> PyResult<Vec<RecordBatch>> {
    let schema = rows.schema();
    let mut batches = Vec::new();
    for batch in rows {
        Python::attach(|py| py.check_signals())?;
        batches.push(batch.map_err(|error| failed(&error))?);
    }
    batches.retain(|batch| batch.num_rows() > 0);
    if batches.is_empty() {
        batches.push(RecordBatch::new_empty(schema));
    }
    Ok(batches)
}

struct Tables {
    families: Rows,
    /// In the order of `names::MEMBERS`.
    members: [Option<Rows>; 3],
}

impl Tables {
    fn of(py: Python<'_>, call: &mut Call, families: &Given, members: [(Subject, Option<Given>); 3]) -> PyResult<Self> {
        let mut seen = Seen::of([&members[0].1, &members[1].1, &members[2].1].map(Option::is_some));
        let names = call.names(true);
        let families = families.rows(py, Subject::Family, &names, &mut seen)?;
        let mut rows = |(subject, given): (Subject, Option<Given>)| {
            given.map(|given| given.rows(py, subject, &names, &mut seen)).transpose()
        };
        let [adults, children, pregnancies] = members;
        let members = [rows(adults)?, rows(children)?, rows(pregnancies)?];
        call.seen = seen;
        Ok(Tables { families, members })
    }
}

fn options(doses: bool, dates: bool, rules: bool, barriers: bool, missing: bool) -> EvaluateOptions {
    let given = [doses, dates, rules, barriers, missing];
    let asked = [
        EvaluateOptions::doses,
        EvaluateOptions::dates,
        EvaluateOptions::rules,
        EvaluateOptions::barriers,
        EvaluateOptions::missing,
    ];
    let asked = asked.into_iter().zip(given).filter(|(_, given)| *given);
    asked.fold(EvaluateOptions::new(), |options, (ask, _)| ask(options))
}

#[pymethods]
impl Programme {
    /// Say which help there is for many families on one day: one row a family, the same answers as for one family alone.
    ///
    /// `families`, and where the rules read them `children`, `adults` and `pregnancies`, are tables that speak Arrow
    /// (polars, pyarrow, pandas 3, a DuckDB relation, anything with `__arrow_c_stream__`, `__arrow_c_array__` or
    /// `__arrow_c_device_array__` in main memory) or paths to Parquet, which pyarrow reads. Columns bear the names of facts
    /// (`quotient_familial`, `needs.health`), or of what a family's document names (`born`, `lives_here`, `territory`); of other
    /// columns nothing is read. A null is unknown. Numbers and days that lie in one piece are not copied.
    ///
    /// The column `key` says whose a row is, as whole numbers or text; rows of members may stand in any order. The column
    /// `member` tells members of a family apart; without it the answers count their places. Where pregnancies have such a
    /// column, `pregnancy` of a child is its key, else the place from 0. Members may also stand in the families' own table, as
    /// columns `children`, `adults` and `pregnancies` of lists of structs.
    ///
    /// `complete` names the lists from which nobody is missing in any family; where families differ, a column
    /// `complete.children` and so on says it; where the two contradict each other, that is refused. `doses`, `dates`, `rules` and
    /// `exact` ask for columns more; `barriers` and `missing` for what `Evaluation.barriers` and `Evaluation.missing` tell.
    /// `faults="report"` takes what is wrong as unknown, leaves out members of no family, and tells it in `Evaluation.report`.
    /// `threads` are all cores unless told otherwise; `progress` is called with how many families are done, and how many there
    /// are: what it raises stops the work, as Ctrl-C does, and nothing is kept.
    ///
    /// Raises `DateError`, and `ColumnsError` with everything that is wrong: columns missing or of another type, values that
    /// their fact cannot have, keys that stand twice, members of no family; each with how many rows and the first of them, and
    /// never a value.
    ///
    /// >>> evaluation = programme.evaluate(tables["family"], tables["children"], on="2026-06-01", complete=["children"])
    /// >>> polars.DataFrame(evaluation.child).rows()
    /// [(1, 'a', 1), (2, 'a', 2)]
    /// >>> programme.evaluate(tables["family"], tables["children"].drop("born"), on="2026-06-01", complete=["children"])
    /// Traceback (most recent call last):
    /// millejours.errors.ColumnsError: the columns cannot be used
    /// children.born: it is not there, for 2 rows [columns.missing]
    /// ...
    #[pyo3(signature = (
        families, children = None, adults = None, pregnancies = None, *, on, key = Name("family".to_owned()),
        member = Name("member".to_owned()), complete = Lists::default(), doses = false, dates = false, rules = false,
        exact = false, barriers = false, missing = false, faults = OnFaults::default(), threads = None, progress = None
    ))]
    #[expect(clippy::too_many_arguments, reason = "each has its name in a call")]
    #[expect(clippy::needless_pass_by_value, reason = "what Python hands over is owned")]
    fn evaluate(
        &self,
        py: Python<'_>,
        families: Given,
        children: Option<Given>,
        adults: Option<Given>,
        pregnancies: Option<Given>,
        on: Day,
        key: Name,
        member: Name,
        complete: Lists,
        doses: bool,
        dates: bool,
        rules: bool,
        exact: bool,
        barriers: bool,
        missing: bool,
        faults: OnFaults,
        threads: Option<usize>,
        progress: Option<Progress>,
    ) -> PyResult<Evaluation> {
        let caller =
            Caller { threads: self::threads(threads)?, progress: progress.map(|progress| progress.0), before: 0 };
        let (on, options) = (on.date()?, options(doses, dates, rules, barriers, missing));
        let plan = || self.made.plan(&self.programme, on, options.faults(faults.0));
        let call = py.detach(|| Call::new(&self.programme, plan, options, faults.0, key.0, member.0, complete.0));
        let mut call = call.map_err(Refused::from)?;
        call.exact = exact;
        let mut seen = Seen::of([adults.is_some(), children.is_some(), pregnancies.is_some()]);
        // One table after the other, each to its end: a connection of DuckDB has one open result at a time.
        let names = call.names(true);
        let mut whole = |subject: Subject, given: &Given| {
            let rows = given.rows(py, subject, &names, &mut seen)?;
            py.detach(|| all(rows))
        };
        let families = whole(Subject::Family, &families)?;
        let mut of =
            |subject: Subject, given: &Option<Given>| given.as_ref().map(|given| whole(subject, given)).transpose();
        let pieces = (
            families,
            [of(Subject::Adult, &adults)?, of(Subject::Child, &children)?, of(Subject::Pregnancy, &pregnancies)?],
        );
        call.seen = seen;
        py.detach(|| call.evaluate(&pieces, &caller))
    }

    /// Say which help there is for a stream of families, larger than memory: the same answers as `evaluate`, some families at
    /// a time.
    ///
    /// Takes what `evaluate` takes, and `rows`: how many families a piece has (262,144). Where members have tables of their
    /// own, each table is sorted by the key of the family (texts by their bytes), ascending: they are read side by side,
    /// so that DuckDB needs a connection (`cursor()`) for each. Without such tables families may stand in any order: a key that stands
    /// twice is then refused within a piece, and where the keys ascend, but not in different pieces of an unsorted table.
    /// Rows in messages are counted within the piece. `progress` hears how many families are done and how many were read.
    ///
    /// Raises as `evaluate`, at the piece at fault; and `ColumnsError` where tables are not sorted.
    ///
    /// >>> for piece in programme.evaluate_batches(tables["family"], tables["children"], on="2026-06-01", complete=["children"], rows=1):
    /// ...     print(piece.counts["home-visit"])
    /// OfferCounts(subject='child', eligible=1, undetermined=0, no=0, silent=0)
    /// OfferCounts(subject='child', eligible=0, undetermined=1, no=0, silent=0)
    /// >>> list(programme.evaluate_batches(tables["family"].reverse(), tables["children"], on="2026-06-01", complete=["children"]))
    /// Traceback (most recent call last):
    /// millejours.errors.ColumnsError: the columns cannot be used
    /// family.family: row 1 of a batch does not come after the one before it [columns.key]
    ///   help: sort each table by the key of the family, texts by their bytes
    #[pyo3(signature = (
        families, children = None, adults = None, pregnancies = None, *, on, key = Name("family".to_owned()),
        member = Name("member".to_owned()), complete = Lists::default(), doses = false, dates = false, rules = false,
        exact = false, barriers = false, missing = false, faults = OnFaults::default(), threads = None, progress = None, rows = ROWS
    ))]
    #[expect(clippy::too_many_arguments, reason = "each has its name in a call")]
    #[expect(clippy::needless_pass_by_value, reason = "what Python hands over is owned")]
    fn evaluate_batches(
        &self,
        py: Python<'_>,
        families: Given,
        children: Option<Given>,
        adults: Option<Given>,
        pregnancies: Option<Given>,
        on: Day,
        key: Name,
        member: Name,
        complete: Lists,
        doses: bool,
        dates: bool,
        rules: bool,
        exact: bool,
        barriers: bool,
        missing: bool,
        faults: OnFaults,
        threads: Option<usize>,
        progress: Option<Progress>,
        rows: usize,
    ) -> PyResult<EvaluationBatches> {
        if rows == 0 {
            return Err(PyValueError::new_err("expected at least one family a piece"));
        }
        let caller =
            Caller { threads: self::threads(threads)?, progress: progress.map(|progress| progress.0), before: 0 };
        let (on, options) = (on.date()?, options(doses, dates, rules, barriers, missing));
        let plan = || self.made.plan(&self.programme, on, options.faults(faults.0));
        let call = py.detach(|| Call::new(&self.programme, plan, options, faults.0, key.0, member.0, complete.0));
        let mut call = call.map_err(Refused::from)?;
        call.exact = exact;
        let members = [(Subject::Adult, adults), (Subject::Child, children), (Subject::Pregnancy, pregnancies)];
        let Tables { families, members } = Tables::of(py, &mut call, &families, members)?;
        Ok(EvaluationBatches::new(call, rows, families, members, caller))
    }
}
