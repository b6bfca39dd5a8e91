package org.millejours

import org.millejours.internal.RawRoster
import org.millejours.internal.RawSecretKey
import org.millejours.internal.publicKey
import org.millejours.internal.publicKeyOf
import org.millejours.internal.secretKey

/**
 * A secret key of Ed25519. The caller draws its 32 bytes at random and keeps them; the library keeps them only while the key
 * is reachable, and shows them to nobody.
 *
 * Where a phone's own store holds the key and gives it to nobody, there is no object of this class: see
 * [UnsignedEvent.withSignature].
 *
 * ```kotlin
 * val key = SecretKey.fromBytes(ByteArray(32) { 7 }) // in earnest 32 random bytes, from SecureRandom
 * check(key.toString() == "SecretKey" && PublicKey.parse(key.publicKey.toString()) == key.publicKey)
 * ```
 *
 * Immutable; may be shared between threads.
 */
public class SecretKey private constructor(private val handle: RawSecretKey) {
    /** The public key that belongs to it. */
    public val publicKey: PublicKey = PublicKey(handle.publicKey())

    internal fun native(): RawSecretKey = handle

    /** Nothing of the key. */
    override fun toString(): String = "SecretKey"

    public companion object {
        /**
         * A key from its bytes. They are copied: the caller may overwrite them.
         *
         * @throws IllegalArgumentException where they are not 32
         */
        @JvmStatic
        public fun fromBytes(bytes: ByteArray): SecretKey =
            calling { secretKey(bytes)?.let { SecretKey(it) } }.orRefused("a secret key of Ed25519 has 32 bytes")
    }
}

/**
 * A public key of Ed25519. [toString] gives its 64 hexadecimal digits.
 *
 * Immutable; may be shared between threads.
 */
public class PublicKey internal constructor(private val digits: String) {
    override fun equals(other: Any?): Boolean = other is PublicKey && digits == other.digits

    override fun hashCode(): Int = digits.hashCode()

    override fun toString(): String = digits

    public companion object {
        /**
         * Reads 64 hexadecimal digits in lower case.
         *
         * @throws IllegalArgumentException where they are no key, or one that would accept any signature
         */
        @JvmStatic
        public fun parse(text: String): PublicKey =
            PublicKey(calling { publicKey(text.utf8()) }.orRefused("this is no public key of Ed25519"))

        /**
         * A key from its 32 bytes: of the encoding that Java gives (`getEncoded()` of a key of Ed25519, 44 bytes) the last 32.
         *
         * @throws IllegalArgumentException where they are no key, or one that would accept any signature
         */
        @JvmStatic
        public fun fromBytes(bytes: ByteArray): PublicKey =
            PublicKey(calling { publicKeyOf(bytes) }.orRefused("this is no public key of Ed25519"))
    }
}

/**
 * Who signs with which keys, and on which days. A key that is not in it signs nothing; the caller sees to whose keys they are.
 *
 * Immutable; may be shared between threads. Two are equal where they have the same JSON.
 */
public class Roster private constructor(private val handle: RawRoster) {
    private val json = handle.toJson()

    /** The roster as JSON, its keys by their names. */
    public fun toJson(): String = json

    internal fun native(): RawRoster = handle

    override fun equals(other: Any?): Boolean = other is Roster && json == other.json

    override fun hashCode(): Int = json.hashCode()

    /** Nobody's name: it could come to stand in a log. */
    override fun toString(): String = "Roster"

    public companion object {
        /**
         * Reads `{"schema":1,"keys":[{"party":"provider:pmi","public":"<64 digits>","from"?,"until"?,"revoked"?}]}`.
         *
         * @throws JournalException with every problem found, by path
         */
        @JvmStatic
        public fun fromJson(text: String): Roster = fromJson(text.utf8())

        /**
         * Reads a roster from its bytes; see above.
         *
         * @throws JournalException with every problem found, by path
         */
        @JvmStatic
        public fun fromJson(text: ByteArray): Roster = calling { Roster(RawRoster.fromJson(text)) }
    }
}

/** An argument that the core cannot read refuses the call; what it was is not told. */
internal fun <T : Any> T?.orRefused(why: String): T = this ?: throw IllegalArgumentException(why)
