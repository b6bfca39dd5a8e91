//! A schedule in words. A family reads what is there and when, never what was not done, and no duty of its own; a
//! professional reads every entry with its days.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::{DaySpan, Schedule, ScheduleEntry, ScheduleStatus};
use crate::assessment::{Part, Prepared, Speaker, Teller, Then, dotted};
use crate::error::{Code, Error, Place, Problem};
use crate::family::Family;
use crate::programme::{Cost, Offer, Programme, ProgrammeHistory};
use crate::words::{Audience, Dictionary, Slot, Symbol};

/// How many of the steps to come, and of the titles in a line, a family's page shows.
const STEPS: usize = 6;

/// Marks what was not calculated to the end, and the sentence at the end of the page that says so.
const INEXACT: &str = "* ";

/// An entry, its offer, and who speaks for the edition that it is from.
type Told<'e> = (&'e ScheduleEntry, &'e Offer, Speaker<'e>);

impl Schedule {
    /// The schedule as a page of plain text, without a newline at its end. `programme` and `family` are those that it is of:
    /// a schedule names members by their ids, and a family reads no id.
    ///
    /// A family reads what it is a good time for, what is still possible, what is there, and what comes later, never that
    /// something was not done. A professional reads every entry with the days on which it can be had and is asked for.
    /// Entries of an edition that is not `programme` are left out: for those, see [`ProgrammeHistory::schedule_text`].
    ///
    /// # Errors
    /// [`Error::Schedule`] with `programme.other` or `family.other` where it is not of that programme, or not of that family;
    /// and as [`Programme::prepare`], for the schedule's day.
    ///
    /// ```
    /// use millejours::{Audience, Dictionary, Family, Programme, parse_date};
    /// # let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\n[[offers]]\nid = 'visit'\n\
    /// # provider = 'pmi'\ntier = 'universal'\nduty = 'to_offer'\nfor = 'child'\ntitle = { en = 'Home visit' }\ncost = 'free'\n\
    /// # due = { in_month = 3 }\nwhen = [ { id = 'w', condition = 'child.age_months >= 2 && child.age_months < 12' } ]";
    /// // An offer with `due = { in_month = 3 }`, to be had from 2 to 11 completed months.
    /// let programme = Programme::from_toml(text)?;
    /// let family = Family::from_json(r#"{"schema": 1, "children": [{"id": "c1", "born": "2026-01-10"}]}"#)?;
    /// let english = Dictionary::shipped("en")?;
    /// let schedule = programme.schedule(&family, parse_date("2026-05-01")?)?;
    /// let said = schedule.to_text(&programme, &family, &english, Audience::Family)?;
    /// assert_eq!(said, "If it has not taken place yet, it is still possible\n  Home visit: until 9 January 2027");
    /// let said = schedule.to_text(&programme, &family, &english, Audience::Professional)?;
    /// assert!(said.contains("Asked for: from 10 March 2026 until 9 April 2026"));
    ///
    /// // A programme that was not yet in force on the schedule's day has no words for it.
    /// let later = Programme::from_toml(text.replace("2026-01-01", "2027-01-01"))?;
    /// let refused = schedule.to_text(&later, &family, &english, Audience::Family).unwrap_err();
    /// assert_eq!(refused.code().as_str(), "date.outside_validity");
    /// // And of another family nothing is told.
    /// let other = Family::from_json(r#"{"schema": 1, "children": [{"id": "c2", "born": "2026-01-10"}]}"#)?;
    /// let refused = schedule.to_text(&programme, &other, &english, Audience::Family).unwrap_err();
    /// assert_eq!((refused.kind(), refused.code().as_str()), ("schedule", "family.other"));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn to_text(
        &self,
        programme: &Programme,
        family: &Family,
        dictionary: &Dictionary,
        audience: Audience,
    ) -> Result<String, Error> {
        let prepared = programme.prepare(family, self.on)?;
        self.is_of(programme, family)?;
        Ok(page(self, &prepared, &[], family, dictionary, audience))
    }
}

impl Schedule {
    /// Refuses to tell of one programme or family in the words of another.
    fn is_of(&self, programme: &Programme, family: &Family) -> Result<(), Error> {
        let other = |code: Code, argument: &str, message: &str| {
            Err(Error::Schedule(vec![Problem::new(code, Place::at(argument), message)]))
        };
        if programme.id() != self.programme || programme.version() != self.version {
            let message = "this is not the programme, or not the edition, that the schedule is of";
            return other(Code::ProgrammeOther, "programme", message);
        }
        let subjects = self.entries.iter().filter_map(|entry| entry.subject.as_deref());
        let members = (family.adults.iter().map(|own| &own.id))
            .chain(family.children.iter().map(|own| &own.id))
            .chain(family.pregnancies.iter().map(|own| &own.id));
        let members: BTreeSet<&str> = members.map(String::as_str).collect();
        if family.id != self.family || !subjects.into_iter().all(|id| members.contains(id)) {
            return other(Code::FamilyOther, "family", "this is not the family that the schedule is of");
        }
        Ok(())
    }
}

