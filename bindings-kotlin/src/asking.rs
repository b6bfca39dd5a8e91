//! Answering a programme's questions, and reading what was stored.
//!
//! A questionnaire has no native object: the Kotlin layer holds its saved form as text, and each step is a call that takes
//! the saved form and gives a [`RawQuestionnaire`]: the saved form after the step, with what follows from it. What is asked of
//! whom, and what is not asked again, is the core's alone; process death is survived by keeping that one text. An object
//! would save reading the text and assessing once more in each step, and would need a lifetime and its own saving.

use std::sync::Arc;

use millejours::Questionnaire;

use crate::{RawAudience, RawDictionary, RawProgramme, Refusal, day};

/// A full name of a fact. Bytes that are no UTF-8 name none.
fn name(fact: &[u8]) -> String {
    String::from_utf8_lossy(fact).into_owned()
}

#[uniffi::export]
impl RawProgramme {
    /// What an answer to a fact may be, as JSON; none where nobody can be asked.
    pub fn answer_type_json(&self, fact: Vec<u8>) -> Option<String> {
        self.0.answer_type(&name(&fact)).map(|of_type| of_type.to_json())
    }

    /// The family with one fact told, as JSON.
    pub fn answer_json(&self, family: Vec<u8>, fact: Vec<u8>, answer: Vec<u8>) -> Result<String, Refusal> {
        Ok(self.0.answer_json(family, &name(&fact), answer)?)
    }

    /// The family with one fact declined, as JSON.
    pub fn decline_json(&self, family: Vec<u8>, fact: Vec<u8>) -> Result<String, Refusal> {
        Ok(self.0.decline_json(family, &name(&fact))?)
    }
}

/// A questionnaire: its state, and what follows from it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RawQuestionnaire {
    /// The state as JSON: `{"schema":1,"on":…,"audience":…,"family":{…},"told":[…]}`.
    pub saved: String,
    /// What the programme says with what is known so far, as JSON.
    pub assessment: String,
    /// The questions not asked yet, as a JSON list of an assessment's questions; empty (`[]`) where it is settled.
    pub questions: String,
}

impl From<Questionnaire> for RawQuestionnaire {
    fn from(talk: Questionnaire) -> Self {
        RawQuestionnaire {
            saved: talk.to_json(),
            assessment: talk.assessment().to_json(),
            questions: talk.questions_json(),
        }
    }
}

impl RawProgramme {
    fn talk(&self, saved: Vec<u8>) -> Result<Questionnaire, Refusal> {
        Ok(Questionnaire::from_json(&self.0, saved)?)
    }
}

#[uniffi::export]
impl RawProgramme {
    /// A questionnaire begins.
    pub fn questionnaire(
        &self,
        family: Vec<u8>,
        on: Vec<u8>,
        audience: RawAudience,
    ) -> Result<RawQuestionnaire, Refusal> {
        let (on, family) = (day(&on)?, millejours::Family::from_json(family)?);
        Ok(Questionnaire::new(&self.0, family, on, audience.into())?.into())
    }

    /// A questionnaire goes on where it was saved.
    pub fn questionnaire_resume(&self, saved: Vec<u8>) -> Result<RawQuestionnaire, Refusal> {
        Ok(self.talk(saved)?.into())
    }

    /// After an answer to a fact, as JSON.
    pub fn questionnaire_answer(
        &self,
        saved: Vec<u8>,
        fact: Vec<u8>,
        answer: Vec<u8>,
    ) -> Result<RawQuestionnaire, Refusal> {
        let answer = millejours::Answer::from_json(answer)?;
        Ok(self.talk(saved)?.answer(&name(&fact), answer)?.into())
    }

    /// After a fact was declined.
    pub fn questionnaire_decline(&self, saved: Vec<u8>, fact: Vec<u8>) -> Result<RawQuestionnaire, Refusal> {
        Ok(self.talk(saved)?.decline(&name(&fact))?.into())
    }

    /// After a fact was skipped.
    pub fn questionnaire_skip(&self, saved: Vec<u8>, fact: Vec<u8>) -> Result<RawQuestionnaire, Refusal> {
        Ok(self.talk(saved)?.skip(&name(&fact))?.into())
    }

    /// With the family edited.
    pub fn questionnaire_with_family(&self, saved: Vec<u8>, family: Vec<u8>) -> Result<RawQuestionnaire, Refusal> {
        let family = millejours::Family::from_json(family)?;
        Ok(self.talk(saved)?.with_family(family)?.into())
    }

    /// The next question in words, as JSON; none where no question is left.
    pub fn questionnaire_ask(&self, saved: Vec<u8>, dictionary: Arc<RawDictionary>) -> Result<Option<String>, Refusal> {
        Ok(self.talk(saved)?.ask(&dictionary.0).map(|asked| asked.to_json()))
    }

    /// How to ask a family for a fact, in words, as JSON.
    pub fn ask_json(
        &self,
        family: Vec<u8>,
        on: Vec<u8>,
        fact: Vec<u8>,
        dictionary: Arc<RawDictionary>,
        audience: RawAudience,
    ) -> Result<String, Refusal> {
        Ok(self.0.ask_json(family, day(&on)?, &name(&fact), &dictionary.0, audience.into())?)
    }
}

/// A stored assessment, read and written in its one form.
#[uniffi::export]
pub fn assessment_json(text: Vec<u8>) -> Result<String, Refusal> {
    Ok(millejours::Assessment::from_json(text)?.to_json())
}
