//! A schedule as iCalendar (RFC 5545): days without a word about whom or what they are for, unless that is asked for.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::model::{DaySpan, Schedule, ScheduleEntry, ScheduleStatus};
use crate::assessment::Then;
use crate::document::{Form, Path, Report, parse};
use crate::error::{Code, Error};
use crate::family::Family;
use crate::programme::{Programme, ProgrammeHistory};
use crate::vocabulary::Words;
use crate::words::{Audience, Dictionary, Symbol};

/// The least letters of a namespace: fewer could be tried out.
const LEAST_NAMESPACE: usize = 16;
/// The most days before an event on which it is called to mind.
const MOST_REMINDER: i64 = 365;
/// A line is at most so long, in bytes, without its end (RFC 5545, section 3.1).
const LINE: usize = 75;

/// How a schedule becomes a calendar.
///
/// ```
/// use millejours::CalendarOptions;
/// // Drawn at random once, and kept: the events of one family keep their names by it.
/// let options = CalendarOptions::new("0b1f8a52-6d9e-4c6b")?.with_reminder(3);
///
/// // A short one could be guessed, and with it whom the events are for.
/// let refused = CalendarOptions::new("family-7").unwrap_err();
/// assert_eq!((refused.kind(), refused.code().as_str()), ("schedule", "schedule.namespace"));
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Clone)]
pub struct CalendarOptions {
    namespace: String,
    reminder: Option<u32>,
    windows: bool,
    titles: BTreeMap<String, (Words, Option<String>)>,
}

/// Not the namespace: it is what hides whom the events are for.
impl std::fmt::Debug for CalendarOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CalendarOptions")
            .field("reminder", &self.reminder)
            .field("windows", &self.windows)
            .field("titles", &self.titles.len())
            .finish_non_exhaustive()
    }
}

impl CalendarOptions {
    /// The least: what is asked for in dated windows, under a neutral title, without descriptions and reminders.
    ///
    /// The `namespace` is a text of 16 letters or more, drawn at random once and kept by the caller, as a key is: the names
    /// of the events (`UID`) are derived from it, so that the same event keeps its name from one export to the next, and
    /// nobody without it can tell of whom or what an event is.
    ///
    /// # Errors
    /// [`Error::Schedule`] with `schedule.namespace` where it is shorter.
    pub fn new(namespace: impl Into<String>) -> Result<Self, Error> {
        let text = serde_json::json!({ "namespace": namespace.into() }).to_string();
        Self::from_json(text, None)
    }

    /// With a reminder so many days (at most 365) before the first day of each event.
    #[must_use]
    pub fn with_reminder(mut self, days_before: u16) -> Self {
        self.reminder = Some(u32::from(days_before).min(MOST_REMINDER as u32));
        self
    }

    /// With the days on which something can be had, too, where it has no due window and both ends are known.
    #[must_use]
    pub fn with_windows(mut self) -> Self {
        self.windows = true;
        self
    }

    /// With a description of each event: the title of the offer. Whoever sees the calendar sees it.
    ///
    /// For a history, hand over each of its versions, the one in force first.
    #[must_use]
    pub fn with_titles(mut self, programme: &Programme) -> Self {
        for offer in programme.offers() {
            let language = programme.language().map(str::to_owned);
            self.titles.entry(offer.id.to_string()).or_insert_with(|| (offer.title.clone(), language));
        }
        self
    }

    /// Reads `{"namespace": "…", "reminder_days": 3, "windows": true, "describe": true}`; all but the first may be left out.
    fn from_json(text: impl AsRef<[u8]>, programme: Option<&Programme>) -> Result<Self, Error> {
        let (node, _) = parse(text.as_ref(), Form::Json).map_err(Error::Schedule)?;
        let mut report = Report::new(None, true);
        let read = Self::read(&mut report, &node, programme);
        report.finish().map_err(Error::Schedule)?;
        read.ok_or_else(|| Error::Schedule(Vec::new()))
    }

