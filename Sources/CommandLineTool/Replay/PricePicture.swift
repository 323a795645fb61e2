import Numerics
import Reference
import Semantics

/// The prices of one market along a run, with the moment at which something breaks.
struct PricePicture {
  let title: String
  let description: String
  /// The first one is that of the beginning.
  let prices: [Int128]
  let type: ValueType
  /// The place of the price at which it breaks.
  let moment: Int?
  let printer: ValuePrinter
  /// What stands below a place.
  let label: (Int) -> String

  /// Nothing for a price that does not move.
  var drawing: Drawing? {
    guard prices.count > 1, let low = prices.min(), let high = prices.max(), low < high else {
      return nil
    }
    let across = Scale(0, Int128(prices.count - 1), length: Drawing.plotWidth)
    let up = Scale(low, high, length: Drawing.plotHeight)
    var drawing = Drawing(title: title, description: description)
    drawing.side(up.marks(4).map { (up.place($0), number($0)) })
    let marks = min(4, prices.count)
    drawing.bottom(
      across.marks(marks).map { (across.place($0), label(Int(clamping: $0))) })
    drawing.line(
      prices.enumerated().map { (across.place(Int128($0.offset)), up.place($0.element)) },
      "proposed")
    if let moment, prices.indices.contains(moment) {
      drawing.dot(
        (across.place(Int128(moment)), up.place(prices[moment])), "break", label(moment))
    }
    return drawing
  }

  /// Without its unit, which a long one leaves no room for; the sentence below says it.
  private func number(_ word: Int128) -> String {
    let text = RoundedNumber.text(word, type, printer, digits: 3)
    return text.split(separator: " ").first.map { String($0) } ?? text
  }
}
