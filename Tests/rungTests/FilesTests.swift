import Foundation
import Output
import Testing

@testable import rung

/// A folder that is there for one test.
private struct TemporaryFolder: ~Copyable {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "rung-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path()
  }

  deinit { _ = try? FileManager.default.removeItem(atPath: path) }  // A leftover harms nobody.
}

@Test("What is written line by line is in the file whole, also past the buffer")
func outputFile() throws {
  let folder = try TemporaryFolder()
  let path = folder.path + "/lines.csv"
  var file = try OutputFile(replacing: path)
  for number in 0..<20_000 { try file.write(line: "line \(number)") }
  try file.finish()

  let text = try readText(path)

  #expect(text == (0..<20_000).map { "line \($0)\n" }.joined())
}

@Test("A disk that takes no more is named with the system's reason")
func fullDisk() throws {
  #expect(throws: FileError("write", "/dev/full", code: ENOSPC)) {
    var file = try OutputFile(replacing: "/dev/full")
    try file.write(line: "x")
    try file.finish()
  }
  #expect(
    "\(FileError("write", "/dev/full", code: ENOSPC))"
      == "cannot write /dev/full: No space left on device")
}

@Test("An output that is a file being read is refused, also by another name for it")
func outputOverInput() throws {
  let folder = try TemporaryFolder()
  let tape = folder.path + "/tape"
  let (soft, hard) = (folder.path + "/soft", folder.path + "/hard")
  try Data([1]).write(to: URL(filePath: tape))
  try FileManager.default.createSymbolicLink(atPath: soft, withDestinationPath: tape)
  try FileManager.default.linkItem(atPath: tape, toPath: hard)
  let inputs = [InputFile("/none", "the tape"), InputFile(tape, "the configuration")]

  for link in [tape, soft, hard] {
    let message = "--fills \(link): this file is the configuration being read; name another file"
    #expect(throws: CommandFailure(.usage, message)) {
      try refuseOverwriting(inputs, by: "--fills", link)
    }
  }
  try refuseOverwriting(inputs, by: "--fills", folder.path + "/other")
  try refuseOverwriting(inputs, by: "--fills", "-")
  try refuseOverwriting(inputs, by: "--fills", nil)
}

@Test("A file is replaced when the new one is whole, and keeps its permissions")
func replaces() throws {
  let folder = try TemporaryFolder()
  let path = folder.path + "/fills.csv"
  try Data("old\n".utf8).write(to: URL(filePath: path))
  #expect(chmod(path, 0o640) == 0)
  var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] }

  do {
    var file = try OutputFile(replacing: path)
    try file.write(line: "half")
    #expect(try readText(path) == "old\n")
    #expect(names.count == 2)
  }
  #expect(try readText(path) == "old\n", "given up, and nothing has changed")
  #expect(names == ["fills.csv"], "nothing is left behind")
  var file = try OutputFile(replacing: path)
  try file.write(line: "new")
  try file.finish()

  #expect(try readText(path) == "new\n")
  #expect(names == ["fills.csv"])
  var facts = stat()
  #expect(stat(path, &facts) == 0 && facts.st_mode & 0o777 == 0o640)
}

@Test("Nothing is written through a link, and nothing over what must be new")
func links() throws {
  let folder = try TemporaryFolder()
  let (target, link) = (folder.path + "/target", folder.path + "/link")
  try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)

  #expect(throws: FileError("create", link, code: EEXIST)) { _ = try OutputFile(new: link) }
  #expect(throws: (any Error).self) { _ = try OutputFile(replacing: link) }
  try Data("mine".utf8).write(to: URL(filePath: target))
  #expect(throws: (any Error).self) { _ = try OutputFile(replacing: link) }
  #expect(throws: FileError("create", target, code: EEXIST)) { _ = try OutputFile(new: target) }
  #expect(try readText(target) == "mine")
  var file = try OutputFile(new: folder.path + "/new")
  try file.write(line: "x")
  try file.finish()
  var facts = stat()
  #expect(stat(folder.path + "/new", &facts) == 0 && facts.st_mode & 0o777 == 0o600)
}

