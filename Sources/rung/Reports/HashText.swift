/// A digest as sixteen hex digits.
struct HashText {
  let text: String

  init(_ value: UInt64) {
    let digits = String(value, radix: 16)
    text = String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
