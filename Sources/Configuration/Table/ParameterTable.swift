/// Every key there is. This table alone names, bounds, explains, reads and writes each.
public enum ParameterTable {
  /// The sections in the order they are printed.
  public static let sections: [Section] = [
    .grid, .entries, .exits, .orders, .reconcile, .risk, .market, .venue, .faults, .console,
    .session, .log, .journal,
  ]

  /// All parameters in the order they are printed.
  public static let parameters: [Parameter] = sections.flatMap(\.parameters)

  /// The parameter of a path such as `grid.levels`; nil if there is none.
  public static func parameter(_ path: String) -> Parameter? { byPath[path] }

  private static let byPath = Dictionary(
    uniqueKeysWithValues: parameters.map { ($0.path, $0) })

  /// Keys that belong together.
  public struct Section: Sendable {
    /// The key of the section in the file.
    public let name: String
    /// One sentence on what the section sets.
    public let summary: String
    public let parameters: [Parameter]
  }
}
