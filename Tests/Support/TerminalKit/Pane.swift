import Foundation

/// A real terminal for end-to-end tests: a shell in a tmux of its own, without anyone's settings.
///
/// The shell is bash without line editing, so that the terminal's settings at its prompt are the
/// plain ones and can be compared.
public final class Pane {
  /// Whether this machine has what a pane needs.
  public static let isAvailable = ["/usr/bin/tmux", "/usr/local/bin/tmux"].contains {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// A directory of the pane's own; home and state directory of what runs in it.
  public let directory: URL
  let socket = "rung-test-\(UUID().uuidString)"

  public init(columns: Int = 80, rows: Int = 24, environment: [String: String] = [:]) throws {
    directory = FileManager.default.temporaryDirectory.appendingPathComponent(socket)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    var variables = [
      "LC_ALL": "C.UTF-8", "PS1": "prompt> ", "HOME": directory.path, "HISTFILE": "/dev/null",
      "XDG_STATE_HOME": directory.appendingPathComponent("state").path,
    ]
    variables.merge(environment) { $1 }
    let settings = variables.flatMap { ["-e", "\($0.key)=\($0.value)"] }
    try tmux(
      ["-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)"] + settings + [
        "bash", "--norc", "--noprofile", "--noediting",
      ])
    try wait("a prompt") { $0.lines.contains { $0.hasPrefix("prompt>") } }
  }

  deinit {
    close()
  }

  /// Ends the terminal and whatever still runs in it, as if its window were closed.
  public func close() {
    _ = try? tmux(["kill-server"])  // It may have ended by itself.
    try? FileManager.default.removeItem(at: directory)
  }

  // MARK: What a user does

  /// Types a command line and enters it.
  public func run(_ line: String) throws {
    try tmux(["send-keys", "-l", line])
    try press("Enter")
  }

  /// Presses keys one after the other, by tmux's names, each seen by itself.
  public func press(_ keys: String...) throws {
    for key in keys { try tmux(["send-keys", key]) }
  }

  /// Throws text at the terminal in one piece, as one without bracketed paste would.
  public func burst(_ text: String) throws {
    try tmux(["send-keys", "-l", text])
  }

  /// Pastes text, between brackets if the program asked for them.
  public func paste(_ text: String) throws {
    try tmux(["set-buffer", text])
    try tmux(["paste-buffer", "-p"])
  }

  /// Enters a line once the shell asks for one, after a program that dropped what was typed.
  public func runAtPrompt(_ line: String) throws {
    try wait("a prompt") { $0.lines.last { !$0.isEmpty } == "prompt>" }
    try run(line)
  }

  /// Returns whether a process still runs; one that has ended and not been buried doesn't.
  public static func isRunning(_ process: pid_t) -> Bool {
    guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    else { return false }
    return !status.contains(") Z ")
  }

  public func resize(columns: Int, rows: Int) throws {
    try tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
  }

  // MARK: What a user sees

  /// The screen's rows without trailing blanks.
  public var lines: [String] {
    let text = (try? tmux(["capture-pane", "-p"])) ?? ""
    return text.split(separator: "\n", omittingEmptySubsequences: false).map {
      var line = $0
      while line.last == " " { line.removeLast() }
      return String(line)
    }
  }

  /// The screen's rows as characters with their styles, as the terminal itself tells it.
  public var styledRows: [[StyledCharacter]] {
    get throws { StyledCharacter.rows(of: try tmux(["capture-pane", "-p", "-e"])) }
  }

  public var text: String { lines.joined(separator: "\n") }

  /// What the terminal itself says: whether the alternate screen, the mouse, the cursor are on.
  public var modes: String {
    get throws {
      try tmux([
        "display-message", "-p",
        "alternate #{alternate_on} mouse #{mouse_any_flag} cursor #{cursor_flag}",
      ]).trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  /// Modes of a terminal no program has changed.
  public static let normalModes = "alternate 0 mouse 0 cursor 1"

  /// Everything `stty` says of the terminal but its size.
  public var settings: String {
    get throws {
      let terminal = try tmux(["display-message", "-p", "#{pane_tty}"])
      let path = terminal.trimmingCharacters(in: .whitespacesAndNewlines)
      let all = try Self.output(of: "stty", ["-a", "-F", path])
      return all.replacingOccurrences(
        of: "rows [0-9]+; columns [0-9]+;", with: "", options: .regularExpression)
    }
  }

  /// Waits until something is so.
  ///
  /// - Throws: ``Missed`` with what is on the screen where it never is.
  public func wait(
    _ what: String, every seconds: Double = 0.015, atMost limit: Double = 20,
    until condition: (Pane) throws -> Bool
  ) throws {
    let end = DispatchTime.now().uptimeNanoseconds + UInt64(limit * 1e9)
    while DispatchTime.now().uptimeNanoseconds < end {
      if try condition(self) { return }
      usleep(UInt32(seconds * 1e6))
    }
    throw Missed(what: what, screen: text)
  }

  public func wait(forText wanted: String) throws {
    try wait("\"\(wanted)\" on the screen") { $0.text.contains(wanted) }
  }

  /// Something a test waited for in vain.
  public struct Missed: Error, CustomStringConvertible {
    public let what: String
    public let screen: String

    public var description: String { "never came: \(what); the screen was\n\(screen)" }
  }

  // MARK: tmux

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    try Self.output(of: "tmux", ["-L", socket] + arguments)
  }

  /// Runs a program and returns what it wrote.
  static func output(of program: String, _ arguments: [String]) throws -> String {
    var environment = ProcessInfo.processInfo.environment
    environment["LC_ALL"] = "C.UTF-8"
    environment["TERM"] = "xterm-256color"
    environment["TMUX"] = nil
    environment["COLORTERM"] = nil
    environment["NO_COLOR"] = nil
    return try Command.output(
      of: [program] + arguments, variables: environment.map { "\($0.key)=\($0.value)" })
  }
}
