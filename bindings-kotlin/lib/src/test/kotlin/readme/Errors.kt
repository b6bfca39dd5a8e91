package readme

import org.millejours.FamilyException
import org.millejours.family

fun errors() {
    // begin
    try {
        family { child("c1") { pregnancy("p1") }; relation(adult = "a1", child = "c1") }
    } catch (refused: FamilyException) {
        println(refused.message)
        println(refused.problems.map { it.path })
    }
    // end
}
