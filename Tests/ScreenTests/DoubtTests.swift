import Engine
import Testing

@testable import Screen

/// Keys that came cut, or right behind escape or a paste.
@Suite("Console: keys in doubt") struct DoubtTests {
  private let up = Key.named(.up)

  private func console() -> Console {
    var console = Console()
    _ = console.settled(Sample.busy(), .small)
    return console
  }

  private func message(_ console: Console) -> String {
    console.draw(Sample.busy(), Sample.status, size: .small).lines[22].trimmed
  }

  private func doubtful(_ key: Key, _ doubt: Doubt, _ console: inout Console) -> [ConsoleRequest] {
    console.handle(.doubtful(key, doubt), snapshot: Sample.busy(), status: Sample.status)
  }

  @Test("CONSOLE-16 an arrow key cut behind its first byte still moves the cursor")
  func arrow() throws {
    var (cut, whole) = (console(), console())
    _ = try whole.press("esc", "up")

    _ = try cut.press("esc")
    #expect(doubtful(up, .escapeActed, &cut).isEmpty)
    #expect(cut.view == whole.view)
    #expect(cut.view != console().view)
  }

  @Test(
    "CONSOLE-16 where its first byte closed something, the rest of a cut key does nothing",
    arguments: ["F", "X", "?", "L", ":", "g"])
  func closed(opener: String) throws {
    var console = console()
    _ = try console.press(opener, "esc")
    let closed = console.view

    #expect(doubtful(up, .escapeActed, &console).isEmpty)
    #expect(message(console) == "\"up\" dropped: it came right after esc; press it again")
    console.view.message = nil
    #expect(console.view == closed)
    #expect(closed.overlay == .none && closed.prefix.isEmpty)
  }

  @Test("CONSOLE-16 no key but freeze acts in doubt, and that is said")
  func dropped() throws {
    let names = ["F", "[", "]", "A", "X", "b", "s", "x", "enter", "Y", "y", "q", "d", "alt-x"]
    for overlay in ["", "F", "?"] {
      for doubt in [Doubt.afterEscape, .afterPaste] {
        for name in names {
          var console = console()
          if !overlay.isEmpty { _ = try console.press(overlay) }
          let before = console.view.overlay

          #expect(doubtful(try Key(name: name), doubt, &console).isEmpty, "\(name)")
          #expect(console.view.overlay == before)
          #expect(message(console).contains("dropped"), "\(name)")
        }
      }
    }
  }

  @Test("CONSOLE-16 freeze acts at once, in whatever doubt")
  func freeze() throws {
    for overlay in ["", "F", "?"] {
      for doubt in [Doubt.afterEscape, .afterPaste, .escapeActed] {
        var console = console()
        if !overlay.isEmpty { _ = try console.press(overlay) }

        #expect(doubtful(.character("f"), doubt, &console) == [.command(.freeze)])
      }
    }
  }

  @Test("CONSOLE-16 escape and freeze that come as one read freeze", arguments: ["", "F", ":"])
  func freezeWithEscape(overlay: String) throws {
    var console = console()
    if !overlay.isEmpty { _ = try console.press(overlay) }

    #expect(try console.press("alt-f") == [.command(.freeze)])
  }

  @Test("Text behind a paste goes on into a prompt, and its enter does not answer it")
  func prompt() throws {
    var console = console()
    _ = try console.press(":")

    #expect(doubtful(.character("1"), .afterPaste, &console).isEmpty)
    #expect(doubtful(.named(.enter), .afterPaste, &console).isEmpty)
    guard case .prompt(let prompt) = console.view.overlay else {
      Issue.record("the prompt closed")
      return
    }
    #expect(prompt.text == "1")
  }

  @Test(
    "CONSOLE-16 esc can't be bound to what a cut arrow key would then do",
    arguments: [
      #"{ "normal": { "esc": "position.flatten" } }"#,
      #"{ "dialog": { "esc": "dialog.confirm" } }"#,
      #"{ "normal": { "esc": { "x": "orders.cancel_all" } } }"#,
      #"{ "ladder": { "escape": "orders.manual_buy" } }"#,
      #"{ "normal": { "g": { "escape": "run.toggle" } } }"#,
    ])
  func binding(text: String) {
    let (keymap, problems) = Keymap.load(text, file: "my.json")

    #expect(problems.map(\.kind) == [.escapeActs])
    #expect(keymap == .shipped)
    #expect(Keymap.load(#"{ "normal": { "esc": "none" } }"#, file: "my.json").1.isEmpty)
  }
}