    fn read(report: &mut Report<'_>, node: &crate::document::Node, programme: Option<&Programme>) -> Option<Self> {
        let path = Path::Root;
        let mut table = report.table(node, &path)?;
        let namespace = table.need(report, "namespace").and_then(|node| {
            let text = report.string(node, &path.key("namespace"))?;
            let long = text.chars().count() >= LEAST_NAMESPACE;
            if !long {
                report.add(Code::ScheduleNamespace, node, &path.key("namespace"), "this could be guessed").expected =
                    Some(format!("{LEAST_NAMESPACE} letters or more, drawn at random"));
            }
            long.then(|| text.to_owned())
        });
        let reminder = table.get("reminder_days").and_then(|node| {
            let path = path.key("reminder_days");
            let days = report.integer(node, &path)?;
            let fits = (0..=MOST_REMINDER).contains(&days);
            if !fits {
                report.add(Code::DocumentInvalidValue, node, &path, "nobody is reminded so").expected =
                    Some(format!("0 to {MOST_REMINDER} days before"));
            }
            u32::try_from(days).ok().filter(|_| fits)
        });
        let mut truth = |key: &'static str| {
            let node = table.get(key);
            node.and_then(|node| report.truth(node, &path.key(key))).unwrap_or_default()
        };
        let (windows, describe) = (truth("windows"), truth("describe"));
        table.finish(report);
        let options = CalendarOptions { namespace: namespace?, reminder, windows, titles: BTreeMap::new() };
        Some(match programme.filter(|_| describe) {
            Some(programme) => options.with_titles(programme),
            None => options,
        })
    }
}

impl Programme {
    /// The schedule of a family on a day as a calendar: texts in, text out, the same bytes in all languages. Empty where
    /// there is no event.
    ///
    /// The options are JSON: `{"namespace": "…", "reminder_days": 3, "windows": true, "describe": true}`, all but the first
    /// as wished; see [`CalendarOptions`].
    ///
    /// # Errors
    /// As [`Programme::schedule_json`]; [`Error::Schedule`] where the options cannot be used.
    ///
    /// ```
    /// use millejours::{Dictionary, Programme, parse_date};
    /// # let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\n[[offers]]\nid = 'visit'\n\
    /// # provider = 'pmi'\ntier = 'universal'\nduty = 'to_offer'\nfor = 'child'\ntitle = { en = 'V' }\ncost = 'free'\n\
    /// # due = { in_month = 3 }\nwhen = [ { id = 'w', condition = 'child.age_months >= 2 && child.age_months < 12' } ]";
    /// let programme = Programme::from_toml(text)?;
    /// let family = r#"{"schema": 1, "children": [{"id": "c1", "born": "2026-01-10"}]}"#;
    /// let (on, french) = (parse_date("2026-02-01")?, Dictionary::shipped("fr")?);
    /// let text = programme.icalendar_json(family, on, &french, r#"{"namespace": "0b1f8a52-6d9e-4c6b"}"#)?;
    /// assert!(text.contains("SUMMARY;LANGUAGE=fr:Rendez-vous\r\n") && text.contains("DTSTART;VALUE=DATE:20260310\r\n"));
    /// assert!(!text.contains("visit") && !text.contains("c1") && !text.contains("VALARM"));
    ///
    /// let refused = programme.icalendar_json(family, on, &french, r#"{"namespace": "c1"}"#).unwrap_err();
    /// assert_eq!(refused.code().as_str(), "schedule.namespace");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn icalendar_json(
        &self,
        family: impl AsRef<[u8]>,
        on: NaiveDate,
        dictionary: &Dictionary,
        options: impl AsRef<[u8]>,
    ) -> Result<String, Error> {
        self.in_force(on)?;
        let family = Family::from_json(family)?;
        let options = CalendarOptions::from_json(options, Some(self))?;
        Ok(self.schedule(&family, on)?.to_icalendar(dictionary, &options))
    }
}

