package org.millejours

import java.math.BigDecimal
import java.time.LocalDate
import java.util.Objects
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject

/**
 * An answer to a question: its value, and perhaps whose word it is and from when.
 *
 * ```kotlin
 * val seen = Answer.of(Intensity.MODERATE).voice("midwife").asOf(LocalDate.of(2026, 5, 4))
 * val languages = Answer.codes(listOf("pt", "fr"))
 * check(Answer.of(PartialDate.of(2026, 2)) == Answer.of("2026-02"))
 * ```
 */
public class Answer private constructor(
    private val value: JsonElement,
    private val voice: String?,
    private val asOf: LocalDate?,
) {
    /** The same answer, in somebody's voice: an observation needs the professional's. */
    public fun voice(voice: String): Answer = Answer(value, voice, asOf)

    /** The same answer, as of a day. */
    public fun asOf(day: LocalDate): Answer = Answer(value, voice, day)

    /** The answer as JSON: a bare value, or with its voice and day beside it. */
    public fun toJson(): String =
        if (voice == null && asOf == null) value.toString() else buildJsonObject {
            put("value", value)
            voice?.let { put("voice", JsonPrimitive(it)) }
            asOf?.let { put("as_of", JsonPrimitive(it.toString())) }
        }.toString()

    override fun equals(other: Any?): Boolean =
        other is Answer && value == other.value && voice == other.voice && asOf == other.asOf

    override fun hashCode(): Int = Objects.hash(value, voice, asOf)

    /** Nothing of what was answered: it could come to stand in a log. */
    override fun toString(): String = "Answer"

    public companion object {
        /** A value. */
        @JvmStatic
        public fun of(value: FactValue): Answer = Answer(value.element(), null, null)

        /** True or false. */
        @JvmStatic
        public fun of(value: Boolean): Answer = of(FactValue.of(value))

        /** A whole number. */
        @JvmStatic
        public fun of(value: Int): Answer = of(FactValue.of(value))

        /** A whole number. */
        @JvmStatic
        public fun of(value: Long): Answer = of(FactValue.of(value))

        /** A number with places, exact. */
        @JvmStatic
        public fun of(value: BigDecimal): Answer = of(FactValue.of(value))

        /** A code, or a value of an enum. */
        @JvmStatic
        public fun of(value: String): Answer = of(FactValue.of(value))

        /** A day. */
        @JvmStatic
        public fun of(value: LocalDate): Answer = of(FactValue.of(value))

        /** A day, as far as it is known. */
        @JvmStatic
        public fun of(value: PartialDate): Answer = of(FactValue.of(value))

        /** How strong a need is. */
        @JvmStatic
        public fun of(value: Intensity): Answer = of(value.word)

        /** How much an adult lives here. */
        @JvmStatic
        public fun of(value: LivesHere): Answer = of(value.word)

        /** Several codes: languages, territories, strengths. */
        @JvmStatic
        public fun codes(codes: List<String>): Answer = Answer(JsonArray(codes.map { JsonPrimitive(it) }), null, null)

        /** Nobody is missing from the list. */
        @JvmStatic
        public fun complete(): Answer = of(true)
    }
}
