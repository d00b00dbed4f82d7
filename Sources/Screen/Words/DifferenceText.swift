import Engine
import Market

/// What the venue reports differently from our books, in words.
enum DifferenceText {
  /// The dialog's lines: one for all differences first, then one for each.
  static func lines(_ scene: Scene, chosen: Int?) -> [DialogText.Line] {
    let view = scene.snapshot.reconcile
    guard !view.differences.isEmpty else {
      return [
        view.phase == .settled && !view.isPreviewDue
          ? ("nothing differs: orders, fills and position agree", .dialog)
          : (ReconcileText.phase(view) ?? "waiting for the venue's answers", .dialog)
      ]
    }
    func choice(_ number: Int?, _ text: String) -> DialogText.Line {
      ((number == chosen ? "▶ " : "  ") + text, number == chosen ? .dialogField : .dialog)
    }
    return [choice(nil, "accept all \(view.differences.count)")]
      + view.differences.map { choice($0.number, words($0, scene.figures)) }
  }

  static func words(_ difference: Difference, _ figures: Figures) -> String {
    let order = [
      difference.side?.word, difference.price.map { "@ \(figures.price($0))" },
    ].compactMap(\.self).joined(separator: " ")
    let amounts =
      "Rung \(figures.steps(difference.ours)), venue \(figures.steps(difference.venues))"
    return switch difference.kind {
    case .missingAtVenue: "\(order) is not on the venue's list: query it"
    case .unknownHere: "\(order) with our tag is unknown to Rung: query, then adopt or cancel it"
    case .sizeDiffers: "\(order) differs in size (\(amounts)): query, then use the venue's size"
    case .priceDiffers: "\(order) has another price at the venue: query, then cancel it"
    case .position: "the position differs (\(amounts)): adjust Rung's"
    }
  }
}

/// The state of reconciliation with the venue, in words.
enum ReconcileText {
  /// The phase of reconciliation; nil while nothing waits for it.
  static func phase(_ view: ReconcileView) -> String? {
    if let start = view.start, start.dueAt != nil {
      return "START: keeps \(start.keeps.count), cancels \(start.cancels.count) existing entries"
    }
    return switch view.phase {
    case .starting: "STARTING: reading orders and position from the venue"
    case .disconnected: "DISCONNECTED: no order updates"
    case .comparing: view.barsOpens ? "RECONCILING: no entries until done" : nil
    case .settled: view.barsOpens ? "NO ENTRIES until checked with the venue" : nil
    }
  }

  static func cause(_ cause: ReconcileCause) -> String {
    switch cause {
    case .start: "start"
    case .reconnect: "reconnect"
    case .drift: "position drift"
    case .unmatchedFill: "unmatched fill"
    case .contradictedFill: "conflicting fill"
    case .unlistedFills: "unlisted fills"
    case .storm: "unknown orders"
    case .unknownOrder: "unknown order"
    case .busy: "many fills"
    case .silence: "quiet stream"
    case .regular: "routine"
    case .preview: "operator"
    }
  }
}
