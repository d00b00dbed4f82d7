import Engine
import Market
import Playback
import Testing

@testable import Screen

@Suite("Console: time, view and input") struct ConsoleViewTests {
  private func console(_ themes: [String] = []) -> Console {
    var console = Console(themes: themes)
    _ = console.settled(Sample.busy(), .small)
    return console
  }

  private func message(_ console: Console, _ status: SessionStatus = Sample.status) -> String {
    console.draw(Sample.busy(), status, size: .small).lines[22].trimmed
  }

  // MARK: Time

  @Test("CONSOLE-08 Step keys ask for each unit both ways; a running session pauses first")
  func steps() throws {
    var paused = Sample.status
    paused.isPaused = true
    var console = console()

    #expect(try console.press("n") == [.run(false), .step(.event, .forward)])
    #expect(
      try console.press("n", "p", "N", "P", "o", "O", "e", "E", status: paused) == [
        .step(.event, .forward), .step(.event, .back), .step(.decision, .forward),
        .step(.decision, .back), .step(.fill, .forward), .step(.fill, .back),
        .step(.reject, .forward), .step(.reject, .back),
      ])
  }

  @Test("A live run can't be stepped, paused or made faster, and the console says so")
  func liveRun() throws {
    var console = console()
    var status = Sample.status
    status.canStep = false

    #expect(try console.press("n", status: status).isEmpty)
    #expect(message(console) == "a live run can't be stepped; its journal can")
    #expect(try console.press("r", status: status).isEmpty)
    #expect(message(console) == "a live run can't be paused; freeze stops its entries")
    #expect(try console.press("+", status: status).isEmpty)
    #expect(message(console) == "the venue sets the pace of a live run")
  }

  @Test("A step that can't be made says why")
  func noStep() throws {
    var console = console()
    var status = Sample.status
    status.atEnd = true
    status.canStepBack = false

    #expect(try console.press("n", status: status).isEmpty)
    #expect(message(console) == "the tape has nothing after this")
    #expect(try console.press("p", status: status).isEmpty)
    #expect(message(console) == "there is nothing before this")
    #expect(try console.press("r", status: status).isEmpty)
    status.canStep = false
    #expect(try console.press("n", ":", status: status).isEmpty)
    #expect(message(console) == "a live run can't jump to another time; its journal can")
  }

  @Test("Run, pause and speed follow what the session says")
  func speeds() throws {
    var console = console()
    var paused = Sample.status
    paused.isPaused = true
    var fastest = Sample.status
    fastest.speed = .max

    #expect(try console.press("r") == [.run(false)])
    #expect(try console.press("r", status: paused) == [.run(true)])
    #expect(
      try console.press("+", "-", "m") == [
        .speed(.times(100)), .speed(.times(1)), .speed(.max),
      ])
    #expect(try console.press("+", "m", status: fastest).isEmpty)
    #expect(try console.press("-", status: fastest) == [.speed(.times(100))])
    #expect(Speed.times(37).faster == .times(100) && Speed.times(37).slower == .times(10))
  }

  @Test("CONSOLE-08 A jump is typed, checked, and made; a wrong time stays to be corrected")
  func jump() throws {
    var console = console()

    #expect(try console.press(":", "1", "3", ":", "0", "x", "enter").isEmpty)
    #expect(message(console).hasPrefix("Jump to: 13:0x_  \"13:0x\" is not a time: HH:MM:SS"))
    #expect(
      try console.press("backspace", "5", "enter") == [
        .jump(Instant(nanoseconds: 1_723_122_300_000_000_000))
      ])
    #expect(message(console) == "jump to 2024-08-08 13:05:00.000")
  }

  @Test("Keys typed into a prompt are text: none of them trades, and esc leaves")
  func prompt() throws {
    var console = console()

    #expect(try console.press(":", "f", "F", "X", "q", "b").isEmpty)
    #expect(message(console).hasPrefix("Jump to: fFXqb_"))
    #expect(try console.press("esc").isEmpty)
    #expect(message(console) == "lot #12: long 0.003 @ 61251.0")
  }

  // MARK: Input

  @Test("CONSOLE-05 Pasted text is never a command; at a prompt it is text")
  func paste() throws {
    var console = console()
    let hostile = "FYq\u{1B}[31m\r\n"

    #expect(
      console.handle(.paste(hostile), snapshot: Sample.busy(), status: Sample.status).isEmpty)
    #expect(message(console) == "pasted text is not taken as commands")
    _ = try console.press(":")
    _ = console.handle(
      .paste(String(repeating: "1", count: 99) + hostile), snapshot: Sample.busy(),
      status: Sample.status)
    #expect(message(console).hasPrefix("Jump to: " + String(repeating: "1", count: 40) + "_"))
  }

  @Test(
    "CONSOLE-05 A burst of keys moves at most the cursor; commands in it are dropped and counted")
  func burst() throws {
    var console = console()
    let keys = try ["down", "F", "!", "X", "q", "down"].map { try Key(name: $0) }

    #expect(console.handle(.keys(keys), snapshot: Sample.busy(), status: Sample.status).isEmpty)
    #expect(message(console) == "4 keys came at once: taken as pasted text, not as commands")
    #expect(console.view.ladder.cursor == Price(ticks: 612_000))
  }

  @Test("CONSOLE-05 An answer read together with its question is refused, frame between or not")
  func answerBeforeReading() throws {
    var console = console()
    let snapshot = Sample.busy()
    func press(_ name: String) throws -> [ConsoleRequest] {
      console.handle(.key(try Key(name: name)), snapshot: snapshot, status: Sample.status)
    }
    let preview = try press("F")
    console.show(CommandPreview(), for: .flatten)
    _ = console.settle(on: snapshot, size: .small, keysAreWaiting: true)

    #expect(preview == [.preview(.flatten)])
    #expect(try press("!").isEmpty)
    #expect(message(console) == "too fast: read the question, then press again")
    _ = console.settle(on: snapshot, size: .small)
    #expect(try press("!") == [.command(.flatten)])
  }

  @Test("One key held down steps on, however fast it repeats")
  func heldKey() throws {
    var console = console()
    let keys = Array(repeating: Key.character("n"), count: 9)
    var paused = Sample.status
    paused.isPaused = true
    let requests = console.handle(.keys(keys), snapshot: Sample.busy(), status: paused)

    #expect(requests == Array(repeating: .step(.event, .forward), count: 9))
  }

  @Test("Esc closes what lies on top and nothing else: it neither quits nor trades")
  func escape() throws {
    for overlay in ["", "?", "F", "X", "q", ":", "g", "v"] {
      var console = console()
      if !overlay.isEmpty { _ = try console.press(overlay) }

      #expect(try console.press("esc", "esc", "esc").isEmpty)
      #expect(console.view.overlay == .none && console.view.prefix.isEmpty)
    }
  }

  @Test("A prefix shows what may follow; a key that may not is named")
  func prefix() throws {
    var console = console()

    _ = try console.press("g")
    #expect(message(console) == "g Go to:  g top  e bottom  b best bid  a best ask  t jump")
    _ = try console.press("x")
    #expect(message(console) == "\"g x\" is not bound; ? shows the keys")
  }

  // MARK: View

  @Test("The focus goes round the panels and says where it is; the footer has that panel's keys")
  func focus() throws {
    var console = console()
    var seen: [Panel] = []
    for _ in Panel.focusable {
      seen.append(console.view.focus)
      _ = try console.press("tab")
    }

    #expect(seen == Panel.focusable && console.view.focus == .ladder)
    _ = try console.press("6")
    let screen = console.draw(Sample.busy(), Sample.status, size: .small)
    #expect(screen.text.contains("▶ Log"))
    #expect(screen.lines[23].contains("/ filter"))
    #expect(!screen.lines[23].contains("b/s order"))
  }

  @Test("CONSOLE-06 The footer's keys come from the keymap in force")
  func footer() throws {
    let keymap = Keymap.load(#"{ "normal": { "w": "run.toggle", "r": "none" } }"#, file: "").0
    var console = Console(keymap: keymap)

    #expect(console.picture(Sample.busy()).lines[23].contains("w run"))
  }

  @Test("An enlarged panel has the whole width, and back")
  func enlarge() throws {
    var console = console()
    _ = try console.press("3", "v")
    let screen = console.draw(Sample.busy(), Sample.status, size: .small)

    #expect(screen.lines[3].hasPrefix("▶ Lots"))
    #expect(!screen.text.contains(" Ladder "))
    _ = try console.press("v")
    #expect(console.draw(Sample.busy(), Sample.status, size: .small).text.contains(" Ladder "))
  }

  @Test("A filtered log says that it is filtered")
  func filter() throws {
    var console = console()
    _ = try console.press("6", "/")
    let text = console.draw(Sample.busy(), Sample.status, size: .small).text

    #expect(text.contains("Log ONLY fills"))
    #expect(text.contains("FILL") && !text.contains("REJECT"))
  }

  @Test("The help scrolls to its end and shows every sign")
  func help() throws {
    var console = console()
    _ = try console.press("?", "end")
    let screen = console.draw(Sample.busy(), Sample.status, size: .small)

    #expect(screen.text.contains("last trade, lower than the one before"))
    #expect(!screen.text.contains(" more "))
    _ = try console.press("up")
    #expect(console.draw(Sample.busy(), Sample.status, size: .small).text.contains("▼ 1 more"))
  }

  @Test("A list scrolled to its end goes back at the first key")
  func scrollEnds() throws {
    for panel in ["5", "?"] {
      var console = console()
      _ = try console.press(panel, "end")
      let end = console.draw(Sample.busy(), Sample.status, size: .small).text
      _ = try console.press("up")

      #expect(console.draw(Sample.busy(), Sample.status, size: .small).text != end)
    }
  }

  @Test("CONSOLE-07 A theme is switched while running, round the list")
  func themes() throws {
    var console = console(["dark", "light"])

    #expect(try console.press("t", "t") == [.theme("light"), .theme("dark")])
    var single = self.console(["dark"])
    #expect(try single.press("t").isEmpty)
    #expect(message(single) == "there is no other theme")
  }

  @Test("The line at the bottom says why the rung under the cursor is as it is")
  func whyHere() throws {
    var console = console()
    _ = try console.press("home")
    #expect(
      message(console) == "sell rung 3 @ 61342.8 » in flight: WANTED: the grid wants it as level 3"
    )
    _ = try console.press("g", "b", "down")
    #expect(
      message(console)
        == "1 of 2 here (tab): buy rung 1 @ 61220.4 ● confirmed: WANTED: the grid wants i…")
  }

  @Test("A click selects a price or a panel and never trades; without the mouse it does nothing")
  func mouse() throws {
    var console = console()
    func click(_ row: Int, _ column: Int) -> [ConsoleRequest] {
      console.handle(
        .mouse(MouseEvent(.press(.left), row: row, column: column)), snapshot: Sample.busy(),
        status: Sample.status)
    }

    #expect(click(6, 10).isEmpty && console.view.ladder.cursor == Price(ticks: 612_400))
    #expect(try console.press("M") == [.mouse(true)])
    #expect(click(6, 10).isEmpty)
    #expect(console.view.ladder.cursor == Price(ticks: 613_400))
    #expect(click(3, 60).isEmpty)
    #expect(console.view.focus == .lots)
    #expect(click(20, 10).isEmpty)
    #expect(console.view.focus == .log)
  }

  @Test("The wheel scrolls the panel under it")
  func wheel() throws {
    var console = console()
    _ = try console.press("M")
    let wheel = ConsoleEvent.mouse(MouseEvent(.wheelDown, row: 8, column: 10))

    #expect(console.handle(wheel, snapshot: Sample.busy(), status: Sample.status).isEmpty)
    #expect(console.view.ladder.cursor == Price(ticks: 611_800))
  }

  @Test("On a screen too small to show a question nothing dangerous can be answered")
  func blind() throws {
    var console = console()
    _ = try console.press("F")
    console.show(Sample.flattenPreview, for: .flatten)
    _ = console.settle(on: Sample.busy(), size: ScreenSize(columns: 30, rows: 8))

    #expect(try console.press("!", "y", "enter").isEmpty)
    #expect(try console.press("esc", "F", "X", "b", "q", "!") == [.preview(.quit)])
    #expect(try console.press("esc", "f") == [.command(.freeze)])
    #expect(try console.press("q", "y") == [.preview(.quit), .quit])
  }

  @Test("A message goes away by itself; a new notice of the session is told")
  func messages() {
    var console = console()
    console.tell("written to screen.txt")
    #expect(message(console) == "written to screen.txt")
    var status = Sample.status
    status.notices = ["the tape has a gap"]
    _ = console.handle(.tick(elapsedNanoseconds: 1), snapshot: Sample.busy(), status: status)
    #expect(message(console, status) == "the tape has a gap")
    _ = console.handle(
      .tick(elapsedNanoseconds: 9_000_000_000), snapshot: Sample.busy(), status: status)
    #expect(message(console, status) == "lot #12: long 0.003 @ 61251.0")
  }
}
