//! What is due, open, coming, or past and can be caught up: the days of each offer, from the same engine as its dates.

mod calendar;
mod explain;
mod model;
mod read;
mod timeline;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

pub use calendar::CalendarOptions;
pub use model::{DaySpan, DueDays, Schedule, ScheduleEntry, ScheduleStatus};

use crate::assessment::{Entry, Then, YEARS};
use crate::calendar::{Day, Unit, date_of, day_of};
use crate::error::Error;
use crate::family::{Beginning, Family};
use crate::gather;
use crate::programme::{Programme, ProgrammeHistory};
use crate::truth::Truth;
use crate::vocabulary::Subject;
use timeline::{Edition, Line, Stretch};

/// The day asked about, and the days before the first and after the last that are told.
#[derive(Clone, Copy)]
struct Reach {
    on: Day,
    low: Day,
    high: Day,
}

impl Reach {
    fn of(on: NaiveDate) -> Self {
        let on = day_of(on);
        Reach { on, low: Unit::Years.reached(on, -YEARS) - 1, high: Unit::Years.reached(on, YEARS) + 1 }
    }

    /// The date of a first or last day, unless it lies beyond what is told.
    fn told(self, day: Day) -> Option<NaiveDate> {
        (self.low < day && day < self.high).then(|| date_of(day))
    }
}

impl Programme {
    /// What is due, open, coming, or past and can be caught up for a family on a day, as if the programme stayed in force:
    /// time alone passes, up to 25 years each way, and an expected birth happens on its day.
    ///
    /// # Errors
    /// As [`Programme::prepare`].
    ///
    /// ```
    /// use millejours::{Family, Programme, parse_date};
    /// # let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\n[[offers]]\nid = 'visit'\n\
    /// # provider = 'pmi'\ntier = 'universal'\nduty = 'to_offer'\nfor = 'child'\ntitle = { en = 'V' }\ncost = 'free'\n\
    /// # when = [ { id = 'w', condition = 'child.age_months < 24' } ]";
    /// let programme = Programme::from_toml(text)?;
    /// let family = Family::from_json(r#"{"schema": 1, "children": [{"id": "c1"}]}"#)?;
    /// let schedule = programme.schedule(&family, parse_date("2026-06-01")?)?;
    /// // Without a day of birth nothing is certain, and nothing is refused.
    /// assert_eq!(&*schedule.entries[0].missing[0], "child[c1].born");
    ///
    /// let refused = programme.schedule(&family, parse_date("2025-06-01")?).unwrap_err();
    /// assert_eq!(refused.code().as_str(), "date.outside_validity");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn schedule(&self, family: &Family, on: NaiveDate) -> Result<Schedule, Error> {
        let (prepared, reach) = (self.prepare(family, on)?, Reach::of(on));
        let edition = Edition { programme: self, prepared, low: reach.low, high: reach.high };
        Ok(schedule(&[edition], 0, family, reach))
    }

    /// The schedule of a family on a day: JSON in, JSON out, the same bytes in all languages.
    ///
    /// # Errors
    /// As [`Family::from_json`] and [`Programme::prepare`].
    ///
    /// ```
    /// # let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []";
    /// let programme = millejours::Programme::from_toml(text)?;
    /// let on = millejours::parse_date("2026-06-01")?;
    /// assert_eq!(
    ///     programme.schedule_json(r#"{"schema": 1, "id": "f-001"}"#, on)?,
    ///     r#"{"schema":1,"programme":"h","version":"1","on":"2026-06-01","family":"f-001","entries":[]}"#,
    /// );
    /// assert!(programme.schedule_json("{", on).is_err());
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn schedule_json(&self, family: impl AsRef<[u8]>, on: NaiveDate) -> Result<String, Error> {
        self.in_force(on)?;
        Ok(self.schedule(&Family::from_json(family)?, on)?.to_json())
    }
}

