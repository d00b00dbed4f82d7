import Engine
import Market

extension Console {
  mutating func ask(_ question: Dialog.Question) -> [ConsoleRequest] {
    let dialog = Dialog(question: question)
    view.cover(with: .dialog(dialog))
    questionWasShown = false
    return dialog.previewed.map { [.preview($0)] } ?? []
  }

  mutating func choose(by step: Int, _ snapshot: Snapshot) -> [ConsoleRequest] {
    guard case .dialog(var dialog) = view.overlay else { return [] }
    let before = dialog.question
    dialog.choose(by: step, among: snapshot.reconcile.differences.map(\.number))
    guard dialog.question != before else { return [] }
    view.cover(with: .dialog(dialog))
    return dialog.previewed.map { [.preview($0)] } ?? []
  }

  mutating func cancel() -> [ConsoleRequest] {
    uncover()
    return []
  }

  /// Takes the operator's answer. It counts only if the question was on the screen before it.
  mutating func confirm(strongly: Bool, _ moment: Moment) -> [ConsoleRequest] {
    switch view.overlay {
    case .none, .help, .explanation, .books, .restart:
      return refused("there is no question to answer")
    case .prompt(let prompt): return strongly ? [] : jump(prompt, moment)
    case .dialog(let dialog):
      guard questionWasShown else {
        return refused("too fast: read the question, then press again")
      }
      guard strongly || dialog.confirmation != .strong else {
        let key = keymap.keys(for: .confirmStrongly, in: .dialog).first ?? ""
        refuse("this needs the stronger key: \(key)")
        return []
      }
      return carryOut(dialog, moment)
    }
  }

  private mutating func carryOut(_ dialog: Dialog, _ moment: Moment) -> [ConsoleRequest] {
    guard let command = dialog.command else {
      uncover()
      return [dialog.question == .quit(moment.status.wayOut) ? .quit : .leaveAsIs]
    }
    if case .reconcile(let number) = dialog.question {
      return accept(number, moment.snapshot.reconcile)
    }
    guard dialog.preview != nil else {
      refuse("the preview is not ready yet; press again")
      return [.preview(command)]
    }
    uncover()
    if let refusal = dialog.preview?.refusal {
      return refused(refusal.sentence(moment.snapshot.instrument))
    }
    if dialog.question == .unfreeze, let problem = unfreezeProblem(moment.snapshot) {
      return refused(problem)
    }
    switch dialog.question {
    case .unfreeze: tell("unfreeze requested: entries are allowed again")
    case .flatten: tell("flatten requested")
    case .flattenAccount: tell("flatten of the whole account requested")
    case .completeSide(let side): tell("completion of the \(side.word) side requested")
    case .moveOrder: tell("move requested: cancelled first, then placed there")
    case .reprice: tell("reprice requested")
    case .cancelAll(let scope): tell("cancel-all of \(scope.words) requested")
    case .cancelOrder: tell("cancel of one order requested")
    case .stopAttempt: tell("end of one attempt requested")
    case .closeLot(let lot): tell("close of lot #\(lot.value) requested")
    case .closeExcess: tell("close of the over-fill requested")
    case .endCooldown(let side, _):
      tell("cooldown ended: \(side.word) entries are allowed there again")
    case .reconcile: break
    case .clearBreaker: tell("clearing the breaker requested")
    case .quit: break
    }
    return [.command(command)]
  }

  // MARK: The jump

  private mutating func jump(_ prompt: Prompt, _ moment: Moment) -> [ConsoleRequest] {
    do {
      let target = try JumpTarget.instant(
        prompt.text, now: moment.snapshot.time, first: moment.status.tapeFirst,
        last: moment.status.tapeLast)
      uncover()
      tell("jump to \(TimeText.date(target)) \(TimeText.clock(target))")
      return [.jump(target)]
    } catch {
      var prompt = prompt
      prompt.problem = error.description
      view.cover(with: .prompt(prompt))
      return []
    }
  }
}
