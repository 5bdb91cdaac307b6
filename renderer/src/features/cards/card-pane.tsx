import { TextInput } from '@mantine/core'
import {
  IconAlertTriangle,
  IconArrowsExchange,
  IconBan,
  IconCopy,
  IconEye,
  IconEyeOff,
  IconKey,
  IconLock,
  IconLockOpen,
  IconPrinter,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Card } from '../../../../shared/domain/card.ts'
import type { Outcome } from '../../../../shared/domain/failure.ts'
import { formatMoney } from '../../../../shared/domain/money.ts'
import { bareNumber, displayNumber } from '../../../../shared/domain/phone-number.ts'
import { Dialog } from '../../components/dialog.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { CloseButton } from '../../components/pane-head.tsx'
import { showSetting } from '../../components/show-setting.ts'
import { useRequest } from '../../hooks/use-request.ts'
import { dateTime } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import { CardAction } from './card-action.tsx'
import { CardNumberField } from './card-number-field.tsx'
import css from './card-pane.module.css'
import { CardState } from './card-state.tsx'
import { SlipDialog } from './slip-dialog.tsx'

/** A PIN is hidden again after this time, ms. */
const SHOWN_FOR = 20_000

type Props = { readonly card: Card; readonly onClose: () => void; readonly onMoved: (cli: string) => void; readonly onRemove: () => void }

