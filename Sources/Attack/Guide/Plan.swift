import Numerics
import Property

/// What a run will do: steps to repeat, and steps to make up, which are empty. Words that are left out
/// at the end of a step are drawn when it is played.
struct Plan {
  var steps: [ChoiceSequence.Step] = []
  private static let longest = 256

  /// A run of new steps alone.
  static func fresh(_ stream: inout RandomStream) -> Plan {
    Plan(steps: Array(repeating: [], count: length(&stream)))
  }

  /// A run that goes on from what others did.
  static func changed(_ corpus: Corpus, _ stream: inout RandomStream) -> Plan {
    guard let first = corpus.choose(&stream) else { return fresh(&stream) }
    var plan = Plan(steps: first.steps)
    switch below(16, &stream) {
    case 0..<8: plan.extend(&stream)
    case 8..<11:
      if let other = corpus.choose(&stream) { plan.splice(other.steps, &stream) }
    default:
      for _ in 0...below(3, &stream) { plan.change(&stream) }
      if below(2, &stream) == 0 { plan.extend(&stream) }
    }
    if plan.steps.count > longest { plan.steps.removeLast(plan.steps.count - longest) }
    return plan
  }

  /// Most losses need a long way to them: the end is what is tried anew most often.
  private mutating func extend(_ stream: inout RandomStream) {
    if Plan.below(2, &stream) == 0, steps.count > 1 {
      let kept = 1 + Plan.below(steps.count, &stream)
      steps.removeLast(steps.count - min(kept, steps.count))
    }
    let size = 1 << Plan.below(7, &stream)
    steps += Array(repeating: [], count: size + Plan.below(size, &stream))
  }

  private mutating func splice(_ other: [ChoiceSequence.Step], _ stream: inout RandomStream) {
    let kept = Plan.below(steps.count + 1, &stream)
    let from = Plan.below(other.count + 1, &stream)
    steps = Array(steps.prefix(kept)) + other.dropFirst(from)
    if steps.isEmpty { steps = [[]] }
  }

  private mutating func change(_ stream: inout RandomStream) {
    guard !steps.isEmpty else { return }
    let place = Plan.below(steps.count, &stream)
    switch Plan.below(8, &stream) {
    case 0: steps.insert([], at: place)
    case 1: steps.remove(at: place)
    case 2: steps.insert(steps[place], at: place)
    case 3: steps.swapAt(place, Plan.below(steps.count, &stream))
    case 4: steps.insert(steps[Plan.below(steps.count, &stream)], at: place)
    // The first words stay, the rest is drawn again.
    case 5:
      let kept = Plan.below(steps[place].count + 1, &stream)
      steps[place].removeLast(steps[place].count - min(kept, steps[place].count))
    default: alter(place, &stream)
    }
    if steps.isEmpty { steps = [[]] }
  }

  /// One word becomes another near it, or any.
  private mutating func alter(_ place: Int, _ stream: inout RandomStream) {
    guard !steps[place].isEmpty else { return }
    let word = Plan.below(steps[place].count, &stream)
    let old = steps[place][word]
    steps[place][word] =
      switch Plan.below(6, &stream) {
      case 0: old &+ 1
      case 1: old == 0 ? 1 : old - 1
      case 2: 0
      case 3: old / 2
      case 4: UInt64(Plan.below(32, &stream))
      default: stream.next()
      }
  }

  /// Short runs and long ones alike: 8 to 128.
  private static func length(_ stream: inout RandomStream) -> Int {
    let size = 8 << below(4, &stream)
    return size + below(size, &stream)
  }

  static func below(_ bound: Int, _ stream: inout RandomStream) -> Int {
    Int(truncatingIfNeeded: stream.next(below: UInt128(max(1, bound))))
  }
}
