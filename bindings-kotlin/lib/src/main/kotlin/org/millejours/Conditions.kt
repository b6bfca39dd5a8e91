@file:JvmName("Conditions")

package org.millejours

import org.millejours.internal.formatCondition as nativeFormatCondition

/**
 * Writes a condition in its canonical form.
 *
 * @throws ConditionException for what is not a condition
 */
public fun formatCondition(text: String): String = calling { nativeFormatCondition(text) }
