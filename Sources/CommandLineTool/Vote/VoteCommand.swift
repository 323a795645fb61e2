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
      options: [
        .paths, .budget, .seed, .workers, .state, .stepLimit, .markdown, .page, .evidence,
        .baseline, .junit, .json, .colour,
      ],
      details: """
        Walks the paths of the spec that deploys the contract twice, with the parameters as deployed
        and as proposed, on the same prices, draws and agents, and reports what differs: which
        expectations turn, which invariants break that did not, by how much each measure and its
        tails change, with intervals, and which paths turn unsafe. Where a proposal changes several
        parameters, each is also changed alone on the same paths. TITLE picks a proposal where a file
        has several.

        With --state paths begin with the accounts of a file and not with the spec's `setup`, and the
        report names those that become liquidatable at the moment of the change, exactly, at the
        first prices, the largest first.

        Unsafe (status 1): an expectation fails as proposed, an invariant breaks on a path where it
        did not before, a law breaks that held on every path, or a change goes beyond the step limit.
        Not enough evidence (status 3): an expectation is undecided. Worse within tolerance (status
        0): everything holds, and something comes nearer to failing. Safe (status 0) otherwise. A
        proposal whose left side is not what is deployed is refused (status 2).
        """,
      examples: [
        "vote Specs/proposals/collateral.spec --paths 1000 --markdown",
        "vote \"Specs/proposals/perpetual.spec#liquidate earlier\" --step-limit 3% "
          + "--evidence earlier.evidence",
        "vote Specs/proposals/perpetual.spec --state accounts.csv",
      ]),
    run: { arguments, session throws(UsageError) in
      let options = try VoteOptions(arguments)
      var run = VoteRun(arguments, session, options)
      return run.run()
    })
}

private struct VoteRun {
  let arguments: ParsedArguments
  let session: Session
  let options: VoteOptions
  var project: Project
  private var baseline: Baseline?

  init(_ arguments: ParsedArguments, _ session: Session, _ options: VoteOptions) {
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
      print(errors)
      return .cannotRun
    }
    let wanted = VoteRun.choose(file.proposals.map(\.proposal), title)
    guard !wanted.isEmpty else {
      return session.refuse(absence(of: title, from: file.proposals.map(\.proposal.title), path))
    }
    let isOfOne = [options.page, options.evidence, options.baseline].contains { $0 != nil }
    if wanted.count > 1, isOfOne {
      return session.refuse(
        CommandRefusal(
          what: "a page, evidence and a baseline tell of one proposal",
          help: "choose one as `\(path)#TITLE`: " + titles(file.proposals.map(\.proposal.title))))
    }
    do throws(WorldMaker.Problem) {
      baseline = try Baseline(at: options.baseline, session)
    } catch {
      print(error.findings)
      return .cannotRun
    }
    session.warnIfDebugBuild()
    var votes: [VoteCase] = []
    var status = ExitStatus.success
    for number in wanted {
      let (proposal, spec) = file.proposals[number]
      guard let vote = vote(proposal, file.specs[spec], path, file.proposals.count > 1) else {
        return .cannotRun
      }
      votes.append(vote)
      status = ExitStatus.worst([status, vote.status])
    }
    return ExitStatus.worst([status, report(votes)])
  }

  /// Those with the title, or else those whose title holds it.
  private static func choose(_ proposals: [CheckedProposal], _ title: String?) -> [Int] {
    guard let title else { return Array(proposals.indices) }
    let exact = proposals.indices.filter { proposals[$0].title == title }
    return exact.isEmpty
      ? proposals.indices.filter { proposals[$0].title.contains(title) } : exact
  }

  private func absence(
    of title: String?, from known: [String], _ path: String
  ) -> CommandRefusal {
    known.isEmpty
      ? CommandRefusal(
        what: "\(path) holds no proposal",
        help: "write `proposal \"..\" for Contract { parameter : 10% -> 4% }` beside the spec")
      : CommandRefusal(
        what: "no proposal of \(path) has a title with \"\(title ?? "")\"",
        help: "there are \(titles(known))")
  }

  private func titles(_ titles: [String]) -> String {
    titles.map { "\"\($0)\"" }.joined(separator: ", ")
  }

  // MARK: - Running

  private func vote(
    _ proposal: CheckedProposal, _ spec: CheckedSpec, _ path: String, _ isOneOfSeveral: Bool
  ) -> VoteCase? {
    do throws(WorldMaker.Problem) {
      let prepared = try VoteMaker(
        session, project.workspace.sources, seed: options.simulation.seed
      ).prepare(
        proposal, on: spec, in: path, state: options.state,
        budget: { options.simulation.mostPaths($0) })
      return walk(prepared, proposal, path, isOneOfSeveral)
    } catch {
      print(error.findings)
      return nil
    }
  }

  private func walk(
    _ prepared: VoteMaker.Prepared, _ proposal: CheckedProposal, _ path: String,
    _ isOneOfSeveral: Bool
  ) -> VoteCase? {
    let run = prepared.run
    do throws(PathProblem) {
      let interruption = session.streams.interruption
      interruption.listen()
      let outcome = try run.run(workers: options.simulation.workers) { _ in
        !interruption.isRaised()
      }
      let stories = VoteStory.all(
        of: outcome, run, prepared.words, project.workspace.sources)
      var vote = VoteCase(
        proposal, prepared, outcome, path: path, options: options, isOneOfSeveral: isOneOfSeveral,
        stories: stories)
      vote.compared = baseline?.compared(with: Evidence(vote, project.workspace.sources))
      return vote
    } catch {
      print([ProblemText.diagnostic(error, run.base, path: path)])
      return nil
    }
  }

  // MARK: - Reporting

  private func report(_ votes: [VoteCase]) -> ExitStatus {
    if arguments.has("json") {
      session.output.write(
        JSONWriter.write([
          "command": "vote", "version": .integer(VoteDocument.version),
          "votes": .array(votes.map { VoteDocument($0).document }),
        ]))
    } else {
      let form: ReportTable.Form = arguments.has("markdown") ? .markdown : .terminal
      let texts = votes.map { VoteText($0, form, session.palette).text }
      session.output.write(texts.joined(separator: "\n"))
    }
    var status = ExitStatus.success
    if let junit = options.junit { status = write(VoteJUnit(votes).text, to: junit) }
    if let page = options.page, let vote = votes.first {
      let interruption = session.streams.interruption
      let text = VotePage(vote, unless: { interruption.isRaised() }).text
      status = ExitStatus.worst([status, write(text, to: page)])
    }
    if let evidence = options.evidence, let vote = votes.first {
      let text = Evidence(vote, project.workspace.sources).text
      status = ExitStatus.worst([status, write(text, to: evidence)])
    }
    return status
  }

  private func write(_ text: String, to path: String) -> ExitStatus {
    guard let failure = session.write(text, to: path) else { return .success }
    print([failure])
    return .cannotRun
  }

  private func print(_ problems: [Diagnostic]) {
    session.print(DiagnosticBag(problems).findings(), project.workspace.sources)
  }
}
