import Machine
import Numerics
import Semantics

// Laws of deployed contracts, asked of states that paths reach.
extension PathRunner {
  /// At the end of so many steps of a path, on average, a law is looked for rows to be asked of: that
  /// is cheap, and often there are none.
  static let looksPerPath: UInt128 = 32
  /// So often it is asked on a path: a side may cost as much as a step.
  static let mostAskedPerPath = 8

  /// Asks the laws that are due at the end of this step. Which these are, and of what rows and
  /// values, is drawn for the path and the step, and changes nothing on the path.
  func askLaws() {
    guard let court else { return }
    for number in program.laws.indices {
      var stream = RandomStream(
        seed: world.seed, purpose: court.purposes[number], path: record.path, step: UInt64(step))
      guard stream.next(below: UInt128(spec.clock.steps)) < PathRunner.looksPerPath,
        court.askedOnPath[number] < PathRunner.mostAskedPerPath,
        let answer = court.ask(number, of: machine, &stream)
      else { continue }
      switch answer {
      case .noRows: tally.laws[number].withoutRows += 1
      case .refused: tally.laws[number].refused += 1
      case .held(let given):
        tally.laws[number].held += 1
        listener?.asked(
          PathRecord.LawBreak(law: number, step: step, given: given), holds: true)
      case .broken(let given, let parts):
        tally.laws[number].broken += 1
        let broken = PathRecord.LawBreak(law: number, step: step, given: given, parts: parts)
        listener?.asked(broken, holds: false)
        guard !record.lawBreaks.contains(where: { $0.law == number }) else { continue }
        record.lawBreaks.append(broken)
      }
    }
  }
}
