/// The size of a screen. Unit: columns and rows of characters.
public struct ScreenSize: Hashable, Sendable {
  public var columns: Int
  public var rows: Int

  /// Sizes below zero count as zero.
  public init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}
