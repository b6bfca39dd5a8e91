package org.millejours

import java.time.LocalDate
import java.util.Locale
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonObject
import org.millejours.internal.cascadesJson as nativeCascades
import org.millejours.internal.waitingListJson as nativeWaitingList

/**
 * A place in a waiting list.
 *
 * ```kotlin
 * val (mother, nursery, day) = Triple(Party("adult:a1"), Party("provider:nursery"), LocalDate.of(2026, 6, 1))
 * val draft = Referral.begin(
 *     ReferralId("r1"), OfferId("place"), nursery, sender = mother, about = listOf(About("family")),
 *     first = ReferralStep.of(ReferralState.DRAFT, day, mother),
 * )
 * val requested = draft.step(ReferralStep.of(ReferralState.REQUESTED, day, mother, disclosure = DisclosureId("d1")))
 * val listed = requested.step(ReferralStep.of(ReferralState.ACCEPTED, day, nursery, capacity = Capacity.WAITLIST))
 * val first = Waiting.list(listOf(listed, draft), OfferId("place")).single()
 * check(first.place == 1 && first.referral == listed.id && first.since == day)
 * ```
 *
 * @property place the place, from 1
 * @property since the day on which the provider was asked
 */
public class Waiting internal constructor(
    public val place: Int,
    /** The referral. */
    @get:JvmName("getReferral") public val referral: ReferralId,
    public val since: LocalDate,
) {
    private val parts get() = listOf(place, referral, since)

    override fun equals(other: Any?): Boolean = other is Waiting && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    override fun toString(): String = "Waiting(place=$place)"

    public companion object {
        /**
         * Who waits for an [offer]: requests that the provider has put on its waiting list and that have neither begun nor
         * ended, the earliest request first, those of one day by their ids. Need gives no place here.
         */
        @JvmStatic
        @JvmName("list")
        public fun list(referrals: Collection<Referral>, offer: OfferId): List<Waiting> =
            waitingList(listJson(told(referrals), offer))

        /**
         * Who waits for an [offer], as JSON: the same bytes in Rust, Python and Kotlin.
         *
         * @param referrals a document of JSON: `{"schema": 1, "referrals": […]}`
         * @throws JournalException with everything that is wrong with it
         */
        @JvmStatic
        @JvmName("listJson")
        public fun listJson(referrals: String, offer: OfferId): String =
            calling { nativeWaitingList(referrals.utf8(), offer.value.utf8()) }
    }
}

/** How far a referral came, the first first. */
public enum class CascadeStage {
    /** Proposed to the family, or asked for by it. */
    PROPOSED,

    /** The family agreed. */
    AGREED,

    /** The provider was asked. */
    REQUESTED,

    /** The provider said yes. */
    ACCEPTED,

    /** The help began. */
    BEGUN,

    /** The help came to its end as meant. */
    COMPLETED;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/**
 * How many referrals reached a stage.
 *
 * @property stage the stage
 * @property reached how many reached it; `null` where the number is kept back
 */
public class CascadeCount internal constructor(public val stage: CascadeStage, public val reached: Long?) {
    override fun equals(other: Any?): Boolean = other is CascadeCount && stage == other.stage && reached == other.reached

    override fun hashCode(): Int = stage.hashCode() * 31 + reached.hashCode()

    /** No number: of one family alone it tells where that stands, and could come to stand in a log. */
    override fun toString(): String = "CascadeCount(stage=${stage.word})"
}

/**
 * How many referrals for one offer came how far: a care cascade, in numbers that name nobody.
 *
 * ```kotlin
 * val (midwife, day) = Party("provider:midwife-7") to LocalDate.of(2026, 6, 1)
 * val proposed = Referral.begin(
 *     ReferralId("r1"), OfferId("home-visit"), provider = Party("provider:pmi"), sender = midwife,
 *     about = listOf(About("family")), first = ReferralStep.of(ReferralState.PROPOSED, day, midwife),
 * )
 * val all = Cascade.all(listOf(proposed), day, atLeast = 1).single()
 * check(all.offer == OfferId("home-visit") && all.stages.first().reached == 1L)
 * // One family alone is not told to many.
 * check(Cascade.all(listOf(proposed), day, atLeast = 5).single().stages.first().reached == null)
 * ```
 *
 * @property stages each stage, the first first
 */
public class Cascade internal constructor(
    /** The offer. */
    @get:JvmName("getOffer") public val offer: OfferId,
    public val stages: List<CascadeCount>,
) {
    override fun equals(other: Any?): Boolean = other is Cascade && offer == other.offer && stages == other.stages

    override fun hashCode(): Int = offer.hashCode() * 31 + stages.hashCode()

    /** No number: it could come to stand in a log. */
    override fun toString(): String = "Cascade(offer=$offer)"

    public companion object {
        /**
         * How far [referrals] came by a day ([on]), for each offer.
         *
         * Small numbers are kept back: a number is shown where it is zero or at least [atLeast], and differs from each number
         * shown before it by zero or at least that. `1` keeps nothing back, for those who may see each referral anyway. Two
         * cascades of populations that overlap, or of two days, must not be published side by side.
         *
         * @throws JournalException where [atLeast] is 0 or 2, which would keep nothing back
         * @throws IllegalArgumentException where [atLeast] is below zero
         */
        @JvmStatic
        public fun all(referrals: Collection<Referral>, on: LocalDate, atLeast: Long): List<Cascade> =
            cascades(allJson(told(referrals), on, atLeast))

        /**
         * How far referrals came by a day ([on]), as JSON: the same bytes in Rust, Python and Kotlin. See [all].
         *
         * @param referrals a document of JSON: `{"schema": 1, "referrals": […]}`
         * @throws JournalException where [atLeast] is 0 or 2, which would keep nothing back
         * @throws IllegalArgumentException where [atLeast] is below zero
         * @throws JournalException with everything that is wrong with the referrals
         */
        @JvmStatic
        public fun allJson(referrals: String, on: LocalDate, atLeast: Long): String {
            require(atLeast >= 0) { "a smallest number is not below zero" }
            return calling { nativeCascades(referrals.utf8(), on.utf8(), atLeast.toULong()) }
        }
    }
}

private fun told(referrals: Collection<Referral>): String = buildJsonObject {
    put("schema", JsonPrimitive(1))
    put("referrals", JsonArray(referrals.map { tree(it.toJson()) }))
}.toString()

/** Reads a waiting list that the core has written. */
internal fun waitingList(json: String): List<Waiting> = reading {
    tree(json).jsonObject.objects("waiting") {
        Waiting(it.whole("place").toInt(), ReferralId(it.text("referral")), it.date("since"))
    }
}

/** Reads cascades that the core has written. */
internal fun cascades(json: String): List<Cascade> = reading {
    tree(json).jsonObject.objects("cascades") { cascade ->
        val stages = cascade.objects("stages") {
            CascadeCount(wordOf(it.text("stage")), it.text("reached").toLongOrNull())
        }
        Cascade(OfferId(cascade.text("offer")), stages)
    }
}
