import CProcess
import Glibc
import Output

/// A guard at work: what it saved, which process it watches, and the signals it receives.
struct GuardWatch {
  private let saved: TerminalSettings
  private let link: GuardLink
  private let reports: CrashReports?
  private let console: GuardedProcess
  private let signals: Int32
  private var errors: ErrorRelay?

  /// Signals that must not end or stop a guard. All are blocked and read one by one.
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
    signal(SIGCHLD, SIG_DFL)  // If it is ignored, the end of a child is not reported.
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

  /// Passes on a signal that a process sent to us. Signals that the kernel sends for the terminal
  /// reach the whole process group, the console included.
  private func hear(_ signal: Int32, wasSent: Bool) {
    guard wasSent, signal != SIGCHLD, signal != SIGCONT else { return }
    console.send(signal)
  }

  /// Stops as the console stopped, so that the shell sees its job stop, and continues the console
  /// afterwards. It does nothing if `SIGSTOP` stopped the console from outside: whoever sent that
  /// will continue it.
  private func follow(stopBy signal: Int32) {
    guard signal != SIGSTOP else { return }
    giveBack()
    var stop = sigset_t()
    sigemptyset(&stop)
    sigaddset(&stop, SIGTSTP)
    raise(SIGTSTP)
    sigprocmask(SIG_UNBLOCK, &stop, nil)  // The guard stops here until it is continued.
    sigprocmask(SIG_BLOCK, &stop, nil)
    console.send(SIGCONT)
  }
}

// MARK: - The end

extension GuardWatch {
  private mutating func restore() {
    signal(SIGTTOU, SIG_IGN)  // If another is in front by now, writing must not stop us.
    giveBack()
    relayErrors()
  }

  /// Undoes what the console left. If the console was still in its own mode, that includes the
  /// screen's modes. In the foreground it also drops input typed for that mode, and always restores
  /// the terminal's settings.
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

  /// Shows what the console wrote to standard error, unless it has the screen.
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
