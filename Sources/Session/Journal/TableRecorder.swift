import Engine
import Journal
import Market
import Venue

/// Makes the rows of the readable tables from inputs that are repeated, to compare them with those
/// that were written.
public final class TableRecorder: InputRecorder, @unchecked Sendable {
  private let check: TableCheck
  private var tables: TableKeeper
  private var rows: [RowWrite] = []
  private var input = Input.deadline
  private var time = Instant.distantPast
  private var number: UInt64
  /// The first thing that went wrong with writing.
  public private(set) var problem: JournalError?

  public init(_ check: TableCheck, after number: UInt64, _ engine: Engine) {
    self.check = check
    self.number = number
    tables = TableKeeper(instrument: engine.instrument)
    tables.begin(with: engine)
  }

  public func record(_ input: Input, at time: Instant, place: Int?) {
    number += 1
    self.input = input
    self.time = time
  }

  public func conclude(_ effects: Effects, since mark: EffectMark, on engine: Engine) {
    tables.take(
      input, number: number, at: time, effects: effects, since: mark, engine: engine, into: &rows)
    guard !rows.isEmpty, problem == nil else { return rows.removeAll() }
    do throws(JournalError) {
      try check.write(rows)
    } catch {
      problem = error
    }
    rows.removeAll(keepingCapacity: true)
  }
}
