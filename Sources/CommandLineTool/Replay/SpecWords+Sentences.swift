import Campaign
import Reference
import Semantics

// Calls of a path as sentences.
extension SpecWords {
  /// Changes of one call that are told.
  private static let mostChanges = 8

  /// `the settler calls settle: lost rises from 0 USD to 5 USD`
  ///
  /// - Parameter who: the subject of the sentence, where it is not who the path says.
  /// - Returns: nothing for a call that was refused.
  func sentence(_ call: ReplayStep.Call, _ world: World, who: String? = nil) -> String? {
    guard case .committed(_, let changes) = call.end else { return nil }
    let head = head(call, world, who: who)
    guard !changes.isEmpty else { return "\(head), which changes nothing" }
    let told = changes.prefix(SpecWords.mostChanges).map { StoryBalance.change($0, printer) }
    let more = changes.count - told.count
    return "\(head): " + told.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }

  /// `the oracle of BTC calls tell with p 51_000 USD/BTC`
  func head(_ call: ReplayStep.Call, _ world: World, who: String? = nil) -> String {
    var subject = who ?? text(of: call.call.origin, world)
    if who == nil, case .oracle = call.call.origin { subject = "the " + subject }
    let arguments = arguments(call.call).map { "\($0.name) \($0.value)" }
    return "\(subject) calls \(name(ofAction: call.call.action))"
      + (arguments.isEmpty ? "" : " with " + arguments.joined(separator: ", "))
  }
}
