package org.millejours

import java.util.Locale

// Both faces ship together: a word that this layer does not know cannot come, and would be a bug.

/** The case of an enum that a word of the wire form stands for. */
internal inline fun <reified E : Enum<E>> wordOf(text: String): E = enumValueOf(text.uppercase(Locale.ROOT))

/** How much an adult lives in this home, in ascending order. */
public enum class LivesHere {
    /** Lives elsewhere. */
    AWAY,

    /** Lives here part of the time. */
    SHARED,

    /** Lives here. */
    ALWAYS;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/** How strong a need is, in ascending order. [NONE] is something that was said, not silence. */
public enum class Intensity {
    /** No need, and somebody said so. */
    NONE,

    /** A light need. */
    LIGHT,

    /** A moderate need. */
    MODERATE,

    /** A strong need. */
    STRONG;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/** A list of members: a family may call it complete, so that nobody is missing from it. */
public enum class MemberList {
    /** The list of adults. */
    ADULTS,

    /** The list of children. */
    CHILDREN,

    /** The list of pregnancies. */
    PREGNANCIES;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/** How a pregnancy ended, where the family wishes to say. */
public enum class Outcome {
    /** By birth. */
    BIRTH,

    /** By loss. */
    LOSS;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/** What an adult is to a child. */
public enum class RelationKind {
    /** A parent. */
    PARENT,

    /** A parent's partner. */
    STEP_PARENT,

    /** A foster parent. */
    FOSTER,

    /** Grandparents, aunts, uncles and other kin. */
    KIN,

    /** A guardian. */
    GUARDIAN;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/** Parental authority. */
public enum class Authority {
    /** Held alone. */
    SOLE,

    /** Held together with another. */
    JOINT,

    /** Delegated by a court or by the parents. */
    DELEGATED,

    /** Held, but not exercised. */
    SUSPENDED,

    /** Not held. */
    NONE;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}
