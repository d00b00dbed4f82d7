import Glibc
import Screen

/// The terminal that shows a console: canvases go out, events come in.
///
/// Use it from one thread, and only one at a time: ncurses has one screen per process. ``stop()``
/// gives the terminal back as it was. If the process ends in any other way, ``TerminalGuard`` does
/// that.
public final class Terminal {
  public struct Options: Sendable {
    /// Draw with ASCII alone, even if the locale allows more.
    public var ascii: Bool
    /// The number of colors to use; nil to follow the environment.
    public var depth: ColorDepth?
    /// Whether the terminal reports the mouse to us. While it does, it can't select text.
    public var mouse: Bool

    public init(ascii: Bool = false, depth: ColorDepth? = nil, mouse: Bool = false) {
      self.ascii = ascii
      self.depth = depth
      self.mouse = mouse
    }
  }

  /// The characters that the terminal can show. Make every canvas for it with them.
  public let glyphs: Glyphs
  public let depth: ColorDepth
  /// Messages for the operator: a replaced terminal entry, a locale without UTF-8.
  public let notices: [String]

  let output: TerminalOutput
  let screen: CursesScreen
  let signals: SignalPipe
  let original: TerminalSettings
  let link: GuardLink?
  let wakeUp: WakeUp?
  /// A further descriptor whose bytes end the wait for events, as ``TerminalEvent/wake``; its owner
  /// reads them. Nil if there is none.
  public var watched: Int32?
  var reader: InputReader
  var isMouseOn: Bool

  /// What the terminal shows now; nil if that is unknown.
  var shown: Canvas?
  /// The newest frame that came while the terminal was still busy with the last one.
  var postponed: (canvas: Canvas, theme: Theme)?
  var queue: [TerminalEvent] = []
  /// Whether the terminal is in our mode. Otherwise it is in the shell's.
  var isInside = false
  var isGone = false

  /// Takes the terminal over: raw input, the alternate screen, bracketed paste, signals.
  ///
  /// - Parameter wakeUp: lets another thread end ``nextEvent(within:)``.
  /// - Throws: ``TerminalError`` before the terminal is changed.
  public init(_ options: Options = Options(), wakeUp: WakeUp? = nil) throws(TerminalError) {
    guard isatty(STDIN_FILENO) == 1 else { throw .notATerminal(stream: "standard input") }
    guard isatty(STDOUT_FILENO) == 1 else { throw .notATerminal(stream: "standard output") }
    let environment = Environment.current
    let entry = try TerminalEntry(term: environment["TERM", default: ""])
    setlocale(LC_CTYPE, "")
    let isUnicode = String(cString: nl_langinfo(Int32(CODESET))) == "UTF-8"
    glyphs = isUnicode && !options.ascii ? .unicode : .ascii
    depth = options.depth ?? ColorDepth.detected(environment: environment, colors: entry.colors)
    let noUnicode = isUnicode ? nil : "the locale is not UTF-8; drawing with ASCII"
    let escapeDelay = EscapeDelay(environment: environment)
    notices = [entry.notice, noUnicode, escapeDelay.notice].compactMap { $0 }
    isMouseOn = options.mouse
    self.wakeUp = wakeUp
    reader = InputReader(descriptor: STDIN_FILENO, escapeDelay: escapeDelay.duration)
    link = GuardLink.inherited
    do throws(SystemError) {
      original = try TerminalSettings(of: STDIN_FILENO)
      output = try TerminalOutput(to: STDOUT_FILENO)
      signals = try SignalPipe()
    } catch {
      throw .system(error)
    }
    screen = try CursesScreen(entry: entry, depth: depth)
    do throws(SystemError) {
      try signals.install()
      try enter()
    } catch {
      throw .system(error)
    }
  }

  deinit {
    stop()
  }

  /// The present size. A terminal that doesn't know its size counts as 80×24.
  public var size: (columns: Int, rows: Int) {
    var window = winsize()
    guard ioctl(output.descriptor, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0,
      window.ws_row > 0
    else { return (80, 24) }
    return (Int(window.ws_col), Int(window.ws_row))
  }
}
