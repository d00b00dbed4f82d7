import Market
import Venue

/// The keys by which fills and funding payments are booked once.
///
/// A key stays in memory until the engine's owner answers for it (``Input/fillsKept(bookedBy:)``). What
/// the owner says a fill was when it comes again (``Input/recalled(_:)``) is a key like any other.
struct FillKeys: Sendable, Codable {
  /// What is remembered of each fill: a digest of it, and in the lowest three bits the sources that
  /// brought it.
  private var newest = FlatTable<FillID, UInt64>(capacity: 256, blank: 0)
  /// The moment at which the last of them was booked.
  private var newestBookedAt = Instant.distantPast
  /// When the latest of them happened.
  private var newestTime = Instant.distantPast
  /// Older keys, oldest first.
  private var older: [KeyBlock] = []
  /// Fills that the position at the beginning includes. They are kept: no more of them can come.
  private var atAnchor = FlatTable<FillID, UInt64>(capacity: 16, blank: 0)
  /// Reports that contradict a booked fill: the digest of the last one for each fill.
  private var contradicted = FlatTable<FillID, UInt64>(capacity: 4, blank: 0)
  /// When each funding payment was booked, by the moment of the payment.
  private var fundings = FlatTable<UInt64, Instant>(capacity: 16, blank: .distantPast)
  /// A fill or payment from after this moment, by the venue's clock, was never forgotten.
  private(set) var forgottenThrough = Instant.distantPast

  /// The number of fills whose keys are in memory.
  var count: Int { newest.count + atAnchor.count + older.reduce(0) { $0 + $1.count } }

  /// What is remembered of a fill; nil if it is not known.
  func mark(of fill: FillID) -> UInt64? {
    if let mark = newest[fill] { return mark }
    if atAnchor.count > 0, let mark = atAnchor[fill] { return mark }
    for block in older.reversed() {
      if let mark = block.mark(of: fill) { return mark }
    }
    return nil
  }

  func knows(_ fill: FillID) -> Bool { mark(of: fill) != nil }

  /// Remembers a fill that is booked at a moment.
  mutating func add(_ fill: Fill, _ mark: UInt64, at moment: Instant) {
    newest[fill.id] = mark
    newestBookedAt = moment
    newestTime = max(newestTime, fill.time)
  }

  /// Remembers a fill again that was booked and forgotten. Every source counts as one that brought it.
  mutating func add(recalled fill: BookedFill, at moment: Instant) {
    guard !knows(fill.id) else { return }
    newest[fill.id] = fill.digest | 7
    newestBookedAt = moment
  }

  /// Remembers a fill that the position at the beginning includes.
  mutating func add(atAnchor fill: FillID, _ mark: UInt64) { atAnchor[fill] = mark }

  /// A known fill came again, in agreement with what is remembered of it. Changes what is remembered
  /// to `mark`.
  mutating func change(_ fill: FillID, to mark: UInt64) {
    if newest.contains(fill) {
      newest[fill] = mark
    } else if atAnchor.contains(fill) {
      atAnchor[fill] = mark
    } else if let place = older.lastIndex(where: { $0.mark(of: fill) != nil }) {
      older[place].change(fill, to: mark)
    }
  }

  /// A report contradicts a known fill. Returns whether it is not the same as the last one that did.
  mutating func contradict(_ fill: FillID, _ mark: UInt64) -> Bool {
    guard contradicted[fill] != mark else { return false }
    contradicted[fill] = mark
    return true
  }

  func knows(fundingAt payment: Instant) -> Bool { fundings.contains(FillKeys.key(payment)) }

  mutating func add(fundingAt payment: Instant, at moment: Instant) {
    fundings[FillKeys.key(payment)] = moment
  }

  private static func key(_ payment: Instant) -> UInt64 {
    UInt64(bitPattern: payment.nanoseconds)
  }
}

// Forgetting.
extension FillKeys {
  /// As many keys make a block of the older ones.
  static let blockSize = 512

  /// Forgets the keys of what was booked by a moment, a block at a time.
  ///
  /// - Parameter margin: by how much the times at which two sources place one fill may differ, in
  ///   nanoseconds.
  mutating func forget(bookedBy moment: Instant, margin: Int64) {
    if newest.count >= FillKeys.blockSize { closeBlock() }
    let count = older.prefix { $0.lastBookedAt <= moment }.count
    forget(older[..<count].map(\.lastTime).max(), margin)
    older.removeFirst(count)
    forgetFundings(bookedBy: moment, margin)
    guard count > 0, contradicted.count > 0 else { return }
    var left = contradicted
    left.removeAll { fill, _ in !knows(fill) }
    contradicted = left
  }

  private mutating func closeBlock() {
    older.append(KeyBlock(newest, lastBookedAt: newestBookedAt, lastTime: newestTime))
    newest = FlatTable(capacity: FillKeys.blockSize, blank: 0)
    newestTime = .distantPast
  }

  private mutating func forgetFundings(bookedBy moment: Instant, _ margin: Int64) {
    var last: Instant?
    var left = FlatTable<UInt64, Instant>(capacity: 16, blank: .distantPast)
    fundings.visit { key, bookedAt in
      if bookedAt > moment {
        left[key] = bookedAt
      } else {
        last = max(last ?? .distantPast, Instant(nanoseconds: Int64(bitPattern: key)))
      }
    }
    guard last != nil else { return }
    fundings = left
    forget(last, margin)
  }

  /// The latest of what is forgotten happened at a moment; nil if nothing is.
  private mutating func forget(_ latest: Instant?, _ margin: Int64) {
    guard let latest else { return }
    forgottenThrough = max(forgottenThrough, latest.advanced(byNanoseconds: margin))
  }
}

/// The keys of fills that were booked one after another, in the order of the keys. It takes a quarter
/// of the memory of a table, and hardly ever changes, so that copies of an engine share it.
private struct KeyBlock: Sendable, Codable {
  private struct Key: Sendable, Codable {
    var fill: UInt64
    var mark: UInt64
  }

  private var keys: [Key]
  /// When the last of them was booked.
  let lastBookedAt: Instant
  /// When the latest of these fills happened.
  let lastTime: Instant

  init(_ table: FlatTable<FillID, UInt64>, lastBookedAt: Instant, lastTime: Instant) {
    self.lastBookedAt = lastBookedAt
    self.lastTime = lastTime
    var keys: [Key] = []
    keys.reserveCapacity(table.count)
    table.visit { keys.append(Key(fill: $0.value, mark: $1)) }
    keys.sort { $0.fill < $1.fill }
    self.keys = keys
  }

  var count: Int { keys.count }

  func mark(of fill: FillID) -> UInt64? { place(of: fill).map { keys[$0].mark } }

  mutating func change(_ fill: FillID, to mark: UInt64) {
    if let place = place(of: fill) { keys[place].mark = mark }
  }

  private func place(of fill: FillID) -> Int? {
    var (low, high) = (0, keys.count)
    while low < high {
      let middle = (low + high) / 2
      if keys[middle].fill < fill.value { low = middle + 1 } else { high = middle }
    }
    return low < keys.count && keys[low].fill == fill.value ? low : nil
  }
}
