import Journal
import Market
import SimulatedVenue
import Testing
import Venue
import VenueProcess

@testable import VenueLink

@Suite("Messages over a link")
struct WireTests {
  private let time = Instant(nanoseconds: 1_700_000_000_000_000_001)
  private let id = ClientOrderID(tag: 1, purpose: .takeProfit, subject: 9, generation: 77)

  private var hello: VenueHello {
    var capabilities = VenueCapabilities()
    capabilities.supportsReduceOnly = false
    capabilities.maximumBatch = 20
    capabilities.significantFigures = 5
    capabilities.actionBudget = 0
    capabilities.triggerReferences = [.mark, .oppositeBest]
    capabilities.fillPaging = .byFill
    return VenueHello(
      run: .max, tag: 3, instrument: GeneratedMarketSettings().instrument,
      capabilities: capabilities, book: .quotes, source: "tapes/é.tape", first: time, last: nil,
      update: 12, speed: 60, lastNumber: 1 << 39, lastLot: 4)
  }

  private var changes: [MarketChange] {
    [
      .gap(nanoseconds: 0), .clear, MarketChange(.bidLevel, Price(ticks: 5), .zero),
      MarketChange(.askLevel, Price(ticks: Price.maximumTicks), Quantity(steps: 1)),
      MarketChange(.sellTrade, Price(ticks: 5), Quantity(steps: 2)),
      .mark(MarkPrice(ticks: 6, parts: 500)!),
    ]
  }

  private var venueMessages: [VenueMessage] {
    [
      .hello(hello), .market(asOf: time, [.depth, .gap], changes),
      .reports([.accepted(id), .triggered(id)]), .filled(since: time),
      .answer(.connection(.orders, isUp: true)), .clock,
    ] + Goodbye.allCases.map { .goodbye($0) }
  }

  private var requests: [OrderRequest] {
    let trigger = Trigger(price: Price(ticks: 3), reference: .last, isStop: true)
    return [
      .place(
        NewOrder(
          id: id, side: .sell, limit: nil, quantity: Quantity(steps: 4),
          timeInForce: .immediateOrCancel, isReduceOnly: true, trigger: trigger,
          expiresAt: time, group: -5)),
      .place(
        NewOrder(
          id: id, side: .buy, limit: Price(ticks: 8), quantity: Quantity(steps: 1),
          timeInForce: .postOnly)),
      .amend(id, limit: Price(ticks: 9), remaining: Quantity(steps: 2)), .cancel(id),
      .scheduleCancel(at: nil), .scheduleCancel(at: time),
    ]
  }

  private var clientMessages: [ClientMessage] {
    [
      .hello(version: 1), .requests(requests),
      .inquiries([.status(id), .fills(since: time, after: FillID(3)), .reconnect(.market)]),
    ]
  }

  private func bytes(_ messages: [some LinkMessage]) -> [UInt8] {
    var writer = ByteWriter()
    for message in messages { message.addFrame(at: time, to: &writer) }
    return writer.bytes
  }

  /// Reads messages from bytes that come in pieces of a size.
  private func read<Message: LinkMessage>(
    _ bytes: [UInt8], inPiecesOf size: Int, as: Message.Type
  ) throws(LinkError) -> [Message] {
    var reader = FrameReader()
    var messages: [Message] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      reader.fill { $0 += bytes[start..<min(start + size, bytes.count)] }
      while let frame = try reader.next() {
        #expect(frame.time == time)
        messages.append(try Message(frame))
      }
    }
    return messages
  }

  @Test(
    "VENUE-01 Messages arrive as they were sent, in whatever pieces", arguments: [1, 2, 7, 4_096])
  func pieces(size: Int) throws {
    #expect(
      try read(bytes(venueMessages), inPiecesOf: size, as: VenueMessage.self) == venueMessages)
    #expect(
      try read(bytes(clientMessages), inPiecesOf: size, as: ClientMessage.self) == clientMessages)
  }

  @Test("VENUE-01 A frame of a wrong length or an unknown kind is refused, and the error says why")
  func refused() throws {
    func error(_ bytes: [UInt8]) -> LinkError? {
      #expect(throws: LinkError.self) {
        _ = try read(bytes, inPiecesOf: 64, as: VenueMessage.self)
      }
    }
    var frame = bytes([VenueMessage.clock])

    #expect(error([1, 0, 0, 4]) == .frameTooLarge(bytes: (64 << 20) + 1))
    #expect(error([8, 0, 0, 0] + frame) == .frameTooSmall(bytes: 8))
    frame[4] = 99
    #expect(error(frame) == .unknownKind(99))
    frame[4] = 4
    #expect(error(frame) == .unreadable(kind: 4, .endsEarly(at: 0)))
    frame[4] = 6
    frame[0] += 1
    #expect(error(frame + [0]) == .hasMore(kind: 6, bytes: 1))
  }

  @Test(
    "VENUE-01 No changed byte of a message stops the reader", arguments: 0..<12 as Range<UInt64>)
  func changedBytes(seed: UInt64) {
    var state = seed
    func draw(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let (venue, client) = (bytes(venueMessages), bytes(clientMessages))
    var refused = 0
    for _ in 0..<500 {
      var (one, other) = (venue, client)
      for _ in 0...draw(3) {
        one[draw(one.count)] = UInt8(draw(256))
        other[draw(other.count)] = UInt8(draw(256))
      }
      refused += isRefused(one, VenueMessage.self) ? 1 : 0
      refused += isRefused(other, ClientMessage.self) ? 1 : 0
    }
    #expect(refused > 100, "seed \(seed)")
  }

  private func isRefused<Message: LinkMessage>(_ bytes: [UInt8], _: Message.Type) -> Bool {
    var reader = FrameReader()
    reader.fill { $0 += bytes }
    do throws(LinkError) {
      while let frame = try reader.next() { _ = try Message(frame) }
      return false
    } catch {
      return true
    }
  }
}
