package org.millejours

import java.util.Locale

/** Three things that a consent may give, each with its own life. */
public enum class Gives {
    /** Agreeing to help. */
    ACCEPTANCE,

    /** Lifting professional secrecy. */
    RELEASE,

    /** The ground for processing data. */
    PROCESSING;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/** What knowledge of a family is used for. A consent for one purpose serves no other. */
public enum class Purpose {
    /** Finding and proposing help. */
    ORIENTATION,

    /** Asking a provider to help. */
    REFERRAL,

    /** Giving the help. */
    CARE,

    /** Telling a sender how it went, and coordinating several offers. */
    COORDINATION,

    /** Protecting a child, under a law. */
    CHILD_PROTECTION,

    /** Research, apart from care. */
    RESEARCH;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/** May something be disclosed? */
public enum class ConsentAnswer {
    /** Yes. */
    PERMIT,

    /** Not before somebody was asked. */
    ASK,

    /** No. */
    DENY;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/** Why something may be disclosed, may not, or has to be asked. */
public enum class ConsentReasonCode {
    /** It is the reader's own. */
    OWN,

    /** Who decides holds authority for it. */
    AUTHORITY,

    /** A consent permits it. */
    GRANTED,

    /** The agreement of the others is presumed. */
    PRESUMED,

    /** Everybody who must agree has agreed. */
    ALL_AGREED,

    /** A law permits it. */
    LAW,

    /** Somebody who is entitled refused. */
    REFUSED,

    /** A consent was taken back. */
    WITHDRAWN,

    /** A consent never was valid. */
    INVALIDATED,

    /** A consent is over. */
    EXPIRED,

    /** A consent does not hold yet. */
    NOT_YET_VALID,

    /** Somebody does not wish to answer now. */
    DEFERRED,

    /** Those who are entitled disagree. */
    DISAGREEMENT,

    /** Who would be asked may not know of it. */
    KEPT_FROM,

    /** It is not known who holds authority. */
    AUTHORITY_UNKNOWN,

    /** Who gave the consent holds authority, but does not exercise it. */
    AUTHORITY_SUSPENDED,

    /** Somebody whom nobody listed may hold authority. */
    HOLDER_UNLISTED,

    /** It hangs on an age that is not known. */
    AGE_UNKNOWN,

    /** Who decides is a minor. */
    MINOR_PARENT,

    /** The child is of age: its parents decide no longer. */
    OF_AGE_CHILD,

    /** Who gave the consent is not entitled to. */
    NOT_ENTITLED,

    /** It is not known by which country's rules. */
    NO_COUNTRY_RULES,

    /** The country's rule was not checked. */
    RULE_NOT_CHECKED,

    /** A consent is for another purpose. */
    PURPOSE_DIFFERS,

    /** Nobody was asked. */
    NO_CONSENT,

    /** The law asks for a step that was not taken. */
    LAW_STEP_MISSING,

    /** A condition of the law is not met. */
    LAW_CONDITION_MISSING;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}
