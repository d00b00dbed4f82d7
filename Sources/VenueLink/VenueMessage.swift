import Journal
import Market
import Venue

/// What a venue sends to its client.
public enum VenueMessage: Equatable, Sendable {
  /// The first message of a connection.
  case hello(VenueHello)
  /// One atomic update of the market, and the moment it describes.
  case market(asOf: Instant, MarketKinds, [MarketChange])
  case reports([VenueReport])
  /// Something filled since a moment. The venue gives fills no numbers, so they must be listed.
  case filled(since: Instant)
  case answer(VenueAnswer)
  /// Nothing else was sent for a while.
  case clock
  /// The last message of a connection.
  case goodbye(Goodbye)
}

extension VenueMessage: LinkMessage {
  private enum Kind: UInt8 {
    case hello = 1
    case market = 2
    case reports = 3
    case filled = 4
    case answer = 5
    case clock = 6
    case goodbye = 7
  }

  package var kind: UInt8 {
    switch self {
    case .hello: Kind.hello.rawValue
    case .market: Kind.market.rawValue
    case .reports: Kind.reports.rawValue
    case .filled: Kind.filled.rawValue
    case .answer: Kind.answer.rawValue
    case .clock: Kind.clock.rawValue
    case .goodbye: Kind.goodbye.rawValue
    }
  }

  package func write(to writer: inout ByteWriter) {
    switch self {
    case .hello(let hello): hello.write(to: &writer)
    case .market(let asOf, let kinds, let changes):
      writer.write(asOf)
      writer.write(kinds.rawValue)
      writer.write(UInt32(changes.count))
      changes.withUnsafeBytes { writer.write($0) }
    case .reports(let reports): writer.write(reports)
    case .filled(let moment): writer.write(moment)
    case .answer(let answer): answer.write(to: &writer)
    case .clock: break
    case .goodbye(let goodbye): writer.write(goodbye.rawValue)
    }
  }

  package static func read(
    _ kind: UInt8, _ reader: inout ByteReader
  ) throws(InputError) -> VenueMessage? {
    switch Kind(rawValue: kind) {
    case .hello: .hello(try VenueHello(from: &reader))
    case .market: try market(&reader)
    case .reports: .reports(try reader.readList())
    case .filled: .filled(since: try reader.readTime())
    case .answer: .answer(try VenueAnswer(from: &reader))
    case .clock: .clock
    case .goodbye: .goodbye(try reader.readCase("the reason of a goodbye"))
    case nil: nil
    }
  }

  private static func market(_ reader: inout ByteReader) throws(InputError) -> VenueMessage {
    let asOf = try reader.readTime()
    let kinds = MarketKinds(rawValue: try reader.read())
    let count = Int(try reader.read(UInt32.self))
    let size = MemoryLayout<MarketChange>.stride
    let start = reader.place
    let raw = try reader.readBytes(count * size)
    var changes: [MarketChange] = []
    changes.reserveCapacity(count)
    for index in 0..<count {
      let change = raw.loadUnaligned(fromByteOffset: index * size, as: MarketChange.self)
      guard change.isSound else {
        throw .impossible("a market change", change.value, at: start + index * size)
      }
      changes.append(change)
    }
    return .market(asOf: asOf, kinds, changes)
  }
}

extension MarketChange {
  /// Whether the book can be built from it: a known kind, and numbers that the kind can have.
  var isSound: Bool {
    switch kind {
    case .bidLevel, .askLevel, .bestBid, .bestAsk: hasPrice && steps >= 0
    case .buyTrade, .sellTrade: hasPrice && steps > 0
    case .clear: self == .clear
    case .gap: self == .gap(nanoseconds: value) && value >= 0
    case .mark: markPrice.map { self == .mark($0) } ?? false
    case .frame, nil: false
    }
  }

  private var hasPrice: Bool {
    Price(checking: ticks) != nil && word & 0xFF00 == 0
      && !ticks.multipliedReportingOverflow(by: steps).overflow
  }
}
