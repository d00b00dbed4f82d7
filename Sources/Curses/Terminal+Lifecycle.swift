import CProcess
import Glibc
import Output

extension Terminal {
  /// Gives the terminal back as it was before. Calling it again does nothing.
  public func stop() {
    leave()
    signals.uninstall()
    isGone = true
  }

  /// Gives the terminal back to its present owner, with a line that says what becomes of this
  /// process, and reads no more from it: the guard has died, or the session is going away. It is
  /// one write. If the terminal has gone, that does nothing, and nothing is needed.
  public func abandon(saying line: String) {
    leave(saying: HarmlessText.line(line) + "\r\n")
    isGone = true
  }

  /// Gives the terminal back, stops the process until it is continued, and takes the terminal over
  /// again. Call it on ``TerminalSignal/suspend`` or the key for it. The next event is a resize.
  ///
  /// Everything in the process stops meanwhile, the engine too.
  public func suspend() {
    guard isInside else { return }
    leave()
    cprocess_reset_signal(SIGTSTP)
    raise(SIGTSTP)  // Returns once the process is continued.
    resume()
  }

  /// Whether the terminal reports the mouse to us.
  public var mouse: Bool {
    get { isMouseOn }
    set {
      guard newValue != isMouseOn else { return }
      isMouseOn = newValue
      if isInside { output.send(newValue ? TerminalModes.mouseOn : TerminalModes.mouseOff) }
    }
  }

  /// Puts the terminal into our mode.
  func enter() throws(SystemError) {
    try original.raw.apply(to: STDIN_FILENO)  // In the background this stops us.
    link?.isInside = true
    isInside = true
    adoptSize()
    output.send(screen.frame())
    output.send(TerminalModes.pasteOn + (isMouseOn ? TerminalModes.mouseOn : ""))
  }

  /// Puts the terminal back into its former mode. In the background it is the shell's already, and
  /// its settings aren't ours to change.
  private func leave(saying words: String = "") {
    guard isInside else { return }
    isInside = false
    let usual = signal(SIGTTOU, SIG_IGN)  // From the background, too, leaving must not stop us.
    defer { signal(SIGTTOU, usual) }
    if !output.isGone {
      let modes = Array((TerminalModes.mouseOff + TerminalModes.pasteOff).utf8)
      output.send(modes + screen.leave() + Array(words.utf8))
      output.finish(within: .milliseconds(500))
    }
    if TerminalSettings.isForeground(STDIN_FILENO) {
      do throws(SystemError) {
        try original.restore(on: STDIN_FILENO)
      } catch {
        isGone = true  // Nothing to restore: the terminal has gone.
      }
    }
    link?.isInside = false
  }

  /// Takes the terminal over again after a stop, whatever caused the stop.
  func resume() {
    if isInside { _ = screen.leave() }  // The next frame then enters the screen again.
    do throws(SystemError) {
      try signals.install()
      let others = signals.settle(at: MonotonicClock.now())
      queue += others.filter { $0 != .resized }.map(TerminalEvent.signal)
      try enter()
    } catch {
      return hangUp()
    }
    let size = size
    queue.append(.resize(columns: size.columns, rows: size.rows))
  }

  /// Sets the screen to the terminal's size. Everything must then be drawn again.
  func adoptSize() {
    let size = size
    screen.resize(rows: size.rows, columns: size.columns)
    shown = nil
  }
}
