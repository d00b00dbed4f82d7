import Foundation
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
  var file = try OutputFile(creating: path)
  for number in 0..<20_000 { try file.write(line: "line \(number)") }
  try file.finish()

  let text = try readText(path)

  #expect(text == (0..<20_000).map { "line \($0)\n" }.joined())
}

@Test("A disk that takes no more is named with the system's reason")
func fullDisk() throws {
  #expect(throws: FileError("write", "/dev/full", code: ENOSPC)) {
    var file = try OutputFile(creating: "/dev/full")
    try file.write(line: "x")
    try file.finish()
  }
  #expect(
    "\(FileError("write", "/dev/full", code: ENOSPC))"
      == "cannot write /dev/full: No space left on device")
}

@Test("An output that is the tape being read is refused, also by another name for it")
func outputOverInput() throws {
  let folder = try TemporaryFolder()
  let tape = folder.path + "/tape"
  let link = folder.path + "/link"
  try Data([1]).write(to: URL(filePath: tape))
  try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: tape)
  let message = "--fills \(link): this is the tape that is read; name another file"

  #expect(throws: CommandFailure(.usage, message)) {
    try refuseOverwriting(tape, by: "--fills", link)
  }
  try refuseOverwriting(tape, by: "--fills", folder.path + "/other")
  try refuseOverwriting(tape, by: "--fills", nil)
}

@Test("A file that isn't there, isn't text, or is far too large is named with the reason")
func unreadable() throws {
  let folder = try TemporaryFolder()
  let binary = folder.path + "/binary"
  try Data([0x7B, 0xFF, 0x7D]).write(to: URL(filePath: binary))

  #expect(throws: FileError("read", "/none", code: ENOENT)) { try readText("/none") }
  #expect(throws: FileError("read", binary, code: EILSEQ)) { try readText(binary) }
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
      "c:1:21: console.theme: there is no theme named \"nope\"; there are default",
    ])
  #expect(try faults("{ console: { theme: 'default' } }") == [])
  #expect(try faults("{}") == [])
}
