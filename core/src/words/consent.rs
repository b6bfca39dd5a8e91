//! What is said of consents: every sentence by its key, with its places. A key that ends in the word of an answer, a reason,
//! a category, a purpose or a state says just that; one that ends in a word of a country's data says that to professionals,
//! and a word without a sentence is told as it is.

pub(super) const TABLE: &str = "\
a answer_permit recipient purpose
a answer_ask recipient purpose
a answer_deny recipient purpose
f answer_some recipient purpose
a head_permit
a head_ask
a head_deny
a ask_whom whom gives
a ask_advice
a free
a gives_acceptance
a gives_release
a gives_processing
a about_family
a everyone
a one_adult
a one_child
a one_pregnancy
a other_adult
a other_child
a other_pregnancy
a party_adult
a party_child
a party_provider
a party_authority
a party_researcher
a purpose_orientation
a purpose_referral
a purpose_care
a purpose_coordination
a purpose_child_protection
a purpose_research
a category_family_situation
a category_birth
a category_territory
a category_language
a category_childcare
a category_education
a category_employment
a category_resource
a category_need
a category_observation
a category_income
a category_housing
a category_address
a category_other
a category_health
a category_disability
a category_safety
a category_nationality
a category_residence_status
a category_papers
a category_origin
a category_religion
a reason_own
a reason_authority
a reason_granted
a reason_presumed
a reason_all_agreed
a reason_law
a reason_refused
a reason_withdrawn
a reason_invalidated
a reason_expired
a reason_not_yet_valid
a reason_deferred
a reason_disagreement
p reason_kept_from
a reason_authority_unknown
a reason_authority_suspended
a reason_holder_unlisted
a reason_age_unknown
a reason_minor_parent
a reason_of_age_child
a reason_not_entitled
a reason_no_country_rules
a reason_rule_not_checked
a reason_purpose_differs
a reason_no_consent
a reason_law_step_missing
a reason_law_condition_missing
p of_consent id
p of_sharing id
p of_step step
p of_condition condition
p of_offer offer
p of_disclosure id
a state_requested
a state_given
a state_not_yet_valid
a state_expired
a state_deferred
a state_refused
a state_invalidated
a state_withdrawn
a consent_whom recipient purpose
a act_ordinary
a act_important
f notice
p notice_language language
p notice_edition edition
a again day month year
a law_may
a law_must
a law_before
a law_after
a law_before_unless
f law_yours
p law_unchecked
p law_holders holders
p law_not_holders holders
p law_recipients recipients
p law_purposes purposes
p law_conditions conditions
p law_steps steps
p law_right step
p law_unless step
p law_without step condition
p law_said holders
p law_unborn
p law_objection
p law_duties duties
f withdrawal_head
p withdrawal_by who
a withdrawal_none
a withdrawal_stop
a withdrawal_recall
a withdrawal_tell
p is_anyone
p is_secrecy
p is_no_secrecy
p is_secrecy_in_child_protection
p is_child_protection
p is_same_care
p is_care_team
p is_health_professional
p is_doctor
p is_midwife
p is_psychologist
p is_counsellor
p is_social_worker
p is_teacher
p is_listed_institution
p is_listed_professional
p is_regular_contact
p is_official
p is_auxiliary
p is_no_auxiliary
p is_superior
p is_authority
p is_prosecutor
p is_departement
p is_youth_office
p is_child_and_youth_welfare
p is_child_protection_authority
p condition_purpose
p condition_holder
p condition_recipient
p condition_about
p condition_since
p condition_no_objection
p condition_child_in_danger
p condition_strictly_needed
p condition_immediate_danger
p condition_hold
p condition_agreement_sought
p condition_founded_suspicion
p condition_not_averted_otherwise
p condition_in_child_interest
p condition_concrete_hints
p condition_cannot_remedy
p condition_authority_asks
p condition_needed_for_mission
p condition_category_of_professional
p condition_no_guardian
p condition_child_too_young
p step_informed_parents
p step_informed_guardian
p step_informed_child
p step_talk
p step_advice
p step_endangers
p duty_at_once
p duty_without_delay
p duty_written_notice
p duty_record
p duty_recipient_answers
";
