/// What a person must see.
public enum Alarm: UInt8, CaseIterable, Sendable, Codable {
  case flattenStuck
  /// A flatten waits: for orders to end, for a book that it can trade on, or for a comparison with
  /// the venue.
  case flattenWaits
  /// A cancel-all is not done after a minute; the log names the orders that are left.
  case cancelAllUnfinished
  case unmatchedFill
  case capReached
  case rejectedExit
  /// The circuit breaker tripped.
  case breaker
  /// The market is about to end, and lots are open.
  case marketEnding
  case marketClosed
  case foreignFill
  /// No market data came for too long: entries are stopped.
  case marketSilent
  /// The account's fills were not seen for too long: entries wait until they are checked.
  case fillsUnseen
  case drift
  /// The venue can't list all fills of one moment.
  case fillsUnlisted
  /// Two sources reported one fill differently.
  case contradictedFill
  case unknownOrderStorm
  /// A part of a lot that should have a stop is unprotected.
  case nakedLot
  /// A stop was triggered and did not fill in time.
  case stopUnfilled
  /// Both exits of a lot filled, or one filled after the lot was gone.
  case bothLegsFilled
  /// A close at the market did not fill within its limit.
  case closeUnfilled
  /// A lot is too old, or the market has left its take-profit behind.
  case lotOverdue
  /// The venue refuses one entry after another as crossing.
  case rejectStorm
  /// Another instance sends orders with our tag.
  case otherInstance
  /// A price came that no market makes: it is not used, and entries are stopped.
  case impossiblePrice
  /// The journal can't be written any more: entries are stopped.
  case journalFailed
  /// The disk that holds the journal is almost full.
  case journalSpaceLow

  public var name: String {
    switch self {
    case .flattenStuck: "FLATTEN_STUCK"
    case .flattenWaits: "FLATTEN_WAITS"
    case .cancelAllUnfinished: "CANCEL_ALL_UNFINISHED"
    case .unmatchedFill: "UNMATCHED_FILL"
    case .capReached: "CAP_REACHED"
    case .rejectedExit: "REJECTED_EXIT"
    case .breaker: "BREAKER"
    case .marketEnding: "MARKET_ENDING"
    case .marketClosed: "MARKET_CLOSED"
    case .foreignFill: "FOREIGN_FILL"
    case .marketSilent: "MARKET_SILENT"
    case .fillsUnseen: "FILLS_UNSEEN"
    case .drift: "DRIFT"
    case .fillsUnlisted: "FILLS_UNLISTED"
    case .contradictedFill: "CONTRADICTED_FILL"
    case .unknownOrderStorm: "UNKNOWN_ORDER_STORM"
    case .nakedLot: "NAKED_LOT"
    case .stopUnfilled: "STOP_UNFILLED"
    case .bothLegsFilled: "BOTH_LEGS_FILLED"
    case .closeUnfilled: "CLOSE_UNFILLED"
    case .lotOverdue: "LOT_OVERDUE"
    case .rejectStorm: "REJECT_STORM"
    case .otherInstance: "OTHER_INSTANCE"
    case .impossiblePrice: "IMPOSSIBLE_PRICE"
    case .journalFailed: "JOURNAL_FAILED"
    case .journalSpaceLow: "JOURNAL_SPACE_LOW"
    }
  }
}
