import Glibc
import Market

/// Makes a tape in memory from a text tape, plain or gzip.
///
/// The text format, "tape v1": header lines `# key: value`, then a line for every change,
/// `ts_ns,msg,kind,side,price,size`. Lines with the same `msg` are one atomic update. The kind is
/// `C` (book cleared; the rest is empty), `L` (level, side `B` or `A`, size 0 removes it), `Q` (new
/// best, side `B` or `A`), `T` (trade, side of the aggressor, `B` or `S`) or `M` (mark price; side
/// and size are empty). Time and `msg` never go back.
///
/// Times may be whole nanoseconds, µs, ms or s since 1970 (``TimeUnit``). Blank lines and a byte
/// order mark are ignored. Lines may end as on Windows. A binary tape in gzip is unpacked.
///
/// What is not in the text is derived. A silence of 30 s before an update becomes a gap in that
/// update. A tick or a step that is not stated is the finest common one of levels and quotes. A
/// trade finer than them is rounded, and so is the size of a level or a quote (``ChangeBuilder``
/// says which way); the header counts them.
public struct TapeImporter {
  private let path: String
  private let options: TapeImportOptions

  /// Bytes unpacked at once: few enough to stay in the processor's cache until they are read.
  private static let chunk = 1 << 18
  /// Room behind the last line, so that a word can be read at any of its bytes.
  private static let slack = 64

  public init(path: String, options: TapeImportOptions = TapeImportOptions()) {
    self.path = path
    self.options = options
  }

  /// Reads the whole file.
  public func tape() throws(TapeError) -> Tape {
    let source = try ByteSource(path: path)
    return try TapeImporter(path: source.path, options: options).tape(from: source)
  }

  func tape(from source: ByteSource) throws(TapeError) -> Tape {
    try options.check(path: path)
    if case .foreign(let what) = source.form { throw .foreign(path: path, what: what) }
    guard source.form != .binary else {
      if source.isRegularFile { _ = try Tape(path: path) }
      throw .badOption(path: path, option: "import", what: "this is a binary tape already")
    }
    let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(
      capacity: TapeImporter.chunk + LineFault.longestLine + TapeImporter.slack)
    buffer.initialize(repeating: 0)
    defer { buffer.deallocate() }
    var reader = TextTapeReader(path: path, options: options)
    var kept = 0
    while true {
      let room = UnsafeMutableBufferPointer(rebasing: buffer[kept..<kept + TapeImporter.chunk])
      let read = try source.read(into: room)
      var filled = kept + read
      if !reader.hasBegun, source.form == .gzip, buffer[0] == TapeFormat.magic[0] {
        let head = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<filled])
        return try Tape(
          binary: TapeMemory.read(source, behind: head), path: path, options: options)
      }
      if read == 0 {
        guard kept > 0 else { break }
        // The last line may lack its line feed. A line that was cut inside is reported as a bad
        // one.
        buffer[filled] = UInt8(ascii: "\n")
        filled += 1
      }
      let text = UnsafeBufferPointer(rebasing: buffer[..<filled])
      let taken = try reader.take(text)
      kept = filled - taken
      if let base = buffer.baseAddress { memmove(base, base + taken, kept) }
    }
    let form: TapeOrigin.Form = source.form == .gzip ? .gzipText : .text
    return try reader.finish(
      TapeOrigin(path: path, form: form, bytes: source.fileBytes))
  }
}
