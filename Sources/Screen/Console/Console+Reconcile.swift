import Engine
import Market

extension Console {
  /// Has the engine compare its state with the venue's, and opens the list of differences.
  mutating func reconcile() -> [ConsoleRequest] {
    [.command(.reconcile)] + ask(.reconcile(nil))
  }

  /// Accepts the chosen difference, or all if `number` is nil. The list stays open while any is
  /// left.
  mutating func accept(_ number: Int?, _ view: ReconcileView) -> [ConsoleRequest] {
    guard view.phase != .comparing, !view.isPreviewDue else {
      return refused("the check is still running")
    }
    guard !view.differences.isEmpty else { return cancel() }
    if let number, !view.differences.contains(where: { $0.number == number }) {
      return refused("that difference is gone")
    }
    if number == nil || view.differences.count == 1 { uncover() }
    tell(number.map { "difference \($0) accepted" } ?? "all differences accepted")
    return [.command(.acceptDifferences(number.map { [$0] } ?? []))]
  }
}
