import {
  createAccount,
  createObject,
  type DAVAddressBook,
  DAVNamespace,
  davRequest,
  deleteObject,
  fetchAddressBooks,
  getDAVAttribute,
  propfind,
  updateObject,
} from 'tsdav'
import type { CardBook } from '../../../shared/domain/contact.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import { assertEncrypted, type CardAccess } from './card-address.ts'
import type { Card, CardServer } from './card-dav-sync.ts'

/** A request through the app's own network stack; a redirect is its answer. */
export type CardFetch = (url: string, init: RequestInit) => Promise<Response>

/** ms until a server counts as unreachable. */
const LIMIT = 30_000
/** Address books that a user can choose from. */
const MOST_BOOKS = 100
/** A reply that is read at most, bytes. */
const LARGEST_REPLY = 64 * 1024 * 1024
const MOST_REDIRECTS = 5

/**
 * The address books of a user, from the address of a server (RFC 6764), of the user or of one book, which is then the only one.
 *
 * @throws AppError `card-server-unreachable`, `card-server-refused`, `card-server-no-book`, `card-server-failed`
 */
export const findCardBooks = (access: CardAccess, request: CardFetch): Promise<CardBook[]> => booksAt(access.address, connectionOf(access, request))

/**
 * Opens the address book at an address, or the user's first one.
 *
 * @throws AppError as `findCardBooks` does
 */
export async function openCardServer(access: CardAccess, request: CardFetch): Promise<CardServer> {
  const connection = connectionOf(access, request)
  const { common, guarded } = connection
  const { headers } = common
  const [book] = await booksAt(access.address, connection)
  if (!book) throw new AppError('card-server-no-book', 'there is no address book')
  const base = book.address.endsWith('/') ? book.address : `${book.address}/`
  const pathOf = (href: string): string => new URL(href, base).pathname
  const urlOf = (href: string): string => new URL(href, base).href
  const props = async (depth: '0' | '1', wanted: Record<string, object>) =>
    whole(await guarded(() => propfind({ url: base, props: wanted, depth, ...common })))
  return {
    async tag() {
      const [found] = await props('0', { 'cs:getctag': {}, 'd:sync-token': {} })
      if (found) assertOk(found.status)
      const tag = found?.props?.['getctag'] ?? found?.props?.['syncToken']
      return tag === undefined ? null : String(tag)
    },
    async list() {
      const found = await props('1', { 'd:getetag': {}, 'd:resourcetype': {} })
      const own = pathOf(base)
      return new Map(
        found.flatMap(({ href, status, props: of }): [string, string | null][] => {
          const path = href === undefined ? own : pathOf(href)
          // a status of the book's own: the list is not whole (507), or may not be read
          if (path === own) assertOk(status)
          if (path === own || path.endsWith('/') || status === 404 || status === 410) return []
          const etag = of?.['getetag']
          return [[path, etag === undefined ? null : String(etag)]]
        }),
      )
    },
    async read(hrefs) {
      if (!hrefs.length) return []
      // not by the library's own query, which fails as a whole for one card that is gone or may not be read
      const body = {
        'addressbook-multiget': {
          _attributes: getDAVAttribute([DAVNamespace.DAV, DAVNamespace.CARDDAV]),
          'd:prop': { 'd:getetag': {}, 'card:address-data': {} },
          'd:href': [...hrefs],
        },
      }
      const init = { method: 'REPORT', namespace: 'card', headers: { ...headers, depth: '1' }, body } as const
      const found = whole(await guarded(() => davRequest({ url: base, init, fetch: common.fetch })))
      return found.flatMap(({ href, props: of, status }): Card[] => {
        if (status === 401 || status === 403) assertOk(status)
        const text = of?.['addressData']?._cdata ?? of?.['addressData']
        return href === undefined || typeof text !== 'string' ? [] : [{ href: pathOf(href), etag: String(of?.['getetag'] ?? ''), text }]
      })
    },
    async write(href, text, etag) {
      const response = await guarded(() =>
        etag === null
          ? createObject({
              url: urlOf(href),
              data: text,
              ...common,
              headers: { ...headers, 'content-type': 'text/vcard; charset=utf-8', 'if-none-match': '*' },
            })
          : updateObject({ url: urlOf(href), data: text, etag, ...common, headers: { ...headers, 'content-type': 'text/vcard; charset=utf-8' } }),
      )
      if (response.status === 412) return 'changed'
      if ([400, 409, 413, 415, 422].includes(response.status)) return 'refused'
      assertOk(response.status)
      return 'written'
    },
    async remove(href, etag) {
      const response = await guarded(() => deleteObject({ url: urlOf(href), etag, ...common }))
      if (response.status === 412) return 'changed'
      if (response.status !== 404 && response.status !== 410) assertOk(response.status)
      return 'removed'
    },
    hrefOf: (contactId) => pathOf(`${base}${contactId}.vcf`),
  }
}

