//! In the place of proofs, where the build was made without them.

use millejours::{Dictionary, Error, Programme, ProgrammeHistory};

use crate::{RawLawOptions, RawProgress, Refusal};

type Told = Option<Box<dyn RawProgress>>;

/// Laws, or lints, of which there are none.
#[derive(Debug)]
pub(crate) enum Absent {}

pub(crate) type Laws = Absent;
pub(crate) type Lints = Absent;

impl Absent {
    pub(crate) fn to_json(&self) -> String {
        match *self {}
    }

    pub(crate) fn to_text(&self, _: &Programme, _: &Dictionary) -> Result<String, Error> {
        match *self {}
    }
}

/// A comparison, of which there is none.
#[derive(Debug)]
pub(crate) enum Differences {}

impl Differences {
    pub(crate) fn to_json(&self) -> String {
        match *self {}
    }

    pub(crate) fn to_text(&self, _: &Programme, _: &Programme, _: &Dictionary) -> Result<String, Error> {
        match *self {}
    }
}

fn refused<T>() -> Result<T, Refusal> {
    Err(Error::feature_absent("laws").into())
}

pub(crate) fn laws(_: &Programme, _: RawLawOptions, _: Told) -> Result<Laws, Refusal> {
    refused()
}

pub(crate) fn lints(_: &Programme, _: RawLawOptions, _: Told) -> Result<Lints, Refusal> {
    refused()
}

pub(crate) fn difference(_: &Programme, _: &Programme, _: RawLawOptions, _: Told) -> Result<Differences, Refusal> {
    refused()
}

pub(crate) fn history(_: &ProgrammeHistory) -> Result<Vec<Laws>, Refusal> {
    refused()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;

    #[test]
    fn what_was_left_out_is_refused_by_a_code_of_its_own() {
        let text = "schema = 1\nid = 'h'\nversion = '1'\nvalid = { from = 2026-01-01 }\noffers = []";
        let programme = Programme::from_toml(text).unwrap();
        let several = ProgrammeHistory::new(vec![programme.clone()]).unwrap();
        let refusals = [
            laws(&programme, RawLawOptions::default(), None).unwrap_err(),
            lints(&programme, RawLawOptions::default(), None).unwrap_err(),
            difference(&programme, &programme, RawLawOptions::default(), None).unwrap_err(),
            history(&several).unwrap_err(),
        ];
        for Refusal::Refused { kind, code, problems, .. } in refusals {
            assert_eq!((kind, code.as_str()), (Kind::Feature, "feature.absent"));
            assert_eq!(problems[0].path, "laws");
        }
    }
}
