//! Why a provider does not, not now or no longer help, in codes; and whether it has room.

use serde::Serialize;

use crate::choices::read_words;

read_words! {
    /// Why a referral was rejected, waits, failed or was taken back by a professional. The family owes no reason.
    ///
    /// The codes cover the eleven of DORA (plateforme de l'inclusion, `deny-orientation-modal`) and the capacity codes of
    /// Gravity SDOH Clinical Care, with what the life of a consent adds.
    ReferralReason {
        /// No place is left.
        NoPlace = "no_place",
        /// There is a waiting list.
        WaitingList = "waiting_list",
        /// More has to be known first.
        AdditionalAssessment = "additional_assessment",
        /// The rules of the offer are not met.
        NotEligible = "not_eligible",
        /// The family lives elsewhere.
        OutsideArea = "outside_area",
        /// No language in common, and nobody to interpret.
        NoCommonLanguage = "no_common_language",
        /// Nobody could be reached.
        NotReached = "not_reached",
        /// Nobody came to the meeting.
        NotAttended = "not_attended",
        /// Work was found meanwhile.
        NowInWork = "now_in_work",
        /// A training began meanwhile.
        NowInTraining = "now_in_training",
        /// The way there is too far, or cannot be made.
        NotMobile = "not_mobile",
        /// The help is not wanted any more, as the provider understood.
        NotWanted = "not_wanted",
        /// Something else stands in the way first.
        OtherObstacles = "other_obstacles",
        /// The same request stands elsewhere.
        Duplicate = "duplicate",
        /// The offer ended.
        OfferEnded = "offer_ended",
        /// A consent that it needs was withdrawn, or is over.
        ConsentEnded = "consent_ended",
        /// Another reason.
        Other = "other",
    }
}
read_words! {
    /// Whether a provider has room, as Gravity SDOH Clinical Care codes it.
    Capacity {
        /// There is no room.
        NoCapacity = "no_capacity",
        /// There is room.
        Capacity = "capacity",
        /// There is a waiting list.
        WaitingList = "waitlist",
        /// It depends on what is still to be assessed.
        AdditionalAssessment = "additional_assessment_required",
    }
}