impl ProgrammeHistory {
    /// What is due, open, coming, or past and can be caught up for a family on a day, by the edition in force on each day:
    /// what one edition alone has ends where that edition ends, and what two have by the same id goes on. Where no edition
    /// is in force, nothing is there.
    ///
    /// # Errors
    /// As [`ProgrammeHistory::on`] and [`Programme::schedule`].
    ///
    /// ```
    /// use millejours::{Family, Programme, ProgrammeHistory, parse_date};
    /// let edition = |valid: &str, months: u32| Programme::from_toml(format!(
    ///     "schema = 1\nid = 'h'\nversion = '{months}'\nvalid = {valid}\n[[offers]]\nid = 'visit'\nprovider = 'pmi'\n\
    ///      tier = 'universal'\nduty = 'to_offer'\nfor = 'child'\ntitle = {{ en = 'V' }}\ncost = 'free'\n\
    ///      when = [ {{ id = 'w', condition = 'child.age_months >= 0 && child.age_months < {months}' }} ]"
    /// ));
    /// let history = ProgrammeHistory::new(vec![
    ///     edition("{ from = 2019-03-01, until = 2024-12-31 }", 12)?,
    ///     edition("{ from = 2025-01-01 }", 24)?,
    /// ])?;
    /// let family = Family::from_json(r#"{"schema": 1, "children": [{"id": "c1", "born": "2024-02-01"}]}"#)?;
    /// let schedule = history.schedule(&family, parse_date("2024-06-01")?)?;
    /// assert_eq!(schedule.version, "12");
    /// // Twelve months would have ended it in January 2025: by then the later edition is in force.
    /// assert_eq!(schedule.entries[0].days.until, Some(parse_date("2026-01-31")?));
    /// assert!(history.schedule(&family, parse_date("2019-02-28")?).is_err());
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn schedule(&self, family: &Family, on: NaiveDate) -> Result<Schedule, Error> {
        let (current, reach) = (self.on(on)?, Reach::of(on));
        let mut editions = Vec::new();
        let mut now = 0;
        for programme in self.versions() {
            let valid = programme.valid();
            let low = day_of(valid.from).max(reach.low);
            let high = valid.until.map_or(reach.high, |until| day_of(until).min(reach.high));
            if low > high {
                continue;
            }
            if programme.valid() == current.valid() {
                now = editions.len();
            }
            let prepared = programme.prepare_as_if_in_force(family, on)?;
            editions.push(Edition { programme, prepared, low, high });
        }
        Ok(schedule(&editions, now, family, reach))
    }

    /// The schedule of a family on a day, by the edition in force on each day; see [`Programme::schedule_json`].
    ///
    /// # Errors
    /// As [`ProgrammeHistory::on`] and [`Programme::schedule_json`].
    pub fn schedule_json(&self, family: impl AsRef<[u8]>, on: NaiveDate) -> Result<String, Error> {
        self.on(on)?;
        Ok(self.schedule(&Family::from_json(family)?, on)?.to_json())
    }
}

/// Who an entry is of, in every edition: the offer, and the member by kind and place.
type Key<'e> = (&'e str, Subject, usize);

