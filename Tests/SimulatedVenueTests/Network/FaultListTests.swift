import SimulatedVenue
import Testing

@Suite("Lists of faults")
struct FaultListTests {
  @Test("VENUE-03 Every kind can be named, and each has a name of its own")
  func names() throws {
    for kind in FaultKind.allCases {
      #expect(FaultKind(name: kind.name) == kind)
      #expect(try FaultRates(list: kind.name).kinds == [kind])
      #expect(FaultRates.range(of: kind).contains(kind.usualRate) && kind.usualRate > 0)
    }
    #expect(Set(FaultKind.allCases.map(\.name)).count == FaultKind.allCases.count)
  }

  @Test("VENUE-03 all is every kind, a rate is a share of messages or a number an hour")
  func rates() throws {
    #expect(try FaultRates(list: "all").kinds == FaultKind.allCases)
    #expect(try FaultRates(list: "none").isNone)
    let rates = try FaultRates(list: "all,drop=0.25,disconnect=6.5,delay=0")
    #expect(rates[.drop] == 250_000)
    #expect(rates[.disconnect] == 6_500)
    #expect(rates[.delay] == 0)
    #expect(rates[.lostAck] == FaultKind.lostAck.usualRate)
  }

  @Test(
    "VENUE-03 What can't be read is named, with what is allowed",
    arguments: ["dorp", "", "drop,,delay", "drop=2", "drop=x", "drop=", "disconnect=-1"])
  func mistakes(list: String) {
    #expect(throws: FaultListError.self) { try FaultRates(list: list) }
  }
}
