//! Names in a family that a programme does not know: they are carried, and this is where they show.

use std::collections::{BTreeMap, BTreeSet};

use super::{Programme, SetValue};
use crate::condition::CodeList;
use crate::document::{Path, Report, is_id};
use crate::error::{Code, Error, Place, Problem, near_enough};
use crate::family::{Askable, FAMILY_VOICE, Family, GivenFact};
use crate::vocabulary::Subject;

/// So many of the programme's words are named where one of them was expected.
const NAMED: usize = 12;

impl Programme {
    /// The names in a family that this programme does not know, each with its path and, where a known name is near, help.
    ///
    /// A family may carry more than one programme reads: other facts, other needs, a professional's voice. So
    /// [`Programme::assess`] refuses values that do not fit, and carries names that it does not know, neither read nor
    /// refused. A misspelt name would pass like any other; here it shows.
    ///
    /// | where | what is told |
    /// |---|---|
    /// | `facts` of the family and its members | a fact that no vocabulary of the programme defines |
    /// | `needs[…].domain` | a domain that the programme does not name |
    /// | `voice` | a voice that is nearly `family`: as it stands it is a professional's |
    /// | `territory`, `other_territories` | a code that no rule names, where rules name some; a family that lives elsewhere has one |
    /// | `resources[…].code` | a code that is nearly one that a rule names |
    /// | `supports` | an offer that the programme does not have, a member that is not listed |
    /// | `declined` | a fact that nobody can be asked for |
    ///
    /// In the order of the document, at most 1000. Values are never told, and of the names of facts only those that could
    /// be one. A fact that is defined and that no rule reads is none of these.
    ///
    /// # Examples
    ///
    /// ## A slip of the pen
    ///
    /// ```
    /// # let programme = millejours::Programme::from_toml(
    /// #     "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []\ndomains = ['sleep']\n\
    /// #      [facts.family.savings]\ntype = 'money'\ncurrency = 'EUR'\nrange = [0, 10000]\ncategory = 'income'",
    /// # )?;
    /// use millejours::{Family, Intensity, Need};
    /// let family = Family {
    ///     facts: [("savngs".to_owned(), 300.into())].into(),
    ///     needs: vec![Need::new("sleeping", Intensity::Light, "famly")],
    ///     ..Family::default()
    /// };
    /// let unread = programme.unread(&family);
    /// let told: Vec<_> = unread.iter().map(|one| (one.place.path.as_str(), one.help.as_deref().unwrap_or(""))).collect();
    /// assert_eq!(told[1], ("needs[0].voice", "did you mean `family`?"));
    /// assert_eq!(told[2], ("facts.savngs", "did you mean `savings`?"));
    /// assert_eq!(unread[0].expected.as_deref(), Some("one of sleep"));
    /// # Ok::<(), millejours::Error>(())
    /// ```
    ///
    /// ## Nothing is refused
    ///
    /// ```
    /// # let programme = millejours::Programme::from_toml(
    /// #     "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []",
    /// # )?;
    /// use millejours::{Family, parse_date};
    /// let family = Family { facts: [("of_another_house".to_owned(), true.into())].into(), ..Family::default() };
    /// assert!(programme.assess(&family, parse_date("2026-06-01")?).is_ok());
    /// assert_eq!(programme.unread(&family)[0].code.as_str(), "family.unread");
    /// assert!(programme.unread(&Family::default()).is_empty());
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn unread(&self, family: &Family) -> Vec<Problem> {
        self.asking(|askable| {
            let mut unread = Unread { programme: self, askable, report: Report::new(None, true) };
            unread.family(family);
            unread.report.finish().err().unwrap_or_default()
        })
    }

