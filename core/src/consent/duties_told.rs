//! The duties of a withdrawal as they are stored and sent, and in words.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use serde::ser::SerializeMap;

use super::duties::{WithdrawalDuty, WithdrawalDutyKind};
use super::explain::{Told, names};
use super::read::{day, id, needed, party, perhaps, whole};
use super::{ConsentStatus, Party};
use crate::document::{Node, Path, Report, schema};
use crate::error::{Code, Error};
use crate::words::{Audience, Dictionary, Slot, Symbol};

/// The duties of a day, to be stored, sent and told in words: as
/// [`Consents::withdrawal_duties_json`](super::Consents::withdrawal_duties_json) writes them.
///
/// ```
/// use millejours::{WithdrawalDuties, WithdrawalDutyKind};
/// let text = r#"{"schema":1,"on":"2026-06-02","duties":[{"duty":"stop","who":"provider:midwife","to":"provider:pmi","since":"2026-06-01","consent":"g1","because":"withdrawn"}]}"#;
/// let read = WithdrawalDuties::from_json(text)?;
/// assert_eq!((read.duties[0].duty, read.to_json().as_str()), (WithdrawalDutyKind::Stop, text));
///
/// // What is called back was shown by a disclosure.
/// let refused = WithdrawalDuties::from_json(text.replace("stop", "recall")).unwrap_err();
/// assert_eq!(refused.code().as_str(), "consent.contradiction");
/// # Ok::<(), millejours::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WithdrawalDuties {
    /// The day asked about.
    pub on: NaiveDate,
    /// The duties, in their order.
    pub duties: Vec<WithdrawalDuty>,
}

impl WithdrawalDuties {
    /// The duties of a day.
    pub fn new(on: NaiveDate, duties: Vec<WithdrawalDuty>) -> Self {
        WithdrawalDuties { on, duties }
    }

    /// Reads duties as [`WithdrawalDuties::to_json`] writes them.
    ///
    /// # Errors
    /// [`Error::Consent`] with every problem found, by path. Messages never hold what the document holds.
    pub fn from_json(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        whole(text.as_ref(), duties)
    }

    /// The duties as JSON, in the one wire form.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The duties as a page of plain text, without a newline at its end.
    ///
    /// `names` say what parties are called, by `provider:pmi`; whoever has none is called by what they are. A family reads what
    /// happens towards whom, and no id, no day and no reason: none is owed. A professional reads who has to do it, towards whom,
    /// since when, for which consent and of which disclosure. It is for whoever disclosed, and for the giver: who may read the
    /// duties may read these words of them.
    ///
    /// # Errors
    /// [`Error::Dictionary`] with `words.missing` where the dictionary has no part `[consent]`.
    ///
    /// ```
    /// use millejours::{Audience, Dictionary, WithdrawalDuties};
    /// let duties = WithdrawalDuties::from_json(r#"{"schema":1,"on":"2026-06-02","duties":[
    ///     {"duty":"stop","who":"provider:midwife","to":"provider:pmi","since":"2026-06-01","consent":"g1","because":"withdrawn"},
    ///     {"duty":"recall","who":"provider:midwife","to":"provider:pmi","since":"2026-06-01","consent":"g1",
    ///      "because":"withdrawn","disclosure":"d1"}]}"#)?;
    /// let names = [("provider:pmi".to_owned(), "the nurse, Ms Ferry".to_owned())].into();
    /// let english = Dictionary::shipped("en")?;
    /// assert_eq!(duties.to_text(&names, &english, Audience::Family)?, "\
    /// A yes no longer holds. This is what happens now:
    ///   the nurse, Ms Ferry
    ///     From now on nothing more is shown.
    ///     What was shown is asked back, or is to be deleted.
    /// You may say no, or take back a yes, at any time and without a reason. It costs you nothing.");
    ///
    /// // A dictionary of your own may have no words for it.
    /// let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/words/en.toml")).unwrap();
    /// let refused = duties.to_text(&names, &Dictionary::from_toml(text)?, Audience::Family).unwrap_err();
    /// assert_eq!(refused.code().as_str(), "words.missing");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn to_text(
        &self,
        names: &BTreeMap<String, String>,
        dictionary: &Dictionary,
        audience: Audience,
    ) -> Result<String, Error> {
        Ok(Told::new(names, dictionary, audience)?.duties(&self.duties))
    }

    /// The same of duties in JSON, with names as a JSON object of texts.
    ///
    /// # Errors
    /// As [`WithdrawalDuties::from_json`] and [`WithdrawalDuties::to_text`]; [`Error::Consent`] where the names are none.
    ///
    /// ```
    /// use millejours::{Audience, Dictionary, WithdrawalDuties};
    /// let (english, none) = (Dictionary::shipped("en")?, r#"{"schema":1,"on":"2026-06-02","duties":[]}"#);
    /// let said = WithdrawalDuties::text_json(none, None::<&str>, &english, Audience::Family)?;
    /// assert_eq!(said, "There is nothing to do here at the moment.");
    /// assert!(WithdrawalDuties::text_json("{}", None::<&str>, &english, Audience::Family).is_err());
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn text_json(
        duties: impl AsRef<[u8]>,
        names: Option<impl AsRef<[u8]>>,
        dictionary: &Dictionary,
        audience: Audience,
    ) -> Result<String, Error> {
        Self::from_json(duties)?.to_text(&self::names(names)?, dictionary, audience)
    }
}

