import Foundation
import Testing

@testable import Screen

/// The files of `themes/` at the top of the repository.
@Suite("Shipped themes")
struct ShippedThemeTests {
  static let directory = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("themes")

  static let names = ["dark", "light", "high-contrast", "colour-blind", "mono"]

  static func source(_ name: String) -> Theme.Source? {
    let file = directory.appendingPathComponent("\(name).json")
    return (try? String(contentsOf: file, encoding: .utf8)).map {
      Theme.Source(file: "\(name).json", text: $0)
    }
  }

  private func theme(_ name: String) throws -> Theme {
    let source = try #require(Self.source(name))
    return Theme.load(source, resolving: Self.source).theme
  }

  @Test("Every file of themes/ is one of the themes tested here")
  func allTested() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.directory.path)

    #expect(Set(files) == Set(Self.names.map { "\($0).json" }))
  }

  @Test("CONSOLE-07 a shipped theme has no problem and its own title", arguments: names)
  func sound(name: String) throws {
    let source = try #require(Self.source(name))

    let (theme, problems) = Theme.load(source, resolving: Self.source)

    #expect(problems.isEmpty)
    #expect(!theme.title.hasSuffix(".json"))
  }

  @Test("The default theme says of every role itself how it looks")
  func complete() throws {
    let source = try #require(Self.source("dark"))
    var problems: [ThemeProblem] = []

    let named = ThemeLayer(source, &problems).entries.map(\.role)

    #expect(Set(named) == Set(Role.allCases.map(\.name)))
  }

  /// Where two states can stand side by side, each pair must differ in every depth of color.
  static let told: [[Role]] = [
    [
      .ladderOwnBuyPlanned, .ladderOwnBuyInFlight, .ladderOwnBuyConfirmed,
      .ladderOwnBuyCancelling, .ladderOwnBuyFilled,
    ],
    [
      .ladderOwnSellPlanned, .ladderOwnSellInFlight, .ladderOwnSellConfirmed,
      .ladderOwnSellCancelling, .ladderOwnSellFilled,
    ],
    [.pnlGain, .pnlLoss, .pnlFlat], [.header, .headerWarning, .headerAlarm],
    [.text, .warning, .alarm], [.logText, .logWarning, .logError], [.dialog, .dialogDanger],
    [.legStop, .legNaked], [.border, .borderFocused],
    [.title, .titleFocused],
  ]

  @Test(
    "CONSOLE-07 states that stand side by side differ in every depth of color, none included",
    arguments: names, ColorDepth.allCases)
  func distinct(name: String, depth: ColorDepth) throws {
    let theme = try theme(name)
    for group in Self.told {
      let looks = Set(group.map { theme.look(of: $0, in: depth) })

      #expect(looks.count == group.count, "\(group.map(\.name))")
    }
  }

  @Test(
    "CONSOLE-07 a cursor or selection changes every cell in every depth of color",
    arguments: names, ColorDepth.allCases)
  func cursor(name: String, depth: ColorDepth) throws {
    let theme = try theme(name)
    let plainRoles: [Role] = [
      .text, .ladderPrice, .ladderBid, .ladderAsk, .ladderReason, .logText, .dialog,
    ]
    for role in plainRoles {
      for overlay in [Role.ladderCursor, .selection] {
        let over = theme.look(of: role, under: overlay, in: depth)
        #expect(over != theme.look(of: role, in: depth), "\(role.name) under \(overlay.name)")
      }
    }
  }

  @Test(
    "Text is legible on its background, under a cursor too",
    arguments: names, [ColorDepth.direct, .indexed, .sixteen])
  func legible(name: String, depth: ColorDepth) throws {
    let theme = try theme(name)
    let lines: Set<Role> = [.border, .bar]
    for role in Role.allCases where !lines.contains(role) {
      for overlay in [nil, Role.ladderCursor, .selection] {
        let look = theme.look(of: role, under: overlay, in: depth)
        guard let contrast = look.contrast else { continue }
        let least = depth == .sixteen ? 3 : overlay == nil ? 4.5 : 3

        #expect(contrast >= least, "\(role.name) \(overlay?.name ?? "") \(look)")
      }
    }
  }

  @Test("In the high-contrast theme every text has a contrast of 7")
  func highContrast() throws {
    let theme = try theme("high-contrast")
    for role in Role.allCases where role != .bar {
      #expect(try #require(theme.look(of: role).contrast) >= 7, "\(role.name)")
    }
  }

  @Test("The monochrome theme names no color")
  func mono() throws {
    let theme = try theme("mono")
    for role in Role.allCases {
      let look = theme.look(of: role)
      #expect(look.foreground == .terminal && look.background == .terminal)
    }
  }

  @Test(
    "In the colour-blind theme buying and selling differ to eyes without red or green cones",
    arguments: [(Role.buy, Role.sell), (.pnlGain, .pnlLoss), (.ladderLastUp, .ladderLastDown)])
  func colourBlind(one: Role, other: Role) throws {
    let theme = try theme("colour-blind")
    let first = try #require(theme.look(of: one).foreground.components)
    let second = try #require(theme.look(of: other).foreground.components)

    for eye in Eye.all {
      #expect(eye.sees(first).distance(to: eye.sees(second)) > 12_000)
    }
  }
}

/// An eye without one kind of cone, as a linear approximation on RGB.
/// - Source: Viénot, Brettel and Mollon, 1999.
private struct Eye {
  let rows: [[Double]]

  static let all = [
    Eye(rows: [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]]),
    Eye(rows: [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]]),
  ]

  func sees(_ color: RGB) -> RGB {
    let linear = [color.red, color.green, color.blue].map { pow(Double($0) / 255, 2.2) }
    let seen = rows.map { row in
      let sum = zip(row, linear).map { $0 * $1 }.reduce(0, +)
      return UInt8(255 * pow(min(1, max(0, sum)), 1 / 2.2))
    }
    return RGB(seen[0], seen[1], seen[2])
  }
}
