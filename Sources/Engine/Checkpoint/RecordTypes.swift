import Market
import Synchronization

/// How values of a type are recorded; found once for each type.
final class RecordTypes {
  enum Way {
    /// A truth value, a text or a number.
    case plain
    /// By what its own coding writes.
    case coded
    /// By the names of its cases, instead of their numbers.
    case named(CaseNames)
    /// In a form of its own.
    case formed(any Recorded.Type)
  }

  private var ways: [ObjectIdentifier: Way] = [:]
  /// What was met of enums, if it is collected: those with numbered cases with all of them, `enum
  /// Side: buy, sell`, the others by case, `case BreakerState.normal`.
  private(set) var cases: Set<String>?

  /// - Parameter collectsCases: whether ``cases`` is kept, for a test of the record's shape.
  init(collectsCases: Bool = false) { cases = collectsCases ? [] : nil }

  func way<Value>(of type: Value.Type) -> Way {
    if let known = ways[ObjectIdentifier(type)] { return known }
    let way = RecordTypes.find(type)
    ways[ObjectIdentifier(type)] = way
    if case .named(let names) = way { cases?.insert("enum \(type): \(names)") }
    return way
  }

  /// A value of an enum has a case.
  func met(_ name: String, of type: (some Any).Type) {
    if cases != nil { cases?.insert("case \(type).\(name)") }
  }

  private static func find<Value>(_ type: Value.Type) -> Way {
    if RecordValue.isPlain(type) { return .plain }
    if let type = type as? any Recorded.Type { return .formed(type) }
    guard let type = type as? any RawRepresentable<UInt8>.Type else { return .coded }
    precondition(!(type is any SetAlgebra.Type), "\(type) needs a form with the names of its parts")
    return .named(CaseNames.of(type))
  }
}

/// The names of the cases of an enum whose cases have numbers.
struct CaseNames: Sendable, CustomStringConvertible {
  private var names: [String?] = []
  private var numbers: [String: UInt8] = [:]

  /// Those of the enums met so far: finding the names takes longer than recording a value.
  private static let known = Mutex<[ObjectIdentifier: CaseNames]>([:])

  static func of<Case: RawRepresentable<UInt8>>(_ type: Case.Type) -> CaseNames {
    known.withLock { known in
      if let names = known[ObjectIdentifier(type)] { return names }
      let names = CaseNames(type)
      known[ObjectIdentifier(type)] = names
      return names
    }
  }

  private init<Case: RawRepresentable<UInt8>>(_: Case.Type) {
    for number in UInt8.min...UInt8.max {
      let name = Case(rawValue: number).map { "\($0)" }
      names.append(name)
      if let name { numbers[name] = number }
    }
  }

  /// The name of a case of this enum.
  func name(of one: some RawRepresentable<UInt8>) -> String? { names[Int(one.rawValue)] }

  /// The number of a case.
  func number(of name: String) -> UInt8? { numbers[name] }

  var description: String { names.compactMap(\.self).joined(separator: ", ") }
}
