//! The tables of a country: read from its document, looked at, and made ready to draw from.

use std::collections::BTreeMap;

use super::document::{Bands, Document, Noted, Source, Window};
use super::draw::{Chance, Weighted};
use crate::error::{Code, Error, Place, Problem};
use crate::vocabulary::is_carried;

/// The profiles that come with the library.
pub(super) const SHIPPED: [(&str, &str); 1] = [("FR", include_str!("fr.toml"))];
/// Families are drawn with a latest birth of at most this rank.
pub(super) const RANKS: usize = 6;

/// Bands to draw a whole number from.
#[derive(Debug, Clone)]
pub(super) struct Banded {
    pub(super) which: Weighted,
    pub(super) ends: Vec<(u32, u32)>,
}

/// What differs between couples and lone parents.
#[derive(Debug, Clone)]
pub(super) struct Kind {
    pub(super) rank: Weighted,
    /// By number of children, the last for more.
    pub(super) mother_employed: Vec<Chance>,
    /// By number of parents employed.
    pub(super) poor: Vec<Chance>,
    /// Of those who are not poor.
    pub(super) living: Banded,
    pub(super) overcrowded: Chance,
}

/// A country's tables, ready to draw from.
#[derive(Debug, Clone)]
pub(super) struct Profile {
    pub(super) currency: String,
    pub(super) past: u32,
    pub(super) ahead: u32,
    pub(super) births_by_month: Vec<u32>,
    pub(super) lone: Weighted,
    pub(super) couple_kind: Kind,
    pub(super) lone_kind: Kind,
    /// Ages of the parent who gives birth, from `youngest` on, by rank, the last for later ones.
    pub(super) mother_age: Vec<Weighted>,
    pub(super) youngest: u32,
    pub(super) partner_older: Weighted,
    pub(super) partner_older_from: i32,
    pub(super) spacing: Banded,
    pub(super) multiples: Weighted,
    pub(super) preterm_single: Chance,
    pub(super) preterm_multiple: Chance,
    pub(super) preterm_weeks: Banded,
    pub(super) partner_employed: Chance,
    pub(super) partner_employed_alone: Chance,
    pub(super) poor_living: Banded,
    pub(super) share_of_parents: u32,
    pub(super) share_of_children: Vec<u32>,
    pub(super) shared: Chance,
    pub(super) away: Chance,
    /// The first is the country's own.
    pub(super) languages: Vec<String>,
    pub(super) another_language: Chance,
    pub(super) other_language_alone: Chance,
    pub(super) other_languages: Weighted,
    pub(super) territories: Vec<String>,
    pub(super) territory: Weighted,
}

impl Profile {
    /// One of those that come with the library.
    pub(super) fn shipped(id: &str) -> Result<Self, Error> {
        match SHIPPED.iter().find(|(known, _)| *known == id) {
            Some((_, document)) => Profile::from_toml(document),
            None => {
                let known = SHIPPED.map(|(known, _)| known);
                let problem = Problem::new(Code::ReferenceUnknown, Place::at("profile"), "no profile has this id");
                Err(super::refused(problem.expected(known.join(", ")).near(id, known)))
            }
        }
    }

    /// A profile's document.
    pub(super) fn from_toml(document: &str) -> Result<Self, Error> {
        let read: Document = toml::from_str(document).map_err(|slip| {
            let before = slip.span().and_then(|span| document.get(..span.start));
            let place = Place::of("profile", before.map(position_after));
            super::refused(Problem::new(Code::DocumentSyntax, place, slip.message().to_owned()))
        })?;
        let mut slips = Slips(Vec::new());
        slips.look_at(&read);
        let profile = slips.compile(read);
        match (profile, slips.0.is_empty()) {
            (Some(profile), true) => Ok(profile),
            _ => Err(super::refused_all(slips.0)),
        }
    }
}

/// Line and column, both from 1, of what follows a text.
fn position_after(text: &str) -> (u32, u32) {
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let line = text.rsplit('\n').next().unwrap_or_default();
    (count(text.matches('\n').count() + 1), count(line.chars().count() + 1))
}

/// What is wrong with a profile.
struct Slips(Vec<Problem>);

impl Slips {
    fn add(&mut self, table: &str, message: impl Into<String>) {
        self.0.push(Problem::new(Code::DocumentInvalidValue, Place::at(table), message));
    }

