import Testing

@testable import Screen

@Suite("Themes")
struct ThemeTests {
  private func load(_ text: String, others: [String: String] = [:]) -> (
    theme: Theme, problems: [String]
  ) {
    let (theme, problems) = Theme.load(.init(file: "mine.json", text: text)) { name in
      others[name].map { Theme.Source(file: "\(name).json", text: $0) }
    }
    return (theme, problems.map(\.description))
  }

  @Test("A color is a palette's name, a hexadecimal, an index, one of 16 names, or the default")
  func colors() {
    let (theme, problems) = load(
      """
      { "name": "Mine", "palette": { "mint": "#7fd1ae", "red": 203 },
        "roles": { "text": { "fg": "#010203", "bg": "17" }, "ladder.bid": "mint",
                   "alarm": { "fg": "red", "bg": "bright-white", "bold": true, "reverse": true },
                   "stale": { "fg": "default", "bg": 8, "underline": true, "bold": false } } }
      """)

    #expect(problems.isEmpty)
    #expect(theme.title == "Mine")
    let text = Color.rgb(red: 1, green: 2, blue: 3)
    #expect(theme.look(of: .text) == Look(foreground: text, background: .indexed(17)))
    let mint = Color.rgb(red: 0x7F, green: 0xD1, blue: 0xAE)
    #expect(theme.look(of: .ladderBid) == Look(foreground: mint, background: .indexed(17)))
    #expect(
      theme.look(of: .alarm)
        == Look(
          foreground: .indexed(203), background: .indexed(15), attributes: [.bold, .reverse]))
    #expect(
      theme.look(of: .stale)
        == Look(foreground: .terminal, background: .indexed(8), attributes: .underline))
  }

  @Test("A role falls back by dropping its last part, a color at a time, text last")
  func fallback() {
    let (theme, _) = load(
      """
      { "roles": { "text": { "fg": 7, "bg": 0 }, "ladder": { "bg": 17 },
                   "ladder.own": { "fg": 3, "bold": true }, "ladder.own.sell": "red" } }
      """)

    let buy = theme.look(of: .ladderOwnBuy)
    let sell = theme.look(of: .ladderOwnSell)
    #expect(
      buy == Look(foreground: .indexed(3), background: .indexed(17), attributes: .bold))
    #expect(sell == Look(foreground: .indexed(1), background: .indexed(17)))
    #expect(theme.look(of: .ladderPrice).background == .indexed(17))
    #expect(theme.look(of: .ladderPrice).foreground == .indexed(7))
    #expect(theme.look(of: .ladderOwnSellWorking).foreground == .indexed(1))
  }

  @Test("An heir's palette and roles count over those it inherits")
  func inheritance() {
    let parent = """
      { "name": "Parent", "palette": { "a": 1, "b": 2 }, "roles": { "buy": "a", "sell": "b" } }
      """
    let (theme, problems) = load(
      """
      { "inherits": "parent", "palette": { "b": 4, "c": 5 }, "roles": { "buy": "c" } }
      """, others: ["parent": parent])

    #expect(problems.isEmpty)
    #expect(theme.look(of: .buy).foreground == .indexed(5))
    #expect(theme.look(of: .sell).foreground == .indexed(4))
  }

  @Test("An overlay changes only what it names")
  func overlay() {
    let (theme, _) = load(
      """
      { "roles": { "text": { "fg": 7, "bg": 0 }, "buy": { "fg": 2, "bold": true },
                   "selection": { "bg": 4, "underline": true } } }
      """)

    let look = theme.look(of: .buy, under: .selection)

    #expect(
      look
        == Look(
          foreground: .indexed(2), background: .indexed(4), attributes: [.bold, .underline]))
  }

  @Test(
    "CONSOLE-07 what a file gets wrong is named with file, line and key, and the rest is taken",
    arguments: [
      (
        "{\n\"roles\": { \"ladder.bidd\": \"red\" } }",
        "mine.json:2:12: roles.ladder.bidd: unknown role; did you mean ladder.bid?"
      ),
      (
        "{ \"roles\": { \"zzz\": \"red\" } }", "mine.json:1:14: roles.zzz: unknown role"
      ),
      (
        "{ \"roles\": { \"buy\": 256 } }",
        "mine.json:1:21: roles.buy: \"256\" is no color; allowed is \(Color.allowed)"
      ),
      (
        "{ \"roles\": { \"buy\": { \"fg\": \"mint\" } } }",
        "mine.json:1:29: roles.buy.fg: \"mint\" is no color; allowed is \(Color.allowed)"
      ),
      (
        "{ \"roles\": { \"buy\": { \"blink\": true } } }",
        "mine.json:1:23: roles.buy.blink: unknown key; allowed are fg, bg, bold, dim, underline,"
          + " reverse, italic"
      ),
      (
        "{ \"roles\": { \"buy\": { \"bold\": \"yes\" } } }",
        "mine.json:1:31: roles.buy.bold: expected true or false, found text"
      ),
      (
        "{ \"roles\": { \"buy\": true } }",
        "mine.json:1:21: roles.buy: expected a color or an object, found true or false"
      ),
      ("{ \"roles\": [] }", "mine.json:1:12: roles: expected an object, found a list"),
      (
        "{ \"roles\": { \"buy\": \"red\", \"buy\": \"green\" } }",
        "mine.json:1:28: roles.buy: written twice; this last one counts"
      ),
      (
        "{ \"colors\": {} }",
        "mine.json:1:3: colors: unknown key; allowed are name, inherits, palette, roles"
      ),
      ("{ \"inherits\": \"dusk\" }", "mine.json:1:15: inherits: there is no theme named \"dusk\""),
      (
        "{ \"inherits\": \"loop\" }",
        "loop.json:1:15: inherits: a theme can't inherit itself: mine.json → loop.json → mine.json"
      ),
      ("{ \"name\": 5 }", "mine.json:1:11: name: expected text, found a number"),
      (
        "{\n  \"name\" \"x\" }",
        "mine.json:2:10: the file is not JSON: expected ':' after the key name, found '\"'"
      ),
      ("[]", "mine.json:1:1: expected an object, found a list"),
      (
        "{ \"inherits\": \"broken\" }",
        "broken.json:1:25: roles.buy.fg: expected a color, found null"
      ),
    ])
  func problems(text: String, problem: String) {
    let good = "{ \"roles\": { \"sell\": \"cyan\" } }"
    let (_, problems) = load(
      text,
      others: [
        "loop": "{ \"inherits\": \"mine\" }", "mine": good,
        "broken": "{\"roles\":{\"buy\":{ \"fg\": null } } }",
      ])

    #expect(problems == [problem])
  }

  @Test("A broken entry leaves the others as they are")
  func partial() {
    let (theme, problems) = load(
      """
      { "palette": { "mint": "#12345", "sky": 39 },
        "roles": { "buy": "mint", "sell": { "fg": "sky", "bg": "nope", "bold": true } } }
      """)

    #expect(problems.count == 3)
    #expect(
      theme.look(of: .sell)
        == Look(foreground: .indexed(39), background: .terminal, attributes: .bold))
    #expect(theme.look(of: .buy) == Look())
  }

  @Test("Each color becomes the nearest a terminal of 256 colors has")
  func nearest256() {
    for index in UInt8(16)...255 {
      guard let parts = Color.indexed(index).components else { continue }
      let exact = Look(
        foreground: .rgb(red: parts.red, green: parts.green, blue: parts.blue)
      ).fitted(to: .indexed)

      #expect(exact.foreground.components == parts)
    }
    let orange = Look(foreground: .rgb(red: 0xF0, green: 0xA0, blue: 0x4B)).fitted(to: .indexed)
    #expect(orange.foreground == .indexed(215))
    #expect(Look(foreground: .indexed(3)).fitted(to: .indexed).foreground == .indexed(3))
  }

  @Test("In 16 colors text stays legible on its background, and is never bright black")
  func sixteen() {
    for gray in UInt8.min...UInt8.max {
      for behind in UInt8.min...UInt8.max where behind % 5 == 0 {
        let look = Look(
          foreground: .rgb(red: gray, green: gray, blue: gray),
          background: .rgb(red: behind, green: behind, blue: behind)
        ).fitted(to: .sixteen)

        #expect(look.foreground != .indexed(8))
        let contrast = look.contrast ?? 0
        #expect(contrast >= 3, "\(gray) on \(behind)")
      }
    }
  }
}

extension Look {
  /// The contrast of the two colors, where both are known.
  var contrast: Double? {
    guard let front = foreground.components, let back = background.components else { return nil }
    return front.contrast(with: back)
  }
}
