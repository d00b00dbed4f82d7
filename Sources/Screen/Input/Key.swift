/// One press of a key, as far as a terminal reports it.
///
/// The name is what `keymap.json`, the help and the footer use: `p`, `X`, `space`, `enter`,
/// `shift-tab`, `ctrl-l`, `alt-x`, `f1`, `pgdn`, `?`.
public struct Key: Hashable, Sendable {
  public enum Base: Hashable, Sendable {
    /// A printed character as typed. Shift is already in it: `x` and `X` are two keys.
    case character(Unicode.Scalar)
    case named(Named)
    /// A function key, 1 to 24.
    case function(Int)
  }

  /// The keys that print nothing. The raw value is the canonical name.
  public enum Named: String, CaseIterable, Sendable {
    case enter
    case escape = "esc"
    case tab, backspace, delete, insert
    case up, down, left, right, home, end
    case pageUp = "pgup"
    case pageDown = "pgdn"
  }

  public struct Modifiers: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let control = Modifiers(rawValue: 1)
    public static let alt = Modifiers(rawValue: 2)
    public static let shift = Modifiers(rawValue: 4)
  }

  public let base: Base
  public let modifiers: Modifiers

  public init(_ base: Base, _ modifiers: Modifiers = []) {
    self.base = base
    self.modifiers = modifiers
  }

  public static func character(_ character: Unicode.Scalar, _ modifiers: Modifiers = []) -> Key {
    Key(.character(character), modifiers)
  }

  public static func named(_ name: Named, _ modifiers: Modifiers = []) -> Key {
    Key(.named(name), modifiers)
  }

  public static func function(_ number: Int, _ modifiers: Modifiers = []) -> Key {
    Key(.function(number), modifiers)
  }

  public static let space = Key(.character(" "))

  /// The character that this key types into a text field; nil if it types none.
  public var typed: Unicode.Scalar? {
    guard case .character(let character) = base, modifiers.isEmpty else { return nil }
    return character
  }
}
