import { create } from 'zustand'
import { entryNumber, type HistoryEntry } from '../../../shared/domain/call-matching.ts'
import type { ContactRef } from '../../../shared/domain/contact.ts'

type Named = readonly { readonly number: string; readonly contact: ContactRef }[]

/** The contacts whose numbers the loaded parts of the history, and of what was sent, have. */
export const useContactNames = create<{ readonly byNumber: ReadonlyMap<string, ContactRef> }>(() => ({ byNumber: new Map() }))

/** A page of the history came with the contacts of its numbers; a number without one has none any more. */
export const keepNames = ({ entries, names }: { readonly entries: readonly HistoryEntry[]; readonly names: Named }): void =>
  keepNamesOf(entries.map(entryNumber), names)

/** The same for these numbers. */
export function keepNamesOf(numbers: readonly string[], names: Named): void {
  const known = useContactNames.getState().byNumber
  const named = new Map(names.map(({ number, contact }) => [number, contact]))
  const isOther = (number: string): boolean => JSON.stringify(known.get(number)) !== JSON.stringify(named.get(number))
  // every row that shows a name is drawn again for another map
  if (!numbers.some(isOther) && ![...named.keys()].some(isOther)) return
  const byNumber = new Map(known)
  for (const number of numbers) byNumber.delete(number)
  for (const [number, contact] of named) byNumber.set(number, contact)
  useContactNames.setState({ byNumber })
}
