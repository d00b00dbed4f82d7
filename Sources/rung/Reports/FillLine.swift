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
      String(fill.time.nanoseconds), fill.side.recordWord, instrument.text(fill.price),
      instrument.text(fill.quantity), fill.liquidity.recordWord, instrument.text(fill.fee),
      fill.order.description, record.purpose?.recordWord ?? "",
      record.rung.map { instrument.text($0) } ?? "", record.lot.map { String($0.value) } ?? "",
    ]
    return columns.joined(separator: ",")
  }
}
