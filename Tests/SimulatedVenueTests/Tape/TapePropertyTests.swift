import Market
import Testing

@testable import SimulatedVenue

@Suite("Random tapes")
struct TapePropertyTests {
  @Test("The fast reader agrees with a slow one over random texts", arguments: 0..<200)
  func agrees(seed: UInt64) throws {
    let folder = try TapeFolder()
    var generator = TapeGenerator(seed: seed)
    let text = generator.text()
    let expected = SlowTape(text)
    let plain = try folder.file("tape.csv", text)
    let packed = try folder.file("tape.csv.gz", TapeText.gzip(text))

    let tape = try Tape.load(path: plain)
    #expect(tape.copiedRecords == expected.records, "seed \(seed)")
    #expect(tape.header.instrument.tick == expected.tick, "seed \(seed)")
    #expect(tape.header.instrument.step == expected.step, "seed \(seed)")
    #expect(tape.header.counts.roundedTrades == expected.rounded, "seed \(seed)")
    #expect(tape.header.counts.roundedSizes == expected.roundedSizes, "seed \(seed)")
    #expect(tape.header.counts.droppedTrades == expected.dropped, "seed \(seed)")

    try tape.write(to: folder.path + "/tape")
    #expect((try Tape.load(path: packed)).copiedRecords == expected.records, "seed \(seed)")
    #expect((try Tape(path: folder.path + "/tape")).copiedRecords == expected.records)
  }
}

extension TapePropertyTests {
  @Test("A text with random bytes changed is read or refused, and never stops the program")
  func hostile() throws {
    let folder = try TapeFolder()
    let letters = Array("0123456789,,..-\n\r#LQTCBASe+ \u{1B}".utf8)
    var refused = 0
    for seed in 0..<1_500 {
      var generator = TapeGenerator(seed: UInt64(seed / 10))
      var bytes = Array(generator.text().utf8)
      generator.state = UInt64(seed)
      for _ in 0...generator.next(4) {
        let place = generator.next(bytes.count)
        let letter = letters[generator.next(letters.count)]
        switch generator.next(4) {
        case 0: bytes.insert(letter, at: place)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(contentsOf: [UInt8](repeating: letter, count: 20), at: place)
        default: bytes[place] = letter
        }
      }
      guard let fault = try folder.fault(opening: bytes) else { continue }
      refused += 1
      let isClean = fault.description.unicodeScalars.allSatisfy { $0.value >= 0x20 }
      #expect(isClean, "seed \(seed): \(fault)")
    }
    #expect(refused > 500)
  }
}

/// Makes texts with every liberty the format allows.
private struct TapeGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed &* 7_919 &+ 1 }

  mutating func next(_ bound: Int) -> Int {
    state = mixed(state)
    return Int(state % UInt64(bound))
  }

  mutating func text() -> String {
    let priceDecimals = next(5)
    let sizeDecimals = next(5)
    // An increment of 1, 2, 5 or 25 of the last decimal; where it is not stated it must be 1.
    let states = (tick: next(3) > 0, step: next(3) > 0)
    let tick = states.tick ? [1, 2, 5, 25][next(4)] : 1
    let step = states.step ? [1, 2, 5, 25][next(4)] : 1
    var text = "# format: tape v1\n"
    if states.tick { text += "# tick: \(decimal(tick, priceDecimals))\n" }
    if states.step {
      text += "# \(next(2) == 0 ? "lot" : "step"): \(decimal(step, sizeDecimals))\n"
    }
    let onlyTrades = next(8) == 0
    let ending = next(4) == 0 ? "\r\n" : "\n"
    var time = next(2) == 0 ? 0 : 1_723_161_255_088_169_167
    var message = next(3)
    for _ in 0..<next(60) + 1 {
      for _ in 0...next(4) {
        text += "\(time),\(message),"
        text += line(onlyTrades, tick, priceDecimals, step, sizeDecimals) + ending
        if next(10) == 0 { time += next(50) }
      }
      message += 1 + next(2)
      time += [0, next(1_000), 29_999_999_999 + next(2), next(90_000_000_000)][next(4)]
    }
    // A level, so that not all can be dropped.
    return text + "\(time),\(message),C,,,"
  }

  private mutating func line(
    _ onlyTrades: Bool, _ tick: Int, _ priceDecimals: Int, _ step: Int, _ sizeDecimals: Int
  ) -> String {
    let kind = onlyTrades ? 3 : next(10)
    switch kind {
    case 0 where next(3) == 0: return "C,,,"
    case 3, 4:
      let finer = (price: next(3), size: next(3))
      let price = decimal(next(100_000) + 2_600, priceDecimals + finer.price)
      let size = decimal(next(50) + 1, sizeDecimals + finer.size)
      return "T,\(next(2) == 0 ? "B" : "S"),\(price),\(size)"
    default:
      let price = decimal((next(100_000) + 1) * tick, priceDecimals)
      let odd = next(8) == 0 ? 1 : 0
      let size = decimal(next(100) * step + odd, sizeDecimals + odd)
      return "\(kind < 7 ? "L" : "Q"),\(next(2) == 0 ? "B" : "A"),\(price),\(size)"
    }
  }

  /// A decimal, its zeros at the end sometimes cut, sometimes more of them.
  private mutating func decimal(_ mantissa: Int, _ decimals: Int) -> String {
    let full = DecimalText(mantissa: Int64(mantissa), decimals: decimals).description
    switch next(3) {
    case 0: return DecimalNumber(mantissa: Int64(mantissa), decimals: decimals).description
    case 1 where decimals > 0: return full + "00"
    default: return full
    }
  }
}

