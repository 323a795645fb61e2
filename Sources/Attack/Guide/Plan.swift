import Property

/// What a run will do: steps to repeat, and steps to make up, which are empty. Words that are left out
/// at the end of a step are drawn when it is played.
struct Plan {
  var steps = RunWords()
  static let longest = 256

  /// A run of new steps alone.
  static func fresh(_ stream: inout QuickStream) -> Plan {
    Plan(steps: RunWords(emptySteps: length(&stream)))
  }

  /// A run that goes on from what others did.
  static func changed(_ corpus: Corpus, _ stream: inout QuickStream) -> Plan {
    guard let first = corpus.choose(&stream) else { return fresh(&stream) }
    // What was refused may have come near to something, but mostly it only takes time.
    var plan = Plan(steps: below(4, &stream) == 0 ? first.steps : first.standing)
    switch below(16, &stream) {
    case 0..<8: plan.extend(&stream)
    case 8..<11:
      if let other = corpus.choose(&stream) { plan.splice(other.standing, &stream) }
    default:
      for _ in 0...below(3, &stream) { plan.change(&stream) }
      if below(2, &stream) == 0 { plan.extend(&stream) }
    }
    plan.steps.keepFirst(longest)
    return plan
  }

  /// Most losses need a long way to them: the end is what is tried anew most often.
  private mutating func extend(_ stream: inout QuickStream) {
    if Plan.below(2, &stream) == 0, steps.count > 1 {
      steps.keepFirst(1 + Plan.below(steps.count, &stream))
    }
    let size = 1 << Plan.below(7, &stream)
    steps.appendEmptySteps(size + Plan.below(size, &stream))
  }

  private mutating func splice(_ other: RunWords, _ stream: inout QuickStream) {
    steps.keepFirst(Plan.below(steps.count + 1, &stream))
    steps.append(other, from: Plan.below(other.count + 1, &stream))
    if steps.count == 0 { steps.appendEmptySteps(1) }
  }

  private mutating func change(_ stream: inout QuickStream) {
    guard steps.count > 0 else { return }
    let place = Plan.below(steps.count, &stream)
    let step = steps[place]
    switch Plan.below(8, &stream) {
    case 0: steps.insert([], before: place)
    case 1: steps.remove(place)
    case 2: steps.insert(step, before: place)
    case 3:
      let other = Plan.below(steps.count, &stream)
      let its = steps[other]
      steps.replace(place, with: its)
      steps.replace(other, with: step)
    case 4: steps.insert(steps[Plan.below(steps.count, &stream)], before: place)
    // The first words stay, the rest is drawn again.
    case 5:
      let kept = Plan.below(step.count + 1, &stream)
      steps.replace(place, with: Array(step.prefix(kept)))
    default: steps.replace(place, with: Plan.altered(step, &stream))
    }
    if steps.count == 0 { steps.appendEmptySteps(1) }
  }

  /// One word becomes another near it, or any.
  private static func altered(_ step: [UInt64], _ stream: inout QuickStream) -> [UInt64] {
    guard !step.isEmpty else { return step }
    var step = step
    let word = Plan.below(step.count, &stream)
    let old = step[word]
    step[word] =
      switch Plan.below(6, &stream) {
      case 0: old &+ 1
      case 1: old == 0 ? 1 : old - 1
      case 2: 0
      case 3: old / 2
      case 4: UInt64(Plan.below(32, &stream))
      default: stream.next()
      }
    return step
  }

  /// Short runs and long ones alike: 8 to 128.
  private static func length(_ stream: inout QuickStream) -> Int {
    let size = 8 << below(4, &stream)
    return size + below(size, &stream)
  }

  /// A number from zero up to but not including the bound.
  static func below(_ bound: Int, _ stream: inout QuickStream) -> Int {
    Int(truncatingIfNeeded: stream.next(below: UInt64(max(1, bound))))
  }
}
