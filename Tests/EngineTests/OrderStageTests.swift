import Testing

@testable import Engine

@Suite("The stage of an order")
struct OrderStageTests {
  typealias Stage = OrderStage

  /// News, one after the other, and the order after all of it.
  private static let stories: [(news: [Stage.News], life: Stage.Life, words: String)] = [
    ([], .sent, "in flight"),
    ([.accepted], .accepted, "working"),
    ([.placementLost], .unknown, "unknown"),
    ([.placementLost, .accepted], .accepted, "working"),
    ([.cancelAsked(.end)], .sent, "cancelling"),
    ([.cancelAsked(.end), .accepted], .accepted, "cancelling"),
    ([.cancelAsked(.end), .cancelFailed], .unknown, "unknown, due"),
    ([.cancelAsked(.end), .cancelFailedAfterFill], .shownByFills, "working, due"),
    ([.cancelAsked(.end), .cancelFailedAfterFill, .accepted], .accepted, "working, due"),
    ([.cancelAsked(.end), .placementLost], .unknown, "unknown, asked"),
    ([.cancelAsked(.end), .placementLost, .accepted], .accepted, "cancelling"),
    ([.placementLost, .cancelAsked(.end)], .unknown, "unknown, asked"),
    ([.placementLost, .cancelAsked(.end), .accepted], .accepted, "cancelling"),
    ([.placementLost, .cancelAsked(.end), .cancelFailed], .unknown, "unknown, due"),
    ([.placementLost, .cancelAsked(.end), .placementLost], .unknown, "unknown, due"),
    ([.accepted, .cancelAsked(.end), .cancelFailed], .accepted, "working, due"),
    ([.accepted, .cancelAsked(.end), .cancelFailed, .cancelAsked(.end)], .accepted, "cancelling"),
    ([.accepted, .cancelFailed], .accepted, "working"),
    ([.accepted, .placementLost], .accepted, "working"),
    ([.accepted, .over], .over(wasAccepted: true), "cancelling"),
    ([.over], .over(wasAccepted: false), "cancelling"),
    ([.over, .accepted], .over(wasAccepted: true), "cancelling"),
    ([.over, .placementLost], .over(wasAccepted: false), "cancelling"),
    ([.placementLost, .absent], .absent(wasAccepted: false), "working"),
    ([.accepted, .absent], .absent(wasAccepted: true), "working"),
  ]

  @Test("News of an order leads where the table says", arguments: stories.indices)
  func leads(story: Int) {
    let story = Self.stories[story]
    var stage = Stage(.sent)

    for news in story.news { stage.on(news) }

    #expect(stage.life == story.life)
    #expect(words(stage) == story.words)
  }

  private static let allNews: [Stage.News] = [
    .accepted, .placementLost, .over, .absent, .cancelAsked(.end), .cancelAsked(.replace),
    .cancelFailed, .cancelFailedAfterFill, .endedUnasked, .amendAsked, .amended, .amendRefused,
    .amendLost,
  ]

  @Test("An amend is refused for good, and else over once it is answered")
  func amends() {
    var stage = Stage(.accepted)

    stage.on(.amendAsked)
    #expect(stage.isAmending)
    stage.on(.amended)
    #expect(stage.amend == .none)
    stage.on(.amendAsked)
    stage.on(.amendLost)
    #expect(stage.amend == .none)
    stage.on(.amendRefused)
    stage.on(.amended)

    #expect(stage.refusesAmends && !stage.isAmending)
  }

  @Test("Whatever two things are said after any story, what ended or was accepted stays so")
  func stays() {
    for story in Self.stories {
      for (one, other) in Self.allNews.flatMap({ one in Self.allNews.map { (one, $0) } }) {
        var before = Stage(.sent)
        for news in story.news { before.on(news) }
        var stage = before
        stage.on(one)
        stage.on(other)

        #expect(!before.isAccepted || stage.isAccepted, "\(story.news) \(one) \(other)")
        #expect(!before.mustEnd || stage.mustEnd, "\(story.news) \(one) \(other)")
        #expect(!stage.isUnknown || !stage.isCancelling, "\(story.news) \(one) \(other)")
        #expect(!stage.isUnanswered || !stage.isEnding, "\(story.news) \(one) \(other)")
        #expect(!(stage.isOver || stage.isCancelUnderWay) || !stage.mayBeCancelled)
      }
    }
  }

  @Test("An order is two hundred bytes at most: as many are read for every plan")
  func size() {
    #expect(MemoryLayout<OrderStage>.size == 3)
    #expect(MemoryLayout<Order>.size <= 200)
  }

  private func words(_ stage: Stage) -> String {
    var words = "\(stage.display)".lowercased()
    if words == "inflight" { words = "in flight" }
    switch stage.cancel {
    case .none: return words
    case .underWay: return words == "cancelling" ? words : words + ", asked"
    case .due: return words + ", due"
    }
  }
}
