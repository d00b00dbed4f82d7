import CZlib
import Foundation
import Market
import Testing

@testable import SimulatedVenue

/// A folder that is gone when the test is.
final class TapeFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/rung-tape-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: path) } catch {
      Issue.record("cannot remove \(path): \(error)")
    }
  }

  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = path + "/" + name
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }

  func file(_ name: String, _ text: String) throws -> String { try file(name, Array(text.utf8)) }

  func bytes(_ file: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: file)))
  }

  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }

  /// The tape of a text.
  func tape(_ text: String, _ options: TapeImportOptions = TapeImportOptions()) throws -> Tape {
    try Tape.load(path: file("text.csv", text), options: options)
  }

  /// What opening a text says is wrong with it.
  func fault(of text: String, _ options: TapeImportOptions = TapeImportOptions()) throws
    -> TapeError?
  {
    let file = try file("text.csv", text)
    do throws(TapeError) {
      _ = try Tape.load(path: file, options: options)
      return nil
    } catch { return error }
  }

  /// What opening a file says is wrong with it.
  func fault(opening bytes: [UInt8]) throws -> TapeError? {
    let file = try file("bytes", bytes)
    do throws(TapeError) {
      _ = try Tape.load(path: file)
      return nil
    } catch { return error }
  }
}

extension Tape {
  /// The records, for as long as wanted: a view of them ends with the tape.
  var copiedRecords: [MarketChange] { withExtendedLifetime(self) { Array(records) } }
}

/// Made-up texts.
enum TapeText {
  /// Six header lines; data begins on line 7.
  static let header = """
    # format: tape v1
    # symbol: ABCUSD
    # venue: somewhere
    # tick: 0.5
    # step: 0.01
    # columns: ts_ns,msg,kind,side,price,size

    """

  /// Every kind, three updates, a gap before the third.
  static let small =
    header + """
      1000,1,C,,,
      1000,1,L,B,99.5,1.25
      1000,1,L,A,100,2
      2000,2,Q,B,99.5,1.25
      2000,2,Q,A,100,0
      40000002000,5,T,B,100,0.01
      40000002000,5,T,S,99.5,3

      """

  static let smallRecords: [MarketChange] = [
    .frame(at: Instant(nanoseconds: 1_000), kinds: .depth, count: 3),
    .clear,
    MarketChange(.bidLevel, Price(ticks: 199), Quantity(steps: 125)),
    MarketChange(.askLevel, Price(ticks: 200), Quantity(steps: 200)),
    .frame(at: Instant(nanoseconds: 2_000), kinds: .quotes, count: 2),
    MarketChange(.bestBid, Price(ticks: 199), Quantity(steps: 125)),
    MarketChange(.bestAsk, Price(ticks: 200), Quantity(steps: 0)),
    .frame(at: Instant(nanoseconds: 40_000_002_000), kinds: [.gap, .trades], count: 3),
    .gap(nanoseconds: 40_000_000_000),
    MarketChange(.buyTrade, Price(ticks: 200), Quantity(steps: 1)),
    MarketChange(.sellTrade, Price(ticks: 199), Quantity(steps: 300)),
  ]

  static func gzip(_ text: String) -> [UInt8] { gzip(bytes: Array(text.utf8)) }

  static func gzip(bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    var output = [UInt8](repeating: 0, count: bytes.count + 1_024)
    var input = bytes
    let size = Int32(MemoryLayout<z_stream>.size)
    let count = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        guard
          deflateInit2_(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, 0, ZLIB_VERSION, size) == Z_OK
        else { return 0 }
        stream.next_in = input.baseAddress
        stream.avail_in = uInt(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = uInt(output.count)
        #expect(deflate(&stream, Z_FINISH) == Z_STREAM_END)
        deflateEnd(&stream)
        return output.count - Int(stream.avail_out)
      }
    }
    return Array(output[..<count])
  }
}