/** One card and what can be done with it; the destructive action comes last. */
export function CardPane({ card, onClose, onMoved, onRemove }: Props) {
  const { t, i18n } = useTranslation()
  const region = useApp(regionOf)
  const realm = useApp((s) => s.services.realm)
  const [pin, setPin] = useState<string | null>(null)
  const [open, setOpen] = useState<'move' | 'activate' | null>(null)
  const [newNumber, setNewNumber] = useState('')
  const [typed, setTyped] = useState('')
  const [disabling, setDisabling] = useState(false)
  const [copied, setCopied] = useState(false)
  const [printing, setPrinting] = useState(false)
  const [saved, setSaved] = useState<string | null>(null)
  const pinField = useRef<HTMLInputElement>(null)
  const { busy, failure, request } = useRequest()
  const { cli } = card
  const sentAs = bareNumber(newNumber, region)
  useEffect(() => {
    if (pin === null) return
    const timer = setTimeout(() => setPin(null), SHOWN_FOR)
    return () => clearTimeout(timer)
  }, [pin])

  const perform = async (call: Promise<Outcome<Card>>): Promise<void> => {
    const outcome = await request(call)
    if (!outcome.ok) return
    setOpen(null)
    if (outcome.value.cli !== cli) onMoved(outcome.value.cli)
  }
  const check = (): void => void perform(window.dialdesk.cards.lookUp({ number: `+${cli}` }))
  const show = async (): Promise<void> => {
    const outcome = await request(window.dialdesk.cards.pin({ cli }))
    if (outcome.ok) setPin(outcome.value.pin)
  }
  const blocked = card.state === 'blocked' || card.state === 'disabled'
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by key
    <aside className="pane detail-pane" aria-labelledby="card-title" tabIndex={0} data-pane>
      <div className="pane-head">
        <h1 id="card-title">{t('cards.card', { serial: card.serial })}</h1>
        <span className="row">
          <IconButton label={t('cards.check')} disabled={busy} onClick={check}>
            <IconRefresh size={18} aria-hidden />
          </IconButton>
          <CloseButton label={t('cards.close')} onClose={onClose} />
        </span>
      </div>
      <div className="row">
        <b className="figure num grow">{displayNumber(`+${cli}`, region)}</b>
        <CardState state={card.state} />
      </div>
      {card.state === 'unknown' && (
        <div className="note wait" role="alert">
          <IconAlertTriangle size={16} aria-hidden />
          <div>
            <p>{t('cards.unknownText')}</p>
            <button type="button" className="button small" disabled={busy} aria-busy={busy} onClick={check}>
              {t('cards.checkNow')}
            </button>
          </div>
        </div>
      )}
      <bdi>{card.customer}</bdi>
      <dl className="facts">
        <dt>{t('cards.column.balance')}</dt>
        <dd className="num">{card.balance ? formatMoney(card.balance, i18n.language) : '–'}</dd>
        <dt>{t('cards.loaded')}</dt>
        <dd className="num">{card.loaded ? formatMoney(card.loaded, i18n.language) : '–'}</dd>
      </dl>
      <div className="row">
        <span className="grow">
          <small>{t('cards.pin')}</small>
          <b className={`num ${css['pin']}`} role="status">
            {pin ?? '•••• ••••'}
          </b>
        </span>
        <IconButton
          label={t(pin === null ? 'cards.showPin' : 'cards.hidePin')}
          disabled={busy}
          onClick={() => (pin === null ? void show() : setPin(null))}
        >
          {pin === null ? <IconEye size={18} aria-hidden /> : <IconEyeOff size={18} aria-hidden />}
        </IconButton>
        <IconButton
          label={t('cards.copyPin')}
          disabled={busy}
          onClick={() => void request(window.dialdesk.cards.copyPin({ cli })).then((o) => setCopied(o.ok))}
        >
          <IconCopy size={18} aria-hidden />
        </IconButton>
      </div>
      <small>{t(copied ? 'cards.copied' : 'cards.pinHint')}</small>
      <FailureNote failure={failure} />
      {saved && (
        <p className="note ok" role="status">
          {t('calls.saved', { path: saved })}
        </p>
      )}
      {realm === '' && (
        <div className="note">
          <div>
            <p>{t('cards.noRealm')}</p>
            <button type="button" className="text-button" onClick={() => showSetting('reseller', t('reseller.realm'))}>
              {t('cards.enterRealm')}
            </button>
          </div>
        </div>
      )}
      <ul className={css['card-actions']}>
        <CardAction
          icon={blocked ? IconLockOpen : IconLock}
          name={t(blocked ? 'card.unblock' : 'card.block')}
          disabled={busy}
          onClick={() => void perform(blocked ? window.dialdesk.cards.unblock({ cli }) : window.dialdesk.cards.block({ cli }))}
        />
        <CardAction
          icon={IconArrowsExchange}
          name={t('card.move')}
          hint={t('cards.moveHint')}
          disabled={busy || realm === ''}
          open={open === 'move'}
          onClick={() => setOpen(open === 'move' ? null : 'move')}
        >
          <form
            className="stack inner"
            onSubmit={(e) => {
              e.preventDefault()
              if (sentAs) void perform(window.dialdesk.cards.move({ cli, number: newNumber }))
            }}
          >
            <CardNumberField label={t('cards.newNumber')} value={newNumber} sentAs={sentAs} onChange={setNewNumber} />
            <button type="submit" className="button primary" disabled={!sentAs || busy}>
              {t('cards.moveNow')}
            </button>
          </form>
        </CardAction>
        <CardAction
          icon={IconKey}
          name={t('cards.activate')}
          hint={t('cards.activateHint')}
          disabled={busy || realm === ''}
          open={open === 'activate'}
          onClick={() => setOpen(open === 'activate' ? null : 'activate')}
        >
          <form
            className="stack inner"
            onSubmit={(e) => {
              e.preventDefault()
              const value = pinField.current?.value ?? ''
              if (pinField.current) pinField.current.value = ''
              if (value.trim()) void perform(window.dialdesk.cards.activate({ cli, pin: value }))
            }}
          >
            <TextInput ref={pinField} label={t('cards.pin')} autoComplete="off" maxLength={64} />
            <button type="submit" className="button primary" disabled={busy}>
              {t('cards.activate')}
            </button>
          </form>
        </CardAction>
        <CardAction icon={IconPrinter} name={t('cards.slip')} hint={t('cards.slipHint')} disabled={busy} onClick={() => setPrinting(true)} />
        <CardAction icon={IconTrash} name={t('cards.remove')} hint={t('cards.removeHint')} disabled={busy} onClick={onRemove} />
        <CardAction
          icon={IconBan}
          name={t('card.disable')}
          hint={t('cards.disableHint')}
          disabled={busy || realm === ''}
          destructive
          onClick={() => setDisabling(true)}
        />
      </ul>
      <small className="num">
        {card.checkedAt !== null && t('cards.checkedAt', { time: dateTime(card.checkedAt, i18n.language) })}{' '}
        {card.createdAt !== null && t('cards.createdAt', { time: dateTime(card.createdAt, i18n.language) })}
      </small>
      {printing && <SlipDialog cli={cli} onClose={() => setPrinting(false)} onSaved={setSaved} />}
      {disabling && (
        <Dialog
          title={t('cards.disableTitle')}
          onClose={() => setDisabling(false)}
          safe={{ label: t('cards.keep'), run: () => setDisabling(false) }}
          confirm={{
            label: t('card.disable'),
            tone: 'stop',
            disabled: typed.trim() !== cli.slice(-4),
            run: () => {
              setDisabling(false)
              void perform(window.dialdesk.cards.disable({ cli, confirmed: true }))
            },
          }}
        >
          <p>{t('cards.disableText', { number: displayNumber(`+${cli}`, region) })}</p>
          <TextInput label={t('cards.lastFour')} maxLength={4} value={typed} onChange={(e) => setTyped(e.currentTarget.value)} />
        </Dialog>
      )}
    </aside>
  )
}
