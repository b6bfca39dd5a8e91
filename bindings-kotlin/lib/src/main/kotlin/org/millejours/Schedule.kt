package org.millejours

import java.time.LocalDate
import java.util.Locale
import java.util.Objects
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject
import org.millejours.internal.scheduleIcalendar
import org.millejours.internal.scheduleJson

/**
 * What is due, open, coming, or past and can be caught up, for one family on one day; [Programme.schedule] and
 * [ProgrammeHistory.schedule] give it.
 *
 * In this order: what is due, by its last day; what can be caught up; what is open; what is coming; each by its first day,
 * then in the programme's order, then in the family's. What is over for good is not listed.
 *
 * ```kotlin
 * val schedule = programme.schedule(family { child("c1") { born(2026, 2, 11) } }, on = LocalDate.of(2026, 6, 1))
 * val entry = schedule.entries.single()
 * check(entry.status == ScheduleStatus.OPEN && entry.days.until == LocalDate.of(2028, 2, 10))
 *
 * // What was stored comes back; what no schedule says does not.
 * check(Schedule.fromJson(schedule.json) == schedule)
 * val refused = runCatching { Schedule.fromJson(schedule.json.replace("\"open\"", "\"coming\"")) }.exceptionOrNull()
 * check((refused as ScheduleException).code == "schedule.contradiction")
 * ```
 *
 * Immutable; may be shared between threads. Two are equal where they have the same [json].
 *
 * @property json the schedule as JSON: the same bytes in Rust, Python and Kotlin
 * @property programme the programme's id
 * @property version the edition in force on the day asked about
 * @property on the day asked about
 * @property entries the entries
 * @property exact everything was found within the published work bound. Where not, something that comes later may not be
 *   listed
 */
public class Schedule internal constructor(
    public val json: String,
    public val programme: String,
    public val version: String,
    public val on: LocalDate,
    /** The family's id, if it has one. */
    @get:JvmName("getFamily") public val family: FamilyId?,
    public val entries: List<ScheduleEntry>,
    public val exact: Boolean,
) {
    /**
     * The schedule as a page of plain text in the words of a [dictionary] for an [audience]. The [programme] and the [family]
     * are those that it is of: a schedule names members by their ids, and a family reads no id.
     *
     * A family reads what it is a good time for, what is still possible, what is there, and what comes later, never that
     * something was not done. A professional reads every entry with the days on which it can be had and is asked for. Entries
     * of an edition that is not [programme] are left out: for those, see [ProgrammeHistory.scheduleText].
     *
     * ```kotlin
     * val child = family { child("c1") { born(2026, 2, 11) } }
     * val schedule = programme.schedule(child, on = LocalDate.of(2026, 6, 1))
     * val page = schedule.toText(programme, child, Dictionary.shipped("en"), Audience.FAMILY)
     * check(page.endsWith("until 10 February 2028"))
     * ```
     *
     * @throws ScheduleException with `programme.other` or `family.other` where it is not of that [programme] or [family]
     * @throws DateException where the schedule's day lies outside the programme's validity
     * @throws FamilyException with everything about the family that does not fit the programme's vocabulary
     */
    public fun toText(programme: Programme, family: Family, dictionary: Dictionary, audience: Audience): String = calling {
        programme.native().scheduleText(json.utf8(), family.toJson().utf8(), dictionary.native(), audience.native())
    }

    /**
     * The schedule as iCalendar (RFC 5545), in the language of a [dictionary]; empty where there is no event.
     *
     * Each eligible entry with a due window that is not past is an event on all its days; what can be caught up is one from
     * the day after its window to its last day, where that is known. What is undetermined, and what the family already has,
     * is none. Events are private and take up no time, under a neutral title.
     *
     * An export stands in place of the one before it: whoever brings it into a calendar takes the earlier events out first,
     * so that nothing stays of what has ended.
     *
     * @throws ScheduleException where the namespace could be guessed: `schedule.namespace`
     */
    public fun toICalendar(dictionary: Dictionary, options: CalendarOptions): String = calling {
        scheduleIcalendar(
            json.utf8(), dictionary.native(), options.namespace.utf8(), options.reminderDays?.toUInt(), options.windows,
            options.titles.map { it.native() },
        )
    }

    override fun equals(other: Any?): Boolean = other is Schedule && json == other.json

    override fun hashCode(): Int = json.hashCode()

    /** No entry: it would say something of the family, and could come to stand in a log. */
    override fun toString(): String = "Schedule(programme=$programme, version=$version, on=$on, entries=${entries.size})"

    public companion object {
        /**
         * Reads a schedule that was stored: what [json] gave.
         *
         * @throws ScheduleException with every problem found, by path
         */
        @JvmStatic
        public fun fromJson(text: String): Schedule = schedule(calling { scheduleJson(text.utf8()) })

        /**
         * Reads a schedule that was stored, from its bytes.
         *
         * @throws ScheduleException with every problem found, by path
         */
        @JvmStatic
        public fun fromJson(text: ByteArray): Schedule = schedule(calling { scheduleJson(text) })
    }
}

