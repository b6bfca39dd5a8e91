// The story of the town in Kotlin: the same lines as `cargo run -p millejours-examples -- maison-1000-jours --summary`.
// The night of 31 December 2024 the law changed: the same family is told the examinations of its child of two weeks by one
// edition on that day and by the next one on the morrow. Arguments: the folder, then a date.

package org.millejours.stories.maison

import java.io.File
import org.millejours.stories.Territory

fun main(args: Array<String>) {
    val town = Territory(File(args.getOrElse(0) { "examples/maison-1000-jours" }), args.getOrNull(1))
    town.families().forEach { println(town.line(it)) }
    // The history finds the edition in force on each day by itself.
    town.days().forEach(::println)
}
