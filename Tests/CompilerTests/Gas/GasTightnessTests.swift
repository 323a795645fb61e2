import Compiler
import Foundation
import Reference
import Semantics
import Testing

/// The formula of every shipped action is near the dearest run that a search has found.
///
/// A search takes long, so its finds are written down; with `PLIMSOLL_SEARCH=1`, best in a release
/// build, they are sought anew. Where a contract has changed so much that its finds are not dear any
/// more, a short search begins from them.
@Suite struct GasTightnessTests {
  /// Formula against run, in thousandths.
  static let most = 1_250

  /// What is further apart than that, and why: the formula counts ways that no run can take
  /// together, for reasons of amounts that it does not know.
  static let exceptions: [String: (most: Int, reason: String)] = [
    "Clearing.liquidate": (1_450, seldom), "Collateral.liquidate": (1_450, seldom),
    "Deleveraging.liquidate": (1_450, seldom), "Interventions.liquidate": (1_450, seldom),
    "Clearing.liquidate_isolated": (1_350, everyAsset),
    "Deleveraging.deleverage_account": (1_500, everyAsset),
    "HyperliquidRisk.deleverage": (1_300, ownRow),
  ]
  private static let seldom =
    "who has something left has seldom lost it all when the collateral is sold"
  private static let everyAsset =
    "a loss that is asked of the winners in every asset in turn leaves each of them little to give"
  private static let ownRow =
    "among few accounts the one that is closed is many, and does not stand in its own queue"

  @Test(arguments: GasSubject.shipped)
  func formulaIsNear(_ path: String) throws {
    for subject in try GasSubject.read(path) where !subject.contract.actions.isEmpty {
      let wanted = ProcessInfo.processInfo.environment["PLIMSOLL_SEARCH"]
      if wanted == "1" || wanted == subject.contract.name {
        try GasTightnessTests.record(subject)
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
      let allowed = GasTightnessTests.exceptions[name]?.most ?? GasTightnessTests.most
      for var search in searches {
        if search.apart > allowed, search.bound < 50_000 {
          search.climb(200, until: GasHunt.enough)
        }
        #expect(search.most <= search.bound, "\(name)")
        #expect(
          search.apart <= allowed,
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
  static func record(_ subject: GasSubject) throws {
    let compiled = try Compiler.compile(subject.contract)
    var texts: [String] = []
    for action in subject.contract.actions.indices {
      let hunt = GasHunt(subject: subject, compiled: compiled, action: action, budget: 4_000)
      let few = try hunt.all()
      guard var small = few.first, var grown = try hunt.grown(few, rows: subject.largest(action))
      else { continue }
      print(
        "found:", subject.contract.name, subject.contract.actions[action].name,
        few.map(\.apart), small.population.counts, small.bound, "grown", grown.apart,
        grown.population.counts, grown.bound)
      small.simplify()
      texts.append(GasWitness.text(small))
      // Where the search was lost among more rows, the run among few says more.
      guard grown.bound != small.bound, grown.apart <= 1_500 else { continue }
      grown.simplify()
      texts.append(GasWitness.text(grown))
    }
    try GasWitness.write(texts, of: subject.contract.name)
  }
}

extension GasSearch {
  /// How far the formula is from the dearest run, in thousandths.
  var apart: Int { bound * 1_000 / max(1, most) }
}
