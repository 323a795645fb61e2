// Numbers of several calls have to fit each other.
extension PlantedLoss {
  static let values: [PlantedLoss] = (0..<10).map { number in
    let texts = [equal, sum, area, ladder, difference]
    return PlantedLoss(
      kind: .values, number: number, text: texts[number % 5](number / 5), rows: 2,
      searchedRows: 2, values: (0...40).map { $0 }, gaps: [])
  }

  /// Exactly what was put in is taken out.
  private static func equal(_ level: Int) -> String {
    """
    contract Equal {
      state held : int
      state gone : int
      action put(n: int in 0..40) by anyone {
        require empty: held == 0
        held = n
      }
      action take(n: int in 0..40) by anyone {
        require some: n >= \([6, 13][level])
        gone += if n == held then held else 0
        held = 0
      }
      action look() by anyone { }
      invariant nothing_gone: gone == 0
    }
    """
  }

  /// Two numbers have one sum, and neither is too small.
  private static func sum(_ level: Int) -> String {
    """
    contract Sum {
      state left  : int
      state right : int
      state done  : int
      action say(n: int in 0..40) by anyone { left = n }
      action answer(n: int in 0..40) by anyone { right = n }
      action compare() by anyone {
        if left + right == \([24, 37][level]) and min(left, right) >= \([7, 11][level]) { done = 1 }
      }
      invariant undone: done == 0
    }
    """
  }

  /// One number may be lower when the other is higher.
  private static func area(_ level: Int) -> String {
    """
    contract Area {
      state width  : int
      state height : int
      state depth  : int
      action widen(n: int in 0..30) by anyone { width = n }
      action heighten(n: int in 0..30) by anyone { height = n }
      action deepen(n: int in 0..30) by anyone { depth = n }
      action clear() by anyone { width = 0  height = 0  depth = 0 }
      invariant small: width * height \(level == 0 ? "< 84" : "!= 132 or depth == 0")
    }
    """
  }

  /// Three bids, each above the one before by a step.
  private static func ladder(_ level: Int) -> String {
    """
    contract Ladder {
      state best : int
      state bids : int
      action bid(n: int in 0..40) by anyone {
        require higher: n >= best + \([4, 7][level])
        best = n  bids += 1
      }
      action reset_all() by anyone { best = 0  bids = 0 }
      action watch(n: int in 0..40) by anyone { }
      invariant short: bids < \([3, 3][level]) or best < \([12, 30][level])
    }
    """
  }

  /// Two balances drift apart, whoever it is that has more.
  private static func difference(_ level: Int) -> String {
    """
    contract Difference {
      table Account { balance : int }
      action add(n: int in 0..40) by a: Account { a.balance = min(60, a.balance + n) }
      action give(to: Account, n: int in 0..40) by a: Account {
        require has: n <= a.balance
        a.balance -= n  to.balance += n
      }
      action level_all() by anyone {
        for a in Account { a.balance = 0 }
      }
      invariant near: max(a.balance for a in Account) - min(a.balance for a in Account)
        < \([23, 45][level]) or min(a.balance for a in Account) < \([5, 3][level])
    }
    """
  }
}
