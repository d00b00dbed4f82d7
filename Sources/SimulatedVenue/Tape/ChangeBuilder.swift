import Glibc
import Market

/// Turns lines of data into records. It sees every line of a file, so it makes no text and
/// allocates nothing but the records.
struct ChangeBuilder: ~Copyable {
  typealias Cursor = UnsafePointer<UInt8>

  /// A silence of this length before an update is a gap of the recording, in nanoseconds.
  static let gap: Int64 = 30_000_000_000

  /// The number of the current line, counted from 1 in the whole file.
  private(set) var line: Int
  var prices: Increment
  var sizes: Increment
  var records = RecordBuffer()
  /// Trades to convert at the end, because tick or step may still become finer.
  var deferred: [DeferredTrade] = []
  /// Mark prices to convert at the end, because the tick is not stated.
  var deferredMarks: [DeferredMark] = []
  var roundedTrades = 0
  /// The records of the rounded trades while tick or step may still become coarser, so that none
  /// is counted twice.
  var roundedRecords: Set<Int> = []
  var roundedSizes = 0
  var droppedTrades = 0

  private let maximumNotional: Int64
  /// The unit of the times.
  let unit: TimeUnit
  /// Nanoseconds in one of these units.
  private let factor: Int64
  private var hasUpdate = false
  private var time: Int64 = 0
  private var message: Int64 = 0

  /// Starts after a header of `lines` lines; a tick or step that is nil is inferred.
  init(
    after lines: Int, tick: DecimalNumber?, step: DecimalNumber?, unit: TimeUnit = .nanoseconds
  ) {
    line = lines
    self.unit = unit
    factor = unit.nanoseconds
    prices = Increment(tick)
    sizes = Increment(step)
    maximumNotional = TapeLimits.notional(tick: prices.unit, step: sizes.unit)
  }

  /// Takes whole lines up to `end`. On a fault the cursor is at the first byte of the line.
  mutating func take(_ cursor: inout Cursor, to end: Cursor) throws(LineFault) {
    // Lines of one message begin alike. Comparing the bytes is faster than reading them.
    var stamp = cursor
    var stampLength = 0
    while cursor < end {
      line &+= 1
      var here = cursor
      if stampLength > 0, memcmp(here, stamp, stampLength) == 0 {
        here += stampLength
      } else if ChangeBuilder.passBlankLine(&here) {
        cursor = here
        continue
      } else {
        try takeStamp(&here)
        stamp = cursor
        stampLength = here - cursor
      }
      try takeChange(&here)
      cursor = here
    }
  }

  /// Skips a blank line; returns whether there was one.
  @inline(__always)
  private static func passBlankLine(_ cursor: inout Cursor) -> Bool {
    guard cursor.pointee <= UInt8(ascii: " ") else { return false }
    var here = cursor
    while [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")].contains(here.pointee) {
      here += 1
    }
    guard here.pointee == UInt8(ascii: "\n") else { return false }
    cursor = here + 1
    return true
  }

  /// A time in nanoseconds, whatever the unit of the text.
  @inline(__always)
  private func nanoseconds(_ stamp: Int64) throws(LineFault) -> Int64 {
    let (time, isTooLarge) = stamp.multipliedReportingOverflow(by: factor)
    guard !isTooLarge, time <= TapeLimits.latestTime else { throw otherUnit(stamp) ?? .timeTooLate }
    guard time >= self.time else { throw otherUnit(stamp) ?? .timeWentBack }
    return time
  }

  /// The fault that a time is in another unit than those before it; nil if that cannot be seen.
  private func otherUnit(_ stamp: Int64) -> LineFault? {
    guard hasUpdate, TimeUnit(of: time / factor) == unit, let told = TimeUnit(of: stamp),
      told != unit
    else { return nil }
    return .unitChanged(from: unit, to: told)
  }

  /// Reads time and message, and begins an update if the message is a new one.
  private mutating func takeStamp(_ cursor: inout Cursor) throws(LineFault) {
    guard let stamp = NumberField.whole(&cursor), skipComma(&cursor) else { throw .badTime }
    guard let newMessage = NumberField.whole(&cursor), skipComma(&cursor) else {
      throw .badMessage
    }
    let newTime = try nanoseconds(stamp)
    guard newMessage >= message || !hasUpdate else { throw .messageWentBack }
    if newMessage != message || !hasUpdate {
      records.closeUpdate()
      try records.openUpdate(at: Instant(nanoseconds: newTime))
      let silence = newTime - time
      if hasUpdate, silence >= ChangeBuilder.gap {
        try records.append(.gap(nanoseconds: silence), .gap)
      }
    }
    hasUpdate = true
    time = newTime
    message = newMessage
  }

  @inline(__always)
  private func skipComma(_ cursor: inout Cursor) -> Bool {
    guard cursor.pointee == UInt8(ascii: ",") else { return false }
    cursor += 1
    return true
  }

