/// The last elements of a long stream, in blocks. Copies share all blocks but the newest, so that
/// keeping many copies of one venue costs little more than keeping one.
struct SharedRing<Element: Sendable>: Sendable {
  /// Every block but the last is full.
  private var blocks: [[Element]] = []
  private let capacity: Int
  /// How many elements of the first block are no longer remembered.
  private var forgotten = 0
  /// The number of elements ever added.
  private(set) var total = 0

  private static var blockSize: Int { 256 }

  /// - Parameter capacity: how many elements it remembers, the newest ones.
  init(capacity: Int) {
    precondition(capacity > 0)
    self.capacity = capacity
  }

  /// The number of elements it remembers.
  var count: Int { min(total, capacity) }

  /// Adds an element. The oldest is forgotten if there are too many.
  mutating func append(_ element: Element) {
    if total % SharedRing.blockSize == 0 {
      blocks.append([])
      blocks[blocks.count - 1].reserveCapacity(SharedRing.blockSize)
    }
    blocks[blocks.count - 1].append(element)
    total += 1
    guard total > capacity else { return }
    forgotten += 1
    if forgotten == SharedRing.blockSize {
      blocks.removeFirst()
      forgotten = 0
    }
  }

  /// An element by its age; 0 is the oldest.
  subscript(index: Int) -> Element {
    let place = forgotten + index
    return blocks[place / SharedRing.blockSize][place % SharedRing.blockSize]
  }
}
