import Engine

/// Whether attempts can be where they are set to be.
extension CrossCheck {
  static let entryChecks: [CrossCheck] = [capHoldsOffset]

  private static let capHoldsOffset = CrossCheck(
    "entries.max_offset_bps", "entries.offset_bps"
  ) { configuration in
    let entries = configuration.engine.entries
    guard entries.maximumOffset < entries.baseOffset else { return nil }
    return "entries.max_offset_bps \(basisPoints(entries.maximumOffset)) is under "
      + "entries.offset_bps \(basisPoints(entries.baseOffset)); at least as much"
  }
}
