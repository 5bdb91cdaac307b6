import { useTranslation } from 'react-i18next'
import { goToSent } from '../state/places.ts'

/** At the end of a list's heading: leads to everything that was sent. */
export function SentLink() {
  const { t } = useTranslation()
  return (
    <>
      <span className="grow" />
      <button type="button" className="text-button" onClick={goToSent}>
        {t('sent.open')}
      </button>
    </>
  )
}