impl ProgrammeHistory {
    /// The schedule of a family on a day as a calendar, by the edition in force on each day; see
    /// [`Programme::icalendar_json`].
    ///
    /// # Errors
    /// As [`ProgrammeHistory::on`] and [`Programme::icalendar_json`].
    pub fn icalendar_json(
        &self,
        family: impl AsRef<[u8]>,
        on: NaiveDate,
        dictionary: &Dictionary,
        options: impl AsRef<[u8]>,
    ) -> Result<String, Error> {
        let current = self.on(on)?;
        let family = Family::from_json(family)?;
        let mut options = CalendarOptions::from_json(options, Some(current))?;
        if !options.titles.is_empty() {
            options = self.versions().iter().fold(options, CalendarOptions::with_titles);
        }
        Ok(self.schedule(&family, on)?.to_icalendar(dictionary, &options))
    }
}

impl Schedule {
    /// The schedule as iCalendar, RFC 5545. Empty where there is no event: a calendar without one is none.
    ///
    /// Each eligible entry with a due window that is not past is an event on all its days; what can be caught up is one
    /// from the day after its window to its last day, where that is known. What is undetermined, and what the family already
    /// has, is none. Events are private, take up no time, have a neutral title of the dictionary's, and are stamped with
    /// the day asked about.
    ///
    /// An event's name (`UID`) is a UUID of version 8 (RFC 9562) made of the first 16 bytes of the HMAC-SHA-256, keyed by
    /// the namespace, of programme, offer, subject (empty for the family) and first day, each on a line of its own.
    ///
    /// An export stands in place of the one before it: whoever brings it into a calendar takes the earlier events out first,
    /// so that nothing stays of what has ended.
    ///
    /// ```
    /// use millejours::{CalendarOptions, Dictionary, Schedule};
    /// let schedule = Schedule::from_json(r#"{"schema":1,"programme":"h","version":"1","on":"2026-06-01","entries":[
    ///     {"offer":"visit","subject":"c1","status":"due","decision":"eligible","from":"2026-05-20","until":"2026-06-30",
    ///      "due":{"from":"2026-05-20","until":"2026-06-05"},"missing":[]}]}"#)?;
    /// let options = CalendarOptions::new("0b1f8a52-6d9e-4c6b")?;
    /// let text = schedule.to_icalendar(&Dictionary::shipped("de")?, &options);
    /// assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    /// assert!(text.contains("\r\nSUMMARY;LANGUAGE=de:Termin\r\n"));
    /// // The last day is not part of it, in iCalendar.
    /// assert!(text.contains("\r\nDTEND;VALUE=DATE:20260606\r\n"));
    ///
    /// let none = Schedule::from_json(r#"{"schema":1,"programme":"h","version":"1","on":"2026-06-01","entries":[]}"#)?;
    /// assert_eq!(none.to_icalendar(&Dictionary::shipped("de")?, &options), "");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn to_icalendar(&self, dictionary: &Dictionary, options: &CalendarOptions) -> String {
        let events: Vec<(&ScheduleEntry, NaiveDate, NaiveDate)> = self
            .entries
            .iter()
            .filter(|entry| entry.decision == Then::Eligible && !entry.already)
            .filter_map(|entry| days(entry, options.windows).map(|(first, last)| (entry, first, last)))
            .collect();
        if events.is_empty() {
            return String::new();
        }
        let mut lines = Lines::default();
        lines.add("BEGIN:VCALENDAR");
        lines.add("VERSION:2.0");
        lines.add("PRODID:-//Millejours//Millejours//EN");
        lines.add("CALSCALE:GREGORIAN");
        for (entry, first, last) in events {
            self.event(&mut lines, entry, (first, last), dictionary, options);
        }
        lines.add("END:VCALENDAR");
        lines.0
    }

    fn event(
        &self,
        lines: &mut Lines,
        entry: &ScheduleEntry,
        (first, last): (NaiveDate, NaiveDate),
        dictionary: &Dictionary,
        options: &CalendarOptions,
    ) {
        let title = dictionary.say(Audience::Family, Symbol::Appointment, &[]);
        let language = dictionary.language();
        let after = last.succ_opt().unwrap_or(last);
        lines.add("BEGIN:VEVENT");
        lines.add(&format!("UID:{}", self.name(entry, first, &options.namespace)));
        lines.add(&format!("DTSTAMP:{}T000000Z", basic(self.on)));
        lines.add(&format!("DTSTART;VALUE=DATE:{}", basic(first)));
        lines.add(&format!("DTEND;VALUE=DATE:{}", basic(after)));
        lines.add(&format!("SUMMARY;LANGUAGE={language}:{}", escaped(&title)));
        if let Some((titles, own)) = options.titles.get(&*entry.offer) {
            // In the dictionary's language, the programme's, or the first that there is.
            let in_language = |tag: &str| titles.get_key_value(tag);
            let base = language.split('-').next().unwrap_or_default();
            let found = in_language(language).or_else(|| in_language(base));
            let found = found.or_else(|| own.as_deref().and_then(in_language)).or_else(|| titles.first_key_value());
            if let Some((tag, title)) = found {
                lines.add(&format!("DESCRIPTION;LANGUAGE={tag}:{}", escaped(title)));
            }
        }
        lines.add("CLASS:PRIVATE");
        lines.add("TRANSP:TRANSPARENT");
        if let Some(days) = options.reminder {
            lines.add("BEGIN:VALARM");
            lines.add("ACTION:DISPLAY");
            lines.add(&format!("DESCRIPTION;LANGUAGE={language}:{}", escaped(&title)));
            lines.add(&format!("TRIGGER:-P{days}D"));
            lines.add("END:VALARM");
        }
        lines.add("END:VEVENT");
    }

    /// The name of an event, which tells nothing to whoever has not the namespace.
    fn name(&self, entry: &ScheduleEntry, first: NaiveDate, namespace: &str) -> String {
        let subject = entry.subject.as_deref().unwrap_or_default();
        let text = format!("{}\n{}\n{subject}\n{first}", self.programme, entry.offer);
        let mut name = String::new();
        for (place, byte) in hmac_sha256::HMAC::mac(text.as_bytes(), namespace.as_bytes()).iter().take(16).enumerate() {
            let byte = match place {
                6 => 0x80 | byte & 0x0f,
                8 => 0x80 | byte & 0x3f,
                _ => *byte,
            };
            if matches!(place, 4 | 6 | 8 | 10) {
                name.push('-');
            }
            name.push_str(&format!("{byte:02x}"));
        }
        name
    }
}

