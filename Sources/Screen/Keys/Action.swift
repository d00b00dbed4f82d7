/// Everything a key can ask for. The raw value is the name used in `keymap.json`, in the help
/// overlay and in the docs.
public enum Action: String, CaseIterable, Sendable {
  case pauseBuy = "entries.pause_buy"
  case pauseSell = "entries.pause_sell"
  case freeze = "entries.freeze"
  case unfreeze = "entries.unfreeze"
  case flatten = "position.flatten"
  case flattenAccount = "position.flatten_account"
  case completeSide = "position.complete"
  case cancelAll = "orders.cancel_all"
  case cancelOne = "orders.cancel_one"
  case moveOrder = "orders.move"
  case reprice = "orders.reprice"
  case manualBuy = "orders.manual_buy"
  case manualSell = "orders.manual_sell"
  case closeLot = "lots.close"
  case closeExcess = "lots.close_excess"
  case endCooldown = "bench.free"
  case recentreGrid = "grid.recentre"
  case acknowledgeAlarms = "alarms.acknowledge"
  case clearBreaker = "breaker.clear"
  case reconcile = "venue.reconcile"
  case resume = "restart.resume"

  case toggleRun = "run.toggle"
  case stepEvent = "step.event_forward"
  case stepEventBack = "step.event_back"
  case stepDecision = "step.decision_forward"
  case stepDecisionBack = "step.decision_back"
  case stepFill = "step.fill_forward"
  case stepFillBack = "step.fill_back"
  case stepReject = "step.reject_forward"
  case stepRejectBack = "step.reject_back"
  case jump = "time.jump"
  case speedUp = "speed.up"
  case speedDown = "speed.down"
  case speedMaximum = "speed.max"

  case recentreLadder = "ladder.recentre"
  case zoomIn = "ladder.zoom_in"
  case zoomOut = "ladder.zoom_out"
  case cursorUp = "cursor.up"
  case cursorDown = "cursor.down"
  case pageUp = "cursor.page_up"
  case pageDown = "cursor.page_down"
  case cursorHome = "cursor.home"
  case cursorEnd = "cursor.end"
  case cursorBestBid = "cursor.best_bid"
  case cursorBestAsk = "cursor.best_ask"
  case chooseNext = "cursor.next_here"

  case focusNext = "focus.next"
  case focusPrevious = "focus.previous"
  case focusLadder = "focus.ladder"
  case focusOpens = "focus.opens"
  case focusLots = "focus.lots"
  case focusLegs = "focus.legs"
  case focusMetrics = "focus.metrics"
  case focusLog = "focus.log"
  case enlarge = "view.enlarge"
  case back = "view.back"
  case filterLog = "log.filter"
  case explain = "view.explain"
  case books = "view.books"
  case showRestart = "restart.show"

  case nextTheme = "theme.next"
  case toggleMouse = "mouse.toggle"
  case dumpScreen = "screen.dump"
  case packJournal = "journal.pack"
  case redraw = "screen.redraw"
  case help = "app.help"
  case suspend = "app.suspend"
  case quit = "app.quit"
  case leaveAsIs = "restart.leave"

  case confirm = "dialog.confirm"
  case confirmStrongly = "dialog.confirm_strongly"
  case cancel = "dialog.cancel"
  case nextChoice = "dialog.next"
  case previousChoice = "dialog.previous"
}

/// How an action asks before it is carried out.
public enum Confirmation: String, CaseIterable, Sendable {
  /// Carried out at once.
  case none
  /// Shows what it will do and waits for ``Action/confirm``.
  case confirm
  /// Shows what it will do and waits for ``Action/confirmStrongly``, a key of its own.
  case strong
}

/// The chapters of the help overlay, in their order.
public enum ActionGroup: String, CaseIterable, Sendable {
  case trading = "Trading"
  case time = "Time"
  case ladder = "Ladder and cursor"
  case panels = "Panels"
  case program = "Program"
  case answers = "Answers in a dialog"
}

/// What the front end and the docs say about an action.
public struct ActionFacts: Equatable, Sendable {
  /// What the action does, in one line.
  public var summary: String
  /// One or two words for the footer.
  public var hint: String
  public var group: ActionGroup
  public var confirmation: Confirmation
  /// Whether the action stays bound whatever the user's file says.
  public var isVital: Bool

  init(
    _ group: ActionGroup, _ hint: String, _ summary: String,
    confirmation: Confirmation = .none, vital: Bool = false
  ) {
    self.summary = summary
    self.hint = hint
    self.group = group
    self.confirmation = confirmation
    isVital = vital
  }
}