    /// Every table says where it comes from, and its sources are there.
    fn look_at(&mut self, read: &Document) {
        if read.schema != 1 {
            self.0.push(Problem::new(Code::DocumentSchema, Place::at("schema"), "this is no schema that is known"));
        }
        if read.id.is_empty() {
            self.add("id", "the profile has no id");
        }
        macro_rules! each {
            ($($table:ident)+) => { $(self.note(stringify!($table), &read.$table, &read.sources);)+ };
        }
        each!(window births_by_month kind rank mother_age partner_older spacing multiples preterm preterm_weeks);
        each!(mother_employed partner_employed poor standard_of_living quotient overcrowded other_parent);
        each!(languages territories);
        for (id, source) in &read.sources {
            if source.title.is_empty() || !source.url.starts_with("http") {
                self.add(&format!("sources.{id}"), "a source has a title and an address");
            }
        }
    }

    fn note<T>(&mut self, table: &str, noted: &Noted<T>, sources: &BTreeMap<String, Source>) {
        if noted.sources.is_empty() && noted.assumption.as_ref().is_none_or(String::is_empty) {
            self.add(table, "the table names no source, and does not say that it is an assumption");
        }
        for source in noted.sources.iter().filter(|source| !sources.contains_key(*source)) {
            let problem = Problem::new(Code::ReferenceUnknown, Place::at(table), "a source that is not listed");
            self.0.push(problem.near(source, sources.keys().map(String::as_str)));
        }
    }

    fn weighted(
        &mut self,
        table: &str,
        weights: impl IntoIterator<Item = u32>,
        count: Option<usize>,
    ) -> Option<Weighted> {
        let weighted = Weighted::of(weights);
        match &weighted {
            None => self.add(table, "the weights are all 0, or their sum leaves 32 bits"),
            Some(all) if count.is_some_and(|count| all.len() != count) => {
                self.add(table, format!("there are {} weights, not {}", all.len(), count.unwrap_or_default()));
            }
            Some(_) => {}
        }
        weighted
    }

    fn banded(&mut self, table: &str, bands: &Bands) -> Option<Banded> {
        if bands.iter().any(|[from, to, _]| from > to || *to > 100_000) {
            self.add(table, "a band ends before it begins, or beyond 100,000");
        }
        let which = self.weighted(table, bands.iter().map(|[_, _, weight]| *weight), None)?;
        Some(Banded { which, ends: bands.iter().map(|[from, to, _]| (*from, *to)).collect() })
    }

    fn chances(&mut self, table: &str, parts: &[u32], count: usize) -> Vec<Chance> {
        if parts.len() != count || parts.iter().any(|parts| *parts > 10_000) {
            self.add(table, format!("{count} chances in parts of ten thousand belong here"));
        }
        parts.iter().map(|parts| Chance::in_ten_thousand(*parts)).collect()
    }

    fn chance(&mut self, table: &str, parts: u32) -> Chance {
        self.chances(table, &[parts], 1).first().copied().unwrap_or(Chance::NEVER)
    }

