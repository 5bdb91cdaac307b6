import { useTranslation } from 'react-i18next'
import { findContacts } from '../../../../shared/contact.ts'
import { displayNumber } from '../../../../shared/phone-number.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import { TargetPrice } from '../calls/target-picker.tsx'
import './contacts.css'

const SHOWN = 4

/** Favourites beside the keypad: a press puts the number into the plate, where its price stands, and does not call yet. */
export function QuickDial({ onNumber }: { readonly onNumber: (number: string) => void }) {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  const favourites = useApp((s) => s.contacts).filter((c) => c.favourite)
  if (!favourites.length) return null
  return (
    <section aria-labelledby="quick-title">
      <h2 id="quick-title" className="quick-title">
        {t('contact.quick')}
      </h2>
      <div className="quick">
        {favourites.slice(0, SHOWN).map((c) => (
          <button key={c.id} type="button" className="button small" onClick={() => onNumber(c.numbers[0]?.number ?? '')}>
            <span className="two">
              <b>
                <bdi>{c.name}</bdi>
              </b>
              <small className="num">{displayNumber(c.numbers[0]?.number ?? '', region)}</small>
            </span>
          </button>
        ))}
      </div>
    </section>
  )
}

/** Contacts that what is typed finds: letters in the number field are a name. */
export function Suggestions({ text, onNumber }: { readonly text: string; readonly onNumber: (number: string) => void }) {
  const { t } = useTranslation()
  const contacts = useApp((s) => s.contacts)
  const found = /\p{L}/u.test(text) ? findContacts(contacts, text, SHOWN).flatMap((c) => c.numbers.map((n) => ({ ...n, name: c.name }))) : []
  if (!found.length) return null
  return (
    <section className="suggest" aria-label={t('contact.suggestions')}>
      {found.slice(0, SHOWN).map((n) => (
        <button key={n.name + n.number} type="button" className="target" onClick={() => onNumber(n.number)}>
          <span className="two">
            <b>
              <bdi>{n.name}</bdi>
            </b>
            <small className="num">{n.number}</small>
          </span>
          <TargetPrice number={n.number} />
        </button>
      ))}
    </section>
  )
}
