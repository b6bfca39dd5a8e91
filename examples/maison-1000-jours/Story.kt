// The story of the town in Kotlin: the same short lines as `cargo run -p millejours-examples -- --summary`.
// Arguments: the folder, then a date.

package org.millejours.stories.maison

import java.io.File
import java.time.LocalDate
import java.util.zip.CRC32
import org.millejours.Programme
import org.millejours.ProgrammeHistory

private val decisions = listOf("eligible", "not_yet", "no_longer", "undetermined", "not_eligible")

private fun line(name: String, answer: String): String {
    val data = answer.toByteArray()
    val crc = "%08x".format(CRC32().apply { update(data) }.value)
    val counts = decisions.joinToString("") { ", $it ${Regex("\"decision\":\"$it\"").findAll(answer).count()}" }
    return "$name: ${data.size} bytes, crc32 $crc$counts"
}

fun main(args: Array<String>) {
    val folder = File(args.getOrElse(0) { "examples/maison-1000-jours" })
    val on = LocalDate.parse(args.getOrElse(1) { "2026-06-01" })
    val editions = listOf("programme-2019.toml", "programme.toml")
    val history = ProgrammeHistory(editions.map { Programme.fromToml(folder.resolve(it).readText()) })
    val families = folder.resolve("families").listFiles { file -> file.extension == "json" }.orEmpty()
    for (file in families.sortedBy { it.name }) {
        println(line(file.nameWithoutExtension, history.assessJson(file.readText(), on)))
    }
    val family = folder.resolve("families/f-two-homes.json").readText()
    for (day in listOf("2024-12-31", "2025-01-01")) {
        println(line("f-two-homes $day", history.assessJson(family, LocalDate.parse(day))))
    }
}
