import type { Days } from './settled-days.ts'

/** What is missing of some days' records. */
export type Missing = {
  /** Days whose records could not be read. */
  readonly unread: readonly Days[]
  /** Days that may have more records than the provider gives, `YYYY-MM-DD`. */
  readonly capped: readonly string[]
  /** How many records could not be read. */
  readonly unreadable: number
}

/** A provider that gives fewer records than there are gives a round number of them. */
const ROUND = 50

/**
 * Tells of each reply whether there may be more records than it has: as many rows as were asked for, or a round number of them where no reply
 * before had more. The documentation does not say how many the provider gives at most (provider API, 4.5 and 4.6).
 */
export function createFullness(): (rows: number, asked?: number) => boolean {
  let largest = 0
  return (rows, asked = Number.POSITIVE_INFINITY) => {
    largest = Math.max(largest, rows)
    return rows >= asked || (rows === largest && rows > 0 && rows % ROUND === 0)
  }
}

/** Time of the last reading, ms, and how many of its records were unreadable; stored as two numbers. */
export type Reading = { readonly at: number | null; readonly unreadable: number }
export const readingOf = ({ at, unreadable }: Reading): string => `${at} ${unreadable}`

export function parseReading(text: string | null): Reading {
  const [at, unreadable] = (text ?? '').split(' ').map(Number)
  return { at: text !== null && Number.isInteger(at) ? (at ?? null) : null, unreadable: Number.isInteger(unreadable) ? (unreadable ?? 0) : 0 }
}
