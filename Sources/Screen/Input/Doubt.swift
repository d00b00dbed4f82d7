/// Why a key from the terminal may not be one that the operator pressed.
///
/// A link that delivers the bytes of an arrow key apart looks like typing. So does a paste that
/// contains its own end mark. Such a key acts only where it can do no harm; otherwise it is
/// dropped, and a message says so.
public enum Doubt: Hashable, Sendable {
  /// It came by itself soon after a lone escape byte. Together they are one key with alt, or it is
  /// the rest of an unknown sequence.
  case afterEscape
  /// Its sequence is whole, but its escape byte came early and has already acted as the escape key.
  case escapeActed
  /// It came right after pasted text.
  case afterPaste
}
