import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { findSettings } from '../../components/settings-index.ts'
import { showSetting } from '../../components/show-setting.ts'
import css from './settings-search.module.css'

/** Finds a setting by a word of its label and goes to it. */
export function SettingsSearch() {
  const { t, i18n } = useTranslation()
  const [text, setText] = useState('')
  const found = findSettings(text, t, i18n.language)
  const [first] = found
  return (
    <search className={css['settings-search']}>
      <TextInput
        aria-label={t('search.settings')}
        placeholder={t('search.settings')}
        size="xs"
        type="search"
        value={text}
        maxLength={60}
        onChange={(e) => setText(e.currentTarget.value)}
        onKeyDown={(e) => {
          if (e.key === 'Enter' && first) showSetting(first.section, t(first.label))
        }}
      />
      {text.trim() !== '' && (
        <>
          <p className={css['settings-found']} role="status">
            {found.length ? t('search.found', { count: found.length }) : t('search.none')}
          </p>
          <ul>
            {found.map(({ section, label }) => (
              <li key={label}>
                <button type="button" className="nav-entry" onClick={() => showSetting(section, t(label))}>
                  <span className="two">
                    <b>{t(label)}</b>
                    <small>{t(`settings.${section}`)}</small>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </search>
  )
}
