import Output

extension Tape {
  /// Writes the binary form of the tape.
  ///
  /// It goes to a new file beside the one named, which takes the name only when every byte is on
  /// the disk: whoever has the old one open keeps it, and a cut write leaves it as it was. A pipe or
  /// a device is written to as it is.
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
