package org.millejours

import java.time.LocalDate
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import org.millejours.internal.retentionRulesJson

/**
 * How long threads of a journal are kept after their end, by kind and by how they ended. Where no rule speaks of a thread,
 * nothing of it is due.
 *
 * Rules are a document with `schema` and a list `keep`, each of `thread`, perhaps `ended`, and `days`, 0 to 36525. Without
 * `ended` a rule is for every end that no other rule names. Any other word is refused, since nothing would ever be due by it:
 *
 * | `thread` | `ended` |
 * |---|---|
 * | `consent` | `expired`, `refused`, `withdrawn`, `invalidated` |
 * | `confidence` | `lifted` |
 * | `referral` | `rejected`, `completed`, `failed`, `cancelled`, `refused_by_family`, `entered_in_error` |
 * | `accompaniment` | `refused_by_family`, `ended` |
 * | `lawful` | `shared` |
 * | `disclosure` | `over` |
 *
 * ```kotlin
 * val rules = RetentionRules.fromToml("schema = 1\n[[keep]]\nthread = 'referral'\ndays = 1095\n")
 * check(rules.size == 1 && RetentionRules.fromJson(rules.toJson()) == rules)
 * check(Journal(JournalId("05".repeat(16))).dueForErasure(rules, LocalDate.of(2026, 6, 1)).isEmpty())
 *
 * val refused = runCatching { RetentionRules.fromJson("{\"schema\": 1}") }.exceptionOrNull() as JournalException
 * check(refused.code == "document.missing_key")
 * ```
 *
 * Immutable; may be shared between threads. Two are equal where they have the same JSON.
 */
public class RetentionRules private constructor(private val json: String) {
    /** How many rules there are. */
    public val size: Int = reading { tree(json).jsonObject.getValue("keep").jsonArray.size }

    /** The rules as JSON, in the one wire form. */
    public fun toJson(): String = json

    override fun equals(other: Any?): Boolean = other is RetentionRules && json == other.json

    override fun hashCode(): Int = json.hashCode()

    override fun toString(): String = "RetentionRules(size=$size)"

    public companion object {
        /**
         * Reads rules from TOML.
         *
         * @throws JournalException with every problem found, by line
         */
        @JvmStatic
        public fun fromToml(text: String): RetentionRules = RetentionRules(calling { retentionRulesJson(text.utf8(), true) })

        /**
         * Reads rules from JSON: `{"schema":1,"keep":[{"thread":"referral","ended":"completed","days":1095}]}`.
         *
         * @throws JournalException with every problem found, by path
         */
        @JvmStatic
        public fun fromJson(text: String): RetentionRules = RetentionRules(calling { retentionRulesJson(text.utf8(), false) })
    }
}

/**
 * A thread that is over, whose bodies are due for erasure, and why; [Journal.dueForErasure] gives them. The library erases
 * nothing by itself: draft a [Journal.erasureEntry] of [events] in the thread, and add it by [Journal.appendDue];
 * who may sign it is told at [Journal.dueForErasure].
 *
 * @property kind what it is: `consent`, `referral` and so on
 * @property ended how it ended, in the words of its kind
 * @property since when it ended
 * @property due the day from which it is due
 * @property events the events with bodies to erase; what is kept from other people stands in a row of its own
 */
public class DueErasure internal constructor(
    /** The thread. */
    @get:JvmName("getThread") public val thread: ThreadId,
    public val kind: String,
    public val ended: String,
    public val since: LocalDate,
    public val due: LocalDate,
    public val events: List<EventId>,
) {
    private val parts get() = listOf(thread, kind, ended, since, due, events)

    override fun equals(other: Any?): Boolean = other is DueErasure && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    /** Neither how it ended nor when: it could come to stand in a log. */
    override fun toString(): String = "DueErasure(thread=$thread)"
}

/** Reads what is due, as the core has written it. */
internal fun dueErasures(json: String): List<DueErasure> = reading {
    tree(json).jsonObject.objects("due") {
        DueErasure(
            thread = ThreadId(it.text("thread")),
            kind = it.text("kind"),
            ended = it.text("ended"),
            since = it.date("since"),
            due = it.date("due"),
            events = it.list("events") { id -> EventId(id.text()) },
        )
    }
}
