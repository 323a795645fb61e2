extension StandardLibrary {
  static let files: [(path: String, text: String)] = []
}
