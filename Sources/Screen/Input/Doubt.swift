/// Why a key from the terminal may not be what the operator's hand pressed.
///
/// A link that delivers an arrow key's bytes apart, or a paste that holds the mark of its own end,
/// looks like typing. Such a key acts only where it can do no harm; else it's dropped and said.
public enum Doubt: Hashable, Sendable {
  /// It came by itself soon after a lone escape byte: with it it is one key with alt, or it's the
  /// rest of a sequence that nobody knows.
  case afterEscape
  /// Its sequence is whole, but the escape byte came so long before the rest that it has acted as
  /// the escape key already.
  case escapeActed
  /// It came right behind pasted text.
  case afterPaste
}
