package org.millejours

import java.io.Serializable

/**
 * One thing that is wrong, or (as a warning of a programme that loads) worth a second look.
 *
 * @property code the stable code, such as `date.invalid`: the same in Rust, Python and Kotlin
 * @property line the line in a TOML document, from 1
 * @property column the column in that line, in characters, from 1
 * @property path the path from the root of the document; empty where the whole document is meant
 * @property message what is wrong, in a line
 * @property expected what was expected there
 * @property help how to mend it: often the nearest known name
 */
public data class Problem(
    val code: String,
    val line: Int?,
    val column: Int?,
    val path: String,
    val message: String,
    val expected: String?,
    val help: String?,
) : Serializable {
    private companion object {
        private const val serialVersionUID: Long = 1
    }
}
