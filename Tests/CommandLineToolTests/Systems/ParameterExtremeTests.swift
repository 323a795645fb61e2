import Campaign
import Foundation
import Machine
import Semantics
import Testing

/// Every parameter of a system at both ends of its range: its simulation comes to a verdict, or an
/// invariant over parameters says why not. Nothing stops with an error.
///
/// The suite walks one path of a few; `PLIMSOLL_EXTREMES=1` walks eight of all.
@Suite("Parameters at the ends of their ranges")
struct ParameterExtremeTests {
  static let all = ProcessInfo.processInfo.environment["PLIMSOLL_EXTREMES"] == "1"

  @Test(arguments: SystemFiles.checked)
  func `one parameter at a time`(_ name: String) throws {
    for (number, spec) in try SystemFiles(name).simulations.enumerated() {
      let program = try SpecProgram(spec)
      for setting in settings(of: spec.contract) {
        guard Self.all || setting.place % 16 == number else { continue }
        do {
          let world = try World(
            program, seed: 1, setting: [.parameter(setting.place): setting.word])
          let outcome = try Campaign(world, budget: Self.all ? 8 : 1).run(workers: 1)
          #expect(outcome.judgements.count == spec.expectations.count)
        } catch let problem as PathProblem where refuses(problem, spec.contract) {
          // Two parameters that belong together: a vote has to move both.
        } catch {
          Issue.record("\(spec.name) with \(setting.title): \(error)")
        }
      }
    }
  }

  /// Whether an invariant over parameters alone is what stopped the path.
  private func refuses(_ problem: PathProblem, _ contract: CheckedContract) -> Bool {
    guard case .refused(_, _, .failure(.enforcedInvariant(let number)), _) = problem.reason
    else { return false }
    return contract.invariants[number].overParametersAlone
  }

  private struct Setting {
    let place: Int
    let word: Int128
    let title: String
  }

  private func settings(of contract: CheckedContract) -> [Setting] {
    var settings: [Setting] = []
    for (place, parameter) in contract.parameters.enumerated() {
      for word in ends(of: parameter, in: contract) {
        settings.append(
          Setting(place: place, word: word, title: "\(parameter.name) of \(word)"))
      }
    }
    return settings
  }

  private func ends(of parameter: CheckedParameter, in contract: CheckedContract) -> [Int128] {
    if let range = parameter.range { return [range.lowerBound, range.upperBound] }
    switch parameter.type {
    case .enumeration(let number):
      return contract.enumerations[number].members.indices.map { Int128($0) }
    case .truth: return [0, 1]
    default: return [parameter.initial]
    }
  }
}
