//! A family with one fact told, or declined.

use super::answer::{Answer, AnswerType, Told};
use super::check::fits;
use super::model::{Child, FAMILY_VOICE, Family, GivenFact, Intensity, LivesHere, Need, Pregnancy, Resource};
use super::names::FactName;
use crate::calendar::PartialDate;
use crate::document::Report;
use crate::error::{Code, Place, Problem};
use crate::vocabulary::{FactValue, Facts, Refusal, Subject, encode};

/// What may be asked: the facts of a programme, and its domains of need.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Askable<'p> {
    pub(crate) facts: &'p Facts,
    pub(crate) domains: &'p [&'p str],
}

fn in_fact(message: &str) -> Problem {
    Problem::new(Code::ReferenceUnknown, Place::at("fact"), message)
}

impl Askable<'_> {
    /// What an answer to a fact may be.
    pub(crate) fn answer_type(&self, name: FactName<'_>) -> Option<AnswerType> {
        let (subject, own) = match name {
            FactName::List(_) => return Some(AnswerType::Complete),
            FactName::Of { subject, own, .. } => (subject, own),
        };
        match (subject, own) {
            (Subject::Family, "territory") => Some(AnswerType::Code),
            (Subject::Family, "territories" | "languages" | "resources") => Some(AnswerType::Codes),
            (Subject::Adult, "born") => Some(AnswerType::PartialDate),
            (Subject::Adult, "lives_here") => Some(AnswerType::lives_here()),
            (Subject::Child, "born" | "arrived" | "pregnancy") => Some(AnswerType::PartialDate),
            (Subject::Pregnancy, "expected" | "ended") => Some(AnswerType::PartialDate),
            (Subject::Family, own) if own.contains('.') => match own.split_once('.')? {
                ("needs", domain) if self.domains.contains(&domain) => Some(AnswerType::need()),
                ("observed", domain) if self.domains.contains(&domain) => Some(AnswerType::observation()),
                _ => None,
            },
            (subject, own) => self.facts.get(&(subject, own.to_owned())).map(|fact| AnswerType::of(&fact.of_type)),
        }
    }

    fn unknown(&self, name: Option<FactName<'_>>) -> Problem {
        let problem = in_fact("nobody can be asked for this fact");
        let Some(FactName::Of { subject, own, .. }) = name else {
            return problem.expected("a full name, as `missing` and `questions` write it: child[c1].born");
        };
        let built_in: &[&str] = match subject {
            Subject::Family => &["territory", "territories", "languages", "resources"],
            Subject::Adult => &["born", "lives_here"],
            Subject::Child => &["born", "arrived", "pregnancy"],
            Subject::Pregnancy => &["expected", "ended"],
        };
        let declared = self.facts.keys().filter(|(of, _)| *of == subject).map(|(_, name)| name.as_str());
        // The programme's own words may be repeated; a fact that it does not know may be anything.
        let domains = self.domains.iter().filter(|_| subject == Subject::Family);
        let needs: Vec<String> =
            domains.flat_map(|domain| [format!("needs.{domain}"), format!("observed.{domain}")]).collect();
        let known = built_in.iter().copied().chain(declared).chain(needs.iter().map(String::as_str));
        match crate::error::nearest(own, known) {
            Some(near) => problem.help(format!("did you mean `{}` of the {}?", near, subject.as_str())),
            None => problem.help("a fact of a vocabulary that the programme uses, or one that every family has"),
        }
    }

    /// Why nobody can be asked for a fact of this family; `None` where somebody can.
    pub(crate) fn unknown_to(&self, family: &Family, fact: &str) -> Option<Problem> {
        let name = FactName::parse(fact);
        match name.filter(|name| self.answer_type(*name).is_some()) {
            None => Some(self.unknown(name)),
            Some(FactName::Of { subject, id, .. }) => present(family, subject, id).err().map(|problem| *problem),
            Some(FactName::List(_)) => None,
        }
    }

    /// The family with one fact told, in place of what was told before.
    pub(crate) fn tell(&self, family: &Family, fact: &str, answer: &Answer) -> Result<Family, Vec<Problem>> {
        let name = FactName::parse(fact);
        let known = name.and_then(|name| Some((name, self.answer_type(name)?)));
        let Some((name, of_type)) = known else { return Err(vec![self.unknown(name)]) };
        let mut told = family.clone();
        self.set(&mut told, name, &of_type, answer).map_err(|problem| vec![*problem])?;
        told.declined.retain(|declined| declined != fact);
        sound(told)
    }

    /// The family with one fact declined. What is told already stays.
    pub(crate) fn decline(&self, family: &Family, fact: &str) -> Result<Family, Vec<Problem>> {
        if let Some(problem) = self.unknown_to(family, fact) {
            return Err(vec![problem]);
        }
        let mut told = family.clone();
        if !told.declined.iter().any(|declined| declined == fact) {
            told.declined.push(fact.to_owned());
        }
        sound(told)
    }

    fn set(
        &self,
        family: &mut Family,
        name: FactName<'_>,
        of_type: &AnswerType,
        answer: &Answer,
    ) -> Result<(), Box<Problem>> {
        let (subject, id, own) = match name {
            FactName::Of { subject, id, own } => (subject, id, own),
            FactName::List(list) => {
                plain(answer)?;
                return match &answer.value {
                    Told::Value(FactValue::Bool(true)) => {
                        if !family.complete.contains(&list) {
                            family.complete.push(list);
                        }
                        Ok(())
                    }
                    Told::Value(FactValue::Bool(false)) => {
                        let help = "add those who are missing to the family, or decline";
                        Err(Box::new(refused(of_type, Refusal::Value).help(help)))
                    }
                    _ => Err(Box::new(refused(of_type, Refusal::Type))),
                };
            }
        };
        present(family, subject, id)?;
        match (subject, own) {
            (Subject::Family, "territory") => family.territory = Some(code(of_type, answer)?),
            (Subject::Family, "territories") => family.other_territories = Some(codes(of_type, answer, false)?),
            (Subject::Family, "languages") => family.languages = Some(codes(of_type, answer, true)?),
            (Subject::Family, "resources") => resources(family, of_type, answer)?,
            (Subject::Adult, "born") => {
                let born = date(of_type, answer)?;
                family.adults.iter_mut().filter(|own| own.id == id).for_each(|own| own.born = Some(born));
            }
            (Subject::Adult, "lives_here") => {
                plain(answer)?;
                let lives = word(of_type, answer, LivesHere::NAMED)?;
                family.adults.iter_mut().filter(|own| own.id == id).for_each(|own| own.lives_here = Some(lives));
            }
            (Subject::Child, "pregnancy") => expected(family, id, date(of_type, answer)?),
            (Subject::Child, "born") => {
                let born = date(of_type, answer)?;
                family.children.iter_mut().filter(|own| own.id == id).for_each(|own| own.born = Some(born));
            }
            (Subject::Child, "arrived") => {
                let arrived = date(of_type, answer)?;
                family.children.iter_mut().filter(|own| own.id == id).for_each(|own| own.arrived = Some(arrived));
            }
            (Subject::Pregnancy, "expected") => {
                let day = date(of_type, answer)?;
                family.pregnancies.iter_mut().filter(|own| own.id == id).for_each(|own| own.expected = Some(day));
            }
            (Subject::Pregnancy, "ended") => {
                let day = date(of_type, answer)?;
                family.pregnancies.iter_mut().filter(|own| own.id == id).for_each(|own| own.ended = Some(day));
            }
            (Subject::Family, own) if own.contains('.') => need(family, own, of_type, answer)?,
            (subject, own) => {
                let given = self.given(subject, own, of_type, answer)?;
                let facts = match subject {
                    Subject::Family => Some(&mut family.facts),
                    Subject::Adult => family.adults.iter_mut().find(|own| own.id == id).map(|own| &mut own.facts),
                    Subject::Child => family.children.iter_mut().find(|own| own.id == id).map(|own| &mut own.facts),
                    Subject::Pregnancy => {
                        family.pregnancies.iter_mut().find(|own| own.id == id).map(|own| &mut own.facts)
                    }
                };
                if let Some(facts) = facts {
                    facts.insert(own.to_owned(), given);
                }
            }
        }
        Ok(())
    }

    /// A fact of a vocabulary, with its voice and day.
    fn given(
        &self,
        subject: Subject,
        own: &str,
        of_type: &AnswerType,
        answer: &Answer,
    ) -> Result<GivenFact, Box<Problem>> {
        let Some(definition) = self.facts.get(&(subject, own.to_owned())) else {
            return Err(Box::new(self.unknown(None)));
        };
        let Told::Value(value) = &answer.value else { return Err(Box::new(refused(of_type, Refusal::Type))) };
        encode(&definition.of_type, value).map_err(|refusal| Box::new(refused(of_type, refusal)))?;
        let short = match value {
            FactValue::Text(text) => fits(text),
            FactValue::Number(digits) => fits(digits),
            FactValue::Bool(_) | FactValue::Integer(_) => true,
        };
        if !short {
            return Err(Box::new(refused(of_type, Refusal::Value)));
        }
        voice(answer)?;
        Ok(GivenFact { value: value.clone(), voice: answer.voice.clone(), as_of: answer.as_of })
    }
}