/**
 * One stretch of days on which an offer can be had, or perhaps can, by the family or one of its members.
 *
 * @property status where it stands on the day asked about
 * @property decision the answer on the day asked about or, of what is coming, on its first day
 * @property days the days on which the answer is no definite no
 * @property certain the days around that one on which it is certainly eligible, where they are fewer; of an undetermined
 *   entry the next such days, if there are any
 * @property due the days on which it is asked for, where they are known
 * @property dose how much, on the day of the decision
 * @property version the edition that the entry is from, where it is not the one in force on the day asked about
 * @property missing the facts that can still change the decision, the dose or the days on which it is asked for, sorted
 * @property already the family already has it: it is neither due nor to be caught up
 * @property exact within the published work bound. Where not, an end of its days may be left out, and unknown may be too
 *   cautious
 */
public class ScheduleEntry internal constructor(
    /** The offer. */
    @get:JvmName("getOffer") public val offer: OfferId,
    /** The member, where the offer is for one. */
    @get:JvmName("getSubject") public val subject: MemberId?,
    public val status: ScheduleStatus,
    public val decision: Then,
    public val days: DaySpan,
    public val certain: DaySpan?,
    public val due: DueDays?,
    public val dose: Dose?,
    public val version: String?,
    public val missing: List<FactName>,
    public val already: Boolean,
    public val exact: Boolean,
) {
    private val parts get() = listOf(
        offer, subject, status, decision, days, certain, due, dose, version, missing, already, exact,
    )

    override fun equals(other: Any?): Boolean = other is ScheduleEntry && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    /** No day and no status: they would say something of the family, and could come to stand in a log. */
    override fun toString(): String = "ScheduleEntry(offer=$offer, subject=$subject)"
}

/**
 * Where an offer stands on the day asked about. Never that something was not done: what is past and can still be had is there
 * to be caught up, and what is past for good is not spoken of.
 */
public enum class ScheduleStatus {
    /** The law, or the programme, asks for it now. */
    DUE,

    /** The window in which it was asked for is past, and it can still be had. */
    CATCH_UP,

    /** It can be had now. */
    OPEN,

    /** It can be had from a later day on. */
    COMING;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/**
 * Days from one to another, both included. An end that is absent lies more than 25 years away, or nowhere.
 *
 * @property from the first day
 * @property until the last day
 */
public class DaySpan internal constructor(public val from: LocalDate?, public val until: LocalDate?) {
    override fun equals(other: Any?): Boolean = other is DaySpan && from == other.from && until == other.until

    override fun hashCode(): Int = Objects.hash(from, until)

    /** No day: one of birth could be read from it, and it could come to stand in a log. */
    override fun toString(): String = "DaySpan"
}

/**
 * The days on which the law, or the programme, asks for an offer, within those on which it can be had.
 *
 * @property from the first day
 * @property until the last day, unless the window lasts as long as the offer can be had
 * @property rolled the last day is later than it was counted: it would have been no working day
 */
public class DueDays internal constructor(public val from: LocalDate, public val until: LocalDate?, public val rolled: Boolean) {
    override fun equals(other: Any?): Boolean =
        other is DueDays && from == other.from && until == other.until && rolled == other.rolled

