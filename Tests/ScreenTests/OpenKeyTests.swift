import Market
import Testing
import Venue

@testable import Engine
@testable import Screen

@Suite("Console: keys for opens and for leaving") struct OpenKeyTests {
  private func console(_ snapshot: Snapshot = Sample.busy()) -> Console {
    var console = Console()
    _ = console.settled(snapshot, .small)
    return console
  }

  private func lines(
    _ console: Console, _ snapshot: Snapshot = Sample.busy(),
    _ status: SessionStatus = Sample.status
  ) -> [String] {
    console.draw(snapshot, status, size: .small).lines
  }

  /// The first live buy of the sample: 61220.4.
  private var open: PendingOpenView { Sample.busy().pendingOpens[0] }

  @Test("CONSOLE-04 CONSOLE-05 An open is taken up, carried to a price, shown, and then moved")
  func move() throws {
    var console = console()
    let move = Command.moveOrder(open.id, Price(ticks: 611_800))

    #expect(try console.press("2", "w").isEmpty)
    #expect(console.view.focus == .ladder && console.view.ladder.cursor == open.price)
    #expect(try console.press("w").isEmpty, "not yet moved anywhere")
    #expect(lines(console)[22].trimmed.hasPrefix("it is already there"))
    #expect(try console.press("down", "down").isEmpty)
    #expect(
      lines(console)[22].trimmed
        == "moving buy 0.002 @ 61220.4 to 61180.0: w confirm, esc keep")
    #expect(try console.press("w") == [.preview(move)])
    var preview = CommandPreview()
    preview.side = .buy
    preview.quantity = Quantity(steps: 2)
    console.show(preview, for: move)
    let shown = lines(console)
    for text in [
      "moves buy 0.002 from 61220.4 to 61180.0",
      "it is cancelled; once that is done the rest is placed there",
      "its rung stays empty until a re-anchors the grid",
    ] { #expect(shown.contains { $0.contains(text) }, "\(text)") }
    _ = console.settled(Sample.busy(), .small)
    #expect(try console.press("y") == [.command(move)])
    #expect(console.view.carried == nil)
  }

  @Test("CONSOLE-04 What can't be moved, or not there, says why; esc lets an order be")
  func moveRefused() throws {
    var console = console()
    _ = try console.press("2", "w", "esc")
    #expect(console.view.carried == nil)
    #expect(lines(console)[22].trimmed == "the order stays where it is")

    _ = try console.press("2", "w", "up", "up")
    #expect(try console.press("w").isEmpty)
    #expect(lines(console)[22].contains("would cross (ask 61250.6); choose a price that rests"))

    var gone = Sample.busy()
    gone.pendingOpens.removeFirst()
    #expect(try console.press("w", on: gone).isEmpty)
    #expect(lines(console, gone)[22].trimmed == "the order you were moving has ended")

    console = self.console()
    var frozen = Sample.busy()
    frozen.control.freezes = [Sample.freeze]
    _ = try console.press("2", "w", "down", "down", on: frozen)
    #expect(try console.press("w", on: frozen).isEmpty)
    let words = "frozen by the operator: no entries until U unfreezes"
    #expect(lines(console, frozen)[22].trimmed == words)
  }

