package org.millejours

import java.time.LocalDate
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonObject
import org.millejours.internal.RawJournal
import org.millejours.internal.RawRefusedEvent
import org.millejours.internal.consentEntry as nativeConsentEntry
import org.millejours.internal.erasureEntry as nativeErasureEntry
import org.millejours.internal.lawfulEntry as nativeLawfulEntry
import org.millejours.internal.newJournal as nativeNewJournal
import org.millejours.internal.readJournal as nativeReadJournal

/**
 * What was agreed, asked and answered around one family, as signed events that are only ever added. From them the consents and
 * referrals of a day are computed; nothing else is stored. A phone offline and an office may each add to a copy of their own:
 * copies merge to the same bytes, in any order, and where they disagree the protective answer stands.
 *
 * Keys, random bytes and the day come from the caller.
 *
 * ```kotlin
 * val (midwife, mother) = Party("provider:midwife") to Party("adult:a1")
 * // In earnest 32 random bytes each, from SecureRandom.
 * val (office, phone) = SecretKey.fromBytes(ByteArray(32) { 1 }) to SecretKey.fromBytes(ByteArray(32) { 2 })
 * val roster = Roster.fromJson(
 *     """{"schema": 1, "keys": [{"party": "$midwife", "public": "${office.publicKey}"},
 *         {"party": "$mother", "public": "${phone.publicKey}"}]}""",
 * )
 * val (thread, on) = ThreadId("g1") to LocalDate.of(2026, 6, 1)
 * val consent = Journal.consentEntry(
 *     """{"id": "g1", "giver": "adult:a1", "gives": ["release", "processing"], "purpose": "referral",
 *         "categories": ["birth"], "recipients": ["provider:pmi"], "about": ["child[c1]"], "act": "ordinary",
 *         "from": "2026-06-01", "evidence": {"form": "spoken"}, "status": "given", "since": "2026-06-01"}""",
 * )
 * // In earnest 32 random digits, drawn once for the family.
 * val desk = Journal(JournalId("05".repeat(16)))
 * desk.append(desk.draft(thread, midwife, office.publicKey, on, consent, salt = ByteArray(32) { 7 }).sign(office), roster, on)
 *
 * // Offline, the mother takes it back. However the copies meet, the withdrawal stands.
 * val pocket = Journal.fromJsonl(desk.toJsonl(), desk.id, roster)
 * val withdrawn = Journal.consentEntry(ConsentStatus.WITHDRAWN, by = mother)
 * val later = on.plusDays(2)
 * pocket.append(pocket.draft(thread, mother, phone.publicKey, later, withdrawn, ByteArray(32) { 8 }).sign(phone), roster, later)
 * val merged = desk.merge(pocket, roster, later).journal
 * check(merged.toJsonl() == pocket.merge(desk, roster, later).journal.toJsonl())
 * check(merged.standings(later).single().state == "withdrawn")
 *
 * // And nobody gives it again: only a new consent permits.
 * val yes = Journal.consentEntry(ConsentStatus.GIVEN)
 * val again = merged.draft(thread, mother, phone.publicKey, later, yes, ByteArray(32))
 * val refused = runCatching { merged.append(again.sign(phone), roster, later) }.exceptionOrNull() as JournalException
 * check(refused.code == "consent.transition" && merged.size == 2)
 * ```
 *
 * It changes, by [append], [appendDue] and [mergeIn] alone; it may be shared between threads all the same. What it holds
 * outside the heap is given back once it is no longer reachable.
 */
public class Journal private constructor(private val handle: RawJournal) {
    /**
     * A journal without events, by the [id] that was drawn for the family.
     *
     * @throws IllegalArgumentException where that is no id of a journal
     */
    public constructor(id: JournalId) : this(calling { nativeNewJournal(id.value.utf8()) }.orRefused(NO_JOURNAL))

