package org.millejours

import java.time.LocalDate
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonObject

/**
 * The part of a family that a recipient may see, and what is kept of showing it. Nothing makes one but [Programme.disclose],
 * and that only of what is permitted.
 *
 * Immutable; may be shared between threads. Two are equal where they have the same [json].
 *
 * @property json the disclosure as JSON: the same bytes in Rust, Python and Kotlin
 * @property purpose for what
 * @property on the day
 * @property until the first day on which it holds no longer; without one it holds on its own day alone
 * @property view the family as the recipient may see it
 */
public class Disclosure internal constructor(
    public val json: String,
    /** Its id: that of its thread in a journal. */
    @get:JvmName("getId") public val id: DisclosureId,
    /** Who sees it. */
    @get:JvmName("getRecipient") public val recipient: Party,
    public val purpose: Purpose,
    public val on: LocalDate,
    public val until: LocalDate?,
    public val view: Family,
) {
    /**
     * What records it in a journal, as [Journal.draft] takes it, in the thread of its [id]: who saw which kind of knowledge
     * about whom, when, for what and on what ground. It holds nothing that the family told.
     */
    public fun toEntry(): String = reading {
        JsonObject(record() - "id" + ("kind" to JsonPrimitive("disclosure"))).toString()
    }

    /** What is kept of it. */
    internal fun record(): JsonObject = JsonObject(tree(json).jsonObject - setOf("schema", "family"))

    override fun equals(other: Any?): Boolean = other is Disclosure && json == other.json

    override fun hashCode(): Int = json.hashCode()

    /** Nothing of what it shows, and not to whom: it could come to stand in a log. */
    override fun toString(): String = "Disclosure(id=$id)"
}

/** Reads a disclosure that the core has written. */
internal fun disclosure(json: String): Disclosure = reading {
    val told = tree(json).jsonObject
    Disclosure(
        json = json,
        id = DisclosureId(told.text("id")),
        recipient = Party(told.text("recipient")),
        purpose = wordOf(told.text("purpose")),
        on = told.date("on"),
        until = told.dateOrNull("until"),
        view = Family.written(told.getValue("family").toString()),
    )
}