type Common = { readonly headers: Record<string, string>; readonly fetch: typeof globalThis.fetch }
type Connection = {
  /** What each request of the library is given. */
  readonly common: Common
  readonly said: (e: unknown) => AppError
  readonly guarded: <T>(run: () => Promise<T>) => Promise<T>
}

function connectionOf({ userName, password }: CardAccess, request: CardFetch): Connection {
  let refused = false
  /** Redirects within a server are followed as they are asked for; to another one, whoever asked has to decide: the password goes with it. */
  const followed = async (url: string, init: RequestInit, left = MOST_REDIRECTS): Promise<Response> => {
    // a server names addresses of its own
    assertEncrypted(new URL(url))
    const response = await request(url, init).catch((e: unknown) => {
      throw new AppError('card-server-unreachable', e instanceof Error ? e.message : 'no answer', { retryable: true })
    })
    const location = [301, 302, 307, 308].includes(response.status) ? response.headers.get('location') : null
    if (location === null || init.redirect === 'manual' || left === 0 || !URL.canParse(location, url)) return response
    const next = new URL(location, url)
    return next.origin === new URL(url).origin ? followed(next.href, init, left - 1) : response
  }
  const fetch = (async (input: string | URL | Request, init: RequestInit = {}) => {
    const response = await followed(String(input), { ...init, signal: AbortSignal.timeout(LIMIT) })
    if (response.status === 401 || response.status === 403) refused = true
    if (Number(response.headers.get('content-length') ?? 0) > LARGEST_REPLY) throw new AppError('card-server-failed', 'the reply is too large')
    // the library takes what there is of a text that was cut off
    if (response.status === 207 && !/<\/(?:[\w.-]+:)?multistatus\s*>\s*$/.test(await response.clone().text()))
      throw new AppError('card-server-failed', 'the reply is not whole', { retryable: true })
    return response
  }) as typeof globalThis.fetch
  /** Anything that the library throws is the server's failure, but for what the fetch above has said already. */
  const said = (e: unknown): AppError => {
    if (e instanceof AppError) return e
    if (refused) return new AppError('card-server-refused', 'the server refused name or password')
    return new AppError('card-server-failed', e instanceof Error ? e.message : 'failed', { retryable: true })
  }
  return {
    common: { headers: { authorization: `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}` }, fetch },
    said,
    async guarded(run) {
      try {
        return await run()
      } catch (e) {
        throw said(e)
      }
    },
  }
}

type Found = Awaited<ReturnType<typeof propfind>>

/**
 * What a reply says of a book and its cards. A page, a text that was cut off or nothing says nothing of them, though the library returns it as one
 * entry without properties: as a list it would mean that every card is gone.
 *
 * @throws AppError `card-server-refused`, `card-server-failed`
 */
function whole(found: Found): Found {
  for (const { status, props } of found)
    if (props === undefined) {
      assertOk(status)
      throw new AppError('card-server-failed', 'the reply is not what was asked for', { retryable: true })
    }
  return found
}

function assertOk(status: number): void {
  if (status === 401 || status === 403) throw new AppError('card-server-refused', `status ${status}`)
  if (status < 200 || status > 299) throw new AppError('card-server-failed', `status ${status}`, { retryable: status >= 500, details: { status } })
}

async function booksAt(address: string, { common, guarded, said }: Connection): Promise<CardBook[]> {
  const [own] = await guarded(() => propfind({ url: address, props: { 'd:resourcetype': {}, 'd:displayname': {} }, depth: '0', ...common }))
  if (Object.keys(own?.props?.['resourcetype'] ?? {}).includes('addressbook'))
    return [bookOf({ url: address, displayName: own?.props?.['displayname'] })]
  try {
    const account = await createAccount({ account: { serverUrl: address, accountType: 'carddav' }, ...common })
    const books = await fetchAddressBooks({ account, ...common })
    if (books.length) return books.slice(0, MOST_BOOKS).map(bookOf)
  } catch (e) {
    const failure = said(e)
    if (failure.code !== 'card-server-failed') throw failure
  }
  throw new AppError('card-server-no-book', 'there is no address book')
}

/** A book without a name is called as the last part of its address is. */
function bookOf({ url, displayName }: Pick<DAVAddressBook, 'url' | 'displayName'>): CardBook {
  const name = typeof displayName === 'string' ? displayName.trim() : ''
  return { address: url, name: (name || decodedEnd(url)).slice(0, 200) }
}

function decodedEnd(url: string): string {
  const end = url.split('/').findLast((part) => part !== '') ?? url
  try {
    return decodeURIComponent(end)
  } catch {
    return end
  }
}
