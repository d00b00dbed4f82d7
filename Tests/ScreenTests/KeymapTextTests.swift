import Testing

@testable import Screen

@Suite("Keymap as text") struct KeymapTextTests {
  @Test(
    "CONSOLE-06 The printed table and the Markdown name every action once, with its keys in force")
  func everyAction() {
    let keymap = Keymap.load(#"{ "normal": { "w": "run.toggle" } }"#, file: "mine.json").0
    let table = KeymapText.table(keymap).split(separator: "\n")
    let markdown = KeymapText.markdown(keymap).split(separator: "\n")

    for action in Action.allCases {
      #expect(table.count { $0.contains(" \(action.rawValue) ") } == 1)
      #expect(markdown.count { $0.contains("`\(action.rawValue)`") } == 1)
    }
    #expect(
      table.contains(
        "  r, w                        run.toggle                  Run or pause the dry run"))
  }
}
