import Market

extension Engine {
  /// The profit of every slot that has open lots, by ``SlotKey``.
  var openSlotProfits: [SlotKey: SlotProfit] {
    var profits: [SlotKey: SlotProfit] = [:]
    for index in books.lots.inOrder {
      let lot = books.lots[index]
      var profit = profits[SlotKey(lot.side, lot.slot)] ?? SlotProfit()
      profit.realised += lot.account.realised
      profit.fees += lot.account.fees
      profit.funding += lot.account.funding
      if let made = unrealised(of: lot), let others = profit.unrealised {
        profit.unrealised = others + made
      } else {
        profit.unrealised = nil
      }
      profits[SlotKey(lot.side, lot.slot)] = profit
    }
    return profits
  }

  /// What the open part of a lot would make at the mark, before fees; nil without a mark.
  func unrealised(of lot: Lot) -> ExactMoney? {
    valuation.map { ExactMoney($0, times: lot.open) }.map {
      lot.side == .buy ? $0 - lot.account.cost : lot.account.cost - $0
    }
  }

  /// The profit of a slot: of its closed lots and of its open ones.
  func slotProfit(_ tally: SlotTally, _ open: SlotProfit?) -> SlotProfit {
    var profit = open ?? SlotProfit()
    profit.realised += tally.realised
    profit.fees += tally.fees
    profit.funding += tally.funding
    return profit
  }
}
