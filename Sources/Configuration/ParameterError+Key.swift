import Engine

/// What an error of the engine is about, as operators know it.
extension ParameterError {
  /// The key of a configuration, such as `grid.size.base`.
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
  /// What a setting of the engine is called in a file: the number that it is, where it can be given
  /// as one, else the whole key.
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
