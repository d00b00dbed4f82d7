import Market

/// What the outside may see of an engine at one moment: plain values, made when a screen asks.
public struct Snapshot: Equatable, Sendable {
  public var time: Instant
  public var instrument: Instrument
  public var market: MarketView
  public var control: ControlView
  public var grid: GridView
  /// Ladder and manual opens that were decided and have not ended, best price first, buys first.
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
  /// How often each branch was taken that only trouble takes.
  public var recoveries = RecoveryCounts()
  /// The rows the screen asked for, highest price first.
  public var ladder: [LadderRow]
  /// The newest log lines, oldest first.
  public var log: [LogEntry]
  /// What a screen asked to have explained, at this moment.
  public var explanation: Explanation?
  /// The lots, or parts of lots, that were closed last, oldest first.
  public var recentCloses: [LotRecord] = []
  /// Slots and sides that wait after stop-losses, in the order they were stopped out.
  public var cooldowns: [CooldownView] = []
  /// Opens beside the ladder.
  public var entries = EntriesView()
  /// What it waits for though nothing happens, soonest first.
  public var timers: [TimerView] = []
  /// What quitting has come to.
  public var shutdown = ShutdownView()
}
