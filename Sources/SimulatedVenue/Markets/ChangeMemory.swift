import Market

/// The memory of one update being built, behind one reference, so that the update can point to it.
///
/// Only ``GeneratedMarket`` writes to it, and it takes new memory if a copy of the market shares
/// this one.
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

  /// New, empty memory of the same size.
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
