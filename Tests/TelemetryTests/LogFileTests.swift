import Foundation
import Glibc
import Output
import Testing

@testable import Telemetry

@Suite("A log file")
struct LogFileTests {
  private func rules(rotate: Int = 1_000, kept: Int = 2, piece: Int = 100, waiting: Int = 500)
    -> LogFile.Rules
  {
    var rules = LogFile.Rules()
    rules.rotateBytes = rotate
    rules.kept = kept
    rules.pieceBytes = piece
    rules.waitingBytes = waiting
    return rules
  }

  @Test("METRIC-03 A new file is its owner's alone; lines are appended to what is there")
  func appends() throws {
    let folder = try TestFolder()
    let path = folder.file("a.jsonl")
    for line in ["one", "two"] {
      let file = try LogFile(path)
      file.append(line, at: 0)
      try file.finish(at: 0)
    }

    #expect(folder.mode("a.jsonl") == 0o600)
    #expect(try folder.text("a.jsonl") == "one\ntwo\n")
    try folder.write("cut wi", to: "a.jsonl")
    let file = try LogFile(path)
    file.append("three", at: 0)
    try file.finish(at: 0)
    #expect(try folder.text("a.jsonl") == "cut wi\nthree\n", "a line that was cut off stays alone")
  }

  @Test("METRIC-03 Lines wait for a second at most, and less if there are many")
  func flushes() throws {
    let folder = try TestFolder()
    let file = try LogFile(folder.file("a"), rules())
    file.append("one", at: 0)
    file.flush(at: 0)
    #expect(try folder.text("a") == "one\n")
    file.append("two", at: seconds(0.5))
    file.flush(at: seconds(0.99))
    #expect(try folder.text("a") == "one\n")
    file.flush(at: seconds(1))
    #expect(try folder.text("a") == "one\ntwo\n")
    let long = String(repeating: "x", count: 120)
    file.append(long, at: seconds(1.1))
    #expect(try folder.lines("a").last == long)
    #expect(file.takeNews() == [])
  }

  @Test(
    "METRIC-03 No file passes the size, no line is cut by a rotation, and the oldest file is removed",
    arguments: [1, 7, 100, 5_000])
  func rotates(piece: Int) throws {
    let folder = try TestFolder()
    let file = try LogFile(folder.file("a"), rules(piece: piece, waiting: 9_000))
    let lines = (0..<400).map { "line \($0) " + String(repeating: "x", count: $0 % 37) }
    for (index, line) in lines.enumerated() {
      file.append(line, at: seconds(Double(index)))
      if index % 50 == 0 { file.flush(at: seconds(Double(index))) }
    }
    try file.finish(at: seconds(1_000))

    #expect(try folder.names == ["a", "a.1", "a.2"])
    let kept = try ["a.2", "a.1", "a"].flatMap { try folder.lines($0) }
    #expect(kept == lines.suffix(kept.count) && kept.count > 60)
    for name in try folder.names {
      #expect(try folder.text(name).utf8.count <= 1_000)
      #expect(folder.mode(name) == 0o600)
    }
    #expect(try folder.text("a.1").utf8.count > 900)
  }

  @Test("METRIC-03 If no old files are kept, a full one is removed")
  func keepsNone() throws {
    let folder = try TestFolder()
    let file = try LogFile(folder.file("a"), rules(rotate: 10, kept: 0, piece: 1))
    for line in ["12345678", "23456789", "3"] { file.append(line, at: 0) }
    try file.finish(at: 0)

    #expect(try folder.names == ["a"])
    #expect(try folder.text("a") == "3\n")
  }

  @Test("METRIC-03 A rotation that is refused is told, and the file grows on with every line")
  func refusedRotation() throws {
    let folder = try TestFolder()
    // A folder of that name can't be replaced by a file.
    try FileManager.default.createDirectory(
      atPath: folder.file("a.1/full"), withIntermediateDirectories: true)
    let file = try LogFile(folder.file("a"), rules(rotate: 20, kept: 1, piece: 1))
    for count in 0..<5 { file.append("line \(count) x", at: 0) }
    try file.finish(at: 0)

    #expect(try folder.lines("a") == (0..<5).map { "line \($0) x" })
    let news = file.takeNews()
    #expect(news.count >= 1 && news.count < 5)
    #expect("\(news[0])".hasPrefix("log file: cannot rename \(folder.file("a")): "))
  }

  @Test("METRIC-03 A file that was moved or removed is made again, without losing a line")
  func reopens() throws {
    let folder = try TestFolder()
    let file = try LogFile(folder.file("a"))
    file.append("one", at: 0)
    file.flush(at: 0)
    #expect(rename(folder.file("a"), folder.file("moved")) == 0)
    file.append("two", at: seconds(1))
    file.flush(at: seconds(1))
    #expect(unlink(folder.file("a")) == 0)
    file.append("three", at: seconds(2))
    file.flush(at: seconds(2))
    try folder.write("another's file, cut", to: "b")
    #expect(rename(folder.file("b"), folder.file("a")) == 0)
    file.append("four", at: seconds(3))
    try file.finish(at: seconds(3))

    #expect(try folder.text("moved") == "one\n")
    #expect(try folder.text("a") == "another's file, cut\nfour\n")
    #expect(file.takeNews() == [])
  }

