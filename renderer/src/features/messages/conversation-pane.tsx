import { IconDots, IconPhone, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation, TextMessage } from '../../../../shared/domain/message.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { Dialog } from '../../components/dialog.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { MenuButton } from '../../components/menu-button.tsx'
import { CloseButton } from '../../components/pane-head.tsx'
import { useClock } from '../../hooks/use-clock.ts'
import { timeOrDate } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { go } from '../../state/navigation.ts'
import { regionOf } from '../../state/selectors.ts'
import css from './messages-screen.module.css'
import { PAGE, useMessages } from './use-conversations.ts'
import { WriteField } from './write-field.tsx'

type Props = { readonly conversation: Conversation; readonly name: ReactNode; readonly onClose: () => void }

/** What was written with one number, and the field to answer in. What comes in while it is open counts as seen. */
export function ConversationPane({ conversation: { key, last, unseen }, name, onClose }: Props) {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  const [count, setCount] = useState(PAGE)
  const { list, more } = useMessages(key, count)
  const [asking, setAsking] = useState(false)
  const end = useRef<HTMLDivElement>(null)
  const { number } = last
  const newest = list.at(-1)?.id
  useEffect(() => {
    if (unseen > 0) void window.dialdesk.messages.markSeen({ key })
  }, [key, unseen])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the newest message is brought into view when it comes
  useEffect(() => {
    // its result is a promise in newer browsers, which is no clean-up
    end.current?.scrollIntoView({ block: 'nearest' })
  }, [newest])
  return (
    <section className={`pane ${css['talk']}`} aria-labelledby="conversation-title" data-pane>
      <div className={`pane-head padded ${css['talk-head']}`}>
        <span className={css['name-over']}>
          <h1 id="conversation-title">{name}</h1>
          {number && <small className="num">{displayNumber(number, region)}</small>}
        </span>
        <span className="row">
          {number && (
            <IconButton label={t('messages.call')} onClick={() => go('phone', number)}>
              <IconPhone size={18} aria-hidden />
            </IconButton>
          )}
          <MenuButton
            width={240}
            label={t('messages.menu')}
            menu={(Menu) => (
              <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setAsking(true)}>
                {t('messages.remove')}
              </Menu.Item>
            )}
          >
            <IconDots size={18} aria-hidden />
          </MenuButton>
          <CloseButton label={t('messages.close')} onClose={onClose} />
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key */}
      <div className={css['bubbles']} role="log" aria-label={t('messages.conversation')} tabIndex={0}>
        {more && (
          <button type="button" className="text-button" onClick={() => setCount(count + PAGE)}>
            {t('messages.older')}
          </button>
        )}
        {list.map((message) => (
          <Bubble key={message.id} message={message} />
        ))}
        <div ref={end} />
      </div>
      {number ? <WriteField number={number} lineId={last.lineId} /> : <p className="hint padded">{t('messages.noAnswer')}</p>}
      {asking && (
        <Dialog
          title={t('messages.removeTitle')}
          onClose={() => setAsking(false)}
          safe={{ label: t('messages.keep'), run: () => setAsking(false) }}
          confirm={{
            label: t('messages.remove'),
            tone: 'stop',
            run: () => {
              setAsking(false)
              onClose()
              void window.dialdesk.messages.remove({ key, confirmed: true })
            },
          }}
        >
          <p>{t('messages.removeText')}</p>
        </Dialog>
      )}
    </section>
  )
}

/** One message: text only, whatever it holds. */
function Bubble({ message: { text, at, state, status, lineId } }: { readonly message: TextMessage }) {
  const { t, i18n } = useTranslation()
  const now = useClock(false)
  const lines = useApp((s) => s.lines.lines)
  const line = lines.length > 1 ? lines.find(({ id }) => id === lineId)?.label : undefined
  const mine = state !== 'received'
  const word = !mine || state === 'sent' ? null : state === 'failed' ? t('messages.failed', { reason: reasonOf(t, status) }) : t(`messages.${state}`)
  return (
    <div className={`${css['bubble']} ${mine ? css['mine'] : ''}`}>
      <p>
        <span className="hidden">{t(mine ? 'messages.mine' : 'messages.theirs')} </span>
        <bdi>{text}</bdi>
      </p>
      <small className={state === 'failed' ? css['bad'] : 'num'}>
        {[timeOrDate(at, now, i18n.language), line, word].filter(Boolean).join(' · ')}
      </small>
    </div>
  )
}

/** Why a message was refused, in words, with the status where there is one. */
function reasonOf(t: ReturnType<typeof useTranslation>['t'], status: number | null): string {
  if (status === null || status === 408) return t('messages.reason.noAnswer')
  if ([405, 415, 488, 501].includes(status)) return t('messages.reason.unsupported', { status })
  if ([404, 410, 480, 484, 604].includes(status)) return t('messages.reason.unavailable', { status })
  return t('messages.reason.other', { status })
}
