//! The states of a referral in other people's systems, and what gets lost on the way.
//!
//! Sources, as of 2026-11: Gravity, `HL7/fhir-sdoh-clinicalcare` (value set of referral task states); BSeR, `HL7/bser`
//! (`TaskBusinessStatusCS`); DORA, `gip-inclusion/dora` (`orientations/models.py`); Primero, `primeroIMS/primero`
//! (`referral.rb`). Which state stands for which code is ours where the systems do not say: those rows are marked as a choice.

use serde::Serialize;

use super::reasons::ReferralReason;
use super::states::ReferralState;
use crate::choices::words;

words! {
    /// A system that knows referrals by other names.
    ReferralSystem {
        /// FHIR Task as Gravity SDOH Clinical Care profiles it.
        Gravity = "gravity",
        /// Bidirectional Services eReferral (HL7).
        Bser = "bser",
        /// DORA, the French platform of inclusion.
        Dora = "dora",
        /// Primero, for child protection and gender-based violence.
        Primero = "primero",
    }
}
words! {
    /// How well a code and a state mean the same.
    Fit {
        /// They mean the same.
        Exact = "exact",
        /// The nearest; something is lost, or is our reading.
        Choice = "choice",
    }
}

/// One code of another system, and the state that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ReferralCode {
    /// The system.
    pub system: ReferralSystem,
    /// Its code, as it writes it.
    pub code: &'static str,
    /// The state that it is read as; none where the code says nothing about the state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<ReferralState>,
    /// The reason that comes with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<ReferralReason>,
    /// How well they fit.
    pub fit: Fit,
    /// Is it also what is written for that state?
    pub written: bool,
}

const fn row(
    system: ReferralSystem,
    code: &'static str,
    state: ReferralState,
    fit: Fit,
    written: bool,
) -> ReferralCode {
    ReferralCode { system, code, state: Some(state), reason: None, fit, written }
}

use Fit::{Choice, Exact};
use ReferralState as S;
use ReferralSystem::{Bser, Dora, Gravity, Primero};

const CODES: &[ReferralCode] = &[
    row(Gravity, "draft", S::Draft, Exact, true),
    row(Gravity, "requested", S::Requested, Exact, true),
    row(Gravity, "accepted", S::Accepted, Exact, true),
    row(Gravity, "rejected", S::Rejected, Exact, true),
    row(Gravity, "in-progress", S::InProgress, Exact, true),
    row(Gravity, "on-hold", S::OnHold, Exact, true),
    row(Gravity, "cancelled", S::Cancelled, Exact, true),
    row(Gravity, "completed", S::Completed, Exact, true),
    row(Gravity, "failed", S::Failed, Exact, true),
    row(Gravity, "entered-in-error", S::EnteredInError, Exact, true),
    row(Bser, "2.0", S::Requested, Exact, true),
    row(Bser, "3.0", S::Accepted, Exact, true),
    row(Bser, "4.0", S::Rejected, Exact, true),
    row(Bser, "5.1.1", S::InProgress, Choice, true),
    ReferralCode { reason: Some(ReferralReason::NotAttended), ..row(Bser, "5.1.2", S::OnHold, Choice, true) },
    row(Bser, "5.1.3", S::InProgress, Choice, false),
    row(Bser, "5.1.4", S::InProgress, Choice, false),
    ReferralCode { system: Bser, code: "5.2", state: None, reason: None, fit: Choice, written: false },
    row(Bser, "6.0", S::Cancelled, Exact, true),
    row(Bser, "7.0", S::Completed, Exact, true),
    row(Dora, "MODÉRATION_EN_COURS", S::Draft, Choice, true),
    row(Dora, "MODÉRATION_REJETÉE", S::Rejected, Choice, false),
    row(Dora, "OUVERTE", S::Requested, Exact, true),
    row(Dora, "VALIDÉE", S::Accepted, Exact, true),
    row(Dora, "REFUSÉE", S::Rejected, Exact, true),
    row(Dora, "EXPIRÉE", S::Cancelled, Choice, true),
    row(Primero, "in_progress", S::Requested, Exact, true),
    row(Primero, "accepted", S::Accepted, Exact, true),
    row(Primero, "rejected", S::Rejected, Exact, true),
    row(Primero, "done", S::Completed, Exact, true),
    row(Primero, "revoked", S::Cancelled, Choice, true),
];

