import Glibc
import Market
import Output

/// Who holds a lease, as the lease's file says.
public struct LeaseHolder: Equatable, Sendable {
  /// What is leased, such as an account and a market.
  public let subject: String
  public let processID: Int32
  /// When that process began, in the system's ticks since its start: tells it from a later process of
  /// the same number. Nil if unknown.
  public let processStart: UInt64?
  public let host: String
  /// When the lease was taken.
  public let taken: Instant
  /// The journal that it writes; empty if there is none.
  public let journal: String

  /// This process.
  init(of subject: String, journal: String, at taken: Instant) {
    self.subject = subject
    self.journal = journal
    self.taken = taken
    processID = getpid()
    processStart = LeaseHolder.start(of: getpid())
    host = LeaseHolder.hostName()
  }

  /// Reads the text of a lease's file; nil if it is not whole.
  init?(text: String) {
    var values: [Substring: String] = [:]
    for line in text.split(separator: "\n") {
      guard let space = line.firstIndex(of: " ") else { return nil }
      values[line[..<space]] = String(line[line.index(after: space)...])
    }
    guard let process = values["process"].flatMap({ Int32($0) }),
      let taken = values["taken"].flatMap({ Int64($0) }), let host = values["host"],
      let subject = values["subject"], values["end"] != nil
    else { return nil }
    processID = process
    processStart = values["began"].flatMap { UInt64($0) }
    self.taken = Instant(nanoseconds: taken)
    self.host = host
    self.subject = subject
    journal = values["journal"] ?? ""
  }

  /// The text of a lease's file. Its last line shows that it is whole.
  var text: String {
    var lines = ["process \(processID)"]
    if let processStart { lines.append("began \(processStart)") }
    lines += ["host \(host)", "taken \(taken.nanoseconds)", "subject \(subject)"]
    if !journal.isEmpty { lines.append("journal \(journal)") }
    lines.append("end -")
    return lines.map { HarmlessText.line($0) + "\n" }.joined()
  }

  /// Whether it is a process of this machine that is still running and not another one of the same
  /// number.
  var isRunningHere: Bool {
    guard let processStart, host == LeaseHolder.hostName() else { return false }
    return LeaseHolder.start(of: processID) == processStart
  }

  static func hostName() -> String {
    var bytes = [UInt8](repeating: 0, count: 256)
    let code = bytes.withUnsafeMutableBytes { buffer in
      buffer.withMemoryRebound(to: CChar.self) { name in
        name.baseAddress.map { gethostname($0, name.count - 1) }
      }
    }
    return code == 0 ? String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) : ""
  }

  /// When a process began, in ticks since the system's start; nil if it has ended.
  static func start(of process: Int32) -> UInt64? {
    let descriptor = open("/proc/\(process)/stat", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 2_048)
    let count = read(descriptor, &bytes, bytes.count)
    guard count > 0 else { return nil }
    // The name in parentheses may hold anything; the start is the twentieth field behind it.
    let text = String(decoding: bytes[..<count], as: UTF8.self)
    guard let name = text.lastIndex(of: ")") else { return nil }
    let fields = text[name...].split(separator: " ").dropFirst()
    guard fields.count > 19 else { return nil }
    let isDead = fields.first == "Z"
    return isDead ? nil : UInt64(fields[fields.startIndex + 19])
  }
}

extension LeaseHolder: CustomStringConvertible {
  public var description: String {
    let file = journal.isEmpty ? "" : ", journal \(journal)"
    return "process \(processID) on \(host) since \(taken.utcText(fractionDigits: 0))\(file)"
  }
}
