import Engine
import Market

extension Console {
  mutating func ask(_ question: Dialog.Question) -> [ConsoleRequest] {
    let dialog = Dialog(question: question)
    view.overlay = .dialog(dialog)
    questionWasShown = false
    return dialog.command.map { [.preview($0)] } ?? []
  }

  mutating func choose(by step: Int) -> [ConsoleRequest] {
    guard case .dialog(var dialog) = view.overlay else { return [] }
    let before = dialog.question
    dialog.choose(by: step)
    guard dialog.question != before else { return [] }
    view.overlay = .dialog(dialog)
    return dialog.command.map { [.preview($0)] } ?? []
  }

  mutating func cancel() -> [ConsoleRequest] {
    view.overlay = .none
    return []
  }

  /// An answer counts only where the question was on the screen before it.
  mutating func confirm(strongly: Bool, _ moment: Moment) -> [ConsoleRequest] {
    switch view.overlay {
    case .none, .help, .explanation:
      return refused("nothing is being asked")
    case .prompt(let prompt): return strongly ? [] : jump(prompt, moment)
    case .dialog(let dialog):
      guard questionWasShown else { return refused("first read the question") }
      guard strongly || dialog.confirmation != .strong else {
        let key = keymap.keys(for: .confirmStrongly, in: .dialog).first ?? ""
        refuse("this asks for the stronger key: \(key)")
        return []
      }
      return carryOut(dialog)
    }
  }

  private mutating func carryOut(_ dialog: Dialog) -> [ConsoleRequest] {
    guard let command = dialog.command else {
      view.overlay = .none
      return [.quit]
    }
    guard dialog.preview != nil else {
      refuse("what it would do is not known yet; press again")
      return [.preview(command)]
    }
    view.overlay = .none
    switch dialog.question {
    case .flatten: tell("flatten asked for")
    case .cancelAll(let scope): tell("cancel-all of \(scope.words) asked for")
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
