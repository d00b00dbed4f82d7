import Market

/// Turns an instrument's counts into texts: prices, sizes, money. It is made once per frame.
///
/// Nothing here can trap: every product of two counts is 128 bits wide.
public struct Figures: Sendable {
  public let instrument: Instrument

  public init(_ instrument: Instrument) { self.instrument = instrument }

  public func price(_ price: Price) -> String { ticks(price.ticks) }

  /// A mark price, with up to three decimals more than prices of orders have.
  public func mark(_ mark: MarkPrice) -> String { instrument.text(mark) }

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

  /// A notional rounded for reading, with its sign where `signed`.
  public func money(_ amount: Money, places: Int = 2, signed: Bool = true) -> String {
    let text = instrument.text(amount, places: places)
    return signed && amount > .zero ? "+" + text : text
  }

  /// An amount rounded for reading, with its sign where `signed`.
  public func money(_ amount: ExactMoney, places: Int = 2, signed: Bool = true) -> String {
    let text = instrument.text(amount, places: places)
    return signed && amount > .zero ? "+" + text : text
  }

  /// A size in at most `width` characters: whole if it fits, else with fewer decimals, else in
  /// thousands or more. A size that is not zero never reads as zero.
  public func size(_ quantity: Quantity, fitting width: Int) -> String {
    let full = size(quantity)
    if full.utf8.count <= width || quantity.isZero { return full }
    return abbreviated(quantity, width: width)
  }

  /// The same without a zero before the point, if that makes it fit or shows one more digit.
  func shortSize(_ quantity: Quantity, fitting width: Int) -> String {
    let text = size(quantity, fitting: width + 1)
    if text.hasPrefix("0."), text.utf8.count == width + 1 { return String(text.dropFirst()) }
    return size(quantity, fitting: width)
  }

  private func abbreviated(_ quantity: Quantity, width: Int) -> String {
    let value = instrument.step.times(quantity.steps)
    return Figures.abbreviated(value.mantissa, decimals: value.decimals, width: width)
  }

  private static func text(_ count: Int64, times unit: DecimalNumber) -> String {
    unit.times(count).description
  }

  /// A decimal with `places` digits after the point, halves away from zero.
  static func rounded(_ count: some BinaryInteger, decimals: Int, to places: Int) -> String {
    let value = Int128(count)
    guard decimals > places else {
      return DecimalText(mantissa: value, decimals: decimals).description
    }
    let divisor = (0..<min(decimals - places, 37)).reduce(Int128(1)) { power, _ in power * 10 }
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    let carries = remainder.magnitude >= divisor.magnitude - remainder.magnitude
    let whole = carries ? quotient + (value < 0 ? -1 : 1) : quotient
    return DecimalText(mantissa: whole, decimals: places).description
  }

  private static func abbreviated(_ value: Int128, decimals: Int, width: Int) -> String {
    for (shift, suffix) in [(0, ""), (3, "K"), (6, "M"), (9, "G"), (12, "T")] {
      let most = shift == 0 ? max(0, width - 2) : 2
      for places in (0...most).reversed() where places < decimals + shift {
        let text = rounded(value, decimals: decimals + shift, to: places)
        guard text.utf8.count + suffix.utf8.count <= width, !readsAsZero(text) else { continue }
        // A million is 1M, not 1000K.
        if shift > 0, shift < 12, text.prefix(while: { $0 != "." }).count > 3 { continue }
        return text + suffix
      }
    }
    return power(value, decimals: decimals, width: width)
  }

  private static func readsAsZero(_ text: String) -> Bool {
    text.utf8.allSatisfy { !(UInt8(ascii: "1")...UInt8(ascii: "9") ~= $0) }
  }

  /// The leading digit and the power of ten, such as `3e-8`, for a size too small to be written
  /// out.
  private static func power(_ value: Int128, decimals: Int, width: Int) -> String {
    let digits = String(value.magnitude)
    let exponent = digits.utf8.count - 1 - decimals
    let text = "\(digits.first ?? "0")e\(exponent)"
    return text.utf8.count <= width ? text : "+"
  }
}
