//! Drawn families as columns: owned here, lent as tables.

use super::draw::{Chance, Draws};
use super::family::{Drawn, missing};
use super::{Fact, SyntheticTerritory};
use crate::columns::families::Families;
use crate::columns::input::{Bits, Column, Offsets, Table, Values, Words32};
use crate::error::Error;

/// The words of `lives_here`, in the order of [`super::family::Lives`].
pub(super) const LIVES_HERE: &[&str] = &["always", "shared", "away"];

/// The words of `outcome` that are drawn.
pub(super) const OUTCOMES: &[&str] = &["birth"];

/// Bits, one after the other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Bitmap {
    bytes: Vec<u8>,
    len: usize,
}

impl Bitmap {
    fn push(&mut self, bit: bool) {
        if self.len.is_multiple_of(8) {
            self.bytes.push(0);
        }
        if let Some(last) = self.bytes.last_mut() {
            *last |= u8::from(bit) << (self.len % 8);
        }
        self.len += 1;
    }

    fn lend(&self) -> Option<Bits<'_>> {
        Bits::new(&self.bytes, 0, self.len)
    }
}

/// Values of a column, and which of them are known.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Cells<T> {
    values: Vec<T>,
    known: Bitmap,
}

impl<T> Default for Cells<T> {
    fn default() -> Self {
        Cells { values: Vec::new(), known: Bitmap::default() }
    }
}

impl<T: Default> Cells<T> {
    fn push(&mut self, value: Option<T>) {
        self.known.push(value.is_some());
        self.values.push(value.unwrap_or_default());
    }
}

impl<T> Cells<T> {
    fn lend<'a>(&'a self, values: impl FnOnce(&'a [T]) -> Values<'a>) -> Column<'a> {
        Column { values: values(&self.values), known: self.known.lend() }
    }
}

/// Yes or no, and which of them are known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Flags {
    values: Bitmap,
    known: Bitmap,
}

impl Flags {
    fn push(&mut self, value: Option<bool>) {
        self.known.push(value.is_some());
        self.values.push(value.unwrap_or_default());
    }
}

/// Families that nobody is, as columns: owned here, lent as [`Table`]s.
///
/// ```
/// use millejours::{SyntheticTerritory, parse_date};
/// let territory = SyntheticTerritory::new("FR", 1, parse_date("2026-11-23")?)?;
/// let families = territory.families(0..1000)?;
/// let (offsets, children) = families.children();
/// assert_eq!((families.family_table().rows(), offsets.len()), (1000, 1001));
/// assert_eq!(children.rows(), offsets[1000] as usize);
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntheticFamilies<'t> {
    territories: Vec<&'t str>,
    languages: Vec<&'t str>,
    territory: Cells<i32>,
    living: Cells<i32>,
    quotient: Cells<i32>,
    overcrowded: Flags,
    spoken: Cells<i32>,
    spoken_offsets: Vec<i32>,
    spoken_known: Bitmap,
    complete: [Bitmap; 3],
    child_offsets: Vec<u32>,
    child_born: Cells<i32>,
    child_preterm: Flags,
    child_pregnancy: Cells<u32>,
    adult_offsets: Vec<u32>,
    adult_born: Cells<i32>,
    adult_lives: Cells<i32>,
    adult_employed: Flags,
    pregnancy_offsets: Vec<u32>,
    pregnancy_expected: Cells<i32>,
    pregnancy_ended: Cells<i32>,
    pregnancy_outcome: Cells<i32>,
}

impl<'t> SyntheticFamilies<'t> {
    pub(super) fn new(territory: &'t SyntheticTerritory) -> Self {
        SyntheticFamilies {
            territories: territory.profile.territories.iter().map(String::as_str).collect(),
            languages: territory.profile.languages.iter().map(String::as_str).collect(),
            territory: Cells::default(),
            living: Cells::default(),
            quotient: Cells::default(),
            overcrowded: Flags::default(),
            spoken: Cells::default(),
            spoken_offsets: vec![0],
            spoken_known: Bitmap::default(),
            complete: <[Bitmap; 3]>::default(),
            child_offsets: vec![0],
            child_born: Cells::default(),
            child_preterm: Flags::default(),
            child_pregnancy: Cells::default(),
            adult_offsets: vec![0],
            adult_born: Cells::default(),
            adult_lives: Cells::default(),
            adult_employed: Flags::default(),
            pregnancy_offsets: vec![0],
            pregnancy_expected: Cells::default(),
            pregnancy_ended: Cells::default(),
            pregnancy_outcome: Cells::default(),
        }
    }

