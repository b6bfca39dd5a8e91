package org.millejours

import java.time.LocalDate
import org.millejours.internal.RawHistory

/**
 * The versions of one programme: every day has one, no day has two.
 *
 * Immutable; may be shared between threads. What it holds outside the heap is given back once it is no longer reachable.
 *
 * @constructor puts [versions] in order
 * @throws HistoryException where they belong to several programmes, or leave a day without a version or with two
 */
public class ProgrammeHistory(versions: List<Programme>) {
    private val handle: RawHistory = calling { RawHistory(versions.map { it.native() }) }

    /** The versions, in the order of their days: the objects that were handed over. */
    public val versions: List<Programme> = calling { handle.versions() }.map { known(Programme.of(it), versions) }.frozen()

    /**
     * The version in force on a day: one of [versions].
     *
     * @throws DateException where there is none
     */
    public fun on(on: LocalDate): Programme = version(on.utf8())

    /**
     * The version in force on a day, written `2026-01-31`.
     *
     * @throws DateException where [on] is no date, or no version is in force
     */
    public fun on(on: String): Programme = version(on.utf8())

    /**
     * Says which help there is for one [family] on one day, by the version in force.
     *
     * @throws DateException where no version is in force
     * @throws FamilyException with everything about the family that does not fit the programme's vocabulary
     */
    public fun assess(family: Family, on: LocalDate): Assessment = assessment(assessJson(family.toJson(), on))

    /**
     * Says which help there is for one [family] (a document of JSON) on one day, by the version in force, as JSON.
     *
     * @throws DateException where no version is in force
     * @throws FamilyException with everything that is wrong with the family
     */
    public fun assessJson(family: String, on: LocalDate): String = assess(family.utf8(), on.utf8())

    /**
     * Says which help there is for one [family] (a document of JSON) on one day, written `2026-01-31`, by the version in
     * force, as JSON.
     *
     * @throws DateException where [on] is no date, or no version is in force
     * @throws FamilyException with everything that is wrong with the family
     */
    public fun assessJson(family: String, on: String): String = assess(family.utf8(), on.utf8())

    /**
     * Says which help there is for one [family] (the bytes of a document of JSON) on one day, by the version in force, as
     * JSON.
     *
     * @throws DateException where no version is in force
     * @throws FamilyException with everything that is wrong with the family
     */
    public fun assessJson(family: ByteArray, on: LocalDate): String = assess(family, on.utf8())

    /**
     * Says which help there is for one [family] (the bytes of a document of JSON) on one day, written `2026-01-31`, by the
     * version in force, as JSON.
     *
     * @throws DateException where [on] is no date, or no version is in force
     * @throws FamilyException with everything that is wrong with the family
     */
    public fun assessJson(family: ByteArray, on: String): String = assess(family, on.utf8())

    private fun version(on: ByteArray): Programme = known(Programme.of(calling { handle.on(on) }), versions)

    /** Of these, the one that says the same. Editions may be called alike; documents that are alike cannot stand twice. */
    private fun known(found: Programme, among: List<Programme>): Programme =
        among.filter { it.version == found.version }.let { alike -> alike.singleOrNull() ?: alike.first { it.toJson() == found.toJson() } }

    private fun assess(family: ByteArray, on: ByteArray): String = calling { handle.assessJson(family, on) }

    /**
     * Says which help there is for one [family] on one day, by the version in force,
     * in the words of a [dictionary] for an [audience].
     *
     * @throws DateException where the day lies outside the programme's validity
     * @throws FamilyException with everything that is wrong with the family
     */
    public fun explain(family: Family, on: LocalDate, dictionary: Dictionary, audience: Audience): Explanation =
        explanation(explainJson(family.toJson(), on, dictionary, audience))

    /**
     * Says which help there is for one [family] (a document of JSON) on one day, by the version in force,
     * in the words of a [dictionary] for an [audience], as JSON.
     *
     * @throws DateException where the day lies outside the programme's validity
     * @throws FamilyException with everything that is wrong with the family
     */
    public fun explainJson(family: String, on: LocalDate, dictionary: Dictionary, audience: Audience): String =
        explainJson(family.utf8(), on, dictionary, audience)

    /**
     * Says which help there is for one [family] (the bytes of a document of JSON) on one day, by the version in force,
     * in the words of a [dictionary] for an [audience], as JSON.
     *
     * @throws DateException where the day lies outside the programme's validity
     * @throws FamilyException with everything that is wrong with the family
     */
    public fun explainJson(family: ByteArray, on: LocalDate, dictionary: Dictionary, audience: Audience): String =
        explainJson(family, on.utf8(), dictionary, audience)

    internal fun explainJson(family: ByteArray, on: ByteArray, dictionary: Dictionary, audience: Audience): String =
        calling { handle.explainJson(family, on, dictionary.native(), audience.native()) }

