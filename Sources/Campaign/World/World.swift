import Machine
import Market
import Semantics

/// Everything about a run that is the same for all its paths: numbers of rows, the state before
/// setup, and the markets, oracles and agents with their settings as words.
package struct World: Sendable {
  package let program: SpecProgram
  package let seed: UInt64
  /// Rows of each table, those of agents included.
  package let rows: [Int]
  /// The state before setup, parameters set.
  package let beginning: Machine.Image
  let basket: Basket
  let markets: [MarketWorld]
  let feeds: [Feed]
  let agents: [AgentWorld]
  /// The words of bounds, by expectation.
  package let bounds: [Int128?]
  /// Words of earlier prices that a path keeps.
  let historyWords: Int
  /// What a proposal changes while a path runs.
  let arrivals: [Arrival]
  /// What stands in the place of the setup.
  package let holdings: Holdings?

  init(
    program: SpecProgram, seed: UInt64, rows: [Int], beginning: Machine.Image, basket: Basket,
    markets: [MarketWorld], feeds: [Feed], agents: [AgentWorld], bounds: [Int128?],
    historyWords: Int, arrivals: [Arrival], holdings: Holdings?
  ) {
    self.program = program
    self.seed = seed
    self.rows = rows
    self.beginning = beginning
    self.basket = basket
    self.markets = markets
    self.feeds = feeds
    self.agents = agents
    self.bounds = bounds
    self.historyWords = historyWords
    self.arrivals = arrivals
    self.holdings = holdings
  }

  /// A market as a step needs it: plain words, since all workers read the same ones, and what is
  /// counted by them all is dear to copy.
  struct MarketWorld: Sendable {
    let depth: Depth?
    /// The depth that was stated, of which a step's depth is a share.
    let statedDepth: Int128
    let history: PriceWindow
    let price: StateID
    let flow: StateID?
    let depthState: StateID?
    /// What computes the depth of a step.
    let depthEntry: Int?
  }

  /// One feed of an oracle.
  struct Feed: Sendable {
    let oracle: Int
    let row: Int
    let feed: OracleFeed
    let purpose: UInt64
  }

  /// An agent as a step needs it: plain words, for the same reason.
  struct AgentWorld: Sendable {
    let count: Int
    let chance: Int128?
    let gas: Int?
    let purpose: UInt64
    let routine: Int
    let every: Int
    let during: Range<Int>?
    let latency: Int

    func acts(in step: Int) -> Bool { step % every == 0 && during?.contains(step) ?? true }
  }
}

/// Gas that code of a spec may take, which nobody pays: it only keeps it from running for ever.
package let specGas = 1_000_000_000
