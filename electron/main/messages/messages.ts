import { randomUUID } from 'node:crypto'
import type { CallView } from '../../../shared/domain/call.ts'
import { numberKey } from '../../../shared/domain/contact-number.ts'
import type { Conversation, MessagesState, TextMessage } from '../../../shared/domain/message.ts'
import type { AccountDatabase } from '../storage/database.ts'

export type MessageServiceOptions = {
  readonly database: Pick<AccountDatabase, 'request'>
  readonly now: () => number
  /** Of numbers without a country code. */
  readonly region: () => string
  /** Hands a text to the phone process. Rejects with an AppError when it was not sent. */
  readonly send: (message: { id: string; lineId: string; number: string; text: string }) => Promise<void>
  /** The name of the contact whose number it is. */
  readonly contactOf: (number: string) => string | null
  readonly onChange: (state: MessagesState) => void
}

/** Text messages of an account's lines (SIP MESSAGE, RFC 3428): kept in its database, one conversation for each number. */
export type MessageService = {
  readonly received: (lineId: string, remote: CallView['remote'], text: string) => Promise<void>
  /** The server's final answer to one that was sent. @param status null: it could not be sent */
  readonly answered: (id: string, status: number | null) => Promise<void>
  /** Sends a text once. @throws AppError of the phone process or the number; nothing is kept then */
  readonly send: (message: { lineId: string; number: string; text: string }) => Promise<{ key: string }>
  readonly conversations: (limit: number) => Promise<Conversation[]>
  /** Newest first, older than `before`. */
  readonly page: (query: { key: string; before: number | null; limit: number }) => Promise<TextMessage[]>
  readonly markSeen: (key: string) => Promise<void>
  readonly remove: (key: string) => Promise<void>
  /** At the start, and when the phone process died: what was being sent gets no answer any more. */
  readonly closeSending: () => Promise<void>
}

export function createMessages({ database, now, region, send, contactOf, onChange }: MessageServiceOptions): MessageService {
  let revision = 0
  let newest: TextMessage | null = null
  const changed = async (): Promise<void> => {
    const unseen = await database.request('unseenMessages')
    revision += 1
    onChange({ unseen, revision, newest })
  }
  const add = async (message: TextMessage): Promise<string> => {
    const key = numberKey(message.number, region())
    await database.request('addMessage', { key, message })
    return key
  }
  return {
    async received(lineId, { number, name }, text) {
      const message: TextMessage = { id: randomUUID(), lineId, number, name, text, at: now(), state: 'received', status: null }
      await add(message)
      newest = { ...message, name: contactOf(number) ?? name }
      await changed()
    },
    async answered(id, status) {
      const taken = status !== null && status >= 200 && status < 300
      if (await database.request('setMessageState', { id, state: taken ? 'sent' : 'failed', status: taken ? null : status })) await changed()
    },
    async send({ lineId, number, text }) {
      const message: TextMessage = { id: randomUUID(), lineId, number, name: null, text, at: now(), state: 'sending', status: null }
      // kept first, so that an answer always finds it
      const key = await add(message)
      try {
        await send({ id: message.id, lineId, number, text })
      } catch (e) {
        await database.request('setMessageState', { id: message.id, state: 'failed', status: null })
        throw e
      } finally {
        await changed()
      }
      return { key }
    },
    conversations: (limit) => database.request('conversations', { limit }),
    page: (query) => database.request('messages', query),
    async markSeen(key) {
      await database.request('seeMessages', { key })
      if (newest && numberKey(newest.number, region()) === key) newest = null
      await changed()
    },
    async remove(key) {
      await database.request('removeConversation', { key })
      await changed()
    },
    async closeSending() {
      await database.request('closeSending')
      await changed()
    },
  }
}
