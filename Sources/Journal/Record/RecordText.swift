import Engine

/// A record as JSON text: what a segment's `record` column holds.
///
/// The text is compact, and the keys keep the order of the record. Four kinds of value need a mark,
/// because JSON can't tell them apart:
///
/// | Value | Text |
/// |---|---|
/// | the case of an enum without data | `".buy"` |
/// | the case of an enum with data | `{".tripped": {"until": …}}` |
/// | a number that is infinite, or none | `"#7ff0000000000000"`, its bits |
/// | a text that begins with `.`, `#` or `=` | the text after a `=` |
///
/// Numbers with a point or an exponent are floating point and read back to the last bit; all others
/// are whole, with up to 39 digits.
public enum RecordText {
  /// The record as text.
  public static func text(of record: EngineRecord) -> String {
    var writer = RecordWriter()
    writer.write(record)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// The record that a text was made of.
  ///
  /// - Throws: ``RecordTextError`` if the text is not that of a record.
  public static func record(of text: String) throws(RecordTextError) -> EngineRecord {
    var text = text
    let result = text.withUTF8 { bytes -> Result<EngineRecord, RecordTextError> in
      var reader = RecordReader(bytes)
      return Result { () throws(RecordTextError) in try reader.record() }
    }
    return try result.get()
  }
}

/// Why a text is not that of a record, and the byte where it stops being one.
public struct RecordTextError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What was expected there.
  public let expected: String
  public let byte: Int

  public var description: String { "byte \(byte) of the record: expected \(expected)" }
}