fn refused(of_type: &AnswerType, refusal: Refusal) -> Problem {
    of_type.refused(refusal, Place::at("answer"))
}

/// A family that holds together.
fn sound(family: Family) -> Result<Family, Vec<Problem>> {
    let mut report = Report::of_family();
    super::check::check(&family, &mut report);
    report.finish()?;
    Ok(family)
}

/// Is the member listed?
fn present(family: &Family, subject: Subject, id: &str) -> Result<(), Box<Problem>> {
    let listed = match subject {
        Subject::Family => true,
        Subject::Adult => family.adults.iter().any(|own| own.id == id),
        Subject::Child => family.children.iter().any(|own| own.id == id),
        Subject::Pregnancy => family.pregnancies.iter().any(|own| own.id == id),
    };
    if listed {
        return Ok(());
    }
    let what = subject.as_str();
    let problem = in_fact(&format!("no {what} of this id is listed"));
    Err(Box::new(problem.help(format!("add the {what} to the family first, or name one that is listed"))))
}

fn wrong_voice(place: &str, message: &str) -> Box<Problem> {
    Box::new(Problem::new(Code::AnswerVoice, Place::at(place), message))
}

/// The voice of an answer, where it has one.
fn voice(answer: &Answer) -> Result<Option<&str>, Box<Problem>> {
    match answer.voice.as_deref() {
        Some(voice) if !fits(voice) => Err(wrong_voice("answer.voice", "this text is empty or too long")),
        voice => Ok(voice),
    }
}

