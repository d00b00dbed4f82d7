import Journal
import Market
import Venue

/// What a venue tells a client that connects. The time of its frame is the venue's time.
public struct VenueHello: Equatable, Sendable {
  public var version = LinkProtocol.version
  /// A number of this run of the venue: another run has another account.
  public var run: UInt64
  /// The tag of the orders of the account's client.
  public var tag: UInt16
  public var instrument: Instrument
  public var capabilities: VenueCapabilities
  /// The channel that the book is built from.
  public var book: Book.Source
  /// Where the market comes from: a file's path, or the name of a generated market.
  public var source: String
  /// The first moment of the market.
  public var first: Instant
  /// No update comes after this time; nil if the market never ends.
  public var last: Instant?
  /// The number of market updates that the feed has sent so far.
  public var update: Int
  /// Seconds of the venue's clock in one second.
  public var speed: Int64
  /// The highest number that an order of this tag ever had. A client without memory goes on
  /// from here.
  public var lastNumber: UInt64
  /// The highest position id that an order of this tag was ever for.
  public var lastLot: Int64

  public init(
    run: UInt64, tag: UInt16, instrument: Instrument, capabilities: VenueCapabilities,
    book: Book.Source, source: String, first: Instant, last: Instant?, update: Int, speed: Int64,
    lastNumber: UInt64, lastLot: Int64
  ) {
    self.run = run
    self.tag = tag
    self.instrument = instrument
    self.capabilities = capabilities
    self.book = book
    self.source = source
    self.first = first
    self.last = last
    self.update = update
    self.speed = speed
    self.lastNumber = lastNumber
    self.lastLot = lastLot
  }

  /// Whether it comes from the same run of the same venue as another.
  func continues(_ other: VenueHello) -> Bool {
    run == other.run && tag == other.tag && instrument == other.instrument && book == other.book
  }
}

extension VenueHello: ByteCoded {
  package func write(to writer: inout ByteWriter) {
    writer.write(LinkProtocol.magic)
    writer.write(version)
    writer.write(run)
    writer.write(tag)
    instrument.write(to: &writer)
    capabilities.write(to: &writer)
    writer.write(book.rawValue)
    writer.write(text: source)
    writer.write(first)
    writer.write(last)
    writer.write(Int64(update))
    writer.write(speed)
    writer.write(lastNumber)
    writer.write(lastLot)
  }

  package init(from reader: inout ByteReader) throws(InputError) {
    try LinkProtocol.readMagic(&reader)
    let version = try reader.read(UInt32.self)
    guard version == LinkProtocol.version else {
      throw .unknown("a version of the protocol", UInt64(version), at: 4)
    }
    self.init(
      run: try reader.read(), tag: try reader.read(), instrument: try Instrument(from: &reader),
      capabilities: try VenueCapabilities(from: &reader),
      book: try reader.readCase("a channel of the book"), source: try reader.readText(),
      first: try reader.readTime(), last: try reader.read(),
      update: try reader.readCount("a number of updates"),
      speed: try reader.readPositive("a speed"), lastNumber: try reader.read(),
      lastLot: try reader.read())
    guard lastNumber < 1 << 40 else {
      throw .impossible("an order's number", Int64(clamping: lastNumber), at: reader.place)
    }
  }
}

extension Instrument: ByteCoded {
  package func write(to writer: inout ByteWriter) {
    writer.write(text: symbol)
    writer.write(text: venue)
    writer.write(tick)
    writer.write(step)
    writer.write(minimumNotional.units)
    writer.write(makerFee.hundredMillionths)
    writer.write(takerFee.hundredMillionths)
  }

  package init(from reader: inout ByteReader) throws(InputError) {
    self.init(
      symbol: try reader.readText(), venue: try reader.readText(),
      tick: try reader.readIncrement(), step: try reader.readIncrement(),
      minimumNotional: Money(units: try reader.read()), makerFee: try reader.readFee(),
      takerFee: try reader.readFee())
  }
}
