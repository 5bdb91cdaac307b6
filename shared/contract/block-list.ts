import { blockedEntrySchema } from '../domain/unwanted-calls.ts'
import { call, nothing } from './contract.ts'

const entry = blockedEntrySchema.pick({ kind: true, value: true })

/** The list of blocked callers, which is in the settings: the part of the contract between page and main that changes it. */
export const blockList = {
  /** Fails with `busy` when the list is full. */
  block: call(entry, nothing),
  unblock: call(entry, nothing),
  /** Callers who withhold their number. */
  blockAnonymous: call(nothing, nothing),
} as const
