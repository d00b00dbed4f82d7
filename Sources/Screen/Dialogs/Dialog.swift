import Engine
import Market
import Venue

/// A question that waits for an answer, and what is known about the effect of "yes".
struct Dialog: Equatable, Sendable {
  enum Question: Equatable, Sendable {
    case unfreeze
    case flatten
    case flattenAccount
    case completeSide(Side)
    case moveOrder(ClientOrderID, Price)
    case reprice
    case cancelAll(CancelScope)
    case cancelOrder(ClientOrderID)
    case stopAttempt(AttemptID)
    case closeLot(PositionID)
    case closeExcess
    case endCooldown(Side, Price?)
    case clearBreaker
    /// The differences from the venue: the chosen number, or nil for all.
    case reconcile(Int?)
    case quit(WayOut)
  }

  var question: Question
  /// The engine's preview of the question's command, as of the moment it was asked for.
  var preview: CommandPreview?
  /// How long ago the preview was asked for.
  var previewAgeNanoseconds: Int64 = 0

  /// The scopes of a cancel-all in the order of the dialog.
  static let scopes: [CancelScope] = [.opens, .side(.buy), .side(.sell), .legs]

  /// The command that "yes" sends; nil for quitting.
  var command: Command? {
    switch question {
    case .unfreeze: .unfreeze
    case .flatten: .flatten
    case .flattenAccount: .flattenAccount
    case .completeSide(let side): .complete(side)
    case .moveOrder(let id, let price): .moveOrder(id, price)
    case .reprice: .reprice
    case .cancelAll(let scope): .cancelAll(scope)
    case .cancelOrder(let id): .cancelOrder(id)
    case .stopAttempt(let id): .stopAttempt(id)
    case .closeLot(let lot): .closeLot(lot)
    case .closeExcess: .closeExcess
    case .endCooldown(let side, let slot): .endCooldown(side, slot)
    case .clearBreaker: .clearBreaker
    case .reconcile(let number): .acceptDifferences(number.map { [$0] } ?? [])
    case .quit: nil
    }
  }

  /// The command whose preview says what "yes" would do; nil if it has none.
  var previewed: Command? {
    switch question {
    case .quit(.flatten): .flatten
    case .quit(.cancelOpens): .quit
    case .quit(.keep): nil
    case .unfreeze, .flatten, .flattenAccount, .completeSide, .moveOrder, .reprice, .cancelAll,
      .cancelOrder, .stopAttempt, .closeLot, .closeExcess, .endCooldown, .clearBreaker, .reconcile:
      command
    }
  }

  var isAboutLeaving: Bool {
    if case .quit = question { return true }
    return false
  }

  /// Which key answers "yes". Trading at the market and removing exits need the stronger key.
  var confirmation: Confirmation {
    switch question {
    case .flatten, .flattenAccount, .completeSide, .closeLot, .closeExcess: .strong
    case .cancelAll(.legs): .strong
    case .unfreeze, .cancelAll(.opens), .cancelAll(.side), .cancelOrder, .stopAttempt, .moveOrder,
      .reprice,
      .endCooldown, .clearBreaker, .reconcile:
      .confirm
    case .quit: .confirm
    }
  }

  /// Moves the choice: the scope of a cancel-all, whose preview is unknown until the engine
  /// answers, or the difference to accept.
  mutating func choose(by step: Int, among numbers: [Int]) {
    if case .reconcile(let number) = question {
      let choices: [Int?] = [nil] + numbers
      let place = choices.firstIndex(of: number) ?? 0
      question = .reconcile(choices[(place + step + choices.count) % choices.count])
      return
    }
    guard case .cancelAll(let scope) = question,
      let place = Dialog.scopes.firstIndex(of: scope)
    else { return }
    let count = Dialog.scopes.count
    question = .cancelAll(Dialog.scopes[(place + step + count) % count])
    preview = nil
  }
}
