import type { Contact, ContactFilter } from '../../shared/domain/contact.ts'
import { initialOf, searchParts, searchText, sortKey } from '../../shared/domain/contact-text.ts'
import type { Answers } from './bridge.ts'

/** What main would answer about these contacts. */
export function contactAnswers(contacts: readonly Contact[]): Answers {
  const sorted = contacts.toSorted((a, b) => (sortKey(a.name) < sortKey(b.name) ? -1 : 1))
  const textOf = (c: Contact): string =>
    searchText(
      c.name,
      c.note,
      c.groups,
      c.numbers.map(({ number }) => ({ number, key: number })),
    )
  const fitting = ({ text, favourites, blocked, group }: ContactFilter): Contact[] =>
    sorted.filter(
      (c) =>
        (!favourites || c.favourite) &&
        (!blocked || c.blocked) &&
        (group === null || c.groups.includes(group)) &&
        searchParts(text).every((part) => textOf(c).includes(part)),
    )
  const any = { favourites: false, blocked: false, group: null }
  return {
    'contacts.overview': (filter: ContactFilter) => ({
      initials: [...Map.groupBy(fitting(filter), (c) => initialOf(c.name))].map(([initial, list]) => ({ initial, count: list.length })),
    }),
    'contacts.page': ({ offset, limit, ...filter }: ContactFilter & { offset: number; limit: number }) =>
      fitting(filter).slice(offset, offset + limit),
    'contacts.search': ({ text, limit }: { text: string; limit: number }) =>
      fitting({ ...any, text })
        .toSorted((a, b) => Number(b.favourite) - Number(a.favourite))
        .slice(0, limit),
    'contacts.get': ({ id }: { id: string }) => contacts.find((c) => c.id === id) ?? null,
  }
}
