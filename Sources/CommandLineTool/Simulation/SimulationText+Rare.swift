import Campaign

// What it took to find the chance of a rare event.
extension SimulationText {
  /// How the steps were spent, and how many plain paths would have taken.
  func effort(_ rare: RareFindings) -> String {
    let levels = rare.levels == 1 ? "1 level" : "\(grouped(rare.levels)) levels"
    let spent =
      "by splitting: \(rare.repetitions) times \(grouped(rare.effort)) paths at each of \(levels), "
      + "\(grouped(Int(clamping: rare.chance.steps))) steps"
    guard let plain = rare.plainSteps else {
      return spent + "; too few came through to tell more"
    }
    return spent + "; plain paths would take \(grouped(Int(clamping: plain)))"
  }
}
