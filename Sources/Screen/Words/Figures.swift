import Market

/// Turns an instrument's counts into texts: prices, sizes, money. Made once per frame.
///
/// Nothing here can trap, whatever the counts: a figure too large to print says so.
public struct Figures: Sendable {
  public let instrument: Instrument
  private let money: (mantissa: Int64, decimals: Int)

  public init(_ instrument: Instrument) {
    self.instrument = instrument
    money = instrument.moneyUnit
  }

  public func price(_ price: Price) -> String { ticks(price.ticks) }

  /// A price, or a distance between prices, in the quote currency.
  public func ticks(_ count: Int64) -> String { Figures.text(count, times: instrument.tick) }

  public func size(_ quantity: Quantity) -> String { steps(quantity.steps) }

  /// A size or a position in the base asset.
  public func steps(_ count: Int64) -> String { Figures.text(count, times: instrument.step) }

  /// A position with its sign, so that long and short differ without color; `flat` when there is
  /// none.
  public func position(_ position: Position) -> String {
    if position.isFlat { return "flat" }
    return (position.steps > 0 ? "+" : "") + steps(position.steps)
  }

  /// An amount rounded for reading, with its sign where `signed`.
  public func money(_ amount: Money, places: Int = 2, signed: Bool = true) -> String {
    let (product, overflow) = amount.units.multipliedReportingOverflow(by: money.mantissa)
    guard !overflow else { return Figures.tooLarge }
    let text = Figures.rounded(product, decimals: money.decimals, to: places)
    return signed && amount.units > 0 ? "+" + text : text
  }

  /// A size in at most `width` characters: whole where it fits, else with fewer decimals, else in
  /// thousands or more. What is not zero never reads as zero.
  public func size(_ quantity: Quantity, fitting width: Int) -> String {
    let full = size(quantity)
    if full.utf8.count <= width || quantity.isZero { return full }
    let (value, overflow) = quantity.steps.multipliedReportingOverflow(by: instrument.step.mantissa)
    guard !overflow else { return Figures.tooLarge }
    return Figures.abbreviated(value, decimals: instrument.step.decimals, width: width)
  }

  static let tooLarge = "too large"

  private static func text(_ count: Int64, times unit: DecimalNumber) -> String {
    let (product, overflow) = count.multipliedReportingOverflow(by: unit.mantissa)
    guard !overflow else { return tooLarge }
    return DecimalText(mantissa: product, decimals: unit.decimals).description
  }

  /// A decimal with `places` digits after the point, halves away from zero.
  static func rounded(_ value: Int64, decimals: Int, to places: Int) -> String {
    guard decimals > places else {
      return DecimalText(mantissa: value, decimals: decimals).description
    }
    let divisor = (0..<min(decimals - places, 18)).reduce(Int64(1)) { power, _ in power * 10 }
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    let carries = remainder.magnitude >= divisor.magnitude - remainder.magnitude
    let whole = carries ? quotient + (value < 0 ? -1 : 1) : quotient
    return DecimalText(mantissa: whole, decimals: places).description
  }

  private static func abbreviated(_ value: Int64, decimals: Int, width: Int) -> String {
    for (shift, suffix) in [(0, ""), (3, "K"), (6, "M"), (9, "G"), (12, "T")] {
      for places in (0...2).reversed() where places < decimals + shift {
        let text = rounded(value, decimals: decimals + shift, to: places)
        let readsAsZero = text.utf8.allSatisfy { !(UInt8(ascii: "1")...UInt8(ascii: "9") ~= $0) }
        if readsAsZero { continue }
        if text.utf8.count + suffix.utf8.count <= width { return text + suffix }
      }
    }
    return width >= 2 ? ">0" : "+"
  }
}
