//! JSON in, JSON or text out: what a programme and a history of its versions both say to a family.

/// The methods of `$name`, whose core stands in `$core`; `$it` is one of them, as the examples build it.
macro_rules! doors {
    ($name:ident, $core:ident, $it:literal) => {
        #[pyo3::pymethods]
        impl $name {
            /// Say which help there is for one family on one day, as JSON.
            ///
            /// `family` is a document of JSON, `on` a `datetime.date` or text such as `"2026-01-31"`. A history answers by the
            /// version in force on that day.
            ///
            /// Raises `DateError` where `on` is no date or outside the validity, and `FamilyError` with everything that is
            /// wrong with the family.
            ///
            #[doc = concat!(">>> ", $it, ".assess_json('{\"schema\": 1}', datetime.date(2026, 6, 1))[:52]")]
            /// '{"schema":1,"programme":"house","version":"1","on":"'
            fn assess_json(
                &self,
                py: pyo3::Python<'_>,
                family: $crate::arguments::Document<'_>,
                on: $crate::arguments::Day,
            ) -> Result<String, $crate::refusal::Refused> {
                let on = on.date()?;
                Ok(py.detach(|| self.$core.assess_json(family, on))?)
            }

            /// Say which help there is for one family on one day, in words, as JSON.
            ///
            /// In the words of the dictionary shipped for a `language`, or of a `dictionary` of your own; for the `audience`
            /// `"family"` or `"professional"`.
            ///
            /// Raises `DateError` and `FamilyError` as `assess_json` does, and `DictionaryError` where no dictionary of the
            /// language is shipped.
            ///
            #[doc = concat!(">>> ", $it, ".explain_json('{\"schema\": 1}', \"2026-06-01\", language=\"de\")[:31]")]
            /// '{"schema":1,"language":"de","di'
            #[pyo3(signature = (family, on, *, language = None, dictionary = None, audience = None))]
            fn explain_json(
                &self,
                py: pyo3::Python<'_>,
                family: $crate::arguments::Document<'_>,
                on: $crate::arguments::Day,
                language: Option<&str>,
                dictionary: Option<&pyo3::Bound<'_, $crate::dictionary::Dictionary>>,
                audience: Option<$crate::dictionary::Audience>,
            ) -> pyo3::PyResult<String> {
                let audience = $crate::dictionary::Audience::or_family(audience);
                $crate::dictionary::in_words(py, language, dictionary, |words| {
                    Ok(self.$core.explain_json(family, on.date()?, words, audience)?)
                })
            }

            /// The schedule of a family (a document of JSON) on a day, as JSON. See `schedule`.
            ///
            #[doc = concat!(">>> ", $it, ".schedule_json('{\"schema\": 1}', \"2026-06-01\")[-35:]")]
            /// '"1","on":"2026-06-01","entries":[]}'
            fn schedule_json(
                &self,
                py: pyo3::Python<'_>,
                family: $crate::arguments::Document<'_>,
                on: $crate::arguments::Day,
            ) -> Result<String, $crate::refusal::Refused> {
                let on = on.date()?;
                Ok(py.detach(|| self.$core.schedule_json(family, on))?)
            }

            /// The schedule of a family (a document of JSON) on a day, in words. See `Schedule.to_text`.
            ///
            #[doc = concat!(">>> ", $it, ".schedule_text_json('{\"schema\": 1}', \"2026-06-01\", language=\"en\")")]
            /// 'There is nothing to plan at the moment. You can always come and talk.'
            #[pyo3(signature = (family, on, *, language = None, dictionary = None, audience = None))]
            fn schedule_text_json(
                &self,
                py: pyo3::Python<'_>,
                family: $crate::arguments::Document<'_>,
                on: $crate::arguments::Day,
                language: Option<&str>,
                dictionary: Option<&pyo3::Bound<'_, $crate::dictionary::Dictionary>>,
                audience: Option<$crate::dictionary::Audience>,
            ) -> pyo3::PyResult<String> {
                let audience = $crate::dictionary::Audience::or_family(audience);
                $crate::dictionary::in_words(py, language, dictionary, |words| {
                    Ok(self.$core.schedule_text_json(family, on.date()?, words, audience)?)
                })
            }

            /// The schedule of a family (a document of JSON) on a day, as iCalendar. See `Schedule.to_icalendar`.
            ///
            /// `options` are JSON: `{"namespace": "…", "reminder_days": 3, "windows": true, "describe": true}`, all but the
            /// first as wished.
            ///
            /// Raises as `explain_json` does, and `ScheduleError` where the options cannot be used.
            ///
            /// >>> options = '{"namespace": "0b1f8a52-6d9e-4c6b"}'
            #[doc = concat!(">>> ", $it, ".icalendar_json('{\"schema\": 1}', \"2026-06-01\", options, language=\"de\")")]
            /// ''
            #[pyo3(signature = (family, on, options, *, language = None, dictionary = None))]
            fn icalendar_json(
                &self,
                py: pyo3::Python<'_>,
                family: $crate::arguments::Document<'_>,
                on: $crate::arguments::Day,
                options: $crate::arguments::Document<'_>,
                language: Option<&str>,
                dictionary: Option<&pyo3::Bound<'_, $crate::dictionary::Dictionary>>,
            ) -> pyo3::PyResult<String> {
                $crate::dictionary::in_words(py, language, dictionary, |words| {
                    Ok(self.$core.icalendar_json(family, on.date()?, words, options)?)
                })
            }
        }
    };
}

pub(crate) use doors;
