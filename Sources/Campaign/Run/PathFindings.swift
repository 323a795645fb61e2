import Machine
import Numerics
import Semantics
import Statistics

/// What a number of paths came to, added up. Paths are added in their order, so equal paths give
/// equal findings however the work was cut.
package struct PathFindings: Sendable {
  package var paths: UInt64 = 0
  package var tally: Tally
  /// By measure.
  package var measures: [Distribution]
  /// By measure, the path where it was greatest, the first of several.
  package var worst: [Worst?]
  /// By expectation.
  package var claims: [ClaimFindings]
  /// By law, the first path that breaks it.
  package var brokenLaws: [BrokenLaw?]

  package struct Worst: Hashable, Sendable {
    package let path: UInt64
    package let value: Int128
  }

  package struct BrokenLaw: Hashable, Sendable {
    package let path: UInt64
    package let `break`: PathRecord.LawBreak
  }

  package init(_ spec: CheckedSpec) {
    tally = Tally(spec)
    measures = spec.measures.map { _ in Distribution() }
    worst = spec.measures.map { _ in nil }
    claims = spec.expectations.map { _ in ClaimFindings() }
    brokenLaws = spec.contract.laws.map { _ in nil }
  }

  /// Adds the next path.
  package mutating func add(_ record: PathRecord, _ spec: CheckedSpec) {
    paths += 1
    for (number, measured) in record.measures.enumerated() {
      let value = spec.measures[number].scaled(measured)
      measures[number].add(value)
      if worst[number].map({ value > $0.value }) ?? true {
        worst[number] = Worst(path: record.path, value: value)
      }
    }
    for (number, expectation) in spec.expectations.enumerated() {
      claims[number].add(record, number, expectation)
    }
    for broken in record.lawBreaks where brokenLaws[broken.law] == nil {
      brokenLaws[broken.law] = BrokenLaw(path: record.path, break: broken)
    }
  }

  /// Adds what later paths came to.
  package mutating func add(_ later: PathFindings) {
    paths += later.paths
    tally.add(later.tally)
    for number in measures.indices {
      measures[number].merge(later.measures[number])
      guard let other = later.worst[number] else { continue }
      if worst[number].map({ other.value > $0.value }) ?? true { worst[number] = other }
    }
    for number in claims.indices { claims[number].add(later.claims[number]) }
    for number in brokenLaws.indices {
      brokenLaws[number] = brokenLaws[number] ?? later.brokenLaws[number]
    }
  }
}

/// What paths say about one expectation.
package struct ClaimFindings: Sendable {
  /// Paths in which it was true; for numbers, none.
  package var hits: UInt64 = 0
  package var paths: UInt64 = 0
  package var values = Distribution()
  /// The first paths that speak against it, with the step where that was seen.
  package var against: [Witness] = []

  package struct Witness: Hashable, Sendable {
    package let path: UInt64
    package let step: Int
    package let `break`: PathRecord.Break?
  }

  /// So many are kept: enough to look into, and a number that does not grow.
  static let mostWitnesses = 8

  mutating func add(
    _ record: PathRecord, _ number: Int, _ expectation: CheckedExpectation
  ) {
    paths += 1
    let value = record.claims[number]
    switch expectation.claim {
    case .invariants, .always, .eventually:
      if value != 0 { hits += 1 } else { keep(record.witness(number)) }
    case .estimate(_, .probability, let comparison, _):
      guard value != 0 else { break }
      hits += 1
      // Of a share that should be small, the paths that make it large speak against it.
      if comparison == .less || comparison == .lessOrEqual { keep(record.witness(number)) }
    case .estimate(let measure, _, _, _): values.add(measure.scaled(value))
    }
  }

  mutating func add(_ later: ClaimFindings) {
    hits += later.hits
    paths += later.paths
    values.merge(later.values)
    against = Array((against + later.against).prefix(ClaimFindings.mostWitnesses))
  }

  private mutating func keep(_ witness: Witness) {
    if against.count < ClaimFindings.mostWitnesses { against.append(witness) }
  }
}

extension PathRecord {
  fileprivate func witness(_ expectation: Int) -> ClaimFindings.Witness {
    let first = breaks.first
    return ClaimFindings.Witness(
      path: path, step: wrongAt[expectation] ?? first?.step ?? 0, break: first)
  }
}

extension CheckedMeasure {
  /// Counts are looked at as fixed-point numbers, so that the mean of a few small ones has digits.
  package func scaled(_ word: Int128) -> Int128 {
    guard type == .count else { return word }
    let (product, overflow) = word.multipliedReportingOverflow(by: Fixed.unit)
    return overflow ? (word < 0 ? .min : .max) : product
  }

  /// The type of what is found of it.
  package var foundType: ValueType { type == .count ? .ratio : type }
}
