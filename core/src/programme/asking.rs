//! Answering a programme's questions: what an answer may be, and the family that it makes.

use super::Programme;
use crate::error::Error;
use crate::family::{Answer, AnswerType, Askable, FactName, Family, read_answer};

impl Programme {
    /// What an answer to a fact may be, by the fact's full name: `child[c1].born`, `family.needs.health`, `children`.
    ///
    /// `None` where nobody can be asked: the programme knows no such fact, or it follows from others, as ages and counts
    /// do. Every fact that stands in `missing` or `questions` has one. Whether the family lists the member is not looked
    /// at.
    ///
    /// # Examples
    ///
    /// ## From a question to a field of a form
    ///
    /// ```
    /// # let programme = millejours::Programme::from_toml(
    /// #     "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []",
    /// # )?;
    /// let of_type = programme.answer_type("adult[a1].lives_here").unwrap();
    /// assert_eq!(of_type.to_json(), r#"{"type":"enum","values":["away","shared","always"]}"#);
    /// # Ok::<(), millejours::Error>(())
    /// ```
    ///
    /// ## A name that nobody can be asked for
    ///
    /// ```
    /// # let programme = millejours::Programme::from_toml(
    /// #     "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []",
    /// # )?;
    /// assert_eq!(programme.answer_type("child[c1].age_months"), None);
    /// assert_eq!(programme.answer_type("child.born"), None);
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn answer_type(&self, fact: &str) -> Option<AnswerType> {
        self.asking(|askable| askable.answer_type(FactName::parse(fact)?))
    }

