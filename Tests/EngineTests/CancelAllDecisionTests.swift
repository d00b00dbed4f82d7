import Market
import Testing

@testable import Engine

/// (proof, news) → proof; (cancel-alls, list) → what is done next.
@Suite("What a cancel-all does next")
struct CancelAllDecisionTests {
  private static func at(_ moment: Int64) -> Instant { Instant(nanoseconds: moment) }
  private func at(_ moment: Int64) -> Instant { Self.at(moment) }

  /// Told after a minute, in nanoseconds.
  private static let minute = CancelAll.patienceNanoseconds

  private static let left = CancelAll.Proof.left
  private static let cleared = CancelAll.Proof.cleared(since: at(20))
  private static let listed = CancelAll.Proof.listed(at: at(20))

  /// One that began at zero and got as far as its proof says.
  private func cancelAll(_ proof: CancelAll.Proof) -> CancelAll {
    var cancelAll = CancelAll(.opens, at: at(0))
    switch proof {
    case .left: break
    case .cleared(let since): _ = cancelAll.on(.looked(isLeft: false, now: since))
    case .listed(let moment):
      _ = cancelAll.on(.looked(isLeft: false, now: at(5)))
      _ = cancelAll.on(.listed(showsOne: false, asked: at(5), now: moment))
    }
    return cancelAll
  }

  @Test("RISK-08 Every news at every step of the proof that nothing is left")
  func proofs() {
    func list(showsOne: Bool, asked: Int64) -> CancelAll.News {
      .listed(showsOne: showsOne, asked: at(asked), now: at(40))
    }
    let since = CancelAll.Proof.cleared(since: at(40))
    let table: [(CancelAll.News, [CancelAll.Proof], ends: Bool)] = [
      // From left, cleared and listed; whether the last one is done.
      (.looked(isLeft: true, now: at(40)), [Self.left, Self.left, Self.left], false),
      (.looked(isLeft: false, now: at(40)), [since, Self.cleared, Self.listed], false),
      (list(showsOne: false, asked: 19), [Self.left, Self.cleared, Self.listed], false),
      (list(showsOne: false, asked: 20), [Self.left, .listed(at: at(40)), Self.listed], true),
      (list(showsOne: true, asked: 19), [Self.left, Self.cleared, since], false),
      (list(showsOne: true, asked: 20), [Self.left, Self.cleared, since], false),
      (.doubted(now: at(40)), [Self.left, since, since], false),
    ]
    for (news, expected, ends) in table {
      for (proof, expected) in zip([Self.left, Self.cleared, Self.listed], expected) {
        var cancelAll = cancelAll(proof)
        #expect(cancelAll.proof == proof)
        let outcome = cancelAll.on(news)
        #expect(cancelAll.proof == expected, "\(proof) on \(news)")
        #expect(outcome == (ends && proof == Self.listed ? .done : .goesOn), "\(proof) on \(news)")
      }
    }
  }

  @Test("RISK-08 A person is told of one that takes too long, once, whatever is proved")
  func patience() {
    for proof in [Self.left, Self.cleared, Self.listed] {
      for isLeft in [true, false] {
        var cancelAll = cancelAll(proof)
        let outcomes = [Self.minute - 1, Self.minute, Self.minute + 1].map {
          cancelAll.on(.looked(isLeft: isLeft, now: at($0)))
        }
        #expect(outcomes == [.goesOn, .overdue, .goesOn])
        #expect(cancelAll.alarmAt == .never)
      }
    }
    #expect(CancelAll(.opens, at: at(7)).alarmAt == at(7 + Self.minute))
  }

  @Test("RISK-08 A list is asked for once a scope is clear, and again where no answer came")
  func lists() {
    let retry = Retry.nanoseconds
    var cancelAlls = CancelAlls()
    #expect(cancelAlls.next(at: at(0)) == .nothing)
    cancelAlls.begin(.opens, at: at(0))
    cancelAlls.begin(.legs, at: at(0))
    cancelAlls.begin(.opens, at: at(3))
    #expect(cancelAlls.running.map(\.scope) == [.opens, .legs], "one of the same scope goes on")
    _ = cancelAlls.look(at: at(1), left: [.opens, .legs])
    #expect(cancelAlls.next(at: at(1)) == .awaitOrders)
    _ = cancelAlls.look(at: at(2), left: [.opens])
    #expect(cancelAlls.next(at: at(2)) == .askList)
    cancelAlls.asked(at: at(2))
    for now in [2, 1 + retry] { #expect(cancelAlls.next(at: at(now)) == .awaitList) }
    #expect(cancelAlls.next(at: at(2 + retry)) == .askList)
    let changes: [(inout CancelAlls) -> Void] = [
      { $0.needNoList() }, { $0.doubtLists(at: Self.at(3)) }, { $0.end { _ in false } },
      { $0.begin(.legs, at: Self.at(3)) },
      { _ = $0.hear(listAsked: Self.at(2), at: Self.at(3)) { _ in true } },
    ]
    for change in changes {
      var changed = cancelAlls
      change(&changed)
      #expect(changed.next(at: at(3)) == .askList, "the answer proves nothing any more")
    }
    cancelAlls.end { $0 == .legs }
    #expect(cancelAlls.next(at: at(3)) == .awaitOrders)
  }

  @Test("RISK-08 One of several is done by two lists that show none in its scope")
  func ends() {
    var cancelAlls = CancelAlls()
    cancelAlls.begin(.opens, at: at(0))
    cancelAlls.begin(.side(.buy), at: at(0))
    _ = cancelAlls.look(at: at(1), left: [])
    let ended = [2, 3, 4].map { moment in
      cancelAlls.hear(listAsked: at(moment), at: at(moment)) { $0 == .side(.buy) }
    }
    #expect(ended == [0, 1, 0])
    #expect(cancelAlls.running.map(\.scope) == [.side(.buy)])
    #expect(cancelAlls.look(at: at(Self.minute), left: []) == [.side(.buy)])
  }
}
