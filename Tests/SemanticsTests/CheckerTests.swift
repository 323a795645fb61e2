import Diagnostics
import Reference
import Semantics
import Testing

/// What one marked file cannot say: several files, and programs too long to write down.
@Suite("Checker, beyond one file")
struct CheckerTests {
  @Test("a function may pass its unit parameters on to one of the same name")
  func sameNames() {
    var project = Project(
      workspace: workspace([
        "lib.risk": "library Lib { fn pick[Q, B](x: Q, _y: B) -> Q = x }",
        "main.risk": """
        contract Main {
          import "lib.risk"
          fn pick[Q, B](a: Q, b: B) -> Q = Lib.pick(a, b)
          fn second[Q, B](a: Q, b: B) -> B = Lib.pick(b, a)
          fn swapped[Q, B](a: Q, b: B) -> Q = Lib.pick(b, a)
        }
        """,
      ]))
    _ = project.check("main.risk")
    let findings = project.workspace.diagnostics.sorted
    #expect(findings.map(\.id) == [.dimensionMismatch])
    let place = findings.first?.primary.map { project.workspace.sources.position(of: $0.span).line }
    #expect(place == 5)
  }

  @Test("a unit is told apart by the rows of one table in all libraries")
  func oneTable() {
    func ids(_ second: String) -> [DiagnosticID] {
      var project = Project(
        workspace: workspace([
          "a.risk": "library A { unit base[Market] table Market { cap: base } }",
          "b.risk": second,
          "main.risk": """
          contract Main {
            import "a.risk"
            import "b.risk"
            action move() by anyone { A.Market[0].cap = B.cap() }
          }
          """,
        ]))
      _ = project.check("main.risk")
      return project.workspace.diagnostics.sorted.map(\.id)
    }
    #expect(
      ids(
        """
        library B {
          unit base[Market]
          table Market { cap: base }
          fn cap() -> base[Market[0]] = Market[0].cap
        }
        """) == [.duplicateName])
    #expect(
      ids(
        """
        library B {
          import "a.risk"
          unit base[Market]
          fn cap() -> base[Market[0]] = Market[0].cap
        }
        """) == [])
  }

  @Test("constants deep inside one another are refused, in order they are not")
  func constants() {
    func line(_ number: Int) -> String {
      let nested = String(repeating: "abs(", count: 200)
      return "const c\(number) = \(nested)c\(number - 1)\(String(repeating: ")", count: 200))"
    }
    let lines = ["const c0 = 1"] + (1...60).map(line)
    func ids(_ lines: [String]) -> [String] {
      DeepStack.run {
        findings(in: "library L {\n\(lines.joined(separator: "\n"))\n}", at: "deep.risk")
      } ?? []
    }
    #expect(ids(lines).isEmpty)
    #expect(ids(lines.reversed()).contains { $0.hasSuffix("nesting-too-deep") })
  }
}
