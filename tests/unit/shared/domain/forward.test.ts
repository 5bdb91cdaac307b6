import { expect, it } from 'vitest'
import { activeForwards, noForward } from '../../../../shared/domain/forward.ts'
import { lineForward } from '../../../../shared/domain/line-forward.ts'
import { lineOf } from '../../../support/state.ts'

const to = (number: string) => ({ to: 'number', number }) as const
const mailbox = { to: 'mailbox' } as const
const line = lineOf('sip_1', 'Office', { voicemail: { waiting: false, fresh: 0, old: 0, account: '8888' } })

it('@forward a line forwards to what it would dial, and to its own mailbox', () => {
  expect(lineForward({ ...noForward, always: to('+49 (0)30 / 123-456'), noAnswer: mailbox, after: 15 }, line, 'DE')).toEqual({
    lineId: 'sip_1',
    always: '004930123456',
    busy: null,
    noAnswer: '8888',
    after: 15,
  })
  const own = { ...line, preferences: { ...line.preferences, voicemail: '*98' } }
  expect(lineForward({ ...noForward, busy: mailbox }, own, 'DE').busy).toBe('*98')
})
it('@forward nothing is forwarded to emergency numbers, to the line itself, to a mailbox that is not known, and to what cannot be dialled', () => {
  for (const target of [to('112'), to(line.userName), to('call me at noon, please'), { to: 'mailbox' } as const])
    expect(lineForward({ ...noForward, always: target }, { ...line, voicemail: null }, 'DE').always).toBeNull()
})
it('@forward with "always" the other conditions have no effect', () => {
  const all = { always: to('1'), busy: to('2'), noAnswer: mailbox, after: 20 }
  expect(activeForwards(all)).toEqual([{ when: 'always', target: to('1') }])
  expect(activeForwards({ ...all, always: null }).map(({ when }) => when)).toEqual(['busy', 'noAnswer'])
  expect(activeForwards(noForward)).toEqual([])
})
