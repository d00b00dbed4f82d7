import Foundation

/// A program with a console under a guard, as a test starts and ends it.
public struct GuardedProgram: Sendable {
  /// The line that starts it.
  public let command: String
  /// What its screen shows once it takes keys.
  public let ready: String
  /// The keys that leave it in order.
  public let quit: [String]

  public init(command: String, ready: String, quit: [String]) {
    self.command = command
    self.ready = ready
    self.quit = quit
  }

  /// Returns the path of a product built beside the tests.
  public static func product(_ name: String) -> String {
    URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent(name).path
  }
}

extension Pane {
  /// Starts a program and waits for its screen.
  public func start(_ program: GuardedProgram) throws {
    try run(program.command)
    try wait(forText: program.ready)
  }

  /// The guard's process: the shell's child.
  public func guardProcess() throws -> pid_t {
    let shell = try Self.output(
      of: "tmux", ["-L", socket, "display-message", "-p", "#{pane_pid}"])
    return try onlyChild(of: shell.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  /// The console's process: the guard's child.
  public func consoleProcess() throws -> pid_t {
    try onlyChild(of: "\(try guardProcess())")
  }

  private func onlyChild(of process: String) throws -> pid_t {
    let list = "/proc/\(process)/task/\(process)/children"
    let children = try String(contentsOfFile: list, encoding: .utf8).split(separator: " ")
    guard children.count == 1, let child = pid_t(children[0]) else {
      throw Missed(what: "one child of process \(process)", screen: text)
    }
    return child
  }
}
