//! How languages count: the categories of CLDR, and words in the forms that go with them.

use std::collections::{BTreeMap, BTreeSet};

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::document::{Node, Path, Report, Value};
use crate::error::Code;

/// The categories of CLDR, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Category {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

impl Category {
    pub(crate) const NAMED: [(&'static str, Category); 6] = [
        ("zero", Category::Zero),
        ("one", Category::One),
        ("two", Category::Two),
        ("few", Category::Few),
        ("many", Category::Many),
        ("other", Category::Other),
    ];

    pub(crate) fn name(self) -> &'static str {
        Self::NAMED.iter().find(|(_, own)| *own == self).map_or("other", |(name, _)| *name)
    }
}

/// Is the text a language tag (BCP 47), as far as its form says?
pub(crate) fn is_tag(text: &str) -> bool {
    let part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    text.len() >= 2 && text.split('-').all(part)
}

/// Languages to which CLDR has given a form for millions since the edition that the rules here follow: it may be written.
const MILLIONS: [&str; 5] = ["ca", "es", "fr", "it", "pt"];

/// How one language counts.
#[derive(Clone)]
pub(crate) struct Counting {
    rules: Option<PluralRules>,
    /// Every category that some number falls into, fractions included.
    own: BTreeSet<Category>,
}

impl std::fmt::Debug for Counting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Counting")
    }
}

fn named(found: Result<PluralCategory, &str>) -> Category {
    match found {
        Ok(PluralCategory::ZERO) => Category::Zero,
        Ok(PluralCategory::ONE) => Category::One,
        Ok(PluralCategory::TWO) => Category::Two,
        Ok(PluralCategory::FEW) => Category::Few,
        Ok(PluralCategory::MANY) => Category::Many,
        Ok(PluralCategory::OTHER) | Err(_) => Category::Other,
    }
}

impl Counting {
    /// By CLDR's rules for the language. A language of which CLDR knows no rule counts with one form.
    pub(crate) fn of(tag: &str) -> Self {
        let language = tag.split('-').next().unwrap_or_default();
        // One language counts otherwise in one of its countries.
        let name = if tag.eq_ignore_ascii_case("pt-PT") { "pt-PT" } else { language };
        let rules = name
            .parse()
            .ok()
            .and_then(|id: unic_langid::LanguageIdentifier| PluralRules::create(id, PluralRuleType::CARDINAL).ok());
        let mut own = crate::gather::set(std::iter::once(Category::Other));
        match &rules {
            Some(rules) => {
                // CLDR's rules look at last digits, at whole thousands and millions, and at a digit behind the point.
                own.extend((0..=200_u64).chain([1_000, 100_000, 1_000_000]).map(|number| named(rules.select(number))));
                let fractions = (0..=10).flat_map(|whole| ["0", "1", "2", "5"].map(|part| format!("{whole}.{part}")));
                own.extend(fractions.map(|number| named(rules.select(number.as_str()))));
            }
            // The tag itself is at fault: nothing can be said about its forms.
            None if tag.is_empty() => own.extend(Category::NAMED.map(|(_, category)| category)),
            None => {}
        }
        if MILLIONS.iter().any(|own| own.eq_ignore_ascii_case(language)) {
            own.insert(Category::Many);
        }
        Counting { rules, own }
    }

    /// Does some number of the language fall into the category?
    pub(crate) fn has(&self, category: Category) -> bool {
        self.own.contains(&category)
    }

    /// The categories of the language, for a message.
    pub(crate) fn names(&self) -> String {
        self.own.iter().map(|category| category.name()).collect::<Vec<_>>().join(", ")
    }

    pub(crate) fn category(&self, number: i64) -> Category {
        // The size alone counts; it also keeps the library from going through numbers of the machine's width.
        self.rules.as_ref().map_or(Category::Other, |rules| named(rules.select(number.unsigned_abs())))
    }

