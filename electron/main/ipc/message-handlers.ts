import type { IpcHandlers } from '../../../shared/contract/ipc.ts'
import type { ContactRef } from '../../../shared/domain/contact.ts'
import { namesOf } from '../contacts/contact-names.ts'
import type { MessageService } from '../messages/messages.ts'

/** The newest conversations that are listed. */
const MOST_CONVERSATIONS = 500

type Parts = { readonly open: () => MessageService; readonly contactOf: (number: string) => ContactRef | null }

/** The contract's calls about text messages. */
export function createMessageHandlers({ open, contactOf }: Parts): IpcHandlers['messages'] {
  return {
    async conversations() {
      const conversations = await open().conversations(MOST_CONVERSATIONS)
      const numbers = conversations.map(({ last }) => last.number)
      return { conversations, names: namesOf(numbers, contactOf) }
    },
    page: (query) => open().page(query),
    send: (message) => open().send(message),
    markSeen: ({ key }) => open().markSeen(key),
    remove: ({ key }) => open().remove(key),
  }
}
