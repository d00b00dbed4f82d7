/// How the engine makes sure that it agrees with the venue.
public struct ReconcileSettings: Hashable, Sendable, Codable {
  /// What happens to opens of ours that stand at the start.
  public enum AtStart: UInt8, CaseIterable, Sendable, Codable {
    case cancel
    /// Those that the first plan wants are kept, the others cancelled before it places any.
    case adopt
  }

  public var atStart = AtStart.cancel
  /// How long the start shows what it will keep, cancel and place before it does so.
  public var showStartNanoseconds: Int64 = 0
  /// How far before the wanted moment a question for fills begins, so that late ones are seen.
  public var overlapNanoseconds: Int64 = 10_000_000_000
  /// The account's fills are looked at this often, at least every thirty seconds.
  public var pollNanoseconds: Int64 = 10_000_000_000
  /// The account is asked for this often while a cap on the margin is set, or a side waits for margin.
  public var accountNanoseconds: Int64 = 10_000_000_000
  /// Orders, fills and position are compared this often, if nothing asks for it before.
  public var everyNanoseconds: Int64 = 60_000_000_000
  /// The fills of so long a time are looked at again, as often.
  public var auditNanoseconds: Int64 = 86_400_000_000_000
  /// More fills than this within the time after it are a reason to compare.
  public var busyFills = 10
  public var busyNanoseconds: Int64 = 30_000_000_000
  /// A drift over this share of the position alarms.
  public var driftAlarm = BasisPoints(hundredths: 10_000)
  /// A drift over this share of the position stops opens.
  public var driftStop = BasisPoints(hundredths: 50_000)
  /// More news of unknown orders than this within the time after it are a burst.
  public var burstUpdates = 50
  public var burstNanoseconds: Int64 = 60_000_000_000
  /// A channel that is silent for so long is asked, and opened anew.
  public var watchdogNanoseconds: Int64 = 20_000_000_000

  public init() {}
}

extension SettingRange {
  static let reconcile: [SettingRange] = [
    .init(\.reconcile.showStartNanoseconds, .upToAnHour),
    .init(\.reconcile.overlapNanoseconds, .upToAnHour),
    .init(\.reconcile.pollNanoseconds, 1_000_000_000...30_000_000_000),
    .init(\.reconcile.accountNanoseconds, .aSecondToAnHour),
    .init(\.reconcile.everyNanoseconds, .aSecondToAnHour),
    // An hour to a week.
    .init(\.reconcile.auditNanoseconds, 3_600_000_000_000...604_800_000_000_000),
    .init(\.reconcile.busyFills, 1...1_000),
    .init(\.reconcile.busyNanoseconds, .aSecondToAnHour),
    .init(\.reconcile.driftAlarm, .share),
    .init(\.reconcile.driftStop, .share),
    .init(\.reconcile.burstUpdates, 1...10_000),
    .init(\.reconcile.burstNanoseconds, .aSecondToAnHour),
    .init(\.reconcile.watchdogNanoseconds, .aSecondToAnHour),
  ]
}
