import Campaign
import Compiler
import Diagnostics
import Machine
import Reference
import Semantics
import Statistics

extension Command {
  /// `plimsoll vote`: a proposal against what is deployed.
  static let vote = Command(
    description: CommandDescription(
      name: "vote", summary: "say whether a proposed change of parameters is safe",
      positionals: "FILE.spec[#TITLE]", positionalLimits: 1...1,
      options: [.paths, .budget, .seed, .workers, .markdown, .json, .colour],
      details: """
        Walks the paths of the spec that deploys the contract twice, with the parameters as deployed
        and as proposed, on the same prices, draws and agents, and reports what differs: which
        expectations turn, which invariants break that did not, and by how much each measure changes,
        with intervals. TITLE picks a proposal where a file has several.

        Unsafe (status 1): an invariant breaks on a path where it did not before, or an expectation
        fails as proposed. Undecided (status 3): an expectation needs more paths. Safe (status 0)
        otherwise. A proposal whose left side is not what is deployed is refused (status 2).
        """,
      examples: ["vote Specs/proposals/leverage.spec --paths 1000 --markdown"]),
    run: { arguments, session throws(UsageError) in
      let options = try SimulationOptions(arguments)
      var run = VoteRun(arguments, session, options)
      return run.run()
    })
}

extension CommandDescription.Option {
  static let markdown = Self("markdown", "print the report as Markdown, for a forum or a request")
}

private struct VoteRun {
  let arguments: ParsedArguments
  let session: Session
  let options: SimulationOptions
  var project: Project

  init(_ arguments: ParsedArguments, _ session: Session, _ options: SimulationOptions) {
    self.arguments = arguments
    self.session = session
    self.options = options
    project = session.project()
  }

  mutating func run() -> ExitStatus {
    let parts = arguments.positionals[0].split(
      separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let path = String(parts[0])
    let title = parts.count > 1 ? String(parts[1]) : nil
    let file = project.check(path)
    let errors = project.workspace.diagnostics.sorted.filter { $0.severity == .error }
    guard errors.isEmpty else {
      session.print(DiagnosticBag(errors).findings(), project.workspace.sources)
      return .cannotRun
    }
    let wanted = file.proposals.filter { title.map($0.proposal.title.contains) ?? true }
    guard !wanted.isEmpty else {
      say(file.proposals.map(\.proposal.title), path, title)
      return .cannotRun
    }
    session.warnIfDebugBuild()
    return wanted.map { vote($0.proposal, file.specs[$0.spec], path) }
      .max { $0.weight < $1.weight } ?? .cannotRun
  }

  private func say(_ titles: [String], _ path: String, _ title: String?) {
    let known = titles.map { "\"\($0.escapedForDisplay)\"" }.joined(separator: ", ")
    let name = path.escapedForDisplay
    session.streams.errors.line(
      titles.isEmpty
        ? "error: \(name) holds no proposal"
        : "error: no proposal of \(name) has a title with \"\((title ?? "").escapedForDisplay)\"")
    session.streams.errors.line(
      titles.isEmpty
        ? "  = help: write `proposal \"..\" for Contract { parameter : 10% -> 4% }` beside the spec"
        : "  = help: there are \(known)")
  }

  private func vote(
    _ proposal: CheckedProposal, _ spec: CheckedSpec, _ path: String
  ) -> ExitStatus {
    do throws(WorldMaker.Problem) {
      var changes: [CheckedProposal.Place: Int128] = [:]
      for change in proposal.changes { changes[change.place] = change.after }
      let (base, proposed) = try WorldMaker(
        seed: options.seed, session, project.workspace.sources
      ).pair(of: spec, changing: changes)
      let budget = options.mostPaths(base)
      return walk(PairedRun(base, proposed, budget: budget), proposal, path)
    } catch {
      print(error.findings)
      return .cannotRun
    }
  }

  private func walk(
    _ run: PairedRun, _ proposal: CheckedProposal, _ path: String
  ) -> ExitStatus {
    do throws(PathProblem) {
      let interruption = session.streams.interruption
      interruption.listen()
      let outcome = try run.run(workers: options.workers) { _ in !interruption.isRaised() }
      guard
        let report = VoteReport(
          proposal, run, outcome, path: path, seed: options.seed)
      else { return .cannotRun }
      if arguments.has("json") {
        session.output.write(JSONWriter.write(report.document))
      } else {
        let form: ReportTable.Form = arguments.has("markdown") ? .markdown : .terminal
        session.output.write(report.text(form, session.palette))
      }
      return outcome.wasInterrupted ? .interrupted : report.status
    } catch {
      print([ProblemText.diagnostic(error, run.base, path: path)])
      return .cannotRun
    }
  }

  private func print(_ problems: [Diagnostic]) {
    session.print(DiagnosticBag(problems).findings(), project.workspace.sources)
  }
}
