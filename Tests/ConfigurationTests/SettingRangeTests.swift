import Market
import Testing

@testable import Configuration
@testable import Engine

/// A range is the engine's; a file may not be allowed more, nor less.
@Suite("Ranges of settings")
struct SettingRangeTests {
  /// The numbers that the engine is set by.
  static let numbers = ParameterTable.parameters.filter { isOfEngine($0) }.flatMap(\.numbers)
  static let amounts = ParameterTable.parameters.filter { isOfEngine($0) }.flatMap(\.amounts)

  static func isOfEngine(_ parameter: Parameter) -> Bool {
    parameter.names.contains { $0.setting is PartialKeyPath<EngineSettings> }
  }

  @Test(
    "Each number is accepted at both ends of its range and refused beyond, by a file and by the engine",
    arguments: numbers.map(\.path))
  func numberEnds(path: String) throws {
    let number = try #require(Self.numbers.first { $0.path == path })
    let range = number.rule.range
    for value in [range.lowerBound, range.upperBound] {
      #expect(fault(of: path, number.rule.text(value)) == nil)
      #expect(engineFault { number.set(&$0, value) } == nil)
    }
    for value in [range.lowerBound - 1, range.upperBound + 1] {
      #expect(fault(of: path, number.rule.text(value)) != nil)
      #expect(engineFault { number.set(&$0, value) } == path)
    }
  }

  @Test(
    "Each amount is accepted at both ends of its range and refused beyond, by a file and by the engine",
    arguments: amounts.map(\.path))
  func amountEnds(path: String) throws {
    let amount = try #require(Self.amounts.first { $0.path == path })
    let range = amount.rule.range
    let finest = DecimalNumber(mantissa: 1, decimals: DecimalNumber.maximumDecimals)
    let zero = DecimalNumber(mantissa: 0, decimals: 0)
    for value in [range.allowsZero ? zero : finest, range.maximum] {
      #expect(fault(of: path, "\(value)") == nil)
      #expect(engineFault { amount.set(&$0, value) } == nil)
    }
    let less = DecimalNumber(mantissa: -1, decimals: DecimalNumber.maximumDecimals)
    let more = DecimalNumber(mantissa: range.maximum.mantissa + 1, decimals: 0)
    for value in [range.allowsZero ? less : zero, more] {
      #expect(fault(of: path, "\(value)") != nil)
      #expect(engineFault { amount.set(&$0, value) } == path)
    }
  }

  @Test("Each setting that the engine bounds has one range, and one key by which operators set it")
  func everyRangeHasAKey() {
    let settings = SettingRange.all.map(\.setting) + SettingAmount.all.map(\.setting)
    let paths = settings.map(ParameterTable.path)

    #expect(Set(paths).count == settings.count)
    #expect(Set(paths) == Set(Self.numbers.map(\.path) + Self.amounts.map(\.path)))
  }

  @Test("What the engine refuses is named by the key that operators know")
  func errorsAreNamed() {
    let error = ParameterError(\.grid.skew.isEnabled, "needs a cap on the position")

    #expect(error.text == "grid.skew.enabled: needs a cap on the position")
    #expect(ParameterError(\.grid.size, "").path == "grid.size")
    #expect(ParameterError(key: "venue.min_notional", "").path == "venue.min_notional")
  }

  /// What a file that gives one key a value is told about that value itself.
  private func fault(of path: String, _ value: String) -> String? {
    let isList = ParameterTable.parameter(path)?.allowed.hasPrefix("a list") ?? false
    var text = isList ? "[\(value)]" : value
    for name in path.split(separator: ".").reversed() { text = "{ \(name): \(text) }" }
    guard case .faults(let faults) = Configuration.read(text) else { return nil }
    return faults.first { !$0.isAboutSeveralKeys }?.message
  }

  /// The key that the engine refuses after a change of the defaults.
  private func engineFault(_ change: (inout Configuration) -> Void) -> String? {
    var configuration = Configuration()
    change(&configuration)
    do throws(ParameterError) {
      try configuration.engine.check()
      return nil
    } catch {
      return error.path
    }
  }
}
