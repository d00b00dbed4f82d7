import Output

/// The record of the fills of a run, which the run outlives where the disk takes no more of it.
final class FillsFile {
  private var file: OutputFile?
  private var failure: FileError?

  /// - Throws: where there can be no such file; nothing has been played then.
  init(_ path: String) throws(FileError) {
    file = try OutputFile(replacing: path)
    write(line: FillLine.header)
  }

  /// Appends a line; after a failure there are no more.
  func write(line: String) {
    guard failure == nil else { return }
    do throws(FileError) {
      try file?.write(line: line)
    } catch {
      failure = error
      file = nil
    }
  }

  /// Brings everything to the disk, under its name.
  ///
  /// - Throws: what went wrong since the beginning; what was there before is then there still.
  func finish() throws(FileError) {
    if let failure { throw failure }
    guard let file = file.take() else { return }
    try file.finish()
  }
}
