"""Where the built things are, and how native libraries and classes are read."""

import re
import subprocess
from pathlib import Path

from elftools.elf.dynamic import DynamicSection
from elftools.elf.elffile import ELFFile

KOTLIN = Path(__file__).resolve().parent.parent
ROOT = KOTLIN.parent
ANDROID = KOTLIN / "android"
LIBRARY = "libmillejours_kotlin.so"

# What the generated Kotlin code calls, and the notes that it was generated from.
EXPORTED = re.compile(r"(uniffi|ffi)_millejours_kotlin_\w+|UNIFFI_META_\w+")

# With none of these, a library has no way to the network and no way to a log.
NEVER_IMPORTED = re.compile(
    r"socket\w*|connect|bind|listen|accept4?|send(to|msg|mmsg)?|recv(from|msg|mmsg)?|getaddrinfo|__android_log\w*|\w*syslog"
)


class Native:
    """What a shared library of Linux or Android says about itself."""

    def __init__(self, read) -> None:
        elf = ELFFile(read)
        self.kind = (elf.elfclass, elf["e_machine"])
        self.segments = [segment.header for segment in elf.iter_segments("PT_LOAD")]
        self.symbol_table = elf.get_section_by_name(".symtab")
        dynamic = next(section for section in elf.iter_sections() if isinstance(section, DynamicSection))
        self.needed = {tag.needed for tag in dynamic.iter_tags("DT_NEEDED")}
        self.names = [tag.soname for tag in dynamic.iter_tags("DT_SONAME")]
        symbols = [symbol for symbol in elf.get_section_by_name(".dynsym").iter_symbols() if symbol.name]
        self.imported = {symbol.name for symbol in symbols if symbol["st_shndx"] == "SHN_UNDEF"}
        self.exported = {symbol.name for symbol in symbols} - self.imported


def references(classes: list[Path]) -> set[str]:
    """The classes and members (`java/lang/System.out:Ljava/io/PrintStream;`) that are named in class files."""
    told = subprocess.run(["javap", "-v", "-p", *classes], check=True, capture_output=True, text=True).stdout
    return {
        found[1].strip('"')
        for found in re.finditer(
            r"^ +#\d+ = (?:Class|Fieldref|Methodref|InterfaceMethodref) .*?// +(\S+)", told, re.MULTILINE
        )
    }
