import Market
import Testing
import Venue

@testable import Engine

/// (state, facts) → what becomes of a flatten and what is done for it; (state, news) → state.
@Suite("What a flatten does next")
struct FlattenDecisionTests {
  private typealias Course = Flattening.Course
  private typealias Slice = Flattening.Slice
  private typealias Patience = Flattening.Patience

  /// Told nothing before 50.
  private static func course(
    step: Int = 0, _ slice: Slice = .none, _ patience: Patience = .silent(until: at(50))
  ) -> Course {
    Course(scope: .own, step: step, slice: slice, patience: patience)
  }

  private static func at(_ moment: Int64) -> Instant { Instant(nanoseconds: moment) }

  private static let slices: [Slice] = [.none, .live, .pausing(until: at(20))]
  private static let patiences: [Patience] = [.silent(until: at(50)), .said(next: at(50))]
  private static let courses = (0...2).flatMap { step in
    slices.flatMap { slice in patiences.map { course(step: step, slice, $0) } }
  }
  private static let resting: [Flattening] = [.idle, .takenBack, .done, .stuck]

  private func at(_ moment: Int64) -> Instant { Self.at(moment) }

  /// Compared and clear, long, and with a book: two limits may be tried.
  private func facts(
    now: Int64 = 30, hasCompared: Bool = true, isClear: Bool = true, position: Int64 = 5,
    mayHearOfMore: Bool = false, block: MarketBlock? = nil
  ) -> FlattenFacts {
    FlattenFacts(
      now: at(now), hasCompared: hasCompared, isClear: isClear,
      position: Position(steps: position), mayHearOfMore: mayHearOfMore, limits: 2, block: block)
  }

  /// What its patience becomes once it waits at a moment, and whether that is said.
  private func waited(_ course: Course, at now: Int64) -> (course: Course, isSaid: Bool) {
    guard course.patience == .silent(until: at(50)), now >= 50 else { return (course, false) }
    var told = course
    told.patience = .said(next: at(50))
    return (told, true)
  }

  // MARK: Decisions

  @Test("Facts of a flatten are a small plain value")
  func size() { #expect(MemoryLayout<FlattenFacts>.size <= 128) }

  @Test("RISK-04 Without a flatten under way nothing is done")
  func nothing() {
    for state in Self.resting {
      for isClear in [false, true] {
        for position in [0, 5] as [Int64] {
          let decision = state.next(facts(isClear: isClear, position: position))
          #expect(decision == FlattenDecision(state: state, intent: .nothing))
        }
      }
    }
  }

  @Test("RISK-04 It clears until nothing is live and it is known what there is, and says it waits")
  func clearing() {
    for course in Self.courses {
      for (hasCompared, isClear) in [(false, false), (false, true), (true, false)] {
        for now in [49, 50, 90] as [Int64] {
          for position in [0, 5] as [Int64] {
            let next = Flattening.clearing(course).next(
              facts(now: now, hasCompared: hasCompared, isClear: isClear, position: position))
            let (told, isSaid) = waited(course, at: now)
            let wait: FlattenWait = hasCompared ? .orders : .comparison
            #expect(
              next
                == FlattenDecision(
                  state: .clearing(told), intent: .clear, says: isSaid ? wait : nil))
          }
        }
      }
    }
  }

