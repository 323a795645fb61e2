/// Pages about dimensions and units.
enum SemanticDimensionPages {
  static var dimensionDependsOnRow: ExplainPage {
    ExplainPage(
      .dimensionDependsOnRow,
      title: "amounts of a different unit for each row are combined",
      summary: """
        With `unit base[Market]` every market has a unit of its own, so sizes of two markets are \
        as different as apples and barrels: their sum means nothing. Bring each to one unit first, \
        most often by multiplying with its price.
        """,
      wrong: .source(
        """
        contract Margin {
          unit USD, base[Market]
          table Market { price : USD/base }
          table Account { cash : USD }
          table Position[account: Account, market: Market] { size : base }
          fn exposure(a: Account) -> USD = sum(Position[a, m].size for m in Market)
          action withdraw(amount: USD in 0..1_000) by a: Account {
            a.cash -= amount
            ensure a.cash >= exposure(a) * 10%
          }
        }
        """),
      right: .source(
        """
        contract Margin {
          unit USD, base[Market]
          table Market { price : USD/base }
          table Account { cash : USD }
          table Position[account: Account, market: Market] { size : base }
          fn exposure(a: Account) -> USD = sum(abs(Position[a, m].size) * m.price for m in Market)
          action withdraw(amount: USD in 0..1_000) by a: Account {
            a.cash -= amount
            ensure a.cash >= exposure(a) * 10%
          }
        }
        """))
  }

  static var dimensionMismatch: ExplainPage {
    ExplainPage(
      .dimensionMismatch,
      title: "two dimensions that cannot be combined",
      summary: """
        Money is not a number: an amount of USD, a price in USD/BTC and a size in BTC can be \
        multiplied and divided, and the result has the dimension that follows, but only equal \
        dimensions can be added, compared or assigned. The finding says what both sides are and \
        where each comes from. Only a bare zero fits every dimension.
        """,
      wrong: .source(
        """
        contract Exchange {
          unit USD, BTC
          state vault : USD
          action sell(size: BTC in 0..100, price: USD/BTC in 1..1_000_000) by anyone {
            vault += size + price
          }
        }
        """),
      right: .source(
        """
        contract Exchange {
          unit USD, BTC
          state vault : USD
          action sell(size: BTC in 0..100, price: USD/BTC in 1..1_000_000) by anyone {
            vault += size * price
          }
        }
        """))
  }

  static var exponentTooLarge: ExplainPage {
    ExplainPage(
      .exponentTooLarge,
      title: "a unit is raised beyond the 16th power",
      summary: """
        Exponents of units stay within -16 .. 16. No risk rule needs more; where one seems to, a \
        product has been kept whole that should have been divided on the way.
        """,
      wrong: .source(
        """
        contract Moments {
          unit USD
          state twelfth : USD^12
          state wild : bool
          action observe(gap: USD in 0..1_000, most: USD^12 in 0..1_000) by anyone {
            twelfth += (gap * gap * gap) * (gap * gap * gap) * (gap * gap * gap) * (gap * gap * gap)
            wild = twelfth * twelfth > most * most
          }
        }
        """),
      right: .source(
        """
        contract Moments {
          unit USD
          state fourth : USD^4
          state wild : bool
          action observe(gap: USD in 0..1_000, most: USD^4 in 0..1_000) by anyone {
            fourth += gap * gap * gap * gap
            wild = fourth * fourth > most * most
          }
        }
        """))
  }

