import Output

extension Tape {
  /// Writes the binary form of the tape.
  ///
  /// It writes to a new file beside `path`, which takes the name only when every byte is on the
  /// disk. Whoever has the old file open keeps it, and an interrupted write leaves it unchanged. A
  /// pipe or a device is written to directly.
  public func write(to path: String) throws(TapeError) {
    do throws(FileError) {
      var file = try OutputFile(replacing: path)
      try file.write(TapeFormat.encode(header))
      try file.write(UnsafeRawBufferPointer(records))
      try file.finish()
    } catch {
      throw .cannotWrite(error)
    }
  }
}
