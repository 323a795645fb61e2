/// The libraries under `std/`, which are part of the program: they work wherever it is copied.
package enum StandardLibrary {
  package static var paths: [String] { files.map(\.path) }

  static func text(of path: String) -> String? {
    files.first { $0.path == path }?.text
  }
}
