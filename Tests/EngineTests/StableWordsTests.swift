import Engine
import Testing

@Suite("Words that logs, records and reports carry")
struct StableWordsTests {
  @Test("A reason's word stays what it was, and its number too; new ones come at the end")
  func reasons() {
    #expect(Reason.Code.allCases.map(\.name) == words(reasonWords))
    #expect(Reason.Code.allCases.map { Int($0.rawValue) } == Array(words(reasonWords).indices))
  }

  @Test("A recovery branch's word stays what it was")
  func recoveries() {
    #expect(Recovery.allCases.map(\.name) == words(recoveryWords))
  }

  @Test("METRIC-03 The tag of a log line stays what it was; new ones come at the end")
  func logTags() {
    #expect(LogEntry.Tag.allCases.map(\.word) == words(tagWords))
  }

  private func words(_ text: String) -> [String] {
    text.split { $0.isWhitespace }.map(String.init)
  }

  private let reasonWords = """
    WANTED TAKES_PROFIT ATTEMPTED FALLING_BACK MANUAL FLATTENING LOT_OPEN AWAITS_REPLAN
    OUTSIDE_BOUNDS BELOW_MINIMUM_NOTIONAL SIDE_PAUSED FROZEN WOULD_CROSS EXPOSURE_ABOVE_CAP
    OPEN_ORDERS_ABOVE_CAP NOTIONAL_ABOVE_CAP QUOTE_RESERVED BASE_RESERVED OPEN_PENDING
    BOOK_UNKNOWN TICK_UNKNOWN BOOK_STALE MARKET_SILENT BOOK_CROSSED PRICE_IMPOSSIBLE
    VALUE_TOO_LARGE CANCELLING_ALL VENUE_REFUSED MARKET_ENDING MARKET_HALTED MARKET_CLOSED
    CLOCK_SKEWED SKEW_ABOVE_LIMIT BREAKER_TRIPPED BREAKER_PROBATION SIDE_EXPOSURE_ABOVE_CAP
    ORDER_SIZE_ABOVE_CAP BEYOND_COLLAR DAY_LOSS_ABOVE_CAP DRAWDOWN_ABOVE_CAP EQUITY_UNKNOWN
    MARGIN_USE_ABOVE_CAP MARGIN_UNKNOWN MARGIN_REFUSED LOT_NAKED STOP_BELOW_MINIMUM
    STOPS_TOO_SMALL STOPS_TOGETHER SEND_RATE_ABOVE_CAP WEIGHT_SPENT ACTIONS_SPENT COALESCED
    LOTS_ABOVE_CAP TOO_NEAR TOO_SOON COMPLETING SLIPPAGE_ABOVE_CAP QUITTING NOTHING_TO_COMPLETE
    NOT_LIVE_OPEN OWN_ORDER_IN_THE_WAY NOT_SENT ABSENT_AT_VENUE NOT_RECONCILED FILLS_UNSEEN
    DISCONNECTED EXCESS_FIRST ENDED_AT_VENUE NOT_WANTED REPRICED TIMED_OUT REPLACED OPERATOR_ASKED
    CLEARED_FOR_FLATTEN STOPPED_BY_CAP FOREIGN_FILL OTHER_INSTANCE ADOPTED DIFFERS_AT_VENUE DRIFT
    FILLS_UNLISTED UNKNOWN_ORDER_STORM RECONCILED LOT_IS_CLOSED STOP_FIRED STOP_ESCALATES
    BOTH_LEGS_FILLED BENCHED CLOSES STOPS CAP_UNDER_TICK TIGHTENING_IDLE
    MARK_STALE JOURNAL_FAILED
    """

  private let recoveryWords = """
    duplicate_fill unmatched_fill cancel_refused ended_at_venue margin_refused refused_again
    budget_held breaker_tripped breaker_recovered market_refused clock_skewed loss_reached
    dead_man_refused dead_man_lingered fills_unlisted question_held fills_unseen
    cancel_all_overdue list_lacked stray_cancelled flatten_waited attempt_refused reject_storm
    fell_back quit_timed_out held_for_own_order leg_refused stop_due_unseen stop_escalated
    both_legs_filled close_given_up dust_pooled leg_shrunk position_doubted lot_overdue naked_lot
    stopped_together unknown_outcome cancel_unanswered not_sent end_before_fills
    end_found_by_asking stand_found_by_asking absence_believed ours_missing ours_extra
    ours_differs took_venues_order adopted answer_overdue drift_suspected adjusted
    adjustment_reversed fill_gap foreign_fill storm disconnected private_stream_silent
    private_stream_reopened market_silent collared private_stream_lost
    """

  private let tagWords = """
    anchored entry_filled exit_filled lot_closed rejected ended_at_venue cancel_refused
    outcome_unknown outcome_known not_sent adopted will_keep will_cancel start_shown
    differs_at_venue reconciled seeded adjusted adjustment_reversed fill_gap fills_unlisted
    fills_audited fills_unseen fills_seen foreign_fill unknown_order_storm other_instance
    disconnected connected channel_silent margin_refused margin_changed gated paused unpaused
    frozen unfrozen flatten_started flatten_slice flatten_done flatten_stuck cancel_all_started
    cancel_all_done cancel_all_unfinished manual_placed recentred market_blocked market_resumed
    mark_stale mark_returned mark_refused collared gap unmatched_fill duplicate_fill
    contradicted_fill cap_reached attempt_done attempt_stopped attempt_failed attempt_timed_out
    fallback_marked fallback_dropped taker_sent completion_started moved_by_hand repriced
    reject_storm quit_started quit_settled quit_timed_out alarms_acknowledged cancelled_by_operator
    market_phase breaker_tripped breaker_stage breaker_cleared dead_man_aside dead_man_refused
    flatten_waits stop_fired stopped_together stop_escalated naked_lot lot_closing close_given_up
    both_legs_filled benched bench_freed runner_chosen runner_trails dust_pooled lot_overdue
    work_bounded setting_idle restarted journal_failed journal_space_low journal_space_back
    entries_resumed
    """
}
