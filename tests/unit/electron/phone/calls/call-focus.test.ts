import { describe, expect, it } from 'vitest'
import type { Call } from '../../../../../electron/phone/calls/call.ts'
import { CallFocus } from '../../../../../electron/phone/calls/call-focus.ts'

type Shown = {
  state: 'connected' | 'ringing'
  focus: boolean
  muted: boolean
  conference: boolean
  remoteMuted: boolean
  hold: { local: boolean; pending: boolean }
  media: { legId: number }
}

/** Calls that change at once as they are asked to; `legId` is their place in the list, from 1. */
function setUp(count: number) {
  const calls = Array.from({ length: count }, (_, i) => {
    const view: Shown = {
      state: 'connected',
      focus: false,
      muted: false,
      conference: false,
      remoteMuted: false,
      hold: { local: false, pending: false },
      media: { legId: i + 1 },
    }
    return {
      view,
      mixed: [] as readonly number[],
      setFocus(focus: boolean, conference = false) {
        Object.assign(view, { focus, conference })
      },
      async setHold(on: boolean) {
        view.hold.local = on
      },
      setMuted(muted: boolean) {
        view.muted = muted
      },
      setMix(legs: readonly number[]) {
        this.mixed = legs
      },
    }
  })
  const running = [...calls]
  const focus = new CallFocus(
    () => running as unknown as Call[],
    () => {},
  )
  const show = () =>
    running.map(({ view }) => `${view.focus ? 'front' : 'back'}${view.hold.local ? ', held' : ''}${view.conference ? ', conference' : ''}`)
  return { calls, running, focus, show, set: (i: number) => focus.set(calls[i] as unknown as Call) }
}

describe('the focus', () => {
  it('holds the connected calls that lose it, and leaves ringing ones alone', () => {
    const { calls, show, set } = setUp(3)
    const [, ringing] = calls
    if (ringing) ringing.view.state = 'ringing'
    set(0)
    expect(show()).toEqual(['front', 'back', 'back, held'])
  })

  it('goes to another connected call when its call ends, which stays held', () => {
    const { running, focus, show, set } = setUp(3)
    set(2)
    running.pop()
    focus.callEnded()
    expect(show()).toEqual(['back, held', 'front, held'])
  })
})

describe('a call that is not on hold and comes to the front', () => {
  /** @param confirmed the far end takes the hold */
  async function inFront(confirmed: boolean) {
    const { calls, running, focus, show, set } = setUp(2)
    const [first] = calls
    if (!first) throw new Error('no call')
    first.setHold = async () => {}
    set(1)
    first.setHold = async (on) => {
      await Promise.resolve()
      first.view.hold.local = on && confirmed
    }
    running.pop()
    focus.callEnded()
    expect(show()).toEqual(['back'])
    await new Promise(setImmediate)
    return [...show(), first.view.muted]
  }

  it('is held before', async () => expect(await inFront(true)).toEqual(['front, held', false]))

  it('is muted when the far end refuses to be held', async () => expect(await inFront(false)).toEqual(['front', true]))
})

describe('a conference', () => {
  it('takes two connected calls', () => {
    expect(() => setUp(1).focus.setConference(true)).toThrow('two calls')
  })

  it('resumes its calls and mixes each with the legs of the others', () => {
    const { calls, focus, show, set } = setUp(3)
    set(0)
    focus.setConference(true)
    expect(show()).toEqual(['front, conference', 'front, conference', 'front, conference'])
    expect(calls.map((c) => c.mixed)).toEqual([
      [2, 3],
      [1, 3],
      [1, 2],
    ])
  })

  it('leaves a side that is muted for all out of what the others hear', () => {
    const { calls, focus } = setUp(3)
    focus.setConference(true)
    if (calls[1]) calls[1].view.remoteMuted = true
    focus.mix()
    expect(calls.map((c) => c.mixed)).toEqual([[3], [1, 3], [1]])
  })

  it('that is ended leaves its newest call in front and holds the others', () => {
    const { calls, focus, show } = setUp(3)
    focus.setConference(true)
    focus.setConference(false)
    expect(show()).toEqual(['back, held', 'back, held', 'front'])
    expect(calls.map((c) => c.mixed)).toEqual([[], [], []])
  })

  it('ends with one call left', () => {
    const { running, focus, show } = setUp(2)
    focus.setConference(true)
    running.pop()
    focus.callEnded()
    expect(show()).toEqual(['front'])
  })
})
