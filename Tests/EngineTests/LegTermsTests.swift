import Testing
import Venue

@testable import Engine

@Suite("How the next leg of a lot goes out")
struct LegTermsTests {
  @Test("EXIT-04 Refusals nobody expected wait twice as long each time, up to a minute")
  func backOff() {
    var terms = LegTerms()

    let waits = (1...9).map { _ in
      terms.refused(.unexpected, at: .tabled)
      return terms.retryAt
    }

    #expect(waits == [1, 2, 4, 8, 16, 32, 60, 60, 60].map { .second(100 + $0) })
    #expect(terms.refusals == 7)
  }

  @Test("EXIT-04 Any other refusal waits as long each time, and counts for nothing")
  func expected() {
    for error in ErrorClass.allCases where error != .unexpected {
      var terms = LegTerms()
      for _ in 0..<4 { terms.refused(error, at: .tabled) }
      #expect(terms.retryAt == .second(error == .permanent ? 160 : 101), "\(error)")
      #expect(terms.refusals == 0, "\(error)")
    }
  }

  @Test("EXIT-04 The same trouble is news once, until a leg stands or another trouble comes")
  func news() {
    let all: [LegTerms.Trouble] = [.refused(.reduceOnly), .refused(.badTrigger), .notSent]
    for first in all {
      for second in all {
        var terms = LegTerms()
        var news = [first, second, second].map { terms.isNews($0) }
        terms.accepted()
        news.append(terms.isNews(second))
        terms.forgetTrouble()
        news.append(terms.isNews(second))
        #expect(news == [true, first != second, false, true, true])
      }
    }
  }

  @Test("A leg is refused where the venue said no, not where it never got there")
  func isRefused() {
    var terms = LegTerms()
    #expect(!terms.isRefused)

    _ = terms.isNews(.refused(.badTrigger))
    #expect(terms.isRefused)

    _ = terms.isNews(.notSent)
    #expect(!terms.isRefused)
  }

  @Test("EXIT-04 What never came to stand waits no less than was set before")
  func unplaced() {
    for (before, until, expected) in [(120, 110, 120), (105, 110, 110)] as [(Int64, Int64, Int64)] {
      var terms = LegTerms()
      terms.wait(until: .second(before))
      terms.unplaced(until: .second(until))
      #expect(terms.retryAt == .second(expected))
      terms.wait(until: .second(until))
      #expect(terms.retryAt == .second(until), "a wait that is set holds as it is")
    }
  }

  @Test("EXIT-04 A leg that stands clears all but that the next is plain")
  func accepted() {
    var terms = LegTerms()
    _ = terms.isNews(.refused(.reduceOnly))
    terms.refused(.unexpected, at: .tabled)
    terms.becomePlain()
    var plain = LegTerms()
    plain.becomePlain()

    terms.accepted()

    #expect(terms == plain)
    #expect(terms.isPlain)
  }
}
