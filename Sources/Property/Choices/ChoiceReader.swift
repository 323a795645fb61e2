import Numerics

/// Turns the words of one step into decisions, and remembers the words it used.
///
/// A reader that replays takes the words it was given; past the last one every word is zero. A
/// reader with a stream goes on with random words instead, so a step of no words is a fresh one,
/// and a step with a few words keeps their decisions and draws the rest:
///
///     var reader = ChoiceReader(replaying: [2, 7])
///     reader.draw(below: 3)   // 2
///     reader.draw(below: 5)   // 7 reduced to 2
///     reader.draw(below: 9)   // 0
///     reader.step             // [2, 2]
///
/// Whatever the words, every decision is possible, and `step` replayed decides the same again.
package struct ChoiceReader: Sendable {
  private var given: [UInt64]
  private var position = 0
  /// Where the given words of the step end.
  private var end: Int
  private var stream: RandomStream?
  private let notesDraws: Bool

  /// The words used so far, each below the bound it was drawn for; of a whole run those of all its
  /// steps.
  private var used: [UInt64] = []
  /// Where in them the step begins.
  private var first = 0

  /// What was decided, in order; empty unless the reader was told to note it.
  package private(set) var draws: [Draw] = []

  /// `noting` keeps `draws`, which costs more than the reading does.
  package init(replaying step: ChoiceSequence.Step = [], noting: Bool = false) {
    given = step
    end = step.count
    notesDraws = noting
  }

  /// Takes the words of the step first and then random ones.
  package init(
    replaying step: ChoiceSequence.Step = [], then stream: RandomStream, noting: Bool = false
  ) {
    self.init(replaying: step, noting: noting)
    self.stream = stream
  }

  /// Begins another step. The stream, if there is one, goes on where it was.
  package mutating func restart(replaying step: ChoiceSequence.Step) {
    given = step
    (position, end, first) = (0, step.count, 0)
    used.removeAll(keepingCapacity: true)
    draws.removeAll(keepingCapacity: true)
  }

  /// Begins a run whose steps are parts of the words given, each begun with `next`.
  package mutating func restart(replayingRun words: [UInt64]) {
    restart(replaying: words)
    end = 0
    used.reserveCapacity(1_024)
  }

  /// Begins the next step of a run, which replays that part of the words of the run. The words used
  /// before are kept.
  package mutating func next(replaying part: Range<Int>) {
    (position, end) = (part.lowerBound, min(part.upperBound, given.count))
    first = used.count
    draws.removeAll(keepingCapacity: true)
  }

  /// The same, to replay words that a step before it used.
  package mutating func next(repeating part: Range<Int>) {
    let place = given.count
    given += used[part]
    next(replaying: place..<given.count)
  }

  /// The words used, all of them: what they decided is decided again even by a reader that would go
  /// on with random words.
  package var words: ChoiceSequence.Step { Array(used[first...]) }

  /// The words used in all steps of a run.
  package var wordsOfRun: [UInt64] { used }

  /// The words used, without the zeros at their end.
  package var step: ChoiceSequence.Step {
    guard let last = used[first...].lastIndex(where: { $0 != 0 }) else { return [] }
    return Array(used[first...last])
  }

  /// Whether what is decided next is drawn at random.
  package var isDrawing: Bool { position >= end && stream != nil }

  /// How many words have been used.
  package var count: Int { used.count }

  /// Takes back what was drawn at random since `count` was this: it is decided anew.
  package mutating func takeBack(to count: Int) {
    guard count < used.count else { return }
    used.removeLast(used.count - count)
    while let last = draws.last, last.words.upperBound > count - first { draws.removeLast() }
  }

  /// A number from zero up to but not including the bound; zero where the bound is zero.
  package mutating func draw(below bound: UInt64, as kind: Draw.Kind = .plain) -> UInt64 {
    let start = used.count
    let word = word(below: bound)
    note(kind, .below(bound), from: start, value: Int128(word))
    return word
  }

  /// The same, but at random only one of the first few.
  package mutating func draw(
    below bound: UInt64, amongFirst few: UInt64, as kind: Draw.Kind = .plain
  ) -> UInt64 {
    let start = used.count
    let word = word(below: isDrawing ? min(few, bound) : bound)
    note(kind, .below(bound), from: start, value: Int128(word))
    return word
  }

  /// An index of the weights; while generating, each with a chance proportional to its weight, and
  /// never one of weight zero unless all are. Nor, as far as there are others, one that is left out:
  /// of the first 64 a bit each.
  package mutating func draw(
    weights: [UInt64], leavingOut left: UInt64 = 0, as kind: Draw.Kind = .selector
  ) -> Int {
    let start = used.count
    let index = word(weights: weights, leavingOut: left)
    note(kind, .below(UInt64(weights.count)), from: start, value: Int128(index))
    return Int(index)
  }

  /// An integer of the range: the nearest to zero is the simplest.
  package mutating func draw(
    _ range: ClosedRange<Int128>, as kind: Draw.Kind = .plain
  ) -> Int128 {
    let start = used.count
    let value = integer(of: Span(range))
    note(kind, .span(range), from: start, value: value)
    return value
  }

  /// A number of the domain, of few digits or near a hint more often than not. Hints outside the
  /// range are brought to its nearer end; the ends themselves are always among the hints.
  package mutating func draw(
    _ domain: NumberDomain, hints: [Int128] = [], as kind: Draw.Kind = .amount
  ) -> Int128 {
    draw(domain, hintCount: hints.count, as: kind) { hints[$0] }
  }

  /// The same with hints that are looked up only when one is taken. While generating, the simplest
  /// number has the weight `rest` against about 120 of all others.
  package mutating func draw(
    _ domain: NumberDomain, hintCount: Int, rest: UInt64? = nil, as kind: Draw.Kind = .amount,
    hint: (Int) -> Int128
  ) -> Int128 {
    let start = used.count
    let value = number(of: domain, hintCount, rest, hint)
    note(kind, .number(domain), from: start, value: value)
    return value
  }

  private mutating func number(
    of domain: NumberDomain, _ hintCount: Int, _ rest: UInt64?, _ hint: (Int) -> Int128
  ) -> Int128 {
    typealias Form = NumberDomain.Form
    let form = form(rest: rest)
    switch form {
    case Form.simplest: return domain.simplest
    case Form.hint:
      let index = hintIndex(hintCount + 2)
      let found =
        switch index {
        case 0: domain.range.upperBound
        case 1: domain.range.lowerBound
        default: hint(index - 2)
        }
      switch NumberDomain.Nudge(rawValue: word(weights: NumberDomain.Nudge.weights)) {
      case .share: return domain.clamped(NumberDomain.share(word(below: 200), of: found))
      case let nudge: return domain.clamped((nudge ?? .none).apply(to: found))
      }
    case Form.anything: return wideInteger(of: Span(domain.range))
    default:
      let lot = Int(word(below: UInt64(domain.lotCount)))
      let sizes = ChoiceReader.powers[Int(form)] - 1
      guard domain.hasBothSigns else {
        return domain.value(digits: word(below: sizes) + 1, lot: lot, isNegative: false)
      }
      let signed = word(below: 2 * sizes)
      return domain.value(
        digits: signed / 2 + 1, lot: lot, isNegative: signed % 2 == 1)
    }
  }

  /// The first hints are those that matter most: half of the random ones are among the first eight.
  private mutating func hintIndex(_ count: Int) -> Int {
    let first = 8
    let favours = count > first && isDrawing && stream?.next(below: 2) == 0
    return Int(word(below: UInt64(favours ? first : count)))
  }

  private mutating func form(rest: UInt64?) -> UInt64 {
    typealias Form = NumberDomain.Form
    let form: UInt64
    if position < end {
      form = Form.reduced(given[position])
      position += 1
    } else if stream != nil {
      let rest = rest ?? Form.weightOfSimplest
      let (total, overflows) = Form.weightOfOthers.addingReportingOverflow(rest)
      let draw = stream?.next(below: UInt128(overflows ? .max : total)) ?? 0
      let word = UInt64(truncatingIfNeeded: draw)
      form = word < rest ? Form.simplest : Form.chosen(by: word - rest)
    } else {
      form = Form.simplest
    }
    used.append(form)
    return form
  }

  private mutating func integer(of span: Span) -> Int128 {
    guard span.isWide else {
      return span.value(rank: UInt128(word(upTo: Wide.low(span.last))))
    }
    return wideInteger(of: span)
  }

  private mutating func wideInteger(of span: Span) -> Int128 {
    let high = word(upTo: Wide.high(span.last))
    let low = word(upTo: high == Wide.high(span.last) ? Wide.low(span.last) : .max)
    return span.value(rank: Wide.join(high, low))
  }

  private mutating func word(below bound: UInt64) -> UInt64 {
    word(upTo: bound == 0 ? 0 : bound - 1)
  }

  private mutating func word(upTo last: UInt64) -> UInt64 {
    let word: UInt64
    if position < end {
      word = last == .max ? given[position] : given[position] % (last + 1)
      position += 1
    } else if stream != nil {
      word = UInt64(truncatingIfNeeded: stream?.next(below: UInt128(last) + 1) ?? 0)
    } else {
      word = 0
    }
    used.append(word)
    return word
  }

  private mutating func word(weights: [UInt64], leavingOut left: UInt64 = 0) -> UInt64 {
    guard position >= end, stream != nil else { return word(below: UInt64(weights.count)) }
    func weight(_ index: Int) -> UInt64 {
      index < 64 && left >> UInt64(index) & 1 != 0 ? 0 : weights[index]
    }
    var total: UInt128 = 0
    for index in weights.indices { total &+= UInt128(weight(index)) }
    guard total > 0 else { return word(below: UInt64(weights.count)) }
    var rest = stream?.next(below: total) ?? 0
    var index = 0
    while index + 1 < weights.count, rest >= UInt128(weight(index)) {
      rest -= UInt128(weight(index))
      index += 1
    }
    used.append(UInt64(index))
    return UInt64(index)
  }

  private mutating func note(
    _ kind: Draw.Kind, _ domain: Draw.Domain, from start: Int, value: Int128
  ) {
    guard notesDraws else { return }
    draws.append(
      Draw(kind: kind, domain: domain, words: start - first..<used.count - first, value: value))
  }

  /// 10^0 to 10^18: twice as many still fit a word.
  private static let powers: [UInt64] = (0..<18).reduce(into: [1]) { powers, _ in
    powers.append((powers.last ?? 1) * 10)
  }
}
