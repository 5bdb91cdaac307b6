/** A source of chance that a seed repeats (mulberry32). */
export type Random = {
  /** A whole number below `n`. */
  readonly below: (n: number) => number
  /** One of several, each as likely as its weight. */
  readonly pick: <T>(of: readonly (readonly [weight: number, what: T])[]) => T
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    below: (n) => Math.floor(next() * n),
    pick(of) {
      let at = next() * of.reduce((sum, [weight]) => sum + weight, 0)
      for (const [weight, what] of of) {
        at -= weight
        if (at < 0) return what
      }
      return (of.at(-1) as (typeof of)[number])[1]
    },
  }
}
