import CAllocationCounter
import Testing

@testable import rung_bench

private final class Box {
  let number: Int
  init(_ number: Int) { self.number = number }
}

/// One counter for the whole process: these tests run one after another, and tolerate that other
/// threads allocate meanwhile.
@Suite(.serialized)
struct AllocationsTests {
  @Test("Every malloc is counted, and so is every object of the Swift runtime")
  func known() {
    let wanted = 10_000
    var raw: [UnsafeMutableRawPointer] = []
    raw.reserveCapacity(wanted)
    var boxes: [Box] = []
    boxes.reserveCapacity(wanted)

    let blocks = Allocations.counted {
      for _ in 0..<wanted { raw.append(.allocate(byteCount: 40, alignment: 8)) }
    }
    let objects = Allocations.counted {
      for number in 0..<wanted { boxes.append(Box(number)) }
    }
    for block in raw { block.deallocate() }

    let others = 500  // Of other tests' threads.
    #expect((wanted...wanted + others).contains(blocks))
    #expect((wanted...wanted + others).contains(objects))
    #expect(boxes.last?.number == wanted - 1)
  }

  @Test("Nothing is counted before the start and after the stop")
  func stopped() {
    Allocations.start()
    Allocations.stop()
    let count = Allocations.count
    let raw = (0..<100).map { _ in UnsafeMutableRawPointer.allocate(byteCount: 8, alignment: 8) }
    for block in raw { block.deallocate() }

    #expect(Allocations.count == count)
  }
}
