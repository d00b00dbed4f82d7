import Engine
import Market
import Venue

/// The parts of a log line that sentences are made of, in the operator's units. A part is nil or
/// empty if the line has no such value.
struct LogParts {
  let entry: LogEntry
  let figures: Figures

  /// The purpose of the order, then ``trade``; empty if the line has neither.
  var order: String { LogText.joined([entry.order?.purpose?.words, trade]) }
  var isForeign: Bool { entry.order?.isForeign ?? false }
  var lot: String? { entry.lot.map { "lot \($0.value)" } }
  var side: String? { entry.side.map { $0 == .buy ? "buy" : "sell" } }
  var at: String? { entry.price.map { "at \(figures.price($0))" } }
  var gain: String? { entry.money.map { "net \(figures.money($0, places: 4))" } }

  /// Side, size and price.
  var trade: String? {
    let price = entry.price.map { "@ \(figures.price($0))" }
    let text = LogText.joined([side, entry.quantity.map(figures.size), price])
    return text.isEmpty ? nil : text
  }

  /// The stream that the line is about.
  var channel: String {
    switch rawReason.flatMap(Channel.init) {
    case .market?: "market data stream"
    case .orders?: "order update stream"
    case .requests?: "order connection"
    case nil: "a connection"
    }
  }

  /// Why the account's fills could not be fetched.
  var unseen: String {
    switch entry.reason?.code {
    case .weightSpent: "the request budget is spent"
    case .disconnected: "the query connection is down"
    default: "the venue does not answer"
    }
  }

  /// Why orders, fills and position were compared.
  var cause: String? {
    rawReason.flatMap(ReconcileCause.init).map { "(\(ReconcileText.cause($0)))" }
  }

  /// The stage of the breaker.
  var stage: String {
    rawReason.flatMap(BreakerStage.init)?.name.lowercased() ?? "an unknown stage"
  }

  var spacing: String? { entry.reason.map { "spacing \(figures.ticks($0.value))" } }

  var gapLength: String? {
    guard let length = entry.reason?.value, length > 0 else { return nil }
    return TimeText.span(length)
  }

  /// Who froze. If a rule froze, only "frozen": the reason that follows names the rule.
  var frozen: String {
    let reason = entry.reason ?? Reason(.frozen)
    guard reason.code == .frozen else { return "frozen" }
    return FreezeText.sentence(reason)
  }

  /// The reason's number, as the raw value of a case.
  private var rawReason: UInt8? { entry.reason.flatMap { UInt8(exactly: $0.value) } }
}
