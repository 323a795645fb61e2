import Market
import Numerics
import Testing

/// No settings end the process: they are refused, or the paths they make go on or fail with an
/// error that says what happened.
@Suite struct ExtremesTests {
  private static let tries: UInt64 = 150

  private func step(_ stream: inout RandomStream) -> Int128 {
    Samples.anyWord(.duration, in: .duration, &stream)
  }

  @Test(arguments: ModelCatalogue.models.filter { !$0.hasParts })
  func models(_ description: ModelDescription) throws {
    let history = try Samples.history()
    var (built, finished) = (0, 0)
    for path in 0..<ExtremesTests.tries {
      var stream = RandomStream(seed: 1, purpose: 2, path: path, step: 0)
      var request = ModelRequest(description.name, Samples.any(description.settings, &stream))
      request.history = description.needsHistory ? history : nil
      if stream.chance(unit / 4) { request.shocks = [Samples.any(ModelCatalogue.shock, &stream)] }
      let start = Samples.anyWord(
        .price, in: description.mayBeNegative ? .amount : .price, &stream)
      // A history of four days makes no model by microseconds.
      let step = description.needsHistory ? max(hour / 4, step(&stream)) : step(&stream)
      do {
        let model = try PathModel.build(request, step: step, start: start)
        built += 1
        let path = try prices(model, steps: 40, path: path)
        #expect(description.mayBeNegative || path.allSatisfy { $0 > 0 })
        finished += 1
      } catch let error as MarketError {
        #expect(!error.headline.isEmpty)
      }
    }
    // Some of all this is ordinary.
    #expect(built > 5 && finished > 3, "\(description.name): \(built), \(finished)")
  }

  @Test func oracles() throws {
    var built = 0
    for path in 0..<ExtremesTests.tries {
      var stream = RandomStream(seed: 1, purpose: 3, path: path, step: 0)
      let settings = Samples.any(OracleCatalogue.settings, &stream)
      do {
        let feed = try OracleFeed.build(settings, step: step(&stream))
        built += 1
        let source = stream.integer(in: Int128.min / 4...Int128.max / 4)
        var state = try feed.begin(source: source, seed: 1, purpose: 2, path: 3)
        state.offset = Samples.anyWord(.ratio, in: .drift, &stream)
        for step in 1...20 {
          _ = try feed.advance(
            &state, source: stream.integer(in: .min ... .max), step: step, seed: 1, purpose: 2,
            path: 3)
        }
      } catch {
        #expect(!error.headline.isEmpty)
      }
    }
    #expect(built > 30)
  }

  @Test func depths() throws {
    var built = 0
    for path in 0..<ExtremesTests.tries {
      var stream = RandomStream(seed: 1, purpose: 4, path: path, step: 0)
      let settings = Samples.any(DepthCatalogue.settings, &stream)
      do {
        let depth = try Depth.build(settings, step: step(&stream))
        built += 1
        var state = DepthState()
        state.scale = stream.integer(in: .min ... .max)
        for _ in 0..<20 {
          let size = Samples.anyWord(.amount, in: .amount, &stream)
          let price = try depth.price(of: Samples.anyWord(.price, in: .price, &stream), state)
          #expect(price > 0)
          _ = try? depth.fill(size, at: price, after: -size, state)
          try depth.advance(&state, flow: size, at: price)
        }
      } catch {
        #expect(!error.headline.isEmpty)
      }
    }
    #expect(built > 30)
  }
}
