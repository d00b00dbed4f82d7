import Journal
import Output

/// The right to write a journal: one process at a time has it.
enum JournalLease {
  /// Takes the right to write a journal.
  ///
  /// - Throws: ``CommandFailure`` that says who has it, and since when.
  static func take(_ path: String) throws(CommandFailure) -> Lease {
    let subject = fullPath(path)
    do throws(LeaseError) {
      return try Lease(subject, in: try folder(), journal: subject, at: wallTime())
    } catch {
      throw CommandFailure(.usage, "\(error); name another journal, or end that process")
    }
  }

  /// Whether another process writes a journal.
  static func isHeld(_ path: String) throws(CommandFailure) -> Bool {
    do throws(LeaseError) {
      return try Lease.holder(of: fullPath(path), in: try folder()) != nil
    } catch {
      throw CommandFailure(.usage, "\(error)")
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
