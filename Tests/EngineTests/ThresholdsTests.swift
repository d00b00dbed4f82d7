import Market
import Testing

@testable import Engine

@Test(
  "Nothing changes strictly between two thresholds; a price at one of them, or beyond, wants a look",
  arguments: [
    (989, true), (990, true), (991, false), (1_009, false), (1_010, true), (1_011, true),
  ] as [(Int64, Bool)])
func thresholdsAreReached(ticks: Int64, isReached: Bool) {
  let thresholds = Thresholds(low: 990, high: 1_010)

  #expect(thresholds.isReached(at: ticks) == isReached)
  #expect(thresholds.isReached(fall: ticks, rise: 1_000) == (isReached && ticks < 1_000))
  #expect(thresholds.isReached(fall: 1_000, rise: ticks) == (isReached && ticks > 1_000))
}

@Test("Of several prices waited for, the one that the market comes to first counts")
func nearestThresholdCounts() {
  var thresholds = Thresholds.never
  #expect(!thresholds.isAwaited)

  thresholds.watch(pushedBy: .sell, to: 980)
  #expect(thresholds == Thresholds(low: 980, high: .max))
  #expect(thresholds.isAwaited)
  thresholds.watch(pushedBy: .buy, to: 1_020)
  thresholds.watch(pushedBy: .sell, to: 990)
  thresholds.watch(pushedBy: .buy, to: 1_030)
  #expect(thresholds == Thresholds(low: 990, high: 1_020))

  thresholds.watch(Thresholds(low: 985, high: 1_010))
  thresholds.watch(.never)
  #expect(thresholds == Thresholds(low: 990, high: 1_010))
}

@Test(
  "What holds within a band wants a look just outside it, and never where the band has no end",
  arguments: [
    (990...1_010, Thresholds(low: 989, high: 1_011)),
    (.min...1_010, Thresholds(low: .min, high: 1_011)),
    (990 ... .max, Thresholds(low: 989, high: .max)),
    (.min ... .max, .never),
  ] as [(ClosedRange<Int64>, Thresholds)])
func thresholdsOutsideABand(band: ClosedRange<Int64>, expected: Thresholds) {
  #expect(Thresholds(outside: band) == expected)
}

@Test("Thresholds at every price are reached by any", arguments: [0, 1, 1_000] as [Int64])
func thresholdsAtEveryPrice(ticks: Int64) {
  #expect(Thresholds.always.isReached(at: ticks))
  #expect(!Thresholds.never.isReached(at: ticks))
}
