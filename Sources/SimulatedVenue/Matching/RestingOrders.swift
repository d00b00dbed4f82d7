import Market
import Venue

/// Our orders that rest at the venue, found by id and by price.
///
/// Orders and price levels are plain data in arrays with a list of free slots. A level is a list of
/// its orders, oldest first. The index from prices to levels is a ``BookSide`` whose "size" at a
/// price is the level's slot plus one. So the question asked for every line of the tape, whether we
/// have an order at its price, is one bit, however many orders rest.
///
/// Reading functions are forced inline, here and in the venue: a call would first copy the whole
/// value, hundreds of bytes, onto the stack.
struct RestingOrders: Sendable {
  /// No slot: the end of a list.
  static let none: Int32 = -1

  struct Order: Sendable {
    let id: ClientOrderID
    let side: Side
    var timeInForce: TimeInForce
    let isReduceOnly: Bool
    /// The quantity first asked for.
    let asked: Quantity
    let placedAt: Instant
    /// Its place in order of arrival: earlier orders have smaller numbers.
    let serial: Int64
    /// The group it belongs to; 0 for none.
    let group: Int64
    var price: Price
    /// Steps not filled yet.
    var remaining: Int64
    /// Steps filled so far.
    var filled: Int64
    /// Steps of others that must trade before it; never less for a younger order than for an older
    /// one.
    var ahead: Int64 = 0
    fileprivate var level = none
    fileprivate var previous = none
    fileprivate(set) var next = none

    /// Creates an order from a request, with the price it will rest at.
    init(_ order: NewOrder, at price: Price, placedAt time: Instant, serial: Int64) {
      id = order.id
      side = order.side
      timeInForce = order.timeInForce
      isReduceOnly = order.isReduceOnly
      asked = order.quantity
      placedAt = time
      self.serial = serial
      group = order.group
      self.price = price
      remaining = order.quantity.steps
      filled = 0
    }
  }

  /// The key of an order's id. The ids of one engine carry a number that rises with each.
  private struct ByID: PlaceKey {
    let id: ClientOrderID

    @inline(__always) var flatHash: UInt64 { id.flatHash }
    @inline(__always) var spread: Int { Int(truncatingIfNeeded: id.generation) }
    @inline(__always) static var vacant: ByID { ByID(id: .vacant) }
    @inline(__always) static func of(_ order: Order) -> ByID { ByID(id: order.id) }
  }

  struct Level: Sendable {
    fileprivate(set) var first = none
    fileprivate(set) var last = none
    /// Steps of others displayed at the price, at the last change.
    var shown: Int64 = 0
    /// Steps that traded at the price against its side since the last change.
    var traded: Int64 = 0
  }

  private(set) var bids = BookSide(.buy)
  private(set) var asks = BookSide(.sell)
  private var orders: [Order] = []
  private var levels: [Level] = []
  private var freeOrder = none
  private var freeLevel = none
  private var slots = PlaceTable<ByID>()

  init() {
    orders.reserveCapacity(512)
    levels.reserveCapacity(512)
  }

  var count: Int { @inline(__always) get { slots.count } }

  @inline(__always)
  func contains(_ id: ClientOrderID) -> Bool { slot(of: id) != nil }

  /// The slot of a live order; nil if there is none with this id.
  @inline(__always)
  func slot(of id: ClientOrderID) -> Int32? { slots.place(of: ByID(id: id), among: orders) }

  subscript(slot: Int32) -> Order {
    @inline(__always) get { orders[Int(slot)] }
    _modify { yield &orders[Int(slot)] }
  }

  /// The level in a slot that ``level(at:_:)`` returned.
  subscript(level place: Int32) -> Level {
    @inline(__always) get { levels[Int(place)] }
    _modify { yield &levels[Int(place)] }
  }

  /// The best price of a side at which we have an order.
  @inline(__always)
  func best(_ side: Side) -> Price? { side == .buy ? bids.best : asks.best }

  /// The next price behind another at which we have an order.
  func next(behind price: Price, _ side: Side) -> Price? {
    side == .buy ? bids.next(behind: price) : asks.next(behind: price)
  }

  /// The slot of our level at a price; nil if we have no order there.
  @inline(__always)
  func level(at price: Price, _ side: Side) -> Int32? {
    let entry = (side == .buy ? bids.size(at: price) : asks.size(at: price)).steps
    return entry == 0 ? nil : Int32(truncatingIfNeeded: entry - 1)
  }
}

// MARK: Coming and going