fn schedule(of: &[Edition<'_>], now: usize, family: &Family, reach: Reach) -> Schedule {
    let mut lines: BTreeMap<Key<'_>, Line<'_>> = BTreeMap::new();
    let mut order: Vec<Key<'_>> = Vec::new();
    // The edition in force first, then the others: its order is the one that ties go by.
    let rest = (0..of.len()).filter(|edition| *edition != now);
    for edition in std::iter::once(now).chain(rest) {
        let Some(own) = of.get(edition) else { continue };
        for entry in own.prepared.entries() {
            let key: Key<'_> = (&entry.offer.id, entry.holder.subject, entry.holder.index);
            let line = lines.entry(key).or_insert_with(|| {
                order.push(key);
                Line { entries: vec![None; of.len()] }
            });
            if let Some(place) = line.entries.get_mut(edition) {
                *place = Some(entry);
            }
        }
    }
    let (mut entries, mut exact) = (Vec::new(), true);
    for key in &order {
        let Some(line) = lines.get(key) else { continue };
        let (stretches, all) = line.stretches(of, now, reach.on, reach.high);
        exact &= all;
        for stretch in stretches {
            let said = of.get(stretch.edition).zip(line.entries.get(stretch.edition).copied().flatten());
            let Some((edition, entry)) = said else { continue };
            entries.push(told(edition, &entry, &stretch, reach, stretch.edition != now));
        }
    }
    gather::sort_by(&mut entries, |one, two| rank(one).cmp(&rank(two)));
    let current = of.get(now).map(|edition| edition.programme);
    Schedule {
        programme: current.map(|own| own.id().to_owned()).unwrap_or_default(),
        version: current.map(|own| own.version().to_owned()).unwrap_or_default(),
        on: date_of(reach.on),
        family: family.id.clone(),
        entries,
        exact,
    }
}

/// What is due first, by its last day (that which has none at the end); all else by its first day.
fn rank(entry: &ScheduleEntry) -> (ScheduleStatus, bool, Option<NaiveDate>) {
    match (entry.status, &entry.due) {
        (ScheduleStatus::Due, Some(due)) => (ScheduleStatus::Due, due.until.is_none(), due.until),
        (status, _) => (status, false, entry.days.from),
    }
}

fn told(edition: &Edition<'_>, entry: &Entry<'_>, stretch: &Stretch, reach: Reach, later: bool) -> ScheduleEntry {
    let day = stretch.first.max(reach.on);
    let open = edition.prepared.left_open(entry, stretch.truth == Truth::Yes, day);
    let mut missing = open.missing;
    let due = due(edition, entry, stretch, reach, &mut missing);
    let already = edition.prepared.has_already(entry);
    ScheduleEntry {
        offer: entry.offer.id.clone(),
        subject: edition.prepared.subject(entry),
        status: status(stretch, due.as_ref().filter(|_| !already), reach.on),
        decision: if stretch.truth == Truth::Yes { Then::Eligible } else { Then::Undetermined },
        days: DaySpan { from: reach.told(stretch.first), until: reach.told(stretch.last) },
        certain: stretch.certain.map(|(from, until)| DaySpan { from: reach.told(from), until: reach.told(until) }),
        due,
        dose: open.dose,
        version: later.then(|| Arc::from(edition.programme.version())),
        missing: missing.into_iter().collect(),
        already,
        exact: stretch.exact && open.exact,
    }
}

fn status(stretch: &Stretch, due: Option<&DueDays>, on: Day) -> ScheduleStatus {
    let Some(due) = due.filter(|_| stretch.first <= on) else {
        return if stretch.first > on { ScheduleStatus::Coming } else { ScheduleStatus::Open };
    };
    match (due.until.is_some_and(|until| day_of(until) < on), day_of(due.from) <= on) {
        (true, _) => ScheduleStatus::CatchUp,
        (false, true) => ScheduleStatus::Due,
        (false, false) => ScheduleStatus::Open,
    }
}

/// The days on which an offer is asked for, within those on which it can be had. Where the day that they are counted from is
/// not known, there are none, and that day is missing.
fn due(
    edition: &Edition<'_>,
    entry: &Entry<'_>,
    stretch: &Stretch,
    reach: Reach,
    missing: &mut BTreeSet<Arc<str>>,
) -> Option<DueDays> {
    let rule = entry.offer.due.as_ref()?;
    let from = match edition.prepared.begins(entry)? {
        Beginning::On(day) => *day,
        Beginning::Open { id, .. } | Beginning::Either { expected: (id, ..), .. } => {
            missing.extend(edition.prepared.missing_name(*id));
            return None;
        }
    };
    let programme = edition.programme;
    let term = programme.term_weeks().map_or(0, i64::from);
    let days = rule.days(from, term, programme.calendar());
    if days.first > stretch.last {
        return None;
    }
    let past = days.last.is_some_and(|last| last < stretch.first);
    // What is past already is told as it was; all else within the days on which it can be had.
    let (first, last) = match past {
        true => (days.first, days.last),
        false => (days.first.max(stretch.first), Some(days.last.map_or(stretch.last, |last| last.min(stretch.last)))),
    };
    let rolled = last.zip(days.unrolled).is_some_and(|(last, unrolled)| last > unrolled);
    Some(DueDays { from: date_of(first), until: last.and_then(|last| reach.told(last)), rolled })
}