    override fun hashCode(): Int = Objects.hash(from, until, rolled)

    /** No day: one of birth could be read from it, and it could come to stand in a log. */
    override fun toString(): String = "DueDays"
}

/**
 * How a schedule becomes a calendar. The least is what is asked for in dated windows, under a neutral title, without
 * descriptions and reminders.
 *
 * ```kotlin
 * val asked = Programme.fromToml(VISIT.replace("when =", "due = { in_month = 3 }\nwhen ="))
 * val child = family { child("c1") { born(2026, 2, 11) } }
 * val schedule = asked.schedule(child, on = LocalDate.of(2026, 4, 1))
 * // Drawn at random once, and kept: the events of one family keep their names by it.
 * val options = CalendarOptions(namespace = "0b1f8a52-6d9e-4c6b", reminderDays = 3)
 * val calendar = schedule.toICalendar(Dictionary.shipped("de"), options)
 * check("SUMMARY;LANGUAGE=de:Termin\r\n" in calendar && "c1" !in calendar && "visit" !in calendar)
 *
 * val refused = runCatching { schedule.toICalendar(Dictionary.shipped("de"), CalendarOptions("family-7")) }.exceptionOrNull()
 * check((refused as ScheduleException).code == "schedule.namespace")
 * ```
 *
 * @constructor puts the options together
 * @throws IllegalArgumentException for a reminder below zero
 * @property namespace a text of 16 letters or more, drawn at random once and kept by the caller, as a key is: the names of the
 *   events (`UID`) are derived from it, so that the same event keeps its name from one export to the next, and nobody
 *   without it can tell of whom or what an event is
 * @property reminderDays so many days before the first day of each event (at most 365) there is a reminder; none where `null`
 * @property windows with the days on which something can be had, too, where it has no due window and both ends are known
 */
public class CalendarOptions @JvmOverloads constructor(
    public val namespace: String,
    public val reminderDays: Int? = null,
    public val windows: Boolean = false,
    titles: List<Programme> = emptyList(),
) {
    /**
     * With a description of each event: the title of the offer in these programmes; whoever sees the calendar sees it. For a
     * history each of its versions, the one in force first. Without descriptions where it is empty.
     */
    public val titles: List<Programme> = titles.frozen()

    init {
        require(reminderDays == null || reminderDays >= 0) { "nobody is reminded afterwards" }
    }

    /** Not the namespace: it is what hides whom the events are for. */
    override fun toString(): String = "CalendarOptions(reminderDays=$reminderDays, windows=$windows, titles=$titles)"
}

/** Reads a schedule that the core has written. */
internal fun schedule(json: String): Schedule = reading {
    val told = tree(json).jsonObject
    Schedule(
        json = json,
        programme = told.text("programme"),
        version = told.text("version"),
        on = told.date("on"),
        family = told.textOrNull("family")?.let { FamilyId(it) },
        entries = told.objects("entries", ::entry),
        exact = told.exact(),
    )
}

private fun entry(told: JsonObject): ScheduleEntry = ScheduleEntry(
    offer = OfferId(told.text("offer")),
    subject = told.textOrNull("subject")?.let { MemberId(it) },
    status = wordOf(told.text("status")),
    decision = wordOf(told.text("decision")),
    days = span(told),
    certain = told["certain"]?.let { span(it.jsonObject) },
    due = told["due"]?.jsonObject?.let { DueDays(it.date("from"), it.dateOrNull("until"), it.holds("rolled")) },
    dose = told["dose"]?.let { dose(it.jsonObject) },
    version = told.textOrNull("version"),
    missing = told.list("missing") { FactName(it.text()) },
    already = told.holds("already"),
    exact = told.exact(),
)

private fun span(told: JsonObject): DaySpan = DaySpan(told.dateOrNull("from"), told.dateOrNull("until"))
