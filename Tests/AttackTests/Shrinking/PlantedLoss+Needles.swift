// Two or three accounts of a thousand matter.
extension PlantedLoss {
  static let needles: [PlantedLoss] = (0..<10).map { number in
    let texts = [seizure, mutual, crowd, shelter]
    return PlantedLoss(
      kind: .needles, number: number, text: texts[number % 4](1 + number / 4), rows: 1_000,
      searchedRows: 3, values: (0...25).map { $0 }, gaps: [])
  }

  /// Somebody who pledged takes from another what is never booked.
  private static func seizure(_ level: Int) -> String {
    """
    contract Seizure {
      state total : int
      table Account { balance : int  pledges : int }
      action deposit(n: int in 0..25) by a: Account { a.balance += n  total += n }
      action withdraw(n: int in 0..25) by a: Account {
        require funded: n <= a.balance
        a.balance -= n  total -= n
      }
      action pledge() by a: Account { a.pledges += 1 }
      action seize(victim: Account) by a: Account {
        require able: a.pledges >= \(level) and a != victim
        require worth: victim.balance >= \(3 + 4 * level)
        victim.balance -= 1
      }
      invariant conserved: total == sum(a.balance for a in Account)
    }
    """
  }

  /// Two accounts lift each other.
  private static func mutual(_ level: Int) -> String {
    """
    contract Mutual {
      table Account { rank : int  seen : int }
      action see(n: int in 1..9) by a: Account { a.seen = n }
      action lift(other: Account) by a: Account {
        require apart: a != other
        require able: a.rank >= other.rank
        other.rank += 1
      }
      action leave() by a: Account { a.rank = 0 }
      invariant low: all(a.rank <= \(level == 3 ? 2 : level) or a.seen < \(level) for a in Account)
    }
    """
  }

  /// So many accounts at once owe what each of them may.
  private static func crowd(_ level: Int) -> String {
    """
    contract Crowd {
      state out : int
      table Account { debt : int }
      action borrow(n: int in 0..25) by a: Account {
        require bounded: a.debt + n <= \(8 + 3 * level)
        a.debt += n  out += n
      }
      action repay(n: int in 0..25) by a: Account {
        require owed: n <= a.debt
        a.debt -= n  out -= n
      }
      action audit() by anyone { }
      invariant few: count(a in Account where a.debt >= \(2 + 3 * level)) < \(level < 2 ? 3 : 2)
    }
    """
  }

  /// One account gives another all it has, and is no longer asked.
  private static func shelter(_ level: Int) -> String {
    """
    contract Shelter {
      table Account { cash : int  debt : int }
      action deposit(n: int in 0..25) by a: Account { a.cash += n }
      action borrow(n: int in 0..25) by a: Account {
        require covered: a.debt + n <= a.cash
        a.debt += n
      }
      action give(to: Account, n: int in 0..25) by a: Account {
        require has: n <= a.cash and n >= \(level)
        a.cash -= n  to.cash += n
      }
      action close() by a: Account { a.debt = 0 }
      invariant covered: all(a.debt <= a.cash + \(2 * level) for a in Account)
    }
    """
  }
}
