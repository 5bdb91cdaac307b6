import { describe, expect, it } from 'vitest'
import { openCardServer } from '../../../../../electron/main/contacts/card-dav-server.ts'

const access = { address: 'https://cloud.example/people/', userName: 'alice', password: 'made-up' }
const book =
  '<d:propstat><d:prop><d:resourcetype><d:collection/><card:addressbook/></d:resourcetype></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat>'
const etag = (value: string, status = '200 OK') =>
  `<d:propstat><d:prop><d:getetag>${value}</d:getetag></d:prop><d:status>HTTP/1.1 ${status}</d:status></d:propstat>`
const response = (href: string, content: string) => `<d:response><d:href>${href}</d:href>${content}</d:response>`
const multistatus = (...responses: string[]) =>
  `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:card="urn:ietf:params:xml:ns:carddav">${responses.join('')}</d:multistatus>`

/** A server that answers with this, after it has shown its book. */
async function serverWith(body: string, { status = 207, type = 'application/xml; charset=utf-8' } = {}) {
  const asked: string[] = []
  let text = multistatus(response('/people/', book))
  let head = { status: 207, headers: { 'content-type': 'application/xml' } }
  const server = await openCardServer(access, async (url) => {
    asked.push(url)
    const reply = new Response(text, head)
    Object.defineProperty(reply, 'url', { value: url })
    return reply
  })
  text = body
  head = { status, headers: { 'content-type': type } }
  return { server, asked }
}

describe('the list of cards', () => {
  it('has each card with its version, and not the book itself', async () => {
    const { server } = await serverWith(
      multistatus(response('/people/', book), response('/people/a.vcf', etag('"1"')), response('/people/b.vcf', etag('"2"'))),
    )
    expect([...(await server.list())]).toEqual([
      ['/people/a.vcf', '"1"'],
      ['/people/b.vcf', '"2"'],
    ])
  })
  it('is empty where the book is', async () => {
    const { server } = await serverWith(multistatus(response('/people/', book)))
    expect([...(await server.list())]).toEqual([])
  })
  it.each([
    ['a page of a server that is being maintained', '<!doctype html><title>Back soon</title>', { status: 200, type: 'text/html' }],
    ['a page in XML', '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', { status: 200 }],
    ['a reply that was cut off', multistatus(response('/people/', book)).slice(0, -30), {}],
    ['a reply without anything in it', multistatus(), {}],
    ['nothing', '', {}],
  ])('is not what %s says: no card counts as removed by it', async (_what, body, head) => {
    const { server } = await serverWith(body, head)
    await expect(server.list()).rejects.toMatchObject({ code: 'card-server-failed' })
    await expect(server.read(['/people/a.vcf'])).rejects.toMatchObject({ code: 'card-server-failed' })
    await expect(server.tag()).rejects.toMatchObject({ code: 'card-server-failed' })
  })
  it('is refused as a whole when the server gave only a part of it (RFC 6578 3.6)', async () => {
    const cut = '<d:status>HTTP/1.1 507 Insufficient Storage</d:status>'
    const { server } = await serverWith(multistatus(response('/people/', cut), response('/people/a.vcf', etag('"1"'))))
    await expect(server.list()).rejects.toMatchObject({ code: 'card-server-failed' })
  })
  it('keeps a card whose version cannot be told, and leaves out one that is gone', async () => {
    const { server } = await serverWith(
      multistatus(
        response('/people/', book),
        response('/people/a.vcf', etag('', '500 Internal Server Error')),
        response('/people/b.vcf', '<d:status>HTTP/1.1 403 Forbidden</d:status>'),
        response('/people/c.vcf', '<d:status>HTTP/1.1 404 Not Found</d:status>'),
      ),
    )
    expect([...(await server.list())]).toEqual([
      ['/people/a.vcf', null],
      ['/people/b.vcf', null],
    ])
  })
})

it('of the cards that are read, one that is gone or may not be read holds up no other', async () => {
  const text = 'BEGIN:VCARD\nVERSION:3.0\nFN:Anna\nEND:VCARD'
  const anna = `<d:propstat><d:prop><d:getetag>"1"</d:getetag><card:address-data>${text}</card:address-data></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat>`
  const { server } = await serverWith(
    multistatus(
      response('/people/a.vcf', anna),
      response('/people/b.vcf', '<d:status>HTTP/1.1 404 Not Found</d:status>'),
      response('/people/c.vcf', '<d:status>HTTP/1.1 500 Internal Server Error</d:status>'),
    ),
  )
  expect(await server.read(['/people/a.vcf', '/people/b.vcf', '/people/c.vcf'])).toEqual([{ href: '/people/a.vcf', etag: '"1"', text }])
})
it('no request with the password goes out unencrypted, whatever addresses the server names', async () => {
  const asked: string[] = []
  const principal =
    '<d:propstat><d:prop><d:current-user-principal><d:href>http://cloud.example/me/</d:href></d:current-user-principal></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat>'
  const opening = openCardServer({ ...access, address: 'https://cloud.example/' }, async (url) => {
    asked.push(url)
    const reply = new Response(multistatus(response('/', principal)), { status: 207, headers: { 'content-type': 'application/xml' } })
    Object.defineProperty(reply, 'url', { value: url })
    return reply
  })
  await expect(opening).rejects.toMatchObject({ code: 'card-server-not-encrypted' })
  expect(asked.filter((url) => !url.startsWith('https:'))).toEqual([])
})

describe('a redirect', () => {
  const answered = (answers: Readonly<Record<string, Response>>) => {
    const asked: { url: string; method: string | undefined; signedIn: boolean }[] = []
    const opened = openCardServer({ ...access, address: 'https://cloud.example/people' }, async (url, { method, headers }) => {
      asked.push({ url, method, signedIn: new Headers(headers).has('authorization') })
      return answers[url]?.clone() ?? new Response(null, { status: 404 })
    })
    return { opened, asked }
  }
  const to = (location: string) => new Response(null, { status: 301, headers: { location } })
  const shown = new Response(multistatus(response('/people/', book)), { status: 207, headers: { 'content-type': 'application/xml' } })
  it('within the server is followed, with the same method and the password', async () => {
    const { opened, asked } = answered({ 'https://cloud.example/people': to('/people/'), 'https://cloud.example/people/': shown })
    await opened
    expect(asked).toEqual(
      ['https://cloud.example/people', 'https://cloud.example/people/'].map((url) => ({ url, method: 'PROPFIND', signedIn: true })),
    )
  })
  it('to another server is not: the password stays', async () => {
    const { opened, asked } = answered({
      'https://cloud.example/people': to('https://elsewhere.example/people/'),
      'https://elsewhere.example/people/': shown,
    })
    await expect(opened).rejects.toMatchObject({ code: 'card-server-no-book' })
    expect(asked.filter(({ url }) => url.startsWith('https://elsewhere.example'))).toEqual([])
  })
  it('without end ends', async () => {
    const { opened, asked } = answered({ 'https://cloud.example/people': to('/people') })
    await expect(opened).rejects.toMatchObject({ code: 'card-server-no-book' })
    expect(asked.length).toBeLessThan(20)
  })
})
