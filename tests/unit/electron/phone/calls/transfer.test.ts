import type { Session } from 'sip.js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readFragment, sendRefer } from '../../../../../electron/phone/calls/transfer.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it.each([
  ['SIP/2.0 200 OK\r\n', 200],
  ['SIP/2.0 100 Trying', 100],
  ['nonsense', null],
])('a sipfrag %s says %s', (body, status) => expect(readFragment(body)).toBe(status))

type ReferOptions = {
  requestDelegate: { onAccept: () => void; onReject: (response: { message: { statusCode: number } }) => void }
  onNotify: (notification: { accept: () => Promise<void>; request: { body: string } }) => void
}

/** A REFER whose answers the test gives. */
function refer(failure: Error | null = null) {
  let options: ReferOptions | undefined
  const session = {
    async refer(_target: unknown, given: ReferOptions) {
      options = given
      if (failure) throw failure
    },
  } as unknown as Session
  const seen: string[] = []
  const log: string[] = []
  const events = {
    onState: (state: string, status: number | null) => seen.push(status === null ? state : `${state} ${status}`),
    onDone: () => seen.push('done'),
  }
  sendRefer(session, {} as Session, events, (text) => log.push(text))
  if (!options) throw new Error('no REFER was sent')
  const { requestDelegate, onNotify } = options
  return {
    seen,
    log,
    accept: () => requestDelegate.onAccept(),
    reject: (statusCode: number) => requestDelegate.onReject({ message: { statusCode } }),
    notify: (body: string) => onNotify({ accept: async () => {}, request: { body } }),
  }
}

describe('a transfer', () => {
  it('is asked for, accepted, and done once the far end reached the target', () => {
    const { seen, accept, notify } = refer()
    accept()
    notify('SIP/2.0 100 Trying')
    expect(seen).toEqual(['asked', 'accepted'])
    notify('SIP/2.0 200 OK')
    expect(seen).toEqual(['asked', 'accepted', 'done'])
  })

  it('fails with the status of the refusal, or of the target', () => {
    const refused = refer()
    refused.reject(603)
    expect(refused.seen).toEqual(['asked', 'failed 603'])
    const busy = refer()
    busy.accept()
    busy.notify('SIP/2.0 486 Busy Here')
    expect(busy.seen).toEqual(['asked', 'accepted', 'failed 486'])
  })

  it('fails after a minute without an outcome, and ignores what comes later', () => {
    const { seen, accept, notify } = refer()
    accept()
    vi.advanceTimersByTime(60_000)
    notify('SIP/2.0 200 OK')
    accept()
    expect(seen).toEqual(['asked', 'accepted', 'failed'])
  })

  it('that cannot be sent fails and is logged', async () => {
    const { seen, log } = refer(new Error('not connected'))
    await vi.advanceTimersByTimeAsync(0)
    expect(seen).toEqual(['asked', 'failed'])
    expect(log).toEqual(['REFER: not connected'])
  })
})
