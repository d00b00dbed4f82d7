import Market

/// What an order is for. It is part of the ``ClientOrderID``, so a restarted engine needs no table.
@frozen public enum Purpose: UInt8, CaseIterable, Sendable, Codable {
  /// The resting post-only entry order of a rung.
  case ladder = 1
  /// The take-profit of a lot.
  case takeProfit = 2
  /// An entry order that the operator placed.
  case manual = 3
  /// A slice of a flatten.
  case flatten = 4
  /// An order of a maker attempt: a maker-first entry with a deadline.
  case attempt = 5
  /// The stop-loss of a lot: held by the venue, or sent when a watched stop was triggered.
  case stopLoss = 6
  /// An entry that trades the imbalance of a side.
  case completion = 7
  /// Closes a lot for another reason than a stop: age, boost, over-fill, the operator.
  case close = 8
  /// Closes several lots of a side whose stops were triggered and that are each too small to send.
  case sideStop = 9

  /// Whether a fill of such an order opens a lot.
  @inlinable public var isEntry: Bool {
    switch self {
    case .ladder, .manual, .attempt, .completion: true
    case .takeProfit, .stopLoss, .close, .sideStop, .flatten: false
    }
  }

  /// Whether it closes lots under their exit rules. A flatten does not.
  @inlinable public var isExit: Bool { isOfOneLot || self == .sideStop }

  /// Whether it is an exit of one single lot.
  @inlinable public var isOfOneLot: Bool {
    switch self {
    case .takeProfit, .stopLoss, .close: true
    case .ladder, .manual, .attempt, .completion, .sideStop, .flatten: false
    }
  }
}

/// Our own name for an order: 128 bits, a function of instance, purpose, slot or position, and
/// generation, never reused.
///
/// The high word holds the instance tag (16 bits), the purpose (8 bits) and the generation
/// (40 bits); the low word the slot's price in ticks or the lot's position id.
@frozen public struct ClientOrderID: Hashable, Sendable, Codable {
  public let high: UInt64
  public let low: UInt64

  /// - Parameters:
  ///   - tag: which instance sends it; a replay or fork has one of its own.
  ///   - subject: the slot's price in ticks for a ladder or manual order, the position id for an
  ///     exit.
  ///   - generation: counts every order of the instance, so no id comes twice.
  @inlinable public init(tag: UInt16, purpose: Purpose, subject: Int64, generation: UInt64) {
    precondition(generation < 1 << 40, "an instance has a trillion orders")
    high = UInt64(tag) << 48 | UInt64(purpose.rawValue) << 40 | generation
    low = UInt64(bitPattern: subject)
  }

  /// The id with these two words, as it was written down or told by a venue.
  @inlinable public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Stands for an order on our account without one of our client ids, by the venue's own number.
  @inlinable public static func foreign(_ venueOrder: UInt64) -> ClientOrderID {
    ClientOrderID(high: 0, low: venueOrder)
  }

  /// Whether it stands for an order that another program or a person made.
  @inlinable public var isForeign: Bool { high == 0 }

  /// Which instance sent it.
  @inlinable public var tag: UInt16 { UInt16(truncatingIfNeeded: high >> 48) }
  /// What it is for; nil if another program made the id.
  @inlinable public var purpose: Purpose? {
    Purpose(rawValue: UInt8(truncatingIfNeeded: high >> 40))
  }
  /// The slot's price in ticks, or the position id.
  @inlinable public var subject: Int64 { Int64(bitPattern: low) }
  /// Its number among all orders of the instance.
  @inlinable public var generation: UInt64 { high & ((1 << 40) - 1) }
}

extension ClientOrderID: FlatKey {
  /// The two words are mixed before they are combined. Slots and generations both count up, so
  /// their plain difference would be the same for a whole ladder.
  @inlinable public var flatHash: UInt64 {
    (high ^ (low &* 0xD6E8_FEB8_6659_FD93)) &* 0x9E37_79B9_7F4A_7C15
  }
  @inlinable public static var vacant: ClientOrderID { ClientOrderID(high: .max, low: .max) }
}

extension ClientOrderID: CustomStringConvertible {
  /// 32 hex digits after `0x`, the form Hyperliquid's `cloid` has.
  public var description: String {
    func hex(_ word: UInt64) -> String {
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
    return "0x" + hex(high) + hex(low)
  }
}
