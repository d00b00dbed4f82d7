import Journal
import Output

/// The right to write a journal, and the right to trade an account at a venue: one process at a time
/// has each.
enum RunLease {
  /// How long a holder that is asked to end may take, in milliseconds.
  private static let patience = 20_000

  /// Takes the right to write a journal.
  ///
  /// - Parameter takesOver: whether a process that has it is asked to end.
  /// - Throws: ``CommandFailure`` that says who has it, and since when.
  static func journal(_ path: String, takesOver: Bool) throws(CommandFailure) -> Lease {
    let subject = fullPath(path)
    return try take(
      subject, journal: subject, takesOver,
      else: "name another journal, end that process, or take over with --take-over")
  }

  /// Takes the right to trade at the venue of a socket, which serves one account and market.
  static func venue(
    at socket: String, journal: String?, takesOver: Bool
  ) throws(CommandFailure) -> Lease {
    try take(
      "the account at \(fullPath(socket))", journal: journal.map(fullPath) ?? "", takesOver,
      else: "end that process, or take over with --take-over")
  }

  /// Whether another process writes a journal.
  static func isJournalHeld(_ path: String) throws(CommandFailure) -> Bool {
    do throws(LeaseError) {
      return try Lease.holder(of: fullPath(path), in: try folder()) != nil
    } catch {
      throw CommandFailure(.usage, "\(error)")
    }
  }

  private static func take(
    _ subject: String, journal: String, _ takesOver: Bool, else advice: String
  ) throws(CommandFailure) -> Lease {
    do throws(LeaseError) {
      let (folder, now) = (try folder(), wallTime())
      guard takesOver else { return try Lease(subject, in: folder, journal: journal, at: now) }
      return try Lease.takeOver(
        subject, in: folder, journal: journal, at: now, withinMilliseconds: patience)
    } catch {
      guard case .held = error else { throw CommandFailure(.usage, "\(error)") }
      throw CommandFailure(.usage, "\(error); \(advice)")
    }
  }

  private static func folder() throws(LeaseError) -> String {
    do throws(FileError) {
      return try StateFolder.made("leases")
    } catch {
      throw .file(error)
    }
  }
}
