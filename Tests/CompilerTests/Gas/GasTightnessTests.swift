import Compiler
import Foundation
import Reference
import Semantics
import Testing

/// The formula of every shipped action is near the dearest run that a search has found.
///
/// A search takes long, so its finds are written down; with `PLIMSOLL_SEARCH=1`, best in a release
/// build, they are sought anew, with `PLIMSOLL_SEARCH=Clearing` or `=Clearing.trade` those of one
/// contract or action. Where a contract has changed so much that its finds are not dear any
/// more, a short search begins from them.
@Suite struct GasTightnessTests {
  /// Formula against run, in thousandths.
  static let most = 1_250

  @Test(arguments: GasSubject.shipped)
  func formulaIsNear(_ path: String) throws {
    for subject in try GasSubject.read(path) where !subject.contract.actions.isEmpty {
      let wanted = ProcessInfo.processInfo.environment["PLIMSOLL_SEARCH"]
      let parts = (wanted ?? "").split(separator: ".").map(String.init)
      if wanted == "1" || parts.first == subject.contract.name {
        try GasTightnessTests.record(subject, only: parts.count == 2 ? parts[1] : nil)
      }
      try look(subject)
    }
  }

  private func look(_ subject: GasSubject) throws {
    let contract = subject.contract
    let compiled = try Compiler.compile(contract)
    let witnesses = Dictionary(grouping: GasWitness.read(contract.name), by: \.action)
    var farthest = (apart: 0, name: "")
    for (action, shape) in contract.actions.enumerated() {
      let name = "\(contract.name).\(shape.name)"
      let known = try (witnesses[shape.name] ?? []).compactMap { witness in
        try witness.call(in: contract).map {
          try GasSearch(subject, compiled, action, $0.population, from: $0.call)
        }
      }
      let hunt = GasHunt(subject: subject, compiled: compiled, action: action, budget: 40)
      let searches = try known.isEmpty ? [hunt.small()].compactMap { $0 } : known
      for var search in searches {
        if search.apart > GasTightnessTests.most, search.bound < 50_000 {
          search.climb(200, until: GasHunt.enough)
        }
        #expect(search.most <= search.bound, "\(name)")
        #expect(
          search.apart <= GasTightnessTests.most,
          """
          \(name) with \(search.population.counts): \(search.most) of \(search.bound); look for a \
          dearer run with PLIMSOLL_SEARCH=1
          """)
        if search.apart > farthest.apart { farthest = (search.apart, name) }
      }
    }
    let digits = String(farthest.apart % 1_000 + 1_000).dropFirst()
    print("gas: \(farthest.name) is farthest, \(farthest.apart / 1_000).\(digits) times its run")
  }

  /// Finds that a short search would not find are written down.
  static func record(_ subject: GasSubject, only wanted: String?) throws {
    let compiled = try Compiler.compile(subject.contract)
    var texts: [String] = []
    for action in subject.contract.actions.indices {
      let name = subject.contract.actions[action].name
      guard wanted == nil || wanted == name else {
        texts += GasWitness.texts(subject.contract.name, of: name)
        continue
      }
      let hunt = GasHunt(subject: subject, compiled: compiled, action: action, budget: 4_000)
      let few = try hunt.all()
      guard var small = few.first, var grown = try hunt.grown(few, rows: subject.largest(action))
      else { continue }
      for rows in 4...6 where small.apart > most {
        if let more = try hunt.grown(few, rows: rows), more.apart < small.apart { small = more }
      }
      for _ in 0..<4 where grown.apart > most { grown.climb(20_000, until: GasHunt.enough) }
      print(
        """
        found: \(subject.contract.name).\(subject.contract.actions[action].name), \(small.most) of \
        \(small.bound), \(small.apart) with \(small.sizes); with more rows \(grown.most) of \
        \(grown.bound), \(grown.apart) with \(grown.sizes)
        """)
      for one in [small, grown] where one.apart > most { print(GasGap(one)) }
      // Among few rows, one that is not like the others can be many of them; among more rows a search
      // can be lost. What says less than the other is not kept.
      let isGrown = grown.bound != small.bound && grown.apart <= most
      if small.apart <= most || !isGrown {
        small.simplify()
        texts.append(GasWitness.text(small))
      }
      if isGrown {
        grown.simplify()
        texts.append(GasWitness.text(grown))
      }
    }
    try GasWitness.write(texts, of: subject.contract.name)
  }
}

extension GasSearch {
  /// The sizes that are chosen.
  fileprivate var sizes: [Int] { subject.growable.map { population.counts[$0] } }
  /// How far the formula is from the dearest run, in thousandths.
  var apart: Int { bound * 1_000 / max(1, most) }
}
