/// Pages about the world of a spec: markets, agents, callers and time.
enum SpecWorldPages {
  static var callerNotAdmitted: ExplainPage {
    page(
      .callerNotAdmitted,
      title: "a caller that an action never admits",
      summary: """
        An action says who may call it. A spec that calls it as somebody else would be refused on \
        every path, and whatever the call was to test would not be tested.
        """,
      wrong: """
          setup { publish(100) as Account[0] }
        """,
      right: """
          setup { publish(100) as oracle }
        """)
  }

  static var missingSetting: ExplainPage {
    page(
      .missingSetting,
      title: "a setting or a part of one is missing",
      summary: """
        A model of paths, an oracle or a depth needs some settings, and some settings need more than \
        one number: a volatility is so much per time, an outage lasts.
        """,
      wrong: """
          oracle BTC -> publish(price) { outage 1% per 1d }
        """,
      right: """
          oracle BTC -> publish(price) { outage 1% per 1d lasting 20min }
        """)
  }

  static var neverEmitted: ExplainPage {
    page(
      .neverEmitted,
      title: "an event that no action emits",
      summary: """
        To wait for an event that never happens is to claim nothing. The event may have been \
        renamed, or its `emit` forgotten.
        """,
      wrong: """
          on Closed(_) { }
        """,
      right: """
          on Moved(_) { }
        """)
  }

  static var rowBeyondPopulation: ExplainPage {
    page(
      .rowBeyondPopulation,
      title: "a row that a table does not have in this spec",
      summary: """
        A table has the rows its `population` says, numbered from 0, or 8 where nothing is said. \
        Rows beyond them cannot call, be chosen or be set.
        """,
      wrong: """
          agent late as Account[5..9] { try deposit(1) }
        """,
      right: """
          agent late as Account[0..3] { try deposit(1) }
        """)
  }

  static var unknownModel: ExplainPage {
    page(
      .unknownModel,
      title: "a path that follows no model",
      summary: """
        `path` names the model a price follows: `gbm`, `jumps`, `heston` and others. `replay` and \
        `bootstrap` take a file of prices, and the others do not.
        """,
      wrong: """
          process rate : ratio { start 1%  path brownian { volatility 80% per 1y } }
          oracle rate -> publish(price * 1 USD/BTC)
        """,
      right: """
          process rate : ratio { start 1%  path gbm { volatility 80% per 1y } }
          oracle rate -> publish(price * 1 USD/BTC)
        """)
  }

  static var unknownPhase: ExplainPage {
    page(
      .unknownPhase,
      title: "a phase nobody declared",
      summary: """
        `during` names a `phase` of the same spec: a time from when, and for how long.
        """,
      wrong: """
          agent keeper as Account[0] during crash { try deposit(1) }
        """,
      right: """
          phase crash from 2h for 6h
          agent keeper as Account[0] during crash { try deposit(1) }
        """)
  }

  static var wrongAgent: ExplainPage {
    page(
      .wrongAgent,
      title: "something said of an agent or an adversary that cannot be",
      summary: """
        Of an agent a spec says how many there are, as whom they call, `every` how many steps, `with \
        chance` of how much, with what `latency`, `gas` and `bid`, and `during` which phase. An \
        adversary moves a price by a share of it.
        """,
      wrong: """
          agent keeper as Account[0] with chance 120% per step { try deposit(1) }
        """,
      right: """
          agent keeper as Account[0] with chance 20% per step { try deposit(1) }
        """)
  }

  static var wrongChoice: ExplainPage {
    page(
      .wrongChoice,
      title: "a choice without weight",
      summary: """
        `choose` draws one of its alternatives, each as often as its weight says beside the others, \
        and so does a mixture of models. Weights are not negative, and not all of them zero.
        """,
      wrong: """
          agent keeper as Account[0] { choose { 0: try deposit(1)  0: skip } }
        """,
      right: """
          agent keeper as Account[0] { choose { 1: try deposit(1)  3: skip } }
        """)
  }

  static var wrongCorrelation: ExplainPage {
    page(
      .wrongCorrelation,
      title: "a correlation that cannot be",
      summary: """
        Two different markets or processes are correlated, each pair once, by -100% to 100%.
        """,
      wrong: """
          market ETH { start 2_000 USD/BTC  path gbm { volatility 70% per 1y } }
          correlation BTC ETH = 185%
        """,
      right: """
          market ETH { start 2_000 USD/BTC  path gbm { volatility 70% per 1y } }
          correlation BTC ETH = 85%
        """)
  }

  static var wrongFlow: ExplainPage {
    page(
      .wrongFlow,
      title: "trading in what has no depth",
      summary: """
        `flow` trades and `fill` asks what trading would cost. Both need a market with a `depth`, \
        which says how much trading moves the price by how much. A process is no price at all.
        """,
      wrong: """
          agent keeper as Account[0] { flow BTC -= 1 }
        """,
      right: """
          market ETH { start 2_000 USD/BTC  path gbm { volatility 70% per 1y }  depth 1_000_000 per 1% }
          agent keeper as Account[0] { flow ETH -= 1 }
        """)
  }

  static var wrongSteps: ExplainPage {
    page(
      .wrongSteps,
      title: "a time that does not fit the clock",
      summary: """
        Time runs in steps. The clock runs for a whole number of them, at most ten million; delays, \
        turns and phases are numbers of steps, or durations that are rounded up to them.
        """,
      wrong: """
          phase crash from 2h for 0s
        """,
      right: """
          phase crash from 2h for 6h
        """)
  }

  /// A page whose examples are one spec, but for what is `wrong` and `right` in it.
  private static func page(
    _ id: DiagnosticID, title: String, summary: String, wrong: String, right: String
  ) -> ExplainPage {
    func spec(_ part: String) -> ExplainPage.Example {
      .source(
        """
        spec Calm {
          use Vault from "vault.risk"
          clock every 10min for 1d
          market BTC { start 60_000  path gbm { volatility 80% per 1y } }
          oracle BTC -> publish(price)
          expect invariants
        \(part)
        }
        """, kind: .spec, beside: [vault])
    }
    return ExplainPage(
      id, title: title, summary: summary, wrong: spec(wrong), right: spec(right))
  }

  private static let vault = ExplainPage.Companion(
    path: "vault.risk",
    text: """
      contract Vault {
        unit USD, BTC
        role oracle
        state mark : USD/BTC
        table Account { cash : USD }
        event Moved(price: USD/BTC)
        event Closed(price: USD/BTC)
        action publish(price: USD/BTC in 0.01..10_000_000) by oracle {
          mark = price
          emit Moved(price)
        }
        action deposit(amount: USD in 0..1_000) by a: Account { a.cash += amount }
        invariant marked: mark >= 0
      }

      """)
}
