import Machine
import Semantics

/// A step workload with the rule in the language.
package struct RuleSteps<Rule: DrivenContract> {
  private var rule: Rule
  private let workload: StepWorkload
  private let action: Int
  private let states: [Int]
  private let columns: [Int]

  /// `rule` is the workload's contract with `StepWorkload.rows` rows.
  package init(
    _ workload: StepWorkload, _ rule: Rule, _ contract: CheckedContract
  ) throws(MissingName) {
    let names = ContractNames(contract: contract)
    self.workload = workload
    self.rule = rule
    action = try names.action(workload.action)
    states = try workload.states.map { name throws(MissingName) in try names.state(name) }
    columns = try workload.columns.map { name throws(MissingName) in try names.column(name) }
    load()
  }

  /// Puts the book in its place.
  mutating func load() {
    for (number, state) in states.enumerated() { rule[state: state] = workload.template[number] }
    for (number, column) in columns.enumerated() {
      for row in 0..<StepWorkload.rows {
        rule[column, row] = workload.template[states.count + number * StepWorkload.rows + row]
      }
    }
  }

  /// Runs the first calls; the same digest as `StepWorkload.runNatively`.
  package mutating func run(calls: Int = StepWorkload.calls) -> UInt64 {
    var digest = Checksum()
    for arguments in workload.arguments.prefix(calls) {
      _ = rule.call(action, arguments, by: .anyone)
      for state in states { digest.fold(both: rule[state: state]) }
      if workload.writesColumns { rule.undo() }
    }
    return digest.value
  }

  /// The first of so many calls after which any word is another than in native Swift.
  package mutating func firstDifference(calls: Int) -> Int? {
    let book = Book(workload.template, states: states.count, rows: StepWorkload.rows)
    defer { book.deallocate() }
    for (number, arguments) in workload.arguments.prefix(calls).enumerated() {
      book.restore(workload.template)
      load()
      workload.native(book, arguments)
      let committed = rule.call(action, arguments, by: .anyone)
      if !committed || words != Array(UnsafeBufferPointer(start: book.words, count: words.count)) {
        return number
      }
    }
    return nil
  }

  private var words: [Int128] {
    states.map { rule[state: $0] }
      + columns.flatMap { column in (0..<StepWorkload.rows).map { rule[column, $0] } }
  }
}
