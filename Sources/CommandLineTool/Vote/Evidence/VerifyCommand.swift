import Campaign
import Diagnostics
import Machine
import Semantics

extension Command {
  /// `plimsoll verify`: evidence of a vote, computed again.
  static let verify = Command(
    description: CommandDescription(
      name: "verify", summary: "compute a vote again from its evidence, and compare",
      positionals: "FILE.evidence", positionalLimits: 1...1,
      options: [.sample, .seed, .workers, .account, .json],
      details: """
        Reads what `vote --evidence` has written, in the folder that command was given in: compares
        the digests of every file, computes the blocks of paths again, all or --sample of them, and
        says `confirmed` or the first difference. --seed says which blocks are drawn, so that nobody
        can know beforehand. Changed evidence is refused before anything is computed.

        With --account, for a vote with a snapshot: prints what the tree of accounts holds of one
        holder and the way from it to the root that the evidence names, which shows that he was
        counted without showing anybody else.

        The status is 0 for confirmed, 1 for a difference, and 2 for what cannot be compared.
        """,
      examples: ["verify earlier.evidence", "verify earlier.evidence --sample 8 --seed 42"]),
    run: { arguments, session throws(UsageError) in
      let options = try VerifyOptions(arguments)
      let run = VerifyRun(options, arguments, session)
      return run.run()
    })
}

extension CommandDescription.Option {
  static let sample = Self("sample", value: "N", "compute only so many blocks of paths again")
  static let account = Self("account", value: "NAME", "show that one account was counted")
}

struct VerifyOptions {
  let workers: Int
  let seed: UInt64
  let sample: UInt64?
  let account: String?

  init(_ arguments: ParsedArguments) throws(UsageError) {
    workers = try SimulationOptions(arguments).workers
    seed = try SimulationOptions.seed(arguments)
    sample = try SimulationOptions.number("sample", arguments, 1...1_000_000_000)
    account = arguments.value("account")
  }
}

private struct VerifyRun {
  let options: VerifyOptions
  let arguments: ParsedArguments
  let session: Session

  init(_ options: VerifyOptions, _ arguments: ParsedArguments, _ session: Session) {
    self.options = options
    self.arguments = arguments
    self.session = session
  }

  /// What came of it.
  private enum Answer: Error {
    case confirmed(blocks: Int, of: Int)
    case differs(String)
    case cannot([Diagnostic], SourceMap)
    case account([String])
  }

  func run() -> ExitStatus {
    let path = arguments.positionals[0]
    let answer: Answer
    do throws(Answer) { answer = try verify(path) } catch { answer = error }
    let (word, text, status): (String, String, ExitStatus)
    switch answer {
    case .confirmed(let blocks, let all):
      word = "confirmed"
      text =
        blocks == all
        ? "all \(counted(all, "block")) of paths and the verdict are the same"
        : "\(blocks) of \(counted(all, "block")) of paths are the same; the others were not computed"
      status = .success
    case .differs(let what): (word, text, status) = ("differs", what, .findings)
    case .cannot(let problems, let sources):
      session.print(DiagnosticBag(problems).findings(), sources)
      return .cannotRun
    case .account(let lines):
      (word, text, status) = ("counted", lines.joined(separator: "\n"), .success)
    }
    if arguments.has("json") {
      session.output.write(
        JSONWriter.write([
          "command": "verify", "answer": .string(word), "details": .string(text),
        ]))
    } else {
      session.output.line("\(word): \(text.escapedForDisplay)")
    }
    return status
  }

  private func verify(_ path: String) throws(Answer) -> Answer {
    let evidence = try read(path)
    var project = session.project()
    let specPath = evidence.files.first?.path ?? ""
    let checked = project.check(specPath)
    let sources = project.workspace.sources
    let errors = project.workspace.diagnostics.sorted.filter { $0.severity == .error }
    guard errors.isEmpty else { throw .cannot(errors, sources) }
    let found = checked.proposals.first {
      $0.proposal.title == evidence.proposal && checked.specs[$0.spec].name == evidence.spec
    }
    guard let found else {
      throw .differs("`\(specPath)` has no proposal \"\(evidence.proposal)\" for \(evidence.spec)")
    }
    let spec = checked.specs[found.spec]
    try compare(Evidence.files(of: spec, at: specPath, sources), evidence.files)
    let prepared: VoteMaker.Prepared
    do throws(WorldMaker.Problem) {
      prepared = try VoteMaker(session, sources, seed: evidence.seed).prepare(
        found.proposal, on: spec, in: specPath, state: evidence.snapshot?.path,
        budget: { _ in evidence.budget })
    } catch { throw .cannot(error.findings, sources) }
    let snapshot = prepared.snapshot.map { Evidence.Snapshot($0, spec.contract) }
    guard snapshot == evidence.snapshot else {
      throw .differs("`\(evidence.snapshot?.path ?? "")` is not the snapshot of the evidence")
    }
    if let account = options.account { return try show(account, prepared, spec) }
    session.warnIfDebugBuild()
    do throws(PathProblem) {
      if let sample = options.sample, sample < evidence.blocks.count {
        return try draw(sample, evidence, prepared)
      }
      return try all(evidence, prepared, found.proposal, specPath)
    } catch {
      throw .cannot([ProblemText.diagnostic(error, prepared.run.base, path: specPath)], sources)
    }
  }