    /// The names in a family that this programme does not know, as a list in JSON: the same bytes in all languages.
    ///
    /// # Errors
    /// As [`Family::from_json`].
    ///
    /// ```
    /// # let programme = millejours::Programme::from_toml(
    /// #     "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []\ndomains = ['sleep']",
    /// # )?;
    /// let declined = r#"{"schema": 1, "declined": ["family.needs.sleap"]}"#;
    /// assert_eq!(
    ///     programme.unread_json(declined)?,
    ///     r#"[{"code":"family.unread","path":"declined[0]","message":"nobody can be asked for this fact","help":"did you mean `needs.sleep` of the family?"}]"#,
    /// );
    /// assert_eq!(programme.unread_json(r#"{"schema": 1}"#)?, "[]");
    /// assert_eq!(programme.unread_json(r#"{"childs": []}"#).unwrap_err().kind(), "family");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn unread_json(&self, family: impl AsRef<[u8]>) -> Result<String, Error> {
        Ok(serde_json::to_string(&self.unread(&Family::from_json(family)?)).unwrap_or_default())
    }

    /// The codes of a list that rules and sets name.
    fn named_codes(&self, list: CodeList) -> BTreeSet<&str> {
        let ledger = self.ledger();
        let codes = ledger.listed(list).filter_map(|code| usize::try_from(code).ok());
        codes.filter_map(|code| ledger.codes().get(code)).map(String::as_str).collect()
    }
}

/// The keys of a subject that stand beside its `facts`.
const fn keys(subject: Subject) -> &'static [&'static str] {
    match subject {
        Subject::Family => &["territory", "other_territories", "languages", "needs", "resources", "supports"],
        Subject::Adult => &["born", "lives_here"],
        Subject::Child => &["born", "arrived", "pregnancy", "died"],
        Subject::Pregnancy => &["carried_by", "expected", "ended", "outcome"],
    }
}

/// Looks through a family.
struct Unread<'a, 'p> {
    programme: &'p Programme,
    askable: &'a Askable<'p>,
    report: Report<'a>,
}

impl Unread<'_, '_> {
    fn tell(&mut self, path: &Path<'_>, message: impl Into<String>, add: impl FnOnce(Problem) -> Problem) {
        if !self.report.is_full() {
            let problem = Problem::new(Code::FamilyUnread, Place::at(path.to_string()), message);
            self.report.push(add(problem));
        }
    }

    /// In the order of the document.
    fn family(&mut self, family: &Family) {
        let root = Path::Root;
        self.territories(family);
        let list = root.key("adults");
        for (index, adult) in family.adults.iter().enumerate() {
            self.facts(Subject::Adult, &adult.facts, &list.index(index));
        }
        let list = root.key("children");
        for (index, child) in family.children.iter().enumerate() {
            self.facts(Subject::Child, &child.facts, &list.index(index));
        }
        let list = root.key("pregnancies");
        for (index, pregnancy) in family.pregnancies.iter().enumerate() {
            self.facts(Subject::Pregnancy, &pregnancy.facts, &list.index(index));
        }
        self.needs(family);
        self.resources(family);
        self.supports(family);
        self.facts(Subject::Family, &family.facts, &root);
        let list = root.key("declined");
        for (index, name) in family.declined.iter().enumerate() {
            if let Some(refused) = self.askable.unknown_to(family, name) {
                self.tell(&list.index(index), refused.message, |problem| Problem {
                    expected: refused.expected,
                    help: refused.help,
                    ..problem
                });
            }
        }
    }

    fn territories(&mut self, family: &Family) {
        let mut named = self.programme.named_codes(CodeList::Territories);
        if named.is_empty() {
            return;
        }
        let expected = expected(named.iter().copied());
        let sets = self.programme.0.parts.sets.values().flatten();
        named.extend(sets.filter_map(|item| if let SetValue::Code(code) = item { Some(code.as_str()) } else { None }));
        let root = Path::Root;
        let (own, others) = (root.key("territory"), root.key("other_territories"));
        let given = family.territory.iter().map(|code| (code, None));
        let given =
            given.chain(family.other_territories.iter().flatten().enumerate().map(|(at, code)| (code, Some(at))));
        for (code, index) in given {
            if !named.contains(code.as_str()) {
                let place = index.map_or(own, |index| others.index(index));
                let help = "write the code as the programme's rules write it; a family that lives elsewhere has one of its own";
                self.tell(&place, "no rule of the programme names this territory", |problem| {
                    problem.expected(&expected).help(help)
                });
            }
        }
    }

    fn voice(&mut self, voice: Option<&str>, path: &Path<'_>) {
        let near = |voice: &str| voice != FAMILY_VOICE && near_enough(&voice.to_lowercase(), FAMILY_VOICE);
        if voice.is_some_and(near) {
            self.tell(&path.key("voice"), "this voice is taken for a professional's", |problem| {
                problem.help(format!("did you mean `{FAMILY_VOICE}`?"))
            });
        }
    }

