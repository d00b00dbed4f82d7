import Market

/// Elements that are due at given times; those due at the same time keep the order they were added
/// in.
struct DueQueue<Element: Sendable>: Sendable {
  private var items: [(due: Instant, element: Element)] = []
  private var head = 0

  /// When the next element is due; nil if there is none.
  var next: Instant? { head < items.count ? items[head].due : nil }
  var count: Int { items.count - head }

  mutating func add(_ element: Element, at due: Instant) {
    var low = head
    var high = items.count
    while low < high {
      let middle = (low + high) / 2
      if items[middle].due <= due { low = middle + 1 } else { high = middle }
    }
    items.insert((due, element), at: low)
  }

  /// The next element that is due by `time`, which stays in the queue; nil if there is none.
  func first(until time: Instant) -> Element? {
    guard head < items.count, items[head].due <= time else { return nil }
    return items[head].element
  }

  /// Removes and returns the next element that is due by `time`; nil if there is none.
  @discardableResult
  mutating func take(until time: Instant) -> Element? {
    guard head < items.count, items[head].due <= time else { return nil }
    defer {
      head += 1
      if head == items.count {
        items.removeAll(keepingCapacity: true)
        head = 0
      }
    }
    return items[head].element
  }

  /// Removes and returns the elements that match, in their order.
  @discardableResult
  mutating func remove(where isNamed: (Element) -> Bool) -> [Element] {
    let removed = items[head...].map(\.element).filter(isNamed)
    items = items[head...].filter { !isNamed($0.element) }
    head = 0
    return removed
  }

  /// Makes every element due by `time` at the latest.
  mutating func hasten(to time: Instant) {
    for index in head..<items.count { items[index].due = min(items[index].due, time) }
  }

  func visit(_ body: (Instant, Element) -> Void) {
    for (due, element) in items[head...] { body(due, element) }
  }
}