impl Serialize for WithdrawalDuties {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", &1)?;
        map.serialize_entry("on", &self.on.to_string())?;
        map.serialize_entry("duties", &self.duties)?;
        map.end()
    }
}

/// Where there is something to be done: the lines that head it, and what it is.
type Block = (Vec<String>, Vec<String>);

impl Told<'_> {
    /// The page of duties.
    fn duties(&self, duties: &[WithdrawalDuty]) -> String {
        let family = self.words.for_family();
        if duties.is_empty() {
            return self.words.plain("withdrawal_none");
        }
        let mut blocks: Vec<(String, Vec<Block>)> = Vec::new();
        for duty in duties {
            let head = match family {
                true => self.words.plain("withdrawal_head"),
                false => self.words.with("withdrawal_by", "who", &self.party(&duty.who)),
            };
            let (towards, what) = match family {
                true => (vec![self.party(&duty.to)], self.words.plain(&format!("withdrawal_{}", duty.duty))),
                false => (self.towards(duty), self.duty(duty)),
            };
            let Some(own) = entry(&mut blocks, head).and_then(|own| entry(own, towards)) else { continue };
            if !own.contains(&what) {
                own.push(what);
            }
        }
        let mut page = Vec::new();
        for (head, blocks) in blocks {
            page.push(head);
            for (towards, whats) in blocks {
                let mut towards = towards.into_iter();
                page.extend(towards.next().map(|line| format!("  {line}")));
                page.extend(towards.chain(whats).map(|line| format!("    {line}")));
            }
        }
        page.push(self.words.plain("free"));
        page.join("\n")
    }

    /// Towards whom, for which consent, since when, and what was said: for professionals.
    fn towards(&self, duty: &WithdrawalDuty) -> Vec<String> {
        let consent = self.words.say("of_consent", &[("id", Slot::Given(&duty.consent))]);
        let since = self.words.dictionary.dated(self.words.audience, Symbol::ScheduleFrom, duty.since);
        let head = self.list(&[self.party(&duty.to), consent, since]);
        vec![head, self.words.plain(&format!("state_{}", duty.because))]
    }

    /// What is to be done, and of which disclosure: for professionals.
    fn duty(&self, duty: &WithdrawalDuty) -> String {
        let of = duty.disclosure.as_ref().map(|id| self.words.say("of_disclosure", &[("id", Slot::Given(id))]));
        self.with_details(&self.words.plain(&format!("withdrawal_{}", duty.duty)), &Vec::from_iter(of))
    }
}

/// What stands under a key, in the order in which the keys came.
fn entry<K: PartialEq, V: Default>(all: &mut Vec<(K, V)>, key: K) -> Option<&mut V> {
    let place = all.iter().position(|(own, _)| *own == key).unwrap_or(all.len());
    if place == all.len() {
        all.push((key, V::default()));
    }
    all.get_mut(place).map(|(_, value)| value)
}

fn duties(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<WithdrawalDuties> {
    let mut table = report.table(node, path)?;
    schema(report, &mut table)?;
    let on = needed(report, &mut table, "on", day);
    let duties = needed(report, &mut table, "duties", |report, node, path| {
        let mut found = Vec::new();
        for (index, item) in report.list(node, path).iter().enumerate() {
            if report.is_full() {
                break;
            }
            found.extend(duty(report, item, &path.index(index)));
        }
        Some(found)
    });
    table.finish(report);
    Some(WithdrawalDuties { on: on?, duties: duties? })
}

fn duty(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<WithdrawalDuty> {
    let mut table = report.table(node, path)?;
    let duty = needed(report, &mut table, "duty", kind);
    let who: Option<Party> = needed(report, &mut table, "who", party);
    let to: Option<Party> = needed(report, &mut table, "to", party);
    let since = needed(report, &mut table, "since", day);
    let consent = needed(report, &mut table, "consent", id);
    let because = needed(report, &mut table, "because", because);
    let disclosure = perhaps(report, &mut table, "disclosure", id);
    if let (Some(duty), Some(disclosure)) = (duty, &disclosure)
        && (duty == WithdrawalDutyKind::Stop) != disclosure.is_none()
    {
        let message = "what is called back and told has a disclosure, and what is stopped has none";
        report.add(Code::ConsentContradiction, node, &path.key("disclosure"), message);
    }
    table.finish(report);
    Some(WithdrawalDuty {
        duty: duty?,
        who: who?,
        to: to?,
        since: since?,
        consent: consent?,
        because: because?,
        disclosure: disclosure?,
    })
}

fn kind(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<WithdrawalDutyKind> {
    let words: Vec<_> = WithdrawalDutyKind::ALL.iter().map(|own| (own.as_str(), *own)).collect();
    report.choice(node, path, &words)
}

/// What may have been said of a consent that holds no longer.
fn because(report: &mut Report<'_>, node: &Node, path: &Path<'_>) -> Option<ConsentStatus> {
    let ends = |own: ConsentStatus| own.says_no() || own == ConsentStatus::Invalidated;
    let words: Vec<_> = ConsentStatus::NAMED.iter().copied().filter(|(_, own)| ends(*own)).collect();
    report.choice(node, path, &words)
}
