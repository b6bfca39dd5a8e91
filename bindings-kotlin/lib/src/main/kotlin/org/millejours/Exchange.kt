@file:JvmName("Exchange")

package org.millejours

import java.time.LocalDate
import org.millejours.internal.consentDpvJson as nativeConsentDpvJson

/**
 * A [consent] (a document of JSON) as it stands [on] a day, as JSON-LD: what it gives to processing as a consent record in
 * terms of the W3C Data Privacy Vocabulary, acceptance and release in terms of our own.
 *
 * ```kotlin
 * val consent = """{"id": "g1", "giver": "adult:a1", "gives": ["processing"], "purpose": "referral", "categories": ["health"],
 *     "recipients": ["provider:pmi"], "about": ["adult[a1]"], "act": "ordinary", "from": "2026-06-01", "status": "given",
 *     "since": "2026-06-01"}"""
 * check("\"@type\":\"dpv:ConsentGiven\"" in consentDpvJson(consent, LocalDate.of(2026, 6, 15)))
 * ```
 *
 * @throws ConsentException with everything that is wrong with the consent
 * @throws FeatureException in a build without the feature `exchange`, such as the library for Android
 */
public fun consentDpvJson(consent: String, on: LocalDate): String =
    calling { nativeConsentDpvJson(consent.utf8(), on.utf8()) }
