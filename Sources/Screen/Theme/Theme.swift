/// The look of every role.
///
/// A theme is made from a file (``load(_:file:resolving:)``); ``plain`` needs none.
public struct Theme: Equatable, Sendable {
  /// The theme's title in the list of themes.
  public let title: String
  /// One complete look for each role.
  private let looks: [Role: Look]
  /// Only the parts that a role's own entry or its group's gives. They are what an overlay changes.
  private let overlays: [Role: PartialLook]

  init(title: String, entries: [String: PartialLook]) {
    self.title = title
    var looks: [Role: Look] = [:]
    var overlays: [Role: PartialLook] = [:]
    for role in Role.allCases {
      let chain = Role.fallbacks(of: role.name).compactMap { entries[$0] }
      looks[role] = Look(
        foreground: chain.lazy.compactMap(\.foreground).first ?? .terminal,
        background: chain.lazy.compactMap(\.background).first ?? .terminal,
        attributes: chain.first?.attributes ?? [])
      overlays[role] = chain.first ?? PartialLook()
    }
    self.looks = looks
    self.overlays = overlays
  }

  /// Returns the look of a role's cell, with another role laid over it, at a color depth.
  public func look(of role: Role, under overlay: Role? = nil, in depth: ColorDepth = .direct)
    -> Look
  {
    let look = adding(depth == .none ? Self.attributesWithoutColor(of: role) : [], to: looks[role])
    guard let overlay, let over = overlays[overlay] else { return look.fitted(to: depth) }
    var covered = look
    covered.attributes.formUnion(over.attributes)
    if depth == .none {
      covered.attributes.formUnion(Self.attributesWithoutColor(of: overlay))
    }
    // A role with its own background keeps its colors, so an alarm under the cursor looks like one.
    guard !hasOwnBackground(role) else { return covered.fitted(to: depth) }
    covered.foreground = over.foreground ?? look.foreground
    covered.background = over.background ?? look.background
    let isTold = covered.fitted(to: depth).background != look.fitted(to: depth).background
    if !isTold, over.background != nil { covered.attributes.insert(.reverse) }
    return covered.fitted(to: depth)
  }

  /// Returns whether a role's background differs from that of the surface it is drawn on.
  private func hasOwnBackground(_ role: Role) -> Bool {
    looks[role]?.background != looks[role.surface]?.background
  }

  private func adding(_ attributes: Look.Attributes, to look: Look?) -> Look {
    var look = look ?? Look()
    look.attributes.formUnion(attributes)
    return look
  }

  public func look(of cell: Cell, in depth: ColorDepth = .direct) -> Look {
    look(of: cell.role, under: cell.overlay, in: depth)
  }

  /// Returns the attributes that carry a role's meaning if no color can, in any theme.
  private static func attributesWithoutColor(of role: Role) -> Look.Attributes {
    let chain = Role.fallbacks(of: role.name)
    return chain.lazy.compactMap { plainAttributes[$0] }.first ?? []
  }
}

/// The part of a look that one theme entry gives.
struct PartialLook: Hashable, Sendable {
  var foreground: Color?
  var background: Color?
  var attributes: Look.Attributes = []
}
