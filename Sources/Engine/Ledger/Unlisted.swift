import Market
import Venue

/// A moment of which the venue lists a page full of fills and can list no others.
struct UnlistedMoment: Equatable, Sendable, Codable {
  let moment: Instant
  /// How many fills of it are listed.
  let listed: Int

  var reason: Reason {
    Reason(.fillsUnlisted, value: Int64(listed), limit: moment.nanoseconds)
  }
}

/// The moments of which the venue can't list all fills, each reported once.
struct UnlistedMoments: Sendable, Codable {
  private var all = FlatTable<UInt64, Bool>(blank: false)
  /// The last that were noted: the fills that an order lacks happened while it was live.
  private var newest = RingBuffer<UnlistedMoment>(capacity: 64)

  var count: Int { all.count }

  /// Notes one. Returns whether it is news.
  mutating func note(_ one: UnlistedMoment) -> Bool {
    let key = UInt64(bitPattern: one.moment.nanoseconds)
    guard !all.contains(key) else { return false }
    all[key] = true
    newest.append(one)
    return true
  }

  /// The latest of them that is not before a moment; nil if there is none.
  func last(since moment: Instant) -> UnlistedMoment? {
    newest.elements.filter { $0.moment >= moment }.max { $0.moment < $1.moment }
  }
}
