/// How the engine makes sure that it agrees with the venue.
public struct ReconcileSettings: Hashable, Sendable, Codable {
  /// What happens to our entries that are live at the start.
  public enum AtStart: UInt8, CaseIterable, Sendable, Codable {
    case cancel
    /// Those that the first plan wants are kept. The others are cancelled before it places any.
    case adopt
  }

  public var atStart = AtStart.cancel
  /// How long the start shows what it will keep, cancel and place before it does so.
  public var showStartNanoseconds: Int64 = 0
  /// How far a fill query reaches back before the time it is for, so that late fills are not
  /// missed.
  public var overlapNanoseconds: Int64 = 10_000_000_000
  /// How often the account's fills are polled: at least every thirty seconds.
  public var pollNanoseconds: Int64 = 10_000_000_000
  /// How often the account is queried while a cap on the margin is set, or a side waits for margin.
  public var accountNanoseconds: Int64 = 10_000_000_000
  /// How often orders, fills and position are compared if nothing asks for it sooner.
  public var everyNanoseconds: Int64 = 60_000_000_000
  /// How often past fills are audited, and how long a period each audit covers.
  public var auditNanoseconds: Int64 = 86_400_000_000_000
  /// More fills than this within `busyNanoseconds` cause a comparison.
  public var busyFills = 10
  public var busyNanoseconds: Int64 = 30_000_000_000
  /// A drift over this share of the position raises an alarm.
  public var driftAlarm = BasisPoints(hundredths: 10_000)
  /// A drift over this share of the position stops entries.
  public var driftStop = BasisPoints(hundredths: 50_000)
  /// More updates for unknown orders than this within `burstNanoseconds` are a burst.
  public var burstUpdates = 50
  public var burstNanoseconds: Int64 = 60_000_000_000
  /// A channel that is silent for this long is queried, then reconnected.
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
