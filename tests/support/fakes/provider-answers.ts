import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Connection, createClient, type Fetch } from '../../../electron/main/provider/client.ts'
import { readEnvelope } from '../../../electron/main/provider/envelope.ts'

/** Text of a vendor's printed sample, a file of tests/fixtures/provider. */
export const sampleText = (name: string): string => readFileSync(join(import.meta.dirname, '../../fixtures/provider', name), 'utf8')

/** Body of a vendor's printed sample. */
export const sampleBody = (name: string): unknown => readEnvelope(sampleText(name))?.body

export const credentials = { userName: 'alice', password: 'made up' }

/** A reply that refuses with a code. */
export const refused = (code: number): string => `{"error":true,"codes":[{"code":${code},"description":"no"}],"body":[]}`

/** A client that answers with `body` and keeps what it sent. */
export function answering(...answers: string[]) {
  const sent: { url: string; method: string; body: string; type: string | null }[] = []
  const connections: Connection[] = []
  const fetch: Fetch = async (url, init, connection) => {
    connections.push(connection)
    sent.push({ url, method: init.method ?? '', body: String(init.body ?? ''), type: new Headers(init.headers).get('content-type') })
    return new Response(answers.shift() ?? '{"error":false,"codes":[{"code":200,"description":"OK"}]}')
  }
  return { sent, connections, client: createClient({ fetch, baseAddress: 'https://p.example', now: () => Date.UTC(2026, 0, 1) }) }
}
