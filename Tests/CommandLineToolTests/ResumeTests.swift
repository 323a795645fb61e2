import Campaign
import CommandLineTool
import Foundation
import Machine
import Numerics
import Semantics
import Testing

/// Runs that are stopped or killed, and gone on with.
@Suite("resume", .serialized)
struct ResumeTests {
  private let scratch: Scratch
  private let file: String

  init() throws {
    scratch = try Scratch()
    try scratch.write("vault.risk", SimulationCommandTests.vault)
    file = try scratch.write(
      "slide.spec",
      SimulationCommandTests.spec(
        jump: 60,
        expecting: "expect P(bad_debt > 0) < 50%\nexpect ES95(bad_debt) < 10\nexpect invariants"))
  }

  /// So many paths keep a run going for a few looks of its watching thread.
  #if DEBUG
    private static let paths = "400"
    private static let killedPaths = "2500"
  #else
    private static let paths = "40000"
    private static let killedPaths = "250000"
  #endif

  private var journals: [String] {
    let folder = scratch.path + "/.plimsoll/runs"
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
      .map { folder + "/" + $0 }
  }

  /// Every path must be walked: nothing here is decided before the last.
  private static let undecidable = "expect P(bad_debt > 1_000_000_000) < 0.000001%"

  private func endless() throws -> String {
    try scratch.write(
      "endless.spec",
      SimulationCommandTests.spec("Endless", expecting: ResumeTests.undecidable))
  }

  /// Raised at the look of that number.
  private static func interruption(at look: Int) -> Interruption {
    var looks = 0
    return Interruption {
      looks += 1
      return looks >= look
    }
  }

  /// Stops a run when it has something to keep; whether that could be done before its end.
  private func stop(_ words: [String]) -> Bool {
    var look = 4
    let before = journals.first.flatMap { FileManager.default.contents(atPath: $0) }
    while look < 10_000 {
      let part = plimsoll(words, interruption: ResumeTests.interruption(at: look))
      guard part.status == .interrupted else { return false }
      if part.errors.contains("has so far is kept"), let journal = journals.first,
        FileManager.default.contents(atPath: journal) != before
      {
        return true
      }
      look *= 2
    }
    return false
  }

  @Test("a run that is stopped, wherever, comes to the same bytes when it is gone on with")
  func stopped() throws {
    let file = try endless()
    let words = ["test", file, "--paths", ResumeTests.paths]
    let rows = scratch.path + "/rows.jsonl"
    for options in [[], ["--json", "--jsonl", rows]] {
      let whole = plimsoll(words + options)
      let wholeRows = try? scratch.read("rows.jsonl")
      #expect(journals.isEmpty)
      // Twice: once from the beginning, once from where the first stopped.
      #expect(stop(words + options))
      #expect(stop(words + options + ["--resume"]))
      let rest = plimsoll(words + options + ["--resume"])
      #expect(rest.output == whole.output)
      #expect(try wholeRows == (options.isEmpty ? nil : scratch.read("rows.jsonl")))
      #expect(rest.status == whole.status)
      #expect(rest.errors.contains("goes on after "), "\(rest.errors)")
      #expect(journals.isEmpty, "a run that has ended leaves nothing behind")
    }
  }

  @Test("without --resume what is kept is left alone, and said in one line")
  func leftAlone() throws {
    let file = try endless()
    let words = ["test", file, "--paths", ResumeTests.paths]
    #expect(stop(words))
    let journal = try #require(journals.first)
    let before = try Data(contentsOf: URL(filePath: journal))
    let run = plimsoll(words)
    #expect(run.errors.contains("--resume goes on with it"))
    #expect(run.errors.split(separator: "\n").count { $0.contains("--resume") } == 1)
    #expect(try Data(contentsOf: URL(filePath: journal)) == before)
    // Of another seed it is another run's.
    let other = plimsoll(["test", file, "--paths", "64", "--seed", "2", "--resume"])
    #expect(other.errors.contains("not counted"), "\(other.errors)")
    #expect(other.output == plimsoll(["test", file, "--paths", "64", "--seed", "2"]).output)
    // Of a spec that has been changed, too.
    try scratch.write(
      "endless.spec",
      SimulationCommandTests.spec("Endless", jump: 30, expecting: ResumeTests.undecidable))
    let changed = plimsoll(words + ["--resume"])
    #expect(changed.errors.contains("not counted"), "\(changed.errors)")
  }

