import Foundation
import Market
import Output
import Testing

@testable import SimulatedVenue

@Suite("Binary tape")
struct TapeFileTests {
  let folder: TapeFolder

  init() throws { folder = try TapeFolder() }

  /// The binary form of the small text.
  private func small() throws -> [UInt8] {
    let path = folder.path + "/small.tape"
    try folder.tape(TapeText.small).write(to: path)
    return try folder.bytes(path)
  }

  @Test("Text, records, file and mapped file say the same")
  func roundTrip() throws {
    let text = "# source: s\n# licence: l\n# note\n# other: note\n# maker-fee-bps: -0.5\n"
    let made = try folder.tape(text + TapeText.small)
    let path = folder.path + "/tape"
    try made.write(to: path)
    let mapped = try Tape(path: path)
    let loaded = try Tape.load(path: path)

    #expect(mapped.copiedRecords == TapeText.smallRecords)
    #expect(mapped.header == made.header)
    #expect(loaded.header == made.header)
    #expect(mapped.origin.form == .binary(version: 1))
    let size = try folder.bytes(path).count
    #expect(mapped.origin.bytes == size)
    #expect(try folder.names == ["tape", "text.csv"], "nothing else is left behind")

    try mapped.write(to: path)
    #expect(mapped.copiedRecords == TapeText.smallRecords, "the open tape keeps the old file")
    #expect(try Tape(path: path).header == made.header)
  }

  @Test("Cut at any byte, a tape is called truncated")
  func truncated() throws {
    let bytes = try small()
    for length in 1..<bytes.count {
      let fault = try folder.fault(opening: Array(bytes[..<length]))
      guard case .truncated(_, let expected, length) = fault else {
        Issue.record("cut to \(length): \(String(describing: fault))")
        continue
      }
      #expect(expected > length)
    }
    #expect(try folder.fault(opening: []) == .empty(path: folder.path + "/bytes"))
  }

