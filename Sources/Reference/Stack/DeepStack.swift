#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Runs work on a thread whose stack holds the deepest evaluation `Limits.depth` allows.
///
/// Stacks of ordinary threads (8 MB, and less for those of a pool) end long before a rule nested as
/// deep as the parser admits, called through as many functions as the checker admits. The address
/// space is only reserved: pages are taken as they are touched.
package enum DeepStack {
  /// Measured for evaluations 20,000 levels deep, in a debug build, whose frames are the largest:
  /// 165 MB for calls and expressions inside each other, 204 MB through `can`.
  package static let bytes = 512 << 20

  /// The result of `body`, run on a deep stack (this one, when it is deep already) while the caller
  /// waits; `nil` when the system grants no such thread.
  package static func run<Result>(_ body: () -> Result) -> Result? {
    if pthread_getspecific(mark) != nil { return body() }
    var result: Result?
    withoutActuallyEscaping({ result = body() }) { body in start(Work(body)) }
    return result
  }

  /// Set in the threads made here, and only there.
  fileprivate static let mark: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  /// Does the work on a thread of its own and waits for its end; leaves it undone when the system
  /// grants no thread.
  private static func start(_ work: Work) {
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return }
    defer { pthread_attr_destroy(&attributes) }
    guard pthread_attr_setstacksize(&attributes, bytes) == 0 else { return }
    var thread = pthread_t()
    withExtendedLifetime(work) {
      let pointer = Unmanaged.passUnretained(work).toOpaque()
      guard pthread_create(&thread, &attributes, begin(at:), pointer) == 0 else { return }
      pthread_join(thread, nil)
    }
  }
}

/// What a thread is to do.
private final class Work {
  let body: () -> Void

  init(_ body: @escaping () -> Void) { self.body = body }
}

/// The entry point of a thread.
private func begin(at pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let pointer else { return nil }
  pthread_setspecific(DeepStack.mark, pointer)
  Unmanaged<Work>.fromOpaque(pointer).takeUnretainedValue().body()
  return nil
}