  @Test("damage is said plainly, what is before it counts, and what comes out is the same")
  func damaged() throws {
    let file = try endless()
    let words = ["test", file, "--paths", ResumeTests.paths, "--json"]
    let whole = plimsoll(words)
    #expect(stop(words))
    let journal = URL(filePath: try #require(journals.first))
    let sound = try Data(contentsOf: journal)
    var edited = sound
    edited[edited.count / 2] ^= 1
    let other = Data("plimsoll journal 99 of another time\n".utf8)
    for (bytes, said) in [
      (sound.dropLast(5), "cut off or changed"), (edited, "cut off or changed"),
      (sound + [1, 2, 3], "cut off or changed"), (other, "another version of plimsoll"),
      (Data("hello".utf8), "is no journal"), (Data(), "is no journal"),
    ] {
      try FileManager.default.createDirectory(
        at: journal.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: journal)
      let run = plimsoll(words + ["--resume"])
      #expect(run.errors.contains(said), "\(said)\n\(run.errors)")
      #expect(run.output == whole.output)
      #expect(journals.isEmpty)
    }
  }

  @Test("where nothing can be kept that is said once, and the run goes on")
  func unwritable() throws {
    let file = try endless()
    try scratch.write(".plimsoll", "in the way")
    let words = ["test", file, "--paths", ResumeTests.paths]
    var look = 4
    var warnings = 0
    while warnings == 0, look < 10_000 {
      let run = plimsoll(words, interruption: ResumeTests.interruption(at: look))
      warnings = run.errors.split(separator: "\n").count { $0.contains("cannot be written") }
      #expect(!run.errors.contains("is kept"))
      #expect(run.output.contains("exercised"))
      look *= 2
    }
    #expect(warnings == 1)
  }

  // MARK: - Killed

  private static let binary = URL(filePath: CommandLine.arguments[0])
    .resolvingSymlinksInPath().deletingLastPathComponent().appending(path: "plimsoll")

  private func start(_ words: [String]) throws -> (process: Process, output: URL) {
    let process = Process()
    process.executableURL = ResumeTests.binary
    process.arguments = words
    let output = scratch.url.appending(path: "output-\(UUID().uuidString)")
    #expect(FileManager.default.createFile(atPath: output.path, contents: nil))
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = FileHandle.nullDevice
    try process.run()
    return (process, output)
  }

  @Test(
    "a process that is killed loses nothing that was kept",
    .enabled(if: FileManager.default.isExecutableFile(atPath: binary.path)))
  func killed() throws {
    let file = try endless()
    let words = ["test", file, "--paths", ResumeTests.killedPaths, "--json", "--workers", "2"]
    let (victim, _) = try start(words)
    var kept = 0
    while victim.isRunning {
      usleep(20_000)
      guard let journal = journals.first,
        let size = try? FileManager.default.attributesOfItem(atPath: journal)[.size] as? Int,
        size > 1_000
      else { continue }
      kill(victim.processIdentifier, SIGKILL)
      victim.waitUntilExit()
      kept = size
    }
    #expect(kept > 0, "the run ended before it could be killed")
    let (heir, resumed) = try start(words + ["--resume"])
    heir.waitUntilExit()
    let (other, whole) = try start(words)
    other.waitUntilExit()
    #expect(heir.terminationStatus == other.terminationStatus)
    #expect(try Data(contentsOf: resumed) == Data(contentsOf: whole))
    #expect(try Data(contentsOf: whole).count > 1_000)
    #expect(journals.isEmpty)
  }

  // MARK: - Made up

  #if DEBUG
    private static let mutants = 1_000
  #else
    private static let mutants = 20_000
  #endif

  private func world() throws -> World {
    var project = Project(
      workspace: Workspace { path in
        FileManager.default.contents(atPath: path).map { .bytes(Array($0)) } ?? .missing
      })
    let spec = try #require(project.check(file).specs.first)
    return try World(try SpecProgram(spec), seed: 1)
  }

  @Test("of journals that were torn, changed or made up only what is sound is counted")
  func fuzz() throws {
    let world = try world()
    let spec = world.program.spec
    let queue = Journal.Queue()
    let paths: UInt64 = 150
    _ = try Campaign(world, budget: paths, journal: queue).run(workers: 1)
    let payloads = queue.take()
    #expect(payloads.count == 5)
    let run = world.digest
    var sealer = Journal.Sealer(of: run)
    var bytes = Journal.head(of: run)
    for payload in payloads { bytes += sealer.record(payload) }
    let units = try ResumeTests.units(bytes, run, spec, paths)
    #expect(units.count == 5)
    var stream = RandomStream(seed: 7, purpose: 1, path: 0, step: 0)
    var counted = Set<Int>()
    for round in 0..<ResumeTests.mutants {
      if round % 4 == 3 {
        // Sealed anew, so that whatever it says is read: it may be counted, but must not crash.
        var forged = Journal.head(of: run)
        var sealer = Journal.Sealer(of: run)
        for payload in payloads.prefix(2) {
          forged += sealer.record(ResumeTests.mutated(payload, &stream))
        }
        var reader = try Journal.Reader(forged, of: run, spec, budget: paths)
        let campaign = Campaign(world, budget: 64)
        if round % 64 == 3 {
          _ = try campaign.run(workers: 1, resuming: { reader.next() })
        } else {
          while reader.next() != nil {}
        }
        continue
      }
      let mutant = ResumeTests.mutated(bytes, &stream)
      guard let found = try? ResumeTests.units(mutant, run, spec, paths) else { continue }
      #expect(found == Array(units.prefix(found.count)))
      counted.insert(found.count)
    }
    #expect(counted.isSuperset(of: [0, 1, 2, 3, 4]))
  }

  private static func units(
    _ bytes: [UInt8], _ run: Digest, _ spec: CheckedSpec, _ paths: UInt64
  ) throws -> [PathUnit] {
    var reader = try Journal.Reader(bytes, of: run, spec, budget: paths)
    var units: [PathUnit] = []
    while let unit = reader.next() { units.append(unit) }
    #expect(reader.soundLength + reader.restLength == bytes.count)
    return units
  }

  private static func mutated(_ bytes: [UInt8], _ stream: inout RandomStream) -> [UInt8] {
    var bytes = bytes
    for _ in 0...Int(stream.next(below: UInt128(3))) {
      func place() -> Int { Int(stream.next(below: UInt128(max(1, bytes.count)))) }
      let (first, second) = (place(), place())
      guard !bytes.isEmpty else { return [0xFF] }
      switch stream.next(below: UInt128(7)) {
      case 0: bytes.removeLast(bytes.count - first)
      case 1: bytes[first] = UInt8(truncatingIfNeeded: stream.next())
      case 2: bytes[first] ^= 1 << UInt8(stream.next(below: UInt128(8)))
      case 3: bytes.insert(contentsOf: [0xFF, 0xFF, 0xFF, 0xFF, 0x7F], at: first)
      case 4: bytes.removeSubrange(min(first, second)..<max(first, second))
      case 5: bytes += bytes[min(first, second)..<max(first, second)]
      default: bytes.swapAt(first, second)
      }
    }
    return bytes
  }
}

extension World {
  /// Stands for this run in tests.
  fileprivate var digest: Digest {
    var hash = SHA256()
    hash.update("a run".utf8)
    return hash.finish()
  }
}
