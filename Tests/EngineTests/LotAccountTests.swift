import Market
import Testing

@testable import Engine

@Suite("What a lot holds and made")
struct LotAccountTests {
  private func bought() -> LotAccount {
    var account = LotAccount()
    account.enlarge(Quantity(steps: 2), at: Price(ticks: 101), fee: whole(3))
    account.enlarge(Quantity(steps: 3), at: Price(ticks: 103), fee: whole(4))
    account.fund(whole(-1))
    return account
  }

  @Test(
    "EXIT-05 However a lot closes in parts, it makes the same, to the last digit",
    arguments: Side.allCases)
  func parts(side: Side) {
    for cuts in 0..<16 {
      var account = bought()
      var steps: Int64 = 0
      for place in 0..<5 {
        steps += 1
        guard place == 4 || cuts >> place & 1 == 1 else { continue }
        _ = account.close(
          Quantity(steps: steps), opened: side, at: Price(ticks: 110), fee: whole(steps))
        steps = 0
      }
      #expect(account.open.isZero)
      #expect(account.closed.steps == 5)
      #expect(account.cost == .zero)
      #expect(account.entryFees == .zero)
      #expect(account.openFunding == .zero)
      #expect(account.realised == whole(side.sign * (550 - 511)))
      #expect(account.net == whole(side.sign * 39 - 12 - 1))
    }
  }

  @Test("EXIT-01 What takes in another lot holds and has made what both did")
  func absorbs() {
    var (one, other) = (bought(), bought())
    other.enlarge(.zero, at: Price(ticks: 1), fee: .zero, took: true)
    let made = other.close(
      Quantity(steps: 2), opened: .buy, at: Price(ticks: 110), fee: whole(2))
    let expected = one.cost + other.cost

    one.absorb(&other)

    #expect(one.open.steps == 8)
    #expect(one.cost == expected)
    #expect(one.closed.steps == 2)
    #expect(one.realised == made)
    #expect(one.fees == whole(16))
    #expect(one.funding == whole(-2))
    #expect(one.entryTook)
    #expect(other.open.isZero)
    #expect(other.cost == .zero)
  }
}
