import Testing

@testable import JSONText

@Suite("JSON5 text")
struct JSONTextTests {
  @Test("Everything JSON5 adds to JSON is read")
  func additions() throws {
    let node = try JSONText.read(
      """
      \u{FEFF}// a comment
      {
        unquoted: 'single "quotes"', /* and
        another */ "list": [1, .5, +2., 0x1F, -0.25e-3,],
        $dollar_1: "a\\
      b\\u00e9\\x41\\uD83D\\uDE00\\t", größe: null, t: true, f: false,
      }
      """)

    #expect(
      shown(node)
        == """
        {unquoted: "single "quotes"", list: [1, 0.5, 2, 31, -0.25e-3], \
        $dollar_1: "abéA😀\t", größe: null, t: true, f: false}
        """)
  }

  @Test("Keys keep their order, and every value knows its line and column")
  func positions() throws {
    let node = try JSONText.read("{\"b\": 1,\r\n  \"a\": [true,\n\"é漢\", 2]}")
    let object = try #require(node.object)
    let list = try #require(object["a"]?.array)

    #expect(object.keys == ["b", "a"])
    #expect(object.members.map(\.keyPosition.description) == ["1:2", "2:3"])
    #expect(list.map(\.position.description) == ["2:9", "3:1", "3:7"])
  }

  @Test("A key written twice is reported, and its last value counts")
  func duplicates() throws {
    let object = try #require(try JSONText.read("{a: 1, b: 2, a: 3}").object)

    #expect(object.keys == ["a", "b"])
    #expect(object["a"]?.number?.integer == 3)
    #expect(object.duplicates.map { "\($0.key) \($0.keyPosition)" } == ["a 1:14"])
  }

  @Test("A number keeps every digit it was written with")
  func numbers() throws {
    let node = try JSONText.read("[0.1000, 12345678901234567890.123, 9007199254740993, 1e400]")
    let numbers = try #require(node.array).compactMap(\.number)

    #expect(
      numbers.map(\.text) == ["0.1000", "12345678901234567890.123", "9007199254740993", "1e400"])
    #expect(numbers.map(\.integer) == [nil, nil, 9_007_199_254_740_993, nil])
  }

  @Test(
    "What is wrong is said with its place",
    arguments: [
      ("", "1:1: expected a value, found the end of the file"),
      ("{\n  a 1}", "2:5: expected ':' after the key a, found '1'"),
      ("{a: 1\n b: 2}", "2:2: expected ',' or '}' in the object, found 'b'"),
      ("[1 2]", "1:4: expected ',' or ']' in the list, found '2'"),
      ("[1,,2]", "1:4: expected a value, found ','"),
      ("{,}", "1:2: expected a key or '}', found ','"),
      ("{a: mint}", "1:5: expected a value, found mint; text needs quotes"),
      ("{a: \"open}\n", "1:5: text begins here and has no closing \""),
      ("'\\u12G4'", "1:6: expected a hexadecimal digit, found 'G'"),
      ("'\\uD800'", "1:3: half of a surrogate pair"),
      ("'\\uDC00\\uD800'", "1:3: half of a surrogate pair"),
      ("'\\1'", "1:3: a digit can't follow a backslash"),
      ("[-]", "1:3: expected a digit, found ']'"),
      ("[.]", "1:3: expected a digit, found ']'"),
      ("[1e]", "1:4: expected a digit of the exponent, found ']'"),
      ("007", "1:4: a number can't begin with a needless 0"),
      ("0x", "1:3: expected a hexadecimal digit, found the end of the file"),
      ("0xFFFFFFFFFFFFFFFFFF", "1:3: too large a number"),
      ("{} x", "1:4: expected the end of the file, found 'x'"),
      ("{/* x", "1:2: a comment begins here and never ends"),
      ("{/x", "1:3: expected '/' or '*' to begin a comment, found 'x'"),
      ("{a:\u{1B}}", "1:4: expected a value, found U+1B"),
    ])
  func problems(text: String, message: String) {
    #expect(problem(in: text) == message)
  }

  @Test("Hostile nesting is refused, not followed until the stack ends")
  func nesting() {
    let deep = String(repeating: "[", count: 10_000)
    let allowed = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)

    #expect(problem(in: deep) == "1:65: nested deeper than 64 levels")
    #expect(problem(in: String(repeating: "{a:", count: 10_000))?.contains("nested") == true)
    #expect(problem(in: allowed) == nil)
  }

  @Test("No text traps the reader: every cut and every changed byte of a file gives an answer")
  func mutilated() {
    let text = "{ // c\n a: ['x\\u00e9', -1.5e3, 0x1f, true,], 'b': {c: null}, /* d */ }"
    let bytes = Array(text.utf8)
    var refused = 0
    for place in bytes.indices {
      if problem(in: String(decoding: bytes[..<place], as: UTF8.self)) != nil { refused += 1 }
      for byte: UInt8 in [0, 0x22, 0x27, 0x2A, 0x2F, 0x5C, 0x5D, 0x7B, 0x80, 0xFF] {
        var changed = bytes
        changed[place] = byte
        if problem(in: String(decoding: changed, as: UTF8.self)) != nil { refused += 1 }
      }
    }
    #expect(refused > bytes.count, "every cut is refused, and most changes")
    #expect(problem(in: text) == nil)
  }

  private func problem(in text: String) -> String? {
    do throws(JSONSyntaxError) {
      _ = try JSONText.read(text)
      return nil
    } catch {
      return error.description
    }
  }

  private func shown(_ node: JSONNode) -> String {
    switch node.value {
    case .null: "null"
    case .bool(let bool): "\(bool)"
    case .number(let number): number.text
    case .string(let text): "\"\(text)\""
    case .array(let nodes): "[\(nodes.map(shown).joined(separator: ", "))]"
    case .object(let object):
      "{\(object.members.map { "\($0.key): \(shown($0.node))" }.joined(separator: ", "))}"
    }
  }
}