    fn needs(&mut self, family: &Family) {
        let (root, known) = (Path::Root, self.askable.domains);
        let list = root.key("needs");
        for (index, need) in family.needs.iter().enumerate() {
            let path = list.index(index);
            if !known.contains(&need.domain.as_str()) {
                let domains: BTreeSet<&str> = known.iter().copied().collect();
                self.tell(&path.key("domain"), "the programme names no such domain", |problem| {
                    let problem = if domains.is_empty() { problem } else { problem.expected(expected(domains)) };
                    problem.near(&need.domain, known.iter().copied())
                });
            }
            self.voice(Some(&need.voice), &path);
        }
    }

    fn resources(&mut self, family: &Family) {
        let (root, named) = (Path::Root, self.programme.named_codes(CodeList::Resources));
        let list = root.key("resources");
        for (index, resource) in family.resources.iter().enumerate() {
            let path = list.index(index);
            let code = resource.code.as_str();
            // Strengths are many, and rules name few of them.
            if !named.contains(code) && named.iter().any(|known| near_enough(code, known)) {
                self.tell(&path.key("code"), "no rule of the programme names this strength", |problem| {
                    problem.near(code, named.iter().copied())
                });
            }
            self.voice(resource.voice.as_deref(), &path);
        }
    }

    fn supports(&mut self, family: &Family) {
        let (root, offers) = (Path::Root, self.programme.offers());
        let list = root.key("supports");
        for (index, support) in family.supports.iter().enumerate() {
            let path = list.index(index);
            if !offers.iter().any(|offer| *offer.id == *support.offer) {
                self.tell(&path.key("offer"), "the programme has no such offer", |problem| {
                    problem.near(&support.offer, offers.iter().map(|offer| &*offer.id))
                });
            }
            let adults = family.adults.iter().map(|own| &own.id);
            let children = family.children.iter().map(|own| &own.id);
            let mut members = adults.chain(children).chain(family.pregnancies.iter().map(|own| &own.id));
            if support.subject.as_ref().is_some_and(|id| !members.any(|own| own == id)) {
                self.tell(&path.key("subject"), "no member of this id is listed", |problem| {
                    problem.help("name an adult, a child or a pregnancy of the family")
                });
            }
        }
    }

    fn facts(&mut self, subject: Subject, facts: &BTreeMap<String, GivenFact>, path: &Path<'_>) {
        let (path, all) = (path.key("facts"), self.askable.facts);
        for (index, (name, fact)) in facts.iter().enumerate() {
            if self.report.is_full() {
                break;
            }
            // A name is told where it could be one of a fact; what else stands there may be anything.
            let like_one = name.split(['.', '[', ']']).all(|part| part.is_empty() || is_id(part));
            let place = if like_one { name.clone() } else { format!("(key {})", index + 1) };
            let path = path.key(&place);
            if !all.contains_key(&(subject, name.clone())) {
                let message = format!("the programme knows no such fact of the {}", subject.as_str());
                let help = self.meant(subject, name);
                self.tell(&path, message, |problem| match help {
                    Some(help) => problem.help(help),
                    None => problem,
                });
            }
            self.voice(fact.voice.as_deref(), &path);
        }
    }

    /// What a name of a fact was likely meant for.
    fn meant(&self, subject: Subject, name: &str) -> Option<String> {
        // A full name, `family.savings`, where its own belongs.
        let own = name.rsplit_once('.').map_or(name, |(_, own)| own);
        let all = self.askable.facts;
        if keys(subject).contains(&own) {
            return Some(format!("`{own}` is no fact: it stands beside `facts`, not in it"));
        }
        let names = || all.keys().filter(|(of, _)| *of == subject).map(|(_, name)| name.as_str());
        if let Some(near) = crate::error::nearest(own, names()) {
            return Some(format!("did you mean `{near}`?"));
        }
        let elsewhere = all.keys().find(|(_, known)| known == own)?;
        Some(format!("`{}` is a fact of the {}", elsewhere.1, elsewhere.0.as_str()))
    }
}

/// The programme's words, as far as they make a line.
fn expected<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let mut words = words.into_iter();
    let mut told: Vec<&str> = words.by_ref().take(NAMED).collect();
    if words.next().is_some() {
        told.push("…");
    }
    format!("one of {}", told.join(", "))
}
