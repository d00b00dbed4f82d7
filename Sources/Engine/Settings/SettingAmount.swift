import Market

/// The allowed range of an amount or price setting, exactly as given.
public struct AmountRange: Sendable, CustomStringConvertible {
  /// Whether it may be zero.
  public let allowsZero: Bool
  public let maximum: DecimalNumber

  /// - Parameter maximum: in whole units; by default a round number far above any price, order or
  ///   account in any currency. What an instrument can count is checked once it is known.
  public init(allowsZero: Bool = false, upTo maximum: Int64 = 1_000_000_000_000_000) {
    self.allowsZero = allowsZero
    self.maximum = DecimalNumber(mantissa: maximum, decimals: 0)
  }

  public var description: String { "\(allowsZero ? "0 to" : "above 0, at most") \(maximum)" }

  public func contains(_ amount: DecimalNumber) -> Bool {
    amount.mantissa >= (allowsZero ? 0 : 1) && !DecimalNumber.isLess(maximum, amount)
  }
}

/// The allowed range of an amount setting.
public struct SettingAmount: Sendable {
  public let setting: SettingPath
  public let range: AmountRange
  /// The value that is set; nil if none is.
  let value: @Sendable (EngineSettings) -> DecimalNumber?

  init(
    _ setting: KeyPath<EngineSettings, DecimalNumber?> & Sendable,
    _ range: AmountRange = AmountRange()
  ) {
    self.setting = setting
    self.range = range
    value = { $0[keyPath: setting] }
  }

  init(_ setting: KeyPath<EngineSettings, DecimalNumber> & Sendable, _ range: AmountRange) {
    self.setting = setting
    self.range = range
    value = { $0[keyPath: setting] }
  }

  static let all: [SettingAmount] = [
    .init(\.grid.size.base), .init(\.grid.size.notional), .init(\.grid.lower), .init(\.grid.upper),
    .init(\.exits.stop.lineBelow), .init(\.exits.stop.lineAbove),
    .init(\.exits.closing.remainderAbove), .init(\.risk.maximumPosition),
    .init(\.risk.maximumOrderNotional), .init(\.risk.quoteBudget),
    .init(\.risk.baseBudget, AmountRange(allowsZero: true)), .init(\.risk.flattenSlice),
    .init(\.risk.losses.maximumDayLoss), .init(\.risk.losses.maximumDrawdown),
    .init(\.risk.losses.maximumSideExposure), .init(\.risk.losses.maximumOrderSize),
  ]

  /// The range of a setting that is an amount.
  public static func of(_ setting: PartialKeyPath<EngineSettings>) -> AmountRange {
    guard let amount = all.first(where: { $0.setting == setting }) else {
      preconditionFailure("\(setting) has no range")
    }
    return amount.range
  }
}
