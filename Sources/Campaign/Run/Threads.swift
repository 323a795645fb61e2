#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Threads of the operating system, which need no runtime to wait for them.
package enum Threads {
  /// Runs `body` so many times side by side, and meanwhile `watch` here again and again until all
  /// have ended. Where threads cannot be had, this one does the work.
  package static func run(
    _ count: Int, _ body: @escaping @Sendable () -> Void, watching watch: () -> Void
  ) {
    let box = Unmanaged.passRetained(Work(body))
    defer { box.release() }
    var threads: [pthread_t] = []
    for _ in 0..<max(1, count) {
      var attributes = pthread_attr_t()
      guard pthread_attr_init(&attributes) == 0 else { continue }
      defer { pthread_attr_destroy(&attributes) }
      // Trials inside trials stand on the stack.
      pthread_attr_setstacksize(&attributes, 16 << 20)
      #if canImport(Darwin)
        var thread: pthread_t?
      #else
        var thread = pthread_t()
      #endif
      let started = pthread_create(&thread, &attributes, begin(at:), box.toOpaque())
      #if canImport(Darwin)
        if started == 0, let thread { threads.append(thread) }
      #else
        if started == 0 { threads.append(thread) }
      #endif
    }
    guard !threads.isEmpty else { return body() }
    while !box.takeUnretainedValue().isDone(threads.count) {
      usleep(20_000)
      watch()
    }
    for thread in threads { pthread_join(thread, nil) }
  }

  /// Lets others go on for a moment.
  package static func pause() { usleep(100) }
}

import Synchronization

/// What each thread does, and how many have done it.
private final class Work: Sendable {
  let body: @Sendable () -> Void
  private let ended = Mutex(0)

  init(_ body: @escaping @Sendable () -> Void) { self.body = body }

  func perform() {
    body()
    ended.withLock { $0 += 1 }
  }

  func isDone(_ count: Int) -> Bool { ended.withLock { $0 >= count } }
}

#if canImport(Darwin)
  private func begin(at pointer: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<Work>.fromOpaque(pointer).takeUnretainedValue().perform()
    return nil
  }
#else
  private func begin(at pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let pointer { Unmanaged<Work>.fromOpaque(pointer).takeUnretainedValue().perform() }
    return nil
  }
#endif
