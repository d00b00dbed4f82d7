import Engine
import Market
import Venue

/// Writes values of one instrument as columns.
struct TableText: Sendable {
  let instrument: Instrument
  private let unit: (mantissa: Int128, decimals: Int)

  init(_ instrument: Instrument) {
    self.instrument = instrument
    unit = (instrument.moneyUnit.mantissa, instrument.moneyUnit.decimals + 8)
  }

  /// Text and ticks.
  func price(_ price: Price?) -> [SQLValue] {
    guard let price else { return [.null, .null] }
    return [.text(instrument.text(price)), .integer(price.ticks)]
  }

  /// Text and steps.
  func size(_ size: Quantity?) -> [SQLValue] {
    guard let size else { return [.null, .null] }
    return [.text(instrument.text(size)), .integer(size.steps)]
  }

  /// Text and steps, with a sign.
  func signed(_ steps: Int64) -> [SQLValue] {
    [.text(instrument.text(Position(steps: steps))), .integer(steps)]
  }

  /// Text and units of tick × step × 10⁻⁸. What does not fit into 64 bits is handed over as text,
  /// which SQLite keeps as a floating-point number: a sum with it is not exact, and none is missing.
  func money(_ money: ExactMoney?) -> [SQLValue] {
    guard let money else { return [.null, .null] }
    return [
      .text(text(money)),
      Int64(exactly: money.units).map { .integer($0) } ?? .text(String(money.units)),
    ]
  }

  /// All decimals that an amount can have, so that texts of one column are alike.
  private func text(_ money: ExactMoney) -> String {
    let (product, overflow) = money.units.multipliedReportingOverflow(by: unit.mantissa)
    guard !overflow else { return instrument.text(money) }
    return DecimalText(mantissa: product, decimals: unit.decimals).description
  }

  func notional(_ price: Price, _ size: Quantity) -> SQLValue {
    .text(instrument.text(Money(price, times: size)))
  }

  /// Code, value and limit.
  func reason(_ reason: Reason?) -> [SQLValue] {
    guard let reason else { return [.null, .null, .null] }
    return [.text(reason.code.name), .integer(reason.value), .integer(reason.limit)]
  }

  /// Nanoseconds; null for a moment that never comes or never was.
  func moment(_ moment: Instant?) -> SQLValue {
    guard let moment, moment > .distantPast, moment < .distantFuture else { return .null }
    return .integer(moment.nanoseconds)
  }

  func order(_ id: ClientOrderID?) -> SQLValue { id.map { .text($0.description) } ?? .null }

  func lot(_ id: PositionID?) -> SQLValue { id.map { .integer($0.value) } ?? .null }

  func side(_ side: Side?) -> SQLValue { side.map { .text($0.recordWord) } ?? .null }

  /// A word, or null.
  func word(_ word: String?) -> SQLValue { word.map { .text($0) } ?? .null }

  func input(_ number: UInt64) -> SQLValue { .integer(Int64(bitPattern: number)) }

  func flag(_ isSet: Bool) -> SQLValue { .integer(isSet ? 1 : 0) }

  /// The tick's whole number, its decimals, and the power of ten for them.
  var tick: [SQLValue] {
    let power = (0..<instrument.tick.decimals).reduce(Int64(1)) { power, _ in power * 10 }
    return [
      .integer(instrument.tick.mantissa), .integer(Int64(instrument.tick.decimals)),
      .integer(power),
    ]
  }

  /// What a reader must know of the instrument.
  var meta: [(key: String, value: String)] {
    [
      ("tables_version", String(TableDefinitions.version)), ("symbol", instrument.symbol),
      ("venue", instrument.venue), ("tick", instrument.tick.description),
      ("step", instrument.step.description),
      ("unit", DecimalText(mantissa: unit.mantissa, decimals: unit.decimals).description),
    ]
  }
}
