//! Full names of facts, as `missing` and `questions` write them: `child[c1].born`, `family.needs.health`, `children`.

use super::model::Complete;
use crate::document::is_id;
use crate::vocabulary::Subject;

/// A full name of a fact, in its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FactName<'n> {
    /// A list of members.
    List(Complete),
    /// A fact of the family, or of the member of that id (empty for the family), by its own name.
    Of { subject: Subject, id: &'n str, own: &'n str },
}

impl<'n> FactName<'n> {
    /// The parts of a name; `None` where it is not written as one.
    pub(crate) fn parse(text: &'n str) -> Option<Self> {
        if let Some((_, list)) = Complete::NAMED.iter().find(|(name, _)| *name == text) {
            return Some(FactName::List(*list));
        }
        let (whose, own) = text.split_once('.').filter(|(_, own)| !own.is_empty())?;
        let (subject, id) = match whose.split_once('[') {
            Some((subject, rest)) => (subject, Some(rest.strip_suffix(']').filter(|id| is_id(id))?)),
            None => (whose, None),
        };
        let (_, subject) = Subject::NAMED.iter().find(|(name, _)| *name == subject)?;
        // Members have an id, the family has none.
        if id.is_none() != (*subject == Subject::Family) {
            return None;
        }
        Some(FactName::Of { subject: *subject, id: id.unwrap_or_default(), own })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_their_one_form() {
        let of = |subject, id, own| Some(FactName::Of { subject, id, own });
        assert_eq!(FactName::parse("child[c1].born"), of(Subject::Child, "c1", "born"));
        assert_eq!(FactName::parse("family.needs.health"), of(Subject::Family, "", "needs.health"));
        assert_eq!(FactName::parse("adults"), Some(FactName::List(Complete::Adults)));
        let wrong =
            ["", "child", "child.born", "child[].born", "child[c1]born", "child[c 1].born", "family[f].x", "family."];
        for text in wrong {
            assert_eq!(FactName::parse(text), None, "{text}");
        }
    }
}
