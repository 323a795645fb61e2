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

  /// What a law is asked, and after which step.
  package struct LawQuestion: Hashable, Sendable {
    package let law: Int
    package let step: Int
    /// The first locals of the law, of which what is given is part.
    package let given: [Int128]

    package init(law: Int, step: Int, given: [Int128]) {
      self.law = law
      self.step = step
      self.given = given
    }
  }

  /// Asks the laws that are due at the end of this step. Which these are, and of what rows and
  /// values, is drawn for the path and the step, and changes nothing on the path. A law that somebody
  /// asks about himself is asked that and nothing else.
  func askLaws() {
    guard let court else { return }
    for number in program.laws.indices {
      if let question, question.law == number {
        if question.step == step {
          note(court.ask(number, of: machine, given: question.given), of: number)
        }
        continue
      }
      var stream = RandomStream(
        seed: world.seed, purpose: court.purposes[number], path: record.path, step: UInt64(step))
      guard stream.next(below: UInt128(spec.clock.steps)) < PathRunner.looksPerPath,
        court.askedOnPath[number] < PathRunner.mostAskedPerPath
      else { continue }
      note(court.ask(number, of: machine, &stream), of: number)
    }
  }

  /// Whether a law does not hold of the present state, given that.
  package func breaks(law number: Int, given: [Int128]) -> Bool {
    if case .broken = court?.ask(number, of: machine, given: given) { true } else { false }
  }

  private func note(_ answer: LawCourt.Answer?, of number: Int) {
    switch answer {
    case nil: break
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
      guard !record.lawBreaks.contains(where: { $0.law == number }) else { return }
      record.lawBreaks.append(broken)
    }
  }
}
