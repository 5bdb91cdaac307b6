// Longer than 300 lines: one service, opened and closed in every order, on the same fakes.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type AccountService, createAccountService } from '../../../../../electron/main/account/account-service.ts'
import type { AccountSession, OpenAccount } from '../../../../../electron/main/account/account-session.ts'
import { createSessionSecrets } from '../../../../../electron/main/account/session-secrets.ts'
import type { AccountState } from '../../../../../shared/domain/account.ts'
import { AppError } from '../../../../../shared/domain/failure.ts'
import { fakeKeychain } from '../../../../support/fakes/keychain.ts'
import { fakeProvider } from '../../../../support/fakes/provider.ts'
import { fakeSettings } from '../../../../support/fakes/settings.ts'

const ADDRESS = 'https://provider.example'
const alice = { providerAddress: ADDRESS, userName: 'alice', password: 'made-up-a', stay: true }
const bob = { providerAddress: ADDRESS, userName: 'bob', password: 'made-up-b', stay: true }
const idOf = ({ userName }: typeof alice) => `${ADDRESS} ${userName}`
const lineOf = (of: typeof alice) => ({ kind: 'line', accountId: idOf(of), lineId: 'sip_1', source: 'provider' }) as const

let provider: ReturnType<typeof fakeProvider>
let keychain: ReturnType<typeof fakeKeychain>
let settings: ReturnType<typeof fakeSettings>
let service: AccountService
let states: AccountState[]
/** What happened to sessions: `alice opened`, `alice closed`. */
let happened: string[]
let failOpening: Error | null
let deleted: string[]

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  provider = fakeProvider()
  keychain = fakeKeychain()
  settings = fakeSettings()
  states = []
  happened = []
  failOpening = null
  deleted = []
  service = start()
})
afterEach(() => vi.useRealTimers())

const start = (): AccountService =>
  createAccountService({
    settings,
    keychain: keychain.keychain,
    now: () => 1,
    createClient: () => provider.client,
    openSession,
    deleteDatabase: (id) => void deleted.push(id),
    onChange: (state) => states.push(state),
  })
function openSession(parts: Omit<OpenAccount, 'database' | 'signal'>): AccountSession {
  if (failOpening) throw failOpening
  const name = parts.accountId.replace(`${ADDRESS} `, '')
  happened.push(`${name} opened`)
  const secrets = createSessionSecrets(parts.secrets)
  let removal: Promise<unknown> = Promise.resolve()
  return {
    account: { ...parts, database: { request: async () => ({ lines: [{ policy: { id: 'sip_1' } }] }) } } as unknown as OpenAccount,
    async close(remove: boolean) {
      if (remove) {
        secrets.forget()
        removal = secrets.remove({ kind: 'line', accountId: parts.accountId, lineId: 'sip_1', source: 'provider' }).catch(() => {})
      }
      happened.push(`${name} closed`)
    },
    secretsRemoved: () => secrets.removed(removal),
  } as AccountSession
}
const session = () => service.state().session
/** Lets everything that can go on go on, without time passing. */
const settle = () => vi.advanceTimersByTimeAsync(0)

