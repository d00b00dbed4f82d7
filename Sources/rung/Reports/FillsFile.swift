import Output

/// The record of a run's fills. If the disk takes no more of it, the run goes on without it.
final class FillsFile {
  private var file: OutputFile?
  private var failure: FileError?

  /// - Throws: if the file can't be made. Nothing has been played then.
  init(_ path: String) throws(FileError) {
    file = try OutputFile(replacing: path)
    write(line: FillLine.header)
  }

  /// Appends a line. After a failure it does nothing.
  func write(line: String) {
    guard failure == nil else { return }
    do throws(FileError) {
      try file?.write(line: line)
    } catch {
      failure = error
      file = nil
    }
  }

  /// Writes everything to the disk, under the file's name.
  ///
  /// - Throws: the first failure since the beginning. An earlier file of that name is then
  ///   unchanged.
  func finish() throws(FileError) {
    if let failure { throw failure }
    guard let file = file.take() else { return }
    try file.finish()
  }
}
