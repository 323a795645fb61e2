import Diagnostics
import Semantics

/// Runs a script command by command. Between `step`s nothing happens, so whoever prints can keep
/// up with it.
///
/// A revert is an answer, not a failure: the script goes on. It stops at a command that has no
/// meaning, such as an argument that cannot be computed. Values set line after line may break
/// invariants until the last is set, so invariants are looked at after the last of such lines.
package struct ScriptRunner {
  package let script: CheckedScript
  package private(set) var walk: Walkthrough

  package init(
    _ script: CheckedScript, limits: Limits = Limits(),
    performer: ExampleRunner.Casting = { $0 }
  ) throws(PopulationError) {
    self.script = script
    let population = try Population(of: script.contract, given: script.population)
    let interpreter = Interpreter(script.contract, population, limits: limits)
    walk = Walkthrough(
      interpreter, performer: performer(interpreter), listsPayments: true)
  }

  package var printer: ValuePrinter { walk.interpreter.printer }

  /// What one command of a line led to.
  package struct Record: Sendable {
    package let span: Span
    package let kind: Kind
    package var changes: [StateChange] = []
    /// Invariants that were looked at and hold, by their places in the contract.
    package var holding: [Int] = []
    /// Invariants that do not hold any more.
    package var broken: [BrokenInvariant] = []
    /// Gas that an action took, and the places that paid it.
    package var gas = 0
    package var payments: [Payment] = []
  }

  package enum Kind: Sendable {
    /// Values were set, or time passed.
    case done
    case committed([Event])
    case reverted(Trap)
    case printed(Value)
    /// A claim holds.
    case holds
    /// A claim does not hold.
    case fails(ExampleFailure)
    /// The command has no meaning here; the script ends.
    case impossible(ExampleFailure)
  }

  /// Runs the commands of a line, and stops after one that is impossible.
  package mutating func run(lineAt index: Int) -> [Record] {
    run(script.lines[index], judgingValues: !isSet(index + 1))
  }

  /// Runs the commands of a line that need not be of the script, only of a script with the same
  /// contract and population.
  /// - Parameter judgingValues: whether invariants are looked at after values were set.
  package mutating func run(
    _ line: CheckedScript.Line, judgingValues: Bool = true
  ) -> [Record] {
    switch line.kind {
    case .population: return []
    case .set(let assignments): return [set(assignments, line, judging: judgingValues)]
    case .steps(let steps): return take(steps, line)
    case .print(let values): return values.map { print($0, line) }
    case .then(let checks):
      return checks.map { check in
        let failure = walk.failure(of: check, in: line.frame)
        return Record(span: check.span, kind: failure.map { .fails($0) } ?? .holds)
      }
    }
  }

  /// Whether the line with this number sets values.
  private func isSet(_ index: Int) -> Bool {
    guard index < script.lines.count, case .set = script.lines[index].kind else { return false }
    return true
  }

  private mutating func set(
    _ assignments: [CheckedStatement], _ line: CheckedScript.Line, judging: Bool
  ) -> Record {
    let old = walk.state
    do throws(Trap) {
      try walk.give(assignments, in: line.frame)
      let broken = judging ? walk.brokenInvariants : []
      return Record(
        span: line.span, kind: .done, changes: walk.state.changes(since: old),
        holding: judging ? invariants(except: broken, after: nil) : [], broken: broken)
    } catch {
      return Record(
        span: line.span,
        kind: .impossible(ExampleFailure(span: line.span, kind: .notComputed(error))))
    }
  }

  private mutating func take(
    _ steps: [CheckedExample.Step], _ line: CheckedScript.Line
  ) -> [Record] {
    var records: [Record] = []
    for step in steps {
      let old = walk.state
      let result = walk.take(step, in: line.frame)
      let kind: Kind
      var holding: [Int] = []
      switch result.end {
      case .committed(let events):
        if case .after = step { kind = .done } else { kind = .committed(events) }
        holding = invariants(except: result.broken, after: step.action)
      case .reverted(let trap): kind = .reverted(trap)
      case .impossible(.traps(let trap)):
        kind = .impossible(ExampleFailure(span: step.span, kind: .notComputed(trap)))
      case .impossible(.backwards(let value, let span)):
        kind = .impossible(ExampleFailure(span: span, kind: .backwards(value)))
      }
      records.append(
        Record(
          span: step.span, kind: kind, changes: walk.state.changes(since: old),
          holding: holding, broken: result.broken, gas: result.gas, payments: result.payments))
      if case .impossible = kind { break }
    }
    return records
  }

  /// Those that are looked at after an action, or after what is none, and are not broken.
  private func invariants(except broken: [BrokenInvariant], after action: ActionID?) -> [Int] {
    let broken = Set(broken.map(\.number))
    return script.contract.invariants.indices.filter { number in
      let after = script.contract.invariants[number].after
      return (after == nil || after == action) && !broken.contains(number)
    }
  }

  private func print(_ expression: CheckedExpression, _ line: CheckedScript.Line) -> Record {
    do throws(Trap) {
      let word = try walk.value(of: expression, in: line.frame)
      return Record(span: expression.span, kind: .printed(Value(word, expression.type)))
    } catch {
      return Record(
        span: expression.span,
        kind: .fails(ExampleFailure(span: expression.span, kind: .notComputed(error))))
    }
  }
}

extension CheckedExample.Step {
  fileprivate var action: ActionID? {
    if case .call(let action, _, _, _) = self { action } else { nil }
  }
}
