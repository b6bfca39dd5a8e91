//! What the class `Programme` says to a family, and asks it.

use pyo3::prelude::*;

use super::Programme;
use crate::arguments::{Day, Document, Name};
use crate::asked::Asked;
use crate::assessment::Assessment;
use crate::dictionary::{Audience, Dictionary, in_words};
use crate::explanation::Explanation;
use crate::family::hints::{Answered, SomeDay, Text};
use crate::family::{AFamily, Family};
use crate::questionnaire::{AnswerType, answered};
use crate::refusal::{Problems, Refused};
use crate::wire::Given;

#[pymethods]
impl Programme {
    /// Say which help there is for one family on one day.
    ///
    /// `family` is a `Family`, or a mapping that is read as one (then `schema` may be left out); `on` a `datetime.date`
    /// or text such as `"2026-01-31"`. There is no default for a fact: what is absent, or `None` in a mapping, is unknown.
    ///
    /// Raises `DateError` where `on` is no date or outside the programme's validity, and `FamilyError` with
    /// everything that is wrong with the family.
    ///
    /// >>> family = mj.Family(children=[mj.Child("c1", born=datetime.date(2026, 2, 11))])
    /// >>> programme.assess(family, on="2026-06-01")["home-visit"][0].decision
    /// 'eligible'
    /// >>> programme.assess({"children": [{"id": "c1", "born": "11 February"}]}, "2026-06-01")
    /// Traceback (most recent call last):
    /// millejours.errors.FamilyError: the family cannot be used
    /// children[0].born: there is no such date [date.invalid]
    ///   expected: as much as is known: 2026, 2026-01 or 2026-01-31
    ///   help: write year, month and day with digits, and look at the length of the month
    fn assess(&self, py: Python<'_>, family: AFamily<'_>, on: Day) -> PyResult<Assessment> {
        let on = on.date()?;
        let family = family.family()?;
        let assessment = py.detach(|| self.programme.assess(&family, on)).map_err(Refused::from)?;
        Ok(Assessment::of(assessment, &self.programme))
    }

    /// Say which help there is for one family on one day, in words.
    ///
    /// In the words of the dictionary shipped for a `language`, or of a `dictionary` of your own; for the `audience`
    /// `"family"` or `"professional"`.
    ///
    /// Raises as `assess` does, and `DictionaryError` where no dictionary of the language is shipped.
    ///
    /// >>> said = programme.explain(family, "2026-06-01", language="fr", audience="professional")
    /// >>> said.offers[0].title, said.offers[0].title_language  # the title is there in English alone
    /// ('Home visit', 'en')
    /// >>> programme.explain(family, "2026-06-01", language="rm")
    /// Traceback (most recent call last):
    /// millejours.errors.DictionaryError: the dictionary cannot be used
    /// ...
    #[pyo3(signature = (family, on, *, language = None, dictionary = None, audience = None))]
    pub fn explain(
        slf: &Bound<'_, Self>,
        family: AFamily<'_>,
        on: Day,
        language: Option<&str>,
        dictionary: Option<&Bound<'_, Dictionary>>,
        audience: Option<Audience>,
    ) -> PyResult<Explanation> {
        Explanation::of(slf, &family, &on, language, dictionary, audience)
    }

