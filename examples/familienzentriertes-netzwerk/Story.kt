// The story of the network in Kotlin: first contact, a question, an answer, a new answer.
// The same lines as `cargo run -p millejours-examples -- familienzentriertes-netzwerk --summary`.
// Arguments: the folder, then a date.

package org.millejours.stories.netzwerk

import java.io.File
import org.millejours.stories.Talk
import org.millejours.stories.Territory
import org.millejours.stories.state

/** One family's way through the network. */
private fun talk(network: Territory, talk: Talk) {
    // First contact: the family may have told almost nothing, and is told at once what is there for everybody.
    var told = network.asking(talk.family)
    println("talk ${talk.family}: ${state(told.assessment)}")

    // The network asks one thing at a time, and always what would settle most. The family answers, or prefers
    // not to: then it is not asked again, and nothing is taken from it.
    var asked = 0
    while (true) {
        val fact = told.next?.fact ?: break
        val said = talk.answers[fact]
        told = if (said == null) told.decline() else told.answer(said)
        asked += 1
        // The response follows what was said: information for everybody, orientation where a need was named,
        // accompaniment where needs are several or nobody knows yet what would help.
        println("  $asked. $fact: ${said?.toJson() ?: "declined"} -> ${state(told.assessment)}")
    }
    println("  settled after $asked questions")
}

fun main(args: Array<String>) {
    val network = Territory(File(args.getOrElse(0) { "examples/familienzentriertes-netzwerk" }), args.getOrNull(1))
    network.families().forEach { println(network.line(it)) }
    network.talks.forEach { talk(network, it) }
}
