@preconcurrency import CNcurses
import CProcess
import Glibc
import Screen

/// ncurses, writing into memory: cells in, bytes for the terminal out.
///
/// ncurses gets a file of its own instead of the terminal. So its bytes can be counted, translated
/// (``FrameFilter``) and sent without waiting. ncurses can't change the terminal's settings, which
/// only Rung changes.
final class CursesScreen {
  private let file: UnsafeMutablePointer<FILE>
  private let descriptor: Int32
  private let screen: OpaquePointer
  private var row: [cchar_t] = []
  private var pens: Pens?
  private var filter = FrameFilter()
  private let depth: ColorDepth

  init(entry: TerminalEntry, depth: ColorDepth) throws(TerminalError) {
    self.depth = depth
    descriptor = cprocess_memory_file("rung screen")
    guard descriptor >= 0, let file = fdopen(descriptor, "w+") else {
      throw .system(SystemError("make a file in memory"))
    }
    self.file = file
    guard let screen = newterm(entry.name, file, file) else { throw .noEntry(term: entry.name) }
    self.screen = screen
    raw()
    noecho()
    nonl()
    typeahead(-1)
    leaveok(cncurses_screen(), true)
    scrollok(cncurses_screen(), false)
    if depth != .none {
      start_color()
      use_default_colors()
    }
    curs_set(0)
  }

  deinit {
    delscreen(screen)
    fclose(file)
  }

  var rows: Int { Int(getmaxy(cncurses_screen())) }
  var columns: Int { Int(getmaxx(cncurses_screen())) }

  /// Takes another size. Everything must be drawn again.
  func resize(rows: Int, columns: Int) {
    resizeterm(Int32(clamping: max(1, rows)), Int32(clamping: max(1, columns)))
    forget()
  }

  /// Empties the screen. It then shows only what is put on it afterwards.
  func clear() {
    werase(cncurses_screen())
  }

  /// Makes the next frame write every cell, whatever ncurses assumes is on the screen.
  func forget() {
    filter.forget()
    werase(cncurses_screen())
    clearok(cncurses_terminal_screen(), true)
  }

  /// Takes a theme. Returns whether it differs from the last one, so that everything must be drawn
  /// again.
  func use(_ theme: Theme) -> Bool {
    guard pens?.theme != theme else { return false }
    pens = Pens(theme: theme, depth: depth, colorCount: Int(cncurses_colors()))
    return true
  }

  /// Puts some cells of a row. Cells outside the screen are left out.
  func put(_ cells: UnsafeBufferPointer<Cell>, row line: Int, column: Int) {
    let room = min(cells.count, columns - column)
    guard line < rows, room > 0 else { return }
    row.removeAll(keepingCapacity: true)
    for offset in 0..<room {
      guard let character = cells[offset].character else { continue }
      let isWide = offset + 1 < cells.count && cells[offset + 1].isRightHalf
      append(character, width: isWide ? 2 : 1, room: room - offset, of: cells[offset])
    }
    mvwadd_wchnstr(cncurses_screen(), Int32(line), Int32(column), row, Int32(row.count))
  }

  /// Adds one character with its pen. A character that the C library measures differently (its
  /// tables are older, or the locale lacks it) is replaced, because it would shift the rest of the
  /// row.
  private func append(_ character: Unicode.Scalar, width: Int, room: Int, of cell: Cell) {
    guard let pen = pens?.pen(for: cell) else { return }
    let isKnown =
      character.value < 0x7F || cncurses_columns(character.value) == Int32(width)
    let drawn = room < width ? " " : isKnown ? character : "?"
    for _ in 0..<(isKnown ? 1 : min(width, room)) {
      var cell = cchar_t()
      cncurses_set_cell(
        &cell, wchar_t(bitPattern: drawn.value), pen.attributes, pen.pair)
      row.append(cell)
    }
  }

  /// Returns the bytes that bring the terminal from the last frame to this one.
  func frame() -> [UInt8] {
    wnoutrefresh(cncurses_screen())
    doupdate()
    return takeOutput()
  }

  /// Returns the bytes that leave the screen as it was before: the normal screen, the cursor shown,
  /// attributes normal. The next frame enters the alternate screen again.
  func leave() -> [UInt8] {
    endwin()
    defer { filter.forget() }
    return takeOutput() + filter.settled()
  }

  /// Returns what ncurses has written since the last call, and empties its file.
  private func takeOutput() -> [UInt8] {
    let size = lseek(descriptor, 0, SEEK_END)
    guard size > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: size)
    let count = uninterrupted { pread(descriptor, &bytes, size, 0) }
    precondition(count == size, "a file in memory gives back what it holds")
    ftruncate(descriptor, 0)
    lseek(descriptor, 0, SEEK_SET)
    return filter.filtered(bytes, colors: depth == .direct ? pens?.direct : nil)
  }
}