fn without_day(answer: &Answer) -> Result<(), Box<Problem>> {
    match answer.as_of {
        Some(_) => Err(wrong_voice("answer.as_of", "this fact carries no day on which it was so")),
        None => Ok(()),
    }
}

/// An answer to what carries neither a voice nor a day.
fn plain(answer: &Answer) -> Result<(), Box<Problem>> {
    match answer.voice {
        Some(_) => Err(wrong_voice("answer.voice", "this fact carries no voice")),
        None => without_day(answer),
    }
}

fn text<'a>(of_type: &AnswerType, answer: &'a Answer) -> Result<&'a str, Box<Problem>> {
    match &answer.value {
        Told::Value(FactValue::Text(text)) => Ok(text),
        _ => Err(Box::new(refused(of_type, Refusal::Type))),
    }
}

fn date(of_type: &AnswerType, answer: &Answer) -> Result<PartialDate, Box<Problem>> {
    plain(answer)?;
    PartialDate::parse(text(of_type, answer)?).ok_or_else(|| Box::new(refused(of_type, Refusal::Date)))
}

fn word<T: Copy>(of_type: &AnswerType, answer: &Answer, named: &[(&str, T)]) -> Result<T, Box<Problem>> {
    let text = text(of_type, answer)?;
    let found = named.iter().find(|(word, _)| *word == text).map(|(_, found)| *found);
    found.ok_or_else(|| Box::new(refused(of_type, Refusal::Value)))
}

