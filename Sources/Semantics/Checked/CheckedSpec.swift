import Diagnostics

/// A spec with everything it deploys merged into one contract, ready to compile and run.
///
/// Each deployed contract keeps its own tables, states, parameters, actions, events and invariants
/// (two instances of one contract have two of each); the spec's own parameters, the memory of its
/// agents, the prices it looks at and the sums it measures are parameters and states of the same
/// merged contract. So one program runs on one machine, and whatever spec code reads or writes is a
/// word of it.
package struct CheckedSpec: Sendable {
  package let name: String
  package let title: String?
  package var contract: CheckedContract
  package let deployments: [Deployed]
  /// Rows of each table, keyed tables left out; a table not named has the default.
  package let population: [TableID: CheckedExample.Population]
  /// Run before anything else: `set`, assignments only.
  package let settings: SpecRoutine
  package let clock: Clock
  package let markets: [CheckedMarket]
  package let correlations: [CheckedCorrelation]
  package let oracles: [CheckedOracle]
  /// Gas that the calls of agents may spend in one step, asked at the beginning of each; `nil` for no
  /// limit.
  package let blockGas: CheckedReading?
  /// In the order written.
  package let setups: [SpecRoutine]
  package let handlers: [CheckedHandler]
  package let agents: [CheckedAgent]
  package let adversary: CheckedAdversary?
  /// What runs at the end of each step to keep peaks, times and the like; nothing to call in it.
  package let samplers: [CheckedSampler]
  package let measures: [CheckedMeasure]
  /// How near a state is to the worst, where something is expected by splitting.
  package let severity: CheckedMeasure?
  package let expectations: [CheckedExpectation]
  /// What the routines ask of the world, by the number in `CheckedRequest`.
  package let requests: [RequestShape]
  /// Bodies of `after 3 steps { .. }`; what they captured stands in their first locals.
  package let delayed: [SpecRoutine]
  /// How many draws are written in the spec; each has a number of its own below.
  package let drawSites: Int
  package let span: Span
  /// The files it is made of: its own, and those of what it deploys, libraries included.
  package internal(set) var files: [SourceID] = []

  package init(
    name: String, title: String?, contract: CheckedContract, deployments: [Deployed],
    population: [TableID: CheckedExample.Population], settings: SpecRoutine, clock: Clock,
    markets: [CheckedMarket], correlations: [CheckedCorrelation], oracles: [CheckedOracle],
    blockGas: CheckedReading?,
    setups: [SpecRoutine], handlers: [CheckedHandler], agents: [CheckedAgent],
    adversary: CheckedAdversary?, samplers: [CheckedSampler], measures: [CheckedMeasure],
    severity: CheckedMeasure?,
    expectations: [CheckedExpectation], requests: [RequestShape], delayed: [SpecRoutine],
    drawSites: Int, span: Span
  ) {
    self.name = name
    self.title = title
    self.contract = contract
    self.deployments = deployments
    self.population = population
    self.settings = settings
    self.clock = clock
    self.markets = markets
    self.correlations = correlations
    self.oracles = oracles
    self.blockGas = blockGas
    self.setups = setups
    self.handlers = handlers
    self.agents = agents
    self.adversary = adversary
    self.samplers = samplers
    self.measures = measures
    self.severity = severity
    self.expectations = expectations
    self.requests = requests
    self.delayed = delayed
    self.drawSites = drawSites
    self.span = span
  }

  /// A contract as deployed: its name here (`bank`, or the contract's own), and which parts of the
  /// merged contract are its own, its libraries' included.
  package struct Deployed: Sendable {
    package let name: String
    package let contract: String
    package let parameters: Range<ParameterID>
    package let states: Range<StateID>
    package let tables: Range<TableID>
    package let actions: Range<ActionID>
    package let events: Range<EventID>

    package init(
      name: String, contract: String, parameters: Range<ParameterID>, states: Range<StateID>,
      tables: Range<TableID>, actions: Range<ActionID>, events: Range<EventID>
    ) {
      self.name = name
      self.contract = contract
      self.parameters = parameters
      self.states = states
      self.tables = tables
      self.actions = actions
      self.events = events
    }
  }

  package struct Clock: Sendable {
    /// Seconds of a step, as a fixed-point word.
    package let step: Int128
    package let steps: Int
    package let isShuffled: Bool
    /// The time the first step ends is this and one step more: 2026-01-01, never zero.
    package static let start: Int128 = 1_767_225_600 * 1_000_000_000_000_000_000

    package init(step: Int128, steps: Int, isShuffled: Bool) {
      self.step = step
      self.steps = steps
      self.isShuffled = isShuffled
    }
  }
}