    /** Its name, the same in every copy. Keep it beside what is stored. */
    @get:JvmName("getId")
    public val id: JournalId = JournalId(calling { handle.id() })

    /** How many events it holds. */
    public val size: Int get() = calling { handle.size() }.toInt()

    /** The events, in order. */
    public val events: List<JournalEvent> get() = calling { handle.events() }.map { JournalEvent.of(it) }.frozen()

    /** The ids of the events that nothing follows. Whoever remembers them sees later whether anything was dropped. */
    public val heads: List<EventId> get() = calling { handle.heads() }.map { EventId(it) }.frozen()

    /**
     * Which of these events are not here: of [heads] remembered from before, or told by another copy, none is missing.
     *
     * @throws IllegalArgumentException where one of them is no id of an event
     */
    public fun missing(heads: Collection<EventId>): List<EventId> =
        calling { handle.missing(heads.map { it.value.utf8() }) }.orRefused("an id of an event has 64 hexadecimal digits")
            .map { EventId(it) }.frozen()

    /** The journal as lines of JSON, each event after those it follows: the same bytes for the same events. */
    public fun toJsonl(): String = calling { handle.toJsonl() }

    /**
     * Gives what is to be said its place after the last events of its [thread]. What those are kept from, it is kept from.
     *
     * @param thread the id of the consent, the referral, and so on
     * @param author who says it
     * @param key the public part of the key that will sign it
     * @param on its day
     * @param entry what it says, as JSON with a `kind`: [consentEntry], [confidenceEntry], [lawfulEntry], [erasureEntry],
     *     [Referral.toEntry], [ReferralStep.toEntry], [Disclosure.toEntry], or as the guide to journals says
     * @param salt 32 random bytes, new for each event: without it, who sees a header could guess at a short body
     * @param keptFrom from whom it is kept
     * @throws IllegalArgumentException where the author or one of [keptFrom] is no party, or the salt has not 32 bytes
     * @throws JournalException where the entry is none (`journal.entry`), the thread no identifier (`id.invalid`), and where it
     *     is dated before what it follows (`journal.before_parent`)
     */
    @JvmOverloads
    @JvmName("draft")
    public fun draft(
        thread: ThreadId,
        author: Party,
        key: PublicKey,
        on: LocalDate,
        entry: String,
        salt: ByteArray,
        keptFrom: Collection<Party> = emptyList(),
    ): UnsignedEvent {
        val unsigned = calling {
            handle.draft(
                thread.value.utf8(), author.value.utf8(), key.toString().utf8(), on.utf8(), keptFrom.map { it.value.utf8() },
                entry.utf8(), salt,
            )
        }
        return UnsignedEvent(unsigned.orRefused("an author and those it is kept from are parties, and a salt has 32 bytes"))
    }

    /**
     * Adds an [event], as it is [on] a day; whether it brought anything new. It is verified wholly, or nothing changes.
     *
     * @throws JournalException where it is dated after that day (`journal.future`), where key, signature or body are not
     *     genuine, where an event before it is not here, and for what the life of a consent or a referral does not allow
     */
    public fun append(event: JournalEvent, roster: Roster, on: LocalDate): Boolean =
        calling { handle.append(event.json.utf8(), roster.native(), on.utf8()) }

    /**
     * Adds an erasure ([event]) of what is due by [rules] of retention (a document in JSON), as it is [on] a day; whether it
     * brought anything new. What was shown, and what was shared under a law, is erased in no other way.
     *
     * @throws JournalException as [append]; where something is not due (`journal.erasure`); where the rules are at fault
     */
    public fun appendDue(event: JournalEvent, rules: String, roster: Roster, on: LocalDate): Boolean =
        calling { handle.appendDue(event.json.utf8(), rules.utf8(), roster.native(), on.utf8()) }

