import Market
import Testing

@testable import SimulatedVenue

@Suite("Tape cursor")
struct TapeCursorTests {
  /// 700 updates of one to three changes, three of them at every moment.
  private func tape() throws -> Tape {
    var text = TapeText.header
    for number in 0..<700 {
      for change in 0...number % 3 {
        text += "\(number / 3 * 10 + 100),\(number),L,B,\(change + 1),\(number + 1)\n"
      }
    }
    return try TapeFolder().tape(text)
  }

  @Test("Walking a tape yields every update once, with its number, time and changes")
  func walk() throws {
    let tape = try tape()
    var cursor = TapeCursor()
    var number = 0
    while let update = cursor.next(in: tape.records) {
      #expect(update.time.nanoseconds == Int64(number / 3 * 10 + 100))
      #expect(update.kinds == .depth)
      #expect(update.changes.map(\.ticks) == (0...number % 3).map { Int64($0 + 1) * 2 })
      #expect(update.changes.allSatisfy { $0.steps == Int64(number + 1) * 100 })
      number += 1
      #expect(cursor.update == number)
    }
    #expect(number == 700)
    #expect(cursor.record == tape.records.count)
    let beyond = cursor.next(in: tape.records)
    #expect(beyond?.time == nil)
    #expect(cursor.nextTime(in: tape.records) == nil)
  }

  @Test("Jumping to any update or moment is what walking there gives")
  func jump() throws {
    let tape = try tape()
    var walked = [TapeCursor()]
    var times: [Int64] = []
    var cursor = TapeCursor()
    while let update = cursor.next(in: tape.records) {
      times.append(update.time.nanoseconds)
      walked.append(cursor)
    }

    for number in -1...702 {
      #expect(tape.position(update: number) == walked[min(max(number, 0), 700)])
    }
    for time in 90...Int64(700 / 3 * 10 + 120) {
      let first = times.firstIndex { $0 >= time } ?? 700
      #expect(tape.position(at: Instant(nanoseconds: time)) == walked[first], "at \(time)")
    }
    #expect(tape.position(at: .distantPast) == TapeCursor())
    #expect(tape.position(at: .distantFuture) == walked[700])
  }
}
