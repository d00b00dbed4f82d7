import Market

/// Updates of a tape that follow each other: at least one.
public struct TapeSlice: Sendable {
  private let tape: Tape
  private let begin: TapeCursor
  private let end: TapeCursor

  /// The number of the tape's updates before the slice.
  public var skipped: Int { begin.update }
  /// The number of its updates.
  public var count: Int { end.update - begin.update }

  /// The updates of a tape from the one with a number on, up to a moment and including it. If there
  /// are none, the update beside that place is taken: no tape is empty.
  public init(_ tape: Tape, from number: Int, through last: Instant) {
    self.tape = tape
    begin = tape.position(update: max(0, min(number, tape.header.counts.updates - 1)))
    let behind = tape.position(at: last.advanced(byNanoseconds: 1))
    end =
      behind.update > begin.update ? behind : tape.position(update: begin.update + 1)
  }

  /// The slice as a tape of its own.
  ///
  /// - Parameter provenance: what the new tape says about where it comes from.
  public func made(_ provenance: TapeProvenance) -> Tape {
    let part = UnsafeBufferPointer(rebasing: tape.records[begin.record..<end.record])
    let memory = TapeMemory(copying: UnsafeRawBufferPointer(part))
    var header = TapeHeader(unfilled: tape.header.instrument, provenance)
    header.tickIsInferred = tape.header.tickIsInferred
    header.stepIsInferred = tape.header.stepIsInferred
    return Tape(memory, header: header, origin: .made(memory))
  }

  /// What the whole tape says about where it comes from.
  public var provenance: TapeProvenance { tape.header.provenance }
}
