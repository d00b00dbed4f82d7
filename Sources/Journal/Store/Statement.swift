import CSQLite

/// A prepared statement. It keeps its connection open.
final class Statement {
  private let handle: OpaquePointer
  private let database: Database
  private let attempt: StorageAttempt

  init(_ database: Database, _ sql: String, _ attempt: StorageAttempt) throws(StorageError) {
    var handle: OpaquePointer?
    let code = sqlite3_prepare_v3(
      database.handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
    guard code == SQLITE_OK, let handle else { throw database.error(attempt) }
    self.handle = handle
    self.database = database
    self.attempt = attempt
  }

  deinit { sqlite3_finalize(handle) }

  func bind(_ place: Int32, _ number: Int64) { sqlite3_bind_int64(handle, place, number) }
  func bind(_ place: Int32, _ number: UInt64) { bind(place, Int64(clamping: number)) }

  func bind(_ place: Int32, _ text: String?) {
    guard var text else {
      sqlite3_bind_null(handle, place)
      return
    }
    _ = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        sqlite3_bind_text(
          handle, place, $0.baseAddress ?? Statement.nothing, Int32($0.count),
          rung_sqlite_transient())
      }
    }
  }

  /// Binds bytes. They are copied.
  func bind(_ place: Int32, _ bytes: [UInt8]) {
    _ = bytes.withUnsafeBytes {
      sqlite3_bind_blob64(
        handle, place, $0.baseAddress ?? UnsafeRawPointer(Statement.nothing), UInt64($0.count),
        rung_sqlite_transient())
    }
  }

  /// Binds bytes that stay where they are until the statement is reset.
  func bind(_ place: Int32, unmoved bytes: UnsafeRawBufferPointer) {
    sqlite3_bind_blob64(
      handle, place, bytes.baseAddress ?? UnsafeRawPointer(Statement.nothing),
      UInt64(bytes.count), rung_sqlite_static())
  }

  func bind(_ place: Int32, _ value: SQLValue) {
    switch value {
    case .null: sqlite3_bind_null(handle, place)
    case .integer(let number): bind(place, number)
    case .text(let text): bind(place, text)
    case .bytes(let bytes): bind(place, bytes)
    }
  }

  /// An address for empty texts and blobs, which a null pointer would make null.
  nonisolated(unsafe) private static let nothing = UnsafePointer(
    UnsafeMutablePointer<CChar>.allocate(capacity: 1))

  /// Goes on to the next row; false after the last.
  func step() throws(StorageError) -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default:
      let error = database.error(attempt)
      sqlite3_reset(handle)
      throw error
    }
  }

  /// Runs a statement that returns no row, and makes it ready to run again.
  func run() throws(StorageError) {
    while try step() {}
    sqlite3_reset(handle)
  }

  /// Makes it ready to run again, and releases what it had read. An error of a step was thrown by it.
  func reset() { sqlite3_reset(handle) }

  /// Forgets the values bound so far.
  func unbind() { sqlite3_clear_bindings(handle) }

  var columnCount: Int32 { sqlite3_column_count(handle) }
  func columnName(_ column: Int32) -> String {
    sqlite3_column_name(handle, column).map { String(cString: $0) } ?? ""
  }

  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  /// The text of a column; nil for null.
  func text(_ column: Int32) -> String? {
    guard let start = sqlite3_column_text(handle, column) else { return nil }
    let count = Int(sqlite3_column_bytes(handle, column))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// The bytes of a column, valid until the next step or reset.
  func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
    let start = sqlite3_column_blob(handle, column)
    return UnsafeRawBufferPointer(
      start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(handle, column)))
  }

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

  /// The value of a column as it is stored; a number that is no integer as its text.
  func value(_ column: Int32) -> SQLValue {
    switch sqlite3_column_type(handle, column) {
    case SQLITE_INTEGER: .integer(integer(column))
    case SQLITE_NULL: .null
    case SQLITE_BLOB: .bytes([UInt8](bytes(column)))
    default: .text(text(column) ?? "")
    }
  }
}
