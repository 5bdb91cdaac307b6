import { afterEach, describe, expect, it, vi } from 'vitest'
import type { OpenAccount } from '../../../../../electron/main/account/account-session.ts'
import { createLineService } from '../../../../../electron/main/lines/line-service.ts'
import type { StoredLines } from '../../../../../electron/main/storage/requests.ts'
import { addressOfRecord, unusableReason, usableSetup } from '../../../../../electron/phone/line/line-address.ts'
import { phoneIpc } from '../../../../../shared/contract/phone.ts'
import { AppError } from '../../../../../shared/domain/failure.ts'
import { linesStateSchema } from '../../../../../shared/domain/line.ts'
import { linePolicySchema } from '../../../../../shared/domain/voip-line.ts'
import { both, line, provisioned } from '../../../../support/fakes/provisioned-lines.ts'

const ids = (service: Awaited<ReturnType<ReturnType<typeof provisioned>['start']>>) => service.state().lines.map((l) => l.id)

describe('a list that is missing from a success', () => {
  it.each([
    ['no body', undefined],
    ['an empty body', []],
    ['no list', { customernumber: '1' }],
    ['null instead of a list', { voiplist: null }],
    ['an entry that says nothing but its kind', { voiplist: { sip_1: { type: 'SIP' } } }],
    ['a message instead of a list', { voiplist: { message: { type: 'later' } } }],
  ])('%s: the lines stay, and it is said', async (_name, body) => {
    const { start, answer, stored } = provisioned()
    const service = await start()
    await service.setLabel('sip_1', 'Office Berlin')
    answer(body)
    await expect(service.refresh()).rejects.toMatchObject({ code: 'no-line-list' })
    expect(service.state()).toMatchObject({
      lines: [{ id: 'sip_1', label: 'Office Berlin' }, { id: 'sip_2' }],
      provisioning: { step: 'failed', error: 'no-line-list' },
    })
    expect(service.setups().map((s) => s.id)).toEqual(['sip_1', 'sip_2'])
    expect(stored().lines.length).toBe(2)
  })
  it('reports no lines where none is in use', async () => {
    const { start, answer } = provisioned()
    answer(undefined)
    expect((await start()).state()).toMatchObject({ lines: [], provisioning: { step: 'fetched', error: null } })
  })
  it('is not treated as an empty one, which empties the list', async () => {
    const { start, answer } = provisioned()
    const service = await start()
    answer({ voiplist: [] })
    await service.refresh()
    expect([ids(service), service.setups(), service.state().provisioning.step]).toEqual([[], [], 'fetched'])
  })
})

describe('a line that vanishes', () => {
  it.each([
    ['at once', false],
    ['after a restart', true],
  ])('comes back %s with its label, its hand-set password and its identity', async (_name, restart) => {
    const { start, answer } = provisioned()
    let service = await start()
    await service.setLabel('sip_2', 'Home office')
    await service.setPassword('sip_2', 'made up by hand')
    await service.setDefault('sip_2')
    service.registrationChanged('sip_2', { state: 'connecting', since: 1 }, null)
    const [before] = service.setups().filter((s) => s.id === 'sip_2')
    answer({ voiplist: { sip_1: line('office') } })
    await service.refresh()
    expect([ids(service), service.state().defaultLineId]).toEqual([['sip_1'], 'sip_1'])
    if (restart) service = await start()
    expect(ids(service)).toEqual(['sip_1'])
    answer({ voiplist: both })
    await service.refresh()
    expect(service.setups().find((s) => s.id === 'sip_2')).toEqual(before)
    expect(before?.passwords).toEqual(['made up by hand'])
    expect(service.state()).toMatchObject({
      defaultLineId: 'sip_2',
      lines: [{}, { label: 'Home office', passwordOverridden: true, registration: { state: 'off' } }],
    })
  })
  it('loses its passwords when the account is signed out', async () => {
    const { start, answer, secrets, account } = provisioned()
    const service = await start()
    await service.setPassword('sip_2', 'made up by hand')
    answer({ voiplist: { sip_1: line('office') } })
    await service.refresh()
    await service.accountClosing(true)
    for (const lineId of ['sip_1', 'sip_2']) {
      for (const source of ['provider', 'manual'] as const) {
        expect(await secrets.read({ kind: 'line', accountId: account.accountId, lineId, source })).toBeNull()
      }
    }
  })
})

it('a line without its password, because the keychain is locked, keeps its label until the list comes', async () => {
  const { start, secrets, answer } = provisioned()
  const before = await start()
  await before.setLabel('sip_1', 'Office Berlin')
  const read = secrets.read
  const locked = new AppError('keychain-locked', 'locked')
  answer({})
  Object.assign(secrets, { read: () => Promise.reject(locked) })
  const service = await start()
  expect(ids(service)).toEqual([])
  Object.assign(secrets, { read })
  answer({ voiplist: both })
  await service.refresh()
  expect(service.state().lines[0]?.label).toBe('Office Berlin')
})

