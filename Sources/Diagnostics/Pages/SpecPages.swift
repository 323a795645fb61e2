/// Pages about specs and proposals.
enum SpecPages {
  static var contractStateInSpec: ExplainPage {
    ExplainPage(
      .contractStateInSpec,
      title: "a spec writes what belongs to a contract",
      summary: """
        What a contract remembers changes by its own actions alone: that is what a run \
        tests. A spec calls these actions, sets parameters with `set` before anything runs, \
        and keeps numbers of its own in the `state` of an agent.
        """,
      wrong: .source(
        """
        spec Calm {
          use Vault from "vault.risk"
          clock every 10min for 1d
          market BTC { start 60_000  path gbm { volatility 80% per 1y } }
          oracle BTC -> publish(price)
          expect invariants
          setup { mark = 100 }
        }
        """, kind: .spec, beside: [vault]),
      right: .source(
        """
        spec Calm {
          use Vault from "vault.risk"
          clock every 10min for 1d
          market BTC { start 60_000  path gbm { volatility 80% per 1y } }
          oracle BTC -> publish(price)
          expect invariants
          setup { publish(100) }
        }
        """, kind: .spec, beside: [vault]))
  }

  static var missingSpecPart: ExplainPage {
    ExplainPage(
      .missingSpecPart,
      title: "a spec lacks what it needs",
      summary: """
        A spec says how time runs (`clock`) and what it claims (`expect`). Without a clock \
        nothing happens, and a run that claims nothing can only pass.
        """,
      wrong: .source(
        """
        spec Calm {
          use Vault from "vault.risk"
          expect invariants
        }
        """, kind: .spec, beside: [vault]),
      right: .source(
        """
        spec Calm {
          use Vault from "vault.risk"
          clock every 10min for 1d
          market BTC { start 60_000  path gbm { volatility 80% per 1y } }
          oracle BTC -> publish(price)
          expect invariants
        }
        """, kind: .spec, beside: [vault]))
  }

  static var notInSpec: ExplainPage {
    ExplainPage(
      .notInSpec,
      title: "a statement of contracts stands in a spec",
      summary: """
        `require`, `ensure`, `emit` and `return` are how an action refuses and reports. A \
        setup, an agent or a handler calls actions, and what must hold is said with \
        `expect`.
        """,
      wrong: .source(
        """
        spec Calm {
          use Vault from "vault.risk"
          clock every 10min for 1d
          market BTC { start 60_000  path gbm { volatility 80% per 1y } }
          oracle BTC -> publish(price)
          expect invariants
          setup { require mark > 0 }
        }
        """, kind: .spec, beside: [vault]),
      right: .source(
        """
        spec Calm {
          use Vault from "vault.risk"
          clock every 10min for 1d
          market BTC { start 60_000  path gbm { volatility 80% per 1y } }
          oracle BTC -> publish(price)
          expect invariants
          expect always mark > 0
        }
        """, kind: .spec, beside: [vault]))
  }

  static var priceWithoutUnit: ExplainPage {
    ExplainPage(
      .priceWithoutUnit,
      title: "a price whose unit nobody says",
      summary: """
        Money is not a number: a price is so much of one thing for another. It is taken from \
        what is written at `start`, or from the action that an oracle tells it to.
        """,
      wrong: .source(
        """
        spec Calm {
          use Vault from "vault.risk"
          clock every 10min for 1d
          market BTC { start 60_000  path gbm { volatility 80% per 1y } }
          expect invariants
        }
        """, kind: .spec, beside: [vault]),
      right: .source(
        """
        spec Calm {
          use Vault from "vault.risk"
          clock every 10min for 1d
          market BTC { start 60_000 USD/BTC  path gbm { volatility 80% per 1y } }
          expect invariants
          expect P(price(BTC) < 30_000) < 10%
        }
        """, kind: .spec, beside: [vault]))
  }

  static var specStopped: ExplainPage {
    ExplainPage(
      .specStopped,
      title: "a spec cannot go on",
      summary: """
        Code of a spec stopped on some path: a call without `try` was refused, a value could not be \
        computed, a market left the numbers there are. That is a mistake of the spec, not of what \
        it tests, so nothing is concluded from the run.
        """,
      wrong: .situation("A setup deposits more than an account may, in a call without `try`."),
      right: .situation("The setup deposits what is allowed, or writes `try deposit(..)`."))
  }

