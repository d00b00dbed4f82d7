import Glibc
import Market
import SimulatedVenue

public enum MarketKind: String, CaseIterable, Sendable {
  case quiet, trending, wick, gap
  public var name: String { rawValue }
}

struct InterimMarket {
  private var dice: Dice
  private let kind: MarketKind
  private var middle: Int64 = 100_000
  private var time: Int64 = 1_000_000_000
  private var number = 0
  private var text = ""
  private var bids: [(Int64, Int64)] = []
  private var asks: [(Int64, Int64)] = []

  static func tape(_ kind: MarketKind, seed: UInt64, nanoseconds: Int64) -> Tape {
    var market = InterimMarket(kind, seed: seed)
    while market.time < nanoseconds { market.update() }
    let path = "/tmp/rung-interim-\(getpid())-\(seed)-\(UInt.random(in: 0...UInt.max))"
    let file = fopen(path, "w")
    fputs(market.text, file)
    fclose(file)
    defer { unlink(path) }
    return try! Tape.load(path: path)
  }

  private init(_ kind: MarketKind, seed: UInt64) {
    self.kind = kind
    dice = Dice(seed, .market)
    text = """
      # format: tape v1
      # symbol: WILD
      # venue: made-up
      # tick: 1
      # step: 1
      # min-notional: 1000000
      # maker-fee-bps: 1.5
      # taker-fee-bps: 4.5
      # columns: ts_ns,msg,kind,side,price,size

      """
    snapshot()
  }

  private mutating func say(_ rest: String) { text += "\(time),\(number),\(rest)\n" }

  private mutating func snapshot() {
    number += 1
    say("C,,,")
    bids = levels(-1)
    asks = levels(1)
    for (p, q) in bids { say("L,B,\(p),\(q)") }
    for (p, q) in asks { say("L,A,\(p),\(q)") }
  }

  private mutating func levels(_ sign: Int64) -> [(Int64, Int64)] {
    (1...8).map { (middle + sign * Int64($0) * 2, dice.within(1...60)) }
  }

  private mutating func update() {
    time += dice.within(1...1_400) * 1_000_000
    number += 1
    if dice.once(in: 2) {
      let buys = dice.once(in: 2)
      let reach = dice.once(in: 30) ? dice.within(10...120) : dice.within(2...6)
      say("T,\(buys ? "B" : "S"),\(middle + (buys ? reach : -reach)),\(dice.within(1...40))")
    }
    middle += dice.within(-12...12) + (kind == .trending ? 1 : 0)
    if dice.once(in: 200) { middle += dice.within(-200...200) }
    let old = (bids, asks)
    bids = levels(-1)
    asks = levels(1)
    for (p, _) in old.0 where !bids.contains(where: { $0.0 == p }) { say("L,B,\(p),0") }
    for (p, _) in old.1 where !asks.contains(where: { $0.0 == p }) { say("L,A,\(p),0") }
    for (p, q) in bids { say("L,B,\(p),\(q)") }
    for (p, q) in asks { say("L,A,\(p),\(q)") }
  }
}