fn code(of_type: &AnswerType, answer: &Answer) -> Result<String, Box<Problem>> {
    plain(answer)?;
    let text = text(of_type, answer)?;
    match fits(text) {
        true => Ok(text.to_owned()),
        false => Err(Box::new(refused(of_type, Refusal::Value))),
    }
}

fn list(of_type: &AnswerType, answer: &Answer, some: bool) -> Result<Vec<String>, Box<Problem>> {
    let Told::List(codes) = &answer.value else { return Err(Box::new(refused(of_type, Refusal::Type))) };
    if !codes.iter().all(|code| fits(code)) {
        return Err(Box::new(refused(of_type, Refusal::Value)));
    }
    if some && codes.is_empty() {
        let problem = refused(of_type, Refusal::Value).help("an empty list says nothing here: name one, or decline");
        return Err(Box::new(problem));
    }
    Ok(codes.clone())
}

fn codes(of_type: &AnswerType, answer: &Answer, some: bool) -> Result<Vec<String>, Box<Problem>> {
    plain(answer)?;
    list(of_type, answer, some)
}

/// Strengths in one voice, in place of those that it named before; those that others named stay.
fn resources(family: &mut Family, of_type: &AnswerType, answer: &Answer) -> Result<(), Box<Problem>> {
    without_day(answer)?;
    let own = voice(answer)?;
    let codes = list(of_type, answer, true)?;
    let speaker = |voice: Option<&str>| voice.unwrap_or(FAMILY_VOICE).to_owned();
    family.resources.retain(|resource| speaker(resource.voice.as_deref()) != speaker(own));
    family.resources.extend(codes.into_iter().map(|code| Resource { code, voice: own.map(str::to_owned) }));
    Ok(())
}

/// A need in the family's voice, or one that a named professional sees, in place of what that voice said before.
fn need(family: &mut Family, own: &str, of_type: &AnswerType, answer: &Answer) -> Result<(), Box<Problem>> {
    without_day(answer)?;
    let intensity = word(of_type, answer, Intensity::NAMED)?;
    let Some((kind, domain)) = own.split_once('.') else { return Ok(()) };
    let voice = match (kind == "needs", voice(answer)?) {
        (true, None | Some(FAMILY_VOICE)) => FAMILY_VOICE,
        (true, Some(_)) => {
            let problem = wrong_voice("answer.voice", "a need is told in the family's own voice");
            return Err(Box::new(
                problem.help(format!("answer `family.observed.{domain}` for what a professional sees")),
            ));
        }
        (false, None | Some(FAMILY_VOICE)) => {
            let problem = wrong_voice("answer.voice", "an observation is told in the voice of a professional");
            let help = format!("name the professional; what the family says is `family.needs.{domain}`");
            return Err(Box::new(problem.expected("a voice other than `family`").help(help)));
        }
        (false, Some(voice)) => voice,
    };
    let told = Need { domain: domain.to_owned(), intensity, voice: voice.to_owned(), since: None };
    match family.needs.iter_mut().find(|need| need.domain == domain && need.voice == voice) {
        Some(need) => *need = told,
        None => family.needs.push(told),
    }
    Ok(())
}

/// The day on which the birth of a child was expected: of its pregnancy, which is listed where it was not.
fn expected(family: &mut Family, id: &str, day: PartialDate) {
    let Some(child) = family.children.iter_mut().find(|own| own.id == id) else { return };
    let of = name_pregnancy(child, &family.pregnancies);
    match family.pregnancies.iter_mut().find(|own| own.id == of) {
        Some(pregnancy) => pregnancy.expected = Some(day),
        None => family.pregnancies.push(Pregnancy { id: of, expected: Some(day), ..Pregnancy::default() }),
    }
}

/// The id of the pregnancy that a child names; one that is free where it named none.
fn name_pregnancy(child: &mut Child, listed: &[Pregnancy]) -> String {
    let free = || {
        let ids = (1..).map(|number: usize| format!("p{number}"));
        ids.take(listed.len() + 1).find(|id| listed.iter().all(|own| own.id != *id)).unwrap_or_default()
    };
    child.pregnancy.get_or_insert_with(free).clone()
}