    /// Writes a family down, with what is missing left out.
    pub(super) fn push(&mut self, family: &Drawn, draws: Draws, shares: &Shares) {
        let known = |fact: Fact, member: usize| !missing(draws, fact as u32, member, shares.of(fact));
        let whole = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
        let place = |place: usize| i32::try_from(place).unwrap_or(i32::MAX);

        self.territory.push(known(Fact::Territory, 0).then(|| place(family.territory)));
        self.living.push(known(Fact::StandardOfLiving, 0).then(|| whole(family.living)));
        self.quotient.push(known(Fact::QuotientFamilial, 0).then(|| whole(family.quotient)));
        self.overcrowded.push(known(Fact::Overcrowded, 0).then_some(family.overcrowded));
        let languages = known(Fact::Languages, 0);
        self.spoken_known.push(languages);
        for language in family.languages.iter().flatten().filter(|_| languages) {
            self.spoken.push(Some(place(*language)));
        }
        self.spoken_offsets.push(place(self.spoken.values.len()));
        for (complete, fact) in
            self.complete.iter_mut().zip([Fact::OpenAdults, Fact::OpenChildren, Fact::OpenPregnancies])
        {
            complete.push(known(fact, 0));
        }

        for (member, child) in family.children.iter().enumerate() {
            self.child_born.push(child.born.filter(|_| known(Fact::ChildBorn, member)));
            self.child_preterm.push(child.preterm.filter(|_| known(Fact::BornPreterm, member)));
            self.child_pregnancy.push(child.of_pregnancy.then_some(0));
        }
        self.child_offsets.push(end(&self.child_born.values));
        for (member, adult) in family.adults.iter().flatten().enumerate() {
            self.adult_born.push(known(Fact::AdultBorn, member).then_some(adult.born));
            self.adult_lives.push(known(Fact::LivesHere, member).then_some(adult.lives as i32));
            self.adult_employed.push(known(Fact::Employed, member).then_some(adult.employed));
        }
        self.adult_offsets.push(end(&self.adult_born.values));
        if let Some(pregnancy) = family.pregnancy {
            self.pregnancy_expected.push(known(Fact::Expected, 0).then_some(pregnancy.expected));
            self.pregnancy_ended.push(pregnancy.ended);
            // No loss is drawn. That a birth ended it is said, so that a child whose day of birth is missing is born all the same.
            self.pregnancy_outcome.push(pregnancy.ended.map(|_| 0));
        }
        self.pregnancy_offsets.push(end(&self.pregnancy_expected.values));
    }

    /// How many families there are.
    ///
    /// ```
    /// use millejours::{SyntheticTerritory, parse_date};
    /// let territory = SyntheticTerritory::new("FR", 1, parse_date("2026-11-23")?)?;
    /// assert_eq!(territory.families(5..8)?.len(), 3);
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn len(&self) -> usize {
        self.territory.values.len()
    }

    /// Are there none?
    ///
    /// ```
    /// use millejours::{SyntheticTerritory, parse_date};
    /// let territory = SyntheticTerritory::new("FR", 1, parse_date("2026-11-23")?)?;
    /// assert!(territory.families(8..8)?.is_empty());
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What is said of the families themselves: `territory`, `languages`, `standard_of_living` and `quotient_familial` (whole
    /// units of the currency a month), `overcrowded`, and of each list whether it is complete (`complete.children` and so on).
    ///
    /// ```
    /// use millejours::{SyntheticTerritory, Values, parse_date};
    /// let territory = SyntheticTerritory::new("FR", 1, parse_date("2026-11-23")?)?;
    /// let families = territory.families(0..10)?;
    /// let table = families.family_table();
    /// let Values::Word(words) = table.column("territory").unwrap().values else { panic!("a dictionary") };
    /// assert!(words.words[words.keys[0] as usize].starts_with("FR-"));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn family_table(&self) -> Table<'_> {
        let mut table = Table::new(self.len());
        table.insert("territory", self.territory.lend(|keys| Values::Word(Words32 { keys, words: &self.territories })));
        table.insert("standard_of_living", self.living.lend(Values::I32));
        table.insert("quotient_familial", self.quotient.lend(Values::I32));
        flags(&mut table, "overcrowded", &self.overcrowded);
        let words = Words32 { keys: &self.spoken.values, words: &self.languages };
        let values = Values::WordList(Offsets::Narrow(&self.spoken_offsets), words);
        table.insert("languages", Column { values, known: self.spoken_known.lend() });
        for (name, complete) in
            ["complete.adults", "complete.children", "complete.pregnancies"].iter().zip(&self.complete)
        {
            if let Some(bits) = complete.lend() {
                table.insert(*name, Column::new(Values::Bool(bits)));
            }
        }
        table
    }

