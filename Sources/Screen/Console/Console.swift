import Engine
import Market

/// The operator's seat as a value: events and snapshots in, requests and cells out.
///
/// For every frame its owner asks for ``ladderFrame(for:)``, has the engine make a snapshot with
/// that frame, calls ``settle(on:size:)`` (and makes the snapshot again if that returns true), and
/// draws. For every event it calls ``handle(_:snapshot:status:)`` and carries out the returned
/// requests.
public struct Console: Sendable {
  /// What the owner can set.
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
  /// Whether the open question has been on the screen. The keys that asked it can't answer it too.
  var questionWasShown = false
  var noticeCount = 0
  /// The last escape key closed or took back something, or made a request.
  var escapeActed = false

  /// - Parameter theme: the theme in use at the start; the first one if it isn't among them.
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

  /// The part of the engine's state that a screen of this size shows.
  public func ladderFrame(for size: ScreenSize) -> LadderFrame {
    var frame = view.ladder.frame(rows: layout(for: size).ladderRows)
    if case .explanation(let target) = view.overlay { frame.explaining = target }
    return frame
  }

  /// Takes in where the market is. Returns whether the ladder moved (it was placed for the first
  /// time, resized, or centred by the policy), so that the snapshot's rows must be made again.
  ///
  /// - Parameter keysAreWaiting: keys pressed before this frame are still to be handled; they do
  ///   not answer a question on it.
  public mutating func settle(
    on snapshot: Snapshot, size: ScreenSize, keysAreWaiting: Bool = false
  ) -> Bool {
    self.size = size
    if !keysAreWaiting { questionWasShown = true }
    return view.ladder.settle(
      on: snapshot, rows: layout(for: size).ladderRows, policy: options.recentre,
      isHeld: isAsking)
  }

  /// Shows the engine's preview of a command in the dialog that asks about it.
  public mutating func show(_ preview: CommandPreview, for command: Command) {
    guard case .dialog(var dialog) = view.overlay, dialog.previewed == command else { return }
    dialog.preview = preview
    view.cover(with: .dialog(dialog))
  }

  /// Shows a message in the message line, such as where the screen was written to.
  public mutating func tell(_ text: String, isProblem: Bool = false) {
    view.message = Message(text: text, kind: isProblem ? .warning : .info)
  }

  /// Gives a panel the focus, as its key does.
  public mutating func focus(_ panel: Panel) {
    guard Panel.focusable.contains(panel) else { return }
    view.focus = panel
    if panel != .ladder, panel != .log { view.side = panel }
  }

  /// Whether a question is open. The ladder does not move meanwhile.
  var isAsking: Bool {
    if case .dialog = view.overlay { return true }
    return false
  }

  func layout(for size: ScreenSize) -> Layout {
    Layout(columns: size.columns, rows: size.rows, view: view)
  }
}
