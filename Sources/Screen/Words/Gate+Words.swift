import Engine

extension Gate {
  /// What the screen says of each gate: one table for its name and what it says when it is open.
  var words: GateWords {
    switch self {
    case .market:
      .init("market", in: .span) {
        "book \($0.value) old, " + ($0.isLimited ? "\($0.limit) is allowed" : "any age is allowed")
      }
    case .freeze:
      .init("freeze", "not frozen")
    case .reconciled:
      .init("agreed with venue", "compared with the venue")
    case .bounds:
      .init("price bounds", in: .ticks) { "\($0.value) within the bound \($0.limit)" }
    case .lot:
      .init("rung's lot", "no lot of it stands in the way")
    case .replan:
      .init("replan", "planned since it filled")
    case .retry:
      .init("venue's refusal", "not refused, or waited long enough")
    case .coalescing:
      .init("leaves together", "nothing left just now that it waits for")
    case .pause:
      .init("side paused", "not paused")
    case .breaker:
      .init("circuit breaker", "lets opens out")
    case .protected:
      .init("lots protected", "every lot has the stop it should have")
    case .smallStops:
      .init("small lots' stops", in: .money) {
        $0.isLimited
          ? "lots worth \($0.value) at their stops have none; this one may join them"
          : "no lot of the side is too small for one"
      }
    case .skew:
      .init("skew", in: .percent) { "position is \($0.value) of its maximum, under \($0.limit)" }
    case .bench:
      .init("bench", "no stop-loss keeps it waiting")
    case .excess:
      .init("excess of the start", "nothing is left of before the start")
    case .completing:
      .init("completion", "none is out")
    case .pending:
      .init("one per place", "no other open there")
    case .largest:
      .init("largest order", in: .money) { "worth \($0.value), at most \($0.limit)" }
    case .minimumNotional:
      .init("minimum value", in: .money) { "worth \($0.value), at least \($0.limit)" }
    case .stopMinimum:
      .init("value of its stop", in: .money) {
        "worth \($0.value) at its stop, at least \($0.limit)"
      }
    case .rests:
      .init("rests", in: .ticks) {
        $0.isLimited
          ? "\($0.value) rests before \($0.limit)"
          : "\($0.value): the other side of the book is empty"
      }
    case .ownOrder:
      .init("our own orders", "no order of ours would take it")
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
      .init("side's opens", in: .steps) { "\($0.value), at most \($0.limit)" }
    case .collar:
      .init("price collar", in: .ticks) { "\($0.value) is near the mid \($0.limit)" }
    case .dayLoss:
      .init("day loss", in: .money) { "\($0.value) lost, under \($0.limit)" }
    case .drawdown:
      .init("drawdown", in: .money) { "\($0.value) lost, under \($0.limit)" }
    case .margin:
      .init("margin use", in: .percent) { "\($0.value) used, under \($0.limit)" }
    case .carried:
      .init("venue's margin", "no open of the side was refused for want of it")
    case .sendRate:
      .init("sends in 10 s") { "\($0.value) left within 10 s, under \($0.limit)" }
    case .requestBudget:
      .init("request budget") {
        $0.countsActions
          ? "\($0.value) actions left, over \($0.limit)"
          : "weight \($0.value) within 60 s, under \($0.limit)"
      }
    }
  }
}
