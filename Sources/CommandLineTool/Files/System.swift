import Diagnostics
import Synchronization

#if canImport(Glibc)
  import Glibc
  // Names that the methods below would hide.
  private let systemRead = Glibc.read
  private let systemWrite = Glibc.write
#elseif canImport(Musl)
  import Musl
  private let systemRead = Musl.read
  private let systemWrite = Musl.write
#else
  import Darwin
  private let systemRead = Darwin.read
  private let systemWrite = Darwin.write
#endif

/// A signal handler may do no more than this.
private let wasInterrupted = Atomic(false)

/// Everything the program asks of the operating system, in one place.
enum System {
  enum Kind: Equatable {
    case file(size: Int)
    case folder
    /// A socket, a device, a pipe.
    case other
    case missing
    case refused(String)
  }

  /// How many threads can run side by side.
  static var processorCount: Int {
    max(1, Int(clamping: sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  }

  /// What stands at a path; symbolic links are followed.
  static func kind(of path: String) -> Kind {
    var information = stat()
    guard stat(path, &information) == 0 else {
      return errno == ENOENT || errno == ENOTDIR ? .missing : .refused(reason(errno))
    }
    switch information.st_mode & S_IFMT {
    case S_IFREG: return .file(size: Int(information.st_size))
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  /// What tells two paths to one folder apart from two folders.
  static func identity(of path: String) -> [UInt64] {
    var information = stat()
    guard stat(path, &information) == 0 else { return [] }
    return [UInt64(information.st_dev), UInt64(information.st_ino)]
  }

  struct Failure: Error {
    let reason: String
  }

  /// What there is to read now, at most `limit` bytes; waits for the first, and is empty at the end.
  static func readSome(descriptor: Int32, limit: Int) -> [UInt8]? {
    guard limit > 0 else { return [] }
    var isRefused = false
    let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      let result = recv(descriptor, buffer.baseAddress, limit)
      isRefused = result < 0
      count = max(0, result)
    }
    return isRefused ? nil : bytes
  }

  /// At most `limit` bytes of a file.
  static func read(_ path: String, limit: Int) throws(Failure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(reason: reason(errno)) }
    defer { close(descriptor) }
    return try read(descriptor: descriptor, limit: limit)
  }

  static func read(descriptor: Int32, limit: Int) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while bytes.count < limit {
      let wanted = min(chunk.count, limit - bytes.count)
      let count = chunk.withUnsafeMutableBytes {
        recv(descriptor, $0.baseAddress, wanted)
      }
      if count < 0 { throw Failure(reason: reason(errno)) }
      if count == 0 { break }
      bytes += chunk[..<count]
    }
    return bytes
  }

  private static func recv(
    _ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int
  ) -> Int {
    while true {
      let result = systemRead(descriptor, buffer, count)
      if result >= 0 || errno != EINTR { return result }
    }
  }

  /// The names in a folder, sorted by their bytes.
  static func names(in folder: String) throws(Failure) -> [String] {
    guard let stream = opendir(folder) else { throw Failure(reason: reason(errno)) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Replaces a file in one move: readers see the old text or the new, never half of one. Its
  /// permissions stay, and a symbolic link stays a link.
  static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    let path = target(of: path)
    let temporary = path + ".\(getpid()).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Failure(reason: reason(errno)) }
    var information = stat()
    if stat(path, &information) == 0 { fchmod(descriptor, information.st_mode & 0o777) }
    let written = writeAll(bytes, to: descriptor)
    let failure = errno
    close(descriptor)
    guard written else {
      unlink(temporary)
      throw Failure(reason: reason(failure))
    }
    guard rename(temporary, path) == 0 else {
      let failure = errno
      unlink(temporary)
      throw Failure(reason: reason(failure))
    }
  }

  /// A new file beside the one that it is to replace.
  static func create(beside path: String) throws(Failure) -> (descriptor: Int32, path: String) {
    let temporary = target(of: path) + ".\(getpid()).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Failure(reason: reason(errno)) }
    return (descriptor, temporary)
  }

  /// Closes a file and gives it its name, or takes it away; why that failed.
  static func finish(
    _ descriptor: Int32, _ temporary: String, as path: String, keeping: Bool
  ) -> String? {
    let closed = close(descriptor) == 0
    guard keeping, closed, rename(temporary, target(of: path)) == 0 else {
      let failure = reason(errno)
      unlink(temporary)
      return keeping ? failure : nil
    }
    return nil
  }

  /// A file that nobody has made before, to be added to.
  static func createJournal(_ path: String) throws(Failure) -> Int32 {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Failure(reason: reason(errno)) }
    flock(descriptor, LOCK_EX | LOCK_NB)
    return descriptor
  }

  /// A file to be added to, cut to so many bytes first. Nobody else may do so meanwhile.
  static func append(to path: String, after length: Int) throws(Failure) -> Int32 {
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(reason: reason(errno)) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw Failure(reason: "another run goes on with it")
    }
    guard ftruncate(descriptor, off_t(length)) == 0 else {
      let failure = Failure(reason: reason(errno))
      close(descriptor)
      throw failure
    }
    return descriptor
  }

  static func closeFile(_ descriptor: Int32) { close(descriptor) }

  static func remove(_ path: String) { unlink(path) }

  /// Leaves it where something is in it.
  static func removeEmptyFolder(_ path: String) { rmdir(path) }

  /// Why the last request was refused.
  static var lastReason: String { reason(errno) }

  /// Where a chain of symbolic links ends; the path itself when nothing stands there yet.
  private static func target(of path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The path the user most likely meant: its last part respelled as a name in the same folder.
  static func nearestPath(to path: String) -> String? {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let parent = path.hasSuffix(name) ? String(path.dropLast(name.count)) : ""
    guard let names = try? names(in: parent.isEmpty ? "." : parent) else { return nil }
    return nearest(name, among: names).map { parent + $0 }
  }

  static func makeFolder(_ path: String) throws(Failure) {
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
      throw Failure(reason: reason(errno))
    }
  }

  /// False when the reader has gone or the disk is full; `errno` says which.
  static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        systemWrite(descriptor, buffer.baseAddress?.advanced(by: done), bytes.count - done)
      }
      if count < 0 {
        if errno == EINTR { continue }
        return false
      }
      done += count
    }
    return true
  }

  /// Writes results or remarks; false when their reader has gone. Results that cannot be kept, as on
  /// a full disk, end the program with a message: half a report must not pass for a whole one.
  static func deliver(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    if writeAll(bytes, to: descriptor) { return true }
    let failure = errno
    if descriptor == 1, failure != EPIPE {
      let message = "error: cannot write the results: \(reason(failure))\n"
      _ = writeAll(Array(message.utf8), to: 2)
      leave(ExitStatus.cannotRun.rawValue)
    }
    return false
  }

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// A reader that goes away early, as `head` does, must not kill the program, and neither must a
  /// limit to the size of files.
  static func ignoreBrokenPipes() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// From here on a first Ctrl-C only raises a flag; a second one ends the process.
  static func listenForInterrupts() {
    signal(SIGINT) { _ in
      wasInterrupted.store(true, ordering: .relaxed)
      signal(SIGINT, SIG_DFL)
    }
  }

  static var isInterrupted: Bool { wasInterrupted.load(ordering: .relaxed) }

  /// Columns of the terminal behind a descriptor; `nil` where there is none.
  static func width(ofTerminal descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  static func leave(_ status: Int32) -> Never { exit(status) }

  private static func reason(_ code: Int32) -> String {
    String(cString: strerror(code)).lowercased()
  }
}
