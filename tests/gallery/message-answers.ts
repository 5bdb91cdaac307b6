import type { Conversation, TextMessage } from '../../shared/domain/message.ts'
import type { Answers } from './bridge.ts'

const NOW = Date.now()
let made = 0
const message = (part: Partial<TextMessage>): TextMessage => {
  made += 1
  return {
    id: `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`,
    lineId: 'sip_1',
    number: '+493023125110',
    name: 'Front desk',
    text: '',
    at: NOW - 3_600_000 + made * 60_000,
    state: 'received',
    status: null,
    ...part,
  }
}

const talk: readonly TextMessage[] = [
  message({ text: 'The courier is here and asks for you. Shall I take the parcel?' }),
  message({ state: 'sent', text: 'Yes, thank you. I will pick it up at five.' }),
  message({ text: 'Done. It is behind the desk.\n<b>Room 2.14</b>' }),
  message({ state: 'failed', status: 405, text: 'Great' }),
  message({ state: 'sending', text: 'Great, see you then' }),
]
const last = talk.at(-1) as TextMessage
const conversations: readonly Conversation[] = [
  { key: last.number, last, unseen: 0 },
  {
    key: '+442079460018',
    last: message({
      number: '+442079460018',
      name: null,
      text: 'Please call me back when you can, it is about the offer of last week.',
      at: NOW - 90_000_000,
    }),
    unseen: 2,
  },
  { key: '', last: message({ number: '', name: null, text: 'Hello', at: NOW - 190_000_000 }), unseen: 0 },
]

/** What main would answer about these messages. */
export const messageAnswers: Answers = {
  'messages.conversations': { conversations, names: [] },
  'messages.page': ({ key }: { key: string }) =>
    key === last.number ? talk.toReversed() : conversations.flatMap((c) => (c.key === key ? c.last : [])),
}
