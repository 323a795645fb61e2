import Diagnostics
import Semantics
import Testing

/// The lints that ask which values are possible: requirements, branches, divisors.
struct LintRangeTests {
  private let n = Build.local(0)
  private let k = Build.local(1)
  private let x = Build.local(2)
  private let cap = Build.parameter(0)
  private let floor = Build.parameter(1)
  private let zero = Build.integer(0)

  private func divide(_ divisor: CheckedExpression) -> CheckedStatement {
    Build.set(2, Build.builtin(.quotient, Build.state(0), divisor))
  }

  @Test func aRequireWithinTheDeclaredRangeNeverFails() throws {
    let findings = lint(
      Build.contract([Build.require(Build.compare(n, .lessOrEqual, Build.integer(1000)))]))
    let finding = try #require(findings.first)
    #expect(findings.count == 1 && finding.id == .requireNeverFails)
    #expect(finding.severity == .warning)
    #expect(finding.headline.contains("`n` is declared in 0..1_000"))
    #expect(finding.secondary.map(\.span) == [Build.span(20)])
  }

  @Test func aRequireThatCanFailIsQuiet() {
    #expect(Build.ids(Build.require(Build.compare(n, .less, Build.integer(1000)))) == [])
    #expect(Build.ids(Build.require(Build.compare(x, .greaterOrEqual, zero))) == [])
    #expect(Build.ids(Build.require(Build.compare(Build.state(0), .greaterOrEqual, zero))) == [])
    #expect(Build.ids(Build.require(Build.compare(n, .notEqual, zero))) == [])
  }

  @Test(arguments: [Builtin.absolute, .squareRootInteger, .maximum])
  func naturalBoundsAreKnown(builtin: Builtin) {
    let value =
      builtin == .maximum ? Build.builtin(.maximum, x, zero) : Build.builtin(builtin, x)
    #expect(
      Build.ids(Build.require(Build.compare(value, .greaterOrEqual, zero)))
        == [.requireNeverFails])
  }

  @Test func whatAConditionSaysIsRemembered() {
    let positive = Build.compare(x, .greater, zero)
    #expect(Build.ids(Build.require(positive), Build.require(positive)) == [.requireNeverFails])
    #expect(
      Build.ids(Build.require(positive), Build.set(2, Build.state(0)), Build.require(positive))
        == [])
  }

  @Test func aRequireThatCannotPassIsReported() {
    #expect(Build.ids(Build.require(Build.compare(n, .less, zero))) == [.requireNeverPasses])
    #expect(Build.ids(Build.require(Build.truth(false))) == [])
    #expect(Build.ids(Build.require(Build.truth(true))) == [.requireNeverFails])
  }

  @Test func aDecidedConditionIsUnreachableCode() {
    let body = [Build.set(2, zero)]
    #expect(Build.ids(Build.when(Build.compare(n, .less, zero), body)) == [.unreachableCode])
    #expect(Build.ids(Build.when(Build.truth(false), body)) == [.unreachableCode])
    #expect(Build.ids(Build.when(Build.compare(n, .greaterOrEqual, zero), body)) == [])
    #expect(
      Build.ids(Build.when(Build.compare(n, .greaterOrEqual, zero), body, body))
        == [.unreachableCode])
    #expect(Build.ids(Build.when(Build.compare(n, .equal, zero), body, body)) == [])
  }

  @Test func statementsAfterLeavingAreUnreachable() {
    let leave = Build.statement(.return([]))
    let next = Build.set(2, zero)
    let unknown = Build.compare(x, .greater, zero)
    #expect(Build.ids(leave, next, next) == [.unreachableCode])
    #expect(Build.ids(Build.when(unknown, [leave], [leave]), next) == [.unreachableCode])
    #expect(Build.ids(Build.when(unknown, [leave]), next) == [])
    #expect(
      Build.ids(Build.statement(.repeat(x, [Build.statement(.break), next])), next)
        == [.unreachableCode])
  }

  @Test func aDivisorWhoseRangeIncludesZeroIsReported() throws {
    let finding = try #require(lint(Build.contract([divide(cap)])).first)
    #expect(finding.id == .zeroDivisor)
    #expect(finding.headline == "the divisor `cap` can be zero: `cap` is declared in 0..10")
    #expect(Build.ids(divide(k)) == [.zeroDivisor])
    #expect(
      Build.ids(divide(Build.arithmetic(Build.integer(10), .subtract, cap))) == [.zeroDivisor])
    #expect(Build.ids(divide(zero)) == [.zeroDivisor])
  }

  @Test func aDivisorOfUnknownRangeIsQuiet() {
    #expect(Build.ids(divide(floor)) == [])
    #expect(Build.ids(divide(x)) == [])
    #expect(Build.ids(divide(Build.state(0))) == [])
    #expect(Build.ids(divide(Build.arithmetic(cap, .subtract, floor))) == [])
    #expect(Build.ids(divide(Build.builtin(.maximum, Build.integer(1), cap))) == [])
  }

  @Test(arguments: [Comparison.notEqual, .greater])
  func aGuardedDivisorIsQuiet(comparison: Comparison) {
    let guarded = Build.compare(cap, comparison, zero)
    let quotient = Build.builtin(.quotient, x, cap)
    let large = Build.compare(quotient, .greater, Build.integer(1))
    #expect(Build.ids(Build.when(guarded, [divide(cap)])) == [])
    #expect(Build.ids(Build.require(guarded), divide(cap)) == [])
    #expect(Build.ids(Build.require(Build.logical(guarded, .and, large))) == [])
    #expect(Build.ids(Build.require(Build.logical(Build.not(guarded), .or, large))) == [])
    #expect(Build.ids(Build.require(Build.logical(guarded, .implies, large))) == [])
    #expect(Build.ids(Build.set(2, Build.conditional(guarded, quotient, zero))) == [])
    #expect(Build.ids(Build.set(2, Build.conditional(guarded, zero, quotient))) == [.zeroDivisor])
    #expect(
      Build.ids(
        Build.when(Build.not(guarded), [Build.statement(.return([]))]), divide(cap)) == [])
    #expect(
      Build.ids(Build.require(Build.logical(large, .and, guarded))) == [.zeroDivisor])
  }

  @Test func anInvariantOverParametersGuards() {
    let invariant = CheckedInvariant(
      name: "capped", text: nil, after: nil, enforced: false, overParametersAlone: true,
      frame: Frame(), condition: Build.compare(cap, .greater, zero), span: Build.span())
    #expect(Build.ids(divide(cap), invariants: [invariant]) == [])
  }

  @Test func aLoopForgetsWhatItChanges() {
    let positive = Build.compare(x, .greater, zero)
    let body = [Build.require(positive), Build.set(2, Build.state(0))]
    #expect(
      Build.ids(Build.require(positive), Build.statement(.repeat(n, body)), Build.require(positive))
        == [])
  }
}
