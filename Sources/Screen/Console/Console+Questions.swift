import Engine
import Market

extension Console {
  mutating func ask(_ question: Dialog.Question) -> [ConsoleRequest] {
    let dialog = Dialog(question: question)
    view.overlay = .dialog(dialog)
    questionWasShown = false
    return dialog.previewed.map { [.preview($0)] } ?? []
  }

  mutating func choose(by step: Int, _ snapshot: Snapshot) -> [ConsoleRequest] {
    guard case .dialog(var dialog) = view.overlay else { return [] }
    let before = dialog.question
    dialog.choose(by: step, among: snapshot.reconcile.differences.map(\.number))
    guard dialog.question != before else { return [] }
    view.overlay = .dialog(dialog)
    return dialog.previewed.map { [.preview($0)] } ?? []
  }

  mutating func cancel() -> [ConsoleRequest] {
    view.overlay = .none
    return []
  }

  /// An answer counts only where the question was on the screen before it.
  mutating func confirm(strongly: Bool, _ moment: Moment) -> [ConsoleRequest] {
    switch view.overlay {
    case .none, .help, .explanation, .books:
      return refused("nothing is being asked")
    case .prompt(let prompt): return strongly ? [] : jump(prompt, moment)
    case .dialog(let dialog):
      guard questionWasShown else { return refused("first read the question") }
      guard strongly || dialog.confirmation != .strong else {
        let key = keymap.keys(for: .confirmStrongly, in: .dialog).first ?? ""
        refuse("this asks for the stronger key: \(key)")
        return []
      }
      return carryOut(dialog, moment)
    }
  }

  private mutating func carryOut(_ dialog: Dialog, _ moment: Moment) -> [ConsoleRequest] {
    guard let command = dialog.command else {
      view.overlay = .none
      return [.quit]
    }
    if case .reconcile(let number) = dialog.question {
      return accept(number, moment.snapshot.reconcile)
    }
    guard dialog.preview != nil else {
      refuse("what it would do is not known yet; press again")
      return [.preview(command)]
    }
    view.overlay = .none
    if let refusal = dialog.preview?.refusal {
      return refused(refusal.sentence(moment.snapshot.instrument))
    }
    if dialog.question == .unfreeze, let problem = unfreezeProblem(moment.snapshot) {
      return refused(problem)
    }
    switch dialog.question {
    case .unfreeze: tell("unfreeze: opens may go out again")
    case .flatten: tell("flatten asked for")
    case .flattenAccount: tell("flatten of the whole account asked for")
    case .completeSide(let side): tell("completion of the \(side.word) side asked for")
    case .moveOrder: tell("the order is cancelled, then placed there")
    case .reprice: tell("opens are compared with the market")
    case .cancelAll(let scope): tell("cancel-all of \(scope.words) asked for")
    case .cancelOrder: tell("cancel of one order asked for")
    case .stopAttempt: tell("end of one attempt asked for")
    case .closeLot(let lot): tell("close of lot #\(lot.value) asked for")
    case .closeExcess: tell("close of the excess asked for")
    case .endCooldown(let side, _): tell("\(side.word) opens may come back there")
    case .reconcile: break
    case .clearBreaker: tell("clearing the breaker asked for")
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
      view.overlay = .none
      tell("jump to \(TimeText.date(target)) \(TimeText.clock(target))")
      return [.jump(target)]
    } catch {
      var prompt = prompt
      prompt.problem = error.description
      view.overlay = .prompt(prompt)
      return []
    }
  }
}
