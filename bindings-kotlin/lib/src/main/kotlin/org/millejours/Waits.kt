@file:JvmName("Waits")

package org.millejours

import java.time.LocalDate
import org.millejours.internal.referralWaitsJson as nativeReferralWaitsJson

/**
 * How far [referrals] (a document of JSON: `{"schema": 1, "referrals": […]}`) came by a day and how long each stage took, by offer, as JSON.
 *
 * Small numbers are kept back: one is written where it is zero or at least [atLeast], and differs from each written before it by
 * zero or at least that; a median of days, where its number is written and rests on so many referrals.
 *
 * ```kotlin
 * val asked = """{"schema": 1, "referrals": [{"schema": 1, "id": "r1", "offer": "visit", "provider": "provider:pmi", "sender": "adult:a1", "about": ["family"],""" +
 *     """"steps": [{"state": "draft", "on": "2026-06-01", "by": "adult:a1"}]}]}"""
 * val on = LocalDate.of(2026, 6, 30)
 * check("{\"stage\":\"agreed\",\"reached\":1," in referralWaitsJson(asked, on, 1))
 * check("{\"stage\":\"agreed\",\"reached\":null," in referralWaitsJson(asked, on, 3))
 * ```
 *
 * @param atLeast 3 or more; or 1, which keeps nothing back, for those who may see each referral anyway
 * @throws JournalException with everything that is wrong with the referrals, and for a threshold of 0 or 2, which would hide
 *     nothing
 */
public fun referralWaitsJson(referrals: String, on: LocalDate, atLeast: Int): String {
    require(atLeast >= 0) { "a threshold is no less than 0" }
    return calling { nativeReferralWaitsJson(referrals.utf8(), on.utf8(), atLeast.toUInt()) }
}
