import type { ContactsDatabase } from './contacts-database.ts'

/** A contact's card: how it stands here against when both were the same. */
export type CardState = {
  readonly contactId: string
  readonly href: string
  readonly etag: string
  readonly local: 'same' | 'changed' | 'removed'
  /** Changed on both sides, and the user has not said yet which counts. */
  readonly conflict: boolean
}
export type Card = { readonly href: string; readonly etag: string; readonly text: string }
/** What a sync does to the contacts here. */
export type CardChange =
  | ({ readonly kind: 'take' } & Card)
  | { readonly kind: 'update' | 'conflict'; readonly contactId: string; readonly etag: string; readonly text: string }
  | ({ readonly kind: 'stored'; readonly contactId: string; readonly version: number } & Card)
  | { readonly kind: 'gone' | 'unlink'; readonly contactId: string }

/** An address book on a server. Each rejects with an AppError `card-server-*`. */
export type CardServer = {
  /** Changes whenever a card does; null where the server has none. */
  readonly tag: () => Promise<string | null>
  /** Every card's etag by its address; null where the server does not tell it. A card that is not in it is gone. */
  readonly list: () => Promise<ReadonlyMap<string, string | null>>
  readonly read: (hrefs: readonly string[]) => Promise<readonly Card[]>
  /**
   * Writes over the card that has this etag; null: creates it. `changed`: it is another one there meanwhile. `refused`: the server
   * does not take this card, and may take others.
   */
  readonly write: (href: string, text: string, etag: string | null) => Promise<'written' | 'changed' | 'refused'>
  readonly remove: (href: string, etag: string) => Promise<'removed' | 'changed'>
  /** Where a new contact's card goes. */
  readonly hrefOf: (contactId: string) => string
}

export type SyncCounts = { readonly received: number; readonly sent: number; readonly conflicts: number }

/** Cards that are read, and stored, at a time. */
const PART = 50

/**
 * Brings contacts and cards together: what changed on one side is brought to the other; what changed on both is a question for
 * the user, and stays as it is on both sides until then. A sync that breaks off is gone on with by the next: each part is stored as it is done.
 */
export async function syncCards(database: Pick<ContactsDatabase, 'request'>, server: CardServer, signal: AbortSignal): Promise<SyncCounts> {
  const counts = { received: 0, sent: 0, conflicts: 0 }
  const apply = async (changes: readonly CardChange[]): Promise<void> => {
    signal.throwIfAborted()
    if (changes.length) await database.request('applyCards', { changes })
  }
  const remote = await server.list()
  const { cards } = await database.request('cards')
  const known = new Map(cards.map((card) => [card.href, card]))
  const changed = [...remote].filter(([href, etag]) => (etag === null ? !known.has(href) : known.get(href)?.etag !== etag)).map(([href]) => href)
  for (let i = 0; i < changed.length; i += PART) {
    signal.throwIfAborted()
    const read = await server.read(changed.slice(i, i + PART))
    const changes = read.map((card): CardChange => {
      const ours = known.get(card.href)
      // removed here, but changed there since: somebody still needs it
      if (!ours || ours.local === 'removed') return { kind: 'take', ...card }
      return { kind: ours.local === 'same' ? 'update' : 'conflict', contactId: ours.contactId, etag: card.etag, text: card.text }
    })
    counts.received += changes.filter(({ kind }) => kind !== 'conflict').length
    await apply(changes)
  }
  const gone = cards.filter(({ href }) => !remote.has(href))
  // removed there, but changed here since: it is sent anew
  await apply(gone.map(({ contactId, local }) => ({ kind: local === 'changed' ? 'unlink' : 'gone', contactId })))
  counts.received += gone.length

  const now = await database.request('cards')
  const open = now.cards.filter(({ conflict }) => !conflict)
  for (const { contactId, href, etag } of open.filter(({ local }) => local === 'removed')) {
    signal.throwIfAborted()
    if ((await server.remove(href, etag)) === 'changed') continue
    await apply([{ kind: 'unlink', contactId }])
    counts.sent += 1
  }
  const toSend = [
    ...open.filter(({ local }) => local === 'changed'),
    ...now.unsent.map((contactId) => ({ contactId, href: server.hrefOf(contactId), etag: null })),
  ]
  for (let i = 0; i < toSend.length; i += PART) {
    const sent = new Map<string, { contactId: string; text: string; version: number }>()
    for (const { contactId, href, etag } of toSend.slice(i, i + PART)) {
      signal.throwIfAborted()
      const card = await database.request('cardToSend', { contactId })
      if (card && (await server.write(href, card.text, etag)) === 'written') sent.set(href, { contactId, ...card })
    }
    if (!sent.size) continue
    // the server may have written them in its own way: what it has now is what both sides have
    const written = await server.read([...sent.keys()])
    await apply(
      written.flatMap((card): CardChange[] => {
        const of = sent.get(card.href)
        return of ? [{ kind: 'stored', contactId: of.contactId, version: of.version, ...card }] : []
      }),
    )
    counts.sent += sent.size
  }
  counts.conflicts = (await database.request('cards')).cards.filter(({ conflict }) => conflict).length
  return counts
}
