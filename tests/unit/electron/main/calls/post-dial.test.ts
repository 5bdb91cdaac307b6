import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { PostDial } from '../../../../../electron/main/calls/post-dial.ts'

function setUp(send: (tones: string) => Promise<unknown> = async () => {}) {
  const sent: string[] = []
  const timers: (() => void)[] = []
  const onChange = vi.fn()
  const postDial = new PostDial({
    send: (_callId, tones) => {
      sent.push(tones)
      return send(tones)
    },
    onChange,
    later: (run, ms) => {
      sent.push(`${ms} ms`)
      timers.push(run)
      return () => void timers.splice(timers.indexOf(run), 1)
    },
  })
  /** Runs until nothing more is due; waits are confirmed. */
  const finish = async (): Promise<void> => {
    for (let i = 0; i < 200; i++) {
      await Promise.resolve()
      timers.shift()?.()
      if (postDial.of('c')?.waiting) {
        sent.push('asked')
        postDial.proceed('c')
      }
    }
  }
  return { postDial, sent, finish, onChange, timers }
}

it('sends an extension two seconds after the answer, once', async () => {
  const { postDial, sent, finish } = setUp()
  postDial.add('c', ',12')
  expect(postDial.of('c')).toEqual({ rest: ',12', waiting: false })
  expect(sent).toEqual([])
  postDial.connected('c')
  postDial.connected('c')
  await finish()
  expect(sent).toEqual(['2000 ms', '12'])
  expect(postDial.of('c')).toBeNull()
})
it('waits for the user where the number says so', async () => {
  const { postDial, sent, finish } = setUp()
  postDial.add('c', '123#;4*5;')
  postDial.connected('c')
  await Promise.resolve()
  expect(postDial.of('c')).toEqual({ rest: '4*5;', waiting: true })
  expect(sent).toEqual(['123#'])
  postDial.proceed('c')
  await finish()
  expect(sent).toEqual(['123#', '4*5'])
  expect(postDial.of('c')).toBeNull()
})
it('a call that ends, or in which tones cannot be sent, gets nothing more', async () => {
  const ended = setUp()
  ended.postDial.add('c', ',1,2')
  ended.postDial.connected('c')
  ended.postDial.forget('c')
  expect(ended.timers).toEqual([])
  const failing = setUp(() => Promise.reject(new Error('over')))
  failing.postDial.add('c', '1,2')
  failing.postDial.connected('c')
  await failing.finish()
  expect(failing.sent).toEqual(['1'])
  expect(failing.postDial.of('c')).toBeNull()
})
it('every tone is sent once, in order, at most ten at a time', async () => {
  await fc.assert(
    fc.asyncProperty(fc.stringMatching(/^[\d*#,;]{1,40}$/), async (tones) => {
      const { postDial, sent, finish } = setUp()
      postDial.add('c', tones)
      postDial.connected('c')
      await finish()
      const parts = sent.filter((s) => /^[\d*#]+$/.test(s))
      expect(parts.join('')).toBe(tones.replace(/[,;]/g, ''))
      expect(parts.every((part) => part.length <= 10)).toBe(true)
      expect(postDial.of('c')).toBeNull()
    }),
  )
})
