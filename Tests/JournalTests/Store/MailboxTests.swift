import Market
import Testing

@testable import Journal

@Suite("When the journal writes")
struct MailboxTests {
  private var limits: CommitLimits {
    var limits = CommitLimits()
    (limits.delayNanoseconds, limits.bytes) = (50, 1_000)
    return limits
  }

  private func mailbox() -> Mailbox {
    Mailbox(last: 10, segment: 1, reserved: [], limits: limits)
  }

  private func append(_ bytes: Int, to mailbox: inout Mailbox) {
    [UInt8](repeating: 1, count: bytes).withUnsafeBytes {
      mailbox.append($0, count: 1, time: .distantPast, rows: [])
    }
  }

  private func note(_ mailbox: inout Mailbox, at now: UInt64) -> Bool { mailbox.note(at: now) }

  /// What is next, in words.
  private func next(_ mailbox: inout Mailbox, at now: UInt64) -> String {
    switch mailbox.next(at: now) {
    case .go(.commit(let groups)):
      "commit "
        + groups.map { "\($0.segment == nil ? "" : "segment ")\($0.count)" }
        .joined(separator: ", ")
    case .go(.forget(let segment)): "forget \(segment)"
    case .go(.forgetSlice): "slice"
    case .go(.finish): "finish"
    case .wait(let until): "until \(until)"
    case .sleep: "sleep"
    }
  }

  @Test("STATE-01 Inputs that nothing waits for are written together after a delay")
  func delay() {
    var mailbox = mailbox()
    #expect(next(&mailbox, at: 0) == "sleep")
    append(100, to: &mailbox)
    #expect(note(&mailbox, at: 100))
    #expect(next(&mailbox, at: 100) == "until 150")
    append(100, to: &mailbox)
    #expect(!note(&mailbox, at: 120))
    #expect(next(&mailbox, at: 149) == "until 150")
    #expect(next(&mailbox, at: 150) == "commit 2")
    #expect(next(&mailbox, at: 151) == "sleep")
  }

  @Test("STATE-01 Many bytes are written before the delay is over")
  func bytes() {
    var mailbox = mailbox()
    append(999, to: &mailbox)
    #expect(note(&mailbox, at: 100))
    #expect(next(&mailbox, at: 100) == "until 150")
    append(1, to: &mailbox)
    #expect(note(&mailbox, at: 101))
    #expect(next(&mailbox, at: 101) == "commit 2")
  }

  @Test("STATE-01 What is waited for is written at once, also where it was appended before")
  func hurry() {
    var mailbox = mailbox()
    append(1, to: &mailbox)
    #expect(note(&mailbox, at: 100))
    mailbox.hurry()
    #expect(note(&mailbox, at: 101))
    #expect(next(&mailbox, at: 101) == "commit 1")
    #expect(mailbox.awaited == 11)
    #expect(!mailbox.isUrgent)
    append(1, to: &mailbox)
    #expect(note(&mailbox, at: 102))
    #expect(next(&mailbox, at: 102) == "until 152")
  }

  @Test("STATE-01 A segment begins a batch of its own, with the number of the next input")
  func segments() {
    var mailbox = mailbox()
    append(1, to: &mailbox)
    let begun = mailbox.begin(smallStart)
    #expect(begun == (2, 12))
    append(1, to: &mailbox)
    append(1, to: &mailbox)
    #expect(note(&mailbox, at: 100))
    #expect(next(&mailbox, at: 150) == "commit 1, segment 2")
  }

  @Test("STATE-07 Old inputs are deleted only while nothing else is due, and not at the end")
  func forgetting() {
    var mailbox = mailbox()
    mailbox.forget(before: 2)
    append(1_000, to: &mailbox)
    mailbox.finish()
    #expect(note(&mailbox, at: 100))
    #expect(next(&mailbox, at: 100) == "commit 1")
    #expect(next(&mailbox, at: 100) == "forget 2")
    #expect(next(&mailbox, at: 100) == "finish")
  }

  @Test("STATE-07 Deleting goes on a slice at a time, and what is due comes first")
  func slices() {
    var mailbox = Mailbox(last: 10, segment: 2, reserved: [], isForgetting: true, limits: limits)
    #expect(next(&mailbox, at: 0) == "slice")
    #expect(next(&mailbox, at: 0) == "slice")
    append(1_000, to: &mailbox)
    #expect(note(&mailbox, at: 100))
    #expect(next(&mailbox, at: 100) == "commit 1")
    #expect(next(&mailbox, at: 100) == "slice")
    // Under a load that never ends, a slice has its turn too.
    let tasks = (0..<17).map { _ in
      append(1_000, to: &mailbox)
      _ = note(&mailbox, at: 100)
      return next(&mailbox, at: 100)
    }
    #expect(tasks == Array(repeating: "commit 1", count: 16) + ["slice"])
    #expect(next(&mailbox, at: 100) == "commit 1")
    mailbox.endForgetting()
    #expect(next(&mailbox, at: 100) == "sleep")
    mailbox.finish()
    #expect(next(&mailbox, at: 100) == "finish")
  }

  @Test("STATE-02 After a failure nothing is taken any more, and what is lost is counted")
  func failure() {
    var mailbox = mailbox()
    append(1, to: &mailbox)
    #expect(note(&mailbox, at: 100))
    let error = StorageError(.begin, "a", extendedCode: 13, message: "")
    mailbox.fail(JournalFailure(error: error, lastCommitted: 10))
    append(1, to: &mailbox)
    #expect(!note(&mailbox, at: 101))
    #expect(mailbox.metrics.dropped == 2)
    #expect(mailbox.appended == 12)
  }
}
