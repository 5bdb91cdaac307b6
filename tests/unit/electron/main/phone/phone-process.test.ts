import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPhoneProcess, type PhoneEvent } from '../../../../../electron/main/phone/phone-process.ts'
import type { LineSetup, PhoneMemory } from '../../../../../shared/contract/phone.ts'
import { AppError } from '../../../../../shared/domain/failure.ts'
import { defaultPreferences } from '../../../../../shared/domain/line-preferences.ts'
import { PhoneChild } from '../../../../support/fakes/phone-child.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const setupOf = (id: string): LineSetup => ({
  id,
  userName: id,
  domain: 'sip.example',
  displayName: '',
  passwords: ['made-up'],
  server: { host: 'sip.example', port: null },
  outboundProxy: false,
  transports: ['udp'],
  webSocketAddress: null,
  standardPorts: false,
  stun: null,
  turn: null,
  echoCancellation: false,
  unknownCallerName: '',
  pin: null,
  instanceId: '00000000-0000-4000-8000-000000000001',
  preferences: defaultPreferences,
})
const memoryOf = (callId: string): PhoneMemory => ({
  bindings: [{ lineId: 'sip_1', contact: '<sip:x@192.0.2.1>', callId, cseq: 1, localPort: null }],
  dialogs: [],
})

/** A phone process whose children a test makes: the n-th start gets the n-th child, the last one again and again. */
function phoneOf(create: (n: number) => PhoneChild = () => new PhoneChild()) {
  const children: PhoneChild[] = []
  const events: PhoneEvent[] = []
  const states: string[] = []
  const logged: string[] = []
  const [onDied, onReady, onMemory] = [vi.fn(), vi.fn(), vi.fn()]
  const log = (text: string): void => void logged.push(text)
  const phone = createPhoneProcess({
    fork() {
      const child = create(children.length)
      children.push(child)
      return child
    },
    log: { info: log, warn: log, error: log },
    memory: { bindings: [], dialogs: [] },
    onMemory,
    onEvent: (event) => events.push(event),
    onState: (state) => states.push(state),
    onDied,
    onReady,
  })
  const refusals = (): unknown[] =>
    events.flatMap((e) => (e.channel === 'phone.registration' && e.payload.registration.state === 'unreachable' ? [e.payload.lineId] : []))
  return { phone, children, events, states, logged, onDied, onReady, onMemory, refusals, last: () => children.at(-1) as PhoneChild }
}
const settled = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms)