impl Programme {
    /// The schedule of a family on a day in words, as [`Schedule::to_text`]: JSON in, text out, the same in all languages.
    ///
    /// # Errors
    /// As [`Programme::schedule_json`].
    ///
    /// ```
    /// use millejours::{Audience, Dictionary, Programme, parse_date};
    /// let programme = Programme::from_toml("schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []")?;
    /// let (on, english) = (parse_date("2026-06-01")?, Dictionary::shipped("en")?);
    /// let said = programme.schedule_text_json(r#"{"schema": 1}"#, on, &english, Audience::Family)?;
    /// assert_eq!(said, "There is nothing to plan at the moment. You can always come and talk.");
    /// assert!(programme.schedule_text_json("{", on, &english, Audience::Family).is_err());
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn schedule_text_json(
        &self,
        family: impl AsRef<[u8]>,
        on: NaiveDate,
        dictionary: &Dictionary,
        audience: Audience,
    ) -> Result<String, Error> {
        self.in_force(on)?;
        let family = Family::from_json(family)?;
        self.schedule(&family, on)?.to_text(self, &family, dictionary, audience)
    }
}

impl ProgrammeHistory {
    /// A schedule of this history in words, as [`Schedule::to_text`]; each entry in the words of the edition that it is from.
    ///
    /// # Errors
    /// As [`ProgrammeHistory::on`] and [`Schedule::to_text`].
    ///
    /// ```
    /// use millejours::{Audience, Dictionary, Family, Programme, ProgrammeHistory, parse_date};
    /// let only = Programme::from_toml("schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []")?;
    /// let (history, english) = (ProgrammeHistory::new(vec![only])?, Dictionary::shipped("en")?);
    /// let (family, on) = (Family::new(), parse_date("2026-06-01")?);
    /// let schedule = history.schedule(&family, on)?;
    /// let said = history.schedule_text(&schedule, &family, &english, Audience::Professional)?;
    /// assert!(said.ends_with("Nothing is asked for, possible or coming."));
    /// assert_eq!(said, history.schedule_text_json(family.to_json(), on, &english, Audience::Professional)?);
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn schedule_text(
        &self,
        schedule: &Schedule,
        family: &Family,
        dictionary: &Dictionary,
        audience: Audience,
    ) -> Result<String, Error> {
        let in_force = self.on(schedule.on)?;
        let prepared = in_force.prepare(family, schedule.on)?;
        schedule.is_of(in_force, family)?;
        Ok(page(schedule, &prepared, self.versions(), family, dictionary, audience))
    }

    /// The schedule of a family on a day in words: JSON in, text out; see [`Programme::schedule_text_json`].
    ///
    /// # Errors
    /// As [`ProgrammeHistory::schedule_json`].
    pub fn schedule_text_json(
        &self,
        family: impl AsRef<[u8]>,
        on: NaiveDate,
        dictionary: &Dictionary,
        audience: Audience,
    ) -> Result<String, Error> {
        self.on(on)?;
        let family = Family::from_json(family)?;
        self.schedule_text(&self.schedule(&family, on)?, &family, dictionary, audience)
    }
}

fn page(
    schedule: &Schedule,
    prepared: &Prepared<'_>,
    editions: &[Programme],
    family: &Family,
    dictionary: &Dictionary,
    audience: Audience,
) -> String {
    prepared.telling(family, dictionary, audience, |teller| {
        let speaker = |entry: &ScheduleEntry| match entry.version.as_deref() {
            None => Some(**teller),
            Some(version) => {
                let programme = editions.iter().find(|own| own.version() == version)?;
                Some(Speaker { programme, dictionary, audience })
            }
        };
        let told = schedule.entries.iter().filter_map(|entry| {
            let speaker = speaker(entry)?;
            Some((entry, speaker.offer(&entry.offer)?, speaker))
        });
        let page = Page { teller, told: told.collect() };
        match audience {
            Audience::Family => page.of_family(),
            Audience::Professional => page.of_professional(schedule),
        }
    })
}

