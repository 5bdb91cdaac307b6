import { TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../state/app-store.ts'
import { go } from '../../state/navigation.ts'
import css from './about-page.module.css'

type Notice = { readonly name: string; readonly version: string; readonly licence: string; readonly text: string }

/** Versions, the licences of everything inside, and the way to the diagnostics. */
export function AboutPage() {
  const { t } = useTranslation()
  const { appVersion, parts } = useApp((s) => s.environment)
  const [notices, setNotices] = useState<readonly Notice[]>([])
  const [text, setText] = useState('')
  useEffect(() => {
    // written by the build; a page in development has none
    fetch('./licences.json')
      .then((response) => response.json())
      .then(setNotices, () => {})
  }, [])
  const shown = notices.filter((n) => `${n.name} ${n.licence}`.toLowerCase().includes(text.trim().toLowerCase()))
  return (
    <>
      <h2>{t('about.title')}</h2>
      <div className="narrow">
        <p>
          <b>{t('about.what', { version: appVersion })}</b>
        </p>
        <p>{t('about.runs', { parts })}</p>
        <p>{t('about.free')}</p>
        <div className="row">
          <button type="button" className="button" onClick={() => void window.dialdesk.settings.change({ setUp: false })}>
            {t('first.again')}
          </button>
        </div>
        <h3>{t('about.diag')}</h3>
        <div className="row">
          <span className="grow">{t('about.diagText')}</span>
          <button type="button" className="button" onClick={() => go('diagnostics')}>
            {t('about.diag')}
          </button>
        </div>
        <h3>{t('about.licences')}</h3>
        <p>{t('about.licencesText', { n: notices.length })}</p>
        <TextInput aria-label={t('about.search')} placeholder={t('about.search')} value={text} onChange={(e) => setText(e.currentTarget.value)} />
        <div className={css['licences']}>
          {shown.map((n) => (
            <details key={`${n.name}@${n.version}`}>
              <summary>
                <b>{n.name}</b> <span className="num">{n.version}</span>, {n.licence}
              </summary>
              {n.text && <pre lang="en">{n.text}</pre>}
            </details>
          ))}
        </div>
      </div>
    </>
  )
}
