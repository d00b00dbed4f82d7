import Glibc

extension Terminal {
  /// Whether events were read that are still to be handed out.
  public var eventsAreWaiting: Bool { !queue.isEmpty }

  /// Waits for the next event: a key, a signal, a wake-up, or the end of the time.
  ///
  /// - Parameter limit: the longest time to wait; nil to wait without limit.
  public func nextEvent(within limit: Duration? = nil) -> TerminalEvent {
    let end = limit.map { MonotonicClock.now() + $0 }
    while queue.isEmpty {
      let now = MonotonicClock.now()
      if let end, now >= end { pollOnce(for: .zero) } else { pollOnce(for: wait(until: end, now)) }
      if queue.isEmpty, let end, MonotonicClock.now() >= end { return .tick }
    }
    return queue.removeFirst()
  }

  private func wait(until end: Duration?, _ now: Duration) -> Duration? {
    [end, reader.deadline].compactMap { $0 }.min().map { $0 - now }
  }

  /// Waits once for any descriptor and queues the events that it brings.
  private func pollOnce(for time: Duration?) {
    var states = [
      pollfd(fd: isGone ? -1 : STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wakeUp?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: output.isBusy ? output.descriptor : -1, events: Int16(POLLOUT), revents: 0),
      pollfd(fd: watched ?? -1, events: Int16(POLLIN), revents: 0),
    ]
    let milliseconds = time.map { Int32(clamping: $0.milliseconds) } ?? -1
    let count = poll(&states, nfds_t(states.count), milliseconds)
    let now = MonotonicClock.now()
    // A signal interrupted the wait. Its byte is in the pipe; whether there are keys is unknown.
    guard count >= 0 else { return }
    if states[1].revents != 0 { takeSignals(at: now) }
    // Bytes that waited while we were busy count as in time, however late it is now.
    if states[0].revents != 0 { readInput(at: now) } else { takeInputs(reader.expire(at: now)) }
    if states[2].revents != 0 {
      wakeUp?.drain()
      queue.append(.wake)
    }
    if states[3].revents != 0 { drawPostponed() }
    if states[4].revents != 0 { queue.append(.wake) }
    if output.isGone { hangUp() }
  }

  private func readInput(at now: Duration) {
    guard let inputs = reader.read(at: now) else { return hangUp() }
    takeInputs(inputs)
  }

  private func takeInputs(_ inputs: [TerminalInput]) {
    queue += inputs.map(TerminalEvent.init)
  }

  func hangUp() {
    guard !isGone else { return }
    isGone = true
    queue.append(.hangup)
  }

  private func takeSignals(at now: Duration) {
    for signal in signals.drain(at: now) {
      switch signal {
      case .resized:
        adoptSize()
        let size = size
        queue.append(.resize(columns: size.columns, rows: size.rows))
      case .continued:
        queue.append(.signal(.continued))
        resume()
      case .terminate, .interrupt, .quit, .hangup, .suspend:
        queue.append(.signal(signal))
      }
    }
  }
}
