import Engine
import Market
import Venue

/// The lines of the fills file of `replay --fills`: one line for each fill.
enum FillLine {
  static let header =
    "time_ns,side,price,size,liquidity,fee,client_order_id,purpose,rung,position_id"

  /// A fill in the header's columns: exact decimals, empty if there is no value.
  static func text(_ record: FillRecord, _ instrument: Instrument) -> String {
    let fill = record.fill
    let columns = [
      String(fill.time.nanoseconds), fill.side.word, instrument.text(fill.price),
      instrument.text(fill.quantity), fill.liquidity.word, instrument.text(fill.fee),
      fill.order.description, record.purpose?.word ?? "",
      record.rung.map { instrument.text($0) } ?? "", record.lot.map { String($0.value) } ?? "",
    ]
    return columns.joined(separator: ",")
  }
}

extension Side {
  /// The side's word in records: `buy` or `sell`.
  var word: String {
    switch self {
    case .buy: "buy"
    case .sell: "sell"
    }
  }
}

extension Liquidity {
  /// The word in records: `maker` or `taker`.
  var word: String {
    switch self {
    case .maker: "maker"
    case .taker: "taker"
    }
  }
}

extension Purpose {
  /// The purpose's word in records.
  var word: String {
    switch self {
    case .ladder: "ladder"
    case .takeProfit: "take_profit"
    case .manual: "manual"
    case .flatten: "flatten"
    case .attempt: "attempt"
    case .stopLoss: "stop_loss"
    case .sideStop: "side_stop"
    case .completion: "completion"
    case .close: "close"
    }
  }
}
