//! The sentences of proofs, lints and differences: a part of a dictionary that may be absent, for professionals alone.

use std::collections::BTreeMap;

use super::count::Counting;
use super::dictionary::Sentence;
use super::read::{sentence, wanted};
use super::{Dictionary, Slot};
use crate::document::{Node, Path, Report};
use crate::error::{Code, Error, Place, Problem};

/// Every sentence by its key, with its places: a line each. A key that ends in the word of a law, a verdict, a kind of break
/// or of lint, a bound or an effect says just that.
const TABLE: &str = "\
edition programme version
head_laws edition
head_lints edition
head_difference before after
scope_open from
scope from until
limits adults children pregnancies expected
limit_adults number
limit_children number
limit_pregnancies number
limit_expected number
law_floor
law_gradient
law_intensity
law_residual_universalism
law_no_gap
law_free_and_voluntary
about_floor
about_gradient
about_intensity
about_residual_universalism
about_no_gap
about_free_and_voluntary
verdict_holds
verdict_broken
verdict_not_decided
varied facts
break_no_universal_offer
break_reads_circumstance
break_reads_status
break_offer_lost
break_tier_lost
break_smaller_dose
break_higher_price
break_lower_score
break_smaller_total
break_step_not_larger
break_floor_uncertain
break_gap
break_overlap
break_not_free
break_without_acceptance
bound_nodes
bound_conditions
bound_sum
bound_days
bound_weights
bound_currencies
bound_acceptance
bound_nobody
bound_stopped
without_weight units
lint_target_unreachable
lint_offer_unreachable
lint_rule_never
lint_rule_always
lint_rule_implied
lint_offers_alike
lint_cliff
lint_no_source
lint_refusal_as_fact
lint_screening_as_fact
lint_second_parent
lints_none
without_cliff units
found_again number
see what
effect_gains
effect_loses
effect_more
effect_less
effect_otherwise
difference_none
incomplete
head_totals
total unit whom duty before after
head_moved
moved from to
added offers
removed offers
changed offer what before after
what_provider
what_tier
what_duty
what_cost
what_acceptance
what_unit
what_replaces
tier_universal
tier_targeted
tier_intensive
free
not_said
no_amount
nothing
reach_target
reach_orientation
reach_accompaniment
reached_gains
reached_loses
narrowed facts
not_decided
example date facts
example_as_if date facts
before answer
after answer
no_such_offer
first_family facts
second_family facts
a_family facts
both_families facts
nothing_told
points number
weighed number
together amount
place_target
place_response
place_score score
place_rule rule
in_brackets what more
duty_none
duty_to_offer
duty_to_attend
for_family
for_adult
for_child
for_pregnancy
this_child
a_child
other_child
no_child
no_other_child
an_expected
other_expected
no_expected
no_other_expected
this_adult
an_adult
other_adult
no_adult
no_other_adult
this_pregnancy
a_pregnancy
other_pregnancy
no_pregnancy
no_other_pregnancy
whom_number whom place
of_whom whom terms
everyone
fact_age_days
fact_age_weeks
fact_age_months
fact_age_years
fact_corrected_age_days
fact_corrected_age_weeks
fact_corrected_age_months
fact_corrected_age_years
fact_months_since_arrival
fact_unborn
fact_born
fact_arrived
fact_expected
fact_term
fact_week
fact_lives_here
fact_territory
fact_territories
fact_languages
fact_resources
fact_needs need
fact_observed need
fact_children
fact_adults
fact_pregnancies
fact_carers
fact_is fact value
is_born
is_unborn
years_old number
between from until
at_least value
at_most value
less_than value
quoted value
no_named_code
since value
up_to value
either first last
comma
semicolon
other_than values
anything
";

fn slots(line: &str) -> impl Iterator<Item = &str> {
    line.split(' ').skip(1)
}

fn key(line: &str) -> &str {
    line.split(' ').next().unwrap_or_default()
}

fn counted(line: &'static str) -> Option<&'static str> {
    slots(line).find(|slot| *slot == "number")
}

/// Reads the sentences; tells of every one that is not there.
pub(super) fn sentences(
    report: &mut Report<'_>,
    node: &Node,
    path: &Path<'_>,
    counting: &Counting,
) -> BTreeMap<&'static str, Sentence> {
    let mut found = BTreeMap::new();
    let entries = report.table(node, path).map(|table| table.entries).unwrap_or_default();
    for entry in entries {
        if report.is_full() {
            break;
        }
        let path = path.key(&entry.key);
        let Some(line) = TABLE.lines().find(|line| key(line) == entry.key) else {
            let place = report.place(&entry.key_span, &path);
            let message = format!("no proof says `{}`", entry.key);
            let known = TABLE.lines().map(key);
            report.push(Problem::new(Code::DocumentUnknownKey, place, message).near(&entry.key, known));
            continue;
        };
        let places: Vec<&str> = slots(line).collect();
        let own = sentence(report, &entry.node, &path, (&places, counted(line)), counting).unwrap_or_default();
        found.insert(key(line), own);
    }
    for line in TABLE.lines().filter(|line| !found.contains_key(key(line))) {
        let message = format!("`{}` is not said", key(line));
        let problem = report.add(Code::WordsMissing, node, &path.key(key(line)), message);
        problem.expected = Some(wanted(slots(line)));
    }
    found
}

/// A dictionary that has the words for proofs.
#[derive(Clone, Copy)]
pub(crate) struct LawWords<'d> {
    dictionary: &'d Dictionary,
    sentences: &'d BTreeMap<&'static str, Sentence>,
}

impl Dictionary {
    /// The words for proofs, lints and differences.
    pub(crate) fn laws(&self) -> Result<LawWords<'_>, Error> {
        match &self.0.laws {
            Some(sentences) => Ok(LawWords { dictionary: self, sentences }),
            None => {
                let message = "this dictionary has no words for proofs, lints and differences";
                let problem = Problem::new(Code::WordsMissing, Place::at("laws"), message);
                Err(Error::Dictionary(vec![problem.expected("a part `[laws]`")]))
            }
        }
    }
}

impl LawWords<'_> {
    /// A sentence with its places filled; nothing for a key that is none.
    pub(crate) fn say(&self, key: &str, slots: &[(&str, Slot<'_>)]) -> String {
        let number = slots.iter().find_map(|(name, slot)| match slot {
            Slot::Number(number) if *name == "number" => Some(*number),
            _ => None,
        });
        let sentence = self.sentences.get(key);
        sentence.map(|own| self.dictionary.filled_in(own, number, slots)).unwrap_or_default()
    }

    /// Is there such a sentence?
    #[cfg(test)]
    pub(crate) fn knows(&self, key: &str) -> bool {
        self.sentences.get(key).is_some_and(|own| !own.is_empty())
    }
}
