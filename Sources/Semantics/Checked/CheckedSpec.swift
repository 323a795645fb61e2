import Diagnostics
import Market
import Syntax

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
  package let contract: CheckedContract
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
  package let blockGas: CheckedExpression?
  /// In the order written.
  package let setups: [SpecRoutine]
  package let handlers: [CheckedHandler]
  package let agents: [CheckedAgent]
  package let adversary: CheckedAdversary?
  /// What runs at the end of each step to keep peaks, times and the like; nothing to call in it.
  package let samplers: [SpecRoutine]
  package let measures: [CheckedMeasure]
  package let expectations: [CheckedExpectation]
  /// What the routines ask of the world, by the number in `CheckedRequest`.
  package let requests: [RequestShape]
  /// Bodies of `after 3 steps { .. }`; what they captured stands in their first locals.
  package let delayed: [SpecRoutine]
  /// How many draws are written in the spec; each has a number of its own below.
  package let drawSites: Int
  package let span: Span

  package init(
    name: String, title: String?, contract: CheckedContract, deployments: [Deployed],
    population: [TableID: CheckedExample.Population], settings: SpecRoutine, clock: Clock,
    markets: [CheckedMarket], correlations: [CheckedCorrelation], oracles: [CheckedOracle],
    blockGas: CheckedExpression?,
    setups: [SpecRoutine], handlers: [CheckedHandler], agents: [CheckedAgent],
    adversary: CheckedAdversary?, samplers: [SpecRoutine], measures: [CheckedMeasure],
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

package struct CheckedMarket: Sendable {
  package let name: String
  package let isProcess: Bool
  /// Of its price or value.
  package let type: ValueType
  /// The first price; an expression over parameters of the spec.
  package let start: CheckedExpression
  /// `start`, `path`, `shock` and so on, with expressions over parameters of the spec.
  package let path: CheckedSettings
  package let shocks: [CheckedSettings]
  package let depth: CheckedDepth?
  /// The state that holds the true price; the world writes it.
  package let price: StateID
  /// The state that `flow` adds to, in units of the asset; the world reads and clears it.
  package let flow: StateID?
  /// The states that hold earlier prices, for `price(n steps ago)` and `move(d)`.
  package let lookbacks: [(steps: Int, state: StateID)]
  package let span: Span

  package init(
    name: String, isProcess: Bool, type: ValueType, start: CheckedExpression,
    path: CheckedSettings, shocks: [CheckedSettings], depth: CheckedDepth?, price: StateID,
    flow: StateID?, lookbacks: [(steps: Int, state: StateID)], span: Span
  ) {
    self.name = name
    self.isProcess = isProcess
    self.type = type
    self.start = start
    self.path = path
    self.shocks = shocks
    self.depth = depth
    self.price = price
    self.flow = flow
    self.lookbacks = lookbacks
    self.span = span
  }
}

/// `depth 4_000_000 USD per 1% * clamp(..), recovers half in 30min`.
package struct CheckedDepth: Sendable {
  /// Money that moves the price by so much, asked at the beginning of each step.
  package let size: CheckedExpression
  /// The same, and `recovers` and `floor`, for the catalogue.
  package let settings: CheckedSettings
  /// The state that holds the depth of this step, for `fill`.
  package let state: StateID

  package init(size: CheckedExpression, settings: CheckedSettings, state: StateID) {
    self.size = size
    self.settings = settings
    self.state = state
  }
}

/// A model and what it is set to, or the settings of something that is not chosen by name. Which
/// names, clauses and kinds of value there may be, the catalogues of `Market` have said already.
package struct CheckedSettings: Sendable {
  package let model: String
  package let settings: [Setting]
  /// Of a mixture.
  package let parts: [Part]
  /// The file of prices, as written, of a model that has one; the command line reads it.
  package let history: StringLiteral?
  package let span: Span

  package init(
    model: String, settings: [Setting], parts: [Part] = [], history: StringLiteral? = nil,
    span: Span
  ) {
    self.model = model
    self.settings = settings
    self.parts = parts
    self.history = history
    self.span = span
  }

  package struct Setting: Sendable {
    package let name: String
    package let labels: [String]
    /// Over constants and parameters of the spec; asked once before a run. Steps are a plain count.
    package let value: CheckedExpression
    package let clauses: [(kind: Clause.Kind, value: CheckedExpression)]
    package let span: Span

    package init(
      name: String, labels: [String], value: CheckedExpression,
      clauses: [(kind: Clause.Kind, value: CheckedExpression)], span: Span
    ) {
      self.name = name
      self.labels = labels
      self.value = value
      self.clauses = clauses
      self.span = span
    }
  }

  package struct Part: Sendable {
    package let weight: CheckedExpression
    package let settings: CheckedSettings

    package init(weight: CheckedExpression, settings: CheckedSettings) {
      self.weight = weight
      self.settings = settings
    }
  }
}

package struct CheckedCorrelation: Sendable {
  package let first: Int
  package let second: Int
  package let value: CheckedExpression
  package let stressed: Stressed?
  package let span: Span

  package init(
    first: Int, second: Int, value: CheckedExpression, stressed: Stressed?, span: Span
  ) {
    self.first = first
    self.second = second
    self.value = value
    self.stressed = stressed
    self.span = span
  }

  package struct Stressed: Sendable {
    package let value: CheckedExpression
    package let market: Int
    package let fall: CheckedExpression
    package let window: CheckedExpression

    package init(
      value: CheckedExpression, market: Int, fall: CheckedExpression, window: CheckedExpression
    ) {
      self.value = value
      self.market = market
      self.fall = fall
      self.window = window
    }
  }
}

package struct CheckedOracle: Sendable {
  package let source: Int
  package let action: ActionID
  /// The arguments; local 0 of the frame is what the feed says, local 1 the feed's row where every
  /// row of a table has a feed.
  package let frame: Frame
  package let arguments: [CheckedExpression]
  package let caller: Caller
  package let settings: CheckedSettings
  package let span: Span

  package init(
    source: Int, action: ActionID, frame: Frame, arguments: [CheckedExpression], caller: Caller,
    settings: CheckedSettings, span: Span
  ) {
    self.source = source
    self.action = action
    self.frame = frame
    self.arguments = arguments
    self.caller = caller
    self.settings = settings
    self.span = span
  }

  package enum Caller: Sendable {
    case anyone
    case role(RoleID)
    case row(TableID, CheckedExpression)
    case each(TableID)
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
  /// What it pays to be first among delayed calls; asked when the call is decided on.
  package let bid: CheckedExpression?
  /// Only in these steps, `nil` for all.
  package let during: Range<Int>?
  package let span: Span

  package init(
    name: String, count: CheckedExpression, memory: TableID, routine: SpecRoutine, every: Int,
    chance: CheckedExpression?, latency: Int, gas: CheckedExpression?, bid: CheckedExpression?,
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

package struct CheckedAdversary: Sendable {
  package let grants: [Grant]
  package let moves: [(market: Int, within: CheckedExpression)]
  package let span: Span

  package init(
    grants: [Grant], moves: [(market: Int, within: CheckedExpression)], span: Span
  ) {
    self.grants = grants
    self.moves = moves
    self.span = span
  }

  package struct Grant: Sendable {
    package let action: ActionID
    package let caller: Caller

    package init(action: ActionID, caller: Caller) {
      self.action = action
      self.caller = caller
    }
  }

  package enum Caller: Sendable {
    case anyone
    case role(RoleID)
    /// Rows of a table, first and last.
    case rows(TableID, ClosedRange<Int>)
  }
}

/// A number of a whole path, asked at its end.
package struct CheckedMeasure: Sendable {
  package let name: String
  package let type: ValueType
  package let frame: Frame
  package let value: CheckedExpression
  /// Where it is kept at the end, for expectations to read.
  package let state: StateID?
  package let span: Span

  package init(
    name: String, type: ValueType, frame: Frame, value: CheckedExpression, state: StateID?,
    span: Span
  ) {
    self.name = name
    self.type = type
    self.frame = frame
    self.value = value
    self.state = state
    self.span = span
  }
}

package struct CheckedExpectation: Sendable {
  /// As written, for people.
  package let text: String
  package let claim: Claim
  /// Fixed point, 99% where not said.
  package let confidence: Int128
  package let span: Span

  package init(text: String, claim: Claim, confidence: Int128, span: Span) {
    self.text = text
    self.claim = claim
    self.confidence = confidence
    self.span = span
  }

  package enum Claim: Sendable {
    /// No path breaks any invariant of any deployed contract.
    case invariants
    /// A number of each path, what is estimated of it, and how it must stand to the bound.
    case estimate(CheckedMeasure, Estimand, Comparison, bound: CheckedExpression)
    /// True after each step of every path; asked as a snippet.
    case always(Frame, CheckedExpression)
    /// After each step it is true, or becomes true within so many steps more.
    case eventually(Frame, CheckedExpression, within: Int)
  }

  package enum Estimand: Sendable {
    /// The share of paths in which the number, a truth, is one.
    case probability
    case mean
    case quantile(Int128)
    /// The mean of what lies beyond the quantile: `ES99`.
    case tailMean(Int128)
  }
}

/// A vote's subject: what is changed in a deployed contract.
package struct CheckedProposal: Sendable {
  package let title: String
  package let changes: [Change]
  package let span: Span

  package init(title: String, changes: [Change], span: Span) {
    self.title = title
    self.changes = changes
    self.span = span
  }

  package struct Change: Sendable {
    package let place: Place
    /// As written: `maintenance_margin`, `Market[ETH].haircut`.
    package let text: String
    package let type: ValueType
    package let before: Int128
    package let after: Int128
    package let range: WordRange?
    package let span: Span

    package init(
      place: Place, text: String, type: ValueType, before: Int128, after: Int128,
      range: WordRange?, span: Span
    ) {
      self.place = place
      self.text = text
      self.type = type
      self.before = before
      self.after = after
      self.range = range
      self.span = span
    }
  }

  package enum Place: Hashable, Sendable {
    case parameter(ParameterID)
    case field(TableID, FieldID, row: Int)
  }
}
