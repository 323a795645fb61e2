import Diagnostics

/// `spec NAME "title" { .. }`: contracts in a world of markets, oracles and agents, and what is
/// claimed about them.
package struct Spec: Sendable {
  package let name: Name
  package let title: StringLiteral?
  /// In the order written, which is the order agents act in and shocks are laid over paths.
  package let parts: [Part]
  package let span: Span

  package init(name: Name, title: StringLiteral?, parts: [Part], span: Span) {
    self.name = name
    self.title = title
    self.parts = parts
    self.span = span
  }

  package struct Part: Sendable {
    package let kind: Kind
    package let span: Span

    package init(_ kind: Kind, _ span: Span) {
      self.kind = kind
      self.span = span
    }

    package enum Kind: Sendable {
      case use(Use)
      /// `param`, `const`, `state` or `fn`, as in a contract.
      case declaration(Declaration)
      case population([Example.Population])
      /// `set maintenance_margin = 4%, Market[BTC].fee = 1%`.
      case set([Example.Assignment])
      case clock(Clock)
      case market(Market)
      /// `correlation BTC ETH = 85%, BTC SOL = 70%`.
      case correlation([Correlation])
      case oracle(Oracle)
      /// `block gas 3_000_000 * clamp(1 - 5 * abs(BTC.move(1h)), 10%, 100%)`: what the calls of agents
      /// may spend in one step.
      case blockGas(Expression)
      /// `phase crash from 2d for 6h`.
      case phase(name: Name, from: Expression, lasting: Expression?)
      case setup(Block)
      case handler(Handler)
      case agent(Agent)
      case adversary(Adversary)
      case measure([Measure])
      /// `severity 1 - margin`: how near a state is to the worst.
      case severity(Expression)
      case expect(Expectation)
    }
  }

  /// `use Lending from "../Contracts/lending.risk" as bank with COIN = ETH`.
  package struct Use: Sendable {
    package let contract: Name
    package let path: StringLiteral
    package let alias: Name?
    /// Units of the contract, and what they are called here.
    package let units: [(from: Name, to: Name)]

    package init(
      contract: Name, path: StringLiteral, alias: Name?, units: [(from: Name, to: Name)]
    ) {
      self.contract = contract
      self.path = path
      self.alias = alias
      self.units = units
    }
  }

  /// `clock every 10min for 7d`.
  package struct Clock: Sendable {
    package let step: Expression
    package let span: Expression
    /// `shuffled`: agents act in an order drawn for each step.
    package let shuffled: Span?

    package init(step: Expression, span: Expression, shuffled: Span?) {
      self.step = step
      self.span = span
      self.shuffled = shuffled
    }
  }

  /// `market BTC { start 60_000  path jumps { .. }  depth .. }`, `process iv : ratio { .. }`.
  package struct Market: Sendable {
    package let name: Name
    /// Of a process, which is no price and has no depth.
    package let type: TypeExpression?
    package let isProcess: Bool
    package let settings: [Setting]

    package init(name: Name, type: TypeExpression?, isProcess: Bool, settings: [Setting]) {
      self.name = name
      self.type = type
      self.isProcess = isProcess
      self.settings = settings
    }
  }

  /// A name, a value and further clauses: `volatility 85% per 1y`, `size -9% +- 6%`,
  /// `delay 2 steps`, `path jumps { .. }`, `path replay "prices.csv"`,
  /// `shock crash 45% over 6h then recover 20% over 12h at 2d`.
  ///
  /// What a setting may say is no matter of syntax: the catalogue of models knows.
  package struct Setting: Sendable {
    package let name: Name
    /// The first, right after the name, has no word.
    package let clauses: [Clause]
    package let span: Span

    package init(name: Name, clauses: [Clause], span: Span) {
      self.name = name
      self.clauses = clauses
      self.span = span
    }
  }

  /// `per 1y`, `+- 6%`, `lasting 20min`, `recovers half in 30min`: the words before a value, then
  /// the value. Behind `per` stands one operand, so the factor in `per 1% * share` is a clause of
  /// its own, whose word is `*`.
  package struct Clause: Sendable {
    package let words: [Name]
    package let value: Value?
    package let span: Span

    package init(words: [Name], value: Value?, span: Span) {
      self.words = words
      self.value = value
      self.span = span
    }
  }

  package indirect enum Value: Sendable {
    case expression(Expression)
    /// `2 steps`; `per step` has the number 1.
    case steps(Expression, Span)
    case text(StringLiteral)
    /// `jumps { .. }`: the name of a model or a regime and its settings.
    case model(Name, [Setting])
    /// `{ .. }`
    case settings([Setting])
  }

  package struct Correlation: Sendable {
    package let first: Name
    package let second: Name
    package let value: Expression
    /// `rising to 95% when BTC falls 5% in 1h`
    package let stressed: Stressed?

    package init(first: Name, second: Name, value: Expression, stressed: Stressed?) {
      self.first = first
      self.second = second
      self.value = value
      self.stressed = stressed
    }

    package struct Stressed: Sendable {
      package let value: Expression
      package let market: Name
      package let fall: Expression
      package let window: Expression

      package init(value: Expression, market: Name, fall: Expression, window: Expression) {
        self.value = value
        self.market = market
        self.fall = fall
        self.window = window
      }
    }
  }

  /// `oracle BTC -> publish(BTC, price) as each Feed { delay 2 steps, heartbeat 1h }`. The word
  /// `price` among the arguments is what the feed says.
  package struct Oracle: Sendable {
    package let source: Name
    package let call: Expression
    package let caller: Caller?
    package let settings: [Setting]

    package init(source: Name, call: Expression, caller: Caller?, settings: [Setting]) {
      self.source = source
      self.call = call
      self.caller = caller
      self.settings = settings
    }

    package enum Caller: Sendable {
      case one(Expression)
      /// `as each Feed`: a feed of its own for each row, with its own faults.
      case each(QualifiedName)
    }
  }

  /// `on Liquidated(a, size, price, _) { .. }`.
  package struct Handler: Sendable {
    package let event: QualifiedName
    /// `nil` for `_`.
    package let parameters: [Name?]
    package let body: Block

    package init(event: QualifiedName, parameters: [Name?], body: Block) {
      self.event = event
      self.parameters = parameters
      self.body = body
    }
  }

  /// `agent crowd[40] as matcher every 1 step with chance 5% per step latency 1 step gas 400_000 bid
  /// 2 during crash { .. }`.
  package struct Agent: Sendable {
    package let name: Name
    package let count: Expression?
    /// Whom its calls come from; the first that an action admits.
    package let callers: [Caller]
    package let clauses: [Clause]
    package let states: [StateDeclaration]
    package let body: Block

    package init(
      name: Name, count: Expression?, callers: [Caller], clauses: [Clause],
      states: [StateDeclaration], body: Block
    ) {
      self.name = name
      self.count = count
      self.callers = callers
      self.clauses = clauses
      self.states = states
      self.body = body
    }
  }

  /// `keeper`, `bank.keeper`, `Account[0..3]`, `Account[7]`, `Account`.
  package struct Caller: Sendable {
    package let name: QualifiedName
    package let rows: Rows
    package let span: Span

    package init(name: QualifiedName, rows: Rows, span: Span) {
      self.name = name
      self.rows = rows
      self.span = span
    }

    package enum Rows: Sendable {
      /// A role, or all rows of a table.
      case all
      case one(Expression)
      case range(RangeExpression)
    }
  }

  /// `adversary as Account[4..7] may deposit, withdraw; as matcher may trade; moves BTC within 15%
  /// per step`.
  package struct Adversary: Sendable {
    package internal(set) var grants: [Grant] = []
    package internal(set) var moves: [(market: Name, within: Expression)] = []
    /// `profit Account[4].balance`: what it wants more of; one is enough.
    package internal(set) var profits: [Expression] = []
  }

  /// `as Account[4..7] may deposit, withdraw atomically`.
  package struct Grant: Sendable {
    package let callers: [Caller]
    package let actions: [QualifiedName]
    /// Whether several of its calls may be one transaction.
    package let isAtomic: Bool
  }

  /// `bad_debt`, or `forced = sum(abs(e.size) * e.price for e in Liquidated)`.
  package struct Measure: Sendable {
    package let name: Name
    package let value: Observation

    package init(name: Name, value: Observation) {
      self.name = name
      self.value = value
    }
  }

  /// A number of a whole path.
  package enum Observation: Sendable {
    /// An expression over the last state; `count(E)`, `sum(x for e in E)`, `peak(x)` may stand in it.
    case value(Expression)
    /// `time while mode == halted`
    case timeWhile(Expression)
  }

  package struct Expectation: Sendable {
    package let claim: Claim
    /// `by splitting`: the chance is too small to be met by plain paths.
    package let splitting: Span?
    package let confidence: Expression?
    package let span: Span

    package init(claim: Claim, splitting: Span?, confidence: Expression?, span: Span) {
      self.claim = claim
      self.splitting = splitting
      self.confidence = confidence
      self.span = span
    }
  }

  package enum Claim: Sendable {
    /// `invariants`
    case invariants
    /// `P(bad_debt > 0) < 0.5%`, `mean(x) < 1`, `quantile(x, 99%) <= 3`, `ES99(x) < 1`: a call,
    /// an order and a bound.
    case estimate(function: Name, arguments: [Expression], BinaryOperator, bound: Expression)
    /// `reached Liquidated in > 5% of paths`
    case reached(event: QualifiedName, BinaryOperator, share: Expression)
    /// `always bank.bad_debt == 0`
    case always(Expression)
    /// `eventually mode == normal within 20 steps`: once so after each step it is not.
    case eventually(Expression, within: Value)
  }
}

/// `proposal "raise leverage" for Perpetual { initial_margin : 10% -> 4% }`.
package struct Proposal: Sendable {
  package let title: StringLiteral
  package let contract: QualifiedName
  package let changes: [Change]
  package let span: Span

  package init(title: StringLiteral, contract: QualifiedName, changes: [Change], span: Span) {
    self.title = title
    self.contract = contract
    self.changes = changes
    self.span = span
  }

  package struct Change: Sendable {
    package let place: Expression
    package let before: Expression
    package let after: Expression
    /// How long after the start of a path it begins to change, where that is said.
    package let delay: Expression?
    /// How long it takes to change, where it is not at once.
    package let ramp: Expression?
    package let span: Span

    package init(
      place: Expression, before: Expression, after: Expression, delay: Expression?,
      ramp: Expression?, span: Span
    ) {
      self.place = place
      self.before = before
      self.after = after
      self.delay = delay
      self.ramp = ramp
      self.span = span
    }
  }
}
