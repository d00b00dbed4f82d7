import Glibc

/// A new file that something else writes by its path, such as SQLite. It has another name until it
/// is complete, and takes its own then. It never replaces a file. Unless it is finished it is
/// removed, even if a signal ends the process.
public final class NewFileDraft {
  /// The name that it takes.
  public let path: String
  private let draft: Draft

  /// Makes an empty file beside the one that it will be. Only its owner can read it.
  ///
  /// - Throws: ``FileError``: `EEXIST` if a file of that name is there.
  public init(of path: String) throws(FileError) {
    self.path = path
    var facts = stat()
    guard lstat(path, &facts) != 0 else { throw FileError("create", path, code: EEXIST) }
    draft = try Draft(of: path, mode: 0o600)
  }

  /// Where the file is until it is finished.
  public var draftPath: String { draft.draftPath }

  /// Waits until the disk has every byte that was written, and gives the file its name.
  ///
  /// - Throws: ``FileError``: `EEXIST` if a file of that name has been made meanwhile.
  public func finish() throws(FileError) { try draft.takeNewName() }
}
