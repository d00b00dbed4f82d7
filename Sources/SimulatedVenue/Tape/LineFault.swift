/// What is wrong with a line of data: a value for the hot path, made into a sentence only when
/// needed.
enum LineFault: Error, Equatable {
  enum Column: String {
    case price
    case size
  }

  case fieldCount(Int)
  case lineTooLong
  case lateHeader
  case badTime
  case timeWentBack
  case timeTooLate
  case unitChanged(from: TimeUnit, to: TimeUnit)
  case badMessage
  case messageWentBack
  case unknownKind
  case unknownBookSide
  case unknownTradeSide
  case clearWithValue
  case markWithSideOrSize
  case malformed(Column)
  case negative(Column)
  case tooFine(Column)
  case tooLarge(Column)
  case offTick
  case priceIsZero
  case priceBelowTick
  case tradeOfNothing
  case notionalTooLarge
  case outgrown(Column)
  case increments(String)
  case outOfMemory

  /// The longest line that is allowed, in bytes.
  static let longestLine = 4_096
  static let columns = "ts_ns,msg,kind,side,price,size"
  /// The columns with times in any unit. The name of the first doesn't decide the unit: the times
  /// themselves show their unit.
  static let columnsOfUnits = ["ns", "us", "ms", "s"].map { "ts_\($0),msg,kind,side,price,size" }

  /// The fault as a clause; `tick` is the tick that the line was checked against.
  func sentence(tick: String) -> String {
    switch self {
    case .fieldCount(let count): "\(count) fields found, 6 expected: \(LineFault.columns)"
    case .lineTooLong: "the line is longer than \(LineFault.longestLine) bytes"
    case .lateHeader: "header lines must come before the first line of data"
    case .badTime: "the time is not a whole number of ns, \u{b5}s, ms or s since 1970"
    case .timeWentBack: "the time goes back; it may only stay or grow"
    case .timeTooLate: "the time lies after the year 2200"
    case .unitChanged(let old, let new):
      "the unit of the times changes here from \(old.name) to \(new.name); a tape has one unit"
    case .badMessage: "msg must be a whole number below 2^63"
    case .messageWentBack: "msg goes back; it may only stay or grow"
    case .unknownKind: "the kind is not known; allowed are C, L, M, Q and T"
    case .unknownBookSide: "the side of a level or a quote must be B or A"
    case .unknownTradeSide: "the side of a trade must be B or S"
    case .clearWithValue: "a C line must have no side, price or size"
    case .markWithSideOrSize: "an M line must have a price and neither side nor size"
    case .malformed(let column): "the \(column) is not a decimal number such as 61250.5"
    case .negative(let column): "the \(column) is negative"
    case .tooFine(let column): "the \(column) has more than 12 digits after the point"
    case .tooLarge(let column): "the \(column) is too large"
    case .offTick: "the price is not a whole number of ticks of \(tick)"
    case .priceIsZero: "the price is zero"
    case .priceBelowTick: "the price is below one tick of \(tick)"
    case .tradeOfNothing: "the size of a trade must be above zero"
    case .notionalTooLarge: "price × size is too large to be added up in 64 bits"
    case .outgrown(let column):
      "the \(column) is so fine that an earlier one no longer fits; give tick and step"
    case .increments(let what): what
    case .outOfMemory: "the records do not fit into memory"
    }
  }
}
