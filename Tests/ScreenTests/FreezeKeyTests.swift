import Market
import Testing
import Venue

@testable import Engine
@testable import Screen

@Suite("Console: freezing, and lifting it") struct FreezeKeyTests {
  private static let foreign = Freeze(.foreignFill, at: Sample.before(118))

  private func frozen(_ freezes: [Freeze]) -> Snapshot {
    var snapshot = Sample.busy()
    snapshot.control.freezes = freezes
    return snapshot
  }

  private func lines(_ console: Console, _ snapshot: Snapshot) -> [String] {
    console.draw(snapshot, Sample.status, size: .small).lines
  }

  @Test(
    "CONSOLE-16 The freeze key only ever freezes: however often, and whoever froze before",
    arguments: [
      Freeze(.operatorAsked, at: Sample.time),
      Freeze(.cancelAll, at: Sample.before(5)),
      Freeze(.flatten, at: Sample.before(5)), foreign,
      Freeze(.cap, at: Sample.before(5)),
    ])
  func freezes(before: Freeze) throws {
    var console = Console()
    let snapshot = console.settled(frozen([before]), .small)

    #expect(try console.press("f", on: snapshot) == [.command(.freeze)])
    let second = ConsoleEvent.tick(elapsedNanoseconds: 2_000_000_000)
    _ = console.handle(second, snapshot: snapshot, status: Sample.status)
    #expect(try console.press("f", on: snapshot) == [.command(.freeze)])
    #expect(lines(console, snapshot)[22].contains("stays frozen (by "))
    #expect(lines(console, snapshot)[22].contains("U unfreezes"))
  }

  @Test("CONSOLE-16 Unfreezing is a key of its own that says who froze, why, what leaves, and asks")
  func asks() throws {
    var console = Console()
    var snapshot = frozen([Self.foreign, Sample.freeze])
    snapshot.control.alarms = [.foreignFill]
    snapshot = console.settled(snapshot, .small)
    var preview = CommandPreview()
    preview.opensToPlace = 20
    preview.legsToPlace = 1

    #expect(try console.press("U", on: snapshot) == [.preview(.unfreeze)])
    #expect(try console.press("y", on: snapshot) == [.preview(.unfreeze)], "nothing is known yet")
    console.show(preview, for: .unfreeze)
    let text = lines(console, snapshot).joined(separator: "\n")
    #expect(text.contains("frozen by FOREIGN_FILL at 12:32:58: a trade on the account"))
    #expect(text.contains("frozen by the operator at 12:33:56"))
    #expect(text.contains("not acknowledged: FOREIGN_FILL"))
    #expect(text.contains("unfreezing sends 20 entries and 1 exit at once"))
    #expect(try console.press("enter", "Y", "U", on: snapshot).isEmpty)
    #expect(try console.press("y", on: snapshot) == [.command(.unfreeze)])
  }

  @Test("CONSOLE-16 Nothing frozen is nothing to lift")
  func nothing() throws {
    var console = Console()
    let snapshot = console.settled(Sample.busy(), .small)

    #expect(try console.press("U", on: snapshot).isEmpty)
    #expect(lines(console, snapshot)[22].contains("nothing is frozen"))
  }

  @Test("CONSOLE-16 The header says who froze, since when and which key ends it, alarm or none")
  func header() {
    var snapshot = frozen([Sample.freeze, Self.foreign])
    func line(_ columns: Int) -> String {
      Console().draw(
        .header, of: snapshot, Sample.status, size: ScreenSize(columns: columns, rows: 3)
      ).lines[2]
    }

    #expect(line(120).hasPrefix(" FROZEN by FOREIGN_FILL 12:32:58 +1 (U unfreezes)"))
    snapshot.control.fillable.orders = 2
    #expect(line(120).contains("FROZEN by FOREIGN_FILL 12:32:58 +1, 2 could still fill (U"))
    snapshot.control.alarms = [.foreignFill]
    #expect(line(80).contains("FROZEN by FOREIGN_FILL"))
  }

  @Test("CONSOLE-17 The Why window names the key that would change it, as it is bound")
  func keyInWhy() {
    var snapshot = frozen([Self.foreign])
    snapshot.explanation = Explanation(
      .rung(.buy, level: 1, Sample.price(612_204)), .held(.freeze, Reason(.foreignFill)))
    snapshot.explanation?.changes = [.unfreeze]
    let bound = #"{ "normal": { "alt-u": "entries.unfreeze", "U": "none" } }"#
    let mine = Keymap.load(bound, file: "mine.json").0

    let shipped = ExplainPanel.lines(snapshot).map(\.text)
    #expect(shipped.contains("the operator unfreezes (U)"))
    let own = ExplainPanel.lines(snapshot, keymap: mine).map(\.text)
    #expect(own.contains("the operator unfreezes (alt-u)"))
  }

  @Test("CONSOLE-16 With caps lock on no answer is given, and a dialog says so")
  func capsLock() throws {
    var console = Console()
    let snapshot = console.settled(Sample.busy(), .small)
    _ = try console.press("X", on: snapshot)
    console.show(CommandPreview(), for: .cancelAll(.opens))

    #expect(try console.press("Y", "enter", on: snapshot).isEmpty)
    _ = try console.press("Y", on: snapshot)
    #expect(lines(console, snapshot)[22].contains("Y is not y: is caps lock on?"))
  }

  @Test("CONSOLE-16 No key that confirms is a capital, or one that caps lock leaves as it is")
  func answers() throws {
    let weak = Keymap.shipped.keys(for: .confirm, in: .dialog)
    let strong = Keymap.shipped.keys(for: .confirmStrongly, in: .dialog)

    #expect(weak == ["y"] && strong == ["!"])
    for name in weak {
      let capital = try Key(name: name.uppercased())
      #expect(Keymap.shipped.meaning(of: capital, in: .dialog) == nil)
      #expect(name.lowercased() != name.uppercased(), "caps lock takes it away")
    }
  }
}
