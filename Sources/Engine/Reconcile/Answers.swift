import Market
import Venue

extension Engine {
  /// Applies the answer to an inquiry, or a change of a connection.
  mutating func learn(_ answer: VenueAnswer, into effects: inout Effects) {
    agreement.watchdogs.hearAnswer(at: time)
    if answer.isToQuestion { orders.budget.heardAnswer() }
    switch answer {
    case .status(let id, let status, let asOf): learn(id, status, asOf: asOf, into: &effects)
    case .fills(let page): learn(page, into: &effects)
    case .market(let status): learn(status)
    case .account(let account, let asked):
      if let left = account.actionsLeft {
        orders.budget.learn(actionsLeft: left, onTheWay: orders.live.awaiting)
      }
      learnMargin(account)
      learn(account, asked: asked, into: &effects)
      confirmPosition(account)
    case .openOrders(let orders, let asOf, let asked):
      learn(orders, asOf: asOf, asked: asked, into: &effects)
    case .connection(let channel, let isUp): learn(channel, isUp: isUp, into: &effects)
    case .failed(let inquiry, let failure):
      if case .fills(let since, let after) = inquiry { learnFailedPage(since, after, failure) }
      if case .reconnect(let channel) = inquiry { agreement.watchdogs.denied(channel, at: time) }
      if inquiry == .marketStatus { market.life.askedInVain() }
      if failure == .throttled { orders.budget.weightRanOut(at: time) }
      observe(failure.errorClass)
    }
  }
}
