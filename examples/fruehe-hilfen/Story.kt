// The story of the region in Kotlin: a pregnancy and its examinations; first talk, question, answer, new answer.
// The same lines as `cargo run -p millejours-examples -- fruehe-hilfen --summary`. Arguments: the folder, then a date.

package org.millejours.stories.fruehehilfen

import java.io.File
import org.millejours.stories.Talk
import org.millejours.stories.Territory
import org.millejours.stories.state

/** One family's way through the Frühe Hilfen. */
private fun talk(region: Territory, talk: Talk) {
    // First talk: whatever the family has told, it hears at once what is there for everybody.
    var told = region.asking(talk.family)
    println("talk ${talk.family}: ${state(told.assessment)}")

    // One thing is asked at a time, the one that would settle most. All of it is voluntary: what a family prefers
    // not to say stays unknown, is not asked again, and takes nothing from it.
    var asked = 0
    while (true) {
        val fact = told.next?.fact ?: break
        val said = talk.answers[fact]
        told = if (said == null) told.decline() else told.answer(said)
        asked += 1
        // A short support where one thing is on the mind; accompaniment where needs are several, or strong.
        println("  $asked. $fact: ${said?.toJson() ?: "declined"} -> ${state(told.assessment)}")
    }
    println("  settled after $asked questions")
}

fun main(args: Array<String>) {
    val region = Territory(File(args.getOrElse(0) { "examples/fruehe-hilfen" }), args.getOrNull(1))
    region.families().forEach { println(region.line(it)) }
    // Time passes: the same family on several days. Beyond 30 September 2026 this edition refuses to answer.
    region.days().forEach(::println)
    region.talks.forEach { talk(region, it) }
}
