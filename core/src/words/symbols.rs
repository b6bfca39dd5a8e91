//! Everything that can be said, as symbols. A dictionary has a sentence for each, for each audience that hears it.

use super::Audience;

/// Who hears a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Heard {
    All,
    Families,
    Professionals,
}

impl Heard {
    pub(crate) fn by(self, audience: Audience) -> bool {
        match self {
            Heard::All => true,
            Heard::Families => audience == Audience::Family,
            Heard::Professionals => audience == Audience::Professional,
        }
    }
}

macro_rules! symbols {
    ($($heard:ident: $($(#[doc = $doc:literal])+ $variant:ident = $key:literal [$($slot:ident)*];)+)+) => {
        /// A sentence, or a part of one.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Symbol { $($($(#[doc = $doc])+ $variant,)+)+ }

        // One text for all of them: a table of texts would carry an address for each.
        const TABLE: &str = concat!($($($key, $(" ", stringify!($slot),)* "\n"),+),+);

        impl Symbol {
            pub(crate) const ALL: &'static [Symbol] = &[$($(Symbol::$variant),+),+];

            pub(crate) const fn heard(self) -> Heard {
                match self { $($(Symbol::$variant)|+ => Heard::$heard,)+ }
            }
        }
    };
}

impl Symbol {
    fn line(self) -> &'static str {
        TABLE.lines().nth(self as usize).unwrap_or_default()
    }

    /// The key in a dictionary.
    pub(crate) fn key(self) -> &'static str {
        self.line().split(' ').next().unwrap_or_default()
    }

    /// The places in the sentence that are filled: names in brackets.
    pub(crate) fn slots(self) -> impl Iterator<Item = &'static str> {
        self.line().split(' ').skip(1)
    }

    /// The place whose number chooses among several forms of the sentence.
    pub(crate) fn counted(self) -> Option<&'static str> {
        self.slots().find(|slot| ["day", "number"].contains(slot))
    }

    pub(crate) fn of(key: &str) -> Option<Symbol> {
        let place = TABLE.lines().position(|line| line.split(' ').next() == Some(key))?;
        Symbol::ALL.get(place).copied()
    }
}

