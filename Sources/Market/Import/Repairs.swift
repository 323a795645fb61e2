/// What can be repaired, by the name it has on a command line.
package enum Repair: Int, CaseIterable, Hashable, Sendable {
  case bad, units, disorder, duplicates, gaps

  package var name: String {
    switch self {
    case .bad: "bad"
    case .units: "units"
    case .disorder: "disorder"
    case .duplicates: "duplicates"
    case .gaps: "gaps"
    }
  }

  /// The ways there are to repair it.
  package var ways: [String] {
    switch self {
    case .bad: ["drop"]
    case .units: ["each"]
    case .disorder: ["sort"]
    case .duplicates: Repairs.Duplicates.allCases.map(\.rawValue)
    case .gaps: Repairs.Gaps.allCases.map(\.rawValue)
    }
  }
}

/// What an import may repair. Nothing is, unless somebody says how.
package struct Repairs: Hashable, Sendable {
  package enum Duplicates: String, CaseIterable, Hashable, Sendable { case first, last }
  package enum Gaps: String, CaseIterable, Hashable, Sendable { case hold, interpolate }

  /// Rows that cannot be read are left out.
  package var dropsBad = false
  /// Each time is read in the unit its size tells, whatever the row before had.
  package var takesMixedUnits = false
  /// Rows are put in the order of their times.
  package var sorts = false
  /// Which of several rows for one step stays.
  package var duplicates: Duplicates?
  /// What stands in for missing rows: the price before, or the straight line between two.
  package var gaps: Gaps?

  package static let none = Repairs()

  package init() {}

  /// Takes up one repair, such as `gaps` in the way `hold`; false where there is no such way.
  package mutating func add(_ repair: Repair, way: String) -> Bool {
    guard repair.ways.contains(way) else { return false }
    switch repair {
    case .bad: dropsBad = true
    case .units: takesMixedUnits = true
    case .disorder: sorts = true
    case .duplicates: duplicates = Duplicates(rawValue: way)
    case .gaps: gaps = Gaps(rawValue: way)
    }
    return true
  }

  package func covers(_ repair: Repair) -> Bool {
    switch repair {
    case .bad: dropsBad
    case .units: takesMixedUnits
    case .disorder: sorts
    case .duplicates: duplicates != nil
    case .gaps: gaps != nil
    }
  }
}
