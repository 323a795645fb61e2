#ifndef PERP_STEP_H
#define PERP_STEP_H

#include <stdint.h>

/// What paths of PERP-STEP came to; every path adds to it.
struct perp_step_statistics {
  /// The wrapping sum of the checksums of the paths.
  uint64_t checksum;
  uint64_t liquidations;
  /// Liquidations that left less than nothing.
  uint64_t bad_debts;
  /// Steps at whose end the collateral and the insurance were not the ledger. Must stay zero.
  uint64_t violations;
};

/// Runs one path of 64 accounts and `steps` steps, 1000 in the benchmark proper. Overflow traps.
void perp_step_path(uint64_t seed, uint32_t steps, struct perp_step_statistics *statistics);

#endif
