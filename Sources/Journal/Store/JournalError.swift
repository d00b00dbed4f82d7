/// Why a journal can't be opened or read.
public enum JournalError: Error, Equatable, Sendable {
  case missing(path: String)
  case missingFolder(path: String)
  /// A new journal was asked for, and a file of this name is there.
  case exists(path: String)
  case notAJournal(path: String)
  /// Written by a Rung that uses another format of the file.
  case otherFormat(path: String, version: Int64)
  /// Its readable tables are of a version that this build does not know.
  case newerTables(path: String, version: Int, known: Int)
  case noPermission(path: String)
  case readOnlyDisk(path: String)
  case damaged(JournalDamage)
  /// The inputs asked for were deleted by retention, or a black box does not hold them.
  case forgotten(path: String, before: UInt64)
  case storage(StorageError)
}

extension JournalError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missing(let path): "\(path): no such journal"
    case .missingFolder(let path): "\(path): the folder does not exist"
    case .exists(let path): "\(path): the file exists already"
    case .notAJournal(let path): "\(path): not a journal of Rung"
    case .otherFormat(let path, let version):
      "\(path): a journal of format \(version); this Rung reads format \(JournalSchema.version)"
    case .newerTables(let path, let version, let known):
      "\(path): the readable tables are of version \(version), written by a newer Rung; this one "
        + "writes version \(known): continue the journal with the newer one, or begin another"
    case .noPermission(let path): "\(path): no permission"
    case .readOnlyDisk(let path): "\(path): the disk is read-only"
    case .damaged(let damage): damage.description
    case .forgotten(let path, let first):
      "\(path): it holds no inputs before \(first)"
    case .storage(let error): error.description
    }
  }
}
