extension Action {
  /// What the help, the footer and the docs say about an action: one table for all of them.
  public var facts: ActionFacts {
    switch self {
    case .freeze:
      .init(.trading, "freeze", "Freeze: no entries; exits stay; never unfreezes", vital: true)
    case .unfreeze:
      .init(
        .trading, "unfreeze", "Lift every freeze; shows causes, what is sent; asks",
        confirmation: .confirm, vital: true)
    case .pauseBuy: .init(.trading, "pause buys", "Pause or resume buy entries")
    case .pauseSell: .init(.trading, "pause sells", "Pause or resume sell entries")
    case .flatten:
      .init(
        .trading, "flatten", "Cancel entries, close the position, freeze; asks",
        confirmation: .strong, vital: true)
    case .flattenAccount:
      .init(
        .trading, "flatten account",
        "Flatten all the account holds in this market; asks",
        confirmation: .strong)
    case .completeSide:
      .init(
        .trading, "complete",
        "Fill up the lagging side: maker, then taker; asks",
        confirmation: .strong)
    case .cancelAll:
      .init(
        .trading, "cancel all", "Cancel buys, sells, all entries or the exits; asks",
        confirmation: .confirm, vital: true)
    case .cancelOne:
      .init(
        .trading, "cancel one", "Cancel the entry order under the cursor; asks",
        confirmation: .confirm)
    case .moveOrder:
      .init(
        .trading, "move", "Move the entry order under the cursor; asks",
        confirmation: .confirm)
    case .reprice:
      .init(
        .trading, "reprice",
        "Reprice attempts, restore cancelled rungs; asks",
        confirmation: .confirm)
    case .manualBuy: .init(.trading, "buy", "Place a post-only buy at the ladder's cursor")
    case .manualSell: .init(.trading, "sell", "Place a post-only sell at the ladder's cursor")
    case .closeLot:
      .init(
        .trading, "close lot", "Close the selected lot at the market; asks",
        confirmation: .strong)
    case .closeExcess:
      .init(
        .trading, "close over-fill", "Close over-filled size (both exits filled); asks",
        confirmation: .strong)
    case .endCooldown:
      .init(
        .trading, "cooldown", "End the cooldown at the cursor (rung or side); asks",
        confirmation: .confirm)
    case .recentreGrid: .init(.trading, "re-anchor", "Re-anchor the grid at the market now")
    case .acknowledgeAlarms: .init(.trading, "acknowledge", "Acknowledge the alarms")
    case .clearBreaker:
      .init(
        .trading, "clear breaker", "Clear the circuit breaker; asks",
        confirmation: .confirm)
    case .reconcile:
      .init(
        .trading, "reconcile",
        "Check against the venue; accept differences",
        confirmation: .confirm)
    case .resume: .init(.trading, "resume", "Resume by the policy; answers the restart")
    case .toggleRun: .init(.time, "run/pause", "Run or pause the dry run")
    case .stepEvent: .init(.time, "step", "Step to the next market update")
    case .stepEventBack: .init(.time, "step back", "Step back by one market update")
    case .stepDecision:
      .init(.time, "decision", "Step to the next decision (orders sent or cancelled)")
    case .stepDecisionBack: .init(.time, "decision back", "Step back to the previous decision")
    case .stepFill: .init(.time, "fill", "Step to the next own fill")
    case .stepFillBack: .init(.time, "fill back", "Step back to the previous own fill")
    case .stepReject: .init(.time, "reject", "Step to the next rejected order")
    case .stepRejectBack: .init(.time, "reject back", "Step back to the previous rejected order")
    case .jump: .init(.time, "jump", "Jump to a time (asks for it)")
    case .speedUp: .init(.time, "faster", "Play faster")
    case .speedDown: .init(.time, "slower", "Play slower")
    case .speedMaximum: .init(.time, "max", "Play as fast as possible")
    case .recentreLadder:
      .init(.ladder, "centre", "Centre the ladder on the market; orders stay")
    case .zoomIn: .init(.ladder, "zoom in", "Fewer ticks per row")
    case .zoomOut: .init(.ladder, "zoom out", "More ticks per row")
    case .cursorUp: .init(.ladder, "up", "Cursor up")
    case .cursorDown: .init(.ladder, "down", "Cursor down")
    case .pageUp: .init(.ladder, "page up", "Cursor up by a page")
    case .pageDown: .init(.ladder, "page down", "Cursor down by a page")
    case .cursorHome: .init(.ladder, "top", "Cursor to the top")
    case .cursorEnd: .init(.ladder, "bottom", "Cursor to the bottom")
    case .cursorBestBid: .init(.ladder, "best bid", "Cursor to the best bid")
    case .cursorBestAsk: .init(.ladder, "best ask", "Cursor to the best ask")
    case .chooseNext:
      .init(.ladder, "next here", "Select the next item in the row, else next panel")
    case .focusNext: .init(.panels, "next panel", "Focus the next panel")
    case .focusPrevious: .init(.panels, "previous panel", "Focus the previous panel")
    case .focusLadder: .init(.panels, "ladder", "Focus the ladder")
    case .focusOpens: .init(.panels, "opens", "Focus the pending opens (entry orders)")
    case .focusLots: .init(.panels, "lots", "Focus the lots")
    case .focusLegs: .init(.panels, "legs", "Focus the legs (exit orders)")
    case .focusMetrics: .init(.panels, "metrics", "Focus the metrics")
    case .focusLog: .init(.panels, "log", "Focus the log")
    case .enlarge: .init(.panels, "enlarge", "Give the focused panel the whole width, or back")
    case .back: .init(.panels, "back", "Close the window on top; never quits or trades")
    case .filterLog: .init(.panels, "filter", "Filter the log: next kind of lines")
    case .explain:
      .init(
        .panels, "why", "Explain the selection: rule, gates, what changes it")
    case .books:
      .init(.panels, "books", "Show alarms, account, venue, cooldowns, closes")
    case .showRestart: .init(.panels, "restart", "Show what a restart found, and answer it")
    case .nextTheme: .init(.program, "theme", "Switch to the next theme")
    case .toggleMouse:
      .init(.program, "mouse", "Mouse on, or off: the terminal selects text")
    case .dumpScreen: .init(.program, "dump", "Write the screen to a text file")
    case .packJournal:
      .init(.program, "black box", "Write a black box: one file that opens anywhere")
    case .redraw: .init(.program, "redraw", "Redraw the whole screen")
    case .help: .init(.program, "help", "Show or close this help", vital: true)
    case .suspend: .init(.program, "suspend", "Stop and go back to the shell; fg returns")
    case .quit:
      .init(
        .program, "quit", "Leave; asks while there are orders or a position",
        confirmation: .confirm, vital: true)
    case .leaveAsIs:
      .init(
        .program, "leave", "Leave with every order as it is; asks",
        confirmation: .confirm)
    case .confirm: .init(.answers, "yes", "Do what the dialog shows", vital: true)
    case .confirmStrongly:
      .init(.answers, "YES", "Do it where the dialog asks for the stronger key", vital: true)
    case .cancel: .init(.answers, "no", "Close the dialog; nothing is done", vital: true)
    case .nextChoice: .init(.answers, "next", "Choose the next line")
    case .previousChoice: .init(.answers, "previous", "Choose the previous line")
    }
  }
}
