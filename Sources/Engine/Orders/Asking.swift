import Market
import Venue

extension Engine {
  /// Asks the venue something, if there is room for it in the budget of requests. Every question goes
  /// through here; whoever is told no keeps it due and asks again a little later.
  ///
  /// - Parameter answer: what the answer may weigh beside the question.
  @discardableResult
  mutating func ask(_ inquiry: Inquiry, answer: Int = 0, into effects: inout Effects) -> Bool {
    guard budget.hasRoom(for: inquiry, answer: answer, at: time) else {
      recoveries.count(.questionHeld)
      budget.hold(inquiry, answer: answer)
      return false
    }
    budget.ask(inquiry, answer: answer, at: time)
    effects.inquiries.append(inquiry)
    return true
  }
}
