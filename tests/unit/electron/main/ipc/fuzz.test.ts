import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { bindIpc } from '../../../../../electron/main/ipc/bind.ts'
import { LARGEST_ARGUMENT } from '../../../../../electron/main/ipc/size.ts'
import { channels } from '../../../../../electron/preload/channels.ts'
import type { CallEntry } from '../../../../../shared/contract/contract.ts'
import { type IpcHandlers, ipc } from '../../../../../shared/contract/ipc.ts'
import { failureSchema } from '../../../../../shared/domain/failure.ts'
import { listeners } from '../../../../support/fakes/ipc-main.ts'
import { nearlyValidFor, validFor } from './from-schema.ts'

vi.mock('electron', () => import('../../../../support/fakes/ipc-main.ts'))

const calls = channels.filter(({ kind }) => kind === 'call').map(({ domain, name }) => [`${domain}.${name}`, domain, name] as const)
const entryOf = (domain: string, name: string): CallEntry =>
  (ipc as unknown as Record<string, Record<string, CallEntry>>)[domain]?.[name] as CallEntry
/** Arguments that came through to a handler, by channel. */
const reached = new Map<string, unknown[]>()
const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
let answer: () => unknown
let trusted: (event: unknown, domain: string) => boolean

beforeEach(() => {
  reached.clear()
  log.warn.mockReset()
  log.error.mockReset()
  answer = () => undefined
  trusted = () => true
  const handlers: Record<string, Record<string, (args: unknown) => unknown>> = {}
  for (const [channel, domain, name] of calls)
    (handlers[domain] ??= {})[name] = (args) => {
      reached.set(channel, [...(reached.get(channel) ?? []), args])
      return answer()
    }
  bindIpc(
    handlers as unknown as IpcHandlers,
    (event, domain) => trusted(event, domain),
    () => {},
    log,
  )
})
type Answer = { readonly ok: boolean; readonly error?: { readonly code: string } }
const ask = (channel: string, args: unknown) => listeners.get(channel)?.({} as never, args) as Promise<Answer>

it('main listens to the calls of the contract and to nothing else', () => {
  expect([...listeners.keys()].sort()).toEqual(calls.map(([channel]) => channel).sort())
  expect(calls.length).toBeGreaterThan(100)
})

describe('whatever the page sends, a handler gets what its schema describes, and the page an answer', () => {
  it.each(calls)('%s', async (channel, domain, name) => {
    const { args: schema } = entryOf(domain, name)
    await fc.assert(
      fc.asyncProperty(fc.oneof(nearlyValidFor(schema), validFor(schema)), async (args) => {
        reached.clear()
        const outcome = await ask(channel, args)
        const [got] = reached.get(channel) ?? []
        if (outcome.ok) return schema.safeParse(got).success && Object.getPrototypeOf(Object(got)) !== null && !('confirmed' in Object.prototype)
        return failureSchema.safeParse(outcome.error).success && !reached.has(channel) && outcome.error?.code === 'invalid-argument'
      }),
      { numRuns: 40 },
    )
  })
})

it('from any other sender nothing reaches a handler, whatever it sends', async () => {
  trusted = () => false
  const began = performance.now()
  for (const [channel, domain, name] of calls)
    for (const args of fc.sample(validFor(entryOf(domain, name).args), { numRuns: 3, seed: 7 }))
      expect(await ask(channel, args)).toMatchObject({ ok: false, error: { code: 'not-allowed' } })
  expect(reached.size).toBe(0)
  // one entry a second, however many were refused
  expect(log.warn.mock.calls.length).toBeLessThanOrEqual(1 + Math.ceil((performance.now() - began) / 1000))
})

it('an argument that is too large is refused before it is parsed, also one that refers to itself or only claims its length', async () => {
  const itself: unknown[] = []
  itself.push(itself, itself)
  const claimed: unknown[] = []
  claimed.length = 4_000_000_000
  const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`)
  for (const args of [
    'x'.repeat(LARGEST_ARGUMENT),
    { number: 'x'.repeat(LARGEST_ARGUMENT) },
    itself,
    claimed,
    new Uint8Array(LARGEST_ARGUMENT),
    new Map(),
  ])
    expect(await ask('calls.dial', args)).toMatchObject({ ok: false, error: { code: 'invalid-argument', message: 'calls.dial: too large' } })
  expect(await ask('calls.dial', deep)).toMatchObject({ ok: false, error: { code: 'invalid-argument' } })
  expect(reached.size).toBe(0)
})

it('of a flood a bounded number is worked on at a time; the rest is refused at once, and later calls are answered', async () => {
  const open = Promise.withResolvers<undefined>()
  answer = () => open.promise
  const flood = Array.from({ length: 20_000 }, () => ask('account.refreshBalance', undefined))
  expect(reached.get('account.refreshBalance')?.length).toBe(1000)
  open.resolve(undefined)
  const outcomes = await Promise.all(flood)
  expect(outcomes.filter((o) => o.error?.code === 'busy').length).toBe(19_000)
  expect(await ask('account.refreshBalance', undefined)).toMatchObject({ ok: true })
})
