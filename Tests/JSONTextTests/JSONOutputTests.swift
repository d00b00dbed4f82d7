import Foundation
import JSONText
import Testing

@Test("Results are JSON that another reader understands")
func json() throws {
  let value = JSONOutput.list([
    .object([
      ("a", .integer(1)), ("b", .number(0.0000028)), ("c", .text("x\"\n\u{7F}")),
      ("d", .flag(true)), ("e", .list([])), ("f", .null), ("g", .decimal("-0.10")),
    ])
  ])

  let read = try JSONSerialization.jsonObject(with: Data(value.text().utf8))
  let object = try #require((read as? [[String: Any]])?.first)
  #expect(object["a"] as? Int == 1)
  #expect(object["b"] as? Double == 0.0000028)
  #expect(object["c"] as? String == "x\"\n\u{7F}")
  #expect(object["d"] as? Bool == true)
  #expect((object["e"] as? [Any])?.isEmpty == true)
  #expect(object["f"] is NSNull)
  #expect(value.text().contains("\"g\": -0.10"), "a decimal keeps its digits")
}

@Test("A JSON text escapes quotes, backslashes and control characters, and keeps the rest")
func escapes() {
  #expect(JSONOutput.quoted("a\"b\\c\n\t\u{1B}\u{7F}é") == #""a\"b\\c\n\t\u001b\u007fé""#)
}

@Test("CONSOLE-13 a JSON text escapes marks of direction and what has no width")
func escapesFormats() {
  #expect(
    JSONOutput.quoted("a\u{9B}\u{202E}\u{200B}\u{2028}\u{FEFF}\u{E0001}b😀")
      == #""a\u009b\u202e\u200b\u2028\ufeff\udb40\udc01b😀""#)
}
