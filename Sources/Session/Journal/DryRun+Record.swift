import Engine
import Journal
import Market
import Venue

extension DryRun {
  /// How the journal of this run names the updates of its market.
  public var namedUpdates: NamedUpdates { isInstant ? .inOrder : .byNumber }

  /// Plays a recorded run again, to the last input that its journal holds. The run's market, venue
  /// and network are made again from their settings, so the whole world is as it was then.
  ///
  /// - Parameters:
  ///   - reader: a journal with all inputs of the run.
  ///   - goOn: makes the recorder of what follows, from where the record ends. What the last event
  ///     causes beyond its last input is recorded by it.
  /// - Returns: the first input that this build decides otherwise; nil if there is none.
  /// - Throws: ``JournalError`` or ``InputError``.
  public mutating func repeatRecord(
    _ reader: JournalReader, thenBy goOn: @escaping (RecordEnd) -> any InputRecorder
  ) throws -> Divergence? {
    let last = try reader.extent().last
    let acts = try RecordedAct.all(reader)
    let checker = RecordChecker(try RecordedInputs(reader, after: 0), last: last, goOn)
    kernel.record(by: checker)
    begin()
    for act in acts {
      while kernel.inputCount + 1 < act.number, checker.divergence == nil, advance() {}
      guard checker.divergence == nil else { break }
      passSilently(until: act.time)
      carryOut(act)
    }
    while kernel.inputCount < last, checker.divergence == nil, advance() {}
    kernel.record(by: checker.successor)
    if let problem = checker.problem { throw problem }
    return checker.divergence
  }

  /// Plays events up to a moment that give the engine nothing, as the market moving at the venue. No
  /// input tells how many of them were before the next.
  private mutating func passSilently(until moment: Instant) {
    while let next = nextTime, next <= moment {
      var ahead = self
      ahead.kernel.record(by: nil)
      guard ahead.advance(), ahead.kernel.inputCount == kernel.inputCount else { return }
      advance()
    }
  }

  private mutating func carryOut(_ act: RecordedAct) {
    switch act.what {
    case .command(let command): perform(command)
    case .journal(let news): hear(news)
    case .restarted(let reserved):
      restartEngine(with: engine, after: kernel.inputCount, above: reserved)
    }
  }
}

/// Where the record of a dry run ends.
public struct RecordEnd: Sendable {
  /// The engine as of the last input.
  public let engine: Engine
  /// The number of the last input.
  public let number: UInt64
  /// The number in the market's source of the first update that is still to come.
  public let place: Int

  public init(engine: Engine, number: UInt64 = 0, place: Int = 0) {
    self.engine = engine
    self.number = number
    self.place = place
  }
}

/// An input of a dry run that did not come from its own world.
private struct RecordedAct {
  enum What {
    case command(Command)
    case journal(JournalNews)
    case restarted(ReservedNumbers)
  }

  let number: Int
  let time: Instant
  let what: What

  static func all(_ reader: JournalReader) throws -> [RecordedAct] {
    var inputs = try RecordedInputs(reader, after: 0)
    var acts: [RecordedAct] = []
    while let (input, _) = try inputs.next() {
      guard case .other(let other, let time) = input, let what = what(other) else { continue }
      acts.append(RecordedAct(number: Int(inputs.number), time: time, what: what))
    }
    return acts
  }

  private static func what(_ input: Input) -> What? {
    switch input {
    case .command(let command): .command(command)
    case .journal(let news): .journal(news)
    case .restarted(let reserved): .restarted(reserved)
    case .market, .reports, .answer, .filled, .mismatch, .deadline, .fillsKept, .recalled: nil
    }
  }
}

/// Compares what a repeated run does with its record, and gives what follows to the next recorder.
private final class RecordChecker: InputRecorder, @unchecked Sendable {
  private var inputs: RecordedInputs
  private let last: UInt64
  private let goOn: (RecordEnd) -> any InputRecorder
  private var expected: UInt64?
  private var time = Instant.distantPast
  private var number: UInt64 = 0
  private var place = 0
  private(set) var divergence: Divergence?
  private(set) var problem: (any Error)?
  /// The recorder of what follows; nil before the record's end.
  private(set) var successor: (any InputRecorder)?

  init(
    _ inputs: RecordedInputs, last: UInt64, _ goOn: @escaping (RecordEnd) -> any InputRecorder
  ) {
    self.inputs = inputs
    self.last = last
    self.goOn = goOn
  }

  func record(_ input: Input, at time: Instant, place: Int?) {
    if let successor { return successor.record(input, at: time, place: place) }
    number += 1
    self.time = time
    if let place { self.place = place + 1 }
    guard problem == nil else { return }
    do {
      expected = try inputs.next()?.effects
    } catch {
      problem = error
    }
  }

  func conclude(_ effects: Effects, since mark: EffectMark, on engine: Engine) {
    if let successor { return successor.conclude(effects, since: mark, on: engine) }
    let found = BoundaryHash.digest(effects, since: mark)
    if divergence == nil, problem == nil, found != expected {
      divergence = Divergence(input: number, time: time, expected: expected, found: found)
    }
    guard number == last, divergence == nil, problem == nil else { return }
    successor = goOn(RecordEnd(engine: engine, number: number, place: place))
  }
}