/// Reads a text tape the plain way: strings, arrays, wide numbers.
private struct SlowTape {
  var records: [MarketChange] = []
  var tick = DecimalNumber(mantissa: 1, decimals: 0)
  var step = DecimalNumber(mantissa: 1, decimals: 0)
  var rounded = 0
  var roundedSizes = 0
  var dropped = 0

  init(_ text: String) {
    let lines = text.replacing("\r\n", with: "\n").split(separator: "\n")
    let rows = lines.filter { !$0.hasPrefix("#") }.map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    tick = stated(["tick"], lines) ?? finest(rows, column: 4)
    step = stated(["lot", "step"], lines) ?? finest(rows, column: 5)
    var before: Int64?
    for message in Set(rows.map { Int($0[1]) ?? -1 }).sorted() {
      let own = rows.filter { Int($0[1]) == message }
      let time = Int64(own[0][0]) ?? -1
      var changes: [MarketChange] = []
      if let before, time - before >= 30_000_000_000 {
        changes.append(.gap(nanoseconds: time - before))
      }
      for row in own { if let change = change(row) { changes.append(change) } }
      before = Int64(own[own.count - 1][0])
      guard !changes.isEmpty else { continue }
      var kinds: MarketKinds = []
      for change in changes { kinds.formUnion(change.kind?.kinds ?? []) }
      records.append(.frame(at: Instant(nanoseconds: time), kinds: kinds, count: changes.count))
      records += changes
    }
  }

  private func stated(_ keys: [String], _ lines: [Substring]) -> DecimalNumber? {
    for line in lines {
      for key in keys where line.hasPrefix("# \(key): ") {
        do { return try DecimalNumber(line.dropFirst(key.count + 4)) } catch {
          Issue.record("\(error)")
        }
      }
    }
    return nil
  }

  private func finest(_ rows: [[String]], column: Int) -> DecimalNumber {
    let priced = rows.filter { $0[2] != "C" }.map { ($0[2], number($0[column])) }
    let book = priced.filter { $0.0 != "T" && $0.1.mantissa > 0 }
    let used = (book.isEmpty ? priced.filter { $0.0 == "T" } : book).map(\.1)
    let decimals = used.map(\.decimals).max() ?? 0
    let counts = used.map { number in
      (number.decimals..<decimals).reduce(number.mantissa) { count, _ in count * 10 }
    }
    var common = counts.first ?? 1
    for count in counts {
      var rest = count
      while rest != 0 { (common, rest) = (rest, common % rest) }
    }
    let proves =
      column == 4 ? (counts.min() ?? 0) / common >= 20 : Set(counts).count >= 3
    if !proves || common > 1_000_000 { common = 1 }
    // Without zeros at its end, as it is written.
    let unit = DecimalNumber(mantissa: common, decimals: decimals)
    do { return try DecimalNumber(unit.description) } catch {
      Issue.record("\(error)")
      return unit
    }
  }

  private func number(_ text: String) -> DecimalNumber {
    do { return try DecimalNumber(text) } catch {
      Issue.record("\(error)")
      return DecimalNumber(mantissa: 0, decimals: 0)
    }
  }

  /// Units in a number, and the rest, both scaled to twelve decimals.
  private func divided(_ text: String, by unit: DecimalNumber) -> (Int64, isExact: Bool) {
    func wide(_ number: DecimalNumber) -> Int128 {
      (number.decimals..<12).reduce(Int128(number.mantissa)) { value, _ in value * 10 }
    }
    let (quotient, rest) = wide(number(text)).quotientAndRemainder(dividingBy: wide(unit))
    return (Int64(quotient), rest == 0)
  }

  private mutating func change(_ row: [String]) -> MarketChange? {
    if row[2] == "C" { return .clear }
    var price = divided(row[4], by: tick)
    var size = divided(row[5], by: step)
    let kind: MarketChange.Kind
    switch row[2] + row[3] {
    case "LB": kind = .bidLevel
    case "LA": kind = .askLevel
    case "QB": kind = .bestBid
    case "QA": kind = .bestAsk
    case "TB": kind = .buyTrade
    default: kind = .sellTrade
    }
    if row[2] == "T" {
      guard size.0 > 0 else {
        dropped += 1
        return nil
      }
      if !price.isExact || !size.isExact { rounded += 1 }
      if !price.isExact, kind == .sellTrade { price.0 += 1 }
    } else if !size.isExact {
      roundedSizes += 1
      size.0 += 1
    }
    return MarketChange(kind, Price(ticks: price.0), Quantity(steps: size.0))
  }
}
