import Engine
import Market
import Testing

@testable import Screen

@Suite("Console: trading keys") struct ConsoleTradingTests {
  private func console(_ snapshot: Snapshot = Sample.busy()) -> Console {
    var console = Console()
    _ = console.settled(snapshot, .small)
    return console
  }

  private func message(_ console: Console, _ snapshot: Snapshot = Sample.busy()) -> String {
    let lines = console.draw(snapshot, Sample.status, size: .small).lines
    return lines[22].trimmed
  }

  @Test("CONSOLE-04 Pausing a side and taking it back is one key")
  func pauses() throws {
    var console = console()
    var paused = Sample.busy()
    paused.control.isPausedBuy = true
    paused.control.isPausedSell = true

    #expect(try console.press("[", "]") == [.command(.pause(.buy)), .command(.pause(.sell))])
    #expect(
      try console.press("[", "]", on: paused)
        == [.command(.unpause(.buy)), .command(.unpause(.sell))])
  }

  @Test("CONSOLE-05 Freezing never asks, whatever is open on the screen but a text being typed")
  func freeze() throws {
    for overlay in ["", "F", "X", "?"] {
      var console = console()
      if !overlay.isEmpty { _ = try console.press(overlay) }

      #expect(try console.press("f") == [.command(.freeze)], "over \(overlay)")
    }
  }

  @Test("While a flatten is carried out it can't be unfrozen or begun again")
  func duringFlatten() throws {
    var console = console()
    var snapshot = Sample.busy()
    snapshot.control.freezes = [Freeze(.flatten, at: Sample.time)]
    snapshot.control.flatten = .reducing

    #expect(try console.press("U", on: snapshot).isEmpty)
    #expect(
      message(console) == "a flatten is running: entries stay frozen until it is done")
    #expect(try console.press("F", on: snapshot).isEmpty)
    #expect(message(console) == "a flatten is already running")
  }

  @Test("CONSOLE-05 Flatten shows what it will do and wants the stronger key")
  func flatten() throws {
    var console = console()

    #expect(try console.press("F") == [.preview(.flatten)])
    #expect(dialog(console).contains("working out what it would do…"))
    #expect(try console.press("!") == [.preview(.flatten)], "nothing is known yet")
    console.show(Sample.flattenPreview, for: .flatten)
    #expect(
      dialog(console) == """
        ┌─ Flatten: close the position at the market ───────────┐
        │                                                       │
        │  cancels 8 entries and 1 exit                         │
        │  sells 0.005 at the market                            │
        │  sweeps 2 levels of the shown book, at worst 61250.3  │
        │  slippage 0.0012 against the mid, fee 0.1531          │
        │  entries stay frozen afterwards                       │
        │                                                       │
        │  ! confirms; esc changes nothing                      │
        │                                                       │
        └───────────────────────────────────────────────────────┘
        """)
    #expect(try console.press("y", "enter", "Y", "n").isEmpty)
    #expect(try console.press("!").isEmpty, "closed by n")
    #expect(try console.press("F") == [.preview(.flatten)])
    console.show(Sample.flattenPreview, for: .flatten)
    #expect(try console.press("!") == [.command(.flatten)])
    #expect(try console.press("!").isEmpty)
  }

  @Test(
    "CONSOLE-05 What can't be known of a flatten is said to be unknown; what can't be filled is said"
  )
  func flattenUnknown() throws {
    var console = console()
    var preview = Sample.flattenPreview
    preview.slippage = nil
    preview.fee = nil
    preview.unfillable = Quantity(steps: 2)
    preview.naked = Quantity(steps: 3)
    preview.legsToCancel = 0
    preview.levelsSwept = 1

    _ = try console.press("F")
    console.show(preview, for: .flatten)

    #expect(
      dialog(console) == """
        ┌─ Flatten: close the position at the market ──────────┐
        │                                                      │
        │  cancels 8 entries                                   │
        │  sells 0.005 at the market                           │
        │  sweeps 1 level of the shown book, at worst 61250.3  │
        │  slippage unknown against the mid, fee unknown       │
        │  the shown book can't fill 0.002                     │
        │  leaves 0.003 without an exit until then             │
        │  entries stay frozen afterwards                      │
        │                                                      │
        │  ! confirms; esc changes nothing                     │
        │                                                      │
        └──────────────────────────────────────────────────────┘
        """)
  }

  @Test(
    "CONSOLE-05 Cancel-all shows each scope's reach before it is confirmed; exits want the stronger key"
  )
  func cancelAll() throws {
    var console = console()
    var preview = CommandPreview()
    preview.opensToCancel = 8

    #expect(try console.press("X") == [.preview(.cancelAll(.opens))])
    console.show(preview, for: .cancelAll(.opens))
    #expect(
      dialog(console) == """
        ┌─ Cancel all ─────────────────────────┐
        │                                      │
        │  ▶ all entries                       │
        │    buys                              │
        │    sells                             │
        │    exits                             │
        │                                      │
        │  cancels 8 entries                   │
        │  freezes entries until you unfreeze  │
        │                                      │
        │  y confirms; esc changes nothing     │
        │                                      │
        └──────────────────────────────────────┘
        """)
    #expect(
      try console.press("down", "j", "tab") == [
        .preview(.cancelAll(.side(.buy))), .preview(.cancelAll(.side(.sell))),
        .preview(.cancelAll(.legs)),
      ])
    console.show(preview, for: .cancelAll(.opens))
    #expect(try console.press("!") == [.preview(.cancelAll(.legs))], "that preview was another's")
    preview.legsToCancel = 1
    preview.naked = Quantity(steps: 3)
    console.show(preview, for: .cancelAll(.legs))
    #expect(dialog(console).contains("leaves 0.003 NAKED"))
    #expect(try console.press("y").isEmpty)
    #expect(try console.press("!") == [.command(.cancelAll(.legs))])
  }

  @Test("CONSOLE-05 An answer can't come before the question was on the screen")
  func answerBeforeTheQuestion() throws {
    var console = console()
    for name in ["X", "y", "enter"] {
      let event = ConsoleEvent.key(try Key(name: name))
      let requests = console.handle(event, snapshot: Sample.busy(), status: Sample.status)
      #expect(requests == (name == "X" ? [.preview(.cancelAll(.opens))] : []))
      console.show(CommandPreview(), for: .cancelAll(.opens))
    }

    #expect(try console.press("y") == [.command(.cancelAll(.opens))])
  }

  @Test("An open question asks anew what it would do while the market moves")
  func refreshes() throws {
    var console = console()
    _ = try console.press("F")

    let requests = [200, 200, 200, 200].flatMap { milliseconds in
      console.handle(
        .tick(elapsedNanoseconds: milliseconds * 1_000_000), snapshot: Sample.busy(),
        status: Sample.status)
    }

    #expect(requests == [.preview(.flatten)])
  }

  @Test("CONSOLE-04 A manual order rests at the selected price")
  func manual() throws {
    var console = console()

    #expect(
      try console.press("down", "b") == [.command(.placeManual(.buy, Price(ticks: 612_200)))])
    #expect(
      try console.press("up", "up", "s") == [.command(.placeManual(.sell, Price(ticks: 612_600)))])
    #expect(
      try console.press("g", "b", "b") == [.command(.placeManual(.buy, Price(ticks: 612_505)))])
  }

  @Test("A manual order that can't go out says why")
  func manualRefused() throws {
    var frozen = Sample.busy()
    frozen.control.freezes = [Sample.freeze]
    var paused = Sample.busy()
    paused.control.isPausedBuy = true
    var stale = Sample.busy()
    stale.market.condition = .stale
    stale.market.bookAgeNanoseconds = 4_000_000_000
    let cases: [([String], Snapshot, String)] = [
      (
        ["up", "up", "b"], Sample.busy(),
        "a buy @ 61280.0 would cross (ask 61250.6); choose a price that rests"
      ),
      (
        ["down", "s"], Sample.busy(),
        "a sell @ 61220.0 would cross (bid 61250.5); choose a price that rests"
      ),
      (["b"], frozen, "frozen by the operator: no entries until U unfreezes"),
      (["b"], paused, "the buy side is paused"),
      (["b"], stale, "the book is stale (4.0 s old)"),
    ]

    for (keys, snapshot, reason) in cases {
      var console = console()
      let requests = try keys.flatMap { try console.press($0, on: snapshot) }
      #expect(requests.isEmpty)
      #expect(message(console) == reason)
    }
  }

  @Test("CONSOLE-03 A manual order never goes to a price that is off the screen")
  func manualOffScreen() throws {
    var console = console()
    var far = Sample.busy(bid: 650_000, ask: 650_001)
    far = console.settled(far, .small)

    #expect(try console.press("b", on: far).isEmpty)
    #expect(
      message(console, far) == "the selected price 61240.0 is off the screen; move the cursor first"
    )
  }

  @Test("What there is nothing to do for says so")
  func nothingToDo() throws {
    let reasons = [
      ("F", "nothing to flatten: no position and no orders"),
      ("X", "nothing to cancel: no entries and no exits are live"), ("A", "there are no alarms"),
    ]
    for (key, reason) in reasons {
      var console = console(Sample.quoted())
      #expect(try console.press(key, on: Sample.quoted()).isEmpty)
      #expect(message(console, Sample.quoted()) == reason)
    }
  }

  @Test("CONSOLE-05 A read-only console sends no command at all")
  func readOnly() throws {
    var status = Sample.status
    status.isReadOnly = true
    for action in Action.allCases where action.facts.group == .trading {
      var console = console()
      if action == .resume { console.openRestart() }
      let context: KeyContext = action == .resume ? .restart : .ladder
      let key = try #require(Keymap.shipped.keys(for: action, in: context).first)

      #expect(try console.press(key, status: status).isEmpty)
      #expect(message(console) == "read-only: this console watches and sends no commands")
    }
  }

  @Test("Quitting asks while anything is open and says what remains; else it leaves")
  func quit() throws {
    var console = console()

    #expect(try console.press("q") == [.preview(.quit)])
    var preview = CommandPreview()
    preview.opensToCancel = 8
    console.show(preview, for: .quit)
    #expect(
      dialog(console) == """
        ┌─ Leave Rung ─────────────────────────────────────────────┐
        │                                                          │
        │  there are 8 entries, 2 lots, 1 exit; position +0.005    │
        │  cancels 8 entries, and waits for their outcomes         │
        │  DRY RUN: nothing remains at a venue, the run ends here  │
        │                                                          │
        │  y confirms; esc changes nothing                         │
        │                                                          │
        └──────────────────────────────────────────────────────────┘
        """)
    #expect(try console.press("esc").isEmpty)
    #expect(try console.press("ctrl-c", "y") == [.preview(.quit), .quit])
    var other = self.console(Sample.quoted())
    #expect(try other.press("q", on: Sample.quoted()) == [.quit])
  }

  /// The dialog alone, without what lies around it.
  private func dialog(_ console: Console) -> String {
    let lines = console.draw(Sample.busy(), Sample.status, size: .small).lines
    return lines.compactMap { line -> String? in
      guard let start = line.firstIndex(where: { "┌└│".contains($0) }),
        let end = line.lastIndex(where: { "┐┘│".contains($0) }), start < end
      else { return nil }
      return String(line[start...end])
    }.joined(separator: "\n")
  }
}

extension String {
  var trimmed: String {
    var rest = self[...]
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}
