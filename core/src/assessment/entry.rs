//! One offer, for the family or one of its members.

use super::Prepared;
use crate::condition::{Facts, Frame, Holder, List};
use crate::family::Known;
use crate::programme::Offer;
use crate::truth::Truth;

/// An offer and whom it is for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<'p> {
    pub(crate) offer: &'p Offer,
    pub(crate) holder: Holder,
}

impl<'p> Entry<'p> {
    pub(crate) fn list(&self) -> Option<List> {
        List::of(self.holder.subject)
    }

    pub(super) fn frame(&self) -> Frame {
        Frame::of(self.holder.index)
    }

    /// The member's id; none where the offer is for the family.
    pub(crate) fn subject_id<'k>(&self, known: &'k Known) -> Option<&'k str> {
        self.list()?;
        known.member(self.holder).map(|member| &*member.id)
    }
}

impl Prepared<'_> {
    /// Offers in the programme's order, members in the family's. Of members who are no longer there nothing is said.
    pub(crate) fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.programme.offers().iter().flat_map(move |offer| {
            let today = self.known.at(self.known.on);
            let list = List::of(offer.subject);
            let count = list.map_or(1, |list| today.listed(list));
            (0..count)
                .filter(move |index| list.is_none_or(|list| today.present(list, *index) != Truth::No))
                .map(move |index| Entry { offer, holder: Holder { subject: offer.subject, index } })
        })
    }
}
