import Market
import Testing

@testable import Engine

/// (what stands still, news) → what stands still.
@Suite("What a freeze holds")
struct FrozenTests {
  private static let cap = Freeze(.cap, at: Instant(nanoseconds: 1))
  private static let cancelling = Freeze(.cancellingAll, at: Instant(nanoseconds: 2))
  private static let done = Freeze(.cancelAll, at: Instant(nanoseconds: 2))
  private static let later = Freeze(.cap, at: Instant(nanoseconds: 3))

  private static var onlySell: PerSide<Bool> {
    var sides = PerSide(false)
    sides.sell = true
    return sides
  }

  @Test("Every news in every state; exits are never held without entries")
  func table() {
    typealias News = (name: String, perform: (inout Frozen) -> Void)
    let adds: News = ("adds", { _ = $0.add(Self.cap) })
    let repeats: News = ("repeats", { _ = $0.add(Self.later) })
    let holdsExits: News = ("holds exits", { _ = $0.add(Self.cancelling, exitsToo: true) })
    let ends: News = ("a cancel-all ends", { $0.endCancelAll() })
    let lifts: News = ("lifts", { $0.lift() })
    let table: [(before: Frozen, News, after: Frozen)] = [
      (.nothing, adds, .entries(by: [Self.cap])),
      (.nothing, holdsExits, .entriesAndExits(by: [Self.cancelling])),
      (.nothing, ends, .nothing),
      (.nothing, lifts, .nothing),
      (.entries(by: [Self.cap]), repeats, .entries(by: [Self.cap])),
      (.entries(by: [Self.cap]), holdsExits, .entriesAndExits(by: [Self.cap, Self.cancelling])),
      (.entries(by: [Self.cap]), ends, .entries(by: [Self.cap])),
      (.entries(by: [Self.cancelling]), adds, .entries(by: [Self.cancelling, Self.cap])),
      (.entries(by: [Self.cancelling]), holdsExits, .entriesAndExits(by: [Self.cancelling])),
      (.entries(by: [Self.cancelling]), ends, .entries(by: [Self.done])),
      (.entries(by: [Self.cancelling, Self.done]), ends, .entries(by: [Self.done])),
      (.entries(by: [Self.cap]), lifts, .nothing),
      (
        .entriesAndExits(by: [Self.cancelling]), adds,
        .entriesAndExits(by: [Self.cancelling, Self.cap])
      ),
      (.entriesAndExits(by: [Self.cancelling]), ends, .entriesAndExits(by: [Self.done])),
      (.entriesAndExits(by: [Self.cancelling]), lifts, .nothing),
    ]
    for (before, news, after) in table {
      var frozen = before
      news.perform(&frozen)
      #expect(frozen == after, "\(before): \(news.name)")
      #expect(frozen.holdsEntries == !frozen.freezes.isEmpty)
      #expect(frozen.holdsEntries || !frozen.holdsExits)
    }
  }

  @Test("A cause that freezes again is not new, and the latest rule is what is told")
  func told() {
    var frozen = Frozen.nothing

    let isNew = [Self.cap, Self.later].map { frozen.add($0) }
    _ = frozen.add(Freeze(.operatorAsked, at: Instant(nanoseconds: 9)))

    #expect(isNew == [true, false])
    #expect(frozen.latest == Self.cap)
  }

  @Test("Who lifts a freeze or a pause ends the cancel-alls that hold with it, and no others")
  func lifting() {
    var control = Control()
    for scope in [CancelScope.side(.buy), .side(.sell), .opens, .legs] {
      _ = control.begin(scope, at: Instant(nanoseconds: 1))
    }
    #expect(control.isPaused.buy && control.isPaused.sell && control.frozen.holdsExits)

    control.unpause(.buy)
    #expect(control.cancelAlls.running.map(\.scope) == [.side(.sell), .opens, .legs])
    control.unfreeze()

    #expect(control.cancelAlls.running.map(\.scope) == [.side(.sell)])
    #expect(control.isPaused == Self.onlySell)
    #expect(control.frozen == .nothing)
  }
}
