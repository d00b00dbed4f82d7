import Curses
import Engine
import Market
import Output
import Playback
import Screen
import Session
import Telemetry

/// The console on a terminal: one loop, one thread. The loop plays what is due on the tape, carries
/// out what the operator asks, and draws a frame if something changed.
struct ConsoleLoop<World: TradingWorld> {
  var session: Session<World>
  var console: Console
  let terminal: Terminal
  let setup: ConsoleSetup
  var theme: Theme
  /// The log file; nil if none is written.
  var log: RunLog?
  /// What the operator should know about the log file.
  var logNotices: [String] = []
  /// Keeps the journal of the run; nil if it has none.
  var keeper: JournalKeeper?
  /// Writes black boxes beside the loop.
  let boxes = BoxThread()
  var isLeaving = false
  /// How the last process ended; nil if the run did not continue from a journal.
  var restart: RestartFacts?
  /// Whether the operator left every order as it is, whatever the configuration says.
  var keepsOrders = false
  /// Set after the request to leave, while outcomes are awaited.
  var wayOut: WayOutState?
  /// Whether the terminal is gone and the run goes on without it.
  var isHeadless = false
  /// Whether something visible may have changed since the last frame.
  var isDirty = true
  var lastFrame = Int64.min
  /// When the console last received the elapsed time.
  var lastTick = monotonicNanoseconds()

  /// At most 30 frames a second.
  private static var frameNanoseconds: Int64 { 33_333_333 }
  /// How often ages and messages are checked while nothing else happens.
  private static var idleNanoseconds: Int64 { 250_000_000 }
  /// The longest time for which the tape may keep the loop from the keys.
  private static var sliceNanoseconds: Int64 { 5_000_000 }

  init(_ session: Session<World>, _ setup: ConsoleSetup, on terminal: Terminal) {
    self.session = session
    self.setup = setup
    self.terminal = terminal
    console = setup.console(glyphs: terminal.glyphs)
    theme = setup.themes.first?.theme ?? .plain
    for notice in terminal.notices { console.tell(notice, isProblem: true) }
  }

  /// Runs until the operator leaves, or until the terminal or a signal ends the loop.
  mutating func run() {
    while !isLeaving {
      let moreIsDue = playDue()
      keepJournal()
      writeLog()
      tellOfBox()
      if wayOut != nil {
        goOnLeaving()
        if isLeaving { break }
      }
      if isHeadless {
        if session.isAtEnd, wayOut == nil { leave(hurries: true) }
      } else {
        passTime()
        drawIfDue()
      }
      terminal.watched = session.descriptor
      take(terminal.nextEvent(within: patience(moreIsDue)))
    }
    writeLog()
    terminal.stop()
  }

  // MARK: The tape

  /// Plays what is due, for a slice of time. Returns whether more is due already.
  private mutating func playDue() -> Bool {
    let start = monotonicNanoseconds()
    var now = start
    while true {
      let before = session.position
      let moreIsDue = session.advance(wallNanoseconds: now, atMost: 256)
      if session.position != before { isDirty = true }
      now = monotonicNanoseconds()
      guard moreIsDue else { return false }
      if now - start >= ConsoleLoop.sliceNanoseconds { return true }
    }
  }

  /// How long to wait for an event: not at all while the tape is behind, otherwise until the next
  /// frame, the next event on the tape, or the next check of the ages.
  private mutating func patience(_ moreIsDue: Bool) -> Duration {
    if moreIsDue { return .zero }
    let now = monotonicNanoseconds()
    var wait = ConsoleLoop.idleNanoseconds
    if let next = session.wait(at: now) { wait = min(wait, next) }
    if isDirty, !isHeadless { wait = min(wait, lastFrame &+ ConsoleLoop.frameNanoseconds &- now) }
    return .nanoseconds(max(0, wait))
  }

  // MARK: The screen

  private mutating func drawIfDue() {
    let now = monotonicNanoseconds()
    guard isDirty, lastFrame == .min || now - lastFrame >= ConsoleLoop.frameNanoseconds else {
      return
    }
    draw(at: now)
  }

