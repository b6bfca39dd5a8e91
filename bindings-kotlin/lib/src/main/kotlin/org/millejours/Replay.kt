package org.millejours

import java.io.BufferedReader
import java.io.Reader
import org.millejours.internal.RawReplay
import org.millejours.internal.newReplay

/**
 * Verifies a journal a line at a time: for one too large for memory. Everything that [Journal.fromJsonl] verifies is verified, in
 * the memory that ids need: no body is kept.
 *
 * ```kotlin
 * val key = SecretKey.fromBytes(ByteArray(32) { 1 }) // in earnest 32 random bytes, from SecureRandom
 * val (midwife, on) = Party("provider:midwife") to LocalDate.of(2026, 6, 1)
 * val roster = Roster.fromJson("""{"schema": 1, "keys": [{"party": "$midwife", "public": "${key.publicKey}"}]}""")
 * val journal = Journal(JournalId("05".repeat(16)))
 * val note = """{"kind": "note", "text": "telephoned"}"""
 * journal.append(journal.draft(ThreadId("n1"), midwife, key.publicKey, on, note, ByteArray(32) { 7 }).sign(key), roster, on)
 *
 * Replay(journal.id, roster).use { replay ->
 *     // In earnest the reader of a file, which is the caller's to close.
 *     check(replay.read(journal.toJsonl().reader()).map { it.thread }.toList() == listOf(ThreadId("n1")))
 *     check(replay.size == 1L && replay.heads == journal.heads)
 * }
 *
 * // A line that is refused is told by its number; the next may be taken.
 * Replay(journal.id, roster).use { replay ->
 *     val refused = runCatching { replay.push("{}") }.exceptionOrNull() as JournalException
 *     check(refused.problems.first().line == 1)
 *     check(replay.push(journal.toJsonl().trimEnd()) == journal.events.single())
 *     replay.finish()
 * }
 * ```
 *
 * It changes with each line, and is meant for one thread. What it holds outside the heap is given back by [close], or once it is no
 * longer reachable; a replay that was closed is an `IllegalStateException` to all calls.
 */
public class Replay private constructor(private val handle: RawReplay) : AutoCloseable {
    /**
     * A replay of the journal of that [id], from its first line on.
     *
     * @throws IllegalArgumentException where that is no id of a journal
     */
    public constructor(id: JournalId, roster: Roster) : this(
        calling { newReplay(id.value.utf8(), roster.native()) }.orRefused("an id of a journal has 32 hexadecimal digits"),
    )

    /** How many events were taken. */
    public val size: Long get() = calling { handle.size() }.toLong()

    /** The ids of the events that nothing follows, so far. */
    public val heads: List<EventId> get() = calling { handle.heads() }.map { EventId(it) }.frozen()

    /**
     * Takes the next [line], without its end; the event that it holds. After a refusal the line is left out, and the next may be
     * taken.
     *
     * @throws JournalException with what speaks against the line, by its number and the event's id; never what it says
     * @throws IllegalStateException once the replay has ended
     */
    public fun push(line: String): JournalEvent =
        JournalEvent.of(checkNotNull(calling { handle.push(line.utf8()) }) { "this replay has ended" })

    /**
     * Takes [lines] one by one as the events are asked for, and ends the replay after the last: the events, once.
     *
     * Asking for the next throws a [JournalException] as [push] and, at the end, as [finish].
     */
    public fun read(lines: Sequence<String>): Sequence<JournalEvent> = sequence {
        for (line in lines) yield(push(line))
        finish()
    }.constrainOnce()

    /** Takes the lines of a [reader] as they are asked for; see above. Closing the reader is the caller's. */
    public fun read(reader: Reader): Sequence<JournalEvent> = read(BufferedReader(reader).lineSequence())

    /**
     * Ends the replay: is every body there that no erasure took?
     *
     * @throws JournalException `journal.body_missing` for each event whose body is gone without an erasure that names it
     * @throws IllegalStateException where it has ended before
     */
    public fun finish(): Unit = check(calling { handle.finish() }) { "this replay has ended" }

    /** Gives back what it holds outside the heap. */
    override fun close(): Unit = handle.close()

    /** Nothing of what it read. */
    override fun toString(): String = "Replay"

    public companion object {
        /**
         * A replay of the journal of that [id], for Java.
         *
         * @throws IllegalArgumentException where that is no id of a journal
         */
        @JvmStatic
        @JvmName("of")
        public fun of(id: JournalId, roster: Roster): Replay = Replay(id, roster)
    }
}
