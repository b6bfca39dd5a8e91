package org.millejours

import java.io.File
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.millejours.internal.InternalException

class NativeLibraryTest {
    private fun told(library: String): List<String> {
        val java = File(System.getProperty("java.home"), "bin/java").path
        val instead = "-Duniffi.component.millejours_kotlin.libraryOverride=$library"
        val command = listOf(java, instead, "-cp", System.getProperty("java.class.path"), Absent::class.java.name)
        val process = ProcessBuilder(command).redirectErrorStream(true).start()
        val told = process.inputStream.bufferedReader().readText()
        assertEquals(0, process.waitFor(), told)
        val lines = told.lines().filter { it.startsWith("told: ") }
        assertEquals(3, lines.size, told)
        return lines
    }

    @Test
    fun `a library that does not fit is called one of another version, each time`() {
        val lines = told("c")
        assertTrue(lines.all { "of another version" in it && "cannot be loaded" !in it }, lines.toString())
    }

    @Test
    fun `what a failure means`() {
        assertEquals(NativeFailure.OTHER_VERSION, NativeFailure.of(ExceptionInInitializerError(RuntimeException("checksum"))))
        assertEquals(NativeFailure.OTHER_VERSION, NativeFailure.of(NoSuchMethodError("x")))
        assertEquals(NativeFailure.ABSENT, NativeFailure.of(UnsatisfiedLinkError("Unable to load library")))
        assertEquals(NativeFailure.ABSENT, NativeFailure.of(ExceptionInInitializerError(UnsatisfiedLinkError("x"))))
        assertEquals(NativeFailure.ABSENT, NativeFailure.of(NoClassDefFoundError("com/sun/jna/Library")))
    }

    @Test
    fun `a panic's text goes into no report`() {
        val panic = InternalException("called on: FR-69381")
        val told = panic.published()
        assertEquals("the native library failed", told.message)
        assertNull(told.cause)
        assertTrue(told.suppressed.isEmpty() && told.stackTrace.contentEquals(panic.stackTrace))
        assertTrue(assertThrows<IllegalStateException> { calling { throw panic } }.stackTraceToString().let { "FR-" !in it })
    }

    @Test
    fun `a machine without the native library is told what to do, each time`() {
        val lines = told("millejours_absent")
        val machine = "(${System.getProperty("os.name")}, ${System.getProperty("os.arch")})"
        assertTrue(lines.all { machine in it && "millejours-android" in it && "-Djna.library.path" in it }, lines.toString())
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
