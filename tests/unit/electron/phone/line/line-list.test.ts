import { describe, expect, it } from 'vitest'
import { UnusableAddress } from '../../../../../electron/phone/line/line-address.ts'
import { LineList, type ListedLine } from '../../../../../electron/phone/line/line-list.ts'
import { type LineSetup, phoneIpc } from '../../../../../shared/contract/phone.ts'
import type { Registration } from '../../../../../shared/domain/line.ts'
import { defaultPreferences } from '../../../../../shared/domain/line-preferences.ts'
import { lineSetup } from '../../../../support/fakes/sip-line.ts'

type Probe = ListedLine & { readonly calls: string[]; readonly show: (r: Registration) => void; readonly domain: string }

/** Lines with `bad` as their domain cannot be built; stopping takes until `stopped` is called when `slow`. */
function list() {
  const built: Probe[] = []
  const reported: [string, Registration][] = []
  const busy = new Set<string>()
  const state = { slow: false, stopped: () => {} }
  const lines = new LineList<Probe>({
    create: (setup, show) => {
      if (setup.domain === 'bad') throw new UnusableAddress('bad:50123')
      const calls: string[] = []
      const line: Probe = {
        id: setup.id,
        domain: setup.domain,
        preferences: setup.preferences,
        calls,
        show: (r) => show(r, null),
        start: () => calls.push('start'),
        retry: () => calls.push('retry'),
        check: () => Promise.reject(new Error('check')),
        async stop() {
          calls.push('stop')
          if (state.slow) await new Promise<void>((resolve) => (state.stopped = resolve))
        },
      }
      built.push(line)
      return line
    },
    onRegistration: (id, registration) => reported.push([id, registration]),
    busy: () => busy,
    log: () => {},
  })
  return { lines, built, reported, busy, state }
}
const settle = () => new Promise((resolve) => setImmediate(resolve))
const setups = (...domains: string[]): LineSetup[] => domains.map((domain, i) => lineSetup({ id: `sip_${i + 1}`, domain }))

describe('a line that cannot be built', () => {
  it('is reported with the invalid address, and the lines after it start', async () => {
    const { lines, built, reported } = list()
    lines.set(setups('bad', 'a.example', 'bad', 'b.example'))
    await settle()
    expect(built.map((l) => [l.id, l.calls])).toEqual([
      ['sip_2', ['start']],
      ['sip_4', ['start']],
    ])
    expect(reported.map(([id]) => id)).toEqual(['sip_1', 'sip_3'])
    expect(reported[0]?.[1]).toMatchObject({ state: 'unreachable', reason: { code: 'unusable-address', detail: 'bad:50123' }, retryAt: null })
    expect(phoneIpc.phone.registration.payload.safeParse({ lineId: 'sip_1', registration: reported[0]?.[1], passwordIndex: null }).success).toBe(true)
  })
  it('is not ready, shows its reason again when it is retried, and is built when its address changes', async () => {
    const { lines, built, reported } = list()
    lines.set(setups('bad'))
    expect(() => lines.get('sip_1')).toThrow(expect.objectContaining({ code: 'line-not-ready' }))
    expect(() => lines.get('sip_9')).toThrow(expect.objectContaining({ code: 'not-found' }))
    lines.retry('sip_1')
    lines.set(setups('bad'))
    expect(reported.length).toBe(2)
    lines.set(setups('good.example'))
    await settle()
    expect(built[0]?.calls).toEqual(['start'])
    await lines.stop()
  })
  it('that is removed is shown as off', async () => {
    const { lines, reported } = list()
    lines.set(setups('bad'))
    lines.set([])
    await settle()
    expect(reported.at(-1)).toEqual(['sip_1', { state: 'off' }])
  })
})

it('any number of lines is accepted', async () => {
  const { lines, built } = list()
  const many = Array.from({ length: 500 }, (_, i) => lineSetup({ id: `sip_${i}` }))
  expect(phoneIpc.phone.setLines.args.safeParse({ lines: many }).success).toBe(true)
  lines.set(many)
  await settle()
  expect(built.filter((l) => l.calls.includes('start')).length).toBe(500)
})

describe('a line that changes', () => {
  it('is stopped before the new one starts, and reports nothing any more', async () => {
    const { lines, built, reported, state } = list()
    lines.set(setups('a.example'))
    await settle()
    state.slow = true
    lines.set(setups('b.example'))
    await settle()
    expect(built.map((l) => l.calls)).toEqual([['start', 'stop'], []])
    built[0]?.show({ state: 'off' })
    expect(reported).toEqual([])
    state.stopped()
    await settle()
    expect(built[1]?.calls).toEqual(['start'])
  })
  it('twice while it is stopped: only the last one starts', async () => {
    const { lines, built, state } = list()
    lines.set(setups('a.example'))
    await settle()
    state.slow = true
    lines.set(setups('b.example'))
    state.slow = false
    lines.set(setups('c.example'))
    state.stopped()
    await settle()
    expect(built.map((l) => [l.domain, l.calls.includes('start')])).toEqual([
      ['a.example', true],
      ['b.example', false],
      ['c.example', true],
    ])
  })
  it('waits for the end of its call, except for its preferences', async () => {
    const { lines, built, busy } = list()
    lines.set(setups('a.example'))
    busy.add('sip_1')
    const preferences = { ...defaultPreferences, voicemail: '123' }
    lines.set([lineSetup({ domain: 'b.example', preferences })])
    expect([built.length, built[0]?.preferences]).toEqual([1, preferences])
    busy.clear()
    lines.arrange()
    await settle()
    expect(built[1]?.calls).toEqual(['start'])
  })
})

it('a line stays as it is where only the order of its passwords has changed: which one is right is known by then', async () => {
  const { lines, built } = list()
  lines.set([lineSetup({ passwords: ['made-up-1', 'made-up-2'] })])
  lines.set([lineSetup({ passwords: ['made-up-2', 'made-up-1'] })])
  await settle()
  expect(built.map(({ calls }) => calls)).toEqual([['start']])
  lines.set([lineSetup({ passwords: ['made-up-3'] })])
  await settle()
  expect(built.map(({ calls }) => calls)).toEqual([['start', 'stop'], ['start']])
})

it('a check that fails does not affect the other lines', async () => {
  const { lines } = list()
  lines.set(setups('a.example'))
  expect(() => lines.check()).not.toThrow()
  await settle()
})
