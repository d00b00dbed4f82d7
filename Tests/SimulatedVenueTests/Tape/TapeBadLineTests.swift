import Market
import Testing

@testable import SimulatedVenue

@Suite("Bad lines of a tape")
struct TapeBadLineTests {
  let folder: TapeFolder

  init() throws { folder = try TapeFolder() }

  private static let badTime =
    "the time is not a whole number of ns, \u{b5}s, ms or s since 1970"

  /// A line that must not be, standing on line 9 behind two good ones, and what is said of it.
  static let badLines: [(String, String)] = [
    ("x", "1 fields found, 6 expected: ts_ns,msg,kind,side,price,size"),
    ("3,3,T,B,100", "5 fields found, 6 expected: ts_ns,msg,kind,side,price,size"),
    ("3,3,T,B,100,1,", "7 fields found, 6 expected: ts_ns,msg,kind,side,price,size"),
    ("# tick: 0.5", "header lines must come before the first line of data"),
    ("3,3,X,B,100,1", "the kind is not known; allowed are C, L, M, Q and T"),
    ("3,3,LL,B,100,1", "the kind is not known; allowed are C, L, M, Q and T"),
    ("3,3,l,B,100,1", "the kind is not known; allowed are C, L, M, Q and T"),
    ("3,3,,B,100,1", "the kind is not known; allowed are C, L, M, Q and T"),
    ("3,3,L,S,100,1", "the side of a level or a quote must be B or A"),
    ("3,3,Q,,100,1", "the side of a level or a quote must be B or A"),
    ("3,3,Q,BB,100,1", "the side of a level or a quote must be B or A"),
    ("3,3,T,A,100,1", "the side of a trade must be B or S"),
    ("3,3,C,B,,", "a C line must have no side, price or size"),
    ("3,3,C,,100,1", "a C line must have no side, price or size"),
    ("1,3,T,B,100,1", "the time goes back; it may only stay or grow"),
    ("1,2,T,B,100,1", "the time goes back; it may only stay or grow"),
    ("3,1,T,B,100,1", "msg goes back; it may only stay or grow"),
    ("-3,3,T,B,100,1", badTime),
    ("3.5,3,T,B,100,1", badTime),
    (",3,T,B,100,1", badTime),
    (
      "9223372036854775808,3,T,B,100,1",
      badTime
    ),
    (
      "18446744073709551619,3,T,B,100,1",
      badTime
    ),
    ("3,x,T,B,100,1", "msg must be a whole number below 2^63"),
    ("3,99999999999999999999,T,B,100,1", "msg must be a whole number below 2^63"),
    ("3,3,L,B,,1", "the price is not a decimal number such as 61250.5"),
    ("3,3,L,B,1e,1", "the price is not a decimal number such as 61250.5"),
    ("3,3,L,B,e5,1", "the price is not a decimal number such as 61250.5"),
    ("3,3,L,B,1e-,1", "the price is not a decimal number such as 61250.5"),
    ("3,3,L,B,1e+5x,1", "the price is not a decimal number such as 61250.5"),
    ("3,3,L,B,1e18,1", "the price is too large"),
    ("3,3,L,B,1e99999,1", "the price is too large"),
    ("3,3,L,B,1e-13,1", "the price has more than 12 digits after the point"),
    ("3,3,L,B,.5,1", "the price is not a decimal number such as 61250.5"),
    ("3,3,L,B,5.,1", "the price is not a decimal number such as 61250.5"),
    ("3,3,L,B,5.0.0,1", "the price is not a decimal number such as 61250.5"),
    ("3,3,L,B, 100,1", "the price is not a decimal number such as 61250.5"),
    ("3,3,L,B,-100,1", "the price is negative"),
    ("3,3,L,B,0,1", "the price is zero"),
    ("3,3,T,B,0.000,1", "the price is zero"),
    ("3,3,L,B,99.9,1", "the price is not a whole number of ticks of 0.5"),
    ("3,3,Q,A,99.55,1", "the price is not a whole number of ticks of 0.5"),
    ("3,3,T,B,0.4,1", "the price is below one tick of 0.5"),
    ("3,3,L,B,70368744177664,0", "the price is too large"),
    ("3,3,L,B,1000000000000000000,0", "the price is too large"),
    ("3,3,L,B,100.0000000000001,0", "the price has more than 12 digits after the point"),
    ("3,3,L,B,100,", "the size is not a decimal number such as 61250.5"),
    ("3,3,L,B,100,1 ", "the size is not a decimal number such as 61250.5"),
    ("3,3,L,B,100,nan", "the size is not a decimal number such as 61250.5"),
    ("3,3,L,B,100,-1", "the size is negative"),
    ("3,3,L,B,100,-", "the size is not a decimal number such as 61250.5"),
    ("3,3,L,B,100,999999999999999999", "the size is too large"),
    ("3,3,L,B,100,10000000000000000", "price × size is too large to be added up in 64 bits"),
    ("3,3,T,B,100,0", "the size of a trade must be above zero"),
    ("3,3,T,B,100,0.00", "the size of a trade must be above zero"),
  ]

