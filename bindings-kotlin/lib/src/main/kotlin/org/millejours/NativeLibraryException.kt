package org.millejours

/**
 * The native library cannot be loaded on this machine, or is of another version than these classes; [message] says what to do.
 * Not a refusal: nothing was asked yet.
 */
public class NativeLibraryException internal constructor(cause: LinkageError) :
    IllegalStateException(NativeFailure.told(cause), cause) {
    private companion object {
        private const val serialVersionUID: Long = 1
    }
}

/** Why the native library does not serve. */
internal enum class NativeFailure(private val text: () -> String) {
    ABSENT({
        "the native library of Millejours cannot be loaded on this machine (" +
            "${System.getProperty("os.name")}, ${System.getProperty("os.arch")}).\n" +
            "  On Android, depend on org.millejours:millejours-android (an AAR), and on JNA as an AAR, not as a jar.\n" +
            "  Elsewhere, put a millejours-ffi jar that was built for this system on the class path, or name the folder of " +
            "the library: -Djna.library.path=FOLDER."
    }),
    OTHER_VERSION({
        "the native library of Millejours is of another version than its classes.\n" +
            "  Depend on millejours, millejours-ffi and millejours-android in one and the same version, and look what " +
            "-Djna.library.path names."
    });

    companion object {
        /** What the first call found: Java tells the true reason once, and afterwards only that a class is not there. */
        @Volatile
        private var first: NativeFailure? = null

        fun told(cause: LinkageError): String = (first ?: of(cause).also { first = it }).text()

        /** Absent where the library, or JNA, was not found; a library that was found and does not fit is another version. */
        fun of(cause: LinkageError): NativeFailure {
            val chain = generateSequence<Throwable>(cause) { it.cause }.take(16).toList()
            // Of a library that was found, JNA says so where a function is not in it.
            val unfit = chain.any { it is UnsatisfiedLinkError && it.message.orEmpty().startsWith("Error looking up function") }
            val unfound = chain.any { it is UnsatisfiedLinkError || it is ClassNotFoundException || it is NoClassDefFoundError }
            return if (unfound && !unfit) ABSENT else OTHER_VERSION
        }
    }
}
