//! Members, and what is said of them, on their own: the same JSON as within a family's document.

use super::model::{Adult, Child, GivenFact, Need, Pregnancy, Relation, Resource, Support};
use super::{Answer, read, read_answer};
use crate::document::{Form, Path, Report, parse};
use crate::error::Error;

impl Answer {
    /// Reads an answer from JSON: a bare value, a list of codes, or `{"value": …, "voice": …, "as_of": …}`.
    ///
    /// # Errors
    /// [`Error::Family`] with every problem found, by path. Messages never hold what the document holds.
    ///
    /// ```
    /// use millejours::Answer;
    /// assert_eq!(Answer::from_json(r#"["pt", "fr"]"#)?, Answer::from(["pt", "fr"]));
    /// assert_eq!(Answer::from_json("null").unwrap_err().kind(), "family");
    /// # Ok::<(), millejours::Error>(())
    /// ```
    pub fn from_json(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        read_answer(text.as_ref()).map_err(Error::Family)
    }
}

macro_rules! parts {
    ($($name:ident: $read:path, $example:literal, $refused:literal, $path:literal;)+) => {$(
        impl $name {
            /// Reads it on its own from JSON, as it stands in a family's document. What hangs together with others, such as
            /// the pregnancy that a child names, is looked at when the family is read.
            ///
            /// # Errors
            /// [`Error::Family`] with every problem found, by path. Messages never hold what the document holds.
            ///
            /// ```
            #[doc = concat!("let text = r#\"", $example, "\"#;")]
            #[doc = concat!("assert_eq!(millejours::", stringify!($name), "::from_json(text)?.to_json(), text);")]
            ///
            #[doc = concat!("let refused = millejours::", stringify!($name), "::from_json(r#\"", $refused, "\"#).unwrap_err();")]
            #[doc = concat!("assert_eq!(refused.problems()[0].place.path, \"", $path, "\");")]
            /// # Ok::<(), millejours::Error>(())
            /// ```
            pub fn from_json(text: impl AsRef<[u8]>) -> Result<Self, Error> {
                let (node, _) = parse(text.as_ref(), Form::Json).map_err(Error::Family)?;
                let mut report = Report::of_family();
                let found = $read(&mut report, &node, &Path::Root);
                report.finish().map_err(Error::Family)?;
                found.ok_or_else(|| Error::Family(Vec::new()))
            }

            /// As it stands in a family's document; what is unknown is left out.
            pub fn to_json(&self) -> String {
                serde_json::to_string(self).unwrap_or_default()
            }
        }
    )+};
}

parts! {
    GivenFact: read::given, r#"{"value":"own","voice":"family"}"#, r#"{"value":"own","voice":1}"#, "voice";
    Adult: read::adult, r#"{"id":"a1","born":"1994-05"}"#, r#"{"id":"a1","born":"May 1994"}"#, "born";
    Child: read::child, r#"{"id":"c1","born":"2026-02-11"}"#, r#"{"id":"c1","born":"2026-02-30"}"#, "born";
    Pregnancy: read::pregnancy, r#"{"id":"p1","expected":"2026-12"}"#, r#"{"id":"p 1"}"#, "id";
    Relation: read::relation, r#"{"adult":"a1","child":"c1","kind":"kin"}"#,
        r#"{"adult":"a1","child":"c1","kind":"aunt"}"#, "kind";
    Need: read::need, r#"{"domain":"health","intensity":"light","voice":"family"}"#,
        r#"{"domain":"health","intensity":"light"}"#, "";
    Resource: read::resource, r#"{"code":"kin_nearby"}"#, r#"{"code":""}"#, "code";
    Support: read::support, r#"{"offer":"parent-group"}"#, r#"{"offer":"parent group"}"#, "offer";
}
