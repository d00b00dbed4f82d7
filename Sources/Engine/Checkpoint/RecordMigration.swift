/// The way from one version of the record's shape to the next.
public struct RecordMigration: Sendable {
  /// The version that it changes; the result has the next one.
  public let from: Int
  /// Changes the state of that version.
  let change: @Sendable (inout RecordValue) throws(RecordError) -> Void

  init(from: Int, _ change: @escaping @Sendable (inout RecordValue) throws(RecordError) -> Void) {
    (self.from, self.change) = (from, change)
  }

  /// The migrations of this build, oldest first: none is ever removed or changed.
  static let all: [RecordMigration] = []
}

/// What migrations are made of.
///
/// A path has the keys and cases that lead to a value, each after a dot. `[]` after a key stands for
/// every element of its list: `books.lots.all[].stop`. A `?` after a name says that it may be
/// missing, as a case that the value does not have: `switches.breaker.tripped?.until`. Where a value
/// on the way is nothing, there is nothing to change.
extension RecordValue {
  /// Adds a key with a value after the keys of the fields, or the data of the case, at a path.
  ///
  /// - Throws: ``RecordError`` if there is no such place, or the key is there already.
  mutating func add(_ name: String, _ value: RecordValue, at path: String) throws(RecordError) {
    try change(path) { (place) throws(RecordError) in
      try place.changeFields { (fields) throws(RecordError) in
        guard !fields.contains(where: { $0.name == name }) else {
          throw RecordError(.refused("the key \(name) is there already"))
        }
        fields.append(Field(name, value))
      }
    }
  }

  /// Gives a key, or a case, another name.
  ///
  /// - Throws: ``RecordError`` if it is missing.
  mutating func renameKey(_ path: String, to name: String) throws(RecordError) {
    try changeLast(of: path) { (fields, place) in fields[place].name = name }
  }

  /// Removes a key with its value.
  ///
  /// - Throws: ``RecordError`` if it is missing.
  mutating func drop(_ path: String) throws(RecordError) {
    try changeLast(of: path) { (fields, place) in fields.remove(at: place) }
  }

  /// Gives a case without data, or with any, another name wherever a path leads to it.
  ///
  /// - Throws: ``RecordError`` if there is no such place. A value with another case stays.
  mutating func renameCase(
    _ old: String, to name: String, at path: String
  ) throws(RecordError) {
    try change(path) { (value) throws(RecordError) in
      if case .choice(old, let data) = value { value = .choice(name, data) }
    }
  }

  /// Changes every value that a path leads to.
  ///
  /// - Throws: ``RecordError`` if there is none, or the error of the change.
  mutating func change(
    _ path: String, by change: (inout RecordValue) throws(RecordError) -> Void
  ) throws(RecordError) {
    try follow(RecordPath(path).steps[...], change)
  }

  private mutating func changeLast(
    of path: String, by change: (inout [Field], Int) -> Void
  ) throws(RecordError) {
    let (parent, last) = RecordPath(path).parentAndLast
    try follow(parent) { (value) throws(RecordError) in
      try value.changeFields { (fields) throws(RecordError) in
        if let place = fields.firstIndex(where: { $0.name == last.name }) {
          change(&fields, place)
        } else if !last.mayBeMissing {
          throw RecordError(.missing, at: last.name)
        }
      }
    }
  }

  private mutating func changeFields(
    by change: (inout [Field]) throws(RecordError) -> Void
  ) throws(RecordError) {
    switch self {
    case .nothing: return
    case .fields(var fields):
      try change(&fields)
      self = .fields(fields)
    case .choice(let name, var data):
      try change(&data)
      self = .choice(name, data)
    case .flag, .integer, .number, .text, .list:
      throw RecordError(.expected("fields or a case", found: kind))
    }
  }

  private mutating func follow(
    _ steps: ArraySlice<RecordPath.Step>,
    _ change: (inout RecordValue) throws(RecordError) -> Void
  ) throws(RecordError) {
    guard let step = steps.first else { return try change(&self) }
    if case .nothing = self { return }
    do {
      try take(step, steps.dropFirst(), change)
    } catch {
      throw error.under(step.name)
    }
  }

  private mutating func take(
    _ step: RecordPath.Step, _ rest: ArraySlice<RecordPath.Step>,
    _ change: (inout RecordValue) throws(RecordError) -> Void
  ) throws(RecordError) {
    if case .choice(step.name, let data) = self {
      var inner = RecordValue.fields(data)
      try inner.follow(rest, change)
      if case .fields(let data) = inner { self = .choice(step.name, data) }
      return
    }
    guard case .fields(var fields) = self,
      let place = fields.firstIndex(where: { $0.name == step.name })
    else {
      if step.mayBeMissing { return }
      throw RecordError(.missing)
    }
    try fields[place].value.each(step.isList) { (value) throws(RecordError) in
      try value.follow(rest, change)
    }
    self = .fields(fields)
  }

  private mutating func each(
    _ isList: Bool, _ change: (inout RecordValue) throws(RecordError) -> Void
  ) throws(RecordError) {
    guard isList, self != .nothing else { return try change(&self) }
    guard case .list(var elements) = self else {
      throw RecordError(.expected("a list", found: kind))
    }
    for index in elements.indices {
      do {
        try change(&elements[index])
      } catch {
        throw error.under(index)
      }
    }
    self = .list(elements)
  }
}

/// The steps of a path within a record.
private struct RecordPath {
  struct Step {
    var name: String
    var isList = false
    var mayBeMissing = false

    init(_ written: Substring) {
      var written = written
      if written.hasSuffix("?") { (mayBeMissing, written) = (true, written.dropLast()) }
      if written.hasSuffix("[]") { (isList, written) = (true, written.dropLast(2)) }
      name = String(written)
    }
  }

  let steps: [Step]

  init(_ path: String) {
    steps = path.isEmpty ? [] : path.split(separator: ".").map(Step.init)
  }

  var parentAndLast: (ArraySlice<Step>, Step) {
    guard let last = steps.last else { preconditionFailure("a path to the whole has no name") }
    return (steps.dropLast(), last)
  }
}