  @Test("RISK-04 Once all is cleared it goes on as if it had long been trading slices")
  func cleared() {
    for course in Self.courses where course.slice != .live {
      for now in [19, 20, 50] as [Int64] {
        for position in [-5, 0, 5] as [Int64] {
          for block in [nil, MarketBlock.bookUnknown] {
            for mayHear in [false, true] {
              let facts = facts(
                now: now, position: position, mayHearOfMore: mayHear, block: block)
              #expect(
                Flattening.clearing(course).next(facts) == Flattening.reducing(course).next(facts))
            }
          }
        }
      }
    }
    #expect(
      Flattening.clearing(Self.course(.live)).next(facts()).intent == .send(step: 0),
      "the slice of one before has ended with the rest")
  }

  @Test("RISK-04 While its slice is live it waits, whatever else is so")
  func sliceIsLive() {
    for course in Self.courses where course.slice == .live {
      for now in [49, 50] as [Int64] {
        for position in [0, 5] as [Int64] {
          for block in [nil, MarketBlock.bookUnknown] {
            let (told, isSaid) = waited(course, at: now)
            #expect(
              Flattening.reducing(course).next(facts(now: now, position: position, block: block))
                == FlattenDecision(
                  state: .reducing(told), intent: .nothing, says: isSaid ? .orders : nil))
          }
        }
      }
    }
  }

  @Test("RISK-04 Flat by what is known it is done, unless it may hear of more")
  func flat() {
    for course in Self.courses where course.slice != .live {
      for now in [10, 50] as [Int64] {
        for block in [nil, MarketBlock.bookUnknown] {
          let state = Flattening.reducing(course)
          #expect(
            state.next(facts(now: now, position: 0, block: block))
              == FlattenDecision(state: .done, intent: .finish))
          let (told, isSaid) = waited(course, at: now)
          #expect(
            state.next(facts(now: now, position: 0, mayHearOfMore: true, block: block))
              == FlattenDecision(
                state: .reducing(told), intent: .lookAgain, says: isSaid ? .comparison : nil))
        }
      }
    }
  }

  @Test("RISK-04 Not flat it gives up after its last limit, pauses, waits for a market, or sends")
  func reducing() {
    for course in Self.courses where course.slice != .live {
      for now in [19, 20] as [Int64] {
        for block in [nil, MarketBlock.bookUnknown] {
          for mayHear in [false, true] {
            let expected: FlattenDecision
            if course.step == 2 {
              expected = FlattenDecision(state: .stuck, intent: .giveUp)
            } else if case .pausing(let until) = course.slice, now < 20 {
              expected = FlattenDecision(state: .reducing(course), intent: .pause(until: until))
            } else if let block {
              var told = course
              told.patience = .said(next: at(50))
              let isNew = course.patience != told.patience
              expected = FlattenDecision(
                state: .reducing(told), intent: .lookAgain, says: isNew ? .market(block) : nil)
            } else {
              expected = FlattenDecision(
                state: .reducing(course), intent: .send(step: course.step))
            }
            #expect(
              Flattening.reducing(course).next(
                facts(now: now, position: -5, mayHearOfMore: mayHear, block: block)) == expected)
          }
        }
      }
    }
  }

  // MARK: News

  private static let refusals: [(refusal: Refusal, isTry: Bool?)] = [
    (.rateLimited, nil), (.marketClosed, nil), (.expired, false), (.noLiquidity, true),
    (.other, true), (.insufficientMargin, true),
  ]

  private static let news: [Flattening.News] =
    [
      .sent(at: at(60)), .filled(isWhole: false), .filled(isWhole: true),
      .ended(gotNothing: false, at: at(60)), .ended(gotNothing: true, at: at(60)),
      .unplaced(.absent, again: at(90)), .takenBack,
    ] + refusals.map { .refused($0.refusal, at: at(60), again: at(90)) }

  @Test("RISK-04 Every news in every state of a flatten that is not under way")
  func newsElsewhere() {
    for state in Self.resting {
      for news in Self.news {
        var next = state
        #expect(next.on(news) == nil, "nobody waits for it")
        let expected: Flattening =
          switch (state, news) {
          case (.takenBack, .sent), (.takenBack, .filled(isWhole: false)),
            (.takenBack, .takenBack):
            .takenBack
          case (.takenBack, _), (_, .takenBack): .idle
          case (_, _): state
          }
        #expect(next == expected, "\(state) on \(news)")
      }
    }
  }

  @Test(
    "RISK-04 Every news of a flatten under way, and what is told of it", arguments: [true, false])
  func newsUnderWay(isClearing: Bool) {
    func state(_ course: Course) -> Flattening {
      isClearing ? .clearing(course) : .reducing(course)
    }
    let pause = at(60).advanced(byNanoseconds: Flattening.pauseNanoseconds)
    let clearBy = at(60).advanced(byNanoseconds: Flattening.clearingNanoseconds)
    for course in Self.courses {
      let wasSaid = course.patience == .said(next: at(50))
      for news in Self.news where news != .takenBack {
        var (expected, says) = (course, FlattenWait?.none)
        switch news {
        case .sent:
          expected.slice = .live
          expected.patience = wasSaid ? .said(next: clearBy) : .silent(until: clearBy)
        case .filled(let isWhole):
          expected.patience = .silent(until: at(50))
          if isWhole { expected.slice = .none }
        case .ended(let gotNothing, _):
          expected.step += gotNothing ? 1 : 0
          expected.slice = .pausing(until: pause)
        case .refused(let refusal, _, let again):
          if let isTry = Self.refusals.first(where: { $0.refusal == refusal })?.isTry {
            expected.step += isTry ? 1 : 0
            expected.slice = .pausing(until: pause)
          } else {
            expected.slice = .pausing(until: again)
            expected.patience = .said(next: at(50))
            says = wasSaid ? nil : .refused(refusal)
          }
        case .unplaced(let why, let again):
          expected.slice = .pausing(until: again)
          expected.patience = .said(next: at(50))
          says = wasSaid ? nil : .unplaced(why)
        case .takenBack: break
        }
        var next = state(course)
        #expect(next.on(news) == says, "\(course) on \(news)")
        #expect(next == state(expected), "\(course) on \(news)")
      }
      var next = state(course)
      #expect(next.on(.takenBack) == nil)
      #expect(next == (course.slice == .live ? .takenBack : .idle))
    }
  }

  @Test("RISK-04 Exits wait while it is under way, and for the last slice of one taken back")
  func states() {
    for course in Self.courses {
      for state in [Flattening.clearing(course), .reducing(course)] {
        #expect(state.isRunning && !state.isTakenBack && state.course == course)
      }
    }
    for state in Self.resting {
      #expect(!state.isRunning && state.course == nil)
      #expect(state.isTakenBack == (state == .takenBack))
    }
    for state in Self.resting + Self.courses.flatMap({ [.clearing($0), .reducing($0)] }) {
      var next = state
      next.begin(.account, at: at(60))
      let isLive = state == .takenBack || state.course?.slice == .live
      #expect(next.course?.slice == (isLive ? .live : Slice.none), "\(state)")
    }
    var begun = Flattening.idle
    begun.begin(.account, at: at(60))
    #expect(begun.course?.scope == .account && begun.phase == .clearing)
    #expect(begun.next(facts(now: 61, isClear: false)).says == nil)
    #expect(begun.next(facts(now: 5_000_000_060, isClear: false)).says == .orders)
  }
}
