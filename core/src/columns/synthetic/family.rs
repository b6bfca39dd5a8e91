//! One family, drawn: from the kind of family to the number of births, from both to ages and work, from these to income.

use super::draw::{Draws, Weighted};
use super::profile::{Banded, Profile};

/// The draws of a family. A draw keeps its number for ever: what is added later takes another, and families stay as they are.
mod draw {
    pub(super) const KIND: u32 = 0;
    pub(super) const RANK: u32 = 1;
    pub(super) const LATEST: u32 = 2;
    pub(super) const MOTHER_AGE: u32 = 3;
    pub(super) const MOTHER_DAY: u32 = 4;
    pub(super) const PARTNER_YEARS: u32 = 5;
    pub(super) const PARTNER_DAY: u32 = 6;
    pub(super) const MOTHER_EMPLOYED: u32 = 7;
    pub(super) const PARTNER_EMPLOYED: u32 = 8;
    pub(super) const POOR: u32 = 9;
    pub(super) const LIVING_BAND: u32 = 10;
    pub(super) const LIVING: u32 = 11;
    pub(super) const OVERCROWDED: u32 = 12;
    pub(super) const SHARED: u32 = 13;
    pub(super) const AWAY: u32 = 14;
    pub(super) const ANOTHER_LANGUAGE: u32 = 15;
    pub(super) const WHICH_LANGUAGE: u32 = 16;
    pub(super) const ALONE: u32 = 17;
    pub(super) const TERRITORY: u32 = 18;
    pub(super) const WEEKS_BAND: u32 = 19;
    pub(super) const WEEKS: u32 = 20;
    pub(super) const WEEK_DAY: u32 = 21;
    /// Those of one birth: from here on, eight for each, the latest first.
    pub(super) const BIRTHS: u32 = 64;
    pub(super) const BIRTH: u32 = 8;
    pub(super) const MULTIPLE: u32 = 0;
    pub(super) const PRETERM: u32 = 1;
    pub(super) const SPACING_BAND: u32 = 2;
    pub(super) const SPACING: u32 = 3;
    /// Whether a value is missing: from here on, those of each fact, by member.
    pub(super) const MISSING: u32 = 1 << 16;
}

/// Births of one family are at least this many days apart.
const APART: u32 = 300;
/// The parent who did not give birth is at least 16, in days.
const YOUNGEST_PARTNER: i32 = 16 * 1461 / 4;
/// Brothers and sisters are younger than 18.
const CHILDHOOD: u32 = 18 * 365;
/// From 14 on, a child counts for more in the OECD-modified scale of consumption units.
const FOURTEEN: i32 = 5114;
/// Of a pregnancy, from the first day of the last period to the expected day, in French weeks (`term_weeks = 41`).
const TERM_DAYS: u32 = 41 * 7;

