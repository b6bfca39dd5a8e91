package org.millejours

import java.io.File
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class NativeLibraryTest {
    @Test
    fun `a machine without the native library is told what to do, each time`() {
        val java = File(System.getProperty("java.home"), "bin/java").path
        val absent = "-Duniffi.component.millejours_kotlin.libraryOverride=millejours_absent"
        val command = listOf(java, absent, "-cp", System.getProperty("java.class.path"), Absent::class.java.name)
        val process = ProcessBuilder(command).redirectErrorStream(true).start()
        val told = process.inputStream.bufferedReader().readText()
        assertEquals(0, process.waitFor(), told)
        val lines = told.lines().filter { it.startsWith("told: ") }
        assertEquals(3, lines.size, told)
        val machine = "(${System.getProperty("os.name")}, ${System.getProperty("os.arch")})"
        assertTrue(lines.all { machine in it && "millejours-android" in it && "-Djna.library.path" in it }, told)
    }
}

/** Calls the library in a machine of its own, where it is not. */
object Absent {
    @JvmStatic
    fun main(args: Array<String>) {
        val calls = listOf({ Programme.fromToml(PROGRAMME) }, { family { } }, { formatCondition("on == on") })
        for (call in calls) {
            try {
                println("came: ${call()}")
            } catch (failure: NativeLibraryException) {
                println("told: ${failure.message!!.replace('\n', ' ')}")
            }
        }
    }
}
