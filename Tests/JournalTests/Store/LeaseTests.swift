import Foundation
import Market
import Testing

@testable import Journal

/// J5 of the list of promises about reliability: one writer.
@Suite("The lease of an account and market")
struct LeaseTests {
  let folder: StoreFolder
  let subject = "0xAB…/BTC perpetual"
  let now = Instant(nanoseconds: 1_764_500_000_000_000_000)

  init() throws { folder = try StoreFolder() }

  private func take(_ subject: String? = nil) throws(LeaseError) -> Lease {
    try Lease(subject ?? self.subject, in: folder.path, journal: "/j/a.journal", at: now)
  }

  /// A process that takes the lease as another instance would, and waits.
  private func holdElsewhere(ignoringSignals: Bool = false, began: String = "own") throws
    -> OtherHolder
  {
    let path = Lease.path(of: subject, in: folder.path)
    let script = """
      import fcntl, os, signal, sys
      file = open(sys.argv[1], "a+")
      fcntl.flock(file, fcntl.LOCK_EX)
      stat = open("/proc/self/stat").read().rsplit(")", 1)[1].split()
      began = stat[19] if sys.argv[3] == "own" else sys.argv[3]
      if sys.argv[2] == "true": signal.signal(signal.SIGTERM, signal.SIG_IGN)
      file.truncate(0)
      file.write(f"process {os.getpid()}\\nbegan {began}\\nhost {os.uname().nodename}\\n"
                 f"taken 7\\nsubject other\\nend -\\n")
      file.flush()
      # The thread that starts us may have blocked signals.
      signal.pthread_sigmask(signal.SIG_SETMASK, [])
      print("ready", flush=True)
      signal.pause()
      """
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = ["-c", script, path, "\(ignoringSignals)", began]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    #expect(try pipe.fileHandleForReading.read(upToCount: 5) == Data("ready".utf8))
    return OtherHolder(process)
  }

  @Test("RISK-07 A second instance is refused and told who holds the lease; others are free")
  func refusesSecond() throws {
    let first = try take()
    let error = #expect(throws: LeaseError.self) { try take() }

    #expect(error == .held(subject: subject, by: first.holder))
    #expect(
      error?.description
        == "\(subject) is in use by process \(getpid()) on \(LeaseHolder.hostName()) since "
        + "\(now.utcText(fractionDigits: 0)), journal /j/a.journal")
    #expect(try Lease.holder(of: subject, in: folder.path) == first.holder)
    #expect(first.holder.taken == now)
    _ = try take("0xAB…/ETH perpetual")
    let mode = try FileManager.default.attributesOfItem(atPath: first.path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
  }

  @Test("RISK-07 A lease that is given up can be taken again")
  func givesUp() throws {
    do { _ = try take() }
    #expect(try Lease.holder(of: subject, in: folder.path) == nil)
    _ = try take()
  }

  @Test("RISK-07 A killed holder holds nothing")
  func killedHolder() throws {
    let other = try holdElsewhere()
    let error = #expect(throws: LeaseError.self) { try take() }
    guard case .held(_, let holder?) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(holder.processID == other.process.processIdentifier)
    other.end()

    _ = try take()
  }

  @Test("RISK-07 Takeover ends the holder and takes the lease")
  func takesOver() throws {
    let other = try holdElsewhere()
    let lease = try Lease.takeOver(
      subject, in: folder.path, journal: "", at: now, withinMilliseconds: 60_000)
    other.process.waitUntilExit()

    #expect(other.process.terminationReason == .uncaughtSignal)
    #expect(other.process.terminationStatus == SIGTERM)
    #expect(try Lease.holder(of: subject, in: folder.path) == lease.holder)
  }

  @Test("RISK-07 A holder that does not end in time keeps the lease")
  func stubbornHolder() throws {
    let other = try holdElsewhere(ignoringSignals: true)
    let error = #expect(throws: LeaseError.self) {
      try Lease.takeOver(subject, in: folder.path, journal: "", at: now, withinMilliseconds: 50)
    }
    guard case .stillHeld(_, let holder) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(holder.processID == other.process.processIdentifier)
    #expect(other.process.isRunning)
  }

  @Test("RISK-07 A process that only has the holder's number is not ended")
  func otherProcess() throws {
    let other = try holdElsewhere(began: "1")
    let error = #expect(throws: LeaseError.self) {
      try Lease.takeOver(
        subject, in: folder.path, journal: "", at: now, withinMilliseconds: 60_000)
    }
    guard case .outOfReach(_, .some) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(other.process.isRunning)
  }

  @Test("RISK-07 A lease's file that says nothing whole names no holder")
  func brokenText() throws {
    let lease = try take()
    let whole = lease.holder.text

    #expect(LeaseHolder(text: whole) == lease.holder)
    for count in 0..<whole.utf8.count - 4 {
      #expect(LeaseHolder(text: String(decoding: whole.utf8.prefix(count), as: UTF8.self)) == nil)
    }
  }

  @Test("RISK-07 A folder that is not there is an error with its reason")
  func missingFolder() {
    let error = #expect(throws: LeaseError.self) {
      try Lease(subject, in: "/none", journal: "", at: now)
    }
    #expect(error?.description.hasSuffix("No such file or directory") == true)
  }
}

/// A process that holds a lease, ended with the test at the latest.
private final class OtherHolder {
  let process: Process

  init(_ process: Process) { self.process = process }

  func end() {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  deinit { if process.isRunning { end() } }
}
