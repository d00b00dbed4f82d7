import Journal
import Output
import Screen
import Session

extension ConsoleLoop {
  /// Begins to write a black box of the run with the screen that the operator sees. The run goes on
  /// meanwhile.
  mutating func packJournal() {
    guard let path = keeper?.path ?? (session.facts.isRecord ? session.facts.source : nil) else {
      console.tell(
        "no black box: this run keeps no journal (rung run --journal FILE keeps one)",
        isProblem: true)
      return
    }
    // Of a path that is too long for the screen the name of the user might be all that is left.
    var status = status
    status.configuration = status.configuration?.split(separator: "/").last.map(String.init)
    let snapshot = placedSnapshot()
    let screen = console.draw(snapshot, status, size: size).text
    let last = keeper?.hurry() ?? 0
    let target: String
    do throws(FileError) {
      target = try BoxThread.name(for: snapshot.time)
    } catch {
      console.tell("no black box: \(error)", isProblem: true)
      return
    }
    let hasBegun = boxes.write(to: target) { [keeper] () throws(CommandFailure) in
      // The box is to hold what the screen shows. If the disk is too slow, it holds what it can.
      keeper?.awaitCommitted(last, withinMilliseconds: 2_000)
      let journal = try OpenedJournal(path, tellsNotices: false)
      return try BlackBox(of: journal).write(
        to: target, from: .recent, .shown(screen), occasion: "a key on the console")
    }
    console.tell(hasBegun ? "writing a black box ..." : "a black box is being written already")
  }

  /// Shows where a black box is, or why there is none, once it is decided.
  mutating func tellOfBox() {
    guard let result = boxes.takeResult() else { return }
    isDirty = true
    switch result {
    case .success(let written): console.tell("black box written to \(written.path)")
    case .failure(let failure):
      console.tell("no black box: \(failure.messages.joined(separator: "; "))", isProblem: true)
    }
  }

  /// Waits for a black box that is still being written, and says where it is.
  func endBox() {
    switch boxes.awaitResult(withinMilliseconds: 10_000) {
    case .success(let written)?: complain("black box written to \(written.path)")
    case .failure(let failure)?:
      complain("no black box: \(failure.messages.joined(separator: "; "))")
    case nil where boxes.isBusy: complain("no black box: the disk was too slow")
    case nil: break
    }
  }
}
