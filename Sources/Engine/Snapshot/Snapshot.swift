import Market

/// What the outside may see of an engine at one moment: plain values, made when a screen asks.
public struct Snapshot: Equatable, Sendable {
  public var time: Instant
  public var instrument: Instrument
  public var market: MarketView
  public var control: ControlView
  public var grid: GridView
  /// Live entry orders, buys first, best price first on each side.
  public var pendingOpens: [PendingOpenView]
  /// Open lots, oldest first.
  public var lots: [LotView]
  /// Live exit orders, oldest first.
  public var legs: [LegView]
  public var account: AccountView
  public var exposure: ExposureView
  public var risk = RiskView()
  public var sending = SendingView()
  public var ledger = LedgerView()
  public var reconcile = ReconcileView()
  public var counters: Counters
  /// How often each recovery branch ran.
  public var recoveries = RecoveryCounts()
  /// The rows the screen asked for, highest price first.
  public var ladder: [LadderRow]
  /// The newest log lines, oldest first.
  public var log: [LogEntry]
  /// The explanation that a screen asked for, at this moment.
  public var explanation: Explanation?
  /// The lots, or parts of lots, that were closed last, oldest first.
  public var recentCloses: [LotRecord] = []
  /// Slots and sides in cooldown after stop-losses, in the order they were stopped out.
  public var cooldowns: [CooldownView] = []
  /// Entries beside the ladder.
  public var entries = EntriesView()
  /// When the engine will act although nothing happens, soonest first.
  public var timers: [TimerView] = []
  /// How far quitting has come.
  public var shutdown = ShutdownView()
}
