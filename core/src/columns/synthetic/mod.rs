//! A territory that does not exist: plausible families with small children, drawn from published tables.

mod cohorts;
mod document;
mod draw;
mod families;
mod family;
mod profile;
#[cfg(test)]
mod tests;

use std::ops::Range;

use chrono::{Datelike, Days as CalendarDays, NaiveDate};

use self::draw::{Chance, Draws, Weighted};
use self::families::Shares;
use self::family::{Days, Drawn};
use self::profile::Profile;

use crate::error::{Code, Error, Place, Problem};
use crate::family::Complete;
use crate::vocabulary::{CARRIED, is_carried};

pub use self::families::SyntheticFamilies;

/// 1970-01-01, counted from 1 January of year 1.
const EPOCH: i32 = 719_163;

/// What can be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fact {
    Territory,
    Languages,
    StandardOfLiving,
    QuotientFamilial,
    Overcrowded,
    ChildBorn,
    BornPreterm,
    AdultBorn,
    LivesHere,
    Employed,
    Expected,
    OpenAdults,
    OpenChildren,
    OpenPregnancies,
}

impl Fact {
    /// All of them, with the names of those that are facts. The order stays: draws are numbered by it.
    const ALL: [(Fact, &'static str); 14] = [
        (Fact::Territory, "family.territory"),
        (Fact::Languages, "family.languages"),
        (Fact::StandardOfLiving, "family.standard_of_living"),
        (Fact::QuotientFamilial, "family.quotient_familial"),
        (Fact::Overcrowded, "family.overcrowded"),
        (Fact::ChildBorn, "child.born"),
        (Fact::BornPreterm, "child.born_preterm"),
        (Fact::AdultBorn, "adult.born"),
        (Fact::LivesHere, "adult.lives_here"),
        (Fact::Employed, "adult.employed"),
        (Fact::Expected, "pregnancy.expected"),
        (Fact::OpenAdults, ""),
        (Fact::OpenChildren, ""),
        (Fact::OpenPregnancies, ""),
    ];

    /// Those that a caller names.
    fn named() -> impl Iterator<Item = (Fact, &'static str)> {
        Fact::ALL.into_iter().filter(|(_, name)| !name.is_empty())
    }
}

/// A territory that does not exist, and its families with small children: to try programmes on millions of families without
/// anyone's data. What stands behind it is said in the guide [`crate::docs::synthetic`].
///
/// A family depends on the profile, the seed, the day and its own number, and on nothing else: any part of the families can be
/// drawn, in any order, on any machine, and they are the same to the byte.
///
/// ```
/// use millejours::{SyntheticTerritory, parse_date};
/// let on = parse_date("2026-11-23")?;
/// let territory = SyntheticTerritory::new("FR", 1, on)?
///     // A tenth of the families do not know, or do not say, what they live on. Nothing is missing unless it is asked for.
///     .with_missing("family.quotient_familial", 0.1)?;
/// let families = territory.families(0..1000)?;
/// let table = families.family_table();
/// let quotient = table.column("quotient_familial").unwrap();
/// let unknown = (0..1000).filter(|row| !quotient.is_known(*row)).count();
/// assert!((50..150).contains(&unknown));
///
/// // A share is from 0 to 1, and a fact is one that is drawn.
/// assert!(SyntheticTerritory::new("FR", 1, on)?.with_missing("family.quotient_familial", 10.0).is_err());
/// let refused = SyntheticTerritory::new("FR", 1, on)?.with_missing("family.quotient_familal", 0.1).unwrap_err();
/// assert_eq!(refused.code().as_str(), "reference.unknown");
/// assert_eq!(refused.problems()[0].help.as_deref(), Some("did you mean `family.quotient_familial`?"));
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct SyntheticTerritory {
    profile: Profile,
    seed: u64,
    days: Days,
    missing: Shares,
}

impl SyntheticTerritory {
    /// The most families that are drawn at once: 67,108,864.
    ///
    /// ```
    /// assert_eq!(millejours::SyntheticTerritory::MOST, 1 << 26);
    /// ```
    pub const MOST: u64 = 1 << 26;

    /// The territory of a profile that comes with the library, on a day. There is one: `FR`.
    ///
    /// # Errors
    /// `reference.unknown` where there is no such profile; `date.invalid` where the calendar does not hold the days around `on`.
    ///
    /// ```
    /// use millejours::{SyntheticTerritory, parse_date};
    /// let on = parse_date("2026-11-23")?;
    /// assert_eq!(SyntheticTerritory::new("FR", 1, on)?.currency(), "EUR");
    /// let refused = SyntheticTerritory::new("fr", 1, on).unwrap_err();
    /// assert_eq!(refused.code().as_str(), "reference.unknown");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn new(profile: &str, seed: u64, on: NaiveDate) -> Result<Self, Error> {
        SyntheticTerritory::with_profile(Profile::shipped(profile)?, seed, on)
    }

