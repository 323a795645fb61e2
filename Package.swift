// swift-tools-version: 6.2
import PackageDescription

/// Every target of the package, one row each: its name and what it imports. Arrows point up the
/// table only, so a row may import nothing that stands below it.
let libraries: [(name: String, imports: [String])] = [
  ("Numerics", []),
  ("Diagnostics", []),
  ("Syntax", ["Diagnostics", "Numerics"]),
  ("Semantics", ["Syntax", "Diagnostics", "Numerics"]),
  ("Machine", ["Numerics"]),
  ("Compiler", ["Machine", "Semantics", "Diagnostics", "Numerics"]),
  ("Reference", ["Machine", "Semantics", "Diagnostics", "Numerics"]),
  (
    "CommandLineTool",
    ["Reference", "Compiler", "Machine", "Semantics", "Syntax", "Diagnostics", "Numerics"]
  ),
]

let executables: [(name: String, imports: [String])] = [
  ("plimsoll", ["CommandLineTool"]),
  (
    "Benchmarks",
    ["Reference", "Compiler", "Machine", "Semantics", "Syntax", "Diagnostics", "Numerics"]
  ),
]

/// One language mode and one attitude to warnings for the whole package.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
]

func dependencies(_ names: [String]) -> [Target.Dependency] { names.map { .byName(name: $0) } }

let package = Package(
  name: "plimsoll",
  products: [.executable(name: "plimsoll", targets: ["plimsoll"])],
  targets: libraries.map {
    .target(name: $0.name, dependencies: dependencies($0.imports), swiftSettings: settings)
  }
    + executables.map {
      .executableTarget(
        name: $0.name, dependencies: dependencies($0.imports), swiftSettings: settings)
    }
    + libraries.map {
      .testTarget(
        name: "\($0.name)Tests", dependencies: dependencies([$0.name] + $0.imports),
        swiftSettings: settings)
    }
)
