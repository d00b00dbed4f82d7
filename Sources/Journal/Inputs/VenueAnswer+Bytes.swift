import Market
import Venue

extension VenueAnswer: ByteCoded {
  /// The numbers of the kinds. They never change.
  private enum Kind: UInt8 {
    case status = 1
    case openOrders = 2
    case account = 3
    case fills = 4
    case market = 5
    case failed = 6
    case connection = 7
  }

  package func write(to writer: inout ByteWriter) {
    switch self {
    case .status(let id, let status, let moment):
      writer.write(Kind.status, id)
      status.write(to: &writer)
      writer.write(moment)
    case .openOrders(let listed, let moment, let asked):
      writer.write(Kind.openOrders.rawValue)
      writer.write(listed)
      writer.write(moment)
      writer.write(asked)
    case .account(let account, let asked):
      writer.write(Kind.account.rawValue)
      account.write(to: &writer)
      writer.write(asked)
    case .fills(let page):
      writer.write(Kind.fills.rawValue)
      page.write(to: &writer)
    case .market(let status):
      writer.write(Kind.market.rawValue)
      status.write(to: &writer)
    case .failed(let inquiry, let failure):
      writer.write(Kind.failed.rawValue)
      inquiry.write(to: &writer)
      failure.write(to: &writer)
    case .connection(let channel, let isUp):
      writer.write(Kind.connection.rawValue)
      writer.write(channel.rawValue)
      writer.write(isUp)
    }
  }

  package init(from reader: inout ByteReader) throws(InputError) {
    switch try reader.readCase("a kind of answer") as Kind {
    case .status:
      self = .status(
        try ClientOrderID(from: &reader), try OrderStatus(from: &reader),
        asOf: try reader.readTime())
    case .openOrders:
      self = .openOrders(
        try reader.readList(), asOf: try reader.readTime(), asked: try reader.readTime())
    case .account:
      self = .account(try AccountState(from: &reader), asked: try reader.readTime())
    case .fills: self = .fills(try FillPage(from: &reader))
    case .market: self = .market(try MarketStatus(from: &reader))
    case .failed: self = .failed(try Inquiry(from: &reader), try SendFailure(from: &reader))
    case .connection:
      self = .connection(try reader.readCase("a channel"), isUp: try reader.readFlag())
    }
  }
}

extension OrderStatus: ByteCoded {
  private enum Kind: UInt8 {
    case absent = 0
    case live = 1
    case filled = 2
    case cancelled = 3
    case rejected = 4
  }

  package func write(to writer: inout ByteWriter) {
    switch self {
    case .absent: writer.write(Kind.absent.rawValue)
    case .live(let order):
      writer.write(Kind.live.rawValue)
      order.write(to: &writer)
    case .filled(let quantity):
      writer.write(Kind.filled.rawValue)
      quantity.write(to: &writer)
    case .cancelled(let cause, let filled):
      writer.write(Kind.cancelled.rawValue)
      writer.write(cause.rawValue)
      filled.write(to: &writer)
    case .rejected(let refusal):
      writer.write(Kind.rejected.rawValue)
      refusal.write(to: &writer)
    }
  }

  package init(from reader: inout ByteReader) throws(InputError) {
    switch try reader.readCase("a status") as Kind {
    case .absent: self = .absent
    case .live: self = .live(try VenueOrder(from: &reader))
    case .filled: self = .filled(try Quantity(from: &reader))
    case .cancelled:
      self = .cancelled(
        try reader.readCase("the cause of an order's end"), filled: try Quantity(from: &reader))
    case .rejected: self = .rejected(try Refusal(from: &reader))
    }
  }
}

extension AccountState: ByteCoded {
  package func write(to writer: inout ByteWriter) {
    writer.write(asOf)
    position.write(to: &writer)
    writer.write(entry)
    writer.write(equity)
    writer.write(marginUsed)
    writer.write(liquidationPrice)
    writer.write(actionsLeft.map { Position(steps: Int64($0)) })
  }

  package init(from reader: inout ByteReader) throws(InputError) {
    self.init(asOf: try reader.readTime(), position: try Position(from: &reader))
    entry = try reader.read()
    equity = try reader.read()
    marginUsed = try reader.read()
    liquidationPrice = try reader.read()
    let left: Position? = try reader.read()
    actionsLeft = left.map { Int($0.steps) }
  }
}

extension FillPage: ByteCoded {
  package func write(to writer: inout ByteWriter) {
    writer.write(since)
    writer.write(after)
    writer.write(asOf)
    writer.write(fills)
    writer.write(isLast)
  }

  package init(from reader: inout ByteReader) throws(InputError) {
    self.init(
      since: try reader.readTime(), after: try reader.read(), asOf: try reader.readTime(),
      fills: try reader.readList(), isLast: try reader.readFlag())
  }
}

extension MarketStatus: ByteCoded {
  package func write(to writer: inout ByteWriter) {
    writer.write(phase.rawValue)
    writer.write(endsAt)
    writer.write(asOf)
  }

  package init(from reader: inout ByteReader) throws(InputError) {
    self.init(
      phase: try reader.readCase("a market's phase"), endsAt: try reader.read(),
      asOf: try reader.readTime())
  }
}

extension Inquiry: ByteCoded {
  private enum Kind: UInt8 {
    case status = 1
    case openOrders = 2
    case account = 3
    case fills = 4
    case marketStatus = 5
    case reconnect = 6
  }

  package func write(to writer: inout ByteWriter) {
    switch self {
    case .status(let id): writer.write(Kind.status, id)
    case .openOrders(let asked):
      writer.write(Kind.openOrders.rawValue)
      writer.write(asked)
    case .account(let asked):
      writer.write(Kind.account.rawValue)
      writer.write(asked)
    case .fills(let since, let after):
      writer.write(Kind.fills.rawValue)
      writer.write(since)
      writer.write(after)
    case .marketStatus: writer.write(Kind.marketStatus.rawValue)
    case .reconnect(let channel):
      writer.write(Kind.reconnect.rawValue)
      writer.write(channel.rawValue)
    }
  }

  package init(from reader: inout ByteReader) throws(InputError) {
    switch try reader.readCase("a kind of question") as Kind {
    case .status: self = .status(try ClientOrderID(from: &reader))
    case .openOrders: self = .openOrders(asked: try reader.readTime())
    case .account: self = .account(asked: try reader.readTime())
    case .fills: self = .fills(since: try reader.readTime(), after: try reader.read())
    case .marketStatus: self = .marketStatus
    case .reconnect: self = .reconnect(try reader.readCase("a channel"))
    }
  }
}
