//! What is said of referrals: every sentence by its key, with its places. A key that ends in the word of a state, a reason, a
//! deadline or of what a provider says of its room says just that.

pub(super) const TABLE: &str = "\
a head offer provider
a for_whom whom
a free
f state_cancelled_by_family
a state_proposed
a state_not_now
a state_refused_by_family
a state_draft
a state_requested
a state_accepted
a state_rejected
a state_in_progress
a state_on_hold
a state_completed
a state_failed
a state_cancelled
a state_entered_in_error
a reason_no_place
a reason_waiting_list
a reason_additional_assessment
a reason_not_eligible
a reason_outside_area
a reason_no_common_language
a reason_not_reached
a reason_not_attended
a reason_now_in_work
a reason_now_in_training
a reason_not_mobile
a reason_not_wanted
a reason_other_obstacles
a reason_duplicate
a reason_offer_ended
a reason_consent_ended
a reason_other
a capacity_no_capacity
a capacity_capacity
a capacity_waitlist
a capacity_additional_assessment_required
a deadline_answer day month year
a deadline_begin day month year
a deadline_expiry day month year
a deadline_ask_again day month year
a deadline_answer_reached day month year
a deadline_begin_reached day month year
a deadline_expiry_reached day month year
a deadline_ask_again_reached day month year
a waiting_place number
a waiting_since day month year
a feedback
p of_disclosure id
p actor_family
p actor_sender
p actor_provider
p next who states
p name_proposed
p name_not_now
p name_refused_by_family
p name_draft
p name_requested
p name_accepted
p name_rejected
p name_in_progress
p name_on_hold
p name_completed
p name_failed
p name_cancelled
p name_entered_in_error
";
