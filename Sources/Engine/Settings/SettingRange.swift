import Market

/// Names a setting of the engine. What it is called in a file is known to the configuration.
public typealias SettingPath = PartialKeyPath<EngineSettings> & Sendable

/// The allowed range of a number setting. It keeps all arithmetic on the setting within 64 bits,
/// whatever the market does. The engine refuses settings outside it; a configuration reads the same
/// ranges.
public struct SettingRange: Sendable {
  public let setting: SettingPath
  /// In the unit of the setting.
  public let range: ClosedRange<Int64>
  /// The values that are set: none if the setting is left open, several if it is a list.
  let values: @Sendable (EngineSettings) -> [Int64]

  init<Number: SettingNumber>(
    _ setting: KeyPath<EngineSettings, Number> & Sendable, _ range: ClosedRange<Int64>
  ) {
    self.setting = setting
    self.range = range
    values = { [$0[keyPath: setting].settingNumber] }
  }

  init<Number: SettingNumber>(
    _ setting: KeyPath<EngineSettings, Number?> & Sendable, _ range: ClosedRange<Int64>
  ) {
    self.setting = setting
    self.range = range
    values = { [$0[keyPath: setting]?.settingNumber].compactMap(\.self) }
  }

  init(
    each setting: KeyPath<EngineSettings, [BasisPoints]> & Sendable, _ range: ClosedRange<Int64>
  ) {
    self.setting = setting
    self.range = range
    values = { $0[keyPath: setting].map(\.hundredths) }
  }

  /// In the order in which they are checked.
  static let all =
    grid + volatility + skew + entries + exits + stops + orders + reconcile + risk + market

  /// The range of a setting that is a number.
  public static func of(_ setting: PartialKeyPath<EngineSettings>) -> ClosedRange<Int64> {
    guard let range = all.first(where: { $0.setting == setting }) else {
      preconditionFailure("\(setting) has no range")
    }
    return range.range
  }
}

/// A setting that is stored as a whole number of its unit.
public protocol SettingNumber: Sendable {
  var settingNumber: Int64 { get }
  init(settingNumber: Int64)
}

extension Int64: SettingNumber {
  public var settingNumber: Int64 { self }
  public init(settingNumber: Int64) { self = settingNumber }
}

extension Int: SettingNumber {
  public var settingNumber: Int64 { Int64(self) }
  public init(settingNumber: Int64) { self = Int(settingNumber) }
}

extension BasisPoints: SettingNumber {
  public var settingNumber: Int64 { hundredths }
  public init(settingNumber: Int64) { self.init(hundredths: settingNumber) }
}

extension ClosedRange<Int64> {
  private static var second: Int64 { 1_000_000_000 }
  private static var hour: Int64 { 3_600 * second }
  private static var day: Int64 { 24 * hour }

  /// Hundredths of a basis point: zero to the whole.
  static var share: ClosedRange { 0...1_000_000 }
  /// The same, but not zero.
  static var someShare: ClosedRange { 1...1_000_000 }
  /// Ticks between two prices.
  static var ticks: ClosedRange { 0...1_000_000 }
  /// The same, but not zero.
  static var someTicks: ClosedRange { 1...1_000_000 }

  // Spans of time, in nanoseconds.
  static var upToAMinute: ClosedRange { 0...60 * second }
  static var upToAnHour: ClosedRange { 0...hour }
  static var upToADay: ClosedRange { 0...day }
  static var upToAYear: ClosedRange { 0...365 * day }
  static var aMillisecondToAnHour: ClosedRange { second / 1_000...hour }
  /// At most one check every millisecond, so that time advances between two.
  static var aMillisecondToADay: ClosedRange { second / 1_000...day }
  static var aSecondToAnHour: ClosedRange { second...hour }
  static var aSecondToADay: ClosedRange { second...day }
}
