import { create } from 'zustand'
import { entryNumber, type HistoryEntry } from '../../../shared/domain/call-matching.ts'
import type { ContactRef } from '../../../shared/domain/contact.ts'

type Named = readonly { readonly number: string; readonly contact: ContactRef }[]

/** The contacts whose numbers the loaded part of the history has. */
export const useContactNames = create<{ readonly byNumber: ReadonlyMap<string, ContactRef> }>(() => ({ byNumber: new Map() }))

/** A page of the history came with the contacts of its numbers; a number without one has none any more. */
export function keepNames({ entries, names }: { readonly entries: readonly HistoryEntry[]; readonly names: Named }): void {
  const byNumber = new Map(useContactNames.getState().byNumber)
  for (const entry of entries) byNumber.delete(entryNumber(entry))
  for (const { number, contact } of names) byNumber.set(number, contact)
  useContactNames.setState({ byNumber })
}
