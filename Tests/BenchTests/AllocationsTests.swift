import Glibc
import Testing

@testable import rung_bench

private final class Box {
  let number: Int
  init(_ number: Int) { self.number = number }
}

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

  #expect(blocks == wanted)
  #expect(objects == wanted)
  #expect(boxes.last?.number == wanted - 1)
}

@Test("Every way to memory counts once, whatever its alignment; memory that grows counts again")
func everyWay() {
  let aligned = Allocations.counted {
    UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 4_096).deallocate()
  }
  let grown = Allocations.counted { free(realloc(calloc(4, 8), 1_000)) }

  #expect(aligned == 1)
  #expect(grown == 2)
}

@Test("Nothing is counted after the stop")
func stopped() {
  Allocations.start()
  UnsafeMutableRawPointer.allocate(byteCount: 8, alignment: 8).deallocate()
  Allocations.stop()
  UnsafeMutableRawPointer.allocate(byteCount: 8, alignment: 8).deallocate()

  #expect(Allocations.count == 1)
}