it('signs in, keeps the password, and opens the account again at the next start', async () => {
  await service.signIn(alice)
  expect(session()).toMatchObject({ state: 'signed-in', userName: 'alice', kept: true })
  expect(keychain.stored.get(`account ${idOf(alice)}`)).toBe('made-up-a')
  await service.stop()
  service = start()
  await service.start()
  expect(session()).toMatchObject({ state: 'signed-in', userName: 'alice' })
  expect(happened).toEqual(['alice opened', 'alice closed', 'alice opened'])
})
it('closed while opening: signing out during the provider’s answer opens nothing, and the late answer neither', async () => {
  provider.holding = true
  const signingIn = service.signIn(alice)
  const refused = expect(signingIn).rejects.toMatchObject({ code: 'cancelled' })
  await settle()
  await service.signOut()
  await refused
  provider.answer()
  await settle()
  expect(happened).toEqual([])
  expect(session()).toEqual({ state: 'signed-out', reason: null })
})
it('closed while opening: a password that the keychain stores after the abort is removed again', async () => {
  keychain.hanging = true
  const refused = expect(service.signIn(alice)).rejects.toMatchObject({ code: 'cancelled' })
  await settle()
  expect(provider.asked).toEqual(['account'])
  service.cancelSignIn()
  await refused
  expect(session().state).toBe('signed-out')
  keychain.answer()
  await settle()
  expect(keychain.stored.size).toBe(0)
  expect(happened).toEqual([])
})
it('but not when a later sign-in kept it', async () => {
  keychain.hanging = true
  const refused = expect(service.signIn(alice)).rejects.toMatchObject({ code: 'cancelled' })
  await settle()
  service.cancelSignIn()
  await refused
  const again = service.signIn(alice)
  await settle()
  keychain.answer()
  await again
  await settle()
  expect(keychain.stored.get(`account ${idOf(alice)}`)).toBe('made-up-a')
})
it('closed while opening: quitting while the keychain is being asked at the start', async () => {
  await service.signIn(alice)
  await service.stop()
  service = start()
  keychain.hanging = true
  const starting = service.start()
  await settle()
  await service.stop()
  await starting
  keychain.answer()
  await settle()
  expect(happened).toEqual(['alice opened', 'alice closed'])
})
it('failed while opening: the form’s error and the session agree, and the next try works', async () => {
  failOpening = new Error('made up')
  await expect(service.signIn(alice)).rejects.toThrow('made up')
  expect(session().state).toBe('signed-out')
  failOpening = null
  provider.failure = new AppError('wrong-credentials', 'made up')
  await expect(service.signIn(alice)).rejects.toMatchObject({ code: 'wrong-credentials' })
  expect(session().state).toBe('signed-out')
  provider.failure = null
  await service.signIn(alice)
  expect(session().state).toBe('signed-in')
})
it('a failed sign-in beside an open account leaves that open and shown', async () => {
  await service.signIn(alice)
  provider.failure = new AppError('wrong-credentials', 'made up')
  await expect(service.signIn(bob)).rejects.toMatchObject({ code: 'wrong-credentials' })
  expect(session()).toMatchObject({ state: 'signed-in', userName: 'alice' })
  expect(happened).toEqual(['alice opened'])
})
it('closed twice: signing out twice, and once more when nothing is open', async () => {
  await service.signIn(alice)
  await Promise.all([service.signOut(), service.signOut()])
  await service.signOut()
  expect(happened).toEqual(['alice opened', 'alice closed'])
  expect(session()).toEqual({ state: 'signed-out', reason: null })
})
it('event after close: late replies of an old account change nothing', async () => {
  await service.signIn(alice)
  const { onFooter } = (service.session() as AccountSession).account
  await service.signOut()
  await service.signIn({ ...bob, stay: false })
  const before = service.state().balance
  onFooter({ currency: 'USD', balance: { units: 1, currency: 'USD' } } as never)
  expect(service.state().balance).toEqual(before)
})
it('each account has its own currency: EUR until a reply names one, which is known at the next start', async () => {
  const amount = () => service.state().balance.amount
  const named = (currency: string | null, units: number) => ({ accountNumber: '', currency, balance: { units, currency: currency ?? 'EUR' } })
  await service.signIn(alice)
  service.session()?.account.onFooter(named('USD', 10_000))
  await service.refreshBalance()
  expect(amount()).toEqual({ units: 125_000, currency: 'USD' })
  service.session()?.account.onFooter(named(null, 20_000))
  expect([amount(), service.balanceOf(named(null, 30_000))]).toEqual([
    { units: 20_000, currency: 'USD' },
    { units: 30_000, currency: 'USD' },
  ])
  await service.signOut()
  await service.signIn({ ...bob, providerAddress: 'https://other.example' })
  expect(amount()).toEqual({ units: 125_000, currency: 'EUR' })
  await service.refreshBalance()
  expect(amount()?.currency).toBe('EUR')
  await service.signIn(alice)
  expect(amount()?.currency).toBe('USD')
  // beside an open account
  await service.signIn(bob)
  expect(amount()?.currency).toBe('EUR')
  await service.switchTo(idOf(alice))
  await service.stop()
  service = start()
  await service.start()
  expect(service.currency()).toBe('USD')
  await settle()
  expect(amount()).toEqual({ units: 125_000, currency: 'USD' })
})
it('switching and signing out run one after the other, and the last intent wins', async () => {
  await service.signIn(alice)
  await service.signIn(bob)
  happened = []
  const results = await Promise.allSettled([
    service.switchTo(idOf(alice)),
    service.switchTo(idOf(bob)),
    service.switchTo(idOf(alice)),
    service.signOut(),
  ])
  expect(results.at(-1)?.status).toBe('fulfilled')
  expect(session()).toEqual({ state: 'signed-out', reason: null })
  // never two open at a time
  let open = 1
  for (const event of happened) {
    open += event.endsWith('opened') ? 1 : -1
    expect(open).toBeLessThanOrEqual(1)
  }
  expect(open).toBe(0)
  expect(service.session()).toBeNull()
})
it('sign-out at any moment of a sign-in leaves nothing open', async () => {
  for (let ticks = 0; ticks < 40; ticks++) {
    happened = []
    const signingIn = service.signIn(alice).catch(() => {})
    for (let i = 0; i < ticks; i++) await Promise.resolve()
    await service.signOut()
    await signingIn
    expect(session().state).toBe('signed-out')
    expect(happened.filter((h) => h.endsWith('opened')).length).toBe(happened.filter((h) => h.endsWith('closed')).length)
    expect([...keychain.stored.keys()]).toEqual([])
  }
})
it('the page is never shown a session that is not there', async () => {
  const check = (): void => {
    const { session: shown } = states.at(-1) as AccountState
    if (shown.state === 'signed-in') expect(service.session()?.account.accountId).toBe(shown.accountId)
  }
  await service.signIn(alice)
  check()
  await service.signIn(bob)
  check()
  await service.switchTo(idOf(alice))
  check()
  await service.forget(idOf(alice))
  check()
  expect(session().state).toBe('signed-out')
  expect(deleted).toEqual([idOf(alice)])
})
it('a keyring that went away: signing out completes here and reports what is left', async () => {
  await service.signIn(alice)
  keychain.gone = true
  await service.signOut()
  expect(happened).toEqual(['alice opened', 'alice closed'])
  expect(session()).toMatchObject({ state: 'signed-out', reason: { code: 'secrets-left' } })
  expect(service.state().remembered).toMatchObject([{ userName: 'alice', staySignedIn: false }])
  expect(settings.get('activeAccountId')).toBeNull()
})
it('a keyring that stopped answering: signed out at once, and reported within the limit', async () => {
  await service.signIn(alice)
  keychain.hanging = true
  const signingOut = service.signOut()
  await settle()
  expect(session()).toEqual({ state: 'signed-out', reason: null })
  await vi.advanceTimersByTimeAsync(10_000)
  await signingOut
  expect(session()).toMatchObject({ reason: { code: 'secrets-left' } })
})
it('signing in without the keychain leaves nothing to be removed', async () => {
  keychain.gone = true
  await expect(service.signIn(alice)).rejects.toMatchObject({ code: 'keychain-no-service' })
  expect(session().state).toBe('signed-out')
  await service.signIn({ ...alice, stay: false })
  await service.signOut()
  expect(session()).toEqual({ state: 'signed-out', reason: null })
})
it('signing in without "Stay signed in" removes what the keychain held of that account, and of no other', async () => {
  await service.signIn(alice)
  await keychain.keychain.write(lineOf(alice), 'made-up-l')
  await service.signIn(bob)
  await keychain.keychain.write(lineOf(bob), 'made-up-l')
  await service.signIn({ ...alice, stay: false })
  expect([...keychain.stored.keys()]).toEqual([`account ${idOf(bob)}`, `line ${idOf(bob)} sip_1 provider`])
  await service.signOut()
  expect(session()).toEqual({ state: 'signed-out', reason: null })
  expect(keychain.stored.has(`account ${idOf(alice)}`)).toBe(false)
})
it('an account that does not stay signed in is not opened from the keychain', async () => {
  await service.signIn(alice)
  await service.signIn({ ...alice, stay: false })
  await service.signOut()
  await keychain.keychain.write({ kind: 'account', accountId: idOf(alice) }, 'made-up-a')
  await expect(service.switchTo(idOf(alice))).rejects.toMatchObject({ code: 'not-found' })
  expect(session()).toEqual({ state: 'signed-out', reason: null })
})
it('a keychain that is gone stops no sign-in without it, and what it still holds is reported then and at the sign-out', async () => {
  await service.signIn(alice)
  keychain.gone = true
  await expect(service.signIn({ ...alice, stay: false })).rejects.toMatchObject({ code: 'secrets-left' })
  expect(session()).toMatchObject({ state: 'signed-in', userName: 'alice', kept: false })
  await service.signOut()
  expect(session()).toMatchObject({ state: 'signed-out', reason: { code: 'secrets-left' } })
})
it('a keychain that does not answer does not hold up the sign-out after a sign-in without it', async () => {
  await service.signIn(alice)
  keychain.hanging = true
  const signingIn = service.signIn({ ...alice, stay: false }).catch((e: AppError) => e.code)
  await settle()
  expect(session()).toMatchObject({ state: 'signed-in', kept: false })
  const signingOut = service.signOut()
  await settle()
  expect([await signingIn, session()]).toEqual(['cancelled', { state: 'signed-out', reason: null }])
  keychain.answer()
  await signingOut
  expect([keychain.stored.size, session()]).toEqual([0, { state: 'signed-out', reason: null }])
})
it('forgetting another account than the open one, with the keychain gone, reports what is left and still forgets it', async () => {
  await service.signIn(alice)
  await service.signIn(bob)
  keychain.gone = true
  await expect(service.forget(idOf(alice))).rejects.toMatchObject({ code: 'secrets-left' })
  expect(session()).toMatchObject({ state: 'signed-in', userName: 'bob' })
  expect(service.state().remembered.map(({ userName }) => userName)).toEqual(['bob'])
  expect(deleted).toEqual([idOf(alice)])
})
it('a locked keyring at the start is the reason at the form, and trying again opens the account', async () => {
  await service.signIn(alice)
  await service.stop()
  service = start()
  keychain.gone = true
  await service.start()
  expect(session()).toMatchObject({ state: 'signed-out', reason: { code: 'keychain-no-service' } })
  keychain.gone = false
  await service.retryKeychain()
  expect(session()).toMatchObject({ state: 'signed-in', userName: 'alice' })
})

it('a sign-in that waits for another account to be closed can be cancelled', async () => {
  await service.signIn(alice)
  const closing = Promise.withResolvers<void>()
  const { session: current } = service
  const open = current()
  if (!open) throw new Error('no session')
  const { close } = open
  Object.assign(open, { close: (remove: boolean) => closing.promise.then(() => close(remove)) })
  const signingOut = service.signOut()
  const signingIn = service.signIn(bob).catch((e: AppError) => e.code)
  service.cancelSignIn()
  closing.resolve()
  await signingOut
  expect(await signingIn).toBe('cancelled')
  expect(session()).not.toMatchObject({ state: 'signed-in' })
})
