import Glibc

extension Tape {
  /// Writes the binary form of the tape.
  ///
  /// It goes to a new file beside the one named, which takes the name only when every byte is on
  /// the disk: whoever has the old one open keeps it, and a cut write leaves it as it was.
  /// A device, a pipe or a link of that name would be replaced, not written to: it is refused.
  public func write(to path: String) throws(TapeError) {
    try Tape.refuseSpecialFile(path)
    let draft = "\(path).\(getpid()).part"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw .cannotWrite(path: path, step: "make a file beside it", errno: errno)
    }
    do throws(TapeError) {
      defer { close(descriptor) }
      try TapeFormat.encode(header).withUnsafeBufferPointer { bytes throws(TapeError) in
        try Tape.write(UnsafeRawBufferPointer(bytes), to: descriptor, path: path)
      }
      try Tape.write(UnsafeRawBufferPointer(records), to: descriptor, path: path)
      guard fsync(descriptor) == 0 else {
        throw TapeError.cannotWrite(path: path, step: "bring it to the disk", errno: errno)
      }
    } catch {
      unlink(draft)
      throw error
    }
    guard rename(draft, path) == 0 else {
      let code = errno
      unlink(draft)
      throw .cannotWrite(path: path, step: "give it its name", errno: code)
    }
    try Tape.syncFolder(of: path)
  }

  private static func refuseSpecialFile(_ path: String) throws(TapeError) {
    var facts = stat()
    guard lstat(path, &facts) == 0 else { return }
    let kind = facts.st_mode & S_IFMT
    // A folder can't be replaced by a file: the rename says so in the system's own words.
    guard kind == S_IFREG || kind == S_IFDIR else { throw .notARegularFile(path: path) }
  }

  private static func write(
    _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, path: String
  ) throws(TapeError) {
    var rest = bytes
    while !rest.isEmpty {
      let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if written < 0 {
        guard errno == EINTR else {
          throw .cannotWrite(path: path, step: "write it", errno: errno)
        }
      } else {
        rest = UnsafeRawBufferPointer(rebasing: rest[written...])
      }
    }
  }

  /// Makes the new name itself last.
  private static func syncFolder(of path: String) throws(TapeError) {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .cannotWrite(path: path, step: "open its folder", errno: errno)
    }
    defer { close(descriptor) }
    // Some file systems have nothing to do for a folder and say EINVAL.
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw .cannotWrite(path: path, step: "bring its name to the disk", errno: errno)
    }
  }
}