    /// The territory of a profile of one's own, written as the one of France is: `core/src/columns/synthetic/fr.toml`.
    ///
    /// # Errors
    /// `document.*` where the profile cannot be read, a table is not what belongs there, or a table says neither its sources
    /// nor what it assumes; `reference.unknown` where it names a source that it does not list.
    ///
    /// ```
    /// use millejours::{SyntheticTerritory, parse_date};
    /// let refused = SyntheticTerritory::from_toml("schema = 1", 1, parse_date("2026-11-23")?).unwrap_err();
    /// assert!(refused.to_string().contains("missing field"));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn from_toml(profile: &str, seed: u64, on: NaiveDate) -> Result<Self, Error> {
        SyntheticTerritory::with_profile(Profile::from_toml(profile)?, seed, on)
    }

    fn with_profile(profile: Profile, seed: u64, on: NaiveDate) -> Result<Self, Error> {
        let beyond = || {
            let problem =
                Problem::new(Code::DateInvalid, Place::at("on"), "the calendar does not hold the days around it");
            Error::Date(vec![problem])
        };
        let first = on.checked_sub_days(CalendarDays::new(u64::from(profile.past))).ok_or_else(beyond)?;
        let last = on.checked_add_days(CalendarDays::new(u64::from(profile.ahead))).ok_or_else(beyond)?;
        if first.year() < 200 || last.year() > 9999 {
            return Err(beyond());
        }
        let months: Vec<usize> =
            first.iter_days().take_while(|day| *day <= last).map(|day| day.month0() as usize).collect();
        let latest = cohorts::latest(&profile, &months).ok_or_else(beyond)?;
        let since = |day: NaiveDate| day.num_days_from_ce() - EPOCH;
        let days = Days { on: since(on), first: since(first), latest };
        Ok(SyntheticTerritory { profile, seed, days, missing: Shares::default() })
    }

    /// The currency of the amounts, as ISO 4217 writes it.
    ///
    /// ```
    /// use millejours::{SyntheticTerritory, parse_date};
    /// assert_eq!(SyntheticTerritory::new("FR", 1, parse_date("2026-11-23")?)?.currency(), "EUR");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn currency(&self) -> &str {
        &self.profile.currency
    }

    /// The facts of which a share can be missing, as [`SyntheticTerritory::with_missing`] takes them.
    ///
    /// ```
    /// use millejours::SyntheticTerritory;
    /// assert!(SyntheticTerritory::facts().any(|fact| fact == "child.born"));
    /// ```
    pub fn facts() -> impl Iterator<Item = &'static str> {
        Fact::named().map(|(_, name)| name)
    }

    /// The territory with a share of a fact's values, from 0 to 1, missing at random: of any family or member as likely as of
    /// another. The values that stay are the same as without.
    ///
    /// # Errors
    /// `reference.unknown` where the fact is none of [`SyntheticTerritory::facts`]; `document.invalid_value` where the share is
    /// not from 0 to 1.
    ///
    /// ```
    /// use millejours::{SyntheticTerritory, parse_date};
    /// let territory = SyntheticTerritory::new("FR", 1, parse_date("2026-11-23")?)?.with_missing("child.born", 1.0)?;
    /// let families = territory.families(0..10)?;
    /// assert!(!families.children().1.column("born").unwrap().is_known(0));
    /// assert!(territory.with_missing("child.born", -0.1).is_err());
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn with_missing(mut self, fact: &str, share: f64) -> Result<Self, Error> {
        let Some((fact, _)) = Fact::named().find(|(_, name)| *name == fact) else {
            let problem = Problem::new(Code::ReferenceUnknown, Place::at("missing"), "no fact of this name is drawn");
            return Err(refused(problem.near(fact, SyntheticTerritory::facts())));
        };
        self.missing.set(fact, share_of("missing", share)?);
        Ok(self)
    }

    /// The territory with a share of families, from 0 to 1, of which a list of members is open: somebody may not be listed.
    /// Nobody is taken off a list for it. Without this, every list is complete.
    ///
    /// # Errors
    /// `document.invalid_value` where the share is not from 0 to 1.
    ///
    /// ```
    /// use millejours::{Complete, SyntheticTerritory, Values, parse_date};
    /// let territory = SyntheticTerritory::new("FR", 1, parse_date("2026-11-23")?)?.with_open(Complete::Adults, 1.0)?;
    /// let families = territory.families(0..10)?;
    /// let table = families.family_table();
    /// let Values::Bool(complete) = table.column("complete.adults").unwrap().values else { panic!("yes or no") };
    /// assert!(!complete.get(0));
    /// assert!(territory.with_open(Complete::Adults, f64::NAN).is_err());
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn with_open(mut self, list: Complete, share: f64) -> Result<Self, Error> {
        let fact = match list {
            Complete::Adults => Fact::OpenAdults,
            Complete::Children => Fact::OpenChildren,
            Complete::Pregnancies => Fact::OpenPregnancies,
        };
        self.missing.set(fact, share_of("open", share)?);
        Ok(self)
    }

    /// The territory with places of one's own, each with its weight, instead of the profile's.
    ///
    /// # Errors
    /// `document.invalid_value` where the weights are all 0, or their sum leaves 32 bits, or a code is empty or too long.
    ///
    /// ```
    /// use millejours::{SyntheticTerritory, parse_date};
    /// let on = parse_date("2026-11-23")?;
    /// let lyon = SyntheticTerritory::new("FR", 1, on)?.with_territories([("FR-69381", 3), ("FR-69382", 3)])?;
    /// assert_eq!(lyon.families(0..10)?.len(), 10);
    /// assert!(SyntheticTerritory::new("FR", 1, on)?.with_territories([("FR-69381", 0)]).is_err());
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn with_territories<C: Into<String>>(
        mut self,
        territories: impl IntoIterator<Item = (C, u32)>,
    ) -> Result<Self, Error> {
        let (codes, weights): (Vec<String>, Vec<u32>) =
            territories.into_iter().map(|(code, weight)| (code.into(), weight)).unzip();
        if codes.iter().any(|code| !is_carried(code)) {
            let message = "this text is empty or too long";
            let problem = Problem::new(Code::DocumentInvalidValue, Place::at("territories"), message);
            return Err(refused(problem.expected(CARRIED)));
        }
        let Some(weighted) = Weighted::of(weights) else {
            let message = "the weights are all 0, or their sum leaves 32 bits";
            return Err(refused(Problem::new(Code::DocumentInvalidValue, Place::at("territories"), message)));
        };
        (self.profile.territories, self.profile.territory) = (codes, weighted);
        Ok(self)
    }

    /// The families of those numbers; none where the range ends before it begins.
    ///
    /// # Errors
    /// `document.too_large` where there are more than 67,108,864.
    ///
    /// ```
    /// use millejours::{SyntheticTerritory, parse_date};
    /// let territory = SyntheticTerritory::new("FR", 1, parse_date("2026-11-23")?)?;
    /// // A family is the same whichever others are drawn with it.
    /// let some = territory.families(990..1000)?;
    /// let one = territory.families(999..1000)?;
    /// let born = |families: &millejours::SyntheticFamilies<'_>| {
    ///     let (offsets, adults) = families.adults();
    ///     let millejours::Values::Day(days) = adults.column("born").unwrap().values else { panic!("days") };
    ///     days[offsets[families.len() - 1] as usize]
    /// };
    /// assert_eq!(born(&some), born(&one));
    /// assert_eq!(territory.families(0..u64::MAX).unwrap_err().code().as_str(), "document.too_large");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn families(&self, range: Range<u64>) -> Result<SyntheticFamilies<'_>, Error> {
        if range.end.saturating_sub(range.start) > Self::MOST {
            let problem = Problem::new(Code::DocumentTooLarge, Place::at("families"), "these are too many at once");
            return Err(refused(
                problem.expected(format!("at most {} families", Self::MOST)).help("ask for them in several ranges"),
            ));
        }
        let mut families = SyntheticFamilies::new(self);
        let mut drawn = Drawn::default();
        for number in range {
            let draws = Draws::of(self.seed, number);
            drawn.draw(&self.profile, &self.days, draws);
            families.push(&drawn, draws, &self.missing);
        }
        Ok(families)
    }
}

fn share_of(place: &str, share: f64) -> Result<Chance, Error> {
    Chance::of(share).ok_or_else(|| {
        let problem = Problem::new(Code::DocumentInvalidValue, Place::at(place), "this is no share");
        refused(problem.expected("a number from 0 to 1"))
    })
}

fn refused(problem: Problem) -> Error {
    refused_all(vec![problem])
}

/// What a territory cannot be made of.
fn refused_all(problems: Vec<Problem>) -> Error {
    Error::Columns(problems)
}
