import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type DeleteAllOptions, deleteAll } from '../../../../../electron/main/account/delete-all.ts'
import type { AccountDatabase } from '../../../../../electron/main/storage/database.ts'
import { AppError } from '../../../../../shared/domain/failure.ts'
import { linePolicy } from '../../../../../shared/domain/voip-line.ts'

const account = (userName: string, staySignedIn = true) => ({
  ...{ id: `https://p.example ${userName}`, providerAddress: 'https://p.example', userName, staySignedIn, lastUsed: 1 },
})
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'delete-'))
  writeFileSync(join(folder, 'a.wav'), 'sound')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function all(part: Partial<DeleteAllOptions> = {}) {
  const happened: string[] = []
  const database = {
    request: async (name: string) =>
      name === 'loadLines'
        ? { lines: [{ policy: linePolicy({ id: 'sip_1', fields: {} }) }], absent: [{ policy: linePolicy({ id: 'sip_2', fields: {} }) }] }
        : [{ path: join(folder, 'a.wav') }],
  } as unknown as AccountDatabase
  const options: DeleteAllOptions = {
    accounts: [account('alice'), account('bob')],
    recordings: false,
    withDatabase: (_id, use) => use(database),
    keychain: {
      remove: async (entry) => void happened.push([entry.kind, 'lineId' in entry ? `${entry.lineId} ${entry.source}` : ''].join(' ').trim()),
    },
    forget: async (id) => void happened.push(`forget ${id.split(' ')[1]}`),
    reset: async () => void happened.push('reset'),
    ...part,
  }
  return { run: () => deleteAll(options), happened }
}
const entries = ['area', 'area', 'line sip_1 provider', 'line sip_1 manual', 'line sip_2 provider', 'line sip_2 manual']

it('forgets each account with the passwords of all its lines, then what is left', async () => {
  const { run, happened } = all()
  await run()
  expect(happened).toEqual(['forget alice', ...entries, 'forget bob', ...entries, 'reset'])
  expect(existsSync(join(folder, 'a.wav'))).toBe(true)
})
it('deletes the recordings’ files where that is wanted', async () => {
  await all({ recordings: true }).run()
  expect(existsSync(join(folder, 'a.wav'))).toBe(false)
})
it('goes on where a database cannot be read, and does not ask a keychain that an account never used', async () => {
  const { run, happened } = all({
    accounts: [account('alice'), account('carol', false)],
    withDatabase: () => Promise.reject(new Error('damaged')),
  })
  await run()
  expect(happened).toEqual(['forget alice', 'area', 'area', 'forget carol', 'reset'])
})
it('says that secrets are left, after everything else was deleted', async () => {
  const { run, happened } = all({ keychain: { remove: () => Promise.reject(new AppError('keychain-locked', 'locked')) } })
  await expect(run()).rejects.toMatchObject({ code: 'secrets-left' })
  expect(happened).toEqual(['forget alice', 'forget bob', 'reset'])
})