symbols! {
    All:
    /// The programme informs this family.
    Information = "response_information" [];
    /// A fitting offer can be looked for.
    Orientation = "response_orientation" [];
    /// One trusted person can accompany.
    Accompaniment = "response_accompaniment" [];

    /// The family may have it.
    Eligible = "eligible" [];
    /// It is not for this family.
    NotEligible = "not_eligible" [];
    /// It depends on what nobody has said.
    Undetermined = "undetermined" [];
    /// From a day on the family may have it.
    NotYet = "not_yet" [day month year];
    /// From a day on it depends on what nobody has said.
    NotYetUndetermined = "not_yet_undetermined" [day month year];
    /// It was there before a day.
    NoLonger = "no_longer" [day month year];
    /// The family has it.
    Already = "already" [];
    /// The answer could not be worked out to the end.
    Inexact = "inexact" [];

    /// Support to take or leave.
    DutyNone = "duty_none" [];
    /// The provider has to offer it. Never the family's duty.
    DutyToOffer = "duty_to_offer" [];
    /// The law asks that it take place.
    DutyToAttend = "duty_to_attend" [];
    /// The law asks those responsible for the child to see that it takes place.
    DutyToAttendChild = "duty_to_attend_child" [];
    /// It costs nothing.
    Free = "cost_free" [];
    /// It costs an amount of money.
    Cost = "cost" [amount];
    /// So much of a unit.
    Amount = "amount" [count unit];
    /// From so much to so much of a unit.
    AmountBetween = "amount_between" [least most unit];
    /// An amount in a currency.
    Money = "money" [amount currency];

    /// A true fact.
    Yes = "yes" [];
    /// A fact that is not true.
    No = "no" [];
    /// A need: none.
    NeedNone = "need_none" [];
    /// A need: light.
    NeedLight = "need_light" [];
    /// A need: moderate.
    NeedModerate = "need_moderate" [];
    /// A need: strong.
    NeedStrong = "need_strong" [];
    /// An adult lives here: always.
    LivesAlways = "lives_always" [];
    /// An adult lives here part of the time.
    LivesShared = "lives_shared" [];
    /// An adult lives elsewhere.
    LivesAway = "lives_away" [];
    /// A full date.
    Date = "date" [day month year];
    /// A month of a year.
    DateMonth = "date_month" [month year];
    /// A year.
    DateYear = "date_year" [year];

    /// The only child.
    Child = "child" [];
    /// A child by its day of birth.
    ChildBorn = "child_born" [day month year];
    /// A child by the month of its birth.
    ChildBornMonth = "child_born_month" [month year];
    /// A child by the year of its birth.
    ChildBornYear = "child_born_year" [year];
    /// A child by the day on which its birth is expected.
    ChildExpected = "child_expected" [day month year];
    /// A child by the month in which its birth is expected.
    ChildExpectedMonth = "child_expected_month" [month year];
    /// A child by the year in which its birth is expected.
    ChildExpectedYear = "child_expected_year" [year];
    /// A child by its place in the family's list.
    ChildListed = "child_listed" [place];
    /// The only adult.
    Adult = "adult" [];
    /// An adult by their place in the family's list.
    AdultListed = "adult_listed" [place];
    /// The only pregnancy.
    Pregnancy = "pregnancy" [];
    /// A pregnancy by the day on which the birth is expected.
    PregnancyExpected = "pregnancy_expected" [day month year];
    /// A pregnancy by the month in which the birth is expected.
    PregnancyExpectedMonth = "pregnancy_expected_month" [month year];
    /// A pregnancy by the year in which the birth is expected.
    PregnancyExpectedYear = "pregnancy_expected_year" [year];
    /// A pregnancy by its place in the family's list.
    PregnancyListed = "pregnancy_listed" [place];
    /// Somebody who is called like another, and their place in the family's list: twins.
    Numbered = "numbered" [whom place];

    /// When a child was born.
    AskBorn = "ask_born" [];
    /// Whether there is news of a birth that nobody recorded.
    AskBirth = "ask_birth" [];
    /// When a child came to the family.
    AskArrived = "ask_arrived" [];
    /// For when the birth of a child now born had been expected.
    AskTerm = "ask_term" [];
    /// For when a birth is expected.
    AskExpected = "ask_expected" [];
    /// How a pregnancy goes.
    AskEnded = "ask_ended" [];
    /// When an adult was born.
    AskAdultBorn = "ask_adult_born" [];
    /// Whether an adult lives here.
    AskLivesHere = "ask_lives_here" [];
    /// Where the family lives.
    AskTerritory = "ask_territory" [];
    /// Where else it lives.
    AskTerritories = "ask_territories" [];
    /// Which languages it speaks.
    AskLanguages = "ask_languages" [];
    /// Its strengths.
    AskResources = "ask_resources" [];
    /// Whether there are other children.
    AskChildren = "ask_children" [];
    /// Who else cares for the children.
    AskAdults = "ask_adults" [];
    /// Whether a child is expected.
    AskPregnancies = "ask_pregnancies" [];
    /// A need, where the programme names its domain.
    AskNeed = "ask_need" [need];
    /// A need, where it does not.
    AskAnyNeed = "ask_any_need" [];
    /// What a professional saw of a need.
    AskObserved = "ask_observed" [need];
    /// What a professional saw.
    AskAnyObserved = "ask_any_observed" [];
    /// A fact of the programme that has a title and no question.
    AskFact = "ask_fact" [fact];
    /// A fact of the programme that has neither.
    AskUnnamed = "ask_unnamed" [];
    /// A question about one of several.
    AskOf = "ask_of" [question whom];
    /// An offer without a title.
    Unnamed = "offer_unnamed" [];

    /// Changes that would open an offer.
    Change = "change" [changes];
    /// Changes after which it would depend on what nobody has said.
    ChangeUndetermined = "change_undetermined" [changes];
    /// A fact and the value that it would have.
    Changed = "changed" [fact value];

    /// What an event of a calendar is called: it says neither for whom nor for what.
    Appointment = "appointment" [];

    /// In a schedule, above what is asked for now.
    ScheduleDue = "schedule_due" [];
    /// Above what was asked for earlier and can still be had.
    ScheduleCatchUp = "schedule_catch_up" [];
    /// Above what can be had now.
    ScheduleOpen = "schedule_open" [];
    /// Above what comes later.
    ScheduleComing = "schedule_coming" [];
    /// There is nothing in it.
    ScheduleNothing = "schedule_nothing" [];
    /// The first day of something.
    ScheduleFrom = "schedule_from" [day month year];
    /// Its last day.
    ScheduleUntil = "schedule_until" [day month year];
    /// Its first and its last day.
    ScheduleSpan = "schedule_span" [from until];

    /// A title and what is said of it.
    Line = "line" [title text];
    /// A title, and whom it is for.
    Titled = "titled" [title whom];
    /// Between the parts of a list.
    Between = "between" [];
    /// Above the questions.
    HeadQuestions = "head_questions" [];
    /// Above what would help to know.
    HelpsToKnow = "helps_to_know" [questions];
    /// Above the providers.
    HeadWhere = "head_where" [];

    Families:
    /// Children born on the same day.
    ChildrenBorn = "children_born" [day month year];
    /// A day from which something is there, in a list.
    Later = "later" [day month year];
    /// A day from which something can be looked at together, in a list.
    LaterUndetermined = "later_undetermined" [day month year];
    /// Above what is there now.
    HeadNow = "head_now" [];
    /// Above those of them that have not the reason that stands above the others.
    HeadAlso = "head_also" [];
    /// Above what the law asks for.
    HeadLaw = "head_law" [];
    /// Above what comes later.
    HeadLater = "head_later" [];
    /// Above what is open.
    HeadOpen = "head_open" [];
    /// Above what stood in the law earlier.
    HeadEarlier = "head_earlier" [];
    /// Above what is not for this family.
    HeadNot = "head_not" [];
    /// How many more steps come later.
    MoreLater = "more_later" [number];
    /// How many more offers there are in a list.
    MoreOffers = "more_offers" [offers number];
    /// How many more questions there are.
    MoreQuestions = "more_questions" [number];
    /// What can be done where something in the law has not taken place.
    AskWhatCanBeDone = "ask_what_can_be_done" [];

    Professionals:
    /// The programme, its edition and the day asked about.
    HeadProgramme = "head_programme" [programme version date];
    /// A member with their id.
    Identified = "identified" [whom id];
    /// For everybody.
    TierUniversal = "tier_universal" [];
    /// For those who need more.
    TierTargeted = "tier_targeted" [];
    /// For those who need most.
    TierIntensive = "tier_intensive" [];
    /// It begins once the family has accepted it.
    NeedsAcceptance = "needs_acceptance" [];
    /// A fact that the family did not wish to tell.
    Declined = "declined" [fact];
    /// A question, and the name of its fact.
    AskNamed = "ask_named" [question fact];
    /// A rule that holds.
    RuleHolds = "rule_holds" [rule condition];
    /// A rule that does not hold.
    RuleFails = "rule_fails" [rule condition];
    /// A rule that depends on what nobody has said.
    RuleOpen = "rule_open" [rule condition];
    /// A rule that excludes.
    ExclusionHolds = "exclusion_holds" [rule condition];
    /// A rule that would exclude, and does not.
    ExclusionFails = "exclusion_fails" [rule condition];
    /// A rule that would exclude, and depends on what nobody has said.
    ExclusionOpen = "exclusion_open" [rule condition];
    /// The days on which an offer is asked for.
    ScheduleAsked = "schedule_asked" [days];
    /// Its last day was no working day.
    ScheduleRolled = "schedule_rolled" [];
    /// The days on which it can be had.
    SchedulePossible = "schedule_possible" [days];
    /// Those of them that are certain.
    ScheduleCertain = "schedule_certain" [days];
    /// The edition that it is from.
    ScheduleEdition = "schedule_edition" [version];
    /// The facts that a rule read.
    Read = "read" [facts];
    /// Where a rule comes from.
    Source = "source" [source];
    /// A fact and its value.
    Fact = "fact" [fact value];
}
