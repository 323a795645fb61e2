import Campaign
import Compiler
import Machine
import Numerics
import Property
import Semantics

// A contract alone: everybody may call everything, time passes, and nothing else exists.
extension Stage {
  /// - Parameters:
  ///   - rows: the number of rows of every table, keyed ones included.
  ///   - probes: whether invariants are planted, and the program notes where it goes; only
  ///     measurements do without.
  package init(
    _ contract: CheckedContract, rows: [Int], probes: Bool = true
  ) throws(StageProblem) {
    guard !contract.actions.isEmpty else { throw .noActions }
    var contract = contract
    let planted = probes ? Plant.all(for: contract) : []
    contract.invariants += planted.map(\.invariant)
    var script = MoveScript(contract)
    let drafts = script.allMoves()
    let gap = script.gap()
    let compiled: CompiledContract
    let machine: Machine
    do throws(CompileError) {
      let plain = try Compiler.compile(contract, snippets: script.snippets, remembering: true)
      compiled = probes ? try plain.probed() : plain
    } catch { throw .notCompiled(error) }
    do throws(PopulationMismatch) { machine = try Machine(compiled.program, rows: rows) } catch {
      throw .population(error)
    }
    machine.reset(clock: CheckedSpec.Clock.start)
    let bounds = GasBounds(contract)
    var footprint = Footprint(contract)
    self.init(
      contract: contract, compiled: compiled, rows: rows,
      moves: drafts.compactMap { $0.settled(compiled.actions, rows, compiled.snippets) },
      gap: gap,
      planted: planted.map(\.plant),
      world: nil, steered: [],
      gasBounds: contract.actions.indices.map { bounds.formula(of: $0)?.gas(rows: rows) },
      beginning: machine.image, invariantsAfter: footprint.invariantsAfterActions(),
      invariantsOfTime: footprint.invariantsOfTime())
  }
}

extension Move {
  /// With the numbers of rows, and of the entries of actions and functions; `nil` where there is no
  /// row that could call.
  func settled(_ actions: [Int], _ rows: [Int], _ functions: [Int]) -> Move? {
    var caller = caller
    if case .rows(let table, let callers) = caller {
      let last = min(callers.upperBound, rows[table] - 1)
      guard callers.lowerBound <= last else { return nil }
      caller = .rows(table, callers.lowerBound...last)
    }
    return Move(
      action: action, caller: caller,
      parameters: parameters.map { parameter in
        switch parameter.kind {
        case .member: return parameter
        case .row(let table, _):
          return Parameter(place: parameter.place, kind: .row(table, count: rows[table]))
        case .number(let quantity):
          let hints = quantity.hints.map { hint in
            if case .function(let number, let rows) = hint {
              Hint.function(entry: functions[number], rows: rows)
            } else {
              hint
            }
          }
          return Parameter(
            place: parameter.place,
            kind: .number(
              Quantity(domain: quantity.domain, hints: hints, times: quantity.times)))
        }
      }, entry: actions[action], premises: premises.map { functions[$0] }, isAtomic: isAtomic)
  }
}
