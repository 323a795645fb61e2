import Compiler
import Foundation
import Reference
import Semantics

/// Calls that the examples of the repository make, with the states they meet: where a search can
/// begin, because they have passed every `require` on the way.
struct GasRecord {
  let population: Population
  let call: GasCall

  /// By the name of the contract, then of the action.
  static let calls: [String: [String: [GasRecord]]] = {
    let names = FileManager.default.enumerator(
      atPath: GasSubject.root.appending(path: "Specs").path)
    let specs = (names?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".spec") }
    var calls: [String: [String: [GasRecord]]] = [:]
    for spec in specs.sorted() {
      var project = Project(
        workspace: Workspace {
          FileManager.default.contents(atPath: $0).map { .bytes(Array($0)) } ?? .missing
        })
      let path = GasSubject.root.appending(path: "Specs/\(spec)").path
      for example in project.check(path).examples {
        var recorder: Recorder?
        _ = ExampleRunner.run(example) { interpreter in
          let made = Recorder(interpreter)
          recorder = made
          return made
        }
        for (action, record) in recorder?.records ?? [] {
          let name = example.contract.actions[action].name
          calls[example.contract.name, default: [:]][name, default: []].append(record)
        }
      }
    }
    return calls
  }()

  /// Plays along, and writes down what is called.
  private final class Recorder: Performer {
    let interpreter: Interpreter
    var records: [(ActionID, GasRecord)] = []

    init(_ interpreter: Interpreter) { self.interpreter = interpreter }

    func call(
      _ action: ActionID, _ arguments: [Int128], by caller: Caller, on state: inout State,
      listingPayments: Bool
    ) -> Execution {
      let call = GasCall(state: state, arguments: arguments, caller: caller)
      records.append((action, GasRecord(population: interpreter.population, call: call)))
      return interpreter.call(
        action, arguments, by: caller, on: &state, listingPayments: listingPayments)
    }

    func brokenInvariants(
      in state: State, before: State, after call: CompletedCall?
    ) -> [BrokenInvariant] {
      interpreter.brokenInvariants(in: state, before: before, after: call)
    }
  }
}

/// The whole hunt for the dearest run of an action: seeds, a climb from each, then the best of them
/// with more rows.
struct GasHunt {
  let subject: GasSubject
  let compiled: CompiledContract
  let action: ActionID
  /// Changes tried from each seed.
  var budget: Int

  /// So many thousandths of the formula are enough to stop at.
  static let enough = 880

  /// The dearest run among few rows.
  func small() throws -> GasSearch? { try all().first }

  /// The dearest runs that each of some seeds came to, the dearest of all first.
  func all() throws -> [GasSearch] {
    let contract = subject.contract
    let known = GasRecord.calls[contract.name]?[contract.actions[action].name] ?? []
    var seeds = try known.map {
      try GasSearch(subject, compiled, action, $0.population, from: $0.call)
    }
    seeds += try found().filter { !isGrown($0) }
    seeds.sort { $0.reached > $1.reached }
    for seed in 0..<4 as Range<UInt64> {
      guard let population = subject.population(rows: 3) else { continue }
      var search = try GasSearch(subject, compiled, action, population, seed: seed)
      search.start(max(1, budget / 10))
      seeds.insert(search, at: min(seeds.count, Int(seed) * 2))
    }
    var climbed: [GasSearch] = []
    for var search in seeds.prefix(10)
    where climbed.allSatisfy({ $0.reached < GasHunt.enough }) {
      search.climb(budget, until: GasHunt.enough)
      climbed.append(search)
    }
    return climbed.sorted { $0.reached > $1.reached }
  }

  /// What has been found before, here or in a contract that shares a library and calls its action
  /// the same; and the states that are dearest of those that were found for other actions.
  func found() throws -> [GasSearch] {
    let name = subject.contract.actions[action].name
    let same = try GasWitness.all.filter { $0.action == name }
      .compactMap { $0.call(in: subject.contract) }
      .map { try GasSearch(subject, compiled, action, $0.population, from: $0.call) }
    let others = try GasWitness.all.filter { $0.action != name }
      .compactMap { $0.call(in: subject.contract, as: action) }
      .map { try GasSearch(subject, compiled, action, $0.population, from: $0.call) }
    return same + others.sorted { $0.reached > $1.reached }.prefix(4)
  }

  private func isGrown(_ search: GasSearch) -> Bool {
    subject.growable.allSatisfy { search.population.counts[$0] >= 8 }
  }

