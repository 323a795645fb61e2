import Compiler
import Machine
import Market
import Semantics

/// Why a spec cannot be run as it stands.
package enum WorldProblem: Error, Sendable {
  case compile(CompileError)
  /// Numbers of rows that need more memory than there is.
  case population(PopulationMismatch)
  /// A value that had to be known before the run stopped instead.
  case stopped(PathProblem.Code, Stop)
  case market(name: String, MarketError)
  /// A price that does not begin above zero.
  case start(name: String, Int128)
  /// A share of paths held against a bound that none could decide.
  case undecidable(expectation: Int, bound: Int128)
  case oracle(Int, MarketError)
  case correlation(MarketError)
  /// A count of agents that is none.
  case agents(Int, count: Int128)
  /// A path that reads a file of prices nobody has read.
  case missingHistory(String)
  /// Parameters that a variant sets outside their range.
  case outOfRange(CheckedProposal.Place, Int128)
}
