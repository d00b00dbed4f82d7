import Market
import Testing
import Venue

@testable import Engine

/// (stage, facts) → what an attempt does next.
@Suite("What an attempt does next")
struct AttemptDecisionTests {
  private static let stopped = Reason(.frozen)
  private static let stages: [AttemptStage] = [
    .waiting(for: .rest), .waiting(for: .take), .resting(order: 3), .taking(order: 3),
    .leaving(order: 3, .moves), .leaving(order: 3, .timedOut),
    .leaving(order: 3, .stopped(stopped)),
  ]

  /// One for ten, of which nothing filled, looked at from 20 on and over at 50.
  private func attempt(
    _ stage: AttemptStage, _ purpose: Purpose = .attempt, change: (inout Attempt) -> Void = { _ in }
  ) -> Attempt {
    var attempt = Attempt(
      purpose: purpose, side: .buy, quantity: Quantity(steps: 10), stage: stage,
      price: Price(ticks: 100), startedAt: at(0), deadline: at(50), lookAt: at(20),
      told: Reason(.attempted))
    change(&attempt)
    return attempt
  }

  private func at(_ moment: Int64) -> Instant { Instant(nanoseconds: moment) }

  // MARK: As time passes

  @Test(
    "OPEN-08 OPEN-09 Before its moment an attempt does nothing; while its order ends it never does")
  func turns() {
    let table: [(AttemptStage, Int64, AttemptTurn)] = [
      (.waiting(for: .rest), 19, .nothing), (.waiting(for: .rest), 20, .send(.rest)),
      (.waiting(for: .take), 20, .send(.take)), (.waiting(for: .take), 60, .send(.take)),
      (.resting(order: 3), 19, .nothing), (.resting(order: 3), 20, .compare(order: 3)),
      (.resting(order: 3), 49, .compare(order: 3)), (.resting(order: 3), 50, .timeOut(order: 3)),
    ]
    for (stage, now, turn) in table { #expect(attempt(stage).turn(at: at(now)) == turn) }
    for stage in AttemptDecisionTests.stages.dropFirst(3) {
      for now in [Int64(0), 20, 50, 90] { #expect(attempt(stage).turn(at: at(now)) == .nothing) }
    }
  }

  @Test("An attempt wants to be woken just when it has something to do", arguments: [false, true])
  func wakes(isFixed: Bool) {
    for stage in AttemptDecisionTests.stages {
      for deadline in [at(50), .never] {
        let attempt = attempt(stage) {
          $0.isFixed = isFixed
          $0.deadline = deadline
        }
        let first = (0...60).first { moment in
          switch attempt.turn(at: at(Int64(moment))) {
          case .nothing: false
          case .compare: !isFixed
          case .timeOut, .send: true
          }
        }
        #expect(attempt.wakeAt == first.map { at(Int64($0)) } ?? .never)
      }
    }
  }

  // MARK: Where it belongs

  @Test(
    "OPEN-09 A resting order moves only beyond the tolerance, and never where it may not")
  func comparisons() {
    let hold = EntryHold(.cycle, Reason(.tooNear))
    for isFixed in [false, true] {
      for mayMove in [false, true] {
        for held in [nil, hold] {
          for off in Int64(-4)...4 {
            let facts = RestingFacts(
              mayMove: mayMove, price: Price(ticks: 100), target: Price(ticks: 100 + off),
              hold: held, tolerance: 2)
            let expected: AttemptComparison =
              if isFixed || !mayMove { .leftAlone } else if held != nil {
                .held(hold)
              } else { abs(off) > 2 ? .moves : .fits }
            let attempt = attempt(.resting(order: 3)) { $0.isFixed = isFixed }
            #expect(attempt.comparison(facts) == expected)
          }
        }
      }
    }
  }

  // MARK: Its time is over

  @Test("OPEN-08 ORDER-10 Its time over, a completion takes the rest; any other is cleared")
  func deadlines() {
    let gates = [EntryHold(.gate(.freeze), Reason(.frozen)), EntryHold(.cycle, Reason(.tooNear))]
    for purpose in [Purpose.attempt, .manual, .completion] {
      for style in [AttemptStage.Style.rest, .take] {
        let takes = purpose == .completion && style == .rest
        func next(_ change: (inout Attempt) -> Void) -> AttemptDeadline {
          attempt(.waiting(for: style), purpose, change: change).atDeadline(at(50))
        }
        #expect(next { _ in } == (takes ? .takes(from: at(50)) : .clears))
        #expect(next { $0.hold = gates[0] } == .stops, "what switched entries off ends it")
        #expect(next { $0.hold = gates[1] } == (takes ? .takes(from: at(50)) : .clears))
        let waits = next {
          $0.on(.failed(.network))
          $0.lookAt = at(70)
        }
        #expect(waits == (takes ? .takes(from: at(70)) : .clears), "the error's wait still holds")
      }
    }
  }

  // MARK: The end of its order

  private func end(
    _ attempt: Attempt, isTooSmall: Bool = false, because reason: Reason? = nil, now: Int64 = 30
  ) -> AttemptEnd {
    attempt.atEnd(AttemptEndFacts(now: at(now), isTooSmall: isTooSmall, endedBecause: reason))
  }

  @Test("OPEN-03 An attempt that has too little left is done, however its order ended")
  func done() {
    for stage in AttemptDecisionTests.stages {
      for purpose in [Purpose.attempt, .manual, .completion] {
        #expect(end(attempt(stage, purpose), isTooSmall: true) == .done)
      }
    }
  }

  @Test("OPEN-09 What was ended on purpose goes on as it was meant to, whatever the venue said")
  func leaving() {
    let troubles: [Attempt.News?] = [nil, .refused(.wouldCross), .failed(.network)]
    for trouble in troubles {
      for reason in [nil, Reason(.frozen)] {
        func next(_ why: AttemptStage.Leaving) -> AttemptEnd {
          end(
            attempt(.leaving(order: 3, why)) { if let trouble { $0.on(trouble) } }, because: reason)
        }
        #expect(next(.moves) == .movesOn)
        #expect(next(.timedOut) == .timesOut)
        #expect(
          next(.stopped(AttemptDecisionTests.stopped)) == .stopped(AttemptDecisionTests.stopped))
      }
    }
  }

  @Test(
    "OPEN-11 A resting order that is gone: crossing waits, a cancel ends, a completion goes on"
  )
  func lost() {
    for purpose in [Purpose.attempt, .manual, .completion] {
      let resting = attempt(.resting(order: 3), purpose)
      let (refused, crossed) = (
        attempt(.resting(order: 3), purpose) { $0.on(.refused(.insufficientMargin)) },
        attempt(.resting(order: 3), purpose) { $0.on(.refused(.wouldCross)) }
      )
      let otherwise: AttemptEnd = purpose == .completion ? .retries(.rest) : .lost
      #expect(end(resting) == otherwise)
      #expect(end(refused) == otherwise)
      #expect(end(crossed) == .backsOff)
      #expect(end(crossed, because: Reason(.frozen)) == .backsOff)
      #expect(end(resting, because: Reason(.frozen)) == .stopped(Reason(.frozen)))
    }
  }

  @Test(
    "ORDER-10 Only a completion takes again, within its time, after an error of which another may be free",
    arguments: [
      ErrorClass.expected, .throttled, .network, .venueDown, .margin, .permanent, .unexpected,
    ])
  func taken(error: ErrorClass) {
    let isWorthATry = error != .expected && error != .permanent
    for purpose in [Purpose.attempt, .manual, .completion] {
      for filled in [Int64(0), 4] {
        for now in [Int64(49), 50] {
          let attempt = attempt(.taking(order: 3), purpose) {
            $0.on(.failed(error))
            $0.filled = Quantity(steps: filled)
          }
          let again = purpose == .completion && isWorthATry && now < 50
          #expect(
            end(attempt, now: now) == (again ? .retries(.take) : .taken(nothing: filled == 0)))
        }
      }
    }
  }