extension RestingOrders {
  /// Adds an order behind all others at its price; `shown` is the size displayed there.
  mutating func join(_ order: Order, shown: Int64) {
    var order = order
    order.next = RestingOrders.none
    if let place = level(at: order.price, order.side) {
      order.level = place
      order.previous = levels[Int(place)].last
      let slot = store(order)
      orders[Int(order.previous)].next = slot
      levels[Int(place)].last = slot
    } else {
      order.level = vacantLevel()
      order.previous = RestingOrders.none
      let slot = store(order)
      levels[Int(order.level)] = Level(first: slot, last: slot, shown: shown)
      index(order.price, order.side, Quantity(steps: Int64(order.level) + 1))
    }
  }

  /// Removes an order, and its level if it was the last one there.
  mutating func remove(_ slot: Int32) {
    let order = orders[Int(slot)]
    switch (order.previous, order.next) {
    case (RestingOrders.none, RestingOrders.none):
      levels[Int(order.level)].first = freeLevel
      freeLevel = order.level
      index(order.price, order.side, .zero)
    case (RestingOrders.none, let next):
      levels[Int(order.level)].first = next
      orders[Int(next)].previous = RestingOrders.none
    case (let previous, RestingOrders.none):
      levels[Int(order.level)].last = previous
      orders[Int(previous)].next = RestingOrders.none
    case (let previous, let next):
      orders[Int(previous)].next = next
      orders[Int(next)].previous = previous
    }
    slots.remove(.of(order), at: slot)
    orders[Int(slot)].next = freeOrder
    freeOrder = slot
  }

  /// Records which level is at a price; zero for none.
  private mutating func index(_ price: Price, _ side: Side, _ entry: Quantity) {
    switch side {
    case .buy: bids.set(price, to: entry)
    case .sell: asks.set(price, to: entry)
    }
  }

  private mutating func store(_ order: Order) -> Int32 {
    let slot = freeOrder
    guard slot != RestingOrders.none else {
      let slot = Int32(orders.count)
      orders.append(order)
      slots.add(.of(order), at: slot, among: orders)
      return slot
    }
    freeOrder = orders[Int(slot)].next
    orders[Int(slot)] = order
    slots.add(.of(order), at: slot, among: orders)
    return slot
  }

  private mutating func vacantLevel() -> Int32 {
    let place = freeLevel
    guard place != RestingOrders.none else {
      levels.append(Level())
      return Int32(levels.count - 1)
    }
    freeLevel = levels[Int(place)].first
    return place
  }
}

// MARK: Keeping

extension RestingOrders {
  /// Packs the index of prices: see ``BookSide/pack()``.
  mutating func pack() {
    bids.pack()
    asks.pack()
  }
}

// MARK: The queue

extension RestingOrders {
  /// Updates a level that now displays `now`. The rule decides who left, and no order has more
  /// ahead of it than is displayed.
  mutating func change(level place: Int32, to now: Int64, by rule: QueueRuleName) {
    switch rule {
    case .pessimistic: change(level: place, to: now, by: PessimisticQueue.self)
    case .proportional: change(level: place, to: now, by: ProportionalQueue.self)
    }
  }

  /// Updates a level from which our own order took and that displays `now`. Nobody left, so the
  /// rule is not asked.
  mutating func took(fromLevel place: Int32, leaving now: Int64) {
    levels[Int(place)].shown = now
    var slot = levels[Int(place)].first
    while slot != RestingOrders.none {
      orders[Int(slot)].ahead = min(orders[Int(slot)].ahead, now)
      slot = orders[Int(slot)].next
    }
  }

  @inline(__always)
  private mutating func change<Rule: QueueRule>(
    level place: Int32, to now: Int64, by rule: Rule.Type
  ) {
    let level = levels[Int(place)]
    levels[Int(place)].shown = now
    levels[Int(place)].traded = 0
    // The youngest order has the most ahead. If the displayed size did not fall and covers the
    // youngest, no order's place can have changed.
    guard now < level.shown || orders[Int(level.last)].ahead > now else { return }
    let change = LevelChange(before: level.shown, traded: level.traded, now: now)
    var slot = level.first
    while slot != RestingOrders.none {
      let ahead = Rule.ahead(orders[Int(slot)].ahead, after: change)
      orders[Int(slot)].ahead = min(ahead, now)
      slot = orders[Int(slot)].next
    }
  }

  /// Calls `body` for every order: bids best first, then asks best first, oldest first at a price.
  func visit(_ body: (Order) -> Void) {
    for side in Side.allCases {
      var price = best(side)
      while let here = price {
        var slot = level(at: here, side).map { levels[Int($0)].first } ?? RestingOrders.none
        while slot != RestingOrders.none {
          body(orders[Int(slot)])
          slot = orders[Int(slot)].next
        }
        price = next(behind: here, side)
      }
    }
  }
}
