/// Every kind of finding Plimsoll can report: one row each, sorted by name within its family.
///
/// The raw value is what people see, search for and hand to `plimsoll explain`. It never changes
/// its meaning. A new row needs a page in `Pages/`, which the compiler insists on.
package enum DiagnosticID: String, CaseIterable, Sendable {
  // Reading files.
  case emptyFolder = "empty-folder"
  case fileIsADirectory = "file-is-a-directory"
  case fileNotFound = "file-not-found"
  case fileNotReadable = "file-not-readable"
  case fileTooLarge = "file-too-large"
  case invalidUTF8 = "invalid-utf8"
}
