import Market
import Venue

// The values that requests, reports and answers are made of.

extension ClientOrderID: ByteCoded {
  package func write(to writer: inout ByteWriter) {
    writer.write(high)
    writer.write(low)
  }

  package init(from reader: inout ByteReader) throws(InputError) {
    self.init(high: try reader.read(), low: try reader.read())
  }
}

extension Price: ByteCoded {
  package func write(to writer: inout ByteWriter) { writer.write(ticks) }

  package init(from reader: inout ByteReader) throws(InputError) {
    let ticks = try reader.read(Int64.self)
    guard let price = Price(checking: ticks) else {
      throw .impossible("a price in ticks", ticks, at: reader.place - 8)
    }
    self = price
  }
}

extension Quantity: ByteCoded {
  package func write(to writer: inout ByteWriter) { writer.write(steps) }

  package init(from reader: inout ByteReader) throws(InputError) {
    let steps = try reader.read(Int64.self)
    guard steps >= 0 else { throw .impossible("a size in steps", steps, at: reader.place - 8) }
    self.init(steps: steps)
  }
}

extension Position: ByteCoded {
  package func write(to writer: inout ByteWriter) { writer.write(steps) }
  package init(from reader: inout ByteReader) throws(InputError) {
    self.init(steps: try reader.read())
  }
}

extension ExactMoney: ByteCoded {
  package func write(to writer: inout ByteWriter) { writer.write(units) }
  package init(from reader: inout ByteReader) throws(InputError) {
    self.init(units: try reader.read())
  }
}

extension Instant: ByteCoded {
  package func write(to writer: inout ByteWriter) { writer.write(nanoseconds) }
  package init(from reader: inout ByteReader) throws(InputError) { self = try reader.readTime() }
}

extension FillID: ByteCoded {
  package func write(to writer: inout ByteWriter) { writer.write(value) }
  package init(from reader: inout ByteReader) throws(InputError) { self.init(try reader.read()) }
}

extension Side: ByteCoded {
  package func write(to writer: inout ByteWriter) { writer.write(rawValue) }
  package init(from reader: inout ByteReader) throws(InputError) {
    self = try reader.readCase("a side")
  }
}

extension Trigger: ByteCoded {
  package func write(to writer: inout ByteWriter) {
    price.write(to: &writer)
    writer.write(reference.rawValue)
    writer.write(isStop)
  }

  package init(from reader: inout ByteReader) throws(InputError) {
    self.init(
      price: try Price(from: &reader), reference: try reader.readCase("a trigger's reference"),
      isStop: try reader.readFlag())
  }
}

extension Fill: ByteCoded {
  package func write(to writer: inout ByteWriter) {
    id.write(to: &writer)
    order.write(to: &writer)
    side.write(to: &writer)
    price.write(to: &writer)
    quantity.write(to: &writer)
    fee.write(to: &writer)
    writer.write(liquidity.rawValue)
    writer.write(time)
    writer.write(positionBefore)
    writer.write(cause.rawValue)
  }

  package init(from reader: inout ByteReader) throws(InputError) {
    self.init(
      id: try FillID(from: &reader), order: try ClientOrderID(from: &reader),
      side: try Side(from: &reader), price: try Price(from: &reader),
      quantity: try Quantity(from: &reader), fee: try ExactMoney(from: &reader),
      liquidity: try reader.readCase("maker or taker"), time: try reader.readTime(),
      positionBefore: try reader.read(), cause: try reader.readCase("the cause of a fill"))
  }
}

extension VenueOrder: ByteCoded {
  package func write(to writer: inout ByteWriter) {
    id.write(to: &writer)
    side.write(to: &writer)
    writer.write(limit)
    quantity.write(to: &writer)
    remaining.write(to: &writer)
    writer.write(isReduceOnly)
    writer.write(trigger)
    writer.write(placedAt)
  }

  package init(from reader: inout ByteReader) throws(InputError) {
    self.init(
      id: try ClientOrderID(from: &reader), side: try Side(from: &reader),
      limit: try reader.read(), quantity: try Quantity(from: &reader),
      remaining: try Quantity(from: &reader), isReduceOnly: try reader.readFlag(),
      trigger: try reader.read(), placedAt: try reader.readTime())
  }
}

extension Funding: ByteCoded {
  package func write(to writer: inout ByteWriter) {
    writer.write(time)
    amount.write(to: &writer)
  }

  package init(from reader: inout ByteReader) throws(InputError) {
    self.init(time: try reader.readTime(), amount: try ExactMoney(from: &reader))
  }
}

extension Refusal: ByteCoded {
  package func write(to writer: inout ByteWriter) { writer.write(rawValue) }
  package init(from reader: inout ByteReader) throws(InputError) {
    self = try reader.readCase("a refusal")
  }
}

extension SendFailure: ByteCoded {
  package func write(to writer: inout ByteWriter) { writer.write(rawValue) }
  package init(from reader: inout ByteReader) throws(InputError) {
    self = try reader.readCase("a failed send")
  }
}
