import Campaign
import Compiler
import Diagnostics
import Machine
import Market
import Semantics

/// Makes the worlds specs ask for, with the files of prices they name.
struct WorldMaker {
  let seed: UInt64
  let files: PriceFiles

  init(seed: UInt64, _ session: Session, _ sources: SourceMap) {
    self.seed = seed
    files = PriceFiles(session, sources)
  }

  /// What keeps a spec from being run at all.
  struct Problem: Error {
    let findings: [Diagnostic]
  }

  func world(of spec: CheckedSpec) throws(Problem) -> World {
    let program = try program(of: spec)
    return try world(program, changing: [])
  }

  /// A world for each set of changes, all of one program.
  func worlds(
    of spec: CheckedSpec, changing variants: [[CheckedProposal.Change]],
    holding holdings: Holdings? = nil, asking questions: [Snippet] = []
  ) throws(Problem) -> [World] {
    let program = try program(of: spec, asking: questions)
    return try variants.map { changes throws(Problem) in
      try world(program, changing: changes, holding: holdings)
    }
  }

  /// Stands for everything that decides what a run comes to: the sources of the spec and of all it
  /// deploys, the prices it replays, the seed and the number of paths, and who computes.
  func identity(of world: World, budget: UInt64) throws(Problem) -> Digest {
    var hash = SHA256()
    func add(_ bytes: some Collection<UInt8>) {
      hash.update("\(bytes.count) ".utf8)
      hash.update(bytes)
    }
    let spec = world.program.spec
    add("plimsoll \(Plimsoll.version) \(Journal.version)".utf8)
    add("\(spec.name) \(seed) \(budget)".utf8)
    for file in spec.files { add(files.sources[file].bytes) }
    for (name, history) in try files.histories(of: spec).sorted(by: { $0.key < $1.key }) {
      add(name.utf8)
      add((history.times + history.prices).map { "\($0)" }.joined(separator: ",").utf8)
    }
    return hash.finish()
  }

  private func program(
    of spec: CheckedSpec, asking questions: [Snippet] = []
  ) throws(Problem) -> SpecProgram {
    do throws(CompileError) {
      return try SpecProgram(spec, questions: questions)
    } catch {
      throw Problem(findings: [ProblemText.diagnostic(.compile(error), spec)])
    }
  }

  private func world(
    _ program: SpecProgram, changing changes: [CheckedProposal.Change],
    holding holdings: Holdings? = nil
  ) throws(Problem) -> World {
    let histories = try files.histories(of: program.spec)
    do throws(WorldProblem) {
      return try World(
        program, seed: seed, changing: changes, holdings: holdings, histories: histories)
    } catch {
      throw Problem(findings: [ProblemText.diagnostic(error, program.spec)])
    }
  }
}
