extension TableLayout {
  /// Tells whether a file was made with the same tables.
  var fingerprint: String {
    var sum = Checksum()
    for text in create { sum.add(text) }
    return String(UInt64(bitPattern: sum.value), radix: 16)
  }
}
