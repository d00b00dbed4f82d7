import Foundation
import Testing

@testable import Screen

@Suite struct KeymapTests {
  private func problems(_ text: String) -> [KeymapProblem] {
    Keymap.load(text, file: "mine.json").1
  }

  @Test("The keymap.json at the top of the repository is the one that is built in")
  func shippedFile() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "keymap.json")

    #expect(try String(contentsOf: file, encoding: .utf8) == ShippedKeymap.text)
  }

  @Test("CONSOLE-06 Every action has a key in the shipped keymap, facts, and a line in the help")
  func everyAction() {
    let help = HelpPanel.lines(.shipped)

    #expect(Keymap.shipped.unbound.isEmpty)
    for action in Action.allCases {
      #expect(!action.facts.summary.isEmpty && !action.facts.hint.isEmpty)
      #expect(
        help.contains { $0.text == action.facts.summary && $0.keys != "not bound" },
        "\(action.rawValue) is missing in the help")
    }
  }

  @Test("CONSOLE-11 The help's lines fit on the least screen")
  func helpFits() {
    for line in HelpPanel.lines(.shipped) { #expect(line.text.count <= 53, "\(line.text)") }
  }

  @Test("An action without a key is listed, and the help says that it has none")
  func unbound() {
    let keymap = Keymap.load(#"{ "normal": { "d": "none" } }"#, file: "mine.json").0

    #expect(keymap.unbound == [.dumpScreen])
    #expect(HelpPanel.lines(keymap).contains { $0.keys == "not bound" })
  }

  @Test("A user's file lays over the defaults: it adds, replaces, unbinds and joins prefixes")
  func layers() throws {
    let (keymap, problems) = Keymap.load(
      """
      {
        // mine
        normal: { "y": "run.toggle", "m": "none", "g": { "l": "focus.log" } },
        ladder: { "b": "cursor.best_bid" },
      }
      """, file: "mine.json")

    #expect(problems.isEmpty)
    #expect(keymap.keys(for: .toggleRun, in: .ladder) == ["r", "y"])
    #expect(keymap.keys(for: .speedMaximum, in: .ladder).isEmpty)
    #expect(keymap.keys(for: .focusLog, in: .log) == ["g l", "6"])
    #expect(Set(keymap.keys(for: .cursorBestBid, in: .ladder)) == ["b", "g b"])
    #expect(keymap.keys(for: .manualBuy, in: .ladder).isEmpty)
    #expect(
      keymap.keys(for: .cursorHome, in: .log) == Keymap.shipped.keys(for: .cursorHome, in: .log))
  }

  @Test(
    "CONSOLE-06 A problem names file, place, key and what is allowed, and the rest still holds",
    arguments: [
      (
        #"{ "normal": { "x": "run.jump" } }"#,
        "mine.json:1:20: normal \"x\": no action is named \"run.jump\"; there are run.toggle"
      ),
      (
        #"{ "normal": { "x": "nonsense" } }"#,
        "mine.json:1:20: normal \"x\": no action is named \"nonsense\"; `rung keys` lists them"
      ),
      (
        #"{ "nromal": {} }"#,
        "mine.json:1:3: no context is named \"nromal\"; there are normal, ladder, list, log, help, restart, dialog, prompt"
      ),
      (
        #"{ "normal": { "ctrl-L": "run.toggle", "ctrl-l": "theme.next" } }"#,
        "mine.json:1:39: normal \"ctrl-l\" and \"ctrl-L\" are one key; \"ctrl-L\" holds"
      ),
      (
        #"{ "normal": { "x": "run.toggle", "x": "theme.next" } }"#,
        "mine.json:1:34: normal: \"x\" is written twice; the last one holds"
      ),
      (
        #"{ "normal": { "g": "run.toggle" } }"#,
        "mine.json:1:15: normal \"g\": 5 bindings follow this prefix (Go to); run.toggle takes its place, and they are gone"
      ),
      (
        #"{ "normal": { "x": 7 } }"#,
        "mine.json:1:20: normal \"x\": expected an action's name, \"none\" or an object of keys, found a number"
      ),
      (#"{ "normal": { "x": {} } }"#, "mine.json:1:20: normal \"x\": a prefix needs a key in it"),
      (#"{ "normal": 7 }"#, "mine.json:1:13: normal: expected an object of keys, found a number"),
      (
        "[]",
        "mine.json:1:1: expected an object of contexts (normal, ladder, list, log, help, restart, dialog, prompt), found a list"
      ),
    ])
  func oneProblem(text: String, description: String) {
    #expect(problems(text).map(\.description) == [description])
  }

  @Test("Unknown keys and broken files are problems, never a failure")
  func unreadable() {
    #expect(problems(#"{ "normal": { "hyper-x": "run.toggle" } }"#).map(\.kind) == [.unknownKey])
    #expect(problems("").map(\.kind) == [.syntax])
    #expect(problems("{").map(\.kind) == [.syntax])
    #expect(Keymap.load("{", file: "mine.json").0 == .shipped)
  }

  @Test(
    "CONSOLE-06 A vital action that a file takes away is put back and reported",
    arguments: [
      (#"{ "normal": { "f": "none" } }"#, Action.freeze, KeyContext.ladder),
      (#"{ "normal": { "U": "none" } }"#, .unfreeze, .ladder),
      (#"{ "ladder": { "F": "theme.next" } }"#, .flatten, .ladder),
      (#"{ "normal": { "X": { "x": "theme.next" } } }"#, .cancelAll, .log),
      (#"{ "normal": { "?": "none", "f1": "none" } }"#, .help, .list),
      (#"{ "normal": { "q": "none", "ctrl-c": "none" } }"#, .quit, .list),
      (#"{ "dialog": { "esc": "none", "n": "none" } }"#, .cancel, .dialog),
      (#"{ "dialog": { "!": "dialog.confirm" } }"#, .confirmStrongly, .dialog),
    ])
  func vital(text: String, action: Action, context: KeyContext) {
    let (keymap, problems) = Keymap.load(text, file: "mine.json")

    #expect(!keymap.keys(for: action, in: context).isEmpty)
    #expect(problems.map(\.kind).contains(.vitalRestored))
    #expect(problems.contains { $0.message.contains(action.rawValue) })
  }

  @Test("Esc leads to nothing that quits or trades, in no context")
  func escapeIsHarmless() {
    for context in KeyContext.allCases {
      switch Keymap.shipped.meaning(of: .named(.escape), in: context) {
      case .action(let action)?: #expect([.back, .cancel].contains(action))
      case .prefix?: Issue.record("esc is a prefix in \(context)")
      case nil: break
      }
    }
  }

  @Test("What must stay bound is what the facts call vital")
  func vitalFacts() {
    let vital = Action.allCases.filter(\.facts.isVital)

    #expect(
      vital == [
        .freeze, .unfreeze, .flatten, .cancelAll, .help, .quit, .confirm, .confirmStrongly, .cancel,
      ])
  }
}
