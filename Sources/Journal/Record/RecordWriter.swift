import Engine
import JSONText

/// Writes a record as JSON.
struct RecordWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ record: EngineRecord) {
    add("{\"version\":")
    add(String(record.version))
    add(",\"state\":")
    write(record.state)
    add("}")
  }

  private mutating func write(_ value: RecordValue) {
    switch value {
    case .nothing: add("null")
    case .flag(let flag): add(flag ? "true" : "false")
    case .integer(let integer): write(integer)
    case .number(let bits): write(bits)
    case .text(let text): quote(".#=".contains(text.first ?? " ") ? "=" + text : text)
    case .list(let elements):
      list("[", elements, "]") { $0.write($1) }
    case .fields(let fields): write(fields)
    case .choice(let name, let data):
      if data.isEmpty { return quote("." + name) }
      add("{")
      quote("." + name)
      add(":")
      write(data)
      add("}")
    }
  }

  private mutating func write(_ fields: [RecordValue.Field]) {
    list("{", fields, "}") { writer, field in
      writer.quote(field.name)
      writer.add(":")
      writer.write(field.value)
    }
  }

  private mutating func list<Element>(
    _ open: StaticString, _ elements: [Element], _ close: StaticString,
    _ write: (inout RecordWriter, Element) -> Void
  ) {
    add(open)
    var isFirst = true
    for element in elements {
      if !isFirst { add(",") }
      isFirst = false
      write(&self, element)
    }
    add(close)
  }

  private mutating func write(_ integer: Int128) {
    if let word = Int64(exactly: integer) { add(String(word)) } else { add(String(integer)) }
  }

  /// The shortest decimal number that reads back as the same bits.
  private mutating func write(_ bits: RecordValue.Bits) {
    if bits.number.isFinite { return add(bits.number.description) }
    quote("#" + String(bits.pattern, radix: 16))
  }

  private mutating func quote(_ text: String) {
    guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) else {
      return add(JSONOutput.quoted(text))
    }
    add("\"")
    add(text)
    add("\"")
  }

  private mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func add(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }
}
