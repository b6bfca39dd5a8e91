//! Data categories: what kind of knowledge a fact is, and how much it costs a family to tell it.

use serde::Serialize;

macro_rules! categories {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $cost:literal;)+) => {
        /// The data category of a fact. Consent is given by category; questions that cost more to answer come later.
        ///
        /// The names follow the W3C Data Privacy Vocabulary where it has one; the special categories are those of
        /// GDPR art. 9, with residence status, papers and safety beside them for what a wrong reader could do.
        ///
        /// ```
        /// use millejours::Category;
        /// assert!(Category::Health.cost() > Category::Childcare.cost());
        /// assert_eq!(Category::ResidenceStatus.as_str(), "residence_status");
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum Category {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Category {
            /// Every category with its name.
            pub(crate) const NAMED: &'static [(&'static str, Category)] = &[$(($name, Category::$variant),)+];

            /// Every category, in the order above.
            pub const ALL: &'static [Category] = &[$(Category::$variant,)+];

            /// The name in documents.
            pub const fn as_str(self) -> &'static str {
                match self { $(Category::$variant => $name,)+ }
            }

            /// What answering costs a family: 1 for everyday knowledge, 2 for private, 4 for sensitive.
            pub const fn cost(self) -> u32 {
                match self { $(Category::$variant => $cost,)+ }
            }

            /// Is it one of the sensitive ones?
            pub(crate) const fn is_sensitive(self) -> bool {
                self.cost() >= 4
            }
        }

        impl std::fmt::Display for Category {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

categories! {
    /// Who belongs to the family, who lives here.
    FamilySituation = "family_situation", 1;
    /// Dates of birth, due dates, arrivals.
    Birth = "birth", 1;
    /// Where the family lives, as a territory and no finer.
    Territory = "territory", 1;
    /// Languages spoken.
    Language = "language", 1;
    /// How children are cared for by day.
    Childcare = "childcare", 1;
    /// Schooling and training.
    Education = "education", 1;
    /// Work.
    Employment = "employment", 1;
    /// Strengths of the family.
    Resource = "resource", 1;
    /// Needs in the family's own voice.
    Need = "need", 1;
    /// Needs seen by a professional.
    Observation = "observation", 2;
    /// Money.
    Income = "income", 2;
    /// How the family is housed.
    Housing = "housing", 2;
    /// Street and number.
    Address = "address", 2;
    /// What fits nowhere else.
    Other = "other", 2;
    /// Health (GDPR art. 9).
    Health = "health", 4;
    /// Disability (GDPR art. 9).
    Disability = "disability", 4;
    /// Violence and danger.
    Safety = "safety", 4;
    /// Nationality.
    Nationality = "nationality", 4;
    /// The right to stay.
    ResidenceStatus = "residence_status", 4;
    /// Identity papers.
    Papers = "papers", 4;
    /// Ethnic origin (GDPR art. 9).
    Origin = "origin", 4;
    /// Religion (GDPR art. 9).
    Religion = "religion", 4;
}