describe('the phone process', () => {
  it('starts with its lines, and gets them anew when they change', async () => {
    const { phone, last, states, onReady } = phoneOf()
    phone.setLines([setupOf('sip_1')])
    phone.start()
    await settled()
    phone.setLines([setupOf('sip_1'), setupOf('sip_2')])
    await settled()
    expect(states).toEqual(['starting', 'running'])
    expect(onReady).toHaveBeenCalledTimes(1)
    expect(last().asked).toMatchObject([
      { name: 'start', args: { lines: [{ id: 'sip_1' }] } },
      { name: 'setLines', args: { lines: [{ id: 'sip_1' }, { id: 'sip_2' }] } },
    ])
  })

  it('that dies is started at once, with the lines of now and what the last one left behind', async () => {
    const { phone, children, last, states, onDied, onMemory } = phoneOf()
    phone.start()
    await settled()
    children[0]?.emit('phone', 'memory', memoryOf('one'))
    await settled(20_000)
    phone.setLines([setupOf('sip_1')])
    last().exit()
    expect(onDied).toHaveBeenCalledTimes(1)
    await settled()
    expect(states).toEqual(['starting', 'running', 'restarting', 'running'])
    expect(onMemory).toHaveBeenCalledWith(memoryOf('one'))
    expect(last().asked[0]).toMatchObject({ name: 'start', args: { memory: memoryOf('one'), lines: [{ id: 'sip_1' }] } })
  })

  it('that dies right after each start is started later and later, and counts as failed', async () => {
    const { phone, children, last, states } = phoneOf()
    phone.start()
    const starts: number[] = []
    for (let death = 0; death < 9; death++) {
      await settled()
      last().exit()
      const [before, at] = [children.length, Date.now()]
      while (children.length === before) await settled(50)
      starts.push(Date.now() - at)
    }
    expect(starts.slice(1)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000])
    expect(states.filter((s) => s === 'failed').length).toBe(4)
    await settled(20_000)
    last().exit()
    expect(states.at(-1)).toBe('restarting')
  })

  it('that hangs at its start is ended, and started again', async () => {
    const hangs = new PhoneChild()
    hangs.answering = false
    const { phone, children, states } = phoneOf((n) => (n ? new PhoneChild() : hangs))
    phone.start()
    await settled(8001)
    expect(hangs.killed).toBe(true)
    expect(children.length).toBe(2)
    expect(states).toEqual(['starting', 'restarting', 'running'])
  })

  it('that is slow to start on a busy computer has longer each time, and runs in the end', async () => {
    const slow = () => new PhoneChild({ start: () => new Promise<undefined>((done) => setTimeout(done, 20_000)) })
    const { phone, children, states } = phoneOf(slow)
    phone.start()
    await settled(60_000)
    expect(children.map(({ killed }) => killed)).toEqual([true, true, false])
    expect(states.at(-1)).toBe('running')
  })

  it('that a line keeps from answering, however long, runs without that line in the end', async () => {
    const bad = (args: unknown): boolean => (args as { lines: { id: string }[] }).lines.some(({ id }) => id === 'sip_2')
    const unless = (args?: unknown) => (bad(args) ? new Promise<undefined>(() => {}) : undefined)
    const { phone, last, refusals } = phoneOf(() => new PhoneChild({ start: unless, setLines: unless } as never))
    phone.setLines([setupOf('sip_1'), setupOf('sip_2')])
    phone.start()
    await settled(600_000)
    expect(refusals()).toContain('sip_2')
    expect(last().killed).toBe(false)
    expect(last().asked.at(-1)).toMatchObject({ args: { lines: [{ id: 'sip_1' }] } })
  })

  it('that cannot even be made is tried again', async () => {
    const { phone, states } = phoneOf((n) => {
      if (n === 0 && states.length === 1) throw new Error('no memory')
      return new PhoneChild()
    })
    phone.start()
    await settled()
    expect(states).toEqual(['starting', 'restarting', 'running'])
  })

  it('stopped while it starts ends, and none follows', async () => {
    const child = new PhoneChild({ start: () => new Promise<undefined>(() => {}) })
    const { phone, children, states, onReady, onDied } = phoneOf(() => child)
    phone.start()
    await phone.stop()
    await settled(60_000)
    expect(child.killed).toBe(true)
    expect([children.length, states]).toEqual([1, ['starting']])
    expect([onReady, onDied].map((f) => f.mock.calls.length)).toEqual([0, 0])
  })

  it('stopped while it waits for the next start stays down; stopped twice is stopped once', async () => {
    const { phone, children } = phoneOf()
    phone.start()
    await settled()
    children[0]?.exit()
    await settled()
    children[1]?.exit()
    await phone.stop()
    await phone.stop()
    await settled(60_000)
    expect(children.length).toBe(2)
  })

  it('that does not answer to the stop is ended after three seconds', async () => {
    const { phone, last } = phoneOf()
    phone.start()
    await settled()
    last().answering = false
    const stopped = phone.stop()
    await settled(2900)
    expect(last().killed).toBe(false)
    await settled(100)
    await stopped
    expect(last().killed).toBe(true)
  })

  it('refuses calls while it restarts, and fails those that wait when it dies', async () => {
    const { phone, last } = phoneOf(() => new PhoneChild({ answer: () => new Promise<undefined>(() => {}) }))
    phone.start()
    await settled()
    const waiting = phone.call('phone', 'answer', { callId: 'call-0001', others: 'hold' })
    last().exit()
    await expect(waiting).rejects.toMatchObject({ code: 'phone-not-running', retryable: true })
    await expect(phone.call('phone', 'reject', { callId: 'call-0001' })).rejects.toMatchObject({ code: 'phone-not-running' })
    await settled()
    await expect(phone.call('phone', 'reject', { callId: 'call-0001' })).resolves.toBeUndefined()
  })

  it('delivers nothing once it is gone, not even what still waits', async () => {
    const { phone, children, events } = phoneOf()
    phone.start()
    await settled()
    const [first] = children
    for (let id = 1; id <= 800; id++)
      first?.emit('phone', 'mediaToPage', { kind: 'call', id, channel: 'media.request', args: { op: 'leg.close', leg: 1 } })
    const before = events.length
    expect(before).toBeLessThan(800)
    first?.exit()
    first?.emit('phone', 'callGone', { callId: 'call-0001' })
    await settled(5000)
    expect(events.length).toBe(before)
  })
})

