package org.millejours

import java.util.Locale

/** Where a referral stands. */
public enum class ReferralState {
    /** Somebody proposed help to the family, and told nobody else. */
    PROPOSED,

    /** The family does not want it now; it may say from when it may be asked again. */
    NOT_NOW,

    /** The family does not want it. That lowers nothing, and is told only to whoever proposed it. */
    REFUSED_BY_FAMILY,

    /** The family agreed; the request is being written, and nobody else knows of it. */
    DRAFT,

    /** The provider has been asked. */
    REQUESTED,

    /** The provider will help. */
    ACCEPTED,

    /** The provider will not help, and said why. */
    REJECTED,

    /** The help has begun. */
    IN_PROGRESS,

    /** The help, or its beginning, waits, and the provider said why. */
    ON_HOLD,

    /** The help was given. */
    COMPLETED,

    /** The help could not be given, and the provider said why. */
    FAILED,

    /** It was taken back: by the family, who owes no reason, or by one of the others, who does. */
    CANCELLED,

    /** It should never have been written. */
    ENTERED_IN_ERROR;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/** Where an accompaniment stands. */
public enum class AccompanimentState {
    /** Somebody proposed it to the family. */
    PROPOSED,

    /** The family agreed, and is accompanied. */
    ACTIVE,

    /** It rests, for as long as the family, or whoever accompanies it, needs. */
    PAUSED,

    /** Whoever accompanies can no longer do so, and said why. The family may take it up again. */
    LAPSED,

    /** The family did not want it. */
    REFUSED_BY_FAMILY,

    /** The family ended it, without owing a reason. */
    ENDED;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/** Where a goal stands, in the family's eyes. */
public enum class GoalState {
    /** The family works towards it. */
    OPEN,

    /** The family says that it is reached. */
    REACHED,

    /** The family let it go. */
    DROPPED;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/** On whose side somebody acts in a referral. */
public enum class ReferralActor {
    /** The family. */
    FAMILY,

    /** Whoever proposed and sends it. A family that refers itself is both. */
    SENDER,

    /** The provider who is asked to help. */
    PROVIDER;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/** Why a referral was rejected, waits, failed or was taken back by a professional. The family owes no reason. */
public enum class ReferralReason {
    /** No place is left. */
    NO_PLACE,

    /** There is a waiting list. */
    WAITING_LIST,

    /** More has to be known first. */
    ADDITIONAL_ASSESSMENT,

    /** The rules of the offer are not met. */
    NOT_ELIGIBLE,

    /** The family lives elsewhere. */
    OUTSIDE_AREA,

    /** No language in common, and nobody to interpret. */
    NO_COMMON_LANGUAGE,

    /** Nobody could be reached. */
    NOT_REACHED,

    /** Nobody came to the meeting. */
    NOT_ATTENDED,

    /** Work was found meanwhile. */
    NOW_IN_WORK,

    /** A training began meanwhile. */
    NOW_IN_TRAINING,

    /** The way there is too far, or cannot be made. */
    NOT_MOBILE,

    /** The help is not wanted any more, as the provider understood. */
    NOT_WANTED,

    /** Something else stands in the way first. */
    OTHER_OBSTACLES,

    /** The same request stands elsewhere. */
    DUPLICATE,

    /** The offer ended. */
    OFFER_ENDED,

    /** A consent that it needs was withdrawn, or is over. */
    CONSENT_ENDED,

    /** Another reason. */
    OTHER;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/** Whether a provider has room. */
public enum class Capacity {
    /** There is no room. */
    NO_CAPACITY,

    /** There is room. */
    CAPACITY,

    /** There is a waiting list. */
    WAITLIST,

    /** It depends on what is still to be assessed. */
    ADDITIONAL_ASSESSMENT_REQUIRED;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/** What should happen by a day. */
public enum class DeadlineKind {
    /** The provider says yes or no. */
    ANSWER,

    /** The help begins. */
    BEGIN,

    /** A request that nobody answered is over: the sender takes it back and looks elsewhere. */
    EXPIRY,

    /** The family may be asked again; not before. */
    ASK_AGAIN;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}
