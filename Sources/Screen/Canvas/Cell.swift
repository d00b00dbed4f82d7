/// One place of the screen: a character and what it means. A cell never holds a color.
///
/// A cell is eight bytes without references, so that a frame is one flat block of memory.
@frozen public struct Cell: Equatable, Sendable {
  /// The character's code point; zero in the right half of a wide character.
  @usableFromInline let code: UInt32
  public var role: Role
  /// A second role whose colors and attributes are laid over the first, such as a cursor's.
  public var overlay: Role?

  @inlinable init(code: UInt32, role: Role, overlay: Role?) {
    self.code = code
    self.role = role
    self.overlay = overlay
  }

  public static let blank = Cell(" ", as: .text)

  public init(_ character: Unicode.Scalar, as role: Role) {
    self.init(code: character.value, role: role, overlay: nil)
  }

  static func rightHalf(as role: Role) -> Cell {
    Cell(code: 0, role: role, overlay: nil)
  }

  /// The character; nil in the right half of a wide one.
  public var character: Unicode.Scalar? {
    code == 0 ? nil : Unicode.Scalar(code)
  }

  public var isRightHalf: Bool { code == 0 }

  public static func == (left: Cell, right: Cell) -> Bool {
    left.code == right.code && left.role == right.role && left.overlay == right.overlay
  }
}
