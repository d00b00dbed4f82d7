import Glibc

/// A terminal's line settings, and those that a console needs.
struct TerminalSettings {
  private var settings: termios

  /// Reads the settings in force.
  init(of descriptor: Int32) throws(SystemError) {
    settings = termios()
    guard tcgetattr(descriptor, &settings) == 0 else {
      throw SystemError("read the terminal's settings")
    }
  }

  /// Returns the settings under which every byte reaches us unchanged: no echo, no lines, and no
  /// byte that causes a signal, since pasted text may hold any byte.
  var raw: TerminalSettings {
    var raw = self
    raw.settings.c_iflag &= ~tcflag_t(
      BRKINT | ICRNL | IGNBRK | IGNCR | INLCR | INPCK | ISTRIP | IXON | PARMRK)
    raw.settings.c_oflag &= ~tcflag_t(OPOST)
    raw.settings.c_lflag &= ~tcflag_t(ECHO | ECHONL | ICANON | ISIG | IEXTEN)
    raw.settings.c_cflag &= ~tcflag_t(CSIZE | PARENB)
    raw.settings.c_cflag |= tcflag_t(CS8)
    raw.settings.c_cc.6 = 1  // VMIN: a read returns with one byte or more,
    raw.settings.c_cc.5 = 0  // VTIME: and waits for no clock.
    return raw
  }

  /// Puts these settings in force at once.
  func apply(to descriptor: Int32) throws(SystemError) {
    var settings = settings
    guard uninterrupted({ tcsetattr(descriptor, TCSANOW, &settings) }) == 0 else {
      throw SystemError("change the terminal's settings")
    }
  }

  /// Puts these settings in force and drops typed input that was not yet read. It was meant for the
  /// console and not for what runs after it.
  func restore(on descriptor: Int32) throws(SystemError) {
    tcflush(descriptor, TCIFLUSH)
    try apply(to: descriptor)
  }

  /// Returns whether we may change the terminal: no other process group is in front.
  static func isForeground(_ descriptor: Int32) -> Bool {
    tcgetpgrp(descriptor) == getpgrp()
  }
}
