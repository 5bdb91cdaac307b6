import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Hold } from '../../../../../electron/phone/calls/hold.ts'

/** A far end that answers when it is told to. */
function setUp() {
  let held = false
  let over = false
  let pending = false
  let failed = false
  let answer: ((confirmed: boolean | Error) => void) | null = null
  const offers: boolean[] = []
  const hold = new Hold({
    held: () => held,
    isOver: () => over,
    offer(on) {
      offers.push(on)
      return new Promise((resolve, reject) => {
        answer = (confirmed) => (confirmed instanceof Error ? reject(confirmed) : resolve(confirmed))
      })
    },
    onPending: () => {
      pending = true
    },
    onSettled(now, refused) {
      held = now
      pending = false
      failed = refused
    },
  })
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 5; i++) await Promise.resolve()
  }
  return {
    hold,
    offers,
    settle,
    async reply(confirmed: boolean | Error = true) {
      const now = answer
      answer = null
      now?.(confirmed)
      await settle()
    },
    end: () => {
      over = true
    },
    get state() {
      return { held, pending, failed }
    },
  }
}

it.each([false, new Error('no connection')])('one that is refused, or cannot be offered (%s), leaves the call as it was', async (refusal) => {
  const far = setUp()
  const done = far.hold.set(true)
  await far.reply(refusal)
  await done
  expect(far.offers).toEqual([true])
  expect(far.state).toEqual({ held: false, pending: false, failed: true })
})
it('a refused one shows as failed, and can be wanted again', async () => {
  const far = setUp()
  const first = far.hold.set(true)
  await far.reply(false)
  await first
  expect(far.state).toEqual({ held: false, pending: false, failed: true })
  const second = far.hold.set(true)
  await far.reply()
  await second
  expect(far.state).toEqual({ held: true, pending: false, failed: false })
})
it('a call that ends meanwhile is asked nothing more', async () => {
  const far = setUp()
  void far.hold.set(true)
  void far.hold.set(false)
  far.end()
  await far.reply()
  expect(far.offers).toEqual([true])
})
it('whatever is wanted and whenever the far end answers, what was wanted last is done', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom('hold', 'resume', 'answer'), { maxLength: 20 }), async (steps) => {
      const far = setUp()
      let wanted = false
      for (const step of steps) {
        if (step === 'answer') await far.reply()
        else {
          wanted = step === 'hold'
          void far.hold.set(wanted)
          await far.settle()
        }
      }
      for (let i = 0; i < 3; i++) await far.reply()
      expect(far.state).toEqual({ held: wanted, pending: false, failed: false })
      // no offer repeats the one before
      expect(far.offers.some((on, i) => i > 0 && on === far.offers[i - 1])).toBe(false)
    }),
  )
})