@Test("CONSOLE-13 what drives a terminal doesn't get out, and a name can't begin a line of its own")
func harmless() {
  let name = "a\u{1B}]0;x\u{7}\u{9B}2J\u{202E}b\u{200B}\u{2066}\u{FEFF}\n\r\u{7F}\u{2028}ü漢e\u{301}"

  #expect(HarmlessText.line(name) == "a�]0;x��2J�b�������ü漢e\u{301}")
  #expect(HarmlessText.lines("a\nb\r\u{1B}c") == "a\nb��c")
  #expect(HarmlessText.line("plain ─●│ text") == "plain ─●│ text")
}

@Test("A file that isn't there, isn't text, or is far too large is named with the reason")
func unreadable() throws {
  let folder = try TemporaryFolder()
  let binary = folder.path + "/binary"
  try Data([0x7B, 0xFF, 0x7D]).write(to: URL(filePath: binary))

  #expect(throws: FileError("read", "/none", code: ENOENT)) { try readText("/none") }
  #expect(throws: FileError("read", binary, code: EILSEQ, reason: "line 1 is not UTF-8")) {
    try readText(binary)
  }
  try Data([0x7B, 0x0A, 0xC3, 0xA9, 0x0A, 0xE9, 0x7D]).write(to: URL(filePath: binary))
  #expect(throws: FileError("read", binary, code: EILSEQ, reason: "line 3 is not UTF-8")) {
    try readText(binary)
  }
  #expect(throws: FileError("read", "/dev/zero", code: EFBIG)) {
    try readText("/dev/zero", limit: 1 << 20)
  }
}

@Test(
  "The configuration folder is XDG's, where that is a full path, else the one in the home",
  arguments: [
    (["XDG_CONFIG_HOME": "/x", "HOME": "/h"], "/x/rung"),
    (["XDG_CONFIG_HOME": "x", "HOME": "/h"], "/h/.config/rung"),
    (["XDG_CONFIG_HOME": "", "HOME": "/h"], "/h/.config/rung"),
    (["HOME": "/h"], "/h/.config/rung"),
    ([:], nil),
  ] as [([String: String], String?)])
func configurationFolder(variables: [String: String], folder: String?) {
  #expect(Folders(variable: { variables[$0] }, executable: nil).configuration == folder)
}

@Test(
  "What was shipped is found in the package the executable was built in, or in share beside bin",
  arguments: [
    (["/p/Package.swift", "/p/keymap.json"], "/p/.build/release/rung", "/p"),
    (["/usr/share/rung/keymap.json"], "/usr/bin/rung", "/usr/share/rung"),
    (["/p/Package.swift"], "/p/.build/release/rung", nil),
    ([], "/rung", nil),
  ] as [([String], String, String?)])
func shippedFolder(files: [String], executable: String, folder: String?) {
  let folders = Folders(
    variable: { _ in nil }, executable: executable, exists: { files.contains($0) })

  #expect(folders.shipped == folder)
}

@Test("The operator's own file is taken before the shipped one")
func ownBeforeShipped() {
  let folders = Folders(
    variable: { $0 == "HOME" ? "/h" : nil }, executable: "/p/.build/rung",
    exists: { $0 == "/p/Package.swift" || $0 == "/p/keymap.json" })
  let both = ResourceFinder(folders) { _ in true }
  let shippedOnly = ResourceFinder(folders) { $0.hasPrefix("/p/") }

  #expect(both.find("themes/dark.json") == "/h/.config/rung/themes/dark.json")
  #expect(shippedOnly.find("themes/dark.json") == "/p/themes/dark.json")
  #expect(ResourceFinder(folders) { _ in false }.find("themes/dark.json") == nil)
}

@Test("A keymap or theme that a configuration names and that isn't there is a fault of its file")
func missingConsoleFiles() throws {
  let folder = try TemporaryFolder()
  let path = folder.path + "/c.json5"
  let finder = ResourceFinder(Folders(variable: { _ in nil }, executable: nil))
  func faults(_ text: String) throws -> [String] {
    try Data(text.utf8).write(to: URL(filePath: path))
    return try finder.consoleFaults(of: try finder.configuration(path)).map { $0.text(file: "c") }
  }

  #expect(
    try faults("{ console: { theme: 'nope', keymap: 'nope.json' } }") == [
      "c:1:37: console.keymap: cannot read \(folder.path)/nope.json: No such file or directory",
      "c:1:21: console.theme: there is no theme named \"nope\"; the themes are default",
    ])
  #expect(try faults("{ console: { theme: 'default' } }") == [])
  #expect(try faults("{}") == [])
}
