import { type Referral, type Session, SessionState } from 'sip.js'
import { expect, it, vi } from 'vitest'
import { PendingReferral } from '../../../../../electron/phone/calls/referral.ts'

/** A REFER in a call that is up. @returns the statuses that the far end is informed of */
function referred() {
  const told: string[] = []
  const dialog = { notify: (_delegate: unknown, { body }: { body: { content: string } }) => told.push(body.content) }
  const session = { state: SessionState.Established, dialog, _contact: '<sip:us@127.0.0.1>' } as unknown as Session
  const referral = {
    request: { cseq: 2, getHeader: () => '<sip:4711@sip.test.invalid>' },
    referTo: { displayName: '', uri: { user: '4711' } },
    accept: vi.fn(async () => {}),
  } as unknown as Referral
  const pending = new PendingReferral()
  pending.receive(referral, session)
  return { told, referral: pending.take() }
}

it('the far end is informed of each step once, however often a server repeats its 180', () => {
  const { told, referral } = referred()
  for (const [status, phrase] of [
    [100, 'Trying'],
    [180, 'Ringing'],
    [180, 'Ringing'],
    [183, 'Session Progress'],
    [180, 'Ringing'],
    [200, 'OK'],
    [200, 'OK'],
  ] as const)
    referral?.notify(status, phrase)
  expect(told).toEqual(['SIP/2.0 100 Trying', 'SIP/2.0 180 Ringing', 'SIP/2.0 183 Session Progress', 'SIP/2.0 180 Ringing', 'SIP/2.0 200 OK'])
})