    /// The names in a family that the programme does not know, each with its path and, where a known one is near, help.
    ///
    /// `assess` refuses values that do not fit; names that the programme does not know it carries, neither read nor refused,
    /// for a family may carry more than one programme reads. So a misspelt name passes there, and shows here: of a fact, a
    /// domain of need, an offer, a declined fact; a voice that is nearly `"family"`; a territory that no rule names. Values
    /// are never told.
    ///
    /// >>> for one in programme.unread({"facts": {"savngs": 300}, "supports": [{"offer": "home-visits"}]}):
    /// ...     print(one.path, one.help)
    /// supports[0].offer did you mean `home-visit`?
    /// facts.savngs leave it where it is meant for another programme; else write it as this one does
    /// >>> programme.unread(family)
    /// ()
    fn unread(&self, family: AFamily<'_>) -> PyResult<Problems<'static>> {
        Ok(Problems(self.programme.unread(&family.family()?).into()))
    }

    /// The names in a family (a document of JSON) that the programme does not know, as JSON. See `unread`.
    ///
    /// Raises `FamilyError` with everything that is wrong with the family.
    ///
    /// >>> programme.unread_json('{"schema": 1}')
    /// '[]'
    fn unread_json(&self, py: Python<'_>, family: Document<'_>) -> Result<String, Refused> {
        Ok(py.detach(|| self.programme.unread_json(family))?)
    }

    /// What an answer to a fact (by its full name: `child[c1].born`) may be; `None` where nobody can be asked.
    ///
    /// >>> programme.answer_type("child[c1].born")
    /// <AnswerType partial_date: a date, as much as is known: 2026, 2026-01 or 2026-01-31>
    /// >>> programme.answer_type("child[c1].age_months") is None  # it follows from the birth
    /// True
    fn answer_type(slf: Py<Self>, fact: Name) -> Option<AnswerType> {
        let of_type = slf.get().programme.answer_type(&fact.0)?;
        Some(AnswerType { of_type, fact: fact.0, programme: slf })
    }

    /// Say what an answer to a fact (by its full name: `child[c1].born`) may be, as JSON; None where nobody can be asked.
    ///
    /// >>> programme.answer_type_json("child[c1].born")
    /// '{"type":"partial_date"}'
    fn answer_type_json(&self, fact: Name) -> Option<String> {
        self.programme.answer_type(&fact.0).map(|of_type| of_type.to_json())
    }

    /// The family with one fact told, in place of what was there; the family itself is as it was.
    ///
    /// `answer` is the value as a family's document has it: a day, a word, an exact number, a list of codes, or `True` for
    /// "nobody is missing from this list".
    ///
    /// Raises `FamilyError` where the fact or the answer does not fit.
    ///
    /// >>> programme.answer(family, "child[c2].born", "2025-09").children[1].born
    /// '2025-09'
    /// >>> programme.answer(family, "child[c2].born", "last year")
    /// Traceback (most recent call last):
    /// millejours.errors.FamilyError: the family cannot be used
    /// ...
    #[pyo3(signature = (family, fact, answer, *, voice = None, as_of = None))]
    fn answer(
        &self,
        family: AFamily<'_>,
        fact: Name,
        answer: Given<'_, Answered>,
        voice: Option<Given<'_, Text>>,
        as_of: Option<Given<'_, SomeDay>>,
    ) -> PyResult<Family> {
        let answer = answered(&answer, &voice, &as_of)?;
        Ok(Family(self.programme.answer(&family.family()?, &fact.0, answer).map_err(Refused::from)?))
    }

    /// Tell one fact of a family (a document of JSON): the family with it, as JSON.
    ///
    /// `answer` is JSON: a bare value, or `{"value": …, "voice": "midwife", "as_of": "2026-01-31"}`.
    ///
    /// Raises `FamilyError` with everything that is wrong with the family, the fact or the answer.
    ///
    /// >>> programme.answer_json('{"schema": 1, "children": [{"id": "c1"}]}', "child[c1].born", '"2026-02"')
    /// '{"schema":1,"children":[{"id":"c1","born":"2026-02"}]}'
    fn answer_json(
        &self,
        py: Python<'_>,
        family: Document<'_>,
        fact: Name,
        answer: Document<'_>,
    ) -> Result<String, Refused> {
        Ok(py.detach(|| self.programme.answer_json(family, &fact.0, answer))?)
    }

    /// The family with one fact declined: asked for, and not answered. It stays unknown, and is not asked for again.
    ///
    /// Raises `FamilyError` for a fact that nobody knows.
    ///
    /// >>> programme.decline(family, "child[c2].born").declined
    /// ('child[c2].born',)
    fn decline(&self, family: AFamily<'_>, fact: Name) -> PyResult<Family> {
        Ok(Family(self.programme.decline(&family.family()?, &fact.0).map_err(Refused::from)?))
    }

    /// Decline one fact of a family (a document of JSON): the family that is not asked for it again, as JSON.
    ///
    /// Raises `FamilyError` with everything that is wrong with the family or the fact.
    ///
    /// >>> programme.decline_json('{"schema": 1}', "family.languages")
    /// '{"schema":1,"declined":["family.languages"]}'
    fn decline_json(&self, py: Python<'_>, family: Document<'_>, fact: Name) -> Result<String, Refused> {
        Ok(py.detach(|| self.programme.decline_json(family, &fact.0))?)
    }

    /// How to ask a family for a fact (by its full name: `child[c1].born`) on a day, and what an answer may be.
    ///
    /// The day says which members are there, and so what they are called. For one question after the other, see
    /// `Questionnaire.ask`.
    ///
    /// Raises as `explain` does, and `FamilyError` for a fact that nobody knows.
    ///
    /// >>> programme.ask(family, "2026-06-01", "child[c2].born", language="en").answer.type
    /// 'partial_date'
    /// >>> programme.ask(family, "2026-06-01", "child[c2].age_months", language="en")
    /// Traceback (most recent call last):
    /// millejours.errors.FamilyError: the family cannot be used
    /// ...
    #[pyo3(signature = (family, on, fact, *, language = None, dictionary = None, audience = None))]
    fn ask(
        slf: &Bound<'_, Self>,
        family: AFamily<'_>,
        on: Day,
        fact: Name,
        language: Option<&str>,
        dictionary: Option<&Bound<'_, Dictionary>>,
        audience: Option<Audience>,
    ) -> PyResult<Asked> {
        let (py, core) = (slf.py(), &slf.get().programme);
        let dictionary = Dictionary::kept(py, language, dictionary)?;
        let (words, audience) = (&dictionary.get().dictionary, Audience::or_family(audience));
        let on = on.date()?;
        let family = family.family()?;
        let asked = py.detach(|| core.ask(&family, on, &fact.0, words, audience)).map_err(Refused::from)?;
        Ok(Asked { asked, programme: slf.clone().unbind(), dictionary, family, on, audience })
    }

    /// How to ask a family (a document of JSON) for a fact on a day, as JSON. See `ask`.
    ///
    /// >>> programme.ask_json('{"schema": 1}', "2026-06-01", "children", language="en")[:32]
    /// '{"schema":1,"fact":"children","s'
    #[pyo3(signature = (family, on, fact, *, language = None, dictionary = None, audience = None))]
    #[expect(clippy::too_many_arguments, reason = "each has its name in a call")]
    fn ask_json(
        &self,
        py: Python<'_>,
        family: Document<'_>,
        on: Day,
        fact: Name,
        language: Option<&str>,
        dictionary: Option<&Bound<'_, Dictionary>>,
        audience: Option<Audience>,
    ) -> PyResult<String> {
        let audience = Audience::or_family(audience);
        in_words(py, language, dictionary, |words| {
            Ok(self.programme.ask_json(family, on.date()?, &fact.0, words, audience)?)
        })
    }
}
