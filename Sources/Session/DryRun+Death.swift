import Engine
import Market
import Venue

/// Whether and how the process dies that an engine runs in.
enum ProcessDeath: Sendable {
  case none
  /// It dies amid the next message that it sends: only this number of the requests leaves.
  case amidMessage(requests: Int)
  /// Nothing leaves any more.
  case dead
}

// The disk of a journal, and the end of the process that writes it, for whoever tries both.
extension DryRun {
  /// All inputs up to a number are durable in a journal. The entries that waited for that leave now.
  ///
  /// Only after ``Kernel/awaitDurability()`` anything waits.
  ///
  /// - Parameter moment: when they became durable; not later than the next event.
  public mutating func commit(through number: Int, at moment: Instant) {
    happened(at: moment)
    let leaving = kernel.commit(through: number, at: time)
    if !leaving.isEmpty { send(leaving) }
    carryOut()
  }

  /// Has the process die while it sends its next message: only this number of its requests
  /// leaves. Nothing leaves afterwards, until another process takes its place.
  public mutating func dieAmidMessage(after requests: Int) {
    death = .amidMessage(requests: requests)
  }

  /// Has the process go on after all, if it has not died yet.
  public mutating func stayAlive() { if !isDead { death = .none } }

  /// Whether the process has died, and no other has taken its place.
  public var isDead: Bool {
    if case .dead = death { true } else { false }
  }

  /// Sends requests into the network, as far as the process lives to do so.
  mutating func send(_ requests: [OrderRequest]) {
    switch death {
    case .none: network.send(requests, at: time, to: &venue)
    case .amidMessage(let most):
      death = .dead
      let leaving = Array(requests.prefix(most))
      kernel.forgetSent(requests.count - leaving.count)
      if !leaving.isEmpty { network.send(leaving, at: time, to: &venue) }
    case .dead: kernel.forgetSent(requests.count)
    }
  }
}
