import Market
import Testing
import Venue

@testable import Engine

@Suite("Places of live orders")
struct OrderPlacesTests {
  /// What the ring must answer: every live order by its id, and nothing else.
  private struct Book {
    var byID = OrderPlaces<ClientOrderID>()
    var orders: [Order] = []
    var places: [ClientOrderID: Int32] = [:]

    mutating func add(_ id: ClientOrderID) {
      let price = Price(ticks: 1)
      orders.append(
        Order(
          id, .ladder, .buy, at: price, Quantity(steps: 1), .postOnly, isReduceOnly: false,
          trigger: nil, lot: -1, stamp: 0, at: .distantPast, until: .never,
          because: Reason(.wanted)))
      places[id] = Int32(orders.count - 1)
      byID.add(id, at: places[id]!, among: orders)
    }

    mutating func remove(_ id: ClientOrderID) {
      byID.remove(id, at: places.removeValue(forKey: id)!)
    }

    func finds(_ id: ClientOrderID) -> Bool {
      byID.place(of: id, among: orders) == places[id]
    }
  }

  private static func id(_ number: UInt64, tag: UInt16 = 1, subject: Int64 = 1) -> ClientOrderID {
    ClientOrderID(tag: tag, purpose: .ladder, subject: subject, generation: number)
  }

  @Test("An order is found by its id while it lives, however many others come and go after it")
  func longLived() {
    var book = Book()
    book.add(Self.id(1))
    for number in 2...5_000 as ClosedRange<UInt64> {
      book.add(Self.id(number))
      if number > 300 { book.remove(Self.id(number - 299)) }
      #expect(book.finds(Self.id(1)) && book.finds(Self.id(number)))
      #expect(book.finds(Self.id(number + 1)), "not sent yet")
    }

    for number in 1...5_000 as ClosedRange<UInt64> { #expect(book.finds(Self.id(number))) }
  }

  @Test("Orders of one number are told apart by tag and subject, in whatever order they end")
  func sameNumber() {
    let ids = [Self.id(7), Self.id(7, tag: 2), Self.id(7, subject: 2), Self.id(7 + 256)]
    for first in ids.indices {
      for second in ids.indices where second != first {
        var book = Book()
        for id in ids { book.add(id) }
        book.remove(ids[first])
        book.remove(ids[second])
        for id in ids { #expect(book.finds(id), "\(first) \(second)") }
        book.add(ids[first])
        for id in ids { #expect(book.finds(id), "\(first) \(second)") }
      }
    }
  }

  @Test("What carries no id of ours is not found")
  func foreign() {
    var book = Book()
    book.add(Self.id(256))

    #expect(book.byID.place(of: .foreign(256), among: book.orders) == nil)
    #expect(book.byID.place(of: .vacant, among: book.orders) == nil)
  }
}