  private mutating func draw(at now: Int64) {
    isDirty = false
    lastFrame = now
    terminal.draw(console.draw(placedSnapshot(), status, size: size), theme: theme)
  }

  /// A snapshot with the ladder rows that the console shows for it.
  mutating func placedSnapshot() -> Snapshot {
    var snapshot = self.snapshot
    let moved = console.settle(
      on: snapshot, size: size, keysAreWaiting: terminal.eventsAreWaiting)
    if moved { snapshot = self.snapshot }
    return snapshot
  }

  private var snapshot: Snapshot {
    mutating get {
      session.snapshot(console.ladderFrame(for: size), wallNanoseconds: monotonicNanoseconds())
    }
  }

  var status: SessionStatus {
    var status = SessionStatus(session, setup.located, notices: setup.notices + logNotices)
    status.leaving = wayOut?.step
    status.restart = restart
    return status
  }

  var size: ScreenSize {
    ScreenSize(columns: terminal.size.columns, rows: terminal.size.rows)
  }

  // MARK: What happens

  private mutating func take(_ event: TerminalEvent) {
    switch event {
    case .key(let key): handle(.key(key))
    case .doubtful(let key, let doubt): handle(.doubtful(key, doubt))
    case .paste(let bytes): handle(.paste(String(decoding: bytes, as: UTF8.self)))
    case .mouse(let mouse): handle(.mouse(mouse))
    case .resize(let columns, let rows):
      handle(.resize(ScreenSize(columns: columns, rows: rows)))
    case .signal(let signal): take(signal)
    case .hangup: loseTerminal()
    case .wake: isDirty = true
    case .tick: break
    }
  }

  private mutating func take(_ signal: TerminalSignal) {
    switch signal {
    case .terminate, .interrupt, .quit: leave(hurries: true)
    case .hangup: loseTerminal()
    case .suspend: suspend()
    case .continued, .resized: isDirty = true
    }
  }

  /// Reports the elapsed time to the console at intervals, also while frames follow each other. So
  /// messages age, and open questions keep showing current values.
  private mutating func passTime() {
    let now = monotonicNanoseconds()
    let elapsed = now - lastTick
    guard elapsed >= ConsoleLoop.idleNanoseconds else { return }
    lastTick = now
    handle(.tick(elapsedNanoseconds: elapsed))
  }

  /// Stops the process until it is continued. The tape stands still meanwhile and does not catch up
  /// afterwards.
  private mutating func suspend() {
    terminal.suspend()
    session.setPaused(session.isPaused)
  }

  private mutating func handle(_ event: ConsoleEvent) {
    isDirty = true
    for request in console.handle(event, snapshot: snapshot, status: status) {
      carryOut(request)
    }
  }

  private mutating func carryOut(_ request: ConsoleRequest) {
    switch request {
    case .command(let command): perform(command)
    case .preview(let command):
      console.show(session.preview(of: command), for: command)
    case .run(let runs): session.setPaused(!runs)
    case .step(let unit, let direction): step(unit, direction)
    case .jump(let time): session.jump(to: time)
    case .speed(let speed): session.setSpeed(speed)
    case .theme(let name): theme = setup.themes.first { $0.name == name }?.theme ?? theme
    case .mouse(let isOn): terminal.mouse = isOn
    case .dumpScreen: dumpScreen()
    case .packJournal: packJournal()
    case .redraw: terminal.redraw()
    case .suspend: suspend()
    case .quit: leave(hurries: false)
    case .leaveAsIs: leaveAsIs()
    }
  }

  private mutating func step(_ unit: StepUnit, _ direction: StepDirection) {
    guard !session.step(unit, direction) else { return }
    switch direction {
    case .forward: console.tell("no further \(unit.rawValue); this is the end of the tape")
    case .back: console.tell("there was no \(unit.rawValue) before this")
    }
  }

  /// Writes the screen as text to a new file and shows its path.
  private mutating func dumpScreen() {
    let canvas = console.draw(placedSnapshot(), status, size: size)
    do throws(FileError) {
      console.tell("screen written to \(try ScreenDump.write(canvas, at: snapshot.time))")
    } catch {
      console.tell("screen not written: \(error)", isProblem: true)
    }
  }
}
