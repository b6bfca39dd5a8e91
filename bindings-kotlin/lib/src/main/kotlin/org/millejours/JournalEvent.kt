package org.millejours

import java.time.LocalDate
import kotlinx.serialization.json.jsonObject
import org.millejours.internal.RawEvent
import org.millejours.internal.RawUnsigned
import org.millejours.internal.readEvent

/**
 * A signed event: one line of a journal. Whether it is genuine is seen where it is added, by [Journal.append].
 *
 * Immutable; may be shared between threads. Two are equal where they are the same line.
 *
 * @property json the event as one line, without the end of the line
 * @property on its day
 * @property entry what it says, as JSON; `null` where that was erased
 */
public class JournalEvent private constructor(
    public val json: String,
    /** Its id. */
    @get:JvmName("getId") public val id: EventId,
    /** Its thread: the id of the consent, the referral, and so on. */
    @get:JvmName("getThread") public val thread: ThreadId,
    /** Who says it. */
    @get:JvmName("getAuthor") public val author: Party,
    public val on: LocalDate,
    public val entry: String?,
) {
    override fun equals(other: Any?): Boolean = other is JournalEvent && json == other.json

    override fun hashCode(): Int = json.hashCode()

    /** Nothing of what it says, and no salt: it could come to stand in a log. */
    override fun toString(): String = "JournalEvent(id=$id)"

    public companion object {
        /**
         * Reads one line of a journal.
         *
         * @throws JournalException with everything that is wrong with it
         */
        @JvmStatic
        public fun fromJson(line: String): JournalEvent = of(calling { readEvent(line.utf8()) })

        internal fun of(event: RawEvent): JournalEvent = reading {
            val header = tree(event.json).jsonObject.getValue("header").jsonObject
            JournalEvent(
                json = event.json,
                id = EventId(event.id),
                thread = ThreadId(header.text("thread")),
                author = Party(header.text("author")),
                on = header.date("on"),
                entry = event.entry,
            )
        }
    }
}

/**
 * An event that has its place in a journal, and not yet its signature; [Journal.draft] gives it.
 *
 * It is signed by a [SecretKey], or in two steps by a key that never leaves a safe place, such as Android's Keystore or a card:
 * its [bytes] go there, and the signature comes back.
 *
 * In Android's Keystore, from Android 13 on, such a key is one of its elliptic curves: a generator of `KEY_ALGORITHM_EC` with
 * `ECGenParameterSpec("ed25519")`, the purpose `PURPOSE_SIGN` and the digest `DIGEST_NONE`. This part has not been run on a
 * device; the example below runs with Java's own keys.
 *
 * ```kotlin
 * // What a Keystore does: the key stays with it, and it signs what it is given.
 * val keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair()
 * val public = PublicKey.fromBytes(keys.public.encoded.takeLast(32).toByteArray())
 * val salt = ByteArray(32).also { SecureRandom().nextBytes(it) }
 * val (author, on) = Party("adult:a1") to LocalDate.of(2026, 6, 1)
 * val unsigned = Journal(JournalId("05".repeat(16))).draft(ThreadId("g1"), author, public, on, """{"kind": "note"}""", salt)
 * val signature = Signature.getInstance("Ed25519").run {
 *     initSign(keys.private)
 *     update(unsigned.bytes())
 *     sign()
 * }
 * val event = unsigned.withSignature(signature)
 * check(event.author == author && event.toString() == "JournalEvent(id=${event.id})")
 *
 * // A signature that is none of this key over these bytes is refused.
 * val refused = runCatching { unsigned.withSignature(ByteArray(64)) }.exceptionOrNull() as JournalException
 * check(refused.code == "journal.signature")
 * ```
 *
 * Immutable; may be shared between threads.
 */
public class UnsignedEvent internal constructor(private val handle: RawUnsigned) {
    /** The bytes to be signed, by Ed25519. */
    public fun bytes(): ByteArray = calling { handle.bytes() }

    /**
     * The event with a signature over [bytes] that was made elsewhere.
     *
     * @throws IllegalArgumentException where it has not 64 bytes
     * @throws JournalException where it is not that of the draft's key: `journal.signature`
     */
    public fun withSignature(signature: ByteArray): JournalEvent =
        JournalEvent.of(calling { handle.withSignature(signature) }.orRefused("a signature of Ed25519 has 64 bytes"))

    /**
     * The event, signed.
     *
     * @throws JournalException where the key is another than the draft's: `journal.signature`
     */
    public fun sign(key: SecretKey): JournalEvent = JournalEvent.of(calling { handle.sign(key.native()) })

    /** Nothing of what it says, and no salt. */
    override fun toString(): String = "UnsignedEvent"
}