  static var indexNotAName: ExplainPage {
    ExplainPage(
      .indexNotAName,
      title: "a unit depends on a row that could change",
      summary: """
        The unit of `Position[a, m].size` is that of the market `m`, so `m` must be a name that \
        always means the same row while the amount lives: a parameter, a `let`, the row of a loop, \
        or a key of one of these. A `var` could point to another market tomorrow, and the amount \
        would change its unit.
        """,
      wrong: .source(
        """
        contract Margin {
          unit USD, base[Market]
          table Market { price : USD/base }
          table Account { worth : USD }
          table Position[account: Account, market: Market] { size : base }
          action value() by a: Account {
            var m = Market[0]
            a.worth = Position[a, m].size * m.price
          }
        }
        """),
      right: .source(
        """
        contract Margin {
          unit USD, base[Market]
          table Market { price : USD/base }
          table Account { worth : USD }
          table Position[account: Account, market: Market] { size : base }
          action value() by a: Account {
            let m = Market[0]
            a.worth = Position[a, m].size * m.price
          }
        }
        """))
  }

  static var intAndFixed: ExplainPage {
    ExplainPage(
      .intAndFixed,
      title: "whole numbers and fixed point are mixed",
      summary: """
        An `int` is an exact whole number, everything else has 18 decimals, and a sum or \
        comparison of the two would have to round one of them in silence. Say the crossing: \
        `ratio(a, b)` and `n * 0.01 USD` lead to fixed point, `quotient(x, y) rounding down` leads \
        back. A product of an `int` and an amount is exact and needs no crossing.
        """,
      wrong: .source(
        """
        contract Contracts {
          unit USD
          state lots : int
          state worth : USD
          action trade(size: int in 0..1_000, price: USD in 0..1_000) by anyone {
            lots += size
            worth = lots + price
          }
        }
        """),
      right: .source(
        """
        contract Contracts {
          unit USD
          state lots : int
          state worth : USD
          action trade(size: int in 0..1_000, price: USD in 0..1_000) by anyone {
            lots += size
            worth = lots * price
          }
        }
        """))
  }

  static var integerDivision: ExplainPage {
    ExplainPage(
      .integerDivision,
      title: "whole numbers are divided with `/`",
      summary: """
        Dividing whole numbers leaves a remainder, and where it goes decides who gains. Say which \
        is meant: `quotient(a, b) rounding down` for a whole number, with the remainder in \
        `remainder(a, b)`; or `ratio(a, b)` for a fixed-point number.
        """,
      wrong: .source(
        """
        contract Payout {
          state pool : int
          state each : int
          action share(parts: int in 1..1_000) by anyone { each = pool / parts }
        }
        """),
      right: .source(
        """
        contract Payout {
          state pool : int
          state each : int
          action share(parts: int in 1..1_000) by anyone {
            each = quotient(pool, parts) rounding down
          }
        }
        """))
  }

  static var missingUnitIndex: ExplainPage {
    ExplainPage(
      .missingUnitIndex,
      title: "the unit of a row is named without saying which row",
      summary: """
        `unit base[Market]` declares one unit for each market. Inside the tables of markets and \
        positions the row says which; everywhere else the type must: `base[m]`. The other way \
        round, a unit declared without brackets is one for all and takes none.
        """,
      wrong: .source(
        """
        contract Margin {
          unit USD, base[Market]
          table Market { price : USD/base }
          state traded : USD
          fn worth(m: Market, size: base) -> USD = size * m.price
          action trade(m: Market, size: base[m] in 0..100) by anyone { traded += worth(m, size) }
        }
        """),
      right: .source(
        """
        contract Margin {
          unit USD, base[Market]
          table Market { price : USD/base }
          state traded : USD
          fn worth(m: Market, size: base[m]) -> USD = size * m.price
          action trade(m: Market, size: base[m] in 0..100) by anyone { traded += worth(m, size) }
        }
        """))
  }

  static var unitNotDetermined: ExplainPage {
    ExplainPage(
      .unitNotDetermined,
      title: "nothing says which unit a result has",
      summary: """
        A function with unit parameters, `fn half[Q](x: Q) -> Q`, learns its units from its \
        arguments. Zero fits every unit and so tells nothing; here it is the only argument that \
        could.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          fn half[Q](x: Q) -> Q = x / 2
          action clear() by anyone { held = half(0) }
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          fn half[Q](x: Q) -> Q = x / 2
          action clear() by anyone { held = half(held) }
        }
        """))
  }
}
