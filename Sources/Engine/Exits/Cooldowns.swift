import Market

/// Slots and sides that get no entries, because their lots were stopped out.
struct Cooldowns: Sendable, Codable {
  /// By slot, or by side alone if the slot is nil; in the order in which they came.
  private(set) var places: [Place] = []
  /// A cooldown began at a place where entry orders may rest.
  private(set) var mustPull = false

  struct Place: Equatable, Sendable, Codable {
    let side: Side
    let slot: Price?
    /// How far from the slot a price still counts as the same place, in ticks: less than half a
    /// spacing, so that a ladder that was anchored again does not place an entry beside it.
    let reach: Int64
    fileprivate(set) var attempts: Int64
    fileprivate(set) var until: Instant

    /// Whether an entry at a price would be at this place.
    func holds(_ side: Side, _ price: Price?) -> Bool {
      guard self.side == side, let slot else { return self.side == side }
      return price.map { abs($0.ticks - slot.ticks) <= reach } ?? false
    }

    /// The reason that is shown for it.
    var reason: Reason { Reason(.benched, value: until.nanoseconds, limit: attempts) }
  }

  var isEmpty: Bool { places.isEmpty }

  /// Counts a stop-loss of a slot, or of a side.
  mutating func add(
    _ side: Side, _ slot: Price?, reach: Int64, until: Instant, limit: Int64
  ) {
    let index =
      places.firstIndex { ($0.slot == nil) == (slot == nil) && $0.holds(side, slot) }
      ?? {
        places.append(Place(side: side, slot: slot, reach: reach, attempts: 0, until: until))
        return places.count - 1
      }()
    places[index].attempts += 1
    places[index].until = places[index].attempts >= limit ? .distantFuture : until
    mustPull = true
  }

  /// The entry orders that rest where a cooldown began are being cancelled now.
  mutating func pulled() { mustPull = false }

  /// Frees a slot, or every place of a side if the slot is nil.
  mutating func free(_ side: Side, _ slot: Price?) {
    places.removeAll { slot == nil ? $0.side == side : $0.slot != nil && $0.holds(side, slot) }
  }

  /// When the next place becomes free by itself; the distant future if none does.
  func nextEnd(after time: Instant) -> Instant {
    places.reduce(.distantFuture) { $1.until > time ? min($0, $1.until) : $0 }
  }

  /// The place that keeps a side from an entry at a price; nil if none does.
  func place(holding side: Side, _ price: Price, at time: Instant) -> Place? {
    places.first { time < $0.until && $0.holds(side, price) }
  }

  /// Why a side gets no entry at a price; nil if no cooldown prevents it.
  func reason(_ side: Side, _ price: Price, at time: Instant) -> Reason? {
    place(holding: side, price, at: time)?.reason
  }
}

/// A slot or side that gets no entries after a stop-loss.
public struct CooldownView: Equatable, Sendable {
  public var side: Side
  /// The slot; nil if the whole side is in cooldown.
  public var slot: Price?
  /// Stop-losses so far.
  public var attempts: Int
  /// When it ends; nil if only the operator can free it.
  public var until: Instant?
}
