// PERP-STEP as fast as plain C does it: the limit the machine is measured against.
//
// A product is 256 bits wide before it is divided by 10^18, which two 128-by-64 bit divisions do;
// every 128-bit addition and subtraction is checked, and so is the quotient. The rule itself is
// described at `Workloads.PerpStep`.

#include "perp_step.h"

typedef unsigned __int128 wide;
typedef __int128 word;

enum { ACCOUNTS = 64 };

#define UNIT 1000000000000000000ull
#define STAKE ((word)10000 * (word)UNIT)
#define FIRST_PRICE ((word)1000 * (word)UNIT)

#define RARELY(condition) __builtin_expect(!!(condition), 0)

struct market {
  uint64_t random;
  word price, insurance, ledger;
  word size[ACCOUNTS], entry[ACCOUNTS], collateral[ACCOUNTS];
  struct perp_step_statistics counted;
};

// -- Arithmetic ----------------------------------------------------------------------------------

static inline word add(word a, word b) {
  word sum;
  if (RARELY(__builtin_add_overflow(a, b, &sum))) __builtin_trap();
  return sum;
}

static inline word subtract(word a, word b) {
  word difference;
  if (RARELY(__builtin_sub_overflow(a, b, &difference))) __builtin_trap();
  return difference;
}

/// Without branches: signs are as good as random here.
static inline wide magnitude(word a) {
  wide mask = (wide)(a >> 127);
  return ((wide)a ^ mask) - mask;
}

/// `high:low` by 10^18. Needs `high < 10^18`.
static inline uint64_t divide_by_unit(uint64_t high, uint64_t low, uint64_t *remainder) {
#if defined(__x86_64__)
  // The compiler would call a routine for what is one instruction.
  uint64_t quotient;
  __asm__("divq %4" : "=a"(quotient), "=d"(*remainder) : "0"(low), "1"(high), "r"(UNIT) : "cc");
  return quotient;
#else
  wide dividend = (wide)high << 64 | low;
  *remainder = (uint64_t)(dividend % UNIT);
  return (uint64_t)(dividend / UNIT);
#endif
}

/// `a * b / 10^18`, rounded to zero. Traps when that needs more than 127 bits.
static inline wide multiply_magnitudes(wide a, wide b) {
  uint64_t a0 = (uint64_t)a, a1 = (uint64_t)(a >> 64);
  uint64_t b0 = (uint64_t)b, b1 = (uint64_t)(b >> 64);
  wide p00 = (wide)a0 * b0, p01 = (wide)a0 * b1, p10 = (wide)a1 * b0, p11 = (wide)a1 * b1;
  wide middle = (p00 >> 64) + (uint64_t)p01 + (uint64_t)p10;
  wide top = p11 + (p01 >> 64) + (p10 >> 64) + (middle >> 64);
  if (RARELY(top >= UNIT / 2)) __builtin_trap();
  uint64_t rest;
  uint64_t high = divide_by_unit((uint64_t)top, (uint64_t)middle, &rest);
  uint64_t low = divide_by_unit(rest, (uint64_t)p00, &rest);
  return (wide)high << 64 | low;
}

static inline word multiply(word a, word b) {
  wide mask = (wide)((a ^ b) >> 127);
  return (word)((multiply_magnitudes(magnitude(a), magnitude(b)) ^ mask) - mask);
}

// -- The rule ------------------------------------------------------------------------------------

static inline uint64_t draw(struct market *m, uint64_t limit) {
  uint64_t z = m->random += 0x9E3779B97F4A7C15ull;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ull;
  z = (z ^ z >> 27) * 0x94D049BB133111EBull;
  return ((z ^ z >> 31) >> 1) % limit;
}

static void open_position(struct market *m, int i) {
  word leverage = 2 + (word)draw(m, 26);
  wide contracts = (wide)(leverage * STAKE) / (wide)m->price;
  if (RARELY(contracts >> 67)) __builtin_trap();
  word size = (word)(contracts * UNIT);
  m->size[i] = draw(m, 2) == 1 ? -size : size;
  m->entry[i] = m->price;
  m->collateral[i] = STAKE;
  m->ledger = add(m->ledger, STAKE);
}

static void liquidate(struct market *m, int i, word pnl, word equity, word notional) {
  word penalty = notional / 100;
  word rest = subtract(equity, penalty);
  m->counted.liquidations += 1;
  if (rest < 0) {
    // The fund pays the bad debt, and the liquidator walks away with the penalty.
    m->counted.bad_debts += 1;
    m->insurance = add(m->insurance, rest);
    m->ledger = add(m->ledger, subtract(pnl, penalty));
  } else {
    m->insurance = add(m->insurance, penalty);
    m->ledger = add(m->ledger, subtract(pnl, rest));
  }
  open_position(m, i);
}

/// `equity < notional * 5 / 100` without the division: for integers and a notional not below zero
/// that is `20 * (equity + 1) <= notional`. The product fits while the equity has 122 bits; here it
/// has 81.
static inline int is_below_margin(word equity, word notional) {
  return 20 * equity + 20 <= notional;
}

/// Moves the price, liquidates, and gives back the sum of the positive equities.
static word mark(struct market *m) {
  word change = (word)draw(m, 60000000000000001ull) - 30000000000000000ll;
  word price = multiply(m->price, (word)UNIT + change);
  if (price < (word)UNIT) price = UNIT;
  m->price = price;
  word total = 0;
  for (int i = 0; i < ACCOUNTS; i++) {
    word size = m->size[i];
    word pnl = multiply(size, subtract(price, m->entry[i]));
    word equity = add(m->collateral[i], pnl);
    word notional = (word)multiply_magnitudes(magnitude(size), (wide)price);
    if (RARELY(is_below_margin(equity, notional) && size != 0)) {
      liquidate(m, i, pnl, equity, notional);
      equity = STAKE;
    }
    if (equity > 0) total = add(total, equity);
  }
  return total;
}

static int is_balanced(const struct market *m) {
  word sum = m->insurance;
  for (int i = 0; i < ACCOUNTS; i++) sum = add(sum, m->collateral[i]);
  return sum == m->ledger;
}

void perp_step_path(uint64_t seed, uint32_t steps, struct perp_step_statistics *statistics) {
  struct market m = {.random = seed, .price = FIRST_PRICE};
  for (int i = 0; i < ACCOUNTS; i++) open_position(&m, i);
  uint64_t checksum = 0xCBF29CE484222325ull;
  for (uint32_t step = 0; step < steps; step++) {
    word total = mark(&m);
    if (!is_balanced(&m)) m.counted.violations += 1;
    checksum = (checksum ^ (uint64_t)add(add(total, m.insurance), m.price)) * 0x100000001B3ull;
  }
  statistics->checksum += checksum;
  statistics->liquidations += m.counted.liquidations;
  statistics->bad_debts += m.counted.bad_debts;
  statistics->violations += m.counted.violations;
}
