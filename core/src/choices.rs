//! Closed sets of words, each with its own enum: one shape for families and programmes.

/// Words that are written.
macro_rules! words {
    ($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $variant_doc:literal])+ $variant:ident = $word:literal,)+ }) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum $name { $($(#[doc = $variant_doc])+ #[serde(rename = $word)] $variant,)+ }

        impl $name {
            /// Every word, in the order above.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// The word of the wire form.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

/// The same of words that documents say, too: with each by its word, for readers.
macro_rules! read_words {
    ($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $variant_doc:literal])+ $variant:ident = $word:literal,)+ }) => {
        $crate::choices::words! { $(#[doc = $doc])+ $name { $($(#[doc = $variant_doc])+ $variant = $word,)+ } }

        impl $name {
            pub(crate) const NAMED: &'static [(&'static str, $name)] = &[$(($word, $name::$variant),)+];
        }
    };
}

pub(crate) use {read_words, words};
