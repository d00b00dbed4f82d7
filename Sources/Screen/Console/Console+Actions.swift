import Engine
import Market

extension Console {
  /// Carries out an action, or says why that is not possible.
  mutating func perform(_ action: Action, _ moment: Moment) -> [ConsoleRequest] {
    if Layout.isTooSmall(columns: size.columns, rows: size.rows), !worksBlind(action) {
      return []
    }
    if action.facts.group == .trading, moment.status.isReadOnly {
      return refused("read-only: this console watches and sends no commands")
    }
    let (snapshot, status) = (moment.snapshot, moment.status)
    if status.leaving != nil, let requests = whileLeaving(action) { return requests }
    switch action {
    case .pauseBuy: return pause(.buy, isPaused: snapshot.control.isPausedBuy)
    case .pauseSell: return pause(.sell, isPaused: snapshot.control.isPausedSell)
    case .freeze: return freeze(snapshot.control)
    case .unfreeze: return unfreeze(snapshot)
    case .flatten: return flatten(snapshot)
    case .flattenAccount: return flattenAccount(snapshot)
    case .completeSide: return completeSide(snapshot)
    case .cancelAll: return cancelAll(snapshot)
    case .cancelOne: return cancelOne(snapshot)
    case .moveOrder: return moveOrder(snapshot)
    case .reprice: return reprice(snapshot)
    case .manualBuy: return placeManual(.buy, snapshot)
    case .manualSell: return placeManual(.sell, snapshot)
    case .closeLot: return closeLot(snapshot)
    case .closeExcess: return closeExcess(snapshot)
    case .endCooldown: return endCooldown(snapshot)
    case .recentreGrid: return recentreGrid(snapshot)
    case .acknowledgeAlarms: return acknowledgeAlarms(snapshot)
    case .reconcile: return reconcile()
    case .resume: return resume(moment)
    case .clearBreaker: return clearBreaker(snapshot.control.breaker)

    case .toggleRun: return toggleRun(status)
    case .stepEvent: return step(.event, .forward, status)
    case .stepEventBack: return step(.event, .back, status)
    case .stepDecision: return step(.decision, .forward, status)
    case .stepDecisionBack: return step(.decision, .back, status)
    case .stepFill: return step(.fill, .forward, status)
    case .stepFillBack: return step(.fill, .back, status)
    case .stepReject: return step(.reject, .forward, status)
    case .stepRejectBack: return step(.reject, .back, status)
    case .jump: return openJump(status)
    case .speedUp: return change(to: status.speed.faster, status, "that is the fastest")
    case .speedDown: return change(to: status.speed.slower, status, "that is the slowest")
    case .speedMaximum: return change(to: .max, status, "that is the fastest")

    case .recentreLadder: return centreLadder(on: snapshot)
    case .zoomIn: return zoom(by: -1, snapshot)
    case .zoomOut: return zoom(by: 1, snapshot)
    case .cursorUp: return move(focused, by: 1, snapshot)
    case .cursorDown: return move(focused, by: -1, snapshot)
    case .pageUp: return move(focused, by: page, snapshot)
    case .pageDown: return move(focused, by: -page, snapshot)
    case .cursorHome: return moveToEdge(focused, top: true, snapshot)
    case .cursorEnd: return moveToEdge(focused, top: false, snapshot)
    case .cursorBestBid: return select(snapshot.market.bestBid, .buy, snapshot)
    case .cursorBestAsk: return select(snapshot.market.bestAsk, .sell, snapshot)
    case .chooseNext: return chooseNext(snapshot)

    case .focusNext: return focus(next: 1)
    case .focusPrevious: return focus(next: -1)
    case .focusLadder: return show(.ladder)
    case .focusOpens: return show(.opens)
    case .focusLots: return show(.lots)
    case .focusLegs: return show(.legs)
    case .focusMetrics: return show(.metrics)
    case .focusLog: return show(.log)
    case .enlarge: return enlarge()
    case .back: return back()
    case .filterLog: return filterLog()
    case .explain: return explain(snapshot)
    case .books: return showBooks()
    case .showRestart: return showRestart(status)

    case .nextTheme: return nextTheme()
    case .toggleMouse: return toggleMouse()
    case .dumpScreen: return [.dumpScreen]
    case .packJournal: return [.packJournal]
    case .redraw: return [.redraw]
    case .help: return toggleHelp()
    case .suspend: return [.suspend]
    case .quit: return quit(snapshot, status.wayOut, status)
    case .leaveAsIs: return quit(snapshot, .keep, status)

    case .confirm: return confirm(strongly: false, moment)
    case .confirmStrongly: return confirm(strongly: true, moment)
    case .cancel: return cancel()
    case .nextChoice: return choose(by: 1, snapshot)
    case .previousChoice: return choose(by: -1, snapshot)
    }
  }