    /**
     * Adds an erasure ([event]) of what is due by [rules] of retention, as it is [on] a day; see above.
     *
     * @throws JournalException as [append]; where something is not due (`journal.erasure`)
     */
    public fun appendDue(event: JournalEvent, rules: RetentionRules, roster: Roster, on: LocalDate): Boolean =
        appendDue(event, rules.toJson(), roster, on)

    /**
     * The threads that are over [on] a day and were kept for as long as the [rules] say, with the events to erase. The library
     * erases nothing by itself: each is to be drafted as an entry `erasure` of its own, and added by [appendDue]. Of a consent
     * with a no in it (`withdrawn`, `refused`, …), and of a confidence, the giver signs it; or somebody who is no member of the
     * family, and the entry has `by` (the giver) and `evidence`: else it is refused (`journal.authority`).
     */
    public fun dueForErasure(rules: RetentionRules, on: LocalDate): List<DueErasure> =
        dueErasures(dueForErasureJson(rules.toJson(), on))

    /**
     * What is due for erasure [on] a day by [rules] of retention (a document in JSON), as JSON: the same bytes in Rust, Python
     * and Kotlin.
     *
     * @throws JournalException where the rules are at fault
     */
    public fun dueForErasureJson(rules: String, on: LocalDate): String =
        calling { handle.dueForErasureJson(rules.utf8(), on.utf8()) }

    /**
     * What is still to be said so that nobody hands on what is kept: threads, each with the entry to be drafted in it. Sign them
     * before copies are made.
     *
     * ```kotlin
     * val key = SecretKey.fromBytes(ByteArray(32) { 1 }) // in earnest 32 random bytes, from SecureRandom
     * val (mother, on) = Party("adult:a1") to LocalDate.of(2026, 6, 1)
     * val roster = Roster.fromJson("""{"schema": 1, "keys": [{"party": "$mother", "public": "${key.publicKey}"}]}""")
     * val journal = Journal(JournalId("05".repeat(16)))
     * fun say(thread: ThreadId, entry: String) =
     *     journal.append(journal.draft(thread, mother, key.publicKey, on, entry, ByteArray(32) { 9 }).sign(key), roster, on)
     * say(
     *     ThreadId("r1"),
     *     """{"kind": "referral", "offer": "shelter", "provider": "provider:pmi", "sender": "adult:a1", "about": ["family"],
     *         "state": "draft", "by": "adult:a1"}""",
     * )
     * val (keep, from) = listOf(Keep("referral[r1]")) to listOf(Party("adult:a2"))
     * say(ThreadId("k1"), Journal.confidenceEntry(mother, keep, from))
     * // The referral was said before it was confided: its copies do not know.
     * val mark = journal.toBeMarked(family { }).single()
     * check(mark.thread == ThreadId("r1") && say(mark.thread, mark.entry))
     * check(journal.toBeMarked(family { }).isEmpty())
     * ```
     */
    public fun toBeMarked(family: Family): List<Mark> =
        calling { handle.toBeMarked(family.toJson().utf8()) }.map { Mark(ThreadId(it.thread), it.entry) }.frozen()

    /**
     * This copy with all that another holds, as a new journal, and what of the [other] was not taken in. What is new here is
     * verified as it arrives [on] a day: a key that was revoked by then brings nothing, whatever day its events bear, and no event
     * from after that day comes in. The rest does, and what is here stays.
     *
     * Of copies whose events all verify that day the result has the same bytes whichever of them is asked. What another thread
     * appends here meanwhile is not in the result: [mergeIn] is for a journal that is shared.
     *
     * @throws JournalException where the other is a copy of another journal (`journal.foreign`)
     */
    public fun merge(other: Journal, roster: Roster, on: LocalDate): Merge {
        val merged = calling { handle.merge(other.handle, roster.native(), on.utf8()) }
        return Merge(Journal(merged.journal), refused(merged.refused))
    }

