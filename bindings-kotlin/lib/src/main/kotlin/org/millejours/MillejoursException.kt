package org.millejours

/**
 * A refusal, with everything that is wrong; its [message] lists it all, in the same words as in Rust and in Python.
 *
 * ```kotlin
 * val refused = runCatching { Programme.fromToml("schema = 1\nidd = 'house'") }.exceptionOrNull() as ProgrammeException
 * check(refused.problems.any { it.help == "did you mean `id`?" })
 * ```
 *
 * @property message the whole refusal as a text
 * @property code the stable code of the first problem, such as `document.unknown_key`
 * @property problems everything that is wrong
 */
public sealed class MillejoursException(
    override val message: String,
    public val code: String,
    public val problems: List<Problem>,
    private val json: String,
) : IllegalArgumentException(message) {
    /** The refusal as JSON: the same bytes in Rust, Python and Kotlin. */
    public fun toJson(): String = json

    private companion object {
        private const val serialVersionUID: Long = 1
    }
}

/** A programme document cannot be used. */
public class ProgrammeException internal constructor(message: String, code: String, problems: List<Problem>, json: String) :
    MillejoursException(message, code, problems, json) {
    private companion object {
        private const val serialVersionUID: Long = 1
    }
}

/** A vocabulary document cannot be used. */
public class VocabularyException internal constructor(message: String, code: String, problems: List<Problem>, json: String) :
    MillejoursException(message, code, problems, json) {
    private companion object {
        private const val serialVersionUID: Long = 1
    }
}

/** A family document cannot be used by this programme. */
public class FamilyException internal constructor(message: String, code: String, problems: List<Problem>, json: String) :
    MillejoursException(message, code, problems, json) {
    private companion object {
        private const val serialVersionUID: Long = 1
    }
}

/** A date is not a date, or lies outside the programme's validity. */
public class DateException internal constructor(message: String, code: String, problems: List<Problem>, json: String) :
    MillejoursException(message, code, problems, json) {
    private companion object {
        private const val serialVersionUID: Long = 1
    }
}

/** The versions of a programme do not make one history. */
public class HistoryException internal constructor(message: String, code: String, problems: List<Problem>, json: String) :
    MillejoursException(message, code, problems, json) {
    private companion object {
        private const val serialVersionUID: Long = 1
    }
}

/** A condition on its own cannot be read. */
public class ConditionException internal constructor(message: String, code: String, problems: List<Problem>, json: String) :
    MillejoursException(message, code, problems, json) {
    private companion object {
        private const val serialVersionUID: Long = 1
    }
}

/** A stored assessment cannot be read. */
public class AssessmentException internal constructor(message: String, code: String, problems: List<Problem>, json: String) :
    MillejoursException(message, code, problems, json) {
    private companion object {
        private const val serialVersionUID: Long = 1
    }
}

/** A dictionary of words cannot be used. */
public class DictionaryException internal constructor(message: String, code: String, problems: List<Problem>, json: String) :
    MillejoursException(message, code, problems, json) {
    private companion object {
        private const val serialVersionUID: Long = 1
    }
}

/** A stored schedule cannot be read, or the options of its calendar cannot be used. */
public class ScheduleException internal constructor(message: String, code: String, problems: List<Problem>, json: String) :
    MillejoursException(message, code, problems, json) {
    private companion object {
        private const val serialVersionUID: Long = 1
    }
}

/** The laws cannot be looked at so: with these [LawOptions], or in the words of that programme. */
public class LawsException internal constructor(message: String, code: String, problems: List<Problem>, json: String) :
    MillejoursException(message, code, problems, json) {
    private companion object {
        private const val serialVersionUID: Long = 1
    }
}

/** Consents, the rules of a country or a request to see something cannot be used. */
public class ConsentException internal constructor(message: String, code: String, problems: List<Problem>, json: String) :
    MillejoursException(message, code, problems, json) {
    private companion object {
        private const val serialVersionUID: Long = 1
    }
}

/** A journal, or an event for it, cannot be used. */
public class JournalException internal constructor(message: String, code: String, problems: List<Problem>, json: String) :
    MillejoursException(message, code, problems, json) {
    private companion object {
        private const val serialVersionUID: Long = 1
    }
}

/** Tables of families cannot be used. None are taken here yet; the class stands for what the library's other faces refuse. */
public class ColumnsException internal constructor(message: String, code: String, problems: List<Problem>, json: String) :
    MillejoursException(message, code, problems, json) {
    private companion object {
        private const val serialVersionUID: Long = 1
    }
}

/** What was asked for was left out of this build: the library for Android has no proofs of [Laws], to be small. */
public class FeatureException internal constructor(message: String, code: String, problems: List<Problem>, json: String) :
    MillejoursException(message, code, problems, json) {
    private companion object {
        private const val serialVersionUID: Long = 1
    }
}

/** A refusal of a kind for which there is no class yet. The tests of every release make sure that none can come. */
public class OtherException internal constructor(message: String, code: String, problems: List<Problem>, json: String) :
    MillejoursException(message, code, problems, json) {
    private companion object {
        private const val serialVersionUID: Long = 1
    }
}