    /// The categories that whole numbers up to 200 fall into: those that a dictionary needs.
    pub(crate) fn categories(&self) -> Vec<Category> {
        let found = crate::gather::set((0..=200).map(|number| self.category(number)));
        found.into_iter().collect()
    }
}

/// Words in the forms of counting: `{ one = "visit", other = "visits" }`, or one text for every number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Counted(BTreeMap<Category, String>);

impl Counted {
    /// Reads a text, or forms by the categories of a language, of which `other` is one.
    pub(crate) fn read(report: &mut Report<'_>, node: &Node, path: &Path<'_>, tag: &str) -> Option<Self> {
        let mut forms = BTreeMap::new();
        if let Value::Text(text) = &node.value {
            forms.insert(Category::Other, text.clone());
            return Some(Counted(forms));
        }
        let table = report.table(node, path)?;
        let counting = Counting::of(tag);
        for entry in table.entries {
            if report.is_full() {
                break;
            }
            let path = path.key(&entry.key);
            let Some((_, category)) = Category::NAMED.iter().find(|(name, _)| *name == entry.key) else {
                report.add(Code::WordsPlural, &entry.node, &path, "no language counts so").expected =
                    Some(Category::NAMED.map(|(name, _)| name).join(", "));
                continue;
            };
            if !counting.has(*category) {
                report.add(Code::WordsPlural, &entry.node, &path, "this language does not count so").expected =
                    Some(counting.names());
                continue;
            }
            if let Some(text) = report.string(&entry.node, &path) {
                forms.insert(*category, text.to_owned());
            }
        }
        if !forms.contains_key(&Category::Other) {
            report.add(Code::WordsPlural, node, path, "the form `other` is missing");
            return None;
        }
        Some(Counted(forms))
    }

    /// The form for a number.
    pub(crate) fn form(&self, counting: &Counting, number: i64) -> &str {
        let own = self.0.get(&counting.category(number));
        own.or_else(|| self.0.get(&Category::Other)).map(String::as_str).unwrap_or_default()
    }
}

impl Serialize for Counted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let (1, Some(text)) = (self.0.len(), self.0.get(&Category::Other)) {
            return serializer.serialize_str(text);
        }
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (category, text) in &self.0 {
            map.serialize_entry(category.name(), text)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(tag: &str) -> Vec<&'static str> {
        Counting::of(tag).categories().into_iter().map(Category::name).collect()
    }

    #[test]
    fn languages_count_as_they_do() {
        assert_eq!(counts("en"), ["one", "other"]);
        assert_eq!(counts("de-CH"), ["one", "other"]);
        assert_eq!(counts("ar"), ["zero", "one", "two", "few", "many", "other"]);
        assert_eq!(counts("uk"), ["one", "few", "many"]);
        assert_eq!(counts("ja"), ["other"]);
        // No such language.
        assert_eq!(counts("qaa"), ["other"]);
        assert_eq!(Counting::of("en").names(), "one, other");
        // Fractions and millions have forms as well.
        assert_eq!(Counting::of("cs").names(), "one, few, many, other");
        assert_eq!(Counting::of("uk").names(), "one, few, many, other");
        assert_eq!(Counting::of("ja").names(), "other");
        assert_eq!(Counting::of("fr-CH").names(), "one, many, other");
        let french = Counting::of("fr");
        assert_eq!(
            (french.category(0), french.category(1), french.category(2)),
            (Category::One, Category::One, Category::Other)
        );
        assert_eq!(Counting::of("en").category(0), Category::Other);
        assert_eq!(Counting::of("pt").category(0), Category::One);
        assert_eq!(Counting::of("pt-PT").category(0), Category::Other);
        assert_eq!(Counting::of("ar").category(3), Category::Few);
        assert_eq!(Counting::of("ar").category(11), Category::Many);
        // Beyond 32 bits, and below nothing.
        assert_eq!(Counting::of("uk").category((1 << 32) + 2), Counting::of("uk").category(98));
        assert_eq!(Counting::of("en").category(-1), Category::One);
        assert_eq!(Counting::of("en").category(i64::MIN), Category::Other);
    }
}