/// A state in another system, and whether it comes back as it went.
///
/// ```
/// use millejours::{ReferralState, ReferralSystem};
/// let written = ReferralState::OnHold.in_system(ReferralSystem::Bser);
/// // BSeR knows one reason to wait: nobody came. A referral on a waiting list would come back as something else.
/// assert_eq!((written.code, written.lossless), (Some("5.1.2"), false));
///
/// // What a system does not know is not invented.
/// assert_eq!(ReferralState::RefusedByFamily.in_system(ReferralSystem::Dora).code, None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Written {
    /// The code; none where the system has no such state.
    pub code: Option<&'static str>,
    /// Does the code, read back, say the same and no more?
    pub lossless: bool,
}

impl ReferralCode {
    /// Every code of every system that is known here.
    pub const ALL: &'static [ReferralCode] = CODES;

    /// What a system's code stands for; `None` for a code that it does not have.
    ///
    /// ```
    /// use millejours::{Fit, ReferralCode, ReferralState, ReferralSystem};
    /// let read = ReferralCode::of(ReferralSystem::Dora, "MODÉRATION_REJETÉE").unwrap();
    /// assert_eq!((read.state, read.fit), (Some(ReferralState::Rejected), Fit::Choice));
    /// assert!(ReferralCode::of(ReferralSystem::Dora, "PEUT-ÊTRE").is_none());
    /// ```
    pub fn of(system: ReferralSystem, code: &str) -> Option<ReferralCode> {
        CODES.iter().find(|row| row.system == system && row.code == code).copied()
    }

    /// All of them as JSON: `{"schema":1,"codes":[{"system","code","state"?,"reason"?,"fit","written"}]}`.
    pub fn table_json() -> String {
        #[derive(Serialize)]
        struct Table {
            schema: u32,
            codes: &'static [ReferralCode],
        }
        serde_json::to_string(&Table { schema: 1, codes: CODES }).unwrap_or_default()
    }
}

impl ReferralState {
    /// This state in another system.
    pub fn in_system(self, system: ReferralSystem) -> Written {
        let own = CODES.iter().filter(|row| row.system == system && row.state == Some(self));
        let Some(written) = own.clone().find(|row| row.written) else { return Written { code: None, lossless: false } };
        let lossless = written.fit == Exact && written.reason.is_none();
        Written { code: Some(written.code), lossless }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lossless_code_comes_back_as_it_went() {
        let mut lossless = 0;
        for system in ReferralSystem::ALL {
            for state in ReferralState::ALL {
                let written = state.in_system(*system);
                let back = written.code.and_then(|code| ReferralCode::of(*system, code));
                assert_eq!(written.code.is_some(), back.is_some());
                if let Some(back) = back {
                    assert_eq!(back.state, Some(*state), "{system} {state}");
                    assert_eq!(written.lossless, back.fit == Exact && back.reason.is_none());
                }
                lossless += usize::from(written.lossless);
            }
        }
        assert_eq!(lossless, 10 + 5 + 3 + 4);
    }

    #[test]
    fn each_code_stands_once_and_one_code_is_written_for_a_state() {
        for (index, row) in CODES.iter().enumerate() {
            assert!(CODES.iter().skip(index + 1).all(|other| (other.system, other.code) != (row.system, row.code)));
            let twins = CODES.iter().filter(|other| other.system == row.system && other.state == row.state);
            assert_eq!(twins.filter(|other| other.written).count(), usize::from(row.state.is_some()), "{}", row.code);
        }
    }

    #[test]
    fn gravity_has_all_states_but_the_familys_own() {
        let absent: Vec<_> = ReferralState::ALL.iter().filter(|s| s.in_system(Gravity).code.is_none()).collect();
        assert_eq!(absent, [&S::Proposed, &S::NotNow, &S::RefusedByFamily]);
    }
}