  /// Says why something is not possible, and does nothing else.
  mutating func refused(_ text: String) -> [ConsoleRequest] {
    refuse(text)
    return []
  }

}

// MARK: - Panels and program

extension Console {
  private mutating func show(_ panel: Panel) -> [ConsoleRequest] {
    focus(panel)
    return []
  }

  private mutating func focus(next step: Int) -> [ConsoleRequest] {
    let all = Panel.focusable
    let place = all.firstIndex(of: view.focus) ?? 0
    return show(all[(place + step + all.count) % all.count])
  }

  private mutating func enlarge() -> [ConsoleRequest] {
    view.isEnlarged.toggle()
    return []
  }

  /// Closes what lies on top, one thing at a time. It changes only what the operator sees.
  private mutating func back() -> [ConsoleRequest] {
    if view.overlay != .none {
      uncover()
    } else if view.carried != nil {
      view.carried = nil
      tell("the order stays where it is")
    } else if view.isEnlarged {
      view.isEnlarged = false
    }
    return []
  }

  private mutating func filterLog() -> [ConsoleRequest] {
    view.filter = view.filter.next
    view[scroll: .log] = 0
    tell("the log shows \(view.filter == .all ? "everything" : "only \(view.filter.rawValue)")")
    return []
  }

  private mutating func toggleMouse() -> [ConsoleRequest] {
    view.isMouseOn.toggle()
    tell(
      view.isMouseOn ? "mouse on" : "mouse off: the terminal can select text")
    return [.mouse(view.isMouseOn)]
  }

  private mutating func toggleHelp() -> [ConsoleRequest] {
    if view.overlay == .help { uncover() } else { view.cover(with: .help) }
    view[scroll: .help] = 0
    return []
  }

  private mutating func nextTheme() -> [ConsoleRequest] {
    guard themes.count > 1 else {
      refuse("there is no other theme")
      return []
    }
    view.themeIndex = (view.themeIndex + 1) % themes.count
    tell("theme \(themes[view.themeIndex])")
    return [.theme(themes[view.themeIndex])]
  }

  /// Leaves at once if there is no entry order, lot, exit or position. Otherwise it asks.
  private mutating func quit(
    _ snapshot: Snapshot, _ way: WayOut, _ status: SessionStatus
  ) -> [ConsoleRequest] {
    let isBare =
      snapshot.pendingOpens.isEmpty && snapshot.lots.isEmpty && snapshot.legs.isEmpty
      && snapshot.account.position.isFlat
    if isBare { return [way == status.wayOut ? .quit : .leaveAsIs] }
    return ask(.quit(way))
  }

  /// While the console waits to leave, the quit key leaves at once, and actions of trading and time
  /// are refused. Returns nil if the action may be carried out as usual.
  private mutating func whileLeaving(_ action: Action) -> [ConsoleRequest]? {
    switch action.facts.group {
    case .trading, .time:
      let key = keymap.keys(for: .quit, in: view.focus.context).first ?? ""
      return refused("leaving; \(key) leaves at once")
    case .ladder, .panels, .answers: return nil
    case .program: return action == .quit || action == .leaveAsIs ? [.quit] : nil
    }
  }

  /// Whether an action is allowed on a screen too small to show anything: freezing, suspending,
  /// leaving, redrawing, and closing what lies on top.
  private func worksBlind(_ action: Action) -> Bool {
    if action == .confirm, case .dialog(let dialog) = view.overlay {
      return dialog.isAboutLeaving
    }
    return [.freeze, .suspend, .quit, .redraw, .cancel, .back].contains(action)
  }
}