  private func read(_ path: String) throws(Answer) -> Evidence {
    let bytes: [UInt8]
    switch FileSearch.read(path, session.streams, limit: Evidence.sizeLimit) {
    case .success(let read): bytes = read
    case .failure(.missing): throw .cannot([.notFound(path)], SourceMap())
    case .failure(.refused(let why)): throw .cannot([why], SourceMap())
    }
    let evidence: Evidence
    do throws(Evidence.Problem) { evidence = try Evidence(bytes: bytes) } catch {
      throw .cannot([.badEvidence(path, error)], SourceMap())
    }
    guard evidence.tool == Plimsoll.version, evidence.gas == "\(Opcode.scheduleVersion)" else {
      throw .cannot([.badEvidence(path, .version(evidence.tool))], SourceMap())
    }
    return evidence
  }

  private func compare(_ now: [Evidence.File], _ then: [Evidence.File]) throws(Answer) {
    for file in then {
      guard let here = now.first(where: { $0.path == file.path }) else {
        throw .differs("`\(file.path)` is no part of it any more")
      }
      guard here.digest == file.digest else {
        throw .differs("`\(file.path)` is not the file of the evidence")
      }
    }
    if let other = now.first(where: { here in !then.contains { $0.path == here.path } }) {
      throw .differs("`\(other.path)` is part of it, and not of the evidence")
    }
  }

  // MARK: - Paths

  private func all(
    _ evidence: Evidence, _ prepared: VoteMaker.Prepared, _ proposal: CheckedProposal,
    _ path: String
  ) throws(PathProblem) -> Answer {
    let outcome = try prepared.run.run(workers: options.workers)
    guard
      let vote = VoteOptions(repeating: evidence).map({
        VoteCase(
          proposal, prepared, outcome, path: path, options: $0, isOneOfSeveral: false, stories: [])
      })
    else { return .differs("the step limit is no share") }
    var again = evidence
    again.record(vote)
    for (number, (then, now)) in zip(evidence.blocks, again.blocks).enumerated() where then != now {
      return .differs(different(block: number))
    }
    if again.pairs != evidence.pairs || again.blocks.count != evidence.blocks.count {
      return .differs("the run ends after \(again.pairs) pairs, and not \(evidence.pairs)")
    }
    if again.verdict != evidence.verdict {
      return .differs("the verdict is `\(again.verdict)`, and not `\(evidence.verdict)`")
    }
    if again.reasons != evidence.reasons { return .differs("the reasons are others") }
    if again.rule != evidence.rule { return .differs("the rule is another") }
    return .confirmed(blocks: again.blocks.count, of: evidence.blocks.count)
  }

  private func draw(
    _ sample: UInt64, _ evidence: Evidence, _ prepared: VoteMaker.Prepared
  ) throws(PathProblem) -> Answer {
    let chosen = VerifyRun.choose(sample, of: evidence.blocks, seed: options.seed)
    let digests = try prepared.run.digests(
      ofUnits: chosen.map { UInt64($0) }, workers: options.workers)
    for (number, digest) in zip(chosen, digests) where "\(digest)" != evidence.blocks[number] {
      return .differs(different(block: number))
    }
    return .confirmed(blocks: chosen.count, of: evidence.blocks.count)
  }

  private func different(block number: Int) -> String {
    let first = UInt64(number) * PairedRun.pairsPerUnit
    return "block \(number), paths \(first) to \(first + PairedRun.pairsPerUnit - 1), comes to "
      + "something else"
  }

  /// Those whose digests with the seed are least, in order.
  private static func choose(_ sample: UInt64, of blocks: [String], seed: UInt64) -> [Int] {
    let ranks = blocks.indices.map { number in
      (Evidence.digest(of: "\(seed) \(number) \(blocks[number])".utf8), number)
    }
    return ranks.sorted { $0 < $1 }.prefix(Int(clamping: sample)).map(\.1).sorted()
  }

  // MARK: - Accounts

  private func show(
    _ account: String, _ prepared: VoteMaker.Prepared, _ spec: CheckedSpec
  ) throws(Answer) -> Answer {
    guard let snapshot = prepared.snapshot,
      let number = snapshot.holdings.labels.firstIndex(of: account)
    else { throw .differs("there is no account `\(account)` in it") }
    let leaves = AccountLeaves(snapshot.holdings, spec.contract, file: snapshot.bytes)
    let tree = leaves.tree
    let blind = leaves.blinds[number].map { String(UInt16($0) + 256, radix: 16).dropFirst() }
      .joined()
    return .account(
      [leaves.texts[number], "  blind \(blind)"]
        + tree.proof(ofLeaf: number).map { "  \($0.isLeft ? "left " : "right") \($0.digest)" }
        + ["  root  \(tree.root)"])
  }
}

extension VoteOptions {
  /// What decides the verdict of evidence; `nil` where its step limit is none.
  fileprivate init?(repeating evidence: Evidence) {
    guard let arguments = try? VoteOptions.none else { return nil }
    self = arguments
    guard let limit = evidence.stepLimit else { return }
    guard let share = try? VoteOptions.share(limit) else { return nil }
    stepLimit = share
  }
}

extension Diagnostic {
  static func badEvidence(_ path: String, _ problem: Evidence.Problem) -> Diagnostic {
    let name = path.escapedForDisplay
    let (headline, help): (String, String) =
      switch problem {
      case .notEvidence: ("this is no evidence", "`plimsoll vote --evidence FILE` writes it")
      case .altered:
        ("this is not what was written: its digest is another", "ask for the file again")
      case .version(let version):
        (
          "this is evidence of plimsoll \(version.escapedForDisplay)",
          "verify it with that version; this is \(Plimsoll.version)"
        )
      case .line(let line): ("line \(line) says nothing", "ask for the file again")
      }
    return Diagnostic(.evidence, "`\(name)`: \(headline)", at: nil, help: [help])
  }
}
