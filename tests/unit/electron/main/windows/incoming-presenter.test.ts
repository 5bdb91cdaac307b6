import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { TargetCallActions } from '../../../../../electron/main/calls/target-call.ts'
import { createIncomingPresenter, incomingHandlers } from '../../../../../electron/main/windows/incoming-presenter.ts'
import type { IncomingWindow } from '../../../../../electron/main/windows/incoming-window.ts'
import type { IncomingView } from '../../../../../shared/domain/desktop.ts'
import { callOf, lineOf, registered, stateOf } from '../../../../support/state.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function presenter() {
  let view: IncomingView | null = null
  let prepared = 0
  let closed = 0
  const window: IncomingWindow = {
    prepare: () => prepared++,
    show: (next) => {
      view = next
    },
    view: () => view,
    contents: () => undefined,
    close: () => closed++,
  }
  const facts = { state: stateOf(), focused: false }
  const made = createIncomingPresenter({
    window,
    state: () => facts.state,
    words: () => ({ language: 'en', region: 'DE' }),
    mainFocused: () => facts.focused,
    run: () => {},
  })
  return { presenter: made, window, facts, prepared: () => prepared, closed: () => closed }
}
const ringing = stateOf({ calls: [callOf({ state: 'ringing', direction: 'incoming' })] })

it('shows the call that rings, and keeps it shown while the user looks at the main window later', () => {
  const { presenter: made, window, facts } = presenter()
  facts.state = ringing
  made.changed()
  expect(window.view()?.callId).toBe('call-0001')
  facts.focused = true
  made.changed()
  expect(window.view()?.callId).toBe('call-0001')
  facts.state = stateOf()
  made.changed()
  expect(window.view()).toBeNull()
})
it('shows nothing to a user who looks at the main window when it begins to ring, until they look elsewhere', () => {
  const { presenter: made, window, facts } = presenter()
  facts.state = ringing
  facts.focused = true
  made.changed()
  expect(window.view()).toBeNull()
  facts.focused = false
  made.changed()
  expect(window.view()?.callId).toBe('call-0001')
})
describe('creates the window ahead of a call', () => {
  const up = stateOf({ lines: { ...stateOf().lines, lines: [lineOf('sip_1', 'Office', { registration: registered })] } })
  it('once, some time after the first line is up; not after the stop', () => {
    const one = presenter()
    one.facts.state = up
    one.presenter.changed()
    one.presenter.changed()
    expect(one.prepared()).toBe(0)
    vi.advanceTimersByTime(3000)
    one.presenter.changed()
    vi.advanceTimersByTime(3000)
    expect(one.prepared()).toBe(1)
    const other = presenter()
    other.facts.state = up
    other.presenter.changed()
    other.presenter.stop()
    other.facts.state = { ...up, calls: ringing.calls }
    other.presenter.changed()
    vi.advanceTimersByTime(10_000)
    expect([other.prepared(), other.window.view(), other.closed()]).toEqual([0, null, 1])
  })
  it('for who looks elsewhere: looking at the main window, nobody needs it', () => {
    const { presenter: made, facts, prepared } = presenter()
    facts.state = up
    facts.focused = true
    made.changed()
    vi.advanceTimersByTime(10_000)
    expect(prepared()).toBe(0)
    // away and back at once
    facts.focused = false
    made.changed()
    facts.focused = true
    vi.advanceTimersByTime(10_000)
    expect(prepared()).toBe(0)
    facts.focused = false
    made.changed()
    vi.advanceTimersByTime(3000)
    expect(prepared()).toBe(1)
  })
})
it('answers only for the call it shows', async () => {
  const done: string[] = []
  const calls = {
    answer: async ({ callId }: { callId: string }) => void done.push(callId),
    reject: async ({ callId }: { callId: string }) => void done.push(`rejected ${callId}`),
    silence: () => {},
  } as unknown as TargetCallActions
  let shown: Partial<IncomingView> = { callId: 'call-0001', number: '+4930123456', anonymous: false }
  const blockList = {
    block: ({ value }: { value: string }) => void done.push(`blocked ${value}`),
    blockAnonymous: () => void done.push('blocked who withholds the number'),
  }
  const context = { signal: new AbortController().signal }
  const handlers = incomingHandlers({ view: () => shown as IncomingView }, calls, blockList)
  await expect(handlers.perform({ callId: 'call-0002', action: 'answer' }, context)).rejects.toMatchObject({ code: 'call-not-found' })
  await handlers.perform({ callId: 'call-0001', action: 'answer' }, context)
  expect(done.splice(0)).toEqual(['call-0001'])
  // @block: the caller is refused now, and does not ring again
  await handlers.perform({ callId: 'call-0001', action: 'block' }, context)
  shown = { callId: 'call-0001', number: null, anonymous: true }
  await handlers.perform({ callId: 'call-0001', action: 'block' }, context)
  expect(done).toEqual(['blocked +4930123456', 'rejected call-0001', 'blocked who withholds the number', 'rejected call-0001'])
})
