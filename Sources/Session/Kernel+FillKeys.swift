import Engine
import Market
import Venue

// Fills that the engine has forgotten. The engine is a value and reads no file, so the kernel asks the
// index before it gives an input, and what the index says is an input of its own: it is recorded like
// any other, and a replay needs no index.
extension Kernel {
  /// Asks an index, from now on, about every fill and funding payment that the engine may have
  /// forgotten; nil ends that.
  ///
  /// The index must know what the engine was told to forget (``forgetFills(bookedBy:at:)``). A world
  /// whose copies are played again must have none: the index would know fills from after the copy.
  public mutating func recallFills(from index: (any FillIndex)?) { fillIndex = index }

  /// Lets the engine forget the keys of what was booked by a moment. Whoever calls this answers for
  /// it: the index has all these fills for good, or the venue can't report them again.
  public mutating func forgetFills(bookedBy moment: Instant, at time: Instant) {
    give(.fillsKept(bookedBy: moment), at: time)
  }

  mutating func recall(_ reports: [VenueReport], at time: Instant) {
    guard let fillIndex else { return }
    var recalled = RecalledFills()
    for case .filled(let fill) in reports { look(for: fill, in: fillIndex, into: &recalled) }
    for case .funded(let payment) in reports { look(for: payment, in: fillIndex, into: &recalled) }
    give(recalled, at: time)
  }

  mutating func recall(_ answer: VenueAnswer, at time: Instant) {
    guard let fillIndex, case .fills(let page) = answer else { return }
    var recalled = RecalledFills()
    for fill in page.fills { look(for: fill, in: fillIndex, into: &recalled) }
    give(recalled, at: time)
  }

  private mutating func give(_ recalled: RecalledFills, at time: Instant) {
    if !recalled.isEmpty { give(.recalled(recalled), at: time) }
  }

  private mutating func look(
    for fill: Fill, in index: any FillIndex, into recalled: inout RecalledFills
  ) {
    guard engine.mayHaveForgotten(fill) else { return }
    do throws(FillIndexError) {
      if let booked = try index.fill(fill.id) { recalled.fills.append(booked) }
    } catch {
      fillIndexFailure = error
      recalled.fills.append(BookedFill(fill))
    }
  }

  private mutating func look(
    for payment: Funding, in index: any FillIndex, into recalled: inout RecalledFills
  ) {
    guard engine.mayHaveForgotten(payment) else { return }
    do throws(FillIndexError) {
      if try index.hasFunding(at: payment.time) { recalled.fundings.append(payment.time) }
    } catch {
      fillIndexFailure = error
      recalled.fundings.append(payment.time)
    }
  }
}
