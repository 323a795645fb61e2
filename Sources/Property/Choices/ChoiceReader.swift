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
package struct ChoiceReader: ~Copyable {
  private var given = WordBuffer()
  /// How many words of the run stand before those given; they count as used.
  private var skipped = 0
  private var position = 0
  /// Where the given words of the step end.
  private var end = 0
  private var stream = QuickStream(0)
  /// Whether what is not given is drawn at random.
  private var isGenerating = false
  private let notesDraws: Bool

  /// The words used so far, each below the bound it was drawn for; of a whole run those of all its
  /// steps.
  private var used = WordBuffer(capacity: 1_024)
  /// Where in them the step begins.
  private var first = 0

  /// What was decided, in order; empty unless the reader was told to note it.
  package private(set) var draws: [Draw] = []

  /// `noting` keeps `draws`, which costs more than the reading does.
  package init(replaying step: ChoiceSequence.Step = [], noting: Bool = false) {
    notesDraws = noting
    restart(replaying: step)
  }

  /// Takes the words of the step first and then random ones.
  package init(
    replaying step: ChoiceSequence.Step = [], then stream: RandomStream, noting: Bool = false
  ) {
    self.init(replaying: step, noting: noting)
    var stream = stream
    draw(from: QuickStream(stream.next()))
  }

  /// From here on random words of the stream follow those that are given.
  package mutating func draw(from stream: QuickStream) {
    self.stream = stream
    isGenerating = true
  }

  /// Begins another step. The stream, if there is one, goes on where it was.
  package mutating func restart(replaying step: ChoiceSequence.Step) {
    given.keepFirst(0)
    step.withUnsafeBufferPointer { given.append(contentsOf: $0) }
    (position, end, first, skipped) = (0, step.count, 0, 0)
    used.keepFirst(0)
    forgetDraws()
  }

  /// Begins a run whose steps are parts of the words given, each begun with `next`. The first words
  /// count as used, as if their steps had been made; whoever wants them has them.
  package mutating func restart(
    replayingRun words: UnsafeBufferPointer<UInt64>, after used: Int
  ) {
    restart(replaying: [])
    skipped = min(used, words.count)
    given.append(contentsOf: UnsafeBufferPointer(rebasing: words[skipped...]))
  }

  /// Begins the next step of a run, which replays that part of the words of the run. The words used
  /// before are kept.
  package mutating func next(replaying part: Range<Int>) {
    position = max(0, part.lowerBound &- skipped)
    end = min(part.upperBound &- skipped, given.count)
    first = used.count
    forgetDraws()
  }

  /// The same, to replay words that are no part of the run.
  package mutating func next(replaying words: ArraySlice<UInt64>) {
    let place = skipped + given.count
    words.withUnsafeBufferPointer { given.append(contentsOf: $0) }
    next(replaying: place..<place + words.count)
  }

  /// The same, to replay words that a step before it used.
  package mutating func next(repeating part: Range<Int>) {
    let place = skipped + given.count
    for word in part { given.append(used[word &- skipped]) }
    next(replaying: place..<place + part.count)
  }

  /// Uses all words of the step as they are, for one that knows what they decide.
  package mutating func takeAll() {
    while position < end {
      used.append(given[position])
      position &+= 1
    }
  }

  private mutating func forgetDraws() {
    if notesDraws { draws.removeAll(keepingCapacity: true) }
  }

  /// The words used, all of them: what they decided is decided again even by a reader that would go
  /// on with random words.
  package var words: ChoiceSequence.Step { used[first..<used.count] }

  /// The words used in the steps of a run that were made.
  package var wordsOfRun: [UInt64] { used[0..<used.count] }

  /// The words used, without the zeros at their end.
  package var step: ChoiceSequence.Step {
    var last = used.count
    while last > first, used[last - 1] == 0 { last -= 1 }
    return used[first..<last]
  }

  /// How many words have been used, where what is decided next is drawn at random; `nil` where it is
  /// not.
  package var placeOfDraws: Int? { isDrawing ? count : nil }

  private var isDrawing: Bool { position >= end && isGenerating }

  /// How many words have been used, of a whole run in all its steps.
  package var count: Int { skipped &+ used.count }

  /// Takes back what was drawn at random since `count` was this: it is decided anew.
  package mutating func takeBack(to count: Int) {
    used.keepFirst(count - skipped)
    while let last = draws.last, last.words.upperBound > used.count - first { draws.removeLast() }
  }

  /// A number from zero up to but not including the bound; zero where the bound is zero.
  package mutating func draw(below bound: UInt64, as kind: Draw.Kind = .plain) -> UInt64 {
    let start = used.count
    let word = word(below: bound)
    if notesDraws { note(kind, .below(bound), from: start, value: Int128(word)) }
    return word
  }

  /// The same, but at random only one of the first few.
  package mutating func draw(
    below bound: UInt64, amongFirst few: UInt64, as kind: Draw.Kind = .plain
  ) -> UInt64 {
    let start = used.count
    let word = word(below: isDrawing ? min(few, bound) : bound)
    if notesDraws { note(kind, .below(bound), from: start, value: Int128(word)) }
    return word
  }

  /// One of several choices; while generating, each as likely as its weight says, and as far as there
  /// are others none of those that are left out: of the first 64 a bit each.
  package mutating func draw(
    _ weights: Weights, leavingOut left: UInt64 = 0, as kind: Draw.Kind = .selector
  ) -> Int {
    let start = used.count
    let choice: UInt64
    if isDrawing {
      choice = UInt64(weights.choose(leavingOut: left, &stream))
      used.append(choice)
    } else {
      choice = word(below: UInt64(weights.count))
    }
    if notesDraws { note(kind, .below(UInt64(weights.count)), from: start, value: Int128(choice)) }
    return Int(choice)
  }

  /// An integer of the range: the nearest to zero is the simplest.
  package mutating func draw(
    _ range: ClosedRange<Int128>, as kind: Draw.Kind = .plain
  ) -> Int128 {
    let start = used.count
    let value = integer(of: Span(range))
    if notesDraws { note(kind, .span(range), from: start, value: value) }
    return value
  }

  /// A number of the domain, of few digits or near a hint more often than not. Hints outside the
  /// range are brought to its nearer end; the ends themselves are always among the hints.
  package mutating func draw(
    _ domain: NumberDomain, hints: [Int128] = [], as kind: Draw.Kind = .amount
  ) -> Int128 {
    withUnsafePointer(to: domain) { draw($0, hintCount: hints.count, as: kind) { hints[$0] } }
  }

  /// The same with hints that are looked up only when one is taken. While generating, the simplest
  /// number has the weight `rest` against about 120 of all others.
  ///
  /// The domain is left where it is: most numbers drawn are the simplest, and copying it would cost
  /// more than that.
  package mutating func draw(
    _ domain: UnsafePointer<NumberDomain>, hintCount: Int, rest: UInt64 = NumberDomain.usualRest,
    as kind: Draw.Kind = .amount, hint: (Int) -> Int128
  ) -> Int128 {
    let start = used.count
    let form = form(rest: rest)
    let value =
      form == NumberDomain.Form.simplest
      ? domain.pointee.simplest : number(form, of: domain, hintCount, hint)
    if notesDraws { note(kind, .number(domain.pointee), from: start, value: value) }
    return value
  }

  /// A number that is not the simplest.
  private mutating func number(
    _ form: UInt64, of domain: UnsafePointer<NumberDomain>, _ hintCount: Int,
    _ hint: (Int) -> Int128
  ) -> Int128 {
    typealias Form = NumberDomain.Form
    switch form {
    case Form.hint:
      let index = hintIndex(hintCount + 2)
      let found =
        switch index {
        case 0: domain.pointee.range.upperBound
        case 1: domain.pointee.range.lowerBound
        default: hint(index - 2)
        }
      switch nudge() {
      case .share: return domain.pointee.clamped(NumberDomain.share(word(below: 200), of: found))
      case let nudge: return domain.pointee.clamped(nudge.apply(to: found))
      }
    case Form.anything: return wideInteger(of: Span(domain.pointee.range))
    default:
      let lot = Int(word(below: UInt64(domain.pointee.lotCount)))
      let sizes = Form.numbers(ofLength: form)
      guard domain.pointee.hasBothSigns else {
        return domain.pointee.value(digits: word(below: sizes) + 1, lot: lot, isNegative: false)
      }
      let signed = word(below: 2 * sizes)
      return domain.pointee.value(
        digits: signed / 2 + 1, lot: lot, isNegative: signed % 2 == 1)
    }
  }

  /// The first hints are those that matter most: half of the random ones are among the first eight.
  @inline(__always)
  private mutating func hintIndex(_ count: Int) -> Int {
    let first = 8
    let favours = count > first && isDrawing && stream.next() >> 63 == 0
    return Int(word(below: UInt64(favours ? first : count)))
  }

  @inline(__always)
  private mutating func nudge() -> NumberDomain.Nudge {
    typealias Nudge = NumberDomain.Nudge
    let nudge: Nudge
    if isDrawing {
      nudge = Nudge.chosen(by: stream.next(below: Nudge.weight))
      used.append(nudge.rawValue)
    } else {
      nudge = Nudge(rawValue: word(below: UInt64(Nudge.allCases.count))) ?? .none
    }
    return nudge
  }

  @inline(__always)
  private mutating func form(rest: UInt64) -> UInt64 {
    typealias Form = NumberDomain.Form
    var form = Form.simplest
    if position < end {
      form = Form.reduced(given[position])
      position &+= 1
    } else if isGenerating {
      let (total, overflows) = Form.weightOfOthers.addingReportingOverflow(rest)
      let draw = stream.next(below: overflows ? .max : total)
      if draw >= rest { form = Form.chosen(by: draw - rest) }
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

  @inline(__always)
  private mutating func word(below bound: UInt64) -> UInt64 {
    word(upTo: bound == 0 ? 0 : bound - 1)
  }

  @inline(__always)
  private mutating func word(upTo last: UInt64) -> UInt64 {
    var word: UInt64 = 0
    if position < end {
      word = given[position]
      if word > last { word %= last + 1 }
      position &+= 1
    } else if isGenerating {
      word = last == .max ? stream.next() : stream.next(below: last + 1)
    }
    used.append(word)
    return word
  }

  @inline(never)
  private mutating func note(
    _ kind: Draw.Kind, _ domain: Draw.Domain, from start: Int, value: Int128
  ) {
    draws.append(
      Draw(kind: kind, domain: domain, words: start - first..<used.count - first, value: value))
  }
}
