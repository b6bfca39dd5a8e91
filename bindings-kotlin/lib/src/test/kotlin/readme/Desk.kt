package readme

import org.millejours.Dictionary
import org.millejours.Law
import org.millejours.Programme

private val programme = Programme.fromToml(VISIT)

fun desk() {
    // begin
    val laws = programme.laws()
    laws.laws.forEach { println(it) }
    for (found in laws.of(Law.FLOOR).breaks) {
        println("${found.kind} on ${found.on}: ${found.families[0].toJson()}")
    }
    for (lint in programme.lints().lints) println("${lint.path}: ${lint.kind}")
    println(programme.lints().toText(programme, Dictionary.shipped("en")))
    val later = Programme.fromToml(programme.toToml().replace("< 24", "< 36"))
    for (difference in programme.difference(later).differences) {
        println("${difference.offer} ${difference.effect}: ${difference.regions}")
    }
    // end
}