    fn compile(&mut self, read: Document) -> Option<Profile> {
        let Window { past, ahead } = read.window.value;
        if past > 4_000 || ahead > 280 {
            self.add("window", "`past` is at most 4,000 days, `ahead` at most 280");
        }
        if read.spacing.value.iter().any(|[from, ..]| *from < 10) {
            self.add("spacing", "births are at least 10 months apart");
        }
        if read.preterm_weeks.value.iter().any(|[from, to, _]| *from < 24 || *to > 36) {
            self.add("preterm_weeks", "a preterm birth comes after 24 and before 37 completed weeks");
        }
        let months = self.weighted("births_by_month", read.births_by_month.value.iter().copied(), Some(12));
        let youngest = u32::try_from(read.mother_age.first).unwrap_or_default();
        let ranks = read.mother_age.value;
        if youngest < 12 || ranks.is_empty() || ranks.iter().any(|row| row.len() > 60) {
            self.add("mother_age", "ages begin at 12 or later, and there are at most 60 of them");
        }
        // With a year and more before each birth, brothers and sisters find room between the youngest age and this one.
        for (rank, row) in ranks.iter().enumerate() {
            if rank > 0 && row.iter().take(rank + 1).any(|weight| *weight > 0) {
                self.add("mother_age", format!("row {} begins with {} ages that nobody has", rank + 1, rank + 1));
            }
        }
        let mother_age: Option<Vec<_>> =
            ranks.iter().map(|row| self.weighted("mother_age", row.iter().copied(), None)).collect();
        let quotient = read.quotient.value;
        let most = quotient.children.iter().chain([&quotient.parents]).max().copied().unwrap_or(0);
        if quotient.parents == 0 || quotient.children.is_empty() || most > 20 {
            self.add("quotient", "parents have at least one half, nobody more than twenty");
        }
        let living = read.standard_of_living.value;
        let spoken = read.languages.value;
        let kinds = [
            (
                read.rank.value.couple,
                read.mother_employed.value.couple,
                read.poor.value.couple,
                living.couple,
                read.overcrowded.value.couple,
                3,
            ),
            (
                read.rank.value.lone,
                read.mother_employed.value.lone,
                read.poor.value.lone,
                living.lone,
                read.overcrowded.value.lone,
                2,
            ),
        ];
        let [couple_kind, lone_kind] = kinds.map(|(rank, employed, poor, living, overcrowded, states)| {
            Some(Kind {
                rank: self.weighted("rank", rank, Some(RANKS))?,
                mother_employed: self.chances("mother_employed", &employed, 3),
                poor: self.chances("poor", &poor, states),
                living: self.banded("standard_of_living", &living)?,
                overcrowded: self.chance("overcrowded", overcrowded),
            })
        });
        let codes = spoken.others.keys().chain([&spoken.first]).chain(read.territories.value.keys());
        if codes.into_iter().any(|code| !is_carried(code)) {
            self.add("languages", "a code of a language or a territory is empty or too long");
        }
        let kinds = read.kind.value;
        Some(Profile {
            currency: read.currency,
            past,
            ahead,
            births_by_month: months.map(|_| read.births_by_month.value)?,
            lone: self.weighted("kind", [kinds.couple, kinds.lone], None)?,
            couple_kind: couple_kind?,
            lone_kind: lone_kind?,
            mother_age: mother_age?,
            youngest,
            partner_older: self.weighted("partner_older", read.partner_older.value, None)?,
            partner_older_from: read.partner_older.first,
            spacing: self.banded("spacing", &read.spacing.value)?,
            multiples: self.weighted("multiples", read.multiples.value, Some(3))?,
            preterm_single: self.chance("preterm", read.preterm.value.single),
            preterm_multiple: self.chance("preterm", read.preterm.value.multiple),
            preterm_weeks: self.banded("preterm_weeks", &read.preterm_weeks.value)?,
            partner_employed: self.chance("partner_employed", read.partner_employed.value.employed),
            partner_employed_alone: self.chance("partner_employed", read.partner_employed.value.not_employed),
            poor_living: self.banded("standard_of_living", &living.poor)?,
            share_of_parents: quotient.parents,
            share_of_children: quotient.children,
            shared: self.chance("other_parent", read.other_parent.value.shared),
            away: self.chance("other_parent", read.other_parent.value.away),
            another_language: self.chance("languages", spoken.another),
            other_language_alone: self.chance("languages", spoken.alone),
            other_languages: self.weighted("languages", spoken.others.values().copied(), None)?,
            languages: [spoken.first].into_iter().chain(spoken.others.into_keys()).collect(),
            territory: self.weighted("territories", read.territories.value.values().copied(), None)?,
            territories: read.territories.value.into_keys().collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shipped_can_be_read() {
        for (id, document) in SHIPPED {
            let read: Document = toml::from_str(document).unwrap();
            assert_eq!(read.id, id);
            Profile::from_toml(document).unwrap();
            // No source is listed that no table names.
            for source in read.sources.keys() {
                assert!(document.matches(&format!("\"{source}\"")).count() > 0, "{source}");
            }
        }
    }

    #[test]
    fn a_profile_that_hides_where_it_comes_from_is_refused() {
        let (_, french) = SHIPPED[0];
        let slip = |from: &str, to: &str| {
            assert!(french.contains(from), "{from}");
            Profile::from_toml(&french.replacen(from, to, 1)).unwrap_err().problems()[0].place.path.clone()
        };
        assert_eq!(
            slip("sources = [\"insee-6686539\"]\nassumption = \"every year is as 2019 was\"", ""),
            "births_by_month"
        );
        assert_eq!(slip("sources = [\"insee-6686539\"]", "sources = [\"insee-6686538\"]"), "births_by_month");
        assert_eq!(slip("couple = 85, lone = 15", "couple = 0, lone = 0"), "kind");
        assert_eq!(slip("single = 545", "single = 10001"), "preterm");
        assert_eq!(slip("[[11, 17, 80]", "[[18, 17, 80]"), "spacing");
        assert_eq!(slip("schema = 1", "schema = 2"), "schema");
        assert_eq!(slip("[698222, 11443, 185]", "[698222, 11443]"), "multiples");
        assert_eq!(slip("past = 1095", "passed = 1095"), "profile");
        let refused = Profile::from_toml("schema = 1\nid = FR").unwrap_err();
        assert_eq!((refused.problems()[0].place.line, refused.problems()[0].place.column), (Some(2), Some(6)));
    }
}