  @Test("Cut at any byte, a gzip text is called damaged")
  func truncatedGzip() throws {
    let bytes = TapeText.gzip(TapeText.small)
    for length in 1..<bytes.count {
      let fault = try folder.fault(opening: Array(bytes[..<length]))
      #expect(
        fault == .gzip(path: folder.path + "/bytes", what: "it ends in the middle"),
        "cut to \(length)")
    }
  }

  @Test("Any bit flipped anywhere in a tape is found")
  func flipped() throws {
    let bytes = try small()
    for offset in bytes.indices {
      for bit in 0..<8 {
        var wrong = bytes
        wrong[offset] ^= 1 << bit
        let file = try folder.file("flipped", wrong)
        #expect(throws: TapeError.self, "byte \(offset), bit \(bit)") { try Tape(path: file) }
        #expect(throws: TapeError.self, "byte \(offset), bit \(bit)") { try Tape.load(path: file) }
      }
    }
  }

  @Test("Any bit flipped in a gzip text is found, or was of no matter")
  func flippedGzip() throws {
    let bytes = TapeText.gzip(TapeText.small)
    for offset in bytes.indices {
      var wrong = bytes
      wrong[offset] ^= 1 << (offset % 8)
      let file = try folder.file("flipped", wrong)
      do throws(TapeError) {
        let tape = try Tape.load(path: file)
        #expect(tape.copiedRecords == TapeText.smallRecords, "byte \(offset)")
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
  }

  @Test("A tape of a later version is refused with both versions")
  func newer() throws {
    var bytes = try small()
    bytes[8] = 7

    #expect(
      try folder.fault(opening: bytes)
        == .newer(path: folder.path + "/bytes", version: 7, supported: 2))
  }

  @Test("What is no tape is called that", arguments: ["PNG...", "{\"a\": 1}\n", "\u{0}\u{0}"])
  func foreign(text: String) throws {
    let path = folder.path + "/bytes"
    #expect(try folder.fault(opening: Array(text.utf8)) == .notATape(path: path))
    #expect(try folder.fault(opening: TapeText.gzip(text)) == .notATape(path: path))
    let long = String(repeating: String(text.prefix(1)), count: 600_000)
    #expect(try folder.fault(opening: Array(long.utf8)) == .notATape(path: path))
    #expect(throws: TapeError.notATape(path: path)) { try Tape(path: path) }
    let picture: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0]
    #expect(try folder.fault(opening: picture) == .notATape(path: path))
  }

  @Test("Bytes behind the last record, and behind a gzip, are damage")
  func trailing() throws {
    let bytes = try small()
    #expect(
      try folder.fault(opening: bytes + [0])
        == .corrupt(
          path: folder.path + "/bytes", offset: bytes.count,
          what: "1 bytes follow the last record"))
    guard
      case .gzip = try folder.fault(opening: TapeText.gzip(TapeText.small) + Array("trail".utf8))
    else {
      Issue.record("trailing bytes went unnoticed")
      return
    }
  }

  @Test("A file that isn't there, a folder, and a place that cannot be written are named")
  func system() throws {
    let missing = folder.path + "/none"
    #expect(throws: TapeError.cannotOpen(path: missing, errno: ENOENT)) {
      try Tape.load(path: missing)
    }
    #expect(throws: TapeError.cannotOpen(path: missing, errno: ENOENT)) { try Tape(path: missing) }
    #expect(throws: TapeError.cannotRead(path: folder.path, errno: EISDIR)) {
      try Tape.load(path: folder.path)
    }
    #expect(throws: TapeError.cannotOpen(path: folder.path, errno: EISDIR)) {
      try Tape(path: folder.path)
    }
    let tape = try folder.tape(TapeText.small)
    let nowhere = missing + "/tape"
    #expect(
      throws: TapeError.cannotWrite(FileError("create", nowhere, code: ENOENT))
    ) { try tape.write(to: nowhere) }
    #expect(
      throws: TapeError.cannotWrite(FileError("write", folder.path, code: EISDIR))
    ) { try tape.write(to: folder.path) }
    #expect(try folder.names.allSatisfy { !$0.hasPrefix(".rung-") }, "nothing is left behind")
  }

  @Test("A link is not replaced by a tape, nor is what it points to")
  func links() throws {
    let tape = try folder.tape(TapeText.small)
    let target = try folder.file("target", Array("mine".utf8))
    let link = folder.path + "/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
    let before = try folder.names

    #expect(throws: TapeError.self) { try tape.write(to: link) }

    #expect(try folder.bytes(target) == Array("mine".utf8))
    #expect(try folder.names == before)
  }

  @Test("A tape that was changed while it was open is named, one that was only touched is not")
  func changed() throws {
    let path = folder.path + "/played"
    try folder.tape(TapeText.small).write(to: path)
    let tape = try Tape(path: path)
    try tape.checkUnchanged()
    let bytes = try folder.bytes(path)
    #expect(utimes(path, nil) == 0)
    try tape.checkUnchanged()

    let file = open(path, O_WRONLY)
    #expect(pwrite(file, [0x55], 1, off_t(bytes.count - 1)) == 1)
    #expect(throws: TapeError.changed(path: path)) { try tape.checkUnchanged() }
    #expect(pwrite(file, [bytes[bytes.count - 1]], 1, off_t(bytes.count - 1)) == 1)
    try tape.checkUnchanged()
    #expect(ftruncate(file, off_t(bytes.count - 8)) == 0)
    #expect(throws: TapeError.changed(path: path)) { try tape.checkUnchanged() }
    close(file)
  }

  @Test("Importing what is a binary tape already is refused as that")
  func importingBinary() throws {
    let file = try folder.file("tape", try small())

    #expect(
      throws: TapeError.badOption(
        path: file, option: "import", what: "this is a binary tape already")
    ) { try TapeImporter(path: file).tape() }
    let picture = try folder.file("picture", [0x89, 0x50, 0x4E, 0x47])
    #expect(throws: TapeError.notATape(path: picture)) { try TapeImporter(path: picture).tape() }
  }

  @Test("Fees and minimum notional lie over a binary tape's; tick and step are refused")
  func options() throws {
    let file = try folder.file("tape", try small())
    let options = TapeImportOptions(
      minimumNotional: try DecimalNumber("5.0001"), takerFee: FeeRate(hundredMillionths: 7))
    let tape = try Tape.load(path: file, options: options)

    #expect(tape.header.instrument.minimumNotional == Money(units: 1_001), "rounded up")
    #expect(tape.header.instrument.takerFee == FeeRate(hundredMillionths: 7))
    #expect(tape.header.instrument.makerFee == .zero)
    let tick = TapeImportOptions(tick: try DecimalNumber("0.5"))
    #expect(
      throws: TapeError.badOption(
        path: file, option: "tick",
        what: "a binary tape has its own tick; give this option to rung tape import")
    ) { try Tape.load(path: file, options: tick) }
    let negative = TapeImportOptions(minimumNotional: try DecimalNumber("-1"))
    #expect(
      throws: TapeError.badOption(
        path: file, option: "minimum notional", what: "-1 is negative or too large")
    ) { try Tape.load(path: file, options: negative) }
  }
}
