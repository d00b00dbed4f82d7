import Market

/// The memory of one update in the making, behind one reference, so that the update can point to it.
///
/// Only ``GeneratedMarket`` writes to it, and takes new memory where a copy of it shares this.
final class ChangeMemory: @unchecked Sendable {
  private(set) var count = 0
  private let places: UnsafeMutablePointer<MarketChange>
  private let capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
    places = .allocate(capacity: capacity)
    places.initialize(repeating: .clear, count: capacity)
  }

  deinit { places.deallocate() }

  /// An empty one of the same size.
  func fresh() -> ChangeMemory { ChangeMemory(capacity: capacity) }

  func removeAll() { count = 0 }

  func append(_ change: MarketChange) {
    precondition(count < capacity, "an update changes at most the whole book, twice")
    places[count] = change
    count += 1
  }

  var changes: UnsafeBufferPointer<MarketChange> {
    UnsafeBufferPointer(start: places, count: count)
  }
}