  /// The dearest run with more rows that came from one of these, or from one found before.
  func grown(_ few: [GasSearch], rows: Int) throws -> GasSearch? {
    var best: GasSearch?
    let known = rows < 8 ? [] : try found().filter(isGrown).sorted { $0.reached > $1.reached }
    for var search in known.prefix(3) {
      search.climb(budget * 4, until: GasHunt.enough)
      if search.reached > best?.reached ?? -1 { best = search }
    }
    for one in few.prefix(10) where best?.reached ?? 0 < 800 {
      let search = try grown(one, rows: rows)
      if search.reached > best?.reached ?? -1 { best = search }
    }
    return best
  }

  /// The same with more rows, one table after the other and a few rows at a time, the new ones copies
  /// of the row that makes it dearest, or as they are in the beginning.
  func grown(_ small: GasSearch, rows: Int) throws -> GasSearch {
    var best = small
    while true {
      var next: GasSearch?
      for table in subject.growable where best.population.counts[table] < rows {
        let count = best.population.counts[table]
        guard
          let population = best.population.resized(
            subject.contract, table, to: min(rows, count + max(1, count / 2)))
        else { continue }
        for call in calls(from: best, to: population, in: table) {
          let search = try GasSearch(subject, compiled, action, population, from: call)
          if search.reached > next?.reached ?? -1 { next = search }
        }
      }
      guard var next else { break }
      next.climb(budget / 4, until: GasHunt.enough)
      best = next
    }
    best.climb(budget * 2, until: GasHunt.enough)
    return best
  }

  /// The dearest call, for more rows in a table in each of some ways.
  private func calls(
    from search: GasSearch, to population: Population, in table: TableID
  ) -> [GasCall] {
    let count = search.population.counts[table]
    return ([nil] + (0..<min(count, 8)).map { Optional($0) }).flatMap { template in
      GasCall.Sharing.ways.prefix(template == nil ? 1 : 4).map {
        search.best.grown(
          subject.contract, from: search.population, to: population, in: table,
          copying: template, $0)
      }
    }
  }
}

/// What an action reads of the state, in its functions and in the invariants it must keep: nothing
/// else can change what it costs.
struct GasReads {
  private(set) var parameters: [ParameterID] = []
  private(set) var states: [StateID] = []
  private(set) var fields: [(table: TableID, field: FieldID)] = []
  private var functions: Set<FunctionID> = []

  init(_ contract: CheckedContract, _ action: ActionID) {
    let shape = contract.actions[action]
    visit(CheckedBody(frame: shape.frame, statements: shape.body), contract)
    for invariant in contract.invariants where invariant.enforced {
      visit(CheckedBody(frame: invariant.frame, expressions: [invariant.condition]), contract)
    }
  }

  private mutating func visit(_ body: CheckedBody, _ contract: CheckedContract) {
    var called: [FunctionID] = []
    body.statements.walk { statement in
      switch statement.kind {
      case .perform(let function, _), .setLocals(_, let function, _): called.append(function)
      default: break
      }
    }
    var found: [CheckedExpression] = []
    body.walkExpressions { found.append($0) }
    for expression in found {
      switch expression.kind {
      case .parameter(let id) where !parameters.contains(id): parameters.append(id)
      case .state(let id) where !states.contains(id): states.append(id)
      case .field(let table, let field, row: _)
      where !fields.contains(where: { $0 == (table, field) }):
        fields.append((table, field))
      case .call(let function, _, result: _): called.append(function)
      default: break
      }
    }
    for id in called where functions.insert(id).inserted {
      let function = contract.functions[id]
      visit(CheckedBody(frame: function.frame, statements: function.body), contract)
    }
  }
}

extension GasSubject {
  /// As many rows as a search may grow to.
  func largest(_ action: ActionID) -> Int {
    let many = population(rows: 16).flatMap { bounds.worst(action, rows: $0.counts)?.total }
    return many ?? .max < 60_000 ? 16 : 8
  }

  /// The tables whose sizes are chosen.
  var growable: [TableID] {
    contract.tables.indices.filter {
      contract.tables[$0].keys.isEmpty && contract.tables[$0].fixedRows == nil
    }
  }
}

extension Population {
  /// With more rows in one table; the rows of keyed tables follow.
  func resized(_ contract: CheckedContract, _ table: TableID, to count: Int) -> Population? {
    let sizes = contract.tables.indices.filter {
      contract.tables[$0].keys.isEmpty && contract.tables[$0].fixedRows == nil
    }.map { ($0, CheckedExample.Population(count: $0 == table ? count : counts[$0])) }
    return try? Population(of: contract, given: Dictionary(uniqueKeysWithValues: sizes))
  }
}
