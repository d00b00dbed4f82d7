import Engine

/// The configuration key that an error of the engine is about.
extension ParameterError {
  /// The key, such as `grid.size.base`.
  public var path: String {
    switch subject {
    case .key(let key): key
    case .setting(let setting): ParameterTable.path(of: setting)
    }
  }

  /// The error as one line that begins with the key.
  public var text: String { "\(path): \(message)" }
}

extension ParameterTable {
  /// The name of an engine setting in a file: the key of the number if it can be given as one,
  /// otherwise the whole key.
  static func path(of setting: SettingPath) -> String {
    let names = parameters.flatMap(\.names)
    let whole = (\Configuration.engine as AnyKeyPath).appending(path: setting)
    guard
      let name = names.first(where: { $0.setting == setting })
        ?? names.first(where: { $0.setting == whole })
    else { preconditionFailure("\(setting) has no key") }
    return name.path
  }
}
