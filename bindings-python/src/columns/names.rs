//! Which columns a programme may read.

use millejours::{FactType, Plan, Programme, Subject};

/// The columns that a programme may read, and those that say whose the rows are.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    pub programme: &'a Programme,
    pub plan: &'a Plan,
    /// The key of families.
    pub key: &'a str,
    /// The key of members within their family.
    pub member: &'a str,
    /// May the family's table carry its members as lists?
    pub nested: bool,
}

/// What the values of a column are, as far as a column without any value needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    Bool,
    Number,
    Day,
    Text,
    Texts,
}

/// The name of a kind of subject's table in messages and arguments.
pub const fn table(subject: Subject) -> &'static str {
    match subject {
        Subject::Family => "family",
        Subject::Adult => "adults",
        Subject::Child => "children",
        Subject::Pregnancy => "pregnancies",
    }
}

/// The kinds of members.
pub const MEMBERS: [Subject; 3] = [Subject::Adult, Subject::Child, Subject::Pregnancy];

impl Names<'_> {
    /// Is the column a key, a fact, something built in, or a list of members?
    pub fn knows(&self, subject: Subject, column: &str) -> bool {
        self.is_key(subject, column)
            || self.reads(subject, column)
            || (subject == Subject::Family && (column.starts_with("complete.") || self.is_list(subject, column)))
    }

    pub fn is_key(&self, subject: Subject, column: &str) -> bool {
        column == self.key || (subject != Subject::Family && column == self.member)
    }

    /// Is it a column of the families' table that carries members?
    pub fn is_list(&self, subject: Subject, column: &str) -> bool {
        subject == Subject::Family && self.nested && MEMBERS.iter().any(|subject| table(*subject) == column)
    }

    /// Is it a column of values that the plan reads?
    pub fn reads(&self, subject: Subject, column: &str) -> bool {
        let date = column.strip_suffix("_earliest").or_else(|| column.strip_suffix("_latest"));
        let (read, optional) = (self.plan.reads(), self.plan.optional());
        let is_read = |name: &str| read.iter().chain(optional).any(|own| own.subject == subject && own.name == name);
        is_read(column) || date.is_some_and(is_read)
    }

    /// Is there a column that the plan reads and these names lack?
    pub fn lacks(&self, subject: Subject, there: &dyn Fn(&str) -> bool) -> bool {
        let mut reads = self.plan.reads().iter().filter(|own| own.subject == subject);
        reads.any(|own| !there(&own.name))
    }

    /// What a column of values holds; `None` where the programme does not know it.
    pub fn meant(&self, subject: Subject, column: &str) -> Option<Meant> {
        self.whole(subject, column).or_else(|| {
            let date = column.strip_suffix("_earliest").or_else(|| column.strip_suffix("_latest"))?;
            self.whole(subject, date).filter(|meant| *meant == Meant::Day)
        })
    }

    fn whole(&self, subject: Subject, column: &str) -> Option<Meant> {
        match (subject, column) {
            (Subject::Family, "territory") => Some(Meant::Text),
            (Subject::Family, "other_territories" | "languages" | "resources") => Some(Meant::Texts),
            (Subject::Family, "complete.adults" | "complete.children" | "complete.pregnancies") => Some(Meant::Bool),
            (Subject::Family, _) if column.starts_with("needs.") || column.starts_with("observed.") => {
                Some(Meant::Text)
            }
            (Subject::Child, "born" | "arrived" | "died")
            | (Subject::Adult, "born")
            | (Subject::Pregnancy, "expected" | "ended") => Some(Meant::Day),
            (Subject::Adult, "lives_here") | (Subject::Pregnancy, "outcome") => Some(Meant::Text),
            (Subject::Child, "pregnancy") => Some(Meant::Number),
            _ => self.programme.facts().get(&(subject, column.to_owned())).map(|fact| match fact.of_type {
                FactType::Bool => Meant::Bool,
                FactType::Date { .. } => Meant::Day,
                FactType::Enum { .. } | FactType::Code => Meant::Text,
                _ => Meant::Number,
            }),
        }
    }
}