const fn heading(status: ScheduleStatus) -> Symbol {
    match status {
        ScheduleStatus::Due => Symbol::ScheduleDue,
        ScheduleStatus::CatchUp => Symbol::ScheduleCatchUp,
        ScheduleStatus::Open => Symbol::ScheduleOpen,
        ScheduleStatus::Coming => Symbol::ScheduleComing,
    }
}

struct Page<'e> {
    teller: &'e Teller<'e>,
    told: Vec<Told<'e>>,
}

impl<'e> Page<'e> {
    /// From a day to another, as far as there are any.
    fn span(&self, from: Option<NaiveDate>, until: Option<NaiveDate>) -> Option<String> {
        let from = from.map(|day| self.teller.dated(Symbol::ScheduleFrom, day));
        let until = until.map(|day| self.teller.dated(Symbol::ScheduleUntil, day));
        match (&from, &until) {
            (Some(from), Some(until)) => {
                Some(self.teller.say(Symbol::ScheduleSpan, &[("from", Slot::Own(from)), ("until", Slot::Own(until))]))
            }
            _ => from.or(until),
        }
    }

    /// What is said of an offer, of all members of whom the same is said, once.
    fn lines(&self, entries: &[Told<'e>], say: impl Fn(&Told<'e>) -> String) -> Vec<String> {
        let mut groups: Vec<(&Told<'e>, String, Vec<&Arc<str>>)> = Vec::new();
        for entry in entries {
            let said = say(entry);
            match groups.iter_mut().find(|(first, own, _)| first.0.offer == entry.0.offer && *own == said) {
                Some((.., members)) => members.extend(&entry.0.subject),
                None => groups.push((entry, said, entry.0.subject.iter().collect())),
            }
        }
        let line = |(first, said, members): &(&Told<'e>, String, Vec<&Arc<str>>)| {
            let titled = self.titled(first, members);
            match said.is_empty() {
                true => titled,
                false => self.teller.line(&titled, said),
            }
        };
        groups.iter().map(line).collect()
    }

    /// The title; of whom, where it is not for all of that kind.
    fn titled(&self, (_, offer, speaker): &Told<'e>, members: &[&Arc<str>]) -> String {
        let title = self.teller.dictionary.given(&speaker.title(offer).0);
        let all = self.teller.for_family() && members.len() == self.teller.count(offer.subject);
        if members.is_empty() || all {
            return title;
        }
        if let Some(whom) = self.teller.together(offer.subject, members) {
            return self.teller.say(Symbol::Titled, &[("title", Slot::Own(&title)), ("whom", Slot::Own(&whom))]);
        }
        let names: Vec<String> =
            members.iter().filter_map(|id| self.teller.name(offer.subject, id)).map(str::to_owned).collect();
        match names.is_empty() {
            true => title,
            false => {
                let names = self.teller.list(&names);
                self.teller.say(Symbol::Titled, &[("title", Slot::Own(&title)), ("whom", Slot::Own(&names))])
            }
        }
    }

    /// A heading and what stands under it, unless nothing does.
    fn part(&self, symbol: Symbol, lines: Vec<String>) -> Vec<String> {
        let mut part = Vec::new();
        if !lines.is_empty() {
            part.push(self.teller.head(symbol));
            part.extend(lines.into_iter().map(|line| format!("  {line}")));
        }
        part
    }

    fn of_family(&self) -> String {
        let told: Vec<Told<'e>> = self.told.iter().filter(|(entry, ..)| self.tells(entry)).copied().collect();
        let chosen = |status: ScheduleStatus, certain: bool| -> Vec<Told<'e>> {
            let of = told.iter().filter(|(entry, ..)| entry.status == status);
            of.filter(|(entry, ..)| (entry.decision == Then::Eligible) == certain).copied().collect()
        };
        let mut page: Vec<String> = Vec::new();
        let title = self.teller.any(self.teller.programme.title());
        page.extend(title.map(|(title, _)| self.teller.dictionary.given(&title)));
        let before = page.len();
        let here = [ScheduleStatus::Due, ScheduleStatus::CatchUp, ScheduleStatus::Open];
        for status in here {
            let lines = self.lines(&chosen(status, true), |own| self.here(own));
            page.extend(self.part(heading(status), lines));
        }
        let open: Vec<Told<'e>> = here.into_iter().flat_map(|status| chosen(status, false)).collect();
        let titles = self.lines(&open, |_| String::new());
        let titles = if titles.is_empty() { titles } else { vec![self.teller.some(&titles, STEPS)] };
        page.extend(self.part(Symbol::HeadOpen, titles));
        let coming: Vec<Told<'e>> =
            told.iter().filter(|(entry, ..)| entry.status == ScheduleStatus::Coming).copied().collect();
        let mut lines = self.lines(&coming, |(entry, ..)| self.later(entry));
        let more = i64::try_from(lines.len().saturating_sub(STEPS)).unwrap_or(i64::MAX);
        lines.truncate(STEPS);
        if more > 0 {
            lines.push(self.teller.say(Symbol::MoreLater, &[("number", Slot::Number(more))]));
        }
        page.extend(self.part(heading(ScheduleStatus::Coming), lines));
        if page.len() == before {
            page.push(self.teller.say(Symbol::ScheduleNothing, &[]));
        }
        page.join("\n").trim_start_matches('\n').to_owned()
    }

