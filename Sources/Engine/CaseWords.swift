/// The stable words of an enum's cases, made once from the cases' names, so that each case is named
/// in one place: `wouldCross` gives `would_cross`.
///
/// Logs, records and screens carry the words. Renaming a case renames its word; a test that lists
/// all words catches that.
package struct CaseWords<Case: CaseIterable & RawRepresentable & Sendable>: Sendable
where Case.RawValue == UInt8 {
  private let words: [String]

  /// - Precondition: the raw values count up from zero without gaps.
  package init(of type: Case.Type, spelled spelling: (String) -> String = { $0 }) {
    precondition(type.allCases.enumerated().allSatisfy { $0.offset == Int($0.element.rawValue) })
    words = type.allCases.map { spelling(Self.snakeCase("\($0)")) }
  }

  package subscript(_ one: Case) -> String { words[Int(one.rawValue)] }

  private static func snakeCase(_ name: String) -> String {
    name.reduce(into: "") { word, letter in
      if letter.isUppercase { word.append("_") }
      word += letter.lowercased()
    }
  }
}
