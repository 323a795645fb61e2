import Diagnostics

/// Everything that is allowed and yet probably not meant, in report order. Unused and shadowed names
/// are found where names are resolved; what an `// allow` comment silences is taken out by
/// `apply(_:to:)`.
package func lint(_ contract: CheckedContract) -> [Diagnostic] {
  var flow = FlowLinter(contract)
  var loops = LoopGuardLint(contract)
  var products: [Diagnostic] = []
  for body in contract.bodies {
    flow.visit(body)
    loops.visit(body)
    body.walkExpressions { expression in
      if let finding = lintDivideBeforeMultiply(expression) { products.append(finding) }
    }
  }
  return (flow.findings + loops.findings + products).sorted(by: Diagnostic.precedes)
}
