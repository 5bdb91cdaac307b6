import type { DatabaseSync } from 'node:sqlite'
import { type Conversation, type TextMessage, textMessageSchema } from '../../../shared/domain/message.ts'
import type { Requests } from './requests.ts'

type MessageRequest =
  | 'addMessage'
  | 'setMessageState'
  | 'conversations'
  | 'messages'
  | 'seeMessages'
  | 'removeConversation'
  | 'unseenMessages'
  | 'closeSending'
type Handlers = { [N in MessageRequest]: (args: Requests[N]['args']) => Requests[N]['result'] }

/** SQL of text messages; `party` is the key of their conversation. */
export function messageQueries(database: DatabaseSync): Handlers {
  const insert = database.prepare(
    'INSERT OR IGNORE INTO message (id, party, line_id, number, name, text, at, state, status, unseen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  return {
    addMessage({ key, message: { id, lineId, number, name, text, at, state, status } }) {
      insert.run(id, key, lineId, number, name, text, at, state, status, state === 'received' ? 1 : 0)
    },
    setMessageState: ({ id, state, status }) =>
      database.prepare("UPDATE message SET state = ?, status = ? WHERE id = ? AND state = 'sending'").run(state, status, id).changes > 0,
    conversations: ({ limit }) =>
      database
        .prepare(
          // those who withhold their number are not one person
          `SELECT m.*, (SELECT count(*) FROM message AS u WHERE u.party = m.party AND u.unseen = 1) AS fresh,
             CASE m.number WHEN '' THEN m.name ELSE
               (SELECT name FROM message AS n WHERE n.party = m.party AND n.name IS NOT NULL ORDER BY at DESC, rowid DESC LIMIT 1) END AS latest_name
           FROM message AS m WHERE m.rowid = (SELECT rowid FROM message AS l WHERE l.party = m.party ORDER BY at DESC, rowid DESC LIMIT 1)
           ORDER BY m.at DESC, m.rowid DESC LIMIT ?`,
        )
        .all(limit)
        .flatMap((row): Conversation[] =>
          toMessage({ ...row, name: row['latest_name'] }).map((last) => ({ key: String(row['party']), last, unseen: Number(row['fresh']) })),
        ),
    messages: ({ key, before, limit }) =>
      database
        .prepare('SELECT * FROM message WHERE party = ? AND at < ? ORDER BY at DESC, rowid DESC LIMIT ?')
        .all(key, before ?? Number.MAX_SAFE_INTEGER, limit)
        .flatMap(toMessage),
    seeMessages({ key }) {
      database.prepare('UPDATE message SET unseen = 0 WHERE party = ? AND unseen = 1').run(key)
    },
    removeConversation({ key }) {
      database.prepare('DELETE FROM message WHERE party = ?').run(key)
    },
    unseenMessages: () => Number(database.prepare('SELECT count(*) AS n FROM message WHERE unseen = 1').get()?.['n']),
    closeSending() {
      database.prepare("UPDATE message SET state = 'unknown' WHERE state = 'sending'").run()
    },
  }
}

/** A row that cannot be read is left out. */
function toMessage({ id, number, name, text, at, state, status, ...row }: Record<string, unknown>): TextMessage[] {
  const { data } = textMessageSchema.safeParse({ id, lineId: row['line_id'], number, name, text, at, state, status })
  return data ? [data] : []
}
