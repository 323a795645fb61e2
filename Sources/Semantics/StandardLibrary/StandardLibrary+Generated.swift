// Generated from Contracts/std by `PLIMSOLL_RECORD=1 swift test --filter StandardLibrary`.
// swift-format-ignore-file

extension StandardLibrary {
  /// Every library, under the path it is imported by.
  static let files: [(path: String, text: String)] = [
    (
      "std/invariants.risk",
      #"""
      /// What teams claim of a protocol that holds other people's money, as words to be used in
      /// `invariant` lines: each says in one place what is compared, and which way the last digit may go.
      ///
      /// All are pure and take amounts in any unit; whole numbers are compared where they stand. A `lot`
      /// is the largest difference that rounding may make: zero where nothing is multiplied, a few of the
      /// smallest units where products are summed. Values from before the action come from `old`, as in
      /// `invariant least after liquidate(a): minimal(taken - old(taken), -old(equity(a)), 1e-6 USD)`.
      /// Beside each stands a failure that it would have shown.
      library invariants {
        // -- Money and claims --------------------------------------------------------------------------

        /// Solvency: what is held pays what is owed. Euler lost $197M in March 2023 to a call that left
        /// an account owing more than it had, and did not look.
        fn solvent[Q](held: Q, owed: Q, lot: Q) -> bool = held + lot >= owed

        /// Conservation: money neither appears nor is lost. A waterfall of October 2025 charged its users
        /// for what the insurance had paid already, although eight proofs of it passed.
        fn conserved[Q](held: Q, owed: Q, lot: Q) -> bool = abs(held - owed) <= lot

        /// Budget balance: what some are charged, others get. The axiom of Chitra, "Autodeleveraging:
        /// Impossibilities and Optimization" (arXiv 2512.01112).
        fn budget_balanced[Q](charged: Q, given: Q, lot: Q) -> bool = abs(charged - given) <= lot

        /// Minimality: no more is taken than is missing. On 10 October 2025 queues took $45M to $52M more
        /// from winners than the deficit needed (same paper, third version).
        fn minimal[Q](taken: Q, missing: Q, lot: Q) -> bool = taken <= max(0, missing) + lot

        /// A pot that may be empty and never less. dYdX v4 allows a use of its fund only if the balance
        /// stays at zero or above.
        fn never_negative[Q](pot: Q) -> bool = pot >= 0

        /// The parts of a whole are not more than the whole. Two ceilings made 3 shares of 2 in Aave v3
        /// before version 3.7 (audit finding L-08 and its regressions).
        fn parts_fit[Q](parts: Q, whole: Q, lot: Q) -> bool = parts <= whole + lot

        // -- Who bears a loss --------------------------------------------------------------------------

        /// Waterfall order: whoever stands later is asked only when nothing is left before him. Docs of
        /// most venues promise it; keep-starknet-strange/satoru#275 leaves it unchecked, for the gas.
        fn in_order[P, Q](left: P, asked_later: Q) -> bool = asked_later > 0 implies left <= 0

        /// Rank: of two, who stood higher in a stated quantity does not stand lower afterwards, but for
        /// one lot. A production queue was measured to invert 11.4 % (arXiv 2602.15182).
        fn rank_kept[Q](higher: Q, lower: Q, higher_after: Q, lower_after: Q, lot: Q) -> bool =
          higher >= lower implies higher_after + lot >= lower_after

        /// Monotonicity: more of the one does not mean less of the other. An axiom for haircut rules in
        /// the same paper.
        fn monotone[P, Q](less: P, more: P, of_less: Q, of_more: Q, lot: Q) -> bool =
          less <= more implies of_less <= of_more + lot

        /// Split-resistance: whoever splits what he has does not pay less. The sybil axiom of the same
        /// paper; under a minimum that is waived per account, splitting pays.
        fn split_resistant[Q](whole: Q, parts: Q, lot: Q) -> bool = parts + lot >= whole

        /// Untouched users stay untouched. Hyperliquid promises that users without positions never share
        /// a loss.
        fn untouched[Q](before: Q, after_it: Q) -> bool = before == after_it

        /// Nobody loses: a quantity may grow and not fall, but for a lot. Toxic liquidation spirals leave
        /// an account less healthy than before they helped it (Warmuz, Chaudhary, Pinna, 2022).
        fn not_worse[Q](before: Q, after_it: Q, lot: Q) -> bool = after_it + lot >= before

        // -- Prices, rates and rounding ----------------------------------------------------------------

        /// Tier continuity: a requirement grows by no more than the higher tier's rate on the growth, so
        /// there is no jump at an edge. Binance and Hyperliquid publish the deductions that see to it.
        fn continuous[Q](before: Q, after_it: Q, growth: Q, rate: ratio, lot: Q) -> bool =
          after_it - before <= (max(0, growth) * rate rounding up) + lot

        /// A price or an index moves by no more than a part of itself. Cream lost $130M in October 2021
        /// when a gift doubled the price of a share within one transaction.
        fn steady[Q](before: Q, after_it: Q, most: ratio, lot: Q) -> bool =
          abs(after_it - before) <= (abs(before) * most rounding up) + lot

        /// Open interest balances: every long has its short, so sizes sum to zero. A stress test of
        /// Percolator passed while its shorts were never opened.
        fn interest_balanced[B](net: B) -> bool = net == 0

        /// No retroactive rates: what is owed for the past is the same just before and just after a rate
        /// changes (morpho-org/vault-v2#125, onflow/FlowALP#254).
        fn not_retroactive[Q](owed_before: Q, owed_after: Q, lot: Q) -> bool =
          abs(owed_after - owed_before) <= lot

        /// Rounding never favours the caller: what he gets is worth no more than what he gives. Empty
        /// markets of Compound's heirs lost $7M (Hundred, 2023) and $20M (Sonne, 2024) to one unit.
        fn favours_house[Q](given: Q, got: Q, lot: Q) -> bool = got <= given + lot
      }

      """#
    ),
    (
      "std/margin.risk",
      #"""
      /// Tiered margin: the larger the position, the larger the share of it that must be held.
      ///
      /// The table's rows are the tiers, smallest first. Each tier's rate applies to the part of the
      /// notional above its floor only, so the requirement has no jump at an edge. The maintenance amount
      /// that venues print belongs to the same rule written as `notional * rate - amount`.
      ///
      /// A library cannot know what its importer counts in, so floors are plain numbers and every
      /// function takes `one`: what one of them is worth, for instance `1 USD`.
      library margin {
        /// The tiers of BTCUSDT in March 2021. A vote may change a row; a contract with other tiers in
        /// mind sets them where it is deployed.
        table Tier {
          param floor : ratio = 0 in 0..1_000_000_000_000
          param rate  : ratio = 0 in 0%..100%
        } = { floor: 0, rate: 0.4% },
          { floor: 50_000, rate: 0.5% },
          { floor: 250_000, rate: 1% },
          { floor: 1_000_000, rate: 2.5% },
          { floor: 10_000_000, rate: 5% },
          { floor: 20_000_000, rate: 10% },
          { floor: 50_000_000, rate: 12.5% },
          { floor: 100_000_000, rate: 15% },
          { floor: 200_000_000, rate: 25% },
          { floor: 300_000_000, rate: 50% }

        /// How much the rate rises where the tier begins.
        fn rate_step(t: Tier) -> ratio = if t.id == 0 then t.rate else t.rate - Tier[t.id - 1].rate

        /// What must be held against a notional: each tier's step on what lies above its floor. Rounds up
        /// at each tier.
        fn requirement[Q](notional: Q, one: Q) -> Q =
          sum((notional - (t.floor * one rounding down)) * rate_step(t) rounding up
            for t in Tier where t.floor * one < notional)

        /// The rate of the tier a notional lies in; an edge belongs to the tier below it.
        fn rate_at[Q](notional: Q, one: Q) -> ratio =
          max(t.rate for t in Tier where t.floor * one < notional else Tier[0].rate)

        /// The maintenance amount of a tier: what its rate, applied to the whole notional, charges too
        /// much. Each tier adds its floor times its step to the amount of the tier before. Rounds down.
        fn maintenance_amount(t: Tier) -> ratio =
          sum(u.floor * rate_step(u) rounding down for u in Tier where u.id <= t.id and u.id > 0)

        /// The same rule for one tier of a table that is not written here.
        fn next_amount[Q](previous: Q, floor: Q, lower: ratio, upper: ratio) -> Q =
          previous + (floor * (upper - lower) rounding down)

        invariant tiers_ascend "floors and rates rise from tier to tier, from zero":
          Tier[0].floor == 0 and all(
            t.floor > Tier[t.id - 1].floor and t.rate >= Tier[t.id - 1].rate for t in Tier where t.id > 0)
      }

      """#
    ),
    (
      "std/market.risk",
      #"""
      /// What trading does to a price, and costs.
      ///
      /// A market has a depth: the money that moves its price by 1%. Trading `n` of it moves the logarithm
      /// of the price by `ln(1.01) * n / depth` in the direction of the trade, so a trade made of two parts
      /// costs what the two do, and the price never reaches zero.
      library market {
        /// By how much trading moves the logarithm of the price; above zero for a purchase.
        fn impact[Q, B](price: Q/B, depth: Q, size: B) -> ratio =
          ln(1.01) * (size * price / depth)

        /// The average price of trading `size` now, when `pending` has been traded already in this step:
        /// the mean of the price along the way.
        fn average_price[Q, B](price: Q/B, depth: Q, pending: B, size: B) -> Q/B {
          let before = clamp(impact(price, depth, pending), -40, 40)
          let move = clamp(impact(price, depth, size), -40, 40)
          // Near zero the quotient would lose its digits, and a series has them all.
          let mean = if abs(move) < 0.1% then 1 + move * (1 / 2 + move * (1 / 6 + move * (1 / 24 + move / 120)))
            else (exp(move) - 1) / move
          return price * exp(before) * mean
        }
      }

      """#
    ),
    (
      "std/options.risk",
      #"""
      /// European options after Black and Scholes, without interest: values and the sensitivities that a
      /// risk check needs. Volatility and time are yearly; the elementary functions are good to two units
      /// in the eighteenth decimal, and every product rounds toward zero.
      library options {
        enum Kind { call, put }

        /// How many standard deviations the spot lies above the strike.
        fn d1[Q, B](spot: Q/B, strike: Q/B, vol: ratio, years: ratio) -> ratio =
          (ln(spot / strike) + vol * vol * years / 2) / (vol * sqrt(years))
        /// The same after the volatility has been paid for: the share of the distribution below it is the
        /// chance that a call ends above its strike.
        fn d2[Q, B](spot: Q/B, strike: Q/B, vol: ratio, years: ratio) -> ratio =
          d1(spot, strike, vol, years) - vol * sqrt(years)

        /// What one option is worth.
        fn value[Q, B](kind: Kind, spot: Q/B, strike: Q/B, vol: ratio, years: ratio) -> Q/B {
          let near = d1(spot, strike, vol, years)
          let far = near - vol * sqrt(years)
          return match kind {
            call: spot * normal_cdf(near) - strike * normal_cdf(far)
            put: strike * normal_cdf(-far) - spot * normal_cdf(-near)
          }
        }
        /// How much the value moves with the spot.
        fn delta[Q, B](kind: Kind, spot: Q/B, strike: Q/B, vol: ratio, years: ratio) -> ratio =
          match kind {
            call: normal_cdf(d1(spot, strike, vol, years))
            put: normal_cdf(d1(spot, strike, vol, years)) - 1
          }
        /// How much the delta moves with the spot.
        fn gamma[Q, B](spot: Q/B, strike: Q/B, vol: ratio, years: ratio) -> B/Q =
          normal_pdf(d1(spot, strike, vol, years)) / (spot * vol * sqrt(years))
        /// How much the value moves when the volatility moves by 1, that is by a hundred points.
        fn vega[Q, B](spot: Q/B, strike: Q/B, vol: ratio, years: ratio) -> Q/B =
          spot * normal_pdf(d1(spot, strike, vol, years)) * sqrt(years)

        /// The volatility at which an option is worth `price`, within the last few digits: found by halving
        /// what is between 0.1% and 1_000%. Where the value hardly moves with the volatility, far from the
        /// strike or near expiry, those digits of the price say little.
        fn implied_volatility[Q, B](
          kind: Kind, spot: Q/B, strike: Q/B, price: Q/B, years: ratio
        ) -> ratio {
          var low = 0.1%
          var high = 1_000%
          require attainable: price >= value(kind, spot, strike, low, years)
            and price <= value(kind, spot, strike, high, years), "no volatility makes it worth {price}"
          repeat 63 times {
            let middle = (low + high) / 2
            if value(kind, spot, strike, middle, years) < price { low = middle } else { high = middle }
          }
          return high
        }
      }

      """#
    ),
    (
      "std/oracle.risk",
      #"""
      /// A price from several feeds: the median of the fresh ones, if there are enough of them, and only
      /// if it has not moved further than a price may between two reports.
      ///
      /// Feeds keep plain numbers, because a library cannot know what its importer prices; `one` says
      /// what one of them is worth, for instance `1 USD/BTC`.
      library feeds {
        /// A report older than this is not used.
        param fresh_for     : duration = 90s in 1s..1d
        /// How many fresh reports make a price.
        param quorum        : int      = 3   in 1..100
        /// How far a new price may be from the accepted one. A larger move waits until that one is old.
        param max_deviation : ratio    = 10% in 0.1%..100%
        /// A price this old guards nothing any more: whatever the feeds say is accepted.
        param patience      : duration = 1h  in 1min..7d

        /// One row per feed: what it said last, and when.
        table Feed { value : ratio  at : time }

        state accepted    : ratio  // the last price that passed, as a plain number
        state accepted_at : time

        /// Whether a feed counts. A feed that never reported does not: the clock never starts at zero.
        fn fresh(f: Feed) -> bool = f.value > 0 and now - f.at <= fresh_for
        /// Whether enough feeds count.
        fn quorate() -> bool = count(f in Feed where fresh(f)) >= quorum

        /// The middle of the fresh reports; of an even number, the mean of the two in the middle, rounded
        /// toward zero. One liar cannot move it past his honest neighbours.
        fn middle() -> ratio = median(f.value for f in Feed where fresh(f))

        /// How far the middle is from the accepted price, as a part of that price. Rounds up, so that a
        /// move at the limit is not let through by a digit.
        fn deviation() -> ratio = abs(middle() - accepted) / accepted rounding up

        /// Whether the middle may become the price: quorum, and close enough or nothing fresh to compare.
        fn acceptable() -> bool =
          quorate() and (accepted == 0 or now - accepted_at > patience or deviation() <= max_deviation)

        /// Keeps what a feed says, and accepts the middle if it may be accepted. Says whether it was.
        fn take_report[P](f: Feed, price: P, one: P) -> bool changes state {
          f.value = price / one  f.at = now
          if not acceptable() { return false }
          accepted = middle()  accepted_at = now
          return true
        }

        /// The accepted price in the importer's units.
        fn feed_price[P](one: P) -> P = accepted * one
        /// Whether the accepted price may still be used.
        fn price_usable(max_age: duration) -> bool = accepted > 0 and now - accepted_at <= max_age
      }

      """#
    ),
    (
      "std/volatility.risk",
      #"""
      /// Volatility from prices as they come: an exponentially weighted average that remembers a little
      /// of everything, and the realised volatility of the last few returns.
      ///
      /// Returns are logarithms, variances are per observation, and both round toward zero. Observations
      /// are assumed to be equally far apart; `every` says how far when a yearly figure is asked for.
      library volatility {
        /// How much of the old average stays when a return arrives. 94 % is the usual choice for days.
        param memory : ratio = 94% in 50%..99.9%

        /// The last returns, in a ring: as many as the table has rows.
        table Return { value : ratio  known : bool }

        state last_seen : ratio  // the last price, as a plain number
        state next_slot : int    // where in the ring the next return goes
        state average   : ratio  // weighted variance per observation
        state seen      : int    // how many returns have arrived

        /// The logarithm of a move.
        fn log_return[P](price: P, before: P) -> ratio = ln(price / before)
        /// The weighted average after one more return.
        fn ewma(variance: ratio, r: ratio, kept: ratio) -> ratio =
          kept * variance + (1 - kept) * (r * r)
        /// A variance per observation as a yearly volatility, when observations are `every` apart.
        fn yearly(variance: ratio, every: duration) -> ratio = sqrt(variance * 1y / every)

        /// Takes in a price. `one` is what the plain number 1 is worth, for instance `1 USD/BTC`. The
        /// first price makes no return, the first return starts the average.
        fn observe[P](price: P, one: P) changes state {
          let number = price / one
          if last_seen > 0 {
            let r = log_return(number, last_seen)
            average = if seen == 0 then r * r else ewma(average, r, memory)
            let slot = Return[next_slot]
            slot.value = r  slot.known = true
            next_slot = remainder(next_slot + 1, count(Return)) rounding down
            seen += 1
          }
          last_seen = number
        }

        /// Mean square of the returns in the ring; zero before the first. The mean is not subtracted:
        /// over short times it is noise.
        fn realised_variance() -> ratio {
          let n = count(r in Return where r.known)
          if n == 0 { return 0 }
          return sum(r.value * r.value for r in Return where r.known) / ratio(n, 1)
        }
        /// The yearly volatility of the returns in the ring.
        fn realised(every: duration) -> ratio = yearly(realised_variance(), every)
        /// The yearly volatility by the weighted average.
        fn weighted(every: duration) -> ratio = yearly(average, every)
      }

      """#
    ),
  ]
}
