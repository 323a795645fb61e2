import Reference
import Testing

/// What is said about examples that do not pass.
@Suite struct FindingTests {
  private static let vault = """
    contract C {
      unit USD
      role teller
      param most : USD = 100 in 1..1_000
      state held : USD
      state owed : USD
      table T { v : USD next : T }
      event Paid(amount: USD)
      fn room() -> USD = most - held
      fn low(t: T) -> bool = t.v < 2 USD
      fn deep(t: T) -> USD = t.next.v + room()
      action deposit(amount: USD in 0..1_000) by anyone {
        require small: amount <= most, "{amount} is more than {most}"
        check(amount)
        held += amount  owed += amount
      }
      action pay(amount: USD in 0..1_000) by anyone {
        require amount <= held and amount != 13 USD, "only {held}, {most / (held - held)}"
        held -= amount  owed -= amount
        emit Paid(amount)
      }
      action lose(amount: USD in 0..1_000) by teller { held -= amount }
      fn check(amount: USD) { require deep_check: held + amount <= 500 USD }
      invariant covered "what is owed is there": held >= owed
      invariant each: all(t.v < 50 USD implies t.v >= 0 for t in T)
      invariant paid after pay(n): old(held) - held == n
    }
    """

  private func finding(_ body: String) -> [String] {
    var lines: [String] = []
    for (finding, line) in examples(on: Self.vault, body).details() {
      lines.append("\(line) \(finding.id.rawValue): \(finding.headline)")
      let causes = finding.secondary.filter { $0.text != "in this example" }
      lines += causes.map { "- \($0.text ?? "")" }
      lines += finding.notes.map { "= \($0)" }
      lines += finding.help.filter { !$0.hasPrefix("run it alone") }.map { "? \($0)" }
    }
    return lines
  }

