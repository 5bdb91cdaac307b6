import type { OpenAccount } from '../../../electron/main/account/account-session.ts'
import { createMemoryKeychain } from '../../../electron/main/account/session-keychain.ts'
import { createLineService } from '../../../electron/main/lines/line-service.ts'
import { readEnvelope } from '../../../electron/main/provider/envelope.ts'
import type { StoredLines } from '../../../electron/main/storage/requests.ts'

/** A line of the provider's list. */
export const line = (username: string) => ({ type: 'SIP', username, password: `made up ${username}`, ip: 'sip.example' })
export const both = { sip_1: line('office'), sip_2: line('home') }

/** Lines of an account whose provider answers with `body`; the database and the keychain outlive a restart. */
export function provisioned() {
  let body: unknown = { voiplist: both }
  let stored: StoredLines = { lines: [], defaultLineId: null, asOf: null }
  const secrets = createMemoryKeychain()
  const reply = () => readEnvelope(JSON.stringify({ error: false, codes: [{ code: 200 }], body })) ?? Promise.reject(new Error('no envelope'))
  const account = {
    accountId: 'https://p.example alice',
    client: { request: async () => reply() },
    credentials: { userName: 'alice', password: 'made up' },
    secrets,
    database: {
      request: async (name: string, args: StoredLines) => {
        if (name === 'loadLines') return stored
        stored = structuredClone(args)
        return undefined
      },
    },
    onFooter: () => {},
  } as unknown as OpenAccount
  const start = async () => {
    const service = createLineService({ now: () => 1000, onChange: () => {}, onSetups: () => {}, log: () => {} })
    await service.accountOpened(account)
    return service
  }
  return { account, secrets, start, answer: (next: unknown) => (body = next), stored: () => stored }
}
