@file:JvmName("Conditions")

package org.millejours

import org.millejours.internal.formatCondition as nativeFormatCondition

/**
 * Writes a condition in its canonical form.
 *
 * @throws ConditionException for what is not a condition
 */
public fun formatCondition(text: String): String = formatCondition(text.utf8())

/**
 * Writes a condition, given as bytes, in its canonical form.
 *
 * @throws ConditionException for what is not a condition
 */
public fun formatCondition(text: ByteArray): String = calling { nativeFormatCondition(text) }
