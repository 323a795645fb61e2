import Numerics

// Time has to pass, once or twice, and runs let it pass in many small pieces.
extension PlantedLoss {
  static let time: [PlantedLoss] = (0..<10).map { number in
    let texts = [lock, interest, window, heartbeat]
    let hours: [Int128] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 24, 30, 48, 72, 168, 720, 721, 1440]
    return PlantedLoss(
      kind: .time, number: number, text: texts[number % 4](number / 4), rows: 4, searchedRows: 2,
      values: (0...9).map { $0 }, gaps: hours.map { $0 * 3_600 * Fixed.unit })
  }

  /// Who has waited long enough is paid twice.
  private static func lock(_ level: Int) -> String {
    """
    contract Lock {
      state paid : int
      state owed : int
      table Account { since : time  open : int }
      action enter() by a: Account {
        require out: a.open == 0
        a.since = now  a.open = 1  owed += 1
      }
      action touch() by a: Account { a.since = now }
      action claim() by a: Account {
        require in_it: a.open == 1
        require old: now - a.since >= \(["5h", "26h", "45d"][level])
        paid += 2  owed -= 1  a.open = 0
      }
      action leave() by a: Account {
        require in_it: a.open == 1
        owed -= 1  a.open = 0
      }
      invariant fair: paid == 0 or owed < 0
    }
    """
  }

  /// Interest on what was paid in: more money or more time.
  private static func interest(_ level: Int) -> String {
    """
    contract Interest {
      state stock : int
      state index : duration
      state last  : time
      state runs  : bool
      action start() by anyone { last = now  runs = true }
      action add(n: int in 0..9) by anyone {
        accrue()
        stock = min(9, stock + n)
      }
      action poke() by anyone { accrue() }
      fn accrue() changes state {
        if runs { index += (now - last) * stock }
        last = now
      }
      invariant bounded: index < \(["30h", "100h", "12d"][level])
    }
    """
  }

  /// Two waits that cannot be one, the second of them neither too short nor too long.
  private static func window(_ level: Int) -> String {
    """
    contract Window {
      state stage : int
      state since : time
      action arm() by anyone {
        stage = 1  since = now
      }
      action fire() by anyone {
        require armed: stage == 1
        require ripe: now - since >= \(["3h", "2d", "50h"][level])
        stage = 2  since = now
      }
      action settle() by anyone {
        require fired: stage == 2
        require ripe: now - since >= \(["90min", "7h", "1d"][level])
        require fresh: now - since <= \(["4h", "20h", "60h"][level])
        stage = 3
      }
      action rest() by anyone { stage = min(stage, 1) }
      invariant unsettled: stage != 3
    }
    """
  }

  /// No wait may be longer than the heart beats, so there have to be several.
  private static func heartbeat(_ level: Int) -> String {
    """
    contract Heartbeat {
      state last  : time
      state lived : duration
      action begin() by anyone { last = now  lived = 0s }
      action beat() by anyone {
        require soon: now - last <= \(["4h", "1d", "6h"][level])
        lived += now - last  last = now
      }
      action idle() by anyone { }
      invariant young: lived < \(["7h", "40h", "10h"][level])
    }
    """
  }
}
