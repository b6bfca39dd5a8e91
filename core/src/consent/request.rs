//! What somebody wants to see.

use std::collections::BTreeSet;

use serde::Serialize;
use serde::ser::SerializeMap;

use super::read::{about_whom, id, needed, one_of, party, perhaps, some, whole};
use super::{Act, Concerned, Party, Purpose};
use crate::document::{Node, Path, Report, Table};
use crate::error::Error;
use crate::vocabulary::Category;

/// What somebody wants to see of a family, and for what.
///
/// ```
/// use millejours::{About, Act, Category, Party, Purpose, Request};
/// let text = r#"{"recipient":"provider:pmi","purpose":"referral","categories":["birth"],"about":["child[c1]"],"act":"ordinary"}"#;
/// let request = Request::from_json(text)?;
/// assert_eq!(request.to_json(), text);
/// assert_eq!(request, Request::new(
///     Party::parse("provider:pmi").unwrap(), Purpose::Referral, Act::Ordinary, [Category::Birth], [About::Child("c1".to_owned())],
/// ));
/// assert!(Request::from_json(text.replace("referral", "curiosity")).is_err());
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Request {
    /// Who wants to see it.
    pub recipient: Party,
    /// For what.
    pub purpose: Purpose,
    /// The categories of knowledge.
    pub categories: BTreeSet<Category>,
    /// About whom.
    pub about: Concerned,
    /// How much the act weighs.
    pub act: Act,
    /// For which offer, if for one.
    pub offer: Option<String>,
}

impl Request {
    /// A request for no offer in particular. How much the act weighs is said by whoever asks: an ordinary one may presume
    /// what one of weight may not.
    pub fn new(
        recipient: Party,
        purpose: Purpose,
        act: Act,
        categories: impl IntoIterator<Item = Category>,
        about: impl Into<Concerned>,
    ) -> Self {
        Request {
            recipient,
            purpose,
            categories: categories.into_iter().collect(),
            about: about.into(),
            act,
            offer: None,
        }
    }

    /// The same request, for an offer.
    #[must_use]
    pub fn with_offer(mut self, offer: impl Into<String>) -> Self {
        self.offer = Some(offer.into());
        self
    }

    /// Reads a request from JSON.
    ///
    /// # Errors
    /// [`Error::Consent`] with every problem found, by path. Messages never hold what the document holds.
    pub fn from_json(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        whole(text.as_ref(), request)
    }

    /// The request as JSON, in the one wire form.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Serialize for Request {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("recipient", &self.recipient)?;
        map.serialize_entry("purpose", &self.purpose)?;
        map.serialize_entry("categories", &self.categories)?;
        map.serialize_entry("about", &self.about)?;
        map.serialize_entry("act", &self.act)?;
        if let Some(offer) = &self.offer {
            map.serialize_entry("offer", offer)?;
        }
        map.end()
    }
}

/// Reads a request.
pub(crate) fn request(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<Request> {
    let mut table: Table<'_, '_> = report.table(node, path)?;
    let recipient = needed(report, &mut table, "recipient", party);
    let purpose = needed(report, &mut table, "purpose", one_of(Purpose::NAMED));
    let categories = some(report, &mut table, "categories", one_of(Category::NAMED));
    let about = about_whom(report, &mut table);
    let act = needed(report, &mut table, "act", one_of(Act::NAMED));
    let offer = perhaps(report, &mut table, "offer", id);
    table.finish(report);
    Some(Request {
        recipient: recipient?,
        purpose: purpose?,
        categories: categories?,
        about: about?,
        act: act?,
        offer: offer?,
    })
}
