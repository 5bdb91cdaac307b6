/** ms, 24.8 days: timers of Node and of browsers use a signed 32-bit number, and a longer delay fires at once. */
export const LONGEST_DELAY = 2 ** 31 - 1