  @Test("A bad line is named with its number and what is wrong", arguments: badLines)
  func badLine(line: String, what: String) throws {
    let text = TapeText.header + "2,2,L,B,99,1\n2,2,L,A,100,1\n\(line)\n4,4,T,B,100,1\n"

    #expect(
      try folder.fault(of: text)
        == .badLine(path: folder.path + "/text.csv", line: 9, excerpt: line, what: what))
    // The same inside the message before, where time and msg are not read again.
    guard line.hasPrefix("3,3,") else { return }
    let inside = "2,2,L,B,99,1\n2,2,L,A,100,1\n2,2,\(line.dropFirst(4))\n"
    #expect(
      try folder.fault(of: TapeText.header + inside)
        == .badLine(
          path: folder.path + "/text.csv", line: 9, excerpt: "2,2," + line.dropFirst(4),
          what: what))
  }

  static let badHeaders: [(String, String)] = [
    ("# format: bars v1", "the format is \"bars v1\"; this build reads \"tape v1\""),
    ("# format: tape v1", "\"format\" is given twice"),
    ("# lot: 1", "\"lot\" is given twice"),
    ("# min-notional: many", "min-notional: \"many\" is not a decimal number such as 61250.5"),
    (
      "# maker-fee-bps: 0.00001",
      "maker-fee-bps 0.00001 is not allowed; allowed are -1000 to 1000 with at most 4 digits after "
        + "the point, in basis points"
    ),
    (
      "# taker-fee-bps: 10000",
      "taker-fee-bps 10000 is not allowed; allowed are -1000 to 1000 with at most 4 digits after "
        + "the point, in basis points"
    ),
    ("# source:", "\"source\" has no value"),
  ]

  @Test("A bad header line is named with its number", arguments: badHeaders)
  func badHeader(line: String, what: String) throws {
    let first = line.contains("bars") ? "# venue: x" : "# format: tape v1"
    let text = "\(first)\n# step: 1\n# a note\n\(line)\n1,1,T,B,1,1\n"

    #expect(
      try folder.fault(of: text)
        == .badLine(path: folder.path + "/text.csv", line: 4, excerpt: line, what: what))
  }

  @Test("A tick or step that cannot be one is refused", arguments: ["0", "-1", "0.1234567", "x"])
  func badIncrement(value: String) throws {
    let fault = try folder.fault(of: "# format: tape v1\n# tick: \(value)\n1,1,T,B,1,1\n")
    guard case .badLine(_, 2, "# tick: \(value)", _) = fault else {
      Issue.record("\(String(describing: fault))")
      return
    }
    guard value != "x" else { return }
    let option = try folder.fault(
      of: TapeText.small, TapeImportOptions(step: DecimalNumber(value)))
    guard case .badOption(_, "step", _) = option else {
      Issue.record("\(String(describing: option))")
      return
    }
  }

  @Test("Data before the format line, or without one, is refused at its line")
  func noFormat() throws {
    let what = "before the first line of data there must be the header line \"# format: tape v1\""
    let path = folder.path + "/text.csv"

    #expect(
      try folder.fault(of: "# tick: 1\n1,1,T,B,1,1\n# format: tape v1\n")
        == .badLine(path: path, line: 2, excerpt: "1,1,T,B,1,1", what: what))
    #expect(
      try folder.fault(of: "1,1,T,B,1,1\n")
        == .badLine(path: path, line: 1, excerpt: "1,1,T,B,1,1", what: what))
    #expect(
      try folder.fault(of: "# tick: 1\n")
        == .badLine(
          path: path, line: 1, excerpt: "",
          what: "there is no header line \"# format: tape v1\""))
  }

  @Test("A file without data, an empty file and an empty gzip are told apart from damage")
  func nothing() throws {
    #expect(try folder.fault(of: TapeText.header) == .noData(path: folder.path + "/text.csv"))
    #expect(try folder.fault(of: "") == .empty(path: folder.path + "/text.csv"))
    #expect(
      try folder.fault(opening: TapeText.gzip("")) == .empty(path: folder.path + "/bytes"))
  }

  @Test("A line longer than 4096 bytes is refused, in the header, in the data and at the end")
  func longLines() throws {
    let long = String(repeating: "0", count: 4_097)
    for (text, line) in [
      ("# format: tape v1\n# " + long + "\n1,1,T,B,1,1\n", 2),
      (TapeText.header + "1,1,T,B,1,\(long)1\n", 7),
      (TapeText.header + "1,1,T,B,1,1\n1,1,T,B,1,\(long)1", 8),
      (TapeText.header + String(repeating: "1,1,T,B,1,1\n", count: 9) + long + long, 16),
    ] {
      guard case .badLine(_, line, let excerpt, let what) = try folder.fault(of: text) else {
        Issue.record("line \(line): \(String(describing: try folder.fault(of: text)))")
        continue
      }
      #expect(what == "the line is longer than 4096 bytes")
      #expect(excerpt.count == 81, "an excerpt, not the line")
    }
  }

  @Test("A number that outgrows a tick found later is refused at the later line")
  func outgrown() throws {
    let text = "# format: tape v1\n1,1,L,B,100000,1\n2,2,L,B,0.00000000001,1\n"

    #expect(
      try folder.fault(of: text)
        == .badLine(
          path: folder.path + "/text.csv", line: 3, excerpt: "2,2,L,B,0.00000000001,1",
          what: "the price is so fine that an earlier one no longer fits; give tick and step"))
  }

  @Test("A trade that turns out wrong at the end is named with its own line")
  func deferredFault() throws {
    let text = "# format: tape v1\n1,1,T,B,0.04,1\n2,2,L,B,0.1,1\n3,3,L,B,0.2,1\n"

    #expect(
      try folder.fault(of: text)
        == .badLine(
          path: folder.path + "/text.csv", line: 2, excerpt: "",
          what: "the price is below one tick of 0.1"))
  }

  @Test("Control and direction characters of a file never get into an error or a header")
  func cleaned() throws {
    let fault = try folder.fault(of: TapeText.header + "1,1,\u{1B}[2J\u{202E}\u{9B},B,1,1\n")
    guard case .badLine(_, 7, let excerpt, _) = fault else {
      Issue.record("\(String(describing: fault))")
      return
    }
    #expect(excerpt == "1,1,?[2J??,B,1,1")

    let header = try folder.tape(
      "# symbol: A\u{1B}B\u{7}\n# \u{200F}x\n"
        + TapeText.small.replacing("# symbol: ABCUSD\n", with: ""))
    #expect(header.header.instrument.symbol == "A?B?")
    #expect(header.header.provenance.notes == "?x")
  }
}
