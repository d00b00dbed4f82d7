/// A place in a journal where its bytes are not those that were written.
///
/// Nothing is cut or skipped because of it: what comes before it can be read, what comes after it
/// can't be trusted.
public struct JournalDamage: Equatable, Sendable {
  public enum Finding: Equatable, Sendable {
    /// A row whose checksum is wrong.
    case checksum
    /// Inputs are missing before this number.
    case hole(found: UInt64)
    /// A batch repeats inputs of the batch before it.
    case overlap(found: UInt64)
    /// A batch that holds no inputs.
    case emptyBatch
    /// A checkpoint or a segment refers to an input behind the last batch.
    case missingTail(known: UInt64)
    /// There are inputs, and no segment that says where they begin.
    case noSegment
    /// SQLite can't read the structure of the file.
    case structure(extendedCode: Int32)
  }

  public let path: String
  public let table: String
  public let finding: Finding
  /// The number of the first input that can't be read, or the key of the row; nil if unknown.
  public let number: UInt64?
  /// The place in the main file; nil if unknown.
  public let place: Place?

  /// A place in the main file.
  public struct Place: Equatable, Sendable {
    /// Counted from 1.
    public let page: Int
    /// In bytes, from the beginning of the file.
    public let offset: Int
  }

  init(
    _ path: String, table: String, _ finding: Finding, at number: UInt64?, place: Place? = nil
  ) {
    self.path = path
    self.table = table
    self.finding = finding
    self.number = number
    self.place = place
  }
}

extension JournalDamage: CustomStringConvertible {
  public var description: String {
    let row = number.map { table == "batch" ? " at input \($0)" : " in \(table) \($0)" } ?? ""
    let byte = place.map { ", page \($0.page), byte \($0.offset)" } ?? ""
    return "\(path): the journal is damaged\(row)\(byte): \(text)"
  }

  private var text: String {
    switch finding {
    case .checksum: "the checksum is wrong"
    case .hole(let found): "inputs are missing, the next one is \(found)"
    case .overlap(let found): "the next batch begins again at input \(found)"
    case .emptyBatch: "a batch without inputs"
    case .missingTail(let known): "inputs up to \(known) were written and are missing"
    case .noSegment: "no segment says where the inputs begin"
    case .structure(let code): "the structure of the file cannot be read (SQLite error \(code))"
    }
  }
}