  @inline(__always)
  private func skipLineEnd(_ cursor: inout Cursor) -> Bool {
    if cursor.pointee == UInt8(ascii: "\r") { cursor += 1 }
    guard cursor.pointee == UInt8(ascii: "\n") else { return false }
    cursor += 1
    return true
  }

  /// Reads what follows time and message.
  @inline(__always)
  private mutating func takeChange(_ cursor: inout Cursor) throws(LineFault) {
    let kind = try ChangeBuilder.kind(cursor)
    guard kind != .mark else { return try takeMark(&cursor) }
    cursor += 4
    guard kind != .clear else {
      guard skipLineEnd(&cursor) else { throw .clearWithValue }
      return try records.append(.clear, .depth)
    }
    let price = try NumberField.decimal(&cursor, .price)
    guard skipComma(&cursor) else { throw .malformed(.price) }
    let size = try NumberField.decimal(&cursor, .size)
    guard skipLineEnd(&cursor) else { throw .malformed(.size) }
    guard price.mantissa > 0 else { throw .priceIsZero }
    if kind.isTrade {
      try takeTrade(kind, price, size)
    } else {
      try takeBookLine(kind, price, size)
    }
  }

  /// The kind that `L,B,` and the like stand for; the side of a clear or a mark price is empty.
  @inline(__always)
  private static func kind(_ cursor: Cursor) throws(LineFault) -> MarketChange.Kind {
    guard cursor[1] == UInt8(ascii: ",") else { throw .unknownKind }
    let isWhole = cursor[3] == UInt8(ascii: ",")
    let isBid = cursor[2] == UInt8(ascii: "B")
    let isAsk = cursor[2] == UInt8(ascii: "A")
    switch cursor[0] {
    case UInt8(ascii: "L"):
      guard isWhole, isBid || isAsk else { throw .unknownBookSide }
      return isBid ? .bidLevel : .askLevel
    case UInt8(ascii: "Q"):
      guard isWhole, isBid || isAsk else { throw .unknownBookSide }
      return isBid ? .bestBid : .bestAsk
    case UInt8(ascii: "T"):
      guard isWhole, isBid || cursor[2] == UInt8(ascii: "S") else { throw .unknownTradeSide }
      return isBid ? .buyTrade : .sellTrade
    case UInt8(ascii: "C"):
      guard isWhole, cursor[2] == UInt8(ascii: ",") else { throw .clearWithValue }
      return .clear
    case UInt8(ascii: "M"):
      guard cursor[2] == UInt8(ascii: ",") else { throw .markWithSideOrSize }
      return .mark
    default: throw .unknownKind
    }
  }

  @inline(__always)
  private mutating func takeBookLine(
    _ kind: MarketChange.Kind, _ price: NumberField, _ size: NumberField
  ) throws(LineFault) {
    if let ticks = prices.count(price), let steps = sizes.count(size) {
      try records.append(checked(kind, ticks, steps), kind.kinds)
    } else {
      try takeFineBookLine(kind, price, size)
    }
  }

  @inline(__always)
  private mutating func takeTrade(
    _ kind: MarketChange.Kind, _ price: NumberField, _ size: NumberField
  ) throws(LineFault) {
    guard size.mantissa > 0 else { throw .tradeOfNothing }
    if let ticks = prices.count(price), let steps = sizes.count(size) {
      try records.append(checked(kind, ticks, steps), .trades)
    } else {
      try takeFineTrade(kind, price, size)
    }
  }

  /// Reads a mark price: `M,,61250.5125,`.
  @inline(never)
  private mutating func takeMark(_ cursor: inout Cursor) throws(LineFault) {
    cursor += 3
    let price = try NumberField.decimal(&cursor, .price)
    guard skipComma(&cursor) else { throw .malformed(.price) }
    guard skipLineEnd(&cursor) else { throw .markWithSideOrSize }
    try take(mark: price)
  }

  /// A change whose numbers were checked to be in range.
  @inline(__always)
  func checked(_ kind: MarketChange.Kind, _ ticks: Int64, _ steps: Int64) throws(LineFault)
    -> MarketChange
  {
    guard ticks > 0 else { throw .priceIsZero }
    guard ticks <= Price.maximumTicks else { throw .tooLarge(.price) }
    guard fits(ticks, steps) else { throw .notionalTooLarge }
    return MarketChange(kind, Price(ticks: ticks), Quantity(steps: steps))
  }

  @inline(__always)
  func fits(_ ticks: Int64, _ steps: Int64) -> Bool {
    let (notional, overflow) = ticks.multipliedReportingOverflow(by: steps)
    return !overflow && notional <= maximumNotional
  }

  /// Sets the line that a fault in something deferred is reported for.
  mutating func goBack(to line: Int) { self.line = line }
}
