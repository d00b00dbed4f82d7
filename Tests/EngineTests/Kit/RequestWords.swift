import Venue

// Requests and questions as the words that tests expect; ``Desk`` says what they mean.
extension OrderRequest {
  var word: String {
    switch self {
    case .place(let order): order.word
    case .amend(let id, _, let remaining): "~\(id.generation) to \(remaining.steps)"
    case .cancel(let id): "-\(id.isForeign ? id.low : id.generation)"
    case .scheduleCancel(let time): "!\(time?.nanoseconds ?? 0)"
    }
  }
}

extension NewOrder {
  var word: String {
    var words = "+\(id.generation) \(side) \(quantity.steps)@\(limit?.ticks ?? 0)"
    switch timeInForce {
    case .postOnly: break
    case .immediateOrCancel: words += " ioc"
    case .goodTillCancelled: words += " gtc"
    case .fillOrKill: words += " fok"
    }
    if let trigger {
      words += " \(trigger.isStop ? "stop" : "target") \(trigger.price.ticks)"
    }
    return isReduceOnly ? words + " reduce" : words
  }
}

extension Inquiry {
  var word: String {
    switch self {
    case .status(let id): "status \(id.generation)"
    case .openOrders: "orders"
    case .account: "account"
    case .fills(let since, let after):
      "fills \(since.nanoseconds / 1_000_000_000)" + (after.map { " after \($0.value)" } ?? "")
    case .marketStatus: "market"
    case .reconnect(let channel): "reconnect \(channel)"
    }
  }
}