    /// All of it, as [`Families`] that a programme is asked about.
    ///
    /// # Errors
    /// As [`Families::children`]; of families that were drawn there is none.
    ///
    /// ```
    /// use millejours::{SyntheticTerritory, parse_date};
    /// let territory = SyntheticTerritory::new("FR", 1, parse_date("2026-11-23")?)?;
    /// let drawn = territory.families(0..10)?;
    /// let families = drawn.families()?;
    /// assert_eq!(families.family(0)?.adults[0].lives_here, Some(millejours::LivesHere::Always));
    /// // There are ten of them.
    /// assert!(families.family(10).is_err());
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn families(&self) -> Result<Families<'_>, Error> {
        let ((adults_from, adults), (children_from, children)) = (self.adults(), self.children());
        let (pregnancies_from, pregnancies) = self.pregnancies();
        let families = Families::new(self.family_table())?.adults(adults_from, adults)?;
        families.children(children_from, children)?.pregnancies(pregnancies_from, pregnancies)
    }

    /// The children: where each family's begin, and of each `born` (unknown of one that is expected), `born_preterm`, and
    /// `pregnancy`, its place in the family's list. The eldest comes first.
    ///
    /// ```
    /// use millejours::{SyntheticTerritory, parse_date};
    /// let territory = SyntheticTerritory::new("FR", 1, parse_date("2026-11-23")?)?;
    /// let families = territory.families(0..1000)?;
    /// let (_, children) = families.children();
    /// let (born, pregnancy) = (children.column("born").unwrap(), children.column("pregnancy").unwrap());
    /// // Who is not born yet, is expected.
    /// assert!((0..children.rows()).all(|row| born.is_known(row) || pregnancy.is_known(row)));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn children(&self) -> (&[u32], Table<'_>) {
        let mut table = Table::new(self.child_born.values.len());
        table.insert("born", self.child_born.lend(Values::Day));
        flags(&mut table, "born_preterm", &self.child_preterm);
        table.insert("pregnancy", self.child_pregnancy.lend(Values::U32));
        (&self.child_offsets, table)
    }

    /// The adults: where each family's begin, and of each `born`, `lives_here` and `employed`. The parent who gave birth, or
    /// will, comes first.
    ///
    /// ```
    /// use millejours::{SyntheticTerritory, parse_date};
    /// let territory = SyntheticTerritory::new("FR", 1, parse_date("2026-11-23")?)?;
    /// let families = territory.families(0..1000)?;
    /// let (offsets, adults) = families.adults();
    /// assert!(offsets.windows(2).all(|family| (1..=2).contains(&(family[1] - family[0]))));
    /// assert!(adults.column("employed").is_some());
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn adults(&self) -> (&[u32], Table<'_>) {
        let mut table = Table::new(self.adult_born.values.len());
        table.insert("born", self.adult_born.lend(Values::Day));
        table.insert("lives_here", self.adult_lives.lend(|keys| Values::Word(Words32 { keys, words: LIVES_HERE })));
        flags(&mut table, "employed", &self.adult_employed);
        (&self.adult_offsets, table)
    }

    /// The pregnancies, at most one a family: where each family's begin, and of each `expected`, `ended` and `outcome` (both
    /// unknown while it lasts). Of those that ended, only a latest birth before 37 weeks is listed: there the expected day matters for ages.
    ///
    /// ```
    /// use millejours::{SyntheticTerritory, parse_date};
    /// let territory = SyntheticTerritory::new("FR", 1, parse_date("2026-11-23")?)?;
    /// let families = territory.families(0..1000)?;
    /// let (_, pregnancies) = families.pregnancies();
    /// let ended = pregnancies.column("ended").unwrap();
    /// assert!((0..pregnancies.rows()).any(|row| !ended.is_known(row)));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn pregnancies(&self) -> (&[u32], Table<'_>) {
        let mut table = Table::new(self.pregnancy_expected.values.len());
        table.insert("expected", self.pregnancy_expected.lend(Values::Day));
        table.insert("ended", self.pregnancy_ended.lend(Values::Day));
        table.insert("outcome", self.pregnancy_outcome.lend(|keys| Values::Word(Words32 { keys, words: OUTCOMES })));
        (&self.pregnancy_offsets, table)
    }
}

/// Which share of each fact's values is missing.
#[derive(Debug, Clone)]
pub(super) struct Shares([Chance; Fact::ALL.len()]);

impl Default for Shares {
    fn default() -> Self {
        Shares([Chance::NEVER; Fact::ALL.len()])
    }
}

impl Shares {
    fn of(&self, fact: Fact) -> Chance {
        self.0.get(fact as usize).copied().unwrap_or(Chance::NEVER)
    }

    pub(super) fn set(&mut self, fact: Fact, share: Chance) {
        if let Some(own) = self.0.get_mut(fact as usize) {
            *own = share;
        }
    }
}

fn end<T>(rows: &[T]) -> u32 {
    u32::try_from(rows.len()).unwrap_or(u32::MAX)
}

fn flags<'a>(table: &mut Table<'a>, name: &str, flags: &'a Flags) {
    if let Some(bits) = flags.values.lend() {
        table.insert(name, Column { values: Values::Bool(bits), known: flags.known.lend() });
    }
}