/// The days of an entry's event, if it is one.
fn days(entry: &ScheduleEntry, windows: bool) -> Option<(NaiveDate, NaiveDate)> {
    let DaySpan { from, until } = entry.days;
    match (&entry.due, entry.status) {
        (Some(due), ScheduleStatus::CatchUp) => {
            let after = due.until?.succ_opt()?;
            Some((from.map_or(after, |from| from.max(after)), until?))
        }
        // Coming again, once the window is past.
        (Some(due), _) if due.until.zip(from).is_some_and(|(until, from)| until < from) => Some((from?, until?)),
        (Some(due), _) => Some((due.from, due.until?)),
        (None, _) if windows => Some((from?, until?)),
        (None, _) => None,
    }
}

/// A date without hyphens.
fn basic(date: NaiveDate) -> String {
    date.to_string().replace('-', "")
}

/// A text as a value (RFC 5545, section 3.3.11).
fn escaped(text: &str) -> String {
    let mut found = String::new();
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => found.extend(['\\', letter]),
            '\n' => found.push_str("\\n"),
            control if control.is_control() => {}
            other => found.push(other),
        }
    }
    found
}

/// Lines that end in CRLF and are folded where they are too long.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn add(&mut self, line: &str) {
        let mut length = 0;
        for letter in line.chars() {
            if length + letter.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(letter);
            length += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}
