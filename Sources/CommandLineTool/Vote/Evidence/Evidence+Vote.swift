import Diagnostics
import Machine
import Semantics

extension Evidence {
  init(_ vote: VoteCase, _ sources: SourceMap) {
    proposal = vote.proposal.title
    spec = vote.spec.name
    files = Evidence.files(of: vote.spec, at: vote.path, sources)
    snapshot = vote.snapshot.map { Snapshot($0, vote.spec.contract) }
    stepLimit = vote.options.stepLimit.map { vote.percent($0) }
    seed = vote.seed
    budget = vote.run.budget
    record(vote)
  }

  /// What came of it.
  mutating func record(_ vote: VoteCase) {
    pairs = vote.pairs
    verdict = vote.verdictName
    rule = VoteCase.rule
    reasons = vote.reasons
    blocks = vote.outcome.digests.map { "\($0)" }
  }

  /// The spec's own file under the name that the command line has for it, and what it deploys.
  static func files(of spec: CheckedSpec, at path: String, _ sources: SourceMap) -> [File] {
    var files = spec.files.map { id in
      File(path: sources[id].path, digest: digest(of: sources[id].bytes))
    }
    if let own = files.firstIndex(where: { $0.path == path }) {
      files.insert(files.remove(at: own), at: 0)
    }
    return files
  }
}

extension Evidence.Snapshot {
  init(_ contents: SnapshotFile.Contents, _ contract: CheckedContract) {
    let leaves = AccountLeaves(contents.holdings, contract, file: contents.bytes)
    self.init(
      path: contents.path, digest: Evidence.digest(of: contents.bytes),
      accounts: contents.holdings.labels.count, root: "\(leaves.tree.root)")
  }
}
