//! The form of a vector file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// A file of vectors.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// What the group shows.
    pub about: String,
    /// The programme, in TOML, of the cases that bring none.
    pub programme: Option<String>,
    /// The vocabularies, in TOML, of the cases that bring none.
    #[serde(default)]
    pub vocabularies: Vec<String>,
    /// The cases.
    #[serde(default)]
    pub case: Vec<Case>,
}

/// What `laws` is asked: how large families are, and what units weigh. What is not said is as the library has it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each is named as its key")]
pub struct LawsAsked {
    pub adults: Option<usize>,
    pub children: Option<usize>,
    pub pregnancies: Option<usize>,
    pub expected: Option<usize>,
    #[serde(default)]
    pub weights: BTreeMap<String, u32>,
    #[serde(default)]
    pub cliff: BTreeMap<String, u32>,
}

/// One case: what goes in, and what comes out.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the crate's documentation tells each key")]
pub struct Case {
    pub name: String,
    pub about: Option<String>,
    pub programme: Option<String>,
    pub programme_json: Option<String>,
    pub programme_hex: Option<String>,
    pub programme_file: Option<String>,
    pub history: Option<Vec<String>>,
    pub history_files: Option<Vec<String>>,
    pub vocabularies: Option<Vec<String>>,
    pub family: Option<String>,
    pub family_hex: Option<String>,
    pub family_file: Option<String>,
    pub on: Option<String>,
    pub fact: Option<String>,
    pub answer: Option<String>,
    pub decline: Option<String>,
    pub asks: Option<String>,
    pub laws: Option<LawsAsked>,
    pub lints: Option<LawsAsked>,
    pub difference: Option<LawsAsked>,
    pub after: Option<String>,
    pub after_file: Option<String>,
    pub law: Option<String>,
    pub assessment: Option<String>,
    pub gives: Option<String>,
    pub icalendar: Option<String>,
    pub schedule: Option<String>,
    pub language: Option<String>,
    pub dictionary: Option<String>,
    pub dictionary_file: Option<String>,
    pub audience: Option<String>,
    pub reads: Option<String>,
    pub condition: Option<String>,
    pub prints: Option<String>,
    pub unread: Option<String>,
    pub expect: Option<String>,
    pub error: Option<String>,
    pub warnings: Option<String>,
    pub writes_json: Option<String>,
    pub writes_toml: Option<String>,
}

impl Case {
    /// How many keys give a programme or a history.
    pub fn programmes(&self) -> usize {
        let texts = [&self.programme, &self.programme_json, &self.programme_hex, &self.programme_file];
        let lists = [&self.history, &self.history_files];
        texts.into_iter().flatten().count() + lists.into_iter().flatten().count()
    }

    /// Does the case bring several versions?
    pub fn is_history(&self) -> bool {
        self.history.is_some() || self.history_files.is_some()
    }

    fn families(&self) -> usize {
        [&self.family, &self.family_hex, &self.family_file].into_iter().flatten().count()
    }

    /// How many things are asked of a family, other than an assessment.
    fn tellings(&self) -> usize {
        [&self.fact, &self.decline, &self.unread].into_iter().flatten().count()
    }

    fn writings(&self) -> usize {
        [&self.warnings, &self.writes_json, &self.writes_toml].into_iter().flatten().count()
    }

    /// How many keys say in which words it is told.
    pub fn words(&self) -> usize {
        [&self.language, &self.dictionary, &self.dictionary_file].into_iter().flatten().count()
    }

    /// Does it bring no programme, no family, and nothing that is asked of them?
    fn stands_alone(&self) -> bool {
        self.programmes() + self.families() + self.writings() + self.tellings() == 0
            && [&self.on, &self.answer, &self.asks, &self.audience, &self.gives, &self.icalendar]
                .into_iter()
                .all(Option::is_none)
            && self.vocabularies.is_none()
            && self.proofs() == 0
    }

    /// How many proofs are asked for.
    pub fn proofs(&self) -> usize {
        [&self.laws, &self.lints, &self.difference].into_iter().flatten().count()
    }

