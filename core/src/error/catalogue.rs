//! The catalogue of codes. A code, once published, keeps its name and meaning.

use std::fmt;

macro_rules! catalogue {
    ($($(#[doc = $doc:literal])+ $variant:ident = $code:literal, $advice:literal;)+) => {
        /// The stable codes of everything that can be wrong, the same in Rust, Python and Kotlin.
        ///
        /// ```
        /// use millejours::Code;
        /// assert_eq!(Code::DateInvalid.as_str(), "date.invalid");
        /// assert!(Code::ALL.contains(&Code::DateInvalid));
        /// assert!(Code::DateInvalid.explanation().contains("calendar"));
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// Every code, in the order of the catalogue.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)+];

            /// The code as it is written: `date.invalid`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $code,)+ }
            }

            /// What helps as a rule; a problem often knows better.
            pub const fn advice(self) -> &'static str {
                match self { $(Code::$variant => $advice,)+ }
            }

            /// What the code means, in a sentence.
            pub const fn explanation(self) -> &'static str {
                match self { $(Code::$variant => concat!($($doc),+).trim_ascii(),)+ }
            }
        }
    };
}

catalogue! {
    /// The bytes are not UTF-8.
    DocumentEncoding = "document.encoding",
        "save the document as UTF-8";
    /// The text is not TOML, or not JSON.
    DocumentSyntax = "document.syntax",
        "mend the text at this place; what follows is read once it is mended";
    /// The document is larger than the published limit.
    DocumentTooLarge = "document.too_large",
        "split it, or leave out what is not needed";
    /// Tables and lists are nested deeper than the published limit.
    DocumentTooDeep = "document.too_deep",
        "bring tables and lists to fewer levels";
    /// The document has more problems than the published limit; those found first are told.
    DocumentMoreProblems = "document.more_problems",
        "mend what is told; the rest is told then";
    /// The document was written for a newer version of the library, or names no schema.
    DocumentSchema = "document.schema",
        "begin the document with `schema = 1` (in JSON `\"schema\": 1`)";
    /// A key that no document of this kind has.
    DocumentUnknownKey = "document.unknown_key",
        "remove the key, or write one of those expected";
    /// A key that must be there is not.
    DocumentMissingKey = "document.missing_key",
        "add the key; the guide to documents of this kind says what belongs there";
    /// The same key stands twice.
    DocumentDuplicateKey = "document.duplicate_key",
        "keep one of the two";
    /// A value of another type than expected: a text where a list belongs.
    DocumentWrongType = "document.wrong_type",
        "write the value as expected";
    /// A value of the right type that is not one of those allowed.
    DocumentInvalidValue = "document.invalid_value",
        "write one of the values expected";
    /// An identifier that does not match `[A-Za-z0-9_-]{1,64}`.
    IdInvalid = "id.invalid",
        "choose a short name without spaces or accents";
    /// The same identifier stands twice.
    IdDuplicate = "id.duplicate",
        "give each its own";
    /// A reference to something (a member, a score, a provider, an offer, a vocabulary) that is not there.
    ReferenceUnknown = "reference.unknown",
        "define what is named, or name something that is there";
    /// A date that does not exist in the calendar, or is not written as `2026-01-31`.
    DateInvalid = "date.invalid",
        "write year, month and day with digits, and look at the length of the month";
    /// Two dates in an order that cannot be: an end before its beginning.
    DateOrder = "date.order",
        "one of the two days is wrong";
    /// The date lies outside the programme's validity.
    DateOutsideValidity = "date.outside_validity",
        "ask on a day of its validity, or take the edition that is in force that day";
    /// The declaration of a fact contradicts itself.
    FactDeclaration = "fact.declaration",
        "make the declaration fit its type";
    /// A fact of a vocabulary is given another type or category, or a wider range.
    FactRedefined = "fact.redefined",
        "choose another name, or keep the type and category and narrow only the range";
    /// The value of a fact has the wrong type, or is not among the values or in the range declared.
    FactValue = "fact.value",
        "write a value of the fact's type, or leave it out: an absent fact is unknown";
    /// A family lists more members of one kind than the published limit.
    FamilyTooManyMembers = "family.too_many_members",
        "list those whom the question is about";
    /// Notice: a name in a family that the programme does not know, and carries.
    FamilyUnread = "family.unread",
        "leave it where it is meant for another programme; else write it as this one does";
    /// A condition that cannot be read.
    ConditionSyntax = "condition.syntax",
        "write it as `fact operator value`, joined by `&&` and `||`";
    /// A part of CEL that conditions do not have.
    ConditionUnsupported = "condition.unsupported",
        "the guide `core/docs/programme.md` lists all that conditions have";
    /// A name that nothing defines: a fact, a set, a definition.
    ConditionUndefined = "condition.undefined",
        "define the name, or write one that is defined";
    /// A name that stands for nobody here: `child` in an offer for the family.
    ConditionScope = "condition.scope",
        "write a name that stands for somebody in this offer";
    /// Types that do not go together.
    ConditionType = "condition.type",
        "compare numbers with numbers, dates with dates, codes with codes";
    /// A code that no family can carry: an empty text, or one that is too long.
    ConditionCode = "condition.code",
        "write the code as families carry it; what is not told is unknown, and needs no code";
    /// Two facts are multiplied: arithmetic is linear.
    ConditionNotLinear = "condition.not_linear",
        "put a literal on one side of `*`";
    /// A fact in arithmetic, or compared with another fact, declares no range.
    ConditionRangeNeeded = "condition.range_needed",
        "declare `range = [lowest, highest]` where the fact is defined";
    /// A sum that could leave 64 bits.
    ConditionOverflow = "condition.overflow",
        "narrow the ranges of the facts, or the literals";
    /// A condition nested deeper than the published limit.
    ConditionTooDeep = "condition.too_deep",
        "name a part in `definitions`, or make two rules of one";
    /// A condition longer than the published limit, its definitions written out.
    ConditionTooLarge = "condition.too_large",
        "make several rules of it";
    /// A condition or a due window reads weeks of pregnancy, and the programme declares no `term_weeks`.
    ConditionTermWeeks = "condition.term_weeks",
        "declare `term_weeks`: 41 in France; 40 in Germany, Austria and Switzerland";
    /// Definitions that lead back to themselves.
    DefinitionCycle = "definition.cycle",
        "write one of them without the others";
    /// Offers that replace one another in a circle: of two that stand in for each other, nothing would be left.
    ReplacesCycle = "offer.replaces_cycle",
        "let one stand in for the other, not both";
    /// The steps of a dose do not ascend, or the first lies above the least possible score.
    DoseSteps = "dose.steps",
        "let the steps ascend, and the first begin at the least possible score";
    /// A due window that is said in no way, in several, or by numbers that leave no day.
    DueWindow = "due.window",
        "say the window in one way, its first number not above its last";
    /// A due window that is counted from somebody whom the offer is not for.
    DueSubject = "due.subject",
        "count from a birth in an offer for a child, in `pregnancy_weeks` in an offer for a pregnancy";
    /// A due window rolls to a working day, and the programme does not say which days are working days.
    DueCalendar = "due.calendar",
        "add `[calendar]` with `weekend` and `holidays`, or leave `roll` out";
    /// A holiday that is not written as a day of each year, or as days from Easter.
    CalendarHoliday = "calendar.holiday",
        "write month and day as in `05-01`, or days from Easter as in `easter+39`";
    /// A week without a working day.
    CalendarWeekend = "calendar.weekend",
        "leave at least one day of the week out";
    /// Versions that differ in their `id` cannot make one history.
    HistoryMixed = "history.mixed",
        "a history holds the editions of one programme";
    /// A day without a version.
    HistoryGap = "history.gap",
        "let each edition begin on the day after the one before ends";
    /// A day with two versions.
    HistoryOverlap = "history.overlap",
        "let each edition begin on the day after the one before ends";
    /// Whose word an answer is, or from which day, does not go with its fact.
    AnswerVoice = "answer.voice",
        "an observation needs the professional's voice, a need has the family's; only facts of vocabularies carry a day";
    /// Parts of a stored assessment contradict each other.
    AssessmentContradiction = "assessment.contradiction",
        "read what the library wrote, as it was written";
    /// Parts of a stored schedule contradict each other.
    ScheduleContradiction = "schedule.contradiction",
        "read what the library wrote, as it was written";
    /// The namespace of a calendar is too short to hide whom its events are for.
    ScheduleNamespace = "schedule.namespace",
        "draw a random text once for each family or phone, and keep it: the events keep their names by it";
    /// A line of a journal that is not written as the library writes it, byte by byte: canonical JSON with its keys in order.
    JournalForm = "journal.form",
        "store and send lines as the library wrote them; nothing in a line may be written anew";
    /// An event without signature.
    JournalUnsigned = "journal.unsigned",
        "only signed events enter a journal: sign it with a key of its author";
    /// An event is signed with a key that the roster does not know, or knows as somebody else's.
    JournalKeyUnknown = "journal.key_unknown",
        "add the author's public key to the roster, once you know that it is theirs";
    /// An event is dated outside the days on which the roster accepts its key.
    JournalKeyNotValid = "journal.key_not_valid",
        "sign with a key that is valid on the day";
    /// An event is signed with a key that was revoked by the day of the event, or by the day on which it arrives.
    JournalKeyRevoked = "journal.key_revoked",
        "let the author sign it anew, with a key that stands";
    /// What stands as a public key is none of Ed25519, or stands twice.
    JournalPublicKey = "journal.public_key",
        "write the 32 bytes of an Ed25519 public key as 64 hexadecimal digits in lower case";
    /// The signature is not that of the key over this header: one of the two was altered, or somebody else signed.
    JournalSignature = "journal.signature",
        "ask for the event again from whom it came";
    /// An event belongs to another journal: every header names its own.
    JournalForeign = "journal.foreign",
        "add it to the journal it was made for; each family's journal has a name of its own";
    /// The body of an event is gone, and no erasure in the same journal names it: it was cut off.
    JournalBodyMissing = "journal.body_missing",
        "ask for the event again from whom it came; what was erased is taken in by merging with a copy that has the erasure";
    /// Body and salt are not those that the header commits to: they were altered.
    JournalCommitment = "journal.commitment",
        "ask for the event again from whom it came";
    /// An event follows one that is not there.
    JournalParentMissing = "journal.parent_missing",
        "add the events before it first, or merge with a copy that has them";
    /// An event follows one of another thread.
    JournalParentForeign = "journal.parent_foreign",
        "let an event follow events of its own thread only";
    /// An event is dated before one that it follows.
    JournalBeforeParent = "journal.before_parent",
        "look at the clock of whoever drafted it; an event is dated no earlier than those it follows";
    /// An event would show somebody what an event before it keeps from them.
    JournalReveals = "journal.reveals",
        "keep it from all from whom the events before it are kept";
    /// A no to a consent is kept from somebody who sees what it is a no to: they would go on as if it were a yes.
    JournalNoKept = "journal.no_kept",
        "let a refusal, a withdrawal or a delay be seen by all who see the consent";
    /// A line of a journal stands before one that belongs before it.
    JournalOrder = "journal.order",
        "keep the lines in the order in which the library wrote them";
    /// A key has signed as many events of one thread as it may.
    JournalThreadFull = "journal.thread_full",
        "go on in a new thread; a thread is one consent or one referral, not a diary";
    /// The same event stands twice.
    JournalDuplicate = "journal.duplicate",
        "keep one of the two lines";
    /// An event is dated after the day on which it is added.
    JournalFuture = "journal.future",
        "add it on its day, or look at the clock of whoever drafted it";
    /// An event begins a thread that has begun.
    JournalSecondBeginning = "journal.second_beginning",
        "draft it upon the events that stand, or begin a thread with an id of its own";
    /// The body of an event is no entry: no table with a `kind`, not of the form of its kind, or, in a draft, of a kind that is
    /// likely a slip.
    JournalEntry = "journal.entry",
        "write the entry as the guide `docs::journal` tells";
    /// An event says what its author may not say: a yes of somebody else, without their word or without what shows it, or a
    /// step of a referral that is another's to take.
    JournalAuthority = "journal.authority",
        "let whose word it is sign it, or write down `by` and `evidence`; the guide `docs::journal` says who may say what";
    /// An erasure that names what is not before it in its thread, that names an erasure, that is kept from somebody who sees
    /// what it erases, that names how a consent stands, or that would leave a yes to which its no was the answer.
    JournalErasure = "journal.erasure",
        "name events that stand before it in the same thread, kept from the same people; erase what a consent asks, and every older yes to the same question before it";
    /// No step leads from where the referral stands to that state.
    ReferralTransition = "referral.transition",
        "take one of the steps expected; `ReferralState::table_json` lists them all";
    /// Somebody else would have to take that step of a referral.
    ReferralActor = "referral.actor",
        "let the side expected decide; the guide `docs::journal` says who may write it down";
    /// A step of a referral lacks the reason that professionals owe, or holds one that a family never owes.
    ReferralReason = "referral.reason",
        "professionals give a coded reason for rejecting, pausing, failing and cancelling; families give none";
    /// The days of a referral's steps do not follow each other.
    ReferralDay = "referral.day",
        "write steps in the order in which they happened";
    /// The family asked not to be asked again before a later day.
    ReferralTooSoon = "referral.too_soon",
        "wait for that day, or for the family";
    /// A step would tell somebody something without a disclosure that is valid on that day.
    ReferralDisclosure = "referral.disclosure",
        "make the disclosure first, from a decision that permits, and name it";
    /// A referral names an offer that the programme does not have.
    ReferralOffer = "referral.offer",
        "name an offer of this edition of the programme, or ask the edition that had it";
    /// A referral to an offer with an open door.
    ReferralOpenDoor = "referral.open_door",
        "tell the family when the door is open: no referral, no consent on record, no name";
    /// No step leads from where an accompaniment stands to that state.
    AccompanimentTransition = "accompaniment.transition",
        "an end is for good; what lapsed the family may take up again";
    /// The other side would have to take that step of an accompaniment.
    AccompanimentActor = "accompaniment.actor",
        "the family begins, takes up again and ends; whoever accompanies may pause, or say why it cannot go on";
    /// Parts of a stored referral or journal contradict each other.
    JournalContradiction = "journal.contradiction",
        "read what the library wrote, as it was written";
    /// What is to be told is of another programme, or of another edition of it.
    ProgrammeOther = "programme.other",
        "hand over the programme that it is of";
    /// What is to be told is of another family.
    FamilyOther = "family.other",
        "hand over the family that it is of";
    /// The build was made without a part of the library, to be small.
    FeatureAbsent = "feature.absent",
        "ask a build that has it: the one for desktops has all of it";
    /// No dictionary of that language comes with the library.
    WordsLanguage = "words.language",
        "hand over a dictionary of your own; `core/docs/words.md` says how to write one";
    /// A dictionary lacks a sentence that some answer needs.
    WordsMissing = "words.missing",
        "write the sentence; `core/docs/words.md` says when each is said";
    /// A sentence has a place for what nobody puts there, lacks one that it needs, or its brackets do not close.
    WordsSlot = "words.slot",
        "write each of the places expected once, in any order";
    /// A form for counting that the language does not have, or one that it needs and that is absent.
    WordsPlural = "words.plural",
        "write the forms that the language counts with, as CLDR names them, and `other`";
    /// This is nobody who could give or receive a family's knowledge.
    ConsentParty = "consent.party",
        "a party is written as its kind and its id: adult:a1, child:c1, provider:pmi, authority:crip, researcher:insee";
    /// This is nobody that knowledge could be about.
    ConsentAbout = "consent.about",
        "write family, adult[a1], child[c1] or pregnancy[p1]; or everyone, alone";
    /// Parts of a consent, or of what stands beside it, contradict each other.
    ConsentContradiction = "consent.contradiction",
        "the guide `docs::consent` tells what goes with what";
    /// A consent's status cannot become this one.
    ConsentTransition = "consent.transition",
        "a consent that is withdrawn or invalidated stays so: ask with a new consent, under a new id";
    /// A question is raised again before the day that was agreed.
    ConsentTooSoon = "consent.too_soon",
        "wait for the day in `again`, unless the giver speaks first";
    /// This is nothing that can be kept from somebody.
    ConsentKeep = "consent.keep",
        "keep a fact by its full name, a whole member, support[OFFER], referral[THREAD] or consent[ID]";
    /// The rules of this country do not come with the library.
    ConsentCountry = "consent.country",
        "hand over the country's rules as a document; `docs::consent` says how to write one";
    /// Nothing may be disclosed on a decision that does not permit all of it.
    ConsentNotPermitted = "consent.not_permitted",
        "ask whom the decision names, or disclose less: what is permitted of it";
    /// A column that the programme reads is not there.
    ColumnsMissing = "columns.missing",
        "add the column, or say that what is absent is unknown";
    /// A column has another type than its fact.
    ColumnsType = "columns.type",
        "cast the column to one of the types expected";
    /// A column has not as many rows as its table.
    ColumnsLength = "columns.length",
        "give every column of a table the same number of rows";
    /// Values of a column are none that its fact can have.
    ColumnsValue = "columns.value",
        "mend the rows, or ask for a report: they are unknown then";
    /// Where the members of each family begin is not told for each family, in order.
    ColumnsOffsets = "columns.offsets",
        "give one more offset than there are families, from 0, none smaller than the one before";
    /// Members belong to no family.
    ColumnsOrphan = "columns.orphan",
        "add their families, or leave these rows out";
    /// A family has more members than a document may list.
    ColumnsMembers = "columns.members",
        "look whether rows of several families bear the same key";
    /// A key of families is not known, or stands twice.
    ColumnsKey = "columns.key",
        "give every family a key of its own";
    /// Two columns of a table have the same name.
    ColumnsTwice = "columns.twice",
        "name each column once";
    /// There is no such row.
    ColumnsRow = "columns.row",
        "count rows from 0";
    /// There is no such offer, rule or grouping in what was evaluated.
    ColumnsUnknown = "columns.unknown",
        "name an offer of the programme, or ask for it when evaluating";
    /// The caller stopped the work; nothing of it is kept.
    ColumnsStopped = "columns.stopped",
        "begin again when there is time";
    /// Warning: a sensitive fact that is marked as one that a family could change.
    FactChangeable = "fact.changeable",
        "leave `changeable` out: what is sensitive is nothing that a family should change for an offer";
    /// Warning: a rule that no family can meet.
    RuleNever = "rule.never",
        "look at its limits";
    /// Warning: a rule that every family meets.
    RuleAlways = "rule.always",
        "leave it out, or look at its limits";
    /// Warning: a rule that says again what another rule of the offer says.
    RuleRepeated = "rule.repeated",
        "leave one of them out";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