describe('lines that the phone process cannot take', () => {
  it('that refuses some lines runs the others, and each refused line gets the verdict', async () => {
    const setLines = ({ lines }: { lines: readonly LineSetup[] }): undefined => {
      const bad = lines.find(({ id }) => id.startsWith('bad'))
      if (bad) throw new Error(`no usable address: ${bad.id}`)
    }
    const { phone, last, states, children, events, refusals } = phoneOf(() => new PhoneChild({ start: setLines, setLines }))
    phone.setLines(['sip_1', 'bad_1', 'sip_2', 'bad_2'].map(setupOf))
    phone.start()
    await settled(60_000)
    expect([states, children.length]).toEqual([['starting', 'running'], 1])
    expect(refusals()).toEqual(['bad_1', 'bad_2'])
    expect(JSON.stringify(events[0])).toContain('no usable address: bad_1')
    expect(last().asked.at(-1)).toMatchObject({ name: 'setLines', args: { lines: [{ id: 'sip_1' }, { id: 'sip_2' }] } })
    phone.setLines(['sip_1', 'bad_1', 'sip_3'].map(setupOf))
    await settled()
    expect(refusals()).toEqual(['bad_1', 'bad_2', 'bad_1'])
    expect(last().asked.at(-1)).toMatchObject({ args: { lines: [{ id: 'sip_1' }, { id: 'sip_3' }] } })
  })

  it('starts without a memory that is refused', async () => {
    const { phone, states, last } = phoneOf(
      () =>
        new PhoneChild({
          start({ memory }) {
            if (memory.bindings.length) throw new AppError('invalid-argument', 'a contact of nowhere')
            return undefined
          },
        }),
    )
    phone.start()
    await settled()
    last().emit('phone', 'memory', memoryOf('one'))
    last().exit()
    await settled()
    expect(states.at(-1)).toBe('running')
  })

  it('that dies of a line is started without it after a few tries; the line shows why, until it is tried again or changed', async () => {
    let deadly = true
    const made = (): PhoneChild => {
      const take = ({ lines }: { lines: readonly LineSetup[] }): undefined => {
        if (deadly && lines.some(({ id }) => id === 'deadly')) setTimeout(() => child.exit(), 300)
      }
      const child: PhoneChild = new PhoneChild({ start: take, setLines: take })
      return child
    }
    const { phone, children, last, states, refusals } = phoneOf(made)
    phone.setLines(['sip_1', 'deadly', 'sip_2'].map(setupOf))
    phone.start()
    await settled(60_000)
    expect(states.at(-1)).toBe('running')
    expect(states).not.toContain('failed')
    expect(new Set(refusals())).toEqual(new Set(['deadly']))
    expect(last().asked.at(-1)).toMatchObject({ args: { lines: [{ id: 'sip_1' }, { id: 'sip_2' }] } })
    const deaths = children.length
    deadly = false
    await phone.call('phone', 'retryLine', { lineId: 'deadly' })
    await settled(60_000)
    expect(children.length).toBe(deaths)
    expect(last().asked.at(-1)).toMatchObject({ args: { lines: [{ id: 'sip_1' }, { id: 'deadly' }, { id: 'sip_2' }] } })
  })

  it('any number of lines reaches it', async () => {
    const { phone, last, states } = phoneOf()
    phone.setLines(Array.from({ length: 300 }, (_none, i) => setupOf(`sip_${i}`)))
    phone.start()
    await settled()
    expect(states).toEqual(['starting', 'running'])
    expect(last().asked[0]).toMatchObject({ name: 'start', args: { lines: { length: 300 } } })
  })
})
