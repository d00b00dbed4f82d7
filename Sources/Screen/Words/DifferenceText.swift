import Engine
import Market

/// What the venue has otherwise than we do, in words.
enum DifferenceText {
  /// The dialog's lines: all of them first, then each difference.
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
      "ours \(figures.steps(difference.ours)), venue's \(figures.steps(difference.venues))"
    return switch difference.kind {
    case .missingAtVenue: "\(order) is not on the venue's list: ask about it"
    case .unknownHere: "\(order) with our tag is unknown here: ask, then adopt or cancel it"
    case .sizeDiffers: "\(order) has another size (\(amounts)): ask, then take the venue's"
    case .priceDiffers: "\(order) stands at another price: ask, then cancel it"
    case .position: "the position differs (\(amounts)): adjust ours"
    }
  }
}

/// Where agreement with the venue stands, in words.
enum ReconcileText {
  /// Nothing while all is settled.
  static func phase(_ view: ReconcileView) -> String? {
    if let start = view.start, start.dueAt != nil {
      return "START: keeps \(start.keeps.count), cancels \(start.cancels.count) of what stood"
    }
    return switch view.phase {
    case .starting: "STARTING: asking the venue what stands"
    case .disconnected: "DISCONNECTED: orders can't be seen"
    case .comparing: view.barsOpens ? "RECONCILING: no opens until it is through" : nil
    case .settled: view.barsOpens ? "NO OPENS until compared with the venue" : nil
    }
  }

  static func cause(_ cause: ReconcileCause) -> String {
    switch cause {
    case .start: "start"
    case .reconnect: "reconnect"
    case .drift: "drift"
    case .unmatchedFill: "unmatched fill"
    case .contradictedFill: "contradicted fill"
    case .unlistedFills: "fills that can't be listed"
    case .storm: "unknown orders"
    case .unknownOrder: "unknown order"
    case .busy: "many fills"
    case .silence: "silence"
    case .regular: "regular"
    case .preview: "operator"
    }
  }
}
