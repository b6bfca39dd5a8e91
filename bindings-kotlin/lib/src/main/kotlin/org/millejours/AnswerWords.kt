package org.millejours

import java.util.Locale

/** How the network answers a family, in ascending order. */
public enum class Response {
    /** By information. */
    INFORMATION,

    /** By orientation to a fitting offer. */
    ORIENTATION,

    /** By accompaniment by one trusted person, where needs are several or unclear. */
    ACCOMPANIMENT;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/** What a [Decision.NotYet] turns into. */
public enum class Then {
    /** Eligible from that day on. */
    ELIGIBLE,

    /** From that day on it depends on missing facts. */
    UNDETERMINED;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/** Whether something holds. */
public enum class Truth {
    /** It holds. */
    YES,

    /** It does not. */
    NO,

    /** It depends on missing facts. */
    UNKNOWN;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}
