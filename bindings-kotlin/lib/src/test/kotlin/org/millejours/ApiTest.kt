package org.millejours

import java.io.File
import java.lang.invoke.MethodType
import java.lang.reflect.Constructor
import java.lang.reflect.Method
import java.lang.reflect.Modifier
import kotlin.metadata.KmConstructor
import kotlin.metadata.KmType
import kotlin.metadata.KmValueParameter
import kotlin.metadata.Visibility
import kotlin.metadata.isNullable
import kotlin.metadata.jvm.KotlinClassMetadata
import kotlin.metadata.jvm.fieldSignature
import kotlin.metadata.jvm.getterSignature
import kotlin.metadata.jvm.setterSignature
import kotlin.metadata.jvm.signature
import kotlin.metadata.visibility
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/**
 * The public face, as the JVM sees it, compared with `lib/api/millejours.api`: whatever is lost or changed there breaks code
 * that was compiled against it. `MILLEJOURS_BLESS=1 mvn -f bindings-kotlin/pom.xml verify` writes it anew.
 *
 * What is `internal` in Kotlin is public in bytecode; the metadata in each class file says which is which.
 */
class ApiTest {
    private val classes = File(Programme::class.java.protectionDomain.codeSource.location.toURI())
    private val dump = File("api/millejours.api")

    private val seen = setOf(Visibility.PUBLIC, Visibility.PROTECTED)

    /** The signatures that Kotlin shows and those that it hides; `null` where the class itself is hidden. */
    private fun face(type: Class<*>): Pair<Set<String>, Set<String>>? {
        val annotation = type.getAnnotation(Metadata::class.java) ?: return emptySet<String>() to emptySet()
        val signatures = when (val metadata = KotlinClassMetadata.readLenient(annotation)) {
            is KotlinClassMetadata.Class -> {
                val own = metadata.kmClass
                if (own.visibility !in seen) return null
                own.constructors.map { it.visibility to it.signature } +
                    own.functions.map { it.visibility to it.signature } + own.properties.flatMap { property ->
                        listOf(property.getter.visibility to property.getterSignature) +
                            listOfNotNull(property.setter?.let { it.visibility to property.setterSignature })
                    } + own.properties.map { it.visibility to it.fieldSignature }
            }
            is KotlinClassMetadata.FileFacade -> {
                val own = metadata.kmPackage
                own.functions.map { it.visibility to it.signature } +
                    own.properties.map { it.visibility to it.getterSignature } +
                    own.properties.map { it.visibility to it.fieldSignature }
            }
            else -> return null
        }
        val (shown, hidden) = signatures.filter { it.second != null }.partition { it.first in seen }
        return shown.map { it.second.toString() }.toSet() to hidden.map { it.second.toString() }.toSet()
    }

    /** By signature, what may be `null`: parameters by name, the result as `result`. */
    private fun nullable(type: Class<*>): Map<String, List<String>> {
        val annotation = type.getAnnotation(Metadata::class.java) ?: return emptyMap()
        fun of(parameters: List<KmValueParameter>, result: KmType? = null): List<String> =
            parameters.filter { it.type.isNullable }.map { it.name } + listOfNotNull("result".takeIf { result?.isNullable == true })
        val (functions, properties, constructors) = when (val metadata = KotlinClassMetadata.readLenient(annotation)) {
            is KotlinClassMetadata.Class -> metadata.kmClass.run { Triple(functions, properties, constructors) }
            is KotlinClassMetadata.FileFacade -> metadata.kmPackage.run { Triple(functions, properties, emptyList<KmConstructor>()) }
            else -> return emptyMap()
        }
        return functions.associate { it.signature.toString() to of(it.valueParameters, it.returnType) } +
            properties.associate { it.getterSignature.toString() to of(emptyList(), it.returnType) } +
            constructors.associate { it.signature.toString() to of(it.valueParameters) }
    }

