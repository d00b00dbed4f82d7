import Engine
import Market

/// The last two rows: a message line, and the keys of the focused panel.
enum FooterPanel {
  // MARK: Keys

  /// Keys that belong together, with one label for all of them.
  struct Hint {
    let label: String
    let actions: [Action]

    init(_ label: String, _ actions: Action...) {
      self.label = label
      self.actions = actions
    }
  }

  /// Draws as many hints as fit, the most important first.
  static func drawKeys(_ scene: Scene, on canvas: inout Canvas) {
    canvas.clear(as: .footer)
    let (context, hints) = hints(scene)
    var column = 1
    for hint in hints {
      let keys = hint.actions.compactMap { scene.keymap.keys(for: $0, in: context).first }
      guard !keys.isEmpty else { continue }
      let text = SafeText(keys.joined(separator: "/"))
      let label = SafeText(hint.label)
      guard column + text.columns + 1 + label.columns <= canvas.columns else { break }
      column += canvas.write(text, row: 0, column: column, as: .footerKey) + 1
      column += canvas.write(label, row: 0, column: column, as: .footerText) + 2
    }
  }

  private static func hints(_ scene: Scene) -> (KeyContext, [Hint]) {
    switch scene.view.overlay {
    case .none: (scene.view.focus.context, panelHints(scene))
    case .help: (.help, [Hint("scroll", .cursorUp, .cursorDown), Hint("close", .help, .back)])
    case .explanation, .books:
      (.help, [Hint("scroll", .cursorUp, .cursorDown), Hint("close", .back)])
    case .restart:
      (
        .restart,
        [
          Hint("resume", .resume), Hint("close lot", .closeLot), Hint("cancel", .cancelOne),
          Hint("flatten", .flatten), Hint("adopt", .reconcile), Hint("leave", .leaveAsIs),
          Hint("later", .back), Hint("help", .help),
        ]
      )
    case .dialog(let dialog):
      (
        .dialog,
        [
          dialog.confirmation == .strong
            ? Hint("confirm", .confirmStrongly) : Hint("confirm", .confirm),
          Hint("cancel", .cancel),
        ]
      )
    case .prompt: (.prompt, [Hint("go", .confirm), Hint("cancel", .cancel)])
    }
  }

  private static func panelHints(_ scene: Scene) -> [Hint] {
    if scene.status.leaving != nil {
      return [Hint("leave at once", .quit), Hint("panel", .focusNext), Hint("help", .help)]
    }
    if scene.view.carried != nil {
      return [
        Hint("move it there", .moveOrder), Hint("keep it", .back),
        Hint("price", .cursorUp, .cursorDown), Hint("zoom", .zoomIn, .zoomOut),
      ]
    }
    let time =
      scene.status.canStep
      ? [Hint("run", .toggleRun), Hint("step", .stepEvent, .stepEventBack)] : []
    let stops = [
      Hint("freeze", .freeze), Hint("flatten", .flatten), Hint("cancel", .cancelAll),
    ]
    let unanswered = scene.status.awaitsAnswer(scene.snapshot)
    let first =
      (unanswered ? [Hint("restart", .showRestart)] : [])
      + [Hint("help", .help), Hint("quit", .quit)]
    let last = [
      Hint("panel", .focusNext), Hint("enlarge", .enlarge),
      Hint("pause sides", .pauseBuy, .pauseSell),
      Hint("speed", .speedUp, .speedDown), Hint("decision", .stepDecision, .stepDecisionBack),
      Hint("fill", .stepFill, .stepFillBack), Hint("jump", .jump), Hint("re-anchor", .recentreGrid),
      Hint("theme", .nextTheme),
    ]
    switch scene.view.focus {
    case .ladder, .header, .help, .explain, .books, .restart:
      let own = [
        Hint("centre", .recentreLadder), Hint("zoom", .zoomIn, .zoomOut),
      ]
      return first + stops + [Hint("order", .manualBuy, .manualSell)] + time + own + last
    case .opens:
      let own = Hint("cancel/move one", .cancelOne, .moveOrder)
      return first + stops + [own, Hint("select", .cursorUp, .cursorDown)] + time + last
    case .lots, .legs:
      let own = Hint("close lot", .closeLot)
      return first + stops + [own, Hint("select", .cursorUp, .cursorDown)] + time + last
    case .metrics:
      return first + stops + [Hint("scroll", .cursorUp, .cursorDown)] + time + last
    case .log:
      let own = [Hint("filter", .filterLog), Hint("scroll", .cursorUp, .cursorDown)]
      return first + own + stops + time + last
    }
  }

  // MARK: What goes on

  static func drawMessage(_ scene: Scene, on canvas: inout Canvas) {
    canvas.clear(as: .text)
    if case .prompt(let prompt) = scene.view.overlay { return drawPrompt(prompt, on: &canvas) }
    if !scene.view.prefix.isEmpty { return drawPrefix(scene, on: &canvas) }
    let room = 1..<max(1, canvas.columns - 1)
    if let message = scene.view.message {
      canvas.write(SafeText(message.text), row: 0, columns: room, as: role(message.kind))
    } else if let standing = LeavingText.message(scene) ?? CarriedText.words(scene) {
      canvas.write(SafeText(standing), row: 0, columns: room, as: .warning)
    } else if scene.view.focus == .ladder, scene.view.overlay != .restart,
      let text = CursorText.words(scene)
    {
      canvas.write(SafeText(text), row: 0, columns: room, as: .ladderReason)
    }
  }

  private static func role(_ kind: Message.Kind) -> Role {
    switch kind {
    case .info: .info
    case .warning, .refusal: .warning
    }
  }

  private static func drawPrompt(_ prompt: Prompt, on canvas: inout Canvas) {
    var column = 1
    column += canvas.write("Jump to:", row: 0, column: column, as: .dialogTitle) + 1
    column += canvas.write(SafeText(prompt.text), row: 0, column: column, as: .dialogField)
    column += canvas.write("_", row: 0, column: column, as: .dialogField) + 2
    let help = "13:04:05[.678], 2024-08-08 13:04:05, +90, -5m"
    canvas.write(
      SafeText(prompt.problem ?? help), row: 0, columns: column..<max(column, canvas.columns - 1),
      as: prompt.problem == nil ? .textDim : .warning)
  }

  /// Shows the keys that may follow a prefix.
  private static func drawPrefix(_ scene: Scene, on canvas: inout Canvas) {
    var node = scene.keymap.effective(in: scene.view.focus.context)
    for key in scene.view.prefix {
      guard case .prefix(let next)? = node[key] else { return }
      node = next
    }
    var column = 1
    let typed = scene.view.prefix.map(\.name).joined(separator: " ")
    let title = node.title.isEmpty ? typed : "\(typed) \(node.title):"
    column += canvas.write(SafeText(title), row: 0, column: column, as: .dialogTitle) + 2
    for binding in node.bindings {
      column += canvas.write(SafeText(binding.key.name), row: 0, column: column, as: .footerKey) + 1
      let label =
        switch binding.meaning {
        case .action(let action): action.facts.hint
        case .prefix(let next): next.title + "…"
        }
      column += canvas.write(SafeText(label), row: 0, column: column, as: .footerText) + 2
    }
  }
}
