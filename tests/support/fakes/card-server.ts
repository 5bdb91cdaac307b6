import type { Card, CardServer } from '../../../electron/main/contacts/card-dav-sync.ts'

/** An address book on a server, in memory: what another program writes goes in by `put`. */
export type FakeCardServer = CardServer & {
  readonly cards: Map<string, { etag: string; text: string }>
  readonly put: (href: string, text: string) => void
  /** What was asked of it, by method. */
  readonly asked: string[]
  /** Fails each request from now on. */
  failing: Error | null
}

export function fakeCardServer(): FakeCardServer {
  const cards: FakeCardServer['cards'] = new Map()
  let changes = 0
  const put = (href: string, text: string): void => {
    changes += 1
    cards.set(href, { etag: `"${changes}"`, text })
  }
  const answer = <T>(name: string, value: () => T): Promise<T> => {
    server.asked.push(name)
    return server.failing ? Promise.reject(server.failing) : Promise.resolve(value())
  }
  const server: FakeCardServer = {
    cards,
    put,
    asked: [],
    failing: null,
    tag: () => answer('tag', () => String(changes)),
    list: () => answer('list', () => new Map([...cards].map(([href, { etag }]) => [href, etag]))),
    read: (hrefs) =>
      answer('read', () =>
        hrefs.flatMap((href): Card[] => {
          const card = cards.get(href)
          return card ? [{ href, ...card }] : []
        }),
      ),
    write: (href, text, etag) =>
      answer('write', () => {
        if ((cards.get(href)?.etag ?? null) !== etag) return 'changed'
        put(href, text)
        return 'written'
      }),
    remove: (href, etag) =>
      answer('remove', () => {
        if (cards.get(href)?.etag !== etag) return cards.has(href) ? 'changed' : 'removed'
        changes += 1
        cards.delete(href)
        return 'removed'
      }),
    hrefOf: (contactId) => `/book/${contactId}.vcf`,
  }
  return server
}
