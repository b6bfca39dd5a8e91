package org.millejours

import java.util.Locale

/** Whom a fact is about, and whom an offer is for. */
public enum class Subject {
    /** The family as a whole. */
    FAMILY,

    /** An adult in a parent's or carer's place. */
    ADULT,

    /** A child, born or expected. */
    CHILD,

    /** A pregnancy. */
    PREGNANCY;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/** For whom an offer is meant, in proportionate universalism. For professionals: families never hear of tiers. */
public enum class Tier {
    /** For everybody. */
    UNIVERSAL,

    /** For those who need more. */
    TARGETED,

    /** For those who need most. */
    INTENSIVE;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/** Whose duty an offer is. */
public enum class Duty {
    /** Nobody's: support that a family may take or leave. */
    NONE,

    /** The provider's: to offer it. Never the family's. */
    TO_OFFER,

    /** The family's, by law: to attend. */
    TO_ATTEND;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/** What a fact records that no condition should read. */
public enum class Records {
    /** That help was refused. A refusal never lowers anything. */
    REFUSAL,

    /** The result of a screening, which proposes a conversation and never makes a need. */
    SCREENING;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/** What happens to the last day of a due window where it is no working day. */
public enum class Roll {
    /** The next working day stands in for it. */
    NEXT_WORKING_DAY;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/** The data category of a fact: what kind of knowledge it is. */
public enum class Category {
    /** Who belongs to the family, who lives here. */
    FAMILY_SITUATION,

    /** Dates of birth, due dates, arrivals. */
    BIRTH,

    /** Where the family lives, as a territory and no finer. */
    TERRITORY,

    /** Languages spoken. */
    LANGUAGE,

    /** How children are cared for by day. */
    CHILDCARE,

    /** Schooling and training. */
    EDUCATION,

    /** Work. */
    EMPLOYMENT,

    /** Strengths of the family. */
    RESOURCE,

    /** Needs in the family's own voice. */
    NEED,

    /** Needs seen by a professional. */
    OBSERVATION,

    /** Money. */
    INCOME,

    /** How the family is housed. */
    HOUSING,

    /** Street and number. */
    ADDRESS,

    /** What fits nowhere else. */
    OTHER,

    /** Health (GDPR art. 9). */
    HEALTH,

    /** Disability (GDPR art. 9). */
    DISABILITY,

    /** Violence and danger. */
    SAFETY,

    /** Nationality. */
    NATIONALITY,

    /** The right to stay. */
    RESIDENCE_STATUS,

    /** Identity papers. */
    PAPERS,

    /** Ethnic origin (GDPR art. 9). */
    ORIGIN,

    /** Religion (GDPR art. 9). */
    RELIGION;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}