    /**
     * Takes in all that another copy holds, as [merge] does, into this journal itself; what of the [other] was not taken in. What
     * another thread appends here meanwhile waits until then, and is not lost. Where it throws, nothing changes.
     *
     * @throws JournalException where the other is a copy of another journal (`journal.foreign`)
     */
    public fun mergeIn(other: Journal, roster: Roster, on: LocalDate): List<RefusedEvent> =
        refused(calling { handle.mergeIn(other.handle, roster.native(), on.utf8()) })

    private fun refused(events: List<RawRefusedEvent>): List<RefusedEvent> =
        events.map { RefusedEvent(EventId(it.event), it.code) }.frozen()

    /**
     * The copy that a [reader] gets, as it stands [on] a day: of each thread to which the reader belongs, the events that are
     * not kept from them. What is left out leaves no trace.
     *
     * @throws IllegalArgumentException where the reader is no party
     */
    @JvmName("copyFor")
    public fun copyFor(reader: Party, family: Family, on: LocalDate): Journal {
        val copy = calling { handle.copyFor(reader.value.utf8(), family.toJson().utf8(), on.utf8()) }
        return Journal(copy.orRefused("the reader is no party"))
    }

    /** Everything that stands [on] a day, as JSON: heads, standings, consents, referrals. */
    public fun standingJson(on: LocalDate): String = calling { handle.standingJson(on.utf8()) }

    /** Where each thread stands [on] a day. */
    public fun standings(on: LocalDate): List<Standing> = standings(standingJson(on))

    /** The consents, confidences and sharings under laws that stand [on] a day, as JSON: what [Programme.decide] takes. */
    public fun consentsJson(on: LocalDate): String = calling { handle.consentsJson(on.utf8()) }

    /** The referrals as they stand [on] a day. */
    public fun referrals(on: LocalDate): List<Referral> = calling { handle.referrals(on.utf8()) }.map { referral(it) }.frozen()

    /** A referral as it stands [on] a day; nothing where nothing of it is known. */
    @JvmName("referral")
    public fun referral(id: ReferralId, on: LocalDate): Referral? =
        calling { handle.referral(id.value.utf8(), on.utf8()) }?.let { referral(it) }

    /** The accompaniments as they stand [on] a day. */
    public fun accompaniments(on: LocalDate): List<Accompaniment> =
        calling { handle.accompaniments(on.utf8()) }.map { accompaniment(it) }.frozen()

    /** An accompaniment as it stands [on] a day, with its goals; nothing where nothing of it is known. */
    @JvmName("accompaniment")
    public fun accompaniment(id: AccompanimentId, on: LocalDate): Accompaniment? =
        calling { handle.accompaniment(id.value.utf8(), on.utf8()) }?.let { accompaniment(it) }

    /** Two are equal where they are copies of one journal, by its [id], and hold the same events with the same bodies. */
    override fun equals(other: Any?): Boolean =
        other is Journal && (handle === other.handle || calling { handle.same(other.handle) })

    /** That of the [id]: it stays while events are added. */
    override fun hashCode(): Int = id.hashCode()

    /** Nothing of what it says: it could come to stand in a log. */
    override fun toString(): String = "Journal(size=$size)"

