/**
 * Time that passes because its passing is what is tested: a NAT that forgets, a far end that stays silent for minutes, the
 * pace of a flood, the moment at which a process dies. Never to wait for something: that is done by event, with a limit (tests/unit/waits.test.ts).
 */
export const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
