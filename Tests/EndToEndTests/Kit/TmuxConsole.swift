import Foundation
import Glibc
import Testing

/// A real terminal of a given size, with a shell in it: a tmux server of its own.
final class TmuxConsole {
  private let socket = "rung-\(UUID())"
  private let home: TemporaryFolder
  /// The session of the processes in the terminal; nil before it is open.
  private var session: Int32?

  /// Opens the terminal and runs a shell command in it; when that ends, the terminal stays.
  init(
    columns: Int = 80, rows: Int = 24, environment: [String: String] = [:], _ command: String
  ) throws {
    home = try TemporaryFolder()
    let variables = ["HOME": home.path, "SWIFT_BACKTRACE": "enable=no"].merging(environment) { $1 }
    let assignments = variables.sorted { $0.key < $1.key }.map { "\($0.key)='\($0.value)'" }
      .joined(separator: " ")
    // The status line would take a row; the exit code stays readable after the end.
    let script = "cd '\(home.path)'; env \(assignments) \(command); echo \"exit code $?\"; exec cat"
    try tmux(
      "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "sh", "-c", script)
    session = Int32(
      try tmux("list-panes", "-F", "#{pane_pid}").trimmingCharacters(in: .whitespacesAndNewlines))
  }

  deinit {
    // A run goes on without its terminal, as it should.
    for process in processes { kill(process, SIGKILL) }
    do {
      try tmux("kill-server")
    } catch {
      Issue.record("tmux: \(error)")
    }
  }

  /// The processes that were started in the terminal.
  private var processes: [Int32] {
    guard let session, let all = try? FileManager.default.contentsOfDirectory(atPath: "/proc")
    else { return [] }
    return all.compactMap { Int32($0) }.filter { process in
      // The name in parentheses may hold anything; the session is the fourth field behind it.
      guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
        let name = text.lastIndex(of: ")")
      else { return false }
      return text[name...].split(separator: " ").dropFirst(4).first == "\(session)"
    }
  }

  /// The path of the program, quoted for the shell.
  static var rung: String { "'\(BuiltBinary.rung)'" }

  /// What stands on the screen.
  func screen() throws -> String { try tmux("capture-pane", "-p") }

  /// Presses keys, by tmux's names for them.
  func press(_ keys: String...) throws {
    for key in keys { try tmux("send-keys", key) }
  }

  /// Sends bytes in pieces, with a pause between them, as a slow link delivers a key.
  func send(_ pieces: String..., pause milliseconds: Int32) throws {
    for (index, piece) in pieces.enumerated() {
      if index > 0 { poll(nil, 0, milliseconds) }
      let bytes = piece.utf8.map { String($0, radix: 16) }
      try tmux(["send-keys", "-H"] + bytes)
    }
  }

  /// Changes the size of the terminal.
  func resize(columns: Int, rows: Int) throws {
    try tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  /// Takes the terminal away, as a lost connection does.
  func hangUp() throws { try tmux("kill-server") }

  /// Waits until the screen fulfils a condition; fails with what stands there after `bound` seconds.
  @discardableResult
  func wait(
    _ what: String, within bound: Double = 20, sourceLocation: SourceLocation = #_sourceLocation,
    until condition: (String) -> Bool
  ) throws -> String {
    let end = DispatchTime.now() + bound
    var last = ""
    while DispatchTime.now() < end {
      last = try screen()
      if condition(last) { return last }
      poll(nil, 0, 20)
    }
    Issue.record(
      "waited \(bound) s for \(what); the screen:\n\(last)", sourceLocation: sourceLocation)
    throw TimeIsUp()
  }

  @discardableResult
  private func tmux(_ arguments: String...) throws -> String { try tmux(arguments) }

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    let output = try File(home.file("tmux-output-\(UUID())"))
    let nothing = try File("/dev/null")
    let child = try Child(
      ["tmux", "-u", "-L", socket, "-f", "/dev/null", "set-option", "-gq", "status", "off", ";"]
        + arguments,
      environment: [
        "HOME": home.path, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TERM": "xterm-256color",
      ], descriptors: [nothing.descriptor, output.descriptor, nothing.descriptor])
    _ = try child.end(within: 10)
    return try output.text()
  }
}
