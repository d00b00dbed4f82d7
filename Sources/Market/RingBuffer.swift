/// The last few of a stream: a fixed number of places, the oldest overwritten.
public struct RingBuffer<Element: Sendable>: Sendable {
  private var places: [Element] = []
  private let capacity: Int
  /// How many were ever added.
  public private(set) var total = 0

  /// Makes room for `capacity` elements at once, so that adding never allocates.
  public init(capacity: Int) {
    precondition(capacity > 0)
    self.capacity = capacity
    places.reserveCapacity(capacity)
  }

  /// Adds one, over the oldest where there is no room.
  public mutating func append(_ element: Element) {
    if places.count < capacity {
      places.append(element)
    } else {
      places[total % capacity] = element
    }
    total += 1
  }

  /// What it holds, oldest first.
  public var elements: [Element] {
    guard total > capacity else { return places }
    let start = total % capacity
    return Array(places[start...] + places[..<start])
  }

  /// How many it holds.
  public var count: Int { places.count }

  /// One of what it holds; 0 is the oldest.
  public subscript(index: Int) -> Element {
    total > capacity ? places[(total + index) % capacity] : places[index]
  }
}
