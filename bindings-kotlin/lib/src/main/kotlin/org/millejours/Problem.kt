package org.millejours

import java.io.Serializable
import java.util.Objects

/**
 * One thing that is wrong, or (as a warning of a programme that loads) worth a second look.
 *
 * Its text is the core's: the same in Rust, Python and Kotlin. It never holds what a family told.
 *
 * @property code the stable code, such as `date.invalid`: the same in Rust, Python and Kotlin
 * @property line the line in a TOML document, from 1
 * @property column the column in that line, in characters, from 1
 * @property path the path from the root of the document; empty where the whole document is meant
 * @property message what is wrong, in a line
 * @property expected what was expected there
 * @property help how to mend it: often the nearest known name
 */
public class Problem internal constructor(
    public val code: String,
    public val line: Int?,
    public val column: Int?,
    public val path: String,
    public val message: String,
    public val expected: String?,
    public val help: String?,
    private val text: String,
) : Serializable {
    private val parts get() = listOf(code, line, column, path, message, expected, help)

    override fun equals(other: Any?): Boolean = other is Problem && parts == other.parts

    override fun hashCode(): Int = Objects.hash(code, line, column, path)

    /** The whole problem: its place, what is wrong, its code, what was expected, and help. */
    override fun toString(): String = text

    private companion object {
        private const val serialVersionUID: Long = 2
    }
}