    fn tells(&self, entry: &ScheduleEntry) -> bool {
        self.teller.tells(&entry.offer, entry.subject.as_deref(), entry.decision)
    }

    /// Until when, how much, at what price.
    fn here(&self, (entry, offer, speaker): &Told<'e>) -> String {
        let due = entry.due.filter(|_| entry.status == ScheduleStatus::Due);
        let until = due.and_then(|due| due.until).or(entry.days.until);
        let until = self.span(None, until);
        let amount = entry.dose.as_ref().and_then(|dose| speaker.amount(dose));
        let cost = (offer.cost != Cost::Free).then(|| speaker.cost(&offer.cost));
        let already = entry.already.then(|| self.teller.say(Symbol::Already, &[]));
        dotted([&until, &amount, &cost, &already].into_iter().flatten().map(|text| Part::Own(text)).collect())
    }

    /// From when, and where it is asked for at a time of its own, until when.
    fn later(&self, entry: &ScheduleEntry) -> String {
        let from = entry.due.map(|due| due.from).or(entry.days.from);
        match (entry.decision, from) {
            (Then::Undetermined, Some(from)) => self.teller.dated(Symbol::LaterUndetermined, from),
            _ => self.span(from, entry.due.and_then(|due| due.until)).unwrap_or_default(),
        }
    }

    fn of_professional(&self, schedule: &Schedule) -> String {
        let mut page = vec![self.teller.head_programme(schedule.on)];
        for status in ScheduleStatus::ALL {
            let entries: Vec<Told<'e>> =
                self.told.iter().filter(|(entry, ..)| entry.status == *status).copied().collect();
            page.extend(self.part(heading(*status), self.lines(&entries, |own| self.precisely(own))));
        }
        if self.told.is_empty() {
            page.push(format!("\n{}", self.teller.say(Symbol::ScheduleNothing, &[])));
        }
        let marked = self.told.iter().any(|(entry, ..)| !entry.exact);
        if marked || !schedule.exact {
            let mark = if marked { INEXACT } else { "" };
            page.push(format!("\n{mark}{}", self.teller.say(Symbol::Inexact, &[])));
        }
        page.join("\n")
    }

    fn precisely(&self, (entry, offer, speaker): &Told<'e>) -> String {
        let teller = self.teller;
        let with =
            |symbol: Symbol, days: Option<String>| days.map(|days| teller.say(symbol, &[("days", Slot::Own(&days))]));
        let decision = teller.say(
            match entry.decision {
                Then::Eligible => Symbol::Eligible,
                Then::Undetermined => Symbol::Undetermined,
            },
            &[],
        );
        let of = |days: &DaySpan| self.span(days.from, days.until);
        let asked = entry.due.and_then(|due| self.span(Some(due.from), due.until));
        let rolled = entry.due.is_some_and(|due| due.rolled);
        let edition = entry.version.as_deref();
        let parts = [
            Some(decision),
            with(Symbol::ScheduleAsked, asked),
            rolled.then(|| teller.say(Symbol::ScheduleRolled, &[])),
            with(Symbol::SchedulePossible, of(&entry.days)),
            with(Symbol::ScheduleCertain, entry.certain.as_ref().and_then(of)),
            entry.dose.as_ref().and_then(|dose| speaker.amount(dose)),
            (offer.cost != Cost::Free).then(|| speaker.cost(&offer.cost)),
            entry.already.then(|| teller.say(Symbol::Already, &[])),
            edition.map(|version| teller.say(Symbol::ScheduleEdition, &[("version", Slot::Given(version))])),
        ];
        let mut line = dotted(parts.iter().flatten().map(|part| Part::Own(part)).collect());
        if !entry.exact {
            // What it means is said once, at the end of the page.
            line = format!("{line} {}", INEXACT.trim_end());
        }
        match teller.asked_for(&entry.missing) {
            Some(helps) => format!("{line}\n    {helps}"),
            None => line,
        }
    }
}
