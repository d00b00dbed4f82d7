import Foundation
import Testing

@testable import Curses

@Suite("The guard's parts")
struct GuardPartsTests {
  private func temporaryDirectory() throws -> URL {
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("rung-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    return directory
  }

  @Test("Crash reports go under the state directory, else under the home, for the owner alone")
  func directory() throws {
    let home = try temporaryDirectory()
    defer { try? FileManager.default.removeItem(at: home) }

    let inState = try CrashReports(environment: [
      "HOME": "/nowhere", "XDG_STATE_HOME": home.appendingPathComponent("state").path,
    ])
    let inHome = try CrashReports(environment: ["HOME": home.path, "XDG_STATE_HOME": "relative"])

    #expect(inState.directory == home.path + "/state/rung/crashes")
    #expect(inHome.directory == home.path + "/.local/state/rung/crashes")
    for directory in [inState.directory, inHome.directory] {
      let attributes = try FileManager.default.attributesOfItem(atPath: directory)
      #expect(attributes[.posixPermissions] as? Int == 0o700)
    }
    #expect(inState.settings.contains("registers=none") && inState.settings.contains("no,color"))
    #expect(inState.settings.hasSuffix("output-to=\(inState.directory)"))
  }

  @Test("A directory that someone else chose, by a link, holds no reports")
  func link() throws {
    let home = try temporaryDirectory()
    defer { try? FileManager.default.removeItem(at: home) }
    let state = home.appendingPathComponent("rung")
    try FileManager.default.createDirectory(at: state, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: state.path + "/crashes", withDestinationPath: "/tmp")

    #expect(throws: SystemError.self) {
      try CrashReports(environment: ["XDG_STATE_HOME": home.path])
    }
    #expect(throws: SystemError("find a home for crash reports", code: ENOENT)) {
      try CrashReports(environment: [:])
    }
  }

  @Test("A report is found by its process, the newest of several, and closed to others")
  func report() throws {
    let home = try temporaryDirectory()
    defer { try? FileManager.default.removeItem(at: home) }
    let reports = try CrashReports(environment: ["XDG_STATE_HOME": home.path])
    for name in ["rung-12-0.0.log", "rung-123-0.0.log", "rung-1234-0.0.log"] {
      try Data("x".utf8).write(to: URL(fileURLWithPath: "\(reports.directory)/\(name)"))
    }

    #expect(reports.report(of: 123) == "\(reports.directory)/rung-123-0.0.log")
    #expect(reports.report(of: 9) == nil)
    let attributes = try FileManager.default.attributesOfItem(
      atPath: "\(reports.directory)/rung-123-0.0.log")
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test("CONSOLE-13 relayed messages hold no control characters, and only the last are kept")
  func relay() throws {
    var relay = try ErrorRelay()
    #expect(relay.take().isEmpty)
    write(relay, "one \u{1B}[2J\r\ntwo")
    relay.collect()
    #expect(relay.take() == "one \u{FFFD}[2J\ntwo\n")

    for line in 0..<4_000 {
      write(relay, "line \(line)\n")
      relay.collect()
    }
    let kept = relay.take().split(separator: "\n")
    #expect(kept.first == "…")
    #expect(kept.last == "line 3999")
    #expect(kept.count < 2_000)

    close(relay.writing)
    for _ in 0..<100_000 where relay.isOpen { relay.collect() }  // A fork may hold it a moment.
    #expect(!relay.isOpen)
  }

  private func write(_ relay: ErrorRelay, _ text: String) {
    let bytes = Array(text.utf8)
    #expect(Glibc.write(relay.writing, bytes, bytes.count) == bytes.count)
  }

  @Test("A wake-up wakes once, however often it's called before")
  func wakeUp() throws {
    let wakeUp = try WakeUp()
    #expect(!isReadable(wakeUp.descriptor))

    for _ in 0..<5 { wakeUp.wake() }
    #expect(isReadable(wakeUp.descriptor))

    wakeUp.drain()
    #expect(!isReadable(wakeUp.descriptor))
  }

  private func isReadable(_ descriptor: Int32) -> Bool {
    var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&state, 1, 0) == 1
  }

  @Test("Waits are rounded up to whole milliseconds, so that none ends too early and spins")
  func milliseconds() {
    #expect(Duration.zero.milliseconds == 0)
    #expect(Duration.nanoseconds(1).milliseconds == 1)
    #expect(Duration.milliseconds(33).milliseconds == 33)
    #expect(Duration.seconds(-5).milliseconds == 0)
    #expect(Duration.seconds(1_000_000_000).milliseconds == 86_400_000)
  }
}
