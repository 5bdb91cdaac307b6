import { expect, it } from 'vitest'
import { accountEntries, removeEntries } from '../../../../../electron/main/account/account-entries.ts'
import type { Entry } from '../../../../../electron/main/account/keychain.ts'
import { linePolicy } from '../../../../../shared/domain/voip-line.ts'

const line = (id: string) => ({ policy: linePolicy({ id, fields: {} }) })
const database = (lines: unknown) => ({ request: async () => lines }) as never

it('an account that is not open has the entries of its areas and of all its lines, those that are gone too', async () => {
  const entries = await accountEntries('a', database({ lines: [line('sip_1')], absent: [line('sip_2')] }))
  expect(entries).toHaveLength(6)
  expect(entries).toContainEqual({ kind: 'area', accountId: 'a', area: 'cards' })
  expect(entries).toContainEqual({ kind: 'line', accountId: 'a', lineId: 'sip_2', source: 'manual' })
})
it('a database that cannot be read names no lines', async () => {
  const broken = { request: () => Promise.reject(new Error('damaged')) } as never
  expect((await accountEntries('a', broken)).map(({ kind }) => kind)).toEqual(['area', 'area'])
})
it('a keychain that does not remove one is asked no more, and that is reported', async () => {
  const asked: Entry[] = []
  const keychain = {
    async remove(entry: Entry) {
      asked.push(entry)
      if (asked.length === 2) throw new Error('locked')
    },
  }
  const entries = await accountEntries('a', database({ lines: [line('sip_1')] }))
  await expect(removeEntries(keychain, entries)).rejects.toMatchObject({ code: 'secrets-left' })
  expect(asked).toHaveLength(2)
})
