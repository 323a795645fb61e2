/// Pages about examples and laws.
enum SyntaxClaimPages {
  static var casesRow: ExplainPage {
    ExplainPage(
      .casesRow,
      title: "a row of `cases` does not fit its columns",
      summary: """
        The first line of `cases` names the columns; every row below has one plain value for \
        each of them: a number, a name, `true` or `false`. Anything that has to be computed goes \
        into `given` or `then`.
        """,
      wrong: .source(
        """
        example "{id}" {
          use Counter from "counter.risk"
          cases  id   steps  sum
                 one  1      1
                 two  2
          when step(steps)
          then n == sum
        }
        """, kind: .spec, beside: [counter]),
      right: .source(
        """
        example "{id}" {
          use Counter from "counter.risk"
          cases  id   steps  sum
                 one  1      1
                 two  2      2
          when step(steps)
          then n == sum
        }
        """, kind: .spec, beside: [counter]))
  }

  static var missingUse: ExplainPage {
    ExplainPage(
      .missingUse,
      title: "an example does not say which contract it is about",
      summary: """
        Every name in an example means something of one contract, and `use` says which. Without \
        it the example could not run, and a claim that never runs would look as if it held.
        """,
      wrong: .source(
        """
        example "one step" {
          when step(1)
          then n == 1
        }
        """, kind: .spec, beside: [counter]),
      right: .source(
        """
        example "one step" {
          use Counter from "counter.risk"
          when step(1)
          then n == 1
        }
        """, kind: .spec, beside: [counter]))
  }

  static var expectedStep: ExplainPage {
    ExplainPage(
      .expectedStep,
      title: "a step of an example does nothing",
      summary: """
        `when` lists what happens: calls of actions, each perhaps `as` a caller, and `after \
        30s`, which lets time pass. What must hold stands under `then`.
        """,
      wrong: .source(
        """
        example "one step" {
          use Counter from "counter.risk"
          when n + 1
          then n == 1
        }
        """, kind: .spec, beside: [counter]),
      right: .source(
        """
        example "one step" {
          use Counter from "counter.risk"
          when step(1)
          then n == 1
        }
        """, kind: .spec, beside: [counter]))
  }

  static var incompleteLaw: ExplainPage {
    ExplainPage(
      .incompleteLaw,
      title: "a law lacks one of its parts",
      summary: """
        A law compares two runs from one state: it has a `left` block, a `right` block, and a \
        `then` that says how the two ends stand to each other.
        """,
      wrong: .source(
        """
        contract Counter {
          state n : int
          fn step(by_how_many: int) changes state { n = n + by_how_many }
          action count_on() by anyone { step(1) }
        }
        law "two small steps are one big step" for Counter {
          given  a : int in 1..5
          left   { step(a)  step(a) }
          then   left(n) == right(n)
        }
        """, kind: .spec),
      right: .source(
        """
        contract Counter {
          state n : int
          fn step(by_how_many: int) changes state { n = n + by_how_many }
          action count_on() by anyone { step(1) }
        }
        law "two small steps are one big step" for Counter {
          given  a : int in 1..5
          left   { step(a)  step(a) }
          right  { step(2 * a) }
          then   left(n) == right(n)
        }
        """, kind: .spec))
  }

  static var givenAfterStep: ExplainPage {
    ExplainPage(
      .givenAfterStep,
      title: "what is given stands behind a step or a claim",
      summary: """
        What is given is set once, before the first step. A `given` behind a `when` or a `then` \
        would look as if it were set there, so it stands above them, or in an example of its own.
        """,
      wrong: .source(
        """
        example "two starts" {
          use Counter from "counter.risk"
          when step(1)
          then n == 1
          given n = 5
          when step(1)
          then n == 6
        }
        """, kind: .spec, beside: [counter]),
      right: .source(
        """
        example "one start" {
          use Counter from "counter.risk"
          given n = 5
          when step(1)
          then n == 6
        }
        """, kind: .spec, beside: [counter]))
  }

  static var repeatedSection: ExplainPage {
    ExplainPage(
      .repeatedSection,
      title: "a part stands twice where one belongs",
      summary: """
        An example uses one contract and has one table of `cases`; a law has one `left` and one \
        `right`. Several `when` and `then` are fine, and go on from one another.
        """,
      wrong: .source(
        """
        example "one step" {
          use Counter from "counter.risk"
          use Counter from "other.risk"
          when step(1)
          then n == 1
        }
        """, kind: .spec, beside: [counter]),
      right: .source(
        """
        example "one step, then another" {
          use Counter from "counter.risk"
          when step(1)
          then n == 1
          when step(2)
          then n == 3
        }
        """, kind: .spec, beside: [counter]))
  }

  /// What the examples import.
  private static let counter = ExplainPage.Companion(
    path: "counter.risk",
    text: """
      contract Counter {
        state n : int
        action step(by_how_many: int in 0..10) by anyone { n = n + by_how_many }
      }
      """)
}
