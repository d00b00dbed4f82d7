import Engine
import Market
import Testing
import Venue

@testable import Journal

@Suite("Inputs as bytes")
struct InputBytesTests {
  private let id = ClientOrderID(tag: 3, purpose: .stopLoss, subject: -7, generation: 99)
  private let time = Instant(nanoseconds: 1_700_000_000_000_000_001)

  private var fill: Fill {
    Fill(
      id: FillID(1 << 63 | 5), order: id, side: .sell, price: Price(ticks: 616_602),
      quantity: Quantity(steps: 40), fee: ExactMoney(units: -12_345_678_901_234_567_890),
      liquidity: .maker, time: time, positionBefore: Position(steps: -3), cause: .liquidation)
  }

  private var order: VenueOrder {
    VenueOrder(
      id: .foreign(77), side: .buy, limit: nil, quantity: Quantity(steps: 9),
      remaining: Quantity(steps: 4), isReduceOnly: true,
      trigger: Trigger(price: Price(ticks: 3), reference: .last, isStop: true), placedAt: time)
  }

  private var reports: [VenueReport] {
    [
      .accepted(id), .rejected(id, .wouldCross), .filled(fill),
      .cancelled(id, .byHand, filled: Quantity(steps: 2)), .cancelRefused(id, .unknownOrder),
      .amended(id, limit: Price(ticks: 8), remaining: Quantity(steps: 1)),
      .amendRefused(id, .alreadyEnded), .shrunk(id, remaining: .zero), .triggered(id),
      .failed(id, .place, .withdrawn), .cancelScheduled(at: nil), .cancelScheduled(at: time),
      .scheduleRefused(.notAvailable),
      .funded(Funding(time: time, amount: ExactMoney(units: 1 << 100))),
    ]
  }

  private var answers: [VenueAnswer] {
    var account = AccountState(asOf: time, position: Position(steps: -5))
    account.entry = Price(ticks: 7)
    account.equity = ExactMoney(units: -1)
    account.actionsLeft = 12
    return [
      .status(id, .absent, asOf: time), .status(id, .live(order), asOf: time),
      .status(id, .filled(Quantity(steps: 3)), asOf: time),
      .status(id, .cancelled(.byVenue, filled: .zero), asOf: time),
      .status(id, .rejected(.badTrigger), asOf: time),
      .openOrders([order, order], asOf: time, asked: .distantPast),
      .account(account, asked: time),
      .account(AccountState(asOf: .distantPast, position: .flat), asked: time),
      .fills(
        FillPage(since: time, after: FillID(4), asOf: time, fills: [fill, fill], isLast: false)),
      .market(MarketStatus(phase: .postOnly, endsAt: time, asOf: .distantFuture)),
      .failed(.status(id), .lost), .failed(.openOrders(asked: time), .throttled),
      .failed(.account(asked: time), .serverError),
      .failed(.fills(since: time, after: nil), .unreadable), .failed(.marketStatus, .notSent),
      .failed(.reconnect(.orders), .lost), .connection(.market, isUp: false),
    ]
  }

  private var commands: [Command] {
    let price = Price(ticks: 55)
    return [
      .pause(.buy), .unpause(.sell), .freeze, .terminalLost, .unfreeze, .flatten, .flattenAccount,
      .cancelAll(.side(.buy)), .cancelAll(.side(.sell)), .cancelAll(.opens), .cancelAll(.legs),
      .recentre, .placeManual(.sell, price), .clearBreaker, .closeLot(PositionID(4)), .closeExcess,
      .endCooldown(.buy, nil), .endCooldown(.sell, price), .cancelOrder(id),
      .stopAttempt(AttemptID(6)), .reconcile, .reconcileNow, .acceptDifferences([]),
      .acceptDifferences([1, 5]), .moveOrder(id, price), .reprice, .complete(.buy), .quit,
      .acknowledgeAlarms, .holdEntries, .resumeEntries,
    ]
  }

  private var inputs: [Input] {
    [.reports(reports), .reports([]), .filled(since: time), .mismatch, .deadline]
      + answers.map { .answer($0) } + commands.map { .command($0) }
      + JournalNews.allCases.map { .journal($0) }
      + [
        .fillsKept(bookedBy: time),
        .recalled(RecalledFills(fills: [BookedFill(fill)], fundings: [time, .distantPast])),
      ]
      + [.restarted(above: ReservedNumbers(orders: 1 << 39, lots: PositionID(8_192)))]
  }

  @Test("STATE-01 Every kind of input is read back as it was written, with what it caused")
  func roundTrip() throws {
    var writer = InputWriter()
    for (place, input) in inputs.enumerated() {
      writer.add(input, at: Instant(nanoseconds: Int64(place)))
      if place % 3 == 0 { writer.addEffects(UInt64(place)) }
    }
    let (bytes, count) = writer.take()
    #expect(count == inputs.count)
    var cursor = InputCursor(bytes)
    for (place, input) in inputs.enumerated() {
      let read = try #require(try cursor.next())
      guard case .other(let other, let moment) = read.input else {
        Issue.record("input \(place) is another kind")
        return
      }
      #expect("\(other)" == "\(input)")
      #expect(moment.nanoseconds == Int64(place))
      #expect(read.effects == (place % 3 == 0 ? UInt64(place) : nil))
    }
    #expect(try cursor.next() == nil)
    #expect(cursor.isAtEnd)
  }

