import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation, TextMessage } from '../../../../shared/domain/message.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { PartyBadge } from '../../components/party-badge.tsx'
import { useClock } from '../../hooks/use-clock.ts'
import { useContactOf } from '../../hooks/use-contact-of.ts'
import { usePassedNumber } from '../../hooks/use-passed-number.ts'
import { timeOrDate } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { takeNumber } from '../../state/navigation.ts'
import { regionOf } from '../../state/selectors.ts'
import { ConversationPane } from './conversation-pane.tsx'
import css from './messages-screen.module.css'
import { NewMessage } from './new-message.tsx'
import { useConversations } from './use-conversations.ts'

/** Text messages over the lines (SIP MESSAGE): a conversation for each number. */
export default function MessagesScreen() {
  const { t } = useTranslation()
  const conversations = useConversations()
  const [chosen, setChosen] = useState<string | null>(null)
  // a number that another screen hands over begins a message
  const [writing, setWriting] = useState<string | null>(() => takeNumber() || null)
  usePassedNumber(setWriting)
  const open = conversations?.find(({ key }) => key === chosen) ?? null
  const write = (): void => setWriting('')
  return (
    <div className={`panes ${css['messages']}`} data-open={writing !== null || open !== null || undefined}>
      <section className={`pane ${css['index']}`} aria-labelledby="messages-title" data-pane>
        <div className="pane-head padded">
          <h1 id="messages-title" className="grow">
            {t('nav.messages')}
          </h1>
          {conversations?.length !== 0 && (
            <button type="button" className="button primary" onClick={write}>
              <IconPlus size={16} aria-hidden /> {t('messages.new')}
            </button>
          )}
        </div>
        {conversations?.length === 0 && <EmptyState text={t('messages.none')} action={{ label: t('messages.new'), run: write }} />}
        <ul className={css['conversations']}>
          {conversations?.map((conversation) => (
            <li key={conversation.key}>
              <ConversationRow
                conversation={conversation}
                chosen={writing === null && conversation.key === chosen}
                onChoose={() => {
                  setWriting(null)
                  setChosen(conversation.key)
                }}
              />
            </li>
          ))}
        </ul>
      </section>
      {writing !== null ? (
        <NewMessage
          key={writing}
          number={writing}
          onClose={() => setWriting(null)}
          onSent={(key) => {
            setWriting(null)
            setChosen(key)
          }}
        />
      ) : open ? (
        <ConversationPane key={open.key} conversation={open} name={<PartyName message={open.last} />} onClose={() => setChosen(null)} />
      ) : (
        <section className={`pane ${css['nothing']}`} aria-label={t('messages.conversation')} data-pane>
          {conversations !== null && conversations.length > 0 && <p className="hint">{t('messages.choose')}</p>}
        </section>
      )}
    </div>
  )
}

type RowProps = { readonly conversation: Conversation; readonly chosen: boolean; readonly onChoose: () => void }

function ConversationRow({ conversation: { last, unseen }, chosen, onChoose }: RowProps) {
  const { t, i18n } = useTranslation()
  const now = useClock(false)
  const contactOf = useContactOf()
  return (
    <button type="button" className={css['conversation']} aria-current={chosen || undefined} data-row data-number={last.number} onClick={onChoose}>
      <PartyBadge name={contactOf(last.number)?.name ?? last.name} small />
      <span className={css['name-over']}>
        <b className={unseen > 0 ? css['unseen'] : undefined}>
          <PartyName message={last} />
        </b>
        <small>
          <bdi>{last.state === 'received' ? last.text : t('messages.you', { text: last.text })}</bdi>
        </small>
      </span>
      <span className={css['last-at']}>
        <small className="num">{timeOrDate(last.at, now, i18n.language)}</small>
        {unseen > 0 && (
          <span className={`${css['fresh']} num`}>
            <span aria-hidden>{unseen}</span>
            <span className="hidden">{t('messages.unseen', { count: unseen })}</span>
          </span>
        )}
      </span>
    </button>
  )
}

/** Whose conversation it is: the contact's name, the one that came with the message, or the number. */
function PartyName({ message }: { readonly message: TextMessage }) {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  const contactOf = useContactOf()
  const name = contactOf(message.number)?.name ?? message.name
  return <bdi>{name ?? (message.number ? displayNumber(message.number, region) : t('in.anonymous'))}</bdi>
}
