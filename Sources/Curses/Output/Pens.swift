@preconcurrency import CNcurses
import Screen

/// The terminal's form of a cell's roles: ncurses attributes and a color pair.
///
/// A pen is made once for each combination that is drawn. All pens are for one theme.
struct Pens {
  struct Pen {
    let attributes: attr_t
    let pair: Int32
  }

  private struct Mix: Hashable {
    let role: Role
    let overlay: Role?
  }

  let theme: Theme
  private let depth: ColorDepth
  private let colorCount: Int
  private var made: [Mix: Pen] = [:]
  private(set) var direct = DirectColors()

  init(theme: Theme, depth: ColorDepth, colorCount: Int) {
    self.theme = theme
    self.depth = depth
    self.colorCount = colorCount
  }

  mutating func pen(for cell: Cell) -> Pen {
    let mix = Mix(role: cell.role, overlay: cell.overlay)
    if let pen = made[mix] { return pen }
    let pen = makePen(theme.look(of: cell, in: depth))
    made[mix] = pen
    return pen
  }

  private mutating func makePen(_ look: Look) -> Pen {
    var attributes: attr_t = 0
    if look.attributes.contains(.bold) { attributes |= cncurses_bold() }
    if look.attributes.contains(.dim) { attributes |= cncurses_dim() }
    if look.attributes.contains(.underline) { attributes |= cncurses_underline() }
    if look.attributes.contains(.reverse) { attributes |= cncurses_reverse() }
    if look.attributes.contains(.italic) { attributes |= cncurses_italic() }
    guard depth != .none else { return Pen(attributes: attributes, pair: 0) }
    var foreground = number(of: look.foreground)
    if foreground >= 8, colorCount < 16 {  // With eight colors, bold makes the bright ones.
      foreground -= 8
      attributes |= cncurses_bold()
    }
    let background = number(of: look.background)
    let pair = foreground < 0 && background < 0 ? 0 : alloc_pair(foreground, background)
    return Pen(attributes: attributes, pair: max(0, pair))
  }

  /// Returns ncurses' number of a color; -1 for the terminal's own.
  private mutating func number(of color: Color) -> Int32 {
    switch color {
    case .terminal:
      return -1
    case .indexed(let index) where index < 16 || depth != .direct:
      return Int32(index)
    case .indexed, .rgb:
      guard let parts = color.components else { return -1 }
      return Int32(direct.index(of: parts))
    }
  }
}
