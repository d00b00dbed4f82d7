import Market
import Venue

/// The caps whose stronger action (stop entries, flatten) was taken, until their value is back
/// under them.
///
/// Such an action depends only on what exists: the position held and the live orders. What an order
/// that is not sent yet could cause is refused by its gate, and by nothing else.
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
  /// The reason code that reports it; its numbers are in that code's unit.
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

  /// The reason of a freeze that this cap asked for.
  var stopReason: Reason { Reason(.stoppedByCap, value: Int64(told.rawValue)) }
}

/// A cap that was reached, the action it asks for, and the two numbers that are reported.
struct ReachedCap: Sendable, Codable {
  let cap: RiskCap
  let action: CapAction
  let value: Int64
  let limit: Int64

  var reason: Reason { Reason(cap.told, value: value, limit: limit) }
}
