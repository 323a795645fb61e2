import Machine
import Property
import Semantics

/// The moves of a stage as one player needs them at every step: plain memory, of its own. Arrays in a
/// stage that workers share would be counted as they are read, and the counters fought over.
struct MoveTable {
  struct Entry {
    let index: Int
    let entry: Int
    let action: Int
    /// Less than zero where its rows are always right.
    let premises: Int
    /// Arguments; a row that calls comes behind them.
    let parameters: Int
    /// Arguments, and a row that calls.
    let words: Int
    let caller: RunCaller
    /// Of a row that calls.
    let callers: Rows?
    /// Which of the rows, of the numbers and of the questions are its own.
    let rows: Range<Int>
    let numbers: Range<Int>
    let questions: Range<Int>
  }

  struct Rows {
    /// Among the arguments.
    let place: Int
    let table: TableID
    let first: Int
    let count: Int
    /// Whether a few of them will do, as far as anything goes wrong between two: rows of a table that
    /// only calls, as feeds and signers do, are needed in numbers.
    let fewWillDo: Bool
  }

  struct Number {
    let place: Int
    /// Of so many members; of a number there are none.
    let members: UInt64
    /// Which of the domains is its own: they lie by themselves because they are large, and most numbers
    /// are simple ones.
    let domain: Int
    let hints: Range<Int>
    /// Where a point in time may lie; its domain says how long after now.
    let times: ClosedRange<Int128>?
  }

  struct Word {
    let kind: Kind
    /// The word itself, or the number of what it is found in.
    let word: Int128
    /// Where the rows stand among the arguments; one that is no row is less than zero.
    let rows: Range<Int>

    enum Kind { case constant, word, field, function }
  }

  /// An invariant to ask.
  struct Question {
    let number: Int
    let entry: Int
    /// Whether it is told what the call was.
    let isAbout: Bool
  }

  let entries: Block<Entry>
  let rows: Block<Rows>
  let numbers: Block<Number>
  let domains: Block<NumberDomain>
  let hints: Block<Word>
  let hintRows: Block<Int>
  let questions: Block<Question>
  /// What is asked when time has passed.
  let ofTime: Range<Int>
  /// The number that says how long nothing happens; those behind it move the prices of a spec.
  let gap: Int
  /// Words of arguments there must be room for.
  let width: Int

  init(_ stage: Stage) {
    var writer = Writer(named: Set(stage.moves.flatMap(\.parameters).compactMap(\.table)))
    let questions = stage.invariants.upperBound + stage.planted.count
    let all = (0..<questions).map { number in
      Question(
        number: number, entry: stage.compiled.invariants[number],
        isAbout: stage.contract.invariants[number].after != nil)
    }
    for move in stage.moves {
      let after = stage.invariantsAfter.isEmpty ? [] : stage.invariantsAfter[move.action]
      writer.add(move, asking: after.map { all[$0] })
    }
    gap = writer.numbers.count
    writer.add(stage.gap, at: 0)
    for steered in stage.steered { writer.add(steered.change, at: 0) }
    entries = Block(writer.entries)
    rows = Block(writer.rows)
    numbers = Block(writer.numbers)
    domains = Block(writer.domains)
    hints = Block(writer.hints)
    hintRows = Block(writer.hintRows)
    ofTime = writer.questions.count..<writer.questions.count + stage.invariantsOfTime.count
    self.questions = Block(writer.questions + stage.invariantsOfTime.map { all[$0] })
    width = max(writer.width, (stage.moves.map(\.parameters.count).max() ?? 0) + 1)
  }

  func deallocate() {
    entries.deallocate()
    rows.deallocate()
    numbers.deallocate()
    domains.deallocate()
    hints.deallocate()
    hintRows.deallocate()
    questions.deallocate()
  }

  private struct Writer {
    /// Tables of which some call names a row.
    let named: Set<TableID>
    var entries: [Entry] = []
    var rows: [Rows] = []
    var numbers: [Number] = []
    var domains: [NumberDomain] = []
    var hints: [Word] = []
    var hintRows: [Int] = []
    var questions: [Question] = []
    /// Where a row that calls stands.
    private var calling = 0
    /// The most words anything is asked with.
    private(set) var width = 1

    init(named: Set<TableID>) { self.named = named }

    mutating func add(_ move: Move, asking questions: [Question]) {
      calling = move.parameters.count
      let (caller, callers): (RunCaller, Rows?) =
        switch move.caller {
        case .anyone: (.anyone, nil)
        case .role(let role): (.role(role), nil)
        case .rows(let table, let rows):
          (
            .row(table: table, 0),
            Rows(
              place: calling, table: table, first: rows.lowerBound, count: rows.count,
              fewWillDo: named.contains(table))
          )
        }
      let (firstRow, firstNumber) = (rows.count, numbers.count)
      for parameter in move.parameters {
        switch parameter.kind {
        case .row(let table, let count):
          rows.append(
            Rows(place: parameter.place, table: table, first: 0, count: count, fewWillDo: true))
        case .member(let count):
          numbers.append(
            Number(
              place: parameter.place, members: UInt64(max(1, count)),
              domain: domains.count, hints: 0..<0, times: nil))
          domains.append(NumberDomain(0...0, unit: 1))
        case .number(let quantity): add(quantity, at: parameter.place)
        }
      }
      let firstQuestion = self.questions.count
      self.questions += questions
      entries.append(
        Entry(
          index: entries.count, entry: move.entry, action: move.action,
          premises: move.premises ?? -1,
          parameters: calling, words: calling + (callers == nil ? 0 : 1), caller: caller,
          callers: callers, rows: firstRow..<rows.count, numbers: firstNumber..<numbers.count,
          questions: firstQuestion..<self.questions.count))
    }

    mutating func add(_ quantity: Quantity, at place: Int) {
      let first = hints.count
      for hint in quantity.hints { hints.append(word(for: hint)) }
      numbers.append(
        Number(
          place: place, members: 0, domain: domains.count, hints: first..<hints.count,
          times: quantity.times))
      domains.append(quantity.domain)
    }

    private mutating func word(for hint: Hint) -> Word {
      switch hint {
      case .constant(let word): Word(kind: .constant, word: word, rows: 0..<0)
      case .word(let number): Word(kind: .word, word: Int128(number), rows: 0..<0)
      case .field(let column, let row): Word(kind: .field, word: Int128(column), rows: add([row]))
      case .function(let entry, let rows):
        Word(kind: .function, word: Int128(entry), rows: add(rows))
      }
    }

    private mutating func add(_ sources: [Hint.RowSource?]) -> Range<Int> {
      let first = hintRows.count
      for source in sources {
        switch source {
        case .argument(let place): hintRows.append(place)
        case .caller: hintRows.append(calling)
        case nil: hintRows.append(-1)
        }
      }
      width = max(width, sources.count)
      return first..<hintRows.count
    }
  }
}

extension Move.Parameter {
  /// The table it is a row of.
  fileprivate var table: TableID? { if case .row(let table, _) = kind { table } else { nil } }
}

/// Elements that are never counted or checked as a whole; whoever made it gives it back.
struct Block<Element> {
  private let base: UnsafeMutablePointer<Element>
  let count: Int

  init(_ elements: [Element]) {
    count = elements.count
    base = .allocate(capacity: max(1, elements.count))
    for (index, element) in elements.enumerated() { (base + index).initialize(to: element) }
  }

  func deallocate() {
    base.deinitialize(count: count)
    base.deallocate()
  }

  /// The index is one of the table's own.
  @inline(__always)
  subscript(index: Int) -> UnsafePointer<Element> { UnsafePointer(base + index) }
}
