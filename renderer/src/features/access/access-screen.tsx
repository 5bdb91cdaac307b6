import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccessNumbers } from '../../../../shared/domain/access-numbers.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { CallNumber } from '../../components/call-number.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { countryName, dateTime } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'

/** Numbers to ring for calling through the account from any phone, by country, free or local. */
export default function AccessScreen() {
  const { t, i18n } = useTranslation()
  const [numbers, setNumbers] = useState<AccessNumbers | null>(null)
  const { busy, failure, request } = useRequest()
  const region = useApp(regionOf)
  const read = useCallback(
    async (fresh: boolean): Promise<void> => {
      const outcome = await request(window.dialdesk.billing.accessNumbers({ fresh }))
      if (outcome.ok) setNumbers(outcome.value)
    },
    [request],
  )
  useEffect(() => {
    // what is kept shows at once, the provider's answer replaces it
    void read(false).then(() => read(true))
  }, [read])
  const groups = numbers
    ? ([
        ['dialInFree', numbers.dialInFree],
        ['dialInLocal', numbers.dialInLocal],
        ['callbackFree', numbers.callbackFree],
        ['callbackLocal', numbers.callbackLocal],
      ] as const)
    : []
  const none = groups.every(([, list]) => Object.keys(list).length === 0) && !numbers?.personal
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by key
    <section className="pane one-pane" aria-labelledby="access-title" tabIndex={0} data-pane>
      <div className="pane-head">
        <h1 id="access-title">{t('nav.access')}</h1>
        <small className="num">{numbers && t('dial.asOf', { time: dateTime(numbers.asOf, i18n.language) })}</small>
        {!(numbers && none) && (
          <button type="button" className="button small" disabled={busy} aria-busy={busy} onClick={() => void read(true)}>
            {t('access.read')}
          </button>
        )}
      </div>
      <p>{t('access.what')}</p>
      <FailureNote failure={failure} />
      {numbers && none && <EmptyState text={t('access.none')} action={{ label: t('access.read'), run: () => void read(true), busy }} />}
      {numbers?.personal && (
        <p>
          {t('access.personal')} <b className="num">{displayNumber(numbers.personal, region)}</b>
        </p>
      )}
      {groups
        .filter(([, list]) => Object.keys(list).length > 0)
        .map(([kind, list]) => (
          <div key={kind}>
            <h2>{t(`access.${kind}`)}</h2>
            <ul className="plain-list">
              {Object.entries(list)
                .map(([country, number]) => [countryName(country, i18n.language), number] as const)
                .sort(([a], [b]) => a.localeCompare(b, i18n.language))
                .map(([country, number]) => (
                  <li key={country}>
                    <span className="grow">{country}</span>
                    <b className="num">{displayNumber(number, region)}</b>
                    <CallNumber number={number} />
                  </li>
                ))}
            </ul>
          </div>
        ))}
    </section>
  )
}
