/// The whole engine by name, for whoever goes on with it under another build.
///
/// A checkpoint (``Engine/checkpoint``) is smaller and read faster, but only by the build that made
/// it. A record is read by every later build: it has the version of its shape, and migrations lead
/// from one version to the next. Whatever steers is in it, so an engine that begins from a record
/// goes on exactly as the one that it was made of.
public struct EngineRecord: Equatable, Sendable {
  /// The version of the shape that this build writes.
  ///
  /// If a property or a case that is recorded gets another name, kind or place, or is added or
  /// removed, this counts up, and ``RecordMigration/all`` gets the migration to it.
  public static let currentVersion = 1

  /// The versions that this build reads.
  public static var readableVersions: ClosedRange<Int> { readable(by: RecordMigration.all) }

  public let version: Int
  public let state: RecordValue

  public init(version: Int, state: RecordValue) {
    (self.version, self.state) = (version, state)
  }

  static func readable(by migrations: [RecordMigration]) -> ClosedRange<Int> {
    min(migrations.map(\.from).min() ?? currentVersion, currentVersion)...currentVersion
  }

  /// The state in the shape of this build.
  ///
  /// - Throws: ``RecordError`` if the version is not readable, or a migration does not find what it
  ///   changes.
  func currentState(_ migrations: [RecordMigration]) throws(RecordError) -> RecordValue {
    let readable = EngineRecord.readable(by: migrations)
    guard readable.contains(version) else {
      throw RecordError(.version(version, readable: readable))
    }
    var state = state
    for version in version..<EngineRecord.currentVersion {
      guard let migration = migrations.first(where: { $0.from == version }) else {
        throw RecordError(.version(version, readable: readable))
      }
      try migration.change(&state)
    }
    return state
  }
}