    /// The family with one fact told, as a new family.
    ///
    /// What was told before is replaced, by the same voice: a need in the family's own, an observation in the named
    /// professional's, strengths in the voice that names them. A fact that was declined is declined no more.
    ///
    /// | fact | what the answer does |
    /// |---|---|
    /// | `children`, `adults`, `pregnancies` | calls the list complete; a member is added by editing the family |
    /// | `family.territory`, `family.languages` | sets it; languages are then all, and cannot be none |
    /// | `family.territories` | sets the *other* territories, which are then all; an empty list says that there are none |
    /// | `family.resources` | sets the strengths that this voice names; they are never known to be all |
    /// | `family.needs.…`, `family.observed.…` | sets the need in the family's voice, in the named professional's |
    /// | `child[…].pregnancy` | sets the day on which the birth was expected; a child that named no pregnancy names a new one |
    /// | every other | sets it where the family's document has it |
    ///
    /// # Errors
    /// [`Error::Family`]: `reference.unknown` for a fact or a member that nobody knows, `fact.value` and `date.invalid`
    /// for a value that does not fit, `answer.voice` for a voice or a day that does not go with the fact; and, as from
    /// [`Family::from_json`], whatever does not hold together in the family or in what it would be after the answer:
    /// `date.order`, `document.invalid_value`, `document.missing_key`, `id.invalid`, `id.duplicate`,
    /// `family.too_many_members`, and `document.too_large` where a list grows too long (1024; 65,536 declined facts).
    /// No message holds what the family said.
    ///
    /// # Examples
    ///
    /// ## A date, as far as it is known
    ///
    /// ```
    /// # let programme = millejours::Programme::from_toml(
    /// #     "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []",
    /// # )?;
    /// use millejours::{Child, Family, PartialDate};
    /// let family = Family { children: vec![Child::new("c1")], ..Family::default() };
    /// let told = programme.answer(&family, "child[c1].born", "2026-02")?;
    /// assert_eq!(told.children[0].born, PartialDate::month(2026, 2));
    /// // The family itself is as it was.
    /// assert_eq!(family.children[0].born, None);
    /// # Ok::<(), millejours::Error>(())
    /// ```
    ///
    /// ## Nobody is missing
    ///
    /// ```
    /// # let programme = millejours::Programme::from_toml(
    /// #     "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []",
    /// # )?;
    /// use millejours::{Answer, Complete, Family};
    /// let told = programme.answer(&Family::default(), "children", Answer::complete())?;
    /// assert_eq!(told.complete, [Complete::Children]);
    /// # Ok::<(), millejours::Error>(())
    /// ```
    ///
    /// ## A member that is not listed
    ///
    /// ```
    /// # let programme = millejours::Programme::from_toml(
    /// #     "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []",
    /// # )?;
    /// let refused = programme.answer(&millejours::Family::default(), "child[c9].born", "2026").unwrap_err();
    /// assert_eq!(refused.code().as_str(), "reference.unknown");
    /// assert_eq!(refused.problems()[0].place.path, "fact");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn answer(&self, family: &Family, fact: &str, answer: impl Into<Answer>) -> Result<Family, Error> {
        let answer = answer.into();
        self.asking(|askable| askable.tell(family, fact, &answer)).map_err(Error::Family)
    }

    /// The family with one fact told: JSON in, JSON out, the same bytes in all languages.
    ///
    /// The answer is a bare value (`true`, `12`, `"2026-02"`, `["pt", "fr"]`), or
    /// `{"value": …, "voice": "midwife", "as_of": "2026-01-31"}`.
    ///
    /// # Errors
    /// As [`Family::from_json`] and [`Programme::answer`]; problems of the answer stand under the path `answer`.
    ///
    /// ```
    /// # let programme = millejours::Programme::from_toml(
    /// #     "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []",
    /// # )?;
    /// let family = r#"{"schema": 1, "declined": ["family.languages"]}"#;
    /// assert_eq!(
    ///     programme.answer_json(family, "family.languages", r#"["pt", "fr"]"#)?,
    ///     r#"{"schema":1,"languages":["pt","fr"]}"#,
    /// );
    /// let refused = programme.answer_json(family, "family.languages", "7").unwrap_err();
    /// assert_eq!(refused.problems()[0].expected.as_deref(), Some("a list of codes, as texts"));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn answer_json(&self, family: impl AsRef<[u8]>, fact: &str, answer: impl AsRef<[u8]>) -> Result<String, Error> {
        let family = Family::from_json(family)?;
        let answer = read_answer(answer.as_ref()).map_err(Error::Family)?;
        Ok(self.answer(&family, fact, answer)?.to_json())
    }

    /// The family with one fact declined: asked for, and not answered. It stays unknown, and is not asked for again.
    ///
    /// What was told already stays: of a birth of which the month is known, the day may be declined.
    ///
    /// # Errors
    /// [`Error::Family`]: `reference.unknown` for a fact or a member that nobody knows, `document.too_large` beyond 65,536
    /// declined facts, and as from [`Family::from_json`] whatever does not hold together in the family.
    ///
    /// ```
    /// # let programme = millejours::Programme::from_toml(
    /// #     "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []",
    /// # )?;
    /// let family = programme.decline(&millejours::Family::default(), "family.languages")?;
    /// assert_eq!(family.declined, ["family.languages"]);
    /// // Answered later, it is declined no more.
    /// assert!(programme.answer(&family, "family.languages", ["pt"])?.declined.is_empty());
    ///
    /// let refused = programme.decline(&family, "family.langages").unwrap_err();
    /// assert_eq!(refused.problems()[0].help.as_deref(), Some("did you mean `languages` of the family?"));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn decline(&self, family: &Family, fact: &str) -> Result<Family, Error> {
        self.asking(|askable| askable.decline(family, fact)).map_err(Error::Family)
    }

    /// The family with one fact declined: JSON in, JSON out, the same bytes in all languages.
    ///
    /// # Errors
    /// As [`Family::from_json`] and [`Programme::decline`].
    ///
    /// ```
    /// # let programme = millejours::Programme::from_toml(
    /// #     "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []",
    /// # )?;
    /// let declined = programme.decline_json(r#"{"schema": 1}"#, "family.territory")?;
    /// assert_eq!(declined, r#"{"schema":1,"declined":["family.territory"]}"#);
    /// assert!(programme.decline_json("{", "family.territory").is_err());
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn decline_json(&self, family: impl AsRef<[u8]>, fact: &str) -> Result<String, Error> {
        Ok(self.decline(&Family::from_json(family)?, fact)?.to_json())
    }

    pub(super) fn asking<T>(&self, ask: impl FnOnce(&Askable<'_>) -> T) -> T {
        let parts = &self.0.parts;
        let offered = parts.offers.iter().flat_map(|offer| &offer.domains);
        let domains: Vec<&str> = parts.extra_domains.iter().chain(offered).map(String::as_str).collect();
        ask(&Askable { facts: self.facts(), domains: &domains })
    }
}
