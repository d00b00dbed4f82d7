import Curses
import Glibc
import Screen

// A console that shows what happens to it, for tests of the terminal and its guard.
//
//   q  leave in order          e  leave without giving the terminal back, code 7
//   t  trap                    m  mouse on and off
//   w  write to standard error z  suspend
//   f  a full frame of wide and foreign characters
//   r  a hundred random frames, the last of which is written to $GUARD_DEMO_DUMP as text;
//      after a space it's put out anew, after another the demo goes on
//
// --theme FILE colors it, --ascii keeps it to ASCII.

do {
  if TerminalGuard.isGuarded {
    try TerminalGuard.adopt()
  } else {
    exit(try TerminalGuard.run())
  }
  try show()
} catch {
  complain("guard-demo: \(error)")
  exit(3)
}

func complain(_ line: String) {
  let bytes = Array((line + "\n").utf8)
  _ = write(STDERR_FILENO, bytes, bytes.count)
}

@MainActor func show() throws {
  var options = Terminal.Options()
  options.ascii = CommandLine.arguments.contains("--ascii")
  let terminal = try Terminal(options, wakeUp: try WakeUp())
  var demo = Demo(size: terminal.size, glyphs: terminal.glyphs, notices: terminal.notices)
  while !demo.isOver {
    demo.drawn += terminal.draw(demo.frame(depth: terminal.depth), theme: demo.theme)
    demo.take(terminal.nextEvent(), terminal)
  }
  terminal.stop()
}

struct Demo {
  var size: (columns: Int, rows: Int)
  let glyphs: Glyphs
  let notices: [String]
  let theme: Theme
  var events: [String] = []
  var isOver = false
  var isFull = false
  var drawn = 0

  init(size: (columns: Int, rows: Int), glyphs: Glyphs, notices: [String]) {
    (self.size, self.glyphs, self.notices) = (size, glyphs, notices)
    theme = Self.theme(from: CommandLine.arguments)
  }

  private static func theme(from arguments: [String]) -> Theme {
    guard let place = arguments.firstIndex(of: "--theme"), place + 1 < arguments.count,
      let file = fopen(arguments[place + 1], "r")
    else { return .plain }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = fread(&bytes, 1, bytes.count, file)
    let text = String(decoding: bytes.prefix(count), as: UTF8.self)
    return Theme.load(.init(file: arguments[place + 1], text: text)) { _ in nil }.theme
  }

  func frame(depth: ColorDepth) -> Canvas {
    var canvas = Canvas(columns: size.columns, rows: size.rows, glyphs: glyphs)
    canvas.box(canvas.area, title: "guard-demo", as: .border)
    canvas.withRegion(canvas.area.inset()) { inner in
      inner.write("process \(SafeText(Int(getpid()))) end", row: 0, column: 0, as: .textStrong)
      inner.write(
        SafeText("size \(size.columns)x\(size.rows) colors \(depth.rawValue) end"), row: 1,
        column: 0, as: .text)
      for (row, notice) in notices.enumerated() {
        inner.write(SafeText(notice), row: row + 2, column: 0, as: .warning)
      }
      let room = max(0, inner.rows - 5)
      for (row, event) in events.suffix(room).enumerated() {
        inner.write(SafeText(event), row: row + 4, column: 0, as: .text)
      }
      if isFull { fill(&inner) }
    }
    return canvas
  }

  private func fill(_ canvas: inout Canvas) {
    let texts: [SafeText] = ["漢字", "a漢", "é●○", "😀x", "\u{1B}[2Jx", "ー", "\u{202E}abc"]
    for row in 4..<max(4, canvas.rows) {
      var column = row % 3
      var next = row
      while column < canvas.columns {
        column += max(1, canvas.write(texts[next % texts.count], row: row, column: column, as: .ok))
        next += 1
      }
    }
  }

  /// Draws frames that differ a little or a lot, so that only a right difference looks right.
  private mutating func drawRandom(on terminal: Terminal) {
    let texts: [SafeText] = ["漢字", "a漢b", "é●○", "😀", "price 61250.5", "     ", "│", "ｗ"]
    var state: UInt64 = 0x2545_F491_4F6C_DD1D
    func next(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(bound))
    }
    var canvas = Canvas(columns: size.columns, rows: size.rows, glyphs: glyphs)
    for _ in 0..<100 {
      for _ in 0..<(next(10) == 0 ? 300 : next(20)) {
        let role = Role.allCases[next(Role.allCases.count)]
        canvas.write(
          texts[next(texts.count)], row: next(size.rows), column: next(size.columns) - 1, as: role)
      }
      terminal.draw(canvas, theme: theme)
    }
    mark("<1>", &canvas, terminal)
    guard let name = getenv("GUARD_DEMO_DUMP") else { return }
    // Whoever waits for the file must find it whole.
    let path = String(cString: name)
    guard let file = fopen(path + ".part", "w") else { return }
    fputs(canvas.text, file)
    fclose(file)
    rename(path + ".part", path)
    guard waitForSpace(terminal) else { return }
    terminal.redraw()
    terminal.draw(canvas, theme: theme)
    mark("<2>", &canvas, terminal)
    _ = waitForSpace(terminal)
  }

  /// Draws a mark in a frame of its own, at the end of it: once it's seen, so is all before.
  private func mark(_ mark: SafeText, _ canvas: inout Canvas, _ terminal: Terminal) {
    canvas.write(mark, row: size.rows - 1, column: size.columns - 4, as: .text)
    terminal.draw(canvas, theme: theme)
  }

  /// Returns whether a space came, and not the end of the terminal.
  private mutating func waitForSpace(_ terminal: Terminal) -> Bool {
    while true {
      switch terminal.nextEvent() {
      case .key(.space): return true
      case .hangup, .signal(.hangup), .signal(.terminate):
        isOver = true
        return false
      default: continue
      }
    }
  }

  mutating func take(_ event: TerminalEvent, _ terminal: Terminal) {
    switch event {
    case .key(let key): take(key, terminal)
    case .doubtful(let key, let doubt): events.append("doubtful \(key.name) \(doubt)")
    case .paste(let bytes): events.append("paste \(bytes.count) \(SafeText(utf8: bytes))")
    case .mouse(let mouse): events.append("mouse \(mouse.action) \(mouse.row),\(mouse.column)")
    case .resize(let columns, let rows): size = (columns, rows)
    case .signal(.suspend): terminal.suspend()
    case .signal(.terminate): isOver = true
    case .signal(let signal):
      events.append("signal \(signal)")
      if signal == .hangup { isOver = true }
    case .hangup: isOver = true
    case .wake, .tick: break
    }
  }

  private mutating func take(_ key: Key, _ terminal: Terminal) {
    events.append("key \(key.name)")
    switch key.name {
    case "q": isOver = true
    case "e": exit(7)
    case "t": fatalError("the demo traps")
    case "m": terminal.mouse.toggle()
    case "w": complain("a message\nand \u{1B}[31manother")
    case "z": terminal.suspend()
    case "f": isFull.toggle()
    case "r": drawRandom(on: terminal)
    default: break
    }
  }
}
