//! The catalogue of codes. A code, once published, keeps its name and meaning.

use std::fmt;

use serde::{Serialize, Serializer};

macro_rules! catalogue {
    ($($(#[doc = $doc:literal])+ $variant:ident = $code:literal;)+) => {
        /// The stable codes of everything that can be wrong, the same in Rust, Python and Kotlin.
        ///
        /// ```
        /// use millejours::Code;
        /// assert_eq!(Code::DateInvalid.as_str(), "date.invalid");
        /// assert!(Code::ALL.contains(&Code::DateInvalid));
        /// assert!(Code::DateInvalid.explanation().contains("calendar"));
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// Every code, in the order of the catalogue.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)+];

            /// The code as it is written: `date.invalid`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $code,)+ }
            }

            /// What the code means, in a sentence.
            pub const fn explanation(self) -> &'static str {
                match self { $(Code::$variant => concat!($($doc),+).trim_ascii(),)+ }
            }
        }
    };
}

catalogue! {
    /// The bytes are not UTF-8.
    DocumentEncoding = "document.encoding";
    /// The text is not TOML, or not JSON.
    DocumentSyntax = "document.syntax";
    /// The document is larger than the published limit.
    DocumentTooLarge = "document.too_large";
    /// Tables and lists are nested deeper than the published limit.
    DocumentTooDeep = "document.too_deep";
    /// The document was written for a newer version of the library, or names no schema.
    DocumentSchema = "document.schema";
    /// A key that no document of this kind has.
    DocumentUnknownKey = "document.unknown_key";
    /// A key that must be there is not.
    DocumentMissingKey = "document.missing_key";
    /// The same key stands twice.
    DocumentDuplicateKey = "document.duplicate_key";
    /// A value of another type than expected: a text where a list belongs.
    DocumentWrongType = "document.wrong_type";
    /// A value of the right type that is not one of those allowed.
    DocumentInvalidValue = "document.invalid_value";
    /// An identifier that does not match `[A-Za-z0-9_-]{1,64}`.
    IdInvalid = "id.invalid";
    /// The same identifier stands twice.
    IdDuplicate = "id.duplicate";
    /// A reference to something (a member, a score, a provider, an offer, a vocabulary) that is not there.
    ReferenceUnknown = "reference.unknown";
    /// A date that does not exist in the calendar, or is not written as `2026-01-31`.
    DateInvalid = "date.invalid";
    /// Two dates in an order that cannot be: an end before its beginning.
    DateOrder = "date.order";
    /// The date lies outside the programme's validity.
    DateOutsideValidity = "date.outside_validity";
    /// The declaration of a fact contradicts itself.
    FactDeclaration = "fact.declaration";
    /// A fact of a vocabulary is given another type or category, or a wider range.
    FactRedefined = "fact.redefined";
    /// The value of a fact has the wrong type, or is not among the values or in the range declared.
    FactValue = "fact.value";
    /// A family lists more members of one kind than the published limit.
    FamilyTooManyMembers = "family.too_many_members";
    /// A condition that cannot be read.
    ConditionSyntax = "condition.syntax";
    /// A part of CEL that conditions do not have.
    ConditionUnsupported = "condition.unsupported";
    /// A name that nothing defines: a fact, a set, a definition.
    ConditionUndefined = "condition.undefined";
    /// A name that stands for nobody here: `child` in an offer for the family.
    ConditionScope = "condition.scope";
    /// Types that do not go together.
    ConditionType = "condition.type";
    /// Two facts are multiplied: arithmetic is linear.
    ConditionNotLinear = "condition.not_linear";
    /// A fact in arithmetic, or compared with another fact, declares no range.
    ConditionRangeNeeded = "condition.range_needed";
    /// A sum that could leave 64 bits.
    ConditionOverflow = "condition.overflow";
    /// A condition nested deeper than the published limit.
    ConditionTooDeep = "condition.too_deep";
    /// A condition longer than the published limit, its definitions written out.
    ConditionTooLarge = "condition.too_large";
    /// A condition reads weeks of pregnancy, and the programme declares no `term_weeks`.
    ConditionTermWeeks = "condition.term_weeks";
    /// Definitions that lead back to themselves.
    DefinitionCycle = "definition.cycle";
    /// The steps of a dose do not ascend, or the first lies above the least possible score.
    DoseSteps = "dose.steps";
    /// Versions that differ in their `id` cannot make one history.
    HistoryMixed = "history.mixed";
    /// A day without a version.
    HistoryGap = "history.gap";
    /// A day with two versions.
    HistoryOverlap = "history.overlap";
    /// Warning: a rule that no family can meet.
    RuleNever = "rule.never";
    /// Warning: a rule that every family meets.
    RuleAlways = "rule.always";
    /// Warning: a rule that says again what another rule of the offer says.
    RuleRepeated = "rule.repeated";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
