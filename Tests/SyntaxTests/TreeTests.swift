import Diagnostics
import Syntax
import Testing

/// What trees look like, where the grammar alone does not say.
struct TreeTests {
  private static let expressions: [(text: String, outline: String)] = [
    ("a + b * c", "(+ a (* b c) )"),
    ("a - b - c", "(- (- a b ) c )"),
    ("a / b / c * d", "(* (/ (/ a b ) c ) d )"),
    ("a implies b implies c", "(implies a (implies b c ) )"),
    ("not a == b and c", "(and (not (== a b ) ) c )"),
    ("a or b and c", "(or a (and b c ) )"),
    ("-a * b", "(* (negate a ) b )"),
    ("-a.b[1]", "(negate (index (. a b ) 1e0 ) )"),
    (
      "a * b rounding up < c / d rounding half up",
      "(< (rounding-up (* a b ) ) (rounding-halfUp (/ c d ) ) )"
    ),
    ("a + b rounding down == c", "(== (rounding-down (+ a b ) ) c )"),
    ("100 USD/BTC * a", "(* (/ (1e2 (term USD 1 ) ) BTC ) a )"),
    ("0 base[m] + 1", "(+ (0e0 (term base m 1 ) ) 1e0 )"),
    ("if a then b else c + d", "(if a b (+ c d ) )"),
    ("a + if b then c else d", "(+ a (if b c d ) )"),
    ("can f(a) and b", "(and (can (call f a ) ) b )"),
    (
      "sum(a.x * 2 for a in T where a.x > 0 else 1)",
      "(aggregate sum (* (. a x ) 2e0 ) (rows a T (where (> (. a x ) 0e0 ) ) ) (else 1e0 ) )"
    ),
    (
      "first(a in l.T by a.x descending, a.id)",
      "(aggregate first (rows a l.T (descending (. a x ) ) (by (. a id ) ) ) )"
    ),
    (
      "match a { x: 1 - 2  -1: 2 - 1\n else: 3 }",
      "(match a (arm x (- 1e0 2e0 ) ) (arm (negate 1e0 ) (- 2e0 1e0 ) ) (else 3e0 ) )"
    ),
    ("f(_, -5%)", "(call f _ (negate 5e0% ) )"),
    ("5min", "5e0min"), ("1_000.50x", "10005e-1x"), ("2 USD", "(2e0 (term USD 1 ) )"),
  ]

  @Test(arguments: expressions.map(\.text)) func `of values`(text: String) throws {
    let wanted = try #require(TreeTests.expressions.first { $0.text == text }?.outline)
    let reading = Reading("contract C {\n  const X = \(text)\n}")
    #expect(reading.report == "")
    let outline = reading.file.outline.replacing(" )", with: ")")
    #expect(outline == "(contract C (const X \(wanted)))".replacing(" )", with: ")"))
  }

  @Test func `limit and times are names where no header goes on`() {
    let reading = Reading(
      """
      contract C { action a(limit: int, times: int) by anyone {
        for a in T where a.x > 0 by a.x + 5 limit limit { times = limit }
        repeat 3 times { limit += 1 }  repeat times times { times = 2 limit = 3 }
      } }
      """)
    #expect(reading.report == "")
    guard case .module(let module)? = reading.file.items.first,
      case .action(let action)? = module.declarations.first?.kind
    else {
      Issue.record("no action")
      return
    }
    #expect(action.body.statements.count == 3)
    guard case .for(let loop)? = action.body.statements.first?.kind else {
      Issue.record("no loop")
      return
    }
    #expect(loop.limit != nil)
  }

  @Test func `statements set side by side stay apart`() {
    let reading = Reading(
      """
      contract C { action a() by anyone {
        x = 0 y = 1  x = 5 USD y = 1  x = 0 p.y = 1  x = 1 f(y)  x = 1 b[m] T[1].a = 2
        if a { return } return
      } }
      """)
    #expect(reading.report == "")
    guard case .module(let module)? = reading.file.items.first,
      case .action(let action)? = module.declarations.first?.kind
    else {
      Issue.record("no action")
      return
    }
    let texts = action.body.statements.map { reading.source.text(of: $0.span) }
    #expect(
      texts == [
        "x = 0", "y = 1", "x = 5 USD", "y = 1", "x = 0", "p.y = 1", "x = 1", "f(y)", "x = 1 b[m]",
        "T[1].a = 2", "if a { return }", "return",
      ])
  }

  @Test func `holes have true spans`() {
    let reading = Reading(
      "contract C { action a() by anyone { require x: a, \"{a} holds {b.c + 1}\" } }")
    guard case .module(let module)? = reading.file.items.first,
      case .action(let action)? = module.declarations.first?.kind,
      case .require(let requirement)? = action.body.statements.first?.kind
    else {
      Issue.record("no requirement")
      return
    }
    let holes = requirement.message?.parts.compactMap { part -> String? in
      if case .hole(let value) = part { reading.source.text(of: value.span) } else { nil }
    }
    #expect(holes == ["a", "b.c + 1"])
  }
}
