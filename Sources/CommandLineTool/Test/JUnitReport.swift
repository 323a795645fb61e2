import Diagnostics
import Reference
import Semantics
import Statistics

/// The report build servers read: a suite for each file, in it a case for each example and each
/// expectation. What is undecided or could not run is an error, what does not hold a failure.
enum JUnitReport {
  static func text(_ report: TestReport) -> String {
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"plimsoll\">\n"
    for file in report.files { text += suite(file, report) }
    return text + "</testsuites>\n"
  }

  private struct Case {
    let owner: String
    let name: String
    var outcome: Outcome = .passed

    enum Outcome {
      case passed
      case failed(String)
      case error(String)
    }
  }

  private static func suite(_ file: TestReport.File, _ report: TestReport) -> String {
    var cases = file.examples.map { example in
      Case(
        owner: "examples", name: example.title,
        outcome: example.passed
          ? .passed
          : .failed(example.findings(in: report.sources).map(\.headline).joined(separator: "\n")))
    }
    if file.isBroken {
      cases.append(Case(owner: "check", name: file.path, outcome: .error("the file has errors")))
    }
    for run in file.runs { cases += self.cases(of: run, report.sources) }
    let failures = cases.count { if case .failed = $0.outcome { true } else { false } }
    let errors = cases.count { if case .error = $0.outcome { true } else { false } }
    var text = "  <testsuite name=\(quoted(file.path)) tests=\"\(cases.count)\""
    text += " failures=\"\(failures)\" errors=\"\(errors)\">\n"
    for item in cases { text += line(item) }
    return text + "  </testsuite>\n"
  }

  private static func cases(of run: TestReport.Run, _ sources: SourceMap) -> [Case] {
    switch run.result {
    case .stopped(let problems):
      let why = problems.map(\.headline).joined(separator: "\n")
      return [Case(owner: run.spec.name, name: "runs", outcome: .error(why))]
    case .run(let done):
      let text = SimulationText(done, .plain, sources)
      let expectations = zip(done.spec.expectations, done.outcome.judgements).map {
        expectation, judgement in
        var item = Case(owner: run.spec.name, name: expectation.text)
        let evidence = text.evidence(expectation, judgement)
        switch judgement.verdict {
        case .holds: break
        case .fails:
          let replay = done.telling.map { "\n" + done.replayCommand($0.path) } ?? ""
          item.outcome = .failed(evidence + replay)
        case .undecided: item.outcome = .error("undecided: " + evidence)
        }
        return item
      }
      return expectations + laws(of: done, sources)
    }
  }

  private static func laws(of run: SimulationRun, _ sources: SourceMap) -> [Case] {
    run.spec.contract.laws.indices.map { number in
      var item = Case(
        owner: run.spec.name, name: "law \"\(run.words.name(ofLaw: number))\"")
      let count = run.findings.tally.laws[number]
      if let broken = run.findings.brokenLaws[number] {
        item.outcome = .failed(
          "held in \(count.held) of \(count.asked) states asked\n"
            + run.words.parts(broken.break, sources).map { $0.line + "\n" }.joined()
            + run.replayCommand(broken.path))
      }
      return item
    }
  }

  private static func line(_ item: Case) -> String {
    let head = "    <testcase classname=\(quoted(item.owner)) name=\(quoted(item.name))"
    switch item.outcome {
    case .passed: return head + "/>\n"
    case .failed(let why):
      return head + ">\n      <failure message=\(quoted(why))/>\n    </testcase>\n"
    case .error(let why):
      return head + ">\n      <error message=\(quoted(why))/>\n    </testcase>\n"
    }
  }

  private static func quoted(_ text: String) -> String { "\"\(Markup.escaped(text, .lines))\"" }
}