    /**
     * Says what is due, open, coming, or past and can be caught up for one [family] on one day, by the version in force on each day: time alone passes, up to
     * 25 years each way, and an expected birth happens on its day.
     *
     * @throws DateException where no version is in force
     * @throws FamilyException with everything about the family that does not fit the programme's vocabulary
     */
    public fun schedule(family: Family, on: LocalDate): Schedule = schedule(scheduleJson(family.toJson(), on))

    /**
     * A [schedule] of this history as a page of plain text, each entry in the words of the edition that it is from; see
     * [Schedule.toText].
     *
     * ```kotlin
     * val history = ProgrammeHistory(listOf(programme))
     * val (nobody, on) = family { } to LocalDate.of(2026, 6, 1)
     * val said = history.scheduleText(history.schedule(nobody, on), nobody, Dictionary.shipped("en"), Audience.FAMILY)
     * check(said == history.scheduleTextJson(nobody.toJson(), on, Dictionary.shipped("en"), Audience.FAMILY))
     * ```
     *
     * @throws DateException where no version is in force on the schedule's day
     * @throws FamilyException with everything about the family that does not fit the programme's vocabulary
     */
    public fun scheduleText(schedule: Schedule, family: Family, dictionary: Dictionary, audience: Audience): String = calling {
        handle.scheduleText(schedule.json.utf8(), family.toJson().utf8(), dictionary.native(), audience.native())
    }

    /**
     * The schedule of one [family] (a document of JSON) on one day, as JSON; see [schedule].
     *
     * @throws DateException where no version is in force
     * @throws FamilyException with everything that is wrong with the family
     */
    public fun scheduleJson(family: String, on: LocalDate): String = scheduleJson(family.utf8(), on.utf8())

    /**
     * The schedule of one [family] (the bytes of a document of JSON) on one day, as JSON; see [schedule].
     *
     * @throws DateException where no version is in force
     * @throws FamilyException with everything that is wrong with the family
     */
    public fun scheduleJson(family: ByteArray, on: LocalDate): String = scheduleJson(family, on.utf8())

    internal fun scheduleJson(family: ByteArray, on: ByteArray): String = calling { handle.scheduleJson(family, on) }

    /**
     * The schedule of one [family] (a document of JSON) on one day in the words of a [dictionary] for an [audience]; see
     * [scheduleText].
     *
     * @throws DateException where no version is in force
     * @throws FamilyException with everything that is wrong with the family
     */
    public fun scheduleTextJson(family: String, on: LocalDate, dictionary: Dictionary, audience: Audience): String =
        scheduleTextJson(family.utf8(), on, dictionary, audience)

    /**
     * The schedule of one [family] (the bytes of a document of JSON) on one day in the words of a [dictionary] for an
     * [audience]; see [scheduleText].
     *
     * @throws DateException where no version is in force
     * @throws FamilyException with everything that is wrong with the family
     */
    public fun scheduleTextJson(family: ByteArray, on: LocalDate, dictionary: Dictionary, audience: Audience): String =
        scheduleTextJson(family, on.utf8(), dictionary, audience)

    internal fun scheduleTextJson(family: ByteArray, on: ByteArray, dictionary: Dictionary, audience: Audience): String =
        calling { handle.scheduleTextJson(family, on, dictionary.native(), audience.native()) }

    /**
     * The schedule of one [family] (a document of JSON) on one day as iCalendar; see [Schedule.toICalendar]. The [options] are
     * JSON: `{"namespace": "…", "reminder_days": 3, "windows": true, "describe": true}`, all but the first as wished.
     *
     * @throws DateException where no version is in force
     * @throws FamilyException with everything that is wrong with the family
     * @throws ScheduleException where the options cannot be used
     */
    public fun icalendarJson(family: String, on: LocalDate, dictionary: Dictionary, options: String): String =
        icalendarJson(family.utf8(), on.utf8(), dictionary, options)

    internal fun icalendarJson(family: ByteArray, on: ByteArray, dictionary: Dictionary, options: String): String =
        calling { handle.icalendarJson(family, on, dictionary.native(), options.utf8()) }

    /**
     * Proves the laws of each version, and that no day is without one or has two: one proof for each, in the order of their
     * days. For the desk: the library for Android is built without it.
     *
     * @throws FeatureException where the library was built without proofs
     */
    public fun laws(): List<Laws> = calling { handle.laws() }.map { laws(it) }.frozen()

    /**
     * Proves the laws of each version, as JSON; see [laws].
     *
     * @throws FeatureException where the library was built without proofs
     */
    public fun lawsJson(): List<String> = calling { handle.laws().map { it.json() } }.frozen()
}
