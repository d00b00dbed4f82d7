import Engine
import Market

/// The operator's seat as a value: events and snapshots in, requests and cells out.
///
/// Its owner, for every frame: asks ``ladderFrame(for:)``, has the engine make a snapshot with that
/// frame, calls ``settle(on:size:)`` (and makes the snapshot anew where that says so), and draws.
/// For every event: calls ``handle(_:snapshot:status:)`` and carries out what comes back.
public struct Console: Sendable {
  /// What can be set about it.
  public struct Options: Equatable, Sendable {
    public var recentre = RecentrePolicy.nearEdge(rows: 2)
    public var glyphs = Glyphs.unicode
    public var isMouseOn = false

    public init() {}
  }

  public let keymap: Keymap
  /// The names of the themes in the order of the theme key.
  public let themes: [String]
  public let options: Options
  var view = ViewState()
  var size = ScreenSize(columns: Layout.minimumColumns, rows: Layout.minimumRows)
  /// The open question has been on the screen: an answer can't come with the very keys that asked.
  var questionWasShown = false
  var noticeCount = 0
  /// The last escape key closed or took back something, or was about to.
  var escapeActed = false

  /// - Parameter theme: the one in use at the start; the first where it isn't among them.
  public init(
    keymap: Keymap = .shipped, themes: [String] = [], theme: String? = nil,
    options: Options = Options()
  ) {
    self.keymap = keymap
    self.themes = themes
    self.options = options
    view.isMouseOn = options.isMouseOn
    view.themeIndex = theme.flatMap(themes.firstIndex(of:)) ?? 0
  }

  /// What of the engine a screen of this size shows.
  public func ladderFrame(for size: ScreenSize) -> LadderFrame {
    var frame = view.ladder.frame(rows: layout(for: size).ladderRows)
    if case .explanation(let target) = view.overlay { frame.explaining = target }
    return frame
  }

  /// Takes in where the market is. Returns whether the ladder moved (it was placed for the first
  /// time, resized, or the policy centred it), so that the snapshot's rows must be made anew.
  ///
  /// - Parameter keysAreWaiting: keys pressed before this frame are still to be handled; what they
  ///   say is no answer to a question on it.
  public mutating func settle(
    on snapshot: Snapshot, size: ScreenSize, keysAreWaiting: Bool = false
  ) -> Bool {
    self.size = size
    if !keysAreWaiting { questionWasShown = true }
    return view.ladder.settle(
      on: snapshot, rows: layout(for: size).ladderRows, policy: options.recentre,
      isHeld: isAsking)
  }

  /// Shows what the engine says a command would do, in the dialog that asks about it.
  public mutating func show(_ preview: CommandPreview, for command: Command) {
    guard case .dialog(var dialog) = view.overlay, dialog.previewed == command else { return }
    dialog.preview = preview
    view.overlay = .dialog(dialog)
  }

  /// Tells the operator something in the message line, such as where the screen was written to.
  public mutating func tell(_ text: String, isProblem: Bool = false) {
    view.message = Message(text: text, kind: isProblem ? .warning : .info)
  }

  /// Gives a panel the focus, as its key does.
  public mutating func focus(_ panel: Panel) {
    guard Panel.focusable.contains(panel) else { return }
    view.focus = panel
    if panel != .ladder, panel != .log { view.side = panel }
  }

  /// A question is open: the ladder holds still.
  var isAsking: Bool {
    if case .dialog = view.overlay { return true }
    return false
  }

  func layout(for size: ScreenSize) -> Layout {
    Layout(columns: size.columns, rows: size.rows, view: view)
  }
}
