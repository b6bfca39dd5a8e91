package org.millejours

import java.time.LocalDate
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import readme.VISIT

/** Schedules through the typed face. What they say is the core's, and tested there and by the vectors. */
class ScheduleTest {
    private val programme = Programme.fromToml(VISIT.replace("when =", "due = { in_month = 3 }\nwhen ="))
    private val child = family("f-001") { child("c1") { born(2026, 2, 11) } }
    private val namespace = "0b1f8a52-6d9e-4c6b"
    private val german = Dictionary.shipped("de")

    private fun on(month: Int, day: Int = 1) = LocalDate.of(2026, month, day)

    @Test
    fun `an entry says where it stands`() {
        val statuses = listOf(on(3), on(4, 20), on(6)).map { programme.schedule(child, it).entries.single().status }
        assertEquals(listOf(ScheduleStatus.OPEN, ScheduleStatus.DUE, ScheduleStatus.CATCH_UP), statuses)
        val schedule = programme.schedule(child, on(4, 20))
        val entry = schedule.entries.single()
        assertEquals(OfferId("home-visit") to MemberId("c1"), entry.offer to entry.subject)
        assertEquals(on(4, 11) to on(5, 10), entry.due?.from to entry.due?.until)
        assertEquals(Then.ELIGIBLE, entry.decision)
        assertEquals(FamilyId("f-001"), schedule.family)
        assertTrue(entry.exact && schedule.exact && !entry.already && entry.missing.isEmpty())
        assertEquals(schedule, Schedule.fromJson(schedule.json))
        assertEquals(schedule.json, schedule.rewritten())
        assertEquals(schedule.json, programme.scheduleJson(child.toJson(), on(4, 20)))
    }

    @Test
    fun `nothing of the family stands in a log`() {
        val schedule = programme.schedule(child, on(4, 20))
        val entry = schedule.entries.single()
        val told = listOf(schedule, entry, entry.days, entry.due, schedule.entries).joinToString()
        for (word in listOf("2026-02", "2026-05", "DUE", "ELIGIBLE", "f-001")) assertFalse(word in told, told)
    }

    @Test
    fun `a calendar is neutral, unless titles are asked for`() {
        val schedule = programme.schedule(child, on(4, 20))
        val plain = schedule.toICalendar(german, CalendarOptions(namespace))
        assertTrue("SUMMARY;LANGUAGE=de:Termin\r\n" in plain && "DTSTART;VALUE=DATE:20260411\r\n" in plain)
        for (word in listOf("Home", "c1", "f-001", "VALARM", namespace)) assertFalse(word in plain, word)
        val told = schedule.toICalendar(german, CalendarOptions(namespace, reminderDays = 3, titles = listOf(programme)))
        assertTrue("DESCRIPTION;LANGUAGE=en:Home visit\r\n" in told && "TRIGGER:-P3D\r\n" in told)
        val json = """{"namespace": "$namespace", "reminder_days": 3, "describe": true}"""
        assertEquals(told, programme.icalendarJson(child.toJson(), on(4, 20), german, json))
        assertEquals(told, ProgrammeHistory(listOf(programme)).icalendarJson(child.toJson(), on(4, 20), german, json))
        assertEquals("", programme.schedule(family { }, on(4, 20)).toICalendar(german, CalendarOptions(namespace)))
        assertFalse(namespace in CalendarOptions(namespace).toString())
    }

    @Test
    fun `what has no due window is in the calendar where that is asked for`() {
        val born = VISIT.replace("child.age_months <", "child.age_months >= 0 && child.age_months <")
        val schedule = Programme.fromToml(born).schedule(child, on(4, 20))
        assertEquals("", schedule.toICalendar(german, CalendarOptions(namespace)))
        val told = schedule.toICalendar(german, CalendarOptions(namespace, windows = true))
        assertTrue("DTSTART;VALUE=DATE:20260211\r\n" in told && "DTEND;VALUE=DATE:20280211\r\n" in told, told)
    }

    @Test
    fun `what cannot be is refused`() {
        val schedule = programme.schedule(child, on(4, 20))
        val short = assertThrows<ScheduleException> { schedule.toICalendar(german, CalendarOptions("family-7")) }
        assertEquals("schedule.namespace", short.code)
        assertThrows<IllegalArgumentException> { CalendarOptions(namespace, reminderDays = -1) }
        assertThrows<ScheduleException> { Schedule.fromJson("{}") }
        val other = family("f-002") { child("c1") { born(2026, 2, 11) } }
        val foreign = assertThrows<ScheduleException> { schedule.toText(programme, other, german, Audience.FAMILY) }
        assertEquals("family.other", foreign.code)
        assertThrows<ScheduleException> { programme.icalendarJson(child.toJson(), on(4, 20), german, "{}") }
        assertEquals("date.outside_validity", assertThrows<DateException> { programme.schedule(child, LocalDate.of(2025, 1, 1)) }.code)
    }

    @Test
    fun `a history follows the version in force`() {
        val first = Programme.fromToml(VISIT.replace("{ from = 2026-01-01 }", "{ from = 2026-01-01, until = 2026-12-31 }"))
        val later = Programme.fromToml(VISIT.replace("2026-01-01", "2027-01-01").replace("version = \"1\"", "version = \"2\"").replace("24", "12"))
        val history = ProgrammeHistory(listOf(first, later))
        val schedule = history.schedule(child, on(6))
        assertEquals(LocalDate.of(2027, 2, 10), schedule.entries.single().days.until)
        assertEquals(schedule.json, history.scheduleJson(child.toJson().utf8(), on(6)))
    }

    @Test
    fun `an offer says when it is asked for`() {
        val windows = mapOf(
            "{ days = [0, 8], first_day_counts = false }" to "Days(first=0, last=8, firstDayCounts=false)",
            "{ weeks = [4, 8] }" to "Weeks(first=4, last=8)",
            "{ in_month = 3 }" to "InMonth(month=3)",
            "{ months = [16, 18] }" to "Months(from=16, before=18)",
            "{ in_year = 7 }" to "InYear(year=7)",
            "{ years = [8, 9] }" to "Years(from=8, before=9)",
        )
        for ((written, window) in windows) {
            val read = { Programme.fromToml(VISIT.replace("when =", "due = $written\nwhen =")).offers.single().due!! }
            assertEquals(window, read().window.toString())
            assertEquals(read(), read())
            assertEquals(read().hashCode(), read().hashCode())
        }
        assertEquals(null, Programme.fromToml(VISIT).offers.single().due)
    }
}
