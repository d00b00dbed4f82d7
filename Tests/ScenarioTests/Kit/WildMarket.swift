import Foundation
import Market
import SimulatedVenue

/// A made-up market as a text tape: it walks, jumps, wicks, crosses itself for a moment, falls
/// silent, loses a side, and is told anew, all from a seed. Where it has a mark price, that lags, lies
/// between ticks, jumps and falls silent.
struct WildMarket {
  /// What the tape is like.
  struct Style {
    var updates = 300
    var start: Int64 = 10_000
    /// The most the middle moves in one update, in ticks.
    var pace: Int64 = 4
    var hasDepth = true
    var minimumNotional: Int64 = 0
    var makerFee = "1.5"
    var takerFee = "4.5"
    /// Whether the book may cross, vanish or go silent.
    var isRough = true
    var hasMarks = false
  }

  private var dice: Dice
  /// The mark price has its own, so that the same seed makes the same market without it.
  private var markDice: Dice
  /// The middle of a few updates ago, and until when no mark price is told.
  private var oldMiddles: [Int64] = []
  private var markIsSilentUntil: Int64 = 0
  private let style: Style
  private var middle: Int64
  private var time: Int64 = 1_000_000_000
  private var number = 0
  private var bids: [Int64: Int64] = [:]
  private var asks: [Int64: Int64] = [:]
  private var lines: [String] = []

  static func tape(_ style: Style, seed: UInt64) throws -> Tape {
    var market = WildMarket(style, seed: seed)
    for _ in 0..<style.updates { market.update() }
    return try tape(of: market.text)
  }

  /// The tape of a text, by way of a file.
  static func tape(of text: String) throws -> Tape {
    let path = NSTemporaryDirectory() + "/rung-wild-\(UUID().uuidString).csv"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    defer { unlink(path) }
    return try Tape.load(path: path)
  }

  init(_ style: Style, seed: UInt64) {
    self.style = style
    dice = Dice(seed)
    markDice = Dice(seed &+ 0x4D41_524B)
    middle = style.start
    bids = levels(.buy)
    asks = levels(.sell)
    begin()
    snapshot()
  }

  var text: String {
    WildMarket.header(style) + lines.joined(separator: "\n") + "\n"
  }

  static func header(_ style: Style) -> String {
    """
    # format: tape v1
    # symbol: WILD
    # venue: made-up
    # tick: 1
    # step: 1
    # min-notional: \(style.minimumNotional)
    # maker-fee-bps: \(style.makerFee)
    # taker-fee-bps: \(style.takerFee)
    # columns: ts_ns,msg,kind,side,price,size

    """
  }

  private mutating func begin() {
    time += dice.once(in: 12) ? 0 : dice.within(1...400_000_000)
    if style.isRough, dice.once(in: 60) { time += dice.within(1...40) * 1_000_000_000 }
    number += 1
  }

  private mutating func say(_ rest: String) { lines.append("\(time),\(number),\(rest)") }

  private mutating func update() {
    begin()
    if style.hasMarks { tellMark() }
    if style.isRough, dice.once(in: 50) { return cross() }
    if style.isRough, dice.once(in: 70) { return loseSide() }
    move()
    if dice.once(in: 3) { trade() }
    let (newBids, newAsks) = (levels(.buy), levels(.sell))
    if style.hasDepth, dice.once(in: 40) {
      (bids, asks) = (newBids, newAsks)
      return snapshot()
    }
    show(newBids, newAsks)
    if dice.once(in: 6) { trade() }
  }

  private mutating func tellMark() {
    oldMiddles.append(middle)
    if markDice.once(in: 40) {
      markIsSilentUntil = time + markDice.within(1...20) * 1_000_000_000
    }
    guard time >= markIsSilentUntil, !markDice.once(in: 3) else { return }
    let lag = Int(markDice.within(1...6))
    var mark = oldMiddles[max(0, oldMiddles.count - lag)] + markDice.within(-3...3)
    if markDice.once(in: 50) { mark += markDice.within(-40...40) }
    let fraction = markDice.pick(["", ".5", ".000000001", ".999999999", ".25"])
    say("M,,\(max(1, mark))\(fraction),")
  }

  private mutating func move() {
    middle += dice.within(-style.pace...style.pace)
    if dice.once(in: 40) { middle += dice.within(-12...12) * style.pace }
    middle = max(3, middle)
  }

  /// Trades of either side; a wick goes far beyond the best.
  private mutating func trade() {
    for _ in 0...dice.below(3) {
      let buys = dice.once(in: 2)
      let reach = dice.once(in: 15) ? dice.within(5...40) : dice.below(3)
      let price = max(1, middle + (buys ? reach : -reach))
      say("T,\(buys ? "B" : "S"),\(price),\(dice.within(1...40))")
    }
  }

  private mutating func levels(_ side: Side) -> [Int64: Int64] {
    guard style.hasDepth else {
      let best = middle - side.sign * dice.within(1...2)
      return best > 0 ? [best: dice.within(1...30)] : [1: 5]
    }
    var levels: [Int64: Int64] = [:]
    for away in 1...dice.within(3...12) {
      let price = middle - side.sign * away
      if price > 0, !dice.once(in: 5) { levels[price] = dice.within(1...30) }
    }
    levels[side == .buy ? max(1, middle - 1) : middle + 2] = dice.within(1...30)
    return levels
  }

  /// Shows another book, as changes of this one.
  private mutating func show(_ newBids: [Int64: Int64], _ newAsks: [Int64: Int64]) {
    change("B", bids, newBids)
    change("A", asks, newAsks)
    (bids, asks) = (newBids, newAsks)
  }

  private mutating func change(_ side: String, _ old: [Int64: Int64], _ new: [Int64: Int64]) {
    guard style.hasDepth else {
      for (price, size) in new { say("Q,\(side),\(price),\(size)") }
      return
    }
    for price in Set(old.keys).union(new.keys).sorted() where old[price] != new[price] {
      say("L,\(side),\(price),\(new[price] ?? 0)")
    }
  }

  private mutating func snapshot() {
    if style.hasDepth { say("C,,,") }
    change("B", [:], bids)
    change("A", [:], asks)
  }

  /// For one update the bid stands above the ask, or on it.
  private mutating func cross() {
    let best = asks.keys.min() ?? middle
    var crossed = bids
    crossed[best + dice.below(3)] = 5
    if style.hasDepth {
      show(crossed, asks)
    } else {
      show([best + dice.below(3): 5], asks)
    }
  }

  private mutating func loseSide() {
    guard style.hasDepth else { return say("Q,A,\(asks.keys.min() ?? middle),0") }
    if dice.once(in: 2) { show([:], asks) } else { show(bids, [:]) }
    if bids.isEmpty, asks.isEmpty { say("C,,,") }
  }
}
