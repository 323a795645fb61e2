import Campaign
import Machine
import Numerics
import Semantics

/// The accounts of a snapshot at the moment of the change, at the first prices: who is liquidatable
/// before it and who after, asked of the contract itself.
struct VoteMoment {
  let questions: RowQuestions
  let accounts: Int
  /// The largest first.
  let before: [PathRunner.Liquidatable]
  let after: [PathRunner.Liquidatable]
  /// Of those after: not before.
  let new: [PathRunner.Liquidatable]
  /// Liquidatable before, and not after.
  let spared: [PathRunner.Liquidatable]
  /// Rows that a function of the contract stops on.
  let unanswered: Int

  /// What a snapshot cannot begin with.
  enum Problem: Error {
    case path(PathProblem)
    case broken([Int])
  }

  init(
    _ world: World, _ proposal: CheckedProposal, _ questions: RowQuestions
  ) throws(Problem) {
    let runner = try VoteMoment.begin(world)
    self.questions = questions
    accounts = world.rows[questions.table]
    let was = runner.liquidatable(questions)
    runner.make(proposal.changes)
    let isNow = runner.liquidatable(questions)
    let rowsBefore = Set(was.rows.map(\.row))
    let rowsAfter = Set(isNow.rows.map(\.row))
    before = was.rows
    after = isNow.rows
    new = isNow.rows.filter { !rowsBefore.contains($0.row) }
    spared = was.rows.filter { !rowsAfter.contains($0.row) }
    unanswered = Set(was.unanswered + isNow.unanswered).count
  }

  /// A path where it begins; a snapshot that breaks an invariant there is no state of the protocol.
  static func begin(_ world: World) throws(Problem) -> PathRunner {
    guard let runner = try? PathRunner(world) else { throw .broken([]) }
    do throws(PathProblem) { try runner.begin(0) } catch { throw .path(error) }
    let broken = runner.brokenAtStart
    guard broken.isEmpty else { throw .broken(broken) }
    return runner
  }

  /// The sum of the amounts; `nil` where there are none, or it is no word.
  static func total(_ rows: [PathRunner.Liquidatable]) -> Int128? {
    var total: Int128 = 0
    for row in rows {
      guard let amount = row.amount else { return nil }
      let (sum, overflow) = total.addingReportingOverflow(amount)
      guard !overflow else { return nil }
      total = sum
    }
    return total
  }
}

extension VoteCase {
  /// The most accounts that tables show.
  private static let mostAccounts = 12

  var atTheMoment: Section? {
    guard let moment else { return nil }
    var notes = [
      "\(counted(moment.new.count, "account")) of \(grouped(moment.accounts)) become liquidatable"
        + amount(moment.new, moment) + "; \(grouped(moment.before.count)) are as deployed"
        + amount(moment.before, moment)
    ]
    if !moment.spared.isEmpty {
      notes.append(
        "\(counted(moment.spared.count, "account")) no longer" + amount(moment.spared, moment))
    }
    if moment.unanswered > 0 {
      notes.append(
        "of \(counted(moment.unanswered, "account")) the contract cannot say: a function stops")
    }
    let hidden = moment.new.count - VoteCase.mostAccounts
    if hidden > 0 { notes.append("the \(VoteCase.mostAccounts) largest are shown") }
    let rows = moment.new.prefix(VoteCase.mostAccounts).map { row in
      [account(row.row, moment), row.amount.map { self.amount($0, moment) } ?? ""]
    }
    return Section(
      title: "At the moment of the change", notes: notes,
      table: rows.isEmpty
        ? nil : ReportTable(["newly liquidatable", moment.questions.amount?.name ?? ""], rows))
  }

  func account(_ row: Int, _ moment: VoteMoment) -> String {
    words.printer.label(row, of: moment.questions.table)
  }

  private func amount(_ rows: [PathRunner.Liquidatable], _ moment: VoteMoment) -> String {
    guard !rows.isEmpty, let function = moment.questions.amount,
      let total = VoteMoment.total(rows)
    else { return "" }
    return ", \(function.name) \(amount(total, moment)) in all"
  }

  private func amount(_ word: Int128, _ moment: VoteMoment) -> String {
    words.printer.text(word, moment.questions.amount?.results.first?.type ?? .ratio)
  }

  var momentCheck: Check? {
    guard let moment else { return nil }
    return Check(
      title: "no account becomes liquidatable at once",
      outcome: moment.new.isEmpty && moment.unanswered == 0 ? .passed : .warning,
      details: "\(grouped(moment.new.count)) of \(grouped(moment.accounts))"
        + amount(moment.new, moment))
  }
}
