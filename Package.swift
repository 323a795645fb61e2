// swift-tools-version: 6.2
import PackageDescription

/// Every library of the package, one row each: its name and what it imports. Arrows point up the
/// table only, so a row may import nothing that stands below it.
let libraries: [(name: String, imports: [String])] = [
  ("Numerics", []),
  ("Statistics", ["Numerics"]),
  ("Property", ["Numerics"]),
  ("Market", ["Numerics"]),
  ("Diagnostics", []),
  ("Syntax", ["Diagnostics", "Numerics"]),
  ("Semantics", ["Syntax", "Market", "Diagnostics", "Numerics"]),
  ("Mutation", ["Syntax", "Diagnostics"]),
  ("Machine", ["Numerics"]),
  ("Compiler", ["Machine", "Semantics", "Diagnostics", "Numerics"]),
  ("Reference", ["Machine", "Semantics", "Diagnostics", "Numerics"]),
  (
    "Workloads",
    ["PerpStepPeer", "Reference", "Compiler", "Machine", "Semantics", "Diagnostics", "Numerics"]
  ),
  ("Deployment", ["Reference", "Compiler", "Machine", "Semantics", "Diagnostics", "Numerics"]),
  (
    "Campaign",
    [
      "Compiler", "Machine", "Semantics", "Syntax", "Statistics", "Market", "Diagnostics",
      "Numerics",
    ]
  ),
  (
    "Attack",
    [
      "Campaign", "Property", "Compiler", "Machine", "Semantics", "Market", "Diagnostics",
      "Numerics",
    ]
  ),
  (
    "CommandLineTool",
    [
      "Attack", "Mutation", "Campaign", "Property", "Deployment", "Reference", "Compiler",
      "Machine", "Semantics", "Syntax",
      "Statistics", "Market", "Diagnostics", "Numerics",
    ]
  ),
]

let executables: [(name: String, imports: [String])] = [
  ("plimsoll", ["CommandLineTool"]),
  (
    "Benchmarks",
    [
      "plimsoll", "Attack", "Campaign", "Workloads", "PerpStepPeer", "Reference", "Compiler",
      "Machine",
      "Semantics", "Syntax", "Diagnostics", "Numerics",
    ]
  ),
]

/// C the machine is measured against, and no part of it: only the workloads and the benchmarks may
/// import these.
let peers = ["PerpStepPeer"]

/// What the tests of a target import beside it and its own imports.
let testImports: [String: [String]] = [
  // The interpreter judges what the compiler makes.
  "Compiler": ["Reference"],
  // Broken specs that check clean are run; what nests deep wants a deep stack.
  "Semantics": ["Campaign", "Reference"],
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
  targets: peers.map { .target(name: $0) }
    + libraries.map {
      .target(name: $0.name, dependencies: dependencies($0.imports), swiftSettings: settings)
    }
    + executables.map {
      .executableTarget(
        name: $0.name, dependencies: dependencies($0.imports), swiftSettings: settings)
    }
    + libraries.map {
      .testTarget(
        name: "\($0.name)Tests",
        dependencies: dependencies([$0.name] + $0.imports + (testImports[$0.name] ?? [])),
        swiftSettings: settings)
    }
)
