import Configuration
import JSONText
import Output
import Session
import SimulatedVenue

/// What a segment of a journal says about its run: enough to make the same dry run again.
struct RunDescription {
  /// Where the market comes from.
  enum Market: Equatable {
    /// A recording: its path, the checksum of its records, and the number of its updates.
    case tape(path: String, checksum: UInt32, updates: Int)
    /// A generated market, of this length in nanoseconds; nil if it never ends.
    case generated(length: Int64?)
    /// A venue in another process: what it told of the market is in the journal itself. A venue that
    /// is started again has another number of its run, and another account.
    case told(by: String, run: UInt64)
  }

  var configuration: Configuration
  var market: Market
  /// The number of the market's updates before the segment.
  let place: Int

  init(_ source: MarketSource, _ configuration: Configuration, place: Int) {
    self.configuration = configuration
    self.place = place
    switch source {
    case .tape(let tape):
      market = .tape(
        path: fullPath(tape.origin.path), checksum: tape.header.checksum,
        updates: tape.header.counts.updates)
    case .generated(let settings): market = .generated(length: settings.lengthNanoseconds)
    }
  }

  /// A run at a venue in another process.
  init(atVenue source: String, run: UInt64, _ configuration: Configuration) {
    self.configuration = configuration
    place = 0
    market = .told(by: source, run: run)
  }

  /// Whether the venue is part of the run, so that the run can be made again from its inputs.
  var isDryRun: Bool {
    if case .told = market { false } else { true }
  }

  /// The description as JSON.
  var text: String {
    JSONOutput.object([
      ("kind", .text(isDryRun ? "dry run" : "live")), ("market", json),
      ("updates_before", .integer(place)),
      ("configuration", .text(configuration.commentedText)),
    ]).text()
  }

  private var json: JSONOutput {
    switch market {
    case .tape(let path, let checksum, let updates):
      .object([
        ("tape", .text(path)), ("checksum", .text(String(checksum, radix: 16))),
        ("updates", .integer(updates)),
      ])
    case .generated(let length):
      .object([
        ("generated", .flag(true)),
        ("length_ns", length.map { .decimal(String($0)) } ?? .null),
      ])
    case .told(let source, let run):
      .object([("told_by", .text(source)), ("venue_run", .text(String(run, radix: 16)))])
    }
  }

  /// Reads a description.
  ///
  /// - Throws: ``CommandFailure`` if this build can't make that run.
  init(text: String, of path: String) throws(CommandFailure) {
    func failure(_ what: String) -> CommandFailure {
      CommandFailure(.usage, "\(inputName(path)): \(what)")
    }
    let node: JSONNode
    do throws(JSONSyntaxError) {
      node = try JSONText.read(text)
    } catch {
      throw failure("the journal's segment has no readable description: \(error)")
    }
    guard case .object(let members) = node.value, case .string? = members["kind"]?.value
    else { throw failure("the journal's segment does not describe its run") }
    guard case .string(let settings)? = members["configuration"]?.value else {
      throw failure("the journal's segment has no configuration")
    }
    switch Configuration.read(settings) {
    case .success(let read): configuration = read
    case .faults(let faults):
      throw failure(
        "the configuration in the journal is not one of this build: "
          + (faults.first.map { "\($0)" } ?? ""))
    }
    place = members["updates_before"]?.integer ?? 0
    guard case .object(let market)? = members["market"]?.value else {
      throw failure("the journal's segment names no market")
    }
    if case .string(let tape)? = market["tape"]?.value,
      case .string(let sum)? = market["checksum"]?.value, let checksum = UInt32(sum, radix: 16)
    {
      self.market = .tape(
        path: tape, checksum: checksum, updates: market["updates"]?.integer ?? 0)
    } else if market["generated"] != nil {
      self.market = .generated(length: market["length_ns"]?.integer.map(Int64.init))
    } else if case .string(let source)? = market["told_by"]?.value,
      case .string(let number)? = market["venue_run"]?.value, let run = UInt64(number, radix: 16)
    {
      self.market = .told(by: source, run: run)
    } else {
      throw failure("the journal's segment names no market")
    }
  }

  /// The market, with the recording's records as they were; nil if the journal has it itself.
  ///
  /// - Parameters:
  ///   - moved: where the recording is now, if it is no longer where it was.
  ///   - tellsNotices: whether the recording's notices are printed.
  func source(
    moved: String? = nil, tellsNotices: Bool = true
  ) throws(CommandFailure) -> MarketSource? {
    switch market {
    case .told: return nil
    case .generated(let length):
      guard var market = configuration.generatedMarket else {
        throw CommandFailure(.usage, "the configuration in the journal generates no market")
      }
      market.lengthNanoseconds = length
      return .generated(market)
    case .tape(let path, let checksum, _):
      let path = moved ?? path
      let tape = try loadTape(
        path, TapeImportOptions(configuration.venueRules), tellsNotices: tellsNotices)
      guard tape.header.checksum == checksum else {
        throw CommandFailure(
          .usage,
          "\(inputName(path)): not the recording of the journal: its records have the checksum "
            + "\(String(tape.header.checksum, radix: 16)), the journal names "
            + "\(String(checksum, radix: 16))")
      }
      return .tape(tape)
    }
  }
}

extension JSONNode {
  /// The number, if this is a whole one.
  fileprivate var integer: Int? {
    guard case .number(let number) = value else { return nil }
    return number.integer
  }
}
