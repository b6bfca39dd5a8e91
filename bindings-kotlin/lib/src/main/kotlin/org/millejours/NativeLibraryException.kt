package org.millejours

/**
 * The native library cannot be loaded on this machine; [message] says what to do. Not a refusal: nothing was asked yet.
 */
public class NativeLibraryException internal constructor(cause: LinkageError) : IllegalStateException(
    "the native library of Millejours cannot be loaded on this machine (" +
        "${System.getProperty("os.name")}, ${System.getProperty("os.arch")}).\n" +
        "  On Android, depend on org.millejours:millejours-android (an AAR), and on JNA as an AAR, not as a jar.\n" +
        "  Elsewhere, put a millejours-ffi jar that was built for this system on the class path, or name the folder of " +
        "the library: -Djna.library.path=FOLDER.",
    cause,
)
