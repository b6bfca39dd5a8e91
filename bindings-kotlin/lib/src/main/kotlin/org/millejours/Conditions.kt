@file:JvmName("Conditions")

package org.millejours

import java.nio.charset.CharacterCodingException
import org.millejours.internal.formatCondition as nativeFormatCondition

/**
 * Writes a condition in its canonical form.
 *
 * @throws ConditionException for what is not a condition
 * @throws IllegalArgumentException where the text holds half of a surrogate pair
 */
public fun formatCondition(text: String): String =
    try {
        calling { nativeFormatCondition(text) }
    } catch (failure: CharacterCodingException) {
        throw IllegalArgumentException("the text holds half of a surrogate pair", failure)
    }
