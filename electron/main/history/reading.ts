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

/** Time of the last reading, ms, and how many of its records were unreadable; stored as two numbers. */
export type Reading = { readonly at: number | null; readonly unreadable: number }
export const readingOf = ({ at, unreadable }: Reading): string => `${at} ${unreadable}`

export function parseReading(text: string | null): Reading {
  const [at, unreadable] = (text ?? '').split(' ').map(Number)
  return { at: text !== null && Number.isInteger(at) ? (at ?? null) : null, unreadable: Number.isInteger(unreadable) ? (unreadable ?? 0) : 0 }
}