/// Code of a spec. Its `request`s stop it until the world has answered.
package struct SpecRoutine: Sendable {
  package let name: String
  /// What it is given, in its first locals: an agent its place among its like, a handler what the
  /// event carried, a delayed body what it captured.
  package let parameters: Int
  package let frame: Frame
  package let body: [CheckedStatement]
  package let span: Span

  package init(
    name: String, parameters: Int, frame: Frame, body: [CheckedStatement], span: Span
  ) {
    self.name = name
    self.parameters = parameters
    self.frame = frame
    self.body = body
    self.span = span
  }
}

/// A routine asks something of the world: the number of the asking, and the words that go with it.
package struct CheckedRequest: Sendable {
  /// In `CheckedSpec.requests`.
  package let number: Int
  package let arguments: [CheckedExpression]

  package init(number: Int, arguments: [CheckedExpression]) {
    self.number = number
    self.arguments = arguments
  }
}

/// What a request is for, and what its words mean.
package enum RequestShape: Sendable {
  /// Call an action: its arguments, then for a caller that is a row, the row. One that must
  /// succeed and does not is the spec's mistake and ends the run.
  case call(ActionID, by: CallerShape, isTry: Bool, Span)
  /// Run a delayed body: the number of steps to wait (a plain integer), then what it captures.
  case later(routine: Int, Span)

  package enum CallerShape: Sendable {
    case anyone
    case role(RoleID)
    case row(TableID)
  }
}

/// A random word, the same for the same (seed, path, step, site, instance, row, occurrence).
package struct CheckedDraw: Sendable {
  package let site: Int
  package let kind: Kind
  /// The row of the innermost loop around it, which gives each row draws of its own; a plain
  /// integer zero where there is none.
  package let row: CheckedExpression

  package init(site: Int, kind: Kind, row: CheckedExpression) {
    self.site = site
    self.kind = kind
    self.row = row
  }

  package enum Kind: Sendable {
    /// A word from the first to the second, both included; traps where they are out of order.
    case between(CheckedExpression, CheckedExpression)
    /// A standard normal deviation, fixed point. Other distributions are arithmetic on it.
    case normal
  }
}

package struct CheckedHandler: Sendable {
  package let event: EventID
  package let routine: SpecRoutine

  package init(event: EventID, routine: SpecRoutine) {
    self.event = event
    self.routine = routine
  }
}

package struct CheckedAgent: Sendable {
  package let name: String
  /// How many there are, each with memory of its own; asked once before a run.
  package let count: CheckedExpression
  /// Memory: a table of the merged contract whose rows are the agents of this name.
  package let memory: TableID
  /// Its place among its like stands in local 0, a row of `memory`.
  package let routine: SpecRoutine
  /// Steps between its turns.
  package let every: Int
  /// The chance of a turn, where it is not certain; for each agent a draw of its own.
  package let chance: CheckedExpression?
  package let latency: Int
  /// Gas a turn may spend on calls.
  package let gas: CheckedExpression?
  /// What it pays to be first among delayed calls; asked of the agent's row when it decides on one.
  package let bid: CheckedReading?
  /// Only in these steps, `nil` for all.
  package let during: Range<Int>?
  package let span: Span

  package init(
    name: String, count: CheckedExpression, memory: TableID, routine: SpecRoutine, every: Int,
    chance: CheckedExpression?, latency: Int, gas: CheckedExpression?, bid: CheckedReading?,
    during: Range<Int>?, span: Span
  ) {
    self.name = name
    self.count = count
    self.memory = memory
    self.routine = routine
    self.every = every
    self.chance = chance
    self.latency = latency
    self.gas = gas
    self.bid = bid
    self.during = during
    self.span = span
  }
}
