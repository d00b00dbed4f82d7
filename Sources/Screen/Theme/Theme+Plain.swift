extension Theme {
  /// The name under which a theme inherits ``plain``.
  public static let plainName = "default"

  /// The built-in theme: the terminal's own colors, with attributes on what must stand out. Every
  /// other theme is laid over it, and it is shown if no theme file can be read.
  public static let plain = Theme(title: "Plain", entries: plainEntries)

  static let plainEntries = plainAttributes.mapValues { PartialLook(attributes: $0) }

  /// The attributes that set a role apart without color. A group stands for all roles below it.
  static let plainAttributes: [String: Look.Attributes] = [
    "text": [], "text.dim": .dim, "text.strong": .bold,
    "title": .bold, "title.focused": [.bold, .reverse],
    "border": [], "border.focused": .bold,
    "label": .dim,
    "selection": .reverse,

    "header": .reverse, "header.strong": [.reverse, .bold], "header.ok": .reverse,
    "header.warning": [.reverse, .underline], "header.alarm": [.bold, .underline],

    "footer": [], "footer.key": .bold, "footer.text": [],

    "ladder": [], "ladder.bid.best": .bold, "ladder.ask.best": .bold,
    "ladder.own": [], "ladder.own.buy.planned": .dim, "ladder.own.sell.planned": .dim,
    "ladder.own.buy.inflight": .underline, "ladder.own.sell.inflight": .underline,
    "ladder.own.buy.confirmed": .bold, "ladder.own.sell.confirmed": .bold,
    "ladder.own.buy.cancelling": [.dim, .underline],
    "ladder.own.sell.cancelling": [.dim, .underline],
    "ladder.own.buy.filled": .reverse, "ladder.own.sell.filled": .reverse,
    "ladder.foreign": .underline, "ladder.cursor": .reverse,
    "ladder.spread": .dim, "ladder.last": .bold, "ladder.average": .underline,
    "ladder.anchor": .underline, "ladder.reason": .dim,

    "buy": [], "sell": [], "leg": [], "leg.naked": [.bold, .reverse],
    "pnl": [], "pnl.gain": .bold, "pnl.loss": [.bold, .underline],
    "position": .bold, "position.flat": [],

    "alarm": [.bold, .reverse], "warning": [.bold, .underline], "ok": [], "info": [],

    "dialog": [], "dialog.border": .bold, "dialog.title": [.bold, .reverse],
    "dialog.key": [.bold, .underline], "dialog.field": .underline,
    "dialog.danger": [.bold, .reverse],
    "help": [], "help.key": .bold, "help.title": [.bold, .underline],

    "log": [], "log.time": .dim, "log.tag": .dim, "log.fill": .bold,
    "log.warning": [.bold, .underline], "log.error": [.bold, .reverse],

    "gap": .dim, "stale": .dim, "unknown": .dim,
    "bar": .dim,
  ]
}
