import Diagnostics
import Foundation
import Semantics
import Syntax
import Testing

/// Broken programs through lexer, parser, checker and formatter: none may crash or hang, and
/// whatever still parses must format to something that means the same.
///
/// `PLIMSOLL_FUZZ=1000000` runs that many fragments (and a fiftieth as many whole files) instead of
/// the few that every test run takes; `PLIMSOLL_FUZZ_SEED` starts elsewhere. With
/// `PLIMSOLL_FUZZ_TRACE=FILE` every input is written there before it is tried, so that a crash
/// leaves its cause behind.
@Suite("Fuzzing")
struct FuzzTests {
  static let environment = ProcessInfo.processInfo.environment
  static let fragments = environment["PLIMSOLL_FUZZ"].flatMap(Int.init) ?? 20_000
  static let seed = environment["PLIMSOLL_FUZZ_SEED"].flatMap(UInt64.init) ?? 1
  static let trace = environment["PLIMSOLL_FUZZ_TRACE"].map { URL(filePath: $0) }

  static func samples() throws -> [[UInt8]] {
    let root = MarkedProgram.root.deletingLastPathComponent().deletingLastPathComponent()
    return try ["Contracts", "Specs", "Tests/Fixtures"].flatMap { folder -> [[UInt8]] in
      let url = root.appending(path: folder)
      let names = try FileManager.default.subpathsOfDirectory(atPath: url.path).sorted()
      return names.filter { $0.hasSuffix(".risk") || $0.hasSuffix(".spec") }.compactMap {
        FileManager.default.contents(atPath: url.appending(path: $0).path).map(Array.init)
      }
    }
  }

  @Test("no fragment crashes, and formatting keeps its promises")
  func everyFragment() throws {
    var mutator = Mutator(seed: FuzzTests.seed, samples: try FuzzTests.samples())
    var reached: Set<DiagnosticID> = []
    for round in 0..<FuzzTests.fragments {
      try FuzzTests.feed(mutator.fragment(), &reached, round)
    }
    print("fuzz: \(FuzzTests.fragments) fragments, \(reached.count) diagnostic ids reached")
    #expect(reached.count > 60)
  }

  @Test("no broken file crashes")
  func everyFile() throws {
    var mutator = Mutator(seed: FuzzTests.seed &+ 1, samples: try FuzzTests.samples())
    var reached: Set<DiagnosticID> = []
    let count = FuzzTests.fragments / 50
    for round in 0..<count { try FuzzTests.feed(mutator.wholeFile(), &reached, round) }
    print("fuzz: \(count) files, \(reached.count) diagnostic ids reached")
  }

  @Test("inputs that once crashed", arguments: try FuzzTests.crashers())
  func everyCrasher(_ name: String) throws {
    let bytes = try #require(FileManager.default.contents(atPath: name))
    var reached: Set<DiagnosticID> = []
    try FuzzTests.feed(Array(bytes), &reached, 0)
  }

  static func crashers() throws -> [String] {
    let folder = MarkedProgram.root.appending(path: "crashers")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .map { folder.appending(path: $0).path }
  }

  private static func feed(
    _ input: [UInt8], _ reached: inout Set<DiagnosticID>, _ round: Int
  ) throws {
    if let trace { try Data(input).write(to: trace) }
    let begin = ContinuousClock.now
    defer {
      // Timings never fail a test, but a slow input is worth a look.
      let time = ContinuousClock.now - begin
      if time > .seconds(2) { print("fuzz: round \(round) took \(time)") }
    }
    let path = round % 3 == 0 ? "input.spec" : "input.risk"
    var project = Project(
      workspace: Workspace { $0 == path ? .bytes(input) : .missing })
    let checked = project.check(path)
    // What has no type agrees with everything: nothing that may run is without one.
    let untyped = checked.contracts.contains { $0.bodies.contains { $0.hasUntypedExpressions } }
    #expect(!untyped, "round \(round): a clean contract has an expression without a type")
    let findings = project.workspace.diagnostics.sorted
    reached.formUnion(findings.map(\.id))
    requireStableFormat(path, in: &project, round)
  }

  /// A file that parses must format to one that means the same, and that formats to itself.
  static func requireStableFormat(_ path: String, in project: inout Project, _ round: Int) {
    guard let file = project.workspace.load(path), !project.workspace.isBroken(file.source) else {
      return
    }
    let source = project.workspace.sources[file.source]
    let once = format(file, source)
    var again = SourceMap()
    var problems = DiagnosticBag()
    let id = again.add(path: path, bytes: once)
    let reparsed = parse(again[id], into: &problems)
    #expect(!problems.hasErrors, "round \(round): formatting broke the file")
    #expect(
      reparsed.outline == file.outline, "round \(round): formatting changed the meaning")
    #expect(format(reparsed, again[id]) == once, "round \(round): formatting twice differs")
  }
}

extension CheckedBody {
  fileprivate var hasUntypedExpressions: Bool {
    var found = frame.locals.contains { $0.type == .unknown }
    walkExpressions { if $0.type == .unknown { found = true } }
    return found
  }
}
