import Foundation
import Journal
import Market
import Testing

/// A folder for the files of one test, removed with it.
final class StoreFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory
      .appending(path: "rung-store-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path()
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: path) } catch {
      Issue.record("the folder \(path) is still there: \(error)")
    }
  }

  func file(_ name: String = "a.journal") -> String { "\(path)/\(name)" }
}

/// A small layout: one row for each input.
let smallLayout = TableLayout(
  create: ["CREATE TABLE fills(input INTEGER PRIMARY KEY, key TEXT UNIQUE, size INTEGER)"],
  statements: ["INSERT INTO fills VALUES (?1, ?2, ?3)"])

let smallStart = SegmentStart(
  build: "b1", begun: Instant(nanoseconds: 5), why: "start", world: "{}", record: nil)

/// The bytes of an input, different for each number.
func sample(_ number: UInt64, count: Int = 100) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: Int(number) &* 31 &+ $0 &* 7) }
}

extension CommitGroup {
  /// A batch of sample inputs, each with its row.
  static func inputs(_ numbers: ClosedRange<UInt64>, bytes: Int = 100) -> CommitGroup {
    var group = CommitGroup()
    for number in numbers { group.add(number, bytes: bytes) }
    return group
  }

  mutating func add(_ number: UInt64, bytes: Int = 100) {
    sample(number, count: bytes).withUnsafeBytes {
      append(
        $0, count: 1, time: Instant(nanoseconds: Int64(number)),
        rows: [RowWrite(0, [.integer(Int64(number)), .text("f\(number)"), .null])])
    }
  }
}

extension JournalReader {
  /// The numbers and bytes of all inputs from one on.
  func allBytes(from input: UInt64 = 1) throws -> (last: UInt64, bytes: [UInt8]) {
    var (last, bytes): (UInt64, [UInt8]) = (input - 1, [])
    try batches(from: input).read {
      bytes += $0.body
      last = $0.last
      return true
    }
    return (last, bytes)
  }
}

/// Runs a program and returns what it printed.
func output(of program: String, _ arguments: [String]) throws -> String {
  let process = Process()
  process.executableURL = URL(filePath: program)
  process.arguments = arguments
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  try process.run()
  let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  return String(decoding: data, as: UTF8.self)
}
