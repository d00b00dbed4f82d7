import CProcess
import Glibc

/// A file beside the one whose name it will take once it is complete. Until then readers of that
/// name get the old content. An unfinished draft is removed, even if a signal ends the process.
final class Draft {
  let descriptor: Int32
  private let path: String
  private let name: String
  private let folder: Int32
  private let draftName: String
  /// The slot by which a signal handler finds it.
  private let slot: Int32
  private var hasName = false

  /// Makes a draft under a name that can't be guessed, and never through a link.
  ///
  /// - Parameter mode: the mode of the new file, before the process's umask.
  init(of path: String, mode: mode_t) throws(FileError) {
    self.path = path
    let slash = path.lastIndex(of: "/")
    name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    let parent = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    folder = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw FileError("create", path) }
    draftName = Draft.unguessableName()
    var slot: Int32 = -1
    descriptor = cprocess_create_draft(folder, draftName, mode, &slot)
    self.slot = slot
    guard descriptor >= 0 else {
      let code = errno
      close(folder)
      throw FileError("create", path, code: code)
    }
  }

  private static func unguessableName() -> String {
    var generator = SystemRandomNumberGenerator()
    let digits = String(generator.next(), radix: 36)
    return ".rung-\(digits).part"
  }

  /// Gives the draft the name of the file it replaces, and syncs both file and folder to the disk.
  func takeName(keeping mode: mode_t?) throws(FileError) {
    if let mode, fchmod(descriptor, mode) != 0 { throw FileError("write", path) }
    guard fsync(descriptor) == 0 else { throw FileError("write", path) }
    guard renameat(folder, draftName, folder, name) == 0 else { throw FileError("create", path) }
    hasName = true
    // Some file systems can't sync a folder and return EINVAL.
    guard fsync(folder) == 0 || errno == EINVAL else { throw FileError("write", path) }
  }

  /// Gives the draft a name that no file has, and syncs both file and folder to the disk.
  func takeNewName() throws(FileError) {
    guard fsync(descriptor) == 0 else { throw FileError("write", path) }
    if linkat(folder, draftName, folder, name, 0) == 0 {
      unlinkat(folder, draftName, 0)
    } else {
      // Some file systems have no links; there the name is taken by renaming, if it is free.
      guard errno == EPERM || errno == EOPNOTSUPP else { throw FileError("create", path) }
      guard faccessat(folder, name, F_OK, AT_SYMLINK_NOFOLLOW) != 0 else {
        throw FileError("create", path, code: EEXIST)
      }
      guard renameat(folder, draftName, folder, name) == 0 else { throw FileError("create", path) }
    }
    hasName = true
    guard fsync(folder) == 0 || errno == EINVAL else { throw FileError("write", path) }
  }

  /// Where the draft is until it has its name.
  var draftPath: String {
    guard let slash = path.lastIndex(of: "/") else { return draftName }
    return String(path[...slash]) + draftName
  }

  deinit {
    if !hasName { unlinkat(folder, draftName, 0) }
    cprocess_forget_draft(slot)
    close(descriptor)
    close(folder)
  }
}