  @Test func falseClaims() {
    #expect(
      finding("when deposit(50)\nthen held == 51, held + 1 USD < 51, not (held == owed)") == [
        "4 example-failed: `held` is 50 USD, and 51 USD is expected",
        "= expression  actual  expected  difference\nheld        50 USD  51 USD    -1 USD",
        "4 example-failed: `held + 1 USD` is 51 USD, and < 51 USD is expected",
        "= expression    actual  expected  difference\nheld + 1 USD  51 USD  < 51 USD  0 USD",
        "4 example-failed: `held` is 50 USD, and != 50 USD is expected",
        "= expression  actual  expected   difference\nheld        50 USD  != 50 USD  0 USD",
      ])
    #expect(
      finding("given T[2].v = 3\nthen all(t.v == 0 for t in T), T[0].next == T[1]") == [
        "4 example-failed: `t.v` is 3 USD, and 0 USD is expected", "= for t = T[2]",
        "= expression  actual  expected  difference\nt.v         3 USD   0 USD     3 USD",
        "4 example-failed: `T[0].next` is none, and T[1] is expected",
        "= expression  actual  expected  difference\nT[0].next   none    T[1]      -",
      ])
    #expect(
      finding("given held = 1\nthen held == 1.5 +- 0.5, held == 1.6 +- 0.5") == [
        "4 example-failed: `held` is 1 USD, and 1.6 USD +- 0.5 USD is expected",
        "= expression  actual  expected            difference\n"
          + "held        1 USD   1.6 USD +- 0.5 USD  -0.6 USD",
      ])
  }

  @Test func aClaimMadeByAFunctionIsExplainedByIt() {
    #expect(
      finding("given T[1].v = 3\nthen low(T[1])") == [
        "4 example-failed: `low(T[1])` is false", "- this decides it", "= for t = T[1]",
        "= expression  actual  expected  difference\nt.v         3 USD   < 2 USD   1 USD",
      ])
  }

  @Test func reverts() {
    #expect(
      finding("when deposit(200)\nthen held == 200") == [
        "3 unexpected-revert: this step reverts: require `small` failed: "
          + "200 USD is more than 100 USD",
        "- require `small` failed: 200 USD is more than 100 USD", "= amount is 200 USD",
        "= most is 100 USD",
      ])
    #expect(
      finding("given most = 600\nwhen deposit(501)\nthen reverts small") == [
        "5 other-revert: the last step reverts with `deep_check`, not with `small`",
        "- require `deep_check` failed", "= held + amount is 501 USD",
        "= called through deposit -> check",
      ])
    #expect(
      finding("given held = 50, owed = 50\nwhen pay(13)\nthen reverts overflow") == [
        "5 other-revert: the last step reverts with `require`, not with `overflow`",
        "- require failed: only 50 USD, (division_by_zero)", "= amount is 13 USD",
      ])
    #expect(
      finding("when lose(1) as teller\nthen reverts caller") == [
        "3 broken-invariant: the state after this breaks invariant `covered`",
        "- what is owed is there", "= held is -1 USD", "= owed is 0 USD",
      ])
    #expect(
      finding("given held = 1, owed = 1\nwhen pay(1)\nthen reverts") == [
        "5 missing-revert: the last step succeeds, and the example says it reverts"
      ])
  }

  @Test func valuesThatCannotBeComputed() {
    #expect(finding("then 1 USD / held reverts, 1 USD / held reverts division_by_zero") == [])
    #expect(
      finding("given held = 2, owed = 2\nthen 1 USD / held reverts") == [
        "4 missing-revert: this is 0.5, and the example says it reverts"
      ])
    #expect(
      finding("then 1 USD / held reverts overflow") == [
        "3 other-revert: this reverts with `division_by_zero`, not with `overflow`",
        "- division of 1 USD by zero",
      ])
  }

  @Test func givenValues() {
    #expect(
      finding("given most = 5_000\nthen held == 0") == [
        "3 example-not-computed: 5_000 USD is outside the range of `most`, 1 USD..1_000 USD"
      ])
    #expect(
      finding("given held = 1, owed = 2, T[1].v = -1\nthen held == 1") == [
        "3 broken-invariant: the state after this breaks invariant `covered`",
        "- what is owed is there", "= held is 1 USD", "= owed is 2 USD",
        "3 broken-invariant: the state after this breaks invariant `each`", "- must hold",
        "= for t = T[1]", "= t.v is -1 USD",
      ])
    #expect(
      finding("then deep(T[0]) == 3") == [
        "3 example-not-computed: `none` stands where a row of `T` is needed",
        "- `none` stands where a row of `T` is needed",
      ])
    #expect(
      finding("when after 0 - 1h\nthen held == 0") == [
        "3 example-not-computed: time cannot run backwards"
      ])
  }

  @Test func events() {
    #expect(
      finding("given held = 5, owed = 5\nwhen pay(2)\nthen emits Paid(_), emits Paid(3)") == [
        "5 missing-event: the last step does not emit this `Paid`",
        "= expected  Paid(amount: 3 USD)\nemitted   Paid(amount: 2 USD)",
      ])
    #expect(
      finding("when deposit(2)\nthen emits Paid(2)") == [
        "4 missing-event: the last step does not emit this `Paid`",
        "= expected  Paid(amount: 2 USD)\nemitted   nothing",
      ])
    #expect(finding("when deposit(2)\nthen not emits Paid(_)") == [])
    #expect(
      finding("given held = 5, owed = 5\nwhen pay(2)\nthen not emits Paid(3), not emits Paid(_)")
        == [
          "5 unwanted-event: the last step emits this, and the example says it does not",
          "= emitted  Paid(amount: 2 USD)",
        ])
  }

  @Test func gasStopsLoopsInsideEachOther() {
    let program = examples(
      on: """
        contract C {
          table T { v : int }
          action go() by anyone {
            for a in T { for b in T { for c in T { a.v += 1 } } }
          }
        }
        """, "population T = 100_000\nwhen go()\nthen reverts gas")
    #expect(program.run(limits: Limits(gas: 100_000)) == [])
  }

  @Test func theCommandIsQuotedForAShell() {
    let command = ExampleResult.command
    #expect(command("plain", "Specs/a.spec") == "plimsoll test Specs/a.spec --only plain")
    #expect(
      command("two words", "my specs/a.spec")
        == "plimsoll test \"my specs/a.spec\" --only \"two words\"")
    #expect(command("it's $5", "a.spec") == "plimsoll test a.spec --only 'it'\\''s $5'")
  }
}