    public companion object {
        /**
         * A journal without events, for Java: by the [id] that was drawn for the family.
         *
         * @throws IllegalArgumentException where that is no id of a journal
         */
        @JvmStatic
        @JvmName("of")
        public fun of(id: JournalId): Journal = Journal(id)

        /**
         * Reads the journal of that [id] as [toJsonl] writes it, and verifies all of it.
         *
         * @throws IllegalArgumentException where that is no id of a journal
         * @throws JournalException with every line at fault, each event by its id; never what it says
         */
        @JvmStatic
        @JvmName("fromJsonl")
        public fun fromJsonl(text: String, id: JournalId, roster: Roster): Journal = fromJsonl(text.utf8(), id, roster)

        /**
         * Reads the journal of that [id] from its bytes, and verifies all of it.
         *
         * @throws IllegalArgumentException where that is no id of a journal
         * @throws JournalException with every line at fault, each event by its id; never what it says
         */
        @JvmStatic
        @JvmName("fromJsonl")
        public fun fromJsonl(text: ByteArray, id: JournalId, roster: Roster): Journal =
            Journal(calling { nativeReadJournal(text, id.value.utf8(), roster.native()) }.orRefused(NO_JOURNAL))

        /**
         * What begins the thread of a [consent] (a document of JSON), which is to have the consent's id. Its day is that of the
         * event.
         *
         * @throws ConsentException with everything that is wrong with the consent
         * @throws JournalException where it is longer than an event may be
         */
        @JvmStatic
        public fun consentEntry(consent: String): String = calling { nativeConsentEntry(consent.utf8()) }

        /**
         * What says in the thread of a consent how it stands from the event's day on: given, refused, taken back.
         *
         * ```kotlin
         * val mother = Party("adult:a1")
         * val withdrawn = """{"kind":"consent","status":"withdrawn","by":"adult:a1"}"""
         * check(Journal.consentEntry(ConsentStatus.WITHDRAWN, by = mother) == withdrawn)
         *
         * // She said no, and is not asked before September.
         * val no = Journal.consentEntry(ConsentStatus.REFUSED, by = mother, again = LocalDate.of(2026, 9, 1))
         * check(""""again":"2026-09-01"""" in no)
         * ```
         *
         * [Journal.draft] refuses a day on which to ask [again] of anything but what is deferred or refused.
         *
         * @param status how it stands
         * @param by whose word it is, where somebody else writes it down
         * @param evidence what shows it; a yes that somebody else writes down needs it
         * @param again not before that day is the giver asked again
         */
        @JvmStatic
        @JvmOverloads
        @JvmName("consentEntry")
        public fun consentEntry(
            status: ConsentStatus,
            by: Party? = null,
            evidence: Evidence? = null,
            again: LocalDate? = null,
        ): String = turn("consent", status.word, by, evidence, again?.let { mapOf("again" to it.toString()) }.orEmpty())

        /**
         * What begins the thread of a confidence, whose id is that of the thread: the [giver] confides something, and it is kept
         * from those in [from].
         *
         * ```kotlin
         * val mother = Party("adult:a1")
         * val kept = Journal.confidenceEntry(mother, keep = listOf(Keep("child[c2]")), from = listOf(Party("adult:a2")))
         * check(""""keep":["child[c2]"],"from":["adult:a2"],"status":"kept"""" in kept)
         *
         * // She lifts it later, in the same thread.
         * val lifted = """{"kind":"confidence","status":"lifted","by":"adult:a1"}"""
         * check(Journal.confidenceEntry(ConfidenceStatus.LIFTED, by = mother) == lifted)
         * ```
         *
         * [Journal.draft] refuses one that keeps nothing, or from nobody.
         *
         * @param giver who confides it
         * @param keep what is kept
         * @param from from whom
         */
        @JvmStatic
        @JvmName("confidenceEntry")
        public fun confidenceEntry(giver: Party, keep: Collection<Keep>, from: Collection<Party>): String = buildJsonObject {
            put("kind", JsonPrimitive("confidence"))
            put("giver", JsonPrimitive(giver.value))
            put("keep", told(keep.map { it.value }))
            put("from", told(from.map { it.value }))
            put("status", JsonPrimitive(ConfidenceStatus.KEPT.word))
        }.toString()

        /**
         * What says in the thread of a confidence how it stands from then on: lifted, or kept again.
         *
         * @param status how it stands
         * @param by whose word it is, where somebody else writes it down
         * @param evidence what shows it; a lifting that somebody else writes down needs it
         */
        @JvmStatic
        @JvmOverloads
        @JvmName("confidenceEntry")
        public fun confidenceEntry(status: ConfidenceStatus, by: Party? = null, evidence: Evidence? = null): String =
            turn("confidence", status.word, by, evidence)

        /**
         * What records a [sharing] under a law (a document of JSON), in a thread with its id.
         *
         * @throws ConsentException with everything that is wrong with it
         * @throws JournalException where it is longer than an event may be
         */
        @JvmStatic
        public fun lawfulEntry(sharing: String): String = calling { nativeLawfulEntry(sharing.utf8()) }

        /**
         * What takes away the bodies of [events]. They must stand before it in the same thread.
         *
         * @throws IllegalArgumentException where one of them is no id of an event
         */
        @JvmStatic
        public fun erasureEntry(events: Collection<EventId>): String =
            calling { nativeErasureEntry(events.map { it.value.utf8() }) }.orRefused("an id of an event has 64 hexadecimal digits")
    }
}

