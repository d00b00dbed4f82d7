import Engine

extension Gate {
  /// The screen's words for each gate: one table for its name and its text when it is open.
  var words: GateWords {
    switch self {
    case .market:
      .init("market", in: .span) {
        "book \($0.value) old, " + ($0.isLimited ? "\($0.limit) is allowed" : "any age is allowed")
      }
    case .freeze:
      .init("freeze", "not frozen")
    case .reconciled:
      .init("venue check", "orders, fills and position were checked")
    case .bounds:
      .init("price bounds", in: .ticks) { "\($0.value) within the bound \($0.limit)" }
    case .lot:
      .init("rung's lot", "no open lot of this rung blocks it")
    case .replan:
      .init("re-anchoring", "does not wait for the grid to re-anchor")
    case .retry:
      .init("venue's reject", "not rejected, or waited long enough")
    case .coalescing:
      .init("batching", "does not wait to be sent with others")
    case .pause:
      .init("side pause", "not paused")
    case .breaker:
      .init("circuit breaker", "entries allowed")
    case .protected:
      .init("lots protected", "every lot has its stop, or is within the grace")
    case .smallStops:
      .init("small lots' stops", in: .money) {
        $0.isLimited
          ? "lots worth \($0.value) at their stops have none; this entry may join them"
          : "no lot of this side is too small for a stop"
      }
    case .skew:
      .init("skew", in: .percent) { "position is \($0.value) of its maximum, under \($0.limit)" }
    case .bench:
      .init("cooldown", "no cooldown after a stop-loss")
    case .excess:
      .init("start leftovers", "no order is left from before the start")
    case .completing:
      .init("completion", "no completion is running")
    case .pending:
      .init("one per price", "no other entry order there")
    case .largest:
      .init("largest order", in: .money) { "worth \($0.value), at most \($0.limit)" }
    case .minimumNotional:
      .init("minimum value", in: .money) { "worth \($0.value), at least \($0.limit)" }
    case .stopMinimum:
      .init("its stop's value", in: .money) {
        "worth \($0.value) at its stop, at least \($0.limit)"
      }
    case .rests:
      .init("rests", in: .ticks) {
        $0.isLimited
          ? "would rest: \($0.value) is "
            + ($0.isAbove ? "above the bid \($0.limit)" : "below the ask \($0.limit)")
          : "would rest: the other side of the book is empty"
      }
    case .ownOrder:
      .init("own orders", "would not trade with our own orders")
    case .openOrders:
      .init("open orders") { "\($0.value) open, under \($0.limit)" }
    case .orderNotional:
      .init("order value cap", in: .money) { "worth \($0.value), at most \($0.limit)" }
    case .exposure:
      .init("exposure cap", in: .steps) { "worst case \($0.value), at most \($0.limit)" }
    case .budget:
      .init("budget", in: .reserve) { "needs \($0.value), \($0.limit) is free" }
    case .orderSize:
      .init("order size cap", in: .steps) { "\($0.value), at most \($0.limit)" }
    case .sideExposure:
      .init("side's entries", in: .steps) { "\($0.value), at most \($0.limit)" }
    case .collar:
      .init("price collar", in: .ticks) { "\($0.value) is near enough to the mid \($0.limit)" }
    case .dayLoss:
      .init("day loss", in: .money) { "\($0.value) lost, under \($0.limit)" }
    case .drawdown:
      .init("drawdown", in: .money) { "\($0.value) lost, under \($0.limit)" }
    case .margin:
      .init("margin use", in: .percent) { "\($0.value) used, under \($0.limit)" }
    case .carried:
      .init("margin rejects", "no entry of this side waits for margin")
    case .sendRate:
      .init("sends in 10 s") { "\($0.value) sent in 10 s, under \($0.limit)" }
    case .requestBudget:
      .init("request budget") {
        $0.countsActions
          ? "\($0.value) actions left, over \($0.limit)"
          : "weight \($0.value) in 60 s, under \($0.limit)"
      }
    }
  }
}