    private fun signature(method: Method) =
        method.name + MethodType.methodType(method.returnType, method.parameterTypes).toMethodDescriptorString()

    private fun signature(constructor: Constructor<*>) =
        "<init>" + MethodType.methodType(Void.TYPE, constructor.parameterTypes).toMethodDescriptorString()

    private fun open(modifiers: Int) = Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers)

    private fun isSeen(type: Class<*>): Boolean =
        open(type.modifiers) && !type.isAnonymousClass && !type.isLocalClass && face(type) != null &&
            (type.declaringClass?.let { isSeen(it) } ?: true)

    private fun lines(type: Class<*>): List<String> {
        val (shown, hidden) = face(type)!!
        val names = shown.map { it.substringBefore('(') }.toSet()
        fun member(signature: String, name: String, synthetic: Boolean, modifiers: Int): Boolean = when {
            !open(modifiers) || signature in hidden -> false
            signature in shown || !synthetic -> true
            else -> name.endsWith("-impl") || (name.endsWith("\$default") && name.removeSuffix("\$default") in names)
        }
        val methods = type.declaredMethods.filter { member(signature(it), it.name, it.isSynthetic, it.modifiers) }
        val constructors = type.declaredConstructors.filter { member(signature(it), "", it.isSynthetic, it.modifiers) }
        val fields = type.declaredFields.filter { field ->
            open(field.modifiers) && !field.isSynthetic && hidden.none { it.startsWith(field.name + ":") }
        }
        val nullable = nullable(type)
        fun line(text: String, signature: String, synthetic: Boolean): String {
            val open = nullable[signature].orEmpty()
            return text + (if (synthetic) " [synthetic]" else "") + if (open.isEmpty()) "" else " [nullable: ${open.joinToString()}]"
        }
        val members = (fields.map { it.toGenericString() } +
            constructors.map { line(it.toGenericString(), signature(it), it.isSynthetic) } +
            methods.map { line(it.toGenericString(), signature(it), it.isSynthetic) }).sorted()
        if (members.isEmpty() && face(type)!!.first.isEmpty() && type.simpleName.endsWith("Kt")) return emptyList()
        val parents = listOfNotNull(type.genericSuperclass?.typeName.takeIf { it != "java.lang.Object" }) +
            type.genericInterfaces.map { it.typeName }
        val head = type.toGenericString() + if (parents.isEmpty()) "" else " : ${parents.joinToString()}"
        return listOf("$head {") + members.map { "    $it" } + "}"
    }

    private fun api(): List<String> =
        classes.walk().filter { it.extension == "class" }
            .map { it.relativeTo(classes).path.removeSuffix(".class").replace(File.separatorChar, '.') }.sorted()
            .map { Class.forName(it, false, javaClass.classLoader) }.filter(::isSeen).flatMap(::lines).toList()

    @Test
    fun `the public face is the one written down`() {
        val came = api().joinToString("\n", postfix = "\n")
        if (System.getenv("MILLEJOURS_BLESS") == "1") {
            dump.parentFile.mkdirs()
            dump.writeText(came)
        }
        assertEquals(dump.readText(), came, "the public face has changed; see ApiTest for how to write it down anew")
    }

    @Test
    fun `nothing generated and no library shows, and no floating point`() {
        val api = api()
        assertTrue(api.any { "class org.millejours.Programme " in it })
        val hidden = Regex("org\\.millejours\\.internal|com\\.sun\\.jna|uniffi|kotlinx\\.serialization|\\b(double|float|Double|Float)\\b")
        assertEquals(emptyList<String>(), api.filter { hidden in it })
    }

    @Test
    fun `files and paths that old phones lack stand apart`() {
        val api = api()
        val paths = api.filter { "java.nio" in it }
        assertTrue(paths.isNotEmpty())
        assertTrue(paths.all { "org.millejours.Paths.load" in it }, paths.toString())
        assertEquals(emptyList<String>(), api.filter { "java.util.function" in it || "java.util.stream" in it })
    }
}