  // MARK: News

  @Test("Every news of an attempt's order in every stage")
  func news() {
    let lot = LotOfAttempt(index: 1, id: PositionID(7))
    for stage in AttemptDecisionTests.stages {
      var attempt = attempt(stage) {
        $0.rejects = 3
        $0.trouble = .refused(.wouldCross)
      }
      attempt.on(.accepted)
      #expect(attempt.rejects == 0 && attempt.stage == stage)
      attempt.rejects = 3
      attempt.on(.filled(Quantity(steps: 4), of: lot))
      #expect(attempt.rejects == 0 && attempt.left == Quantity(steps: 6) && attempt.lot == lot)
      attempt.on(.filled(Quantity(steps: 40), of: lot))
      #expect(attempt.left.isZero, "more than it was for leaves nothing to do")
      attempt.on(.refused(.insufficientMargin))
      #expect(attempt.trouble == .refused(.insufficientMargin) && attempt.stage == stage)
      attempt.on(.failed(.network))
      #expect(attempt.trouble == .failed(.network) && attempt.stage == stage)
      attempt.on(.leaves(.moves))
      #expect(attempt.stage == (stage.order == nil ? stage : .leaving(order: 3, .moves)))
      attempt.on(.sent(5, .take))
      #expect(attempt.stage == .taking(order: 5) && attempt.trouble == .none)
      attempt.on(.sent(6, .rest))
      #expect(attempt.stage == .resting(order: 6))
    }
  }

  // MARK: Completion

  @Test("ORDER-10 How long a side lags is counted anew with another, and from when none did")
  func lagging() {
    var completion = Completion.none
    let table: [(Side?, Int64, Int64?)] = [
      (.buy, 1, 1), (.buy, 9, 1), (.sell, 9, 9), (nil, 12, nil), (.sell, 15, 15),
    ]
    for (side, now, since) in table {
      let found = completion.follow(side, at: at(now))
      #expect(found == since.map(at))
    }
    #expect(!completion.isUnderWay && !completion.isAwaited)
  }

  @Test("OPEN-11 A burst of refusals is named once, until it has halved")
  func crossings() {
    var crossings = CrossingRefusals()
    func second(_ count: Int64) -> Instant { at(count * 1_000_000_000) }
    for turn in Int64(1)...11 {
      let begins = crossings.count(at: second(turn), burst: 10)
      #expect(begins == (turn == 10), "it is told once")
      #expect(crossings.areBurst(of: 10, at: second(turn)) == (turn >= 10))
    }
    #expect(crossings.areBurst(of: 10, at: second(60)))
    #expect(!crossings.areBurst(of: 10, at: second(68)))
    for turn in Int64(300)...309 {
      let begins = crossings.count(at: second(turn), burst: 10)
      #expect(begins == (turn == 309), "the next is told again")
    }
  }
}
