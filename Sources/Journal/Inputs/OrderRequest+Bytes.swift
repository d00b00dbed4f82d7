import Market
import Venue

extension OrderRequest: ByteCoded {
  /// The numbers of the kinds. They never change.
  private enum Form: UInt8 {
    case place = 1
    case amend = 2
    case cancel = 3
    case scheduleCancel = 4
  }

  package func write(to writer: inout ByteWriter) {
    switch self {
    case .place(let order):
      writer.write(Form.place.rawValue)
      order.write(to: &writer)
    case .amend(let id, let limit, let remaining):
      writer.write(Form.amend, id)
      limit.write(to: &writer)
      remaining.write(to: &writer)
    case .cancel(let id): writer.write(Form.cancel, id)
    case .scheduleCancel(let moment):
      writer.write(Form.scheduleCancel.rawValue)
      writer.write(moment)
    }
  }

  package init(from reader: inout ByteReader) throws(InputError) {
    switch try reader.readCase("a kind of request") as Form {
    case .place: self = .place(try NewOrder(from: &reader))
    case .amend:
      self = .amend(
        try ClientOrderID(from: &reader), limit: try Price(from: &reader),
        remaining: try Quantity(from: &reader))
    case .cancel: self = .cancel(try ClientOrderID(from: &reader))
    case .scheduleCancel: self = .scheduleCancel(at: try reader.read())
    }
  }
}

extension NewOrder: ByteCoded {
  package func write(to writer: inout ByteWriter) {
    id.write(to: &writer)
    side.write(to: &writer)
    writer.write(limit)
    quantity.write(to: &writer)
    writer.write(timeInForce.rawValue)
    writer.write(isReduceOnly)
    writer.write(trigger)
    writer.write(expiresAt)
    writer.write(group)
  }

  package init(from reader: inout ByteReader) throws(InputError) {
    self.init(
      id: try ClientOrderID(from: &reader), side: try Side(from: &reader),
      limit: try reader.read(), quantity: try Quantity(from: &reader),
      timeInForce: try reader.readCase("how long an order may rest"),
      isReduceOnly: try reader.readFlag(), trigger: try reader.read(),
      expiresAt: try reader.readTime(), group: try reader.read())
  }
}