/// Where an adult lives, by the place of its word in [`super::columns::LIVES_HERE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lives {
    Always = 0,
    Shared = 1,
    Away = 2,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct DrawnAdult {
    pub(super) born: i32,
    pub(super) lives: Lives,
    pub(super) employed: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct DrawnChild {
    /// Not yet, of a child that is expected.
    pub(super) born: Option<i32>,
    pub(super) preterm: Option<bool>,
    /// Of the family's pregnancy?
    pub(super) of_pregnancy: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct DrawnPregnancy {
    pub(super) expected: i32,
    pub(super) ended: Option<i32>,
}

/// A family as it was drawn; nothing is missing yet.
#[derive(Debug, Clone, Default)]
pub(super) struct Drawn {
    pub(super) territory: usize,
    pub(super) living: u32,
    pub(super) quotient: u32,
    pub(super) overcrowded: bool,
    /// Places in the profile's list of languages.
    pub(super) languages: [Option<usize>; 2],
    /// The eldest first.
    pub(super) children: Vec<DrawnChild>,
    pub(super) adults: [Option<DrawnAdult>; 2],
    pub(super) pregnancy: Option<DrawnPregnancy>,
    /// How many births there were, the one to come included.
    pub(super) births: u32,
}

/// Is a value of a fact missing, of that member?
pub(super) fn missing(draws: Draws, fact: u32, member: usize, share: super::draw::Chance) -> bool {
    let member = u32::try_from(member).unwrap_or(u32::MAX) % 256;
    share != super::draw::Chance::NEVER && draws.happens(draw::MISSING + fact * 256 + member, share)
}

/// The day that a family is drawn for, and the days on which its latest birth can be.
#[derive(Debug, Clone)]
pub(super) struct Days {
    /// Days since 1970-01-01.
    pub(super) on: i32,
    pub(super) first: i32,
    pub(super) latest: Weighted,
}

impl Drawn {
    /// Draws a family anew, into the room of the one before.
    pub(super) fn draw(&mut self, profile: &Profile, days: &Days, draws: Draws) {
        let lone = profile.lone.draw(draws, draw::KIND) == 1;
        let kind = if lone { &profile.lone_kind } else { &profile.couple_kind };
        let rank = kind.rank.draw(draws, draw::RANK);
        let latest = days.first + whole(days.latest.draw(draws, draw::LATEST));

        // The age is the one reached in the year of the birth: half a year either way of it in days.
        let row = profile.mother_age.get(rank).or_else(|| profile.mother_age.last());
        let years = profile.youngest + row.map_or(0, |ages| whole(ages.draw(draws, draw::MOTHER_AGE)) as u32);
        let age = years * 365 + years / 4 + draws.below(draw::MOTHER_DAY, 365) - 182;
        let mother_born = latest - age as i32;

        self.births = rank as u32 + 1;
        self.draw_births(profile, days, draws, latest, (age + 182).saturating_sub(profile.youngest * 365));
        self.draw_adults(profile, draws, lone, mother_born, latest);

        let mother_employed = chance_of(&kind.mother_employed, rank, draws, draw::MOTHER_EMPLOYED);
        let partner = if mother_employed { profile.partner_employed } else { profile.partner_employed_alone };
        let partner_employed = draws.happens(draw::PARTNER_EMPLOYED, partner);
        for (adult, employed) in self.adults.iter_mut().zip([mother_employed, partner_employed]) {
            if let Some(adult) = adult {
                adult.employed = employed;
            }
        }
        let working = usize::from(mother_employed) + usize::from(!lone && partner_employed);
        let poor = chance_of(&kind.poor, working, draws, draw::POOR);
        let bands = if poor { &profile.poor_living } else { &kind.living };
        self.living = from_bands(bands, draws, draw::LIVING_BAND, draw::LIVING);
        self.quotient = self.reckon_quotient(profile, days.on, lone);

        self.overcrowded = draws.happens(draw::OVERCROWDED, kind.overcrowded);
        self.territory = profile.territory.draw(draws, draw::TERRITORY);
        let other = draws.happens(draw::ANOTHER_LANGUAGE, profile.another_language);
        let other = other.then(|| 1 + profile.other_languages.draw(draws, draw::WHICH_LANGUAGE));
        let alone = other.is_some() && draws.happens(draw::ALONE, profile.other_language_alone);
        self.languages = if alone { [other, None] } else { [Some(0), other] };
    }

    /// The births, from the latest back. `room` is how many days before the latest the first may lie.
    fn draw_births(&mut self, profile: &Profile, days: &Days, draws: Draws, latest: i32, room: u32) {
        self.children.clear();
        self.pregnancy = None;
        let mut between = [0_u32; super::profile::RANKS];
        let earlier = between.iter_mut().skip(1).take(self.births.saturating_sub(1) as usize);
        let mut sum = 0;
        for (birth, space) in (1..).zip(earlier) {
            let own = draw::BIRTHS + draw::BIRTH * birth;
            let months = &profile.spacing;
            // A month is 487 sixteenths of a day, which is 365.25 twelfths.
            let (from, to) = months.which_band(draws, own + draw::SPACING_BAND);
            *space = draws.between(own + draw::SPACING, from * 487 / 16, (to + 1) * 487 / 16 - 1);
            sum += *space;
        }
        // Where they do not find room, what each has beyond the least is cut in the same proportion.
        let past = (days.on - latest).max(0) as u32;
        let room = room.min(CHILDHOOD.saturating_sub(past));
        let least = APART * self.births.saturating_sub(1);
        if sum > room {
            let (over, have) = (room.saturating_sub(least), sum.saturating_sub(least).max(1));
            for space in between.iter_mut().filter(|space| **space > 0) {
                let beyond = u64::from(space.saturating_sub(APART)) * u64::from(over) / u64::from(have);
                *space = APART + beyond as u32;
            }
        }
        let mut day = latest;
        for (birth, space) in (0..self.births).zip(between) {
            day -= space as i32;
            self.draw_birth(profile, days, draws, birth, day);
        }
        self.children.reverse();
    }

    /// The children of one birth; with its pregnancy, where it is to come, or came early and was the latest.
    fn draw_birth(&mut self, profile: &Profile, days: &Days, draws: Draws, birth: u32, day: i32) {
        let own = draw::BIRTHS + draw::BIRTH * birth;
        let count = 1 + profile.multiples.draw(draws, own + draw::MULTIPLE);
        let early = if count > 1 { profile.preterm_multiple } else { profile.preterm_single };
        let preterm = draws.happens(own + draw::PRETERM, early);
        let expected = day > days.on;
        let of_pregnancy = birth == 0 && (expected || preterm);
        if of_pregnancy {
            self.pregnancy = Some(if expected {
                DrawnPregnancy { expected: day, ended: None }
            } else {
                let weeks = from_bands(&profile.preterm_weeks, draws, draw::WEEKS_BAND, draw::WEEKS);
                let age = weeks * 7 + draws.below(draw::WEEK_DAY, 7);
                DrawnPregnancy { expected: day + TERM_DAYS.saturating_sub(age) as i32, ended: Some(day) }
            });
        }
        for _ in 0..count {
            let born = (!expected).then_some(day);
            self.children.push(DrawnChild { born, preterm: born.map(|_| preterm), of_pregnancy });
        }
    }

    fn draw_adults(&mut self, profile: &Profile, draws: Draws, lone: bool, mother_born: i32, latest: i32) {
        let adult = |born, lives| Some(DrawnAdult { born, lives, employed: false });
        let other_lives = if !lone {
            Some(Lives::Always)
        } else if draws.happens(draw::SHARED, profile.shared) {
            Some(Lives::Shared)
        } else {
            draws.happens(draw::AWAY, profile.away).then_some(Lives::Away)
        };
        let older = profile.partner_older_from + whole(profile.partner_older.draw(draws, draw::PARTNER_YEARS));
        let born = mother_born - (older * 1461).div_euclid(4) + 182 - draws.below(draw::PARTNER_DAY, 365) as i32;
        let born = born.min(latest - YOUNGEST_PARTNER);
        self.adults = [adult(mother_born, Lives::Always), other_lives.and_then(|lives| adult(born, lives))];
    }

    /// The month's disposable income over the shares, in whole units of the currency.
    fn reckon_quotient(&self, profile: &Profile, on: i32, lone: bool) -> u32 {
        let (mut tenths, mut halves) = (if lone { 10 } else { 15 }, profile.share_of_parents);
        let born = self.children.iter().filter_map(|child| child.born);
        for (place, born) in born.enumerate() {
            tenths += if on - born >= FOURTEEN { 5 } else { 3 };
            halves += profile.share_of_children.get(place).or(profile.share_of_children.last()).copied().unwrap_or(0);
        }
        self.living * tenths * 2 / (10 * halves.max(1))
    }
}

/// A place in a list, as a number of days or years.
fn whole(place: usize) -> i32 {
    i32::try_from(place).unwrap_or(i32::MAX)
}

/// Does what has that chance happen? Beyond the list, the last chance holds.
fn chance_of(chances: &[super::draw::Chance], at: usize, draws: Draws, draw: u32) -> bool {
    chances.get(at).or(chances.last()).is_some_and(|chance| draws.happens(draw, *chance))
}

impl Banded {
    /// A band.
    fn which_band(&self, draws: Draws, draw: u32) -> (u32, u32) {
        self.ends.get(self.which.draw(draws, draw)).copied().unwrap_or((0, 0))
    }
}

/// A whole number out of a band.
fn from_bands(bands: &Banded, draws: Draws, band: u32, within: u32) -> u32 {
    let (from, to) = bands.which_band(draws, band);
    draws.between(within, from, to)
}
