import Market
import Venue

/// The caps whose stronger action (stop opens, flatten) is out, until what they cap is back under them.
///
/// Such an action is taken on what is: the position that is held, the orders that stand. What an order
/// that is still to be sent could bring about is refused by its gate, and by nothing else.
struct CapWatch: OptionSet, Sendable, Codable {
  let rawValue: UInt8

  init(rawValue: UInt8) { self.rawValue = rawValue }
  init(_ cap: RiskCap) { rawValue = 1 << cap.rawValue }
}

/// A cap whose action may be more than a refusal.
enum RiskCap: UInt8, CaseIterable, Sendable, Codable {
  case position
  case sideExposure
  case openOrders
  case orderSize
  case orderNotional
  case marginUse
  case dayLoss
  case drawdown
}

extension RiskCap {
  /// The code that tells of it, in whose unit its numbers are.
  var told: Reason.Code {
    switch self {
    case .position: .exposureAboveCap
    case .sideExposure: .sideExposureAboveCap
    case .openOrders: .openOrdersAboveCap
    case .orderSize: .orderSizeAboveCap
    case .orderNotional: .notionalAboveCap
    case .marginUse: .marginUseAboveCap
    case .dayLoss: .dayLossAboveCap
    case .drawdown: .drawdownAboveCap
    }
  }

  /// What a freeze that it asked for tells.
  var stopReason: Reason { Reason(.stoppedByCap, value: Int64(told.rawValue)) }
}

/// A cap that was reached, what it asks for, and the two numbers that are told of it.
struct ReachedCap: Sendable, Codable {
  let cap: RiskCap
  let action: CapAction
  let value: Int64
  let limit: Int64

  var reason: Reason { Reason(cap.told, value: value, limit: limit) }
}
