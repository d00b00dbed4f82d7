import Testing

@testable import Screen

@Suite("Key names")
struct KeyTests {
  @Test("Every key's name reads back as the same key")
  func roundTrip() throws {
    let modifiers: [Key.Modifiers] = [
      [], .alt, .control, .shift, [.control, .alt], [.alt, .shift], [.control, .alt, .shift],
    ]
    var bases = Key.Named.allCases.map { Key.Base.named($0) } + (1...24).map { .function($0) }
    bases += "abcxyzABCXYZ0189?/:;-+<>[]{}'\"\\ é漢".unicodeScalars.map { .character($0) }
    var names: Set<String> = []
    for base in bases {
      for modifier in modifiers {
        let key = Key(base, modifier)
        guard case .success(let read) = Result(catching: { try Key(name: key.name) }) else {
          continue
        }
        #expect(read.name == key.name || modifier.contains(.control))
        if !modifier.contains(.control) { #expect(read == key) }
        names.insert(read.name)
      }
    }
    #expect(names.count > 250)
    for name in names { #expect(try Key(name: name).name == name) }
  }

  @Test(
    "Canonical names",
    arguments: [
      "p", "X", "space", "enter", "esc", "tab", "shift-tab", "up", "pgdn", "pgup", "ctrl-l", "f1",
      "f24", "alt-x", "alt-X", "?", "-", "ctrl-alt-space", "ctrl-_", "alt--", "backspace", "delete",
    ])
  func canonical(name: String) throws {
    #expect(try Key(name: name).name == name)
  }

  @Test(
    "Other usual spellings name the same key",
    arguments: [
      ("Escape", "esc"), ("return", "enter"), ("PageDown", "pgdn"), ("ctrl-L", "ctrl-l"),
      ("Ctrl-x", "ctrl-x"), ("del", "delete"), ("ctrl-@", "ctrl-space"), ("F5", "f5"),
    ])
  func spellings(name: String, canonical: String) throws {
    #expect(try Key(name: name).name == canonical)
  }

  @Test(
    "A name that is no key says why",
    arguments: [
      ("", KeyNameError.empty), ("entr", .unknown("entr")), ("f25", .unknown("f25")),
      ("f01", .unknown("f01")), (" ", .unknown(" ")), ("\u{1B}", .unknown("\u{1B}")),
      ("ctrl-", .unknown("ctrl-")), ("ctrl-i", .indistinguishable("ctrl-i", write: "tab")),
      ("ctrl-M", .indistinguishable("ctrl-M", write: "enter")),
      ("alt-ctrl-[", .indistinguishable("alt-ctrl-[", write: "alt-esc")),
      ("ctrl-1", .modifier("ctrl-", in: "ctrl-1")),
      ("shift-x", .modifier("shift-", in: "shift-x")),
      ("alt-alt-x", .modifier("alt-", in: "alt-alt-x")),
    ])
  func refused(name: String, error: KeyNameError) {
    #expect(throws: error) { try Key(name: name) }
    #expect(!error.description.isEmpty)
  }
}
