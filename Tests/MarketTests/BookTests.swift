import Testing

@testable import Market

@Suite("Book")
struct BookTests {
  /// A plain dictionary is the model; the real side must agree with it whatever comes.
  @Test("A side agrees with a plain map over random levels near and far", arguments: 0..<20)
  func agreesWithModel(seed: UInt64) {
    for side in Side.allCases {
      var book = BookSide(side)
      var model: [Int64: Int64] = [:]
      var random = seed
      func next(_ bound: UInt64) -> Int64 {
        random = mixed(random)
        return Int64(random % bound)
      }
      var middle: Int64 = 100_000
      for _ in 0..<2_000 {
        middle += next(401) - 200
        let reach: UInt64 = next(10) == 0 ? 90_000 : 300
        let ticks = max(1, middle - side.sign * next(reach))
        let steps = next(3) == 0 ? 0 : next(50)
        book.set(Price(ticks: ticks), to: Quantity(steps: steps))
        model[ticks] = steps == 0 ? nil : steps

        let best = side == .buy ? model.keys.max() : model.keys.min()
        #expect(book.best?.ticks == best, "seed \(seed)")
      }

      for (ticks, steps) in model {
        #expect(book.size(at: Price(ticks: ticks)).steps == steps, "seed \(seed)")
      }
      let expected = model.keys.sorted { side == .buy ? $0 > $1 : $0 < $1 }
      var walked: [Int64] = []
      var price = book.best
      while let here = price {
        walked.append(here.ticks)
        price = book.next(behind: here)
      }
      #expect(walked == expected, "seed \(seed)")
      var visited: [Int64] = []
      book.visitPrices { visited.append($0.ticks) }
      #expect(visited.sorted() == expected.sorted(), "seed \(seed)")
    }
  }

  @Test(
    "CONSOLE-08 A packed copy shows the same levels, and goes on as if it had never been packed",
    arguments: 0..<20)
  func packed(seed: UInt64) {
    for side in Side.allCases {
      var random = seed
      func next(_ bound: UInt64) -> Int64 {
        random = mixed(random)
        return Int64(random % bound)
      }
      var (plain, packed) = (BookSide(side), BookSide(side))
      var middle = next(3) == 0 ? 200 : 100_000 as Int64
      var differing = 0
      for step in 0..<600 {
        if next(20) == 0 {
          packed.pack()
          let walked = walk(packed)
          #expect(walked == walk(plain), "seed \(seed), step \(step)")
        }
        middle = max(1, middle + next(401) - 200)
        let ticks = max(1, middle - side.sign * next(next(10) == 0 ? 90_000 : 300))
        let steps = next(3) == 0 ? 0 : next(50)
        if next(200) == 0 {
          plain.clear()
          packed.clear()
        }
        plain.set(Price(ticks: ticks), to: Quantity(steps: steps))
        packed.set(Price(ticks: ticks), to: Quantity(steps: steps))
        if packed.best != plain.best { differing += 1 }
      }
      #expect(differing == 0 && walk(packed) == walk(plain), "seed \(seed)")
    }
  }

  /// Every level from the best on, with its size, and what the side says of each price by itself.
  private func walk(_ side: BookSide) -> [[Int64]] {
    var walked: [[Int64]] = []
    var price = side.best
    while let here = price {
      walked.append([here.ticks, side.size(at: here).steps, side.shows(here) ? 1 : 0])
      price = side.next(behind: here)
    }
    var visited: [Int64] = []
    side.visit(from: 1, through: 300_000) { ticks, _ in visited.append(ticks) }
    return walked + [visited.sorted()]
  }

  @Test("Two histories that end in the same levels have the same digest")
  func digestIgnoresHistory() {
    var straight = Book()
    straight.bids.set(Price(ticks: 500), to: Quantity(steps: 3))
    var winding = Book()
    winding.bids.set(Price(ticks: 90_000), to: Quantity(steps: 1))
    winding.bids.set(Price(ticks: 500), to: Quantity(steps: 3))
    winding.bids.set(Price(ticks: 90_000), to: .zero)

    var first = StateHash()
    var second = StateHash()
    straight.digest(into: &first)
    winding.digest(into: &second)
    #expect(first.value == second.value)
  }

  @Test("The mid of a locked book is its price; one side alone has no mid")
  func mid() {
    var book = Book()
    book.bids.set(Price(ticks: 10), to: Quantity(steps: 1))
    #expect(book.mid2 == nil)
    book.asks.set(Price(ticks: 10), to: Quantity(steps: 1))
    #expect(book.mid2 == 20)
  }
}