    /// Refuses a case whose keys do not go together.
    pub fn check(&self, default: Option<&str>) -> Result<(), String> {
        let results = [&self.expect, &self.error, &self.prints, &self.reads, &self.unread];
        let results = results.into_iter().flatten().count();
        let letters = |letter: char| matches!(letter, 'a'..='z' | '0'..='9' | '-');
        let wrong = if self.name.is_empty() || !self.name.chars().all(letters) {
            Some("a name is made of a-z, 0-9 and -")
        } else if results + self.writings() == 0 {
            Some("it expects nothing")
        } else if results > 1 {
            Some("it expects several results")
        } else if self.condition.is_some() {
            let alone = self.stands_alone() && self.assessment.is_none() && self.schedule.is_none();
            (!alone || self.expect.is_some()).then_some("a condition stands alone, with `prints` or `error`")
        } else if self.assessment.is_some() {
            (!self.stands_alone() || self.prints.is_some() || self.schedule.is_some())
                .then_some("an assessment stands alone, with `expect` or `error`")
        } else if self.schedule.is_some() {
            (!self.stands_alone() || self.prints.is_some() || self.words() > 0)
                .then_some("a schedule stands alone, with `expect` or `error`")
        } else if self.gives.as_deref().is_some_and(|gives| gives != "schedule") {
            Some("`gives` is \"schedule\"")
        } else if (self.gives.is_some() || self.icalendar.is_some()) && self.on.is_none() {
            Some("a schedule needs a family and a day")
        } else if self.icalendar.is_some() && self.audience.is_some() {
            Some("a calendar has no audience")
        } else if self.icalendar.is_some() {
            (self.words() != 1 || self.gives.is_some() || self.reads.is_some())
                .then_some("a calendar needs one dictionary")
        } else if self.proofs() > 0
            && (self.words() > 1
                || self.audience.is_some()
                || (self.reads.is_some() != (self.words() == 1) && self.error.is_none()))
        {
            Some("a proof in words needs one dictionary and no audience, and `reads` or `error`")
        } else if self.law.is_some() && self.reads.is_some() {
            Some("`law` picks one of `laws` as JSON")
        } else if self.words() == 1 && self.audience.is_none() && self.proofs() == 0 {
            (!self.stands_alone() || self.error.is_none()).then_some("a dictionary alone has `error`")
        } else if self.audience.is_some() != (self.words() == 1) && self.proofs() == 0 {
            Some("an audience and one dictionary go together")
        } else if self.audience.is_some() && self.on.is_none() {
            Some("words need a family and a day")
        } else if self.reads.is_some() && self.words() == 0 {
            Some("`reads` needs a dictionary")
        } else if self.prints.is_some() {
            Some("`prints` belongs to a condition")
        } else if self.programmes() > 1 || self.families() > 1 {
            Some("it has several programmes or families")
        } else if self.programmes() == 0 && default.is_none() {
            Some("it has no programme")
        } else if self.answer.is_some() != self.fact.is_some() {
            Some("`fact` and `answer` go together")
        } else if self.law.is_some() && self.laws.is_none() {
            Some("`law` picks one of `laws`")
        } else if self.tellings()
            + self.proofs()
            + [self.on.is_some(), self.asks.is_some()].map(usize::from).iter().sum::<usize>()
            > 1
        {
            Some("it asks several things")
        } else if self.is_history() && self.tellings() + usize::from(self.asks.is_some()) > 0 {
            Some("a history is not answered")
        } else if self.is_history() && self.proofs() > 0 {
            Some("the laws are those of one programme")
        } else if self.difference.is_some() != (self.after.is_some() || self.after_file.is_some()) {
            Some("a difference needs the programme that comes after")
        } else if (self.families() == 1) != (self.on.is_some() || self.tellings() > 0) {
            Some("a family and `on`, `fact`, `decline` or `unread` go together")
        } else if self.expect.is_some() && self.families() == 0 && self.asks.is_none() && self.proofs() == 0 {
            Some("`expect` needs a family")
        } else if (self.families() == 1 || self.asks.is_some() || self.proofs() > 0) && results == 0 {
            Some("a family needs `expect`, `unread` or `error`")
        } else if self.is_history() && self.writings() > 0 {
            Some("a history has no warnings and is not written")
        } else {
            None
        };
        wrong.map_or(Ok(()), |wrong| Err(wrong.to_owned()))
    }
}

/// The files of a folder of vectors, by name.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let listed = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files = Vec::new();
    for entry in listed {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.extension().is_some_and(|end| end == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Reads a group and checks its cases; `seen` holds the names of the groups before.
pub fn read(text: &str, seen: &mut BTreeSet<String>) -> Result<Group, String> {
    let group: Group = toml::from_str(text).map_err(|error| error.to_string())?;
    if group.case.is_empty() {
        return Err("it has no case".to_owned());
    }
    for case in &group.case {
        case.check(group.programme.as_deref()).map_err(|wrong| format!("{}: {wrong}", case.name))?;
        if !seen.insert(case.name.clone()) {
            return Err(format!("{}: the name stands twice", case.name));
        }
    }
    Ok(group)
}
