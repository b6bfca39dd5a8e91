//! Who belongs to a thread: read out of its entries, and out of the family.

use std::collections::BTreeSet;

use super::copy::{Belonging, Thread};
use super::entries::Entry;
use super::said::Said;
use crate::consent::{About, Concerned, Party, PartyKind, expected_of};
use crate::family::{Authority, Child, Family};
use crate::referral::ReferralState;

/// To a thread belongs who said something in it that has effect, and whom it names as giver or sender; a recipient of a consent
/// from the day on which it is given. To a consent or a disclosure also whom it is about: each adult, where it is about the
/// family, and of a child those who surely hold authority. So do the provider and those whom it is about to a request; to what was
/// proposed before, only the sender, who is asked, who decided, and an adult whom it is about by name. Of an accompaniment whoever
/// accompanies, and whom else it is about, belong to it once the family began it, as long as it did not refuse it. A confidence is its giver's
/// and its author's alone, and a sharing under a law belongs to the two who share.
impl Belonging for Family {
    fn belongs(&self, reader: &Party, thread: &Thread<'_>) -> bool {
        thread.said().any(|(event, effect)| {
            (event.header().author == *reader && effect)
                || event.entry().is_some_and(|entry| named(self, reader, entry, effect, thread))
        })
    }

    fn expected(&self, pregnancy: &str) -> BTreeSet<String> {
        let expected = |child: &&Child| expected_of(self, child).is_some_and(|own| own.id == pregnancy);
        self.children.iter().filter(expected).map(|child| child.id.clone()).collect()
    }

    fn is_own(&self, reader: &Party, about: &About) -> bool {
        matches!(about, About::Adult(_) | About::Child(_) if reader.is(about))
            || matches!(about, About::Pregnancy(_) if concerned(self, reader, about))
    }
}

fn named(family: &Family, reader: &Party, entry: &Entry, effect: bool, thread: &Thread<'_>) -> bool {
    match entry.said() {
        Said::Consent(consent) => {
            let terms = &consent.terms;
            let about = match &terms.about {
                Concerned::Everyone => is_adult(family, reader),
                Concerned::These(these) => these.iter().any(|about| concerned(family, reader, about)),
            };
            terms.giver == *reader || about || (terms.recipients.contains(reader) && thread.is_given())
        }
        Said::Confidence(confidence) => confidence.giver == *reader,
        Said::Referral(begun) => {
            let (own, first) = (&begun.own, &begun.first);
            let about = |about: &About| match first.state {
                ReferralState::Requested => concerned(family, reader, about),
                _ => matches!(about, About::Adult(_)) && concerned(family, reader, about),
            };
            own.sender == *reader
                || first.by == *reader
                || begun.asked.contains(reader)
                || (first.state == ReferralState::Requested && own.provider == *reader)
                || own.about.iter().any(about)
        }
        Said::ReferralStep(step, _) => step.by == *reader && effect,
        Said::Accompaniment(begun) => {
            let own = &begun.own;
            let told = thread.is_accompanied();
            let about = |about: &About| (told || matches!(about, About::Adult(_))) && concerned(family, reader, about);
            begun.by == *reader
                || begun.asked.contains(reader)
                || (told && own.provider == *reader)
                || own.about.iter().any(about)
        }
        Said::AccompanimentTurn(turn, _) => turn.by == *reader && effect,
        Said::Lawful(sharing) => sharing.holder == *reader || sharing.recipient == *reader,
        Said::Disclosure(shown) => {
            shown.recipient == *reader || shown.about().any(|about| concerned(family, reader, about))
        }
        Said::ConsentTurn { .. }
        | Said::ConfidenceTurn(..)
        | Said::Goal(_)
        | Said::Coordinates(_)
        | Said::NotFor(..)
        | Said::Erasure(..)
        | Said::Unknown => false,
    }
}

fn is_adult(family: &Family, reader: &Party) -> bool {
    reader.kind() == PartyKind::Adult && family.adults.iter().any(|adult| adult.id == reader.id())
}

fn concerned(family: &Family, reader: &Party, about: &About) -> bool {
    match (about, reader.kind()) {
        (About::Family, _) => is_adult(family, reader),
        (About::Adult(id), PartyKind::Adult) | (About::Child(id), PartyKind::Child) => id == reader.id(),
        (About::Child(id), PartyKind::Adult) => family.relations.iter().any(|relation| {
            relation.adult == reader.id()
                && relation.child == *id
                && matches!(relation.authority, Some(Authority::Sole | Authority::Joint | Authority::Delegated))
        }),
        (About::Pregnancy(id), PartyKind::Adult) => family
            .pregnancies
            .iter()
            .any(|pregnancy| pregnancy.id == *id && pregnancy.carried_by.as_deref() == Some(reader.id())),
        _ => false,
    }
}
