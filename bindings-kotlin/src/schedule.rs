//! What is due, open, coming, or to be caught up; and the same as a calendar.

use std::sync::Arc;

use millejours::{CalendarOptions, Family, Schedule};

use crate::{RawAudience, RawDictionary, RawHistory, RawProgramme, Refusal, day};

#[uniffi::export]
impl RawProgramme {
    /// The schedule of a family on a day, as JSON.
    pub fn schedule_json(&self, family: Vec<u8>, on: Vec<u8>) -> Result<String, Refusal> {
        Ok(self.0.schedule_json(family, day(&on)?)?)
    }

    /// The schedule of a family on a day, as iCalendar; the options are JSON.
    pub fn icalendar_json(
        &self,
        family: Vec<u8>,
        on: Vec<u8>,
        dictionary: Arc<RawDictionary>,
        options: Vec<u8>,
    ) -> Result<String, Refusal> {
        Ok(self.0.icalendar_json(family, day(&on)?, &dictionary.0, options)?)
    }

    /// A schedule, as its JSON, in words.
    pub fn schedule_text(
        &self,
        schedule: Vec<u8>,
        family: Vec<u8>,
        dictionary: Arc<RawDictionary>,
        audience: RawAudience,
    ) -> Result<String, Refusal> {
        let (schedule, family) = (Schedule::from_json(schedule)?, Family::from_json(family)?);
        Ok(schedule.to_text(&self.0, &family, &dictionary.0, audience.into())?)
    }

    /// The schedule of a family on a day, in words.
    pub fn schedule_text_json(
        &self,
        family: Vec<u8>,
        on: Vec<u8>,
        dictionary: Arc<RawDictionary>,
        audience: RawAudience,
    ) -> Result<String, Refusal> {
        Ok(self.0.schedule_text_json(family, day(&on)?, &dictionary.0, audience.into())?)
    }
}

#[uniffi::export]
impl RawHistory {
    /// The schedule of a family on a day by the versions in force, as JSON.
    pub fn schedule_json(&self, family: Vec<u8>, on: Vec<u8>) -> Result<String, Refusal> {
        Ok(self.0.schedule_json(family, day(&on)?)?)
    }

    /// The schedule of a family on a day by the versions in force, as iCalendar; the options are JSON.
    pub fn icalendar_json(
        &self,
        family: Vec<u8>,
        on: Vec<u8>,
        dictionary: Arc<RawDictionary>,
        options: Vec<u8>,
    ) -> Result<String, Refusal> {
        Ok(self.0.icalendar_json(family, day(&on)?, &dictionary.0, options)?)
    }

    /// A schedule of these versions, as its JSON, in words.
    pub fn schedule_text(
        &self,
        schedule: Vec<u8>,
        family: Vec<u8>,
        dictionary: Arc<RawDictionary>,
        audience: RawAudience,
    ) -> Result<String, Refusal> {
        let (schedule, family) = (Schedule::from_json(schedule)?, Family::from_json(family)?);
        Ok(self.0.schedule_text(&schedule, &family, &dictionary.0, audience.into())?)
    }

    /// The schedule of a family on a day, in words.
    pub fn schedule_text_json(
        &self,
        family: Vec<u8>,
        on: Vec<u8>,
        dictionary: Arc<RawDictionary>,
        audience: RawAudience,
    ) -> Result<String, Refusal> {
        Ok(self.0.schedule_text_json(family, day(&on)?, &dictionary.0, audience.into())?)
    }
}

/// A schedule, as its JSON, as iCalendar. The titles of `titles` are told, of the one in force first.
#[uniffi::export]
pub fn schedule_icalendar(
    schedule: Vec<u8>,
    dictionary: Arc<RawDictionary>,
    namespace: Vec<u8>,
    reminder_days: Option<u32>,
    windows: bool,
    titles: Vec<Arc<RawProgramme>>,
) -> Result<String, Refusal> {
    let schedule = Schedule::from_json(schedule)?;
    let mut options = CalendarOptions::new(String::from_utf8_lossy(&namespace))?;
    if let Some(days) = reminder_days {
        options = options.with_reminder(u16::try_from(days).unwrap_or(u16::MAX));
    }
    if windows {
        options = options.with_windows();
    }
    options = titles.iter().fold(options, |options, programme| options.with_titles(&programme.0));
    Ok(schedule.to_icalendar(&dictionary.0, &options))
}

/// A stored schedule, read and written in its one form.
#[uniffi::export]
pub fn schedule_json(text: Vec<u8>) -> Result<String, Refusal> {
    Ok(Schedule::from_json(text)?.to_json())
}
