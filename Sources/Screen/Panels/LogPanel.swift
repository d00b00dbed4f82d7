import Engine
import Market

/// What happened, newest at the bottom.
enum LogPanel {
  static func draw(_ scene: Scene, on canvas: inout Canvas) {
    let filter = scene.view.filter
    let behind = scene.view[scroll: .log]
    let area = PanelTitle.draw(.log, detail: detail(filter, behind: behind), scene, on: &canvas)
    guard area.columns >= 12 else { return canvas.say("widen", in: area) }
    let notices = filter == .all || filter == .problems ? scene.status.notices : []
    let entries = visible(scene.snapshot.log, filter, count: area.rows + behind)
    let total = entries.count + notices.count
    guard total > 0 else {
      return canvas.say(filter == .all ? "nothing happened yet" : "no such lines", in: area)
    }
    let first = max(0, min(total - area.rows, total - area.rows - behind))
    for (line, place) in (first..<min(total, first + area.rows)).enumerated() {
      if place < entries.count {
        draw(entries[place], row: area.row + line, scene, on: &canvas)
      } else {
        drawNotice(notices[place - entries.count], row: area.row + line, on: &canvas)
      }
    }
  }

  /// A filtered or scrolled view says that it is one.
  private static func detail(_ filter: LogFilter, behind: Int) -> String {
    var parts: [String] = []
    if filter != .all { parts.append("ONLY \(filter.rawValue)") }
    if behind > 0 { parts.append("▲ \(behind) lines back") }
    return parts.joined(separator: "  ")
  }

  /// The newest `count` lines of a kind, oldest first; older ones aren't looked at.
  private static func visible(_ log: [LogEntry], _ filter: LogFilter, count: Int) -> [LogEntry] {
    Array(log.reversed().lazy.filter { filter.shows($0.tag) }.prefix(count).reversed())
  }

  private static func draw(
    _ entry: LogEntry, row: Int, _ scene: Scene, on canvas: inout Canvas
  ) {
    var column = 1
    let isWide = canvas.columns >= 100
    let clock = isWide ? TimeText.clock(entry.time) : TimeText.clockSeconds(entry.time)
    column += canvas.write(SafeText(clock), row: row, column: column, as: .logTime) + 1
    canvas.write(
      SafeText(LogText.tag(entry.tag)), row: row, columns: column..<column + 8, as: role(entry.tag))
    column += 9
    canvas.write(
      SafeText(LogText.words(entry, scene.figures, said: scene.status.venueTexts)), row: row,
      columns: column..<max(column, canvas.columns), as: .logText)
  }

  private static func drawNotice(_ text: String, row: Int, on canvas: inout Canvas) {
    canvas.write(
      SafeText("NOTICE " + text), row: row, columns: 1..<max(1, canvas.columns), as: .logWarning)
  }

  private static func role(_ tag: LogEntry.Tag) -> Role {
    switch tag {
    case .entryFilled, .exitFilled, .lotClosed: .logFill
    case .rejected, .cancelRefused, .endedAtVenue, .gated, .marketBlocked, .gap, .duplicateFill,
      .flattenStarted, .cancelAllStarted, .frozen, .stopFired, .stoppedTogether, .lotOverdue,
      .benched,
      .outcomeUnknown, .notSent, .adopted, .differsAtVenue, .adjusted, .adjustmentReversed,
      .fillGap,
      .disconnected, .channelSilent,
      .marketPhase, .breakerStage, .deadManAside, .flattenWaits, .attemptFailed,
      .attemptTimedOut, .fallbackMarked, .takerSent, .completionStarted, .rejectStorm,
      .quitStarted, .marginRefused, .collared:
      .logWarning
    case .flattenStuck, .unmatchedFill, .capReached, .stopEscalated, .nakedLot, .bothLegsFilled,
      .closeGivenUp, .breakerTripped, .foreignFill, .unknownOrderStorm, .deadManRefused,
      .otherInstance, .cancelAllUnfinished,
      .quitTimedOut, .contradictedFill:
      .logError
    case .anchored, .paused, .unpaused, .unfrozen, .flattenSlice, .flattenDone, .cancelAllDone,
      .manualPlaced, .recentred, .marketResumed, .alarmsAcknowledged, .cancelledByOperator,
      .outcomeKnown,
      .breakerCleared, .lotClosing, .benchFreed, .runnerChosen, .runnerTrails, .dustPooled,
      .reconciled, .willKeep, .willCancel, .startShown,
      .seeded, .fillsAudited, .connected, .attemptDone, .attemptStopped,
      .fallbackDropped,
      .movedByHand, .repriced, .quitSettled, .marginChanged:
      .logTag
    }
  }
}