  @Test("CONSOLE-05 What the engine would refuse by now is not sent, and the reason is said")
  func refusedByEngine() throws {
    var console = console()
    let move = Command.moveOrder(open.id, Price(ticks: 611_800))
    _ = try console.press("2", "w", "down", "down", "w")
    var preview = CommandPreview()
    preview.refusal = Reason(.notLiveOpen)
    console.show(preview, for: move)

    #expect(
      lines(console).contains { $0.contains("NOT_LIVE_OPEN: no live entry order has that id") })
    #expect(try console.press("y").isEmpty)
  }

  @Test("CONSOLE-04 Repricing says how many attempts are off their place")
  func reprice() throws {
    var console = console()
    #expect(try console.press("Q") == [.preview(.reprice)])
    var preview = CommandPreview()
    preview.opensToCancel = 1
    preview.opensToPlace = 3
    console.show(preview, for: .reprice)
    let shown = lines(console)

    #expect(shown.contains { $0.contains("cancels and re-sends 1 attempt at the current price") })
    #expect(shown.contains { $0.contains("restores 2 manually cancelled rungs") })
    _ = console.settled(Sample.busy(), .small)
    #expect(try console.press("y") == [.command(.reprice)])
  }

  @Test("ORDER-10 CONSOLE-05 The side that lags is completed after the stronger key")
  func complete() throws {
    var console = console()
    #expect(try console.press("I") == [.preview(.complete(.sell))], "the lots are long")
    console.show(Sample.flattenPreview, for: .complete(.sell))
    let shown = lines(console)
    for text in [
      "Complete the sell side", "cancels 8 entries; no new ones until done",
      "sells 0.005: rests at the best price first,", "sweeps 2 levels", "fee 0.1531",
    ] { #expect(shown.contains { $0.contains(text) }, "\(text)") }
    _ = console.settled(Sample.busy(), .small)
    #expect(try console.press("y").isEmpty)
    #expect(try console.press("!") == [.command(.complete(.sell))])

    var flat = Sample.busy()
    flat.lots = []
    #expect(try console.press("I", on: flat).isEmpty)
  }

  @Test("RISK-04 The whole account is flattened by a key of its own, which says what is not ours")
  func flattenAccount() throws {
    var snapshot = Sample.busy()
    snapshot.account.position = Position(steps: 9)
    var console = console(snapshot)
    _ = try console.press("F", on: snapshot)
    console.show(Sample.flattenPreview, for: .flatten)
    #expect(
      lines(console, snapshot).contains {
        $0.contains("+0.004 of the account is not Rung's and stays (W closes it too)")
      })
    _ = try console.press("esc", on: snapshot)
    #expect(try console.press("W", on: snapshot) == [.preview(.flattenAccount)])
    console.show(Sample.flattenPreview, for: .flattenAccount)
    #expect(
      lines(console, snapshot).contains { $0.contains("+0.004 of it is NOT FROM RUNG'S LOTS") })
    _ = console.settled(snapshot, .small)
    #expect(try console.press("!", on: snapshot) == [.command(.flattenAccount)])
  }

  // MARK: Leaving

  @Test("OPEN-14 Leaving asks about lots whose stop is only watched, and says the configured way")
  func asks() throws {
    var snapshot = Sample.busy()
    snapshot.shutdown.watchedLots = [PositionID(12), PositionID(13)]
    var status = Sample.status
    status.wayOut = .flatten
    var console = console(snapshot)

    #expect(try console.press("q", on: snapshot, status: status) == [.preview(.flatten)])
    console.show(Sample.flattenPreview, for: .flatten)
    let shown = lines(console, snapshot, status)
    for text in [
      "sells 0.005 at the market first (session.on_exit: flatten)",
      "the stops of lots #12 #13 are not at the venue and end with Rung",
    ] { #expect(shown.contains { $0.contains(text) }, "\(text)") }
    status.wayOut = .keep
    #expect(try console.press("esc", "q", on: snapshot, status: status).isEmpty)
    #expect(
      lines(console, snapshot, status).contains {
        $0.contains("every order is left as it is (session.on_exit: keep)")
      })
  }

  @Test("OPEN-14 While leaving, the screen says what is awaited; only looking and forcing are left")
  func awaits() throws {
    var snapshot = Sample.busy()
    snapshot.pendingOpens = Array(snapshot.pendingOpens.prefix(2))
    snapshot.shutdown.phase = .closing
    snapshot.shutdown.unsettled = snapshot.pendingOpens.map(\.id)
    snapshot.shutdown.deadline = Sample.before(-4)
    var status = Sample.status
    status.leaving = .closing
    var console = console(snapshot)
    let shown = lines(console, snapshot, status)

    #expect(shown[2].hasPrefix(" LEAVING: awaits 2 entries, at most 4.0 s (q leaves at once)"))
    #expect(
      shown[22].hasPrefix(
        " awaited: buy 0.002 @ 61220.4 confirmed, buy 0.003 @ 61189.8 working"))
    #expect(try console.press("F", "X", "f", "b", "n", on: snapshot, status: status).isEmpty)
    #expect(lines(console, snapshot, status)[22].trimmed == "leaving; q leaves at once")
    #expect(try console.press("ctrl-c", on: snapshot, status: status) == [.quit])
  }
}

@Test("CONSOLE-01 The footer names the keys of what has the focus, of leaving and of moving")
func footerKeys() throws {
  var console = Console()
  let snapshot = Sample.busy()
  func footer(_ status: SessionStatus = Sample.status) -> String {
    console.draw(snapshot, status, size: .small).lines[23]
  }
  _ = console.settled(snapshot, .small)
  _ = try console.press("2")
  #expect(footer().contains("x/w cancel/move one"))
  _ = try console.press("3")
  #expect(footer().contains("c close lot"))
  _ = try console.press("2", "w")
  #expect(footer().hasPrefix(" w move it there  esc keep it"))
  var status = Sample.status
  status.leaving = .closing
  #expect(footer(status).hasPrefix(" q leave at once"))
}

@Test("METRIC-03 Attempts are among the log's orders, quitting among what was switched")
func filters() {
  #expect(LogFilter.orders.shows(.attemptTimedOut) && LogFilter.orders.shows(.takerSent))
  #expect(LogFilter.control.shows(.quitStarted) && LogFilter.problems.shows(.quitTimedOut))
  for tag in LogEntry.Tag.allCases { #expect(LogFilter.all.shows(tag)) }
}
