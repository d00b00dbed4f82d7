/// The areas of all panels on a screen of a given size.
struct Layout: Equatable {
  static let minimumColumns = 80
  static let minimumRows = 24

  var header: Area
  var panels: [(panel: Panel, area: Area)] = []
  /// The names of the panels that share a place, above the one that is shown.
  var tabs: Area?
  var message: Area
  var footer: Area

  /// The number of price rows of the ladder; zero if it isn't shown.
  var ladderRows: Int {
    let area = panels.first { $0.panel == .ladder }?.area
    return area.map { max(0, $0.rows - LadderPanel.chromeRows(in: $0)) } ?? 0
  }

  init(columns: Int, rows: Int, view: ViewState) {
    var rest = Area(row: 0, column: 0, rows: rows, columns: columns)
    header = rest.cutTop(HeaderPanel.rows)
    footer = rest.cutBottom(1)
    message = rest.cutBottom(1)
    if view.isEnlarged {
      panels = [(view.focus, rest)]
    } else if columns >= 160, rest.rows >= 24 {
      threeColumns(rest)
    } else if columns >= 100, rest.rows >= 32 {
      twoColumns(rest)
    } else {
      compact(rest, view)
    }
  }

  static func isTooSmall(columns: Int, rows: Int) -> Bool {
    columns < minimumColumns || rows < minimumRows
  }

  /// The ladder, one panel beside it under tabs, and a strip of the log.
  private mutating func compact(_ area: Area, _ view: ViewState) {
    var rest = area
    let log = rest.cutBottom(view.focus == .log ? area.rows / 2 : max(4, area.rows / 5))
    let ladder = rest.cutLeft(min(rest.columns * 5 / 8, 54))
    _ = rest.cutLeft(1)
    tabs = rest.cutTop(1)
    panels = [(.ladder, ladder), (view.side, rest), (.log, log)]
  }

  private mutating func twoColumns(_ area: Area) {
    var rest = area
    let ladder = rest.cutLeft(min(54, area.columns / 2))
    _ = rest.cutLeft(1)
    panels = [(.ladder, ladder)]
    let shares: [(Panel, Int)] = [(.opens, 28), (.lots, 17), (.legs, 14), (.metrics, 20)]
    stack(shares, last: .log, in: rest)
  }

  private mutating func threeColumns(_ area: Area) {
    var rest = area
    let ladder = rest.cutLeft(area.columns < 200 ? 54 : min(90, area.columns * 3 / 8))
    _ = rest.cutLeft(1)
    panels = [(.ladder, ladder)]
    let middle = rest.cutLeft(rest.columns / 2)
    _ = rest.cutLeft(1)
    stack([(.opens, 42), (.lots, 32)], last: .legs, in: middle)
    stack([(.metrics, 55)], last: .log, in: rest)
  }

  /// Panels one above the other. Each has a share of the rows in percent; the last gets the rest.
  private mutating func stack(_ shares: [(Panel, Int)], last: Panel, in area: Area) {
    var rest = area
    for (panel, percent) in shares {
      panels.append((panel, rest.cutTop(area.rows * percent / 100)))
    }
    panels.append((last, rest))
  }

  static func == (left: Layout, right: Layout) -> Bool {
    left.header == right.header && left.tabs == right.tabs && left.message == right.message
      && left.footer == right.footer && left.panels.map(\.panel) == right.panels.map(\.panel)
      && left.panels.map(\.area) == right.panels.map(\.area)
  }
}
