import Diagnostics

/// A script ready to run on its contract.
package struct CheckedScript: Sendable {
  package let contract: CheckedContract
  package let population: [TableID: CheckedExample.Population]
  package let lines: [Line]

  package init(
    contract: CheckedContract, population: [TableID: CheckedExample.Population] = [:],
    lines: [Line] = []
  ) {
    self.contract = contract
    self.population = population
    self.lines = lines
  }

  package struct Line: Sendable {
    package let kind: Kind
    /// Of everything on this line.
    package let frame: Frame
    package let span: Span
  }

  package enum Kind: Sendable {
    /// Already part of the script's population.
    case population
    case set([CheckedStatement])
    case steps([CheckedExample.Step])
    case print([CheckedExpression])
    case then([CheckedExample.Check])
  }
}
