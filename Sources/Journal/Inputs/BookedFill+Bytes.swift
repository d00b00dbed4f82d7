import Engine
import Market
import Venue

extension BookedFill: ByteCoded {
  package func write(to writer: inout ByteWriter) {
    id.write(to: &writer)
    order.write(to: &writer)
    side.write(to: &writer)
    price.write(to: &writer)
    quantity.write(to: &writer)
  }

  package init(from reader: inout ByteReader) throws(InputError) {
    self.init(
      id: try FillID(from: &reader), order: try ClientOrderID(from: &reader),
      side: try Side(from: &reader), price: try Price(from: &reader),
      quantity: try Quantity(from: &reader))
  }
}
