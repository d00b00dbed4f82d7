extension Action {
  /// What the help, the footer and the docs say about it: one table for all of them.
  public var facts: ActionFacts {
    switch self {
    case .freeze:
      .init(.trading, "freeze", "Freeze: no opens at all; exits stay; never lifts", vital: true)
    case .unfreeze:
      .init(
        .trading, "unfreeze", "Lift every freeze: who froze, what goes out; asks",
        confirmation: .confirm, vital: true)
    case .pauseBuy: .init(.trading, "pause buys", "Pause or resume opens of the buy side")
    case .pauseSell: .init(.trading, "pause sells", "Pause or resume opens of the sell side")
    case .flatten:
      .init(
        .trading, "flatten", "Cancel opens, close the position, stay frozen; asks",
        confirmation: .strong, vital: true)
    case .flattenAccount:
      .init(
        .trading, "flatten account",
        "Flatten all the account holds in this market; asks",
        confirmation: .strong)
    case .completeSide:
      .init(
        .trading, "complete",
        "Finish the side that lags: attempt, then taker; asks",
        confirmation: .strong)
    case .cancelAll:
      .init(
        .trading, "cancel all", "Cancel buys, sells, all opens or the exits; asks",
        confirmation: .confirm, vital: true)
    case .cancelOne:
      .init(
        .trading, "cancel one", "Cancel the open under the cursor; asks",
        confirmation: .confirm)
    case .moveOrder:
      .init(
        .trading, "move", "Take up the open under the cursor to move it; asks",
        confirmation: .confirm)
    case .reprice:
      .init(
        .trading, "reprice",
        "Compare attempts and cancelled rungs anew; asks",
        confirmation: .confirm)
    case .manualBuy: .init(.trading, "buy", "Rest a post-only buy at the ladder's cursor")
    case .manualSell: .init(.trading, "sell", "Rest a post-only sell at the ladder's cursor")
    case .closeLot:
      .init(
        .trading, "close lot", "Close the selected lot at the market; asks",
        confirmation: .strong)
    case .closeExcess:
      .init(
        .trading, "close excess", "Close what both legs of a lot filled too much; asks",
        confirmation: .strong)
    case .endCooldown:
      .init(
        .trading, "free", "Free the benched rung or side at the cursor; asks",
        confirmation: .confirm)
    case .recentreGrid: .init(.trading, "re-anchor", "Move the grid itself to the market now")
    case .acknowledgeAlarms: .init(.trading, "acknowledge", "Say that the alarms were seen")
    case .clearBreaker:
      .init(
        .trading, "clear breaker", "End what latched the circuit breaker; asks",
        confirmation: .confirm)
    case .reconcile:
      .init(
        .trading, "reconcile",
        "Compare with the venue; accept differences",
        confirmation: .confirm)
    case .toggleRun: .init(.time, "run/pause", "Run or pause the dry run")
    case .stepEvent: .init(.time, "step", "Step to the next market update")
    case .stepEventBack: .init(.time, "step back", "Step back by one market update")
    case .stepDecision:
      .init(.time, "decision", "Step to the next decision (orders sent or cancelled)")
    case .stepDecisionBack: .init(.time, "decision back", "Step back to the decision before")
    case .stepFill: .init(.time, "fill", "Step to the next fill of ours")
    case .stepFillBack: .init(.time, "fill back", "Step back to the fill before")
    case .stepReject: .init(.time, "reject", "Step to the next order the venue refuses")
    case .stepRejectBack: .init(.time, "reject back", "Step back to the refused order before")
    case .jump: .init(.time, "jump", "Jump to a time (asks for it)")
    case .speedUp: .init(.time, "faster", "Play faster")
    case .speedDown: .init(.time, "slower", "Play slower")
    case .speedMaximum: .init(.time, "max", "Play as fast as the machine goes")
    case .recentreLadder:
      .init(.ladder, "centre", "Centre the ladder on the market; orders stay")
    case .zoomIn: .init(.ladder, "zoom in", "Fewer ticks a row")
    case .zoomOut: .init(.ladder, "zoom out", "More ticks a row")
    case .cursorUp: .init(.ladder, "up", "Cursor up")
    case .cursorDown: .init(.ladder, "down", "Cursor down")
    case .pageUp: .init(.ladder, "page up", "Cursor up by a page")
    case .pageDown: .init(.ladder, "page down", "Cursor down by a page")
    case .cursorHome: .init(.ladder, "top", "Cursor to the top")
    case .cursorEnd: .init(.ladder, "bottom", "Cursor to the bottom")
    case .cursorBestBid: .init(.ladder, "best bid", "Cursor to the best bid")
    case .cursorBestAsk: .init(.ladder, "best ask", "Cursor to the best ask")
    case .chooseNext:
      .init(.ladder, "next here", "Select what else is in the row; else next panel")
    case .focusNext: .init(.panels, "next panel", "Focus the next panel")
    case .focusPrevious: .init(.panels, "previous panel", "Focus the panel before")
    case .focusLadder: .init(.panels, "ladder", "Focus the ladder")
    case .focusOpens: .init(.panels, "opens", "Focus the pending opens")
    case .focusLots: .init(.panels, "lots", "Focus the lots")
    case .focusLegs: .init(.panels, "legs", "Focus the exit legs")
    case .focusMetrics: .init(.panels, "metrics", "Focus the metrics")
    case .focusLog: .init(.panels, "log", "Focus the log")
    case .enlarge: .init(.panels, "enlarge", "Give the focused panel the whole width, or back")
    case .back: .init(.panels, "back", "Close what lies on top; never quits or trades")
    case .filterLog: .init(.panels, "filter", "Show the next kind of log lines only")
    case .explain:
      .init(
        .panels, "why", "Explain what is selected: rule, gates, what next")
    case .books:
      .init(.panels, "books", "Show alarms, ledger and venue, benches, closes")
    case .nextTheme: .init(.program, "theme", "Switch to the next theme")
    case .toggleMouse:
      .init(.program, "mouse", "Take the mouse, or leave it to the terminal")
    case .dumpScreen: .init(.program, "dump", "Write the screen to a text file")
    case .redraw: .init(.program, "redraw", "Draw the whole screen anew")
    case .help: .init(.program, "help", "Show or close this help", vital: true)
    case .suspend: .init(.program, "suspend", "Stop and go back to the shell; fg returns")
    case .quit:
      .init(
        .program, "quit", "Leave; asks while there are orders or a position",
        confirmation: .confirm, vital: true)
    case .confirm: .init(.answers, "yes", "Do what the dialog shows", vital: true)
    case .confirmStrongly:
      .init(.answers, "YES", "Do it where the dialog asks for the stronger key", vital: true)
    case .cancel: .init(.answers, "no", "Close the dialog; nothing is done", vital: true)
    case .nextChoice: .init(.answers, "next", "Choose the next line")
    case .previousChoice: .init(.answers, "previous", "Choose the line before")
    }
  }
}
