import Campaign
import Diagnostics
import Machine
import Semantics

/// Keeps what a run has merged in a file beside its spec while it goes on, so that another can go on
/// where it was killed. Written by the thread that watches, never by those that work.
final class RunJournal {
  /// Gets what is merged; `nil` where nothing is kept.
  let queue: Journal.Queue?
  /// An earlier run, up to where its file is sound.
  private var earlier: Journal.Reader?
  private let streams: Streams
  private let spec: CheckedSpec
  private let path: String
  private let head: [UInt8]
  private var sealer: Journal.Sealer
  private var pending: [UInt8] = []
  private var descriptor: Int32?
  private var ticks = 0
  private var isGivenUp = false

  /// A run that is over before it has been looked at so often is begun anew as quickly.
  private static let firstTick = 100
  private static let ticksBetweenWrites = 50
  /// Larger ones were not written here.
  private static let sizeLimit = 1 << 32

  /// - Parameters:
  ///   - file: the file of the spec.
  ///   - identity: the hash of everything that decides what the run comes to.
  ///   - resumes: whether an earlier run is to be gone on with.
  init(
    of world: World, in file: String, identity: Digest, budget: UInt64, resumes: Bool,
    _ streams: Streams
  ) {
    self.streams = streams
    spec = world.program.spec
    head = Journal.head(of: identity)
    sealer = Journal.Sealer(of: identity)
    let folder = RunJournal.folder(of: file)
    path = folder + "\(spec.name)-\(String("\(identity)".prefix(16))).journal"
    guard file != "-" else {
      queue = nil
      isGivenUp = true
      return
    }
    let kind = System.kind(of: path)
    guard kind != .missing else {
      queue = Journal.Queue()
      if resumes { sayMissing(folder) }
      return
    }
    guard resumes else {
      queue = nil
      isGivenUp = true
      note("an unfinished run of `\(spec.name)` is kept in \(name): --resume goes on with it")
      return
    }
    queue = Journal.Queue()
    begin(kind, identity, budget)
  }

  /// `Specs/a.spec` has `Specs/.plimsoll/runs/`.
  static func folder(of file: String) -> String {
    let parent = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
    return parent + ".plimsoll/runs/"
  }

  private var name: String { "`\(path.escapedForDisplay)`" }

  private func note(_ text: String) { streams.errors.line("note: \(text)") }

  /// There is nothing to go on with; perhaps there is something of another run.
  private func sayMissing(_ folder: String) {
    let others = ((try? System.names(in: folder)) ?? []).filter {
      $0.hasPrefix(spec.name + "-") && $0.hasSuffix(".journal")
    }
    guard let other = others.first else {
      note("no unfinished run of `\(spec.name)` is kept, so it begins anew")
      return
    }
    note(
      "`\((folder + other).escapedForDisplay)` is of `\(spec.name)` as it was, or of another seed "
        + "or number of paths: it is not counted, and the run begins anew")
  }

  // MARK: - Going on

  private func begin(_ kind: System.Kind, _ identity: Digest, _ budget: UInt64) {
    let bytes: [UInt8]
    do throws(System.Failure) {
      guard case .file = kind else { throw System.Failure(reason: "it is no file") }
      bytes = try System.read(path, limit: RunJournal.sizeLimit)
    } catch {
      giveUp("\(name) cannot be read (\(error.reason))")
      return
    }
    do throws(Journal.Problem) {
      earlier = try Journal.Reader(bytes, of: identity, spec, budget: budget)
    } catch {
      let why =
        switch error {
        case .notAJournal: "is no journal of a run"
        case .otherVersion: "was written by another version of plimsoll"
        case .otherRun: "is of another run"
        }
      note("\(name) \(why): it is not counted, and the run begins anew")
      continueFile(after: 0)
      if let descriptor, !System.writeAll(head, to: descriptor) {
        giveUp("\(name) cannot be written (\(System.lastReason))")
      }
    }
  }

  /// The next unit of the earlier run, if there is one; after the last, what is unsound is said, and
  /// from there the file goes on.
  func nextKnown() -> PathUnit? {
    guard let unit = earlier?.next() else {
      if let reader = earlier { endEarlier(reader) }
      earlier = nil
      return nil
    }
    return unit
  }

  private func endEarlier(_ reader: Journal.Reader) {
    if reader.restLength > 0 {
      note(
        "the last \(counted(reader.restLength, "byte")) of \(name) are cut off or changed, and "
          + "not counted")
    }
    note(
      "`\(spec.name)` goes on after \(grouped(Int(clamping: reader.paths))) paths that are kept")
    sealer = reader.sealer
    continueFile(after: reader.soundLength)
  }

  private func continueFile(after length: Int) {
    do throws(System.Failure) {
      descriptor = try System.append(to: path, after: length)
    } catch {
      giveUp("\(name) cannot be written (\(error.reason))")
    }
  }

  // MARK: - Keeping

  /// To be called now and then while the run goes on.
  func look() {
    ticks += 1
    guard ticks >= RunJournal.firstTick, ticks % RunJournal.ticksBetweenWrites == 0 else {
      return
    }
    write()
  }

  private func write() {
    guard let queue, !isGivenUp else { return }
    let units = queue.take()
    guard !units.isEmpty else { return }
    for unit in units { pending += sealer.record(unit) }
    do throws(System.Failure) {
      let descriptor: Int32 = if let known = self.descriptor { known } else { try create() }
      self.descriptor = descriptor
      guard System.writeAll(pending, to: descriptor) else {
        throw System.Failure(reason: System.lastReason)
      }
      pending.removeAll(keepingCapacity: true)
    } catch {
      giveUp("\(name) cannot be written (\(error.reason))")
    }
  }

  /// A new file; the folders are made where they are missing.
  private func create() throws(System.Failure) -> Int32 {
    let folders = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    for count in [folders.count - 1, folders.count] {
      try System.makeFolder(folders.prefix(count).joined(separator: "/"))
    }
    let descriptor = try System.createJournal(path)
    guard System.writeAll(head, to: descriptor) else {
      throw System.Failure(reason: System.lastReason)
    }
    return descriptor
  }

  /// Said once; the run itself goes on.
  private func giveUp(_ why: String) {
    isGivenUp = true
    pending = []
    streams.errors.line(
      "warning: \(why): the run of `\(spec.name)` goes on, but could not be resumed")
  }

  /// The run has been interrupted: everything merged is kept.
  func keep() {
    write()
    guard !isGivenUp, let descriptor else { return }
    System.closeFile(descriptor)
    self.descriptor = nil
    isGivenUp = true
    note("what `\(spec.name)` has so far is kept: --resume goes on with it")
  }

  /// All is done and said: there is nothing left to resume.
  func remove() {
    if let descriptor {
      System.closeFile(descriptor)
      self.descriptor = nil
      System.remove(path)
      let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
      System.removeEmptyFolder(folder)
      System.removeEmptyFolder(String(folder.dropLast("/runs".count)))
    }
    isGivenUp = true
  }
}
