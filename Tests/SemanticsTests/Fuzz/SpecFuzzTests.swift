import Campaign
import Diagnostics
import Foundation
import Market
import Semantics
import Syntax
import Testing

/// Broken specs, in the place of the ones they were, so that what they deploy is found: none may
/// crash or hang the checker, and those that check clean are run. Whatever is wrong with such a spec
/// must end as a problem that is said, never as a trap.
///
/// `PLIMSOLL_FUZZ_SPECS=50000` runs that many instead of the few that every test run takes;
/// `PLIMSOLL_FUZZ_SEED` and `PLIMSOLL_FUZZ_TRACE` are those of the other fuzz tests.
@Suite("Fuzzing specs")
struct SpecFuzzTests {
  private static let root = MarkedProgram.root.deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let count =
    FuzzTests.environment["PLIMSOLL_FUZZ_SPECS"].flatMap(Int.init) ?? standardCount
  #if DEBUG
    /// Slower by a factor of many.
    private static let standardCount = 40
  #else
    private static let standardCount = 500
  #endif
  /// Steps of a path that are walked, and work a whole run may be.
  private static let mostSteps = 20
  private static let mostWork = 4_000

  /// What became of the specs.
  private struct Outcomes {
    var clean = 0
    var refused = 0
    var stopped = 0
    var walked = 0
    var reached: Set<DiagnosticID> = []
  }

  @Test("no broken spec crashes, and those that check clean run")
  func everySpec() throws {
    let samples = try Self.samples()
    var mutator = Mutator(seed: FuzzTests.seed &+ 2, samples: samples.map(\.bytes))
    let files = Files()
    let history = try Self.history()
    var outcomes = Outcomes()
    for round in 0..<Self.count {
      let sample = samples[mutator.below(samples.count)]
      let input = mutator.mutant(of: sample.bytes)
      if let trace = FuzzTests.trace { try Data(input).write(to: trace) }
      let begin = ContinuousClock.now
      Self.feed(input, sample.path, files, history, &outcomes, round)
      let time = ContinuousClock.now - begin
      if time > .seconds(4) { print("fuzz: spec \(round) of \(sample.path) took \(time)") }
    }
    print(
      """
      fuzz: \(Self.count) specs, \(outcomes.reached.count) diagnostic ids reached, \
      \(outcomes.clean) checked clean, \(outcomes.refused) refused before a path, \
      \(outcomes.stopped) stopped on one, \(outcomes.walked) walked
      """)
    #expect(outcomes.walked > 0)
  }

  @Test("specs that once crashed", arguments: try SpecFuzzTests.crashers())
  func everyCrasher(_ name: String) throws {
    let bytes = try #require(FileManager.default.contents(atPath: name))
    var outcomes = Outcomes()
    Self.feed(Array(bytes), "Specs/markets/input.spec", Files(), try Self.history(), &outcomes, 0)
  }

  static func crashers() throws -> [String] {
    try FuzzTests.crashers().filter { $0.hasSuffix(".spec") }
  }

  /// The specs of the repository that deploy contracts, with the examples beside them.
  private static func samples() throws -> [(path: String, bytes: [UInt8])] {
    let folders = ["Specs/markets", "Specs", "Tests/Fixtures/specs"]
    return try folders.flatMap { folder -> [(path: String, bytes: [UInt8])] in
      let names = try FileManager.default.contentsOfDirectory(
        atPath: root.appending(path: folder).path)
      return names.sorted().filter { $0.hasSuffix(".spec") }.compactMap { name in
        let path = "\(folder)/\(name)"
        guard let data = FileManager.default.contents(atPath: root.appending(path: path).path),
          data.count < 12_000,
          String(decoding: data, as: UTF8.self).contains("\nspec ")
            || data.starts(with: Data("spec ".utf8))
        else { return nil }
        return (path, Array(data))
      }
    }
  }

  private static func history() throws -> PriceHistory {
    let file = root.appending(path: "Specs/histories/made-up-crash.csv")
    return try PriceHistory.load(text: Array(Data(contentsOf: file))).history
  }

  /// Files of the repository, each read once.
  private final class Files {
    private var known: [String: [UInt8]?] = [:]

    func bytes(_ path: String) -> [UInt8]? {
      if let known = known[path] { return known }
      let name = SpecFuzzTests.root.appending(path: path).standardizedFileURL.path
      let bytes: [UInt8]? =
        name.hasPrefix(SpecFuzzTests.root.path)
        ? FileManager.default.contents(atPath: name).map { Array($0) } : nil
      known[path] = .some(bytes)
      return bytes
    }
  }

  private static func feed(
    _ input: [UInt8], _ path: String, _ files: Files, _ history: PriceHistory,
    _ outcomes: inout Outcomes, _ round: Int
  ) {
    var project = Project(
      workspace: Workspace { name in
        if name == path { return .bytes(input) }
        return files.bytes(name).map { .bytes($0) } ?? .missing
      })
    let checked = project.check(path)
    let findings = project.workspace.diagnostics.sorted
    outcomes.reached.formUnion(findings.map(\.id))
    FuzzTests.requireStableFormat(path, in: &project, round)
    guard !findings.contains(where: { $0.severity == .error }) else { return }
    for spec in checked.specs {
      outcomes.clean += 1
      run(spec, history, &outcomes)
    }
  }

  private static func run(
    _ spec: CheckedSpec, _ history: PriceHistory, _ outcomes: inout Outcomes
  ) {
    let names = spec.markets.flatMap { [$0.path] + $0.path.parts.map(\.settings) }
      .compactMap(\.history?.text)
    let histories = Dictionary(
      names.map { ($0, history) }, uniquingKeysWith: { first, _ in first })
    guard let program = try? SpecProgram(spec),
      let world = try? World(program, seed: 1, histories: histories)
    else {
      outcomes.refused += 1
      return
    }
    do {
      let runner = try PathRunner(world)
      try runner.begin(0)
      var steps = 0
      while steps < mostSteps, try runner.advance() { steps += 1 }
      try runner.finish()
      outcomes.walked += 1
    } catch {
      outcomes.stopped += 1
      return
    }
    let rows = world.rows.reduce(1, max)
    guard rows < mostWork, spec.clock.steps < mostWork, rows * spec.clock.steps < mostWork else {
      return
    }
    _ = try? Campaign(world, budget: 1).run(workers: 1)
  }
}
