package org.millejours

import java.lang.reflect.Modifier
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.millejours.internal.Kind

class PublicFaceTest {
    private val face = listOf(
        Programme::class.java,
        Programme.Companion::class.java,
        ProgrammeHistory::class.java,
        Vocabulary::class.java,
        Vocabulary.Companion::class.java,
        Problem::class.java,
        MillejoursException::class.java,
        Class.forName("org.millejours.Conditions"),
    ) + MillejoursException::class.java.permittedSubclasses

    @Test
    fun `there is an exception for each kind of refusal`() {
        val kinds = (Kind.entries - Kind.OTHER).map { "${it.name}exception".lowercase() }
        assertEquals(kinds.toSet(), MillejoursException::class.java.permittedSubclasses.map { it.simpleName.lowercase() }.toSet())
    }

    @Test
    fun `no generated type shows`() {
        for (type in face) {
            // Kotlin's `internal` members are public in bytecode, under a mangled name that no one writes.
            val methods = type.declaredMethods.filter { Modifier.isPublic(it.modifiers) && '$' !in it.name }
            val constructors = type.declaredConstructors.filter { Modifier.isPublic(it.modifiers) && !it.isSynthetic }
            val fields = type.declaredFields.filter { Modifier.isPublic(it.modifiers) }
            val seen = methods.flatMap { it.parameterTypes.toList() + it.returnType } +
                constructors.flatMap { it.parameterTypes.toList() } + fields.map { it.type } + listOfNotNull(type.superclass)
            assertEquals(emptyList<Class<*>>(), seen.filter { it.name.startsWith("org.millejours.internal") }, type.name)
        }
    }

    @Test
    fun `the native library comes from the jar`() {
        val natives = listOf("linux-x86-64", "linux-aarch64", "darwin-x86-64", "darwin-aarch64")
            .flatMap { listOf("$it/libmillejours_kotlin.so", "$it/libmillejours_kotlin.dylib") }
            .mapNotNull { javaClass.classLoader.getResource(it) }
        assertFalse(natives.isEmpty())
        assertTrue(natives.all { it.protocol == "jar" }, natives.toString())
    }
}
