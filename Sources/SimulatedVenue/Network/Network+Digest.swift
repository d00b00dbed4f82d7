import Market
import Venue

extension Network {
  /// Adds everything that decides what the network will do: the messages in transit, the state of
  /// the lines, and how many draws were made.
  public func digest(into hash: inout StateHash) {
    guard !isFaultless else { return }
    hash.add(requestNumber)
    hash.add(inquiryNumber)
    hash.add(reportNumber)
    hash.add(answerNumber)
    for kind in FaultKind.allCases { hash.add(counts[kind]) }
    for number in onsetNumbers { hash.add(number) }
    for onset in onsets { hash.add(onset?.nanoseconds ?? 0) }
    for channel in Channel.allCases { lines[channel].digest(into: &hash) }
    digestWays(into: &hash)
    hash.add(feed.frozenUntil.nanoseconds)
    hash.add(feed.lostUntil.nanoseconds)
    hash.add(feed.missed?.since.nanoseconds ?? 0)
    feed.missed?.book.digest(into: &hash)
    if let mark = feed.missed?.mark {
      hash.add(mark.ticks)
      hash.add(mark.parts)
    }
    hash.add(skew.until.nanoseconds)
    hash.add(skew.nanoseconds)
    hash.add(storm.until.nanoseconds)
    hash.add(UInt64(storm.refusal.rawValue))
    for moment in [slowUntil, flapping.until, flapping.next, coarse.until] {
      hash.add(moment.nanoseconds)
    }
    hash.add(flapping.count)
    hash.add(UInt64(coarse.rule.rawValue))
    hash.add(phaseEnds?.nanoseconds ?? 0)
    hash.add(healsAt.nanoseconds)
    hash.add(isHealed)
  }

  private func digestWays(into hash: inout StateHash) {
    var total = hash
    total.add(outgoing.count)
    outgoing.visit { due, held in
      total.add(due.nanoseconds)
      if case .requests(let message) = held { for request in message { total.add(request) } }
    }
    total.add(incoming.count)
    incoming.visit { due, incoming in
      total.add(due.nanoseconds)
      if case .report(let report) = incoming.delivery { total.add(report) }
    }
    for flight in flights {
      total.add(flight.order.generation)
      total.add(UInt64(flight.kind.rawValue))
      total.add(flight.sentAt.nanoseconds)
      total.add(flight.fate == .plain)
    }
    hash = total
  }
}
