/// The last elements of a stream: a fixed number of places, the oldest overwritten first.
public struct RingBuffer<Element: Sendable>: Sendable {
  private var places: [Element] = []
  private let capacity: Int
  /// The place of the oldest element: the next to be overwritten.
  private var start = 0
  /// The number of elements ever added.
  public private(set) var total = 0

  /// Makes room for `capacity` elements at once, so that adding never allocates.
  public init(capacity: Int) {
    precondition(capacity > 0)
    self.capacity = capacity
    places.reserveCapacity(capacity)
  }

  /// Adds an element, over the oldest if there is no room.
  public mutating func append(_ element: Element) {
    if places.count < capacity {
      places.append(element)
    } else {
      places[start] = element
      start = start + 1 == capacity ? 0 : start + 1
    }
    total += 1
  }

  /// The elements, oldest first.
  public var elements: [Element] {
    guard start > 0 else { return places }
    return Array(places[start...] + places[..<start])
  }

  /// Whether any element `matches`.
  public func contains(where matches: (Element) -> Bool) -> Bool { places.contains(where: matches) }

  /// The number of elements it holds.
  public var count: Int { places.count }

  /// An element by its age; 0 is the oldest.
  public subscript(index: Int) -> Element {
    let place = start + index
    return places[place < places.count ? place : place - places.count]
  }
}

extension RingBuffer: Codable where Element: Codable {}