  static var unnoticedMutant: ExplainPage {
    ExplainPage(
      .unnoticedMutant,
      title: "a rule can be changed and nothing notices",
      summary: """
        `plimsoll mutate` makes one small change of a rule after the other, and looks whether an \
        example, an invariant or an expectation notices. Where none does, the rule is not tested: \
        somebody could make that mistake. Add an invariant or an example that tells the two apart; \
        where they cannot be told apart, say why: `// allow unnoticed-mutant: reason`.
        """,
      wrong: .situation("`require fresh: age <= limit` can be removed, and every check passes."),
      right: .situation("An example whose price is too old says `reverts fresh`."))
  }

  static var staleProposal: ExplainPage {
    ExplainPage(
      .staleProposal,
      title: "a proposal whose left side is not what is deployed",
      summary: """
        The left side says from what a vote changes. When it is not what is deployed, the \
        proposal was written for another state of the protocol, and its effect is not the \
        one that was discussed.
        """,
      wrong: .source(
        """
        spec Calm {
          use Vault from "vault.risk"
          clock every 10min for 1d
          market BTC { start 60_000  path gbm { volatility 80% per 1y } }
          oracle BTC -> publish(price)
          expect invariants
        }
        proposal "wider" for Vault { band : 20% -> 30% }
        """, kind: .spec, beside: [vault]),
      right: .source(
        """
        spec Calm {
          use Vault from "vault.risk"
          clock every 10min for 1d
          market BTC { start 60_000  path gbm { volatility 80% per 1y } }
          oracle BTC -> publish(price)
          expect invariants
        }
        proposal "wider" for Vault { band : 10% -> 30% }
        """, kind: .spec, beside: [vault]))
  }

  static var undecidable: ExplainPage {
    ExplainPage(
      .undecidable,
      title: "an expectation that no run can decide",
      summary: """
        A claim has to be able to hold and to fail: a chance below zero, or a condition that \
        is always true, says nothing about a market.
        """,
      wrong: .source(
        """
        spec Calm {
          use Vault from "vault.risk"
          clock every 10min for 1d
          market BTC { start 60_000  path gbm { volatility 80% per 1y } }
          oracle BTC -> publish(price)
          expect invariants
          expect P(mark > 0) < 0%
        }
        """, kind: .spec, beside: [vault]),
      right: .source(
        """
        spec Calm {
          use Vault from "vault.risk"
          clock every 10min for 1d
          market BTC { start 60_000  path gbm { volatility 80% per 1y } }
          oracle BTC -> publish(price)
          expect invariants
          expect P(mark > 100_000) < 5%
        }
        """, kind: .spec, beside: [vault]))
  }

  static var unknownEstimate: ExplainPage {
    ExplainPage(
      .unknownEstimate,
      title: "an estimate there is none of",
      summary: """
        Of the numbers of many paths there are the share `P(condition)`, the `mean`, a \
        `quantile(x, 99%)`, and the mean of the worst, `ES99(x)`. Over the events of a path \
        there are `sum`, `count`, `min` and `max`.
        """,
      wrong: .source(
        """
        spec Calm {
          use Vault from "vault.risk"
          clock every 10min for 1d
          market BTC { start 60_000  path gbm { volatility 80% per 1y } }
          oracle BTC -> publish(price)
          expect invariants
          expect average(mark) < 100_000
        }
        """, kind: .spec, beside: [vault]),
      right: .source(
        """
        spec Calm {
          use Vault from "vault.risk"
          clock every 10min for 1d
          market BTC { start 60_000  path gbm { volatility 80% per 1y } }
          oracle BTC -> publish(price)
          expect invariants
          expect mean(mark) < 100_000
        }
        """, kind: .spec, beside: [vault]))
  }

