import fc from 'fast-check'
import { billedCall } from './history.ts'

// Calls and the provider's records of them, close enough in time and number to be mistaken for each other.
const call = {
  number: fc.constantFrom('0301234567', '+493012345678', '0044207946', 'ONNET99'),
  at: fc.integer({ min: 0, max: 600 }),
  seconds: fc.integer({ min: 1, max: 120 }),
}

/** What `loggedCall` takes, and for how many seconds it rang before the answer. */
export const anyCalls = (maxLength: number) =>
  fc.uniqueArray(fc.record({ ...call, id: fc.stringMatching(/^call-[a-z]{4,8}$/), rings: fc.integer({ min: 1, max: 300 }) }), {
    selector: ({ id }) => id,
    maxLength,
  })

/** Records as `billedCall` makes them. */
export const anyRecords = (maxLength: number) =>
  fc.uniqueArray(
    fc.record(call).map(({ number, at, seconds }) => billedCall(number, at, seconds)),
    { selector: ({ key }) => key, maxLength },
  )
