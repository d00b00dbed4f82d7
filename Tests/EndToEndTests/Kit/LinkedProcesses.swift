import Foundation
import Glibc
import Testing

/// A venue in a process of its own, and clients that are started, killed and started again.
final class LinkedProcesses {
  private let folder: TemporaryFolder
  private let venue: Child
  private let nothing: File
  private let venueErrors: File
  private var clients = 0

  /// The socket's path.
  var socket: String { folder.file("venue.socket") }
  private var historyPath: String { folder.file("history.jsonl") }

  private static let variables = [
    "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TERM": "dumb", "SWIFT_BACKTRACE": "enable=no",
  ]

  /// Starts a venue and waits until it listens.
  ///
  /// - Parameter configuration: the venue's own; clients name theirs, if they need one.
  init(configuration: String = "{}", _ options: String...) throws {
    folder = try TemporaryFolder()
    let configuration = try folder.write(configuration, to: "venue.json5")
    nothing = try File("/dev/null")
    venueErrors = try File(folder.file("venue.stderr"))
    venue = try Child(
      [
        BuiltBinary.rung, "venue", "--socket", folder.file("venue.socket"), "--history",
        folder.file("history.jsonl"), "--config", configuration,
      ] + options, environment: LinkedProcesses.variables.merging(["HOME": folder.path]) { $1 },
      descriptors: [nothing.descriptor, nothing.descriptor, venueErrors.descriptor])
    try wait("the venue listens") { try venueErrors.text().contains("listens at") }
  }

  /// The path of a file in the folder of this venue: a client's journal, a configuration.
  func file(_ name: String) -> String { folder.file(name) }

  /// Writes a file into the folder of this venue and returns its path.
  func write(_ text: String, to name: String) throws -> String {
    try folder.write(text, to: name)
  }

  /// Waits until something holds; fails after `bound` seconds with what the venue said.
  func wait(_ what: String, within bound: Double = 60, until holds: () throws -> Bool) throws {
    let end = DispatchTime.now() + bound
    while try !holds() {
      guard DispatchTime.now() < end else {
        Issue.record("waited \(bound) s for \(what); the venue: \(try venueErrors.text())")
        throw TimeIsUp()
      }
      poll(nil, 0, 10)
    }
  }

  // MARK: Clients

  /// A client's process.
  final class Client {
    fileprivate let child: Child
    fileprivate let output: File
    fileprivate let errors: File

    fileprivate init(_ child: Child, _ output: File, _ errors: File) {
      self.child = child
      self.output = output
      self.errors = errors
    }

    /// Ends it as `kill -9` does.
    func kill() throws {
      Glibc.kill(child.identifier, SIGKILL)
      #expect(try child.end(within: 20) == -SIGKILL)
    }

    /// Waits for its end; returns its exit code and what it said on standard error.
    func end() throws -> (code: Int32, errors: String) {
      (try child.end(within: 30), try errors.text())
    }

    /// Asks it to leave and returns its report.
    func leave() throws -> ClientReport {
      Glibc.kill(child.identifier, SIGTERM)
      let code = try child.end(within: 30)
      let (text, said) = (try output.text(), try errors.text())
      #expect(code == 0, "\(said)")
      return try JSONDecoder().decode(ClientReport.self, from: Data(text.utf8))
    }
  }

  /// Starts a client without a screen.
  ///
  /// - Parameters:
  ///   - options: further ones, such as a journal.
  ///   - home: the home folder, where leases are; nil for the same one as of all others.
  func startClient(_ options: [String] = [], home: String? = nil) throws -> Client {
    clients += 1
    let output = try File(folder.file("client-\(clients).stdout"))
    let errors = try File(folder.file("client-\(clients).stderr"))
    let child = try Child(
      [BuiltBinary.rung, "run", "--headless", "--venue-socket", socket, "--report", "json"]
        + options,
      environment: LinkedProcesses.variables.merging(["HOME": home ?? folder.path]) { $1 },
      descriptors: [nothing.descriptor, output.descriptor, errors.descriptor])
    return Client(child, output, errors)
  }

  // MARK: The truth

  /// What the venue's history says so far.
  func truth() throws -> VenueTruth {
    VenueTruth(try String(contentsOfFile: historyPath, encoding: .utf8))
  }

  /// Ends the venue and returns its whole history.
  func end() throws -> VenueTruth {
    kill(venue.identifier, SIGTERM)
    let code = try venue.end(within: 20)
    hasEnded = true
    let said = try venueErrors.text()
    #expect(code == 0, "\(said)")
    return try truth()
  }

  private var hasEnded = false

  deinit {
    guard !hasEnded else { return }
    kill(venue.identifier, SIGKILL)
    do {
      _ = try venue.end(within: 20)
    } catch {
      Issue.record("the venue: \(error)")
    }
  }
}

/// What a client reports at its end.
struct ClientReport: Decodable {
  let fills: Int
  let position: Decimal
  let duplicateFills: Int
  let unmatchedFills: Int
  let ordersSubmitted: Int

  private enum CodingKeys: String, CodingKey {
    case fills, position
    case duplicateFills = "duplicate_fills"
    case unmatchedFills = "unmatched_fills"
    case ordersSubmitted = "orders_submitted"
  }
}

/// The account as it follows from the venue's history, and from nothing else. A line that is not
/// complete yet is left out.
struct VenueTruth {
  struct Event: Decodable, Equatable {
    let event: String
    let order: String
    let side: String
    let price: Decimal?
    let size: Decimal
    let position: Decimal
    /// The number of a fill, as the venue reports it.
    let fill: Int?
  }

  private(set) var fills: [Event] = []
  private(set) var position: Decimal = 0
  /// What is left of each live order.
  private(set) var live: [String: Decimal] = [:]
  private(set) var accepted: [String] = []
  /// Lines that no venue should write.
  private(set) var faults: [String] = []

  init(_ text: String) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: true)
      .dropLast(text.hasSuffix("\n") ? 0 : 1)
    {
      do {
        learn(try JSONDecoder().decode(Event.self, from: Data(line.utf8)))
      } catch {
        faults.append("\(line): \(error)")
      }
    }
  }

  private mutating func learn(_ event: Event) {
    position = event.position
    switch event.event {
    case "accepted":
      accepted.append(event.order)
      live[event.order] = event.size
    case "changed": live[event.order] = event.size
    case "cancelled": live[event.order] = nil
    case "filled":
      fills.append(event)
      if event.fill != fills.count { faults.append("fill \(fills.count) has another number") }
      guard let left = live[event.order] else { return }
      live[event.order] = left == event.size ? nil : left - event.size
    case "rejected", "triggered", "funded": break
    default: faults.append("an event \(event.event)")
    }
  }

  /// The purpose in an order's id: 1 is an entry of the ladder, 2 a take-profit.
  static func purpose(of order: String) -> Int? { Int(order.dropFirst(6).prefix(2), radix: 16) }
}
