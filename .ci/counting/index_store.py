"""Reads what the Swift compiler notes of each source file: what is defined there, and what is used.

The compiler writes it beside every debug build; the toolchain's own library reads it.
"""

import ctypes
import pathlib
import shutil

Pointer = ctypes.c_void_p


class Text(ctypes.Structure):
    _fields_ = [("data", Pointer), ("length", ctypes.c_size_t)]

    def __str__(self):
        return ctypes.string_at(self.data, self.length).decode() if self.length else ""


OnText = ctypes.CFUNCTYPE(ctypes.c_bool, Pointer, Text)
OnThing = ctypes.CFUNCTYPE(ctypes.c_bool, Pointer, Pointer)

RECORD = 2
DEFINITION, READ, WRITE, CALL, IMPLICIT = 1 << 1, 1 << 3, 1 << 4, 1 << 5, 1 << 8
CHILD_OF, ACCESSOR_OF = 1 << 9, 1 << 15
FUNCTIONS = {12, 16, 17, 18, 22, 23}
PROPERTY = 19


class Use:
    """One mention of a symbol at a place."""

    def __init__(self, kind, name, usr, roles, parents):
        self.kind, self.name, self.usr, self.roles, self.parents = kind, name, usr, roles, parents


# What of the library is used: the result, and what each takes.
FUNCTIONS_USED = {
    "store_create": (Pointer, ctypes.c_char_p, Pointer),
    "store_units_apply_f": (ctypes.c_bool, Pointer, ctypes.c_uint, Pointer, OnText),
    "unit_reader_create": (Pointer, Pointer, ctypes.c_char_p, Pointer),
    "unit_reader_get_main_file": (Text, Pointer),
    "unit_reader_dependencies_apply_f": (ctypes.c_bool, Pointer, Pointer, OnThing),
    "unit_dependency_get_kind": (ctypes.c_int, Pointer),
    "unit_dependency_get_filepath": (Text, Pointer),
    "unit_dependency_get_name": (Text, Pointer),
    "record_reader_create": (Pointer, Pointer, ctypes.c_char_p, Pointer),
    "record_reader_occurrences_apply_f": (ctypes.c_bool, Pointer, Pointer, OnThing),
    "occurrence_get_symbol": (Pointer, Pointer),
    "occurrence_get_roles": (ctypes.c_uint64, Pointer),
    "occurrence_relations_apply_f": (ctypes.c_bool, Pointer, Pointer, OnThing),
    "symbol_relation_get_roles": (ctypes.c_uint64, Pointer),
    "symbol_relation_get_symbol": (Pointer, Pointer),
    "symbol_get_kind": (ctypes.c_int, Pointer),
    "symbol_get_name": (Text, Pointer),
    "symbol_get_usr": (Text, Pointer),
}


class IndexStore:
    def __init__(self, folder):
        swift = pathlib.Path(shutil.which("swift")).resolve()
        self.library = ctypes.CDLL(str(swift.parent.parent / "lib" / "libIndexStore.so"))
        for name, (result, *arguments) in FUNCTIONS_USED.items():
            function = getattr(self.library, "indexstore_" + name)
            function.restype, function.argtypes = result, arguments
        self.store = self._call("store_create", str(folder).encode(), None)
        if not self.store:
            raise SystemExit(f"no index in {folder}; swift build writes one")

    def _call(self, name, *arguments):
        return getattr(self.library, "indexstore_" + name)(*arguments)

    def _text(self, name, thing):
        return str(self._call(name, thing))

    def _each(self, name, thing, make):
        found = []

        def take(_, one):
            found.append(make(one))
            return True

        self._call(name, thing, None, OnThing(take))
        return found

    def _units(self):
        found = []

        def take(_, name):
            found.append(str(name))
            return True

        self._call("store_units_apply_f", self.store, 1, None, OnText(take))
        return found

    def files(self, root):
        """The uses in each file under a folder, by path."""
        result = {}
        for unit in self._units():
            reader = self._call("unit_reader_create", self.store, unit.encode(), None)
            path = pathlib.Path(self._text("unit_reader_get_main_file", reader))
            if root not in path.parents or not path.exists():
                continue
            records = self._each("unit_reader_dependencies_apply_f", reader, lambda one: (
                self._call("unit_dependency_get_kind", one),
                self._text("unit_dependency_get_filepath", one),
                self._text("unit_dependency_get_name", one)))
            for kind, file, name in records:
                if kind == RECORD and file == str(path):
                    result[path] = self._uses(name)
        return result

    def _uses(self, record):
        reader = self._call("record_reader_create", self.store, record.encode(), None)
        return self._each("record_reader_occurrences_apply_f", reader, self._use)

    def _use(self, occurrence):
        symbol = self._call("occurrence_get_symbol", occurrence)
        parents = self._each("occurrence_relations_apply_f", occurrence, lambda one: (
            self._call("symbol_relation_get_roles", one),
            *self._names(self._call("symbol_relation_get_symbol", one))))
        return Use(
            self._call("symbol_get_kind", symbol), *self._names(symbol),
            self._call("occurrence_get_roles", occurrence), parents)

    def _names(self, symbol):
        return self._text("symbol_get_name", symbol), self._text("symbol_get_usr", symbol)