describe('a line of which the address cannot be used', () => {
  it.each([
    ['host:99999', 'unusable-address'],
    ['a b', 'unusable-address'],
    ['host/path', 'unusable-address'],
    ['[fe80::1%eth0]:5060', 'unusable-address'],
    ['', 'no-address'],
  ])('%j is in the list with that verdict, beside a line that works', async (ip, code) => {
    const { start, answer } = provisioned()
    answer({ voiplist: { sip_1: { ...line('home'), ip }, sip_2: line('office') } })
    const service = await start()
    expect(phoneIpc.phone.setLines.args.safeParse({ lines: service.setups() }).success).toBe(true)
    const verdicts = service.setups().map((setup) => {
      try {
        return addressOfRecord(usableSetup(setup)).toString()
      } catch (e) {
        return unusableReason(e, setup)
      }
    })
    expect(verdicts).toEqual([{ code, status: null, detail: ip }, 'sip:office@sip.example'])
  })
  it('comes back from the database with its settings', async () => {
    const { start, answer, stored } = provisioned()
    answer({ voiplist: { sip_1: { ...line(''), ip: '' } } })
    await start()
    expect(linePolicySchema.safeParse(stored().lines[0]?.policy).success).toBe(true)
    expect((await start()).state().lines).toMatchObject([{ id: 'sip_1', label: 'sip_1' }])
  })
})
it.each([
  ['a user name', { username: 'u'.repeat(5000) }],
  ['a password', { password: 'made up '.repeat(1000) }],
  ['an address', { ip: 'a b'.repeat(1000) }],
  ['a name for unknown callers', { unknown_incoming_call_name: 'x'.repeat(5000) }],
])('%s longer than the contract’s limit affects no other line', async (_name, part) => {
  const { start, answer } = provisioned()
  answer({ voiplist: { sip_1: { ...line('home'), ...part }, sip_2: line('office') } })
  const service = await start()
  expect(phoneIpc.phone.setLines.args.safeParse({ lines: service.setups() }).success).toBe(true)
  expect(linesStateSchema.safeParse(service.state()).success).toBe(true)
})

it('a list of other kinds names them', async () => {
  const { start, answer } = provisioned()
  answer({ voiplist: { iax_1: { type: 'IAX', username: 'x' } } })
  const service = await start()
  expect(service.state()).toMatchObject({ lines: [], provisioning: { step: 'fetched', otherTypes: ['IAX'] } })
})

describe('a list of which the places change', () => {
  it('as an array without its middle line: settings and passwords stay with their own line', async () => {
    const { start, answer } = provisioned()
    answer({ voiplist: [line('office'), line('home'), line('lab')] })
    const service = await start()
    await service.setLabel('sip_2', 'Home office')
    await service.setPassword('sip_2', 'made up by hand')
    answer({ voiplist: [line('office'), line('lab')] })
    await service.refresh()
    expect(service.state().lines.map((l) => [l.id, l.userName, l.label, l.passwordOverridden])).toEqual([
      ['sip_1', 'office', 'office', false],
      ['sip_3', 'lab', 'lab', false],
    ])
    expect(service.setups().map((s) => s.passwords)).toEqual([['made up office'], ['made up lab']])
    answer({ voiplist: [line('office'), line('home'), line('lab')] })
    await service.refresh()
    expect(service.state().lines[1]).toMatchObject({ id: 'sip_2', userName: 'home', label: 'Home office', passwordOverridden: true })
  })
  it('a new line in an old one’s place does not get its password', async () => {
    const { start, answer } = provisioned()
    const service = await start()
    await service.setPassword('sip_2', 'made up by hand')
    answer({ voiplist: { sip_1: line('office'), sip_2: line('lab') } })
    await service.refresh()
    expect(service.state().lines[1]).toMatchObject({ id: 'sip_2.2', userName: 'lab', passwordOverridden: false })
    expect(service.setups()[1]?.passwords).toEqual(['made up lab'])
  })
  it('a new line in the place with the longest key is one that the page can take', async () => {
    const { start, answer } = provisioned()
    const key = `sip_${'1'.repeat(60)}`
    answer({ voiplist: { [key]: line('office') } })
    const service = await start()
    answer({ voiplist: { [key]: line('lab') } })
    await service.refresh()
    expect(ids(service)).not.toEqual([key])
    expect(linesStateSchema.safeParse(service.state()).success).toBe(true)
  })
  it('the same line at another domain keeps its settings', async () => {
    const { start, answer } = provisioned()
    const service = await start()
    await service.setLabel('sip_1', 'Office Berlin')
    answer({ voiplist: { sip_1: { ...line('office'), ip: 'new.example' } } })
    await service.refresh()
    expect(service.state().lines).toMatchObject([{ id: 'sip_1', label: 'Office Berlin', domain: 'new.example' }])
  })
})

