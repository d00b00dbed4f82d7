import Engine
import Market
import Playback

/// What reaches the console from outside.
public enum ConsoleEvent: Equatable, Sendable {
  /// One key, read by itself.
  case key(Key)
  /// A key that may not be one the operator pressed. It may freeze, but does nothing else that
  /// trades.
  case doubtful(Key, Doubt)
  /// Keys that arrived in one read, in order. Many together are a paste or a burst, not commands.
  case keys([Key])
  /// Text between the terminal's paste marks.
  case paste(String)
  case resize(ScreenSize)
  case mouse(MouseEvent)
  /// Time has passed.
  case tick(elapsedNanoseconds: Int64)
}

/// What the console asks of its owner, in the order in which it must be done.
public enum ConsoleRequest: Equatable, Sendable {
  /// An operator's command for the engine.
  case command(Command)
  /// What would a command do? The owner answers with ``Console/show(_:for:)``.
  case preview(Command)
  /// Run (true) or pause (false).
  case run(Bool)
  case step(StepUnit, StepDirection)
  case jump(Instant)
  case speed(Speed)
  /// Switch to the theme of this name.
  case theme(String)
  /// Take the mouse (true) or leave it to the terminal.
  case mouse(Bool)
  case dumpScreen
  /// Write a black box of the run.
  case packJournal
  /// Draw every cell again.
  case redraw
  case suspend
  /// Leave as `session.on_exit` says.
  case quit
  /// Leave, and leave every order as it is.
  case leaveAsIs
}
