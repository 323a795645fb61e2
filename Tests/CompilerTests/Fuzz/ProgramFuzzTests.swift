import Foundation
import Machine
import Testing

@Suite("Fuzz: programs")
struct ProgramFuzzTests {
  /// PLIMSOLL_FUZZ_PROGRAMS=1000000 is the long run, which prints what became of the programs.
  private static let asked = ProcessInfo.processInfo.environment["PLIMSOLL_FUZZ_PROGRAMS"]
    .flatMap { Int($0) }

  @Test("seeds are accepted and run", arguments: SeedPrograms.all.indices)
  func seeds(_ number: Int) throws {
    let program = SeedPrograms.all[number]
    let verified: VerifiedProgram
    do { verified = try Verifier.verify(program) } catch {
      Issue.record("\(error)\n\(Disassembly(program).text)")
      return
    }
    let machine = try Machine(verified, rows: [5, 4, 20])
    for entry in program.entries.indices {
      let execution = machine.call(
        entry, [1, 1, 1], by: entry == 0 ? .anyone : .row(table: 0, 1), gas: 100_000)
      #expect(
        execution.stop == nil || execution.stop == .failure(.demand(0)),
        "\(execution)\n\(Disassembly(program).text)")
    }
  }

  @Test("seeds use every opcode")
  func opcodes() {
    let seeds = SeedPrograms.all + SeedPrograms.observed
    let used = Set(seeds.flatMap { $0.code.map(\.opcode) })
    let unused = Opcode.allCases.filter {
      $0.rawValue >= Opcode.halt.rawValue && !used.contains($0)
    }
    #expect(unused == [])
  }

  @Test("a mutated program is refused, or runs safely")
  func mutated() {
    let count = ProgramFuzzTests.asked ?? 500
    // As many of the small ones, which use every opcode, as of the contracts.
    let compiled = SeedPrograms.compiled
    let short = SeedPrograms.all + SeedPrograms.observed
    let small = (0..<compiled.count).map { short[$0 % short.count] }
    #expect(compiled.count > 20)
    var fuzz = ProgramFuzz()
    for number in 0..<count {
      fuzz.run(number, from: small + compiled, seed: 1)
      if ProgramFuzzTests.asked != nil, (number + 1) % 100_000 == 0 {
        print("\(number + 1) programs: \(fuzz.summary)")
      }
    }
    #expect(fuzz.broken == [])
    #expect(fuzz.accepted > count / 20 && fuzz.refused > count / 20, "\(fuzz.summary)")
    if ProgramFuzzTests.asked != nil { print("\(count) programs: \(fuzz.summary)") }
  }
}
