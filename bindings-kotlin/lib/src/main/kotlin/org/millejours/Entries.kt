package org.millejours

import java.util.Locale
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject

/** How somebody's word was given. */
public enum class EvidenceForm {
    /** On paper. */
    WRITTEN,

    /** In words, before somebody. */
    SPOKEN,

    /** On a device. */
    ELECTRONIC;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/** How the question of a consent stands, as somebody says it. */
public enum class ConsentStatus {
    /** The question was put, and not answered. */
    REQUESTED,

    /** Yes. */
    GIVEN,

    /** Not now. No refusal. */
    DEFERRED,

    /** No. */
    REFUSED,

    /** Never was a valid consent. */
    INVALIDATED,

    /** A yes taken back: at once, without a reason. */
    WITHDRAWN;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/** How a confidence stands. */
public enum class ConfidenceStatus {
    /** It was lifted. */
    LIFTED,

    /** It is kept. */
    KEPT;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/**
 * What shows that somebody gave their word, where somebody else writes it down; [of] makes one.
 *
 * Immutable; may be shared between threads.
 *
 * @property form how it was given
 * @property ofAge whether somebody saw that the giver is of age, or is not; `null` where nobody looked
 */
public class Evidence private constructor(
    public val form: EvidenceForm,
    public val ofAge: Boolean?,
    /** Who was there. */
    @get:JvmName("getWitness") public val witness: Party?,
) {
    internal fun tree(): JsonObject = buildJsonObject {
        put("form", JsonPrimitive(form.word))
        if (ofAge != null) put("of_age", JsonPrimitive(ofAge))
        if (witness != null) put("witness", JsonPrimitive(witness.value))
    }

    private val parts get() = listOf(form, ofAge, witness)

    override fun equals(other: Any?): Boolean = other is Evidence && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    /** Nobody's name, and no form: it could come to stand in a log. */
    override fun toString(): String = "Evidence"

    public companion object {
        /** Evidence of a [form]; whether the giver was seen to be of age, and who was there, only where it is known. */
        @JvmStatic
        @JvmOverloads
        @JvmName("of")
        public fun of(form: EvidenceForm, ofAge: Boolean? = null, witness: Party? = null): Evidence =
            Evidence(form, ofAge, witness)
    }
}

internal fun JsonObjectBuilder.tell(evidence: Evidence?) {
    if (evidence != null) put("evidence", evidence.tree())
}

/** How a thread stands now, by its status, and whose word that is. */
internal fun turn(kind: String, status: String, by: Party?, evidence: Evidence?, more: Map<String, String> = emptyMap()) =
    buildJsonObject {
        put("kind", JsonPrimitive(kind))
        put("status", JsonPrimitive(status))
        more.forEach { (key, value) -> put(key, JsonPrimitive(value)) }
        if (by != null) put("by", JsonPrimitive(by.value))
        tell(evidence)
    }.toString()

/** Texts in order, each once: what is told does not hang on how the caller listed them. */
internal fun told(texts: Iterable<String>) = JsonArray(texts.toSortedSet().map { JsonPrimitive(it) })
