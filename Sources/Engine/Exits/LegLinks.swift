import Market
import Venue

/// The list of a lot's live legs, newest first.
extension Engine {
  /// Makes an order the newest leg of its lot.
  mutating func attach(_ index: Int32) {
    let lot = orders.live[index].lot
    orders.live.link(index, to: books.lots[lot].newestLeg)
    books.lots[lot].beginLegs(with: index)
  }

  /// Takes an ending leg from its lot's list.
  mutating func unlink(_ index: Int32) {
    let lot = orders.live[index].lot
    guard lot >= 0 else { return }
    let next = orders.live[index].nextLeg
    if books.lots[lot].newestLeg == index {
      books.lots[lot].beginLegs(with: next)
      return
    }
    var leg = books.lots[lot].newestLeg
    while leg >= 0, orders.live[leg].nextLeg != index { leg = orders.live[leg].nextLeg }
    if leg >= 0 { orders.live.link(leg, to: next) }
  }
}
