import Campaign
import Diagnostics
import Reference
import Semantics

/// A path told to programs.
struct ReplayDocument {
  let words: SpecWords
  let world: World
  let path: String
  private let sources: SourceMap
  private let writer: FindingWriter
  private(set) var steps: [JSONValue] = []

  init(_ words: SpecWords, _ world: World, path: String, _ sources: SourceMap) {
    self.words = words
    self.world = world
    self.path = path
    self.sources = sources
    writer = FindingWriter(sources, words.printer)
  }

  mutating func add(_ step: ReplayStep) {
    let prices = zip(words.program.spec.markets, step.prices).map { market, word in
      JSONMember(market.name, .string(words.plain(word, market.type)))
    }
    steps.append([
      "step": .integer(step.number), "time": .string(timeText(step.time)),
      "prices": .object(prices), "events": .array(step.entries.map { document(of: $0) }),
    ])
  }

  private func document(of entry: ReplayStep.Entry) -> JSONValue {
    switch entry {
    case .call(let call): document(of: call)
    case .changes(let list): ["kind": "spec", "changes": changes(list)]
    case .brokeLaw(let broken):
      [
        "kind": "broken law", "law": .string(words.name(ofLaw: broken.law)),
        "given": .object(words.given(broken).map { JSONMember($0.name, .string($0.value)) }),
        "values": .array(words.lines(broken, sources).map { .string($0) }),
      ]
    case .broke(let broken):
      [
        "kind": "broken",
        "invariant": .string(words.name(ofInvariant: broken.number)),
        "values": .array(writer.lines(broken).dropFirst().map { .string($0) }),
      ]
    }
  }

  private func document(of call: ReplayStep.Call) -> JSONValue {
    var members: [JSONMember] = [
      JSONMember("kind", "call"),
      JSONMember("by", .string(words.text(of: call.call.origin, world))),
      JSONMember("action", .string(words.name(ofAction: call.call.action))),
      JSONMember(
        "arguments",
        .object(words.arguments(call.call).map { JSONMember($0.name, .string($0.value)) })),
      JSONMember("caller", .string(words.printer.caller(call.caller))),
      JSONMember("gas", .integer(call.gas)),
    ]
    switch call.end {
    case .committed(let events, let list):
      members += [
        JSONMember("outcome", "committed"),
        JSONMember("emitted", .array(events.map { .string(words.printer.text($0)) })),
        JSONMember("changes", changes(list)),
      ]
    case .refused(let refusal):
      members += [
        JSONMember("outcome", "refused"), JSONMember("reason", .string(refusal.reason)),
        JSONMember("message", .string(refusal.message)),
        JSONMember("values", .array(refusal.values.map { .string($0) })),
        JSONMember("at", JSONValue(refusal.place) { .string($0) }),
      ]
    }
    return .object(members)
  }

  private func changes(_ changes: [StateChange]) -> JSONValue {
    .array(
      changes.map { change in
        [
          "place": .string(words.printer.name(of: change.place)),
          "old": .string(words.printer.text(change.old, at: change.place)),
          "new": .string(words.printer.text(change.new, at: change.place)),
        ]
      })
  }

  /// The whole, with what the path came to or what ended it.
  func document(_ record: PathRecord, problem: JSONValue?) -> JSONValue {
    let spec = words.program.spec
    return [
      "command": "replay", "file": .string(path), "spec": .string(spec.name),
      "seed": .integer(Int(clamping: world.seed)), "path": .integer(Int(clamping: record.path)),
      "steps": .array(steps),
      "measures": .object(
        zip(spec.measures, record.measures).map {
          JSONMember($0.name, .string(words.plain($1, $0.type)))
        }),
      "broken": .array(
        record.breaks.map { .string(words.name(ofInvariant: $0.invariant)) }),
      "broken_laws": .array(
        record.lawBreaks.map { .string(words.name(ofLaw: $0.law)) }),
      "problem": problem ?? .null,
    ]
  }
}
