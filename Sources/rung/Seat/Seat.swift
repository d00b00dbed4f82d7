import Configuration
import Curses
import Engine
import Market
import Screen
import Session

/// The operator's seat: a session, a console and a terminal, and the loop that joins them.
///
/// One thread, one direction: what is due on the tape happens, what the terminal brings is handed
/// to the console, what the console asks for is done, and a frame is drawn where something changed.
struct Seat: ~Copyable {
  var session: Session
  var console: Console
  let terminal: Terminal
  let library: ThemeLibrary
  let origin: DryRunOrigin
  var theme: Theme
  var size: ScreenSize
  var isOver = false
  /// Something visible may have changed since the last frame.
  var needsFrame = true
  private var lastFrame: Int64 = .min
  private var lastTick = monotonicNanoseconds()

  /// At most 30 frames a second.
  private static let frameInterval: Int64 = 1_000_000_000 / 30
  /// How long ages and messages may stand before they are looked at again.
  private static let tickInterval: Int64 = 500_000_000
  /// How long the tape may run before the terminal is looked at.
  private static let sliceNanoseconds: Int64 = 8_000_000
  /// Moves between two looks at the clock.
  private static let movesPerLook = 256

  init(
    session: Session, console: Console, terminal: Terminal, library: ThemeLibrary, theme: Theme,
    origin: DryRunOrigin
  ) {
    self.session = session
    self.console = console
    self.terminal = terminal
    self.library = library
    self.theme = theme
    self.origin = origin
    size = ScreenSize(columns: terminal.size.columns, rows: terminal.size.rows)
  }

  /// Goes on until the operator quits or the terminal is gone.
  mutating func sit() {
    while !isOver {
      let isBehind = play()
      drawIfDue()
      take(terminal.nextEvent(within: isBehind ? .zero : .nanoseconds(wait())))
    }
  }

  // MARK: Time

  /// Lets happen what is due, for a slice of time at most. Returns whether more is due.
  private mutating func play() -> Bool {
    let start = monotonicNanoseconds()
    let before = session.timeline.position
    defer { if session.timeline.position != before { needsFrame = true } }
    var wall = start
    while session.advance(wallNanoseconds: wall, atMost: Seat.movesPerLook) {
      wall = monotonicNanoseconds()
      if wall - start >= Seat.sliceNanoseconds { return true }
    }
    return false
  }

  /// How long nothing needs to be done but wait for the terminal.
  private mutating func wait() -> Int64 {
    let wall = monotonicNanoseconds()
    var waits = [max(0, lastTick + Seat.tickInterval - wall)]
    if let due = session.wait(at: wall) { waits.append(due) }
    if needsFrame { waits.append(max(0, nextFrame - wall)) }
    return waits.min() ?? 0
  }

  private var nextFrame: Int64 {
    lastFrame == .min ? .min : lastFrame + Seat.frameInterval
  }

  /// Tells the console how much time went by, now and then.
  private mutating func tick() {
    let wall = monotonicNanoseconds()
    guard wall - lastTick >= Seat.tickInterval else { return }
    let elapsed = wall - lastTick
    lastTick = wall
    handle(.tick(elapsedNanoseconds: elapsed))
  }

  // MARK: Events

  /// Takes an event of the terminal and all that wait behind it.
  private mutating func take(_ first: TerminalEvent) {
    var event = first
    while !isOver {
      switch event {
      case .tick, .wake:
        tick()
        return
      case .key(let key): handle(.key(key))
      case .paste(let bytes): handle(.paste(String(decoding: bytes, as: UTF8.self)))
      case .mouse(let mouse): handle(.mouse(mouse))
      case .resize(let columns, let rows):
        size = ScreenSize(columns: columns, rows: rows)
        handle(.resize(size))
      case .signal(.suspend): suspend()
      case .signal(.terminate), .signal(.interrupt), .signal(.hangup), .hangup: isOver = true
      case .signal(.resized), .signal(.continued): needsFrame = true
      }
      // An answer counts only once its question was on the screen.
      drawIfDue()
      event = terminal.nextEvent(within: .zero)
    }
  }

  private mutating func handle(_ event: ConsoleEvent) {
    needsFrame = true
    let requests = console.handle(event, snapshot: snapshot(), status: status())
    for request in requests { perform(request) }
  }

  /// Stops the process until it is continued; the tape stands still meanwhile.
  mutating func suspend() {
    let wasPaused = session.isPaused
    session.setPaused(true)
    terminal.suspend()
    session.setPaused(wasPaused)
    lastTick = monotonicNanoseconds()
    needsFrame = true
  }

  // MARK: What is shown

  mutating func snapshot() -> Snapshot {
    let now = session.now(at: monotonicNanoseconds())
    return session.timeline.world.snapshot(console.ladderFrame(for: size), now: now)
  }

  func status() -> SessionStatus {
    origin.status(of: session.timeline, speed: session.speed, isPaused: session.isPaused)
  }

  /// The screen of this moment.
  mutating func canvas() -> Canvas {
    var snapshot = snapshot()
    if console.settle(on: snapshot, size: size) { snapshot = self.snapshot() }
    return console.draw(snapshot, status(), size: size)
  }

  private mutating func drawIfDue() {
    let wall = monotonicNanoseconds()
    guard needsFrame, wall >= nextFrame, !isOver else { return }
    needsFrame = false
    lastFrame = wall
    terminal.draw(canvas(), theme: theme)
  }
}
