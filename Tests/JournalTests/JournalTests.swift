import Testing

@testable import Journal

@Suite("Rows of the readable tables")
struct RowWriteTests {
  @Test("STATE-03 A row names its statement and holds its values in order")
  func holdsValues() {
    let row = RowWrite(2, [.integer(7), .text("buy"), .null])
    #expect(row.statement == 2)
    #expect(row.values == [.integer(7), .text("buy"), .null])
  }
}
