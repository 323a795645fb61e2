import Numerics
import Testing

/// The generator against the answers its authors publish with it.
@Suite struct PhiloxTests {
  private func words(
    counter: Philox.Block, key: (UInt64, UInt64)
  ) -> [UInt64] {
    let block = Philox.block(counter: counter, key: key)
    return [block.0, block.1, block.2, block.3]
  }

  @Test func answersTheCaseOfZeros() {
    #expect(
      words(counter: (0, 0, 0, 0), key: (0, 0)) == [
        0x1655_4d9e_ca36_314c, 0xdb20_fe9d_672d_0fdc, 0xd7e7_72ce_e186_176b,
        0x7e68_b68a_ec7b_a23b,
      ])
  }

  @Test func answersTheCaseOfOnes() {
    #expect(
      words(counter: (.max, .max, .max, .max), key: (.max, .max)) == [
        0x87b0_92c3_013f_e90b, 0x438c_3c67_be8d_0224, 0x9cc7_d7c6_9cd7_77b6,
        0xa09c_aebf_594f_0ba0,
      ])
  }

  @Test func answersTheCaseOfPi() {
    #expect(
      words(
        counter: (
          0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344, 0xa409_3822_299f_31d0,
          0x082e_fa98_ec4e_6c89
        ), key: (0x4528_21e6_38d0_1377, 0xbe54_66cf_34e9_0c6c)) == [
          0xa528_f454_03e6_1d95, 0x38c7_2dbd_566e_9788, 0xa5a1_610e_72fd_18b5,
          0x57bd_43b5_e52b_7fe6,
        ])
  }

  @Test func streamsReadTheBlocksInOrder() {
    var stream = RandomStream(seed: 11, purpose: 12, path: 13, step: 14)
    for number: UInt64 in 0..<3 {
      let expected = words(counter: (number, 13, 14, 0), key: (11, 12))
      #expect((0..<4).map { _ in stream.next() } == expected)
    }
  }
}
