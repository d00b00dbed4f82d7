import Glibc
import Testing

@testable import Curses

/// A terminal's two ends: the program's, and the one the terminal emulator reads.
private struct TerminalPair {
  let emulator: Int32
  let program: Int32

  init() throws {
    var ends: (Int32, Int32) = (-1, -1)
    try #require(openpty(&ends.0, &ends.1, nil, nil, nil) == 0)
    (emulator, program) = ends
    _ = fcntl(emulator, F_SETFL, O_NONBLOCK)
    try TerminalSettings(of: program).raw.apply(to: program)
  }

  func close() {
    Glibc.close(emulator)
    Glibc.close(program)
  }

  /// Reads what has arrived.
  func read() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(emulator, &bytes, bytes.count)
    return Array(bytes.prefix(max(0, count)))
  }
}

@Suite("Terminal output")
struct TerminalOutputTests {
  @Test("CONSOLE-12 a terminal that takes nothing is not waited for, and loses nothing")
  func slow() throws {
    let pair = try TerminalPair()
    defer { pair.close() }
    let output = try TerminalOutput(to: pair.program)
    let sent = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

    output.send(sent)
    output.send([1, 2, 3])
    #expect(output.isBusy)

    var received: [UInt8] = []
    for _ in 0..<10_000 where received.count < sent.count + 3 {
      received += pair.read()
      output.push()
    }
    let all = sent + [1, 2, 3]
    let isWhole = received == all
    #expect(isWhole, "\(received.count) bytes")
    #expect(!output.isBusy)
  }

  @Test("CONSOLE-12 leaving a terminal that takes nothing takes no longer than allowed")
  func stuck() throws {
    let pair = try TerminalPair()
    defer { pair.close() }
    let output = try TerminalOutput(to: pair.program)
    output.send([UInt8](repeating: 0x41, count: 1_000_000))
    let start = MonotonicClock.now()

    output.finish(within: .milliseconds(60))

    #expect(output.isBusy)
    #expect((.milliseconds(60)...(.seconds(10))).contains(MonotonicClock.now() - start))
  }

  @Test("A terminal that has gone is noticed and no longer written to")
  func gone() throws {
    let pair = try TerminalPair()
    let output = try TerminalOutput(to: pair.program)
    pair.close()

    output.send("x")

    #expect(output.isGone)
    #expect(!output.isBusy)
  }

  @Test("Sharing the terminal with a shell, we make only our own writing not wait")
  func shared() throws {
    let pair = try TerminalPair()
    defer { pair.close() }

    let output = try TerminalOutput(to: pair.program)

    #expect(fcntl(pair.program, F_GETFL) & O_NONBLOCK == 0)
    #expect(fcntl(output.descriptor, F_GETFL) & O_NONBLOCK != 0)
  }

  @Test("Raw settings pass every byte, and the old ones come back exactly")
  func settings() throws {
    let pair = try TerminalPair()
    defer { pair.close() }
    let all = Array(UInt8.min...UInt8.max)

    #expect(write(pair.emulator, all, all.count) == all.count)

    var bytes = [UInt8](repeating: 0, count: 512)
    let count = Glibc.read(pair.program, &bytes, bytes.count)
    #expect(Array(bytes.prefix(count)) == all, "control-C, control-S and line ends among them")
  }
}
