import Testing

@testable import Market

@Suite("Folding a run of levels")
struct BookSideFoldTests {
  @Test("A folded run leaves what single changes leave, and no copy is touched", arguments: 0..<5)
  func agreesWithSet(seed: UInt64) {
    for side in Side.allCases {
      var random = seed
      func next(_ bound: UInt64) -> Int64 {
        random = mixed(random)
        return Int64(random % bound)
      }
      var folded = BookSide(side)
      var plain = BookSide(side)

      for _ in 0..<60 {
        let run = changes(side, next)
        let copy = folded
        let before = digest(copy)
        run.withUnsafeBufferPointer { run in
          var index = 0
          while index < run.count {
            let start = index
            index = max(
              start + 1, folded.fold(run, from: start, kind: Self.kind(side)))
            for place in start..<index where run[place].kind == Self.kind(side) {
              plain.set(Price(ticks: run[place].ticks), to: Quantity(steps: run[place].steps))
            }
          }
        }
        #expect(digest(folded) == digest(plain), "seed \(seed)")
        #expect(folded.best == plain.best, "seed \(seed)")
        #expect(digest(copy) == before, "seed \(seed): a copy was written to")
      }
    }
  }

  @Test("The first line of a run at a shown price, or within another, is found", arguments: 0..<5)
  func firstShown(seed: UInt64) {
    for side in Side.allCases {
      var random = seed
      func next(_ bound: UInt64) -> Int64 {
        random = mixed(random)
        return Int64(random % bound)
      }
      var watched = BookSide(side)
      for _ in 0..<40 {
        watched.set(Price(ticks: 100_000 + next(200) - 100), to: Quantity(steps: 1))
      }
      watched.set(Price(ticks: 160_000), to: Quantity(steps: 1))

      for _ in 0..<60 {
        let run = changes(side, next)
        let all: Int64 = side == .buy ? .max : .min
        let near = next(2) == 0 ? all : 100_000 + next(400) - 200
        let found = run.withUnsafeBufferPointer {
          watched.firstShown(in: $0, from: 0, kind: Self.kind(side), orWithin: near)
        }
        let expected = run.firstIndex {
          $0.kind != Self.kind(side) || watched.shows(Price(ticks: $0.ticks))
            || (side == .buy ? $0.ticks >= near : $0.ticks <= near)
        }
        #expect(found == expected ?? run.count, "seed \(seed)")
      }
    }
  }

  @Test(
    "A price is shown exactly while its size isn't zero, near and far", arguments: Side.allCases)
  func shows(side: Side) {
    var book = BookSide(side)
    for ticks: Int64 in [50_000, 50_001, 49_000, 90_000, 9_000] {
      #expect(!book.shows(Price(ticks: ticks)))
      book.set(Price(ticks: ticks), to: Quantity(steps: 3))
      #expect(book.shows(Price(ticks: ticks)))
    }
    book.set(Price(ticks: 90_000), to: .zero)
    book.set(Price(ticks: 50_000), to: .zero)
    #expect(!book.shows(Price(ticks: 90_000)))
    #expect(!book.shows(Price(ticks: 50_000)))
    #expect(book.shows(Price(ticks: 50_001)))
  }

  private static func kind(_ side: Side) -> MarketChange.Kind {
    side == .buy ? .bidLevel : .askLevel
  }

  private func changes(_ side: Side, _ next: (UInt64) -> Int64) -> [MarketChange] {
    (0..<20).map { _ in
      let kind = next(10) == 0 ? Self.kind(side.opposite) : Self.kind(side)
      let reach: UInt64 = next(10) == 0 ? 90_000 : 300
      let ticks = 100_000 + next(201) - 100 - side.sign * next(reach)
      return MarketChange(
        kind, Price(ticks: ticks), Quantity(steps: next(3) == 0 ? 0 : 1 + next(50)))
    }
  }

  private func digest(_ side: BookSide) -> UInt64 {
    var hash = StateHash()
    side.digest(into: &hash)
    return hash.value
  }
}