it('what the user changes while a list is applied is kept', async () => {
  const { start, secrets, account } = provisioned()
  const before = await start()
  await before.setPassword('sip_2', 'made up by hand')
  // the keychain holds the provider's passwords ready, but asks the user about the one set by hand
  const read = secrets.read
  const asked = Promise.withResolvers<void>()
  let locked = true
  Object.assign(secrets, {
    read: async (entry: Parameters<typeof read>[0]) => {
      if (!('source' in entry && entry.source === 'manual')) return read(entry)
      if (locked) {
        locked = false
        throw new AppError('keychain-locked', 'locked')
      }
      await asked.promise
      return read(entry)
    },
  })
  const service = createLineService({ now: () => 1000, onChange: () => {}, onSetups: () => {}, log: () => {} })
  const opening = service.accountOpened(account)
  await new Promise((resolve) => setImmediate(resolve))
  await service.setLabel('sip_1', 'Office Berlin')
  await service.setEnabled('sip_1', false)
  asked.resolve()
  await opening
  expect(service.state().lines).toMatchObject([{ label: 'Office Berlin', enabled: false }, { passwordOverridden: true }])
  expect(service.setups().map((s) => s.passwords)).toEqual([['made up by hand']])
})

describe('a database that does not answer', () => {
  afterEach(() => void vi.useRealTimers())

  /** The account with a database that answers once `answer` was called. */
  function slowDatabase(account: OpenAccount): { readonly slow: OpenAccount; readonly answer: () => void } {
    const answered = Promise.withResolvers<void>()
    const { request } = account.database
    const slow = { request: (...args: never[]) => answered.promise.then(() => (request as (...a: never[]) => unknown)(...args)) }
    return { slow: { ...account, database: slow } as unknown as OpenAccount, answer: answered.resolve }
  }

  it('keeps no line from registering; its settings are kept and applied when it answers', async () => {
    const { start, account, stored } = provisioned()
    const before = await start()
    await before.setLabel('sip_1', 'Office Berlin')
    await before.setPassword('sip_2', 'made up by hand')
    vi.useFakeTimers()
    const { slow, answer } = slowDatabase(account)
    const service = createLineService({ now: () => 1000, onChange: () => {}, onSetups: () => {}, log: () => {} })
    const opening = service.accountOpened(slow)
    await vi.advanceTimersByTimeAsync(5000)
    expect(service.setups().map((s) => s.passwords)).toEqual([['made up office'], ['made up home']])
    service.registrationChanged('sip_1', { state: 'connecting', since: 7 }, null)
    answer()
    await opening
    expect(service.state().lines).toMatchObject([
      { label: 'Office Berlin', registration: { state: 'connecting', since: 7 } },
      { passwordOverridden: true },
    ])
    expect(service.setups()[1]?.passwords).toEqual(['made up by hand'])
    expect(stored().lines.map((l) => l.label)).toEqual(['Office Berlin', ''])
  })
  it('that knows nothing of the lines, as at a first sign-in, takes none of them away when it answers', async () => {
    const { account } = provisioned()
    vi.useFakeTimers()
    const { slow, answer } = slowDatabase(account)
    const sent: string[] = []
    const onSetups = (setups: readonly object[]): void => void sent.push(JSON.stringify(setups))
    const service = createLineService({ now: () => 1000, onChange: () => {}, onSetups, log: () => {} })
    const opening = service.accountOpened(slow)
    await vi.advanceTimersByTimeAsync(5000)
    const lines = sent.at(-1)
    expect(service.setups().map((s) => s.id)).toEqual(['sip_1', 'sip_2'])
    answer()
    await opening
    // calls may be up or come in on them: the phone process gets no other list
    expect(sent.slice(sent.indexOf(lines ?? '')).filter((text) => text !== lines)).toEqual([])
  })
  it('of an account that is closed meanwhile changes nothing when it answers', async () => {
    const { account } = provisioned()
    vi.useFakeTimers()
    const answered = Promise.withResolvers<StoredLines>()
    const slow = { ...account, database: { request: () => answered.promise } }
    const service = createLineService({ now: () => 1000, onChange: () => {}, onSetups: () => {}, log: () => {} })
    const opening = service.accountOpened(slow as unknown as OpenAccount)
    await vi.advanceTimersByTimeAsync(5000)
    await service.accountClosing(false)
    answered.resolve({ lines: [], defaultLineId: null, asOf: null })
    await opening
    expect(service.state()).toMatchObject({ lines: [], provisioning: { step: 'idle' } })
  })
})
