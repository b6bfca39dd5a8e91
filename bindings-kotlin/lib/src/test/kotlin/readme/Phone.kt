package readme

import java.time.LocalDate
import org.millejours.CalendarOptions
import org.millejours.Dictionary
import org.millejours.Programme
import org.millejours.family

private val programme = Programme.fromToml(VISIT.replace("when =", "due = { in_month = 4 }\nwhen ="))
private val family = family("f-001") {
    child("c1") { born(2026, 2, 11) }
    child("c2")
}

fun phone() {
    // begin
    val schedule = programme.schedule(family, on = LocalDate.of(2026, 6, 1))
    for (entry in schedule.entries) {
        val until = entry.due?.until?.let { " until $it" } ?: ""
        println("${entry.offer} for ${entry.subject}: ${entry.status.word}$until, unknown: ${entry.missing}")
    }
    // For the phone's calendar: neutral titles, no alarm. The key is drawn at random once, and kept.
    val calendar = schedule.toICalendar(Dictionary.shipped("fr"), CalendarOptions("0b1f8a52-6d9e-4c6b"))
    println(calendar.lines().filter { it.startsWith("SUMMARY") || it.startsWith("DTSTART") })
    // end
}
