/// One survey of a program: an instance for each row of other tables that it is about.
struct SurveyBook {
  private let survey: Program.Survey
  private let rowCount: Int
  private var subjects: [Subject] = []
  private var surveys: [UnsafeMutablePointer<Survey>] = []
  var isChecking = false
  /// Fewer rows are faster looked at.
  var leastRows = 192
  /// More would take too much memory.
  private static let mostRows = 1 << 18

  /// More instances take more memory than they are worth.
  private static let mostInstances = 16

  /// What an instance is about, and whether only yes or no is asked of a row.
  private struct Subject: Hashable {
    let keys: [Int128]
    let areTruths: Bool
  }

  init(_ survey: Program.Survey, _ layout: Layout) {
    self.survey = survey
    rowCount = layout.rows[survey.table]
  }

  func deallocate() {
    for survey in surveys {
      survey.pointee.deallocate()
      survey.deinitialize(count: 1)
      survey.deallocate()
    }
  }

  var counts: SurveyCounts {
    surveys.reduce(into: SurveyCounts()) { $0.add($1.pointee.counts) }
  }

  func follow(_ log: borrowing UndoLog, _ arena: UnsafeMutablePointer<Int128>) {
    for survey in surveys {
      survey.pointee.follow(log, arena)
      survey.pointee.rewind()
    }
  }

  func goBack(_ log: borrowing UndoLog, _ arena: UnsafeMutablePointer<Int128>) {
    for survey in surveys { survey.pointee.goBack(log, arena) }
  }

  func takeBack(
    to mark: Int, _ log: borrowing UndoLog, _ arena: UnsafeMutablePointer<Int128>
  ) {
    for survey in surveys { survey.pointee.takeBack(to: mark, log, arena) }
  }

  func forget() {
    for survey in surveys { survey.pointee.isWhole = false }
  }

  /// The rows up to date; nothing where that cannot be done.
  mutating func look(
    _ core: UnsafeMutablePointer<Core>, only rows: RowList? = nil, areTruths: Bool
  ) -> UnsafeMutablePointer<Survey>? {
    guard leastRows <= rowCount, rowCount <= SurveyBook.mostRows else { return nil }
    if let rows {
      guard rows.count <= rowCount, (0..<rows.count).allSatisfy({ rows.row(at: $0) < rowCount })
      else { return nil }
    }
    let arena = core.pointee.arena
    let key = survey.keys.map { arena[Int($0)] }
    guard
      let found = instance(of: Subject(keys: key, areTruths: areTruths), core.pointee.program)
    else { return nil }
    let program = core.pointee.program
    let question = Survey.Question(
      program: program, layout: core.pointee.layout, arena: arena,
      entry: program.entries[survey.entry],
      parameters: key.map { .constant($0) } + survey.words.map { .word(Int($0)) })
    found.pointee.isChecking = isChecking
    return found.pointee.look(question, core.pointee.log, only: rows) ? found : nil
  }

  private mutating func instance(
    of subject: Subject, _ program: Program
  ) -> UnsafeMutablePointer<Survey>? {
    if let known = subjects.firstIndex(of: subject) { return surveys[known] }
    guard subjects.count < SurveyBook.mostInstances else { return nil }
    let fresh = UnsafeMutablePointer<Survey>.allocate(capacity: 1)
    fresh.initialize(to: Survey(program, rows: rowCount, areTruths: subject.areTruths))
    subjects.append(subject)
    surveys.append(fresh)
    return fresh
  }
}

extension Core {
  /// A survey is of the present: in the past, and in what is only tried, it is of no use. What it gives
  /// back as a stop sends the run to the code that does without it.
  static func survey(
    _ i: Instruction, _ core: UnsafeMutablePointer<Core>
  ) -> Stop? {
    guard core.pointee.oldDepth == 0, core.pointee.trials == 0 else { return .failure(.unproved) }
    let list = core.pointee.scratch.lists + Int(i.a)
    let rows = i.opcode == .surveyKeys ? list.pointee : nil
    let areTruths = i.opcode == .surveyRows
    guard
      let survey = core.pointee.surveys[Int(i.b)].look(core, only: rows, areTruths: areTruths)
    else { return .failure(.unproved) }
    if i.opcode == .surveySum {
      core.pointee.scratch.sums[Int(i.a)].add(survey.pointee.total)
      return nil
    }
    if let rows {
      let keys = rows.keys + Int(i.c)
      guard let words = survey.pointee.words else { return .failure(.unproved) }
      for index in 0..<rows.count { keys.pointee.append(words[rows.row(at: index)]) }
      return nil
    }
    for index in 0..<survey.pointee.bitWords {
      var rest = survey.pointee.chosen[index]
      while rest != 0 {
        list.pointee.append(UInt32(truncatingIfNeeded: index * 64 + rest.trailingZeroBitCount))
        rest &= rest &- 1
      }
    }
    return nil
  }
}

extension Machine {
  /// How many looks at rows proofs have spared since the machine was made.
  package var surveyCounts: [SurveyCounts] {
    (0..<core.pointee.surveyCount).map { core.pointee.surveys[$0].counts }
  }

  /// From here on every look that a proof spares is made all the same, and compared; tables with fewer
  /// rows are surveyed than would be worth it.
  package func checkSurveys(leastRows: Int) {
    for number in 0..<core.pointee.surveyCount {
      core.pointee.surveys[number].isChecking = true
      core.pointee.surveys[number].leastRows = leastRows
    }
  }
}
