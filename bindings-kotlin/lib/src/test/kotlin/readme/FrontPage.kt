package readme

import java.time.LocalDate
import org.millejours.Answer
import org.millejours.FactName
import org.millejours.Intensity
import org.millejours.Programme
import org.millejours.Questionnaire
import org.millejours.family

/** The page's paths begin at the root of the repository. */
@Suppress("TestFunctionName")
private fun File(path: String) = java.io.File("../../$path")

fun frontPage() {
    // begin
    val programme = Programme.load(File("examples/maison-1000-jours/programme.toml"))
    val family = family("f-001") {
        territory("FR-00101")
        child("c1") { born(2026, 2, 11) }
    }
    val asked = Questionnaire(programme, family, on = LocalDate.of(2026, 6, 1))
    println(asked.next?.fact)                  // family.languages
    // Any fact may be answered, in any order; each answer gives a new questionnaire.
    val told = asked.answer(FactName("family.needs.wellbeing"), Answer.of(Intensity.LIGHT))
    println(told.assessment.response)          // ORIENTATION
    // end
}
