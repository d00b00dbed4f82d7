import Engine
import Market
import Options

/// What `rung step --explain` asks to explain.
enum ExplainOption: Equatable {
  case price(Side, DecimalNumber)
  case lot(Int64)

  /// - Throws: if the option is given but names nothing that can be explained.
  init?(_ options: ParsedOptions) throws(OptionError) {
    guard let text = options.value("explain") else { return nil }
    guard let option = ExplainOption(text) else {
      throw .badValue("--explain", given: text, allowed: ExplainOption.allowed)
    }
    self = option
  }

  init?(_ text: String) {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    if text.hasPrefix("lot:"), let number = Int64(text.dropFirst(4)), number > 0 {
      self = .lot(number)
      return
    }
    guard parts.count == 2, let side = ["buy": Side.buy, "sell": .sell][String(parts[0])] else {
      return nil
    }
    do throws(DecimalError) {
      self = .price(side, try DecimalNumber(parts[1]))
    } catch {
      return nil
    }
  }

  /// - Throws: if the price is not a multiple of the instrument's tick.
  func target(in instrument: Instrument) throws(CommandFailure) -> ExplainTarget {
    switch self {
    case .lot(let number): return .lot(PositionID(number))
    case .price(let side, let number):
      guard let ticks = number.count(of: instrument.tick), let price = Price(checking: ticks) else {
        throw CommandFailure(
          .usage, "--explain: the price is not a multiple of the tick \(instrument.tick)")
      }
      return .price(side, price)
    }
  }

  private static let allowed = "buy@PRICE, sell@PRICE or lot:NUMBER"
}
