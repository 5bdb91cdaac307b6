import { useTranslation } from 'react-i18next'
import { lineOfContact } from '../../../../shared/domain/contact.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { useApp } from '../../state/app-store.ts'
import { openAccountId, regionOf } from '../../state/selectors.ts'
import css from './quick-dial.module.css'

const SHOWN = 4

/** Favourites beside the keypad: a press puts the number into the number field, which shows its price, and does not call yet. */
export function QuickDial({ onTake }: { readonly onTake: (number: string, lineId: string | null) => void }) {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  const accountId = useApp(openAccountId)
  const { favourites } = useApp((s) => s.contacts)
  if (!favourites.length) return null
  return (
    <section aria-labelledby="quick-title">
      <h2 id="quick-title" className={css['quick-title']}>
        {t('contact.quick')}
      </h2>
      <div className={css['quick']}>
        {favourites.slice(0, SHOWN).map((c) => (
          <button key={c.id} type="button" className="button small" onClick={() => onTake(c.numbers[0]?.number ?? '', lineOfContact(c, accountId))}>
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
