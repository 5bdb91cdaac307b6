import { IconPencil, IconPhone, IconPhoneCall, IconStar, IconStarFilled, IconTrash, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Contact, lineOfContact } from '../../../../shared/domain/contact.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { DialQuestion } from '../../components/dial-question.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { NumberPrice } from '../../components/number-price.tsx'
import { useDial } from '../../hooks/use-dial.ts'
import { useMayCallBack } from '../../hooks/use-may-call-back.ts'
import { useRequest } from '../../hooks/use-request.ts'
import { useApp } from '../../state/app-store.ts'
import { go } from '../../state/navigation.ts'
import { openAccountId, regionOf } from '../../state/selectors.ts'
import css from './contacts-screen.module.css'

type Props = {
  readonly contact: Contact
  readonly onEdit: () => void
  readonly onClose: () => void
  readonly onRemoved: () => void
}

/** A contact with each of its numbers and what a call costs, and what is special about its calls. */
export function ContactDetail({ contact, onEdit, onClose, onRemoved }: Props) {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  const accountId = useApp(openAccountId)
  const lines = useApp((s) => s.lines.lines)
  const { failure, request } = useRequest()
  const mayCallBack = useMayCallBack()
  const dialling = useDial(() => go('phone'))
  const remove = async (): Promise<void> => {
    if ((await request(window.dialdesk.contacts.remove({ id: contact.id }))).ok) onRemoved()
  }
  const star = t(contact.favourite ? 'contact.unstar' : 'contact.star')
  // the line of another account is of no use here
  const lineId = lineOfContact(contact, accountId)
  const line = lines.find(({ id }) => id === lineId)
  const facts = [
    contact.groups.length ? [t('contact.groups'), contact.groups.join(', ')] : null,
    line ? [t('contact.line'), line.label] : null,
    contact.ringtone ? [t('prefs.ringtone'), t(`prefs.ring.${contact.ringtone}`)] : null,
  ].filter((fact) => fact !== null)
  return (
    <aside className="pane detail-pane" aria-labelledby="contact-title" data-pane>
      <div className="pane-head">
        <h1 id="contact-title">
          <bdi>{contact.name}</bdi>
        </h1>
        <span className="grow" />
        <IconButton
          label={star}
          onClick={() => void request(window.dialdesk.contacts.save({ contact: { ...contact, favourite: !contact.favourite } }))}
        >
          {contact.favourite ? <IconStarFilled size={18} aria-hidden /> : <IconStar size={18} aria-hidden />}
        </IconButton>
        <IconButton label={t('contact.edit')} onClick={onEdit}>
          <IconPencil size={18} aria-hidden />
        </IconButton>
        <IconButton label={t('contact.remove')} onClick={() => void remove()}>
          <IconTrash size={18} aria-hidden />
        </IconButton>
        <IconButton label={t('cards.close')} onClick={onClose}>
          <IconX size={18} aria-hidden />
        </IconButton>
      </div>
      {contact.blocked && <p className="note wait">{t('contact.blockedNote')}</p>}
      {contact.ringsAlways && !contact.blocked && <p className="note">{t('contact.ringsAlwaysNote')}</p>}
      {contact.numbers.map((n) => (
        <section key={n.kind + n.number} className={css['contact-number']} aria-label={`${t(`contact.kind.${n.kind}`)} ${n.number}`}>
          <small>{t(`contact.kind.${n.kind}`)}</small>
          <b className="num">{displayNumber(n.number, region)}</b>
          <NumberPrice number={n.number} />
          <div className="row">
            <button type="button" className="button go grow" disabled={dialling.busy} onClick={() => void dialling.dial(n.number, lineId, 'contact')}>
              <IconPhone size={16} aria-hidden /> {t('dial.call')}
            </button>
            {mayCallBack && (
              <button type="button" className="button" onClick={() => go('callback', n.number)}>
                <IconPhoneCall size={16} aria-hidden /> {t('contact.callback')}
              </button>
            )}
          </div>
        </section>
      ))}
      <FailureNote failure={failure ?? dialling.failure} />
      <DialQuestion of={dialling} />
      {facts.length > 0 && (
        <dl className="facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {contact.note && <p className={css['contact-note']}>{contact.note}</p>}
    </aside>
  )
}
