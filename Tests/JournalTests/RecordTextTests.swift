import Engine
import JSONText
import Testing

@testable import Journal

@Suite("Records as text")
struct RecordTextTests {
  private static let all = EngineRecord(
    version: 12,
    state: .fields([
      .init("nothing", .nothing), .init("flags", .list([.flag(true), .flag(false)])),
      .init("whole", .list([.integer(0), .integer(-7), .integer(.max), .integer(.min)])),
      .init("beyond", .integer(9_007_199_254_740_993)),
      .init("number", .list([-0.0, 0.1, 1e300, 5, .infinity, -.infinity].map(number))),
      .init(
        "text", .list([".a", "=b", "#c", "", "say \"a\\b\"\n\u{202E}ü"].map(RecordValue.text))),
      .init("side", .choice("buy", [])),
      .init("stop", .choice("live", [.init("_0", .fields([])), .init("at", .list([]))])),
    ]))

  private static func number(_ number: Double) -> RecordValue {
    .number(RecordValue.Bits(number))
  }

  @Test("STATE-07 A record is read back from its text to the last bit")
  func back() throws {
    let odd = EngineRecord(
      version: 1, state: .number(RecordValue.Bits(Double(bitPattern: 0x7FF8_0000_0000_1234))))

    #expect(try RecordText.record(of: RecordText.text(of: Self.all)) == Self.all)
    #expect(try RecordText.record(of: RecordText.text(of: odd)) == odd)
  }

  @Test("The text is compact JSON, with marks where JSON can't tell values apart")
  func text() throws {
    let text = RecordText.text(of: Self.all)

    #expect(
      text == #"{"version":12,"state":{"nothing":null,"flags":[true,false],"#
        + #""whole":[0,-7,170141183460469231731687303715884105727,"#
        + #"-170141183460469231731687303715884105728],"beyond":9007199254740993,"#
        + ##""number":[-0.0,0.1,1e+300,5.0,"#7ff0000000000000","#fff0000000000000"],"##
        + #""text":["=.a","==b","=#c","","say \"a\\b\"\n\u202eü"],"side":".buy","#
        + #""stop":{".live":{"_0":{},"at":[]}}}}"#)
    #expect(try JSONText.read(text).object?.keys == ["version", "state"])
  }

  @Test("A text that ends anywhere, or goes on, is no record, and the error says where")
  func cut() throws {
    let text = Array(RecordText.text(of: Self.all).utf8)

    for count in text.indices {
      #expect(throws: RecordTextError.self, "\(count)") {
        try RecordText.record(of: String(decoding: text.prefix(count), as: UTF8.self))
      }
    }
    #expect(throws: RecordTextError(expected: "the end", byte: text.count)) {
      try RecordText.record(of: RecordText.text(of: Self.all) + " ")
    }
  }

  @Test(
    "A text that is JSON but no record is refused",
    arguments: [
      #"{}"#, #"{"version":1.5,"state":null}"#, #"{"state":null,"version":1}"#,
      #"{"version":1,"state":+1}"#, #"{"version":1,"state":1e999}"#,
      ##"{"version":1,"state":"#xyz"}"##, #"{"version":1,"state":{".a":{"b":1},"c":2}}"#,
      #"{"version":1,"state":{".a":[1]}}"#, #"{"version":1,"state":[1,]}"#,
      #"{"version":1,"state":999999999999999999999999999999999999999999}"#,
    ])
  func refused(text: String) {
    #expect(throws: RecordTextError.self) { try RecordText.record(of: text) }
  }

  @Test("A text that is nested deeper than any record does not exhaust the stack")
  func deep() {
    let text = #"{"version":1,"state":"# + String(repeating: "[", count: 100_000)

    #expect(throws: RecordTextError.self) { try RecordText.record(of: text) }
  }
}
