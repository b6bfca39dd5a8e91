//! What whoever lends tables finds wrong with them before the library sees a column.

use crate::error::{Code, Place, Problem};

impl Problem {
    /// Something that is wrong with a column, found where the tables came from: `path` is `children.born`, the message says
    /// how many rows and never a value.
    ///
    /// ```
    /// use millejours::{Code, Error, Problem};
    /// let twice = Problem::of_column(Code::ColumnsKey, "family.id", "2 rows bear a key that stands before, first row 7");
    /// assert_eq!((twice.code.as_str(), twice.place.path.as_str()), ("columns.key", "family.id"));
    /// assert_eq!(Error::Columns(vec![twice]).kind(), "columns");
    /// ```
    pub fn of_column(code: Code, path: impl Into<String>, message: impl Into<String>) -> Self {
        Problem::new(code, Place::at(path), message)
    }

    /// The same, with how this very fault is mended.
    ///
    /// ```
    /// use millejours::{Code, Problem};
    /// let wrong = Problem::of_column(Code::ColumnsType, "children.born", "this is a timestamp").mended("cast it to date32");
    /// assert_eq!(wrong.help.as_deref(), Some("cast it to date32"));
    /// ```
    #[must_use]
    pub fn mended(self, help: impl Into<String>) -> Self {
        self.help(help)
    }
}