private const val NO_JOURNAL = "an id of a journal has 32 hexadecimal digits"

/**
 * What came of merging.
 *
 * @property journal all that was here, and all of the other copy that is verified on the day
 * @property refused what of the other copy was not taken in, in the order of a journal
 */
public class Merge internal constructor(public val journal: Journal, public val refused: List<RefusedEvent>) {
    override fun equals(other: Any?): Boolean = other is Merge && journal == other.journal && refused == other.refused

    override fun hashCode(): Int = refused.hashCode()

    override fun toString(): String = "Merge(journal=$journal, refused=${refused.size})"
}

/**
 * An event of another copy that was not taken in.
 *
 * @property code why: one of the codes that a [JournalException] has
 */
public class RefusedEvent internal constructor(
    /** The event. */
    @get:JvmName("getEvent") public val event: EventId,
    public val code: String,
) {
    override fun equals(other: Any?): Boolean = other is RefusedEvent && event == other.event && code == other.code

    override fun hashCode(): Int = event.hashCode()

    override fun toString(): String = "RefusedEvent(event=$event, code=$code)"
}

/**
 * What is still to be said in a thread, so that whoever has a copy hands it on to nobody from whom it is kept.
 *
 * @property entry the entry, as JSON: what [Journal.draft] takes. It names the confidence and those from whom, and nothing of what
 *   is kept
 */
public class Mark internal constructor(
    /** The thread. */
    @get:JvmName("getThread") public val thread: ThreadId,
    public val entry: String,
) {
    override fun equals(other: Any?): Boolean = other is Mark && thread == other.thread && entry == other.entry

    override fun hashCode(): Int = entry.hashCode()

    /** Nobody's name: it could come to stand in a log. */
    override fun toString(): String = "Mark(thread=$thread)"
}

/**
 * Where a thread of a journal stands on a day.
 *
 * @property kind what it is: `consent`, `confidence`, `referral`, `accompaniment`, `lawful`, `disclosure`
 * @property state the state, in the words of its kind
 * @property since since when
 * @property ended is it over?
 * @property incomplete something of it was erased, or is not in this copy: it permits nothing more; of a referral also where
 *   what the family was asked is not here
 * @property contested it was begun twice, apart: it permits nothing
 */
public class Standing internal constructor(
    /** The thread. */
    @get:JvmName("getThread") public val thread: ThreadId,
    public val kind: String,
    public val state: String,
    public val since: LocalDate,
    public val ended: Boolean,
    public val incomplete: Boolean,
    public val contested: Boolean,
) {
    private val parts get() = listOf(thread, kind, state, since, ended, incomplete, contested)

    override fun equals(other: Any?): Boolean = other is Standing && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    /** No state and no day: they could come to stand in a log. */
    override fun toString(): String = "Standing(thread=$thread)"
}

private fun standings(json: String): List<Standing> = reading {
    tree(json).jsonObject.objects("standings") {
        Standing(
            thread = ThreadId(it.text("thread")),
            kind = it.text("kind"),
            state = it.text("state"),
            since = it.date("since"),
            ended = it.holds("ended"),
            incomplete = it.holds("incomplete"),
            contested = it.holds("contested"),
        )
    }
}
