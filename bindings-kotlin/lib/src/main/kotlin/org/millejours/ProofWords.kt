package org.millejours

import java.util.Locale

/** A law of proportionate universalism: something for everyone, more for those who need more. */
public enum class Law {
    /**
     * Every family of the target population is eligible to some universal offer, and neither the target population nor a
     * universal offer reads a circumstance, a residence status, a nationality, an address or papers.
     */
    FLOOR,

    /** More disadvantage, or more need, all else equal, never gives less; a resource or a refusal never lowers anything. */
    GRADIENT,

    /** Doses grow strictly with the steps of a score. */
    INTENSITY,

    /** With every circumstance unknown the floor still stands. */
    RESIDUAL_UNIVERSALISM,

    /** No day without a version of the programme, no day with two. */
    NO_GAP,

    /** Targeted and intensive support that is nobody's duty costs nothing and begins with the family's acceptance. */
    FREE_AND_VOLUNTARY;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/** How a law is broken. */
public enum class BreakKind {
    /** Floor: a family of the target population is eligible to no universal offer. */
    NO_UNIVERSAL_OFFER,

    /** Floor: the target population, or a universal offer, hangs on a circumstance. */
    READS_CIRCUMSTANCE,

    /** Floor: the target population, or a universal offer, hangs on a status, an address or papers. */
    READS_STATUS,

    /** Gradient: the second family has lost an offer. */
    OFFER_LOST,

    /** Gradient: the second family is helped at a lower tier. */
    TIER_LOST,

    /** Gradient: the second family has a smaller dose. */
    SMALLER_DOSE,

    /** Gradient: the second family pays more. */
    HIGHER_PRICE,

    /** Gradient: the second family's score is lower. */
    LOWER_SCORE,

    /** Gradient: the doses of the second family, weighed and added up, are smaller. */
    SMALLER_TOTAL,

    /** Intensity: the second family stands at a higher step, and its dose is no larger. */
    STEP_NOT_LARGER,

    /** Residual universalism: with its circumstances unknown, no universal offer is certain. */
    FLOOR_UNCERTAIN,

    /** No gap: no version is in force on that day. */
    GAP,

    /** No gap: two versions are in force on that day. */
    OVERLAP,

    /** Free and voluntary: the family would pay. */
    NOT_FREE,

    /** Free and voluntary: it begins without the family's acceptance. */
    WITHOUT_ACCEPTANCE;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/** Why something was not decided. */
public enum class Bound {
    /** The conditions, taken together, outgrew the room for them. */
    NODES,

    /** The conditions, with their quantifiers written out, are too many. */
    CONDITIONS,

    /** Facts of wide ranges meet in a sum, and whether some family stands there was not found out. */
    SUM,

    /** The days of the programme's validity differ in too many ways. */
    DAYS,

    /** No weights say how one unit compares with another. */
    WEIGHTS,

    /** Offers that replace one another cost something in different currencies, and no rate says which costs more. */
    CURRENCIES,

    /** The programme does not say whether the offer needs acceptance. */
    ACCEPTANCE,

    /** Nobody within the limits is of the target population, on any day: a promise to nobody proves nothing. */
    NOBODY,

    /** The caller stopped the work. */
    STOPPED;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/** What is worth a second look in a programme. Nobody and everybody are of all families within the limits, on every day. */
public enum class LintKind {
    /** Nobody is of the target population: its rules together leave nobody. */
    TARGET_UNREACHABLE,

    /** Nobody can have the offer. */
    OFFER_UNREACHABLE,

    /** The rule holds of nobody. */
    RULE_NEVER,

    /** The rule holds of everybody. */
    RULE_ALWAYS,

    /**
     * The rule says nothing that the other rules of the offer, or of the target population, do not say: without it, the same
     * families have the offer, or belong to it.
     */
    RULE_IMPLIED,

    /** Two offers of one provider that the same families have, as much of, at the same price. */
    OFFERS_ALIKE,

    /** One step of one fact costs more of an offer than the programme allows. */
    CLIFF,

    /** A rule, or a row of a score, does not say where it comes from. */
    NO_SOURCE,

    /** A condition reads whether help was refused. */
    REFUSAL_AS_FACT,

    /** A condition reads the result of a screening. */
    SCREENING_AS_FACT,

    /** An offer for adults that only one of them can have. */
    SECOND_PARENT;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/** What a change of the programme means to a family. */
public enum class Effect {
    /** It may have the offer now, and could not before. */
    GAINS,

    /** It could have the offer before, and may not now. */
    LOSES,

    /** Its dose is larger. */
    MORE,

    /** Its dose is smaller. */
    LESS,

    /** Its dose is counted in another unit, so that nobody can say whether it is more. */
    OTHERWISE;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/** What is written of an offer. */
public enum class Aspect {
    /** Who gives it. */
    PROVIDER,

    /** For whom it is meant. */
    TIER,

    /** Whose duty it is. */
    DUTY,

    /** What it costs the family. */
    COST,

    /** Does it begin only once the family has accepted it? */
    ACCEPTANCE,

    /** The unit of its dose. */
    UNIT,

    /** The offers that it stands in for. */
    REPLACES;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/** Whom a programme reaches. */
public enum class Reach {
    /** Its target population. */
    TARGET,

    /** The families that are answered with orientation. */
    ORIENTATION,

    /** The families that are answered with accompaniment. */
    ACCOMPANIMENT;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}
