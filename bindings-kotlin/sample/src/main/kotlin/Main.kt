import java.time.LocalDate
import org.millejours.Decision
import org.millejours.PartialDate
import org.millejours.Programme
import org.millejours.Questionnaire
import org.millejours.family

fun main() {
    val programme = Programme.fromToml(
        """
        schema = 1
        id = "house"
        version = "1"
        valid = { from = 2026-01-01 }

        [[offers]]
        id = "home-visit"
        provider = "pmi"
        tier = "universal"
        duty = "to_offer"
        for = "child"
        title = { en = "Home visit" }
        cost = "free"
        when = [ { id = "window", condition = "child.age_months < 24" } ]
        """,
    )
    val family = family("f-001") {
        child("c1") { born(2026, 2, 11) }
        child("c2")
    }
    val assessment = programme.assess(family, on = LocalDate.of(2026, 6, 1))
    for (answer in assessment.offers) {
        val more = when (val decision = answer.decision) {
            is Decision.NotYet -> " from ${decision.from}"
            is Decision.NoLonger -> " since ${decision.since}"
            Decision.Undetermined -> ": ${answer.missing} could tell"
            Decision.Eligible, Decision.NotEligible -> ""
        }
        println("${answer.offer} for ${answer.subject}: ${answer.decision.word}$more")
    }

    // One question at a time, as a phone asks; each answer gives a new questionnaire.
    val asked = Questionnaire(programme, family, on = LocalDate.of(2026, 6, 1))
    println("${asked.next?.fact} is a ${asked.nextType}")
    val told = asked.answer(PartialDate.of(2023, 5))
    println("${told.assessment.offers[1].decision}, settled: ${told.isSettled}")
}
