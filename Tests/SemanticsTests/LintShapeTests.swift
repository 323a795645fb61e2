import Diagnostics
import Semantics
import Testing

/// The lints that look at how something is written: products of quotients, loops and their guards.
struct LintShapeTests {
  private let a = Build.local(4, .row(0))
  private let x = Build.local(2)
  private let zero = Build.integer(0)

  @Test func aQuotientThatIsMultipliedIsReported() {
    let fixed = Build.local(2, .ratio)
    let third = Build.arithmetic(fixed, .divideFixed, Build.ratio(3))
    #expect(
      Build.ids(Build.set(3, Build.arithmetic(third, .multiplyFixed, fixed)))
        == [.divideBeforeMultiply])
    #expect(Build.ids(Build.set(3, Build.arithmetic(fixed, .multiplyFixed, third))) == [])
    let second = Build.arithmetic(fixed, .divideFixed, Build.ratio(1))
    #expect(Build.ids(Build.set(3, Build.arithmetic(second, .multiplyFixed, fixed))) == [])
  }

  @Test func wholeLotsAreQuiet() {
    let lots = Build.builtin(.quotient, x, Build.parameter(1))
    #expect(
      Build.ids(Build.set(3, Build.arithmetic(lots, .multiplyWords, Build.parameter(1)))) == [])
    #expect(
      Build.ids(Build.set(3, Build.arithmetic(lots, .multiplyWords, Build.state(0))))
        == [.divideBeforeMultiply])
  }

  @Test func aLoopThatWritesWhatItsGuardReadsIsReported() throws {
    let guarded = Build.compare(Build.state(0), .greater, zero)
    let write = Build.statement(.setState(0, zero), at: 70)
    let finding = try #require(lint(Build.contract([Build.loop(4, where: guarded, [write])])).first)
    #expect(finding.id == .loopGuardWritten)
    #expect(finding.headline == "this loop changes `total`, which its own `where` reads")
    #expect(finding.secondary.map(\.span) == [Build.span(70)])
    #expect(
      Build.ids(Build.loop(4, where: nil, by: Build.state(0), [write])) == [.loopGuardWritten])
    #expect(
      Build.ids(Build.loop(4, where: Build.compare(x, .greater, zero), [Build.set(2, zero)]))
        == [.loopGuardWritten])
  }

  @Test func aLoopThatTestsAgainIsQuiet() {
    let guarded = Build.compare(Build.state(0), .greater, zero)
    let write = Build.statement(.setState(0, zero))
    let leave = Build.when(Build.compare(Build.state(0), .equal, zero), [Build.statement(.break)])
    #expect(Build.ids(Build.loop(4, where: guarded, [leave, write])) == [])
    #expect(Build.ids(Build.loop(4, where: guarded, [write, leave])) == [])
    #expect(Build.ids(Build.loop(4, where: guarded, [Build.when(guarded, [write])])) == [])
    let test = Build.when(
      Build.compare(x, .equal, zero), [Build.statement(.continue)])
    #expect(
      Build.ids(Build.loop(4, where: guarded, [Build.set(2, Build.state(0)), test, write])) == [])
  }

  @Test func theLoopsOwnRowMayChange() {
    let guarded = Build.compare(Build.field(0, of: a), .greater, zero)
    let own = Build.statement(.setField(0, 0, row: a, zero))
    #expect(Build.ids(Build.loop(4, where: guarded, [own])) == [])
    let other = CheckedExpression(.rowNumbered(0, zero), .row(0), Build.span())
    #expect(
      Build.ids(
        Build.loop(4, where: guarded, [Build.statement(.setField(0, 0, row: other, zero))]))
        == [.loopGuardWritten])
    let guardOverAll = Build.compare(Build.field(0, of: other), .greater, zero)
    #expect(Build.ids(Build.loop(4, where: guardOverAll, [own])) == [.loopGuardWritten])
  }

  @Test func functionsAreFollowed() {
    let row = CheckedSlot(name: "r", type: .row(0), span: Build.span())
    var frame = Frame()
    frame.locals = [row]
    func function(_ body: [CheckedStatement]) -> CheckedFunction {
      CheckedFunction(
        name: "touch", parameters: [row], results: [], changesState: true, frame: frame,
        body: body, span: Build.span())
    }
    let own = function([
      Build.statement(.setField(0, 0, row: Build.local(0, .row(0)), zero))
    ])
    let total = function([Build.statement(.setState(0, zero))])
    let call = Build.statement(.perform(0, [a]))
    let guarded = Build.logical(
      Build.compare(Build.field(0, of: a), .greater, zero), .and,
      Build.compare(Build.state(0), .greater, zero))
    #expect(Build.ids(Build.loop(4, where: guarded, [call]), functions: [own]) == [])
    #expect(
      Build.ids(Build.loop(4, where: guarded, [call]), functions: [total]) == [.loopGuardWritten])
  }
}
