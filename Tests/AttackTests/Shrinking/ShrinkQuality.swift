import Attack
import Property

/// How far the run of one planted loss was shrunk.
struct ShrinkQuality: CustomStringConvertible {
  let loss: PlantedLoss
  let original: ChoiceSequence
  let result: Shrinker.Result
  let certificate: PlantedLoss.Certificate

  enum Problem: Error {
    case notFound(String)
  }

  static func measure(_ loss: PlantedLoss) throws -> ShrinkQuality {
    let player = try Player(loss.stage(rows: loss.rows))
    guard let original = try loss.original(seed: 1, on: player),
      let result = player.shrink(original.sequence, breaking: 0, budget: 20_000)
    else { throw Problem.notFound(loss.description) }
    return ShrinkQuality(
      loss: loss, original: original.sequence, result: result,
      certificate: try loss.certify(result.smallest.sequence, stateLimit: 400_000))
  }

  var isMinimal: Bool {
    certificate.fewestSteps && certificate.simplestWords
      && certificate.simplest.trimmed == result.smallest.sequence.trimmed
  }

  var description: String {
    let (run, best) = (result.smallest.sequence, certificate.simplest)
    return "\(loss): \(run.steps) weighs \(run.weight), the simplest known is \(best.steps) and "
      + "weighs \(best.weight); fewest steps \(certificate.fewestSteps), simplest words "
      + "\(certificate.simplestWords), \(result.replays) replays"
  }

  /// One line for each kind of loss.
  static func table(_ rows: [ShrinkQuality]) -> String {
    PlantedLoss.Kind.allCases.map { kind in
      let some = rows.filter { $0.loss.kind == kind }
      let steps = some.map { $0.result.smallest.sequence.steps.count }
      let replays = some.map(\.result.replays).sorted()
      return "\(kind.rawValue): \(some.count { $0.isMinimal }) of \(some.count) exactly minimal, "
        + "\(some.count { $0.certificate.fewestSteps }) with the fewest steps; "
        + "from up to \(some.map(\.original.steps.count).max() ?? 0) steps to "
        + "\(steps.min() ?? 0)..\(steps.max() ?? 0), in \(replays.isEmpty ? 0 : replays[replays.count / 2]) "
        + "replays (median), \(replays.last ?? 0) at most"
    }.joined(separator: "\n")
  }
}
