import { Autocomplete, Select } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { getCountries } from 'libphonenumber-js/min'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type DestinationRule, RULE_MATCH } from '../../../../shared/domain/spending-settings.ts'
import { IconButton } from '../../components/icon-button.tsx'
import { countryName } from '../../i18n/format.ts'

type Props = {
  readonly rules: readonly DestinationRule[]
  readonly hint: string
  readonly locked: boolean
  readonly onRules: (rules: DestinationRule[]) => void
}

/** Countries and beginnings of numbers that are asked about or never called. */
export function DestinationRules({ rules, hint, locked, onRules }: Props) {
  const { t, i18n } = useTranslation()
  const [text, setText] = useState('')
  const [bad, setBad] = useState('')
  const countries = useMemo(() => countriesByName(i18n.language), [i18n.language])
  const nameOf = ({ match }: DestinationRule): string => (match.startsWith('+') ? match : countryName(match, i18n.language))
  const add = (): void => {
    const match = readMatch(text, countries)
    if (match === null) return setBad(t('guard.matchBad'))
    if (rules.some((rule) => rule.match === match)) return setBad(t('guard.matchTwice'))
    setBad('')
    setText('')
    onRules([...rules, { match, action: 'block' }])
  }
  return (
    <section aria-labelledby="destinations-title">
      <h3 id="destinations-title">{t('guard.destinations')}</h3>
      <p className="side-note">{hint}</p>
      <ul className="plain-list">
        {rules.map((rule) => (
          <li key={rule.match} className="row">
            <span className="grow num">
              <bdi>{nameOf(rule)}</bdi>
            </span>
            <Select
              aria-label={t('guard.actionFor', { name: nameOf(rule) })}
              allowDeselect={false}
              disabled={locked}
              w={160}
              value={rule.action}
              data={(['ask', 'block'] as const).map((value) => ({ value, label: t(`guard.action.${value}`) }))}
              onChange={(action) => onRules(rules.map((one) => (one === rule ? { ...one, action: action === 'ask' ? 'ask' : 'block' } : one)))}
            />
            {!locked && (
              <IconButton label={t('guard.remove', { name: nameOf(rule) })} onClick={() => onRules(rules.filter((one) => one !== rule))}>
                <IconTrash size={16} aria-hidden />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {!locked && (
        <div className="row" style={{ alignItems: 'flex-end', marginTop: 12 }}>
          <Autocomplete
            className="grow"
            label={t('guard.match')}
            placeholder={t('guard.matchHint')}
            value={text}
            error={bad || undefined}
            maxLength={100}
            limit={20}
            data={[...countries.keys()]}
            onChange={(next) => {
              setBad('')
              setText(next)
            }}
            onKeyDown={(e) => e.key === 'Enter' && add()}
          />
          <button type="button" className="button" onClick={add}>
            {t('guard.add')}
          </button>
        </div>
      )}
    </section>
  )
}

/** Country names of a language in their order, each with its code. */
function countriesByName(language: string): ReadonlyMap<string, string> {
  const named = getCountries().map((code) => [countryName(code, language), code] as const)
  return new Map(named.sort(([a], [b]) => a.localeCompare(b, language)))
}

/** A country's code or the beginning of a number from what was typed; null for anything else. */
function readMatch(text: string, countries: ReadonlyMap<string, string>): string | null {
  const typed = text.trim()
  const lower = typed.toLocaleLowerCase()
  const country = [...countries].find(([name, code]) => name.toLocaleLowerCase() === lower || code === typed.toUpperCase())?.[1]
  const number = typed.replace(/[\s()/.-]/g, '').replace(/^00/, '+')
  const match = country ?? number
  return RULE_MATCH.test(match) ? match : null
}
