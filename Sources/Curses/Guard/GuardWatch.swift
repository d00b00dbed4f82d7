import CProcess
import Glibc
import Output

/// A guard at work: what it saved, whom it watches, and what it hears.
struct GuardWatch {
  private let saved: TerminalSettings
  private let link: GuardLink
  private let reports: CrashReports?
  private let console: GuardedProcess
  private let signals: Int32
  private var errors: ErrorRelay?

  /// What a guard must not die or stop of by itself. All are blocked and read one by one.
  private static let heard = [
    SIGCHLD, SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGUSR1, SIGUSR2,
  ]

  init() throws(SystemError) {
    saved = try TerminalSettings(of: STDIN_FILENO)
    let memory = cprocess_memory_file("rung guard")
    guard memory >= 0 else { throw SystemError("make a file in memory") }
    link = GuardLink(guardProcess: getpid(), descriptor: memory)
    do throws(SystemError) {
      reports = try CrashReports(environment: Environment.current)
    } catch {
      StandardStreams.say("rung: \(error); a crash would leave no report")
      reports = nil
    }
    signal(SIGCHLD, SIG_DFL)  // Where it's ignored, ends of children aren't told.
    signals = cprocess_signal_descriptor(Self.heard, Self.heard.count)
    guard signals >= 0 else { throw SystemError("listen to signals") }
    errors = isatty(STDERR_FILENO) == 1 ? try ErrorRelay() : nil

    let settings = reports?.settings ?? "enable=no"
    console = try GuardedProcess(
      extra: [
        (GuardLink.variable, "\(getpid()):\(memory)"), (CrashReports.variable, settings),
      ],
      inherited: [memory], errors: errors?.writing)
    if let errors { close(errors.writing) }
  }

  mutating func untilTheEnd() -> Int32 {
    while true {
      waitForNews()
      relayErrors()
      while let signal = nextSignal() { hear(signal.number, wasSent: signal.wasSent) }
      switch console.change() {
      case .none:
        continue
      case .stopped(let signal):
        follow(stopBy: signal)
      case .ended(let code):
        restore()
        return code
      case .killed(let signal):
        restore()
        report(deathBy: signal)
        return 128 + signal
      }
    }
  }

  private func waitForNews() {
    var states = [
      pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
      pollfd(
        fd: errors.flatMap { $0.isOpen ? $0.reading : nil } ?? -1, events: Int16(POLLIN), revents: 0
      ),
    ]
    _ = poll(&states, nfds_t(states.count), -1)
  }

  private func nextSignal() -> (number: Int32, wasSent: Bool)? {
    var wasSent = false
    let number = cprocess_read_signal(signals, &wasSent)
    return number == 0 ? nil : (number, wasSent)
  }

  /// Passes on what a process sent to us. What the kernel sends for the terminal goes to the whole
  /// process group, the console included.
  private func hear(_ signal: Int32, wasSent: Bool) {
    guard wasSent, signal != SIGCHLD, signal != SIGCONT else { return }
    console.send(signal)
  }

  /// Stops as the console stopped, so that the shell sees its job stop; continues it afterwards.
  /// One stopped from outside by `SIGSTOP` is let be: whoever did it will continue it.
  private func follow(stopBy signal: Int32) {
    guard signal != SIGSTOP else { return }
    giveBack()
    var stop = sigset_t()
    sigemptyset(&stop)
    sigaddset(&stop, SIGTSTP)
    raise(SIGTSTP)
    sigprocmask(SIG_UNBLOCK, &stop, nil)  // Here we stand until continued.
    sigprocmask(SIG_BLOCK, &stop, nil)
    console.send(SIGCONT)
  }
}

// MARK: - The end

extension GuardWatch {
  private mutating func restore() {
    signal(SIGTTOU, SIG_IGN)  // Should another be in front by now, writing must not stop us.
    giveBack()
    relayErrors()
  }

  /// Takes back what the console left: the screen's modes and what was typed for it where it was
  /// still in them, the settings always.
  private func giveBack() {
    let wasInside = link.isInside
    if wasInside {
      let rescue = Array(TerminalModes.rescue.utf8)
      _ = uninterrupted {
        write(STDOUT_FILENO, rescue, rescue.count)  // tidy-ok: control sequences, all of them ours
      }
      link.isInside = false
    }
    guard TerminalSettings.isForeground(STDIN_FILENO) else { return }
    do throws(SystemError) {
      if wasInside { tcflush(STDIN_FILENO, TCIFLUSH) }
      try saved.apply(to: STDIN_FILENO)
    } catch {
      StandardStreams.say("rung: \(error)")  // A terminal that has gone needs no restoring.
    }
  }

  /// Shows what the console wrote to standard error, unless that would fall on its screen.
  private mutating func relayErrors() {
    errors?.collect()
    guard !link.isInside, let text = errors?.take(), !text.isEmpty else { return }
    StandardStreams.say(lines: text)
  }

  private func report(deathBy signal: Int32) {
    let name = strsignal(signal).map { String(cString: $0) } ?? "unknown"
    let place =
      reports?.report(of: console.identifier).map { "the crash report is \($0)" }
      ?? "there is no crash report"
    StandardStreams.say(
      "rung: the console was ended by signal \(signal) (\(name)); the terminal is as it was "
        + "before; \(place)")
  }
}