  @Test("METRIC-03 A removed folder is told once, and tried again each second without losing lines")
  func folderRemoved() throws {
    let folder = try TestFolder()
    let inner = folder.file("log")
    try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
    let file = try LogFile(inner + "/a", rules())
    try FileManager.default.removeItem(atPath: inner)
    let refusal = LogFile.News.refused(FileError("create", inner + "/a", code: ENOENT))
    file.append("one", at: 0)
    file.flush(at: 0)
    #expect(file.takeNews() == [refusal])
    file.append("two", at: seconds(1))
    file.flush(at: seconds(1))
    #expect(file.takeNews() == [])
    try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
    file.append(String(repeating: "x", count: 120), at: seconds(1.5))
    #expect(try folder.names == ["log"])
    #expect(!FileManager.default.fileExists(atPath: inner + "/a"), "the second has not passed")
    file.flush(at: seconds(2))

    #expect(file.takeNews() == [.writesAgain(dropped: 0)])
    #expect(try folder.lines("log/a").prefix(2) == ["one", "two"])
    try file.finish(at: seconds(3))
  }

  @Test("METRIC-03 A full disk is told once, and what doesn't fit meanwhile is dropped")
  func fullDisk() throws {
    let file = try LogFile("/dev/full", rules())
    for index in 0..<200 {
      file.append("line \(index)", at: seconds(Double(index) / 10))
      file.flush(at: seconds(Double(index) / 10))
    }
    let error = FileError("write", "/dev/full", code: ENOSPC)

    #expect(file.takeNews() == [.refused(error)])
    #expect(file.takeDropped() == nil, "a line that says so would not fit either")
    #expect(throws: error) { try file.finish(at: seconds(30)) }
  }

  @Test("METRIC-03 Lines that did not fit while the disk refused are counted in their place")
  func roomAgain() throws {
    let folder = try TestFolder()
    try FileManager.default.createDirectory(
      atPath: folder.file("log"), withIntermediateDirectories: true)
    let file = try LogFile(folder.file("log/a"), rules(rotate: 9_000, piece: 50, waiting: 300))
    try FileManager.default.removeItem(atPath: folder.file("log"))
    for index in 0..<60 { file.append("line number \(index)", at: 0) }
    #expect(file.takeNews().count == 1)
    #expect(file.takeDropped() == nil, "a line that says so does not fit")
    try FileManager.default.createDirectory(
      atPath: folder.file("log"), withIntermediateDirectories: true)
    file.flush(at: seconds(2))
    guard case .writesAgain(let dropped)? = file.takeNews().first else {
      Issue.record("it writes again")
      return
    }
    #expect(dropped > 10 && file.takeDropped() == dropped && file.takeDropped() == nil)
    file.append("the next", at: seconds(2))

    #expect(throws: FileError.self, "a run whose log is not whole says so at its end") {
      try file.finish(at: seconds(3))
    }
    #expect(
      try folder.lines("log/a")
        == (0..<60 - dropped).map { "line number \($0)" } + ["the next"])
  }

  @Test("METRIC-03 A link, a folder and a file that another run writes are refused by their names")
  func refusals() throws {
    let folder = try TestFolder()
    try folder.write("", to: "target")
    #expect(symlink(folder.file("target"), folder.file("link")) == 0)
    #expect(symlink(folder.file("none"), folder.file("dangling")) == 0)
    func reason(_ name: String) -> String {
      do throws(FileError) {
        _ = try LogFile(folder.file(name))
        return "opened"
      } catch {
        return error.description.replacing(folder.path + "/", with: "")
      }
    }

    #expect(reason("link") == "cannot write link: it is a link; name the file it leads to")
    #expect(reason("dangling") == "cannot write dangling: it is a link; name the file it leads to")
    #expect(reason("no/a") == "cannot create no/a: No such file or directory")
    #expect(reason("../") == "cannot write ../: Is a directory")
    let first = try LogFile(folder.file("a"))
    #expect(reason("a") == "cannot write a: another process is writing to it")
    try first.finish(at: 0)
    #expect(try folder.text("target") == "" && folder.names == ["a", "dangling", "link", "target"])
  }

  @Test("METRIC-03 A console's log waits for no reader of a pipe")
  func pipes() throws {
    let folder = try TestFolder()
    #expect(mkfifo(folder.file("pipe"), 0o600) == 0)
    var rules = LogFile.Rules()
    rules.others = .devices
    for path in [folder.file("pipe"), "-", "/dev/stdout", "/dev/fd/1"] {
      #expect(throws: FileError.self) { _ = try LogFile(path, rules) }
    }
    let file = try LogFile("/dev/null", rules)
    file.append("one", at: 0)
    try file.finish(at: 0)
  }
}