  @Test("STATE-01 Updates of a named source are counted; an effect belongs to the last of a run")
  func runs() throws {
    var writer = InputWriter()
    for _ in 0..<1_000 { writer.addNextOfSource() }
    writer.addEffects(7)
    writer.addNextOfSource()
    writer.add(ofSource: 5_000, at: time)
    let (bytes, count) = writer.take()
    #expect(count == 1_002)
    #expect(bytes.count < 60)
    var cursor = InputCursor(bytes)
    var effects: [Int: UInt64] = [:]
    var kinds: [String] = []
    var place = 0
    while let next = try cursor.next() {
      effects[place] = next.effects
      if place >= 1_000 { kinds.append("\(next.input)") }
      place += 1
    }
    #expect(place == 1_002)
    #expect(effects == [999: 7])
    #expect(kinds.count == 2 && kinds[0] == "nextOfSource" && kinds[1].hasPrefix("ofSource(5000"))
  }

  @Test("STATE-01 A market update is copied with its changes")
  func market() throws {
    let changes = [
      MarketChange.clear, MarketChange(.bidLevel, Price(ticks: 9), Quantity(steps: 2)),
      .gap(nanoseconds: 4),
    ]
    var writer = InputWriter()
    changes.withUnsafeBufferPointer {
      writer.add(
        .market(MarketUpdate(time: time, asOf: .distantPast, kinds: [.depth, .gap], changes: $0)),
        at: time)
    }
    var cursor = InputCursor(writer.take().bytes)
    guard case .market(let moment, let asOf, let kinds, let read)? = try cursor.next()?.input else {
      Issue.record("no market update was read")
      return
    }
    #expect(moment == time && asOf == .distantPast && kinds == [.depth, .gap] && read == changes)
  }

  @Test("STATE-02 Bytes that end anywhere within an input are an error, and no other input")
  func cut() throws {
    for input in inputs {
      var writer = InputWriter()
      writer.add(input, at: time)
      let bytes = writer.take().bytes
      for length in 1..<bytes.count {
        var cursor = InputCursor(Array(bytes[..<length]))
        #expect(throws: InputError.self) { try cursor.next() }
      }
    }
  }

  @Test("STATE-02 Bytes that nobody wrote never crash the reader")
  func noise() throws {
    var state: UInt64 = 1
    var refused = 0
    for _ in 0..<20_000 {
      var bytes: [UInt8] = []
      for _ in 0..<40 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes.append(UInt8(truncatingIfNeeded: state >> 56))
      }
      bytes[0] %= 14
      var cursor = InputCursor(bytes)
      do throws(InputError) {
        // A run of updates may say that it is billions long.
        for _ in 0..<100 where try cursor.next() == nil { break }
      } catch {
        refused += 1
      }
    }
    #expect(refused > 10_000)
  }

  @Test("STATE-01 The numbers of what is written never change")
  func numbers() {
    #expect(Refusal.allCases.map(\.rawValue) == Array(0..<UInt8(Refusal.allCases.count)))
    #expect(
      Refusal.allCases.map(\.code).joined(separator: " ")
        == """
        WOULD_CROSS REDUCE_ONLY BELOW_MINIMUM_NOTIONAL UNKNOWN_ORDER TOO_MANY_ORDERS MALFORMED \
        OFF_RASTER DUPLICATE_ID INSUFFICIENT_MARGIN PRICE_TOO_FAR BAD_TRIGGER NO_LIQUIDITY \
        POST_ONLY_PHASE MARKET_CLOSED POSITION_LIMIT OPEN_INTEREST_CAP EXPIRED RATE_LIMITED \
        BAD_SIGNATURE UNKNOWN_MARKET ALREADY_ENDED NOT_AVAILABLE OTHER
        """)
    #expect(
      SendFailure.allCases.map { "\($0)=\($0.rawValue)" }.joined(separator: " ")
        == "notSent=0 throttled=1 lost=2 serverError=3 unreadable=4 withdrawn=5")
    #expect(
      CancelCause.allCases.map { "\($0)=\($0.rawValue)" }.joined(separator: " ")
        == """
        requested=0 immediate=1 reduceOnly=2 selfTrade=3 scheduled=4 margin=5 siblingFilled=6 \
        fillOrKill=7 liquidated=8 delisted=9 byHand=10 byVenue=11
        """)
    #expect(
      [Channel.market, .orders, .requests].map(\.rawValue) == [0, 1, 2]
        && [Liquidity.maker, .taker].map(\.rawValue) == [0, 1]
        && [FillCause.trade, .liquidation, .autoDeleveraging].map(\.rawValue) == [0, 1, 2]
        && [Side.buy, .sell].map(\.rawValue) == [0, 1]
        && [TriggerReference.mark, .last, .oppositeBest].map(\.rawValue) == [0, 1, 2]
        && [MarketStatus.Phase.trading, .postOnly, .halted, .closed].map(\.rawValue)
          == [0, 1, 2, 3]
    )
  }
}
