import Engine
import Market

/// What the engine's timers wait for.
enum TimerText {
  /// The first timer to come due, and the time left until then.
  static func next(_ snapshot: Snapshot) -> String {
    guard let first = snapshot.timers.first else { return "nothing" }
    let left = first.at.nanoseconds(since: snapshot.time)
    return "\(first.timer.word) \(left > 0 ? TimeText.span(left) : "now")"
  }
}

extension Timer {
  /// What the timer checks, in a column's width.
  var word: String {
    switch self {
    case .orderAnswer: "order answer"
    case .orderQuery: "order query"
    case .fillPage: "page of fills"
    case .fillCheck: "fill check"
    case .fillSight: "fills unseen"
    case .comparison: "comparison"
    case .orderList: "order list"
    case .account: "account"
    case .channels: "channels"
    case .retry: "retry"
    case .coalescing: "coalescing"
    case .sendRate: "send rate"
    case .requestBudget: "budget"
    case .cancel: "cancel again"
    case .ownOrder: "own orders"
    case .completion: "completion"
    case .flatten: "flatten"
    case .cancelAll: "cancel-all"
    case .quit: "quit"
    case .workBound: "next update"
    case .exits: "exits"
    case .attempts: "attempts"
    case .marketStatus: "market status"
    case .deadMan: "dead-man"
    case .breaker: "breaker"
    case .mark: "mark's age"
    case .dayEnd: "day's end"
    case .book: "book's age"
    }
  }
}
