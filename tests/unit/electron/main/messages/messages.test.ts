import { beforeEach, expect, it } from 'vitest'
import { createMessages, type MessageService } from '../../../../../electron/main/messages/messages.ts'
import { AppError } from '../../../../../shared/domain/failure.ts'
import type { MessagesState } from '../../../../../shared/domain/message.ts'
import { fakeDatabase } from '../../../../support/fakes/database.ts'

const anna = { number: '+493023125110', name: 'Anna', anonymous: false }
let messages: MessageService
let shown: MessagesState[]
let sent: { id: string; number: string; text: string }[]
let refusal: AppError | null
let now: number

beforeEach(() => {
  shown = []
  sent = []
  refusal = null
  now = 1000
  messages = createMessages({
    database: fakeDatabase().database,
    now: () => ++now,
    region: () => 'DE',
    async send(message) {
      if (refusal) throw refusal
      sent.push(message)
    },
    contactOf: (number) => (number === '030 23125119' ? 'Bea' : null),
    onChange: (state) => shown.push(state),
  })
})

it('there is one conversation for each number, however it is written, the one with the newest message first', async () => {
  await messages.received('sip_1', anna, 'one')
  await messages.received('sip_1', { number: 'carl', name: null, anonymous: false }, 'hello')
  await messages.received('sip_1', { ...anna, number: '030 23125110' }, 'two')
  const [first, second] = await messages.conversations(10)
  expect([first?.key, first?.last.text, first?.unseen]).toEqual(['+493023125110', 'two', 2])
  expect([second?.key, second?.unseen]).toEqual(['carl', 1])
  expect((await messages.page({ key: '+493023125110', before: null, limit: 10 })).map((m) => m.text)).toEqual(['two', 'one'])
  expect(shown.at(-1)).toMatchObject({ unseen: 3, revision: 3, newest: { text: 'two' } })
})

it('a conversation keeps the latest name that came, also when its newest message has none; those without a number are nobody', async () => {
  await messages.received('sip_1', anna, 'one')
  await messages.received('sip_1', { ...anna, name: 'Anna B.' }, 'two')
  await messages.send({ lineId: 'sip_1', number: '030 23125110', text: 'three' })
  await messages.received('sip_1', { number: '', name: 'Carl', anonymous: true }, 'four')
  await messages.received('sip_1', { number: '', name: null, anonymous: true }, 'five')
  expect((await messages.conversations(10)).map(({ last }) => [last.text, last.name])).toEqual([
    ['five', null],
    ['three', 'Anna B.'],
  ])
})

it('what was seen is seen, and a deleted conversation is gone', async () => {
  await messages.received('sip_1', anna, 'one')
  await messages.markSeen('+493023125110')
  expect(shown.at(-1)).toMatchObject({ unseen: 0, newest: null })
  await messages.remove('+493023125110')
  expect(await messages.conversations(10)).toEqual([])
})

it('the newest one has the name of its contact', async () => {
  await messages.received('sip_1', { number: '030 23125119', name: 'B.', anonymous: false }, 'hello')
  expect(shown.at(-1)?.newest?.name).toBe('Bea')
})

it.each([
  [200, 'sent', null],
  [202, 'sent', null],
  [405, 'failed', 405],
  [null, 'failed', null],
] as const)('the answer %s to a message makes it %s', async (status, state, kept) => {
  const { key } = await messages.send({ lineId: 'sip_1', number: '030 23125110', text: 'hello' })
  expect(key).toBe('+493023125110')
  expect((await messages.conversations(10))[0]?.last.state).toBe('sending')
  await messages.answered(sent[0]?.id ?? '', status)
  expect((await messages.conversations(10))[0]?.last).toMatchObject({ state, status: kept })
  // once: a further answer changes nothing
  await messages.answered(sent[0]?.id ?? '', 500)
  expect((await messages.conversations(10))[0]?.last.state).toBe(state)
})

it('one that the phone process refuses is shown as not sent, and the reason is passed on', async () => {
  refusal = new AppError('line-not-ready', 'made up')
  await expect(messages.send({ lineId: 'sip_1', number: '030 23125110', text: 'hello' })).rejects.toThrow(refusal)
  expect((await messages.conversations(10))[0]?.last.state).toBe('failed')
})

it('of one whose answer nobody waits for any more it is unknown whether it was sent', async () => {
  await messages.send({ lineId: 'sip_1', number: '030 23125110', text: 'hello' })
  await messages.closeSending()
  expect((await messages.conversations(10))[0]?.last.state).toBe('unknown')
})
