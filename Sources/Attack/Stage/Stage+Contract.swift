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
  ///   - canary: whether to plant an invariant that is false.
  ///   - probes: whether the program notes where it goes; only measurements do without.
  package init(
    _ contract: CheckedContract, rows: [Int], canary: Bool = true, probes: Bool = true
  ) throws(StageProblem) {
    guard !contract.actions.isEmpty else { throw .noActions }
    var contract = contract
    let planted = canary ? Canary.invariant(for: contract) : nil
    if let planted { contract.invariants.append(planted) }
    var script = MoveScript(contract, rows: rows)
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
      moves: drafts.map { $0.settled(in: compiled) }, gap: gap,
      canary: planted == nil ? nil : contract.invariants.count - 1,
      gasBounds: contract.actions.indices.map { bounds.formula(of: $0)?.gas(rows: rows) },
      beginning: machine.image, invariantsAfter: footprint.invariantsAfterActions(),
      invariantsOfTime: footprint.invariantsOfTime())
  }
}

extension Move {
  /// Entries of functions are numbered by their place among the snippets until there is a program.
  func settled(in compiled: CompiledContract) -> Move {
    Move(
      action: action, caller: caller,
      parameters: parameters.map { parameter in
        guard case .number(let quantity) = parameter.kind else { return parameter }
        let hints = quantity.hints.map { hint in
          if case .function(let snippet, let rows) = hint {
            Hint.function(entry: compiled.snippets[snippet], rows: rows)
          } else {
            hint
          }
        }
        return Parameter(
          place: parameter.place,
          kind: .number(Quantity(domain: quantity.domain, hints: hints)))
      }, entry: compiled.actions[action])
  }
}