  static var unknownMarket: ExplainPage {
    ExplainPage(
      .unknownMarket,
      title: "a market or process nobody declared",
      summary: """
        Oracles, flows and correlations name a `market` or a `process` of the same spec.
        """,
      wrong: .source(
        """
        spec Calm {
          use Vault from "vault.risk"
          clock every 10min for 1d
          market BTC { start 60_000  path gbm { volatility 80% per 1y } }
          oracle BTC -> publish(price)
          expect invariants
          oracle ETH -> publish(price)
        }
        """, kind: .spec, beside: [vault]),
      right: .source(
        """
        spec Calm {
          use Vault from "vault.risk"
          clock every 10min for 1d
          market BTC { start 60_000  path gbm { volatility 80% per 1y } }
          oracle BTC -> publish(price)
          expect invariants
        }
        """, kind: .spec, beside: [vault]))
  }

  static var wrongDraw: ExplainPage {
    ExplainPage(
      .wrongDraw,
      title: "a distribution there is none of, or with other arguments",
      summary: """
        Numbers are drawn from `uniform(from, to)`, `integer(from, to)`, `normal(mean, \
        deviation)`, `lognormal(median, sigma)`, `exponential(mean)`, `pareto(minimum, \
        alpha)` and `chance(of)`. Arguments may be named.
        """,
      wrong: .source(
        """
        spec Calm {
          use Vault from "vault.risk"
          clock every 10min for 1d
          market BTC { start 60_000  path gbm { volatility 80% per 1y } }
          oracle BTC -> publish(price)
          expect invariants
          setup { publish(draw gauss(100, 1)) }
        }
        """, kind: .spec, beside: [vault]),
      right: .source(
        """
        spec Calm {
          use Vault from "vault.risk"
          clock every 10min for 1d
          market BTC { start 60_000  path gbm { volatility 80% per 1y } }
          oracle BTC -> publish(price)
          expect invariants
          setup { publish(draw normal(mean 100, deviation 1)) }
        }
        """, kind: .spec, beside: [vault]))
  }

  static var wrongProposal: ExplainPage {
    ExplainPage(
      .wrongProposal,
      title: "a proposal that cannot be voted on",
      summary: """
        A proposal changes parameters of what a spec of the same file deploys, within the \
        ranges the contract allows, each once, from one value to another that are written out.
        """,
      wrong: .source(
        """
        spec Calm {
          use Vault from "vault.risk"
          clock every 10min for 1d
          market BTC { start 60_000  path gbm { volatility 80% per 1y } }
          oracle BTC -> publish(price)
          expect invariants
        }
        proposal "wider" for Vault { band : 10% -> 90% }
        """, kind: .spec, beside: [vault]),
      right: .source(
        """
        spec Calm {
          use Vault from "vault.risk"
          clock every 10min for 1d
          market BTC { start 60_000  path gbm { volatility 80% per 1y } }
          oracle BTC -> publish(price)
          expect invariants
        }
        proposal "wider" for Vault { band : 10% -> 30% }
        """, kind: .spec, beside: [vault]))
  }

  static var wrongSetting: ExplainPage {
    ExplainPage(
      .wrongSetting,
      title: "a setting that is not there, lacks something, or is out of reach",
      summary: """
        Markets, their models, depths and oracles have named settings, each with its kind of \
        value. What they are stands in the catalogue of models.
        """,
      wrong: .source(
        """
        spec Calm {
          use Vault from "vault.risk"
          clock every 10min for 1d
          market BTC { start 60_000  path gbm { volatlity 80% per 1y } }
          oracle BTC -> publish(price)
          expect invariants
        }
        """, kind: .spec, beside: [vault]),
      right: .source(
        """
        spec Calm {
          use Vault from "vault.risk"
          clock every 10min for 1d
          market BTC { start 60_000  path gbm { volatility 80% per 1y } }
          oracle BTC -> publish(price)
          expect invariants
        }
        """, kind: .spec, beside: [vault]))
  }

  private static let vault = ExplainPage.Companion(
    path: "vault.risk",
    text: """
      contract Vault {
        unit USD, BTC
        role oracle
        param band : ratio = 10% in 1%..50%
        state mark : USD/BTC
        action publish(price: USD/BTC in 0.01..10_000_000) by oracle { mark = price }
        fn allowed() -> USD/BTC = mark * band
        invariant marked: allowed() >= 0
      }

      """)
}
