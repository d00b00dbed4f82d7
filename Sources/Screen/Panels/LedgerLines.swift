import Engine
import Market

/// The ledger compared with the venue: local, venue, in flight, drift, gaps, adjustments, sources.
enum LedgerLines {
  typealias Line = ExplanationText.Line

  static func all(_ snapshot: Snapshot, _ figures: Figures) -> [Line] {
    let (ledger, view) = (snapshot.ledger, snapshot.reconcile)
    var lines: [Line] = [.title("Ledger and venue")]
    lines.append(Line("position here         \(figures.position(ledger.local))", indent: 2))
    lines.append(venue(ledger, at: snapshot.time, figures))
    lines.append(
      Line(
        "in flight             buys \(figures.steps(ledger.inFlight.buy)), sells "
          + figures.steps(ledger.inFlight.sell), indent: 2))
    lines.append(
      Line(
        "worst case            long \(figures.position(ledger.worstLong)), short "
          + figures.position(ledger.worstShort), indent: 2))
    if let drift = ledger.suspectedDrift {
      lines.append(
        Line("suspected drift       \(figures.steps(drift)), checked again", .warning, indent: 2))
    }
    lines.append(
      Line(
        "fills by              stream \(ledger.sources.stream), poll \(ledger.sources.poll), "
          + "reconcile \(ledger.sources.reconcile), conflicts "
          + "\(ledger.sources.contradictions)", indent: 2))
    lines.append(Line("gaps                  \(ledger.gaps)", indent: 2))
    lines.append(last(view, at: snapshot.time))
    lines += start(view, at: snapshot.time, figures)
    return lines + adjustments(ledger, figures) + others(snapshot, figures)
  }

  /// What the start will do with the entry orders that it found at the venue.
  private static func start(_ view: ReconcileView, at now: Instant, _ figures: Figures) -> [Line] {
    guard let start = view.start else { return [] }
    let due = start.dueAt.map { " in \(TimeText.span(max(0, $0.nanoseconds(since: now))))" }
    let counts =
      "keep \(start.keeps.count), cancel \(start.cancels.count), place "
      + (start.places.map(String.init) ?? "as many as the grid wants")
    func lines(_ word: String, _ orders: [StartProposal.Standing]) -> [Line] {
      orders.map { order in
        Line(
          "\(word) \(order.side.word) \(figures.size(order.remaining)) @ "
            + figures.price(order.price), indent: 4)
      }
    }
    return [Line("at the start          \(counts)\(due ?? "")", indent: 2)]
      + lines("keep", start.keeps) + lines("cancel", start.cancels)
  }

  private static func venue(
    _ ledger: LedgerView, at now: Instant, _ figures: Figures
  ) -> Line {
    guard let venue = ledger.venue else {
      return Line("position at the venue not reported yet", .unknown, indent: 2)
    }
    let age = ledger.venueAsOf.map {
      ", reported \(TimeText.span(max(0, now.nanoseconds(since: $0)))) ago"
    }
    return Line(
      "position at the venue \(figures.position(venue))\(age ?? "")",
      venue == ledger.local ? .help : .warning, indent: 2)
  }

  private static func last(_ view: ReconcileView, at now: Instant) -> Line {
    let done = view.lastDone.map { done in
      "\(TimeText.span(max(0, now.nanoseconds(since: done)))) ago for "
        + ReconcileText.cause(view.lastCause)
    }
    let next = view.nextAt.map {
      ", next in \(TimeText.span(max(0, $0.nanoseconds(since: now))))"
    }
    return Line(
      "compared              \(done ?? "never")\(next ?? ""), \(view.completed) in total, "
        + "\(view.queries) orders queried", indent: 2)
  }

  private static func adjustments(_ ledger: LedgerView, _ figures: Figures) -> [Line] {
    ledger.adjustments.map { adjustment in
      Line(
        "adjustment \(adjustment.number)          \(figures.steps(adjustment.steps)) @ "
          + "\(figures.price(adjustment.price)), fills missing for "
          + "\(figures.steps(adjustment.standing))"
          + (adjustment.made == .zero
            ? "" : ", late fills added \(figures.money(adjustment.made)) to profit"),
        .warning, indent: 2)
    }
  }

  /// What is on the account that is not ours, and fills that match no order or contradict each
  /// other.
  private static func others(_ snapshot: Snapshot, _ figures: Figures) -> [Line] {
    let foreign = snapshot.reconcile.foreign.map { order in
      Line(
        "\(OwnOrderText.glyph(.foreign)) not ours: \(order.side.word) "
          + "\(figures.size(order.remaining)) @ \(order.limit.map(figures.price) ?? "market")"
          + (snapshot.reconcile.proposals.contains(order.id) ? ", where the grid wants one" : ""),
        .warning, indent: 2)
    }
    let unmatched = snapshot.ledger.unmatched.map { fill in
      Line(
        "unmatched fill: \(fill.side.word) \(figures.size(fill.quantity)) @ "
          + figures.price(fill.price), .warning, indent: 2)
    }
    let contradictions = snapshot.ledger.contradictions.map { fill in
      Line(
        "conflicting fill: a second source reports \(fill.side.word) \(figures.size(fill.quantity)) @ "
          + "\(figures.price(fill.price)) at \(TimeText.clockSeconds(fill.time)); the first "
          + "report is booked", .alarm, indent: 2)
    }
    return foreign + unmatched + contradictions
  }
}
