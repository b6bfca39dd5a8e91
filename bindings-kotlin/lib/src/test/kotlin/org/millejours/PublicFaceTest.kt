package org.millejours

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.millejours.internal.Kind
import org.millejours.internal.RawProblem
import org.millejours.internal.Refusal

class PublicFaceTest {
    @Test
    fun `there is an exception for each kind of refusal`() {
        val kinds = Kind.entries.map { "${it.name}exception".lowercase() }
        assertEquals(kinds.toSet(), MillejoursException::class.java.permittedSubclasses.map { it.simpleName.lowercase() }.toSet())
    }

    @Test
    fun `a refusal of an unforeseen kind keeps its problems`() {
        val problem = RawProblem("x.y", 1, 2, "a.b", "this is wrong", null, null, "line 1, column 2 (a.b): this is wrong [x.y]")
        val told = Refusal.Refused(Kind.OTHER, "it cannot be used", "x.y", listOf(problem), "{}").published()
        assertTrue(told is OtherException)
        assertEquals(problem.text, (told as MillejoursException).problems.single().toString())
        assertEquals("it cannot be used", told.message)
        assertEquals("x.y", told.code)
    }

    @Test
    fun `the native library comes from the jar`() {
        val natives = listOf("linux-x86-64", "linux-aarch64", "darwin-x86-64", "darwin-aarch64")
            .flatMap { listOf("$it/libmillejours_kotlin.so", "$it/libmillejours_kotlin.dylib") }
            .mapNotNull { javaClass.classLoader.getResource(it) }
        assertFalse(natives.isEmpty())
        // In a build by module, Maven puts the folder of classes there instead of the jar.
        assertTrue(natives.all { it.protocol == "jar" || it.protocol == "file" }, natives.toString())
    }
}
