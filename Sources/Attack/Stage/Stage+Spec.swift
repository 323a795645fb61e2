import Campaign
import Compiler
import Machine
import Market
import Numerics
import Property
import Semantics

// A spec with an adversary: its world goes on step by step, and between steps, or between a price and
// its publication, the adversary does what it may.
extension Stage {
  /// - Parameter seed: of everything in the spec that is random, and not the adversary's.
  package init(
    _ spec: CheckedSpec, seed: UInt64, histories: [String: PriceHistory] = [:]
  ) throws(StageProblem) {
    guard let adversary = spec.adversary else { throw .noAdversary }
    var spec = spec
    let planted = Plant.all(for: spec.contract)
    spec.contract.invariants += planted.map(\.invariant)
    var script = MoveScript(spec.contract)
    let drafts = adversary.grants.map { grant in
      var move = script.move(grant.action, by: grant.caller.ofMove)
      move.isAtomic = grant.isAtomic
      return move
    }
    let gap = script.gap()
    let functions = script.snippets
    let program: SpecProgram
    do throws(CompileError) {
      program = try SpecProgram(
        spec, probing: true,
        questions: functions
          + adversary.moves.map { Snippet(frame: Frame(), expressions: [$0.within]) })
    } catch { throw .notCompiled(error) }
    let world: World
    do throws(WorldProblem) {
      world = try World(program, seed: seed, histories: histories)
    } catch { throw .world(error) }
    let runner: PathRunner
    do throws(PopulationMismatch) { runner = try PathRunner(world) } catch {
      throw .population(error)
    }
    do throws(PathProblem) { try runner.begin(0) } catch { throw .stopped(error) }
    var steered: [Steered] = []
    for (number, move) in adversary.moves.enumerated() {
      let entry = program.questions[functions.count + number]
      guard runner.machine.ask(entry, gas: 1_000_000).stop == nil,
        case let within = runner.machine.result(0, of: entry), 0..<Fixed.unit ~= within
      else { throw .moves(market: move.market) }
      steered.append(Steered(market: move.market, within: within))
    }
    let bounds = GasBounds(spec.contract)
    self.init(
      contract: spec.contract, compiled: program.compiled, rows: world.rows,
      moves: drafts.compactMap {
        $0.settled(program.compiled.actions, world.rows, program.questions)
      }, gap: gap, planted: planted.map(\.plant), world: world, steered: steered,
      gasBounds: spec.contract.actions.indices.map {
        bounds.formula(of: $0)?.gas(rows: world.rows)
      }, beginning: runner.machine.image, invariantsAfter: [], invariantsOfTime: [])
  }
}

extension Steered {
  /// Up to the share in either direction; the whole of it is what is worth trying.
  fileprivate init(market: Int, within: Int128) {
    self.init(
      market: market,
      change: Quantity(
        domain: NumberDomain(-within...within, unit: Fixed.unit / 100),
        hints: [.constant(-within), .constant(within)]))
  }
}

extension CheckedAdversary.Caller {
  fileprivate var ofMove: Move.Caller {
    switch self {
    case .anyone: .anyone
    case .role(let role): .role(role)
    case .rows(let table, let rows): .rows(table, rows)
    }
  }
}
